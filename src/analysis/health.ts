import type { Cycle } from "../model/cycle.ts";
import type { Day } from "../model/day.ts";
import type { Team } from "../model/plan.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { calibration } from "./health/calibration.ts";
import { challenge } from "./health/challenge.ts";
import { flow } from "./health/flow.ts";
import {
  type Aim,
  type Case,
  fold,
  type Gauge,
  groupByTeam,
  type Measure,
  meets,
  type Shown,
} from "./health/gauge.ts";
import { ownership } from "./health/ownership.ts";
import { participation } from "./health/participation.ts";
import { records } from "./health/records.ts";
import { rhythm } from "./health/rhythm.ts";
import { type Asked, listScopes, type Ruled, type Scope } from "./health/scope.ts";
import { stability } from "./health/stability.ts";
import { listThanks, type Thanks } from "./health/thanks.ts";
import { listParticipants, peopleOf } from "./parts.ts";
import type { Bodies } from "./report/story.ts";
import { Survey } from "./survey.ts";

export { FEW, type Gauge, type Measure, type Shown, type Unit } from "./health/gauge.ts";
export type { Asked, Ruled } from "./health/scope.ts";
export { DEEDS, type Deed, type Thanks } from "./health/thanks.ts";

/** Every side of the practice that is measured, in the order in which it is told. */
export const MEASURES: readonly Measure[] = [
  participation,
  rhythm,
  flow,
  records,
  challenge,
  calibration,
  ownership,
  stability,
];

/** Whether a value is as it should be; `few` where it rests on too few cases to say, null where nothing says what it should be. */
export type Verdict = "good" | "look" | "few" | null;

/** A number with what it rests on, where it comes from, and what to do. */
export interface Figure extends Shown {
  readonly gauge: Gauge;
  /** Which cycle it is of: the one asked about, or the last before it in which there was something to count. */
  readonly cycle: Cycle;
  readonly aim: Aim | null;
  readonly verdict: Verdict;
  /** Null unless the verdict is to look at it. */
  readonly advice: string | null;
  /** What falls short, without doubles. */
  readonly names: readonly string[];
  /** The same of each cycle, the oldest first; the last is the one asked about. */
  readonly trend: readonly (Shown & { readonly cycle: Cycle })[];
  /** The same of each team, in file order; empty where it is not told by team. */
  readonly teams: readonly (Shown & { readonly team: string })[];
}

/** A measure that was taken. */
export interface Taken {
  readonly measure: Measure;
  readonly figures: readonly Figure[];
}

/** Why a measure is left out: the history it needs is not there, or it would tell the scores of one person. */
export type LeftOut = "no history" | "one person";

/** How the practice is lived in a cycle. */
export interface Health {
  readonly day: Day;
  readonly company: string | null;
  /** Null where there is nothing to look at. */
  readonly cycle: Cycle | null;
  /** Null for all. */
  readonly team: Team | null;
  /** How many objectives ran in the cycle. */
  readonly objectives: number;
  readonly measures: readonly Taken[];
  readonly leftOut: readonly { readonly measure: Measure; readonly why: LeftOut }[];
  /** Null where health was asked for, not thanks. */
  readonly thanks: readonly Thanks[] | null;
  readonly snapshot: Snapshot;
}

/** Takes all measures of a cycle, and of those before it. */
export function takeHealth(snapshot: Snapshot, asked: Asked, ruled: Ruled): Health {
  const scopes = listScopes(new Survey(snapshot), asked, ruled);
  const scope = scopes.at(-1);
  const left = MEASURES.flatMap((measure) => {
    const why = scope === undefined ? null : reasonAgainst(measure, scope);
    return why === null ? [] : [{ measure, why }];
  });
  const taken =
    scope === undefined ? [] : MEASURES.filter((one) => !left.some(({ measure }) => measure === one));
  return {
    ...headOf(snapshot, asked, scope),
    measures: taken.map((measure) => ({
      measure,
      figures: measure.gauges.map((gauge) => readGauge(gauge, measure, scopes)),
    })),
    leftOut: left,
    thanks: null,
  };
}

/** Who is to be thanked in a cycle. */
export function takeThanks(snapshot: Snapshot, asked: Asked, ruled: Ruled, bodies: Bodies): Health {
  const scope = listScopes(new Survey(snapshot), asked, ruled).at(-1);
  return {
    ...headOf(snapshot, asked, scope),
    measures: [],
    leftOut: [],
    thanks: scope === undefined ? [] : listThanks(scope, bodies, hasHistory(snapshot)),
  };
}

function headOf(snapshot: Snapshot, asked: Asked, scope: Scope | undefined) {
  const { day, settings, plan } = snapshot;
  return {
    day,
    company: settings.name,
    cycle: scope?.cycle ?? null,
    team: asked.team === null ? null : (plan.team(asked.team) ?? null),
    objectives: scope?.objectives.length ?? 0,
    snapshot,
  };
}

function hasHistory({ history }: Snapshot): boolean {
  return history.cutOff === null && history.commits.length > 0;
}

function reasonAgainst(measure: Measure, scope: Scope): LeftOut | null {
  if (measure.history && !hasHistory(scope.survey.snapshot)) return "no history";
  const teams = new Set(scope.objectives.map(({ team }) => team));
  return measure.ofScores && countPeople(scope, teams) < 2 ? "one person" : null;
}

/** How many people belong to some teams, or have a part in their objectives. */
function countPeople({ survey, objectives }: Scope, teams: ReadonlySet<string>): number {
  const members = [...teams].flatMap((id) => {
    const team = survey.snapshot.plan.team(id);
    return team === undefined ? [] : peopleOf(team);
  });
  return new Set([...members, ...listParticipants(objectives.filter(({ team }) => teams.has(team)))]).size;
}

function readGauge(gauge: Gauge, measure: Measure, scopes: readonly Scope[]): Figure {
  const read = scopes.map((scope) => ({ scope, cases: gauge.cases(scope) }));
  const { scope, cases } = (read.findLast((one) => one.cases.length > 0) ?? read.at(-1)) as (typeof read)[0];
  const shown = fold(gauge, cases);
  const wanted = gauge.aim(scope.survey.snapshot.settings);
  const verdict = judge(shown, wanted);
  return {
    ...shown,
    gauge,
    cycle: scope.cycle,
    aim: wanted,
    verdict,
    advice: verdict === "look" ? gauge.advise(shown.value as number) : null,
    names: [...new Set(cases.flatMap(({ name }) => name ?? []))],
    trend: read.map((one) => ({ cycle: one.scope.cycle, ...fold(gauge, one.cases) })),
    teams: gauge.byTeam ? listTeams(gauge, measure, cases, scope) : [],
  };
}

function judge({ value, small }: Shown, wanted: Aim | null): Verdict {
  if (value === null) return null;
  if (small) return "few";
  return wanted === null ? null : meets(value, wanted) ? "good" : "look";
}

/** The scores of a team of one person are those of that person: they are not told. */
function listTeams(
  gauge: Gauge,
  { ofScores }: Measure,
  cases: readonly Case[],
  scope: Scope,
): Figure["teams"] {
  const groups = groupByTeam(cases);
  const order = new Map(scope.survey.snapshot.plan.teams.map(({ id }, index) => [id, index]));
  return [...groups]
    .filter(([team]) => !ofScores || countPeople(scope, new Set([team])) > 1)
    .sort(([a], [b]) => (order.get(a) ?? order.size) - (order.get(b) ?? order.size))
    .map(([team, some]) => ({ team, ...fold(gauge, some) }));
}
