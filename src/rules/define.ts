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

/** A hint for a reference that leads nowhere: the nearest name, else what there is to choose from. */
export function suggest(reference: string, known: Iterable<string>, what: string): string {
  const names = [...known];
  const near = closest(reference, names);
  if (near !== null) return `did you mean "${near}"?`;
  if (names.length === 0) return `there is no ${what} yet: write one with okr new`;
  const few = names.slice(0, 5).join(", ");
  return `known here: ${few}${names.length > 5 ? ", …" : ""}`;
}
