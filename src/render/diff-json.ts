import {
  type AlignmentChange,
  isEmpty,
  type MovedGoalposts,
  type ScoreChange,
  type Standing,
} from "../analysis/diff.ts";
import type { Definition, DefinitionEntry, EntryChange, RecordEntry } from "../analysis/journal/entry.ts";
import type { KeyResult, Objective } from "../model/plan.ts";
import { headlineOf } from "./diff-headline.ts";
import type { DiffReport } from "./diff-report.ts";
import type { Medium } from "./index.ts";
import { envelope } from "./json.ts";
import { readingJson } from "./log-json.ts";

/** What changes as JSON, schema okr-diff/1. */
export function diffJson(report: DiffReport, { at }: Medium): string {
  const { diff, base, head, rules, exceptions } = report;
  const of = (kind: Definition["kind"]) => diff.definitions.filter(({ subject }) => subject.kind === kind);
  const records = (type: RecordEntry["type"]) =>
    diff.records.filter((one) => one.type === type).map(recordJson);
  return envelope("okr-diff/1", at, {
    base: { name: base.name, commit: base.commit, has_okrs: base.hasOkrs },
    head: { name: head.name, commit: head.commit },
    changed: !isEmpty(diff) || rules.length > 0 || exceptions.length > 0,
    headline: headlineOf(report),
    objectives: of("objective").map(objectiveJson),
    key_results: of("objective").flatMap(keyResultsJson),
    goalposts: diff.goalposts.map(goalpostsJson),
    check_ins: records("check-in"),
    retrospectives: records("retrospective"),
    alignment: diff.alignment.map(alignmentJson),
    scores: diff.scores.map(scoreJson),
    means: diff.means.map(({ team, before, after, objectives }) => ({ team, before, after, objectives })),
    teams: of("team").map(({ subject, ...entry }) => ({ id: subject.id, ...definitionJson(entry) })),
    strategy: of("strategy").map(definitionJson),
    settings: of("settings").map(definitionJson),
    rules: rules.map(({ rule, from, to, weaker, options }) => ({ rule, from, to, weaker, options })),
    exceptions: exceptions.map(({ event, rule, subject, reason, until, holds }) => {
      return { event, rule, subject, reason, until, holds };
    }),
    unread: { base: diff.unread.before, head: diff.unread.after },
  });
}

type Told = Pick<DefinitionEntry, "event" | "unreadable" | "repaired" | "path" | "changes">;

/** What happened to a file: a side that cannot be read says neither that it came nor that it went. */
function eventOf({ event, unreadable, repaired }: Pick<Told, "event" | "unreadable" | "repaired">): string {
  return unreadable ? "unreadable" : repaired ? "readable" : event;
}

function definitionJson({ path, changes, ...told }: Told) {
  return { event: eventOf(told), path, changes: changes.map(changeJson) };
}

function changeJson({ field, from, to, goalpost }: EntryChange) {
  return { field, from, to, goalpost };
}

function objectiveIn(definition: Definition | null): Objective | null {
  return definition?.kind === "objective" ? definition.objective : null;
}

/** An objective, with the changes that are not of a key result. */
function objectiveJson(entry: DefinitionEntry) {
  const objective = (objectiveIn(entry.after) ?? objectiveIn(entry.before)) as Objective;
  const { id, title, team, cycle, type, owner } = objective;
  const changes = entry.changes.filter(({ keyResult }) => keyResult === null);
  return { id, title, team, cycle, type, owner, ...definitionJson({ ...entry, changes }) };
}

/** The key results of an objective that came, went or say something else. */
function keyResultsJson(entry: DefinitionEntry) {
  const [before, after] = [keyResultsIn(entry.before), keyResultsIn(entry.after)];
  const changes = new Map<string, EntryChange[]>();
  for (const change of entry.changes) {
    if (change.keyResult === null) continue;
    const list = changes.get(change.keyResult);
    if (list) list.push(change);
    else changes.set(change.keyResult, [change]);
  }
  return [...changes].map(([id, list]) => {
    const [was, is] = [before.get(id), after.get(id)];
    const event = was === undefined ? "added" : is === undefined ? "removed" : "changed";
    return {
      objective: entry.objective,
      id,
      title: (is ?? was)?.title ?? "",
      event,
      changes:
        event === "changed" ? list.map((one) => ({ ...changeJson(one), field: lastPart(one.field) })) : [],
    };
  });
}

function keyResultsIn(definition: Definition | null): ReadonlyMap<string, KeyResult> {
  return new Map(objectiveIn(definition)?.keyResults.map((keyResult) => [keyResult.id, keyResult]));
}

/** `key_results.completion.target` is its target. */
function lastPart(field: string): string {
  return field.split(".").slice(2).join(".");
}

function goalpostsJson({ after, entry, afterEnd, score }: MovedGoalposts) {
  return {
    objective: after.id,
    changes: entry.changes.map(({ field, from, to }) => ({ field, from, to })),
    after_end: afterEnd,
    score,
  };
}

function recordJson(entry: RecordEntry) {
  const { objective, date, path, changes, readings, record, ...told } = entry;
  const retrospective = record?.kind === "retrospective" ? record : null;
  return {
    event: eventOf(told),
    objective,
    date,
    by: record?.by ?? null,
    path,
    ...(told.type === "check-in"
      ? { confidence: record?.kind === "check-in" ? record.confidence : null }
      : { phase: retrospective?.phase ?? null, outcome: retrospective?.outcome ?? null }),
    changes: changes.map(({ field, from, to }) => ({ field, from, to })),
    key_results: readings.map(readingJson),
  };
}

function alignmentJson({ event, objective, ref, cause, supporters }: AlignmentChange) {
  return { event, objective, ref, cause, supporters };
}

function scoreJson({ objective, before, after, byOldDefinition }: ScoreChange) {
  const { id, title, team } = objective;
  return {
    ...{ id, title, team, before: before && standingJson(before), after: after && standingJson(after) },
    by_old_definition: byOldDefinition,
  };
}

function standingJson({ score, grade, status, outcome, closed }: Standing) {
  return { score, grade, status, closed, outcome };
}
