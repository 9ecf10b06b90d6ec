import { statSync } from "node:fs";
import { join, resolve } from "node:path";
import type { NameFormat } from "./blob-name.ts";
import { readFileSafely } from "./read-file.ts";

/** What all working trees of the repository at this top share, found without a git process; null where git alone knows. */
export function findCommonDir(top: string): string | null {
  const gitDir = findGitDir(top);
  if (gitDir === null) return null;
  const shared = readLine(gitDir, "commondir");
  return shared === null ? gitDir : resolve(gitDir, shared);
}

/** How the repository names its objects; its own configuration says so where it is not the usual way. */
export function findNameFormat(commonDir: string): NameFormat {
  const read = readFileSafely(commonDir, "config", 1024 * 1024);
  const said = "text" in read && /^\s*objectformat\s*=\s*sha256\s*$/im.test(read.text.toString("latin1"));
  return said ? "sha256" : "sha1";
}

function findGitDir(top: string): string | null {
  const dotGit = join(top, ".git");
  const stats = statSync(dotGit, { throwIfNoEntry: false });
  if (stats?.isDirectory()) return dotGit;
  if (!stats) return null;
  // Linked working trees and submodules keep their folder elsewhere.
  const path = /^gitdir: (.+)$/.exec(readLine(top, ".git") ?? "")?.[1];
  return path === undefined ? null : resolve(top, path);
}

function readLine(folder: string, name: string): string | null {
  const read = readFileSafely(folder, name, 4096);
  return "text" in read ? read.text.toString().trimEnd() : null;
}
