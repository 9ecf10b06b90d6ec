import type { KeyResult, Objective, Team } from "../model/plan.ts";

/** Who answers for a key result: its owner, else that of its objective. */
export function accountableFor({ owner }: KeyResult, objective: Objective): string {
  return owner ?? objective.owner;
}

/** The people a team can share its work among: its members in file order, then a lead who is not one of them. */
export function peopleOf({ members, lead }: Team): readonly string[] {
  return [...new Set(lead === null ? members : [...members, lead])];
}

/** Everybody who owns one of these objectives, or owns or backs one of their key results. */
export function listParticipants(objectives: Iterable<Objective>): ReadonlySet<string> {
  const people = new Set<string>();
  for (const { owner, keyResults } of objectives) {
    people.add(owner);
    for (const keyResult of keyResults) {
      if (keyResult.owner !== null) people.add(keyResult.owner);
      if (keyResult.backup !== null) people.add(keyResult.backup);
    }
  }
  return people;
}
