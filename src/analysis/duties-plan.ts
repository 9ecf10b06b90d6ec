import { type Cycle, cycleDays, cycleOn } from "../model/cycle.ts";
import { addDays } from "../model/day.ts";
import { type Duty, teamDuty } from "./duties-kinds.ts";
import { leaderOf } from "./duties-objective.ts";
import { closeBy, cycleAfter, PLANNING_DAYS } from "./duties-rhythm.ts";
import type { Survey } from "./survey.ts";

/** A cycle of the calendar may be some days shorter than another one of its length. */
const SLACK = 5;

/**
 * The plans of teams that had objectives in a cycle and have none in the one after it, from some days before that begins until it ends.
 * What is shorter than the company's cycle was a trial, and nothing has to follow it.
 */
export function* planDuties(survey: Survey, until: string): Iterable<Duty> {
  const { plan, settings, day } = survey.snapshot;
  const shortest = cycleDays(cycleOn(day, settings.cycles)) - SLACK;
  const cycles = new Map<string, Map<string, Cycle>>();
  for (const objective of survey.objectives) {
    const cycle = survey.cycle(objective);
    if (cycle === null) continue;
    const known = cycles.get(objective.team);
    if (known) known.set(cycle.id, cycle);
    else cycles.set(objective.team, new Map([[cycle.id, cycle]]));
  }
  for (const [id, had] of cycles) {
    const team = plan.team(id);
    if (team === undefined) continue;
    for (const cycle of had.values()) {
      const listed = settings.cycles.list.some((one) => one.id === cycle.id);
      if (!listed && cycleDays(cycle) < shortest) continue;
      const next = cycleAfter(cycle, settings);
      if (next === null || day > next.end || until < addDays(next.start, -PLANNING_DAYS)) continue;
      // A trial of its own length within the next cycle is a plan, too.
      if (
        [...had.values()].some(
          (one) => one.id === next.id || (one.start >= next.start && one.end <= next.end),
        )
      )
        continue;
      const late = day > closeBy(cycle, settings);
      const state = late ? "late" : day < next.start ? "soon" : "due";
      yield teamDuty("plan", team, { state, due: next.start, person: leaderOf(team), cycle: next });
    }
  }
}
