import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { NumberMetric, Observation } from "../../../src/model/metrics/index.ts";
import { number } from "../../../src/model/metrics/number.ts";

const key = (baseline: number, target: number): NumberMetric => ({ metric: "number", baseline, target });
const progress = (definition: NumberMetric, ...values: [number, ...number[]]) =>
  number.progress(
    definition,
    values.map((value): Observation => ({ date: "2026-11-20", value })) as [Observation, ...Observation[]],
    "2026-12-31",
  );

describe("a decrease key result, p95 latency from 800 ms to 300 ms", () => {
  const latency = key(800, 300);
  test.each([
    [800, 0, "at the baseline: none, and not minus none"],
    [675, 0.25, "a quarter of the way down"],
    [550, 0.5, "half-way"],
    [300, 1, "at the target"],
    [200, 1.2, "below the target: overshoot"],
    [0, 1.6, "as far as it goes"],
    [900, -0.2, "above the baseline: worse than at the start"],
    [1300, -1, "as far away again as the target, in the wrong direction"],
  ])("%d ms is progress %d (%s)", (value, expected) => {
    expect(progress(latency, value)).toBe(expected);
  });

  test("only the latest reading counts", () => {
    expect(progress(latency, 300, 550)).toBe(0.5);
  });

  test("reads 800 → 300", () => {
    expect(number.describe(latency)).toBe("800 → 300");
    expect(number.show(latency, 437.5)).toBe("437.5");
  });
});

describe("progress of other movements", () => {
  test.each([
    ["completion from 65 to 90 %", 65, 90, 72, 0.28],
    ["drop-off from 40 to 25 %", 40, 25, 31, 0.6],
    ["NPS from −10 to 30", -10, 30, 0, 0.25],
    ["NPS from 20 to −20, as an experiment", 20, -20, 10, 0.25],
    ["a loss from −5 to −1 million", -5, -1, -2, 0.75],
    ["incidents from 4 to none", 4, 0, 1, 0.75],
    ["sign-ups from none to 200", 0, 200, 250, 1.25],
    ["a tiny error rate from 0.002 to 0.001", 0.002, 0.001, 0.0015, 0.5],
  ])("%s", (_, baseline, target, value, expected) => {
    expect(progress(key(baseline, target), value)).toBeCloseTo(expected, 12);
  });
});

describe("what always holds of progress", () => {
  const whole = fc.integer({ min: -1_000_000, max: 1_000_000 });
  const moving = fc
    .record({ baseline: whole, target: whole, value: whole })
    .filter(({ baseline, target }) => baseline !== target);

  test("0 at the baseline and 1 at the target", () => {
    fc.assert(
      fc.property(moving, ({ baseline, target }) => {
        expect(progress(key(baseline, target), baseline)).toBe(0);
        expect(progress(key(baseline, target), target)).toBe(1);
      }),
    );
  });

  test("a decrease scores exactly as the increase that mirrors it", () => {
    fc.assert(
      fc.property(moving, ({ baseline, target, value }) => {
        // `0 -` and not `-`: an increase from 0 mirrors to 0, not to −0.
        expect(progress(key(0 - baseline, 0 - target), 0 - value)).toBe(
          progress(key(baseline, target), value),
        );
      }),
    );
  });

  test("going there and coming back add up to 1", () => {
    fc.assert(
      fc.property(moving, ({ baseline, target, value }) => {
        const there = progress(key(baseline, target), value);
        const back = progress(key(target, baseline), value);
        expect(Math.abs(there + back - 1)).toBeLessThanOrEqual(1e-12 * (1 + Math.abs(there)));
      }),
    );
  });

  test("changing the unit changes nothing: ms or s, °C or °F, per cent or share", () => {
    const scale = fc.constantFrom(0.001, 0.01, 1.8, 60, 1000, -1);
    fc.assert(
      fc.property(
        moving,
        scale,
        fc.constantFrom(0, 32, -273),
        ({ baseline, target, value }, factor, offset) => {
          const other = (quantity: number) => quantity * factor + offset;
          const before = progress(key(baseline, target), value);
          const after = progress(key(other(baseline), other(target)), other(value));
          expect(Math.abs(after - before)).toBeLessThanOrEqual(1e-6 * (1 + Math.abs(before)));
        },
      ),
    );
  });

  test("nearer to the target is never less, in either direction", () => {
    fc.assert(
      fc.property(moving, whole, ({ baseline, target, value }, other) => {
        const towards = (quantity: number) => (target > baseline ? quantity : -quantity);
        const [worse, better] = towards(value) < towards(other) ? [value, other] : [other, value];
        const definition = key(baseline, target);
        expect(progress(definition, worse)).toBeLessThanOrEqual(progress(definition, better));
      }),
    );
  });

  test("a definition and a value without a problem give a finite number, whatever their size", () => {
    const any = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(any, any, any, (baseline, target, value) => {
        const definition = key(baseline, target);
        fc.pre(number.problem(definition) === null && number.valueProblem(definition, value) === null);
        expect(progress(definition, value)).toSatisfy(Number.isFinite);
      }),
    );
  });
});

describe("definitions and values that cannot be used", () => {
  test.each([
    [5, 5, "target and baseline are both 5, so nothing can move"],
    [0, -0, "target and baseline are both 0, so nothing can move"],
    [-1.7e308, 1.7e308, "is too far from the baseline to compute with"],
  ])("baseline %d, target %d: the target %s", (baseline, target, message) => {
    expect(number.problem(key(baseline, target))).toMatchObject({ property: "target", message });
  });

  test.each([
    [true, "is not a number"],
    [["draft"], "is not a number"],
    [Number.NaN, "is not a number"],
    [Number.POSITIVE_INFINITY, "is not a number"],
    [1.7e308, "is too far from the baseline to compute with"],
  ])("the value %s %s", (value, message) => {
    expect(number.valueProblem(key(0, 0.001), value)).toMatchObject({ message });
  });

  test("an ordinary definition and value have no problem", () => {
    expect(number.problem(key(800, 300))).toBeNull();
    expect(number.valueProblem(key(800, 300), 437.5)).toBeNull();
  });
});
