import type { ImportReport } from "./import-text.ts";
import type { Medium } from "./index.ts";
import { envelope } from "./json.ts";

/** What was imported, or would be, as JSON, schema okr-import/1. */
export function importJson(
  { files, skipped, findings, dryRun, commit }: ImportReport,
  { at }: Pick<Medium, "at">,
): string {
  return envelope("okr-import/1", at, {
    dry_run: dryRun,
    written: !dryRun && files.length > 0,
    commit,
    files: files.map(({ kind, id, path, text, keyResults, from }) => ({
      ...{ kind, id, path, key_results: keyResults.map((one) => one.id) },
      ...{ file: from.file, row: from.row, text: dryRun ? text : null },
    })),
    skipped,
    findings,
  });
}
