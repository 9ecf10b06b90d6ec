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
  /** What tells it from others of the same rule and subject, and stays the same as long as the matter does. */
  readonly key?: string;
  /** The matters it is about, where it tells several at once: it is known from before where all of them are. */
  readonly parts?: readonly string[];
  readonly fix?: Fix;
}

/** A finding with a name that survives moved lines and moved files, 16 hexadecimal digits. */
export interface MarkedFinding extends Finding {
  readonly fingerprint: string;
}

/** A repair that changes nothing about what a file means, so that nobody has to be asked. */
export interface Fix {
  /** The value, or what is to be renamed or taken out. */
  readonly pointer: Pointer;
  /** `entry` takes a property or an element out; `key` renames a property; `value` puts a scalar in its place. */
  readonly part: "key" | "value" | "entry";
  /** The new name or value; null takes it out. */
  readonly to: string | null;
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
  /** As in a finding. */
  readonly key?: string;
  readonly parts?: readonly string[];
  readonly fix?: Fix;
}

/** Findings in reading order: by path, line, column, rule. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  const text = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return [...findings].sort(
    (a, b) => text(a.path, b.path) || a.line - b.line || a.column - b.column || text(a.rule, b.rule),
  );
}
