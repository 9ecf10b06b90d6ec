/** A place in a file: the path is relative to the OKR root with `/`; line and column count from 1. */
export interface Place {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** A way down into a file's data: `["key_results", 0, "target"]`. */
export type Pointer = readonly (string | number)[];

/** The YAML of a file, kept so that a place in it can be found when something there is worth reporting. */
export interface Source {
  /** Relative to the OKR root, with `/`. */
  readonly path: string;
  readonly yaml: string;
  /** The line of the file on which the YAML begins. */
  readonly line: number;
}

/** How bad a finding is: an error makes a number wrong or leaves something out, a warning does not. */
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

/** A finding whose line and column are still to be looked up: only what is reported pays for that. */
export interface Remark {
  readonly rule: string;
  readonly severity: Severity;
  readonly source: Source;
  /** The value it is about, or with part "key" the value's key; the nearest thing that exists when it is missing. */
  readonly pointer: Pointer;
  readonly part?: "key" | "value";
  readonly message: string;
  readonly hint: string;
  readonly subject: string | null;
}

/** Findings in reading order: by path, line, column, rule. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  const text = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return [...findings].sort(
    (a, b) => text(a.path, b.path) || a.line - b.line || a.column - b.column || text(a.rule, b.rule),
  );
}
