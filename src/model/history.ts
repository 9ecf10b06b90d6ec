import { type Day, fromNumber } from "./day.ts";
import type { Objective, Person, Strategy, Team } from "./plan.ts";
import type { OkrRecord } from "./records.ts";
import type { Settings } from "./settings.ts";
import { dayNumberOf, type Stamp } from "./stamp.ts";

/** Who made a commit, as the mailmap names them. */
export interface Author {
  readonly name: string;
  readonly email: string;
}

/** What a file said in one of its versions. */
export type Content =
  | { readonly kind: "objective"; readonly objective: Objective }
  | { readonly kind: "team"; readonly team: Team; readonly people: readonly Person[] }
  | { readonly kind: "strategy"; readonly strategy: Strategy }
  | { readonly kind: "settings"; readonly settings: Settings }
  | { readonly kind: "record"; readonly record: OkrRecord }
  /** A record that nobody touched since it came: its file in the tree says it. The objective is known where that can be read. */
  | { readonly kind: "unread"; readonly objective?: string }
  /** Documentation, or what no schema lets through. */
  | { readonly kind: "other" };

/** What a commit did to one file, against its first parent; null stands for no file. */
export interface Change {
  /** Relative to the OKR root. */
  readonly path: string;
  readonly before: Content | null;
  readonly after: Content | null;
}

/** A commit that touched the OKR folder, or a merge that brought such commits. */
export interface Commit {
  readonly id: string;
  readonly author: Author;
  readonly authored: Stamp;
  readonly committed: Stamp;
  /** Its place in `History.commits`. */
  readonly order: number;
  /** The place of the first of the commits that a merge brought along, all before its own; its own place otherwise. */
  readonly brings: number;
  readonly merge: boolean;
  /** The commit on the branch itself with which it reached the branch: itself, or a merge. */
  readonly landed: Commit;
  /** A merge has here what it changed on its first parent, which is mostly what it brought. */
  readonly changes: readonly Change[];
  /** Only of commits that take files away. */
  readonly message: string | null;
}

/** One step of the branch: a first parent of its tip. */
export interface Step {
  readonly commit: Commit;
  /** From this day on the branch is known to have been like that. */
  readonly day: Day | null;
}

/** Why a history does not reach back to its beginning. */
export type CutOff = "shallow" | "partial";

/** What is missing in such a clone, and what brings it. */
export const CUT_OFF: Readonly<Record<CutOff, { readonly message: string; readonly hint: string }>> = {
  shallow: {
    message: "the history of this clone is cut off: it is shallow",
    hint: "run git fetch --unshallow; in CI, check out with fetch-depth: 0",
  },
  partial: {
    message: "this clone does not hold all old versions of its files: it was cloned with --filter",
    hint: "run git fetch --refetch --no-filter, or clone again without --filter",
  },
};

/** What every commit up to one tip did to the OKR folder. */
export interface History {
  /** Every commit after all it builds on; what a merge brought stands directly before it. Commit dates play no part. */
  readonly commits: readonly Commit[];
  /** How the branch itself moved, oldest first. */
  readonly branch: readonly Step[];
  /** Null when nothing is missing. */
  readonly cutOff: CutOff | null;
}

/** The history before the first commit, and outside git. */
export const NO_HISTORY: History = { commits: [], branch: [], cutOff: null };

/** A commit as it is read, with the commits it builds on. */
export interface LooseCommit
  extends Pick<Commit, "id" | "author" | "authored" | "committed" | "changes" | "message" | "merge"> {
  /** Ids, the first parent first; those that are not among the commits are passed over. */
  readonly parents: readonly string[];
}

/** A commit to be put in its place, with room for what that adds: a hundred thousand objects that grow take twice the memory. */
export function looseCommit(parts: LooseCommit): LooseCommit {
  const { id, author, authored, committed, changes, message, merge, parents } = parts;
  const written = {
    id,
    author,
    authored,
    committed,
    order: 0,
    brings: 0,
    merge,
    landed: null,
    changes,
    message,
    parents,
  };
  return written;
}

/** Puts commits into reading order from the tip down, and takes them over; merges that brought nothing are left out. */
export function arrangeHistory(loose: ReadonlyMap<string, LooseCommit>, tip: string | null): History {
  const sorted = tip === null ? [] : sort(loose, tip);
  const commits: Mutable<Commit>[] = [];
  /** How many commits are kept before each place of `sorted`. */
  const kept: number[] = [];
  const branch: Mutable<Commit>[] = [];
  const onBranch = new Set(tip === null ? [] : firstParents(loose, tip));
  for (const { commit, brings } of sorted) {
    const order = commits.length;
    const first = kept[brings] ?? order;
    kept.push(order);
    if (commit.changes.length === 0 && first === order) continue;
    // The same object becomes the commit: a long history is not held twice.
    const one = commit as Mutable<LooseCommit & Commit>;
    one.order = order;
    one.brings = first;
    one.parents = NO_PARENTS;
    commits.push(one);
    if (onBranch.has(one.id)) branch.push(one);
  }
  let from = 0;
  for (const step of branch)
    for (; from <= step.order; from++) (commits[from] as Mutable<Commit>).landed = step;
  return { commits, branch: dateSteps(branch), cutOff: null };
}

const NO_PARENTS: readonly string[] = [];

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

interface Place {
  readonly commit: LooseCommit;
  /** The place where what its other parents brought begins. */
  brings: number;
}

/** Depth first and first parents first: what a merge brought comes directly before it. Without recursion: histories are deep. */
function sort(loose: ReadonlyMap<string, LooseCommit>, tip: string): Place[] {
  const sorted: Place[] = [];
  const seen = new Set<string>([tip]);
  const stack: { commit: LooseCommit; next: number; brings: number }[] = [];
  const enter = (id: string) => {
    const commit = loose.get(id);
    if (commit) stack.push({ commit, next: 0, brings: 0 });
  };
  enter(tip);
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    if (top.next <= 1) top.brings = sorted.length;
    const parent = top.commit.parents[top.next++];
    if (parent === undefined) {
      sorted.push({ commit: top.commit, brings: top.brings });
      stack.pop();
    } else if (!seen.has(parent)) {
      seen.add(parent);
      enter(parent);
    }
  }
  return sorted;
}

function* firstParents(loose: ReadonlyMap<string, LooseCommit>, tip: string): Iterable<string> {
  for (let at = loose.get(tip); at !== undefined; at = loose.get(at.parents[0] ?? "")) yield at.id;
}

/**
 * The day from which on each step counts: its own, as far as it goes with the others. Most clocks are right, so the longest row of
 * days that never goes back is taken as true; a step dated before or after its neighbours there counts from the nearer of them.
 */
function dateSteps(branch: readonly Commit[]): Step[] {
  const own = branch.map(({ committed }) => dayNumberOf(committed));
  const trusted = longestRow(own);
  const days = new Map<number, Day>();
  const name = (number: number): Day => {
    const day = days.get(number) ?? fromNumber(number);
    days.set(number, day);
    return day;
  };
  const steps: Step[] = [];
  let next: number | null = null;
  for (let at = branch.length - 1; at >= 0; at--) {
    const number: number | null = own[at] ?? null;
    if (trusted[at]) next = number;
    steps.push({
      commit: branch[at] as Commit,
      day: next === null ? null : name(Math.min(next, number ?? next)),
    });
  }
  steps.reverse();
  let before: Day | null = null;
  return steps.map(({ commit, day }, at) => {
    if (trusted[at]) before = day;
    // Dated before what it was built on; or the last ones, which no true day follows.
    const early = before !== null && (day === null ? own[at] !== null : day < before);
    return early ? { commit, day: before } : { commit, day };
  });
}

/** Which of the numbers are in the longest row that never goes down; of rows of one length the one that ends lowest. */
function longestRow(numbers: readonly (number | null)[]): boolean[] {
  /** By length less one: the place where a row of that length ends lowest. */
  const ends: number[] = [];
  const before = new Int32Array(numbers.length).fill(-1);
  for (const [at, number] of numbers.entries()) {
    if (number === null) continue;
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((numbers[ends[middle] as number] as number) <= number) low = middle + 1;
      else high = middle;
    }
    before[at] = low === 0 ? -1 : (ends[low - 1] as number);
    ends[low] = at;
  }
  const trusted = numbers.map(() => false);
  for (let at = ends.at(-1) ?? -1; at !== -1; at = before[at] as number) trusted[at] = true;
  return trusted;
}
