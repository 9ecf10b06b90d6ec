import { teamsAbove } from "../analysis/alignment.ts";
import { isStrategic } from "../analysis/report/strategy.ts";
import { type Bodies, composeReport } from "../analysis/report.ts";
import type { Survey } from "../analysis/survey.ts";
import { findCycle } from "../model/cycle.ts";
import type { Team } from "../model/plan.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { formats } from "../render/index.ts";
import type { PageName, Site } from "../render/page/site.ts";
import { plainStyle } from "../render/style.ts";
import type { Provenance } from "../store/store.ts";
import { requireCycle, requireObjective, requireTeam } from "./references.ts";

/** What the pages of a company are made of. */
export interface Company {
  readonly survey: Survey;
  readonly bodies: Bodies;
  readonly at: Provenance;
  /** The cycle to show on every page that is not about another one; null for the running one. */
  readonly cycle: string | null;
}

/** More teams than these are not offered on every page: only units and the company are, whose pages lead to the rest. */
const OFFERED = 40;

/** The pages of a company. */
export interface Pages {
  readonly all: readonly PageName[];
  /** Those that every page leads to: the cycle, the strategy, the scorecard of a cycle that is over, cycles, teams. */
  readonly offered: readonly PageName[];
  has(page: PageName): boolean;
}

/** Lists the pages of a company: a team has one if it has objectives, or teams below it have. */
export function listPages({ survey, cycle }: Company): Pages {
  const { plan, settings, day } = survey.snapshot;
  const used = [...new Set(survey.objectives.map((objective) => objective.cycle))]
    .flatMap((id) => findCycle(id, settings.cycles) ?? [])
    .sort((a, b) => (a.start === b.start ? (a.end < b.end ? 1 : -1) : a.start < b.start ? 1 : -1));
  const busy = new Set(
    survey.objectives.flatMap(({ team }) => [team, ...teamsAbove(plan, team).map(({ id }) => id)]),
  );
  const teams = plan.teams.filter((team) => busy.has(team.id) && plan.team(team.id) === team);
  const first: PageName[] = [{ kind: "cycle", id: null }];
  if (plan.strategy !== null || teams.some(isStrategic)) first.push({ kind: "strategic", id: null });
  if (used.some(({ id, end }) => (cycle === null ? end < day : id === cycle)))
    first.push({ kind: "scorecard", id: null });
  first.push(...used.map(({ id }) => ({ kind: "cycle" as const, id })));
  const pageOf = ({ id }: Team) => ({ kind: "team" as const, id });
  const objectives = survey.objectives.map(({ id }) => ({ kind: "objective" as const, id }));
  const all = [...first, ...teams.map(pageOf), ...objectives];
  const names = new Set(all.map(({ kind, id }) => `${kind} ${id}`));
  return {
    all,
    offered: [...first, ...(teams.length > OFFERED ? teams.filter(isStrategic) : teams).map(pageOf)],
    has: ({ kind, id }) => names.has(`${kind} ${id}`),
  };
}

/** One page in a format. Throws a UserError with the nearest where nothing has its name. */
export async function makePage(
  { kind, id }: PageName,
  { survey, bodies, at, cycle }: Company,
  format: "html" | "json",
  site: Site | null,
): Promise<string> {
  const { snapshot } = survey;
  const nobody = { cycle, team: null, person: null, objective: null };
  const selection = { ...nobody, ...(id === null ? {} : chosen(snapshot, kind, id)) };
  const report = composeReport(
    snapshot,
    { kind: kind === "objective" ? "cycle" : kind, selection, since: null },
    bodies,
    survey,
  );
  const medium = { style: plainStyle(100), at, site };
  return (await formats.report[format]())(report, medium);
}

function chosen(snapshot: Snapshot, kind: PageName["kind"], id: string) {
  if (kind === "objective") return { objective: requireObjective(snapshot, id).id, cycle: null };
  if (kind === "team") return { team: requireTeam(snapshot, id).id };
  return { cycle: requireCycle(snapshot, id).id };
}
