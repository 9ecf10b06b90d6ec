import type { Priority, Team } from "../../model/plan.ts";
import { servedBy, teamsAbove } from "../alignment.ts";
import type { Followed, Overview } from "../overview.ts";
import { type Paced, STATUSES, type Status } from "../pace.ts";
import { mean } from "../score.ts";
import type { Survey } from "../survey.ts";

/** A priority with the strategic objectives that serve it; null for those that serve none. */
export interface StrategyPart {
  readonly priority: Priority | null;
  readonly served: readonly Served[];
  /** Team objectives that serve the priority without a strategic objective between. */
  readonly directly: Contribution;
}

/** A strategic objective, and what teams contribute to it. */
export interface Served {
  readonly followed: Followed;
  readonly contribution: Contribution;
}

/** The team objectives that serve something, straight or through others, each counted once. */
export interface Contribution {
  readonly objectives: readonly Paced[];
  readonly counts: Readonly<Record<Status, number>>;
  /** Mean of their scores; null without any. */
  readonly mean: number | null;
  /** By unit (the nearest team above that is one), in the order of their first objective; null for teams without. */
  readonly units: readonly { readonly unit: Team | null; readonly objectives: readonly Paced[] }[];
}

/** The strategy as far as it shows: every priority, and every strategic objective among those shown under each it serves. */
export function listStrategy({ objectives }: Overview, survey: Survey): StrategyPart[] {
  const { plan } = survey.snapshot;
  const shown = new Map(objectives.map((followed) => [followed.objective.id, followed]));
  const strategic = objectives.filter(({ objective }) => isStrategic(plan.team(objective.team)));
  const contributions = new Map(
    strategic.map((followed) => [followed, contributionOf(followed.objective.id, survey, shown)]),
  );
  const serving = (ref: string) =>
    strategic.filter(({ objective }) => survey.alignment.of(objective.id).some((link) => link.ref === ref));
  const part = (priority: Priority | null, some: readonly Followed[]): StrategyPart => ({
    priority,
    served: some.map((followed) => ({ followed, contribution: contributions.get(followed) as Contribution })),
    directly: contributionTo(priority === null ? [] : teamsServing(priority.id, survey, shown), survey),
  });
  const priorities = plan.strategy?.priorities ?? [];
  const parts = priorities.map((priority) => part(priority, serving(priority.id)));
  const placed = new Set(parts.flatMap(({ served }) => served.map(({ followed }) => followed)));
  const rest = strategic.filter((followed) => !placed.has(followed));
  return rest.length === 0 ? parts : [...parts, part(null, rest)];
}

/** Whether a team's objectives are strategic: those of the company and its units. */
export function isStrategic(team: Team | undefined): boolean {
  return team !== undefined && team.level !== "team";
}

/** The team objectives among those shown that lie below an objective, however deep; circles are walked once. */
function contributionOf(id: string, survey: Survey, shown: ReadonlyMap<string, Followed>): Contribution {
  const below = new Set<string>();
  const open = [id];
  for (let next = open.pop(); next !== undefined; next = open.pop())
    for (const link of survey.alignment.to(next)) {
      if (servedBy(link) === null || link.from.id === id || below.has(link.from.id)) continue;
      below.add(link.from.id);
      open.push(link.from.id);
    }
  return contributionTo(
    [...below].flatMap((one) => shown.get(one) ?? []),
    survey,
  );
}

function teamsServing(ref: string, survey: Survey, shown: ReadonlyMap<string, Followed>): Followed[] {
  return [...new Set(survey.alignment.to(ref).map(({ from }) => from.id))].flatMap(
    (id) => shown.get(id) ?? [],
  );
}

function contributionTo(objectives: readonly Followed[], { snapshot: { plan } }: Survey): Contribution {
  const ofTeams = objectives.filter(({ objective }) => !isStrategic(plan.team(objective.team)));
  const units = new Map<Team | null, Followed[]>();
  for (const followed of ofTeams) {
    const above = teamsAbove(plan, followed.objective.team);
    const unit = above.find(({ level }) => level === "unit") ?? null;
    const known = units.get(unit);
    if (known) known.push(followed);
    else units.set(unit, [followed]);
  }
  return {
    objectives: ofTeams,
    counts: Object.fromEntries(
      STATUSES.map((status) => [
        status,
        ofTeams.filter((one) => one.status === status && !one.closed).length,
      ]),
    ) as Record<Status, number>,
    mean: mean(ofTeams.map(({ score }) => score)),
    units: [...units].map(([unit, some]) => ({ unit, objectives: some })),
  };
}
