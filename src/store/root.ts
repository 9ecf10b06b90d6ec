import { existsSync, lstatSync, realpathSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { UserError } from "../errors.ts";
import { SETTINGS_FILE } from "./tree.ts";

/** Where a company's OKRs lie. */
export interface Root {
  /** The folder that holds okr.yaml; absolute, without symbolic links. */
  readonly folder: string;
  /** The top folder of the git working tree around it, or null outside git. */
  readonly top: string | null;
}

/** Finds the OKR root upwards from a folder, at most to the top of its git repository. */
export function findRoot(from: string): Root {
  if (!existsSync(from))
    throw new UserError(`there is no folder ${from}`, "name a folder that exists after -C");
  const start = realpathSync(from);
  for (let folder = start; ; folder = dirname(folder)) {
    if (isFile(join(folder, SETTINGS_FILE))) return { folder, top: topOf(folder) };
    if (existsSync(join(folder, ".git")) || dirname(folder) === folder) break;
  }
  throw new UserError(
    `no ${SETTINGS_FILE} in ${start} or above it`,
    "run okr init to start here, or name the folder with your OKRs: okr -C FOLDER …",
  );
}

/** The nearest folder, upwards, that holds `.git`; null outside git. */
export function topOf(from: string): string | null {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, ".git"))) return folder;
    if (dirname(folder) === folder) return null;
  }
}

/** The root's path below the repository's top, "" or ending in "/". */
export function prefixOf({ folder, top }: Root): string {
  const path = top === null ? "" : relative(top, folder).split(sep).join("/");
  return path === "" ? "" : `${path}/`;
}

function isFile(path: string): boolean {
  try {
    return lstatSync(path).isFile();
  } catch {
    return false;
  }
}
