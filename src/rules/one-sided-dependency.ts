import { unmentionedNeeds } from "../analysis/dependencies.ts";
import { defineRule } from "./define.ts";
import { checkIn, document, objective } from "./examples.ts";

const PILOTS = document({ kind: "team", id: "pilots", name: "Test Pilots" });
const TRIAL = objective({ id: "trial", team: "pilots", depends_on: ["grow"] });

export const oneSidedDependency = defineRule({
  id: "one-sided-dependency",
  group: "alignment",
  severity: "warning",
  summary:
    "Where an objective depends on another team's, that one mentions it too: in its file, or in a check-in.",
  why: "A dependency that only one side has written down is a hope. The other team plans without it, and both find out when it is too late.",
  *check(_, { survey }) {
    for (const [needed, needs] of unmentionedNeeds(survey))
      for (const { by, index } of needs)
        yield {
          source: by.source,
          pointer: ["depends_on", index],
          message: `${needed.id} of ${needed.team} does not mention that ${by.id} depends on it`,
          hint: `agree on it with ${needed.team}, and have ${by.id} written into the text of ${needed.id} or the plan of its next check-in`,
          subject: by.id,
          key: needed.id,
        };
  },
  examples: {
    accepted: [
      [PILOTS, objective({ depends_on: ["trial"] }), TRIAL],
      [
        PILOTS,
        `${objective({})}\nThe flights of [the pilots](../pilots/trial.md) need our seats by November.\n`,
        TRIAL,
      ],
      [
        PILOTS,
        objective({}),
        TRIAL,
        checkIn({ results: { passengers: { value: 20, note: "12 of them for trial" } } }),
      ],
    ],
    reported: [
      [PILOTS, objective({}), TRIAL],
      // Another objective with a longer name is another objective.
      [PILOTS, `${objective({})}\nSeats for trial-2027 come later.\n`, TRIAL],
      [
        PILOTS,
        objective({}),
        objective({ id: "trial", team: "pilots", cycle: "2027-Q1", depends_on: ["ship", "grow"] }),
        objective({ id: "ship" }),
        checkIn({ objective: "ship" }),
      ],
    ],
    misfires: [
      {
        why: "Within a team everybody knows.",
        example: [objective({}), objective({ id: "trial", depends_on: ["grow"] })],
      },
      {
        why: "The other one is closed: what was needed is there, or will not come.",
        example: [
          PILOTS,
          objective({}),
          TRIAL,
          document({
            ...{ kind: "retrospective", objective: "grow", date: "2026-12-20", by: "ana", phase: "end" },
            ...{ grades: { passengers: 0.8 }, outcome: "done" },
          }),
        ],
      },
      {
        why: "The plan of a check-in mentions it.",
        example: [
          PILOTS,
          objective({}),
          TRIAL,
          `${checkIn({})}\n## Plan\n\nThe new seats first, because Trial waits for them.\n`,
        ],
      },
      {
        why: "The text mentions the team that depends on it, by its name.",
        example: [PILOTS, `${objective({})}\nThe Test Pilots' work begins where ours ends.\n`, TRIAL],
      },
      {
        why: "It is mentioned by what its team is called for short.",
        example: [PILOTS, `${objective({})}\nPilots need our seats by November.\n`, TRIAL],
      },
    ],
  },
});
