import { randomBytes } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../errors.ts";
import {
  type Environment,
  type GitResult,
  heldLock,
  Patience,
  readGit,
  readGitOk,
  resolveRevision,
  runGit,
  runPatiently,
  spoken,
} from "./git.ts";
import {
  addsOnlyRecords,
  type Commit,
  describeHead,
  listCommits,
  prefixOf,
  type Repository,
  subjectOf,
} from "./repository.ts";

/** What may travel, and how. */
export interface PushOptions {
  /** Whether a path relative to the OKR root is that of a record: only those are put on top of what others pushed. */
  readonly isRecord: (path: string) => boolean;
  /** The environment for git, where it is not the one the repository was opened with. */
  readonly env?: Environment;
  /** How long to wait for locks of other processes, in milliseconds; 5,000 by default. */
  readonly patience?: number;
}

/** Where the commits went, and how many of them were put on top of what others had pushed. */
export interface Pushed {
  readonly remote: string;
  readonly branch: string;
  readonly rebased: number;
}

/** The current branch and what it is pushed to; `ref` is the full name on the remote. */
interface Track {
  readonly branch: string;
  readonly remote: string;
  readonly ref: string;
}

/** How often others may be faster before we give up. */
const ROUNDS = 5;

/**
 * Pushes the current branch to its upstream; when others pushed first, puts our records on top of theirs, without touching what
 * is staged or dirty. Everything that stands in the way is a UserError, and leaves the commits on the local branch.
 */
export async function pushRecords(
  repository: Repository,
  root: string,
  { isRecord, env, patience }: PushOptions,
): Promise<Pushed> {
  const repo = env === undefined ? repository : { ...repository, env };
  const prefix = prefixOf(repo, root);
  const waiting = new Patience(patience);
  const track = await findUpstream(repo);
  const { branch, remote, ref } = track;
  let rebased = 0;
  for (let round = 1; ; round++) {
    const args = ["push", "--porcelain", remote, `refs/heads/${branch}:${ref}`];
    const pushed = await runGit(repo.top, args, { env: repo.env });
    if (pushed.code === 0) return { remote, branch: shortName(ref), rebased };
    // Only a remote that answered says "!"; a refusing hook, a lost connection or a login does not.
    const answered = /^!\t/m.test(pushed.stdout.toString());
    const theirs = answered ? await fetchMoved(repo, track) : null;
    if (theirs === null) throw unpushed(track, "git could not push", pushed);
    if (round === ROUNDS)
      throw unpushed(track, `others pushed to ${remote} ${ROUNDS} times meanwhile`, pushed);
    const ours = await listOurs(repo, track, theirs);
    if (ours.commits.length === 0) return { remote, branch: shortName(ref), rebased };
    requireRecords(track, ours.commits, (commit) => addsOnlyRecords(commit, prefix, isRecord));
    if (await putOnTop(repo, track, theirs, ours, waiting)) rebased = ours.commits.length;
  }
}

function shortName(ref: string): string {
  return ref.replace(/^refs\/heads\//, "");
}

async function findUpstream(repo: Repository): Promise<Track> {
  const { commit, branch } = await describeHead(repo);
  if (branch === null)
    throw new UserError("HEAD is detached: there is no branch to push", "git switch -c NAME makes one here");
  if (commit === null) throw new UserError(`${branch} has no commits to push yet`, "check in first");
  const format = "--format=%(upstream:remotename)%00%(upstream:remoteref)";
  const output = await readGitOk(repo.top, ["for-each-ref", format, `refs/heads/${branch}`], {
    env: repo.env,
  });
  const [remote = "", ref = ""] = output.toString().trim().split("\0");
  if (remote !== "" && remote !== "." && ref !== "") return { branch, remote, ref };
  throw await withoutUpstream(repo, branch, remote);
}

async function withoutUpstream(repo: Repository, branch: string, remote: string): Promise<UserError> {
  if (remote === ".")
    return new UserError(
      `${branch} follows another branch of this repository, not one of a remote`,
      "push it with git push",
    );
  const remotes = (await readGitOk(repo.top, ["remote"], { env: repo.env }))
    .toString()
    .split("\n")
    .filter(Boolean);
  const [only = "REMOTE"] = remotes;
  if (remotes.length === 0)
    return new UserError(
      "the commit is here, but this repository has no remote to push to",
      `git remote add origin URL, then git push -u origin ${branch}`,
    );
  const known = await resolveRevision(repo.top, `refs/remotes/${only}/${branch}`, repo.env);
  const hint =
    remotes.length > 1
      ? `choose one of ${remotes.join(", ")}: git push -u REMOTE ${branch}`
      : known === null
        ? `git push -u ${only} ${branch}`
        : `git branch --set-upstream-to=${only}/${branch}, then git push`;
  return new UserError(`the commit is here, but ${branch} has no upstream branch to push to`, hint);
}

/** Fetches the branch; its commit when that is not part of ours, or null when it did not move. */
async function fetchMoved(repo: Repository, track: Track): Promise<string | null> {
  const { env } = repo;
  const fetched = await runGit(repo.top, ["fetch", "--quiet", track.remote, track.ref], { env });
  if (fetched.code !== 0) throw unpushed(track, "git could not fetch what others pushed", fetched);
  const theirs = await resolveRevision(repo.top, "FETCH_HEAD", env);
  if (theirs === null) return null;
  const part = await readGit(repo.top, ["merge-base", "--is-ancestor", theirs, "HEAD"], { env });
  return part.code === 0 ? null : theirs;
}

/** Our branch: where it is now, and its commits that the remote does not have, oldest first. */
interface Ours {
  readonly tip: string;
  readonly commits: readonly Commit[];
}

async function listOurs(repo: Repository, { branch }: Track, theirs: string): Promise<Ours> {
  const args = ["rev-parse", "--verify", `refs/heads/${branch}`];
  const tip = (await readGitOk(repo.top, args, { env: repo.env })).toString().trim();
  return { tip, commits: (await listCommits(repo, ["--topo-order", `${theirs}..${tip}`])).reverse() };
}

function requireRecords(
  { branch, remote }: Track,
  commits: readonly Commit[],
  isSafe: (commit: Commit) => boolean,
): void {
  const other = commits.find((commit) => !isSafe(commit));
  if (other)
    throw new UserError(
      `not pushed: ${remote} has newer commits, and your branch ${branch} has commits that do more than add check-ins and retrospectives: "${subjectOf(other)}"`,
      "the commits are on your local branch; run git pull --rebase, then git push",
    );
}

/**
 * Puts our commits on top of theirs: new commits first, then index and files, then the branch, so that a refusal of any step
 * leaves all as it was. False when the branch moved under us.
 */
async function putOnTop(
  repo: Repository,
  track: Track,
  theirs: string,
  ours: Ours,
  waiting: Patience,
): Promise<boolean> {
  const { env } = repo;
  const tip = await rebuild(repo, track, theirs, ours.commits);
  // What was only touched, not changed, would look like a change to read-tree.
  await runPatiently(repo, ["update-index", "-q", "--refresh"], { env }, waiting);
  // A two-way merge: it keeps what is staged and dirty, or refuses before it touches anything.
  const forward = await runPatiently(repo, ["read-tree", "-m", "-u", ours.tip, tip], { env }, waiting);
  if (forward.code !== 0) throw blocked(repo, track, forward);
  const note = `okr: put records on top of ${track.remote}/${shortName(track.ref)}`;
  const move = ["update-ref", "-m", note, `refs/heads/${track.branch}`, tip, ours.tip];
  const moved = await runPatiently(repo, move, { env }, waiting);
  if (moved.code === 0) return true;
  // A check-in landed meanwhile. Unlike checkout -B, update-ref with the old value never loses it.
  await runPatiently(repo, ["read-tree", "-m", "-u", tip, ours.tip], { env }, waiting);
  if ((await resolveRevision(repo.top, "HEAD", env)) !== ours.tip) return false;
  throw unpushed(track, `git could not move ${track.branch}`, moved);
}

/** Makes the same commits on top of `theirs`, in an index of our own; returns the last one. */
async function rebuild(
  repo: Repository,
  track: Track,
  theirs: string,
  commits: readonly Commit[],
): Promise<string> {
  const { env } = repo;
  const folder = join(repo.gitDir, "okr");
  mkdirSync(folder, { recursive: true });
  const index = join(folder, `index-${randomBytes(6).toString("hex")}`);
  const set = { GIT_INDEX_FILE: index };
  const read = async (args: readonly string[], input?: string) =>
    (await readGitOk(repo.top, args, { env, set, input })).toString().trim();
  try {
    const sign = await signs(repo);
    await read(["read-tree", theirs]);
    let tip = theirs;
    let before = await read(["rev-parse", `${theirs}^{tree}`]);
    for (const commit of commits) {
      const entries = commit.entries.map(({ mode, blob, path }) => `${mode} ${blob}\t${path}\0`);
      await read(["update-index", "--add", "-z", "--index-info"], entries.join(""));
      const tree = await read(["write-tree"]);
      // A record that is there already, by a cherry-pick perhaps, needs no second commit.
      if (tree !== before) tip = await commitAgain(repo, track, commit, [...sign, "-p", tip, tree]);
      before = tree;
    }
    await requireOnlyAdditions(repo, track, theirs, tip);
    return tip;
  } finally {
    rmSync(index, { force: true });
    rmSync(`${index}.lock`, { force: true });
  }
}

/** The option that makes commit-tree sign where commit would: it does not look at commit.gpgsign itself. */
async function signs({ top, env }: Repository): Promise<string[]> {
  const { stdout } = await runGit(top, ["config", "--type=bool", "--get", "commit.gpgsign"], { env });
  return stdout.toString().trim() === "true" ? ["-S"] : [];
}

async function commitAgain(
  { top, env }: Repository,
  track: Track,
  { author, authored, message }: Commit,
  args: readonly string[],
): Promise<string> {
  const set = {
    GIT_AUTHOR_NAME: author.name,
    GIT_AUTHOR_EMAIL: author.email,
    GIT_AUTHOR_DATE: `@${authored}`,
  };
  const command = ["-c", "i18n.commitEncoding=UTF-8", "commit-tree", "-F", "-", ...args];
  const made = await runGit(top, command, { env, set, input: message });
  if (made.code !== 0) throw unpushed(track, "git could not make the commit again on top of theirs", made);
  return made.stdout.toString().trim();
}

async function requireOnlyAdditions(
  repo: Repository,
  track: Track,
  theirs: string,
  tip: string,
): Promise<void> {
  const args = ["diff-tree", "-r", "-z", "--name-status", "--no-renames", theirs, tip];
  const fields = (await readGitOk(repo.top, args, { env: repo.env })).toString().split("\0");
  const taken = fields.findIndex((field, at) => at % 2 === 0 && field !== "A" && field !== "");
  if (taken >= 0)
    throw new UserError(
      `not pushed: ${fields[taken + 1]} is something else on ${track.remote}`,
      "the commits are on your local branch; run git pull --rebase, then git push",
    );
}

function blocked(repo: Repository, track: Track, result: GitResult): UserError {
  const lock = heldLock(repo);
  if (lock !== null)
    return new UserError(
      `not pushed: another git process holds ${lock}`,
      "the commits are on your local branch; run git pull --rebase, then git push, when it is done",
    );
  return new UserError(
    `not pushed: what others pushed to ${track.remote} collides with changes here that are not committed:\n${spoken(result)}`,
    "the commits are on your local branch; commit or stash those changes, run git pull --rebase, then git push",
  );
}

function unpushed({ branch, remote }: Track, what: string, result: GitResult): UserError {
  return new UserError(
    `not pushed: ${what}:\n${spoken(result)}`,
    `the commits are on your local branch ${branch}; push them with git push ${remote} ${branch} when that is settled`,
  );
}
