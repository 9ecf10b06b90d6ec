import { attention } from "../analysis/attention.ts";
import { Origins } from "../analysis/origins.ts";
import type { Medium } from "./index.ts";
import { envelope } from "./json.ts";
import { countsJson, objectiveJson } from "./objective-json.ts";
import type { StatusReport } from "./status-text.ts";

/** The wall as JSON, schema okr-status/1. */
export function statusJson({ overview, snapshot }: StatusReport, { at }: Medium): string {
  const origins = new Origins(snapshot);
  return envelope("okr-status/1", at, {
    objectives: overview.objectives.map((paced) => ({
      ...objectiveJson(paced, origins, true),
      trend: paced.trend,
      confidence_change: paced.confidenceChange,
      days_since_check_in: paced.daysSinceCheckIn,
      attention: attention(paced, snapshot),
    })),
    mean: overview.mean,
    counts: countsJson(overview),
  });
}
