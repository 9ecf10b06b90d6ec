import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { MilestonesMetric, Value } from "../../../src/model/metrics/index.ts";
import { milestones } from "../../../src/model/metrics/milestones.ts";

const plain: MilestonesMetric = {
  metric: "milestones",
  milestones: ["draft", "agreed", "built", "live"].map((id) => ({ id, title: `The ${id} step` })),
};
const weighted: MilestonesMetric = {
  metric: "milestones",
  milestones: [
    { id: "draft", title: "Draft agreed" },
    { id: "live", title: "Live for everyone", weight: 3 },
  ],
};
const progress = (definition: MilestonesMetric, ...values: [Value, ...Value[]]) =>
  milestones.progress(
    definition,
    [
      { date: "2026-10-02", value: values[0] },
      ...values.slice(1).map((value) => ({ date: "2026-11-20", value })),
    ],
    "2026-12-31",
  );

describe("progress is the weight reached ÷ all weight", () => {
  test.each<[MilestonesMetric, string[], number]>([
    [plain, [], 0],
    [plain, ["draft"], 0.25],
    [plain, ["live"], 0.25],
    [plain, ["draft", "agreed", "built"], 0.75],
    [plain, ["live", "draft", "built", "agreed"], 1],
    [plain, ["draft", "draft"], 0.25],
    [weighted, ["draft"], 0.25],
    [weighted, ["live"], 0.75],
    [weighted, ["draft", "live"], 1],
  ])("%# %j", (definition, reached, expected) => {
    expect(progress(definition, reached)).toBe(expected);
  });

  test("the latest reading counts alone: a milestone it leaves out is not reached", () => {
    expect(progress(plain, ["draft", "agreed"], ["draft"])).toBe(0.25);
  });

  test("reaching one more never lowers it, and all of them make exactly 1", () => {
    const steps = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(steps, (weights) => {
        const ids = weights.map((_, index) => `step-${index}`);
        const definition: MilestonesMetric = {
          metric: "milestones",
          milestones: weights.map((weight, index) => ({ id: `step-${index}`, title: "A step", weight })),
        };
        const line = [0, ...ids.map((_, index) => progress(definition, ids.slice(0, index + 1)))];
        for (let index = 1; index < line.length; index++)
          expect(line[index]).toBeGreaterThan(line[index - 1] as number);
        expect(line.at(-1)).toBe(1);
      }),
    );
  });
});

describe("what a person types", () => {
  test.each<[string, string[]]>([
    ["draft", ["draft"]],
    ["draft, agreed", ["draft", "agreed"]],
    ["draft agreed", ["draft", "agreed"]],
    [" draft ,agreed, ", ["draft", "agreed"]],
    ["[draft, agreed]", ["draft", "agreed"]],
    ["[]", []],
    ["none", []],
  ])("%j", (text, expected) => {
    expect(milestones.parse(plain, text)).toEqual(expected);
  });

  test.each([
    ["drafd", 'names "drafd", which is not a milestone of this key result', 'did you mean "draft"?'],
    [
      "draft, launched",
      'names "launched", which is not a milestone of this key result',
      "its milestones: draft, agreed, built, live",
    ],
    ["", "is empty", "name every milestone reached so far, or write none"],
    ["  ", "is empty", "name every milestone reached so far, or write none"],
  ])("%j is refused", (text, message, hint) => {
    expect(milestones.parse(plain, text)).toEqual({ message, hint });
  });
});

describe("definitions and values", () => {
  test("a milestone named twice is a problem", () => {
    const twice: MilestonesMetric = {
      ...plain,
      milestones: [...plain.milestones, { id: "draft", title: "Again" }],
    };
    expect(milestones.problem(twice)).toMatchObject({
      property: "milestones",
      message: 'names the milestone "draft" twice',
    });
    expect(milestones.problem(plain)).toBeNull();
  });

  test("weights that add up to infinity are a problem", () => {
    const huge = ["draft", "live"].map((id) => ({ id, title: "A step", weight: 1e308 }));
    expect(milestones.problem({ metric: "milestones", milestones: huge })).toMatchObject({
      property: "milestones",
      message: "has weights too large to add up",
    });
  });

  test("a value names milestones that exist", () => {
    expect(milestones.valueProblem(plain, ["draft", "live"])).toBeNull();
    expect(milestones.valueProblem(plain, [])).toBeNull();
    expect(milestones.valueProblem(plain, ["lve"])).toMatchObject({ hint: 'did you mean "live"?' });
    expect(milestones.valueProblem(plain, 3)).toMatchObject({ hint: "write [draft], or [] for none" });
  });

  test("reads as a count", () => {
    expect(milestones.describe(plain)).toBe("4 milestones");
    expect(milestones.describe({ ...plain, milestones: plain.milestones.slice(0, 1) })).toBe("1 milestone");
    expect(milestones.show(plain, ["draft"])).toBe("1/4");
  });
});
