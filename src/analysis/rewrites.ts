import type { Commit, History } from "../model/history.ts";
import type { OkrRecord } from "../model/records.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { findMoves, recordWords } from "./provenance.ts";

/** A record that says something else than when it reached the branch. */
export interface Rewrite {
  readonly landed: { readonly record: OkrRecord; readonly commit: Commit };
  /** The record as the tree has it, and the commit that changed it last. */
  readonly now: { readonly record: OkrRecord; readonly commit: Commit };
}

/** The records of the tree that were changed after they reached the branch. New line ends or another folder change nothing. */
export function findRewrites({ checkIns, retrospectives }: Snapshot, history: History): Rewrite[] {
  const first = new Map<string, Rewrite["landed"]>();
  const last = new Map<string, Commit>();
  for (const { commit } of history.branch) {
    for (const { from, to } of findMoves(commit.changes)) {
      const landed = first.get(from);
      if (landed && !first.has(to)) first.set(to, landed);
    }
    for (const { path, after } of commit.changes) {
      if (after?.kind !== "record") continue;
      const landed = first.get(path);
      if (landed === undefined) first.set(path, { record: after.record, commit });
      else if (recordWords(landed.record) !== recordWords(after.record))
        last.set(path, changer(history, commit, path));
    }
  }
  return [...checkIns, ...retrospectives].flatMap((record) => {
    const { path } = record.source;
    const landed = first.get(path);
    const commit = last.get(path);
    if (!landed || !commit || recordWords(landed.record) === recordWords(record)) return [];
    return [{ landed, now: { record, commit } }];
  });
}

/** The commit that wrote a file last, of those that a step of the branch brought. */
function changer({ commits }: History, step: Commit, path: string): Commit {
  for (let at = step.order - 1; at >= step.brings; at--)
    if (commits[at]?.changes.some((change) => change.path === path && change.after !== null))
      return commits[at] as Commit;
  return step;
}
