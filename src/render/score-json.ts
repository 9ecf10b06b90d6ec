import { Origins } from "../analysis/origins.ts";
import type { Medium } from "./index.ts";
import { envelope } from "./json.ts";
import { countsJson, objectiveJson } from "./objective-json.ts";
import type { ScoreReport } from "./score-text.ts";

/** Scores as JSON, schema okr-score/1. */
export function scoreJson({ overview, snapshot, weekly }: ScoreReport, { at }: Medium): string {
  const origins = new Origins(snapshot);
  return envelope("okr-score/1", at, {
    objectives: overview.objectives.map((followed) => objectiveJson(followed, origins, weekly)),
    mean: overview.mean,
    counts: countsJson(overview),
  });
}
