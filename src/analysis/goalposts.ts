import { findCycle } from "../model/cycle.ts";
import type { Day } from "../model/day.ts";
import type { Change, Commit, History, Step } from "../model/history.ts";
import type { Objective } from "../model/plan.ts";
import type { Settings } from "../model/settings.ts";
import { compareObjectives, type FieldChange } from "./changes.ts";
import type { Versions } from "./versions.ts";

/** A change of what counts as success, after the cycle began. */
export interface Goalpost {
  readonly change: FieldChange;
  /** When it reached the branch; null where its commit has no date that can be read. */
  readonly day: Day | null;
  /** The commit that made the change, also where a merge brought it. */
  readonly commit: Commit;
  /** Whether the cycle was over. */
  readonly afterEnd: boolean;
}

/** How the goalposts of an objective moved since its cycle began, or since it appeared. */
export interface Goalposts {
  /** The definition before the first of the moves; null when none moved. */
  readonly start: Objective | null;
  /** Oldest first. */
  readonly moves: readonly Goalpost[];
}

/**
 * Every change of a target, baseline, metric, weight, title, type, cycle or set of key results since the cycle began. On the day
 * on which it appeared an objective is still being written, until the first record of it.
 */
export function findGoalposts(
  id: string,
  versions: Versions,
  history: History,
  settings: Settings,
): Goalposts {
  const moves: Goalpost[] = [];
  let start: Objective | null = null;
  let before: Objective | null = null;
  let first: Step | null = null;
  for (const { step, objective } of versions.of(id)) {
    // An objective that was taken out and put back is compared with what it was.
    if (objective === null) continue;
    first ??= step;
    if (
      before !== null &&
      hasBegun(step.day, [before, objective], settings) &&
      !isDraft(id, { first, step }, history)
    ) {
      const changes = compareObjectives(before, objective).filter(({ goalpost }) => goalpost);
      if (changes.length > 0) start ??= before;
      const afterEnd = isOver(step.day, [before, objective], settings);
      for (const change of changes)
        moves.push({ change, day: step.day, commit: findAuthor(history, step, id, change), afterEnd });
    }
    before = objective;
  }
  return { start, moves };
}

/** Whether a version is of the day on which the objective appeared, and nobody has written a record of it yet. */
function isDraft(
  id: string,
  { first, step }: { readonly first: Step; readonly step: Step },
  history: History,
): boolean {
  if (step.day === null || step.day !== first.day) return false;
  return (findFirstRecords(history).get(id) ?? Number.POSITIVE_INFINITY) > step.commit.order;
}

const firstRecordsOf = new WeakMap<History, ReadonlyMap<string, number>>();

/** The places of the commits that brought the first record of each objective; looked for once in a history. */
function findFirstRecords(history: History): ReadonlyMap<string, number> {
  const known = firstRecordsOf.get(history);
  if (known) return known;
  const first = new Map<string, number>();
  for (const { order, changes } of history.commits)
    for (const { after } of changes) {
      const objective = after?.kind === "record" ? after.record.objective : objectiveOf(after);
      if (objective !== undefined && !first.has(objective)) first.set(objective, order);
    }
  firstRecordsOf.set(history, first);
  return first;
}

function objectiveOf(content: Change["after"]): string | undefined {
  return content?.kind === "unread" ? content.objective : undefined;
}

/** Whether the cycle it was in, or is in now, had begun. A day that cannot be read counts as late: it proves nothing. */
export function hasBegun(day: Day | null, objectives: readonly Objective[], settings: Settings): boolean {
  return objectives.some(({ cycle }) => {
    const start = findCycle(cycle, settings.cycles)?.start;
    return start !== undefined && (day === null || day >= start);
  });
}

/** Whether the cycle it was in and the one it is in now were over. */
export function isOver(day: Day | null, objectives: readonly Objective[], settings: Settings): boolean {
  return objectives.every(({ cycle }) => {
    const end = findCycle(cycle, settings.cycles)?.end;
    return end !== undefined && day !== null && day > end;
  });
}

/** The commit that gave a field its new value: one of those a merge brought, else the commit on the branch itself. */
function findAuthor(history: History, { commit }: Step, id: string, change: FieldChange): Commit {
  const touching = listTouching(history, commit).get(id) ?? [];
  return touching.findLast((candidate) => madeChange(candidate, id, change)) ?? commit;
}

/** By step: a merge may have brought a long history, and many objectives ask for it. */
const touchingOf = new WeakMap<Commit, ReadonlyMap<string, readonly Commit[]>>();

/** The commits that a step of the branch brought, by the objectives they touched; merges first, as they only pass on. */
function listTouching({ commits }: History, step: Commit): ReadonlyMap<string, readonly Commit[]> {
  const known = touchingOf.get(step);
  if (known) return known;
  const brought = commits.slice(step.brings, step.order);
  const touching = new Map<string, Commit[]>();
  for (const commit of [...brought.filter(({ merge }) => merge), ...brought.filter(({ merge }) => !merge)])
    for (const { after } of commit.changes) {
      if (after?.kind !== "objective") continue;
      const { id } = after.objective;
      const list = touching.get(id);
      if (list) list.push(commit);
      else touching.set(id, [commit]);
    }
  touchingOf.set(step, touching);
  return touching;
}

function madeChange(commit: Commit, id: string, change: FieldChange): boolean {
  return listMade(commit, id).has(keyOf(change));
}

const madeBy = new WeakMap<Commit, Map<string, ReadonlySet<string>>>();

/** What a commit changed in an objective, compared once however many changes ask for their author. */
function listMade(commit: Commit, id: string): ReadonlySet<string> {
  const objectives = madeBy.get(commit) ?? new Map<string, ReadonlySet<string>>();
  madeBy.set(commit, objectives);
  const known = objectives.get(id);
  if (known) return known;
  const made = new Set(
    objectiveChanges(commit.changes, id).flatMap(({ before, after }) =>
      before === null || after === null ? [] : compareObjectives(before, after).map(keyOf),
    ),
  );
  objectives.set(id, made);
  return made;
}

function keyOf({ keyResult, property, to }: FieldChange): string {
  return JSON.stringify([keyResult, property, to ?? null]);
}

/** An objective before and after a commit; the file may have moved with it. */
export function objectiveChanges(changes: Commit["changes"], id: string) {
  const of = (side: "before" | "after"): Objective[] =>
    changes.flatMap((change) => {
      const content = change[side];
      return content?.kind === "objective" && content.objective.id === id ? [content.objective] : [];
    });
  const [before = null] = of("before");
  const [after = null] = of("after");
  return before === null && after === null ? [] : [{ before, after }];
}
