import type { Overview } from "../analysis/overview.ts";
import type { Paced } from "../analysis/pace.ts";
import type { KeyResultScore } from "../analysis/score.ts";

/** An objective with its numbers, as every JSON answer writes it. */
export function objectiveJson(paced: Paced) {
  const { objective, closed } = paced;
  return {
    id: objective.id,
    title: objective.title,
    team: objective.team,
    cycle: objective.cycle,
    type: objective.type,
    owner: objective.owner,
    path: objective.source.path,
    score: paced.score,
    grade: paced.grade,
    status: paced.status,
    elapsed: paced.elapsed,
    projected: paced.projected,
    confidence: paced.confidence,
    last_check_in: paced.lastCheckIn,
    outcome: closed?.outcome ?? null,
    key_results: paced.keyResults.map(keyResultJson),
  };
}

function keyResultJson({ keyResult, progress, score, grade, reading }: KeyResultScore) {
  const { measure } = keyResult;
  return {
    id: keyResult.id,
    title: keyResult.title,
    metric: measure.metric,
    unit: keyResult.unit,
    weight: keyResult.weight,
    baseline: measure.metric === "number" ? measure.baseline : null,
    target: measure.metric === "number" ? measure.target : null,
    progress,
    score,
    grade,
    reading,
  };
}

/** How many objectives and key results there are, and how they stand. */
export function countsJson({ counts }: Overview) {
  return {
    objectives: counts.objectives,
    key_results: counts.keyResults,
    unscored: counts.unscored,
    on_track: counts["on-track"],
    at_risk: counts["at-risk"],
    off_track: counts["off-track"],
    stale: counts.stale,
    early: counts.early,
    closed: counts.closed,
  };
}
