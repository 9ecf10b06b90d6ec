import { existsSync, lstatSync, realpathSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import { UserError } from "../errors.ts";
import { shellWord } from "../model/shell-word.ts";
import type { Where } from "./git.ts";
import { SETTINGS_FILE } from "./tree.ts";

/** Where a company's OKRs lie. */
export interface Root {
  /** The folder that holds okr.yaml, or a bare repository; absolute, without symbolic links. */
  readonly folder: string;
  /** The top folder of the git working tree around it, or null outside git and in a bare repository. */
  readonly top: string | null;
  /** Where git reads its history; only a bare repository is named outright. */
  readonly where: Where;
}

/** Finds the OKR root upwards from a folder, at most to the top of its git repository. */
export function findRoot(from: string): Root {
  if (!existsSync(from))
    throw new UserError(`there is no folder ${from}`, "name a folder that exists after -C");
  const start = realpathSync(from);
  for (let folder = start; ; folder = dirname(folder)) {
    if (isFile(join(folder, SETTINGS_FILE))) return rootAt(folder);
    if (existsSync(join(folder, ".git")) || dirname(folder) === folder) break;
  }
  const repository = bareAround(start);
  if (repository !== null && basename(repository) !== ".git")
    throw new UserError(
      `${repository} is a bare repository: it is read only where you name it`,
      `name it: okr -C ${shellWord(repository)} status`,
    );
  throw new UserError(
    `no ${SETTINGS_FILE} in ${start} or above it`,
    "run okr init to start here, or name the folder with your OKRs: okr -C FOLDER …",
  );
}

/** A folder that is an OKR root, or becomes one. */
export function rootAt(folder: string): Root {
  return { folder, top: topOf(folder), where: folder };
}

/** What to tell who wants to write where git keeps its own. */
export function explainBare(folder: string): UserError {
  const what = basename(folder) === ".git" ? "the folder of git itself" : "a bare repository";
  return new UserError(
    `${folder} is ${what}: there are no files to work on`,
    basename(folder) === ".git" ? "run okr in the working tree" : "run okr in a clone of it",
  );
}

/** The nearest folder, upwards, that looks like a bare repository; null in a working tree and outside git. */
export function bareAround(from: string): string | null {
  for (let folder = from; ; folder = dirname(folder)) {
    if (looksBare(folder)) return folder;
    if (existsSync(join(folder, ".git"))) return null;
    if (dirname(folder) === folder) return null;
  }
}

/** Whether a folder holds what git keeps in its own. A working tree does not, whatever somebody committed to it. */
export function looksBare(folder: string): boolean {
  const has = (name: string) => existsSync(join(folder, name));
  return has("HEAD") && has("objects") && has("refs") && !has(".git");
}

/** The nearest folder, upwards, that holds `.git`; null outside git. */
export function topOf(from: string): string | null {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, ".git"))) return folder;
    if (dirname(folder) === folder) return null;
  }
}

/** The root's path below the repository's top, "" or ending in "/". */
export function prefixOf({ folder, top }: Pick<Root, "folder" | "top">): string {
  const path = top === null ? "" : relative(top, folder).split(sep).join("/");
  return path === "" ? "" : `${path}/`;
}

/** The way from the root to a folder that exists, with `/`; "" for the root itself. */
export function wayWithin({ folder }: Pick<Root, "folder">, below: string): string {
  return relative(folder, realpathSync(below)).split(sep).join("/");
}

function isFile(path: string): boolean {
  try {
    return lstatSync(path).isFile();
  } catch {
    return false;
  }
}
