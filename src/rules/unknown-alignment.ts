import { keyResultRef } from "../model/plan.ts";
import { defineRule, suggester } from "./define.ts";
import { document, objective } from "./examples.ts";

export const unknownAlignment = defineRule({
  id: "unknown-alignment",
  severity: "error",
  summary: "An objective aligns only to an objective, key result or priority that exists.",
  *check({ plan }) {
    const alignable = new Set(plan.strategy?.priorities.map(({ id }) => id));
    for (const { id, keyResults } of plan.objectives) {
      alignable.add(id);
      for (const keyResult of keyResults) alignable.add(keyResultRef(id, keyResult.id));
    }
    const hintFor = suggester(alignable, "objective or priority");
    for (const { id, alignsTo, source } of plan.objectives)
      for (const [index, ref] of alignsTo.entries()) {
        const target = ref.split("/")[0] as string;
        const itself = target === id;
        if (!itself && (alignable.has(ref) || plan.damaged.has(target))) continue;
        yield {
          source,
          pointer: ["aligns_to", index],
          message: itself ? "an objective cannot align to itself" : `nothing here has the id "${ref}"`,
          hint: itself ? "align to what it serves, one level up" : hintFor(ref),
          subject: id,
        };
      }
  },
  examples: {
    accepted: [
      [objective({}), objective({ id: "trial", aligns_to: ["grow", "grow/passengers"] })],
      [
        document({ kind: "strategy", priorities: [{ id: "safety", title: "Safety first" }] }),
        objective({ aligns_to: ["safety"] }),
      ],
    ],
    reported: [
      [objective({}), objective({ id: "trial", aligns_to: ["ghost"] })],
      [objective({}), objective({ id: "trial", aligns_to: ["grow/passenger"] })],
      [objective({ aligns_to: ["grow"] })],
      [objective({ aligns_to: ["grow/passengers"] })],
    ],
  },
});
