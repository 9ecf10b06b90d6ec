import { Former, isPast } from "../analysis/former.ts";
import { defineRule, suggester } from "./define.ts";
import { document, objective } from "./examples.ts";
import { tellLast } from "./wording.ts";

export const unknownTeam = defineRule({
  id: "unknown-team",
  group: "files",
  severity: "error",
  summary: "An objective belongs to a team that exists, and a team lies below one that exists.",
  why: "An objective of no team is in nobody's report, and a team below nothing falls out of every sum.",
  *check({ plan, history }, { survey }) {
    const former = new Former(history);
    const known = (id: string) => plan.team(id) !== undefined || plan.damaged.has(id);
    const hintFor = suggester(
      plan.teams.map(({ id }) => id),
      "team",
    );
    const was = (id: string) => tellLast(former.last("team", id));
    for (const objective of plan.objectives) {
      const { id, team, source } = objective;
      if (!known(team) && !(isPast(survey, objective) && former.had("team", team)))
        yield {
          source,
          pointer: ["team"],
          message: `there is no team "${team}"${was(team) === null ? "" : " any more"}`,
          hint:
            was(team) === null
              ? hintFor(team)
              : `${was(team)}: name the team that carries it on, or close the objective`,
          subject: id,
          key: team,
        };
    }
    for (const { id, parent, source } of plan.teams)
      if (parent !== null && (parent === id || !known(parent)))
        yield {
          source,
          pointer: ["parent"],
          message: parent === id ? "a team cannot lie below itself" : `there is no team "${parent}"`,
          hint: parent === id ? "name the team above it, or leave out parent" : hintFor(parent),
          subject: id,
          key: parent,
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
    misfires: [
      {
        why: "A team that is dissolved leaves the objectives of its last quarter behind.",
        example: {
          commits: [
            {
              day: "2026-09-02",
              files: {
                "divers.md": document({ kind: "team", id: "divers", name: "Divers" }),
                "deep.md": objective({ id: "deep", team: "divers", cycle: "2026-Q3" }),
              },
            },
            { day: "2026-11-02", files: { "divers.md": null } },
          ],
        },
      },
      {
        why: "A team may stand beside all others, without one above it or below it.",
        example: [document({ kind: "team", id: "pilots", name: "Pilots" }), objective({ team: "pilots" })],
      },
    ],
  },
});
