import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareSnapshots, type Diff, isEmpty, type Standing } from "../../src/analysis/diff.ts";
import { emptySnapshot, type Snapshot } from "../../src/model/snapshot.ts";
import { checkIn, document, keyResult, objective, retrospective } from "../../src/rules/examples.ts";
import { readSnapshot } from "../../src/store/read-snapshot.ts";

const DAY = "2026-11-20";

type Fields = Readonly<Record<string, unknown>>;
type Files = Readonly<Record<string, string | null>>;

const SAVED = "2026-11-13-check-in-b0bbbbb.md";

/** A company with a strategy, two teams, an objective of the company and two of the team that serve it. */
const COMPANY: Readonly<Record<string, string>> = {
  "okr.yaml": "version: 1\n",
  "strategy.md": document({
    kind: "strategy",
    priorities: [
      { id: "space", title: "Everybody flies" },
      { id: "money", title: "It pays" },
    ],
  }),
  "teams/acme.md": document({ kind: "team", id: "acme", name: "Acme", level: "company" }),
  "teams/rockets.md": document({
    kind: "team",
    id: "rockets",
    name: "Rockets",
    parent: "acme",
    members: [
      { id: "ana", name: "Ana Example" },
      { id: "ben", name: "Ben Example" },
    ],
  }),
  "fly.md": objective({ id: "fly", title: "Fly further", team: "acme", cycle: "2026", aligns_to: ["space"] }),
  "grow.md": objective({ aligns_to: ["fly"] }),
  "grow/2026-11-06-check-in-a0aaaaa.md": checkIn({ date: "2026-11-06", results: { passengers: 16 } }),
  "save.md": objective({ id: "save", title: "Save fuel", cycle: "2026-Q4", aligns_to: ["fly"] }),
  [`save/${SAVED}`]: checkIn({
    objective: "save",
    date: "2026-11-13",
    results: { passengers: 25 },
  }),
};

const CHECK_IN = "grow/2026-11-06-check-in-a0aaaaa.md";

async function read(files: Files, day = DAY): Promise<Snapshot> {
  const there = Object.entries(files).filter((entry): entry is [string, string] => entry[1] !== null);
  return readSnapshot(
    there.map(([path, text]) => ({ path, bytes: Buffer.from(text) })),
    day,
  );
}

async function compare(before: Files, after: Files, day = DAY, team: string | null = null): Promise<Diff> {
  return compareSnapshots(await read(before, day), await read(after, day), team);
}

const two = (value: number | null | undefined) => value?.toFixed(2) ?? "–";
const standing = (one: Standing | null) =>
  one === null
    ? "–"
    : `${two(one.score)} ${one.closed ? `closed ${one.outcome} ${two(one.grade)}` : one.status}`;
const text = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));

/** All that a diff says, one line each. */
function tell({ definitions, records, goalposts, alignment, scores, means }: Diff): string[] {
  return [
    ...definitions.flatMap(({ subject, event, unreadable, repaired, changes }) => {
      const name = `${subject.kind} ${subject.id ?? ""}`.trim();
      const what = unreadable ? "unreadable" : repaired ? "readable" : event;
      if (what !== "changed") return [`${name} ${what}`];
      return changes.map(
        ({ field, from, to, goalpost }) =>
          `${name} ${goalpost ? "◆ " : ""}${field} ${text(from)} → ${text(to)}`,
      );
    }),
    ...goalposts.map(({ after, afterEnd, score }) =>
      `goalposts of ${after.id}${afterEnd ? " (over)" : ""} ${two(score?.before)} → ${two(score?.after)}`.trim(),
    ),
    ...records.map(({ type, event, unreadable, repaired, objective, date, changes }) => {
      const what = unreadable ? "unreadable" : repaired ? "readable" : event;
      const said = changes.map(({ field, from, to }) => ` ${field} ${text(from)} → ${text(to)}`).join(",");
      return `${type} ${objective} ${date} ${what}${said}`;
    }),
    ...alignment.map(({ event, objective, ref, cause, supporters }) =>
      [event, objective, ref, cause, ...supporters].filter((word) => word !== null).join(" "),
    ),
    ...scores.map(
      ({ objective: { id }, before, after }) => `score ${id} ${standing(before)} → ${standing(after)}`,
    ),
    ...means
      .filter(({ before, after }) => before !== after)
      .map(({ team, before, after }) => `mean ${team ?? "of all"} ${two(before)} → ${two(after)}`),
  ];
}

/** Passengers from 10 to 40, read as 16: 0.20 by that. */
const grow = (more: Fields, key: Fields = {}) =>
  objective({ aligns_to: ["fly"], key_results: [keyResult(key)], ...more });

const closing = (id: string, outcome: string) =>
  retrospective({ objective: id, date: "2026-11-19", outcome, grades: { passengers: 0.4 } });

const CASES: readonly (readonly [what: string, edits: Files, said: readonly string[]])[] = [
  ["nothing", {}, []],
  [
    "another line end, a comment and other documents",
    {
      "grow.md": `${objective({ aligns_to: ["fly"] })
        .replace("owner:", "# who?\nowner:")
        .replaceAll("\n", "\r\n")}`,
      "README.md": "# Our goals\n",
      [CHECK_IN]: checkIn({ date: "2026-11-06", results: { passengers: 16 } }).replace(
        "---\n",
        "---\n# counted\n",
      ),
    },
    [],
  ],
  [
    "files that moved",
    {
      "grow.md": null,
      "2026/grow-bigger.md": objective({ aligns_to: ["fly"] }),
      [CHECK_IN]: null,
      "2026/2026-11-06-check-in-a0aaaaa.md": checkIn({ date: "2026-11-06", results: { passengers: 16 } }),
      "teams/acme.md": null,
      "acme.md": COMPANY["teams/acme.md"] as string,
    },
    [],
  ],
  ["a second file with an id that is there, behind the first", { "second.md": grow({ owner: "ben" }) }, []],
  [
    "an owner, a backup, the body",
    {
      "grow.md": `${grow({ owner: "ben" }, { backup: "ana" })}\nWhy it matters.\n`,
    },
    [
      "objective grow owner ana → ben",
      "objective grow body null → Why it matters.",
      "objective grow key_results.passengers.backup ben → ana",
    ],
  ],
  [
    "a target",
    { "grow.md": grow({}, { target: 22 }) },
    [
      "objective grow ◆ key_results.passengers.target 40 → 22",
      "goalposts of grow 0.20 → 0.50",
      "score grow 0.20 stale → 0.50 stale",
      "mean of all 0.23 → 0.33",
      "mean rockets 0.35 → 0.50",
    ],
  ],
  [
    "a target of an objective that has no reading yet",
    {
      "fly.md": objective({
        id: "fly",
        title: "Fly further",
        team: "acme",
        cycle: "2026",
        aligns_to: ["space"],
        key_results: [keyResult({ target: 50 })],
      }),
    },
    ["objective fly ◆ key_results.passengers.target 40 → 50", "goalposts of fly – → –"],
  ],
  [
    "a title, corrected",
    { "grow.md": grow({ title: "Grow the circle of people who fly with us!" }) },
    [
      "objective grow title Grow the circle of people who fly with us → Grow the circle of people who fly with us!",
    ],
  ],
  [
    "a title that says something else",
    { "grow.md": grow({ title: "Grow" }) },
    [
      "objective grow ◆ title Grow the circle of people who fly with us → Grow",
      "goalposts of grow 0.20 → 0.20",
    ],
  ],
  [
    "a key result that came, and one that went",
    {
      "grow.md": grow({ key_results: [keyResult({ id: "guests", title: "Guests" })] }),
    },
    [
      "objective grow ◆ key_results.guests null → Guests",
      "objective grow ◆ key_results.passengers Increase passengers from 10 to 40 → null",
      "goalposts of grow – → –",
      "score grow 0.20 stale → 0.00 stale",
      "mean of all 0.23 → 0.17",
      "mean rockets 0.35 → 0.25",
    ],
  ],
  [
    "a planned objective and its target",
    {
      "next.md": objective({ id: "next", title: "Next", cycle: "2027-Q1", aligns_to: ["fly"] }),
    },
    ["objective next added", "gained next fly supporter", "score next – → 0.00 early"],
  ],
  [
    "an objective that is gone, with its check-in",
    { "grow.md": null, [CHECK_IN]: null },
    [
      "objective grow removed",
      "check-in grow 2026-11-06 removed",
      "lost grow fly supporter",
      "score grow 0.20 stale → –",
      "mean of all 0.23 → 0.25",
      "mean rockets 0.35 → 0.50",
    ],
  ],
  [
    "a check-in",
    {
      "grow/2026-11-20-check-in-c0ccccc.md": checkIn({ results: { passengers: 28 } }),
    },
    [
      "check-in grow 2026-11-20 added results.passengers 16 → 28",
      "score grow 0.20 stale → 0.60 on-track",
      "mean of all 0.23 → 0.37",
      "mean rockets 0.35 → 0.55",
    ],
  ],
  [
    "a check-in that changes nothing but that there is one",
    {
      "grow/2026-11-20-check-in-c0ccccc.md": checkIn({ confidence: 0.7, results: { passengers: 16 } }),
    },
    ["check-in grow 2026-11-20 added confidence 0.6 → 0.7", "score grow 0.20 stale → 0.20 off-track"],
  ],
  [
    "a check-in that was rewritten",
    { [CHECK_IN]: checkIn({ date: "2026-11-06", results: { passengers: 22 } }) },
    [
      "check-in grow 2026-11-06 changed results.passengers 16 → 22",
      "score grow 0.20 stale → 0.40 stale",
      "mean of all 0.23 → 0.30",
      "mean rockets 0.35 → 0.45",
    ],
  ],
  [
    "a check-in that was rewritten and moved",
    {
      [`save/${SAVED}`]: null,
      [`old/${SAVED}`]: checkIn({
        ...{ objective: "save", date: "2026-11-13", by: "ben", results: { passengers: 25 } },
      }),
    },
    ["check-in save 2026-11-13 changed by ana → ben"],
  ],
  [
    "a check-in that cannot be read any more",
    { [CHECK_IN]: "---\nkind: check-in\n---\n" },
    [
      "check-in grow 2026-11-06 unreadable",
      "score grow 0.20 stale → 0.00 stale",
      "mean of all 0.23 → 0.17",
      "mean rockets 0.35 → 0.25",
    ],
  ],
  [
    "an objective that cannot be read any more",
    { "grow.md": "---\nkind: objective\nid: grow\n---\n" },
    [
      "objective grow unreadable",
      "score grow 0.20 stale → –",
      "mean of all 0.23 → 0.25",
      "mean rockets 0.35 → 0.50",
    ],
  ],
  [
    "alignment taken out",
    { "grow.md": grow({ aligns_to: undefined }) },
    ['objective grow aligns_to ["fly"] → null', "lost grow fly edited"],
  ],
  [
    "alignment to something else",
    { "grow.md": grow({ aligns_to: ["money", "ghost"] }) },
    [
      'objective grow aligns_to ["fly"] → ["money","ghost"]',
      "lost grow fly edited",
      "gained grow money edited",
    ],
  ],
  [
    "the last alignment, of two objectives",
    {
      "grow.md": grow({ aligns_to: ["money"] }),
      "save.md": null,
    },
    [
      'objective grow aligns_to ["fly"] → ["money"]',
      "objective save removed",
      "lost grow fly edited",
      "gained grow money edited",
      "lost save fly supporter",
      "unsupported fly supporter grow save",
      "score save 0.50 on-track → –",
      "mean of all 0.23 → 0.10",
      "mean rockets 0.35 → 0.20",
    ],
  ],
  [
    "what others serve, a priority",
    {
      "strategy.md": document({ kind: "strategy", priorities: [{ id: "money", title: "It pays" }] }),
    },
    ["strategy priorities.space Everybody flies → null", "orphaned fly space target"],
  ],
  [
    "what others serve, in a file that cannot be read",
    { "fly.md": "---\nkind: objective\nid: fly\n---\n" },
    ["objective fly unreadable", "score fly 0.00 stale → –", "mean of all 0.23 → 0.35"],
  ],
  [
    "what others serve, closed",
    {
      "fly/r.md": retrospective({
        objective: "fly",
        date: "2026-11-19",
        outcome: "done",
        grades: { passengers: 0.7 },
      }),
    },
    [
      "retrospective fly 2026-11-19 added grades.passengers null → 0.7, outcome null → done",
      "orphaned grow fly closed",
      "orphaned save fly closed",
      "score fly 0.00 stale → 0.00 closed done 0.70",
    ],
  ],
  [
    "those who serve, abandoned",
    {
      "grow/r.md": closing("grow", "abandoned"),
      "save/r.md": closing("save", "abandoned"),
    },
    [
      "retrospective grow 2026-11-19 added grades.passengers null → 0.4, outcome null → abandoned",
      "retrospective save 2026-11-19 added grades.passengers null → 0.4, outcome null → abandoned",
      "unsupported fly supporter grow save",
      "score grow 0.20 stale → 0.20 closed abandoned 0.40",
      "score save 0.50 on-track → 0.50 closed abandoned 0.40",
    ],
  ],
  [
    "those who serve, one of them done: it did its part",
    {
      "grow/r.md": closing("grow", "abandoned"),
      "save/r.md": closing("save", "done"),
    },
    [
      "retrospective grow 2026-11-19 added grades.passengers null → 0.4, outcome null → abandoned",
      "retrospective save 2026-11-19 added grades.passengers null → 0.4, outcome null → done",
      "score grow 0.20 stale → 0.20 closed abandoned 0.40",
      "score save 0.50 on-track → 0.50 closed done 0.40",
    ],
  ],
  [
    "a mid-cycle retrospective",
    {
      "grow/r.md": retrospective({ date: "2026-11-19", phase: "mid", outcome: undefined, grades: undefined }),
    },
    ["retrospective grow 2026-11-19 added"],
  ],
  [
    "a team, its people",
    {
      "teams/rockets.md": document({
        kind: "team",
        id: "rockets",
        name: "Rockets",
        parent: "acme",
        lead: "ana",
        members: [
          { id: "ana", name: "Ana Example", email: "ana@example.com" },
          { id: "mei", name: "Mei Example" },
        ],
      }),
      "teams/fuel.md": document({ kind: "team", id: "fuel", name: "Fuel" }),
    },
    [
      "team fuel added",
      "team rockets lead null → ana",
      "team rockets members.ana.email null → ana@example.com",
      "team rockets members.ben Ben Example → null",
      "team rockets members.mei null → Mei Example",
    ],
  ],
  [
    "settings",
    {
      "okr.yaml":
        "version: 1\npreset: minimal\nrules: { missing-backup: off }\ncheck_in: { stale_after_days: 30 }\n",
    },
    [
      "settings check_in.stale_after_days 10 → 30",
      "settings preset recommended → minimal",
      "settings rules.missing-backup null → off",
      "score grow 0.20 stale → 0.20 off-track",
    ],
  ],
  ["settings that cannot be read any more", { "okr.yaml": "version: [1\n" }, ["settings unreadable"]],
];

test.each(CASES)("what a change means: %s", async (_, edits, said) => {
  const diff = await compare(COMPANY, { ...COMPANY, ...edits });
  expect(tell(diff)).toEqual(said);
  expect(isEmpty(diff)).toBe(said.length === 0);
});

/** Several cases at once, the later ones over the earlier ones. */
const trees = fc
  .subarray(CASES.map(([, edits]) => edits))
  .map((edits) => Object.assign({}, COMPANY, ...edits) as Files);

test("a tree means the same as itself", () =>
  fc.assert(
    fc.asyncProperty(trees, async (tree) => {
      const diff = await compare(tree, tree);
      expect([tell(diff), isEmpty(diff)]).toEqual([[], true]);
    }),
    { numRuns: 40 },
  ));

test("the other way round, what came went, and what changed changes back", () =>
  fc.assert(
    fc.asyncProperty(trees, trees, async (one, other) => {
      const [there, back] = [await compare(one, other), await compare(other, one)];
      expect(outline(back)).toEqual(outline(there, true));
    }),
    { numRuns: 60 },
  ));

const OPPOSITE: Readonly<Record<string, string>> = {
  added: "removed",
  removed: "added",
  unreadable: "readable",
  readable: "unreadable",
  changed: "changed",
};

/** What came, went and changed, in no order; the other way round if asked. */
function outline({ definitions, records, scores, means }: Diff, turned = false): string[] {
  const turn = <T>(from: T, to: T) => (turned ? [to, from] : [from, to]);
  return [
    ...[...definitions, ...records].map((entry) => {
      const name =
        entry.type === "definition"
          ? `${entry.subject.kind} ${entry.subject.id}`
          : `${entry.name} ${entry.objective}`;
      const event = entry.unreadable ? "unreadable" : entry.repaired ? "readable" : entry.event;
      const changes = event === "changed" ? entry.changes : [];
      const told = changes.map(({ field, from, to, goalpost }) => [field, ...turn(from, to), goalpost]);
      return `${name} ${turned ? OPPOSITE[event] : event} ${JSON.stringify(told.sort())}`;
    }),
    ...scores.map(
      ({ objective: { id }, before, after }) => `${id} ${turn(standing(before), standing(after))}`,
    ),
    ...means.filter(({ team }) => team === null).map(({ before, after }) => `mean ${turn(before, after)}`),
  ].sort();
}

describe("goalposts", () => {
  const planned = { cycle: "2027-Q1" };
  test.each<[what: string, day: string, before: Fields, after: Fields, settings: string, moved: boolean]>([
    ["on the last day before the cycle", "2026-09-30", {}, {}, "", false],
    ["on its first day", "2026-10-01", {}, {}, "", true],
    ["long after it", "2027-03-01", {}, {}, "", true],
    ["of a planned objective", DAY, planned, planned, "", false],
    ["of one that is put off to a later cycle", DAY, {}, planned, "", true],
    ["of one that is put into this cycle", DAY, planned, {}, "", true],
    // Another calendar in the same change does not hide it.
    [
      "of a cycle that only begins next year from now on",
      DAY,
      {},
      {},
      "cycles: [{ id: 2026-Q4, start: 2027-01-01, end: 2027-03-31 }]\n",
      true,
    ],
  ])("a target that moves %s", async (_, day, before, after, settings, moved) => {
    const { goalposts } = await compare(
      { ...COMPANY, "grow.md": grow(before) },
      { ...COMPANY, "okr.yaml": `version: 1\n${settings}`, "grow.md": grow(after, { target: 22 }) },
      day,
    );
    expect(goalposts.map(({ after: { id } }) => id)).toEqual(moved ? ["grow"] : []);
  });

  test("when the cycle is over a title tells a story, and a target still changes the score", async () => {
    const after = { ...COMPANY, "grow.md": grow({ title: "Grow" }, { target: 22 }) };
    const { goalposts } = await compare(COMPANY, after, "2027-01-04");
    expect(
      goalposts.map(({ entry, afterEnd }) => [afterEnd, entry.changes.map(({ field }) => field)]),
    ).toEqual([[true, ["key_results.passengers.target"]]]);
  });

  test("the score by the old definition parts what the records did from what the move did", async () => {
    const { goalposts, scores } = await compare(COMPANY, {
      ...COMPANY,
      "grow.md": grow({}, { target: 30 }),
      "grow/2026-11-20-check-in-c0ccccc.md": checkIn({ results: { passengers: 25 } }),
    });
    expect(goalposts[0]?.score).toEqual({ before: 0.5, after: 0.75 });
    expect(scores[0]).toMatchObject({ before: { score: 0.2 }, after: { score: 0.75 }, byOldDefinition: 0.5 });
  });
});

describe("who serves what", () => {
  const serves = (id: string, refs: readonly string[], more = {}) =>
    objective({ id, title: id, aligns_to: refs, ...more });

  test.each<[what: string, before: Files, after: Files, said: string[]]>([
    [
      "a key result that others serve goes",
      {
        "fly.md": serves("fly", [], { key_results: [keyResult({}), keyResult({ id: "far" })] }),
        "grow.md": serves("grow", ["fly/far"]),
      },
      { "fly.md": serves("fly", []), "grow.md": serves("grow", ["fly/far"]) },
      ["orphaned grow fly/far target"],
    ],
    [
      "what was missing comes",
      { "grow.md": serves("grow", ["fly"]) },
      { "grow.md": serves("grow", ["fly"]), "fly.md": serves("fly", []) },
      ["gained grow fly target"],
    ],
    [
      "what is gone is no longer served: nobody is left behind",
      { "grow.md": serves("grow", ["fly"]), "fly.md": serves("fly", []) },
      { "grow.md": serves("grow", []) },
      ["lost grow fly edited"],
    ],
    [
      "an objective of a team loses its support: it needs none",
      { "grow.md": serves("grow", ["fly"]), "fly.md": serves("fly", []) },
      { "grow.md": serves("grow", []), "fly.md": serves("fly", []) },
      ["lost grow fly edited"],
    ],
    [
      "a reference to nothing is no alignment, neither before nor after",
      { "grow.md": serves("grow", ["ghost", "fly/ghost"]), "fly.md": serves("fly", []) },
      { "grow.md": serves("grow", []), "fly.md": serves("fly", []) },
      [],
    ],
    [
      "an objective that serves twice, and itself",
      { "grow.md": serves("grow", ["fly", "fly", "grow"]), "fly.md": serves("fly", []) },
      { "grow.md": serves("grow", ["grow"]), "fly.md": serves("fly", []) },
      ["lost grow fly edited"],
    ],
    [
      "a supporter whose cycle is over does not count: the last one goes",
      {
        "fly.md": serves("fly", [], { team: "acme", cycle: "2026" }),
        "grow.md": serves("grow", ["fly"]),
        "old.md": serves("old", ["fly"], { cycle: "2026-Q1" }),
      },
      {
        "fly.md": serves("fly", [], { team: "acme", cycle: "2026" }),
        "grow.md": serves("grow", []),
        "old.md": serves("old", ["fly"], { cycle: "2026-Q1" }),
      },
      ["lost grow fly edited", "unsupported fly supporter grow"],
    ],
    [
      "the last supporter cannot be read any more: it may still serve",
      { "fly.md": serves("fly", [], { team: "acme", cycle: "2026" }), "grow.md": serves("grow", ["fly"]) },
      {
        "fly.md": serves("fly", [], { team: "acme", cycle: "2026" }),
        "grow.md": "---\nkind: objective\nid: grow\n---\n",
      },
      [],
    ],
  ])("%s", async (_, before, after, said) => {
    const teams = {
      "teams/acme.md": COMPANY["teams/acme.md"] as string,
      "teams/rockets.md": COMPANY["teams/rockets.md"] as string,
    };
    const { alignment } = await compare({ ...teams, ...before }, { ...teams, ...after });
    expect(
      alignment.map(({ event, objective, ref, cause, supporters }) =>
        [event, objective, ref, cause, ...supporters].filter((word) => word !== null).join(" "),
      ),
    ).toEqual(said);
  });
});

describe("records", () => {
  test("what a new check-in read before, in the order of days, whatever came with it", async () => {
    const { records } = await compare(COMPANY, {
      ...COMPANY,
      "grow/2026-11-20-check-in-c0ccccc.md": checkIn({ results: { passengers: 28 } }),
      "grow/2026-11-13-check-in-d0ddddd.md": checkIn({ date: "2026-11-13", results: { passengers: 22 } }),
    });
    expect(
      records.map(({ date, readings }) => [date, readings[0]?.previous?.value, readings[0]?.value]),
    ).toEqual([
      ["2026-11-13", 16, 22],
      ["2026-11-20", 22, 28],
    ]);
  });

  test("hand-named files are the same by their words, or where they stand", async () => {
    const said = (value: number) => checkIn({ date: "2026-11-10", results: { passengers: value } });
    const before = { ...COMPANY, "a/week.md": said(20), "b/week.md": said(21) };
    const after = { ...COMPANY, "a/week.md": said(22), "c/other.md": said(21) };
    expect(tell(await compare(before, after)).filter((line) => line.startsWith("check-in"))).toEqual([
      "check-in grow 2026-11-10 changed results.passengers 20 → 22",
    ]);
  });
});

test("everything is new where there was nothing", async () => {
  const after = await read(COMPANY);
  const diff = compareSnapshots(emptySnapshot(DAY), after);
  const events = [...diff.definitions, ...diff.records].map(({ event }) => event);
  expect(new Set(events)).toEqual(new Set(["added"]));
  expect(events).toHaveLength(9);
  expect(diff.goalposts).toEqual([]);
  expect(diff.means[0]).toMatchObject({ team: null, before: null, objectives: { before: 0, after: 3 } });
});

test("of one team: its objectives, records and people, and what it serves", async () => {
  const after = {
    ...COMPANY,
    "okr.yaml": "version: 1\nname: Acme\n",
    "fly.md": objective({ id: "fly", title: "Fly", team: "acme", cycle: "2026", owner: "ben" }),
    "grow.md": grow({ owner: "ben", aligns_to: [] }),
    "teams/rockets.md": document({ kind: "team", id: "rockets", name: "Rockets" }),
    "fly/c.md": checkIn({ objective: "fly" }),
    "save/c.md": checkIn({ objective: "save" }),
  };
  const diff = await compare(COMPANY, after, DAY, "rockets");
  expect(new Set(diff.definitions.map(({ subject }) => subject.id))).toEqual(new Set(["grow", "rockets"]));
  expect(diff.records.map(({ objective }) => objective)).toEqual(["save"]);
  expect(diff.alignment.map(({ objective }) => objective)).toEqual(["grow"]);
  expect(diff.means.map(({ objectives }) => objectives.after)).toEqual([2]);
});

test("the mean is over what runs on the day; over what ended last where nothing does", async () => {
  const before = { ...COMPANY, "next.md": objective({ id: "next", title: "Next", cycle: "2027-Q1" }) };
  const after = { ...before, "grow/c.md": checkIn({ results: { passengers: 28 } }) };
  const meansOn = async (day: string) =>
    (await compare(before, after, day)).means.map(({ team, objectives }) => `${team} ${objectives.after}`);
  expect(await meansOn(DAY)).toEqual(["null 3", "rockets 2"]);
  // Only the next cycle is running.
  expect(await meansOn("2027-01-10")).toEqual(["null 1"]);
  const closing = async (day: string) =>
    (await compare(COMPANY, { ...COMPANY, "grow/c.md": checkIn({ results: { passengers: 28 } }) }, day))
      .means[0];
  expect(await closing("2027-01-10")).toMatchObject({ objectives: { before: 3, after: 3 } });
});

test("four thousand files on each side, every one of them changed", async () => {
  const many = (target: number, ref: string, by: string): Files => {
    const files: Record<string, string> = { ...COMPANY };
    for (let index = 0; index < 1000; index++) {
      const id = `o-${index}`;
      files[`${id}.md`] = objective({
        id,
        title: "One title",
        aligns_to: [ref],
        key_results: [keyResult({ target })],
      });
      for (let week = 1; week <= 3; week++)
        files[`${id}/2026-11-0${week}-check-in-a${week}${String(index).padStart(5, "0")}.md`] = checkIn({
          ...{ objective: id, date: `2026-11-0${week}`, by, results: { passengers: 10 + week } },
        });
    }
    return files;
  };
  const nothing = await read(COMPANY);
  const before = await read(many(40, "fly", "ana"));
  const after = await read(many(20, "space", "ben"));
  const diff = compareSnapshots(before, after);
  expect(diff.goalposts).toHaveLength(1000);
  expect(diff.records).toHaveLength(3000);
  expect(diff.records.every(({ event }) => event === "changed")).toBe(true);
  expect(diff.alignment).toHaveLength(2000);
  expect(diff.scores).toHaveLength(1000);
  const [gone, came] = [compareSnapshots(before, nothing), compareSnapshots(nothing, before)];
  expect([gone.records.length, came.records.length]).toEqual([3000, 3000]);
  expect(came.records.every(({ event }) => event === "added")).toBe(true);
});
