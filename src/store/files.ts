import { randomBytes } from "node:crypto";
import {
  closeSync,
  fchmodSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmdirSync,
  type Stats,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { isAbsolute, join, relative, sep } from "node:path";
import { UserError } from "../errors.ts";
import { codeOf } from "./read-file.ts";

/** What writing needs to know beyond path and content. */
export interface WriteOptions {
  readonly overwrite: boolean;
  /** The permission bits of a new file; the person's umask decides without it. */
  readonly mode?: number;
}

/** File systems without hard links (FAT, some network shares) answer with one of these. */
const NO_LINKS = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK", "EXDEV"]);

/**
 * Writes a file whole or not at all, never through a link that leaves the root; without `overwrite` a file that exists stays.
 * @returns the folders it created, outermost first, as absolute paths
 */
export function writeFileSafely(
  root: string,
  path: string,
  content: string | Buffer,
  options: WriteOptions,
): string[] {
  const created: string[] = [];
  try {
    const target = enterFolders(root, path, created);
    const existing = statsOf(target);
    if (existing !== null && !existing.isFile()) throw notAFile(path, existing);
    if (existing !== null && !options.overwrite) throw alreadyThere(path);
    // Only permissions: a set-user-id bit must not move to new content.
    replaceFile(target, path, content, existing === null ? options.mode : existing.mode & 0o777, options);
    return created;
  } catch (error) {
    removeFolders(created);
    throw explain(error, "write", path);
  }
}

function replaceFile(
  target: string,
  path: string,
  content: string | Buffer,
  mode: number | undefined,
  { overwrite }: WriteOptions,
): void {
  const draft = join(target, "..", `.okr-${randomBytes(6).toString("hex")}.tmp`);
  let drafted = false;
  try {
    const file = openSync(draft, "wx", mode === undefined ? 0o666 : mode & 0o700);
    drafted = true;
    fill(file, content, mode);
    if (overwrite) {
      renameSync(draft, target);
      drafted = false;
    } else if (!linked(draft, target, path)) writeDirectly(target, path, content, mode);
  } finally {
    if (drafted) unlinkSync(draft);
  }
}

function fill(file: number, content: string | Buffer, mode: number | undefined): void {
  try {
    writeFileSync(file, content);
    if (mode !== undefined) fchmodSync(file, mode);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Unlike rename, link fails where the name is taken. False where the file system has no links. */
function linked(draft: string, target: string, path: string): boolean {
  try {
    linkSync(draft, target);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") throw alreadyThere(path);
    if (NO_LINKS.has(codeOf(error))) return false;
    throw error;
  }
}

function writeDirectly(
  target: string,
  path: string,
  content: string | Buffer,
  mode: number | undefined,
): void {
  let opened = false;
  try {
    const file = openSync(target, "wx", mode);
    opened = true;
    fill(file, content, mode);
  } catch (error) {
    if (opened) unlinkSync(target);
    throw codeOf(error) === "EEXIST" ? alreadyThere(path) : error;
  }
}

/** Deletes a file, and the folders below the root that it leaves empty; never through a link that leaves the root. */
export function removeFile(root: string, path: string): void {
  try {
    unlinkSync(enterFolders(root, path, null));
  } catch (error) {
    throw explain(error, "delete", path);
  }
  const segments = path.split("/").slice(0, -1);
  removeFolders(segments.map((_, index) => join(root, ...segments.slice(0, index + 1))));
}

/** The absolute path of a file whose folders are all real and inside the root; creates them, and lists them in `created`, unless that is null. */
export function enterFolders(root: string, path: string, created: string[] | null): string {
  requireInside(path);
  const home = realpathSync(root);
  let folder = home;
  const segments = path.split("/");
  const name = segments.pop() as string;
  for (const segment of segments) {
    folder = join(folder, segment);
    if (created !== null && statsOf(folder) === null && makeFolder(folder)) created.push(folder);
    const stats = statsOf(folder);
    if (stats?.isSymbolicLink()) folder = followInside(home, folder, path);
    else if (stats !== null && !stats.isDirectory()) throw notAFolder(folder, path);
  }
  return join(folder, name);
}

/** Makes a folder; false when somebody else was faster. */
function makeFolder(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

function followInside(home: string, folder: string, path: string): string {
  const real = realpathSync(folder);
  const way = relative(home, real);
  const leaves = way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way);
  if (leaves)
    throw new UserError(
      `${path} was not written: ${folder} is a symbolic link that leads out of the OKR folder, to ${real}`,
      "replace the link by a folder",
    );
  if (!lstatSync(real).isDirectory()) throw notAFolder(folder, path);
  return real;
}

/** Throws a UserError for every path that could mean a place outside the root, or git's own folder, on any system. */
export function requireInside(path: string): void {
  const bad = (segment: string) => /^(\.{0,2}|\.git|git~1)$/i.test(segment);
  const parts = path.split("/");
  if (isAbsolute(path) || /[\\\0]|^[a-z]:/i.test(path) || parts.some(bad))
    throw new UserError(`"${path}" is not a path inside the OKR folder`, "use a relative path without ..");
}

/** Removes the folders that are empty, innermost first; `folders` names the outermost first. */
export function removeFolders(folders: readonly string[]): void {
  for (const folder of folders.toReversed())
    try {
      rmdirSync(folder);
    } catch {
      return; // somebody put something into it
    }
}

function statsOf(path: string): Stats | null {
  return lstatSync(path, { throwIfNoEntry: false }) ?? null;
}

const CAUSES: Readonly<Record<string, readonly [string, string]>> = {
  ENOSPC: ["the disk is full", "make room, then try again"],
  EDQUOT: ["your disk quota is used up", "make room, then try again"],
  EROFS: ["the file system is read-only", "work in a copy you may write to"],
  EACCES: ["you may not write there", "check the permissions of the folder"],
  EPERM: ["you may not write there", "check the permissions of the folder"],
  ENOENT: ["it is not there", "check the path"],
  EISDIR: ["it is a folder", "move what is in the way"],
  ENOTDIR: ["a file stands where a folder is needed", "move what is in the way"],
  ENAMETOOLONG: ["the name is too long", "use a shorter id"],
};

/** A UserError that names the path for every failure of the system a person can do something about. */
export function explain(error: unknown, verb: "write" | "delete", path: string): unknown {
  const [cause, hint] = CAUSES[codeOf(error)] ?? [];
  if (cause === undefined || hint === undefined) return error;
  return new UserError(`cannot ${verb} ${path}: ${cause}`, hint, { cause: error });
}

function alreadyThere(path: string): UserError {
  return new UserError(`${path} already exists`, "choose another id, or edit the file");
}

function notAFile(path: string, stats: Stats): UserError {
  const what = stats.isSymbolicLink()
    ? "a symbolic link"
    : stats.isDirectory()
      ? "a folder"
      : "not a regular file";
  return new UserError(`${path} was not written: what is there is ${what}`, "move what is in the way");
}

function notAFolder(folder: string, path: string): UserError {
  return new UserError(`${path} was not written: ${folder} is not a folder`, "move what is in the way");
}
