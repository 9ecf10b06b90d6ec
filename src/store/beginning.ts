import type { WalkedCommit, WalkedEntry } from "./walk.ts";

/** So many of the branch's oldest merges of a kind are looked at: before the one that is sought, the branch itself has none. */
const MOST = 32;

/**
 * The folder of the root in the first parent of each merge that may have brought the first OKRs, as git names it, by the merge. Git
 * passes over a parent below which nothing ever touched the root, so that such a merge looks as if it continued what it brought.
 * @param branch oldest first
 * @param prefixBefore where the root lay before a commit
 */
export function nameBeginnings(
  branch: readonly WalkedCommit[],
  prefixBefore: (commit: WalkedCommit) => string,
): Map<WalkedCommit, string> {
  const merges = branch.filter(({ merge, parents }) => merge && parents.length > 0);
  // Most often one parent is left of two; a history that was imported may be full of merges that have both.
  const left = merges.filter(({ parents }) => parents.length === 1).slice(0, MOST);
  const asked = [...left, ...merges.filter(({ parents }) => parents.length > 1).slice(0, MOST)];
  const names = asked.map((merge) => [merge, `${merge.id}^1:${prefixBefore(merge)}`] as const);
  // Git is asked line by line.
  return new Map(names.filter(([, name]) => !name.includes("\n")));
}

/**
 * The merge that brought the first OKRs, as it stands to the branch itself: all of them come with it. Null where the branch began
 * with them.
 * @param absent of the folders, those that are not there
 */
export function findBeginning(
  branch: readonly WalkedCommit[],
  folders: ReadonlyMap<WalkedCommit, string>,
  absent: ReadonlySet<string>,
): WalkedCommit | null {
  for (let at = branch.length - 1; at > 0; at--) {
    const merge = branch[at] as WalkedCommit;
    if (!absent.has(folders.get(merge) ?? "")) continue;
    // Where all were gone before, an empty folder is nothing new.
    if (foldBranch(branch.slice(0, at)).size === 0) continue;
    const entries: WalkedEntry[] = [];
    for (const [path, after] of foldBranch(branch.slice(0, at + 1)))
      entries.push({ path, before: null, after });
    return { ...merge, parents: ["", ...merge.parents], entries };
  }
  return null;
}

/** The ids of the contents that stand in the tree at the end of a branch, by path. */
export function foldBranch(branch: readonly WalkedCommit[]): Map<string, string> {
  const standing = new Map<string, string>();
  for (const { entries } of branch)
    for (const { path, after } of entries)
      if (after === null) standing.delete(path);
      else standing.set(path, after);
  return standing;
}
