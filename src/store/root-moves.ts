import { isRecordPath } from "../model/records.ts";
import { foldBranch } from "./beginning.ts";
import { readGit } from "./git.ts";
import type { HistoryPlace } from "./history.ts";
import { isMisnamed, SETTINGS_FILE } from "./tree.ts";
import {
  followFirstParents,
  type WalkedCommit,
  type WalkedEntry,
  walkFolders,
  walkHistory,
  walkOne,
} from "./walk.ts";

type Walked = Map<string, WalkedCommit>;

/** The commits of an OKR root, wherever it lay: the paths of each are relative to where it lay then. */
export interface RootWalk {
  readonly walked: Walked;
  /** How the branch itself moved it, newest first. */
  readonly moves: readonly Move[];
  /** Where it lay before a commit, "" or ending in "/". */
  readonly prefixBefore: (commit: WalkedCommit) => string;
}

/** How often git is asked where a root came from. */
const MOST = 8;

/**
 * Walks the commits of an OKR root, and follows it into the folders that it was moved from as a whole. One git process where it
 * stayed, up to two more for each move. Null where the clone lacks trees that git needs for it.
 */
export async function walkRoot(
  place: Omit<HistoryPlace, "commonDir">,
  tip: string,
): Promise<RootWalk | null> {
  const { where, prefix, env } = place;
  const walked = await walkHistory(where, tip, prefix, env);
  if (walked === null) return null;
  const branch = followFirstParents(walked, tip);
  // A root that was never moved begins with okr.yaml: records come later.
  if (traceBack(branch, [""], new Set()).arrival === null) return stay(walked, prefix);
  return followMoves(place, walked, branch.at(-1)?.id ?? tip);
}

function stay(walked: Walked, prefix: string): RootWalk {
  return { walked, moves: [], prefixBefore: () => prefix };
}

/** Where a root lay in another commit than the present one, as far as its own history tells; "" or ending in "/". */
export async function findFormerPrefix(
  place: Omit<HistoryPlace, "commonDir">,
  commit: string,
): Promise<string | null> {
  let prefix: string | null = null;
  for (const { id, from } of (await walkRoot(place, "HEAD"))?.moves ?? []) {
    const contains = ["merge-base", "--is-ancestor", id, commit];
    if ((await readGit(place.where, contains, { env: place.env })).code !== 1) break;
    prefix = from;
  }
  return prefix;
}

async function followMoves(
  { where, prefix, env }: Omit<HistoryPlace, "commonDir">,
  stayed: Walked,
  tip: string,
): Promise<RootWalk | null> {
  const folders = [prefix];
  const asked = new Set<string>();
  /** Paths in it are relative to the top. */
  let walked: Walked | null = prefix === "" ? stayed : null;
  let branch: WalkedCommit[] = followFirstParents(stayed, tip);
  let { arrival } = traceBack(branch, [""], asked);
  while (arrival !== null && asked.size < MOST) {
    asked.add(arrival.commit.id);
    const commit = await walkOne(where, arrival.commit.id, env);
    if (commit === null) return null;
    const from = findDeparture(commit.entries, walked === null ? prefix : arrival.folder);
    if (from !== null) {
      // A walk of the top was one of all folders.
      if (!folders.includes("")) walked = await walkFolders(where, tip, [...folders, from], env);
      if (walked === null) return null;
      folders.push(from);
      branch = followFirstParents(walked, tip);
    }
    arrival = traceBack(branch, walked === null ? [""] : folders, asked).arrival;
  }
  return walked === null || folders.length === 1 ? stay(stayed, prefix) : stitch(walked, branch, folders);
}

/** A commit that moved a root, and the folders, each "" or ending in "/". */
export interface Move {
  readonly id: string;
  readonly from: string;
  readonly to: string;
}

/**
 * Follows a branch back from its end: where the root was moved between folders that are known, and the newest commit that brought it
 * whole from nowhere known.
 * @param branch oldest first
 * @param folders where the root lay, at the end of the branch first
 * @param asked commits that are known to be no other moves
 */
function traceBack(branch: readonly WalkedCommit[], folders: readonly string[], asked: ReadonlySet<string>) {
  const moves = new Map<string, Move>();
  let folder = folders[0] as string;
  for (const commit of branch.toReversed()) {
    if (!brings(commit, folder)) continue;
    const from = folders.find((one) => takesAway(commit, one));
    if (from !== undefined) {
      moves.set(commit.id, { id: commit.id, from, to: folder });
      folder = from;
    } else if (!asked.has(commit.id) && bringsRecord(commit, folder))
      return { moves, folder, arrival: { commit, folder } };
  }
  return { moves, folder, arrival: null };
}

function brings({ entries }: WalkedCommit, folder: string): boolean {
  const settings = folder + SETTINGS_FILE;
  return entries.some(({ path, before, after }) => before === null && after !== null && path === settings);
}

function takesAway({ entries }: WalkedCommit, folder: string): boolean {
  const settings = folder + SETTINGS_FILE;
  return entries.some(({ path, before, after }) => before !== null && after === null && path === settings);
}

/** Whether a commit brings a record below a folder. */
function bringsRecord({ entries }: WalkedCommit, folder: string): boolean {
  return entries.some((entry) => isNew(entry) && entry.path.startsWith(folder) && isRecordPath(entry.path));
}

function isNew({ before, after }: WalkedEntry): boolean {
  return before === null && after !== null;
}

function isGone({ before, after }: WalkedEntry): boolean {
  return before !== null && after === null;
}

/**
 * The folder that a root was moved from: its okr.yaml went away, and most of the records that went with it came along, by path or
 * by content. Null where there is none: a root that still stands was copied.
 */
function findDeparture(entries: readonly WalkedEntry[], to: string): string | null {
  const records = entries.filter(({ path }) => isRecordPath(path));
  const came = records.filter((entry) => isNew(entry) && entry.path.startsWith(to));
  const paths = new Set(came.map(({ path }) => path.slice(to.length)));
  const contents = new Set(came.map(({ after }) => after));
  const left = new Map<string, { gone: number; along: number }>();
  for (const entry of entries)
    if (isGone(entry) && isSettings(entry.path) && !isMisnamed(entry.path))
      left.set(entry.path.slice(0, -SETTINGS_FILE.length), { gone: 0, along: 0 });
  for (const { path, before } of records.filter(isGone))
    for (let end = 0; end !== -1; end = path.indexOf("/", end + 1)) {
      const start = end === 0 ? 0 : end + 1;
      const counts = left.get(path.slice(0, start));
      if (counts === undefined) continue;
      counts.gone++;
      if (paths.has(path.slice(start)) || contents.has(before)) counts.along++;
    }
  let [found, most]: [string | null, number] = [null, 0];
  for (const [from, { gone, along }] of left)
    if (along > most && along * 2 > gone) [found, most] = [from, along];
  return found;
}

function isSettings(path: string): boolean {
  return path === SETTINGS_FILE || path.endsWith(`/${SETTINGS_FILE}`);
}

/**
 * Puts the commits of several folders together to those of one root. A commit that moved it is left with what it changed by the way.
 */
function stitch(walked: Walked, branch: readonly WalkedCommit[], folders: readonly string[]): RootWalk {
  const { moves, folder: first } = traceBack(branch, folders, new Set(walked.keys()));
  const onBranch = [...moves.values()];
  const prefixes = placeCommits(walked, branch, { moves, folders, first });
  const places = new Map(branch.map(({ id }, index) => [id, index]));
  const own: Walked = new Map();
  for (const [id, commit] of walked) {
    const move = moves.get(id);
    const place = places.get(id);
    const entries =
      move === undefined
        ? cutOut(commit.entries, prefixes.get(id) ?? first)
        : place === undefined
          ? compare(listSide(commit, "before", move.from), listSide(commit, "after", move.to))
          : // Files that stayed behind, or were there before, tell only in the whole tree.
            compare(listTree(branch, place, move.from), listTree(branch, place + 1, move.to));
    own.set(id, { ...commit, entries });
  }
  const prefixBefore = ({ id, parents }: WalkedCommit) =>
    moves.get(id)?.from ?? prefixes.get(parents[0] ?? "") ?? first;
  return { walked: own, moves: onBranch, prefixBefore };
}

/** Where the root lay after each commit, by its id. Finds the moves on other branches, and the merges that bring them, on the way. */
function placeCommits(
  walked: Walked,
  branch: readonly WalkedCommit[],
  { moves, folders, first }: { moves: Map<string, Move>; folders: readonly string[]; first: string },
): Map<string, string> {
  const prefixes = new Map<string, string>();
  let prefix = first;
  for (const { id } of branch) {
    prefix = moves.get(id)?.to ?? prefix;
    prefixes.set(id, prefix);
  }
  for (const commit of walked.values()) {
    const unplaced: WalkedCommit[] = [];
    let at: WalkedCommit | undefined = commit;
    for (; at !== undefined && !prefixes.has(at.id); at = walked.get(at.parents[0] ?? "")) unplaced.push(at);
    let from = at && prefixes.get(at.id);
    for (const one of unplaced.reverse()) {
      const before = from;
      const to = folders.find((folder) => brings(one, folder));
      if (before === undefined) from = to ?? first;
      else if (to !== undefined && takesAway(one, before)) {
        moves.set(one.id, { id: one.id, from: before, to });
        from = to;
      }
      prefixes.set(one.id, from as string);
    }
  }
  return prefixes;
}

/** What a commit did below a folder. */
function cutOut(entries: WalkedEntry[], folder: string): WalkedEntry[] {
  if (folder === "") return entries;
  return entries.flatMap(({ path, ...ids }) =>
    path.startsWith(folder) ? [{ path: path.slice(folder.length), ...ids }] : [],
  );
}

/** The files below a folder that a commit changed, as they were before or after it: content ids by path. */
function listSide({ entries }: WalkedCommit, side: "before" | "after", folder: string): Map<string, string> {
  return new Map(
    cutOut(entries, folder).flatMap(({ path, [side]: id }) => (id === null ? [] : [[path, id]])),
  );
}

/** The files below a folder after so many commits of a branch: content ids by path. */
function listTree(branch: readonly WalkedCommit[], end: number, folder: string): Map<string, string> {
  const files = new Map<string, string>();
  for (const [path, id] of foldBranch(branch.slice(0, end)))
    if (path.startsWith(folder)) files.set(path.slice(folder.length), id);
  return files;
}

function compare(old: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): WalkedEntry[] {
  const entries: WalkedEntry[] = [];
  for (const path of new Set([...old.keys(), ...now.keys()])) {
    const [before, after] = [old.get(path) ?? null, now.get(path) ?? null];
    if (before !== after) entries.push({ path, before, after });
  }
  return entries;
}
