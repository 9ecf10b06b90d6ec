import { basename, dirname } from "node:path";
import { UserError } from "../errors.ts";
import { type Environment, isObjectId, readGit, resolveRevision, spoken } from "./git.ts";
import { readFileSafely } from "./read-file.ts";

/** What started a workflow of GitHub, as far as it says what the checkout is to be held against. */
export interface WorkflowEvent {
  /** The commit that a pull request goes to, or that a branch was on before; null where the event names none. */
  readonly base: string | null;
  /** The newest commit of a pull request; null for all other events. */
  readonly head: string | null;
}

const NOTHING: WorkflowEvent = { base: null, head: null };

/** GitHub sends no larger ones. */
const EVENT_BYTES = 32 * 1024 * 1024;

/**
 * Reads the event that GitHub describes in a file. Of a pull request nearly all of it was written by a stranger, so nothing is
 * believed but commit ids.
 */
export function readWorkflowEvent(path: string | undefined): WorkflowEvent {
  if (path === undefined || path === "") return NOTHING;
  const read = readFileSafely(dirname(path), basename(path), EVENT_BYTES);
  if (!("text" in read)) return NOTHING;
  const event = parse(read.text.toString("utf8"));
  const request = at(event, "pull_request");
  if (request !== undefined)
    return { base: commitAt(at(request, "base"), "sha"), head: commitAt(at(request, "head"), "sha") };
  const base = commitAt(at(event, "merge_group"), "base_sha") ?? commitAt(event, "before");
  return { base, head: null };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function at(value: unknown, name: string): unknown {
  const isObject = typeof value === "object" && value !== null && Object.hasOwn(value, name);
  return isObject ? (value as Record<string, unknown>)[name] : undefined;
}

/** A branch that is new was on the commit 000… before. */
function commitAt(value: unknown, name: string): string | null {
  const id = at(value, name);
  return typeof id === "string" && isObjectId(id) && !/^0+$/.test(id) ? id : null;
}

/**
 * The commit in a checkout that an event is to be held against; null where there is none: a branch that is new, or was pushed over.
 * Throws a UserError where a pull request's is missing.
 */
export async function findEventBase(
  folder: string,
  { base, head }: WorkflowEvent,
  env: Environment,
): Promise<string | null> {
  // Of a pull request GitHub checks out its merge. What that was merged into is newer than the event, whose base is only brought up
  // to date by a push: what others did meanwhile would pass for the pull request's.
  const merged = head === null ? null : await resolveRevision(folder, "HEAD^2", env);
  if (merged !== null && merged === head) return resolveRevision(folder, "HEAD^1", env);
  const found = base === null ? null : await resolveRevision(folder, base, env);
  if (found === null && head !== null && base !== null)
    throw new UserError(
      `commit ${base.slice(0, 7)}, which the pull request goes to, is not in this checkout`,
      "let actions/checkout fetch the whole history: with: { fetch-depth: 0 }",
    );
  return found;
}

/** Throws a UserError where a folder is in no checkout, or in one whose history is cut off. */
export async function requireWholeHistory(folder: string, env: Environment): Promise<void> {
  const result = await readGit(folder, ["rev-parse", "--is-shallow-repository"], { env });
  if (result.code !== 0)
    throw new UserError(
      `there is no checkout in ${folder}:\n${spoken(result)}`,
      "run actions/checkout before this step, with: { fetch-depth: 0 }",
    );
  if (result.stdout.toString().trim() === "true")
    throw new UserError(
      "this checkout is shallow: it lacks the history that okr reads",
      "let actions/checkout fetch the whole history: with: { fetch-depth: 0 }",
    );
}
