import type { Source } from "../model/finding.ts";
import { defineRule, type Misfit } from "./define.ts";
import { keyResult, objective } from "./examples.ts";

export const duplicateReference = defineRule({
  id: "duplicate-reference",
  group: "files",
  severity: "warning",
  presets: { strict: "error" },
  summary: "An objective names what it aligns to and depends on once.",
  why: "A second mention says nothing, and readers wonder whether another one was meant.",
  *check({ plan }, { survey }) {
    for (const objective of plan.objectives) {
      if (!survey.isLive(objective)) continue;
      const { id, alignsTo, dependsOn, source } = objective;
      yield* repeated(id, source, "aligns_to", alignsTo);
      yield* repeated(id, source, "depends_on", dependsOn);
    }
  },
  examples: {
    accepted: [
      [
        objective({}),
        objective({ id: "more", depends_on: ["grow"] }),
        objective({ id: "trial", aligns_to: ["grow", "more"], depends_on: ["more"] }),
      ],
    ],
    reported: [
      [objective({}), objective({ id: "trial", aligns_to: ["grow", "grow"] })],
      [
        objective({}),
        objective({ id: "more" }),
        objective({ id: "trial", depends_on: ["grow", "more", "grow"] }),
      ],
    ],
    misfires: [
      {
        why: "An objective may serve another as a whole, and above all one or two of its key results.",
        example: [
          objective({ key_results: [keyResult({}), keyResult({ id: "flights" })] }),
          objective({ id: "trial", aligns_to: ["grow", "grow/passengers", "grow/flights"] }),
        ],
      },
      {
        why: "It may need the very objective it serves.",
        example: [objective({}), objective({ id: "trial", aligns_to: ["grow"], depends_on: ["grow"] })],
      },
      {
        why: "What is over is not tidied up.",
        example: [
          objective({ cycle: "2026-Q2" }),
          objective({ id: "trial", cycle: "2026-Q2", aligns_to: ["grow", "grow"] }),
        ],
      },
    ],
  },
});

function* repeated(
  subject: string,
  source: Source,
  property: "aligns_to" | "depends_on",
  refs: readonly string[],
): Iterable<Misfit> {
  const seen = new Set<string>();
  for (const [index, ref] of refs.entries()) {
    const pointer = [property, index];
    if (seen.has(ref))
      yield {
        source,
        pointer,
        message: `${property} names "${ref}" already`,
        hint: "take it out, or name the one that was meant; okr check --fix takes it out",
        subject,
        fix: { pointer, part: "entry", to: null },
      };
    seen.add(ref);
  }
}
