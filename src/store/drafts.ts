import { randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  ftruncateSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { UserError } from "../errors.ts";
import { enterFolders, writeFileSafely } from "./files.ts";
import type { Environment } from "./git.ts";
import { readFileSafely } from "./read-file.ts";
import type { Repository } from "./repository.ts";

/** What a person typed and has not been committed yet: one YAML document, opaque here. */
export interface Draft {
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  readonly text: string;
}

const FOLDER = "okr/drafts";
const ENDING = ".yaml";

/** Larger than anything a person types. */
const DRAFT_BYTES = 4 * 1024 * 1024;

/** Where drafts go that the git directory does not take, or where there is none; absolute. */
export function draftFolders(env: Environment): readonly string[] {
  return [env.TMPDIR, tmpdir(), homedir()].flatMap((folder) => (folder === undefined ? [] : resolve(folder)));
}

/**
 * Saves what was typed, readable for its owner only, under the git directory or else in the first fallback folder (absolute)
 * that takes it. Null when none does: then the text must be shown. A draft that exists is never replaced.
 */
export async function saveDraft(
  repo: Repository | null,
  fallbackDirs: readonly string[],
  name: string,
  text: string,
): Promise<{ path: string } | null> {
  const places = fallbackDirs.map((folder) => ({ folder, stem: `okr-draft-${name}` }));
  if (repo !== null) places.unshift({ folder: repo.gitDir, stem: `${FOLDER}/${name}` });
  for (const { folder, stem } of places) {
    const path = saveNumbered(folder, stem, text);
    if (path !== null) return { path };
  }
  return null;
}

/** The second draft of a name is called name-2, and so on. */
function saveNumbered(folder: string, stem: string, text: string): string | null {
  for (let number = 1; number <= 100; number++) {
    const path = `${stem}${number === 1 ? "" : `-${number}`}${ENDING}`;
    try {
      writeFileSafely(folder, path, text, { overwrite: false, mode: 0o600 });
      return join(folder, path);
    } catch {
      // Full, read-only or not ours: the next place may do.
      if (!existsSync(join(folder, path))) return null;
    }
  }
  return null;
}

/** The drafts under the git directory, by name. */
export async function listDrafts(repo: Repository): Promise<Draft[]> {
  return fileNames(join(repo.gitDir, FOLDER)).flatMap((file) => {
    const read = readFileSafely(repo.gitDir, `${FOLDER}/${file}`, DRAFT_BYTES);
    const path = join(repo.gitDir, FOLDER, file);
    return "text" in read ? [{ name: file.slice(0, -ENDING.length), path, text: read.text.toString() }] : [];
  });
}

function fileNames(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith(ENDING))
      .sort();
  } catch {
    return []; // nothing was ever saved
  }
}

/** Deletes a draft that is no longer needed; one that is gone already is fine. */
export async function removeDraft(path: string): Promise<void> {
  rmSync(path, { force: true });
}

/** A file's content from before a change. */
export interface Aside {
  readonly text: Buffer;
  /** Puts the content back, also where the disk is full by now. */
  restore(): void;
  /** Forgets it. */
  drop(): void;
}

/** Larger than any file okr edits; where no second name can be had, the content must fit into memory. */
const ASIDE_BYTES = 64 * 1024 * 1024;

/** Keeps a file's content under a second name in `folder` (on the same disk, which costs no room), else in memory only. */
export function setAside(root: string, path: string, folder: string | null): Aside {
  const target = enterFolders(root, path, null);
  const read = readFileSafely(root, path, ASIDE_BYTES);
  if ("problem" in read)
    throw new UserError(`${path} cannot be changed: it is ${read.problem}`, "look at what is there");
  const mode = lstatSync(target).mode & 0o777;
  const twin = folder === null ? null : secondName(target, folder);
  const drop = () => (twin === null ? undefined : rmSync(twin, { force: true }));
  const restore = () => {
    if (twin === null) return restoreBytes(root, path, read.text, mode);
    enterFolders(root, path, []);
    renameSync(twin, target);
    drop(); // rename does nothing where both are still the same file
  };
  return { text: read.text, restore, drop };
}

function secondName(target: string, folder: string): string | null {
  const twin = join(folder, `before-${randomBytes(6).toString("hex")}`);
  try {
    mkdirSync(folder, { recursive: true });
    linkSync(target, twin);
    return twin;
  } catch {
    return null;
  }
}

function restoreBytes(root: string, path: string, bytes: Buffer, mode: number): void {
  try {
    writeFileSafely(root, path, bytes, { overwrite: true, mode });
  } catch (error) {
    const target = join(root, path);
    if (!lstatSync(target, { throwIfNoEntry: false })?.isFile()) throw error;
    // No room for a second copy: the one there gives its room up.
    const file = openSync(target, "r+");
    try {
      writeFileSync(file, bytes);
      ftruncateSync(file, bytes.length);
    } finally {
      closeSync(file);
    }
  }
}
