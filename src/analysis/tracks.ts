import type { Change, Commit, Content } from "../model/history.ts";
import { isRecordPath, type OkrRecord, suffixOf } from "../model/records.ts";
import { textOf } from "./changes.ts";

/** One record, wherever its file stands: the same when it moves, and when it is taken out and put back. */
export interface Track {
  /** What it said last, as far as that was read. */
  said: OkrRecord | null;
  /** How many files of the branch itself hold it. */
  standing: number;
  /** Whether it was taken out and not put back, on whichever line of the history was read last. */
  away: boolean;
}

/** A record that a commit wrote. */
export interface Written {
  readonly change: Change;
  readonly track: Track;
  /** Whether the same commit took it away elsewhere. */
  readonly moved: boolean;
}

/** The last commit that wrote a record under a name, or with some words, by its place in the history. */
interface Use {
  readonly track: Track;
  readonly order: number;
}

/** What one commit did to records. */
export interface Followed {
  /** What it added, moved or changed. */
  readonly written: readonly Written[];
  /** What it took away, or made unreadable. */
  readonly taken: readonly Track[];
}

/** Tells records apart while one goes through commits in reading order. */
export class Tracks {
  /** By path: what stands there, or stood there last, on whichever line of the history was read last. */
  readonly #at = new Map<string, Track>();
  /** By path: what stands there on the branch itself. */
  readonly #standing = new Map<string, Track>();
  /** By file name, of those that okr named. */
  readonly #named = new Map<string, Use>();
  /** By what they say, of those that people named. */
  readonly #said = new Map<string, Use>();
  /** What was taken out, by what it said and by the name that okr gave it. */
  readonly #gone = new Map<string, Track>();

  /** The record that a path has, or had last. */
  at(path: string): Track | undefined {
    return this.#at.get(path);
  }

  /** Whether a record stands at a path on the branch itself. */
  stands(path: string): boolean {
    return this.#standing.has(path);
  }

  /** Takes in the next commit. */
  follow(commit: Commit): Followed {
    const { changes, order } = commit;
    const onBranch = commit.landed === commit;
    const takes = changes.some(({ before, after }) => isRecord(before) && !isRecord(after));
    const moves = takes ? new Map(findMoves(changes).map(({ from, to }) => [to, from])) : NO_MOVES;
    const written: Written[] = [];
    for (const change of changes)
      if (isRecord(change.after)) {
        const from = moves.get(change.path);
        written.push({ change, track: this.#find(change, from, commit), moved: from !== undefined });
      }
    const taken = takes ? this.#takeOut(commit, new Set(moves.values())) : NONE;
    if (onBranch) for (const { path } of changes) this.#stand(path, null);
    for (const { change, track } of written) {
      const { path, after } = change;
      this.#at.set(path, track);
      if (onBranch) this.#stand(path, track);
      track.away = false;
      const name = ownName(path);
      if (name !== null) this.#named.set(name, { track, order });
      if (after?.kind !== "record") continue;
      track.said = after.record;
      if (name === null) this.#said.set(recordWords(after.record), { track, order });
    }
    return { written, taken };
  }

  /** The record that a commit found at a path. */
  #before(path: string, commit: Commit): Track | undefined {
    return (commit.landed === commit ? this.#standing.get(path) : undefined) ?? this.#at.get(path);
  }

  #stand(path: string, track: Track | null): void {
    const before = this.#standing.get(path);
    if (before) before.standing--;
    this.#standing.delete(path);
    if (track === null) return;
    this.#standing.set(path, track);
    track.standing++;
  }

  #find({ path, before, after }: Change, from: string | undefined, commit: Commit): Track {
    const { merge, brings } = commit;
    const name = ownName(path);
    const said = name === null ? this.#said.get(wordsOf(after) ?? "") : undefined;
    // A merge only passes on what it brought, also where it puts it elsewhere, as one does that follows a moved folder.
    if (merge && said && said.order >= brings) return said.track;
    const old = before !== null ? path : from;
    const known = old === undefined ? undefined : this.#before(old, commit);
    if (known) return known;
    const here = this.#at.get(path);
    // A name that people gave may be given again, also on two lines at once; one of ours is never.
    const again = here && (merge || here.away || said?.track === here);
    if (here && (name !== null || (again && isSameEntry(here.said, after)))) return here;
    return this.#restored(after, name, commit) ?? { said: null, standing: 0, away: false };
  }

  #restored(after: Content | null, name: string | null, { merge, brings }: Commit): Track | undefined {
    const words = this.#gone.size === 0 ? null : wordsOf(after);
    const same = words === null ? undefined : this.#gone.get(words);
    if (same || name === null) return same;
    const { track = this.#gone.get(name), order = -1 } = (merge && this.#named.get(name)) || {};
    // Somebody may have copied a name that stands elsewhere.
    const copied = order < brings && !track?.away && !isSameEntry(track?.said ?? null, after);
    return copied ? undefined : track;
  }

  #takeOut(commit: Commit, moved: ReadonlySet<string>): Track[] {
    return commit.changes.flatMap(({ path, before, after }) => {
      const track = this.#before(path, commit);
      if (track === undefined || !isRecord(before) || isRecord(after) || moved.has(path)) return [];
      for (const key of [wordsOf(before), ownName(path)]) if (key !== null) this.#gone.set(key, track);
      track.away = true;
      return [track];
    });
  }
}

const NO_MOVES: ReadonlyMap<string, string> = new Map();
const NONE: readonly Track[] = [];

/** The file name, where okr gave it. */
function ownName(path: string): string | null {
  return isRecordPath(path) ? nameOf(path) : null;
}

function isSameEntry(said: OkrRecord | null, content: Content | null): boolean {
  if (said === null || content?.kind !== "record") return false;
  const { objective, date } = content.record;
  return said.objective === objective && said.date === date;
}

/** Whether a file held a record. One that nobody touched since is known by its name. */
export function isRecord(content: Content | null): boolean {
  return content?.kind === "record" || content?.kind === "unread";
}

/**
 * The records that one commit moved: what left one path and came to another with the same words, or else with the same name,
 * or else with the same end of the name, which okr gives to no other.
 */
export function findMoves(changes: readonly Change[]): { readonly from: string; readonly to: string }[] {
  let left = changes.filter(({ before, after }) => isRecord(before) && after === null);
  let came =
    left.length === 0 ? [] : changes.filter(({ before, after }) => before === null && isRecord(after));
  const moves: { readonly from: string; readonly to: string }[] = [];
  for (const keyOf of [wordsOf, nameKeyOf, suffixKeyOf]) {
    if (left.length === 0 || came.length === 0) break;
    const places = new Map<string, Change[]>();
    for (const change of came) {
      const key = keyOf(change.after, change.path);
      const same = key === null ? undefined : places.get(key);
      if (same) same.push(change);
      else if (key !== null) places.set(key, [change]);
    }
    const taken = new Set<Change>();
    left = left.filter(({ path, before }) => {
      const to = places.get(keyOf(before, path) ?? "")?.pop();
      if (to === undefined) return true;
      taken.add(to);
      moves.push({ from: path, to: to.path });
      return false;
    });
    came = came.filter((change) => !taken.has(change));
  }
  return moves;
}

function wordsOf(content: Content | null): string | null {
  return content?.kind === "record" ? recordWords(content.record) : null;
}

/** A name that people gave says something only together with the objective. */
function nameKeyOf(content: Content | null, path: string): string | null {
  if (isRecordPath(path)) return nameOf(path);
  return content?.kind === "record" ? `${content.record.objective}/${nameOf(path)}` : null;
}

function suffixKeyOf(_: Content | null, path: string): string | null {
  return isRecordPath(path) ? suffixOf(path) : null;
}

/** A path without its folder. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** All that a record says, as one text: two files with the same are the same record. Line ends and places do not count. */
export function recordWords(record: OkrRecord): string {
  const { kind, objective, date, by, body } = record;
  const more =
    record.kind === "check-in"
      ? [record.confidence, [...record.results].sort(byKey)]
      : [record.phase, [...record.grades].sort(byKey), [...record.reasons].sort(byKey), record.outcome];
  return JSON.stringify([kind, objective, date, by, ...more, textOf(body)]);
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
