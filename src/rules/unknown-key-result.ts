import type { OkrRecord } from "../model/records.ts";
import { defineRule, type Misfit, suggester } from "./define.ts";
import { checkIn, keyResult, objective, retrospective } from "./examples.ts";

export const unknownKeyResult = defineRule({
  id: "unknown-key-result",
  severity: "error",
  summary: "A reading, a grade and a reason belong to a key result of the record's objective.",
  *check({ plan, checkIns, retrospectives }) {
    const hints = new Map<string, (reference: string) => string>();
    for (const record of [...checkIns, ...retrospectives]) {
      const keyResults = plan.objective(record.objective)?.keyResults.map(({ id }) => id);
      if (!keyResults) continue;
      const hintFor = hints.get(record.objective) ?? suggester(keyResults, "key result");
      hints.set(record.objective, hintFor);
      yield* strangers(record, new Set(keyResults), hintFor);
    }
  },
  examples: {
    accepted: [
      [
        objective({ key_results: [keyResult({}), keyResult({ id: "flights" })] }),
        checkIn({ results: { flights: 12 } }),
      ],
      [objective({}), checkIn({ results: {} }), retrospective({})],
    ],
    reported: [
      [objective({}), checkIn({ results: { passenger: 20 } })],
      [objective({}), retrospective({ grades: { passengers: 0.4, fuel: 0.1 } })],
      [objective({}), retrospective({ reasons: { fuel: "none left" } })],
    ],
  },
});

function* strangers(
  record: OkrRecord,
  known: ReadonlySet<string>,
  hintFor: (reference: string) => string,
): Iterable<Misfit> {
  const properties =
    record.kind === "check-in"
      ? { results: record.results.keys() }
      : { grades: record.grades.keys(), reasons: record.reasons.keys() };
  for (const [property, ids] of Object.entries(properties))
    for (const id of ids)
      if (!known.has(id))
        yield {
          source: record.source,
          pointer: [property, id],
          part: "key",
          message: `the objective ${record.objective} has no key result "${id}"`,
          hint: hintFor(id),
          subject: record.objective,
        };
}
