import type { Survey } from "../analysis/survey.ts";
import type { Day } from "../model/day.ts";
import type { Fix, Pointer, Source } from "../model/finding.ts";
import { closest } from "../model/id.ts";
import type { Preset, RuleSetting } from "../model/settings.ts";
import type { Snapshot } from "../model/snapshot.ts";

/** What a rule yields: the value it is about, what was found there and what to do. */
export interface Misfit {
  readonly source: Source;
  readonly pointer: Pointer;
  readonly part?: "key" | "value";
  readonly message: string;
  readonly hint: string;
  readonly subject: string | null;
  /**
   * What tells it from others of the same rule and subject, and stays the same as long as the matter does; where it is left out, the
   * message without its numbers. A message that names days gone, commits or anything else that moves by itself needs one.
   */
  readonly key?: string;
  /** The keys of all the matters it is about, where it tells several at once: it is known from before where all of them are. */
  readonly parts?: readonly string[];
  readonly fix?: Fix;
}

/** Where findings about the repository stand: on the first line of okr.yaml. */
export const SETTINGS: Source = { path: "okr.yaml", yaml: "", line: 1 };

/** A value of a rule's option: a number, 0 or more, or a list of words. */
export type OptionValue = number | readonly string[];

/** What a rule is told to go by. */
export type RuleOptions = Readonly<Record<string, OptionValue>>;

/** An option that okr.yaml may set for a rule: the value that holds where it does not, and what it means. */
export interface RuleOption<T extends OptionValue> {
  readonly value: T;
  /** A phrase for the reference: "key results an objective may have". */
  readonly meaning: string;
}

/** What a rule is told besides the snapshot. */
export interface Run<Options extends RuleOptions = RuleOptions> {
  readonly options: Options;
  /** Scores, stages and alignment of the same snapshot, worked out once for all rules. */
  readonly survey: Survey;
  /** The ids of all rules, those of the reader included. */
  readonly known: ReadonlySet<string>;
  /** The rules that would run if the history were not cut off. */
  readonly skipped: readonly string[];
}

/** What rules are about; the reference has a chapter for each. */
export const GROUPS = ["files", "alignment", "scoring", "craft", "people", "history"] as const;
/** One of the chapters of the reference. */
export type Group = (typeof GROUPS)[number];

/** One check over the whole tree. It yields; it never prints, throws or sorts. */
export interface Rule<Options extends RuleOptions = RuleOptions> {
  readonly id: string;
  readonly group: Group;
  /** In the preset `recommended`. */
  readonly severity: RuleSetting["severity"];
  /** In the other presets, where it differs from what `severityIn` derives. */
  readonly presets?: Partial<Readonly<Record<Exclude<Preset, "recommended">, RuleSetting["severity"]>>>;
  /** One sentence that says what should be so. */
  readonly summary: string;
  /** Why it matters: a sentence or two for somebody who meets the finding for the first time. */
  readonly why: string;
  /** Whether it asks the history. Such a rule does not run where that is cut off: a wrong answer is worse than none. */
  readonly history?: true;
  readonly options?: { readonly [K in keyof Options]: RuleOption<Options[K]> };
  check(snapshot: Snapshot, run: Run<Options>): Iterable<Misfit>;
  /** `examples.ts` adds a company around each. */
  readonly examples: {
    readonly accepted: readonly Example[];
    readonly reported: readonly Example[];
    /** What looks like a violation and is fine. */
    readonly misfires: readonly Misfire[];
  };
}

/** A case in which a finding would be an annoyance. */
export interface Misfire {
  /** Why it is fine, in one sentence. */
  readonly why: string;
  readonly example: Example;
}

/** The severity of a rule in a preset: `minimal` keeps the errors alone, `strict` turns on what is off. */
export function severityIn(
  preset: Preset,
  { severity, presets }: Pick<Rule, "severity" | "presets">,
): RuleSetting["severity"] {
  if (preset === "recommended") return severity;
  const derived =
    preset === "minimal"
      ? severity === "error"
        ? severity
        : "off"
      : severity === "off"
        ? "warning"
        : severity;
  return presets?.[preset] ?? derived;
}

/** A small tree, one on a day or with settings of its own, or how one came about. */
export type Example = Documents | Scene | Story;

/** Documents; one whose path matters says it. */
export type Documents = readonly (string | { readonly path: string; readonly text: string })[];

/** Documents that are looked at on a day of their own (2026-12-31 otherwise), or among others. */
export interface Scene {
  readonly documents: Documents;
  readonly day?: Day;
  /** The lines of okr.yaml below its version. */
  readonly settings?: string;
  /** The documents around it, in place of those of `examples.ts`. */
  readonly company?: readonly string[];
}

/** Commits, one after the other, on top of one of 2026-09-01 that brings the company. */
export interface Story {
  readonly commits: readonly Deed[];
  /** What a clone of it lacks. */
  readonly clone?: "shallow" | "partial";
  /** The day that it is looked at from, where it is not 2026-12-31. */
  readonly seen?: Day;
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
  return rule as unknown as Rule;
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
