import type { Objective } from "../../model/plan.ts";
import { mean } from "../score.ts";
import { aim, type Case, type Gauge, type Measure } from "./gauge.ts";
import type { Scope } from "./scope.ts";

/** PRACTICE: no check-ins after week three is how it fails. */
const FIRST = 3;

const HELD: Gauge = {
  id: "check_ins_due",
  label: "of the check-ins that were due came",
  how: "Each objective owes one by every check-in day that has passed in the cycle; it came when one is dated after the check-in day before.",
  unit: "share",
  fold: "mean",
  noun: "due check-in",
  byTeam: true,
  aim: aim(0.8, null),
  advise: () =>
    "Put a quarter of an hour on the check-in day into everybody's calendar, and let okr remind say who is due.",
  cases: (scope) =>
    scope.objectives.flatMap((objective) =>
      heldIn(scope, objective).map((held) => ({ team: objective.team, value: held ? 1 : 0 })),
    ),
};

const STREAK: Gauge = {
  id: "longest_streak",
  label: "in a row, at the longest",
  how: "The longest run of check-ins without a gap of each objective in the cycle; of these the middle one.",
  unit: "check-ins",
  fold: "median",
  noun: "objective",
  byTeam: false,
  aim: () => null,
  advise: () => "",
  cases: (scope) =>
    followed(scope).map(({ objective, held }) => ({ team: objective.team, value: longestRun(held) })),
};

const DECAY: Gauge = {
  id: "after_third",
  label: "check-ins that came after the third check-in day, against the first three",
  how: "For each objective, the share of its check-ins that came from the fourth check-in day on, less that of the first three; of these the mean.",
  unit: "points",
  fold: "mean",
  noun: "objective",
  byTeam: false,
  aim: aim(-0.2, null),
  advise: () =>
    "The rhythm breaks after the third check-in: ask the teams what makes the check-in not worth its quarter of an hour, and change that.",
  cases: (scope) =>
    followed(scope).flatMap(({ objective, held }): Case[] => {
      if (held.length <= FIRST) return [];
      const shares = [held.slice(FIRST), held.slice(0, FIRST)].map((weeks) => mean(weeks.map(Number)) ?? 0);
      const value = (shares[0] as number) - (shares[1] as number);
      return [{ team: objective.team, value, ...(value < -0.2 - 1e-9 ? { name: objective.id } : {}) }];
    }),
};

/** Whether teams check in as often as the company has agreed to. */
export const rhythm: Measure = {
  id: "rhythm",
  title: "Rhythm",
  history: false,
  ofScores: false,
  needs: "a cycle in which a check-in day has passed",
  gauges: [HELD, STREAK, DECAY],
};

function followed(scope: Scope): { readonly objective: Objective; readonly held: readonly boolean[] }[] {
  return scope.objectives
    .map((objective) => ({ objective, held: heldIn(scope, objective) }))
    .filter(({ held }) => held.length > 0);
}

/** Of each check-in interval that is over, whether a check-in is dated in it. */
export function heldIn(scope: Scope, objective: Objective): readonly boolean[] {
  const { start, ends } = scope.intervals(objective);
  const days = scope.survey.story.checkIns(objective.id, scope.day).map(({ date }) => date);
  let at = days.findIndex((day) => day >= start);
  if (at === -1) at = days.length;
  return ends.map((end) => {
    const before = at;
    while (at < days.length && (days[at] as string) <= end) at++;
    return at > before;
  });
}

function longestRun(held: readonly boolean[]): number {
  let [longest, run] = [0, 0];
  for (const one of held) {
    run = one ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}
