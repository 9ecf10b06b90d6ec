import { describe, expect, test } from "vitest";
import { Survey } from "../../src/analysis/survey.ts";
import { addDays } from "../../src/model/day.ts";
import type { Objective } from "../../src/model/plan.ts";
import { severityIn } from "../../src/rules/define.ts";
import { checkIn, document, keyResult, objective, retrospective } from "../../src/rules/examples.ts";
import { rules } from "../../src/rules/index.ts";
import { type Look, look, stage, tellFound } from "./look.ts";

const FLIGHTS = keyResult({ id: "flights", title: "Raise flights from 10 to 40" });
const TWO = objective({ key_results: [keyResult({}), FLIGHTS] });
const SEATS = keyResult({
  id: "seats",
  title: "Raise seats taken from 65 % to 90 %",
  baseline: 65,
  target: 90,
  unit: "%",
});
const LICENCE = { id: "licence", title: "Get the licence", metric: "binary" };
const PAPERS = {
  id: "papers",
  title: "Hand in the papers",
  metric: "milestones",
  milestones: [{ id: "draft", title: "Draft" }],
};

/** Somebody checked in before, so what has no reading was not written down just now. */
const USED = checkIn({ objective: "before", date: "2026-09-04" });

/** As people write it, in the folder that okr gives it. */
const BLOCK = {
  path: "okrs/2026-Q4/rockets/grow.md",
  text: `---
kind: objective
id: grow
title: Grow the circle of people who fly with us
team: rockets
cycle: 2026-Q4
type: aspirational
owner: ana
key_results:
  - id: passengers
    title: Increase passengers from 10 to 40
    backup: ben
    baseline: 10
    target: 40
  - id: seats
    title: Raise seats taken from 65 % to 90 %
    backup: ben
    baseline: 65
    target: 90
    unit: "%"
---
`,
};
const record = (name: string, text: string) => ({ path: `okrs/2026-Q4/rockets/grow/${name}.md`, text });

describe("what they say", () => {
  test.each<[rule: string, scene: Look, place: string, message: string, hint: string, subject: string]>([
    [
      "unscored-key-result",
      { documents: [BLOCK, checkIn({})] },
      "okrs/2026-Q4/rockets/grow.md:15:9",
      "the key result seats has no reading 51 days into 2026-Q4 (at most 14), so it counts as 0",
      "check in where it stands, even if that is where it began: okr checkin grow seats=VALUE",
      "grow/seats",
    ],
    [
      "unscored-key-result",
      { documents: [BLOCK, checkIn({})], day: "2027-01-05" },
      "okrs/2026-Q4/rockets/grow.md:15:9",
      "the key result seats had no reading in all of 2026-Q4, which ended on 2026-12-31, so it counts as 0",
      "check in where it ended: okr checkin grow seats=VALUE; or say in the end retrospective what came of it, with a grade and the reason for that",
      "grow/seats",
    ],
    [
      "stale-check-in",
      { documents: [BLOCK, checkIn({ date: "2026-11-06" })] },
      "okrs/2026-Q4/rockets/grow.md:3:5",
      "the last check-in is of 2026-11-06, 14 days ago (at most 10)",
      "check in, also when nothing has moved: okr checkin grow",
      "grow",
    ],
    [
      "ungraded-objective",
      { documents: [BLOCK, checkIn({})], day: "2027-02-01" },
      "okrs/2026-Q4/rockets/grow.md:3:5",
      "no end retrospective, though the cycle 2026-Q4 ended on 2026-12-31 and was to be closed by 2027-01-21",
      "settle its grades and what becomes of it, and write down what was learned: okr close grow",
      "grow",
    ],
    [
      "ungraded-objective",
      { documents: [TWO, retrospective({})], day: "2026-12-31" },
      "doc-1.md:7:9",
      "the end retrospective of 2026-12-29 has no grade for flights, so the objective has none",
      'grade all of its key results; once this file has landed, in another one: okr close grow --reopen "WHY"',
      "grow",
    ],
    [
      "grade-without-reason",
      {
        documents: [
          BLOCK,
          checkIn({ results: { passengers: 27.5, seats: 75 } }),
          record(
            "2026-12-29-retrospective-hk3x8ta",
            retrospective({ grades: { passengers: 0.6, seats: 0.9 } }),
          ),
        ],
        day: "2026-12-31",
      },
      "okrs/2026-Q4/rockets/grow/2026-12-29-retrospective-hk3x8ta.md:7:35",
      "seats is graded 0.9 without a reason, but its score is 0.4 (up to 0.05 apart needs none)",
      'say why in reasons: { seats: … }; once this file has landed, in another one, which then counts in its place: okr close grow --reopen "WHY"',
      "grow/seats",
    ],
    [
      "grade-without-reason",
      { documents: [objective({}), retrospective({ grades: { passengers: 1 } })], day: "2026-12-31" },
      "doc-1.md:7:23",
      "passengers is graded 1 without a reason, but its score is 0 for want of a reading (up to 0.05 apart needs none)",
      expect.any(String) as unknown as string,
      "grow/passengers",
    ],
    [
      "closed-twice",
      {
        documents: [
          BLOCK,
          record("2026-12-28-retrospective-hk3x8ta", retrospective({ date: "2026-12-28", outcome: "done" })),
          record(
            "2026-12-29-retrospective-b000000",
            retrospective({ by: "ben", grades: { passengers: 0.4, seats: 0.9 } }),
          ),
        ],
        day: "2026-12-31",
      },
      "okrs/2026-Q4/rockets/grow/2026-12-29-retrospective-b000000.md:3:12",
      "grow was closed on 2026-12-29 by ben as continued (passengers 0.4, seats 0.9), which alone counts, and differently on 2026-12-28 by ana as done (passengers 0.3) in okrs/2026-Q4/rockets/grow/2026-12-28-retrospective-hk3x8ta.md",
      'settle it: okr close grow --reopen "WHY"; or take one of the files out, in a commit of its own',
      "grow",
    ],
    [
      "reading-outside-range",
      {
        documents: [
          BLOCK,
          record("2026-11-20-check-in-hk3x8ta", checkIn({ results: { passengers: 20, seats: 725 } })),
        ],
      },
      "okrs/2026-Q4/rockets/grow/2026-11-20-check-in-hk3x8ta.md:7:35",
      "the reading 725 of seats lies outside 0 to 100 %",
      "if that is a slip, check in again: okr checkin grow seats=VALUE; if it is right, say so in the key result: x-okr-ignore: { reading-outside-range: REASON }",
      "grow/seats",
    ],
    [
      "reading-outside-range",
      { documents: [BLOCK, checkIn({ results: { passengers: 270 } })] },
      "doc-1.md:7:24",
      "the reading 270 of passengers lies 8.7 times the way from 10 to 40 (at most 3)",
      expect.stringContaining("okr checkin grow passengers=VALUE") as unknown as string,
      "grow/passengers",
    ],
    [
      "reading-outside-range",
      { documents: [BLOCK, checkIn({ results: { seats: 0.72 } })] },
      "doc-1.md:7:19",
      "the reading 0.72 of seats lies 2.6 times the way from 65 to 90 in the wrong direction (at most 2)",
      expect.any(String) as unknown as string,
      "grow/seats",
    ],
    [
      "confidence-contradicts-pace",
      { documents: [objective({}), checkIn({ results: { passengers: 13 }, confidence: 0.8 })] },
      "doc-1.md:6:13",
      "confidence is 0.8, but the numbers are heading for 0.18: off track (fair is 0.4)",
      "say in the next check-in how confident you are by these numbers, and what will change them: okr checkin grow --confidence VALUE --plan TEXT; if they always come late, say so in the objective: x-okr-ignore: { confidence-contradicts-pace: REASON }",
      "grow",
    ],
    [
      // 0.398 is off track, and is not told as 0.40.
      "confidence-contradicts-pace",
      { documents: [objective({}), checkIn({ results: { passengers: 16.62 }, confidence: 0.8 })] },
      "doc-1.md:6:13",
      "confidence is 0.8, but the numbers are heading for 0.39: off track (fair is 0.4)",
      expect.any(String) as unknown as string,
      "grow",
    ],
    [
      "confidence-contradicts-pace",
      { documents: [objective({}), checkIn({ results: { passengers: 25 }, confidence: 0.3 })] },
      "doc-1.md:6:13",
      "confidence is 0.3, but the numbers are heading for 0.90: on track (good is 0.7)",
      "say in the next check-in how confident you are by these numbers, and what is in the way: okr checkin grow --confidence VALUE --issues TEXT",
      "grow",
    ],
    [
      "confidence-contradicts-pace",
      {
        documents: [
          objective({ type: "committed" }),
          checkIn({ results: { passengers: 40 }, confidence: 0 }),
        ],
      },
      "doc-1.md:6:13",
      "confidence is 0, but the numbers are heading for 1.00: on track (committed to 1.00)",
      expect.any(String) as unknown as string,
      "grow",
    ],
  ])("%s %#", async (rule, scene, place, message, hint, subject) => {
    const found = await look(rule, scene);
    expect(found.map(({ path, line, column }) => `${path}:${line}:${column}`)).toEqual([place]);
    expect(found).toMatchObject([{ message, hint, subject, severity: "warning" }]);
  });

  test.each([
    ["unscored-key-result", "error"],
    ["stale-check-in", "warning"],
    ["ungraded-objective", "error"],
    ["grade-without-reason", "error"],
    ["closed-twice", "error"],
    ["reading-outside-range", "warning"],
    ["confidence-contradicts-pace", "warning"],
  ] as const)("%s is a warning, in the preset strict of severity %s, in minimal off", (id, strict) => {
    const rule = rules.find((one) => one.id === id);
    if (!rule) throw new Error(`no rule ${id}`);
    expect((["minimal", "recommended", "strict"] as const).map((preset) => severityIn(preset, rule))).toEqual(
      ["off", "warning", strict],
    );
  });

  test("what only time changes keeps its key", async () => {
    const key = async (rule: string, documents: Look["documents"], day: string) =>
      (await look(rule, { documents, day })).map((finding) => [finding.subject, finding.key]);
    for (const [rule, documents, one, other] of [
      ["unscored-key-result", [TWO, checkIn({})], "2026-11-20", "2027-01-21"],
      ["stale-check-in", [objective({}), checkIn({ date: "2026-11-01" })], "2026-11-20", "2026-12-01"],
      ["ungraded-objective", [objective({})], "2027-02-01", "2029-02-01"],
      [
        "confidence-contradicts-pace",
        [objective({}), checkIn({ results: { passengers: 10 }, confidence: 1 })],
        "2026-11-20",
        "2026-11-25",
      ],
    ] as const) {
      const before = await key(rule, documents, one);
      expect(before).toHaveLength(1);
      expect(before[0]?.[1]).toEqual(expect.any(String));
      expect(await key(rule, documents, other)).toEqual(before);
    }
  });
});

describe("unscored-key-result", () => {
  const count = async (scene: Look) => (await look("unscored-key-result", scene)).length;

  test.each([
    ["the last day that is fine", "2026-10-14", 0],
    ["the day after", "2026-10-15", 2],
    ["the last day of the cycle", "2026-12-31", 2],
    ["the day after it", "2027-01-01", 2],
    ["the day before it begins", "2026-09-30", 0],
    ["the last day on which it is closed", "2027-01-21", 2],
    ["the day after, when only the end retrospective is missing", "2027-01-22", 0],
  ])("%s", async (_, day, expected) => {
    expect(await count({ documents: [TWO, USED], day })).toBe(expected);
  });

  test("the days are an option, and never fewer than a check-in may take", async () => {
    const rule = (days: number) => `rules: { unscored-key-result: [warning, { days: ${days} }] }`;
    const at = (day: string, settings: string) => count({ documents: [TWO, USED], day, settings });
    expect(await at("2026-10-30", rule(30))).toBe(0);
    expect(await at("2026-10-31", rule(30))).toBe(2);
    expect(await at("2026-10-10", rule(0))).toBe(0);
    expect(await at("2026-10-11", rule(0))).toBe(2);
  });

  test("the hint types what the metric takes", async () => {
    const found = await look("unscored-key-result", {
      documents: [
        objective({
          key_results: [LICENCE, PAPERS, { id: "gate", title: "Keep it open", metric: "limit", at_most: 3 }],
        }),
        USED,
      ],
    });
    expect(found.map(({ hint }) => hint.split(": ")[1])).toEqual([
      "okr checkin grow licence=no",
      "okr checkin grow papers=none",
      "okr checkin grow gate=VALUE",
    ]);
  });

  test("one matter is told once", async () => {
    // Never a check-in: each key result is unscored, and the objective is not called stale as well.
    expect(await count({ documents: [TWO, USED] })).toBe(2);
    expect(await look("stale-check-in", { documents: [TWO, USED] })).toEqual([]);
    // One reading settles one finding and brings no other.
    const before = await tellFound("unscored-key-result", { documents: [TWO, USED] });
    const after = await tellFound("unscored-key-result", {
      documents: [TWO, checkIn({ results: { passengers: 12 } })],
    });
    expect(after).toEqual(before.slice(1));
    // A reading that cannot be used is an error of its own.
    expect(await count({ documents: [objective({}), checkIn({ results: { passengers: true } })] })).toBe(0);
  });

  test("what is not known yet does not count, what was read before the cycle does", async () => {
    expect(await count({ documents: [objective({}), checkIn({ date: "2026-11-21" })] })).toBe(1);
    expect(await count({ documents: [objective({}), checkIn({ date: "2026-09-25" })] })).toBe(0);
  });

  test("a cycle that does not exist has no days; of two objectives with one id the first counts", async () => {
    expect(await count({ documents: [objective({ cycle: "2026-Q5" })] })).toBe(0);
    expect(await count({ documents: [objective({}), TWO, USED] })).toBe(1);
  });
});

describe("a record that cannot be read is one finding, not two", () => {
  const damaged = record("2026-11-20-check-in-hk3x8ta", "---\nkind: check-in\nobjective: [grow\n---\n");
  const elsewhere = { path: "a.md", text: checkIn({ confidence: 7 }) };
  const closing = record(
    "2027-01-05-retrospective-hk3x8ta",
    "---\nkind: retrospective\n\tobjective: grow\n---\n",
  );

  test.each<[rule: string, scene: Look, file: Look["documents"][number] & object]>([
    ["unscored-key-result", { documents: [BLOCK, USED] }, damaged],
    ["unscored-key-result", { documents: [BLOCK, USED] }, elsewhere],
    ["stale-check-in", { documents: [BLOCK, checkIn({ date: "2026-11-02" })] }, damaged],
    ["ungraded-objective", { documents: [BLOCK], day: "2027-03-01" }, closing],
  ])("%s %#", async (rule, scene, file) => {
    expect((await look(rule, scene)).length).toBeGreaterThan(0);
    const unread = { ...scene, documents: [...scene.documents, file], unread: [file.path] };
    expect(await look(rule, unread)).toEqual([]);
    // Others are told all the same.
    const other = objective({ id: "other" });
    const both = {
      ...unread,
      documents: [
        ...unread.documents,
        other,
        checkIn({ objective: "other", date: "2026-11-02", results: {} }),
      ],
    };
    expect((await look(rule, both)).map(({ path }) => path)).toEqual([`doc-${unread.documents.length}.md`]);
  });
});

describe("stale-check-in", () => {
  const count = async (last: string, day: string, settings = "") =>
    (await look("stale-check-in", { documents: [objective({}), checkIn({ date: last })], day, settings }))
      .length;

  test.each([
    ["ten days are fine", "2026-11-10", "2026-11-20", 0],
    ["eleven are not", "2026-11-09", "2026-11-20", 1],
    ["before the cycle, on its tenth day", "2026-09-10", "2026-10-10", 0],
    ["before the cycle, on its eleventh day", "2026-09-10", "2026-10-11", 1],
    ["on the last day of the cycle", "2026-12-01", "2026-12-31", 1],
    ["after it", "2026-12-01", "2027-01-01", 0],
  ])("%s", async (_, last, day, expected) => {
    expect(await count(last, day)).toBe(expected);
  });

  test("the bound is the company's, and a check-in without readings is one", async () => {
    expect(await count("2026-11-10", "2026-11-20", "check_in: { stale_after_days: 9 }")).toBe(1);
    const documents = [
      objective({}),
      checkIn({ date: "2026-11-01" }),
      checkIn({ date: "2026-11-18", results: {} }),
    ];
    expect(await look("stale-check-in", { documents })).toEqual([]);
  });
});

test("stale-check-in calls stale what okr status does, but for the first days of a cycle and where nobody ever checked in", async () => {
  for (const days of [1, 9, 10, 11, 12, 40, 91])
    for (const last of ["2026-09-20", "2026-10-01", "2026-10-02", "2026-11-30", "2026-12-20"]) {
      const scene = { documents: [objective({}), checkIn({ date: last })], day: addDays("2026-10-01", days) };
      const snapshot = await stage(scene);
      const { status, lastCheckIn } = new Survey(snapshot).paced(snapshot.plan.objectives[0] as Objective);
      const expected = status === "stale" && lastCheckIn !== null && days + 1 > 10;
      expect(await look("stale-check-in", scene)).toHaveLength(Number(expected));
    }
});

describe("ungraded-objective", () => {
  const count = async (scene: Look) => (await look("ungraded-objective", scene)).length;

  test.each([
    ["the last day of the close window", "2027-01-21", "", 0],
    ["the day after", "2027-01-22", "", 1],
    ["a shorter window", "2027-01-08", "close_within_days: 7", 1],
    ["while it runs", "2026-12-31", "", 0],
  ])("%s", async (_, day, settings, expected) => {
    expect(await count({ documents: [objective({}), checkIn({})], day, settings })).toBe(expected);
  });

  test("a retrospective of tomorrow, or of the middle, closes nothing", async () => {
    const mid = retrospective({ phase: "mid", grades: undefined, outcome: undefined });
    expect(await count({ documents: [objective({}), mid], day: "2027-02-01" })).toBe(1);
    expect(
      await count({ documents: [objective({}), retrospective({ date: "2027-02-02" })], day: "2027-02-01" }),
    ).toBe(1);
    expect(
      await count({ documents: [objective({}), retrospective({ date: "2027-02-02" })], day: "2027-02-02" }),
    ).toBe(0);
  });

  test("without any grades, many are named and counted", async () => {
    const key_results = Array.from({ length: 9 }, (_, index) => keyResult({ id: `part-${index}` }));
    const documents = [objective({ key_results }), retrospective({ grades: undefined, outcome: "done" })];
    expect(await tellFound("ungraded-objective", { documents, day: "2026-12-31" })).toEqual([
      "doc-1.md:2:1 grow  the end retrospective of 2026-12-29 has no grade for part-0, part-1, part-2, part-3, part-4, part-5 and 3 more, so the objective has none",
    ]);
  });
});

describe("grade-without-reason", () => {
  const graded = (read: number, grade: number, more: object = {}, settings = ""): Look => ({
    documents: [
      objective({ key_results: [keyResult({ baseline: 0, target: 100 })] }),
      checkIn({ results: { passengers: read } }),
      retrospective({ grades: { passengers: grade }, ...more }),
    ],
    day: "2026-12-31",
    settings,
  });
  const count = async (scene: Look) => (await look("grade-without-reason", scene)).length;

  test.each([
    ["rounded up", 55, 0.6, 0],
    ["rounded down", 65, 0.6, 0],
    ["a little more than rounded", 54.9, 0.6, 1],
    ["a score is never more than 1", 180, 1, 0],
    ["nor less than 0", -40, 0, 0],
    ["met, but called less", 100, 0.9, 1],
  ])("%s", async (_, read, grade, expected) => {
    expect(await count(graded(read, grade))).toBe(expected);
  });

  test("the tolerance is an option", async () => {
    const rule = (tolerance: number) =>
      `rules: { grade-without-reason: [warning, { tolerance: ${tolerance} }] }`;
    expect(await count(graded(50, 0.7, {}, rule(0.2)))).toBe(0);
    expect(await count(graded(50, 0.71, {}, rule(0.2)))).toBe(1);
    expect(await count(graded(70, 0.7, {}, rule(0)))).toBe(0);
  });

  test("a reason of blanks is none", async () => {
    expect(await count(graded(50, 0.9, { reasons: { passengers: "  " } }))).toBe(1);
    expect(await count(graded(50, 0.9, { reasons: { passengers: "It rained." } }))).toBe(0);
  });

  test("what cannot be measured has a finding of its own", async () => {
    const documents = [
      objective({ key_results: [keyResult({ baseline: 40, target: 40 })] }),
      checkIn({}),
      retrospective({ grades: { passengers: 0.9 } }),
    ];
    expect(await count({ documents, day: "2026-12-31" })).toBe(0);
    expect(await look("unusable-measure", { documents, day: "2026-12-31" })).toHaveLength(1);
  });

  test("a limit is scored up to the day of the retrospective", async () => {
    const gate = { id: "gate", title: "Keep the gate open", metric: "limit", at_least: 10 };
    const documents = (grade: number) => [
      objective({ key_results: [gate] }),
      checkIn({ date: "2026-10-01", results: { gate: 12 } }),
      checkIn({ date: "2026-11-01", results: { gate: 8 } }),
      retrospective({ date: "2026-12-01", grades: { gate: grade } }),
    ];
    // Held on 31 of 62 days.
    expect(await count({ documents: documents(0.5), day: "2026-12-20" })).toBe(0);
    expect(await tellFound("grade-without-reason", { documents: documents(0.3), day: "2026-12-20" })).toEqual(
      [
        "doc-3.md:7:17 grow/gate  gate is graded 0.3 without a reason, but its score is 0.5 (up to 0.05 apart needs none)",
      ],
    );
  });

  test("an exception in the objective speaks for its records", async () => {
    const { documents, day } = graded(50, 0.9);
    const excepted = objective({
      key_results: [keyResult({ baseline: 0, target: 100 })],
      "x-okr-ignore": { "grade-without-reason": "Our board grades by hand." },
    });
    expect(await count({ documents: [excepted, ...documents.slice(1)], ...(day ? { day } : {}) })).toBe(0);
  });
});

describe("reading-outside-range", () => {
  const number = (baseline: number, target: number, value: number, more: object = {}): Look => ({
    documents: [
      objective({ key_results: [keyResult({ baseline, target, ...more })] }),
      checkIn({ results: { passengers: value } }),
    ],
  });
  const count = async (scene: Look) => (await look("reading-outside-range", scene)).length;

  test.each([
    ["three times the way, from nothing", 0, 20, 60, 0],
    ["more than that", 0, 20, 61, 1],
    ["a digit too many", 72, 90, 725, 1],
    ["a sign that slipped", 20, 35, -28, 1],
    ["from nothing to less than nothing", 0, 20, -41, 1],
    ["twice the way back, from nothing", 0, 20, -40, 0],
    ["a decrease beyond its target", 40, 25, 10, 0],
    ["a decrease that grew a digit", 40, 25, 320, 1],
    ["a decrease that is read as nothing", 900, 800, 0, 1],
    ["a decrease to nothing", 40, 5, 0, 0],
    ["an outage, where the way is short", 99.5, 99.9, 97, 0],
    ["a comma that slipped there", 99.5, 99.9, 9.97, 1],
    ["what is counted from 0 in each quarter", 70, 95, 12, 0],
    ["the same on its first day", 70, 95, 0, 0],
    ["below zero as before", -10, -5, -14, 0],
    ["from below zero to above", -10, 10, 15, 0],
    ["as far as numbers go", 0, 1, 1e308, 1],
  ])("%s", async (_, baseline, target, value, expected) => {
    expect(await count(number(baseline, target, value))).toBe(expected);
  });

  test.each([
    ["100 is a share", 65, 90, 100, "Raise it", 0],
    ["0 is one", 10, 5, 0, "Cut it", 0],
    ["101 is not", 65, 90, 101, "Raise it", 1],
    ["-1 is not", 10, 5, -1, "Cut it", 1],
    ["growth may be negative", 5, 9, -1, "Raise the growth", 0],
    ["a word that only holds one of the words", 65, 90, 101, "Raise marginal use", 1],
    ["from below 0", -5, 5, -6, "Raise it", 0],
    ["to above 100", 90, 120, 125, "Raise it", 0],
  ])("of percentages: %s", async (_, baseline, target, value, title, expected) => {
    expect(await count(number(baseline, target, value, { unit: "%", title }))).toBe(expected);
  });

  test("the bounds and the words are options", async () => {
    const rule = (options: string) => `rules: { reading-outside-range: [warning, ${options}] }`;
    expect(await count({ ...number(0, 20, 70), settings: rule("{ overshoot: 3 }") })).toBe(0);
    expect(await count({ ...number(10, 40, -60), settings: rule("{ undershoot: 3 }") })).toBe(0);
    const occupancy = number(65, 90, 104, { unit: "%", title: "Auslastung der Sitze" });
    expect(await count(occupancy)).toBe(1);
    expect(await count({ ...occupancy, settings: rule("{ unbounded: [Auslastung] }") })).toBe(0);
  });

  test.each([
    ["planned", "2026-09-30", "2026-09-29", 1],
    ["running", "2026-11-20", "2026-11-20", 1],
    ["closing", "2027-01-21", "2026-11-20", 1],
    ["over", "2027-01-22", "2026-11-20", 0],
    ["read tomorrow", "2026-11-19", "2026-11-20", 0],
  ])("%s", async (_, day, date, expected) => {
    const documents = [objective({ key_results: [SEATS] }), checkIn({ date, results: { seats: 725 } })];
    expect(await count({ documents, day })).toBe(expected);
  });

  test("only the last reading is looked at, also of one day, and one that cannot be used is passed over", async () => {
    const read = (name: string, seats: unknown) =>
      record(`2026-11-20-check-in-${name}`, checkIn({ results: { seats } }));
    const goal = objective({ key_results: [SEATS] });
    expect(await count({ documents: [goal, read("aaa0000", 725), read("bbb0000", 72.5)] })).toBe(0);
    expect(
      await tellFound("reading-outside-range", {
        documents: [goal, read("aaa0000", 72.5), read("bbb0000", 725)],
      }),
    ).toEqual([
      "okrs/2026-Q4/rockets/grow/2026-11-20-check-in-bbb0000.md:7:19 grow/seats  the reading 725 of seats lies outside 0 to 100 %",
    ]);
    expect(await count({ documents: [goal, read("aaa0000", 725), read("bbb0000", true)] })).toBe(1);
  });

  test("the exception that the hint proposes holds", async () => {
    const seats = { ...SEATS, "x-okr-ignore": { "reading-outside-range": "We count standing room." } };
    expect(
      await count({ documents: [objective({ key_results: [seats] }), checkIn({ results: { seats: 120 } })] }),
    ).toBe(0);
  });
});

describe("confidence-contradicts-pace", () => {
  const felt = (
    passengers: number,
    confidence: number | undefined,
    more: Readonly<Record<string, unknown>> = {},
  ): Look => ({
    documents: [objective(more), checkIn({ results: { passengers }, confidence })],
  });
  const count = async (scene: Look) => (await look("confidence-contradicts-pace", scene)).length;

  // On 2026-11-20 51 of 92 days are gone: 0.4 is a score of 0.2217, a reading of 16.65.
  test.each([
    ["off track and confident", 16.6, 0.7, 1],
    ["off track and not quite", 16.6, 0.69, 0],
    ["at risk and certain", 16.7, 1, 0],
    ["on track and hopeless", 22, 0.3, 1],
    ["on track and not quite", 22, 0.31, 0],
    ["at risk and hopeless", 21, 0, 0],
    ["nobody said", 10, undefined, 0],
  ])("%s", async (_, passengers, confidence, expected) => {
    expect(await count(felt(passengers, confidence))).toBe(expected);
  });

  test("the bounds are options", async () => {
    const rule = (options: string) => `rules: { confidence-contradicts-pace: [warning, ${options}] }`;
    expect(await count({ ...felt(12, 0.75), settings: rule("{ high: 0.8 }") })).toBe(0);
    expect(await count({ ...felt(30, 0.4), settings: rule("{ low: 0.4 }") })).toBe(1);
    expect(await count({ ...felt(12, 0.8), settings: rule("{ elapsed: 0.56 }") })).toBe(0);
    expect(await count({ ...felt(12, 0.8), settings: rule("{ elapsed: 0.55 }") })).toBe(1);
  });

  test("what was felt long ago is not held against today", async () => {
    const documents = (felt: string) => [
      objective({}),
      checkIn({ date: felt, results: { passengers: 11 }, confidence: 0.9 }),
      checkIn({ results: { passengers: 12 }, confidence: undefined }),
    ];
    expect(await count({ documents: documents("2026-11-10") })).toBe(1);
    expect(await count({ documents: documents("2026-11-09") })).toBe(0);
    // Nor is anything while the objective is stale.
    expect(await count({ ...felt(12, 0.9), day: "2026-12-01" })).toBe(0);
  });

  test("only what moves step by step has a pace", async () => {
    const of = (key_results: readonly object[], results: object, confidence: number): Look => ({
      documents: [objective({ key_results }), checkIn({ results, confidence })],
    });
    expect(await count(of([LICENCE, PAPERS], { licence: false, papers: [] }, 1))).toBe(0);
    expect(await count(of([LICENCE, PAPERS], { licence: true, papers: ["draft"] }, 0.1))).toBe(0);
    // The numbers are behind themselves.
    expect(await count(of([keyResult({}), LICENCE], { passengers: 11, licence: false }, 0.9))).toBe(1);
    // They are not, though the objective as a whole is.
    expect(
      await count(of([keyResult({}), { ...LICENCE, weight: 5 }], { passengers: 27, licence: false }, 0.9)),
    ).toBe(0);
    // The objective is on track for what is done already, not for the number that the team worries about.
    expect(
      await count(of([keyResult({}), { ...LICENCE, weight: 5 }], { passengers: 11, licence: true }, 0.2)),
    ).toBe(0);
    // A number that nobody read is unscored; that is said already.
    expect(await count(of([keyResult({}), { ...FLIGHTS, weight: 5 }], { passengers: 27 }, 0.9))).toBe(0);
  });
});

describe("at size", () => {
  test("hundreds of objectives, and hundreds of records of one, are told one by one", async () => {
    const many = 600;
    const objectives = Array.from({ length: many }, (_, index) => objective({ id: `goal-${index}` }));
    const records = Array.from({ length: many }, (_, index) =>
      checkIn({
        objective: "goal-0",
        date: `2026-10-${String((index % 9) + 1).padStart(2, "0")}`,
        results: { passengers: 400 },
        confidence: 0.2,
      }),
    );
    const documents = [...objectives, ...records];
    expect(await look("unscored-key-result", { documents })).toHaveLength(many - 1);
    expect(await tellFound("stale-check-in", { documents })).toEqual([
      "doc-0.md:3:5 goal-0  the last check-in is of 2026-10-09, 42 days ago (at most 10)",
    ]);
    expect(await look("ungraded-objective", { documents, day: "2027-02-01" })).toHaveLength(many);
    expect(await look("reading-outside-range", { documents })).toHaveLength(1);
  });

  test("hundreds of key results in one file, read and graded", async () => {
    const ids = Array.from({ length: 600 }, (_, index) => `k${index}`);
    const goal = objective({ key_results: ids.map((id) => ({ id, title: id, baseline: 0, target: 1 })) });
    const all = (value: number) => Object.fromEntries(ids.map((id) => [id, value]));
    const documents = [
      goal,
      ...Array.from({ length: 20 }, () => checkIn({ results: all(9) })),
      retrospective({ grades: all(0.5) }),
    ];
    expect(await look("grade-without-reason", { documents, day: "2026-12-31" })).toHaveLength(ids.length);
    expect(await look("reading-outside-range", { documents: documents.slice(0, -1) })).toHaveLength(
      ids.length,
    );
  });

  test("what looks for a reopening takes no time over a body that nearly holds one", async () => {
    const body = `\n# Reopened${" ".repeat(100_000)}x\n\n## Reopened\n\n${"This takes the place of `".repeat(4_000)}\n`;
    const documents = [
      objective({}),
      retrospective({ date: "2026-12-28", outcome: "done" }),
      `${retrospective({ by: "ben" })}${body}`,
    ];
    expect(await look("closed-twice", { documents, day: "2026-12-30" })).toHaveLength(0);
  });

  test("what it repeats from a file stays one line", async () => {
    const title = "Raise ::error::it\u202e";
    const documents = [
      document({ kind: "strategy" }),
      objective({ title, key_results: [keyResult({ title, unit: "%\u0007", baseline: 0, target: 5 })] }),
      checkIn({ results: { passengers: 1e21 } }),
    ];
    expect(await tellFound("reading-outside-range", { documents })).toEqual([
      "doc-2.md:7:24 grow/passengers  the reading 1e+21 of passengers lies 200000000000000000000 times the way from 0 to 5 (at most 3)",
    ]);
  });
});
