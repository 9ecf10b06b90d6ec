import { UserError } from "../errors.ts";
import { type Day, isDay } from "../model/day.ts";
import { explainUnborn, inspectGaps, REFETCH, UNSHALLOW } from "./clone.ts";
import { type Environment, isObjectId, readGit, spoken, type Where } from "./git.ts";

/** A commit, and the day it was committed where its committer was. */
export interface DatedCommit {
  readonly commit: string;
  readonly day: Day;
}

/** In characters. Nobody types more, and a system takes no argument of any length. */
const LONGEST = 1000;

/** What no configuration may decide: that an id's beginning means a commit, and that git says when a name means two things. */
const PLAIN = ["-c", "core.disambiguate=committish", "-c", "core.warnAmbiguousRefs=true"];

/** The commit that a revision names, in any way that git knows. Throws a UserError that says why where it names none. */
export async function findCommit(where: Where, text: string, env: Environment): Promise<DatedCommit> {
  if (text === "" || text.length > LONGEST || text.includes("\0")) throw unknown(text);
  const args = [...PLAIN, "rev-parse", "--verify", "--end-of-options", text];
  const { code, stdout, stderr } = await readGit(where, args, { env });
  const id = stdout.toString().trim();
  // "^main" verifies too, and answers "^<id>".
  if (code !== 0 || !isObjectId(id)) throw await explainUnknown(where, text, stderr, env);
  await requireOneMeaning(where, text, stderr, env);
  const dated = await readGit(where, ["log", "-1", "--no-walk", "--format=%H %cs", `${id}^{commit}`, "--"], {
    env,
  });
  if (dated.code !== 0) throw await explainNoCommit(where, text, id, env);
  const [commit = id, day = ""] = dated.stdout.toString("latin1").trim().split(" ");
  if (isDay(day)) return { commit, day };
  throw new UserError(
    `commit ${commit.slice(0, 7)} has no date that can be read`,
    "name a day, or another commit",
  );
}

/** Text somebody typed, in one line of not too many characters. */
function quote(text: string): string {
  const short = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  return `"${short.replaceAll("\n", "\\n")}"`;
}

function unknown(text: string, here = "here"): UserError {
  return new UserError(
    `${quote(text)} is neither a day nor a commit ${here}`,
    "write a day as 2026-11-20, or a branch, tag or commit id",
  );
}

/** Throws a UserError where git chose one of several meanings, or the nearest that it still knew. */
async function requireOneMeaning(where: Where, text: string, said: string, env: Environment): Promise<void> {
  const start = /^warning: log for '.*' only goes back to (.*)$/m.exec(said)?.[1];
  if (start !== undefined)
    throw new UserError(
      `${quote(text)}: what this clone noted down itself only goes back to ${start}`,
      "name the day alone, as 2026-11-20: it asks the commits",
    );
  const name = /^warning: refname '(.*)' is ambiguous\.$/m.exec(said)?.[1];
  // A whole id and HEAD mean themselves, whatever else is called so.
  if (name === undefined || name === "HEAD" || isObjectId(name)) return;
  const names = ["", "tags/", "heads/", "remotes/"].map((kind) => `refs/${kind}${name}`);
  names.push(`refs/remotes/${name}/HEAD`);
  const { stdout } = await readGit(where, ["for-each-ref", "--format=%(refname)", ...names], { env });
  const refs = stdout
    .toString()
    .split("\n")
    .filter((ref) => names.includes(ref));
  if (refs.length > 1)
    throw new UserError(
      `${quote(name)} is ambiguous: it names ${refs.join(" and ")}`,
      `write ${refs.join(" or ")}`,
    );
  const other = /^[0-9a-f]+$/i.test(name) ? "is the beginning of an id" : `is a ref outside of refs/`;
  throw new UserError(
    `${quote(name)} is ambiguous: it names ${refs.join()} and ${other}`,
    `write ${refs.join()}, or a whole commit id`,
  );
}

/** What to tell where a revision names an object that is not here, or no commit. */
async function explainNoCommit(where: Where, text: string, id: string, env: Environment): Promise<UserError> {
  const type = await readGit(where, ["cat-file", "-t", `${id}^{}`], { env });
  const found = type.stdout.toString().trim();
  if (type.code !== 0) return explainUnknown(where, text, type.stderr, env);
  if (found === "commit")
    return new UserError(`commit ${id} cannot be read`, "run git fsck to see what is wrong");
  return new UserError(
    `${quote(text)} names a ${found === "tree" ? "folder (a tree)" : "file (a blob)"}, not a commit`,
    "name a commit, or a branch or tag of one",
  );
}

/** What to tell where git finds nothing of that name. */
async function explainUnknown(
  where: Where,
  text: string,
  said: string,
  env: Environment,
): Promise<UserError> {
  const short = /^error: short object ID ([0-9a-f]+) is ambiguous/m.exec(said)?.[1];
  if (short !== undefined) {
    const candidates = await listCandidates(where, short, env);
    const more = candidates.length > 10 ? ` and ${candidates.length - 10} more` : "";
    if (candidates.length > 1)
      return new UserError(
        `${quote(short)} is the beginning of ${candidates.length} commits: ${candidates.slice(0, 10).join(", ")}${more}`,
        "write more characters",
      );
  }
  const gaps = await inspectGaps(where, env);
  const unborn = explainUnborn(where, gaps);
  if (unborn !== null && (gaps.branches.length === 0 || /^(?:HEAD|@)(?![\w/-])/.test(text))) return unborn;
  if (gaps.shallow)
    return new UserError(
      unknown(text, "in this clone, which is shallow: its history is cut off").message,
      UNSHALLOW,
    );
  if (gaps.partial) return new UserError(unknown(text, "in this clone, which is partial").message, REFETCH);
  return unknown(text);
}

/** The commits whose ids begin so, each with its day. */
async function listCandidates(where: Where, short: string, env: Environment): Promise<string[]> {
  const ids = await readGit(where, ["rev-parse", `--disambiguate=${short}`], { env });
  const format = "--batch-check=%(objecttype) %(objectname)";
  const typed = await readGit(where, ["cat-file", format], { env, input: ids.stdout });
  const commits = [...typed.stdout.toString().matchAll(/^commit (.+)$/gm)].map(([, id]) => id as string);
  if (commits.length === 0) return [];
  const input = `${commits.join("\n")}\n`;
  const args = ["log", "--stdin", "--no-walk=unsorted", "--abbrev=10", "--format=%h of %cs"];
  const { code, stdout, stderr } = await readGit(where, args, { env, input });
  if (code !== 0) throw new UserError(spoken({ code, stdout, stderr }), "run git fsck to see what is wrong");
  return stdout.toString().trim().split("\n");
}
