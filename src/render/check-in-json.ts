import type { CheckInReport } from "./check-in-text.ts";
import type { Medium } from "./index.ts";
import { envelope } from "./json.ts";

/** What was checked in as JSON, schema okr-checkin/1. */
export function checkInJson(
  { effects, commit, branch, pushed, warnings }: CheckInReport,
  { at }: Medium,
): string {
  return envelope("okr-checkin/1", at, {
    commit,
    branch,
    pushed: pushed !== null,
    check_ins: effects.map(({ objective, checkIn, path, readings }) => ({
      objective: objective.id,
      path,
      date: checkIn.date,
      by: checkIn.by,
      confidence: checkIn.confidence,
      results: readings.map(({ scored, before, value }) => ({
        key_result: scored.keyResult.id,
        before,
        value,
        score: scored.score,
      })),
    })),
    warnings,
  });
}
