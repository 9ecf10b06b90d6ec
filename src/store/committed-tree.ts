import { UserError } from "../errors.ts";
import { CUT_OFF } from "../model/history.ts";
import { readObjects, type StoredObject } from "./blobs.ts";
import { FILE_BYTES } from "./frontmatter.ts";
import { type Environment, readGit, type Where } from "./git.ts";
import {
  claimsOkrs,
  isCandidate,
  isMisnamed,
  obstructed,
  splitAtNestedRoots,
  type TreeFile,
} from "./tree.ts";

interface Entry {
  readonly mode: string;
  readonly id: string;
  readonly path: string;
}

/**
 * Reads the files of a commit below a folder with two git processes: one that lists, one that hands out the contents.
 * @param prefix the OKR root below the repository's top, "" or ending in "/"
 */
export async function* readCommittedTree(
  where: Where,
  commit: string,
  prefix: string,
  env: Environment,
): AsyncGenerator<TreeFile> {
  const entries = await listEntries(where, commit, prefix, env);
  const { inside, nested } = splitAtNestedRoots(entries.map((entry) => entry.path));
  for (const path of nested) yield obstructed(path, "nested-root");
  const files: Entry[] = [];
  for (const entry of entries) {
    if (!inside.has(entry.path)) continue;
    if (entry.mode === "160000") yield obstructed(entry.path, "submodule");
    else if (!isCandidate(entry.path)) continue;
    else if (isMisnamed(entry.path)) yield obstructed(entry.path, "misnamed");
    else if (entry.mode === "120000") yield obstructed(entry.path, "symlink");
    else files.push(entry);
  }
  const contents: StoredObject[] = [];
  const ids = files.map(({ id }) => id);
  const absent = await readObjects(where, ids, { env, most: FILE_BYTES }, (one) => contents.push(one));
  if (absent === null || absent.size > 0) throw missingFiles();
  for (const [index, { path }] of files.entries()) {
    const { bytes, head } = contents[index] as StoredObject;
    if (bytes !== null) yield { path, bytes };
    else if (claimsOkrs(path, head)) yield obstructed(path, "too-large");
  }
}

async function listEntries(where: Where, commit: string, prefix: string, env: Environment): Promise<Entry[]> {
  const below = prefix === "" ? [] : [prefix];
  const args = ["ls-tree", "-r", "-z", "--full-tree", "--", commit, ...below];
  const { code, stdout } = await readGit(where, args, { env });
  if (code !== 0) throw missingFiles();
  const entries: Entry[] = [];
  for (const line of stdout.toString("utf8").split("\0")) {
    const match = /^(\d{6}) [a-z]+ ([0-9a-f]+)\t/.exec(line);
    // A submodule may have stood where the folder is now.
    if (match && line.startsWith(prefix, match[0].length))
      entries.push({
        mode: match[1] as string,
        id: match[2] as string,
        path: line.slice(match[0].length + prefix.length),
      });
  }
  return entries;
}

/** What is wrong where git cannot list or read a tree that a commit names: it is in no clone made with --filter. */
export function missingFiles(): UserError {
  return new UserError("this clone does not hold all files of that commit", CUT_OFF.partial.hint);
}
