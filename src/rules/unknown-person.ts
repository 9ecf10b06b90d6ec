import type { Pointer, Source } from "../model/finding.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { defineRule, suggester } from "./define.ts";
import { checkIn, document, keyResult, objective } from "./examples.ts";

interface Mention {
  readonly person: string | null;
  readonly source: Source;
  readonly pointer: Pointer;
  readonly subject: string;
}

export const unknownPerson = defineRule({
  id: "unknown-person",
  severity: "error",
  summary: "Everybody who is named is a member of a team.",
  *check(snapshot) {
    const { plan } = snapshot;
    const near = suggester(
      plan.people.map(({ id }) => id),
      "person",
    );
    for (const { person, source, pointer, subject } of mentions(snapshot)) {
      if (person === null || plan.person(person) || plan.damaged.has(person)) continue;
      yield {
        source,
        pointer,
        message: `there is no person "${person}"`,
        hint: hintFor(person, near(person)),
        subject,
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
    ],
  },
});

function hintFor(person: string, near: string): string {
  return near.startsWith("did you mean")
    ? near
    : `add them to a team: okr new person ${person} --team TEAM; ${near}`;
}

function* mentions({ plan, checkIns, retrospectives }: Snapshot): Iterable<Mention> {
  for (const { id, lead, coach, members, source } of plan.teams) {
    yield { person: lead, source, pointer: ["lead"], subject: id };
    yield { person: coach, source, pointer: ["coach"], subject: id };
    for (const [index, person] of members.entries())
      yield { person, source, pointer: ["members", index], subject: id };
  }
  for (const { mentor, source, index, id } of plan.people)
    yield { person: mentor, source, pointer: ["members", index, "mentor"], subject: id };
  for (const { id, owner, keyResults, source } of plan.objectives) {
    yield { person: owner, source, pointer: ["owner"], subject: id };
    for (const [index, keyResult] of keyResults.entries()) {
      yield {
        person: keyResult.owner,
        source,
        pointer: ["key_results", index, "owner"],
        subject: `${id}/${keyResult.id}`,
      };
      yield {
        person: keyResult.backup,
        source,
        pointer: ["key_results", index, "backup"],
        subject: `${id}/${keyResult.id}`,
      };
    }
  }
  for (const { by, source, objective } of [...checkIns, ...retrospectives])
    yield { person: by, source, pointer: ["by"], subject: objective };
}
