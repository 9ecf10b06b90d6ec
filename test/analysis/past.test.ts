import { describe, expect, test } from "vitest";
import { fieldName } from "../../src/analysis/changes.ts";
import { type Followed, overview } from "../../src/analysis/overview.ts";
import type { Snapshot } from "../../src/model/snapshot.ts";
import { checkIn, keyResult, objective } from "../../src/rules/examples.ts";
import { TestRepository, temporaryFolder } from "../support/repository.ts";
import { type Act, createStory, readStory } from "../support/story.ts";

const TODAY = "2026-10-30";
const passengers = (target: number, more = {}) => keyResult({ baseline: 0, target, ...more });
const fuel = keyResult({ id: "fuel", title: "Save fuel", baseline: 0, target: 10 });
const grow = (keyResults: readonly object[], more = {}) => ({
  "grow.md": objective({ key_results: keyResults, ...more }),
});
const act = (day: string, files: Act["files"], by: Act["by"] = "ana"): Act => ({
  by,
  day,
  message: day,
  files,
});

/** An objective with a target of 100, read as 20; fuel, where it has that, as 5 of 10. */
const START = act("2026-09-25", {
  "okr.yaml": "version: 1\n",
  ...grow([passengers(100)]),
  "2026-10-06.md": checkIn({ date: "2026-10-06", results: { passengers: 20, fuel: 5 } }),
});

function growOf(snapshot: Snapshot): Followed {
  const [found] = overview(snapshot, { cycle: null, team: null, person: null, objective: "grow" }).objectives;
  if (!found) throw new Error("every example has the objective grow");
  return found;
}

const followed = async (...acts: Act[]): Promise<Followed> =>
  growOf(await readStory(createStory([START, ...acts]), { day: TODAY }));

describe("the score by the definition at the start, beside that of today", () => {
  test.each<[what: string, acts: Act[], atStart: number | null, today: number]>([
    ["nothing moved", [], null, 0.2],
    ["a target was halved", [act("2026-10-14", grow([passengers(50)]))], 0.2, 0.4],
    [
      "twice: the start is the first",
      [act("2026-10-14", grow([passengers(50)])), act("2026-10-20", grow([passengers(25)]))],
      0.2,
      0.8,
    ],
    [
      "and back again",
      [act("2026-10-14", grow([passengers(50)])), act("2026-10-20", grow([passengers(100)]))],
      0.2,
      0.2,
    ],
    ["a key result came", [act("2026-10-14", grow([passengers(100), fuel]))], 0.2, (0.2 + 0.5) / 2],
    [
      "a key result went",
      [act("2026-09-28", grow([passengers(100), fuel])), act("2026-10-14", grow([fuel]))],
      (0.2 + 0.5) / 2,
      0.5,
    ],
    [
      "a weight changed",
      [
        act("2026-09-28", grow([passengers(100), fuel])),
        act("2026-10-14", grow([passengers(100), { ...fuel, weight: 2 }])),
      ],
      (0.2 + 0.5) / 2,
      (0.2 + 2 * 0.5) / 3,
    ],
    ["only the title changed", [act("2026-10-14", grow([passengers(100)], { title: "Fly" }))], 0.2, 0.2],
    ["only the owner changed", [act("2026-10-14", grow([passengers(100)], { owner: "ben" }))], null, 0.2],
    ["it changed before the cycle began", [act("2026-09-30", grow([passengers(50)]))], null, 0.4],
  ])("%s", async (_, acts, atStart, today) => {
    const { past, score } = await followed(...acts);
    expect(past?.scoreAtStart).toEqual(atStart === null ? null : expect.closeTo(atStart, 12));
    expect(score).toBeCloseTo(today, 12);
  });
});

/** `2026-10-14 ana@example.com key_results.passengers.target 100 → 50` */
const movesOf = ({ past }: Followed) =>
  past?.moves.map(
    ({ change, day, commit }) =>
      `${day} ${commit?.author.email ?? "nobody"} ${fieldName(change)} ${change.from} → ${change.to}`,
  );

test("who moved which of them, and when, oldest first", async () => {
  const found = await followed(
    act("2026-10-14", grow([passengers(50)])),
    act("2026-10-20", grow([passengers(50), fuel], { type: "committed" }), "joao"),
  );
  expect(movesOf(found)).toEqual([
    "2026-10-14 ana@example.com key_results.passengers.target 100 → 50",
    "2026-10-20 joao@example.com type aspirational → committed",
    "2026-10-20 joao@example.com key_results.fuel null → Save fuel",
  ]);
});

describe("what says again what it said at the start is settled", () => {
  test.each<[what: string, acts: Act[], settled: boolean[]]>([
    ["moved", [act("2026-10-14", grow([passengers(50)]))], [false]],
    [
      "put back",
      [act("2026-10-14", grow([passengers(50)])), act("2026-10-20", grow([passengers(100)]))],
      [true, true],
    ],
    [
      "put back by half",
      [
        act("2026-10-14", grow([passengers(50)], { type: "committed" })),
        act("2026-10-20", grow([passengers(100)], { type: "committed" })),
      ],
      [false, true, true],
    ],
    [
      "a key result that came and went",
      [act("2026-10-14", grow([passengers(100), fuel])), act("2026-10-20", grow([passengers(100)]))],
      [true, true],
    ],
    [
      "one that went and came back as it was",
      [
        act("2026-09-28", grow([passengers(100), fuel])),
        act("2026-10-14", grow([passengers(100)])),
        act("2026-10-20", grow([passengers(100), fuel])),
      ],
      [true, true],
    ],
    [
      "one that came back easier",
      [
        act("2026-09-28", grow([passengers(100), fuel])),
        act("2026-10-14", grow([passengers(100)])),
        act("2026-10-20", grow([passengers(100), { ...fuel, target: 6 }])),
      ],
      [false, false],
    ],
    [
      "one that came, got easier, and went back to what it came with",
      [
        act("2026-10-14", grow([passengers(100), fuel])),
        act("2026-10-15", grow([passengers(100), { ...fuel, target: 6 }])),
        act("2026-10-20", grow([passengers(100), fuel])),
      ],
      [false, true, true],
    ],
    [
      "one that got easier and went",
      [
        act("2026-09-28", grow([passengers(100), fuel])),
        act("2026-10-14", grow([passengers(100), { ...fuel, target: 6 }])),
        act("2026-10-20", grow([passengers(100)])),
      ],
      [false, false],
    ],
  ])("%s", async (_, acts, settled) => {
    const { past } = await followed(...acts);
    expect(past?.moves.map((move) => move.settled)).toEqual(settled);
  });

  test("also before it is committed", async () => {
    const repo = createStory([START, act("2026-10-14", grow([passengers(50)]))]);
    repo.write("grow.md", grow([passengers(100)])["grow.md"]);
    const { past } = growOf(await readStory(repo, { day: TODAY }));
    expect(past?.moves.map(({ settled, commit }) => [settled, commit === null])).toEqual([
      [true, false],
      [true, true],
    ]);
  });
});

describe("what is not committed", () => {
  test("is nobody's yet, and counts", async () => {
    const repo = createStory([START, act("2026-10-14", grow([passengers(50)]))]);
    repo.write("grow.md", grow([passengers(40)])["grow.md"]);
    const found = growOf(await readStory(repo, { day: TODAY }));
    expect(movesOf(found)).toEqual([
      "2026-10-14 ana@example.com key_results.passengers.target 100 → 50",
      "2026-10-30 nobody key_results.passengers.target 50 → 40",
    ]);
    expect([found.past?.scoreAtStart, found.score]).toEqual([0.2, 0.5]);
    expect(growOf(await readStory(repo, { day: TODAY, at: "HEAD" })).past?.moves).toHaveLength(1);
  });

  test("alone it is held against the last commit", async () => {
    const repo = createStory([START]);
    repo.write("grow.md", grow([passengers(40)])["grow.md"]);
    const found = growOf(await readStory(repo, { day: TODAY }));
    expect([found.past?.scoreAtStart, found.score, found.past?.moves.length]).toEqual([0.2, 0.5, 1]);
    const before = growOf(await readStory(repo, { day: "2026-09-29" }));
    expect(before.past).toEqual({ weeks: [], moves: [], scoreAtStart: null });
  });

  test("of an objective that never was there is nothing to hold it against", async () => {
    const repo = createStory([act("2026-09-25", { "okr.yaml": "version: 1\n" })]);
    repo.write("grow.md", grow([passengers(40)])["grow.md"]);
    expect(growOf(await readStory(repo, { day: TODAY })).past).toMatchObject({
      moves: [],
      scoreAtStart: null,
    });
  });
});

test("outside git nothing moved", async () => {
  const folder = new TestRepository(temporaryFolder());
  for (const [path, text] of Object.entries(START.files)) folder.write(path, text as string);
  const found = growOf(await readStory(folder, { day: TODAY }));
  expect(found.past).toMatchObject({ moves: [], scoreAtStart: null });
  expect(found.past?.weeks.at(-1)?.scored?.score).toBe(0.2);
});

test("of a history that is cut off nothing is told", async () => {
  const repo = createStory([START, act("2026-10-14", grow([passengers(50)]))]);
  const folder = temporaryFolder();
  repo.git("clone", "--quiet", "--depth=1", `file://${repo.dir}`, folder);
  const found = growOf(await readStory(new TestRepository(folder), { day: TODAY }));
  expect([found.past, found.score]).toEqual([null, 0.4]);
});
