import { type Environment, isObjectId, readGit, resolveRevision, type Where } from "./git.ts";

/**
 * What a commit is called by people, where HEAD is held against it: the first of these whole ref names (`refs/remotes/origin/main`) that
 * HEAD left where it left the commit; else the commit's own id. A name may be a stranger's: it is only ever looked up.
 */
export async function nameBase(
  where: Where,
  commit: string,
  refs: readonly string[],
  env: Environment,
): Promise<string> {
  const left = await findFork(where, commit, env);
  for (const ref of refs)
    if (ref.startsWith("refs/") && left !== null && (await findFork(where, ref, env)) === left) return ref;
  return commit;
}

/** Where HEAD left a commit; null where nothing or more than one place is that. */
async function findFork(where: Where, name: string, env: Environment): Promise<string | null> {
  // Not handed to merge-base as it is: that would read more than names.
  const commit = await resolveRevision(where, name, env);
  if (commit === null) return null;
  const { code, stdout } = await readGit(where, ["merge-base", "--all", commit, "HEAD"], { env });
  const found = stdout.toString("latin1").trim();
  return code === 0 && isObjectId(found) ? found : null;
}

/**
 * The commit that another one merges into a base: hosts check out such a merge of a pull request, which is in nobody's
 * repository. Null for any other commit.
 */
export async function findMerged(
  where: Where,
  { commit, base }: { readonly commit: string; readonly base: string },
  env: Environment,
): Promise<string | null> {
  const args = ["rev-list", "--parents", "--no-walk", commit, "--"];
  const { code, stdout } = await readGit(where, args, { env });
  const [, first, second, ...more] = stdout.toString("latin1").trim().split(" ");
  return code === 0 && first === base && second !== undefined && more.length === 0 ? second : null;
}
