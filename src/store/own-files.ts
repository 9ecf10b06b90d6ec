import { appendFileSync, lstatSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, isAbsolute, join, relative, resolve, sep } from "node:path";
import { UserError } from "../errors.ts";
import { explain } from "./files.ts";
import { codeOf } from "./read-file.ts";
import { SETTINGS_FILE } from "./tree.ts";

/** Reads a text file that the person named, relative to where they are. Throws a UserError where it cannot be read. */
export function readGivenFile(cwd: string, path: string): string {
  try {
    return readFileSync(resolve(cwd, path), "utf8");
  } catch (error) {
    throw new UserError(
      `${path} cannot be read: ${(error as Error).message}`,
      "name a file that exists, or - for standard input",
    );
  }
}

/** Writes text for the person to a file they named, relative to where they are; replaces what is there. Throws a UserError where it cannot. */
export function writeOutput(cwd: string, path: string, text: string): void {
  writeWith(writeFileSync, cwd, path, text);
}

/** A folder for the person's files, there or new. Throws a UserError where it cannot be, or is a symbolic link. */
export function makeOutputFolder(cwd: string, path: string): void {
  const target = resolve(cwd, path);
  if (lstatSync(target, { throwIfNoEntry: false })?.isSymbolicLink() === true)
    throw new UserError(`nothing was written to ${path}: it is a symbolic link`, "name a folder of its own");
  try {
    mkdirSync(target, { recursive: true });
  } catch (error) {
    throw new UserError(
      `${path} cannot be a folder: ${(error as Error).message}`,
      "name one that is there, or can be",
      { cause: error },
    );
  }
}

/** The same, below what is there. */
export function appendOutput(cwd: string, path: string, text: string): void {
  writeWith(appendFileSync, cwd, path, text);
}

/**
 * Throws a UserError where a folder on the way from the top of a checkout to a file in it is a symbolic link: it came with the checkout, and
 * may lead anywhere. A file elsewhere is the person's own affair.
 */
export function requireRealFolders(top: string, path: string): void {
  const way = relative(top, resolve(top, path));
  if (isAbsolute(way) || way.split(sep)[0] === "..") return;
  let folder = top;
  for (const name of way.split(sep).slice(0, -1)) {
    folder = join(folder, name);
    if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink() === true)
      throw new UserError(
        `${path} was not written: ${relative(top, folder)} is a symbolic link`,
        "name a file in a folder of its own",
      );
  }
}

function writeWith(
  write: (path: string, text: string) => void,
  cwd: string,
  path: string,
  text: string,
): void {
  const target = resolve(cwd, path);
  // A link may have come with the repository and lead anywhere; the settings are nobody's report.
  const link = lstatSync(target, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  if (link || basename(target) === SETTINGS_FILE)
    throw new UserError(
      `${path} was not written: it ${link ? "is a symbolic link" : "holds the settings"}`,
      "name another file",
    );
  try {
    write(target, text);
  } catch (error) {
    const explained = codeOf(error) === "ENOENT" ? null : explain(error, "write", path);
    if (explained instanceof UserError) throw explained;
    throw new UserError(
      `${path} could not be written: ${(error as Error).message}`,
      "name a file in a folder that exists",
      { cause: error },
    );
  }
}
