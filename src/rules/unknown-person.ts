import { Former, isPast } from "../analysis/former.ts";
import type { Survey } from "../analysis/survey.ts";
import type { Day } from "../model/day.ts";
import type { Pointer, Source } from "../model/finding.ts";
import { keyResultRef } from "../model/plan.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { defineRule, suggester } from "./define.ts";
import { checkIn, document, keyResult, objective } from "./examples.ts";
import { inRecord, tellLast } from "./wording.ts";

interface Mention {
  readonly person: string | null;
  readonly source: Source;
  readonly pointer: Pointer;
  readonly subject: string;
  /** Where it only says how it was: the day it speaks of, or "past". Whoever was a member then may have left. */
  readonly when: Day | "past" | null;
}

export const unknownPerson = defineRule({
  id: "unknown-person",
  group: "files",
  severity: "error",
  summary: "Everybody who is named is a member of a team.",
  why: "Nobody can ask a person who is in no team, and work that is theirs has no owner.",
  *check(snapshot, { survey }) {
    const { plan, history } = snapshot;
    const former = new Former(history);
    const near = suggester(
      plan.people.map(({ id }) => id),
      "person",
    );
    for (const { person, source, pointer, subject, when } of mentions(snapshot, survey)) {
      if (person === null || plan.person(person) || plan.damaged.has(person)) continue;
      if (when !== null && former.had("person", person, when === "past" ? null : when)) continue;
      const was = tellLast(former.last("person", person), "they were");
      yield {
        source,
        pointer,
        message: `there is no person "${person}"${was === null ? "" : " any more"}`,
        hint: was === null ? hintFor(person, near(person), when) : tellLeft(was, when),
        subject,
        key: person,
      };
    }
  },
  examples: {
    accepted: [
      [
        objective({ owner: "ana", key_results: [keyResult({ owner: "ben", backup: "ana" })] }),
        checkIn({ by: "ben" }),
      ],
    ],
    reported: [
      [objective({ owner: "anna" })],
      [objective({ key_results: [keyResult({ backup: "zoe" })] })],
      [objective({}), checkIn({ by: "zoe" })],
      [document({ kind: "team", id: "divers", name: "Divers", coach: "zoe", members: ["yan"] })],
      // Whoever has left while the objective runs.
      {
        commits: [
          {
            day: "2026-09-02",
            files: {
              "divers.md": document({
                ...{ kind: "team", id: "divers", name: "Divers" },
                members: [{ id: "yan", name: "Yan Example" }],
              }),
              "deep.md": objective({ id: "deep", team: "divers", owner: "yan" }),
            },
          },
          {
            day: "2026-11-02",
            files: { "divers.md": document({ kind: "team", id: "divers", name: "Divers" }) },
          },
        ],
      },
    ],
    misfires: [
      {
        why: "Who has left stays the author of the check-ins and the owner of the objectives of that time.",
        example: {
          commits: [
            {
              day: "2026-09-02",
              files: {
                "divers.md": document({
                  ...{ kind: "team", id: "divers", name: "Divers" },
                  members: [{ id: "yan", name: "Yan Example" }],
                }),
                "deep.md": objective({ id: "deep", team: "divers", cycle: "2026-Q3", owner: "yan" }),
                "check-in.md": checkIn({ objective: "deep", date: "2026-09-04", by: "yan" }),
              },
            },
            {
              day: "2026-11-02",
              files: { "divers.md": document({ kind: "team", id: "divers", name: "Divers" }) },
            },
          ],
        },
      },
      {
        why: "An owner, a backup or a coach may come from another team.",
        example: [
          document({
            ...{ kind: "team", id: "divers", name: "Divers", coach: "ben" },
            members: [{ id: "yan", name: "Yan Example" }],
          }),
          objective({ owner: "yan", key_results: [keyResult({ backup: "yan" })] }),
        ],
      },
    ],
  },
});

function hintFor(person: string, near: string, when: Mention["when"]): string {
  if (near.startsWith("did you mean")) return isDay(when) ? inRecord(near) : near;
  return `add them to a team: okr new person ${person} --team TEAM; ${near}`;
}

function tellLeft(was: string, when: Mention["when"]): string {
  return isDay(when)
    ? inRecord(`${was}: name who wrote it`)
    : `${was}: name who takes over, or take them out`;
}

function isDay(when: Mention["when"]): boolean {
  return when !== null && when !== "past";
}

function* mentions(snapshot: Snapshot, survey: Survey): Iterable<Mention> {
  const { plan, checkIns, retrospectives } = snapshot;
  for (const { id, lead, coach, members, source } of plan.teams) {
    const common = { source, subject: id, when: null };
    yield { ...common, person: lead, pointer: ["lead"] };
    yield { ...common, person: coach, pointer: ["coach"] };
    for (const [index, person] of members.entries()) yield { ...common, person, pointer: ["members", index] };
  }
  for (const { mentor, source, index, id } of plan.people)
    yield { person: mentor, source, pointer: ["members", index, "mentor"], subject: id, when: null };
  for (const objective of plan.objectives) {
    const { id, source } = objective;
    const common = { source, when: isPast(survey, objective) ? ("past" as const) : null };
    yield { ...common, person: objective.owner, pointer: ["owner"], subject: id };
    for (const [index, { id: part, owner, backup }] of objective.keyResults.entries()) {
      const subject = keyResultRef(id, part);
      yield { ...common, person: owner, pointer: ["key_results", index, "owner"], subject };
      yield { ...common, person: backup, pointer: ["key_results", index, "backup"], subject };
    }
  }
  for (const { by, source, objective, date } of [...checkIns, ...retrospectives])
    yield { person: by, source, pointer: ["by"], subject: objective, when: date };
}
