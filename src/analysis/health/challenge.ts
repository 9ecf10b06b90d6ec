import { inCycle } from "../../model/cycle.ts";
import { keyResultRef } from "../../model/plan.ts";
import { aim, type Case, type Gauge, type Measure } from "./gauge.ts";
import type { Ended, Scope } from "./scope.ts";

/** Where an aspirational objective ends that asked for more than was certain. */
const STRETCHED = { from: 0.6, to: 0.8 } as const;

const BEYOND: Gauge = {
  id: "beyond_last",
  label: "as far to go as was made in the cycle before",
  how: "For each number carried on by continues: the way from the last value reached to the new target, divided by the way made the cycle before; of these the middle one. Numbers that did not move are left out.",
  unit: "times",
  fold: "median",
  noun: "key result",
  byTeam: false,
  aim: aim(1, null),
  advise: (value) =>
    value < 0
      ? "Most new targets lie behind what was reached already: set them anew."
      : "Most new targets ask for less than was made last time: ask the teams what they would try if they could not fail.",
  cases: listBeyond,
};

const STRETCH: Gauge = {
  id: "ended_stretched",
  label: "of the aspirational objectives ended between 0.6 and 0.8",
  how: "By their grade, else by their score, of those that ended in the cycle; there the aim was neither certain nor out of reach.",
  unit: "share",
  fold: "mean",
  noun: "objective",
  byTeam: false,
  aim: () => null,
  advise: () => "",
  cases: (scope) =>
    endedAspirational(scope).map(({ objective, final }) => ({
      team: objective.team,
      value: final >= STRETCHED.from - 1e-9 && final <= STRETCHED.to + 1e-9 ? 1 : 0,
    })),
};

const GREEN: Gauge = {
  id: "green",
  label: "of the aspirational objectives are green",
  how: "Those that ended good, and those that run on track; early and stale ones are left out.",
  unit: "share",
  fold: "mean",
  noun: "objective",
  byTeam: false,
  aim: aim(null, 0.95),
  advise: () =>
    "All green: the aims may be too certain. Ask what would be worth failing for in the next cycle.",
  cases: listGreen,
};

/** Whether teams aim at what is uncertain; PRACTICE: the challenge level rises step by step. */
export const challenge: Measure = {
  id: "challenge",
  title: "Challenge",
  history: false,
  ofScores: true,
  needs: "objectives that continue others, or that have ended",
  gauges: [BEYOND, STRETCH, GREEN],
};

function endedAspirational({ ended }: Scope): readonly Ended[] {
  return ended.filter(({ objective }) => objective.type === "aspirational");
}

function listBeyond({ survey, objectives, cycle }: Scope): Case[] {
  const { plan } = survey.snapshot;
  return objectives.flatMap((objective) => {
    const own = survey.cycle(objective);
    const before = objective.continues === null ? undefined : plan.objective(objective.continues);
    if (before === undefined || before === objective || own === null || !inCycle(own.start, cycle)) return [];
    const reached = new Map(survey.scored(before).keyResults.map((one) => [one.keyResult.id, one]));
    return objective.keyResults.flatMap(({ id, measure }): Case[] => {
      const last = reached.get(id);
      const old = last?.keyResult.measure;
      const value = last?.reading?.value;
      if (measure.metric !== "number" || old?.metric !== "number" || typeof value !== "number") return [];
      const made = value - old.baseline;
      const times = (measure.target - value) / made;
      if (made * (old.target - old.baseline) <= 0 || !Number.isFinite(times)) return [];
      const short = times < 1 - 1e-9 ? { name: keyResultRef(objective.id, id) } : {};
      return [{ team: objective.team, value: times, ...short }];
    });
  });
}

function listGreen(scope: Scope): Case[] {
  const { survey } = scope;
  const ended = endedAspirational(scope).map(({ objective, reached }) => ({
    team: objective.team,
    value: reached ? 1 : 0,
  }));
  // How those that still run stood in a cycle that is over is another day's question.
  if (survey.snapshot.day > scope.cycle.end) return ended;
  const running = scope.objectives.flatMap((objective): Case[] => {
    if (objective.type !== "aspirational" || survey.stage(objective) !== "running") return [];
    const { status } = survey.paced(objective);
    if (status === null || status === "early" || status === "stale") return [];
    return [{ team: objective.team, value: status === "on-track" ? 1 : 0 }];
  });
  return [...ended, ...running];
}
