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

/** One check over the whole tree. It yields; it never prints, throws or sorts. */
export interface Rule {
  readonly id: string;
  readonly severity: Severity;
  /** One sentence that says what should be so. */
  readonly summary: string;
  check(snapshot: Snapshot): Iterable<Misfit>;
  /** Each example is the documents of a small tree; `examples.ts` adds a company around them. */
  readonly examples: { readonly accepted: readonly Example[]; readonly reported: readonly Example[] };
}

/** Documents; one whose path matters says it. */
export type Example = readonly (string | { readonly path: string; readonly text: string })[];

/** Names a value as a rule; its examples are its tests. */
export function defineRule(rule: Rule): Rule {
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
