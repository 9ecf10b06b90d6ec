import type { Day } from "../../model/day.ts";
import { type Objective, type Plan, teamsWithin } from "../../model/plan.ts";
import type { OkrRecord } from "../../model/records.ts";
import { dayOfStamp } from "../../model/stamp.ts";
import { hasPart, type Selection } from "../overview.ts";
import type { DefinitionEntry, Entry, EntryType } from "./entry.ts";
import type { RecordEvent } from "./records.ts";

/** What is asked of a journal; null asks for all. */
export interface Asked extends Selection {
  readonly objective: string | null;
  /** Of the objective asked for. */
  readonly keyResult: string | null;
  /** What happened, or was entered, on this day or later. */
  readonly since: Day | null;
  /** Part of the name, address or id of who committed it or wrote it down, whatever its case. */
  readonly author: string | null;
  readonly type: EntryType | null;
  readonly limit: number | null;
}

/** Tells whether something is asked for. @param objectives every objective there ever was, as it was last */
export function asks(
  { objective, cycle, team, person, since, author, type }: Asked,
  plan: Plan,
  objectives: ReadonlyMap<string, Objective>,
): (happening: DefinitionEntry | RecordEvent) => boolean {
  const teams = team === null ? null : teamsWithin(plan, team);
  const narrowed = objective !== null || cycle !== null || teams !== null || person !== null;
  const isChosen = (id: string) => {
    const found = objectives.get(id);
    if (objective !== null && objective !== id) return false;
    if (found === undefined) return cycle === null && teams === null && person === null;
    const inTeam = teams === null || teams.has(found.team);
    return inTeam && (cycle === null || found.cycle === cycle) && (person === null || hasPart(found, person));
  };
  const isAbout = (happening: DefinitionEntry | RecordEvent) => {
    if (happening.objective !== null) return isChosen(happening.objective);
    const subject = happening.type === "definition" ? happening.subject : null;
    const ofTeam = subject?.kind === "team" && teams?.has(subject.id as string);
    return !narrowed || (ofTeam && objective === null && cycle === null && person === null);
  };
  const wanted = author?.toLowerCase();
  const isBy = ({ commit, ...happening }: DefinitionEntry | RecordEvent) => {
    if (wanted === undefined) return true;
    const by = happening.type === "definition" ? null : (happening.record?.by ?? null);
    const names = [commit?.author.name, commit?.author.email, by, by && plan.person(by)?.name];
    return names.some((name) => name?.toLowerCase().includes(wanted));
  };
  const isSince = ({ date, commit }: DefinitionEntry | RecordEvent) => {
    if (since === null) return true;
    const entered = commit && dayOfStamp(commit.committed);
    // What has no day that can be read is not held back.
    return (
      commit === null ||
      (date === null && entered === null) ||
      [date, entered].some((day) => day && day >= since)
    );
  };
  return (happening) =>
    (type === null || happening.type === type) &&
    isAbout(happening) === true &&
    isSince(happening) &&
    isBy(happening);
}

/** What an entry says of one key result; nothing where it says nothing of it. */
export function aboutKeyResult(entry: Entry, keyResult: string): Entry[] {
  const changes = entry.changes.filter((change) => change.keyResult === keyResult);
  if (entry.type === "definition") return changes.length === 0 ? [] : [{ ...entry, changes }];
  const readings = entry.readings.filter(({ id }) => id === keyResult);
  if (changes.length === 0 && readings.length === 0) return [];
  return [{ ...entry, changes, readings, record: entry.record && onlyOf(entry.record) }];
}

/** A record without what it says of the objective as a whole. */
function onlyOf(record: OkrRecord): OkrRecord {
  return record.kind === "check-in"
    ? { ...record, confidence: null, body: "" }
    : { ...record, outcome: null, body: "" };
}
