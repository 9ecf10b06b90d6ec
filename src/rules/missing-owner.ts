import { lacksOwner, peopleOf } from "../analysis/parts.ts";
import { keyResultRef } from "../model/plan.ts";
import { defineRule } from "./define.ts";
import { document, keyResult, objective } from "./examples.ts";

const FLIGHTS = keyResult({ id: "flights", title: "Raise flights from 10 to 40" });
const NOBODYS = { ...FLIGHTS, owner: undefined };

export const missingOwner = defineRule({
  id: "missing-owner",
  group: "people",
  severity: "off",
  summary: "Where an objective has several key results, each names its own owner.",
  why: "The owner of a key result may decide how it is reached. Where none is named the objective's owner answers for all of them, and the work is shared without the decisions.",
  *check({ plan }, { survey }) {
    for (const objective of survey.objectivesIn("planned", "running")) {
      const { id, keyResults, source, owner } = objective;
      const team = plan.team(objective.team);
      // Nobody knows who is there.
      if (!team) continue;
      const people = peopleOf(team);
      for (const [index, keyResult] of keyResults.entries())
        if (lacksOwner(keyResult, objective, people))
          yield {
            source,
            pointer: ["key_results", index],
            message: `the key result ${keyResult.id} has no owner of its own, so the objective's owner ${owner} answers for it`,
            hint: `name who decides how it is reached: owner: PERSON; write owner: ${owner} if that is so`,
            subject: keyResultRef(id, keyResult.id),
            key: "owner",
          };
    }
  },
  examples: {
    accepted: [
      [objective({ key_results: [keyResult({}), FLIGHTS] })],
      { documents: [objective({ key_results: [NOBODYS, keyResult({})] })], day: "2027-01-10" },
    ],
    reported: [
      [objective({ key_results: [keyResult({}), NOBODYS] })],
      [objective({ cycle: "2027-Q1", key_results: [NOBODYS, { ...NOBODYS, id: "guests" }] })],
    ],
    misfires: [
      {
        why: "The owner of an objective with one key result owns that one.",
        example: [objective({ key_results: [NOBODYS] })],
      },
      {
        why: "Where there is only one person there is nothing to say.",
        example: {
          company: [],
          documents: [
            document({
              kind: "team",
              id: "rockets",
              name: "Rockets",
              lead: "ana",
              members: [{ id: "ana", name: "Ana Example" }],
            }),
            objective({ key_results: [NOBODYS, { ...NOBODYS, id: "guests" }] }),
          ],
        },
      },
    ],
  },
});
