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
  /** Reads what a person typed: `72`, `72 %`, `yes`, `a, b`. */
  parse(definition: M, text: string): Value | MetricProblem;
  /** The movement in words, without the unit: `65 → 90`, `≥ 99.9`, `3 milestones`, `done`. */
  describe(definition: M): string;
  /** A value in words, without the unit. */
  show(definition: M, value: Value): string;
}

/** Whether a value is a plain finite number. */
export function isNumber(value: Value): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

/** The progress of a metric that only looks at the latest value. */
export function atLatest<M>(progress: (definition: M, value: Value) => number) {
  return (definition: M, observations: readonly [Observation, ...Observation[]]): number =>
    progress(definition, (observations.at(-1) as Observation).value);
}

/** Reads a number as people type one: an optional sign, digits, one decimal point, a unit or `%` after it. */
export function parseNumber(text: string): number | MetricProblem {
  const match = /^([+-]?)\s*(\d[\d  _']*(?:[.]\d+)?|[.]\d+)\s*(\D*)$/u.exec(text.trim().replace("−", "-"));
  const digits = match?.[2]?.replace(/[  _']/g, "");
  const number = digits === undefined ? Number.NaN : Number(`${match?.[1]}${digits}`);
  if (Number.isFinite(number) && !/^[,.]/.test(match?.[3] ?? "")) return number;
  return {
    message: `is "${text}", which is not a number`,
    hint: "write digits with a decimal point: 72 or 99.9",
  };
}
