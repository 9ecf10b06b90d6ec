import type { Medium } from "./index.ts";
import type { InitReport } from "./init-text.ts";
import { envelope } from "./json.ts";

/** What was set up as JSON, schema okr-init/1; a dry run wrote nothing. */
export function initJson({ root, files, dryRun, commit }: InitReport, { at }: Pick<Medium, "at">): string {
  const written = dryRun ? [] : files.filter(({ kept }) => !kept).map(({ path }) => path);
  return envelope("okr-init/1", at, { root, written, commit });
}
