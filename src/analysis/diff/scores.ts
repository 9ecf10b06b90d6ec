import { findCycle, inCycle } from "../../model/cycle.ts";
import type { Objective } from "../../model/plan.ts";
import type { OutcomeWord } from "../../model/records.ts";
import type { Status } from "../pace.ts";
import { mean, scoreObjective } from "../score.ts";
import type { Side } from "./side.ts";

/** How an objective stands on the day. */
export interface Standing {
  /** 0–1. */
  readonly score: number;
  readonly grade: number | null;
  /** Null when its cycle does not exist. */
  readonly status: Status | null;
  readonly closed: boolean;
  readonly outcome: OutcomeWord | null;
  /** Whether any key result has a reading. */
  readonly read: boolean;
}

/** How an objective stands before and after. */
export interface ScoreChange {
  /** As it is after, or was before. */
  readonly objective: Objective;
  /** Null where it is not there, or cannot be read. */
  readonly before: Standing | null;
  readonly after: Standing | null;
  /**
   * The score of the readings after by the definition before, 0–1: from the score before to this one is what the records did, from here to
   * the score after what the definition did. Null where one of the definitions is not there.
   */
  readonly byOldDefinition: number | null;
  /** Whether it counts in the mean. */
  readonly counts: boolean;
}

/** The mean score of the objectives that the day is about, before and after; null without any. */
export interface MeanChange {
  /** Null for all of them. */
  readonly team: string | null;
  readonly before: number | null;
  readonly after: number | null;
  /** Of how many objectives: a mean also moves because some come and go. */
  readonly objectives: { readonly before: number; readonly after: number };
}

/** How every objective of the two sides stands, by id. */
export function compareStandings(
  before: Side,
  after: Side,
  wanted: (objective: string) => boolean,
): Map<string, ScoreChange> {
  const counting = countingObjectives(before, after);
  const standings = new Map<string, ScoreChange>();
  for (const { plan } of [after, before])
    for (const { id } of plan.objectives) {
      if (standings.has(id) || !wanted(id)) continue;
      const [was, is] = [before.plan.objective(id) ?? null, after.plan.objective(id) ?? null];
      standings.set(id, {
        objective: (is ?? was) as Objective,
        before: was && standingOf(was, before),
        after: is && standingOf(is, after),
        byOldDefinition: was && is && scoreObjective(was, after.survey.story, after.snapshot.day).score,
        counts: counting.has(id),
      });
    }
  return standings;
}

function standingOf(objective: Objective, { survey }: Side): Standing {
  const { score, grade, status, closed, keyResults } = survey.paced(objective);
  const read = keyResults.some(({ reading }) => reading !== null);
  return { score, grade, status, closed: closed !== null, outcome: closed?.outcome ?? null, read };
}

/** Whether score, grade or status differ, or the objective came or went. */
export function isChanged({ before, after }: ScoreChange): boolean {
  if (before === null || after === null) return true;
  return (
    !isSame(before.score, after.score) ||
    !isSame(before.grade, after.grade) ||
    before.status !== after.status ||
    before.closed !== after.closed ||
    before.outcome !== after.outcome
  );
}

/** Two computed numbers that only a computer tells apart are the same. */
function isSame(a: number | null, b: number | null): boolean {
  return a === b || (a !== null && b !== null && Math.abs(a - b) < 1e-9);
}

/** The mean over all that count, then over those of each team that has several of them and a score that differs. */
export function compareMeans(standings: Iterable<ScoreChange>): MeanChange[] {
  const counting = [...standings].filter(({ counts }) => counts);
  const teams = new Map<string, ScoreChange[]>();
  for (const one of counting) {
    const list = teams.get(one.objective.team);
    if (list) list.push(one);
    else teams.set(one.objective.team, [one]);
  }
  const own = teams.size < 2 ? [] : [...teams].filter(([, list]) => list.length > 1 && list.some(hasMoved));
  const all = meanOf(null, counting);
  return [...(counting.length === 0 ? [] : [all]), ...own.map(([team, list]) => meanOf(team, list))];
}

function hasMoved({ before, after }: ScoreChange): boolean {
  return before === null || after === null || !isSame(before.score, after.score);
}

function meanOf(team: string | null, list: readonly ScoreChange[]): MeanChange {
  const scores = (side: "before" | "after") => list.flatMap((one) => one[side]?.score ?? []);
  const [before, after] = [scores("before"), scores("after")];
  const objectives = { before: before.length, after: after.length };
  return { team, before: mean(before), after: mean(after), objectives };
}

/**
 * The objectives that the day is about, the same on both sides, so that a mean moves by what changed alone: those whose cycle is
 * running, as `okr status` shows them, or else of the cycles that ended last.
 */
function countingObjectives(before: Side, after: Side): ReadonlySet<string> {
  const { day } = after.snapshot;
  const placed = [before, after].flatMap(({ plan, snapshot: { settings } }) =>
    plan.objectives
      .filter((objective) => plan.objective(objective.id) === objective)
      .map(({ id, cycle }) => ({ id, cycle: findCycle(cycle, settings.cycles) })),
  );
  const running = placed.filter(({ cycle }) => cycle !== null && inCycle(day, cycle));
  const lastEnd = placed.reduce((last, { cycle }) => {
    const end = cycle?.end ?? "";
    return end < day && end > last ? end : last;
  }, "");
  const chosen = running.length > 0 ? running : placed.filter(({ cycle }) => cycle?.end === lastEnd);
  // What names no cycle that exists is shown on every day.
  return new Set([...chosen, ...placed.filter(({ cycle }) => cycle === null)].map(({ id }) => id));
}
