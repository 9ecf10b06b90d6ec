import { addDays, type Day, daysBetween } from "../../model/day.ts";
import type { Objective } from "../../model/plan.ts";
import { checkInInterval } from "../../model/settings.ts";
import { servedBy } from "../alignment.ts";
import { paceObjective } from "../pace.ts";
import { isStrategic } from "../report/strategy.ts";
import { scoreObjective } from "../score.ts";
import { aim, type Case, type Gauge, type Measure } from "./gauge.ts";
import { intervalEnds, type Scope } from "./scope.ts";

/** A score that moved by so much since the change before is one that those below should hear of. */
const MOVED = 0.1;

/** A change of an objective that others serve, and when they first answered. */
interface News {
  readonly above: Objective;
  readonly day: Day;
  /** Null as long as nobody has. */
  readonly answered: Day | null;
}

const DAYS: Gauge = {
  id: "days_to_answer",
  label: "from a change above to the first answer below",
  how: "A change is a new strategic objective, moved goalposts, another status, or a score 0.1 away from the change before, of an objective that others serve; an answer is the first check-in or new wording, on a later day, of one that serves it. Of these the middle one.",
  unit: "days",
  fold: "median",
  noun: "answered change",
  byTeam: false,
  aim: (settings) => ({ atLeast: null, atMost: checkInInterval(settings) }),
  advise: () =>
    "Tell what changed above in the check-in of the teams that serve it; okr align shows who does.",
  cases: (scope) =>
    newsIn(scope).flatMap(({ above, day, answered }): Case[] =>
      answered === null ? [] : [{ team: above.team, value: daysBetween(day, answered) }],
    ),
};

const ANSWERED: Gauge = {
  id: "answered",
  label: "of the changes above were answered in time",
  how: "Of the same changes, those answered below within two check-in intervals; later ones are waited for.",
  unit: "share",
  fold: "mean",
  noun: "change",
  byTeam: false,
  aim: aim(0.8, null),
  advise: () => "Go through these with the teams that serve them: what does the change mean for them?",
  cases(scope) {
    const { day: today, settings } = scope.survey.snapshot;
    return newsIn(scope).flatMap(({ above, day, answered }): Case[] => {
      const due = addDays(day, 2 * checkInInterval(settings));
      if (answered !== null && answered <= due) return [{ team: above.team, value: 1 }];
      return due < today ? [{ team: above.team, value: 0, name: above.id }] : [];
    });
  },
};

/** How fast a change above is answered below. */
export const flow: Measure = {
  id: "flow",
  title: "Flow",
  history: true,
  ofScores: false,
  needs: "objectives that serve others, which change",
  gauges: [DAYS, ANSWERED],
};

const known = new WeakMap<Scope, readonly News[]>();

/** What changed above in the days of the scope's cycle, and when it was first answered. */
function newsIn(scope: Scope): readonly News[] {
  const found = known.get(scope);
  if (found) return found;
  const list = [...servedIn(scope)].flatMap(([above, below]) =>
    [...changeDays(above, scope)]
      .sort()
      .map((day) => ({ above, day, answered: findAnswer(day, below, scope) })),
  );
  known.set(scope, list);
  return list;
}

/** The objectives that those of the scope serve, each with these; and where all teams are asked for the strategic ones nobody serves. */
function servedIn({ survey, objectives, narrow }: Scope): Map<Objective, Set<Objective>> {
  const served = new Map<Objective, Set<Objective>>();
  const { plan } = survey.snapshot;
  if (!narrow)
    for (const objective of objectives)
      if (isStrategic(plan.team(objective.team))) served.set(objective, new Set());
  for (const from of objectives)
    for (const link of survey.alignment.of(from.id)) {
      const above = servedBy(link);
      if (above === null) continue;
      const below = served.get(above);
      if (below) below.add(from);
      else served.set(above, new Set([from]));
    }
  return served;
}

/** The days of the cycle on which an objective changed so that those below should hear of it. */
function changeDays(above: Objective, scope: Scope): Set<Day> {
  const { versions, snapshot } = scope.survey;
  const days = new Set<Day>();
  const add = (day: Day | null) => {
    if (scope.holds(day)) days.add(day);
  };
  if (isStrategic(snapshot.plan.team(above.team))) add(versions.of(above.id)[0]?.step.day ?? null);
  for (const { day } of scope.moves(above)) add(day);
  for (const day of turningDays(above, scope)) add(day);
  return days;
}

/** The last check-ins of intervals with another status than at the one before, or a score far from that at the last such change. */
function turningDays(above: Objective, { survey, start, day: last }: Scope): Day[] {
  const { story, snapshot } = survey;
  const ends = [...intervalEnds(start, last, snapshot), last];
  const checkIns = story.checkIns(above.id, last);
  const lastBy = (end: Day) => checkIns.findLast((one) => one.date <= end)?.date;
  // What the cycle began with is what its first check-in is held against.
  const days = [...new Set([addDays(start, -1), ...ends].flatMap((end) => lastBy(end) ?? []))];
  const paced = days.map((day) =>
    paceObjective(scoreObjective(above, story, day), story, { ...snapshot, day }),
  );
  let told = paced[0]?.score ?? 0;
  return days.filter((_, index) => {
    const [before, now] = [paced[index - 1], paced[index]];
    if (before === undefined || now === undefined) return false;
    const turned = before.status !== now.status && before.status !== "early";
    if (!turned && Math.abs(now.score - told) < MOVED - 1e-9) return false;
    told = now.score;
    return true;
  });
}

/** The first later day on which one of those below said or settled something. */
function findAnswer(day: Day, below: Iterable<Objective>, { survey }: Scope): Day | null {
  const { story, versions, snapshot } = survey;
  let first: Day | null = null;
  for (const { id } of below) {
    const said = story.checkIns(id, snapshot.day).find(({ date }) => date > day)?.date;
    const settled = versions.of(id).find(({ step }) => step.day !== null && step.day > day)?.step.day;
    for (const one of [said, settled])
      if (one != null && one <= snapshot.day && (first === null || one < first)) first = one;
  }
  return first;
}
