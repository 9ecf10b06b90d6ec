import { type Day, toNumber } from "../day.ts";
import { isNumber, type Metric, type Observation, parseNumber } from "./metric.ts";

/** A bound to hold, in the key result's unit: at least, at most, or between. */
export interface LimitMetric {
  readonly metric: "limit";
  readonly at_least?: number;
  readonly at_most?: number;
}

/** Progress is the share of days on which the bound held since the first reading; a reading holds until the next one. */
export const limit: Metric<LimitMetric> = {
  metric: "limit",
  summary: "A bound to hold; scored by the share of days on which it held since the first reading.",
  properties: {
    at_least: {
      type: "number",
      description: "The lowest value that still holds the limit.",
      examples: [99.9],
    },
    at_most: { type: "number", description: "The highest value that still holds the limit.", examples: [3] },
  },
  required: [],
  value: { type: "number", description: "The value measured, in the key result's unit.", examples: [99.95] },
  problem: ({ at_least, at_most }) => {
    if (at_least === undefined && at_most === undefined)
      return {
        property: "metric",
        message: "has metric: limit but no bound",
        hint: "add at_least, at_most or both",
      };
    if (at_least !== undefined && at_most !== undefined && at_least > at_most)
      return {
        property: "at_most",
        message: `at_least is ${at_least} but at_most is ${at_most}, so nothing can hold both`,
        hint: "swap the two, or drop one",
      };
    return null;
  },
  valueProblem: (_, value) =>
    isNumber(value) ? null : { message: "is not a number", hint: "write the value measured, as 99.95" },
  progress(definition, observations, until) {
    const { held, days } = daysHeld(definition, observations, until);
    return held / days;
  },
  derivation(definition, observations, until) {
    const { held, days } = daysHeld(definition, observations, until);
    return `held on ${held} of ${days} ${days === 1 ? "day" : "days"}`;
  },
  parse: (_, text) => parseNumber(text),
  describe: ({ at_least, at_most }) => {
    if (at_least !== undefined && at_most !== undefined) return `${at_least} to ${at_most}`;
    return at_least === undefined ? `≤ ${at_most}` : `≥ ${at_least}`;
  },
  show: (_, value) => String(value),
};

/** The days from the first reading to `until`, both counted, and those on which the bound held. */
function daysHeld(
  definition: LimitMetric,
  observations: readonly [Observation, ...Observation[]],
  until: Day,
) {
  const first = toNumber(observations[0].date);
  const last = Math.max(first, toNumber(until));
  let held = 0;
  for (const [index, { date, value }] of observations.entries()) {
    const next = observations[index + 1];
    const end = Math.min(next ? toNumber(next.date) : last + 1, last + 1);
    if (holds(definition, value as number)) held += Math.max(0, end - toNumber(date));
  }
  return { held, days: last - first + 1 };
}

function holds({ at_least, at_most }: LimitMetric, value: number): boolean {
  return (at_least === undefined || value >= at_least) && (at_most === undefined || value <= at_most);
}
