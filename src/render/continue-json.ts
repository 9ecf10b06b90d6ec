import type { CarriedLink } from "../analysis/carrying.ts";
import type { Carried, ContinueReport } from "./continue-text.ts";
import type { Medium } from "./index.ts";
import { envelope } from "./json.ts";

/** What was carried over as JSON, schema okr-continue/1. */
export function continueJson(
  { carried, leftOut, commit, branch, pushed, warnings }: ContinueReport,
  { at }: Medium,
): string {
  return envelope("okr-continue/1", at, {
    commit,
    branch,
    pushed: pushed !== null,
    objectives: carried.map(carriedJson),
    left_out: leftOut.map(({ id }) => id),
    warnings,
  });
}

function carriedJson({ carrying, path, ticked }: Carried) {
  const { objective, id, cycle, keyResults, reached, alignsTo, dependsOn } = carrying;
  return {
    path,
    id,
    continues: objective.id,
    cycle: cycle.id,
    aligns_to: alignsTo.map(linkJson),
    depends_on: dependsOn.map(linkJson),
    key_results: keyResults.map(({ keyResult, baseline, milestones, remark }) => ({
      id: keyResult.id,
      baseline,
      milestones,
      remark,
    })),
    reached: reached.map((one) => one.id),
    ticked,
  };
}

function linkJson({ from, to, remark }: CarriedLink) {
  return { from, to, remark };
}
