import type { Day } from "../../model/day.ts";
import type { Commit, Content } from "../../model/history.ts";
import type { Value } from "../../model/metrics/index.ts";
import type { KeyResult } from "../../model/plan.ts";
import type { OkrRecord } from "../../model/records.ts";

/** What an entry of the journal tells of. */
export const ENTRY_TYPES = ["definition", "check-in", "retrospective"] as const;
/** What an entry of the journal tells of. */
export type EntryType = (typeof ENTRY_TYPES)[number];

/** What a definition file said in one of its versions. */
export type Definition = Extract<Content, { kind: "objective" | "team" | "strategy" | "settings" }>;

/** What every entry tells. */
export interface Told {
  readonly event: "added" | "changed" | "removed";
  /** Whether what was added had been there before, and had been taken away. */
  readonly restored: boolean;
  /** Whether the file is still there, but nothing in it can be read any more. */
  readonly unreadable: boolean;
  /** Whether nothing in the file could be read before. */
  readonly repaired: boolean;
  /** The merge that brought its commit and left all of it out, so that it was never in force; null where it was. */
  readonly leftOut: Commit | null;
  /** The objective it is about; null for teams, strategy and settings, and where nothing tells. */
  readonly objective: string | null;
  /** A record's own day; a definition's day is that of its commit. Null where the commit has none that can be read. */
  readonly date: Day | null;
  /** Relative to the OKR root. */
  readonly path: string;
  /** Null for what is not committed yet. */
  readonly commit: Commit | null;
  readonly changes: readonly EntryChange[];
}

/** What happened to a definition. */
export interface DefinitionEntry extends Told {
  readonly type: "definition";
  readonly subject: { readonly kind: Definition["kind"]; readonly id: string | null };
  readonly before: Definition | null;
  readonly after: Definition | null;
}

/** What happened to a record. */
export interface RecordEntry extends Told {
  readonly type: "check-in" | "retrospective";
  /** The file's name, without its folder. */
  readonly name: string;
  /** What it says; what it said where it was removed. Null where its file is gone before git could be asked. */
  readonly record: OkrRecord | null;
  /** Days between the record's own day and its commit; null where it was not added, or nothing tells. */
  readonly lateBy: number | null;
  /** What it says of each key result. */
  readonly readings: readonly ReadingEntry[];
}

/** One thing that happened: somebody defined, checked in or looked back, or changed or removed what was written. */
export type Entry = DefinitionEntry | RecordEntry;

/** One field that was given another value. */
export interface EntryChange {
  /** As the file nests it: `key_results.completion.target`, `results.completion`. */
  readonly field: string;
  /** The key result it is about. */
  readonly keyResult: string | null;
  /** Null where there was nothing, or nothing is left. */
  readonly from: unknown;
  readonly to: unknown;
  /** Whether it changed what counts as success, after the cycle began. */
  readonly goalpost: boolean;
  /** Whether the merge that brought it left it out. */
  readonly leftOut?: boolean;
}

/** What a record says of one key result. */
export interface ReadingEntry {
  readonly id: string;
  /** As it was defined on the record's day; null where the objective had no such key result. */
  readonly keyResult: KeyResult | null;
  readonly value: Value | null;
  /** The reading before, in the order of the records, as they stood when this one came. */
  readonly previous: { readonly value: Value; readonly date: Day } | null;
  readonly confidence: number | null;
  readonly note: string | null;
  readonly grade: number | null;
  readonly reason: string | null;
}
