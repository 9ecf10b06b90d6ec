import { findCycle } from "../model/cycle.ts";
import type { Day } from "../model/day.ts";
import type { Commit, History, Step } from "../model/history.ts";
import type { Objective } from "../model/plan.ts";
import type { Settings } from "../model/settings.ts";
import { compareObjectives, type FieldChange, sameValue } from "./changes.ts";
import type { Versions } from "./versions.ts";

/** A change of what counts as success, after the cycle began. */
export interface Goalpost {
  readonly change: FieldChange;
  /** When it reached the branch; null where its commit has no date that can be read. */
  readonly day: Day | null;
  /** The commit that made the change, also where a merge brought it. */
  readonly commit: Commit;
}

/** How the goalposts of an objective moved since its cycle began, or since it appeared. */
export interface Goalposts {
  /** The definition before the first of the moves; null when none moved. */
  readonly start: Objective | null;
  /** Oldest first. */
  readonly moves: readonly Goalpost[];
}

/** Every change of a target, baseline, metric, weight, title, type, cycle or set of key results since the cycle began. */
export function findGoalposts(
  id: string,
  versions: Versions,
  history: History,
  settings: Settings,
): Goalposts {
  const moves: Goalpost[] = [];
  let start: Objective | null = null;
  let before: Objective | null = null;
  for (const { step, objective } of versions.of(id)) {
    // An objective that was taken out and put back is compared with what it was.
    if (objective === null) continue;
    if (before !== null && hasBegun(step, [before, objective], settings)) {
      const changes = compareObjectives(before, objective).filter(({ goalpost }) => goalpost);
      if (changes.length > 0) start ??= before;
      for (const change of changes)
        moves.push({ change, day: step.day, commit: findAuthor(history, step, id, change) });
    }
    before = objective;
  }
  return { start, moves };
}

/** Whether the cycle it was in, or is in now, had begun. A day that cannot be read counts as late: it proves nothing. */
function hasBegun({ day }: Step, objectives: readonly Objective[], settings: Settings): boolean {
  return objectives.some(({ cycle }) => {
    const start = findCycle(cycle, settings.cycles)?.start;
    return start !== undefined && (day === null || day >= start);
  });
}

/** The commit that gave a field its new value: one of those a merge brought, else the commit on the branch itself. */
export function findAuthor({ commits }: History, { commit }: Step, id: string, change: FieldChange): Commit {
  for (let at = commit.order - 1; at >= commit.brings; at--) {
    const candidate = commits[at] as Commit;
    if (madeChange(candidate, id, change)) return candidate;
  }
  return commit;
}

function madeChange({ changes }: Commit, id: string, { keyResult, property, to }: FieldChange): boolean {
  return objectiveChanges(changes, id).some(({ before, after }) =>
    before === null || after === null
      ? false
      : compareObjectives(before, after).some(
          (one) => one.keyResult === keyResult && one.property === property && sameValue(one.to, to),
        ),
  );
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
