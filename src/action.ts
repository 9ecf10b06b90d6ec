/*
 * The program as a step of a GitHub workflow (action.yml): findings become annotations, and what changed a Markdown file. It needs no
 * token and no network, and runs nothing that the checkout brings.
 */
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Context, Terminal } from "./context.ts";
import { exitCode, UserError } from "./errors.ts";
import { createContext, runCommand } from "./program.ts";
import { safeLines } from "./render/safe.ts";
import { resolveRevision } from "./store/git.ts";
import { appendOutput, requireRealFolders, writeOutput } from "./store/own-files.ts";
import { nameBase } from "./store/target-branch.ts";
import { findEventBase, readWorkflowEvent, requireWholeHistory } from "./store/workflow-event.ts";

const { env } = process;
const workspace = env.GITHUB_WORKSPACE || process.cwd();

/** What the step's `with:` says; "" where it says nothing. */
function input(name: string): string {
  return (env[`INPUT_${name.toUpperCase()}`] ?? "").trim();
}

/** A file that the step names, from the top of the workspace. */
function fileNamed(name: string): string | null {
  const path = input(name);
  if (/[\r\n]/.test(path)) throw new UserError(`${name} holds a line break`, "name one file");
  requireRealFolders(workspace, path);
  return path === "" ? null : resolve(workspace, path);
}

/** How one command ended, and what it said. */
interface Said {
  readonly code: number;
  readonly text: string;
  readonly notes: string;
}

/** A command that could not do its work, with what it said of that. */
class CommandFailed extends Error {
  override readonly name = "CommandFailed";
  constructor(
    said: string,
    readonly code: number,
  ) {
    super(said);
  }
}

/** Runs one command of the program in this process. */
async function okr(folder: string, ...words: string[]): Promise<Said> {
  // Loaded, not imported: what this file shares with main.ts would become a chunk that every start of the program has to load.
  const { systemClock, version } = await import("./main.ts");
  const argv = ["-C", folder, ...words];
  let text = "";
  let notes = "";
  const write = (more: string) => {
    text += more;
  };
  const terminal: Terminal = {
    write,
    page: async (more) => write(more),
    note: (more) => {
      notes += more;
    },
    readInput: async () => "",
    holdSignals: (work) => work(),
    untilStopped: async () => {},
    columns: 120,
    colour: 0,
    prompts: null,
  };
  const context: Context = { ...createContext({ process, clock: systemClock, version }, argv), terminal };
  const code = await runCommand(context, argv);
  if (code > 1) throw new CommandFailed(notes.trim().replace(/^okr: /, ""), code);
  return { code, text, notes };
}

/** What to hold the checkout against, as people call it: what the step names, else what the event does. */
async function findBase(folder: string): Promise<string | null> {
  const named = input("base");
  if (named === "") {
    const found = await findEventBase(folder, readWorkflowEvent(env.GITHUB_EVENT_PATH), env);
    return found && nameBase(folder, found, [`refs/remotes/origin/${env.GITHUB_BASE_REF ?? ""}`], env);
  }
  const base = await resolveRevision(folder, named, env);
  const refs = ["refs/", "refs/remotes/", "refs/heads/"].map((start) => start + named.replace(/^refs\//, ""));
  if (base !== null) return nameBase(folder, base, refs, env);
  throw new UserError(`base is "${named}", which names no commit here`, "name a commit, or leave base out");
}

async function runStep(): Promise<number> {
  const folder = resolve(workspace, input("working-directory"));
  const [sarifFile, diffFile] = [fileNamed("sarif-file"), fileNamed("diff-file")];
  await requireWholeHistory(folder, env);
  const base = await findBase(folder);
  const options = [
    ...(base === null ? [] : [`--base=${base}`]),
    `--max-warnings=${input("max-warnings") || "-1"}`,
  ];
  const { errors, warnings } = JSON.parse((await okr(folder, "check", ...options, "--json")).text);
  const { code, text, notes } = await okr(folder, "check", ...options, "--format", "github");
  if (base === null)
    process.stdout.write(annotate("there is nothing to compare with: everything is reported", "notice"));
  process.stdout.write(text);
  process.stderr.write(notes);
  if (sarifFile !== null) await okr(folder, "check", ...options, "--format", "sarif", "--output", sarifFile);
  const changes = base === null ? null : await sayChanges(folder, base, diffFile);
  report({ errors, warnings, changed: changes?.changed ?? "", "diff-file": changes?.path ?? "" });
  return code;
}

/** What changed since a commit: whether anything did, and the file that says what. */
interface Changes {
  readonly changed: boolean;
  readonly path: string;
}

/** Writes what changed since a commit to a file and below the step's summary. */
async function sayChanges(folder: string, base: string, named: string | null): Promise<Changes> {
  const { code, text } = await okr(folder, "diff", base, "--format", "markdown", "--exit-code");
  const path = named ?? join(env.RUNNER_TEMP || tmpdir(), "okr-diff.md");
  writeOutput(workspace, path, text);
  if (env.GITHUB_STEP_SUMMARY) appendOutput(workspace, env.GITHUB_STEP_SUMMARY, `\n${text}`);
  return { changed: code === 1, path };
}

/** Hands the workflow what the step found out. The values are numbers, words of ours and paths of one line: none can end its own line. */
function report(outputs: Readonly<Record<string, number | string | boolean>>): void {
  if (!env.GITHUB_OUTPUT) return;
  const lines = Object.entries(outputs).map(([name, value]) => `${name}=${value}\n`);
  appendOutput(workspace, env.GITHUB_OUTPUT, lines.join(""));
}

/** An annotation of the run; the host reads escapes of its own in it. */
function annotate(text: string, level: "error" | "notice" = "error"): string {
  const escaped = safeLines(text).replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
  return `::${level} title=okr::${escaped}\n`;
}

/** What is to be told of anything that was thrown. */
function explain(error: unknown): string {
  if (error instanceof CommandFailed) return error.message;
  if (error instanceof UserError) return `${error.message}\n${error.hint}`;
  return `this is a bug in okr, please report it\n${String((error as Error)?.stack ?? error)}`;
}

try {
  process.exitCode = await runStep();
} catch (error) {
  process.stdout.write(annotate(explain(error)));
  process.exitCode = error instanceof CommandFailed ? error.code : exitCode(error);
}
