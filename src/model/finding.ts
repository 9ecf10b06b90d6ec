/** A place in a file: the path is relative to the OKR root with `/`; line and column count from 1. */
export interface Place {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** A way down into a file's data: `["key_results", 0, "target"]`. */
export type Pointer = readonly (string | number)[];

/** A file's data can say where each of its values stands. Finding it costs a second parse: ask only to report. */
export interface Source {
  readonly path: string;
  /** The place of the value (or, with `"key"`, of its key); the nearest thing that exists when it is missing. */
  place(pointer: Pointer, part?: "key" | "value"): Place;
}

export type Severity = "error" | "warning";

/** Something wrong in the OKRs. */
export interface Finding extends Place {
  readonly rule: string;
  readonly severity: Severity;
  /** What was found. */
  readonly message: string;
  /** What to do about it. */
  readonly hint: string;
  /** The objective, key result, team, … it is about. */
  readonly subject: string | null;
}

/** Findings in reading order: by path, line, column, rule. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  const text = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return [...findings].sort(
    (a, b) => text(a.path, b.path) || a.line - b.line || a.column - b.column || text(a.rule, b.rule),
  );
}
