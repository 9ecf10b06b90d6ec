import { countObjectives, type Overview } from "../overview.ts";
import { listParticipation, type Participation, TAKING_PART } from "../report/participation.ts";
import { Survey } from "../survey.ts";
import { aim, type Case, type Gauge, type Measure } from "./gauge.ts";
import { intervalEnds, type Scope } from "./scope.ts";

const PART: Gauge = {
  id: "with_part",
  label: "of the members have a part",
  how: "Of all members of the teams with objectives, as the teams' files name them today, without those who joined after the cycle, those who own or back an objective or a key result, lead or coach, or are new and have a mentor: those of whom the rule member-without-part says nothing.",
  unit: "share",
  fold: "mean",
  noun: "member",
  byTeam: true,
  aim: aim(TAKING_PART, null),
  advise: () =>
    "Ask everybody which key result they want to move, and write them down as its owner or backup.",
  cases: (scope) => casesOf(scope, ({ withPart }) => withPart),
};

const WROTE: Gauge = {
  id: "wrote",
  label: "of the members wrote a check-in or looked back",
  how: "Of the same people, those whose name stands under at least one check-in or retrospective of the cycle.",
  unit: "share",
  fold: "mean",
  noun: "member",
  byTeam: true,
  aim: aim(TAKING_PART, null),
  advise: () => "Let the owners of key results take turns in writing the check-in.",
  // Before the first check-in day nobody owes one.
  cases: (scope) =>
    intervalEnds(scope.start, scope.day, scope.survey.snapshot).length === 0
      ? []
      : casesOf(scope, ({ wrote }) => wrote),
};

/** How many people take part; PRACTICE: 90 % of the team. */
export const participation: Measure = {
  id: "participation",
  title: "Participation",
  history: false,
  ofScores: false,
  needs: "teams with members and objectives",
  gauges: [PART, WROTE],
};

function casesOf(scope: Scope, take: (team: Participation) => number): Case[] {
  return participationIn(scope).flatMap((one) =>
    Array.from({ length: one.people }, (_, index) => ({
      team: one.team.id,
      value: index < take(one) ? 1 : 0,
    })),
  );
}

const known = new WeakMap<Scope, readonly Participation[]>();

/** Who took part in the cycle of a scope, by its last day; what was written before it does not count. */
function participationIn(scope: Scope): readonly Participation[] {
  const found = known.get(scope);
  if (found) return found;
  const { snapshot } = scope.survey;
  const survey = new Survey({
    ...snapshot,
    day: scope.day,
    checkIns: snapshot.checkIns.filter(({ date }) => scope.holds(date)),
    retrospectives: snapshot.retrospectives.filter(({ date }) => scope.holds(date)),
  });
  const objectives = scope.objectives.map((objective) => ({ ...survey.paced(objective), past: null }));
  const counts = countObjectives(objectives);
  const seen: Overview = { day: scope.day, objectives, mean: null, counts, cycles: [], outside: null };
  const list = listParticipation(seen, survey);
  known.set(scope, list);
  return list;
}
