import { metricOf, type Value } from "../model/metrics/index.ts";
import type { KeyResult } from "../model/plan.ts";
import type { CheckIn } from "../model/records.ts";

/** Whether a check-in gives a key result any value, also one that cannot be used, which is a finding of its own. */
export function hasValue({ id }: KeyResult, checkIns: readonly CheckIn[]): boolean {
  return checkIns.some(({ results }) => (results.get(id)?.value ?? null) !== null);
}

/** The last of the check-ins, oldest first, that gives a key result a value it can use, with that value; null without one. */
export function findReading(
  { id, measure }: KeyResult,
  checkIns: readonly CheckIn[],
): { readonly checkIn: CheckIn; readonly value: Value } | null {
  for (let index = checkIns.length - 1; index >= 0; index--) {
    const checkIn = checkIns[index] as CheckIn;
    const value = checkIn.results.get(id)?.value ?? null;
    if (value !== null && metricOf(measure).valueProblem(measure, value) === null) return { checkIn, value };
  }
  return null;
}
