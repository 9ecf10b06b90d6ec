import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  checkInProblems,
  checkInWarning,
  type NewCheckIn,
  parseConfidence,
} from "../../src/model/check-in.ts";
import type { Value } from "../../src/model/metrics/index.ts";
import type { KeyResult, Objective } from "../../src/model/plan.ts";
import { DEFAULT_SETTINGS } from "../../src/model/settings.ts";

describe("a confidence as people type it", () => {
  test.each([
    ["0.7", 0.7],
    [" .7 ", 0.7],
    ["0", 0],
    ["1", 1],
    ["1.0", 1],
    ["70 %", 0.7],
    ["70%", 0.7],
    ["55.1%", 0.551],
    ["100 %", 1],
    ["0.123456789", 0.123456789],
  ])("%j is %d", (typed, confidence) => {
    expect(parseConfidence(typed)).toBe(confidence);
  });

  test.each([
    "",
    "7",
    "101 %",
    "-0.1",
    "0,7",
    "1e-1",
    "0.7 of 1",
    "high",
    "NaN",
    "Infinity",
    "0x1",
    "１",
    "%",
  ])("%j is none", (typed) => {
    expect(parseConfidence(typed)).toEqual({
      message: `is "${typed}"`,
      hint: "write a number from 0.0 (no hope) to 1.0 (certain), as 0.7",
    });
  });

  test("is exactly what was typed, and the same in percent", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), (parts) => {
        const confidence = Number((parts / 100_000).toFixed(5));
        expect(parseConfidence(String(confidence.toFixed(5)))).toBe(confidence);
        expect(parseConfidence(`${(parts / 1000).toFixed(3)} %`)).toBe(confidence);
      }),
    );
  });
});

const source = { path: "a.md", yaml: "", line: 1 };
const keyResult = (id: string, measure: KeyResult["measure"]): KeyResult => ({
  ...{ id, title: id, owner: null, backup: null, unit: null, weight: 1 },
  measure,
});
const OBJECTIVE: Objective = {
  ...{ id: "grow", title: "Grow", team: "t", cycle: "2026-Q4", type: "committed", owner: "ana" },
  ...{ alignsTo: [], dependsOn: [], continues: null, body: "", source },
  keyResults: [
    keyResult("sales", { metric: "number", baseline: 0, target: 10 }),
    keyResult("steps", { metric: "milestones", milestones: [{ id: "draft", title: "Draft" }] }),
    keyResult("audit", { metric: "binary" }),
  ],
};

function checkIn(results: Record<string, Value | null>, date = "2026-11-20"): NewCheckIn {
  return {
    ...{ objective: "grow", date, by: "ana", confidence: null, issues: "", plan: "", more: "" },
    results: new Map(
      Object.entries(results).map(([id, value]) => [id, { value, confidence: null, note: null }]),
    ),
  };
}

describe("what cannot be written", () => {
  test.each<[string, NewCheckIn, string[]]>([
    ["nothing", checkIn({ sales: 3, steps: ["draft"], audit: true }), []],
    ["nothing of a result without a value", checkIn({ sales: null }), []],
    ["nothing of today", checkIn({ sales: 3 }, "2026-11-21"), []],
    ["a key result that is not there", checkIn({ sale: 3 }), ['the objective grow has no key result "sale"']],
    [
      "values of other metrics, all of them",
      checkIn({ sales: true, steps: 3, audit: ["draft"] }),
      [
        "the reading of grow/sales is not a number",
        "the reading of grow/steps is not a list of milestones",
        "the reading of grow/audit is not true or false",
      ],
    ],
    [
      "an unknown milestone",
      checkIn({ steps: ["live"] }),
      ['the reading of grow/steps names "live", which is not a milestone of this key result'],
    ],
    ["a number beyond reckoning", checkIn({ sales: Number.MAX_VALUE }), []],
    ["a later day", checkIn({}, "2026-11-22"), ["the date 2026-11-22 lies after today (2026-11-21)"]],
    ["no day", checkIn({}, "2026-02-30"), ['the date "2026-02-30" is no day']],
  ])("%s", (_, given, messages) => {
    const problems = checkInProblems(given, OBJECTIVE, "2026-11-21");
    expect(problems.map(({ message }) => message)).toEqual(messages);
    expect(problems.every(({ hint }) => hint !== "")).toBe(true);
  });
});

test.each([
  ["2026-10-01", null],
  ["2026-12-31", null],
  ["2026-09-30", "grow: 2026-09-30 lies before its cycle 2026-Q4 (2026-10-01 to 2026-12-31)"],
  ["2027-01-01", "grow: 2027-01-01 lies after its cycle 2026-Q4 (2026-10-01 to 2026-12-31)"],
])("on %s the warning is %j", (date, warning) => {
  expect(checkInWarning(checkIn({}, date), OBJECTIVE, DEFAULT_SETTINGS)).toBe(warning);
  expect(checkInWarning(checkIn({}, date), { ...OBJECTIVE, cycle: "sometime" }, DEFAULT_SETTINGS)).toBeNull();
});
