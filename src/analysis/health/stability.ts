import { type Cycle, cycleDays } from "../../model/cycle.ts";
import { addDays, type Day } from "../../model/day.ts";
import type { Objective } from "../../model/plan.ts";
import { aim, type Case, type Gauge, type Measure } from "./gauge.ts";
import type { Scope } from "./scope.ts";

/** What happens after this share of an objective's cycle is near its end. */
const NEAR_END = 0.75;

const MOVED: Gauge = {
  id: "moved",
  label: "of the objectives had their goalposts moved",
  how: "A title, type, cycle, key result or measure that says something else than when the cycle began, and was not put back.",
  unit: "share",
  fold: "mean",
  noun: "objective",
  byTeam: true,
  aim: aim(null, 0.25),
  advise: () =>
    "Look at what was not known when these were agreed, and settle it before the next cycle begins.",
  cases: (scope) => casesOf(scope, () => true),
};

const LATE: Gauge = {
  id: "moved_late",
  label: "of the objectives had their goalposts moved near the end",
  how: "The same, in the last quarter of the objective's cycle or after it.",
  unit: "share",
  fold: "mean",
  noun: "objective",
  byTeam: false,
  aim: aim(null, 0.1),
  advise: () =>
    "Leave targets alone near the end: a miss that is told teaches more than a target that was lowered.",
  cases: (scope) => casesOf(scope, (day, cycle) => day > addDays(cycle.start, nearEnd(cycle))),
};

/** Whether what was agreed holds until the end. */
export const stability: Measure = {
  id: "stability",
  title: "Stability",
  history: true,
  ofScores: false,
  needs: "objectives that are committed",
  gauges: [MOVED, LATE],
};

function casesOf(scope: Scope, counts: (day: Day, cycle: Cycle) => boolean): Case[] {
  return scope.objectives.map((objective: Objective): Case => {
    const cycle = scope.survey.cycle(objective) as Cycle;
    const moved = scope.moves(objective).some(({ day }) => day !== null && counts(day, cycle));
    return { team: objective.team, value: moved ? 1 : 0, ...(moved ? { name: objective.id } : {}) };
  });
}

function nearEnd(cycle: Cycle): number {
  return Math.floor(cycleDays(cycle) * NEAR_END) - 1;
}
