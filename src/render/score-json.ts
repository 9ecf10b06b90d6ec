import type { Medium } from "./index.ts";
import { envelope } from "./json.ts";
import { countsJson, objectiveJson } from "./objective-json.ts";
import type { ScoreReport } from "./score-text.ts";

/** Scores as JSON, schema okr-score/1. */
export function scoreJson({ overview }: ScoreReport, { at }: Medium): string {
  return envelope("okr-score/1", at, {
    objectives: overview.objectives.map(objectiveJson),
    mean: overview.mean,
    counts: countsJson(overview),
  });
}
