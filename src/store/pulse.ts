import { createHash } from "node:crypto";
import { lstatSync } from "node:fs";
import { join } from "node:path";
import { type Environment, readGit } from "./git.ts";
import type { Root } from "./root.ts";
import { listTree } from "./working-tree.ts";

/**
 * A few characters that are others as soon as a file of the working tree, the list of its files or the commit that HEAD is on changes. No
 * file is opened: its times, its size and its place on the disk tell.
 */
export async function takePulse({ folder, top }: Root, env: Environment): Promise<string> {
  const [{ files, links, submodules }, head] = await Promise.all([
    listTree(folder, top !== null, env),
    top === null ? null : readGit(folder, ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"], { env }),
  ]);
  const hash = createHash("sha256").update(head?.stdout ?? "");
  for (const path of [...files, ...links, ...submodules]) {
    const stats = lstatSync(join(folder, path), { throwIfNoEntry: false });
    const state = stats && [stats.mode, stats.size, stats.ino, stats.mtimeMs, stats.ctimeMs].join(" ");
    hash.update(`${path}\0${state}\0`);
  }
  return hash.digest("hex").slice(0, 16);
}
