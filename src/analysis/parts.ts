import type { KeyResult, Objective, Plan, Team } from "../model/plan.ts";

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

/** Whether a key result is one of several among several people, and names no owner of its own. */
export function lacksOwner(
  { owner }: KeyResult,
  { keyResults }: Objective,
  people: readonly string[],
): boolean {
  return owner === null && keyResults.length > 1 && people.length > 1;
}

/** Whether nobody but its owner is named who could take a key result over, though there are several people. */
export function lacksBackup(keyResult: KeyResult, objective: Objective, people: readonly string[]): boolean {
  const { backup } = keyResult;
  return people.length > 1 && (backup === null || backup === accountableFor(keyResult, objective));
}

/** Whether a team of so many people or more names no coach; units and the company have an OKR master. */
export function lacksCoach({ level, coach, members }: Team, least: number): boolean {
  return level === "team" && coach === null && new Set(members).size >= least;
}

/** Tells of a person whether they have no part in any of these objectives, lead and coach nobody, and are no newcomer with a mentor. */
export function findIdle(plan: Plan, objectives: Iterable<Objective>): (id: string) => boolean {
  const taking = listParticipants(objectives);
  const serving = new Set(plan.teams.flatMap(({ lead, coach }) => [lead, coach]));
  return (id) => {
    const person = plan.person(id);
    return person !== undefined && person.mentor === null && !taking.has(id) && !serving.has(id);
  };
}
