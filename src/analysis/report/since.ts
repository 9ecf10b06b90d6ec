import type { Day } from "../../model/day.ts";
import type { Move } from "../moves.ts";
import type { Followed, Overview } from "../overview.ts";
import { paceObjective, type Status } from "../pace.ts";
import { mean, scoreObjective } from "../score.ts";
import type { Survey } from "../survey.ts";

/** What happened since a day: to the objectives shown, in the same order. */
export interface Since {
  readonly day: Day;
  /** The mean score then, of the objectives that were there then; null when there were none. */
  readonly mean: number | null;
  readonly objectives: readonly SinceObjective[];
}

/** What happened to an objective since a day. */
export interface SinceObjective {
  readonly id: string;
  /** Null when it was not there then. */
  readonly before: {
    readonly score: number;
    readonly status: Status | null;
    readonly confidence: number | null;
  } | null;
  /** How many check-ins came. */
  readonly checkIns: number;
  /** Whether it was closed. */
  readonly closed: boolean;
  readonly moves: readonly Move[];
}

/** Compares objectives with how they stood at the end of a day, by the definitions that were in force then. */
export function compareSince({ objectives }: Overview, day: Day, survey: Survey): Since {
  const compared = objectives.map((followed) => compareOne(followed, day, survey));
  return {
    day,
    mean: mean(compared.flatMap(({ before }) => before?.score ?? [])),
    objectives: compared,
  };
}

function compareOne(followed: Followed, day: Day, survey: Survey): SinceObjective {
  const { objective, checkIns, closed, past } = followed;
  return {
    id: objective.id,
    before: standingOn(followed, day, survey),
    checkIns: checkIns.filter(({ date }) => date > day).length,
    closed: closed !== null && closed.date > day,
    moves: (past?.moves ?? []).filter((move) => move.day === null || move.day > day),
  };
}

function standingOn(
  { objective, cycle, checkIns }: Followed,
  day: Day,
  { snapshot, story, versions }: Survey,
): SinceObjective["before"] {
  const written = versions.of(objective.id).find((version) => version.objective !== null)?.step.day;
  // Where nothing tells when it was written, it was there when its cycle began.
  const defined = snapshot.history.commits.length === 0 ? cycle?.start : written;
  // What was imported later has records of days before: they say that it was there.
  const first = [defined, checkIns[0]?.date].flatMap((one) => one ?? []).sort()[0];
  if (first === undefined || first > day) return null;
  const definition = versions.on(objective.id, day) ?? objective;
  const then = paceObjective(scoreObjective(definition, story, day), story, { ...snapshot, day });
  return { score: then.score, status: then.status, confidence: then.confidence };
}
