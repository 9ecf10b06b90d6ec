import { type Day, daysBetween } from "../../model/day.ts";
import type { Commit } from "../../model/history.ts";
import { isRecordPath, type OkrRecord } from "../../model/records.ts";
import { dayOfStamp } from "../../model/stamp.ts";
import { nameOf } from "../tracks.ts";
import type { RecordEntry } from "./entry.ts";

/** What happened to a record, before its readings are held against those before it. */
export type RecordEvent = Omit<RecordEntry, "readings">;

/** What an event says beyond what it is about. */
export type Told = Pick<RecordEvent, "event"> & Partial<RecordEvent>;

/** The record an event is about, where it was then. */
export interface About {
  readonly path: string;
  readonly record: OkrRecord | null;
}

/** That nothing in a record's file can be read any more. */
export const UNREADABLE = { event: "changed", unreadable: true } as const;

/** The place of what is not committed yet, after all commits. */
export const UNCOMMITTED = Number.MAX_SAFE_INTEGER;

const NOTHING_ELSE = {
  ...{ restored: false, unreadable: false, repaired: false },
  ...{ leftOut: null, changes: [] },
} as const;

/** What a commit did to a record. Where its file is gone its name and folder tell what it was, if okr named them. */
export function describe(commit: Commit | null, { path, record }: About, told: Told): RecordEvent {
  const named = record === null && isRecordPath(path);
  const objective = record?.objective ?? (named ? (path.split("/").at(-2) ?? null) : null);
  const name = nameOf(path);
  const type = record?.kind ?? (name.includes("-retrospective-") ? "retrospective" : "check-in");
  const date = record?.date ?? (named ? name.slice(0, 10) : null);
  const lateBy = told.event === "added" && !told.restored ? lateness(date, commit) : null;
  return { type, ...NOTHING_ELSE, name, objective, date, path, commit, record, lateBy, ...told };
}

/** How many days after a record's own day it was written down. */
function lateness(date: Day | null, commit: Commit | null): number | null {
  const written = commit === null ? null : dayOfStamp(commit.authored);
  return date === null || written === null ? null : daysBetween(date, written);
}
