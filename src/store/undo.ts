import { UserError } from "../errors.ts";
import { commitFiles, listDirty } from "./commit.ts";
import { type Environment, readGitOk, resolveRevision } from "./git.ts";
import {
  addsOnlyRecords,
  type Commit,
  describeHead,
  listCommits,
  prefixOf,
  type Repository,
  subjectOf,
} from "./repository.ts";

/** Whose commit to take back, and what a record is. */
export interface UndoOptions {
  /** Whether a path relative to the OKR root is that of a record. */
  readonly isRecord: (path: string) => boolean;
  /** Only commits by this author are taken back; case does not matter. */
  readonly email: string;
  /** The environment for git, where it is not the one the repository was opened with. */
  readonly env?: Environment;
  /** How long to wait for locks of other processes, in milliseconds; 5,000 by default. */
  readonly patience?: number;
}

/** What was taken back. */
export interface Undone {
  /** The commit that was taken back. */
  readonly undone: string;
  /** The commit that takes it back. */
  readonly commit: string;
  /** The records that are gone, relative to the OKR root. */
  readonly paths: readonly string[];
  /** The message of the commit that takes it back. */
  readonly message: string;
}

/** How far back a check-in is looked for, in commits that touch the OKR root. */
const DEPTH = 500;

/**
 * Takes back the newest check-in of one author that is not pushed yet, by a commit that deletes its files. Not `git revert`,
 * which wants a clean index. Throws a UserError where there is none, or where its files were changed since.
 */
export async function undoLast(
  repository: Repository,
  root: string,
  { isRecord, email, env, patience }: UndoOptions,
): Promise<Undone> {
  const repo = env === undefined ? repository : { ...repository, env };
  const prefix = prefixOf(repo, root);
  const head = await describeHead(repo);
  if (head.commit === null)
    throw new UserError("there are no commits yet, so nothing to undo", "check in first");
  const isMine = (commit: Commit) =>
    commit.author.email.toLowerCase() === email.toLowerCase() && addsOnlyRecords(commit, prefix, isRecord);
  const found = await findStanding(repo, prefix, await unpushedRange(repo, head.branch), isMine);
  if (found === null) throw await nothingToUndo(repo, prefix, email, isMine);
  await requireUnchanged(repo, found);
  const paths = found.entries.map(({ path }) => path.slice(prefix.length));
  const message = `Revert "${subjectOf(found)}"\n\nThis reverts commit ${found.id}.\n`;
  const changes = paths.map((path) => ({ path, content: null }));
  const { commit } = await commitFiles(repo, root, { changes, message, patience });
  return { undone: found.id, commit, paths, message };
}

/** What the upstream does not have; without an upstream, what no remote has. */
async function unpushedRange(repo: Repository, branch: string | null): Promise<string[]> {
  if (branch !== null) {
    const args = ["for-each-ref", "--format=%(upstream)", `refs/heads/${branch}`];
    const upstream = (await readGitOk(repo.top, args, { env: repo.env })).toString().trim();
    const tip = await resolveRevision(repo.top, upstream, repo.env);
    if (tip !== null) return ["HEAD", `^${tip}`];
  }
  return ["HEAD", "--not", "--remotes"];
}

/** The newest wanted commit whose files are all still in HEAD. */
async function findStanding(
  repo: Repository,
  prefix: string,
  range: readonly string[],
  wanted: (commit: Commit) => boolean,
): Promise<Commit | null> {
  const below = prefix === "" ? [] : [prefix];
  const commits = await listCommits(repo, [`--max-count=${DEPTH}`, "--topo-order", ...range], below);
  for (const commit of commits.filter(wanted)) {
    const now = await readBlobIds(repo, commit);
    if (commit.entries.every(({ path }) => now.has(path))) return commit;
  }
  return null;
}

async function readBlobIds(repo: Repository, commit: Commit): Promise<ReadonlyMap<string, string>> {
  const paths = commit.entries.map(({ path }) => path);
  const output = await readGitOk(repo.top, ["ls-tree", "-z", "HEAD", "--", ...paths], { env: repo.env });
  const lines = output.toString().split("\0").filter(Boolean);
  return new Map(lines.map((line) => [line.slice(line.indexOf("\t") + 1), line.split(/[ \t]/)[2] as string]));
}

async function requireUnchanged(repo: Repository, commit: Commit): Promise<void> {
  const now = await readBlobIds(repo, commit);
  const edited = commit.entries.filter(({ path, blob }) => now.get(path) !== blob).map(({ path }) => path);
  const paths = commit.entries.map(({ path }) => path);
  const changed = new Set([...edited, ...(await listDirty(repo, paths))]);
  if (changed.size > 0)
    throw new UserError(
      `"${subjectOf(commit)}" cannot be taken back: ${[...changed].join(", ")} was changed since`,
      "write a correcting check-in instead; records are not edited",
    );
}

async function nothingToUndo(
  repo: Repository,
  prefix: string,
  email: string,
  wanted: (commit: Commit) => boolean,
): Promise<UserError> {
  const pushed = await findStanding(repo, prefix, ["HEAD"], wanted);
  if (pushed === null)
    return new UserError(
      `there is no check-in by ${email} to take back among the last ${DEPTH} commits`,
      "write a correcting check-in instead",
    );
  return new UserError(
    `your last check-in, "${subjectOf(pushed)}", is already pushed`,
    "write a correcting check-in instead: others have seen this one",
  );
}
