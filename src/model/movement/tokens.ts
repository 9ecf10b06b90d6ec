import { type Chunk, splitTitle } from "./chunks.ts";
import { type Quantity, readQuantity } from "./quantities.ts";
import { BOUNDARY, type Family, PER, TIME, VERBS, WHEN } from "./words.ts";

/** A chunk and what it means where it stands. */
export interface Token extends Chunk {
  /** Lower case. */
  readonly word: string;
  readonly quantity: Quantity | null;
  /** What the nearest verb does, here or before. */
  readonly verb: Family | null;
}

/** The title in tokens. */
export function tokenise(title: string): Token[] {
  const chunks = splitTitle(title);
  let verb: Family | null = null;
  return chunks.map((chunk, index) => {
    const word = chunk.text.toLowerCase();
    verb = VERBS.get(word) ?? verb;
    return { ...chunk, word, verb, quantity: readQuantity(chunks, index) };
  });
}

/** The word there, in lower case; empty outside the title. */
export function wordAt(tokens: readonly Token[], index: number): string {
  return tokens[index]?.word ?? "";
}

/** The quantity there, where there is known to be one. */
export function quantityAt(tokens: readonly Token[], index: number): Quantity {
  return (tokens[index] as Token).quantity as Quantity;
}

/** So many words from `start` on; empty when that is before the title. */
export function phraseAt(tokens: readonly Token[], start: number, size: number): string {
  return start < 0
    ? ""
    : Array.from({ length: size }, (_, offset) => wordAt(tokens, start + offset)).join(" ");
}

/** Whether the token is a quantity of the measure: no year, and no `per 100`, `in the last 30 days`. */
export function counts(tokens: readonly Token[], index: number, moving: boolean): boolean {
  const { quantity } = tokens[index] as Token;
  if (!quantity || quantity.year) return false;
  const before = wordAt(tokens, index - 1);
  if (PER.has(before)) return false;
  return !(
    TIME.has(quantity.unit ?? "") &&
    (WHEN.has(before) || (moving && (before === "within" || before === "over")))
  );
}

/** Whether the title, or its part about the number, ends after the number and its unit. */
export function ends(tokens: readonly Token[], index: number): boolean {
  const last = tokens[index]?.quantity?.noun ? index + 1 : index;
  return tokens[last]?.stop !== false || last + 1 >= tokens.length || BOUNDARY.has(wordAt(tokens, last + 1));
}
