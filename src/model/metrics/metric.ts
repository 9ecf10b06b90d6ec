import type { Day } from "../day.ts";

/** What a key result's value was on a day: a number, the ids of the milestones reached, or whether it is done. */
export type Value = number | boolean | readonly string[];

/** A value on a day. */
export interface Observation {
  readonly date: Day;
  readonly value: Value;
}

/** A JSON Schema fragment. */
export type Schema = Readonly<Record<string, unknown>>;

/** What is wrong with a definition or a value, in words that continue "it …", and what to do. */
export interface MetricProblem {
  /** The property it is about; absent for a value. */
  readonly property?: string;
  readonly message: string;
  readonly hint: string;
}

/**
 * One way of measuring a key result. Everything the program knows of a metric is in here: its part of the published
 * schema, its arithmetic and how its values are typed and read.
 */
export interface Metric<M extends { readonly metric: string }> {
  readonly metric: M["metric"];
  readonly summary: string;
  /** The properties that only this metric has, and which of them it needs. */
  readonly properties: Readonly<Record<string, Schema>>;
  readonly required: readonly string[];
  /** The schema of one value. */
  readonly value: Schema;
  /** A definition the schema lets through but that cannot be measured. */
  problem(definition: M): MetricProblem | null;
  /** A value the schema lets through but that this definition cannot use. */
  valueProblem(definition: M, value: Value): MetricProblem | null;
  /**
   * Progress, unclamped: 0 at the start, 1 at the target, above 1 is overshoot, below 0 is worse than the baseline.
   * @param observations at least one, oldest first; @param until the last day that counts.
   */
  progress(definition: M, observations: readonly [Observation, ...Observation[]], until: Day): number;
  /** How that progress came about, in words: `(72 − 65) ÷ (90 − 65)`. */
  derivation(definition: M, observations: readonly [Observation, ...Observation[]], until: Day): string;
  /** Reads what a person typed: `72`, `72 %`, `yes`, `a, b`. */
  parse(definition: M, text: string): Value | MetricProblem;
  /** The movement in words, without the unit: `65 → 90`, `≥ 99.9`, `3 milestones`, `done`. */
  describe(definition: M): string;
  /** A value in words, without the unit. */
  show(definition: M, value: Value): string;
}

/** The value of the last observation. */
export function latest(observations: readonly [Observation, ...Observation[]]): Value {
  return (observations.at(-1) as Observation).value;
}

/** Whether a value is a plain finite number. */
export function isNumber(value: Value): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

/** The progress of a metric that only looks at the latest value. */
export function atLatest<M>(progress: (definition: M, value: Value) => number) {
  return (definition: M, observations: readonly [Observation, ...Observation[]]): number =>
    progress(definition, latest(observations));
}

const TYPED =
  /^([+-]?)\s?(\p{Sc}?)\s?((?:\d{1,3}([ \u00a0\u2009\u202f_'’])\d{3}(?:\4\d{3})*(?!\d)|\d+)(?:\.\d+)?|\.\d+)/u;
/** What may follow the digits: nothing, or a unit without digits of its own. */
const UNIT = /^(?:[\p{L}\p{Sc}%‰°/×#µ][^\d]*)?$/u;
/** Words that would change the number, and letters that look like one more digit. */
const SCALE = /^(?:k|thousand|M|m?io|mn|million|bn?|B|billion)(?![\p{L}/])/iu;
const LOOKALIKE = /^[oOlI]$/;
/** A double keeps every decimal number of 15 significant digits (IEEE 754). */
const KEPT_DIGITS = 15;

/**
 * Reads a number as people type one: an optional sign, digits (in groups of three by space, `_` or `'`), one decimal point, a
 * unit after it or a currency sign before it. A comma is refused, because it means thousands to some and decimals to others.
 */
export function parseNumber(text: string): number | MetricProblem {
  const typed = text.trim().replace("−", "-");
  const match = TYPED.exec(typed);
  if (!match) return refuse(text, "which is not a number", "write digits with a decimal point: 72 or 99.9");
  const [whole, sign, , grouped = ""] = match;
  const after = typed.slice(whole.length);
  const unit = after.trim();
  if (/^[,.]\d/.test(after))
    return refuse(
      text,
      "in which a comma or point may mean thousands or decimals",
      "write 1200 for thousands and 1.2 for decimals",
    );
  if (!UNIT.test(unit) || LOOKALIKE.test(after))
    return refuse(text, "which is not one number", "write one number with a decimal point: 72 or 99.9");
  if (SCALE.test(unit))
    return refuse(
      text,
      `in which "${unit}" may be part of the number`,
      "write all the digits, in the key result's unit",
    );
  const digits = grouped.replace(/[^\d.]/g, "");
  const number = Number(sign + digits);
  if (digits.replace(".", "").replace(/^0+/, "").length > KEPT_DIGITS || !Number.isFinite(number))
    return refuse(text, `which has more than ${KEPT_DIGITS} digits`, "round it, or count in a larger unit");
  return number;
}

function refuse(text: string, why: string, hint: string): MetricProblem {
  return { message: `is "${text}", ${why}`, hint };
}
