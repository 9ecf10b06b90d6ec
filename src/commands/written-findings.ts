import type { Context } from "../context.ts";
import type { Outcome } from "../errors.ts";
import { findingLines } from "../render/finding-lines.ts";
import { createStyle } from "../render/style.ts";
import { wayWithin } from "../store/root.ts";
import type { Moment, Store } from "../store/store.ts";
import { collectFindings } from "./check-collect.ts";

/** Says what okr check finds in files that were just written; as an outcome whether there is an error among it. */
export async function noteFindings(
  { context, store, moment }: { context: Context; store: Store; moment: Moment },
  written: readonly { readonly path: string }[],
): Promise<Outcome> {
  const paths = new Set(written.map(({ path }) => path));
  const { findings } = await collectFindings(store, moment, {});
  const ours = findings.filter(({ path }) => paths.has(path));
  if (ours.length === 0) return "ok";
  const here = wayWithin(store.root, context.cwd);
  context.terminal.note(`${findingLines(ours, await createStyle(context.terminal), here).join("\n")}\n`);
  return ours.some(({ severity }) => severity === "error") ? "findings" : "ok";
}
