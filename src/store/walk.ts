import { UserError } from "../errors.ts";
import type { Author } from "../model/history.ts";
import type { Stamp } from "../model/stamp.ts";
import { collect, type Environment, folderOf, spoken, startReading, type Where } from "./git.ts";
import { isCandidate, isMisnamed, SETTINGS_FILE } from "./tree.ts";

/** A commit as `git log` tells it: what it did to files of the OKR root, against its first parent. */
export interface WalkedCommit {
  readonly id: string;
  /** The nearest commits that are listed too, the first parent first. */
  readonly parents: readonly string[];
  readonly author: Author;
  readonly authored: Stamp;
  readonly committed: Stamp;
  /** Git lists no other commit that changed nothing. A merge whose parents are all but one unlisted may not be known as one. */
  readonly merge: boolean;
  readonly entries: WalkedEntry[];
}

/** One changed file; null stands for no file, or for a link or submodule in its place. */
export interface WalkedEntry {
  /** Relative to the OKR root. */
  readonly path: string;
  /** Ids of the contents. */
  readonly before: string | null;
  readonly after: string | null;
}

/** What no configuration may change about the log we read; only the mailmap is applied, on purpose. */
const LOG = [
  ...["-c", "log.follow=false", "-c", "log.mailmap=true", "-c", "diff.orderFile=/dev/null", "log", "-z"],
  // With --parents every merge is listed, so that first parents stay one chain from the tip down.
  ...["--full-history", "--parents", "--raw", "--root", "--diff-merges=first-parent", "--no-abbrev"],
  ...["--no-renames", "--no-relative", "--no-ext-diff", "--no-textconv", "--no-color", "--no-show-signature"],
  ...["--ignore-submodules=none", "--encoding=UTF-8", "--date=raw"],
  "--format=tformat:%H %P%x00%aN%x00%aE%x00%ad%x00%cd",
];

/**
 * Every commit up to a tip that touched the OKR root, and every merge, from one `git log` read as it streams. Null where the
 * clone lacks trees that git needs for it.
 * @param where the top of the repository
 * @param prefix the OKR root below the repository's top, "" or ending in "/"
 */
export async function walkHistory(
  where: Where,
  tip: string,
  prefix: string,
  env: Environment,
): Promise<Map<string, WalkedCommit> | null> {
  return walk(where, [tip, "--", prefix || "."], prefix, env);
}

/** The same of several folders, in one walk: paths are relative to the repository's top. */
export async function walkFolders(
  where: Where,
  tip: string,
  folders: Iterable<string>,
  env: Environment,
): Promise<Map<string, WalkedCommit> | null> {
  return walk(where, [tip, "--", ...[...folders].map((folder) => folder || ".")], "", env);
}

/** What one commit did to the whole repository, against its first parent; paths are relative to the top. */
export async function walkOne(where: Where, id: string, env: Environment): Promise<WalkedCommit | null> {
  return (await walk(where, ["-1", id, "--", "."], "", env))?.get(id) ?? null;
}

async function walk(
  where: Where,
  args: readonly string[],
  prefix: string,
  env: Environment,
): Promise<Map<string, WalkedCommit> | null> {
  const child = startReading(where, [...LOG, ...args], { env });
  const reader = new LogReader(prefix);
  const result = await collect(child, folderOf(where), undefined, null, (chunk) => reader.read(chunk));
  if (result.code === 0) return reader.finish();
  // An unborn branch has no history.
  const unborn = /unknown revision|bad revision|does not have any commits/;
  if (args[0] === "HEAD" && unborn.test(result.stderr)) return new Map();
  const lacking = /promisor|could not fetch|unable to read tree|transport '[^']*' not allowed/;
  if (lacking.test(result.stderr)) return null;
  throw new UserError(
    `git log failed in ${folderOf(where)}:\n${spoken(result)}`,
    "put right what git names, then try again",
  );
}

/** The branch itself, oldest first. */
export function followFirstParents(walked: ReadonlyMap<string, WalkedCommit>, tip: string): WalkedCommit[] {
  const branch: WalkedCommit[] = [];
  // The tip itself need not have touched the root: then the newest commit that did comes first.
  let at = walked.get(tip) ?? walked.values().next().value;
  for (; at !== undefined; at = walked.get(at.parents[0] ?? "")) branch.push(at);
  return branch.reverse();
}

/** The author's name and address, when it was written and when it was committed; before them stand the ids. */
const FIELDS = 4;
const [SPACE, COLON, LINE_END, ZERO] = [0x20, 0x3a, 0x0a, 0x30];

/**
 * Takes the output of `git log -z --raw` apart, in whatever pieces it comes. Each text is decoded alone and flat, and ids only
 * once: slices of a longer text would keep all of it in memory.
 */
export class LogReader {
  readonly #commits = new Map<string, WalkedCommit>();
  readonly #authors = new Map<string, Author>();
  readonly #ids = new Map<string, string>();
  readonly #root: Buffer;
  #rest: Buffer[] = [];
  /** Of the commit being read, its own id first; null before the first one. */
  #known: string[] | null = null;
  #fields: string[] = [];
  #entries: WalkedEntry[] = [];
  /** Whether the commit changed any file, candidate or not. */
  #changed = false;
  /** The ids of an entry whose path is still to come. */
  #entry: Omit<WalkedEntry, "path"> | null = null;

  constructor(root: string) {
    this.#root = Buffer.from(root);
  }

  read(chunk: Buffer): void {
    // Nothing is put together before its end is here: an author's name may be longer than everything else.
    this.#rest.push(chunk);
    if (!chunk.includes(0)) return;
    const bytes = this.#rest.length === 1 ? chunk : Buffer.concat(this.#rest);
    let start = 0;
    for (let end = bytes.indexOf(0); end !== -1; end = bytes.indexOf(0, start)) {
      this.#take(bytes, start, end);
      start = end + 1;
    }
    this.#rest = start === bytes.length ? [] : [bytes.subarray(start)];
  }

  finish(): Map<string, WalkedCommit> {
    this.#close();
    return this.#commits;
  }

  #take(bytes: Buffer, start: number, end: number): void {
    if (this.#entry !== null) {
      this.#add(this.#entry, bytes, start, end);
      this.#entry = null;
      return;
    }
    if (this.#known !== null && this.#fields.length < FIELDS) {
      this.#fields.push(bytes.toString("utf8", start, end));
      return;
    }
    // The first entry of a commit stands on a line of its own.
    const line = bytes[start] === LINE_END ? start + 1 : start;
    if (bytes[line] === COLON) {
      this.#entry = readEntry(bytes, line);
      this.#changed = true;
    } else {
      this.#close();
      this.#known = this.#readIds(bytes, start, end);
    }
  }

  #add(entry: Omit<WalkedEntry, "path">, bytes: Buffer, start: number, end: number): void {
    const own = start + this.#root.length;
    if (own > end || this.#root.compare(bytes, start, own) !== 0) return;
    const path = bytes.toString("utf8", own, end);
    // An okr.yaml further down tells that what is beside it belongs to another root.
    const marks = path.endsWith(`/${SETTINGS_FILE}`);
    if (marks || (isCandidate(path) && !isMisnamed(path))) this.#entries.push({ path, ...entry });
  }

  #close(): void {
    const id = this.#known?.[0];
    if (id === undefined) return;
    const [name = "", email = "", authored = "", committed = ""] = this.#fields;
    const parents = snug(this.#known?.slice(1) ?? []);
    this.#commits.set(id, {
      id,
      parents,
      merge: parents.length > 1 || !this.#changed,
      author: this.#author(name, email),
      authored,
      committed: committed === authored ? authored : committed,
      entries: snug(this.#entries),
    });
    this.#entries = [];
    this.#changed = false;
    this.#fields = [];
  }

  #readIds(bytes: Buffer, start: number, end: number): string[] {
    const ids: string[] = [];
    for (let at = start; at < end; ) {
      const space = bytes.indexOf(SPACE, at);
      const next = space === -1 || space > end ? end : space;
      const id = bytes.toString("latin1", at, next);
      const known = this.#ids.get(id) ?? id;
      // A commit comes after those that name it as their parent, as a rule: then its id is not needed here any more.
      if (known === id && at !== start) this.#ids.set(id, id);
      ids.push(known);
      at = next + 1;
    }
    return ids;
  }

  #author(...said: readonly [name: string, email: string]): Author {
    // Of an author that it cannot read git gives back what it was asked for.
    const [name, email] = said.join() === "%aN,%aE" ? ["", ""] : said;
    const key = `${name}\0${email}`;
    const known = this.#authors.get(key);
    if (known) return known;
    const author = { name, email };
    this.#authors.set(key, author);
    return author;
  }
}

/** The same list without room to grow, which for most commits is sixteen times what they need. */
function snug<T>(list: readonly T[]): T[] {
  return list.length === 1 ? [list[0] as T] : list.slice();
}

/** The contents before and after, of `:100644 100644 ID ID M`; links and submodules hold none of ours. */
function readEntry(bytes: Buffer, line: number): Omit<WalkedEntry, "path"> {
  const before = bytes.indexOf(SPACE, line + 8) + 1;
  const after = bytes.indexOf(SPACE, before) + 1;
  const end = bytes.indexOf(SPACE, after);
  const isFile = (mode: number) => bytes.toString("latin1", mode, mode + 3) === "100";
  const isNone = (from: number, to: number) => {
    for (let at = from; at < to; at++) if (bytes[at] !== ZERO) return false;
    return true;
  };
  const id = (mode: number, from: number, to: number) =>
    isFile(mode) && !isNone(from, to) ? bytes.toString("latin1", from, to) : null;
  return { before: id(line + 1, before, after - 1), after: id(line + 8, after, end) };
}
