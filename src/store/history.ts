import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import {
  arrangeHistory,
  type Change,
  type Content,
  type History,
  type LooseCommit,
  looseCommit,
  NO_HISTORY,
} from "../model/history.ts";
import { isRecordPath } from "../model/records.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { findBeginning, foldBranch, nameBeginnings } from "./beginning.ts";
import type { Environment, Where } from "./git.ts";
import { findCommonDir } from "./git-folder.ts";
import { findOwnPaths } from "./own-paths.ts";
import type { Root } from "./root.ts";
import { Standing } from "./standing.ts";
import { SETTINGS_FILE } from "./tree.ts";
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
  { folder, top, where }: Root,
  { prefix, commit }: { readonly prefix: string; readonly commit: string | null },
  env: Environment,
  reading: Promise<Snapshot>,
): Promise<History> {
  const commonDir = top === null ? (typeof where === "string" ? null : where.gitDir) : findCommonDir(top);
  if (commonDir === null) return NO_HISTORY;
  const tree = async () => new Standing(await reading, commit === null ? folder : null);
  return readHistory({ where, commonDir, prefix, env }, commit ?? "HEAD", tree);
}

/**
 * Reads what every commit up to a tip did to the OKR root, in two git processes: one lists, one hands out old versions. What
 * stands in the tree as it came is not read again.
 */
export async function readHistory(
  place: HistoryPlace,
  tip: string,
  readTree: () => Promise<Standing>,
): Promise<History> {
  const { where, commonDir, prefix, env } = place;
  if (isShallow(commonDir)) return { ...NO_HISTORY, cutOff: "shallow" };
  const walked = await walkHistory(where, tip, prefix, env);
  if (walked === null) return { ...NO_HISTORY, cutOff: "partial" };
  const branch = followFirstParents(walked, tip);
  const standing = foldBranch(branch);
  const inside = findOwnPaths(walked, branch, standing);
  const settled = settle(findUntouched(walked, standing, inside), await readTree());
  const folders = nameBeginnings(branch, prefix);
  const wanted = { ...listWanted(walked, settled, inside), folders: [...folders.values()] };
  const versions = await readVersions(place, wanted);
  if (versions === null) return { ...NO_HISTORY, cutOff: "partial" };
  const beginning = findBeginning(branch, folders, versions.absent);
  if (beginning !== null) walked.set(beginning.id, beginning);
  const newest = branch.at(-1)?.id ?? null;
  const loose = new Map<string, LooseCommit>();
  for (const { id, parents, author, authored, committed, entries, ...listed } of walked.values()) {
    const said = versions.said.get(id);
    const message = said?.message ?? null;
    const merge = listed.merge || said?.merge === true;
    const changes = readChanges(entries, { inside, settled, versions });
    loose.set(id, looseCommit({ id, parents, author, authored, committed, changes, message, merge }));
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

/** The contents of the files that came as they still are, by path. */
function findUntouched(
  walked: ReadonlyMap<string, WalkedCommit>,
  standing: ReadonlyMap<string, string>,
  inside: (path: string) => boolean,
): Map<string, string> {
  const untouched = new Map<string, string>();
  for (const [path, id] of standing) if (inside(path)) untouched.set(path, id);
  for (const { entries } of walked.values())
    for (const { path, before, after } of entries)
      if (before !== null || after !== standing.get(path)) untouched.delete(path);
  return untouched;
}

const UNREAD: Content = { kind: "unread" };

/** What these files say: the tree knows it, unless somebody is changing them there. Records are not even looked up. */
function settle(untouched: ReadonlyMap<string, string>, tree: Standing): Map<string, Change> {
  const settled = new Map<string, Change>();
  for (const [path, id] of untouched) {
    const after = isRecordPath(path) ? UNREAD : tree.content(path, id);
    if (after !== null) settled.set(path, { path: tree.path(path), before: null, after });
  }
  return settled;
}

/** What has to be read: other contents, and the messages of commits that take files away. */
function listWanted(
  walked: ReadonlyMap<string, WalkedCommit>,
  settled: ReadonlyMap<string, Change>,
  inside: (path: string) => boolean,
) {
  const contents = new Map<string, boolean>();
  const messages: string[] = [];
  for (const { id, entries } of walked.values()) {
    let removes = false;
    for (const { path, before, after } of entries) {
      if (settled.has(path) || !inside(path)) continue;
      removes ||= after === null;
      // The same text may lie elsewhere as a document.
      for (const content of [before, after])
        if (content !== null) contents.set(content, contents.get(content) || path === SETTINGS_FILE);
    }
    if (removes) messages.push(id);
  }
  return { contents, messages };
}

const NO_CHANGES: readonly Change[] = [];

function readChanges(
  entries: readonly WalkedEntry[],
  context: {
    readonly inside: (path: string) => boolean;
    readonly settled: ReadonlyMap<string, Change>;
    readonly versions: OldVersions;
  },
): readonly Change[] {
  const [first, ...more] = entries;
  if (first === undefined) return NO_CHANGES;
  // Most commits bring one record. A list that grows would keep room for sixteen more.
  if (more.length > 0) return entries.flatMap((entry) => readChange(entry, context) ?? []).slice();
  const change = readChange(first, context);
  return change === null ? NO_CHANGES : [change];
}

/** What a commit did to a file; null for what is not ours, or no OKR before and after. */
function readChange(
  { path, before, after }: WalkedEntry,
  { inside, settled, versions }: Parameters<typeof readChanges>[1],
): Change | null {
  if (!inside(path)) return null;
  const known = settled.get(path);
  if (known) return matters(known.after) ? known : null;
  const change = { path, before: versions.content(before, path), after: versions.content(after, path) };
  return matters(change.before) || matters(change.after) ? change : null;
}

function matters(content: Content | null): boolean {
  return content !== null && content.kind !== "other";
}
