import { Former } from "../analysis/former.ts";
import { keyResultRef } from "../model/plan.ts";
import type { OkrRecord } from "../model/records.ts";
import { defineRule, type Misfit, suggester } from "./define.ts";
import { checkIn, keyResult, objective, retrospective } from "./examples.ts";
import { inRecord } from "./wording.ts";

export const unknownKeyResult = defineRule({
  id: "unknown-key-result",
  group: "files",
  severity: "error",
  summary: "A reading, a grade and a reason belong to a key result of the record's objective.",
  why: "What names no key result is in no score, however carefully it was measured.",
  *check({ plan, checkIns, retrospectives, history }) {
    const former = new Former(history);
    const hints = new Map<string, (reference: string) => string>();
    for (const record of [...checkIns, ...retrospectives]) {
      const keyResults = plan.objective(record.objective)?.keyResults.map(({ id }) => id);
      if (!keyResults) continue;
      const hintFor = hints.get(record.objective) ?? suggester(keyResults, "key result");
      hints.set(record.objective, hintFor);
      const known = new Set(keyResults);
      // A key result that was dropped keeps the readings that it had until then.
      const had = (id: string) => former.had("key result", keyResultRef(record.objective, id), record.date);
      yield* strangers(record, (id) => known.has(id) || had(id), hintFor);
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
    misfires: [
      {
        why: "A key result that is dropped in the middle of the cycle keeps the readings it had.",
        example: {
          commits: [
            {
              day: "2026-10-01",
              files: { "grow.md": objective({ key_results: [keyResult({}), keyResult({ id: "flights" })] }) },
            },
            { day: "2026-11-20", files: { "a.md": checkIn({ results: { passengers: 20, flights: 12 } }) } },
            { day: "2026-11-30", files: { "grow.md": objective({}) } },
          ],
        },
      },
      {
        why: "A check-in names the key results that it has readings of, in any order.",
        example: [
          objective({
            key_results: [keyResult({}), keyResult({ id: "flights" }), keyResult({ id: "fuel" })],
          }),
          checkIn({ results: { fuel: 12, passengers: 20 } }),
        ],
      },
    ],
  },
});

function* strangers(
  record: OkrRecord,
  isKnown: (id: string) => boolean,
  hintFor: (reference: string) => string,
): Iterable<Misfit> {
  const properties =
    record.kind === "check-in"
      ? { results: record.results.keys() }
      : { grades: record.grades.keys(), reasons: record.reasons.keys() };
  for (const [property, ids] of Object.entries(properties))
    for (const id of ids)
      if (!isKnown(id))
        yield {
          source: record.source,
          pointer: [property, id],
          part: "key",
          message: `the objective ${record.objective} has no key result "${id}"`,
          hint: inRecord(hintFor(id)),
          subject: record.objective,
          key: id,
        };
}
