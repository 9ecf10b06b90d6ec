import { metricOf } from "../model/metrics/index.ts";
import { keyResultRef } from "../model/plan.ts";
import { defineRule } from "./define.ts";
import { checkIn, keyResult, objective } from "./examples.ts";
import { inRecord } from "./wording.ts";

export const unusableReading = defineRule({
  id: "unusable-reading",
  group: "files",
  severity: "error",
  summary: "A reading is a value of its key result's metric.",
  why: "What cannot be compared with the target cannot be scored.",
  *check({ plan, checkIns }) {
    for (const { objective, results, source } of checkIns) {
      const keyResults = plan.objective(objective)?.keyResults ?? [];
      for (const { id, measure } of keyResults) {
        const value = results.get(id)?.value ?? null;
        const problem = value === null ? null : metricOf(measure).valueProblem(measure, value);
        if (problem)
          yield {
            source,
            pointer: ["results", id],
            message: `the reading of ${id} ${problem.message}`,
            hint: inRecord(problem.hint),
            subject: keyResultRef(objective, id),
          };
      }
    }
  },
  examples: {
    accepted: [[objective({}), checkIn({ results: { passengers: { value: 20, confidence: 0.5 } } })]],
    reported: [
      [objective({}), checkIn({ results: { passengers: true } })],
      [
        objective({ key_results: [keyResult({}), { id: "ship", title: "Ship it", metric: "binary" }] }),
        checkIn({ results: { ship: 1 } }),
      ],
    ],
    misfires: [
      {
        why: "A reading may lie beyond the target, or be worse than the baseline: measures do that.",
        example: [
          objective({}),
          checkIn({ results: { passengers: 45 } }),
          checkIn({ date: "2026-11-27", results: { passengers: -3.5 } }),
        ],
      },
    ],
  },
});
