import type { Change, Commit, Content } from "../../model/history.ts";
import type { OkrRecord } from "../../model/records.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import { findLosses } from "../losses.ts";
import { isRecord, nameOf, recordWords, type Track, Tracks } from "../tracks.ts";
import { compareVersions } from "./changes.ts";
import type { KnownRecord, Touch, Written } from "./known-record.ts";
import { markLeftOut, placesOfBrought } from "./left-out.ts";
import { type Life, liveOn } from "./readings.ts";
import {
  type About,
  describe,
  type RecordEvent,
  type Told,
  UNCOMMITTED,
  UNREADABLE,
} from "./record-event.ts";
import { Tree } from "./tree.ts";

/** Follows the records through a history: when each came, was changed, went and came back. */
export class RecordJournal {
  readonly entries: RecordEvent[] = [];
  /** What the records said, and from when until when. */
  readonly lives: Life[] = [];
  /** The records that the entries are about. */
  readonly #about: (Track | null)[] = [];
  readonly #snapshot: Snapshot;
  readonly #only: string | null;
  /** The commits that lost records without saying so, by the record's path. */
  #losses: ReadonlyMap<string, Commit> | null = null;
  readonly #tree: Tree;
  readonly #tracks = new Tracks();
  readonly #known = new Map<Track, KnownRecord>();
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
    const goneNames = new Map(gone.map((path) => [nameOf(path), path]));
    const came = new Set<string>();
    for (const record of [...checkIns, ...retrospectives]) {
      const { path } = record.source;
      const from = this.#branch.has(path) ? path : goneNames.get(record.name);
      if (path !== from) came.add(record.name);
      // A file that was only moved says nothing new.
      if (from !== undefined) this.#addRewritten(from, record);
      else this.#addNew(record);
    }
    for (const path of gone)
      if (!came.has(nameOf(path))) {
        const track = this.#tracksOnBranch.get(path) as Track;
        this.#live(track, null, UNCOMMITTED);
        const record = this.#read(path, this.#branch.get(path) ?? null);
        this.#add(null, { path, record, track }, { event: "removed" });
      }
    for (const [path, content] of this.#branch)
      if (content.kind === "record" && there.has(path) && this.#tree.record(path) === null) {
        const track = this.#tracksOnBranch.get(path) as Track;
        this.#live(track, null, UNCOMMITTED);
        this.#add(null, { path, record: content.record, track }, UNREADABLE);
      }
  }

  /** Adds a record that the tip does not have, or that nobody can read there. */
  #addNew(record: OkrRecord): void {
    const { path } = record.source;
    const track = this.#tracks.at(path);
    const known = track && this.#known.get(track);
    if (track && known?.unreadable)
      this.#addChanged(null, { path, record, track }, known.record, known.unreadable);
    else this.#add(null, { path, record, track: null }, { event: "added" });
    this.#live(known?.unreadable ? (track as Track) : null, record, UNCOMMITTED);
  }

  /** Adds what the working tree made of a record of the tip. */
  #addRewritten(from: string, record: OkrRecord): void {
    const content = this.#branch.get(from);
    if (content?.kind !== "record" || recordWords(content.record) === recordWords(record)) return;
    const track = this.#tracksOnBranch.get(from) as Track;
    this.#addChanged(null, { path: record.source.path, record, track }, content.record);
    this.#live(track, record, UNCOMMITTED);
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
    const told = { path, record, track };
    if (known === undefined) {
      const fresh = { record, gone: false, unreadable: false, came: order, went: -1, standing: 0, at: path };
      this.#known.set(track, { ...fresh, life: null });
      this.#live(track, record, order);
      if (!hidden) this.#add(commit, told, { event: "added" });
      return;
    }
    const { gone, came, unreadable, record: old } = known;
    Object.assign(known, { record, came: order, unreadable: false });
    if (record !== null) this.#live(track, record, order);
    if (merge && came >= brings) {
      if (!hidden) this.#addChanged(commit, told, old);
      return;
    }
    known.gone = false;
    if (hidden) return;
    const away = gone || (landed === commit && known.standing === 0);
    if (before === null && away) this.#add(commit, told, { event: "added", restored: true });
    else this.#addChanged(commit, told, before?.kind === "record" ? before.record : old, unreadable);
  }

  #tellTaken(commit: Commit, changes: readonly Change[], written: ReadonlySet<Track>): void {
    for (const { path, before, after } of changes) {
      const track = this.#tracks.at(path);
      const known = track && this.#known.get(track);
      // A record that only moved is written elsewhere by the same commit.
      if (track === undefined || known === undefined || written.has(track)) continue;
      const { gone, went } = known;
      known.went = commit.order;
      this.#touches.push({ order: commit.order, path, track });
      // A commit that was picked onto another line of the history takes away what is gone already.
      if (commit.merge ? went >= commit.brings : gone && commit.landed !== commit) continue;
      known.gone = true;
      known.unreadable = after !== null;
      this.#live(track, null, commit.order);
      const told = after === null ? ({ event: "removed" } as const) : UNREADABLE;
      this.#add(commit, { path, record: this.#read(path, before), track }, told);
    }
  }

  /** What a merge made of the records that its commits touched, where that is not what they said: it left one out, or kept it. */
  #tellMerged(merge: Commit): void {
    const { order, brings } = merge;
    this.#markLeftOut(merge);
    for (let at = this.#touches.length - 1; at >= 0; at--) {
      const { path, track, ...touch } = this.#touches[at] as Touch;
      if (touch.order < brings) return;
      const known = this.#known.get(track) as KnownRecord;
      const { gone, standing, record } = known;
      if (gone === (standing === 0)) continue;
      known.gone = !gone;
      this.#live(track, gone ? record : null, order);
      if (gone) this.#add(merge, { path, record, track }, { event: "added", restored: true });
      else {
        known.went = order;
        this.#add(this.#findDropper(merge, path), { path, record, track }, { event: "removed" });
      }
    }
  }

  /** Marks what a merge left out of what its commits wrote; from then on records say what the branch says. */
  #markLeftOut(merge: Commit): void {
    const brought = placesOfBrought(this.entries, merge, (at) => this.#about[at] as Track);
    for (const [track, places] of brought) {
      const known = this.#known.get(track) as KnownRecord;
      const content = known.standing > 0 ? (this.#branch.get(known.at) ?? null) : null;
      const now = content?.kind === "record" ? content.record : null;
      const stands = content !== null;
      const old = merge.changes.find(({ path }) => path === known.at)?.before;
      const made = old?.kind === "record" && now ? compareVersions(old.record, now) : [];
      const told = markLeftOut(
        places.map((at) => this.entries[at] as RecordEvent),
        {
          ...{ merge, stands, made },
          compare: ({ record }) => (record === null || now === null ? [] : compareVersions(record, now)),
        },
      );
      for (const [index, at] of places.entries()) this.entries[at] = told[index] as RecordEvent;
      // What only the branch took away never went.
      if (stands && told.at(-1)?.event === "removed") known.gone = false;
      if (now === null) continue;
      known.record = now;
      if (!known.gone) this.#live(track, now, merge.order);
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
      const known = this.#known.get(track) as KnownRecord;
      known.standing++;
      known.at = change.path;
    }
  }

  /** Takes down what a record says from a place in the history on; null where it is gone. */
  #live<R extends OkrRecord | null>(track: Track | null, record: R, from: number): R {
    const known = track && this.#known.get(track);
    const asked = this.#only === null || this.#only === record?.objective;
    const life = liveOn(known?.life ?? null, asked ? record : null, from);
    if (life) this.lives.push(life);
    if (known) known.life = life;
    return record;
  }

  #read(path: string, content: Content | null): OkrRecord | null {
    return content?.kind === "record" ? content.record : this.#tree.record(path);
  }

  #addChanged(
    commit: Commit | null,
    about: About & { readonly track: Track },
    before: OkrRecord | null,
    repaired = false,
  ): void {
    const { record: after } = about;
    const same = before === null || after === null || recordWords(before) === recordWords(after);
    if (same && !repaired) return;
    const changes = same ? [] : compareVersions(before, after);
    this.#add(commit, about, { event: "changed", changes, repaired });
  }

  #add(
    commit: Commit | null,
    { path, record, track }: About & { readonly track: Track | null },
    told: Told,
  ): void {
    const event = describe(commit, { path, record }, told);
    if (this.#only !== null && this.#only !== event.objective) return;
    this.entries.push(event);
    this.#about.push(track);
  }
}
