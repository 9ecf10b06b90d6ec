import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { KeyResult } from "../../src/model/plan.ts";
import { bar } from "../../src/render/bar.ts";
import { ago, change, count, decimal, movement, shownValue } from "../../src/render/words.ts";

describe("bar", () => {
  const draw = (score: number, pace: number | null, cells: number) =>
    bar(score, pace, cells)
      .map(({ done, mark, rest }) => done + mark + rest)
      .join("");
  test.each([
    [0, null, 10, "░░░░░░░░░░"],
    [0.5, null, 10, "█████░░░░░"],
    [1, null, 10, "██████████"],
    [1.5, null, 4, "████"],
    [-1, null, 4, "░░░░"],
    [0.3, 0.5, 10, "███░░┃░░░░"],
    [0.5, 0.3, 10, "███┃█░░░░░"],
    [0.5, 0.5, 10, "█████┃░░░░"],
    [0, 0, 10, "┃░░░░░░░░░"],
    [1, 1, 10, "█████████┃"],
    [0.5, 2, 4, "██░┃"],
  ])("score %d, pace %j in %i cells", (score, pace, cells, drawn) =>
    expect(draw(score, pace, cells)).toBe(drawn),
  );

  test("is as long as it should be", () =>
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, min: -2, max: 2 }),
        fc.option(fc.double({ noNaN: true, min: -2, max: 2 })),
        fc.integer({ min: 1, max: 60 }),
        (score, pace, cells) => {
          expect(draw(score, pace, cells)).toHaveLength(cells);
        },
      ),
    ));
});

test.each([
  [0.005, "0.01"],
  [0.625, "0.63"],
  [1, "1.00"],
  [-0.25, "−0.25"],
])("%d is %s", (value, text) => expect(decimal(value)).toBe(text));

test.each([
  [0.08, "+0.08"],
  [-0.1, "−0.10"],
  [0.004, "±0.00"],
  [-0.004, "±0.00"],
  [0, "±0.00"],
])("a change of %d is %s", (value, text) => expect(change(value)).toBe(text));

test.each([
  [0, "0 files"],
  [1, "1 file"],
  [2, "2 files"],
])("%i is %s", (number, text) => expect(count(number, "file")).toBe(text));

test.each([
  [0, "today"],
  [1, "yesterday"],
  [9, "9 days ago"],
])("%i is %s", (days, text) => expect(ago(days)).toBe(text));

describe("a key result's movement and values", () => {
  const keyResult = (measure: KeyResult["measure"], unit: string | null): KeyResult => ({
    id: "k",
    title: "K",
    owner: null,
    backup: null,
    weight: 1,
    measure,
    unit,
  });
  test.each<[KeyResult, string, unknown, string]>([
    [keyResult({ metric: "number", baseline: 65, target: 90 }, "%"), "65 → 90 %", 72.5, "72.5"],
    [keyResult({ metric: "number", baseline: 800, target: 300 }, null), "800 → 300", 300, "300"],
    [keyResult({ metric: "limit", at_least: 99.9 }, "%"), "≥ 99.9 %", 99.95, "99.95"],
    [
      keyResult({ metric: "milestones", milestones: [{ id: "a", title: "A" }] }, null),
      "1 milestone",
      ["a"],
      "1/1",
    ],
    [keyResult({ metric: "binary" }, null), "open → done", true, "done"],
    [keyResult({ metric: "number", baseline: 0, target: 1 }, "\u001b[31m"), "0 → 1 \\x1b[31m", 0, "0"],
  ])("%#", (keyResult, moves, value, shown) => {
    expect(movement(keyResult)).toBe(moves);
    expect(shownValue(keyResult, value as number)).toBe(shown);
  });
});
