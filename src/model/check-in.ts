import { findCycle } from "./cycle.ts";
import { type Day, isDay } from "./day.ts";
import { closest } from "./id.ts";
import { type MetricProblem, metricOf } from "./metrics/index.ts";
import { type KeyResult, keyResultRef, type Objective } from "./plan.ts";
import type { Result } from "./records.ts";
import type { Settings } from "./settings.ts";

/** A check-in that is about to be written: GRIP, that is goal confidence, results, issues and plan. */
export interface NewCheckIn {
  readonly objective: string;
  readonly date: Day;
  readonly by: string;
  /** 0–1. */
  readonly confidence: number | null;
  /** By key result id, in the order they were given. */
  readonly results: ReadonlyMap<string, Result>;
  readonly issues: string;
  readonly plan: string;
  /** Anything else, as Markdown. */
  readonly more: string;
  /** Properties of the writer's own, which begin with `x-`; kept as they are. */
  readonly own?: Readonly<Record<string, unknown>>;
}

/** Something in a check-in that cannot be written as it is. */
export interface CheckInProblem {
  readonly message: string;
  readonly hint: string;
}

/** What cannot be written of a check-in for this objective. Values fit their metrics, the date is today or earlier. */
export function checkInProblems(checkIn: NewCheckIn, objective: Objective, today: Day): CheckInProblem[] {
  const problems: CheckInProblem[] = [];
  const ids = objective.keyResults.map(({ id }) => id);
  for (const [id, { value }] of checkIn.results) {
    const keyResult = objective.keyResults.find((one) => one.id === id);
    if (!keyResult) problems.push(unknownKeyResult(objective.id, id, ids));
    else if (value !== null) {
      const problem = metricOf(keyResult.measure).valueProblem(keyResult.measure, value);
      if (problem)
        problems.push({
          message: `the reading of ${keyResultRef(objective.id, id)} ${problem.message}`,
          hint: problem.hint,
        });
    }
  }
  if (!isDay(checkIn.date))
    problems.push({ message: `the date "${checkIn.date}" is no day`, hint: "write it as 2026-11-20" });
  else if (checkIn.date > today)
    problems.push({
      message: `the date ${checkIn.date} lies after today (${today})`,
      hint: "a check-in says what has happened",
    });
  return problems;
}

/** Why a check-in is unusual though it can be written: its date lies outside the objective's cycle. */
export function checkInWarning(
  { date }: NewCheckIn,
  objective: Objective,
  settings: Settings,
): string | null {
  const cycle = findCycle(objective.cycle, settings.cycles);
  if (!cycle || (cycle.start <= date && date <= cycle.end)) return null;
  return `${objective.id}: ${date} lies ${date < cycle.start ? "before" : "after"} its cycle ${cycle.id} (${cycle.start} to ${cycle.end})`;
}

/** The problem of a name that is none of the objective's key results. */
export function unknownKeyResult(objective: string, id: string, known: readonly string[]): CheckInProblem {
  const near = closest(id, known);
  return {
    message: `the objective ${objective} has no key result "${id}"`,
    hint: near ? `did you mean "${near}"?` : `its key results: ${known.join(", ")}`,
  };
}

/** Reads a confidence as people type one: `0.7`, `.7` or `70 %`. */
export function parseConfidence(text: string): number | MetricProblem {
  const match = /^(\d*\.?\d+)\s*(%?)$/.exec(text.trim());
  const number = match ? Number(match[1]) / (match[2] === "%" ? 100 : 1) : Number.NaN;
  // A division by 100 may leave 0.5510000000000001, which nobody typed.
  if (number >= 0 && number <= 1) return Number(number.toPrecision(15));
  return {
    message: `is "${text.trim()}"`,
    hint: "write a number from 0.0 (no hope) to 1.0 (certain), as 0.7",
  };
}

/** What is wrong with the unit somebody typed behind a value, or null: it is the key result's own, or left out. */
export function unitProblem(text: string, { measure, unit }: KeyResult): MetricProblem | null {
  if (measure.metric !== "number" && measure.metric !== "limit") return null;
  const fold = (words: string) => words.replace(/[\d\s.,_'’+−-]/gu, "").toLowerCase();
  const typed = fold(text);
  const own = fold(unit ?? "");
  if (typed === "" || (own !== "" && (own.startsWith(typed) || typed.startsWith(own)))) return null;
  return {
    message: `is "${text.trim()}", but it is counted in ${unit ?? "plain numbers"}`,
    hint: unit === null ? "write the number alone" : `write the number alone, or with ${unit}`,
  };
}
