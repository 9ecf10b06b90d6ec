import { lacksCoach } from "../analysis/parts.ts";
import { defineRule } from "./define.ts";
import { document, objective } from "./examples.ts";
import { tellCount } from "./wording.ts";

const team = (properties: object = {}) =>
  document({
    kind: "team",
    id: "rockets",
    name: "Rockets (example)",
    lead: "ana",
    members: ["ana", "ben", "cleo", "dia"].map((id) => ({ id, name: `${id} example` })),
    ...properties,
  });

export const missingCoach = defineRule({
  id: "missing-coach",
  group: "people",
  severity: "warning",
  presets: { strict: "error" },
  summary: "A team of `members` people or more that has objectives names its coach.",
  why: "The coach keeps the practice alive: asks for the check-in, and notices who is not heard. Without one that ends with the first busy week.",
  options: { members: { value: 4, meaning: "members from which on a team needs a coach" } },
  *check({ plan }, { options: { members: least }, survey }) {
    const busy = new Set(survey.objectivesIn("planned", "running").map(({ team }) => team));
    for (const team of plan.teams) {
      const { id, source } = team;
      if (!lacksCoach(team, least) || !busy.has(id) || plan.team(id) !== team) continue;
      const members = new Set(team.members).size;
      yield {
        source,
        pointer: ["id"],
        message: `the team ${id} has ${tellCount(members, "member")} but no coach (needed from ${least} on)`,
        hint: "name the member who keeps the practice alive: coach: PERSON; it may be the lead",
        subject: id,
        key: "coach",
      };
    }
  },
  examples: {
    accepted: [
      { company: [], documents: [team({ coach: "ben" }), objective({})] },
      { company: [], documents: [team(), objective({ cycle: "2026-Q3" })] },
    ],
    reported: [
      { company: [], documents: [team(), objective({})] },
      { company: [], documents: [team(), objective({ cycle: "2027-Q1" })] },
    ],
    misfires: [
      {
        why: "A coach may be the lead.",
        example: { company: [], documents: [team({ coach: "ana" }), objective({})] },
      },
      {
        why: "Three people remind each other.",
        example: {
          company: [],
          documents: [
            team({ members: ["ana", "ben", "cleo"].map((id) => ({ id, name: id })) }),
            objective({}),
          ],
        },
      },
      {
        why: "A team that has not begun with objectives has nothing to coach yet.",
        example: { company: [], documents: [team()] },
      },
      {
        why: "Units and the company have an OKR master.",
        example: { company: [], documents: [team({ level: "unit" }), objective({})] },
      },
    ],
  },
});
