import type { KeyResult } from "../model/plan.ts";
import type { Medium } from "./index.ts";
import { envelope } from "./json.ts";
import type { NewReport } from "./new-text.ts";

/** What was written as JSON, schema okr-new/1. */
export function newJson(
  { kind, id, path, keyResults, commit }: NewReport,
  { at }: Pick<Medium, "at">,
): string {
  const [only] = kind === "key-result" ? keyResults : [];
  return envelope("okr-new/1", at, { path, kind, id, commit, understood: only ? measureJson(only) : null });
}

function measureJson({ measure, unit }: KeyResult) {
  const {
    metric,
    baseline = null,
    target = null,
    at_least = null,
    at_most = null,
  } = measure as {
    metric: string;
    baseline?: number;
    target?: number;
    at_least?: number;
    at_most?: number;
  };
  return { metric, baseline, target, unit, at_least, at_most };
}
