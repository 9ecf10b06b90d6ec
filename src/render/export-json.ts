import type { ExportReport } from "./export-csv.ts";
import type { Medium } from "./index.ts";
import { envelope } from "./json.ts";

/** A table as JSON, schema okr-export/1. */
export function exportJson({ name, rows }: ExportReport, { at }: Pick<Medium, "at">): string {
  return envelope("okr-export/1", at, { table: name, rows });
}
