import { realpathSync } from "node:fs";
import { join, resolve } from "node:path";
import { makeOutputFolder, requireRealFolders, writeOutput } from "./own-files.ts";

/**
 * Writes files for the person into a folder they named, which is made where it is missing; replaces files of these names. Throws a
 * UserError where a symbolic link stands in the way, which may lead anywhere.
 * @param top the top of the checkout around the OKR root, or the root itself
 */
export function writeFolder(
  { cwd, top }: { readonly cwd: string; readonly top: string },
  folder: string,
  files: ReadonlyMap<string, string>,
): void {
  const here = realpathSync(cwd);
  const target = resolve(here, folder);
  for (const name of files.keys()) requireRealFolders(top, join(target, name));
  makeOutputFolder(here, folder);
  for (const [name, text] of files) writeOutput(target, name, text);
}
