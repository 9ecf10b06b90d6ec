import { UserError } from "../errors.ts";
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
  const contents = await readBlobs(where, files, env);
  for (const [index, { path }] of files.entries()) {
    const bytes = contents[index] as Buffer;
    if (bytes.length <= FILE_BYTES) yield { path, bytes };
    else if (claimsOkrs(path, bytes)) yield obstructed(path, "too-large");
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

/** The contents of blobs, in order, from one `git cat-file --batch`. */
async function readBlobs(where: Where, entries: readonly Entry[], env: Environment): Promise<Buffer[]> {
  if (entries.length === 0) return [];
  const input = `${entries.map((entry) => entry.id).join("\n")}\n`;
  const { stdout } = await readGit(where, ["cat-file", "--batch"], { env, input });
  const blobs: Buffer[] = [];
  for (let at = 0; at < stdout.length; ) {
    const lineEnd = stdout.indexOf(10, at);
    const header = stdout.toString("latin1", at, lineEnd);
    const size = Number(/ blob (\d+)$/.exec(header)?.[1]);
    if (Number.isNaN(size)) throw missingFiles();
    blobs.push(stdout.subarray(lineEnd + 1, lineEnd + 1 + size));
    at = lineEnd + 1 + size + 1;
  }
  if (blobs.length < entries.length) throw missingFiles();
  return blobs;
}

/** What is wrong where git cannot list or read a tree that a commit names: it is in no clone made with --filter. */
export function missingFiles(): UserError {
  return new UserError(
    "this clone does not hold all files of that commit",
    "fetch them: git fetch --refetch --no-filter, or clone again without --filter",
  );
}
