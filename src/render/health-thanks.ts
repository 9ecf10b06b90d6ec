import type { Deed, Health, Thanks } from "../analysis/health.ts";
import { type Cycle, cycleDays } from "../model/cycle.ts";
import type { Plan } from "../model/plan.ts";
import { THANKED, thanksWords } from "./health-words.ts";
import { personName, teamName } from "./report-words.ts";

/** A chapter of thanks, a sentence each; plain text, as health-words has it. */
export interface ThanksChapter {
  readonly title: string;
  readonly lines: readonly string[];
  /** How many more there are, and how to see them; empty where all are told. */
  readonly more: readonly string[];
}

/**
 * The chapters of thanks in words. Of more than `most` thanks for one deed those of a team, or of a person, become one sentence. Where
 * these are still too many, each cycle goes on in the alphabet where the last one stopped, so that everybody has their turn.
 */
export function thanksChapters({ thanks, cycle, snapshot: { plan } }: Health, most: number): ThanksChapter[] {
  return THANKED.flatMap(([title, deeds]) => {
    const lines: string[] = [];
    const left: string[] = [];
    for (const deed of deeds) {
      const some = (thanks ?? []).filter((one) => one.deed === deed);
      const told =
        some.length <= most ? some.map((one) => thanksWords(one, plan)) : together(deed, some, plan);
      lines.push(...inTurn(told, most, cycle));
      const rest = told.length - most;
      if (rest > 0) left.push(`${rest} more ${rest === 1 ? NOUNS[deed] : MANY[NOUNS[deed]]}`);
    }
    const more = left.map(
      (said) => `and ${said}, whose turn is in other cycles; --team ID shows those of a team, --json all`,
    );
    return lines.length === 0 ? [] : [{ title, lines, more }];
  });
}

/** So many objectives or people are named in one sentence. */
const NAMES = 4;

/** By whom thanks for a deed are put together. */
const NOUNS = {
  rhythm: "team",
  helped: "team",
  "stood-in": "person",
  learned: "person",
  explained: "team",
} as const satisfies Record<Deed, string>;
const MANY = { team: "teams", person: "people" } as const;

/** The thanks for a deed, in one sentence for each team or person, in the order of their ids. */
function together(deed: Deed, thanks: readonly Thanks[], plan: Plan): string[] {
  const groups = new Map<string, Thanks[]>();
  for (const one of thanks) {
    const home = one.person === null ? one.team : (plan.person(one.person)?.team ?? null);
    const key = (NOUNS[deed] === "person" ? one.person : home) ?? "";
    const known = groups.get(key);
    if (known) known.push(one);
    else groups.set(key, [one]);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, some]) => (deed === "rhythm" ? rhythmWords(id, some, plan) : deedWords(deed, id, some, plan)));
}

function deedWords(deed: Exclude<Deed, "rhythm">, id: string, some: readonly Thanks[], plan: Plan): string {
  const objectives = listed(some.map(({ objective }) => objective ?? ""));
  switch (deed) {
    case "helped": {
      const teams = some.map(({ helped }) => teamName(plan, helped ?? ""));
      const depend = new Set(teams).size === 1 ? "depends" : "depend";
      return `${teamName(plan, id)} moved ${objectives} on, which ${listed(teams)} ${depend} on`;
    }
    case "stood-in": {
      const people = some.map(({ helped }) => personName(plan, helped ?? ""));
      return `${personName(plan, id)} checked in on ${objectives} in place of ${listed(people)}`;
    }
    case "learned":
      return `${personName(plan, id)} wrote down for everybody what ${objectives} taught`;
    case "explained":
      return `${teamName(plan, id)} moved the goalposts of ${objectives} and wrote down why`;
  }
}

/** A team with those of its people who kept the rhythm. */
function rhythmWords(id: string, some: readonly Thanks[], plan: Plan): string {
  const people = some.flatMap(({ person }) => person ?? []);
  const wrote = "wrote check-ins all through the cycle";
  const kept = people.length < some.length ? `${teamName(plan, id)} kept its check-in days` : null;
  const members = plan.team(id)?.members ?? [];
  const all = people.length > 1 && members.every((member) => people.includes(member));
  const names = listed(people.map((person) => personName(plan, person)));
  if (kept === null) return all ? `everybody in ${teamName(plan, id)} ${wrote}` : `${names} ${wrote}`;
  if (people.length === 0) return kept;
  return all ? `${kept}, and everybody in it ${wrote}` : `${kept}; ${names} ${wrote}`;
}

/** Names without doubles: `a, b and c`; the first few of many. */
function listed(names: readonly string[]): string {
  const distinct = [...new Set(names)];
  const rest = distinct.length - NAMES;
  const shown = rest > 0 ? [...distinct.slice(0, NAMES), `${rest} more`] : distinct;
  const last = shown.at(-1) ?? "";
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(", ")} and ${last}`;
}

const DAYS_A_MONTH = 30.4;

/** As many as there is room for, from a place that moves on by as many with every cycle. */
function inTurn(lines: readonly string[], most: number, cycle: Cycle | null): readonly string[] {
  if (lines.length <= most || cycle === null) return lines.slice(0, most);
  const [year = 0, month = 1] = cycle.start.split("-").map(Number);
  const months = Math.max(1, Math.round(cycleDays(cycle) / DAYS_A_MONTH));
  const turn = Math.floor((year * 12 + month - 1) / months);
  const start = (turn * most) % lines.length;
  return [...lines.slice(start), ...lines.slice(0, start)].slice(0, most);
}
