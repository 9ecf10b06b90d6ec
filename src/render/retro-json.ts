import type { LookingBack } from "../analysis/looking-back.ts";
import type { Medium } from "./index.ts";
import { envelope } from "./json.ts";
import type { RetroReport } from "./retro-text.ts";

/** The stories and what was written as JSON, schema okr-retro/1. */
export function retroJson(report: RetroReport, { at }: Medium): string {
  const { phase, stories, written, commit, branch, pushed } = report;
  return envelope("okr-retro/1", at, {
    phase,
    commit,
    branch,
    pushed: pushed !== null,
    objectives: stories.map(storyJson),
    written: written.map(({ record, path }) => ({
      objective: record.objective,
      path,
      date: record.date,
      by: record.by,
    })),
  });
}

function storyJson(story: LookingBack) {
  const { followed, checkIns, turningPoints, silence, issues, plans, unheard, openInitiatives } = story;
  return {
    id: followed.objective.id,
    score: followed.score,
    score_at_start: followed.past?.scoreAtStart ?? null,
    goalposts_moved: followed.past?.moves.length ?? null,
    check_ins: checkIns,
    turning_points: turningPoints,
    silence,
    issues,
    plans,
    unheard,
    open_initiatives: openInitiatives,
  };
}
