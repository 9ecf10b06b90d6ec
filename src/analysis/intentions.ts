import type { Change, Commit } from "../model/history.ts";
import { isRecordPath } from "../model/records.ts";
import type { Trail } from "./losses.ts";
import { findMoves } from "./tracks.ts";

/** So much of a message is searched for words; names that okr gave are found in all of it. */
const MOST = 65_536;

/** What a commit says and does, as far as it tells whether it took records away on purpose. */
interface Intention {
  /** Whether it does nothing but take files away and move records. */
  readonly onlyTakes: boolean;
  /** The objectives whose definition it takes away. */
  readonly objectives: ReadonlySet<string>;
  readonly message: string;
  /** The names of records, without their ends, and the ids of commits, whole or abbreviated, that the message has. */
  readonly names: ReadonlySet<string>;
  readonly ids: readonly string[];
  /** By folder, whether the message names it. */
  readonly folders: Map<string, boolean>;
}

/** Which commits took records away on purpose. Each commit is looked at once, however many records it took. */
export class Intentions {
  readonly #known = new Map<Commit, Intention>();

  /**
   * Whether a commit says that it takes this record away: it does nothing else, or takes the record's objective away as well, or
   * its message names the record: by its file, a folder deep enough, a commit that wrote it, or its objective and day.
   */
  meant(commit: Commit, { record, writers }: Trail): boolean {
    if (commit.merge) return false;
    const intention = this.#of(commit);
    const { onlyTakes, objectives, message, ids } = intention;
    if (onlyTakes || objectives.has(record.objective)) return true;
    return (
      namesFile(intention, record.source.path) ||
      (message.includes(record.date) && message.includes(record.objective)) ||
      ids.some((id) => [...writers].some((writer) => writer.id.startsWith(id))) ||
      foldersOf(record.source.path).some((folder) => namesFolder(intention, folder))
    );
  }

  #of(commit: Commit): Intention {
    const known = this.#known.get(commit);
    if (known) return known;
    const intention = readIntention(commit);
    this.#known.set(commit, intention);
    return intention;
  }
}

function readIntention({ changes, message }: Commit): Intention {
  const moved = new Set(findMoves(changes).map(({ to }) => to));
  const said = message ?? "";
  const start = said.slice(0, MOST);
  const objectives = new Set(changes.flatMap(({ before }) => objectiveIn(before)));
  for (const { after } of changes) for (const id of objectiveIn(after)) objectives.delete(id);
  return {
    onlyTakes: changes.every(({ path, after }) => after === null || moved.has(path)),
    objectives,
    message: start,
    names: new Set(said.match(/\d{4}-\d{2}-\d{2}-(?:check-in|retrospective)-[0-9a-z]{7}(?![0-9a-z])/g)),
    ids: [...new Set(start.match(/\b[0-9a-f]{7,64}\b/g))].slice(0, 100),
    folders: new Map(),
  };
}

function objectiveIn(content: Change["before"]): string[] {
  return content?.kind === "objective" ? [content.objective.id] : [];
}

function namesFile({ names, message }: Intention, path: string): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return isRecordPath(path) ? names.has(name.replace(/\.md$/, "")) : hasWord(message, name);
}

/** Folders deep enough to be meant: okrs/2026-Q1, not okrs. */
function foldersOf(path: string): string[] {
  const folders = path.split("/").slice(0, -1);
  return folders.slice(1).map((_, index) => folders.slice(0, index + 2).join("/"));
}

function namesFolder({ folders, message }: Intention, folder: string): boolean {
  const known = folders.get(folder);
  if (known !== undefined) return known;
  const named = hasWord(message, folder);
  folders.set(folder, named);
  return named;
}

/** Whether a text has a path or name that does not go on in front of it or behind it: okrs/2026-Q1, not okrs/2026-Q1/x.md. */
function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    const before = text.slice(Math.max(0, at - 2), at);
    const behind = text.slice(at + word.length, at + word.length + 3);
    if (!/[\p{L}\p{N}_-]$/u.test(before) && !/^(?:\/?[\p{L}\p{N}_-]|\.[\p{L}\p{N}])/u.test(behind))
      return true;
  }
  return false;
}
