import { stripVTControlCharacters } from "node:util";

/** Characters that take one column each, or none: what most text is made of, and all we draw with. */
const PLAIN =
  /^[ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u0558\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u22ff\u2500-\u25fa\u2713]*$/;

let measure = (text: string): number => [...text].length;

/** Hands in the library that knows the width of every character; loading it costs more than a whole answer without it. */
export function useExactWidths(exact: (text: string) => number): void {
  measure = exact;
}

/** Whether rendered text holds characters that only the library knows the width of. */
export function needsExactWidths(text: string): boolean {
  return stripVTControlCharacters(text)
    .split("\n")
    .some((line) => !PLAIN.test(line));
}

/** The columns that text takes on a terminal; colours take none, wide characters two. */
export function width(text: string): number {
  const shown = text.includes("\u001b") ? stripVTControlCharacters(text) : text;
  return PLAIN.test(shown) ? shown.length : measure(shown);
}

/** Fills text up to a width, on the right or, with `"start"`, on the left. */
export function pad(text: string, columns: number, side: "start" | "end" = "end"): string {
  const space = " ".repeat(Math.max(0, columns - width(text)));
  return side === "end" ? text + space : space + text;
}

/** Shortens plain text to a width; what is cut shows as `…`. Never cuts through a character. */
export function truncate(text: string, columns: number): string {
  if (width(text) <= columns) return text;
  if (columns < 1) return "";
  if (PLAIN.test(text)) return `${text.slice(0, columns - 1)}…`;
  const characters = new Intl.Segmenter(undefined, { granularity: "grapheme" });
  let kept = "";
  let used = 0;
  for (const { segment } of characters.segment(text)) {
    const more = width(segment);
    if (used + more > columns - 1) break;
    kept += segment;
    used += more;
  }
  return `${kept}…`;
}

/** Breaks plain text into lines of at most a width, at spaces where there are any. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).filter(Boolean)) {
    if (line !== "" && width(line) + 1 + width(word) <= columns) line += ` ${word}`;
    else {
      if (line !== "") lines.push(line);
      line = word;
    }
    while (width(line) > columns) {
      const head = truncate(line, columns + 1).slice(0, -1) || line.slice(0, 1);
      lines.push(head);
      line = line.slice(head.length);
    }
  }
  return line === "" ? lines : [...lines, line];
}
