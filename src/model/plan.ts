import type { Source } from "./finding.ts";
import type { Measure } from "./metrics/index.ts";

/** The mission, the vision and the few priorities of the year. */
export interface Strategy {
  readonly mission: string | null;
  readonly vision: string | null;
  readonly priorities: readonly Priority[];
  readonly body: string;
  readonly source: Source;
}

/** One of the few things that matter this year; objectives align to it. */
export interface Priority {
  readonly id: string;
  readonly title: string;
}

/** Where a team stands: the whole company, a unit of several teams, or a team. */
export type Level = "company" | "unit" | "team";

/** A group of people that has objectives. */
export interface Team {
  readonly id: string;
  readonly name: string;
  readonly level: Level;
  /** The team or unit it belongs to. */
  readonly parent: string | null;
  readonly lead: string | null;
  readonly coach: string | null;
  /** Ids of its members, in file order. */
  readonly members: readonly string[];
  readonly body: string;
  readonly source: Source;
}

/** A person, written down in the members of a team. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly mentor: string | null;
  /** The team whose file holds the person, and the place in its members. */
  readonly team: string;
  readonly index: number;
  readonly source: Source;
}

/** Committed: anything below 1.0 is a failure. Aspirational: 0.7 is good. */
export type ObjectiveType = "committed" | "aspirational";

/** What a team aims for in a cycle. */
export interface Objective {
  readonly id: string;
  readonly title: string;
  readonly team: string;
  /** The id of its cycle. */
  readonly cycle: string;
  readonly type: ObjectiveType;
  readonly owner: string;
  /** Ids of objectives and priorities, or `objective/key-result`. */
  readonly alignsTo: readonly string[];
  /** Ids of objectives of other teams. */
  readonly dependsOn: readonly string[];
  /** The objective of an earlier cycle it carries on. */
  readonly continues: string | null;
  readonly keyResults: readonly KeyResult[];
  readonly body: string;
  readonly source: Source;
}

/** A movement of a measure that shows how far an objective is reached. */
export interface KeyResult {
  readonly id: string;
  readonly title: string;
  readonly owner: string | null;
  readonly backup: string | null;
  readonly measure: Measure;
  /** What values are counted in: `%`, `ms`, `creators`. */
  readonly unit: string | null;
  /** Its share of the objective's score; greater than 0. */
  readonly weight: number;
}

/** What the company aims for: all definitions of one tree. The first of two with the same id is the one that counts. */
export interface Plan {
  readonly strategy: Strategy | null;
  readonly teams: readonly Team[];
  readonly people: readonly Person[];
  readonly objectives: readonly Objective[];
  /** Ids whose definition has findings and is left out above, so that what refers to them is not called unknown. */
  readonly damaged: ReadonlySet<string>;
  objective(id: string): Objective | undefined;
  team(id: string): Team | undefined;
  person(id: string): Person | undefined;
  priority(id: string): Priority | undefined;
}

/** Builds a plan from definitions as they were read. */
export function createPlan(definitions: {
  strategy: Strategy | null;
  teams: readonly Team[];
  people: readonly Person[];
  objectives: readonly Objective[];
  damaged: ReadonlySet<string>;
}): Plan {
  const objectives = byId(definitions.objectives);
  const teams = byId(definitions.teams);
  const people = byId(definitions.people);
  const priorities = byId(definitions.strategy?.priorities ?? []);
  return {
    ...definitions,
    objective: (id) => objectives.get(id),
    team: (id) => teams.get(id),
    person: (id) => people.get(id),
    priority: (id) => priorities.get(id),
  };
}

function byId<T extends { readonly id: string }>(things: readonly T[]): Map<string, T> {
  const map = new Map<string, T>();
  for (const thing of things) if (!map.has(thing.id)) map.set(thing.id, thing);
  return map;
}

/** The name by which a key result is referred to: `objective/key-result`. */
export function keyResultRef(objective: string, keyResult: string): string {
  return `${objective}/${keyResult}`;
}

/** The teams that a team consists of: itself and all below it. Cycles in `parent` are walked once. */
export function teamsWithin(plan: Plan, id: string): ReadonlySet<string> {
  const within = new Set([id]);
  for (let before = 0; before !== within.size; ) {
    before = within.size;
    for (const team of plan.teams) if (team.parent !== null && within.has(team.parent)) within.add(team.id);
  }
  return within;
}
