import { mkdirSync, readdirSync } from "node:fs";
import { UserError } from "../errors.ts";
import { type Example, type ExampleCommit, readExampleVersion } from "./examples.ts";
import { type Environment, runGit, spoken } from "./git.ts";

/** Builds an example as a git repository with its history, in a folder that does not exist yet or is empty. */
export async function buildDemo(example: Example, folder: string, env: Environment): Promise<void> {
  prepareFolder(folder);
  await git(folder, ["init", "--quiet", `--initial-branch=${example.branch}`], env);
  // One process writes the whole history; the ids come out the same everywhere.
  await git(folder, ["fast-import", "--quiet", "--date-format=raw"], env, importStream(example));
  const [, person = "", address = ""] = /^(.*) <(.*)>$/.exec(example.identity) ?? [];
  await git(folder, ["config", "user.name", person], env);
  await git(folder, ["config", "user.email", address], env);
  await git(folder, ["reset", "--quiet", "--hard", example.branch], env);
}

function prepareFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    if (readdirSync(folder).length === 0) return;
  } catch (error) {
    throw new UserError(
      `${folder} cannot be a folder for the example: ${(error as Error).message}`,
      "name another one: okr demo NAME FOLDER",
      { cause: error },
    );
  }
  throw new UserError(`${folder} is not empty`, "name another folder: okr demo NAME FOLDER");
}

async function git(folder: string, args: readonly string[], env: Environment, input?: Buffer): Promise<void> {
  const options = input === undefined ? { env } : { env, input };
  const result = await runGit(folder, args, options);
  if (result.code !== 0)
    throw new UserError(`git ${args[0]} failed in ${folder}:\n${spoken(result)}`, "put right what git names");
}

/** The commits as git fast-import reads them. A branch it has seen goes on by itself; a new one needs to know from where. */
function importStream({ name, branch: trunk, commits }: Example): Buffer {
  const parts: (Buffer | string)[] = [];
  const begun = new Set([trunk]);
  for (const commit of commits) {
    const branch = commit.branch ?? trunk;
    const who = `${commit.author} ${rawDate(commit)}`;
    const message = Buffer.from(`${commit.message.trim()}\n`);
    parts.push(
      `commit refs/heads/${branch}\nauthor ${who}\ncommitter ${who}\ndata ${message.length}\n`,
      message,
      "\n",
    );
    if (!begun.has(branch)) parts.push(`from refs/heads/${trunk}\n`);
    if (commit.merge !== null) parts.push(`merge refs/heads/${commit.merge}\n`);
    begun.add(branch);
    for (const path of [...commit.files, ...commit.changes]) {
      const bytes = readExampleVersion(name, path, commit);
      parts.push(`M 100644 inline ${path}\ndata ${bytes.length}\n`, bytes, "\n");
    }
    parts.push("\n");
  }
  return Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : part)));
}

/** Seconds since 1970 and the offset, as git stores a date. */
function rawDate({ date }: ExampleCommit): string {
  const offset = /([+-]\d{2}):?(\d{2})$/.exec(date);
  return `${Date.parse(date) / 1000} ${offset ? `${offset[1]}${offset[2]}` : "+0000"}`;
}
