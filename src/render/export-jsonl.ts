import type { ExportReport } from "./export-csv.ts";
import { jsonText } from "./json.ts";

/** A table as one JSON object a line, without an envelope. */
export function exportJsonl({ rows }: ExportReport): string {
  return rows.map((row) => `${jsonText(row)}\n`).join("");
}
