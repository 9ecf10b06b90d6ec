import { atLatest, isNumber, type Metric, parseNumber } from "./metric.ts";

/** A quantity that moves from `baseline` to `target`, upwards or downwards; both in the key result's unit. */
export interface NumberMetric {
  readonly metric: "number";
  readonly baseline: number;
  readonly target: number;
}

/** Progress is (value − baseline) ÷ (target − baseline): the same formula for an increase and a decrease. */
export const number: Metric<NumberMetric> = {
  metric: "number",
  summary: "A quantity that moves from a baseline to a target, upwards or downwards.",
  properties: {
    baseline: { type: "number", description: "The value at the start.", examples: [65, 800] },
    target: {
      type: "number",
      description: "The value to reach; below the baseline for a decrease.",
      examples: [90, 300],
    },
  },
  required: ["baseline", "target"],
  value: { type: "number", description: "The value measured, in the key result's unit.", examples: [72] },
  problem: ({ baseline, target }) =>
    baseline === target
      ? {
          property: "target",
          message: `target and baseline are both ${target}, so nothing can move`,
          hint: "give the value to reach, or use metric: limit to hold a value",
        }
      : null,
  valueProblem: (_, value) =>
    isNumber(value) ? null : { message: "is not a number", hint: "write the value measured, as 72 or 99.9" },
  progress: atLatest(({ baseline, target }, value) => ((value as number) - baseline) / (target - baseline)),
  parse: (_, text) => parseNumber(text),
  describe: ({ baseline, target }) => `${baseline} → ${target}`,
  show: (_, value) => String(value),
};
