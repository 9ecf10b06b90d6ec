import type { Figure, Health, Shown, Thanks } from "../analysis/health.ts";
import type { Plan } from "../model/plan.ts";
import { thanksWords } from "./health-words.ts";
import type { Medium } from "./index.ts";
import { envelope } from "./json.ts";

/** Health or thanks as JSON, schema okr-health/1; the one that was not asked for is null. */
export function healthJson(health: Health, { at }: Pick<Medium, "at">): string {
  const { cycle, team, objectives, measures, leftOut, thanks, snapshot } = health;
  return envelope("okr-health/1", at, {
    cycle: cycle && { id: cycle.id, start: cycle.start, end: cycle.end },
    team: team?.id ?? null,
    objectives,
    measures:
      thanks === null
        ? measures.map(({ measure: { id, title }, figures }) => ({
            id,
            title,
            figures: figures.map(figureJson),
          }))
        : null,
    left_out: leftOut.map(({ measure, why }) => ({ measure: measure.id, why })),
    thanks: thanks === null ? null : thanks.map((one) => thanksJson(one, snapshot.plan)),
  });
}

function figureJson({ gauge, cycle, aim, verdict, advice, names, trend, teams, ...shown }: Figure) {
  return {
    id: gauge.id,
    label: gauge.label,
    how: gauge.how,
    unit: gauge.unit,
    fold: gauge.fold,
    noun: gauge.noun,
    cycle: cycle.id,
    ...shownJson(shown),
    at_least: aim?.atLeast ?? null,
    at_most: aim?.atMost ?? null,
    verdict,
    advice,
    names,
    trend: trend.map((one) => ({ cycle: one.cycle.id, ...shownJson(one) })),
    teams: teams.map(({ team, ...one }) => ({ team, ...shownJson(one) })),
  };
}

function shownJson({ value, cases, small }: Shown) {
  return { value, cases, small };
}

function thanksJson(thanks: Thanks, plan: Plan) {
  const { deed, team, person, objective, helped } = thanks;
  return { deed, team, person, objective, helped, text: thanksWords(thanks, plan) };
}
