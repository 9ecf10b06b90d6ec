import type { DefinitionEntry, Entry, RecordEntry } from "../analysis/journal/entry.ts";
import type { Day } from "../model/day.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { dayOfStamp } from "../model/stamp.ts";
import { count } from "./words.ts";

/** Entries that are told as one. */
export type Block = readonly [Entry, ...Entry[]];

/** Puts the records together that one commit took away, or brought back: they have been told already. */
export function groupEntries(entries: readonly Entry[]): Block[] {
  const blocks: [Entry, ...Entry[]][] = [];
  for (const entry of entries) {
    const block = blocks.at(-1);
    if (block && areTold(block[0], entry)) block.push(entry);
    else blocks.push([entry]);
  }
  return blocks;
}

function areTold(first: Entry, entry: Entry): boolean {
  const again = entry.event === "removed" || entry.restored;
  const same =
    first.commit === entry.commit && first.event === entry.event && first.restored === entry.restored;
  return again && same && first.type !== "definition" && entry.type !== "definition";
}

/** The first line of a block, and remarks below it; text of files and of git is as it was written. */
export interface Head {
  readonly day: Day | null;
  readonly what: string;
  readonly who: string | null;
  /** What a reader would not expect: entered late or by somebody else, landed with another commit, where a file was. */
  readonly remarks: readonly string[];
}

/** What happened, when, and by whom. */
export function headOf(block: Block, snapshot: Snapshot): Head {
  const [entry] = block;
  const { commit, date } = entry;
  const author = commit?.author.name ?? null;
  const landed = landingRemarks(entry);
  // A record that is written down has a day of its own; what is done to it later has that of the commit.
  const day = commit === null ? snapshot.day : dayOfStamp(commit.committed);
  if (entry.type === "definition") {
    const moved = entry.event === "removed" || entry.restored;
    return {
      day: date,
      what: definitionWords(entry),
      who: author,
      remarks: [...landed, ...(moved ? [entry.path] : [])],
    };
  }
  if (block.length > 1) return { day, what: listWords(block), who: author, remarks: landed };
  const { record, path } = entry;
  const place = entry.event === "removed" || record === null ? [path] : [];
  if (entry.event !== "added" || entry.restored)
    return { day, what: recordWords(entry), who: author, remarks: [...landed, ...place] };
  const person = record && snapshot.plan.person(record.by);
  return {
    day: date,
    what: nameRecord(entry),
    who: person?.name ?? record?.by ?? author,
    remarks: [...enteringRemarks(entry, snapshot), ...landed, ...place],
  };
}

const DEFINITIONS = { added: "defined", changed: "changed", removed: "removed" } as const;

function definitionWords({ subject, event, restored, unreadable }: DefinitionEntry): string {
  const what = subject.kind === "team" ? `team ${subject.id}` : subject.kind;
  if (unreadable) return `${what} made unreadable`;
  return `${what} ${restored ? "brought back" : DEFINITIONS[event]}`;
}

function nameRecord({ type, record }: RecordEntry): string {
  if (record?.kind !== "retrospective") return type;
  return record.phase === "end" ? "end retrospective" : "mid-cycle retrospective";
}

/** What was done to a record, which is named by its day. */
function recordWords(entry: RecordEntry): string {
  const { date, event, restored, unreadable } = entry;
  const done = unreadable ? "made unreadable" : restored ? "brought back" : event;
  return `${nameRecord(entry)}${date === null ? "" : ` of ${date}`} ${done}`;
}

function listWords(block: Block): string {
  const [{ type, restored }] = block;
  const noun = block.every((entry) => entry.type === type) ? type : "record";
  return `${count(block.length, noun)} ${restored ? "brought back" : "removed"}`;
}

function enteringRemarks({ commit, lateBy, record }: RecordEntry, { plan }: Snapshot): string[] {
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
  return [`entered${by} ${days} ${lateBy > 0 ? "later" : "earlier"}, on ${dayOfStamp(commit.authored)}`];
}

function landingRemarks({ commit }: Entry): string[] {
  if (commit === null || commit.landed === commit) return [];
  const day = dayOfStamp(commit.landed.committed);
  return [`reached the branch${day === null ? "" : ` on ${day}`} with ${commit.landed.id.slice(0, 7)}`];
}
