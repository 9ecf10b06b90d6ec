import type { Remark, Source } from "../model/finding.ts";
import type { Measure } from "../model/metrics/index.ts";
import type { KeyResult, Level, Objective, ObjectiveType, Person, Strategy, Team } from "../model/plan.ts";

/** A strategy as its schema lets it through. */
export interface RawStrategy {
  readonly mission?: string;
  readonly vision?: string;
  readonly priorities?: readonly { id: string; title: string }[];
}

/** A team as its schema lets it through. */
export interface RawTeam {
  readonly id: string;
  readonly name: string;
  readonly level?: Level;
  readonly parent?: string;
  readonly lead?: string;
  readonly coach?: string;
  readonly members?: readonly (string | RawMember)[];
}

interface RawMember {
  readonly id: string;
  readonly name: string;
  readonly email?: string;
  readonly mentor?: string;
}

/** An objective as its schema lets it through. */
export interface RawObjective {
  readonly id: string;
  readonly title: string;
  readonly team: string;
  /** A bare year is a number in YAML. */
  readonly cycle: string | number;
  readonly type: ObjectiveType;
  readonly owner: string;
  readonly aligns_to?: readonly string[];
  readonly depends_on?: readonly string[];
  readonly continues?: string;
  readonly key_results: readonly RawKeyResult[];
}

type RawKeyResult = {
  readonly id: string;
  readonly title: string;
  readonly owner?: string;
  readonly backup?: string;
  readonly unit?: string;
  readonly weight?: number;
} & { readonly metric?: string };

/** Fills the defaults into a strategy. */
export function toStrategy(raw: RawStrategy, body: string, source: Source): Strategy {
  return {
    mission: raw.mission ?? null,
    vision: raw.vision ?? null,
    priorities: raw.priorities ?? [],
    body,
    source,
  };
}

/** Fills the defaults into a team, and takes out the people that its file describes. */
export function toTeam(raw: RawTeam, body: string, source: Source): { team: Team; people: Person[] } {
  const members = raw.members ?? [];
  const people: Person[] = [];
  for (const [index, member] of members.entries()) {
    if (typeof member === "string") continue;
    const { id, name, email = null, mentor = null } = member;
    people.push({ id, name, email, mentor, team: raw.id, index, source });
  }
  const team: Team = {
    id: raw.id,
    name: raw.name,
    level: raw.level ?? "team",
    parent: raw.parent ?? null,
    lead: raw.lead ?? null,
    coach: raw.coach ?? null,
    members: members.map((member) => (typeof member === "string" ? member : member.id)),
    body,
    source,
  };
  return { team, people };
}

/** Fills the defaults into an objective and its key results. */
export function toObjective(raw: RawObjective, body: string, source: Source): Objective {
  return {
    id: raw.id,
    title: raw.title,
    team: raw.team,
    cycle: String(raw.cycle),
    type: raw.type,
    owner: raw.owner,
    alignsTo: raw.aligns_to ?? [],
    dependsOn: raw.depends_on ?? [],
    continues: raw.continues ?? null,
    keyResults: raw.key_results.map(toKeyResult),
    body,
    source,
  };
}

function toKeyResult({ id, title, owner, backup, unit, weight, ...measure }: RawKeyResult): KeyResult {
  return {
    id,
    title,
    owner: owner ?? null,
    backup: backup ?? null,
    // The schema has checked that what is left is what the metric needs.
    measure: { metric: "number", ...measure } as unknown as Measure,
    unit: unit ?? null,
    weight: weight ?? 1,
  };
}

/** The remark on a strategy beside the one that counts. */
export function secondStrategy(source: Source, first: Strategy): Remark {
  return {
    rule: "duplicate-id",
    severity: "error",
    source,
    pointer: ["kind"],
    message: `there is a strategy in ${first.source.path} already`,
    hint: "merge the two: a company has one strategy file",
    subject: "strategy",
  };
}
