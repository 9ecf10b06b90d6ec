import { type Cycle, cycleOn, findCycle, inCycle } from "../model/cycle.ts";
import type { Day } from "../model/day.ts";
import { type Objective, type Plan, teamsWithin } from "../model/plan.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { type Paced, paceObjective, STATUSES, type Status } from "./pace.ts";
import { type Past, recallPast } from "./past.ts";
import { mean, scoreObjective } from "./score.ts";
import { Survey } from "./survey.ts";

/** Which objectives are asked for; null means all. */
export interface Selection {
  readonly cycle: string | null;
  readonly team: string | null;
  readonly person: string | null;
  readonly objective?: string | null;
}

/** An objective as it stands today, with how it came there. */
export interface Followed extends Paced {
  /** Null where the history is cut off. */
  readonly past: Past | null;
}

/** The objectives of a cycle (or of a day) with their scores, those that need attention first. */
export interface Overview {
  readonly day: Day;
  readonly objectives: readonly Followed[];
  /** Mean of the objectives' scores; null without objectives. */
  readonly mean: number | null;
  readonly counts: Counts;
  /** Ids of the cycles shown, the company's current one first. */
  readonly cycles: readonly string[];
  /** Whether the day asked about lies in none of them. */
  readonly outside: "before" | "after" | null;
}

/** How many open objectives there are of each status, and how many of what in all. */
export interface Counts extends Readonly<Record<Status, number>> {
  readonly objectives: number;
  readonly keyResults: number;
  /** Key results without a reading. */
  readonly unscored: number;
  readonly closed: number;
}

/**
 * Selects and scores. Without a cycle: those running on the day, else the latest that ended, else the next to begin.
 * @param known what several questions share
 */
export function overview(
  snapshot: Snapshot,
  selection: Selection,
  { story, versions }: Pick<Survey, "story" | "versions"> = new Survey(snapshot),
): Overview {
  const { objectives, outside } = select(snapshot, selection);
  const paced = objectives
    .map((objective) => ({
      ...paceObjective(scoreObjective(objective, story, snapshot.day), story, snapshot),
      past: recallPast(objective, { story, versions, snapshot }),
    }))
    .sort(byAttention);
  const current = cycleOn(snapshot.day, snapshot.settings.cycles).id;
  const cycles = [...new Set(paced.map(({ objective }) => objective.cycle))].sort(
    (a, b) => Number(b === current) - Number(a === current) || (a < b ? -1 : 1),
  );
  return {
    day: snapshot.day,
    objectives: paced,
    mean: mean(paced.map(({ score }) => score)),
    counts: countObjectives(paced),
    cycles,
    outside,
  };
}

/** Whether a person answers for an objective or for one of its key results. */
export function hasPart(objective: Objective, person: string): boolean {
  return objective.owner === person || objective.keyResults.some(({ owner }) => owner === person);
}

/** The person with this e-mail address, whatever its case. */
export function personWithEmail(plan: Plan, email: string) {
  const wanted = email.toLowerCase();
  return plan.people.find((person) => person.email?.toLowerCase() === wanted);
}

/** The objectives that are asked for, in file order, and whether the day lies in none of their cycles. */
export function select(snapshot: Snapshot, { cycle, team, person, objective }: Selection) {
  const { plan, settings, day } = snapshot;
  const teams = team === null ? null : teamsWithin(plan, team);
  const chosen = plan.objectives.filter(
    (candidate) =>
      plan.objective(candidate.id) === candidate &&
      (!objective || candidate.id === objective) &&
      (teams === null || teams.has(candidate.team)) &&
      (person === null || hasPart(candidate, person)),
  );
  if (cycle !== null)
    return { objectives: chosen.filter((candidate) => candidate.cycle === cycle), outside: null };
  if (objective) return { objectives: chosen, outside: null };
  const placed = chosen.map((candidate) => ({
    candidate,
    cycle: findCycle(candidate.cycle, settings.cycles),
  }));
  const { shows, outside } = cyclesAround(
    day,
    placed.flatMap((one) => one.cycle ?? []),
  );
  // An objective whose cycle does not exist is shown on every day: that is what needs attention.
  const shown = placed.filter((one) => one.cycle === null || shows(one.cycle));
  return { objectives: shown.map((one) => one.candidate), outside };
}

/** Which cycles a day shows: those it lies in, else those that ended last, else those that begin next. */
function cyclesAround(day: Day, cycles: readonly Cycle[]) {
  const running = (cycle: Cycle) => inCycle(day, cycle);
  if (cycles.length === 0 || cycles.some(running)) return { shows: running, outside: null };
  const lastEnd = cycles.reduce((last, { end }) => (end < day && end > last ? end : last), "");
  if (lastEnd !== "") return { shows: ({ end }: Cycle) => end === lastEnd, outside: "after" as const };
  const starts = cycles.map(({ start }) => start).sort();
  return { shows: ({ start }: Cycle) => start === starts[0], outside: "before" as const };
}

const URGENCY: Readonly<Record<Status, number>> = {
  "off-track": 0,
  stale: 1,
  "at-risk": 2,
  early: 3,
  "on-track": 4,
};

/** What needs attention first: by status, then by projected score; closed objectives last. */
function byAttention(a: Paced, b: Paced): number {
  const urgency = ({ closed, status }: Paced) => (closed ? 5 : status === null ? -1 : URGENCY[status]);
  return (
    urgency(a) - urgency(b) ||
    (a.projected ?? 0) - (b.projected ?? 0) ||
    (a.objective.id < b.objective.id ? -1 : 1)
  );
}

/** How many objectives and key results there are, and how they stand. */
export function countObjectives(objectives: readonly Paced[]): Counts {
  const open = objectives.filter(({ closed }) => !closed);
  const keyResults = objectives.flatMap((objective) => objective.keyResults);
  const statuses = Object.fromEntries(
    STATUSES.map((status) => [status, open.filter((objective) => objective.status === status).length]),
  ) as Record<Status, number>;
  return {
    ...statuses,
    objectives: objectives.length,
    keyResults: keyResults.length,
    unscored: keyResults.filter(({ reading }) => reading === null).length,
    closed: objectives.length - open.length,
  };
}
