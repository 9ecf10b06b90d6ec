import { UserError } from "../errors.ts";
import { inspectGaps, UNSHALLOW } from "./clone.ts";
import { type Environment, folderOf, isObjectId, readGit, spoken, type Where } from "./git.ts";
import { findCommit } from "./revision.ts";

/** What a branch is held against: the commit where it left another one, and how that one is called. */
export interface Base {
  /** As it was asked for, or the branch that was found: `origin/main`. */
  readonly name: string;
  readonly commit: string;
}

/** Remotes that a default branch is looked for at: whoever works in a fork calls the original upstream. */
const REMOTES = ["upstream", "origin"];
const BRANCHES = ["HEAD", "main", "master"];

/**
 * Where a commit left the branch that `name` names, or the upstream default branch for null: their merge base. Throws a UserError with
 * the cure where there is none, or where a shallow clone does not tell.
 */
export async function findBase(
  where: Where,
  { name, head }: { name: string | null; head: string | null },
  env: Environment,
): Promise<Base> {
  const branch = name ?? (await findDefaultBranch(where, env));
  const { commit } = await findCommit(where, branch, env);
  const tip = head ?? "HEAD";
  const { code, stdout, stderr } = await readGit(where, ["merge-base", commit, tip], { env });
  const base = stdout.toString("latin1").trim();
  const shown = branch.replace(/^refs\/(?:heads|remotes)\//, "");
  // An ancestor is one in a shallow clone as well; another merge base there may be hidden behind the cut.
  if (code === 0 && base === commit) return { name: shown, commit };
  const { shallow, unborn } = await inspectGaps(where, env);
  if (unborn !== null && head === null)
    throw new UserError(`the branch ${unborn} has no commits to hold against ${shown}`, "commit first");
  if (shallow)
    throw new UserError(
      `this clone does not reach back to where HEAD left ${shown}: it is shallow`,
      UNSHALLOW,
    );
  if (code === 0 && isObjectId(base)) return { name: shown, commit: base };
  if (code === 1)
    throw new UserError(
      `${shown} and HEAD have no commit in common`,
      "name a branch that this one began from",
    );
  throw new UserError(
    `git merge-base failed in ${folderOf(where)}:\n${spoken({ code, stdout, stderr })}`,
    "put right what git names",
  );
}

async function findDefaultBranch(where: Where, env: Environment): Promise<string> {
  const wanted = [
    ...REMOTES.flatMap((remote) => BRANCHES.map((branch) => `refs/remotes/${remote}/${branch}`)),
    ...BRANCHES.slice(1).map((branch) => `refs/heads/${branch}`),
  ];
  const { stdout } = await readGit(where, ["for-each-ref", "--format=%(refname) %(symref)", ...wanted], {
    env,
  });
  const refs = new Map<string, string>();
  for (const line of stdout.toString().split("\n")) {
    const [ref = "", meant = ""] = line.split(" ");
    refs.set(ref, meant || ref);
  }
  const found = wanted.find((ref) => refs.has(ref));
  // origin/HEAD says which branch it means.
  if (found !== undefined) return refs.get(found) as string;
  throw new UserError(
    "there is no upstream/main, origin/main or main to hold this branch against",
    "name the branch or commit it began from",
  );
}
