import { metricOf } from "../model/metrics/index.ts";
import { keyResultRef } from "../model/plan.ts";
import { defineRule } from "./define.ts";
import { keyResult, objective } from "./examples.ts";

export const unusableMeasure = defineRule({
  id: "unusable-measure",
  severity: "error",
  summary: "A key result can be measured: its baseline and target differ, its bounds can both hold.",
  *check({ plan }) {
    for (const { id, keyResults, source } of plan.objectives)
      for (const [index, keyResult] of keyResults.entries()) {
        const problem = metricOf(keyResult.measure).problem(keyResult.measure);
        if (problem)
          yield {
            source,
            pointer: ["key_results", index, ...(problem.property === undefined ? [] : [problem.property])],
            message: problem.message,
            hint: problem.hint,
            subject: keyResultRef(id, keyResult.id),
          };
      }
  },
  examples: {
    accepted: [
      [objective({ key_results: [keyResult({ baseline: 800, target: 300 })] })],
      [objective({ key_results: [{ id: "uptime", title: "Uptime", metric: "limit", at_least: 99.9 }] })],
    ],
    reported: [
      [objective({ key_results: [keyResult({ baseline: 40, target: 40 })] })],
      [
        objective({
          key_results: [{ id: "heat", title: "Heat", metric: "limit", at_least: 30, at_most: 20 }],
        }),
      ],
    ],
  },
});
