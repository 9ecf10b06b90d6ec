import type { Bundle } from "../analysis/journal/bundles.ts";
import type { DefinitionEntry, Entry, RecordEntry } from "../analysis/journal/entry.ts";
import type { Day } from "../model/day.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { dayOfStamp } from "../model/stamp.ts";
import { count } from "./words.ts";

/** The first line of a bundle, and remarks below it; text of files and of git is as it was written. */
export interface Head {
  readonly day: Day | null;
  readonly what: string;
  readonly who: string | null;
  /** What a reader would not expect: entered late or by somebody else, landed with another commit, where a file was. */
  readonly remarks: readonly string[];
}

/** What happened, when it reached the branch, and by whom. */
export function headOf(bundle: Bundle, snapshot: Snapshot, inGit: boolean): Head {
  const [entry] = bundle;
  const { commit, path } = entry;
  const author = commit?.author.name ?? null;
  const day = dayOf(entry, snapshot, inGit);
  const landed = landingRemarks(entry, day);
  if (entry.type === "definition") {
    const moved = entry.event === "removed" || entry.restored;
    return {
      ...{ day, what: definitionWords(entry), who: author },
      remarks: [...landed, ...(moved ? [path] : [])],
    };
  }
  if (bundle.length > 1) return { day, what: listWords(bundle), who: author, remarks: landed };
  const { record } = entry;
  const place = entry.event === "removed" || record === null ? [path] : [];
  const what = recordWords(entry, day);
  if (entry.event !== "added" || entry.restored)
    return { day, what, who: author, remarks: [...landed, ...place] };
  const person = record && snapshot.plan.person(record.by);
  return {
    ...{ day, what, who: inGit ? (person?.name ?? record?.by ?? author) : null },
    remarks: [...enteringRemarks(entry, day, snapshot), ...landed, ...place],
  };
}

/** The day on which something reached the branch, by which the story is ordered; outside git that of the record. */
function dayOf({ type, commit, date }: Entry, snapshot: Snapshot, inGit: boolean): Day | null {
  if (commit !== null) return dayOfStamp(commit.landed.committed);
  return inGit ? snapshot.day : type === "definition" ? null : date;
}

const DEFINITIONS = { added: "defined", changed: "changed", removed: "removed" } as const;

function definitionWords({ subject, event, restored, unreadable, repaired }: DefinitionEntry): string {
  const what = subject.kind === "team" ? `team ${subject.id}` : subject.kind;
  if (unreadable) return `${what} made unreadable`;
  if (repaired) return `${what} readable again`;
  return `${what} ${restored ? "brought back" : DEFINITIONS[event]}`;
}

function nameRecord({ type, record }: RecordEntry): string {
  if (record?.kind !== "retrospective") return type;
  return record.phase === "end" ? "end retrospective" : "mid-cycle retrospective";
}

/** What was done to a record. It is named by its day, unless that is the day it came. */
function recordWords(entry: RecordEntry, day: Day | null): string {
  const { date, event, restored, unreadable, repaired } = entry;
  const came = event === "added" && !restored;
  const named = `${nameRecord(entry)}${date === null || (came && date === day) ? "" : ` of ${date}`}`;
  if (came) return named;
  if (unreadable) return `${named} made unreadable`;
  return `${named} ${repaired ? "readable again" : restored ? "brought back" : event}`;
}

function listWords(bundle: Bundle): string {
  const [{ type, restored }] = bundle;
  const noun = bundle.every((entry) => entry.type === type) ? type : "record";
  return `${count(bundle.length, noun)} ${restored ? "brought back" : "removed"}`;
}

function enteringRemarks(
  { commit, lateBy, record }: RecordEntry,
  day: Day | null,
  { plan }: Snapshot,
): string[] {
  if (commit === null) return [];
  const { name, email } = commit.author;
  const person = record === null ? undefined : plan.person(record.by);
  const isWriter =
    record === null ||
    name === (person?.name ?? record.by) ||
    email.toLowerCase() === person?.email?.toLowerCase();
  const by = isWriter ? "" : ` by ${name}`;
  if (!lateBy) return by === "" ? [] : [`entered${by}`];
  const days = count(Math.abs(lateBy), "day");
  const entered = dayOfStamp(commit.authored);
  const on = entered === day ? "" : `, on ${entered}`;
  return [`entered${by} ${days} ${lateBy > 0 ? "later" : "earlier"}${on}`];
}

function landingRemarks({ commit, leftOut }: Entry, day: Day | null): string[] {
  if (commit === null || commit.landed === commit) return [];
  const committed = dayOfStamp(commit.committed);
  const on = committed === null || committed === day ? "" : `committed on ${committed}, `;
  if (leftOut !== null) return [`${on}never in force: merge ${leftOut.id.slice(0, 7)} left it out`];
  return [`${on}reached the branch with ${commit.landed.id.slice(0, 7)}`];
}
