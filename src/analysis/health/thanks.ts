import type { Objective } from "../../model/plan.ts";
import type { CheckIn } from "../../model/records.ts";
import { accountableFor } from "../parts.ts";
import type { Bodies } from "../report/story.ts";
import { filesExcepted } from "./excepted.ts";
import { groupByTeam } from "./gauge.ts";
import { heldIn } from "./rhythm.ts";
import { intervalEnds, type Scope } from "./scope.ts";

/** What somebody is thanked for. Scores, grades and confidence play no part in any of it. */
export const DEEDS = ["rhythm", "helped", "stood-in", "learned", "explained"] as const;
/** One of the deeds. */
export type Deed = (typeof DEEDS)[number];

/** A word of thanks to a team or a person. */
export interface Thanks {
  readonly deed: Deed;
  readonly team: string | null;
  readonly person: string | null;
  /** What it was about; null for the whole cycle. */
  readonly objective: string | null;
  /** Whom it helped: a team, or a person. */
  readonly helped: string | null;
}

/** So much of what was due a team or person has to have written, and so many check-in days have to have passed. */
const KEPT = { team: 0.8, person: 0.75, days: 3 } as const;

/**
 * Who kept the rhythm, helped others and learned in public in the cycle of a scope: by deed, then in the order of names. What people
 * reached, and how sure they were, is not looked at.
 * @param history whether there is one: without it nobody knows which goalposts moved
 */
export function listThanks(scope: Scope, bodies: Bodies, history: boolean): Thanks[] {
  const thanks = [
    ...teamsInRhythm(scope),
    ...peopleInRhythm(scope),
    ...helpers(scope),
    ...standIns(scope),
    ...learners(scope, bodies),
    ...(history ? explainers(scope) : []),
  ];
  const distinct = new Map(thanks.map((one) => [keyOf(one), one]));
  return [...distinct].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

function keyOf({ deed, team, person, objective, helped }: Thanks): string {
  return [
    DEEDS.indexOf(deed),
    person === null ? 0 : 1,
    person ?? "",
    team ?? "",
    objective ?? "",
    helped ?? "",
  ].join(" ");
}

const NOBODY = { team: null, person: null, objective: null, helped: null };

function teamsInRhythm(scope: Scope): Thanks[] {
  const due = scope.objectives.flatMap((objective) => {
    const held = heldIn(scope, objective);
    return held.map((one) => ({ team: objective.team, value: one ? 1 : 0, days: held.length }));
  });
  return [...groupByTeam(due)].flatMap(([team, cases]) => {
    const days = Math.max(...cases.map((one) => (one as (typeof due)[number]).days));
    const kept = cases.filter(({ value }) => value === 1).length;
    return days >= KEPT.days && kept >= KEPT.team * cases.length
      ? [{ ...NOBODY, deed: "rhythm" as const, team }]
      : [];
  });
}

function peopleInRhythm(scope: Scope): Thanks[] {
  const ends = intervalEnds(scope.start, scope.day, scope.survey.snapshot);
  if (ends.length < KEPT.days) return [];
  const written = new Map<string, Set<string>>();
  for (const { by, date } of checkInsIn(scope)) {
    const end = ends.find((one) => date <= one);
    if (end !== undefined) written.set(by, (written.get(by) ?? new Set()).add(end));
  }
  return [...written].flatMap(([person, weeks]) =>
    weeks.size >= KEPT.person * ends.length ? [{ ...NOBODY, deed: "rhythm" as const, person }] : [],
  );
}

function checkInsIn(scope: Scope): CheckIn[] {
  const ids = new Set(scope.objectives.map(({ id }) => id));
  return scope.survey.snapshot.checkIns.filter(
    ({ objective, date }) => ids.has(objective) && scope.holds(date),
  );
}

/** Teams whose objective another team depends on, where both had new readings in the cycle. */
function helpers(scope: Scope): Thanks[] {
  const { alignment } = scope.survey;
  const moving = new Set(
    scope.survey.snapshot.checkIns.flatMap(({ objective, date, results }) =>
      scope.holds(date) && [...results.values()].some(({ value }) => value !== null) ? objective : [],
    ),
  );
  return scope.objectives.flatMap(({ id, team }) =>
    !moving.has(id)
      ? []
      : alignment
          .dependents(id)
          .filter((dependent) => dependent.team !== team && moving.has(dependent.id))
          .map((dependent) => ({
            ...NOBODY,
            deed: "helped" as const,
            team,
            objective: id,
            helped: dependent.team,
          })),
  );
}

/** Backups who wrote the check-in of a key result in its owner's place. */
function standIns(scope: Scope): Thanks[] {
  const { plan } = scope.survey.snapshot;
  return checkInsIn(scope).flatMap(({ objective: id, by, results }) => {
    const objective = plan.objective(id) as Objective;
    if (objective.owner === by) return [];
    return objective.keyResults.flatMap((keyResult) => {
      const owner = accountableFor(keyResult, objective);
      return results.has(keyResult.id) && keyResult.backup === by && owner !== by
        ? [{ ...NOBODY, deed: "stood-in" as const, person: by, objective: id, helped: owner }]
        : [];
    });
  });
}

/** Who wrote down what was learned, in a retrospective that everybody can read. */
function learners(scope: Scope, { sections }: Bodies): Thanks[] {
  const ids = new Set(scope.objectives.map(({ id }) => id));
  return scope.survey.snapshot.retrospectives.flatMap(({ objective, date, by, body }) => {
    if (!ids.has(objective) || date < scope.cycle.start || date > scope.closeBy) return [];
    const learned = [...sections(body)].some(
      ([title, text]) => /\blearn(?:ed|t)?\b/.test(title) && text.trim() !== "",
    );
    return learned ? [{ ...NOBODY, deed: "learned" as const, person: by, objective }] : [];
  });
}

/** Teams that moved goalposts and wrote the reason beside them. */
function explainers(scope: Scope): Thanks[] {
  const explained = filesExcepted(scope.survey.snapshot, "moved-goalpost");
  return scope.objectives.flatMap((objective) =>
    explained.has(objective.source.path) && scope.moves(objective).length > 0
      ? [{ ...NOBODY, deed: "explained" as const, team: objective.team, objective: objective.id }]
      : [],
  );
}
