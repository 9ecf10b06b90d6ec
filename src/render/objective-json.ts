import { fieldName } from "../analysis/changes.ts";
import type { Move } from "../analysis/moves.ts";
import type { Origins } from "../analysis/origins.ts";
import type { Followed, Overview } from "../analysis/overview.ts";
import type { KeyResultScore } from "../analysis/score.ts";
import type { Week } from "../analysis/weeks.ts";

/** An objective with its numbers and where they come from, as every JSON answer writes it. @param weekly whether with its weeks */
export function objectiveJson(followed: Followed, origins: Origins, weekly: boolean) {
  const { objective, closed, past } = followed;
  return {
    id: objective.id,
    title: objective.title,
    team: objective.team,
    cycle: objective.cycle,
    type: objective.type,
    owner: objective.owner,
    path: objective.source.path,
    commit: origins.ofDefinition(objective)?.id ?? null,
    score: followed.score,
    score_at_start: past?.scoreAtStart ?? null,
    grade: followed.grade,
    status: followed.status,
    elapsed: followed.elapsed,
    projected: followed.projected,
    confidence: followed.confidence,
    last_check_in: followed.lastCheckIn,
    outcome: closed?.outcome ?? null,
    key_results: followed.keyResults.map((keyResult) => keyResultJson(keyResult, origins)),
    goalposts: past?.moves.map(moveJson) ?? null,
    weeks: weekly ? (past?.weeks.map(weekJson) ?? null) : null,
  };
}

function keyResultJson({ keyResult, progress, score, grade, reading }: KeyResultScore, origins: Origins) {
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
    reading: reading && { ...reading, commit: origins.ofRecord(reading.path)?.id ?? null },
  };
}

function moveJson({ change, day, commit }: Move) {
  return {
    date: day,
    commit: commit?.id ?? null,
    author: commit && { name: commit.author.name, email: commit.author.email },
    field: fieldName(change),
    from: change.from,
    to: change.to,
  };
}

function weekJson({ day, scored, confidence, redefined }: Week) {
  return {
    date: day,
    score: scored?.score ?? null,
    confidence,
    redefined,
    key_results: (scored?.keyResults ?? []).map(({ keyResult, score, reading }) => ({
      id: keyResult.id,
      score: reading === null ? null : score,
    })),
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
