import type { Measure, Value } from "../../model/metrics/index.ts";
import type { Row, TableSource } from "../tables.ts";

/** The columns of the table of key results. */
export const KEY_RESULT_COLUMNS = [
  ...["objective", "id", "ref", "title", "owner", "backup", "metric", "baseline", "target", "at_least"],
  ...["at_most", "milestones", "unit", "weight", "progress", "score", "grade", "confidence", "value"],
  ...["reached", "done", "value_date", "value_path", "path"],
];

/** One row a key result: how it is defined, and its last reading on the day. */
export function keyResultRows({ survey, objectives }: TableSource): Row[] {
  return objectives.flatMap((objective) =>
    survey.scored(objective).keyResults.map(
      ({ keyResult, ref, reading, ...scored }): Row => ({
        objective: objective.id,
        id: keyResult.id,
        ref,
        title: keyResult.title,
        owner: keyResult.owner,
        backup: keyResult.backup,
        ...measureCells(keyResult.measure),
        unit: keyResult.unit,
        weight: keyResult.weight,
        progress: scored.progress,
        score: scored.score,
        grade: scored.grade,
        confidence: scored.confidence,
        ...valueCells(reading?.value ?? null),
        value_date: reading?.date ?? null,
        value_path: reading?.path ?? null,
        path: objective.source.path,
      }),
    ),
  );
}

/** A value by its kind: a number, the ids of the milestones reached or `none`, or whether it is done. */
export function valueCells(value: Value | null): Row {
  return {
    value: typeof value === "number" ? value : null,
    reached: typeof value === "object" && value !== null ? value.join(" ") || "none" : null,
    done: typeof value === "boolean" ? value : null,
  };
}

/** What a key result is measured by; milestones one a line, `id: title`, or `id (weight): title` where that is not 1. */
function measureCells(measure: Measure): Row {
  const { metric } = measure;
  return {
    metric,
    baseline: metric === "number" ? measure.baseline : null,
    target: metric === "number" ? measure.target : null,
    at_least: metric === "limit" ? (measure.at_least ?? null) : null,
    at_most: metric === "limit" ? (measure.at_most ?? null) : null,
    milestones:
      metric !== "milestones"
        ? null
        : measure.milestones
            .map(({ id, title, weight = 1 }) => `${id}${weight === 1 ? "" : ` (${weight})`}: ${title}`)
            .join("\n"),
  };
}
