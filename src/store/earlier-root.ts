import { lstatSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { missingFiles } from "./committed-tree.ts";
import { type Environment, readGit, type Where } from "./git.ts";
import type { Moment } from "./moment.ts";
import { prefixOf, type Root } from "./root.ts";
import { isCandidate, isMisnamed, SETTINGS_FILE } from "./tree.ts";

/**
 * Where the OKRs of a root lay in a commit that has no okr.yaml at its place, and that no move leads back to: in the same folder, where
 * that belonged to a root around it, or else where the one okr.yaml stood that is gone now. Null where there were none, or several.
 * @param now the commit that it is gone in; null means the working tree
 */
export async function findEarlierRoot(
  { where, top, folder }: Root,
  commit: string,
  now: string | null,
  env: Environment,
): Promise<Pick<Moment, "prefix"> | null> {
  if (top === null) return null;
  const prefix = prefixOf({ top, folder });
  const then = await listPaths(where, commit, env);
  const roots = foldersIn(then);
  if (roots.some((one) => prefix.startsWith(one)))
    return then.some((path) => path.startsWith(prefix) && isCandidate(path)) ? {} : null;
  const still = now === null ? null : new Set(foldersIn(await listPaths(where, now, env)));
  const gone = roots.filter((one) => !(still?.has(one) ?? stands(top, one)));
  return gone.length === 1 ? { prefix: gone[0] as string } : null;
}

async function listPaths(where: Where, commit: string, env: Environment): Promise<string[]> {
  const args = ["ls-tree", "-r", "-z", "--name-only", "--full-tree", "--", commit];
  const { code, stdout } = await readGit(where, args, { env });
  if (code !== 0) throw missingFiles();
  return stdout.toString("utf8").split("\0").filter(Boolean);
}

/** The folders with an okr.yaml, each "" or ending in "/". A name that is not text cannot be handed back to git. */
function foldersIn(paths: readonly string[]): string[] {
  return paths.flatMap((path) =>
    path === SETTINGS_FILE || (path.endsWith(`/${SETTINGS_FILE}`) && !isMisnamed(path))
      ? path.slice(0, -SETTINGS_FILE.length)
      : [],
  );
}

/** Whether an okr.yaml is still in its folder, and not in another one that a link leads to. */
function stands(top: string, folder: string): boolean {
  const path = join(top, folder, SETTINGS_FILE);
  if (lstatSync(path, { throwIfNoEntry: false })?.isFile() !== true) return false;
  return realpathSync(path) === join(realpathSync(top), folder, SETTINGS_FILE);
}
