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

/** Shortens plain text to a width, at its end or, with `"start"`, at its beginning; what is cut shows as `…`. */
export function truncate(text: string, columns: number, side: "start" | "end" = "end"): string {
  if (width(text) <= columns) return text;
  if (columns < 1) return "";
  return side === "end" ? `${beginning(text, columns - 1)}…` : `…${ending(text, columns - 1)}`;
}

/** As much of the beginning of plain text as fits. Never cuts through a character. */
function beginning(text: string, columns: number): string {
  if (PLAIN.test(text)) return text.slice(0, columns);
  return kept(charactersOf(text), columns).join("");
}

function ending(text: string, columns: number): string {
  if (PLAIN.test(text)) return columns === 0 ? "" : text.slice(-columns);
  return kept(charactersOf(text).reverse(), columns).reverse().join("");
}

/** So much is looked at together: the time that the segmenter takes grows with the square of it. */
const WINDOW = 512;

/** Characters as people see them: letters with their accents, families of emoji. */
function charactersOf(text: string): string[] {
  const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });
  const characters: string[] = [];
  let rest = "";
  for (let at = 0; at < text.length; at += WINDOW) {
    const segments = Array.from(
      segmenter.segment(rest + text.slice(at, at + WINDOW)),
      ({ segment }) => segment,
    );
    // The last one may go on in the next window; one that fills a window by itself is nobody's character.
    rest = (at + WINDOW < text.length && (segments.at(-1)?.length ?? 0) < WINDOW && segments.pop()) || "";
    for (const segment of segments) characters.push(segment);
  }
  return characters;
}

function kept(characters: readonly string[], columns: number): string[] {
  let used = 0;
  const end = characters.findIndex((character) => {
    used += width(character);
    return used > columns;
  });
  return characters.slice(0, end === -1 ? characters.length : end);
}

/**
 * Breaks plain text into lines of at most a width, at spaces where there are any; one line that fits stays as it is. No line
 * begins with `::`, which the log of a GitHub workflow takes for a command.
 */
export function wrap(text: string, most: number): string[] {
  if (!text.includes("::")) return breakLines(text, most);
  return breakLines(text, most - 1).map((line) => (line.startsWith("::") ? `: ${line.slice(1)}` : line));
}

function breakLines(text: string, most: number): string[] {
  const columns = Math.max(1, most);
  if (/^\S(?:[\S ]*\S)?$/.test(text) && width(text) <= columns) return [text];
  const lines: string[] = [];
  let line = "";
  let used = 0;
  for (const word of wordsOf(text, columns)) {
    const wide = width(word);
    if (line !== "" && used + 1 + wide <= columns) {
      line += ` ${word}`;
      used += 1 + wide;
      continue;
    }
    if (line !== "") lines.push(line);
    const parts = wide <= columns ? [word] : breakWord(word, columns);
    line = parts.pop() ?? "";
    used = width(line);
    for (const part of parts) lines.push(part);
  }
  if (line !== "") lines.push(line);
  return lines;
}

/** What stands between spaces; "90 %" is one word, where a line has room for it. */
function wordsOf(text: string, columns: number): string[] {
  const words = text.split(/\s+(?!%)|(?<!\d)\s+/).filter(Boolean);
  return words.flatMap((word) => (/\s/.test(word) && width(word) > columns ? word.split(/\s+/) : [word]));
}

/** The pieces of a word that is too long for a line; at least one character each. */
function breakWord(word: string, columns: number): string[] {
  const parts: string[] = [];
  let part = "";
  let used = 0;
  // Plain characters take one column each, and need no library to be told apart.
  for (const character of PLAIN.test(word) ? word : charactersOf(word)) {
    const wide = width(character);
    if (part !== "" && used + wide > columns) {
      parts.push(part);
      part = "";
      used = 0;
    }
    part += character;
    used += wide;
  }
  return [...parts, part];
}

/** Sets pieces one after the other, two spaces between them, on as many indented lines as they need. */
export function flow(pieces: readonly string[], columns: number, indent = ""): string[] {
  const lines: string[] = [];
  let line = "";
  for (const piece of pieces) {
    if (line !== "" && indent.length + width(line) + 2 + width(piece) > columns) {
      lines.push(indent + line);
      line = piece;
    } else line = line === "" ? piece : `${line}  ${piece}`;
  }
  return [...lines, indent + line];
}
