import { Former, writtenOn } from "../analysis/former.ts";
import { addDays } from "../model/day.ts";
import type { Objective } from "../model/plan.ts";
import type { Retrospective } from "../model/records.ts";
import { defineRule, type Misfit } from "./define.ts";
import { checkIn, keyResult, objective, retrospective } from "./examples.ts";
import { tellList } from "./wording.ts";

const TWO = objective({
  key_results: [keyResult({}), keyResult({ id: "flights", title: "Raise flights from 10 to 40" })],
});

export const ungradedObjective = defineRule({
  id: "ungraded-objective",
  group: "scoring",
  severity: "warning",
  presets: { strict: "error" },
  summary:
    "Once its cycle and the `close_within_days` after it are over, an objective is closed by an end retrospective, which grades every key result unless the objective is abandoned.",
  why: "What nobody looks back at teaches nothing, and an objective without an end is carried along by everybody who reads the list.",
  *check({ day, settings, history }, { survey }) {
    const former = new Former(history);
    for (const objective of survey.objectives) {
      const stage = survey.stage(objective);
      const closed = stage === "closed" ? survey.story.closed(objective.id, day) : null;
      if (closed !== null && !survey.isSettled(objective)) yield* findUngraded(objective, closed);
      const cycle = survey.cycle(objective);
      if (stage !== "over" || cycle === null || survey.lacksRecords(objective)) continue;
      const due = addDays(cycle.end, settings.closeWithinDays);
      // What was over when it was written down is kept for the record: a company brings its old quarters along.
      if ((writtenOn(former, "objective", objective.id, day) ?? due) > due) continue;
      yield {
        source: objective.source,
        pointer: ["id"],
        message: `no end retrospective, though the cycle ${cycle.id} ended on ${cycle.end} and was to be closed by ${due}`,
        hint: `settle its grades and what becomes of it, and write down what was learned: okr close ${objective.id}`,
        subject: objective.id,
        key: "open",
      };
    }
  },
  examples: {
    accepted: [
      [objective({}), checkIn({}), retrospective({})],
      { documents: [objective({}), retrospective({ date: "2027-01-15" })], day: "2027-06-01" },
      { documents: [objective({}), retrospective({ date: "2026-11-15" })], day: "2026-11-20" },
    ],
    reported: [
      { documents: [objective({}), checkIn({})], day: "2027-01-22" },
      {
        commits: [{ day: "2026-06-20", files: { "grow.md": objective({ cycle: "2026-Q3" }) } }],
        seen: "2026-10-22",
      },
      // Years ago, and looked back at only once, in the middle.
      {
        documents: [
          objective({ cycle: "2019-Q4" }),
          retrospective({ date: "2019-11-15", phase: "mid", grades: undefined, outcome: undefined }),
        ],
      },
      // Closed, but one of its key results was not graded.
      [TWO, checkIn({}), retrospective({})],
      [objective({}), retrospective({ grades: undefined, outcome: "done" })],
    ],
    misfires: [
      {
        why: "Closing a cycle takes up to three weeks.",
        example: { documents: [objective({}), checkIn({})], day: "2027-01-21" },
      },
      {
        why: "Whoever begins with okr brings the quarters before along, which were closed elsewhere.",
        example: {
          commits: [
            {
              day: "2026-11-02",
              files: { "old.md": objective({ id: "old", cycle: "2026-Q1" }), "grow.md": objective({}) },
            },
          ],
          seen: "2026-11-20",
        },
      },
      {
        why: "What was abandoned needs no grades.",
        example: [TWO, retrospective({ grades: undefined, outcome: "abandoned" })],
      },
      {
        why: "Closed two quarters ago: what was left without a grade will not get one any more.",
        example: { documents: [TWO, checkIn({}), retrospective({})], day: "2027-06-01" },
      },
      {
        why: "A second end retrospective corrects the first.",
        example: [
          TWO,
          retrospective({ date: "2026-12-28" }),
          retrospective({ date: "2026-12-29", grades: { passengers: 0.4, flights: 0.7 } }),
        ],
      },
    ],
  },
});

/** What an end retrospective left open. */
function* findUngraded(
  { id, keyResults }: Objective,
  { grades, outcome, date, source }: Retrospective,
): Iterable<Misfit> {
  const open = keyResults.filter((keyResult) => !grades.has(keyResult.id)).map((keyResult) => keyResult.id);
  if (outcome === "abandoned" || open.length === 0) return;
  yield {
    source,
    pointer: ["grades"],
    message: `the end retrospective of ${date} has no grade for ${tellList(open)}, so the objective has none`,
    hint: `grade all of its key results; once this file has landed, in another one: okr close ${id} --reopen "WHY"`,
    subject: id,
    key: "grades",
  };
}
