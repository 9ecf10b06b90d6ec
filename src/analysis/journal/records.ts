import { type Day, daysBetween } from "../../model/day.ts";
import type { Change, Commit, Content } from "../../model/history.ts";
import { isRecordPath, type OkrRecord } from "../../model/records.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import { dayOfStamp } from "../../model/stamp.ts";
import { findLosses } from "../losses.ts";
import { isRecord, nameOf, recordWords, type Track, Tracks } from "../tracks.ts";
import { compareVersions } from "./changes.ts";
import type { RecordEntry } from "./entry.ts";

/** What happened to a record, before its readings are held against those before it. */
export type RecordEvent = Omit<RecordEntry, "readings">;

/** What is known of a record by now. */
interface Known {
  /** As it was last. */
  record: OkrRecord | null;
  /** Whether the last that was told of it is that it went. */
  gone: boolean;
  /** The places in the history of the last commits that wrote it and that took it away. */
  came: number;
  went: number;
  /** How many files on the branch hold it. */
  standing: number;
}

/** A record that a commit wrote or took away, by the commit's place in the history. */
interface Touch {
  readonly order: number;
  readonly path: string;
  readonly track: Track;
}

/** What a commit wrote. */
interface Written {
  readonly change: Change;
  readonly track: Track;
}

/** Follows the records through a history: when each came, was changed, went and came back. */
export class RecordJournal {
  readonly entries: RecordEvent[] = [];
  readonly #snapshot: Snapshot;
  readonly #only: string | null;
  /** The commits that lost records without saying so, by the record's path. */
  #losses: ReadonlyMap<string, Commit> | null = null;
  readonly #tree: Tree;
  readonly #tracks = new Tracks();
  readonly #known = new Map<Track, Known>();
  /** By what they say. */
  readonly #said = new Map<string, Track>();
  /** The files of the branch. */
  readonly #branch = new Map<string, Content>();
  readonly #tracksOnBranch = new Map<string, Track>();
  /** In reading order. */
  readonly #touches: Touch[] = [];

  /** @param only the objective whose records are asked for; null for all */
  constructor(snapshot: Snapshot, only: string | null) {
    this.#snapshot = snapshot;
    this.#only = only;
    this.#tree = new Tree(snapshot);
    for (const commit of snapshot.history.commits) {
      const followed = this.#tracks.follow(commit).written;
      const onBranch = commit.landed === commit;
      // What a merge beside the branch changed counts with the merge that brought it, as far as it lasted until then.
      if (commit.merge && !onBranch) continue;
      const written = followed.map(({ change, track }) => ({
        change,
        track: this.#sameAs(track, change, commit),
      }));
      for (const one of written) this.#tellWritten(commit, one);
      const taken = commit.changes.filter(({ before, after }) => isRecord(before) && !isRecord(after));
      if (taken.length > 0) this.#tellTaken(commit, taken, new Set(written.map(({ track }) => track)));
      if (onBranch) this.#land(commit, written);
      if (onBranch && commit.merge) this.#tellMerged(commit);
    }
  }

  /** Adds the records of the working tree that the tip of the branch does not have, and those that only the tip has. */
  addUncommitted(): void {
    const { checkIns, retrospectives, paths } = this.#snapshot;
    const there = new Set(paths);
    const gone = [...this.#branch.keys()].filter((path) => !there.has(path));
    const goneNames = new Set(gone.map(nameOf));
    const came = new Set<string>();
    for (const record of [...checkIns, ...retrospectives]) {
      const { path } = record.source;
      const content = this.#branch.get(path);
      if (content?.kind === "record") this.#addChanged(null, path, content.record, record);
      if (content !== undefined) continue;
      came.add(record.name);
      // A file that was only moved says nothing new.
      if (!goneNames.has(record.name)) this.#add(null, path, record, { event: "added" });
    }
    for (const path of gone)
      if (!came.has(nameOf(path)))
        this.#add(null, path, this.#read(path, this.#branch.get(path) ?? null), { event: "removed" });
  }

  /** A hand-named record that a merge put elsewhere, as one does that follows a moved folder, is still the one it brought. */
  #sameAs(track: Track, { after }: Change, { merge, brings }: Commit): Track {
    if (after?.kind !== "record") return track;
    const words = recordWords(after.record);
    const same = this.#said.get(words);
    const brought = merge && same && (this.#known.get(same)?.came ?? -1) >= brings;
    if (brought && !this.#known.has(track)) return same;
    this.#said.set(words, track);
    return track;
  }

  #tellWritten(commit: Commit, { change: { path, before, after }, track }: Written): void {
    const { order, merge, brings, landed } = commit;
    const record = this.#read(path, after);
    this.#touches.push({ order, path, track });
    const known = this.#known.get(track);
    // What is in the tree and cannot be read is a finding, which is told elsewhere.
    const hidden = record === null && this.#tree.has(path);
    if (known === undefined) {
      this.#known.set(track, { record, gone: false, came: order, went: -1, standing: 0 });
      if (!hidden) this.#add(commit, path, record, { event: "added" });
      return;
    }
    const old = known.record;
    const { gone, came } = known;
    Object.assign(known, { record, came: order });
    if (merge && came >= brings) {
      if (!hidden) this.#addChanged(commit, path, old, record);
      return;
    }
    known.gone = false;
    if (hidden) return;
    const away = gone || (landed === commit && known.standing === 0);
    if (before === null && away) this.#add(commit, path, record, { event: "added", restored: true });
    else this.#addChanged(commit, path, before?.kind === "record" ? before.record : old, record);
  }

  #tellTaken(commit: Commit, changes: readonly Change[], written: ReadonlySet<Track>): void {
    for (const { path, before, after } of changes) {
      const track = this.#tracks.at(path);
      const known = track && this.#known.get(track);
      // A record that only moved is written elsewhere by the same commit.
      if (known === undefined || written.has(track as Track)) continue;
      const { gone, went } = known;
      known.went = commit.order;
      this.#touches.push({ order: commit.order, path, track: track as Track });
      // A commit that was picked onto another line of the history takes away what is gone already.
      if (commit.merge ? went >= commit.brings : gone && commit.landed !== commit) continue;
      known.gone = true;
      const told = after === null ? ({ event: "removed" } as const) : UNREADABLE;
      this.#add(commit, path, this.#read(path, before), told);
    }
  }

  /** What a merge made of the records that its commits touched, where that is not what they said: it left one out, or kept it. */
  #tellMerged(merge: Commit): void {
    const { order, brings } = merge;
    for (let at = this.#touches.length - 1; at >= 0; at--) {
      const touch = this.#touches[at] as Touch;
      if (touch.order < brings) return;
      const known = this.#known.get(touch.track) as Known;
      const { gone, standing, record } = known;
      if (gone === (standing === 0)) continue;
      known.gone = !gone;
      if (gone) this.#add(merge, touch.path, record, { event: "added", restored: true });
      else {
        known.went = order;
        this.#add(this.#findDropper(merge, touch.path), touch.path, record, { event: "removed" });
      }
    }
  }

  /** The merge that left a record out: that of the branch, or one of those it brought. */
  #findDropper(merge: Commit, path: string): Commit {
    this.#losses ??= new Map(
      findLosses(this.#snapshot.history).map(({ record, lost }) => [record.source.path, lost]),
    );
    const lost = this.#losses.get(path);
    return lost && lost.landed === merge ? lost : merge;
  }

  #land({ changes }: Commit, written: readonly Written[]): void {
    for (const { path, before } of changes) {
      const known = isRecord(before) ? this.#known.get(this.#tracksOnBranch.get(path) as Track) : undefined;
      if (known) known.standing--;
      if (isRecord(before)) this.#branch.delete(path);
    }
    for (const { change, track } of written) {
      this.#branch.set(change.path, change.after as Content);
      this.#tracksOnBranch.set(change.path, track);
      (this.#known.get(track) as Known).standing++;
    }
  }

  #read(path: string, content: Content | null): OkrRecord | null {
    return content?.kind === "record" ? content.record : this.#tree.record(path);
  }

  #addChanged(commit: Commit | null, path: string, before: OkrRecord | null, after: OkrRecord | null): void {
    if (before === null || after === null || recordWords(before) === recordWords(after)) return;
    this.#add(commit, path, after, { event: "changed", changes: compareVersions(before, after) });
  }

  #add(
    commit: Commit | null,
    path: string,
    record: OkrRecord | null,
    told: Pick<RecordEvent, "event"> & Partial<RecordEvent>,
  ): void {
    // Where the file is gone its name and folder tell, if okr named them.
    const named = record === null && isRecordPath(path);
    const objective = record?.objective ?? (named ? (path.split("/").at(-2) ?? null) : null);
    if (this.#only !== null && this.#only !== objective) return;
    const name = nameOf(path);
    const type = record?.kind ?? (name.includes("-retrospective-") ? "retrospective" : "check-in");
    const date = record?.date ?? (named ? name.slice(0, 10) : null);
    const lateBy = told.event === "added" && !told.restored ? lateness(date, commit) : null;
    const common = { type, restored: false, unreadable: false, changes: [] } as const;
    this.entries.push({ ...common, name, objective, date, path, commit, record, lateBy, ...told });
  }
}

/** The records of the tree, by path; one that was moved and not committed is found by its name. */
class Tree {
  readonly #paths: ReadonlySet<string>;
  readonly #byPath = new Map<string, OkrRecord>();
  readonly #byName = new Map<string, OkrRecord>();

  constructor({ checkIns, retrospectives, paths }: Snapshot) {
    this.#paths = new Set(paths);
    for (const record of [...checkIns, ...retrospectives]) {
      this.#byPath.set(record.source.path, record);
      if (isRecordPath(record.source.path)) this.#byName.set(record.name, record);
    }
  }

  has(path: string): boolean {
    return this.#paths.has(path);
  }

  record(path: string): OkrRecord | null {
    return this.#byPath.get(path) ?? (this.has(path) ? null : (this.#byName.get(nameOf(path)) ?? null));
  }
}

const UNREADABLE = { event: "changed", unreadable: true } as const;

/** How many days after a record's own day it was written down. */
function lateness(date: Day | null, commit: Commit | null): number | null {
  const written = commit === null ? null : dayOfStamp(commit.authored);
  return date === null || written === null ? null : daysBetween(date, written);
}
