import type { Commit, History } from "../model/history.ts";
import type { OkrRecord } from "../model/records.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { Intentions } from "./intentions.ts";
import { recordWords, type Track, Tracks, type Written } from "./tracks.ts";

/** A record that is no longer in the tree though no commit took it out on purpose. */
export interface Loss {
  /** As it was last, at the path it had. */
  readonly record: OkrRecord;
  /** The last commit that had it. */
  readonly had: Commit;
  /** The commit without it: a merge, or one that did other things as well. */
  readonly lost: Commit;
}

/** What happened to one record. */
export interface Trail {
  record: OkrRecord;
  /** The last commit that wrote it, and the last that put it into the tree. */
  had: Commit;
  came: Commit;
  /** Whether the branch itself ever had it. */
  landed: boolean;
  /** Every commit that wrote it, and those with which they landed. */
  readonly writers: Set<Commit>;
  /** Commits that took it away, in reading order; none that the branch did not take over, so that it stood there still. */
  takers: Commit[];
}

/** The tree at the tip: what its records say, and what cannot be read and may be one. */
export type Tree = Pick<Snapshot, "findings" | "checkIns" | "retrospectives">;

/**
 * The records that were on the branch, or on a merged parent, and are gone without a commit that says so on purpose.
 * @param tree where it is given, a record that it has is not lost, wherever it stands and whoever put it there
 */
export function findLosses(history: History, tree: Tree | null = null): Loss[] {
  const tracks = new Tracks();
  const trails = follow(history, tracks);
  if (trails.length === 0) return [];
  const stands = lookUp(history, tree, tracks);
  const intentions = new Intentions();
  const around = findMergesAround(history);
  return trails.flatMap((trail) => {
    const { record, had, came, landed, takers } = trail;
    const later = takers.filter((commit) => commit.order > came.order);
    // What a branch took back before it was merged was never on a merged parent.
    const takenBack = !landed && later.some(({ merge }) => !merge);
    if (takenBack || stands(trail) || later.some((commit) => intentions.meant(commit, trail))) return [];
    const lost =
      later.findLast(({ merge }) => !merge) ?? later.at(-1) ?? around.dropper(had, record.source.path);
    return lost === null ? [] : [{ record, had, lost }];
  });
}

/** What happened to each record that stands nowhere in the tree at the tip. */
function follow({ commits }: History, tracks: Tracks): Trail[] {
  const trails = new Map<Track, Trail>();
  /** What was taken away since the branch moved last. */
  let taken: Track[] = [];
  for (const commit of commits) {
    const followed = tracks.follow(commit);
    for (const one of followed.written) write(trails, commit, one);
    for (const track of followed.taken) {
      trails.get(track)?.takers.push(commit);
      taken.push(track);
    }
    if (commit.landed !== commit) continue;
    for (const track of taken) {
      const trail = track.standing > 0 ? trails.get(track) : undefined;
      if (trail) trail.takers = trail.takers.filter(({ landed }) => landed !== commit);
    }
    taken = [];
  }
  return [...trails].flatMap(([track, trail]) => (track.standing > 0 ? [] : [trail]));
}

function write(trails: Map<Track, Trail>, commit: Commit, { change, track, moved }: Written): void {
  const { before, after } = change;
  const onBranch = commit.landed === commit;
  const trail = trails.get(track);
  if (trail) trail.landed ||= onBranch;
  // A merge only passes on what others wrote.
  if (after?.kind !== "record" || (trail && commit.merge)) return;
  const { record } = after;
  const writers = trail?.writers ?? new Set<Commit>();
  writers.add(commit).add(commit.landed);
  const came = trail === undefined || (before === null && !moved) ? commit : trail.came;
  if (trail) Object.assign(trail, { record, had: commit, came });
  else trails.set(track, { record, had: commit, came, landed: onBranch, writers, takers: [] });
}

/**
 * Tells whether the tree has a record at its path, or a file that cannot be read, where that is not another one's, or says the same
 * elsewhere. One that never landed stands for the one that brought the same words to the branch, as a squash does, whatever became of
 * that.
 */
function lookUp({ branch }: History, tree: Tree | null, tracks: Tracks): (trail: Trail) => boolean {
  const records = tree === null ? [] : [...tree.checkIns, ...tree.retrospectives];
  const paths = new Set([...records.map(({ source }) => source.path), ...unreadIn(tree)]);
  const ever = new Set<string>();
  const said = new Map<string, string>();
  for (const { commit } of branch)
    for (const { path, after } of commit.changes) {
      said.delete(path);
      if (after?.kind !== "record") continue;
      const words = recordWords(after.record);
      said.set(path, words);
      ever.add(words);
    }
  const now = new Set(tree ? records.map(recordWords) : said.values());
  return ({ record, landed }) => {
    const { path } = record.source;
    const words = recordWords(record);
    return (paths.has(path) && !tracks.stands(path)) || now.has(words) || (!landed && ever.has(words));
  };
}

function unreadIn(tree: Tree | null): string[] {
  return tree === null ? [] : tree.findings.map(({ path }) => path);
}

/** The innermost merge around each commit. */
function findMergesAround({ commits }: History) {
  const around: (Commit | null)[] = [];
  const open: Commit[] = [];
  for (const commit of commits.toReversed()) {
    while (open.length > 0 && (open.at(-1) as Commit).brings > commit.order) open.pop();
    around[commit.order] = open.at(-1) ?? null;
    if (commit.brings < commit.order) open.push(commit);
  }
  const kept = new Map<Commit, ReadonlySet<string>>();
  const keeps = (merge: Commit, path: string): boolean => {
    let paths = kept.get(merge);
    if (paths === undefined) {
      paths = new Set(merge.changes.flatMap((change) => (change.after === null ? [] : [change.path])));
      kept.set(merge, paths);
    }
    return paths.has(path);
  };
  return {
    /** The merge that left a record out without a word in its own changes: the innermost around it that does not have it. */
    dropper(had: Commit, path: string): Commit | null {
      let merge = around[had.order] ?? null;
      while (merge !== null && keeps(merge, path)) merge = around[merge.order] ?? null;
      return merge;
    },
  };
}
