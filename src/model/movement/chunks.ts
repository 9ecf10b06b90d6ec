import { readAmount, readSuffix } from "./amounts.ts";

/** A word of a title, a number with its unit, or what connects two. */
export interface Chunk {
  readonly text: string;
  /** A comma, full stop or the like follows. */
  readonly stop: boolean;
}

/** A number that could be a year. */
export const YEAR = /^(?:19|20)\d\d$/;
const OPENING = "(\"'[{“‘«*";
const CLOSING = ")\"'\\]}”’».,;:!?*";

/** A title in its chunks: arrows, bounds and per cents in one spelling, each number together with its unit. */
export function splitTitle(title: string): Chunk[] {
  return title
    .replace(/\s/gu, " ")
    .replace(/(?<![\p{L}\p{N}.,_]|[\p{L}\p{N}][-–—])[1-9]\d{0,2}(?: \d{3}){1,4}(?! ?\d)/gu, (grouped) =>
      grouped.replaceAll(" ", "_"),
    )
    .replace(/[→⟶➔➜⇒]|[-–—=]{1,2}>/gu, " → ")
    .replace(/([≥≤<>])=?/gu, " $1 ")
    .replace(/\bper ?cent\b/giu, "%")
    .replace(/\bpercentage[ -]points?\b/giu, "pp")
    .replace(/[~≈]/gu, " ")
    .replace(/(?<=(?:[$€£¥₹]|EUR|USD|GBP|CHF)) (?=[-−]?\d)/gu, "")
    .replace(/(?<=\d(?: ?(?:k|K|M|bn|thousand|million|billion))?) (?=(\S+))/gu, (space, after: string) =>
      readSuffix(trim(after).text) === null ? space : "",
    )
    .split(" ")
    .filter(Boolean)
    .flatMap(separate);
}

/** Without the brackets, quotes and stops around it; in loops, because an expression for both ends backtracks. */
function trim(chunk: string): Chunk {
  let start = 0;
  let end = chunk.length;
  while (start < end && OPENING.includes(chunk[start] as string)) start++;
  while (end > start && CLOSING.includes(chunk[end - 1] as string)) end--;
  return { text: chunk.slice(start, end), stop: end < chunk.length };
}

/** A chunk such as `18–22` is three: two numbers and the range between them. */
function separate(chunk: string): Chunk[] {
  const { text, stop } = trim(chunk);
  if (/^[-–—]$/u.test(text)) return [{ text: "dash", stop }];
  const dash = text.slice(1).search(/[-–—]/u) + 1;
  const [left, right] = [text.slice(0, dash), text.slice(dash + 1)];
  if (YEAR.test(left) || !readAmount(left) || !readAmount(right)) return text ? [{ text, stop }] : [];
  return [
    { text: left, stop: false },
    { text: "range", stop: false },
    { text: right, stop },
  ];
}
