import type { Objective } from "../model/plan.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { followGoalposts, type Move } from "./moves.ts";
import { type Story, scoreObjective } from "./score.ts";
import type { Versions } from "./versions.ts";
import { scoreWeeks, type Week } from "./weeks.ts";

/** How an objective came to stand where it stands. */
export interface Past {
  /** The score at the end of each week of the cycle so far; none before it begins. */
  readonly weeks: readonly Week[];
  /** How the goalposts moved since the cycle began, oldest first. */
  readonly moves: readonly Move[];
  /** The score of today by the definition before the first of the moves, 0–1; null when none moved. */
  readonly scoreAtStart: number | null;
}

/** What the history tells of an objective; null where it is cut off. Outside git today's definition held all the time. */
export function recallPast(
  objective: Objective,
  known: { story: Story; versions: Versions; snapshot: Snapshot },
): Past | null {
  const { story, snapshot } = known;
  if (snapshot.history.cutOff !== null) return null;
  const { start, moves } = followGoalposts(objective, known);
  return {
    weeks: scoreWeeks(objective, moves, known),
    moves,
    scoreAtStart: start && scoreObjective(start, story, snapshot.day).score,
  };
}
