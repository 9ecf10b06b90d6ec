import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mean, type Scored, Story, scoreObjective } from "../../src/analysis/score.ts";
import type { Snapshot } from "../../src/model/snapshot.ts";
import { checkIn, keyResult, objective, retrospective } from "../../src/rules/examples.ts";
import { readSnapshot } from "../../src/store/read-snapshot.ts";

const DAY = "2026-11-20";

/** A snapshot of documents; each lies in a file of its own, a.md, b.md, …, or where its name says. */
async function read(
  documents: Readonly<Record<string, string>> | readonly string[],
  day = DAY,
): Promise<Snapshot> {
  const named = Object.entries(documents).map(([name, text]) => ({
    path: /^\d+$/.test(name) ? `${name.padStart(3, "0")}.md` : name,
    bytes: Buffer.from(text),
  }));
  const snapshot = await readSnapshot(named, day);
  expect(snapshot.findings).toEqual([]);
  return snapshot;
}

async function score(
  documents: Readonly<Record<string, string>> | readonly string[],
  day = DAY,
): Promise<Scored> {
  const snapshot = await read(documents, day);
  const grow = snapshot.plan.objective("grow");
  if (!grow) throw new Error("every example has the objective grow");
  return scoreObjective(grow, new Story(snapshot), day);
}

describe("a key result's progress and score", () => {
  test.each([
    ["an increase", { baseline: 10, target: 40 }, 25, 0.5, 0.5],
    ["a decrease", { baseline: 800, target: 300 }, 550, 0.5, 0.5],
    ["nothing moved", { baseline: 800, target: 300 }, 800, 0, 0],
    ["the target", { baseline: 0.1, target: 0.3 }, 0.3, 1, 1],
    ["overshoot is capped in the score", { baseline: 10, target: 40 }, 55, 1.5, 1],
    ["worse than the baseline counts 0", { baseline: 800, target: 300 }, 900, -0.2, 0],
    ["negative numbers", { baseline: -5, target: 5 }, -2.5, 0.25, 0.25],
    ["done", { metric: "binary", baseline: undefined, target: undefined }, true, 1, 1],
    ["open", { metric: "binary", baseline: undefined, target: undefined }, false, 0, 0],
    [
      "milestones by weight",
      {
        metric: "milestones",
        baseline: undefined,
        target: undefined,
        milestones: [
          { id: "a", title: "A" },
          { id: "b", title: "B", weight: 3 },
        ],
      },
      ["b"],
      0.75,
      0.75,
    ],
    ["a limit by days", { metric: "limit", baseline: undefined, target: undefined, at_least: 5 }, 6, 1, 1],
  ])("%s", async (_, measure, value, progress, expected) => {
    const [scored] = (
      await score([
        objective({ key_results: [keyResult(measure)] }),
        checkIn({ results: { passengers: value } }),
      ])
    ).keyResults;
    expect(scored).toMatchObject({
      progress,
      score: expected,
      reading: { value, date: DAY, path: "001.md" },
    });
  });

  test("a limit counts every day since the first reading, up to the day asked about", async () => {
    const bound = keyResult({ metric: "limit", baseline: undefined, target: undefined, at_most: 3 });
    const documents = [
      objective({ key_results: [bound] }),
      checkIn({ date: "2026-11-01", results: { passengers: 2 } }),
      checkIn({ date: "2026-11-04", results: { passengers: 9 } }),
    ];
    expect((await score(documents, "2026-11-03")).score).toBe(1);
    expect((await score(documents, "2026-11-04")).score).toBe(3 / 4);
    expect((await score(documents, "2026-11-12")).score).toBe(3 / 12);
  });

  test("without a reading it counts 0 and says so", async () => {
    const { keyResults, score: total } = await score([
      objective({ key_results: [keyResult({}), keyResult({ id: "fuel" })] }),
      checkIn({ results: { passengers: 40 } }),
    ]);
    expect(keyResults[1]).toMatchObject({
      ref: "grow/fuel",
      progress: null,
      score: 0,
      reading: null,
      derivation: null,
      grade: null,
    });
    expect(total).toBe(0.5);
  });

  test("what cannot be measured has no progress, and what does not fit is no reading", async () => {
    const stuck = await score([
      objective({ key_results: [keyResult({ target: 10 })] }),
      checkIn({ results: { passengers: 20 } }),
    ]);
    expect(stuck.keyResults[0]).toMatchObject({ progress: null, score: 0, derivation: null });
    const wrong = await score([
      objective({}),
      checkIn({ date: "2026-11-01", results: { passengers: 20 } }),
      checkIn({ results: { passengers: true } }),
    ]);
    expect(wrong.keyResults[0]?.reading).toMatchObject({ value: 20, date: "2026-11-01" });
  });

  test("every reading can be traced, with the one before and the confidence given last", async () => {
    const { keyResults } = await score([
      objective({}),
      checkIn({ date: "2026-11-01", results: { passengers: { value: 12, confidence: 0.9 } } }),
      checkIn({ date: "2026-11-08", results: { passengers: { note: "no news", confidence: 0.4 } } }),
      checkIn({ date: "2026-11-15", results: { passengers: 20 } }),
    ]);
    expect(keyResults[0]).toMatchObject({
      reading: { value: 20, date: "2026-11-15", path: "003.md" },
      previous: { value: 12, date: "2026-11-01", path: "001.md" },
      confidence: 0.4,
      derivation: "(20 − 10) ÷ (40 − 10)",
    });
  });
});

describe("an objective's score is the weighted mean of its key results", () => {
  const of = (weights: readonly (number | undefined)[], values: readonly (number | null)[]) =>
    score([
      objective({
        key_results: weights.map((weight, index) =>
          keyResult({ id: `k${index}`, baseline: 0, target: 1, weight }),
        ),
      }),
      checkIn({
        results: Object.fromEntries(
          values.flatMap((value, index) => (value === null ? [] : [[`k${index}`, value]])),
        ),
      }),
    ]);
  test.each([
    [[undefined, undefined], [0.25, 0.75], 0.5],
    [[1, 3], [1, 0], 0.25],
    [[0.1, 0.2, 0.3], [1, 1, 1], 1],
    [[2, undefined], [0.3, 0.9], 0.5],
    [[1, 1], [2, -1], 0.5],
    [[1, 1, 2], [1, null, 1], 0.75],
    [[1e308, 1e308], [1, 0], 0.5],
    [[3e-307, 1e-307], [1, 0], 0.75],
  ])("weights %j, values %j: %d", async (weights, values, expected) =>
    expect((await of(weights, values)).score).toBeCloseTo(expected, 12),
  );

  const thousandths = (min: number, max: number) =>
    fc.integer({ min: min * 1000, max: max * 1000 }).map((count) => count / 1000);
  const cases = fc.array(fc.tuple(thousandths(0.001, 100), thousandths(-2, 3)), {
    minLength: 1,
    maxLength: 5,
  });

  test("it lies between 0 and 1, and only the ratio of the weights counts", async () => {
    await fc.assert(
      fc.asyncProperty(cases, fc.constantFrom(0.5, 2, 3, 1000), async (pairs, factor) => {
        const weights = pairs.map(([weight]) => weight);
        const values = pairs.map(([, value]) => value);
        const one = await of(weights, values);
        const times = weights.map((weight) => Number((weight * factor).toPrecision(12)));
        const other = await of(times, values);
        expect(one.score).toBeGreaterThanOrEqual(0);
        expect(one.score).toBeLessThanOrEqual(1);
        expect(other.score).toBeCloseTo(one.score, 9);
        const clamped = values.map((value) => Math.min(1, Math.max(0, value)));
        expect(one.score).toBeGreaterThanOrEqual(Math.min(...clamped) - 1e-12);
        expect(one.score).toBeLessThanOrEqual(Math.max(...clamped) + 1e-12);
      }),
      { numRuns: 200 },
    );
  });
});

describe("which records count", () => {
  const on = (date: string, value: number, more = {}) =>
    checkIn({ date, results: { passengers: value }, ...more });

  test("the latest day, whatever the order of the files", async () => {
    const files = {
      "b.md": on("2026-11-01", 20),
      "a.md": on("2026-11-15", 30),
      "c.md": on("2026-11-08", 40),
      "grow.md": objective({}),
    };
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(Object.entries(files), { minLength: 4 }), async (entries) => {
        const { keyResults, checkIns } = await score(Object.fromEntries(entries));
        expect(keyResults[0]?.reading).toEqual({ value: 30, date: "2026-11-15", path: "a.md" });
        expect(checkIns.map(({ date }) => date)).toEqual(["2026-11-01", "2026-11-08", "2026-11-15"]);
      }),
    );
  });

  test("of two of one day the one with the later file name, whatever the folder", async () => {
    const { keyResults } = await score({
      "grow.md": objective({}),
      "z/2026-11-15-check-in-hk3x8ta.md": on("2026-11-15", 20),
      "a/2026-11-15-check-in-hk4aaaa.md": on("2026-11-15", 30),
      "m/2026-11-15-check-in-9zzzzzz.md": on("2026-11-15", 40),
    });
    expect(keyResults[0]?.reading?.value).toBe(30);
  });

  test("none of a day after the one asked about", async () => {
    const documents = [objective({}), on("2026-11-10", 20), on("2026-11-21", 40)];
    expect((await score(documents)).keyResults[0]?.reading?.value).toBe(20);
    expect((await score(documents, "2026-11-21")).keyResults[0]?.reading?.value).toBe(40);
    expect((await score(documents, "2026-11-09")).keyResults[0]?.reading).toBeNull();
  });

  test("none of another objective", async () =>
    expect(
      (await score([objective({}), objective({ id: "more" }), on("2026-11-10", 20, { objective: "more" })]))
        .score,
    ).toBe(0));

  test("none after the objective was closed; those of that day do", async () => {
    const documents = [
      objective({}),
      on("2026-11-10", 20),
      retrospective({ date: "2026-11-12" }),
      on("2026-11-12", 25),
      on("2026-11-13", 40),
    ];
    expect(await score(documents)).toMatchObject({
      score: 0.5,
      closed: { date: "2026-11-12", outcome: "continued" },
    });
    expect(await score(documents, "2026-11-11")).toMatchObject({ score: 1 / 3, closed: null });
  });

  test("a retrospective in the middle closes nothing", async () =>
    expect(
      await score([
        objective({}),
        retrospective({ date: "2026-11-12", phase: "mid", grades: undefined, outcome: undefined }),
        on("2026-11-13", 40),
      ]),
    ).toMatchObject({ score: 1, closed: null }));

  test("of two closings the last one so far", async () => {
    const documents = [
      objective({}),
      retrospective({ date: "2026-11-12", outcome: "abandoned" }),
      retrospective({ date: "2026-11-18", outcome: "done" }),
    ];
    expect((await score(documents, "2026-11-15")).closed?.outcome).toBe("abandoned");
    expect((await score(documents, "2026-11-18")).closed?.outcome).toBe("done");
  });

  test("a limit stops counting days when it is closed", async () => {
    const bound = keyResult({ metric: "limit", baseline: undefined, target: undefined, at_most: 3 });
    const documents = [
      objective({ key_results: [bound] }),
      on("2026-11-01", 2),
      on("2026-11-03", 9),
      retrospective({ date: "2026-11-04" }),
    ];
    expect((await score(documents)).score).toBe(2 / 4);
  });
});

describe("grades", () => {
  const two = objective({ key_results: [keyResult({}), keyResult({ id: "fuel", weight: 3 })] });
  test.each<[grades: object | undefined, grade: number | null]>([
    [{ passengers: 1, fuel: 0.2 }, 0.4],
    [{ passengers: 1 }, null],
    [undefined, null],
  ])("%j settle %j", async (grades, grade) => {
    const scored = await score([
      two,
      retrospective({ date: "2026-11-19", grades, reasons: { fuel: "none was left" } }),
    ]);
    if (grade === null) expect(scored.grade).toBeNull();
    else expect(scored.grade).toBeCloseTo(grade, 12);
    expect(scored.keyResults[1]?.reason).toBe("none was left");
  });

  test("count from their day on", async () => {
    const documents = [objective({}), retrospective({ date: "2026-11-20", grades: { passengers: 0.4 } })];
    expect((await score(documents, "2026-11-19")).grade).toBeNull();
    expect((await score(documents)).grade).toBe(0.4);
  });
});

test.each([
  [[], null],
  [[0.4], 0.4],
  [[0, 1, 0.5], 0.5],
])("the mean of %j is %j", (values, expected) => expect(mean(values)).toBe(expected));
