import { UserError } from "../errors.ts";
import { CUT_OFF } from "../model/history.ts";
import { type Environment, folderOf, readGit, spoken, type Where } from "./git.ts";

/** What a repository lacks that an answer may need. */
export interface Gaps {
  /** The history is cut off: cloned with --depth. */
  readonly shallow: boolean;
  /** Objects are left out: cloned with --filter. */
  readonly partial: boolean;
  /** The branch that HEAD names, where it has no commit yet. */
  readonly unborn: string | null;
  /** At most six branches, ours before those of remotes. */
  readonly branches: readonly string[];
}

/** What repairs a shallow clone. */
export const UNSHALLOW = CUT_OFF.shallow.hint;

/** What repairs a clone that left objects out. */
export const REFETCH = CUT_OFF.partial.hint;

/** Looks for what a repository lacks. Throws a UserError where git finds none, or will not use it. */
export async function inspectGaps(where: Where, env: Environment): Promise<Gaps> {
  const ask = (...args: string[]) => readGit(where, args, { env });
  const [shallow, promisor, head, branch, refs] = await Promise.all([
    ask("rev-parse", "--is-shallow-repository"),
    ask("config", "--get-regexp", "^(extensions\\.partialclone|remote\\..*\\.promisor)$"),
    ask("rev-parse", "--verify", "--quiet", "HEAD^{commit}"),
    ask("symbolic-ref", "--short", "HEAD"),
    ask("for-each-ref", "--count=7", "--format=%(refname)", "refs/heads", "refs/remotes"),
  ]);
  if (shallow.code !== 0) {
    if (shallow.stderr.includes("not a git repository"))
      throw new UserError(
        `${folderOf(where)} is not in a git repository: nothing is known but what lies there now`,
        "leave out --at, or keep your OKRs in git",
      );
    throw new UserError(
      `git cannot use the repository of ${folderOf(where)}:\n${spoken(shallow)}`,
      "do what git suggests",
    );
  }
  return {
    shallow: shallow.stdout.toString().trim() === "true",
    partial: promisor.code === 0,
    unborn: head.code === 0 ? null : branch.stdout.toString().trim() || "HEAD",
    branches: refs.stdout
      .toString()
      .split("\n")
      .filter((ref) => ref !== "" && !ref.endsWith("/HEAD"))
      .map((ref) => ref.replace(/^refs\/(?:heads|remotes)\//, ""))
      .slice(0, 6),
  };
}

/** What to tell where HEAD has no commit; null where it has one. */
export function explainUnborn(where: Where, { unborn, branches }: Gaps): UserError | null {
  if (unborn === null) return null;
  if (branches.length > 0)
    return new UserError(
      `the branch ${unborn}, which HEAD names, has no commits`,
      `name a branch that has some: ${branches.map((branch) => `--at ${branch}`).join(", ")}`,
    );
  return new UserError(
    `there are no commits in ${folderOf(where)} yet`,
    typeof where === "string"
      ? "commit your OKRs first: git add . && git commit"
      : "push a branch to it first",
  );
}
