import type { Day } from "../../model/day.ts";
import { type Objective, teamsWithin } from "../../model/plan.ts";
import type { OkrRecord } from "../../model/records.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import { dayOfStamp } from "../../model/stamp.ts";
import { hasPart, type Selection } from "../overview.ts";
import { type DefinitionEntry, ENTRY_TYPES, type Entry, type EntryType } from "./entry.ts";
import type { RecordEvent } from "./record-event.ts";

/** The kinds of entries that can be asked for: a goalpost is what a definition changed of what counts as success. */
export const KINDS = [...ENTRY_TYPES, "goalpost"] as const;
/** The kinds of entries that can be asked for. */
export type Kind = EntryType | "goalpost";

/** What is asked of a journal; null asks for all. */
export interface Asked extends Selection {
  readonly objective: string | null;
  /** Of the objective asked for. */
  readonly keyResult: string | null;
  /** What happened, was entered or reached the branch on this day or later. */
  readonly since: Day | null;
  /** The same, on this day or earlier. */
  readonly until: Day | null;
  /**
   * Who committed it or wrote it down: the id or address of a person, or else how a word of a name, an address or an id
   * begins, whatever its case.
   */
  readonly author: string | null;
  /** Any, where there are none. */
  readonly kinds: readonly Kind[];
  readonly limit: number | null;
}

type Happening = DefinitionEntry | RecordEvent;

/** What is known beside what happened. */
interface Known {
  readonly snapshot: Snapshot;
  /** Every objective there ever was, as it was last. */
  readonly objectives: ReadonlyMap<string, Objective>;
  readonly happenings: readonly Happening[];
}

/** Tells whether something is asked for. Whether a definition moved goalposts is not looked at: see `aboutGoalposts`. */
export function asks(asked: Asked, known: Known): (happening: Happening) => boolean {
  const kinds = new Set(asked.kinds.map((kind) => (kind === "goalpost" ? "definition" : kind)));
  const isAbout = aboutWhat(asked, known);
  const isWithin = within(asked, known.snapshot.day);
  const isBy = asked.author === null ? () => true : byWhom(asked.author, known);
  return (happening) =>
    (kinds.size === 0 || kinds.has(happening.type)) &&
    isAbout(happening) &&
    isWithin(happening) &&
    isBy(happening);
}

function aboutWhat({ objective, cycle, team, person }: Asked, { snapshot, objectives }: Known) {
  const teams = team === null ? null : teamsWithin(snapshot.plan, team);
  const narrowed = objective !== null || cycle !== null || teams !== null || person !== null;
  const isChosen = (id: string) => {
    const found = objectives.get(id);
    if (objective !== null && objective !== id) return false;
    if (found === undefined) return cycle === null && teams === null && person === null;
    const inTeam = teams === null || teams.has(found.team);
    return inTeam && (cycle === null || found.cycle === cycle) && (person === null || hasPart(found, person));
  };
  return (happening: Happening): boolean => {
    if (happening.objective !== null) return isChosen(happening.objective);
    const subject = happening.type === "definition" ? happening.subject : null;
    const ofTeam = subject?.kind === "team" && teams?.has(subject.id as string) === true;
    return !narrowed || (ofTeam && objective === null && cycle === null && person === null);
  };
}

function within({ since, until }: Asked, today: Day) {
  return ({ date, commit }: Happening): boolean => {
    const days = commit
      ? [date, dayOfStamp(commit.committed), dayOfStamp(commit.landed.committed)]
      : [date, today];
    const known = days.filter((day) => day !== null);
    // What has no day that can be read is not held back.
    if (known.length === 0) return true;
    return known.some((day) => (since === null || day >= since) && (until === null || day <= until));
  };
}

function byWhom(
  author: string,
  { snapshot: { plan }, happenings }: Known,
): (happening: Happening) => boolean {
  const wanted = author.toLowerCase();
  const writerOf = (happening: Happening) =>
    happening.type === "definition" ? null : (happening.record?.by ?? null);
  const person = plan.people.find(({ id, email }) => id === wanted || email?.toLowerCase() === wanted);
  const ids = [wanted, person?.id];
  const emails = [wanted, person?.email?.toLowerCase()];
  const isExactly = (happening: Happening) => {
    const { commit } = happening;
    const by = writerOf(happening);
    if (by !== null && ids.includes(by)) return true;
    const isName = person !== undefined && commit?.author.name === person.name;
    return commit !== null && (isName || emails.includes(commit.author.email.toLowerCase()));
  };
  if (person || happenings.some(isExactly)) return isExactly;
  const start = new RegExp(`(?<![\\p{L}\\p{N}])${wanted.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")}`, "u");
  return (happening) => {
    const { commit } = happening;
    const by = writerOf(happening);
    const names = [commit?.author.name, commit?.author.email, by, by && plan.person(by)?.name];
    return names.some((name) => name && start.test(name.toLowerCase()));
  };
}

/** What an entry says of goalposts, where nothing else is asked of definitions; nothing where it moved none. */
export function aboutGoalposts(entry: Entry, kinds: readonly Kind[]): Entry[] {
  if (entry.type !== "definition" || !kinds.includes("goalpost") || kinds.includes("definition"))
    return [entry];
  const changes = entry.changes.filter(({ goalpost }) => goalpost);
  return changes.length === 0 ? [] : [{ ...entry, changes }];
}

/** What an entry says of one key result; nothing where it says nothing of it. */
export function aboutKeyResult(entry: Entry, keyResult: string): Entry[] {
  const changes = entry.changes.filter((change) => change.keyResult === keyResult);
  if (entry.type === "definition") return changes.length === 0 ? [] : [{ ...entry, changes }];
  const readings = entry.readings.filter(({ id }) => id === keyResult);
  const silent = entry.event === "changed" && !entry.unreadable && !entry.repaired;
  if (changes.length === 0 && (silent || readings.length === 0)) return [];
  return [{ ...entry, changes, readings, record: entry.record && onlyOf(entry.record) }];
}

/** A record without what it says of the objective as a whole. */
function onlyOf(record: OkrRecord): OkrRecord {
  return record.kind === "check-in"
    ? { ...record, confidence: null, body: "" }
    : { ...record, outcome: null, body: "" };
}
