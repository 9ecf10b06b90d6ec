import { safe } from "./safe.ts";
import { count } from "./words.ts";

/** A value of a field, safe to show; of things with ids their ids, or in detail all that is said of each. */
export function valueWords(value: unknown, detailed = false): string {
  if (value === null || value === undefined) return "none";
  if (Array.isArray(value))
    return value.length === 0 ? "none" : value.map((one) => valueWords(one, detailed)).join(", ");
  if (typeof value !== "object") return safe(String(value));
  const { id, ...rest } = value as Readonly<Record<string, unknown>>;
  const more = Object.entries(rest).map(([name, part]) => `${safe(name)} ${valueWords(part, true)}`);
  if (id === undefined) return more.join(", ");
  return detailed && more.length > 0 ? `${safe(String(id))} (${more.join(", ")})` : safe(String(id));
}

/** How far a text was changed: `2 lines added, 1 taken out`. */
export function bodyWords(before: string, after: string): string {
  const lines = new Map<string, number>();
  for (const line of before.split("\n")) if (line.trim() !== "") lines.set(line, (lines.get(line) ?? 0) + 1);
  let added = 0;
  for (const line of after.split("\n")) {
    if (line.trim() === "") continue;
    const left = lines.get(line) ?? 0;
    if (left > 0) lines.set(line, left - 1);
    else added++;
  }
  const taken = [...lines.values()].reduce((sum, left) => sum + left, 0);
  const parts = [
    ...(added > 0 ? [`${count(added, "line")} added`] : []),
    ...(taken > 0 ? [`${taken}${added > 0 ? "" : taken === 1 ? " line" : " lines"} taken out`] : []),
  ];
  return parts.length === 0 ? "lines in another order" : parts.join(", ");
}

const TASK = /^(\s*(?:[-*+]|\d{1,9}[.)])\s+\[)([ xX])(\]\s+)(.*)$/;

/** What was ticked off, or opened again: `done: Write it`; null where anything else of a text changed too. */
export function tickWords(before: string, after: string): string[] | null {
  const [old, young] = [before, after].map((text) => text.split(/\r\n?|\n/)) as [string[], string[]];
  if (old.length !== young.length) return null;
  const words: string[] = [];
  for (const [at, line] of young.entries()) {
    const was = old[at] as string;
    if (line === was) continue;
    const [from, to] = [TASK.exec(was), TASK.exec(line)];
    if (!from || !to || [1, 3, 4].some((part) => from[part] !== to[part])) return null;
    const [wasDone, isDone] = [from[2] !== " ", to[2] !== " "];
    // A link shows by its words.
    const title = (to[4] as string).replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").trim();
    if (wasDone !== isDone) words.push(`${isDone ? "done" : "reopened"}: ${safe(title)}`);
  }
  return words.length === 0 ? null : words;
}

// A line that does not go on with the one before: of a list, a quotation, a table, a heading, or set in.
const OWN_LINE = /^(?:\s|[-*+>|#]|\d{1,9}[.)])/;

/** Markdown as lines to be wrapped, safe to show: each paragraph one line, each line of a list its own. */
export function paragraphs(markdown: string): string[] {
  const lines: string[] = [];
  let open = false;
  for (const line of markdown.split(/\r\n?|\n/)) {
    const blank = line.trim() === "";
    if (open && !blank && !OWN_LINE.test(line)) lines[lines.length - 1] += ` ${line.trim()}`;
    else if (!blank) lines.push(line.trim());
    open = !blank;
  }
  return lines.map((line) => safe(line));
}
