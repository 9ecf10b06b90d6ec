import { lstatSync } from "node:fs";
import { join, posix } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { UserError } from "../errors.ts";
import type { Fix, Pointer } from "../model/finding.ts";
import { isRecordPath } from "../model/records.ts";
import { nameMeant } from "../model/spelling.ts";
import { placeFixes } from "./fix-place.ts";
import { splitFrontmatter } from "./frontmatter.ts";
import { type Environment, readGit } from "./git.ts";
import type { Root } from "./root.ts";
import { SETTINGS_FILE } from "./tree.ts";
import { readQuickly } from "./yaml.ts";
import { readCarefully } from "./yaml-careful.ts";
import { type Splice, splice } from "./yaml-spans.ts";

/** A fix that was made, and the whole lines it changed. */
export interface Applied {
  readonly fix: Fix;
  /** What was there: a property's name, or a value in words; null where it is no plain one. */
  readonly was: string | null;
  /** The first line that changed, as it is counted after all fixes above it. */
  readonly line: number;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** The property that goes when nothing is left in it. */
const HOLDER = "x-okr-ignore";

/** So many fixes of one file at a time: each costs a reading of the file. */
const MOST = 50;

/**
 * Makes fixes in the text of a file, one after the other from its end to its beginning. Each is read again: where the data is not
 * the old with that one change, or the body is another, the fix is left out. At most 50 at a time.
 */
export function applyFixes(
  path: string,
  text: string,
  fixes: readonly Fix[],
): { readonly text: string; readonly applied: readonly Applied[] } {
  let sheet = openSheet(path, text);
  const applied: Applied[] = [];
  for (const fix of sheet === null ? [] : fromTheEnd(sheet, fixes)) {
    const made = sheet && applyFix(sheet, fix);
    if (!made) continue;
    applied.push(made.applied);
    sheet = made.sheet;
  }
  return { text: sheet?.text ?? text, applied: applied.toReversed() };
}

/** Each fix once, the last of the file first, so that none moves what the next is about; without those that lead nowhere. */
function fromTheEnd({ yaml }: Sheet, fixes: readonly Fix[]): Fix[] {
  const unique = [...new Map(fixes.map((fix) => [JSON.stringify([fix.pointer, fix.part]), fix])).values()];
  const few = unique.slice(0, MOST);
  if (few.length < 2) return few;
  const ways = placeFixes(yaml, few);
  return few
    .flatMap((fix, index) => {
      const from = ways[index]?.[0]?.from;
      return from === undefined ? [] : [{ fix, from }];
    })
    .sort((a, b) => b.from - a.from || ORDER[a.fix.part] - ORDER[b.fix.part])
    .map(({ fix }) => fix);
}

const ORDER: Readonly<Record<Fix["part"], number>> = { value: 0, key: 1, entry: 2 };

function applyFix(sheet: Sheet, asked: Fix): { sheet: Sheet; applied: Applied } | null {
  const { path, text, yaml, start, body, data } = sheet;
  const fix = widen(data, asked);
  const wanted = changed(data, fix);
  if (wanted === null) return null;
  for (const candidate of placeFixes(yaml, [fix])[0] ?? []) {
    const made = { ...candidate, from: candidate.from + start, until: candidate.until + start };
    const now = openSheet(path, splice(text, made), readCarefully);
    if (now === null || now.body !== body || !isDeepStrictEqual(now.data, wanted.data)) continue;
    return { sheet: now, applied: { fix: asked, was: nameOf(data, asked), ...tellLines(text, made) } };
  }
  return null;
}

/** A file taken apart. */
interface Sheet {
  readonly path: string;
  readonly text: string;
  readonly yaml: string;
  /** The offset of the YAML in the text. */
  readonly start: number;
  readonly body: string;
  readonly data: unknown;
}

/** Null where the file has no data, or none that can be read. */
function openSheet(path: string, text: string, read = readEither): Sheet | null {
  const parts = path === SETTINGS_FILE ? { yaml: text, body: "" } : splitFrontmatter(text);
  if (parts === null || !("yaml" in parts)) return null;
  const found = read(parts.yaml);
  if (!("data" in found)) return null;
  const start = path === SETTINGS_FILE ? 0 : text.indexOf("\n") + 1;
  return { path, text, yaml: parts.yaml, start, body: parts.body, data: found.data };
}

/** What a fix makes is always read carefully. */
function readEither(yaml: string): ReturnType<typeof readCarefully> {
  const data = readQuickly(yaml);
  return data === undefined ? readCarefully(yaml) : { data };
}

/** An exception that is the only one goes with the property that holds it. */
function widen(data: unknown, fix: Fix): Fix {
  const above = fix.pointer.slice(0, -1);
  if (fix.part !== "entry" || above.at(-1) !== HOLDER) return fix;
  const holder = valueAt(data, above);
  const alone = typeof holder === "object" && holder !== null && Object.keys(holder).length === 1;
  return alone ? { ...fix, pointer: above } : fix;
}

function valueAt(data: unknown, pointer: Pointer): unknown {
  let value = data;
  for (const step of pointer) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Readonly<Record<string | number, unknown>>)[step];
  }
  return value;
}

/** The data as it is after a fix; null where the fix does not go with it. */
function changed(data: unknown, { pointer, part, to }: Fix): { readonly data: unknown } | null {
  const [step, ...rest] = pointer;
  if (step === undefined || typeof data !== "object" || data === null || !Object.hasOwn(data, step))
    return null;
  const inner = (data as Readonly<Record<string | number, unknown>>)[step];
  if (rest.length > 0) {
    const deeper = changed(inner, { pointer: rest, part, to });
    return deeper && replaced(data, step, [[step, deeper.data]]);
  }
  if (part === "entry") return replaced(data, step, []);
  if (to === null) return null;
  if (part === "value") return typeof inner === "object" ? null : replaced(data, step, [[step, to]]);
  if (Array.isArray(data) || Object.hasOwn(data, to)) return null;
  return replaced(data, step, [[to, inner]]);
}

type Entry = readonly [step: string | number, value: unknown];

/** A copy of a list or mapping with another entry, or none, in the place of one. */
function replaced(data: object, step: string | number, now: readonly Entry[]): { readonly data: unknown } {
  if (Array.isArray(data)) {
    const values = now.map(([, value]) => value);
    return { data: data.flatMap((value, index) => (index === step ? values : [value])) };
  }
  const pairs = Object.entries(data).flatMap((entry): readonly Entry[] =>
    entry[0] === step ? now : [entry],
  );
  return { data: Object.fromEntries(pairs) };
}

/** What a fix changes, in a word. */
function nameOf(data: unknown, { pointer, part }: Fix): string | null {
  const last = pointer.at(-1);
  if (part !== "value" && typeof last === "string") return last;
  const value = valueAt(data, pointer);
  return typeof value === "object" ? null : String(value);
}

/** The lines that a splice touches, as they were and as they are, without those around them that stay. */
function tellLines(
  text: string,
  { from, until, text: put }: Splice,
): Pick<Applied, "line" | "before" | "after"> {
  const start = text.lastIndexOf("\n", from - 1) + 1;
  const whole = from === start && text[until - 1] === "\n" && put === "" && until > from;
  const end = whole ? until : endOfLine(text, until);
  const before = linesOf(text.slice(start, end));
  const after = linesOf(text.slice(start, from) + put + text.slice(until, end));
  const least = Math.min(before.length, after.length);
  let above = 0;
  while (above < least && before[above] === after[above]) above++;
  let below = 0;
  while (below < least - above && before.at(-1 - below) === after.at(-1 - below)) below++;
  return {
    line: text.slice(0, start).split("\n").length + above,
    before: before.slice(above, before.length - below),
    after: after.slice(above, after.length - below),
  };
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end === -1 ? text.length : end;
}

function linesOf(text: string): string[] {
  const lines = text.split("\n").map((line) => (line.endsWith("\r") ? line.slice(0, -1) : line));
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}

/** Whether a file is a check-in or a retrospective, however it spells that. */
export function holdsRecord(path: string, text: string): boolean {
  if (isRecordPath(path)) return true;
  const data = openSheet(path, text)?.data;
  if (typeof data !== "object" || data === null) return false;
  return Object.entries(data).some(
    ([name, value]) =>
      nameMeant(name, ["kind"]) !== null &&
      typeof value === "string" &&
      nameMeant(value, ["check-in", "retrospective"]) !== null,
  );
}

/**
 * Tells of paths whether the last commit holds that record: at that path, or, as far as okr named it, under that name elsewhere. It may
 * have been moved without git, or taken out of the index.
 */
export async function lookUpLanded({ folder }: Root, env: Environment): Promise<(path: string) => boolean> {
  const { code, stdout } = await readGit(folder, ["ls-tree", "-r", "-z", "--name-only", "HEAD"], { env });
  // Without a commit nothing has landed.
  const paths = code === 0 ? stdout.toString("utf8").split("\0") : [];
  const landed = new Set([...paths, ...paths.filter(isRecordPath).map((path) => posix.basename(path))]);
  return (path) => landed.has(path) || (isRecordPath(path) && landed.has(posix.basename(path)));
}

/** Throws a UserError for a file that somebody made read-only: writing it anew would go past that. */
export function requireWritableFile(root: string, path: string): void {
  const stats = lstatSync(join(root, path), { throwIfNoEntry: false });
  if (stats !== undefined && (stats.mode & 0o222) === 0)
    throw new UserError(`${path} is read-only: nothing was written`, "make it writable, or leave out --fix");
}
