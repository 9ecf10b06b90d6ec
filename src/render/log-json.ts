import type { Entry, ReadingEntry, RecordEntry } from "../analysis/journal/entry.ts";
import { difference } from "../analysis/journal/readings.ts";
import type { Commit } from "../model/history.ts";
import { timeOfStamp } from "../model/stamp.ts";
import type { Medium } from "./index.ts";
import { envelope } from "./json.ts";
import type { Words } from "./log-facts.ts";
import type { LogReport } from "./log-text.ts";

/** The story as JSON, schema okr-log/1. */
export function logJson(report: LogReport, { at }: Medium): string {
  const { answer, objective, followed, asked, words } = report;
  const { keyResult } = asked;
  const scored = followed?.keyResults.find((one) => one.keyResult.id === keyResult);
  return envelope("okr-log/1", at, {
    objective: objective && {
      id: objective.id,
      title: objective.title,
      in_plan: followed !== null,
      score: followed?.score ?? null,
      score_at_start: followed?.past?.scoreAtStart ?? null,
    },
    key_result: keyResult === null ? null : { id: keyResult, score: scored?.score ?? null },
    entries: answer.bundles.flat().map((entry) => entryJson(entry, words.get(entry) ?? null)),
    more: answer.more.entries,
  });
}

function entryJson(entry: Entry, words: Words | null) {
  const { type, event, restored, unreadable, repaired, leftOut, objective, date, path, commit } = entry;
  const record = type === "definition" ? null : entry;
  const landed = commit !== null && commit.landed !== commit && leftOut === null ? commit.landed : null;
  return {
    type,
    event,
    restored,
    unreadable,
    repaired,
    objective,
    subject: type === "definition" ? entry.subject : { kind: type, id: null },
    date,
    path,
    commit: commit?.id ?? null,
    author: commit && { name: commit.author.name, email: commit.author.email },
    committed_at: commit && timeOfStamp(commit.committed),
    landed: landed && landedJson(landed),
    left_out_by: leftOut?.id ?? null,
    late_by: record?.lateBy ?? null,
    changes: entry.changes.map(({ field, from, to, goalpost, leftOut = false }) => {
      return { field, from, to, goalpost, left_out: leftOut };
    }),
    ...recordJson(record, words),
  };
}

function landedJson({ id, committed }: Commit) {
  return { commit: id, committed_at: timeOfStamp(committed) };
}

function recordJson(entry: RecordEntry | null, words: Words | null) {
  const record = entry?.record ?? null;
  const notes = words?.notes.map(({ title, text }) =>
    title === null ? text : `## ${title}\n\n${text}`.trim(),
  );
  return {
    by: record?.by ?? null,
    confidence: record?.kind === "check-in" ? record.confidence : null,
    phase: record?.kind === "retrospective" ? record.phase : null,
    outcome: record?.kind === "retrospective" ? record.outcome : null,
    issues: words?.issues || null,
    plan: words?.plan || null,
    notes: notes?.join("\n\n") || null,
    key_results: entry?.readings.map(readingJson) ?? null,
  };
}

/** What a record says of a key result, with what it changed. */
export function readingJson({ id, value, previous, confidence, note, grade, reason }: ReadingEntry) {
  const before = previous?.value;
  const delta = typeof value === "number" && typeof before === "number" ? difference(before, value) : null;
  return { id, value, previous, delta, confidence, note, grade, reason };
}
