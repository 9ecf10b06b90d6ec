import { accountableFor, lacksBackup, peopleOf } from "../analysis/parts.ts";
import { type KeyResult, keyResultRef, type Objective, type Team } from "../model/plan.ts";
import { defineRule, type Misfit } from "./define.ts";
import { document, keyResult, objective, retrospective } from "./examples.ts";

/** So many people are named as those who might do it, out of so many that are looked at. */
const NAMED = 3;
const LOOKED_AT = 6;

export const missingBackup = defineRule({
  id: "missing-backup",
  group: "people",
  severity: "warning",
  presets: { strict: "error" },
  summary: "Every key result has a backup who is not its owner.",
  why: "When an owner falls ill or leaves, a key result without a backup stands still until somebody notices.",
  *check({ plan }, { survey }) {
    const people = new Map<Team, readonly string[]>();
    for (const objective of survey.objectivesIn("planned", "running")) {
      const team = plan.team(objective.team);
      // Who else is there, nobody knows; an unknown team is reported already.
      if (!team) continue;
      const known = people.get(team) ?? peopleOf(team);
      people.set(team, known);
      for (const [index, keyResult] of objective.keyResults.entries()) {
        if (lacksBackup(keyResult, objective, known))
          yield {
            source: objective.source,
            pointer: ["key_results", index, ...(keyResult.backup === null ? [] : ["backup"])],
            ...describe(keyResult, objective, known),
            subject: keyResultRef(objective.id, keyResult.id),
            key: "backup",
          };
      }
    }
  },
  examples: {
    accepted: [
      [objective({})],
      [objective({ owner: "ben", key_results: [keyResult({ owner: undefined, backup: "ana" })] })],
    ],
    reported: [
      [objective({ key_results: [keyResult({ backup: undefined })] })],
      [objective({ cycle: "2027-Q1", key_results: [keyResult({ backup: "ana" })] })],
      [objective({ owner: "ben", key_results: [keyResult({ owner: undefined, backup: "ben" })] })],
    ],
    misfires: [
      {
        why: "In a team of one there is nobody else.",
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
            objective({ key_results: [keyResult({ backup: undefined })] }),
          ],
        },
      },
      {
        why: "What is closed needs nobody to take over.",
        example: [
          objective({ key_results: [keyResult({ backup: undefined })] }),
          retrospective({ date: "2026-12-20" }),
        ],
      },
      {
        why: "Somebody from another team may be the backup.",
        example: [
          document({
            kind: "team",
            id: "divers",
            name: "Divers",
            members: [{ id: "dia", name: "Dia Example" }],
          }),
          objective({ key_results: [keyResult({ backup: "dia" })] }),
        ],
      },
    ],
  },
});

/** What is wrong with the backup of a key result. */
function describe(
  keyResult: KeyResult,
  objective: Objective,
  people: readonly string[],
): Pick<Misfit, "message" | "hint"> {
  const { id, backup } = keyResult;
  const owner = accountableFor(keyResult, objective);
  const others = people
    .slice(0, LOOKED_AT)
    .filter((person) => person !== owner)
    .slice(0, NAMED);
  return {
    message:
      backup === null
        ? `the key result ${id} has no backup`
        : `the backup of the key result ${id} is its owner, ${owner}`,
    hint: `name who can take over from ${owner}: backup: PERSON, for example ${others.join(", ")}`,
  };
}
