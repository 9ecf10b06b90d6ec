import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "../errors.ts";

/** The environment of the person, as handed in by the context. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Where git reads: in a folder, or in a repository without a working tree, which git uses only where it is named outright. */
export type Where = string | { readonly gitDir: string };

/** What one git process left behind; `code` is 128 + the signal's number when a signal ended it. */
export interface GitResult {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** How to run one git process. */
export interface GitOptions {
  readonly env: Environment;
  /** Fed to standard input, which is closed otherwise. */
  readonly input?: string | Buffer;
  /** Variables of ours, set after the person's were cleaned. */
  readonly set?: Readonly<Record<string, string>>;
}

/** What keeps a repository's own configuration from running anything while it is read. */
const HARDENED = [
  ...["-c", "core.fsmonitor=false"],
  ...["-c", "core.hooksPath=/dev/null"],
  ...["-c", "safe.bareRepository=explicit"],
  ...["-c", "log.showSignature=false"],
  ...["-c", "core.quotePath=false"],
  // Reading GIT_GRAFT_FILE, even an empty one, would make git say that grafts are out of fashion.
  ...["-c", "advice.graftFileDeprecated=false"],
  ...["--no-replace-objects", "--literal-pathspecs", "--no-optional-locks", "--no-pager"],
];

/** Where the person's configuration is and where a search for a repository ends: all a reader keeps of GIT_*. */
const KEPT_WHEN_READING = new Set([
  "GIT_CONFIG_GLOBAL",
  "GIT_CONFIG_SYSTEM",
  "GIT_CONFIG_NOSYSTEM",
  "GIT_CEILING_DIRECTORIES",
]);

/** Variables that point git at another repository, or make it read our paths as something else. */
const DROPPED_WHEN_RUNNING = new Set([
  "GIT_ALTERNATE_OBJECT_DIRECTORIES",
  "GIT_COMMON_DIR",
  "GIT_DIR",
  "GIT_GRAFT_FILE",
  "GIT_IMPLICIT_WORK_TREE",
  "GIT_INDEX_FILE",
  "GIT_INTERNAL_SUPER_PREFIX",
  "GIT_NAMESPACE",
  "GIT_NO_REPLACE_OBJECTS",
  "GIT_OBJECT_DIRECTORY",
  "GIT_PREFIX",
  "GIT_QUARANTINE_PATH",
  "GIT_REPLACE_REF_BASE",
  "GIT_SHALLOW_FILE",
  "GIT_WORK_TREE",
  "GIT_GLOB_PATHSPECS",
  "GIT_ICASE_PATHSPECS",
  "GIT_LITERAL_PATHSPECS",
  "GIT_NOGLOB_PATHSPECS",
]);

/** How long output may still come after git ended, in milliseconds: a process a hook or ssh left behind keeps it open. */
const AFTERMATH = 500;

/** Starts a hardened git for reading as a stream: it runs no hook, filter or other program, and never uses the network. */
export function startReading(where: Where, args: readonly string[], options: GitOptions): ChildProcess {
  const env = {
    ...keep(options.env, (name) => !name.startsWith("GIT_") || KEPT_WHEN_READING.has(name)),
    LC_ALL: "C",
    GIT_TERMINAL_PROMPT: "0",
    // A partial clone would fetch missing objects with whatever program its configuration names.
    GIT_ALLOW_PROTOCOL: "none",
    GIT_NO_LAZY_FETCH: "1",
    // Grafts would show another history than the one that everybody else has.
    GIT_GRAFT_FILE: "/dev/null",
    ...options.set,
  };
  const named = typeof where === "string" ? [] : [`--git-dir=${where.gitDir}`];
  return start(folderOf(where), [...HARDENED, ...named, ...args], env, options.input);
}

/** Runs a hardened git for reading to its end; a failing git is a result with its code, not an error. */
export function readGit(where: Where, args: readonly string[], options: GitOptions): Promise<GitResult> {
  return collect(startReading(where, args, options), folderOf(where), options.input, null);
}

/** The standard output of a hardened git; throws a UserError with git's own words when it fails. */
export async function readGitOk(where: Where, args: readonly string[], options: GitOptions): Promise<Buffer> {
  const result = await readGit(where, args, options);
  if (result.code === 0) return result.stdout;
  throw new UserError(
    `git ${args[0]} failed in ${folderOf(where)}:\n${spoken(result)}`,
    "put right what git names, then try again",
  );
}

/** The folder that git runs in. */
export function folderOf(where: Where): string {
  return typeof where === "string" ? where : where.gitDir;
}

/** Runs git as the person would in `cwd`: their hooks, signing and configuration; a failing git is a result. */
export function runGit(cwd: string, args: readonly string[], options: GitOptions): Promise<GitResult> {
  const env = { ...keep(options.env, (name) => !DROPPED_WHEN_RUNNING.has(name)), ...options.set };
  return collect(start(cwd, args, env, options.input), cwd, options.input, AFTERMATH);
}

/** The object id of the commit that `text` names, or null where it names none. */
export async function resolveRevision(where: Where, text: string, env: Environment): Promise<string | null> {
  if (text === "" || text.includes("\0")) return null;
  const args = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${text}^{commit}`];
  const { code, stdout } = await readGit(where, args, { env });
  const id = stdout.toString().trim();
  // "^main" verifies too, and answers "^<id>".
  return code === 0 && isObjectId(id) ? id : null;
}

/** Paths below a folder that differ from HEAD, tracked or not, as `git status` writes them; runs no filter of the repository. */
export async function listChanges(folder: string, env: Environment): Promise<Buffer> {
  const drivers = await readGit(folder, ["config", "--null", "--name-only", "--get-regexp", "^filter\\."], {
    env,
  });
  const names = drivers.stdout.toString().split("\0").filter(Boolean);
  // Not with -c: that ends a name at its first "=", and the name is a stranger's.
  const set: Record<string, string> = { GIT_CONFIG_COUNT: String(names.length) };
  for (const [index, name] of names.entries()) {
    set[`GIT_CONFIG_KEY_${index}`] = name;
    set[`GIT_CONFIG_VALUE_${index}`] = name.endsWith(".required") ? "false" : "";
  }
  const status = [
    "status",
    "--porcelain",
    "-z",
    "--untracked-files=normal",
    "--ignore-submodules",
    "--",
    ".",
  ];
  return readGitOk(folder, status, { env, set });
}

/** Whether the text is a whole object id, SHA-1 or SHA-256. */
export function isObjectId(text: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}

/** What git, its hooks or its signer said: stderr, else stdout; trimmed, at most the last 40 lines of 8,000 characters. */
export function spoken({ code, stdout, stderr }: GitResult): string {
  const text =
    stderr.trim() || stdout.toString().trim() || `git ended with exit code ${code} and said nothing`;
  const lines = text.slice(-8000).split(/\r?\n/);
  const kept = lines.slice(-40);
  const cut = kept.length < lines.length || text.length > 8000;
  return cut ? ["… (the beginning is left out)", ...kept].join("\n") : kept.join("\n");
}

/** Where the person's git works: the top of a working tree, and its git directory. */
export interface WorkingCopy {
  readonly top: string;
  readonly gitDir: string;
}

/** How much longer to wait for a lock that another process holds, in milliseconds; shared by all steps of a command. */
export class Patience {
  private next = 5;
  constructor(private left = 5000) {}

  /** Waits a moment, a longer one each time; false when there is no patience left. */
  async pause(): Promise<boolean> {
    if (this.left <= 0) return false;
    const moment = Math.min(this.next, this.left);
    this.left -= moment;
    this.next = Math.min(this.next * 2, 100);
    await sleep(moment);
    return true;
  }
}

/** The lock another process holds on the index, or null. */
export function heldLock(place: WorkingCopy): string | null {
  const lock = join(place.gitDir, "index.lock");
  return existsSync(lock) ? lock : null;
}

/** Whether a lock was in the way of git; a lock already released shows in git's words by its path, in any language. */
export function wasLockedOut(place: WorkingCopy, { code, stderr }: GitResult): boolean {
  return (
    code === 128 &&
    // A full disk fails on the lock file too, and no patience makes room.
    !/ENOSPC|diskspace|space left/i.test(stderr) &&
    (heldLock(place) !== null || /[\\/](index|HEAD|packed-refs|refs[\\/].*)\.lock'/.test(stderr))
  );
}

/** Runs the person's git at the top, again and again while a lock is in the way and there is patience left. */
export async function runPatiently(
  place: WorkingCopy,
  args: readonly string[],
  options: GitOptions,
  patience: Patience,
): Promise<GitResult> {
  for (;;) {
    const result = await runGit(place.top, args, options);
    if (!wasLockedOut(place, result) || !(await patience.pause())) return result;
  }
}

function start(
  cwd: string,
  args: readonly string[],
  env: Environment,
  input: GitOptions["input"],
): ChildProcess {
  const stdin = input === undefined ? "ignore" : "pipe";
  return spawn("git", args, { cwd, env: { ...env }, stdio: [stdin, "pipe", "pipe"], windowsHide: true });
}

/** Waits for a git that was started in `cwd`; `take` gets its output in pieces, which the result then leaves out. */
export function collect(
  child: ChildProcess,
  cwd: string,
  input: GitOptions["input"],
  aftermath: number | null,
  take?: (chunk: Buffer) => void,
): Promise<GitResult> {
  return new Promise((resolve, reject) => {
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout?.on("data", take ?? ((chunk: Buffer) => out.push(chunk)));
    child.stderr?.on("data", (chunk: Buffer) => err.push(chunk));
    const finish = (code: number | null, signal: NodeJS.Signals | null) =>
      resolve({
        code: code ?? 128 + (signal === null ? 0 : constants.signals[signal]),
        stdout: Buffer.concat(out),
        stderr: Buffer.concat(err).toString(),
      });
    child.once("error", (error: NodeJS.ErrnoException) => reject(explainStart(error, cwd)));
    child.once("close", finish);
    if (aftermath !== null)
      child.once("exit", (code, signal) => {
        const late = setTimeout(() => {
          finish(code, signal);
          child.stdout?.destroy();
          child.stderr?.destroy();
        }, aftermath);
        child.once("close", () => clearTimeout(late));
      });
    // A git that ends without reading its input is told apart by its exit code.
    child.stdin?.on("error", () => {});
    child.stdin?.end(input);
  });
}

function explainStart(error: NodeJS.ErrnoException, cwd: string): Error {
  if (error.code !== "ENOENT" && error.code !== "ENOTDIR") return error;
  if (!existsSync(cwd))
    return new UserError(`there is no folder ${cwd}`, "name a folder that exists", { cause: error });
  return new UserError("git was not found", "install git 2.38 or later and make sure it is on the PATH", {
    cause: error,
  });
}

function keep(env: Environment, wanted: (name: string) => boolean): Record<string, string | undefined> {
  // Windows compares the names of variables without regard to case.
  return Object.fromEntries(Object.entries(env).filter(([name]) => wanted(name.toUpperCase())));
}
