import type { Commit, History } from "../model/history.ts";
import { isRecordPath, type OkrRecord } from "../model/records.ts";
import { findMoves, isRecord, nameOf, recordWords } from "./provenance.ts";

/** A record that is no longer in the tree though no commit took it out on purpose. */
export interface Loss {
  readonly record: OkrRecord;
  /** The last commit that had it. */
  readonly had: Commit;
  /** The commit without it: a merge, or one that did other things as well. */
  readonly lost: Commit;
}

/** What happened to one path that held a record and holds none now. */
interface Trail {
  record: OkrRecord;
  had: Commit;
  /** Commits that took it away, in reading order. */
  readonly taken: Commit[];
}

/**
 * The records that were on the branch, or on a merged parent, and are gone without a commit that says so on purpose. On purpose
 * is a commit, not a merge, that only takes records away, or whose message names what it takes.
 */
export function findLosses(history: History): Loss[] {
  const standing = fold(history);
  const trails = follow(history, standing.paths);
  return [...trails.values()].flatMap((trail) => {
    const { record, had, taken } = trail;
    if (standing.words.has(recordWords(record)) || movedLater(trail, standing.names)) return [];
    if (taken.some((commit) => commit.order > had.order && isDeliberate(commit, trail))) return [];
    const lost =
      taken.findLast((commit) => commit.order > had.order) ?? findDropper(history, had, record.source.path);
    return lost === null ? [] : [{ record, had, lost }];
  });
}

/** What stands in the tree at the tip: paths, names with the commit that first had them, and what hand-named records say. */
function fold({ branch, commits }: History) {
  const paths = new Set<string>();
  const words = new Map<string, string>();
  for (const { commit } of branch)
    for (const { path, after } of commit.changes) {
      if (isRecord(after)) paths.add(path);
      else paths.delete(path);
      if (after?.kind === "record") words.set(path, recordWords(after.record));
      else words.delete(path);
    }
  const names = new Map<string, Commit>();
  for (const commit of commits)
    for (const { path } of commit.changes)
      if (paths.has(path) && isRecordPath(path) && !names.has(nameOf(path))) names.set(nameOf(path), commit);
  return { paths, names, words: new Set(words.values()) };
}

/** The trails of all records that are not where they were. One that moved is followed at its new path. */
function follow({ commits }: History, standing: ReadonlySet<string>): Map<string, Trail> {
  const trails = new Map<string, Trail>();
  const moved = new Set<string>();
  for (const commit of commits) {
    for (const { from } of findMoves(commit.changes)) moved.add(from);
    for (const { path, after } of commit.changes) {
      if (standing.has(path)) continue;
      const trail = trails.get(path);
      if (after?.kind !== "record") trail?.taken.push(commit);
      else {
        moved.delete(path);
        if (trail) Object.assign(trail, { record: after.record, had: commit });
        else trails.set(path, { record: after.record, had: commit, taken: [] });
      }
    }
  }
  for (const path of moved) trails.delete(path);
  return trails;
}

/** Whether a merge put it under another path, as one does that follows a moved folder. */
function movedLater({ record, had }: Trail, names: ReadonlyMap<string, Commit>): boolean {
  const stands = names.get(record.name);
  return stands !== undefined && stands.order > had.order;
}

/** Whether a commit says that it takes this record away: it does nothing else, or its message names it. */
function isDeliberate({ merge, changes, message }: Commit, { record, had }: Trail): boolean {
  if (merge) return false;
  const moved = new Set(findMoves(changes).flatMap(({ from, to }) => [from, to]));
  if (changes.every(({ path, after }) => after === null || moved.has(path))) return true;
  const said = message ?? "";
  const { path } = record.source;
  const folders = path.split("/").slice(0, -1);
  const names = [record.name.replace(/\.md$/, ""), had.id];
  // A folder deep enough to be meant: okrs/2026-Q1, not okrs.
  for (let depth = 2; depth <= folders.length; depth++) names.push(folders.slice(0, depth).join("/"));
  return (
    names.some((name) => said.includes(name)) ||
    (said.includes(record.objective) && said.includes(record.date))
  );
}

/** The merge that left a record out without a word in its own changes: the innermost around it that does not have it. */
function findDropper({ commits }: History, had: Commit, path: string): Commit | null {
  let kept = had.order;
  for (let at = kept + 1; at < commits.length; at++) {
    const merge = commits[at] as Commit;
    // What stands before the block that a merge brought is its first parent's: there the record is still known.
    if (merge.brings > kept) continue;
    if (!merge.changes.some((change) => change.path === path && change.after !== null)) return merge;
    kept = at;
  }
  return null;
}
