import { closeSync, constants, lstatSync, openSync, readdirSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import { FILE_BYTES, HEAD_BYTES } from "./frontmatter.ts";
import { type Environment, readGit } from "./git.ts";
import { readFileSafely } from "./read-file.ts";
import {
  claimsOkrs,
  isCandidate,
  isMisnamed,
  obstructed,
  SETTINGS_FILE,
  splitAtNestedRoots,
  type TreeFile,
} from "./tree.ts";

/**
 * Reads the files of the working tree below the root: what git tracks and what it does not ignore. Outside a repository, all
 * but dot folders and node_modules.
 */
export async function* readWorkingTree(
  root: string,
  inGit: boolean,
  env: Environment,
): AsyncGenerator<TreeFile> {
  const { files, links, submodules } = await listTree(root, inGit, env);
  const { inside, nested } = splitAtNestedRoots([...files, ...links, ...submodules]);
  for (const path of nested) yield obstructed(path, "nested-root");
  for (const path of files) {
    if (!inside.has(path) || !isCandidate(path)) continue;
    const read = isMisnamed(path)
      ? ({ problem: "misnamed" } as const)
      : readFileSafely(root, path, FILE_BYTES);
    if ("text" in read) yield { path, bytes: read.text };
    else if (read.problem === "too-large" && !claimsOkrs(path, headOf(root, path))) continue;
    else if (read.problem !== "missing") yield obstructed(path, read.problem);
  }
  for (const path of links) if (inside.has(path)) yield obstructed(path, "symlink");
  for (const path of submodules) if (inside.has(path)) yield obstructed(path, "submodule");
}

/** What of a working tree may hold OKRs: paths below the root. */
export interface Listing {
  readonly files: readonly string[];
  /** Symbolic links that may hide folders or files from us. */
  readonly links: readonly string[];
  readonly submodules: readonly string[];
}

/** What the files below a root are that may hold OKRs, and the links and submodules that may hide some. */
export async function listTree(root: string, inGit: boolean, env: Environment): Promise<Listing> {
  return inGit ? listWithGit(root, env) : listFolder(root);
}

/** Lists tracked and untracked files with one git process. */
async function listWithGit(root: string, env: Environment): Promise<Listing> {
  const args = ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--stage"];
  const { code, stdout } = await readGit(root, args, { env });
  if (code !== 0) return listFolder(root);
  const files = new Set<string>();
  const links: string[] = [];
  const submodules: string[] = [];
  for (const line of stdout.toString("utf8").split("\0")) {
    if (line === "") continue;
    const tracked = /^(\d{6}) [0-9a-f]{40,64} [0-3]\t/.exec(line);
    const path = tracked ? line.slice(tracked[0].length) : line;
    if (tracked?.[1] === "160000") submodules.push(path);
    else if (isCandidate(path) || isNestedRoot(root, path)) files.add(path);
    else if ((!tracked || tracked[1] === "120000") && isFolderLink(root, path)) links.push(path);
  }
  return { files: [...files].sort(), links, submodules };
}

function headOf(root: string, path: string): Buffer {
  const head = Buffer.alloc(HEAD_BYTES);
  const file = openSync(join(root, path), constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    readSync(file, head, 0, HEAD_BYTES, 0);
  } finally {
    closeSync(file);
  }
  return head;
}

/** Whether a path is the settings file of another OKR root; one that is deleted but still tracked is none. */
function isNestedRoot(root: string, path: string): boolean {
  return (
    path.endsWith(`/${SETTINGS_FILE}`) && lstatSync(join(root, path), { throwIfNoEntry: false }) !== undefined
  );
}

function isFolderLink(root: string, path: string): boolean {
  try {
    const full = join(root, path);
    return lstatSync(full).isSymbolicLink() && statSync(full).isDirectory();
  } catch {
    return false;
  }
}

function listFolder(root: string): Listing {
  const files: string[] = [];
  const links: string[] = [];
  const folders = [""];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!entry.name.startsWith(".") && entry.name !== "node_modules") folders.push(path);
      } else if (isCandidate(path) || entry.name === SETTINGS_FILE) files.push(path);
      else if (entry.isSymbolicLink() && isFolderLink(root, path)) links.push(path);
    }
  }
  return { files: files.sort(), links, submodules: [] };
}
