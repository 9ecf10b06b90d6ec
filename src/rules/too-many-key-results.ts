import { defineRule } from "./define.ts";
import { keyResult, objective, retrospective } from "./examples.ts";
import { tellCount } from "./wording.ts";

export const tooManyKeyResults = defineRule({
  id: "too-many-key-results",
  group: "craft",
  severity: "warning",
  presets: { strict: "error" },
  summary: "An objective has at most `max` key results.",
  why: "The few key results of an objective are the signs by which everybody can see whether it is reached. A long list of them is a list of everything that is measured, and nobody looks at it every week.",
  options: { max: { value: 5, meaning: "key results that an objective may have" } },
  *check(_, { options: { max }, survey }) {
    for (const { id, keyResults, source } of survey.drafts) {
      if (keyResults.length <= max) continue;
      yield {
        source,
        pointer: ["key_results", Math.floor(max)],
        message: `the objective has ${tellCount(keyResults.length, "key result")}, more than ${max}`,
        hint: `keep those that show best whether it is reached, at most ${max}; what you only watch belongs on a dashboard, and what you do under ## Initiatives`,
        subject: id,
      };
    }
  },
  examples: {
    accepted: [[several(5)]],
    reported: [
      [several(6)],
      { documents: [several(5)], settings: "rules: { too-many-key-results: [warning, { max: 4 }] }" },
    ],
    misfires: [
      {
        why: "The steps of a milestone key result are one key result, however many they are.",
        example: [
          objective({
            key_results: [
              keyResult({}),
              {
                id: "licence",
                title: "The space agency lets passengers fly",
                metric: "milestones",
                milestones: Array.from("abcdefgh", (letter) => ({ id: letter, title: `Paper ${letter}` })),
                owner: "ana",
                backup: "ben",
              },
            ],
          }),
        ],
      },
      {
        why: "The objective is closed: what it had cannot be undone.",
        example: [several(8), retrospective({ date: "2026-12-01", grades: {} })],
      },
    ],
  },
});

function several(count: number): string {
  return objective({
    key_results: Array.from("abcdefgh".slice(0, count), (letter) =>
      keyResult({ id: letter, title: `Increase passengers of ship ${letter.toUpperCase()} from 10 to 40` }),
    ),
  });
}
