import { UserError } from "../errors.ts";
import type { Author } from "../model/history.ts";
import type { Stamp } from "../model/stamp.ts";
import { type Environment, folderOf, startReading, type Where } from "./git.ts";
import { isCandidate, SETTINGS_FILE } from "./tree.ts";

/** A commit as `git log` tells it: what it did to files of the OKR root, against its first parent. */
export interface WalkedCommit {
  readonly id: string;
  /** The nearest commits that are listed too, the first parent first. */
  readonly parents: readonly string[];
  readonly author: Author;
  readonly authored: Stamp;
  readonly committed: Stamp;
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
 * @param prefix the OKR root below the repository's top, "" or ending in "/"
 */
export async function walkHistory(
  where: Where,
  tip: string,
  prefix: string,
  env: Environment,
): Promise<Map<string, WalkedCommit> | null> {
  // In a working tree git runs in the root itself.
  const paths = typeof where === "string" || prefix === "" ? "." : prefix;
  const child = startReading(where, [...LOG, tip, "--", paths], { env });
  const reader = new LogReader(prefix);
  let said = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    said = (said + text).slice(-4000);
  });
  child.stdout?.on("data", (chunk: Buffer) => reader.read(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code === 0) return reader.finish();
  // An unborn branch has no history.
  if (tip === "HEAD" && /unknown revision|bad revision|does not have any commits/.test(said))
    return new Map();
  if (/promisor|could not fetch|unable to read tree|transport '[^']*' not allowed/.test(said)) return null;
  throw new UserError(
    `git log failed in ${folderOf(where)}:\n${said.trim()}`,
    "put right what git names, then try again",
  );
}

const NO_FILE = /^0+$/;
/** Id and parents, the author's name and address, when it was written and when it was committed. */
const FIELDS = 5;

/** Takes the output of `git log -z --raw` apart, in whatever pieces it comes. */
class LogReader {
  readonly #commits = new Map<string, WalkedCommit>();
  readonly #authors = new Map<string, Author>();
  readonly #root: string;
  #rest: Buffer = Buffer.alloc(0);
  #fields: string[] = [];
  #entries: WalkedEntry[] = [];
  /** The line of an entry whose path is still to come. */
  #entry: string | null = null;

  constructor(root: string) {
    this.#root = root;
  }

  read(chunk: Buffer): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let start = 0;
    for (let end = bytes.indexOf(0); end !== -1; end = bytes.indexOf(0, start)) {
      // Each text is decoded alone: slices of one long text would keep all of it in memory.
      this.#take(bytes.toString("utf8", start, end));
      start = end + 1;
    }
    this.#rest = bytes.subarray(start);
  }

  finish(): Map<string, WalkedCommit> {
    this.#close();
    return this.#commits;
  }

  #take(text: string): void {
    if (this.#entry !== null) {
      this.#add(this.#entry, text);
      this.#entry = null;
    } else if (this.#fields.length < FIELDS) this.#fields.push(text);
    else if (text.startsWith("\n:") || text.startsWith(":")) this.#entry = text;
    else {
      this.#close();
      this.#fields = [text];
    }
  }

  /** `:100644 100644 ID ID M` and a path. */
  #add(line: string, path: string): void {
    if (!path.startsWith(this.#root)) return;
    const own = path.slice(this.#root.length);
    // An okr.yaml further down tells that what is beside it belongs to another root.
    if (!isCandidate(own) && !own.endsWith(`/${SETTINGS_FILE}`)) return;
    const [modeBefore = "", modeAfter = "", before = "", after = ""] = line
      .slice(line.indexOf(":") + 1)
      .split(" ");
    this.#entries.push({
      path: own,
      before: contentId(modeBefore, before),
      after: contentId(modeAfter, after),
    });
  }

  #close(): void {
    if (this.#fields.length < FIELDS) return;
    const [ids = "", name = "", email = "", authored = "", committed = ""] = this.#fields;
    const [id = "", ...parents] = ids.trimEnd().split(" ");
    this.#commits.set(id, {
      id,
      parents,
      author: this.#author(name, email),
      authored,
      committed: committed === authored ? authored : committed,
      entries: this.#entries,
    });
    this.#entries = [];
    this.#fields = [];
  }

  #author(name: string, email: string): Author {
    const key = `${name}\0${email}`;
    const known = this.#authors.get(key);
    if (known) return known;
    const author = { name, email };
    this.#authors.set(key, author);
    return author;
  }
}

/** The id of a regular file's content; links and submodules hold none of ours. */
function contentId(mode: string, id: string): string | null {
  return mode.startsWith("100") && !NO_FILE.test(id) ? id : null;
}
