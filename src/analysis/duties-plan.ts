import { type Cycle, cycleDays, cycleOn } from "../model/cycle.ts";
import { addDays, type Day, daysBetween } from "../model/day.ts";
import type { Objective } from "../model/plan.ts";
import { keptOf, listUncarried } from "./carrying.ts";
import { type Duty, type DutyState, dutyOf, teamDuty } from "./duties-kinds.ts";
import { leaderOf, personFor } from "./duties-objective.ts";
import { closeBy, cycleAfter, PLANNING_DAYS } from "./duties-rhythm.ts";
import type { Survey } from "./survey.ts";

/** A cycle of the calendar may be some days shorter than another one of its length. */
const SLACK = 5;

/** So many days after the end of its last cycle a team is still reminded to plan, as far as it left cycles out. */
const YEAR = 366;

/** A cycle in which a team had objectives. */
interface Had {
  readonly cycle: Cycle;
  readonly objectives: Objective[];
}

/** What was closed as continued and is carried on by nothing yet, until the next cycle is in its last quarter. */
export function* continueDuties(survey: Survey): Iterable<Duty> {
  const { settings, day } = survey.snapshot;
  for (const objective of listUncarried(survey)) {
    const cycle = survey.cycle(objective);
    const next = cycle && cycleAfter(cycle, settings);
    if (!cycle || !next || day >= addDays(next.start, Math.floor((cycleDays(next) * 3) / 4))) continue;
    yield dutyOf("continue", objective, {
      ...beginning(cycle, next, survey),
      person: personFor(objective, survey),
      keyResults: keptOf(survey.scored(objective), false).map(({ keyResult }) => keyResult),
    });
  }
}

/**
 * The plans of teams that had objectives in a cycle and have none in the one after it, from some days before that begins until it ends,
 * and then of the cycles that come after it. What is shorter than the company's cycle was a trial, and nothing has to follow it.
 * @param waiting the objectives that are to be carried on, which is a plan
 */
export function* planDuties(
  survey: Survey,
  until: Day,
  waiting: ReadonlySet<Objective | null>,
): Iterable<Duty> {
  const { plan, settings, day } = survey.snapshot;
  const shortest = cycleDays(cycleOn(day, settings.cycles)) - SLACK;
  for (const [id, had] of cyclesOfTeams(survey)) {
    const team = plan.team(id);
    if (team === undefined) continue;
    const told = new Set<string>();
    for (const { cycle, objectives } of had.values()) {
      const listed = settings.cycles.list.some((one) => one.id === cycle.id);
      if (!listed && cycleDays(cycle) < shortest) continue;
      const gap = nextWithout(cycle, had, survey);
      if (gap === null || until < addDays(gap.next.start, -PLANNING_DAYS) || told.has(gap.next.id)) continue;
      if (objectives.every((one) => waiting.has(one))) continue;
      told.add(gap.next.id);
      yield teamDuty("plan", team, { ...beginning(gap.before, gap.next, survey), person: leaderOf(team) });
    }
  }
}

function cyclesOfTeams(survey: Survey): Map<string, Map<string, Had>> {
  const teams = new Map<string, Map<string, Had>>();
  for (const objective of survey.objectives) {
    const cycle = survey.cycle(objective);
    if (cycle === null) continue;
    const had = teams.get(objective.team) ?? new Map<string, Had>();
    teams.set(objective.team, had);
    const known = had.get(cycle.id);
    if (known) known.objectives.push(objective);
    else had.set(cycle.id, { cycle, objectives: [objective] });
  }
  return teams;
}

/** The cycle to plan now after one, and the one before it, where the team has nothing in all that came between. */
function nextWithout(
  cycle: Cycle,
  had: ReadonlyMap<string, Had>,
  { snapshot: { settings, day } }: Survey,
): { readonly before: Cycle; readonly next: Cycle } | null {
  let before = cycle;
  let next = cycleAfter(cycle, settings);
  while (next !== null && !isPlanned(next, had)) {
    const after = cycleAfter(next, settings);
    // Who left out a whole cycle plans the one after it, as early as everybody does.
    const over = day > next.end || (after !== null && day >= addDays(after.start, -PLANNING_DAYS));
    if (!over) return { before, next };
    if (daysBetween(cycle.end, day) > YEAR) return null;
    [before, next] = [next, after];
  }
  return null;
}

/** Whether a team has objectives in a cycle. A trial of its own length within it is a plan, too. */
function isPlanned({ id, start, end }: Cycle, had: ReadonlyMap<string, Had>): boolean {
  return had.has(id) || [...had.values()].some(({ cycle }) => cycle.start >= start && cycle.end <= end);
}

/** When what comes after a cycle is due: when it begins, and late once the one before it is to be closed. */
function beginning(before: Cycle, next: Cycle, { snapshot: { settings, day } }: Survey) {
  const state: DutyState = day > closeBy(before, settings) ? "late" : day < next.start ? "soon" : "due";
  return { state, due: next.start, cycle: next };
}
