import type { Report } from "../analysis/report.ts";
import { csvText } from "./csv.ts";
import type { Medium } from "./index.ts";
import { personName, teamName } from "./report-words.ts";

const COLUMNS = [
  "id",
  "title",
  "team",
  "team_name",
  "owner",
  "owner_name",
  "cycle",
  "type",
  "status",
  "score",
  "grade",
  "projected",
  "confidence",
  "trend",
  "last_check_in",
  "attention",
  "issues",
  "plan",
  "serves",
  "outcome",
  "path",
  "commit",
] as const;

/** The objectives of the report as a table, one row each, in its order; `okr export` has key results, readings and links. */
export function reportCsv({ stories, snapshot: { plan }, origins }: Report, _medium?: Medium): string {
  return csvText(
    COLUMNS,
    stories.map(({ followed, reasons, grip, serves }) => {
      const { objective, closed } = followed;
      return {
        id: objective.id,
        title: objective.title,
        team: objective.team,
        team_name: teamName(plan, objective.team),
        owner: objective.owner,
        owner_name: personName(plan, objective.owner),
        cycle: objective.cycle,
        type: objective.type,
        status: closed ? "closed" : followed.status,
        score: followed.score,
        grade: followed.grade,
        projected: followed.projected,
        confidence: followed.confidence,
        trend: followed.trend,
        last_check_in: followed.lastCheckIn,
        attention: reasons.join("; ") || null,
        issues: grip?.issues ?? null,
        plan: grip?.plan ?? null,
        serves: serves.map(({ ref }) => ref).join(" ") || null,
        outcome: closed?.outcome ?? null,
        path: objective.source.path,
        commit: origins.ofDefinition(objective)?.id ?? null,
      };
    }),
  );
}
