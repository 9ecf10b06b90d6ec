import { relative } from "node:path";
import type { Context, Prompts } from "../context.ts";
import { type Outcome, UserError } from "../errors.ts";
import { type Finding, type MarkedFinding, sortFindings } from "../model/finding.ts";
import type { KeyResult, Person } from "../model/plan.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { findingLines } from "../render/finding-lines.ts";
import { formats } from "../render/index.ts";
import type { NewAdvice, NewKind, NewReport } from "../render/new-text.ts";
import { safe } from "../render/safe.ts";
import { createStyle } from "../render/style.ts";
import { checkSnapshot } from "../rules/check.ts";
import type { Group } from "../rules/define.ts";
import { rules } from "../rules/index.ts";
import { requireValid } from "../store/proof.ts";
import { wayWithin } from "../store/root.ts";
import type { Change, Landed, Store } from "../store/store.ts";
import type { NewOptions } from "./new-options.ts";
import { show } from "./show.ts";

/** What writing a definition needs to know. */
export interface NewSession {
  readonly context: Context;
  readonly store: Store;
  readonly snapshot: Snapshot;
  readonly options: NewOptions;
  /** Null where nobody can answer. */
  readonly prompts: Prompts | null;
  /** The person that git's identity names, where a team has them. */
  readonly me: Person | null;
}

/** One file to write, with what is to be said about it. */
export interface Definition {
  readonly kind: NewKind;
  /** `objective/key-result` for a key result. */
  readonly id: string;
  readonly path: string;
  readonly content: string;
  /** The text that is there now; null for a new file. */
  readonly before: string | null;
  readonly message: string;
  readonly keyResults: readonly KeyResult[];
  readonly next: readonly string[];
}

/** Writes a definition, commits it where that is asked for, and reports what is wrong in its file afterwards. */
export async function land(session: NewSession, definition: Definition): Promise<Outcome> {
  const { context, store, options, snapshot } = session;
  const { kind, id, path, content, before, message, keyResults, next } = definition;
  requireValid(kind === "objective" || kind === "key-result" ? "objective" : "team", path, content);
  const change = { path, content, ...(before === null ? {} : { expected: before }) };
  const moment = { day: snapshot.day, commit: null };
  // What was there before the new thing is not its doing; the file is read before it changes.
  const known = before === null || options.dryRun ? [] : await findingsIn(session, snapshot, path);
  let landed: Landed | null = null;
  if (!options.dryRun && options.commit) landed = await commitOrKeep(session, change, message);
  else if (!options.dryRun) await store.write([change]);
  for (const warning of landed?.warnings ?? []) context.terminal.note(`okr: ${safe(warning)}\n`);
  const findings = options.dryRun ? [] : await newFindings(session, path, known);
  const report: NewReport = {
    ...{ kind, id, path, keyResults, findings },
    edited: before !== null,
    preview: options.dryRun ? content : null,
    commit: landed?.commit ?? null,
    branch: landed?.branch ?? null,
    advice: { commit: store.root.top === null ? null : commitAdvice(session, path, message), next },
  };
  await show({ store, context, moment }, report, {
    format: options.format,
    output: null,
    formats: formats.new,
  });
  if (findings.length === 0) return "ok";
  const here = wayWithin(store.root, context.cwd);
  const lines = findingLines(findings, await createStyle(context.terminal), here);
  context.terminal.note(`${lines.join("\n")}\n`);
  return findings.some(({ severity }) => severity === "error") ? "findings" : "ok";
}

/** Commits; what was asked for in questions is kept as a file when the commit is refused, so that nobody types it twice. */
async function commitOrKeep(
  { store, prompts }: NewSession,
  change: Change,
  message: string,
): Promise<Landed> {
  try {
    return await store.commit([change], `${message}\n`);
  } catch (error) {
    if (!(error instanceof UserError) || prompts === null) throw error;
    await store.write([change]);
    throw new UserError(error.message, `${error.hint}; the file is there, not committed: ${change.path}`, {
      cause: error,
    });
  }
}

/** What can be said of something that was written a moment ago: that nobody has read a value yet is no news. */
const SAID_AT_ONCE: ReadonlySet<Group> = new Set(["files", "alignment", "craft"]);

/** What is wrong in a file as a snapshot has it. */
async function findingsIn({ store }: NewSession, snapshot: Snapshot, path: string): Promise<MarkedFinding[]> {
  const asked = rules.filter(({ group }) => SAID_AT_ONCE.has(group));
  const remarks = checkSnapshot(snapshot, asked).remarks.filter(({ source }) => source.path === path);
  const findings = sortFindings([
    ...snapshot.findings.filter((one) => one.path === path),
    ...(await store.locate(remarks)),
  ]);
  return store.mark(findings, snapshot);
}

/** What is wrong in the file now, and was not before. */
async function newFindings(
  session: NewSession,
  path: string,
  before: readonly MarkedFinding[],
): Promise<Finding[]> {
  const { store, snapshot } = session;
  const after = await store.snapshot({ day: snapshot.day, commit: null });
  const known = new Set(before.map(({ fingerprint }) => fingerprint));
  const now = await findingsIn(session, after, path);
  return now.filter(({ fingerprint }) => !known.has(fingerprint));
}

/** With `-C` the shell is somewhere else than the command was told to be; through a symbolic link, ways differ. */
function commitAdvice({ context, store }: NewSession, path: string, message: string): NewAdvice["commit"] {
  const { cwd, env } = context;
  const { folder } = store.root;
  if (env.PWD !== cwd || !`${cwd}/`.startsWith(`${folder}/`)) return { folder, file: path, message };
  return { folder: null, file: relative(cwd, `${folder}/${path}`).replaceAll("\\", "/"), message };
}

/** A title of words as they were typed, or asked for; on one line. Throws a UserError where there is none. */
export async function titleFrom(
  { prompts }: NewSession,
  words: readonly string[],
  { message, placeholder, missing }: { message: string; placeholder: string; missing: string },
): Promise<string> {
  const typed = oneLine(words.join(" "));
  if (typed !== "") return typed;
  if (prompts === null) throw new UserError(missing, `write it behind the command, as "${placeholder}"`);
  const check = (answer: string) => (answer.trim() === "" ? "write it in a few words" : null);
  return oneLine(await prompts.text({ message, placeholder, check }));
}

/** Text without line breaks and without space around it. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
