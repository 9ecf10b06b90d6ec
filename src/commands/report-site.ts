import { Survey } from "../analysis/survey.ts";
import type { Context } from "../context.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { PageName } from "../render/page/site.ts";
import { safe } from "../render/safe.ts";
import { count } from "../render/words.ts";
import type { Moment, Store } from "../store/store.ts";
import { type Company, listPages, makePage } from "./report-pages.ts";

/** Writes every page of the company into a folder, with links among them: what `okr serve` shows, for a place that only keeps files. */
export async function writeSite(
  { store, context, moment }: { store: Store; context: Context; moment: Moment },
  snapshot: Snapshot,
  { folder, cycle }: { folder: string; cycle: string | null },
): Promise<void> {
  const { makeOutputFolder, writeOutput } = await import("../store/own-files.ts");
  const survey = new Survey(snapshot);
  const at = await store.provenance(moment);
  const company: Company = { survey, bodies: await store.bodies(), at, cycle };
  const { all, offered, has } = listPages(company);
  const address = (page: PageName) => (has(page) ? fileOf(page) : null);
  makeOutputFolder(context.cwd, folder);
  for (const here of all) {
    const site = { here, pages: offered, address, findings: snapshot.findings, version: null };
    writeOutput(context.cwd, `${folder}/${fileOf(here)}`, await makePage(here, company, "html", site));
  }
  context.terminal.note(`${count(all.length, "page")} in ${safe(folder)}, the first is index.html\n`);
}

/** The name of a page's file, which is its address for the others. */
function fileOf({ kind, id }: PageName): string {
  if (id !== null) return `${kind}-${id}.html`;
  return kind === "cycle" ? "index.html" : `${kind}.html`;
}
