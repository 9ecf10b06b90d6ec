import { metricOf } from "../model/metrics/index.ts";
import { keyResultRef } from "../model/plan.ts";
import { defineRule } from "./define.ts";
import { keyResult, objective } from "./examples.ts";

export const unusableMeasure = defineRule({
  id: "unusable-measure",
  group: "files",
  severity: "error",
  summary: "A key result can be measured: its baseline and target differ, its bounds can both hold.",
  why: "No reading can move what has nowhere to go, so its score would say nothing.",
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
      [objective({})],
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
    misfires: [
      {
        why: "What is to become less has its target below its baseline.",
        example: [objective({ key_results: [keyResult({ baseline: 800, target: 300 })] })],
      },
      {
        why: "A limit may be a single value, to be held exactly.",
        example: [
          objective({
            key_results: [{ id: "heat", title: "Hold 20 °C", metric: "limit", at_least: 20, at_most: 20 }],
          }),
        ],
      },
    ],
  },
});
