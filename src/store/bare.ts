import { realpathSync } from "node:fs";
import { UserError } from "../errors.ts";
import { missingFiles } from "./committed-tree.ts";
import { type Environment, folderOf, readGit, spoken, type Where } from "./git.ts";
import { looksBare, type Root } from "./root.ts";
import { isMisnamed, SETTINGS_FILE } from "./tree.ts";

/** The bare repository that a folder is; null where it is none, or belongs to a working tree. */
export async function openBare(folder: string, env: Environment): Promise<Root | null> {
  if (!looksBare(folder)) return null;
  const gitDir = realpathSync(folder);
  const result = await readGit({ gitDir }, ["rev-parse", "--is-bare-repository"], { env });
  if (result.code === 0)
    return result.stdout.toString().trim() === "true"
      ? { folder: gitDir, top: null, where: { gitDir } }
      : null;
  if (result.stderr.includes("not a git repository")) return null;
  throw new UserError(`git cannot use the repository ${gitDir}:\n${spoken(result)}`, "do what git suggests");
}

/**
 * The way to the OKR root in the tree of a commit, "" or ending in "/": the top, or the only outermost folder with an okr.yaml.
 * Null where there is none; throws a UserError where there are several.
 */
export async function findPrefix(where: Where, commit: string, env: Environment): Promise<string | null> {
  const args = ["ls-tree", "-r", "-z", "--name-only", "--full-tree", "--", commit];
  const { code, stdout } = await readGit(where, args, { env });
  if (code !== 0) throw missingFiles();
  const folders: string[] = [];
  for (const path of stdout.toString("utf8").split("\0")) {
    if (path === SETTINGS_FILE) return "";
    // A name that is not text cannot be handed back to git.
    if (path.endsWith(`/${SETTINGS_FILE}`) && !isMisnamed(path))
      folders.push(path.slice(0, -SETTINGS_FILE.length));
  }
  const outermost: string[] = [];
  // Sorted, a folder comes right before all that is in it.
  for (const folder of folders.sort())
    if (!folder.startsWith(outermost.at(-1) ?? "/")) outermost.push(folder);
  if (outermost.length <= 1) return outermost[0] ?? null;
  const more = outermost.length > 10 ? ` and ${outermost.length - 10} more` : "";
  throw new UserError(
    `${folderOf(where)} holds OKRs in ${outermost.length} folders: ${outermost.slice(0, 10).join(", ")}${more}`,
    "clone it, and name one of them in the clone: okr -C FOLDER …",
  );
}
