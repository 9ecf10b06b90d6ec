import { keyResultRef } from "../../model/plan.ts";
import type { CheckIn } from "../../model/records.ts";
import { Provenance } from "../provenance.ts";
import type { Row, TableSource } from "../tables.ts";
import { valueCells } from "./key-results.ts";

/** The columns of the table of readings. */
export const READING_COLUMNS = [
  ...["objective", "key_result", "ref", "date", "by", "value", "reached", "done", "confidence", "note"],
  ...["check_in_confidence", "path", "commit"],
];

/** One row for each key result that a check-in says something of, oldest first; one without a key result where it names none. */
export function readingRows({ survey, day, objectives }: TableSource): Row[] {
  const provenance = new Provenance(survey.snapshot.history);
  return objectives.flatMap(({ id }) =>
    survey.story.checkIns(id, day).flatMap((checkIn) => {
      const { path } = checkIn.source;
      const whole = {
        check_in_confidence: checkIn.confidence,
        path,
        commit: provenance.of(path)?.id ?? null,
      };
      return resultCells(checkIn).map((cells) => ({ objective: id, ...cells, ...whole }));
    }),
  );
}

function resultCells({ objective, date, by, results }: CheckIn): Row[] {
  const who = { date, by };
  if (results.size === 0)
    return [{ key_result: null, ref: null, ...who, ...valueCells(null), confidence: null, note: null }];
  return [...results].map(([id, { value, confidence, note }]) => ({
    key_result: id,
    ref: keyResultRef(objective, id),
    ...who,
    ...valueCells(value),
    confidence,
    note,
  }));
}
