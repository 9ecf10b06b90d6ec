import type { Objective, Plan } from "../../model/plan.ts";
import { teamsAbove } from "../alignment.ts";
import { Origins } from "../origins.ts";
import type { Row, TableSource } from "../tables.ts";

/** The columns of the table of objectives. */
export const OBJECTIVE_COLUMNS = [
  ...["id", "title", "team", "team_name", "unit", "cycle", "cycle_start", "cycle_end", "type", "owner"],
  ...["aligns_to", "depends_on", "continues", "score", "grade", "status", "elapsed", "projected"],
  ...["confidence", "last_check_in", "check_ins", "closed", "outcome", "path", "commit"],
];

/** One row an objective: how it is defined, and how it stands on the day. */
export function objectiveRows({ survey, objectives }: TableSource): Row[] {
  const { plan } = survey.snapshot;
  const origins = new Origins(survey.snapshot);
  const units = new Map<string, string | null>();
  return objectives.map((objective) => {
    const paced = survey.paced(objective);
    if (!units.has(objective.team)) units.set(objective.team, unitOf(plan, objective));
    return {
      id: objective.id,
      title: objective.title,
      team: objective.team,
      team_name: plan.team(objective.team)?.name ?? null,
      unit: units.get(objective.team) ?? null,
      cycle: objective.cycle,
      cycle_start: paced.cycle?.start ?? null,
      cycle_end: paced.cycle?.end ?? null,
      type: objective.type,
      owner: objective.owner,
      aligns_to: objective.alignsTo.join(" ") || null,
      depends_on: objective.dependsOn.join(" ") || null,
      continues: objective.continues,
      score: paced.score,
      grade: paced.grade,
      status: paced.status,
      elapsed: paced.elapsed,
      projected: paced.projected,
      confidence: paced.confidence,
      last_check_in: paced.lastCheckIn,
      check_ins: paced.checkIns.length,
      closed: paced.closed?.date ?? null,
      outcome: paced.closed?.outcome ?? null,
      path: objective.source.path,
      commit: origins.ofDefinition(objective)?.id ?? null,
    };
  });
}

/** The unit that an objective's team is, or the nearest above it. */
function unitOf(plan: Plan, { team: id }: Objective): string | null {
  const team = plan.team(id);
  const teams = team === undefined ? [] : [team, ...teamsAbove(plan, id)];
  return teams.find(({ level }) => level === "unit")?.id ?? null;
}
