import { hasValue } from "../analysis/readings.ts";
import type { KeyResultScore, Scored } from "../analysis/score.ts";
import { metricOf } from "../model/metrics/index.ts";
import { defineRule } from "./define.ts";
import { checkIn, keyResult, objective, retrospective } from "./examples.ts";

/** A sum of decimals misses a bound by so much, which nobody typed. */
const NOISE = 1e-9;

export const gradeWithoutReason = defineRule({
  id: "grade-without-reason",
  group: "scoring",
  severity: "warning",
  presets: { strict: "error" },
  summary:
    "A grade of the end retrospective that closes an objective lies within `tolerance` of the computed score, or has a reason.",
  why: "People may know better than the readings, and whoever plans the next cycle has to know what they knew.",
  options: { tolerance: { value: 0.05, meaning: "difference between grade and score that needs no reason" } },
  *check({ day }, { options: { tolerance }, survey }) {
    for (const objective of survey.objectivesIn("closed")) {
      // Only what was graded is worth the scoring.
      const closed = survey.story.closed(objective.id, day);
      if (closed === null || closed.grades.size === 0 || survey.isSettled(objective)) continue;
      const scored = survey.scored(objective);
      for (const one of scored.keyResults) {
        const { grade, reason, score, reading, keyResult, ref } = one;
        if (grade === null || isGiven(reason) || Math.abs(grade - score) <= tolerance + NOISE) continue;
        if (!isMeasured(one, scored)) continue;
        const unread = reading === null ? " for want of a reading" : "";
        yield {
          source: closed.source,
          pointer: ["grades", keyResult.id],
          message: `${keyResult.id} is graded ${grade} without a reason, but its score is ${Number(score.toFixed(3))}${unread} (up to ${tolerance} apart needs none)`,
          hint: `say why in reasons: { ${keyResult.id}: … }; once this file has landed, in another one, which then counts in its place: okr close ${objective.id} --reopen "WHY"`,
          subject: ref,
          key: "reason",
        };
      }
    }
  },
  examples: {
    accepted: [
      [
        objective({}),
        checkIn({ results: { passengers: 22 } }),
        retrospective({ grades: { passengers: 0.4 } }),
      ],
      [objective({}), retrospective({ grades: { passengers: 0 } })],
    ],
    reported: [
      [
        objective({}),
        checkIn({ results: { passengers: 20 } }),
        retrospective({ grades: { passengers: 0.9 } }),
      ],
      [
        objective({}),
        checkIn({ results: { passengers: 40 } }),
        retrospective({ grades: { passengers: 0.7 } }),
      ],
      [objective({}), retrospective({ grades: { passengers: 0.7 } })],
      // A reason for another key result.
      [
        objective({
          key_results: [keyResult({}), keyResult({ id: "flights", title: "Raise flights from 10 to 40" })],
        }),
        checkIn({ results: { passengers: 40, flights: 40 } }),
        retrospective({ grades: { passengers: 0.5, flights: 1 }, reasons: { flights: "All of them flew." } }),
      ],
    ],
    misfires: [
      {
        why: "A score of 0.583 is graded 0.6.",
        example: [
          objective({}),
          checkIn({ results: { passengers: 27.5 } }),
          retrospective({ grades: { passengers: 0.6 } }),
        ],
      },
      {
        why: "Whoever says why may grade differently.",
        example: [
          objective({}),
          checkIn({ results: { passengers: 40 } }),
          retrospective({
            grades: { passengers: 0.8 },
            reasons: { passengers: "Ten of them flew for free." },
          }),
        ],
      },
      {
        why: "Of two end retrospectives only the later one counts.",
        example: [
          objective({}),
          checkIn({ results: { passengers: 40 } }),
          retrospective({ date: "2026-12-28", grades: { passengers: 0.2 } }),
          retrospective({ date: "2026-12-29", grades: { passengers: 1 } }),
        ],
      },
      {
        why: "Closed two quarters ago: whoever knew why has planned with it, or forgotten it.",
        example: {
          documents: [objective({}), retrospective({ grades: { passengers: 0.7 } })],
          day: "2027-06-01",
        },
      },
      {
        why: "What is read after the objective was closed does not change what was known then.",
        example: [
          objective({}),
          checkIn({ date: "2026-12-18", results: { passengers: 25 } }),
          retrospective({ date: "2026-12-21", grades: { passengers: 0.5 } }),
          checkIn({ date: "2026-12-29", results: { passengers: 40 } }),
        ],
      },
    ],
  },
});

function isGiven(reason: string | null): boolean {
  return reason !== null && reason.trim() !== "";
}

/** False where its measure or all of its readings cannot be used, which is reported already. */
function isMeasured({ keyResult, reading }: KeyResultScore, { checkIns }: Scored): boolean {
  const { measure } = keyResult;
  return metricOf(measure).problem(measure) === null && (reading !== null || !hasValue(keyResult, checkIns));
}
