import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { overview } from "../../src/analysis/overview.ts";
import { buildDemo } from "../../src/store/demo-repository.ts";
import { readExample } from "../../src/store/examples.ts";
import { readSnapshot } from "../../src/store/read-snapshot.ts";
import { readWorkingTree } from "../../src/store/working-tree.ts";
import { isolatedEnvironment, TestRepository, temporaryFolder } from "../support/repository.ts";
import { runIn } from "../support/run.ts";

/** What the public project published, before anything of it became files of ours. */
interface Source {
  readonly cycle: { readonly id: string; readonly start: string; readonly end: string };
  readonly objectives: readonly {
    readonly id: string;
    readonly title: string;
    readonly key_results: readonly {
      readonly id: string;
      readonly weight: number | null;
      readonly baseline: number;
      readonly target: number;
    }[];
  }[];
  readonly check_ins: readonly {
    readonly date: string;
    readonly objective: string;
    readonly readings: Readonly<Record<string, number>>;
    readonly committed_on: string;
  }[];
}

const source: Source = JSON.parse(
  readFileSync(new URL("../../examples/joystream-rome/source.json", import.meta.url), "utf8"),
);
const weeks = [...new Set(source.check_ins.map(({ date }) => date))].sort();
const lastWeek = weeks.at(-1) as string;

/** The last reading of every key result on a day, worked out from the source alone. */
function readingsOn(objective: string, day: string): Record<string, { value: number; date: string }> {
  const readings: Record<string, { value: number; date: string }> = {};
  for (const { date, objective: of, readings: values } of source.check_ins.toSorted((a, b) =>
    a.date.localeCompare(b.date),
  ))
    if (of === objective && date <= day)
      for (const [id, value] of Object.entries(values)) readings[id] = { value, date };
  return readings;
}

/** Each objective's score on a day: Σ weight × share of the way, between 0 and 1, ÷ Σ weight. */
function scoresOn(day: string): Record<string, number> {
  return Object.fromEntries(
    source.objectives.map(({ id, key_results }) => {
      const readings = readingsOn(id, day);
      let sum = 0;
      let weights = 0;
      for (const { id: keyResult, weight, baseline, target } of key_results) {
        const share = ((readings[keyResult]?.value ?? baseline) - baseline) / (target - baseline);
        sum += (weight ?? 1) * Math.min(1, Math.max(0, share));
        weights += weight ?? 1;
      }
      return [id, sum / weights];
    }),
  );
}

const repository = new TestRepository(join(temporaryFolder(), "joystream-rome"), isolatedEnvironment());
beforeAll(() => buildDemo(readExample("joystream-rome"), repository.dir, repository.env));

test("the source is what we know of it", () => {
  expect(source.objectives.map(({ key_results }) => key_results.length)).toEqual([5, 4]);
  expect(source.check_ins).toHaveLength(34);
  expect(weeks).toHaveLength(17);
});

describe("each week's scores are those of the source", () => {
  test.each(weeks)("%s", async (day) => {
    const snapshot = await readSnapshot(readWorkingTree(repository.dir, true, repository.env), day);
    expect(snapshot.findings).toEqual([]);
    const { objectives, mean } = overview(snapshot, { cycle: source.cycle.id, team: null, person: null });
    const expected = scoresOn(day);
    expect(objectives.map(({ objective }) => objective.id).sort()).toEqual(Object.keys(expected).sort());
    for (const { objective, score } of objectives)
      expect(Math.abs(score - (expected[objective.id] as number))).toBeLessThan(1e-12);
    const all = Object.values(expected);
    expect(mean).toBeCloseTo(all.reduce((sum, score) => sum + score, 0) / all.length, 12);
  });

  test("and they tell a story: the first objective moves nearly every week, the second never", () => {
    const [first, second] = source.objectives.map(({ id }) =>
      weeks.map((day) => scoresOn(day)[id] as number),
    );
    expect(new Set(first).size).toBeGreaterThan(10);
    expect(new Set(second)).toEqual(new Set([0]));
  });
});

describe("okr score --json", () => {
  test("gives exactly these numbers on the last day, each with the file it came from", async () => {
    const { code, stdout, stderr } = await runIn(
      { today: lastWeek },
      repository,
      "score",
      "--json",
      "--cycle",
      source.cycle.id,
    );
    expect([code, stderr]).toEqual([0, ""]);
    const answer = JSON.parse(stdout);
    expect(answer.at).toEqual({ date: lastWeek, commit: repository.head(), dirty: false });
    const expected = scoresOn(lastWeek);
    expect(answer.objectives).toHaveLength(2);
    for (const { id, path, score, key_results } of answer.objectives) {
      expect(score).toBe(expected[id]);
      expect(repository.read(path)).toContain(`\nid: ${id}\n`);
      const readings = readingsOn(id, lastWeek);
      expect(key_results.map((one: { id: string }) => one.id).sort()).toEqual(Object.keys(readings).sort());
      for (const { id: keyResult, reading } of key_results) {
        expect({ value: reading.value, date: reading.date }).toEqual(readings[keyResult]);
        const record = repository.read(reading.path);
        expect(record).toContain(`\ndate: ${reading.date}\n`);
        expect(record).toContain(`\n  ${keyResult}: ${reading.value}\n`);
      }
    }
    const [first, second] = Object.values(expected) as [number, number];
    expect(answer.mean).toBe((first + second) / 2);
    expect(answer.counts).toMatchObject({ objectives: 2, key_results: 9, unscored: 0, closed: 0 });
  });

  test("gives the numbers of any week, seen from today", async () => {
    for (const day of [weeks[0], weeks[8], weeks[12]] as string[]) {
      const { stdout } = await runIn(
        { today: day },
        repository,
        "score",
        "--json",
        "--cycle",
        source.cycle.id,
      );
      const scores = Object.fromEntries(
        JSON.parse(stdout).objectives.map((one: { id: string; score: number }) => [one.id, one.score]),
      );
      expect(scores).toEqual(scoresOn(day));
    }
  });
});

describe("the history", () => {
  test("has every record on the day it was committed, late entries and backfill included", () => {
    const log = repository.git(
      "log",
      "--reverse",
      "--format=%x00%cs",
      "--name-only",
      "--diff-filter=A",
      "--",
      "okrs",
    );
    const committed = new Map<string, string>();
    for (const entry of log.split("\0").filter(Boolean)) {
      const [day = "", ...paths] = entry.split("\n").filter(Boolean);
      for (const path of paths) committed.set(path, day);
    }
    const records = [...committed].filter(([path]) => path.includes("-check-in-"));
    expect(records).toHaveLength(source.check_ins.length);
    for (const { date, objective, committed_on } of source.check_ins) {
      const found = records.filter(([path]) => path.includes(`/${objective}/${date}-check-in-`));
      expect(found.map(([, day]) => day)).toEqual([committed_on]);
    }
    const late = source.check_ins.filter(({ date, committed_on }) => date !== committed_on);
    expect(late.length).toBeGreaterThan(10);
  });

  test("answers what was known on a day: a record that came late does not count before it came", async () => {
    const late = source.check_ins.find(({ date, committed_on }) => date < committed_on);
    if (!late) throw new Error("every record came on its day");
    const { stdout } = await runIn(
      { today: lastWeek },
      repository,
      "score",
      "--json",
      "--at",
      late.date,
      "--cycle",
      source.cycle.id,
    );
    const { objectives } = JSON.parse(stdout);
    const known = objectives.find((one: { id: string }) => one.id === late.objective);
    const before = source.check_ins
      .filter(({ objective, committed_on }) => objective === late.objective && committed_on <= late.date)
      .map(({ date }) => date);
    expect(known.last_check_in).toBe(before.sort().at(-1) ?? null);
    expect(known.last_check_in).not.toBe(late.date);
  });
});
