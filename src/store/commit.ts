import { rmSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../errors.ts";
import { setAside } from "./drafts.ts";
import { removeFile, removeFolders, requireInside, writeFileSafely } from "./files.ts";
import {
  type Environment,
  type GitResult,
  heldLock,
  Patience,
  runGit,
  runPatiently,
  spoken,
  wasLockedOut,
} from "./git.ts";
import {
  type Commit,
  describeHead,
  type Head,
  listCommits,
  listTracked,
  literal,
  prefixOf,
  type Repository,
  requireIdentity,
  requireSettled,
} from "./repository.ts";

/** One file to write or delete; `path` is relative to the root, with `/`. */
export interface Change {
  readonly path: string;
  /** The whole new text; null deletes the file. */
  readonly content: string | null;
  /** The text that must be there now: for edits. Without it and with content, the file must not exist yet. */
  readonly expected?: string;
}

/** What to commit, and how. */
export interface CommitOptions {
  readonly changes: readonly Change[];
  readonly message: string;
  /** The environment for git, where it is not the one the repository was opened with. */
  readonly env?: Environment;
  /** How long to wait for locks of other processes, in milliseconds; 5,000 by default. */
  readonly patience?: number;
}

/** A commit that was made. */
export interface Landed {
  readonly commit: string;
  /** Null when HEAD is detached. */
  readonly branch: string | null;
  /** What the person should know, as sentences. */
  readonly warnings: readonly string[];
  /** What git and its hooks printed meanwhile, or "". */
  readonly said: string;
}

/** A commit under way. `paths` are relative to the top. */
interface Attempt {
  readonly repo: Repository;
  readonly head: Head;
  readonly paths: readonly string[];
  /** Paths the index does not know yet: git commits only what it knows. */
  readonly untracked: readonly string[];
  readonly message: string;
  readonly patience: Patience;
}

/**
 * Makes the changes and commits exactly these files; whatever else is staged or dirty stays as it was. When the commit is
 * refused everything is put back, and a UserError carries what git or the hook said.
 */
export async function commitFiles(
  repository: Repository,
  root: string,
  { changes, message, env, patience }: CommitOptions,
): Promise<Landed> {
  const repo = env === undefined ? repository : { ...repository, env };
  requireSettled(repo);
  const prefix = prefixOf(repo, root);
  for (const { path } of changes) requireInside(path);
  const paths = changes.map(({ path }) => prefix + path);
  const edited = changes.filter(({ expected }) => expected !== undefined).map(({ path }) => prefix + path);
  const [head, tracked, dirty] = await Promise.all([
    describeHead(repo),
    listTracked(repo, paths),
    listDirty(repo, edited),
  ]);
  const untracked = paths.filter((path) => !tracked.has(path));
  const attempt = { repo, head, paths, untracked, message, patience: new Patience(patience) };
  const done = await commitOrPutBack(attempt, applyChanges(root, changes, join(repo.gitDir, "okr")));
  return describeLanding(attempt, done, dirty);
}

/** Makes the changes without a commit: all of them, or none and a UserError. */
export function writeChanges(root: string, changes: readonly Change[]): void {
  applyChanges(root, changes, null);
}

interface Done {
  readonly landed: Commit;
  readonly result: GitResult;
}

async function commitOrPutBack(attempt: Attempt, applied: Applied): Promise<Done> {
  try {
    const done = await commitPatiently(attempt);
    applied.keep();
    return done;
  } catch (error) {
    // The files first: the index may need the room they take.
    const left = [...applied.putBack(), ...(await restoreIndex(attempt))];
    if (!(error instanceof UserError)) throw error;
    const fate = left.length === 0 ? ["Everything is as it was before."] : left;
    throw new UserError([error.message, ...fate].join("\n"), error.hint, { cause: error });
  }
}

/** Adds and commits, again where another process was faster, until the commit landed or was refused. */
async function commitPatiently(attempt: Attempt): Promise<Done> {
  const { repo, head, paths, untracked, message, patience } = attempt;
  const command = "-c i18n.commitEncoding=UTF-8 commit --quiet --only --cleanup=whitespace -F - --".split(
    " ",
  );
  command.push(...paths.map(literal));
  let base = head.commit;
  for (;;) {
    if (untracked.length > 0) {
      const add = ["add", "--", ...untracked.map(literal)];
      const added = await runPatiently(repo, add, { env: repo.env }, patience);
      if (added.code !== 0) throw await explainAdd(attempt, added);
    }
    const result = await runGit(repo.top, command, { env: repo.env, input: message });
    const landed = await findLanded(attempt);
    // Git also fails after the commit is made: when the disk is too full to write the index.
    if (landed !== null) return { landed, result };
    if (result.code === 0) throw vanished();
    const now = (await describeHead(repo)).commit;
    const overtaken = result.code === 128 && now !== base;
    base = now;
    const again = overtaken || wasLockedOut(repo, result) || (await lostEntries(attempt));
    if (again && (await patience.pause())) continue;
    // Looked for only now: every check-in would pay for it.
    if (result.code === 128) await requireIdentity(repo);
    throw refused(repo, result);
  }
}

/** The newest commit since the attempt began that touches our files: ours, even when others landed around it. */
async function findLanded({ repo, head, paths }: Attempt): Promise<Commit | null> {
  if (head.commit === null && (await describeHead(repo)).commit === null) return null;
  const range = head.commit === null ? "HEAD" : `${head.commit}..HEAD`;
  return (await listCommits(repo, ["--max-count=1", range], paths))[0] ?? null;
}

/** Whether entries we added are gone: another commit that began before wrote back the index as it had read it. */
async function lostEntries({ repo, untracked }: Attempt): Promise<boolean> {
  if (untracked.length === 0) return false;
  return (await listTracked(repo, untracked)).size < untracked.length;
}

/** Takes out of the index what the attempt put in; returns a sentence where that failed. */
async function restoreIndex({ repo, untracked }: Attempt): Promise<string[]> {
  if (untracked.length === 0) return [];
  // A lock that outlasted our patience is not waited for a second time.
  const args = ["update-index", "--force-remove", "--", ...untracked];
  const result = await runPatiently(repo, args, { env: repo.env }, new Patience(100));
  if (result.code === 0) return [];
  const added = await listTracked(repo, untracked);
  return added.size === 0 ? [] : [`Still staged: ${[...added].join(", ")}. Unstage with git rm --cached.`];
}

/** Those of the paths, relative to the top, whose index entry or file differs from HEAD; none on an unborn branch. */
export async function listDirty(repo: Repository, paths: readonly string[]): Promise<readonly string[]> {
  if (paths.length === 0) return [];
  const args = ["diff", "--name-only", "-z", "--no-ext-diff", "--no-textconv", "--no-relative", "HEAD", "--"];
  const { code, stdout } = await runGit(repo.top, [...args, ...paths.map(literal)], { env: repo.env });
  return code === 0 ? stdout.toString().split("\0").filter(Boolean) : [];
}

function describeLanding(
  { head, paths }: Attempt,
  { landed, result }: Done,
  dirty: readonly string[],
): Landed {
  const ours = new Set(paths);
  const extra = landed.entries.map(({ path }) => path).filter((path) => !ours.has(path));
  const warnings: string[] = [];
  if (head.branch === null)
    warnings.push(
      `HEAD is detached: commit ${landed.id.slice(0, 7)} is on no branch; git switch -c NAME keeps it on a new one`,
    );
  if (extra.length > 0) warnings.push(`the commit also holds ${extra.join(", ")}, which a hook added`);
  if (dirty.length > 0) warnings.push(`the commit also holds what was changed before in ${dirty.join(", ")}`);
  if (result.code !== 0)
    warnings.push(
      `the commit was made, but git failed afterwards; put the index right with git reset -- ${paths.join(" ")}`,
    );
  const said = result.stderr.trim() === "" ? "" : spoken(result);
  return { commit: landed.id, branch: head.branch, warnings, said };
}

async function explainAdd({ repo, untracked }: Attempt, added: GitResult): Promise<UserError> {
  const args = ["check-ignore", "-v", "-z", "--stdin"];
  const input = untracked.map((path) => `${path}\0`).join("");
  const { code, stdout } = await runGit(repo.top, args, { env: repo.env, input });
  const [source, line, pattern, path] = stdout.toString().split("\0");
  if (code !== 0 || wasLockedOut(repo, added)) return refused(repo, added);
  return new UserError(
    `${path} was not committed: git ignores it (${source}:${line}: ${pattern})`,
    `change that line of ${source}, so that OKRs are kept in git`,
  );
}

function refused(repo: Repository, result: GitResult): UserError {
  const lock = result.code >= 128 ? heldLock(repo) : null;
  if (result.code > 128)
    return new UserError(
      `nothing was committed: git was killed (exit code ${result.code})`,
      lock === null ? "try again" : `when no git runs any more, delete ${lock}; then try again`,
    );
  if (lock !== null)
    return new UserError(
      `nothing was committed: another git process holds ${lock}`,
      "wait until it is done; when no git runs any more, delete that file",
    );
  return new UserError(
    `nothing was committed: git or a hook refused:\n${spoken(result)}`,
    "put right what is named above, then try again",
  );
}

function vanished(): UserError {
  return new UserError(
    "git said it made the commit, but HEAD does not hold it",
    "look for a hook that moves HEAD or takes files out of a commit",
  );
}

/** Changes that can still be taken back (with a sentence for each file where that failed), or kept for good. */
interface Applied {
  putBack(): string[];
  keep(): void;
}

/** Makes all changes, or none when one of them fails. What was there before is kept in `folder`, if any, and in memory. */
function applyChanges(root: string, changes: readonly Change[], folder: string | null): Applied {
  const applied: { path: string; back: () => void; keep: () => void }[] = [];
  const putBack = () => applied.toReversed().flatMap(({ path, back }) => tryBack(path, back));
  try {
    for (const change of changes) applied.push({ path: change.path, ...applyChange(root, change, folder) });
    return { putBack, keep: () => applied.forEach(({ keep }) => void keep()) };
  } catch (error) {
    const left = putBack();
    if (left.length === 0 || !(error instanceof UserError)) throw error;
    throw new UserError([error.message, ...left].join("\n"), error.hint, { cause: error });
  }
}

function applyChange(
  root: string,
  { path, content, expected }: Change,
  folder: string | null,
): { back: () => void; keep: () => void } {
  if (content !== null && expected === undefined) {
    const created = writeFileSafely(root, path, content, { overwrite: false });
    const back = () => {
      // A hook may have deleted it already.
      rmSync(join(root, path), { force: true });
      removeFolders(created);
    };
    return { back, keep: () => {} };
  }
  const before = setAside(root, path, folder);
  try {
    if (expected !== undefined && !before.text.equals(Buffer.from(expected)))
      throw new UserError(`${path} was changed in the meantime`, "run the command again");
    if (content === null) removeFile(root, path);
    else writeFileSafely(root, path, content, { overwrite: true });
  } catch (error) {
    before.drop();
    throw error;
  }
  return { back: before.restore, keep: before.drop };
}

function tryBack(path: string, back: () => void): string[] {
  try {
    back();
    return [];
  } catch (error) {
    return [`${path} could not be put back: ${error instanceof Error ? error.message : String(error)}`];
  }
}
