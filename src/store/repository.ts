import { existsSync, realpathSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { UserError } from "../errors.ts";
import { type Environment, isObjectId, readGit, readGitOk, runGit, spoken, type WorkingCopy } from "./git.ts";
import { readFileSafely } from "./read-file.ts";

/** A git repository as seen from one folder in it; all paths are absolute. */
export interface Repository extends WorkingCopy {
  /** The top of the working tree; of a bare repository, the folder that was asked about. */
  readonly top: string;
  /** Of this working tree: a linked one has its own. */
  readonly gitDir: string;
  /** What all working trees of the repository share. */
  readonly commonDir: string;
  /** The folder asked about, below the top: "" or ending in "/". */
  readonly prefix: string;
  /** There is no working tree here: nothing can be written. */
  readonly bare: boolean;
  /** The environment git runs in. */
  readonly env: Environment;
}

/** Where HEAD is. */
export interface Head {
  /** Null on an unborn branch. */
  readonly commit: string | null;
  /** Null when HEAD is detached. */
  readonly branch: string | null;
}

/** A name and an e-mail address, as git would sign a commit with. */
export interface Person {
  readonly name: string;
  readonly email: string;
}

/** Finds the repository that holds `dir`, or null where there is none. */
export async function openRepository(dir: string, env: Environment): Promise<Repository | null> {
  const args = ["rev-parse", "--path-format=absolute", "--is-inside-work-tree", "--absolute-git-dir"];
  args.push("--git-common-dir", "--show-prefix", "--show-toplevel");
  const result = await readGit(dir, args, { env });
  const lines = result.stdout.toString().split("\n");
  const [inside, gitDir = dir, commonDir = gitDir, prefix = "", top = dir] = lines;
  if (result.code === 0 && inside === "true") {
    if (lines.length === 6) return { top, gitDir, commonDir, prefix, bare: false, env };
    throw new UserError(`the path of ${dir} holds a line break`, "rename the folder");
  }
  if (inside === "false") return { top: dir, gitDir, commonDir, prefix: "", bare: true, env };
  if (result.stderr.includes("cannot use bare repository"))
    return { top: dir, gitDir: dir, commonDir: dir, prefix: "", bare: true, env };
  // "not a git repository: PATH" is another matter: a link to a repository that is gone.
  if (/not a git repository \(or any/.test(result.stderr)) return null;
  throw new UserError(`git cannot use the repository of ${dir}:\n${spoken(result)}`, "do what git suggests");
}

/** The path of `root` below the top of the working tree: "" or ending in "/". */
export function prefixOf(repo: Repository, root: string): string {
  const way = relative(realpathSync(repo.top), realpathSync(root)).split(sep).join("/");
  if (way === ".." || way.startsWith("../"))
    throw new UserError(`${root} is not inside the repository ${repo.top}`, "run okr inside the repository");
  return way === "" ? "" : `${way}/`;
}

/** The commit and the branch that HEAD is on. */
export async function describeHead(repo: Repository): Promise<Head> {
  const loose = readLooseHead(repo);
  if (loose !== null) return loose;
  const { env } = repo;
  const result = await readGit(repo.top, ["rev-parse", "HEAD", "--symbolic-full-name", "HEAD"], { env });
  const [commit = "", ref = ""] = result.stdout.toString().split("\n");
  if (isObjectId(commit)) return { commit, branch: ref === "HEAD" ? null : shortBranch(ref) };
  const unborn = await readGitOk(repo.top, ["symbolic-ref", "HEAD"], { env });
  return { commit: null, branch: shortBranch(unborn.toString().trim()) };
}

/** HEAD without a git process, which a check-in would feel; null where only git knows: a packed ref, a reftable. */
function readLooseHead({ gitDir, commonDir }: Repository): Head | null {
  const head = readLine(gitDir, "HEAD");
  if (isObjectId(head)) return { commit: head, branch: null };
  const ref = /^ref: (refs\/heads\/.+)$/.exec(head)?.[1];
  if (ref === undefined) return null;
  const commit = readLine(commonDir, ref);
  return isObjectId(commit) ? { commit, branch: shortBranch(ref) } : null;
}

function readLine(folder: string, path: string): string {
  const read = readFileSafely(folder, path, 1024);
  return "text" in read ? read.text.toString().trimEnd() : "";
}

function shortBranch(ref: string): string {
  return ref.replace(/^refs\/heads\//, "");
}

/** Who git would name as author of a commit made now, or null where it does not know. */
export async function identity(repo: Repository): Promise<Person | null> {
  return readIdentity(repo, "GIT_AUTHOR_IDENT");
}

async function readIdentity(repo: Repository, variable: string): Promise<Person | null> {
  const { code, stdout } = await runGit(repo.top, ["var", variable], { env: repo.env });
  const match = /^(.*) <(.*)> \d+ [+-]\d{4}$/.exec(stdout.toString().trim());
  return code === 0 && match ? { name: match[1] as string, email: match[2] as string } : null;
}

/** What git leaves in its folder while it waits for the person, and how they get out of it. */
const UNFINISHED: readonly { marker: string; what: string; finish: string; leave: string }[] = [
  { marker: "MERGE_HEAD", what: "a merge", finish: "git merge --continue", leave: "git merge --abort" },
  { marker: "rebase-apply/applying", what: "git am", finish: "git am --continue", leave: "git am --abort" },
  { marker: "rebase-merge", what: "a rebase", finish: "git rebase --continue", leave: "git rebase --abort" },
  { marker: "rebase-apply", what: "a rebase", finish: "git rebase --continue", leave: "git rebase --abort" },
  {
    marker: "CHERRY_PICK_HEAD",
    what: "a cherry-pick",
    finish: "git cherry-pick --continue",
    leave: "git cherry-pick --abort",
  },
  { marker: "REVERT_HEAD", what: "a revert", finish: "git revert --continue", leave: "git revert --abort" },
  {
    marker: "sequencer",
    what: "a cherry-pick or revert of several commits",
    finish: "git cherry-pick --continue (or git revert --continue)",
    leave: "git cherry-pick --quit",
  },
  { marker: "BISECT_LOG", what: "a bisect", finish: "git bisect good or bad", leave: "git bisect reset" },
];

/** Throws a UserError, saying why and how to get out, where a commit cannot or should not be made now. */
export async function requireWritable(repo: Repository): Promise<void> {
  requireSettled(repo);
  await requireIdentity(repo);
}

/** Throws a UserError without a working tree, or in the middle of a merge, rebase, cherry-pick, revert or bisect. */
export function requireSettled(repo: Repository): void {
  if (repo.bare)
    throw new UserError(
      `${repo.top} is a bare repository: there are no files to work on`,
      "run okr in a clone of it",
    );
  const unfinished = UNFINISHED.find(({ marker }) => existsSync(join(repo.gitDir, marker)));
  if (unfinished)
    throw new UserError(
      `the repository is in the middle of ${unfinished.what}`,
      `finish it with ${unfinished.finish}, or leave it with ${unfinished.leave}; then try again`,
    );
}

/** Throws a UserError where git does not know in whose name to commit. */
export async function requireIdentity(repo: Repository): Promise<void> {
  // Without such variables the committer comes from where the author does.
  const apart = ["GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL"].some((name) => repo.env[name]);
  const [author, committer] = await Promise.all([
    identity(repo),
    apart ? readIdentity(repo, "GIT_COMMITTER_IDENT") : null,
  ]);
  if (author !== null && (committer !== null || !apart)) return;
  throw new UserError(
    `git does not know who ${author === null ? "writes" : "commits"} here: a name or an e-mail address is missing`,
    'run git config --global user.name "Your Name" and git config --global user.email you@example.com',
  );
}

/** A commit with the files it changed against its first parent; a merge has none. */
export interface Commit {
  readonly id: string;
  readonly parents: readonly string[];
  readonly author: Person;
  /** As git writes it raw: seconds since 1970 and the offset from UTC, "1700000000 +0100". */
  readonly authored: string;
  readonly message: string;
  readonly entries: readonly CommitEntry[];
}

/** One changed file; `path` is relative to the top of the repository. */
export interface CommitEntry {
  /** A added, D deleted, M modified, T another type. */
  readonly status: string;
  readonly mode: string;
  readonly blob: string;
  readonly path: string;
}

/** What no configuration may change about the log we parse. */
const LOG = [
  "-c",
  "log.follow=false",
  "log",
  "-z",
  "--raw",
  "--root",
  "--no-abbrev",
  "--no-renames",
  "--full-diff",
];
LOG.push(
  "--no-relative",
  "--no-ext-diff",
  "--no-textconv",
  "--no-color",
  "--no-mailmap",
  "--no-show-signature",
);
LOG.push("--ignore-submodules=none", "--encoding=UTF-8", "--date=raw");
LOG.push("--format=tformat:%H%x00%P%x00%an%x00%ae%x00%ad%x00%B%x00");

/** The commits of a range, newest first, each with all its files; with `paths` only those that touch one of them. */
export async function listCommits(
  repo: Repository,
  range: readonly string[],
  paths: readonly string[] = [],
): Promise<Commit[]> {
  const output = await readGitOk(repo.top, [...LOG, ...range, "--", ...paths], { env: repo.env });
  const fields = output.toString().split("\0");
  const commits: Commit[] = [];
  for (let at = 0; at + 6 < fields.length; ) {
    const [id = "", parents = "", name = "", email = "", authored = "", message = ""] = fields.slice(
      at,
      at + 6,
    );
    at += 7; // the seventh is empty: it ends the format
    const entries: CommitEntry[] = [];
    for (; /^\n?:/.test(fields[at] ?? ""); at += 2) {
      const [, mode = "", , blob = "", status = ""] = (fields[at] as string).trimStart().split(" ");
      entries.push({ status: status.slice(0, 1), mode, blob, path: fields[at + 1] as string });
    }
    const author = { name, email };
    commits.push({ id, parents: parents.split(" ").filter(Boolean), author, authored, message, entries });
  }
  return commits;
}

/** Whether a commit does nothing but add files that are records below the root. */
export function addsOnlyRecords(
  { parents, entries }: Commit,
  prefix: string,
  isRecord: (path: string) => boolean,
): boolean {
  return (
    parents.length <= 1 &&
    entries.length > 0 &&
    entries.every(
      ({ status, mode, path }) =>
        status === "A" &&
        mode.startsWith("100") &&
        path.startsWith(prefix) &&
        isRecord(path.slice(prefix.length)),
    )
  );
}

/** The first line of a commit's message. */
export function subjectOf({ message }: Commit): string {
  return message.split("\n", 1)[0] as string;
}

/** A path as a pathspec without wildcards. Not --literal-pathspecs: hooks would inherit that. */
export function literal(path: string): string {
  return `:(top,literal)${path}`;
}

/** Those of the paths, relative to the top, that are in the index. */
export async function listTracked(repo: Repository, paths: readonly string[]): Promise<ReadonlySet<string>> {
  const output = await readGitOk(repo.top, ["ls-files", "-z", "--", ...paths], { env: repo.env });
  return new Set(output.toString().split("\0").filter(Boolean));
}
