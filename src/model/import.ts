import type { Severity } from "./finding.ts";

/** Something wrong in a table that is to be imported, by the row and column a spreadsheet shows; the header is row 1. */
export interface ImportFinding {
  /** As the person named it. */
  readonly file: string;
  readonly row: number;
  /** Counted from 1; null where it is about the whole row. */
  readonly column: number | null;
  /** What stands over the column; null with it. */
  readonly header: string | null;
  /** With an error nothing is written. */
  readonly severity: Severity;
  /** What was found. */
  readonly message: string;
  /** What to do about it. */
  readonly hint: string;
}

/** In reading order: by file as they were named, row, column. */
export function sortImportFindings(
  findings: readonly ImportFinding[],
  files: readonly string[],
): ImportFinding[] {
  return findings.toSorted(
    (a, b) =>
      files.indexOf(a.file) - files.indexOf(b.file) || a.row - b.row || (a.column ?? 0) - (b.column ?? 0),
  );
}
