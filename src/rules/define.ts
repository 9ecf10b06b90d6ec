import type { Day } from "../model/day.ts";
import type { Pointer, Severity, Source } from "../model/finding.ts";
import { closest } from "../model/id.ts";
import type { Snapshot } from "../model/snapshot.ts";

/** What a rule yields: the value it is about, what was found there and what to do. */
export interface Misfit {
  readonly source: Source;
  readonly pointer: Pointer;
  readonly part?: "key" | "value";
  readonly message: string;
  readonly hint: string;
  readonly subject: string | null;
}

/** Where findings about okr.yaml as a whole, or about the repository, stand: on its first line. */
export const SETTINGS: Source = { path: "okr.yaml", yaml: "", line: 1 };

/** What okr.yaml may set for a rule, with the values that hold where it does not: numbers, 0 or more. */
export type RuleOptions = Readonly<Record<string, number>>;

/** What a rule is told besides the snapshot. */
export interface Run<Options extends RuleOptions = RuleOptions> {
  readonly options: Options;
  /** The rules that would run if the history were not cut off. */
  readonly skipped: readonly string[];
}

/** One check over the whole tree. It yields; it never prints, throws or sorts. */
export interface Rule<Options extends RuleOptions = RuleOptions> {
  readonly id: string;
  readonly severity: Severity;
  /** One sentence that says what should be so. */
  readonly summary: string;
  /** Whether it asks the history. Such a rule does not run where that is cut off: a wrong answer is worse than none. */
  readonly history?: true;
  readonly options?: Options;
  check(snapshot: Snapshot, run: Run<Options>): Iterable<Misfit>;
  /** `examples.ts` adds a company around each. */
  readonly examples: { readonly accepted: readonly Example[]; readonly reported: readonly Example[] };
}

/** A small tree, or how one came about. */
export type Example = Documents | Story;

/** Documents; one whose path matters says it. */
export type Documents = readonly (string | { readonly path: string; readonly text: string })[];

/** Commits, one after the other, on top of one of 2026-09-01 that brings the company. */
export interface Story {
  readonly commits: readonly Deed[];
  /** What a clone of it lacks. */
  readonly clone?: "shallow" | "partial";
}

/** One commit of a story. */
export interface Deed {
  readonly day: Day;
  /** The author's day, where it is another one. */
  readonly authored?: Day;
  /** The author; Ana where none is named. */
  readonly by?: string;
  readonly message?: string;
  /** The branch; one that is new begins where the story stands. main where none is named. */
  readonly on?: string;
  /** Files by path; null takes one away. */
  readonly files?: Readonly<Record<string, string | null>>;
  /** The branch to merge, with a commit in any case; `files` are then what is changed in that commit besides. */
  readonly merge?: string;
  /** Merges without taking anything over. */
  readonly ours?: true;
  /** Reverts the commit at this place of the story. */
  readonly revert?: number;
}

/** Names a value as a rule; its examples are its tests. */
export function defineRule<Options extends RuleOptions>(rule: Rule<Options>): Rule {
  return rule;
}

/** So many wrong references of a rule get the nearest name; looking for it costs time for each name there is. */
const SUGGESTIONS = 50;

/** Hints for references that lead nowhere: the nearest name, else what there is to choose from. One for each run of a rule. */
export function suggester(known: Iterable<string>, what: string): (reference: string) => string {
  const names = [...new Set(known)];
  const given = new Map<string, string>();
  const few = `known here: ${names.slice(0, 5).join(", ")}${names.length > 5 ? ", …" : ""}`;
  return (reference) => {
    if (names.length === 0) return `there is no ${what} yet: write one with okr new`;
    const before = given.get(reference);
    if (before !== undefined) return before;
    if (given.size >= SUGGESTIONS) return few;
    const near = closest(
      reference,
      names.filter((name) => name !== reference),
    );
    const hint = near === null ? few : `did you mean "${near}"?`;
    given.set(reference, hint);
    return hint;
  };
}
