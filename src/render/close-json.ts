import type { CloseReport } from "./close-text.ts";
import type { Medium } from "./index.ts";
import { envelope } from "./json.ts";

/** What was closed as JSON, schema okr-close/1. */
export function closeJson(
  { closings, commit, branch, pushed, warnings }: CloseReport,
  { at }: Medium,
): string {
  return envelope("okr-close/1", at, {
    commit,
    branch,
    pushed: pushed !== null,
    closings: closings.map(({ objective, record, path, scored, band, lookAgain, replaces }) => ({
      objective: objective.id,
      path,
      date: record.date,
      by: record.by,
      type: objective.type,
      outcome: record.outcome,
      grade: scored.grade,
      score: scored.score,
      band,
      look_again: lookAgain,
      replaces: replaces?.source.path ?? null,
      key_results: scored.keyResults.map(({ keyResult, grade, score, reason }) => ({
        id: keyResult.id,
        grade,
        score,
        reason,
      })),
    })),
    warnings,
  });
}
