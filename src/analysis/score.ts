import { findCycle } from "../model/cycle.ts";
import type { Day } from "../model/day.ts";
import { metricOf, type Value } from "../model/metrics/index.ts";
import { type KeyResult, keyResultRef, type Objective } from "../model/plan.ts";
import type { CheckIn, Result, Retrospective } from "../model/records.ts";
import type { CycleSettings } from "../model/settings.ts";
import type { Snapshot } from "../model/snapshot.ts";

/** The last value of a key result: what was read, when, and in which file. */
export interface Reading {
  readonly value: Value;
  readonly date: Day;
  readonly path: string;
}

/** How a key result stands, with the readings that say so. */
export interface KeyResultScore {
  readonly keyResult: KeyResult;
  /** `objective/key-result`. */
  readonly ref: string;
  /** Unclamped; null without a reading. */
  readonly progress: number | null;
  /** 0–1; 0 without a reading. */
  readonly score: number;
  /** What people settled at the end, 0–1. */
  readonly grade: number | null;
  readonly reason: string | null;
  readonly reading: Reading | null;
  readonly previous: Reading | null;
  /** How the progress came about, in words; null without a reading. */
  readonly derivation: string | null;
  /** The confidence given for this key result alone in the last check-in that names it. */
  readonly confidence: number | null;
}

/** How an objective's score came about. */
export interface Scored {
  readonly objective: Objective;
  readonly keyResults: readonly KeyResultScore[];
  /** Weighted mean of the key results' scores, 0–1. */
  readonly score: number;
  /** Weighted mean of the grades, where every key result has one. */
  readonly grade: number | null;
  /** Up to the day, oldest first. */
  readonly checkIns: readonly CheckIn[];
  /** The end retrospective that closed it. */
  readonly closed: Retrospective | null;
}

/** The records of every objective up to a day, oldest first. One pass over all of them. */
export class Story {
  readonly #checkIns = new Map<string, CheckIn[]>();
  readonly #closings = new Map<string, Retrospective[]>();

  readonly #cycles: CycleSettings;

  constructor({ checkIns, retrospectives, settings }: Snapshot) {
    this.#cycles = settings.cycles;
    for (const checkIn of checkIns) append(this.#checkIns, checkIn);
    for (const retrospective of retrospectives)
      if (retrospective.phase === "end") append(this.#closings, retrospective);
  }

  checkIns(objective: string, day: Day): readonly CheckIn[] {
    const all = this.#checkIns.get(objective) ?? [];
    const count = countUntil(all, day);
    return count === all.length ? all : all.slice(0, count);
  }

  /** The last day that counts: the day itself, but not past the end of the cycle, unless somebody read later. */
  until({ id, cycle }: Objective, day: Day): Day {
    const end = findCycle(cycle, this.#cycles)?.end ?? day;
    const last = this.checkIns(id, day).at(-1)?.date ?? end;
    return day <= end ? day : last > end ? last : end;
  }

  closed(objective: string, day: Day): Retrospective | null {
    return this.#closings.get(objective)?.findLast(({ date }) => date <= day) ?? null;
  }
}

/** How many of the check-ins, oldest first, are of a day or of earlier ones. */
function countUntil(checkIns: readonly CheckIn[], day: Day): number {
  let [from, to] = [0, checkIns.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((checkIns[middle] as CheckIn).date <= day) from = middle + 1;
    else to = middle;
  }
  return from;
}

function append<R extends { readonly objective: string }>(lists: Map<string, R[]>, record: R): void {
  const list = lists.get(record.objective);
  if (list) list.push(record);
  else lists.set(record.objective, [record]);
}

/** The score of one objective on a day, by the definitions of the snapshot. */
export function scoreObjective(objective: Objective, story: Story, day: Day): Scored {
  const closed = story.closed(objective.id, day);
  const known = closed ? closed.date : day;
  const checkIns = story.checkIns(objective.id, known);
  const until = story.until(objective, known);
  const keyResults = objective.keyResults.map((keyResult) =>
    scoreKeyResult(objective, keyResult, checkIns, closed, until),
  );
  const grades = keyResults.map(({ grade }) => grade);
  return {
    objective,
    keyResults,
    score: weightedMean(keyResults, ({ score }) => score),
    grade: grades.includes(null) ? null : weightedMean(keyResults, ({ grade }) => grade as number),
    checkIns,
    closed,
  };
}

function scoreKeyResult(
  objective: Objective,
  keyResult: KeyResult,
  checkIns: readonly CheckIn[],
  closed: Retrospective | null,
  day: Day,
): KeyResultScore {
  const { measure } = keyResult;
  const metric = metricOf(measure);
  const readings: Reading[] = [];
  let confidence: number | null = null;
  for (const checkIn of checkIns) {
    const result = checkIn.results.get(keyResult.id);
    if (!result) continue;
    confidence = result.confidence ?? confidence;
    const value = usableValue(keyResult, result);
    if (value !== null) readings.push({ value, date: checkIn.date, path: checkIn.source.path });
  }
  const measurable = readings.length > 0 && metric.problem(measure) === null;
  const all = readings as [Reading, ...Reading[]];
  const progress = measurable ? metric.progress(measure, all, day) : null;
  return {
    keyResult,
    ref: keyResultRef(objective.id, keyResult.id),
    progress,
    score: progress === null ? 0 : clamp(progress),
    grade: closed?.grades.get(keyResult.id) ?? null,
    reason: closed?.reasons.get(keyResult.id) ?? null,
    reading: readings.at(-1) ?? null,
    previous: readings.at(-2) ?? null,
    derivation: measurable ? metric.derivation(measure, all, day) : null,
    confidence,
  };
}

/** The value of a result, or null where there is none or it does not fit the metric (which is a finding of its own). */
function usableValue({ measure }: KeyResult, { value }: Result): Value | null {
  return value === null || metricOf(measure).valueProblem(measure, value) !== null ? null : value;
}

/** Σ weight × value ÷ Σ weight; weights are greater than 0. */
function weightedMean(
  keyResults: readonly KeyResultScore[],
  value: (score: KeyResultScore) => number,
): number {
  const weights = keyResults.map(({ keyResult }) => keyResult.weight);
  // Only their ratio counts; weights near the largest double would add up to infinity.
  const unit = Number.isFinite(sumOf(weights)) ? 1 : Math.max(...weights);
  const shares = weights.map((weight) => weight / unit);
  return sumOf(keyResults.map((one, index) => (shares[index] as number) * value(one))) / sumOf(shares);
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** The plain mean, or null of nothing. */
export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : sumOf(values) / values.length;
}

/** Brings a number into 0–1. */
export function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}
