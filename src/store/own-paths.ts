import { isBelow, SETTINGS_FILE, splitAtNestedRoots } from "./tree.ts";
import type { WalkedCommit } from "./walk.ts";

/**
 * Tells the paths of this root from those below another okr.yaml: one that stands now, or one that is gone with what came there
 * while it stood.
 * @param branch oldest first
 * @param standing the paths in the tree at its end
 */
export function findOwnPaths(
  walked: ReadonlyMap<string, WalkedCommit>,
  branch: readonly WalkedCommit[],
  standing: ReadonlyMap<string, string>,
): (path: string) => boolean {
  const { nested } = splitAtNestedRoots([...standing.keys()]);
  const now = new Set(nested.map(folderOf));
  const once = new Set([...listNested(walked)].filter((folder) => !now.has(folder)));
  const own = once.size === 0 ? new Set() : listOwn(branch);
  return (path) =>
    !isBelow(path, now) && (once.size === 0 || standing.has(path) || own.has(path) || !isBelow(path, once));
}

/** The folders that had an okr.yaml of their own in any commit. */
function listNested(walked: ReadonlyMap<string, WalkedCommit>): Set<string> {
  const folders = new Set<string>();
  for (const { entries } of walked.values())
    for (const { path } of entries) if (isNested(path)) folders.add(folderOf(path));
  return folders;
}

/** The paths that came to the branch while no other root was around them. */
function listOwn(branch: readonly WalkedCommit[]): Set<string> {
  const own = new Set<string>();
  const roots = new Set<string>();
  for (const { entries } of branch) {
    const marks = entries.filter(({ path }) => isNested(path));
    for (const { path, after } of marks) if (after !== null) roots.add(folderOf(path));
    for (const { path, before } of entries) if (before === null && !isBelow(path, roots)) own.add(path);
    for (const { path, after } of marks) if (after === null) roots.delete(folderOf(path));
  }
  return own;
}

function isNested(path: string): boolean {
  return path.endsWith(`/${SETTINGS_FILE}`);
}

function folderOf(path: string): string {
  return path.slice(0, -SETTINGS_FILE.length);
}
