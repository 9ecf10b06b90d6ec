import { defineRule, suggester } from "./define.ts";
import { document, objective } from "./examples.ts";

export const unknownTeam = defineRule({
  id: "unknown-team",
  severity: "error",
  summary: "An objective belongs to a team that exists, and a team lies below one that exists.",
  *check({ plan }) {
    const known = (id: string) => plan.team(id) !== undefined || plan.damaged.has(id);
    const hintFor = suggester(
      plan.teams.map(({ id }) => id),
      "team",
    );
    for (const { id, team, source } of plan.objectives)
      if (!known(team))
        yield {
          source,
          pointer: ["team"],
          message: `there is no team "${team}"`,
          hint: hintFor(team),
          subject: id,
        };
    for (const { id, parent, source } of plan.teams)
      if (parent !== null && (parent === id || !known(parent)))
        yield {
          source,
          pointer: ["parent"],
          message: parent === id ? "a team cannot lie below itself" : `there is no team "${parent}"`,
          hint: parent === id ? "name the team above it, or leave out parent" : hintFor(parent),
          subject: id,
        };
  },
  examples: {
    accepted: [
      [objective({ team: "rockets" })],
      [document({ kind: "team", id: "pilots", name: "Pilots", parent: "rockets" })],
    ],
    reported: [
      [objective({ team: "rocket" })],
      [document({ kind: "team", id: "pilots", name: "Pilots", parent: "ghosts" })],
      [document({ kind: "team", id: "pilots", name: "Pilots", parent: "pilots" })],
    ],
  },
});
