import type { Context } from "../context.ts";
import type { Outcome } from "../errors.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { Format, Medium } from "../render/index.ts";
import { createStyle, plainStyle } from "../render/style.ts";
import { needsExactWidths, useExactWidths } from "../render/width.ts";
import type { Moment, Store } from "../store/store.ts";

/** How a result is to be shown: in which of its formats, and in a file instead of on stdout. */
export interface Showing<R> {
  readonly format: string;
  readonly output: string | null;
  readonly formats: Readonly<Record<string, Format<R>>>;
  /** Whether what is longer than the terminal goes through the person's pager. */
  readonly paged?: boolean;
}

/** Renders a result and writes it to stdout or to a file. Only JSON asks git where the answer comes from. */
export async function show<R>(
  { store, context, moment }: { store: Store; context: Context; moment: Moment },
  result: R,
  { format, output, formats, paged = false }: Showing<R>,
): Promise<void> {
  const style = await createStyle(output === null ? context.terminal : { colour: 0, columns: 100 });
  const at =
    format === "json" ? await store.provenance(moment) : { date: moment.day, commit: null, dirty: null };
  const text = await renderWith((formats as Record<string, Format<R>>)[format] as Format<R>, result, {
    style,
    at,
  });
  if (output === null && paged) await context.terminal.page(text);
  else if (output === null) context.terminal.write(text);
  else (await import("../store/own-files.ts")).writeOutput(context.cwd, output, text);
}

/** A result in a format that needs no terminal and says nothing of its origin, for a file beside the answer. */
export function render<R>(format: Format<R>, result: R): Promise<string> {
  const at = { date: "", commit: null, dirty: null };
  return renderWith(format, result, { style: plainStyle(100), at });
}

/** Renders; once more with the exact widths where there are characters that need them. */
async function renderWith<R>(format: Format<R>, result: R, medium: Medium): Promise<string> {
  const render = await format();
  const text = render(result, medium);
  if (!needsExactWidths(text)) return text;
  useExactWidths((await import("string-width")).default);
  return render(result, medium);
}

/** Says on stderr what could not be read; a number beside unread files must not pass for the whole. */
export async function noteUnread({ terminal }: Context, { findings, paths }: Snapshot): Promise<Outcome> {
  if (findings.length === 0) return "ok";
  const { checkText } = await import("../render/check-text.ts");
  terminal.note(checkText({ findings, files: paths.length }, { style: await createStyle(terminal) }));
  terminal.note("What cannot be read is left out above.\n");
  return "findings";
}
