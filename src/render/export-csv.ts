import type { Row, TableName } from "../analysis/tables.ts";
import { csvText } from "./csv.ts";

/** One table to hand over. */
export interface ExportReport {
  readonly name: TableName;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  /** Whether a byte order mark stands first, by which Excel knows UTF-8. */
  readonly mark: boolean;
}

/** A table as CSV. */
export function exportCsv({ columns, rows, mark }: ExportReport): string {
  return `${mark ? "\ufeff" : ""}${csvText(columns, rows)}`;
}
