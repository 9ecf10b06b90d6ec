import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../errors.ts";
import {
  arrangeHistory,
  type Change,
  type Content,
  type History,
  type LooseCommit,
  looseCommit,
  NO_HISTORY,
} from "../model/history.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { findBeginning, foldBranch, nameBeginnings } from "./beginning.ts";
import { BlobNames } from "./blob-name.ts";
import type { Environment, Where } from "./git.ts";
import { findCommonDir, findNameFormat } from "./git-folder.ts";
import { findOwnPaths } from "./own-paths.ts";
import type { Root } from "./root.ts";
import { walkRoot } from "./root-moves.ts";
import { Standing } from "./standing.ts";
import { SETTINGS_FILE } from "./tree.ts";
import { type OldVersions, readVersions } from "./versions.ts";
import { followFirstParents, type WalkedCommit, type WalkedEntry } from "./walk.ts";

/** Where a history is read. */
export interface HistoryPlace {
  /** The top of the repository. */
  readonly where: Where;
  /** What all working trees of the repository share: shallow marks, and our cache. */
  readonly commonDir: string;
  /** The OKR root below the top of the repository, "" or ending in "/". */
  readonly prefix: string;
  readonly env: Environment;
}

/**
 * Reads a tree, and meanwhile the history up to its commit, or up to HEAD; outside git and before the first commit there is none.
 * @param read reads the tree; of a working tree it takes down what git would call its files
 */
export async function readWithHistory(
  { top, where }: Root,
  { prefix, commit }: { readonly prefix: string; readonly commit: string | null },
  env: Environment,
  read: (names: BlobNames | null) => Promise<Snapshot>,
): Promise<Snapshot> {
  const commonDir = top === null ? (typeof where === "string" ? null : where.gitDir) : findCommonDir(top);
  if (commonDir === null) return read(null);
  const names = commit === null ? new BlobNames(findNameFormat(commonDir)) : null;
  const reading = read(names);
  const readTree = async () => new Standing(await reading, names);
  const place = { where: top ?? where, commonDir, prefix, env };
  const [history, snapshot] = await Promise.all([readHistory(place, commit ?? "HEAD", readTree), reading]);
  return { ...snapshot, history };
}

/**
 * Reads what every commit up to a tip did to the OKR root, in two git processes: one lists, one hands out old versions. What
 * stands in the tree as it came is not read again.
 */
async function readHistory(
  place: HistoryPlace,
  tip: string,
  readTree: () => Promise<Standing>,
): Promise<History> {
  if (isShallow(place.commonDir)) return { ...NO_HISTORY, cutOff: "shallow" };
  const walk = await walkRoot(place, tip);
  if (walk === null) return lacking(place);
  const { walked } = walk;
  const branch = followFirstParents(walked, tip);
  const standing = foldBranch(branch);
  const inside = findOwnPaths(walked, branch, standing);
  const settled = settle(findUntouched(walked, standing, inside), await readTree());
  const folders = nameBeginnings(branch, walk.prefixBefore);
  const wanted = { ...listWanted(walked, settled, inside), folders: [...folders.values()] };
  const versions = await readVersions(place, wanted);
  if (versions === null) return lacking(place);
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

/** The history of a clone that left objects out; throws a UserError where it should have them all. */
async function lacking({ where, env }: HistoryPlace): Promise<History> {
  const { inspectGaps } = await import("./clone.ts");
  if ((await inspectGaps(where, env)).partial) return { ...NO_HISTORY, cutOff: "partial" };
  throw new UserError(
    "the repository lacks an object of its history, or has it damaged",
    "git fsck names it; fetch it from another clone, or clone again",
  );
}

/** Whether the commits below some depth were left behind when the repository was cloned. */
function isShallow(commonDir: string): boolean {
  const marks = join(commonDir, "shallow");
  return existsSync(marks) && statSync(marks).size > 0;
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

/** What these files say: the tree knows it, unless somebody is changing them there. */
function settle(untouched: ReadonlyMap<string, string>, tree: Standing): Map<string, Change> {
  const settled = new Map<string, Change>();
  for (const [path, id] of untouched) {
    const after = tree.content(path, id);
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
  const pages = new Set<string>();
  const settings = new Set<string>();
  const messages: string[] = [];
  for (const { id, entries } of walked.values()) {
    let removes = false;
    for (const { path, before, after } of entries) {
      if (settled.has(path) || !inside(path)) continue;
      removes ||= after === null;
      for (const id of [before, after]) if (id !== null) (path === SETTINGS_FILE ? settings : pages).add(id);
    }
    if (removes) messages.push(id);
  }
  return { pages, settings, messages };
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
