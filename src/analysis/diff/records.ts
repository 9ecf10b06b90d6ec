import type { Change } from "../../model/history.ts";
import { compareRecords, type OkrRecord } from "../../model/records.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import { compareVersions } from "../journal/changes.ts";
import type { RecordEntry } from "../journal/entry.ts";
import { listNews, liveOn, Readings, readRecord } from "../journal/readings.ts";
import { describe, type RecordEvent, UNREADABLE } from "../journal/record-event.ts";
import { findMoves, recordWords } from "../tracks.ts";
import type { Side } from "./side.ts";

/**
 * What came, went or says something else among the records, the oldest first. A record is the same at the same path, and elsewhere
 * by its words or by the name that okr gave it: a file that only moved says nothing new.
 */
export function listRecordEntries(before: Side, after: Side): RecordEntry[] {
  const [old, young] = [byPath(before.snapshot), byPath(after.snapshot)];
  const events: RecordEvent[] = [];
  const rewritten = (from: OkrRecord, to: OkrRecord) => {
    if (recordWords(from) === recordWords(to)) return;
    events.push(eventOf(to, { event: "changed", changes: compareVersions(from, to) }));
  };
  for (const [path, now] of young) {
    const was = old.get(path);
    if (was !== undefined) rewritten(was, now);
    else if (before.unread.has(path)) events.push(eventOf(now, { event: "changed", repaired: true }));
  }
  const left = [...old].filter(([path]) => !young.has(path) && !after.unread.has(path));
  const came = [...young].filter(([path]) => !old.has(path) && !before.unread.has(path));
  const moves = findMoves([
    ...left.map(([path, record]): Change => ({ path, before: { kind: "record", record }, after: null })),
    ...came.map(([path, record]): Change => ({ path, before: null, after: { kind: "record", record } })),
  ]);
  const moved = new Set(moves.flatMap(({ from, to }) => [`from ${from}`, `to ${to}`]));
  for (const { from, to } of moves) rewritten(old.get(from) as OkrRecord, young.get(to) as OkrRecord);
  for (const [path, record] of old)
    if (!young.has(path) && after.unread.has(path)) events.push(eventOf(record, UNREADABLE));
  for (const [path, record] of left)
    if (!moved.has(`from ${path}`)) events.push(eventOf(record, { event: "removed" }));
  for (const [path, record] of came)
    if (!moved.has(`to ${path}`)) events.push(eventOf(record, { event: "added" }));
  return complete(events, before, after);
}

function byPath({ checkIns, retrospectives }: Snapshot): Map<string, OkrRecord> {
  return new Map([...checkIns, ...retrospectives].map((record) => [record.source.path, record]));
}

function eventOf(record: OkrRecord, told: Pick<RecordEvent, "event"> & Partial<RecordEvent>): RecordEvent {
  return describe(null, { path: record.source.path, record }, told);
}

/** The place in time from which a record looks back: there is only one, the tree it stands in. */
const NOW = 0;

/** Adds what each record says of key results, and of new ones what was known before. */
function complete(events: readonly RecordEvent[], before: Side, after: Side): RecordEntry[] {
  const lives =
    events.length === 0 ? [] : after.snapshot.checkIns.flatMap((one) => liveOn(null, one, NOW) ?? []);
  const readings = new Readings(lives);
  const sorted = [...events].sort((a, b) => compareRecords(a.record as OkrRecord, b.record as OkrRecord));
  return sorted.map((event) => {
    const record = event.record as OkrRecord;
    const objective =
      after.plan.objective(record.objective) ?? before.plan.objective(record.objective) ?? null;
    const stands = event.event !== "removed" && !event.unreadable;
    const around = { objective, readings, order: stands ? NOW : null };
    const entry = { ...event, readings: readRecord(record, around) };
    return event.event === "added" ? { ...entry, changes: listNews(record, entry.readings, around) } : entry;
  });
}
