import { UserError } from "../errors.ts";
import { type Day, isDay } from "../model/day.ts";
import { type Environment, readGit, resolveRevision } from "./git.ts";

/** What a question is about: a tree and a day. */
export interface Moment {
  readonly day: Day;
  /** The commit whose tree is meant; null means the working tree. */
  readonly commit: string | null;
}

/**
 * The moment that `--at` names: a day means the last commit of the branch (first parents) on that day, seen on that day; a
 * revision means its tree, seen on the day it was committed.
 */
export async function findMoment(directory: string, at: string, env: Environment): Promise<Moment> {
  if (isDay(at)) {
    const commit = await lastCommitOn(directory, at, env);
    if (commit) return { day: at, commit };
    throw (await isShallow(directory, env))
      ? new UserError(`this clone does not reach back to ${at}: it is shallow`, "run git fetch --unshallow")
      : new UserError(`there is no commit on or before ${at}`, "name a later day, or a commit");
  }
  const commit = await resolveRevision(directory, at, env);
  if (!commit)
    throw new UserError(
      `"${at}" is neither a day nor a commit here`,
      "write a day as 2026-11-20, or a branch, tag or commit id",
    );
  return { day: await dayOf(directory, commit, env), commit };
}

async function lastCommitOn(directory: string, day: Day, env: Environment): Promise<string | null> {
  // A day is over everywhere only at the end of its last time zone, but a branch lives in one: the committer's own.
  const args = ["log", "--first-parent", "--format=%H %cs", "HEAD", "--"];
  const { code, stdout } = await readGit(directory, args, { env });
  if (code !== 0) return null;
  for (const line of stdout.toString("latin1").split("\n")) {
    const [commit, date] = line.split(" ");
    if (commit && date && isDay(date) && date <= day) return commit;
  }
  return null;
}

async function isShallow(directory: string, env: Environment): Promise<boolean> {
  const { stdout } = await readGit(directory, ["rev-parse", "--is-shallow-repository"], { env });
  return stdout.toString("latin1").trim() === "true";
}

async function dayOf(directory: string, commit: string, env: Environment): Promise<Day> {
  const { stdout } = await readGit(directory, ["log", "-1", "--format=%cs", commit, "--"], { env });
  const day = stdout.toString("latin1").trim();
  if (isDay(day)) return day;
  throw new UserError(
    `commit ${commit.slice(0, 7)} has no date that can be read`,
    "name a day, or another commit",
  );
}
