import { describe, expect, test } from "vitest";
import { overview } from "../../src/analysis/overview.ts";
import type { Week } from "../../src/analysis/weeks.ts";
import type { Snapshot } from "../../src/model/snapshot.ts";
import { checkIn, keyResult, objective, retrospective } from "../../src/rules/examples.ts";
import { type Act, createStory, readStory } from "../support/story.ts";

const SETTINGS = { "okr.yaml": "version: 1\n" };
/** Passengers from 0 to a target, so that with 100 a reading is the score in per cent. 2026-Q4 begins on a Thursday. */
const aim = (target: number, more = {}) => ({
  "grow.md": objective({ key_results: [keyResult({ baseline: 0, target })], ...more }),
});
const read = (date: string, passengers: number, more = {}) => ({
  [`${date}.md`]: checkIn({ date, results: { passengers }, ...more }),
});
const close = (date: string) => ({ [`${date}-end.md`]: retrospective({ date }) });

/** What was committed on which days. */
type Told = readonly (readonly [day: string, ...files: Readonly<Record<string, string | null>>[]])[];

const act = ([day, ...files]: Told[number]): Act => ({
  by: "ana",
  day,
  message: day,
  files: Object.assign({}, ...files),
});

const readOn = (told: Told, day: string): Promise<Snapshot> =>
  readStory(createStory([act(["2026-09-01", SETTINGS]), ...told.map(act)]), { day });

const weeksOf = (snapshot: Snapshot): readonly Week[] =>
  overview(snapshot, { cycle: null, team: null, person: null, objective: "grow" }).objectives[0]?.past
    ?.weeks ?? [];

/** `10-09 0.20`, with a star where the goalposts moved. */
const line = ({ day, scored, redefined }: Week) =>
  `${day.replace(/^2026-/, "")} ${scored?.score.toFixed(2) ?? "–"}${redefined ? " *" : ""}`;

const BEGIN = ["2026-09-25", aim(100)] as const;

describe("the score at the end of each week, by the definition of then", () => {
  test.each<[what: string, told: Told, day: string, expected: string[]]>([
    [
      "a reading holds until the next one",
      [BEGIN, ["2026-10-06", read("2026-10-06", 20)], ["2026-10-20", read("2026-10-20", 50)]],
      "2026-10-25",
      ["10-02 –", "10-09 0.20", "10-16 0.20", "10-23 0.50", "10-25 0.50"],
    ],
    [
      "it counts on the day it is about, whenever it was entered",
      [BEGIN, ["2026-10-24", read("2026-10-02", 10), read("2026-10-14", 30)]],
      "2026-10-25",
      ["10-02 0.10", "10-09 0.10", "10-16 0.30", "10-23 0.30", "10-25 0.30"],
    ],
    [
      "a target that is halved leaves the weeks before as they were",
      [BEGIN, ["2026-10-06", read("2026-10-06", 20)], ["2026-10-14", aim(50)]],
      "2026-10-23",
      ["10-02 –", "10-09 0.20", "10-16 0.40 *", "10-23 0.40"],
    ],
    [
      "twice within a week is once",
      [BEGIN, ["2026-10-06", read("2026-10-06", 20)], ["2026-10-12", aim(50)], ["2026-10-14", aim(80)]],
      "2026-10-16",
      ["10-02 –", "10-09 0.20", "10-16 0.25 *"],
    ],
    [
      "there and back within a week is marked though the score stays",
      [BEGIN, ["2026-10-06", read("2026-10-06", 20)], ["2026-10-12", aim(50)], ["2026-10-14", aim(100)]],
      "2026-10-16",
      ["10-02 –", "10-09 0.20", "10-16 0.20 *"],
    ],
    [
      "a definition of the first days of the cycle",
      [BEGIN, ["2026-10-01", aim(50)], ["2026-10-02", read("2026-10-02", 20)]],
      "2026-10-09",
      ["10-02 0.40 *", "10-09 0.40"],
    ],
    [
      "what moved before the cycle is nobody's business",
      [BEGIN, ["2026-09-28", aim(50)], ["2026-10-02", read("2026-10-02", 20)]],
      "2026-10-09",
      ["10-02 0.40", "10-09 0.40"],
    ],
    [
      "another owner is no other goalpost",
      [BEGIN, ["2026-10-06", aim(100, { owner: "ben" }), read("2026-10-06", 20)]],
      "2026-10-09",
      ["10-02 –", "10-09 0.20"],
    ],
    [
      "a definition that was committed late counts from the start",
      [["2026-10-14", aim(100), read("2026-10-06", 20)]],
      "2026-10-16",
      ["10-02 –", "10-09 0.20", "10-16 0.20"],
    ],
    [
      "an objective that appeared in the middle has no readings before",
      [
        ["2026-10-14", aim(100)],
        ["2026-10-15", read("2026-10-15", 30)],
      ],
      "2026-10-16",
      ["10-02 –", "10-09 –", "10-16 0.30"],
    ],
    [
      "a key result that comes and goes",
      [
        BEGIN,
        ["2026-10-06", read("2026-10-06", 20)],
        [
          "2026-10-14",
          aim(100, { key_results: [keyResult({ baseline: 0, target: 100 }), keyResult({ id: "fuel" })] }),
        ],
        ["2026-10-21", aim(100)],
      ],
      "2026-10-23",
      ["10-02 –", "10-09 0.20", "10-16 0.10 *", "10-23 0.20 *"],
    ],
    [
      "an objective that was taken out and put back",
      [
        BEGIN,
        ["2026-10-06", read("2026-10-06", 20)],
        ["2026-10-13", { "grow.md": null, "else.md": objective({ id: "else" }) }],
        ["2026-10-20", aim(50)],
      ],
      "2026-10-23",
      ["10-02 –", "10-09 0.20", "10-16 0.20", "10-23 0.40 *"],
    ],
    ["before the cycle there are none", [BEGIN], "2026-09-30", []],
    ["on its first day there is one", [BEGIN], "2026-10-01", ["10-01 –"]],
    [
      "none where the cycle does not exist",
      [["2026-10-01", aim(100, { cycle: "2026-Q7" })]],
      "2026-10-09",
      [],
    ],
    [
      "on the day asked about the definition in the tree counts",
      [BEGIN, ["2026-10-09", aim(50), read("2026-10-06", 20)]],
      "2026-10-09",
      ["10-02 –", "10-09 0.40 *"],
    ],
    [
      "a closed one ends with its retrospective",
      [BEGIN, ["2026-10-06", read("2026-10-06", 20)], ["2026-10-14", close("2026-10-14")]],
      "2026-11-20",
      ["10-02 –", "10-09 0.20", "10-14 0.20"],
    ],
    [
      "goalposts that move after that show at the end of their week",
      [
        BEGIN,
        ["2026-10-06", read("2026-10-06", 20)],
        ["2026-10-14", close("2026-10-14")],
        ["2026-11-02", aim(50)],
      ],
      "2026-11-20",
      ["10-02 –", "10-09 0.20", "10-14 0.20", "11-06 0.40 *"],
    ],
    [
      "where the company checks in on Mondays, weeks end on Mondays",
      [
        ["2026-09-02", { "okr.yaml": "version: 1\ncheck_in: { day: monday }\n" }],
        BEGIN,
        ["2026-10-06", read("2026-10-06", 20)],
      ],
      "2026-10-14",
      ["10-05 –", "10-12 0.20", "10-14 0.20"],
    ],
  ])("%s", async (_, told, day, expected) =>
    expect(weeksOf(await readOn(told, day)).map(line)).toEqual(expected),
  );
});

describe("at the end of the cycle", () => {
  test.each<[what: string, told: Told, expected: string[]]>([
    ["it ends", [], ["12-18 0.90", "12-25 0.90", "12-31 0.90"]],
    [
      "or with the last check-in after it",
      [["2027-01-04", read("2027-01-04", 95)]],
      ["12-25 0.90", "2027-01-01 0.90", "2027-01-04 0.95"],
    ],
    [
      "a retrospective after it adds nothing",
      [["2027-01-04", close("2027-01-04")]],
      ["12-25 0.90", "12-31 0.90"],
    ],
    [
      "a target that is lowered after it shows",
      [["2027-01-10", aim(90)]],
      ["12-31 0.90", "2027-01-15 1.00 *"],
    ],
  ])("%s", async (_, more, expected) => {
    const told: Told = [BEGIN, ["2026-12-01", read("2026-12-01", 90)], ...more];
    const lines = weeksOf(await readOn(told, "2027-02-01")).map(line);
    expect(lines.slice(-expected.length)).toEqual(expected);
  });
});

test("of a cycle of many years the last two are followed", async () => {
  const settings = { "okr.yaml": "version: 1\ncycles: [{ id: long, start: 2016-01-01, end: 2030-12-31 }]\n" };
  const told: Told = [["2026-09-02", settings, aim(100, { cycle: "long" }), read("2026-09-02", 50)]];
  const weeks = weeksOf(await readOn(told, "2026-10-07"));
  expect([weeks.length, weeks.map(line).slice(-2)]).toEqual([106, ["10-02 0.50", "10-07 0.50"]]);
});

test("the confidence of then, also where nothing was read yet", async () => {
  const told: Told = [
    BEGIN,
    ["2026-10-02", { "a.md": checkIn({ date: "2026-10-02", confidence: 0.8, results: {} }) }],
    ["2026-10-14", read("2026-10-14", 20, { confidence: 0.3 })],
    ["2026-10-20", read("2026-10-20", 30, { confidence: undefined })],
  ];
  const weeks = weeksOf(await readOn(told, "2026-10-23"));
  expect(weeks.map(({ confidence, scored }) => [confidence, scored?.score ?? null])).toEqual([
    [0.8, null],
    [0.8, null],
    [0.3, 0.2],
    [0.3, 0.3],
  ]);
});

test("a change that is not committed yet counts on the day asked about", async () => {
  const repo = createStory([act(["2026-09-25", SETTINGS, aim(100), read("2026-10-06", 20)])]);
  repo.write("grow.md", aim(40)["grow.md"]);
  const lines = weeksOf(await readStory(repo, { day: "2026-10-16" })).map(line);
  expect(lines).toEqual(["10-02 –", "10-09 0.20", "10-16 0.50 *"]);
});

test("without any history today's definition held all the time", async () => {
  const repo = createStory([]);
  for (const [path, text] of Object.entries({ ...SETTINGS, ...aim(100), ...read("2026-10-06", 20) }))
    repo.write(path, text);
  const lines = weeksOf(await readStory(repo, { day: "2026-10-16" })).map(line);
  expect(lines).toEqual(["10-02 –", "10-09 0.20", "10-16 0.20"]);
});

test("the last week is always what the score is today", async () => {
  const hold = keyResult({ id: "hold", metric: "limit", at_most: 3, baseline: undefined, target: undefined });
  const both = (target: number) => aim(target, { key_results: [keyResult({ baseline: 0, target }), hold] });
  const told: Told = [
    ["2026-09-25", both(100)],
    ["2026-10-06", read("2026-10-06", 20)],
    ["2026-10-30", { "a.md": checkIn({ date: "2026-10-30", results: { hold: 9 } }) }],
    ["2026-11-17", { "b.md": checkIn({ date: "2026-11-17", results: { hold: 2, passengers: 55 } }) }],
    ["2026-12-02", both(80)],
    ["2027-01-06", { "c.md": checkIn({ date: "2027-01-06", results: { passengers: 60 } }) }],
    ["2027-01-11", close("2027-01-11")],
    ["2027-01-20", { "d.md": checkIn({ date: "2027-01-20", results: { passengers: 70 } }) }],
    ["2027-01-21", both(70)],
  ];
  const repo = createStory([act(["2026-09-01", SETTINGS]), ...told.map(act)]);
  const days = ["2026-10-07", "2026-10-30", "2026-11-16", "2026-12-05", "2026-12-31", "2027-01-05"];
  for (const day of [...days, "2027-01-10", "2027-01-15", "2027-01-25"]) {
    const snapshot = await readStory(repo, { day, at: day });
    const [grow] = overview(snapshot, { cycle: "2026-Q4", team: null, person: null }).objectives;
    expect([day, grow?.past?.weeks.at(-1)?.scored?.score]).toEqual([day, grow?.score]);
  }
});
