import { atLatest, isNumber, latest, type Metric, parseNumber, type Value } from "./metric.ts";

/** A quantity that moves from `baseline` to `target`, upwards or downwards; both in the key result's unit. */
export interface NumberMetric {
  readonly metric: "number";
  readonly baseline: number;
  readonly target: number;
}

const TOO_FAR = {
  message: "is too far from the baseline to compute with",
  hint: "check the digits, or count in a larger unit",
};

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
  problem({ baseline, target }) {
    if (baseline === target)
      return {
        property: "target",
        message: `target and baseline are both ${target}, so nothing can move`,
        hint: "give the value to reach, or use metric: limit to hold a value",
      };
    return Number.isFinite(target - baseline) ? null : { property: "target", ...TOO_FAR };
  },
  valueProblem(definition, value) {
    if (!isNumber(value))
      return { message: "is not a number", hint: "write the value measured, as 72 or 99.9" };
    return Number.isFinite(progress(definition, value)) ? null : TOO_FAR;
  },
  progress: atLatest(progress),
  derivation: ({ baseline, target }, observations) =>
    `(${latest(observations)} − ${bracket(baseline)}) ÷ (${target} − ${bracket(baseline)})`,
  parse: (_, text) => parseNumber(text),
  describe: ({ baseline, target }) => `${baseline} → ${target}`,
  show: (_, value) => String(value),
};

function progress({ baseline, target }: NumberMetric, value: Value): number {
  const share = ((value as number) - baseline) / (target - baseline);
  // A decrease that has not moved yet would be −0.
  return share === 0 ? 0 : share;
}

function bracket(value: number): string {
  return value < 0 ? `(${value})` : String(value);
}
