import { findCycle } from "../model/cycle.ts";
import type { Commit } from "../model/history.ts";
import type { Objective } from "../model/plan.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { compareObjectives } from "./changes.ts";
import { findGoalposts, type Goalpost } from "./goalposts.ts";
import { type Story, scoreObjective } from "./score.ts";
import type { Versions } from "./versions.ts";
import { scoreWeeks, type Week } from "./weeks.ts";

/** A change of what counts as success. It has no commit while it only stands in the working tree. */
export interface Move extends Omit<Goalpost, "commit"> {
  readonly commit: Commit | null;
}

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
  const { story, versions, snapshot } = known;
  const { history, settings, day } = snapshot;
  if (history.cutOff !== null) return null;
  const { start, moves: committed } = findGoalposts(objective.id, versions, history, settings);
  const { from, moves: uncommitted } = findUncommitted(objective, known);
  const moves = [...committed, ...uncommitted];
  const first = start ?? (uncommitted.length > 0 ? from : null);
  return {
    weeks: scoreWeeks(objective, moves, known),
    moves,
    scoreAtStart: first && scoreObjective(first, story, day).score,
  };
}

/** The moves between the last committed definition and the one in the tree, unless it is still being written: see findGoalposts. */
function findUncommitted(
  objective: Objective,
  { story, versions, snapshot }: { story: Story; versions: Versions; snapshot: Snapshot },
): { from: Objective | null; moves: Move[] } {
  const { day, settings } = snapshot;
  const from = versions.of(objective.id).findLast((version) => version.objective !== null)?.objective ?? null;
  if (from === null) return { from, moves: [] };
  const begun = [from, objective].some(({ cycle }) => {
    const start = findCycle(cycle, settings.cycles)?.start;
    return start !== undefined && start <= day;
  });
  const draft =
    versions.of(objective.id)[0]?.step.day === day && story.checkIns(objective.id, day).length === 0;
  const changes =
    begun && !draft ? compareObjectives(from, objective).filter(({ goalpost }) => goalpost) : [];
  return { from, moves: changes.map((change) => ({ change, day, commit: null })) };
}
