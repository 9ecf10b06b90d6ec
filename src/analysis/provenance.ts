import type { Change, Commit, Content, History } from "../model/history.ts";
import { isRecordPath, type OkrRecord } from "../model/records.ts";

/** Where the records of a tree come from: the commit that first brought each, wherever its file has moved since. */
export class Provenance {
  readonly #origins = new Map<string, Commit>();
  readonly #names = new Map<string, Commit>();

  constructor({ commits }: History) {
    for (const commit of commits) {
      const moves = new Map(findMoves(commit.changes).map(({ from, to }) => [to, from]));
      for (const { path, before, after } of commit.changes) {
        if (before !== null || !isRecord(after) || this.#origins.has(path)) continue;
        const moved = this.#origins.get(moves.get(path) ?? "");
        // A merge that follows a moved folder puts what it brought where nobody had put it.
        const brought = commit.merge && isRecordPath(path) ? this.#names.get(nameOf(path)) : undefined;
        const origin = moved ?? brought ?? commit;
        this.#origins.set(path, origin);
        if (isRecordPath(path) && !this.#names.has(nameOf(path))) this.#names.set(nameOf(path), origin);
      }
    }
  }

  /** The commit that brought the record of this path; null where it is not committed. */
  of(path: string): Commit | null {
    return this.#origins.get(path) ?? null;
  }
}

/** Whether a file held a record. One that nobody touched since is known by its name. */
export function isRecord(content: Content | null): boolean {
  return content?.kind === "record" || content?.kind === "unread";
}

/** The records that one commit moved: what left one path and came to another with the same name or the same words. */
export function findMoves(changes: readonly Change[]): { readonly from: string; readonly to: string }[] {
  const left = changes.filter(({ before, after }) => isRecord(before) && after === null);
  if (left.length === 0) return [];
  const came = changes.filter(({ before, after }) => before === null && isRecord(after));
  const byName = group(came, ({ path }) => nameOf(path));
  const byWords = group(came, ({ after }) => wordsOf(after));
  const taken = new Set<Change>();
  return left.flatMap((one) => {
    const same = [...(byWords.get(wordsOf(one.before)) ?? []), ...(byName.get(nameOf(one.path)) ?? [])];
    const to = same.find((candidate) => !taken.has(candidate));
    if (to === undefined) return [];
    taken.add(to);
    return [{ from: one.path, to: to.path }];
  });
}

function group(changes: readonly Change[], key: (change: Change) => string): Map<string, Change[]> {
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const name = key(change);
    const group = groups.get(name);
    if (group) group.push(change);
    else groups.set(name, [change]);
  }
  return groups;
}

/** A path without its folder. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function wordsOf(content: Content | null): string {
  return content?.kind === "record" ? recordWords(content.record) : "";
}

/** All that a record says, as one text: two files with the same are the same record. Line ends and places do not count. */
export function recordWords(record: OkrRecord): string {
  const { kind, objective, date, by, body } = record;
  const more =
    record.kind === "check-in"
      ? [record.confidence, [...record.results].sort(byKey)]
      : [record.phase, [...record.grades].sort(byKey), [...record.reasons].sort(byKey), record.outcome];
  return JSON.stringify([kind, objective, date, by, ...more, body.replace(/\r\n?/g, "\n").trim()]);
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
