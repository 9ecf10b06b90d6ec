import type { Medium } from "./index.ts";
import { envelope } from "./json.ts";
import type { PlanReport } from "./plan-text.ts";

/** What there is to look at, and what was written, as JSON, schema okr-plan/1. */
export function planJson(
  { planning, signs, written, commit, branch }: PlanReport,
  { at }: Pick<Medium, "at">,
): string {
  const { team, cycle, strategy, priorities, strategic, last, continues, planned } = planning;
  return envelope("okr-plan/1", at, {
    commit,
    branch,
    team: team.id,
    cycle: { id: cycle.id, start: cycle.start, end: cycle.end },
    mission: strategy?.mission ?? null,
    vision: strategy?.vision ?? null,
    serve: [...priorities, ...strategic].map(({ id, title, team: whose, score }) => ({
      ...{ id, title, team: whose, score },
    })),
    last: last && {
      cycle: last.cycle.id,
      score: last.score,
      objectives: last.lessons.map(({ objective, score, grade, outcome, learned, change }) => ({
        ...{ id: objective.id, title: objective.title, score, grade, outcome, learned, change },
      })),
    },
    continues: continues.map(({ objective, heir }) => ({ id: objective.id, as: heir?.id ?? null })),
    planned: planned.map(({ id }) => id),
    signs: signs.map(({ by, text, movement }, index) => ({ number: index + 1, by, text, movement })),
    written: written.map(({ id, path, keyResults }) => ({
      ...{ id, path },
      key_results: keyResults.map((one) => one.id),
    })),
  });
}
