import { elapsed } from "../analysis/pace.ts";
import type { CheckIn } from "../model/records.ts";
import { defineRule } from "./define.ts";
import { checkIn, keyResult, objective } from "./examples.ts";

/** An objective that nobody doubts this late is as good as reached. */
const LATE = 0.8;

export const alwaysCertain = defineRule({
  id: "always-certain",
  group: "craft",
  severity: "warning",
  summary: "An aspirational objective is not certain from its first check-in on.",
  why: "Aspirational means that 0.7 is a good end. Where everybody was certain of all of it from the beginning, the targets ask for nothing new, and the uncertain work is left to somebody else.",
  options: { check_ins: { value: 3, meaning: "check-ins with a confidence from which on it counts" } },
  *check({ day }, { options: { check_ins: least }, survey }) {
    for (const one of survey.objectivesIn("running")) {
      if (one.type !== "aspirational" || survey.lacksRecords(one)) continue;
      const told = survey.story.checkIns(one.id, day).filter(({ confidence }) => confidence !== null);
      const [first] = told;
      const cycle = survey.cycle(one);
      if (first === undefined || cycle === null || told.length < least) continue;
      if (!told.every(({ confidence }) => confidence === 1) || elapsed(cycle, first.date) >= LATE) continue;
      // What is reached is certain indeed.
      if (survey.scored(one).score >= 1 - 1e-9) continue;
      yield {
        source: one.source,
        pointer: ["type"],
        message: `confidence is 1.0 in ${tellCount(told)}, though the objective is aspirational`,
        hint: "say what could still go wrong, and give the confidence that is left; if nothing can, aim higher in the next cycle",
        subject: one.id,
        key: "certain",
      };
    }
  },
  examples: {
    accepted: [certain([0.6, 0.8, 0.9])],
    reported: [certain([1, 1, 1]), certain([1, 1, null, 1, 1])],
    misfires: [
      { why: "Confidence rose to 1.0 in the end.", example: certain([0.9, 1, 1, 1]) },
      { why: "A committed objective is to be certain.", example: certain([1, 1, 1], { type: "committed" }) },
      {
        why: "Everything is reached already, well before the end.",
        example: certain([1, 1, 1], { key_results: [keyResult({ target: 20 })] }),
      },
      {
        why: "The first check-in came when the cycle was nearly over.",
        example: {
          documents: [
            objective({}),
            ...["2026-12-15", "2026-12-18", "2026-12-22"].map((date) => checkIn({ date, confidence: 1 })),
          ],
          day: "2026-12-22",
        },
      },
    ],
  },
});

function tellCount({ length, 0: first }: readonly CheckIn[]): string {
  return length === 1 ? `the check-in of ${first?.date}` : `all ${length} check-ins since ${first?.date}`;
}

/** The objective with weekly check-ins of these confidences, looked at in the middle of the cycle. */
function certain(
  confidences: readonly (number | null)[],
  properties: Readonly<Record<string, unknown>> = {},
) {
  const dates = ["2026-10-09", "2026-10-16", "2026-10-23", "2026-10-30", "2026-11-06"];
  const checkIns = confidences.map((confidence, index) =>
    checkIn({ date: dates[index], confidence: confidence ?? undefined }),
  );
  return { documents: [objective(properties), ...checkIns], day: "2026-11-06" };
}
