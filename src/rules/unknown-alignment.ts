import { Former, isPast } from "../analysis/former.ts";
import { keyResultRef } from "../model/plan.ts";
import { defineRule, suggester } from "./define.ts";
import { document, objective } from "./examples.ts";

export const unknownAlignment = defineRule({
  id: "unknown-alignment",
  group: "alignment",
  severity: "error",
  summary: "An objective aligns only to an objective, key result or priority that exists.",
  why: "A link that leads nowhere looks like alignment where there is none.",
  *check({ plan, history }, { survey }) {
    const alignable = new Set(plan.strategy?.priorities.map(({ id }) => id));
    for (const { id, keyResults } of plan.objectives) {
      alignable.add(id);
      for (const keyResult of keyResults) alignable.add(keyResultRef(id, keyResult.id));
    }
    const hintFor = suggester(alignable, "objective or priority");
    const former = new Former(history);
    const had = (ref: string, target: string) =>
      former.had("objective", target) || former.had("priority", ref);
    for (const objective of plan.objectives) {
      const { id, alignsTo, source } = objective;
      for (const [index, ref] of alignsTo.entries()) {
        const target = ref.split("/")[0] as string;
        const itself = target === id;
        if (!itself && (alignable.has(ref) || plan.damaged.has(target))) continue;
        if (!itself && isPast(survey, objective) && had(ref, target)) continue;
        yield {
          source,
          pointer: ["aligns_to", index],
          message: itself ? "an objective cannot align to itself" : `nothing here has the id "${ref}"`,
          hint: itself ? "align to what it serves, one level up" : hintFor(ref),
          subject: id,
          key: ref,
        };
      }
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
    misfires: [
      {
        why: "What an objective of last quarter served may have gone since.",
        example: {
          commits: [
            {
              day: "2026-09-02",
              files: {
                "strategy.md": document({
                  kind: "strategy",
                  priorities: [{ id: "safety", title: "Safety" }],
                }),
                "grow.md": objective({ cycle: "2026-Q3", aligns_to: ["safety"] }),
              },
            },
            { day: "2026-12-01", files: { "strategy.md": document({ kind: "strategy" }) } },
          ],
        },
      },
      {
        why: "What a team serves may belong to a longer cycle, and to a team above it.",
        example: [
          document({ kind: "team", id: "harbour", name: "Harbour", level: "company" }),
          objective({ id: "year", team: "harbour", cycle: "2026" }),
          objective({ aligns_to: ["year/passengers"] }),
        ],
      },
    ],
  },
});
