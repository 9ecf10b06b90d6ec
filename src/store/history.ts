import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import {
  arrangeHistory,
  type Change,
  type Content,
  type History,
  type LooseCommit,
  NO_HISTORY,
} from "../model/history.ts";
import { isRecordPath } from "../model/records.ts";
import type { Environment, Where } from "./git.ts";
import { findCommonDir } from "./git-folder.ts";
import type { Root } from "./root.ts";
import { SETTINGS_FILE, splitAtNestedRoots } from "./tree.ts";
import { type OldVersions, readVersions } from "./versions.ts";
import { type WalkedCommit, type WalkedEntry, walkHistory } from "./walk.ts";

/** Where a history is read. */
export interface HistoryPlace {
  readonly where: Where;
  /** What all working trees of the repository share: shallow marks, and our cache. */
  readonly commonDir: string;
  /** The OKR root below the top of the repository, "" or ending in "/". */
  readonly prefix: string;
  readonly env: Environment;
}

/** The history up to a commit, or up to HEAD; none outside git and before the first commit. */
export async function historyOf(
  { top, where }: Root,
  prefix: string,
  commit: string | null,
  env: Environment,
): Promise<History> {
  const commonDir = top === null ? (typeof where === "string" ? null : where.gitDir) : findCommonDir(top);
  return commonDir === null ? NO_HISTORY : readHistory({ where, commonDir, prefix, env }, commit ?? "HEAD");
}

/**
 * Reads what every commit up to a tip did to the OKR root, in two git processes: one lists, one hands out old versions. The
 * records that stand in the tree as they came are not read again.
 */
export async function readHistory(place: HistoryPlace, tip: string): Promise<History> {
  const { where, commonDir, prefix, env } = place;
  if (isShallow(commonDir)) return { ...NO_HISTORY, cutOff: "shallow" };
  const walked = await walkHistory(where, tip, prefix, env);
  if (walked === null) return { ...NO_HISTORY, cutOff: "partial" };
  const branch = followFirstParents(walked, tip);
  const standing = foldBranch(branch);
  const inside = insideRoot(standing);
  const unread = findUnread(walked, standing, inside);
  const wanted = listWanted(walked, unread, inside);
  const versions = await readVersions(place, wanted);
  if (versions === null) return { ...NO_HISTORY, cutOff: "partial" };
  const newest = branch.at(-1)?.id ?? null;
  const loose = new Map<string, LooseCommit>();
  for (const { id, parents, author, authored, committed, entries } of walked.values()) {
    const changes: Change[] = [];
    for (const entry of entries) if (inside(entry.path)) addChange(changes, entry, unread, versions);
    const said = versions.said.get(id);
    const merge = parents.length > 1 || said?.merge === true;
    loose.set(id, {
      id,
      parents,
      author,
      authored,
      committed,
      changes,
      message: said?.message ?? null,
      merge,
    });
    // Both together would be the most there ever is in memory.
    walked.delete(id);
  }
  return arrangeHistory(loose, newest);
}

/** Whether the commits below some depth were left behind when the repository was cloned. */
export function isShallow(commonDir: string): boolean {
  const marks = join(commonDir, "shallow");
  return existsSync(marks) && statSync(marks).size > 0;
}

/** The branch itself, oldest first. */
function followFirstParents(walked: ReadonlyMap<string, WalkedCommit>, tip: string): WalkedCommit[] {
  const branch: WalkedCommit[] = [];
  // The tip itself need not have touched the root: then the newest commit that did comes first.
  let at = walked.get(tip) ?? walked.values().next().value;
  for (; at !== undefined; at = walked.get(at.parents[0] ?? "")) branch.push(at);
  return branch.reverse();
}

/** The ids of the contents that stand in the tree at the tip, by path. */
function foldBranch(branch: readonly WalkedCommit[]): Map<string, string> {
  const standing = new Map<string, string>();
  for (const { entries } of branch)
    for (const { path, after } of entries)
      if (after === null) standing.delete(path);
      else standing.set(path, after);
  return standing;
}

/** Tells the paths of this root from those below another okr.yaml. */
function insideRoot(standing: ReadonlyMap<string, string>): (path: string) => boolean {
  const { nested } = splitAtNestedRoots([...standing.keys()]);
  const folders = nested.map((path) => path.slice(0, -SETTINGS_FILE.length));
  return (path) =>
    (path === SETTINGS_FILE || !path.endsWith(`/${SETTINGS_FILE}`)) &&
    !folders.some((folder) => path.startsWith(folder));
}

/** The paths of records, by their names, that came with the content they still have. */
function findUnread(
  walked: ReadonlyMap<string, WalkedCommit>,
  standing: ReadonlyMap<string, string>,
  inside: (path: string) => boolean,
): Set<string> {
  const unread = new Set<string>();
  for (const path of standing.keys()) if (isRecordPath(path) && inside(path)) unread.add(path);
  for (const { entries } of walked.values())
    for (const { path, before, after } of entries)
      if (before !== null || after !== standing.get(path)) unread.delete(path);
  return unread;
}

/** What has to be read: other contents, and the messages of commits that take files away. */
function listWanted(
  walked: ReadonlyMap<string, WalkedCommit>,
  unread: ReadonlySet<string>,
  inside: (path: string) => boolean,
) {
  const contents = new Map<string, boolean>();
  const messages: string[] = [];
  for (const { id, entries } of walked.values()) {
    let removes = false;
    for (const { path, before, after } of entries) {
      if (unread.has(path) || !inside(path)) continue;
      removes ||= after === null;
      for (const content of [before, after])
        if (content !== null) contents.set(content, path === SETTINGS_FILE);
    }
    if (removes) messages.push(id);
  }
  return { contents, messages };
}

const UNREAD: Content = { kind: "unread" };

function addChange(
  changes: Change[],
  { path, before, after }: WalkedEntry,
  unread: ReadonlySet<string>,
  versions: OldVersions,
): void {
  if (unread.has(path)) {
    changes.push({ path, before: null, after: UNREAD });
    return;
  }
  const change = { path, before: versions.content(before, path), after: versions.content(after, path) };
  const matters = (content: Content | null) => content !== null && content.kind !== "other";
  if (matters(change.before) || matters(change.after)) changes.push(change);
}
