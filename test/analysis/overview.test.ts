import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hasPart, overview, personWithEmail, type Selection } from "../../src/analysis/overview.ts";
import type { Snapshot } from "../../src/model/snapshot.ts";
import { checkIn, document, keyResult, objective, retrospective } from "../../src/rules/examples.ts";
import { readSnapshot } from "../../src/store/read-snapshot.ts";

async function read(documents: readonly string[], day: string, settings = "version: 1"): Promise<Snapshot> {
  const files = documents.map((text, index) => ({
    path: `${String(index).padStart(3, "0")}.md`,
    bytes: Buffer.from(text),
  }));
  const snapshot = await readSnapshot([{ path: "okr.yaml", bytes: Buffer.from(settings) }, ...files], day);
  expect(snapshot.findings).toEqual([]);
  return snapshot;
}

const ALL: Selection = { cycle: null, team: null, person: null };
const ids = (snapshot: Snapshot, selection: Partial<Selection> = {}) =>
  overview(snapshot, { ...ALL, ...selection })
    .objectives.map((paced) => paced.objective.id)
    .sort();
const team = (id: string, parent?: string) => document({ kind: "team", id, name: id, parent });
const goal = (id: string, more = {}) =>
  objective({ id, key_results: [keyResult({ owner: undefined })], ...more });

describe("which objectives", () => {
  const documents = [
    team("bank"),
    team("digital", "bank"),
    team("apps", "digital"),
    team("branch", "bank"),
    goal("q3", { cycle: "2026-Q3", team: "apps" }),
    goal("q4", { cycle: "2026-Q4", team: "apps", owner: "ana" }),
    goal("q4-too", { cycle: "2026-Q4", team: "branch", owner: "ben" }),
    goal("h2", {
      cycle: "2026-H2",
      team: "digital",
      owner: "ben",
      key_results: [keyResult({ owner: "ana" })],
    }),
    goal("year", { cycle: "2026", team: "bank", owner: "cai" }),
    goal("november", { cycle: "2026-11", team: "bank", owner: "cai" }),
    goal("nowhere", { cycle: "2026-Q9", team: "bank", owner: "cai" }),
  ];
  test.each<[what: string, day: string, selection: Partial<Selection>, expected: string[]]>([
    ["all whose cycles are running", "2026-11-15", {}, ["h2", "november", "nowhere", "q4", "q4-too", "year"]],
    ["on another day", "2026-08-01", {}, ["h2", "nowhere", "q3", "year"]],
    ["of a cycle", "2026-11-15", { cycle: "2026-Q3" }, ["q3"]],
    ["of a cycle without any", "2026-11-15", { cycle: "2027-Q1" }, []],
    ["of a team and the teams below it", "2026-11-15", { team: "digital" }, ["h2", "q4"]],
    ["of a team at the end", "2026-11-15", { team: "apps" }, ["q4"]],
    [
      "of the whole company",
      "2026-11-15",
      { team: "bank" },
      ["h2", "november", "nowhere", "q4", "q4-too", "year"],
    ],
    ["of a team that does not exist", "2026-11-15", { team: "ghosts" }, []],
    ["of a person, also by a key result", "2026-11-15", { person: "ana" }, ["h2", "q4"]],
    [
      "of a person in a team in a cycle",
      "2026-11-15",
      { person: "ben", team: "branch", cycle: "2026-Q4" },
      ["q4-too"],
    ],
    ["one, whatever its cycle", "2026-11-15", { objective: "q3" }, ["q3"]],
    ["one that does not exist", "2026-11-15", { objective: "ghost" }, []],
    [
      "of a person with nothing running: the latest that ended",
      "2027-01-10",
      { person: "ana" },
      ["h2", "q4"],
    ],
  ])("%s", async (_, day, selection, expected) =>
    expect(ids(await read(documents, day), selection)).toEqual(expected),
  );

  const calendar = (...cycles: string[]) => cycles.map((cycle) => goal(cycle.toLowerCase(), { cycle }));
  test.each<[what: string, day: string, documents: string[], expected: object]>([
    [
      "those that ended last",
      "2027-02-01",
      calendar("2026-Q3", "2026-Q4", "2027-Q2"),
      { ids: ["2026-q4"], outside: "after", cycles: ["2026-Q4"] },
    ],
    [
      "else the next to begin",
      "2026-02-01",
      calendar("2026-Q4", "2026-Q3"),
      { ids: ["2026-q3"], outside: "before", cycles: ["2026-Q3"] },
    ],
    [
      "with several cycles the company's own first",
      "2026-11-15",
      calendar("2026", "2026-11", "2026-Q4", "2026-H2"),
      {
        ids: ["2026", "2026-11", "2026-h2", "2026-q4"],
        outside: null,
        cycles: ["2026-Q4", "2026", "2026-11", "2026-H2"],
      },
    ],
    ["of none there is nothing", "2026-11-15", [], { ids: [], outside: null, cycles: [] }],
  ])("%s", async (_, day, documents, expected) => {
    const snapshot = await read(documents, day);
    const { outside, cycles } = overview(snapshot, ALL);
    expect({ ids: ids(snapshot), outside, cycles }).toEqual(expected);
  });

  test("cycles of okr.yaml", async () => {
    const settings =
      "version: 1\ncycles: [{ id: spring, start: 2026-03-20, end: 2026-06-20 }, { id: 2026-Q4, start: 2026-09-20, end: 2026-12-20 }]";
    const listed = [goal("spring", { cycle: "spring" }), goal("autumn", { cycle: "2026-Q4" })];
    expect(ids(await read(listed, "2026-04-01", settings))).toEqual(["spring"]);
    expect(ids(await read(listed, "2026-09-25", settings))).toEqual(["autumn"]);
    expect(overview(await read(listed, "2026-12-24", settings), ALL)).toMatchObject({
      outside: "after",
      cycles: ["2026-Q4"],
    });
  });

  test("of two with one id only the first", async () => {
    const snapshot = await read(
      [goal("grow", { title: "First" }), goal("grow", { title: "Second" })],
      "2026-11-15",
    );
    expect(overview(snapshot, ALL).objectives.map((paced) => paced.objective.title)).toEqual(["First"]);
  });
});

describe("what it says of them", () => {
  const percent = (id: string, more = {}) =>
    goal(id, { key_results: [keyResult({ baseline: 0, target: 100 })], ...more });
  const read100 = (id: string, value: number, date = "2026-11-15") =>
    checkIn({ objective: id, date, results: { passengers: value } });
  const documents = [
    percent("green"),
    read100("green", 50),
    percent("amber"),
    read100("amber", 30),
    percent("red"),
    read100("red", 10),
    percent("redder"),
    read100("redder", 0),
    percent("old"),
    read100("old", 90, "2026-11-01"),
    percent("done"),
    read100("done", 5, "2026-11-01"),
    retrospective({ objective: "done", date: "2026-11-02" }),
    percent("lost", { cycle: "2026-Q7" }),
    percent("twin-b", { key_results: [keyResult({ baseline: 0, target: 100 }), keyResult({ id: "fuel" })] }),
    percent("twin-a", { key_results: [keyResult({ baseline: 0, target: 100 }), keyResult({ id: "fuel" })] }),
    read100("twin-a", 100),
    read100("twin-b", 100),
  ];

  test("the most urgent first: no cycle, off-track, stale, at-risk, on-track, closed; then by projected score, then by id", async () => {
    const { objectives } = overview(await read(documents, "2026-11-15"), ALL);
    expect(objectives.map(({ objective }) => objective.id)).toEqual([
      "lost",
      "redder",
      "red",
      "old",
      "amber",
      "green",
      "twin-a",
      "twin-b",
      "done",
    ]);
  });

  test("how many there are of each kind", async () =>
    expect(overview(await read(documents, "2026-11-15"), ALL).counts).toEqual({
      "on-track": 3,
      "at-risk": 1,
      "off-track": 2,
      stale: 1,
      early: 0,
      objectives: 9,
      keyResults: 11,
      unscored: 3,
      closed: 1,
    }));

  test("the mean is that of the objectives, not of the key results", async () =>
    expect(
      overview(
        await read([percent("one"), read100("one", 100), ...documents.slice(-4, -1)], "2026-11-15"),
        ALL,
      ).mean,
    ).toBeCloseTo((1 + 0.5 + 0) / 3, 12));

  test("without objectives there is no mean", async () =>
    expect(overview(await read([], "2026-11-15"), ALL)).toMatchObject({
      mean: null,
      counts: { objectives: 0 },
    }));

  test("the same whatever the order of the files", async () => {
    const expected = overview(await read(documents, "2026-11-15"), ALL);
    const strip = ({ objectives, ...rest }: typeof expected) => ({
      ...rest,
      objectives: objectives.map(({ objective, score, status, projected, trend }) => [
        objective.id,
        score,
        status,
        projected,
        trend,
      ]),
    });
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(documents, { minLength: documents.length }), async (shuffled) => {
        expect(strip(overview(await read(shuffled, "2026-11-15"), ALL))).toEqual(strip(expected));
      }),
      { numRuns: 20 },
    );
  });

  test("it is as it was on that day: what came later is not known yet", async () => {
    const late = [...documents, read100("red", 100, "2026-11-16")];
    const known = overview(await read(late, "2026-11-15"), ALL).objectives.find(
      ({ objective }) => objective.id === "red",
    );
    expect(known).toMatchObject({ score: 0.1, status: "off-track" });
  });
});

test.each([
  ["ana", true],
  ["ben", true],
  ["cai", false],
])("%s has a part: %s", async (person, expected) => {
  const { plan } = await read(
    [goal("grow", { owner: "ana", key_results: [keyResult({ owner: "ben", backup: "cai" })] })],
    "2026-11-15",
  );
  expect(plan.objectives.map((one) => hasPart(one, person))).toEqual([expected]);
});

test("a person is known by the address, whatever its case", async () => {
  const members = [
    { id: "ana", name: "Ana", email: "Ana@Example.com" },
    { id: "ben", name: "Ben" },
  ];
  const { plan } = await read(
    [document({ kind: "team", id: "rockets", name: "Rockets", members })],
    "2026-11-15",
  );
  expect(personWithEmail(plan, "ana@example.COM")?.id).toBe("ana");
  expect(personWithEmail(plan, "ben@example.com")).toBeUndefined();
});
