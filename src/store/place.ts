import { existsSync, mkdirSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { UserError } from "../errors.ts";
import { type Environment, readGit, runGit, spoken } from "./git.ts";
import { readFileSafely } from "./read-file.ts";
import type { Host } from "./recipes.ts";
import { identity, type Person } from "./repository.ts";
import { findRoot, prefixOf, topOf } from "./root.ts";
import { SETTINGS_FILE } from "./tree.ts";

/** A folder that may become an OKR root; it need not exist yet. */
export interface Place {
  /** Absolute, without symbolic links. */
  readonly folder: string;
  readonly exists: boolean;
  /** The top of the git working tree around it, or null outside git. */
  readonly top: string | null;
  /** The way from the top to the folder: "" or ending in "/". */
  readonly prefix: string;
  /** The okr.yaml that it is already in or below, or null. */
  readonly settings: string | null;
  /** The name of the folder, or of the repository around it. */
  readonly name: string;
  /** Where its remotes are, else whose folders or files lie at its top; null where neither says. */
  readonly host: Host | null;
  /** The default branch of `origin`, or null where no clone has told. */
  readonly branch: string | null;
  /** Who git would name as author. */
  readonly person: Person | null;
}

/** Looks at a folder before anything is written there. Throws a UserError where a file stands in the way. */
export async function inspectPlace(path: string, env: Environment): Promise<Place> {
  const { real, rest } = nearestFolder(path);
  const folder = rest === "" ? real : join(real, rest);
  const top = topOf(real);
  const nowhere = { top: real, gitDir: real, commonDir: real, prefix: "", bare: false, env };
  return {
    folder,
    exists: rest === "",
    top,
    prefix: prefixOf({ folder, top }),
    settings: settingsAround(real),
    name: basename(top ?? folder),
    host: top === null ? null : await findHost(top, env),
    branch: top === null ? null : await findDefaultBranch(top, env),
    person: await identity(nowhere),
  };
}

/** Whether anything stands at a path below a folder. */
export function isTaken(folder: string, path: string): boolean {
  const read = readFileSafely(folder, path, 0);
  return !("problem" in read) || read.problem !== "missing";
}

/** Creates a folder where there is none. */
export function createFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new UserError(
      `cannot create the folder ${folder}: ${(error as Error).message}`,
      "name another folder",
      {
        cause: error,
      },
    );
  }
}

/** Makes a folder a git repository. */
export async function initGit(folder: string, env: Environment): Promise<void> {
  createFolder(folder);
  const result = await runGit(folder, ["init", "--quiet"], { env });
  if (result.code !== 0)
    throw new UserError(`git init failed in ${folder}:\n${spoken(result)}`, "do what git suggests");
}

/** The nearest folder that exists, by its real path, and the way from there. */
function nearestFolder(path: string): { real: string; rest: string } {
  for (let at = path, rest = ""; ; rest = join(basename(at), rest), at = dirname(at)) {
    if (!existsSync(at) && dirname(at) !== at) continue;
    if (statSync(at).isDirectory()) return { real: realpathSync(at), rest: rest === "." ? "" : rest };
    throw new UserError(`${at} is a file, not a folder`, "name a folder");
  }
}

function settingsAround(folder: string): string | null {
  try {
    return join(findRoot(folder).folder, SETTINGS_FILE);
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

/** What lies at the top of a repository that is at home there. */
const MARKS: Readonly<Record<string, Host>> = {
  ".github": "github",
  ".gitlab-ci.yml": "gitlab",
  ".gitlab": "gitlab",
};

async function findHost(top: string, env: Environment): Promise<Host | null> {
  const { stdout } = await readGit(top, ["config", "--get-regexp", "^remote\\..*\\.url$"], { env });
  // Also of a company's own: gitlab.example.com. What follows the host may be called anything: acme/acme.github.io.
  const hosts = stdout.toString().matchAll(/^\S+ (?:[a-z+]+:\/\/)?(?:[^@/:\s]*(?::[^@/\s]*)?@)?([^/:\s]+)/gm);
  for (const [, host = ""] of hosts) {
    const named = /(?:^|\.)(github|gitlab)\./i.exec(host)?.[1]?.toLowerCase();
    if (named !== undefined) return named as Host;
  }
  const mark = Object.keys(MARKS).find((name) => existsSync(join(top, name)));
  return mark === undefined ? null : (MARKS[mark] as Host);
}

async function findDefaultBranch(top: string, env: Environment): Promise<string | null> {
  const { code, stdout } = await readGit(top, ["symbolic-ref", "refs/remotes/origin/HEAD"], { env });
  const branch = /^refs\/remotes\/origin\/(.+)$/.exec(stdout.toString().trim())?.[1];
  return code === 0 ? (branch ?? null) : null;
}
