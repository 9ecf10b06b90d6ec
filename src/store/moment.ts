import { UserError } from "../errors.ts";
import { type Day, isDay } from "../model/day.ts";
import { findPrefix } from "./bare.ts";
import { explainUnborn, inspectGaps, UNSHALLOW } from "./clone.ts";
import { missingFiles } from "./committed-tree.ts";
import { type Environment, folderOf, readGit, resolveRevision, spoken, type Where } from "./git.ts";
import { findCommit } from "./revision.ts";
import { prefixOf, type Root } from "./root.ts";
import { findFormerPrefix } from "./root-moves.ts";
import { scanGit } from "./scan.ts";
import { SETTINGS_FILE } from "./tree.ts";

/** What a question is about: a tree and a day. */
export interface Moment {
  readonly day: Day;
  /** The commit whose tree is meant; null means the working tree. */
  readonly commit: string | null;
  /** Where the OKRs lay in it, "" or ending in "/", if that is another folder than now. */
  readonly prefix?: string;
}

/** The moment of a root that `--at` names, or HEAD today for null. Throws a UserError where there were no OKRs then. */
export async function momentOf(
  root: Root,
  at: string | null,
  today: Day,
  env: Environment,
): Promise<Moment & { readonly commit: string }> {
  const { where } = root;
  const moment =
    at === null ? { day: today, commit: await headOf(where, env) } : await findMoment(where, at, env);
  const place = await findSettings(root, moment.commit, env);
  if (place !== null) return { ...moment, ...place };
  const path = `${prefixOf(root)}${SETTINGS_FILE}`;
  throw new UserError(
    `there was no ${path} on ${moment.day} (commit ${moment.commit.slice(0, 7)})`,
    // Unlike ls-tree, git log takes a path from the folder it runs in.
    await firstAppearance(root.top ?? where, path, env),
  );
}

/**
 * The moment that `--at` names: a day means the last commit of the branch (first parents) on that day, seen on that day, even
 * where a branch is called like it; a revision means its tree, seen on the day it was committed.
 */
export async function findMoment(
  where: Where,
  at: string,
  env: Environment,
): Promise<{ readonly day: Day; readonly commit: string }> {
  if (isDay(at)) return { day: at, commit: await lastCommitOn(where, at, env) };
  if (/^\d{4}-\d\d-\d\d$/.test(at))
    throw new UserError(`there is no day ${at}`, "write a day that exists, as 2026-11-20");
  return findCommit(where, at, env);
}

async function headOf(where: Where, env: Environment): Promise<string> {
  const commit = await resolveRevision(where, "HEAD", env);
  if (commit !== null) return commit;
  throw (
    explainUnborn(where, await inspectGaps(where, env)) ??
    new UserError(`the commit that HEAD names in ${folderOf(where)} cannot be read`, "run git fsck there")
  );
}

async function lastCommitOn(where: Where, day: Day, env: Environment): Promise<string> {
  let found: string | null = null;
  let earliest: Day | null = null;
  // A day is over everywhere only at the end of its last time zone, but a branch lives in one: the committer's own.
  const args = ["log", "--first-parent", "--format=%H %cs", "HEAD", "--"];
  const result = await scanGit(where, args, { env }, (line) => {
    const [commit = "", date = ""] = line.split(" ");
    if (!isDay(date)) return false;
    if (date <= day) found = commit;
    else if (earliest === null || date < earliest) earliest = date;
    return found !== null;
  });
  if (found !== null) return found;
  const gaps = await inspectGaps(where, env);
  const unborn = explainUnborn(where, gaps);
  if (unborn !== null) throw unborn;
  if (result.code !== 0)
    throw new UserError(
      `git log failed in ${folderOf(where)}:\n${spoken(result)}`,
      "put right what git names",
    );
  if (gaps.shallow) throw new UserError(`this clone does not reach back to ${day}: it is shallow`, UNSHALLOW);
  throw new UserError(
    `there is no commit on or before ${day}`,
    earliest === null
      ? "no commit here has a date that can be read: name a commit"
      : `the first commit is of ${earliest}: name that day or a later one, or a commit`,
  );
}

/** Where the root lay in a commit, if that was another folder than now; null where the tree has no okr.yaml for it. */
export async function findSettings(
  root: Root,
  commit: string,
  env: Environment,
): Promise<Pick<Moment, "prefix"> | null> {
  const { where } = root;
  const prefix = prefixOf(root);
  const isThere =
    typeof where === "string"
      ? await holdsFile(where, commit, `${prefix}${SETTINGS_FILE}`, env)
      : (await findPrefix(where, commit, env)) !== null;
  if (isThere) return {};
  if (root.top === null) return null;
  const former = await findFormerPrefix({ where: root.top, prefix, env }, commit);
  const wasThere = former !== null && (await holdsFile(where, commit, `${former}${SETTINGS_FILE}`, env));
  return wasThere ? { prefix: former } : null;
}

async function holdsFile(where: Where, commit: string, path: string, env: Environment): Promise<boolean> {
  const args = ["ls-tree", "-z", "--full-tree", "--", commit, path];
  const { code, stdout } = await readGit(where, args, { env });
  if (code !== 0) throw missingFiles();
  return /^1\d{5} blob /.test(stdout.toString("latin1"));
}

/** A hint that names when a file came, on the branch that HEAD is on. */
async function firstAppearance(where: Where, path: string, env: Environment): Promise<string> {
  const args = [
    "-c",
    "log.follow=false",
    "log",
    "--first-parent",
    "--diff-filter=A",
    "--no-renames",
    "--root",
  ];
  args.push("--format=%h %cs", "HEAD", "--", path);
  const { stdout } = await readGit(where, args, { env });
  const [commit = "", day = ""] = stdout.toString("latin1").trim().split("\n").at(-1)?.split(" ") ?? [];
  return commit === ""
    ? "name a commit that holds your OKRs; they may have lain in another folder, or are not committed yet"
    : `the current branch has it since ${day} (commit ${commit}): name that day or a later one, or a commit`;
}
