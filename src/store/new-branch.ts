import { UserError } from "../errors.ts";
import { Patience, runPatiently, spoken } from "./git.ts";
import { describeHead, type Repository, requireSettled } from "./repository.ts";

/**
 * Does something on a new branch that begins where HEAD is; what is staged or changed stays as it is. When the work fails, HEAD goes
 * back and the branch goes away. On a branch of that name already, the work just goes on there.
 */
export async function onNewBranch<T>(repo: Repository, name: string, work: () => Promise<T>): Promise<T> {
  requireSettled(repo);
  const head = await describeHead(repo);
  if (head.branch === name) return work();
  const git = (...args: string[]) => runPatiently(repo, args, { env: repo.env }, new Patience());
  if ((await git("rev-parse", "--verify", "--quiet", `refs/heads/${name}`)).code === 0)
    throw new UserError(
      `there is a branch ${name} already`,
      `go on there with git switch ${name}, or stay on this branch with --no-branch`,
    );
  const made = await git("switch", "--quiet", "--create", name);
  if (made.code !== 0)
    throw new UserError(
      `the branch ${name} was not made:\n${spoken(made)}`,
      "put that right, or stay on this branch with --no-branch",
    );
  try {
    return await work();
  } catch (error) {
    if ((await describeHead(repo)).commit !== head.commit) throw error;
    // Both branches are at one commit, so only HEAD has to move.
    if (head.branch === null) await git("switch", "--quiet", "--detach");
    else await git("symbolic-ref", "HEAD", `refs/heads/${head.branch}`);
    if (head.commit !== null) await git("branch", "--quiet", "-d", name);
    throw error;
  }
}
