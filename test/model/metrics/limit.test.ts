import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays } from "../../../src/model/day.ts";
import type { LimitMetric, Observation } from "../../../src/model/metrics/index.ts";
import { limit } from "../../../src/model/metrics/limit.ts";

const available: LimitMetric = { metric: "limit", at_least: 99.9 };
const incidents: LimitMetric = { metric: "limit", at_most: 3 };
const temperature: LimitMetric = { metric: "limit", at_least: 18, at_most: 22 };

/** Readings as `day of November: value`; several of one day as a list of pairs. */
const progress = (definition: LimitMetric, readings: readonly (readonly [number, number])[], until: number) =>
  limit.progress(
    definition,
    readings.map(([day, value]): Observation => ({ date: addDays("2026-10-31", day), value })) as [
      Observation,
      ...Observation[],
    ],
    addDays("2026-10-31", until),
  );

describe("progress is the share of days on which the limit held since the first reading", () => {
  test.each<[string, LimitMetric, [number, number][], number, number]>([
    ["held from the first reading to the last day", available, [[1, 99.95]], 10, 1],
    ["never held", available, [[1, 99.5]], 10, 0],
    ["days before the first reading do not count", available, [[6, 99.95]], 10, 1],
    [
      "a reading holds until the next one",
      available,
      [
        [1, 99.95],
        [6, 99.5],
      ],
      10,
      0.5,
    ],
    [
      "lost on the last day, which counts as a day",
      available,
      [
        [1, 99.95],
        [10, 99.5],
      ],
      10,
      0.9,
    ],
    [
      "regained on the last day",
      available,
      [
        [1, 99.5],
        [10, 99.95],
      ],
      10,
      0.1,
    ],
    [
      "lost and regained",
      available,
      [
        [1, 99.95],
        [3, 99],
        [5, 99.95],
      ],
      10,
      0.8,
    ],
    ["exactly at the bound holds", available, [[1, 99.9]], 10, 1],
    ["at most: exactly at the bound holds", incidents, [[1, 3]], 10, 1],
    ["at most: above does not", incidents, [[1, 4]], 10, 0],
    ["both ends: the lower bound holds", temperature, [[1, 18]], 10, 1],
    ["both ends: the upper bound holds", temperature, [[1, 22]], 10, 1],
    [
      "both ends: too low, fine, too high",
      temperature,
      [
        [1, 17],
        [2, 20],
        [6, 23],
      ],
      10,
      0.4,
    ],
    [
      "two readings of one day: the later counts from that day on",
      available,
      [
        [1, 99.5],
        [1, 99.95],
      ],
      10,
      1,
    ],
    [
      "… and the earlier does not count at all",
      available,
      [
        [1, 99.95],
        [6, 99.95],
        [6, 99.5],
      ],
      10,
      0.5,
    ],
    ["one reading on the last day", available, [[10, 99.95]], 10, 1],
    [
      "a reading after the last day does not count",
      available,
      [
        [1, 99.95],
        [12, 99.5],
      ],
      10,
      1,
    ],
    [
      "… and does not lengthen the one before",
      available,
      [
        [1, 99.5],
        [6, 99.95],
        [20, 99.5],
      ],
      10,
      0.5,
    ],
    ["only readings after the last day: the first stands for its own day", available, [[12, 99.95]], 10, 1],
    [
      "… held or not",
      available,
      [
        [12, 99.5],
        [13, 99.95],
      ],
      10,
      0,
    ],
  ])("%s", (_, definition, readings, until, expected) => {
    expect(progress(definition, readings, until)).toBeCloseTo(expected, 12);
  });

  test("it is the number of days that held ÷ the days, counted one by one", () => {
    const reading = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 15, max: 25 }));
    fc.assert(
      fc.property(
        fc.array(reading, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 40 }),
        (some, until) => {
          const readings = some.toSorted(([a], [b]) => a - b);
          const [[first]] = readings as [[number, number]];
          fc.pre(first <= until);
          let held = 0;
          for (let day = first; day <= until; day++) {
            const value = readings.findLast(([from]) => from <= day)?.[1] as number;
            if (value >= 18 && value <= 22) held++;
          }
          expect(progress(temperature, readings, until)).toBe(held / (until - first + 1));
        },
      ),
    );
  });
});

describe("definitions and values", () => {
  test.each<[LimitMetric, string | null]>([
    [available, null],
    [incidents, null],
    [temperature, null],
    [{ metric: "limit", at_least: 5, at_most: 5 }, null],
    [{ metric: "limit", at_least: 0 }, null],
    [{ metric: "limit" }, "has metric: limit but no bound"],
    [
      { metric: "limit", at_least: 22, at_most: 18 },
      "at_least is 22 but at_most is 18, so nothing can hold both",
    ],
  ])("%j: %s", (definition, message) => {
    expect(limit.problem(definition)?.message ?? null).toBe(message);
  });

  test.each<[LimitMetric, string]>([
    [available, "≥ 99.9"],
    [incidents, "≤ 3"],
    [temperature, "18 to 22"],
    [{ metric: "limit", at_least: 0 }, "≥ 0"],
  ])("%j reads %s", (definition, expected) => {
    expect(limit.describe(definition)).toBe(expected);
  });

  test("a value is typed and refused as any number", () => {
    expect(limit.parse(available, "99.95 %")).toBe(99.95);
    expect(limit.parse(available, "99,95 %")).toHaveProperty("hint");
    expect(limit.valueProblem(available, 99.95)).toBeNull();
    expect(limit.valueProblem(available, true)).toMatchObject({ message: "is not a number" });
    expect(limit.show(available, 99.95)).toBe("99.95");
  });
});
