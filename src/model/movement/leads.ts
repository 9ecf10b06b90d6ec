import { BOUNDS, type Bound } from "./bounds.ts";
import { phraseAt, type Token, wordAt } from "./tokens.ts";
import { SOFT } from "./words.ts";

/** What stands before a number: the bound put on it, and the word that leads to both. */
export interface Lead {
  readonly bound: Bound | null;
  readonly phrase: string;
  readonly word: string;
  /** Its place; −1 when the title starts with the number or its bound. */
  readonly at: number;
}

/** What stands before the number at `index`, its soft words left out. */
export function leadOf(tokens: readonly Token[], index: number): Lead {
  let at = index - 1;
  const skip = () => {
    for (let left = 4; left > 0 && SOFT.has(wordAt(tokens, at)); left--) at--;
  };
  skip();
  for (const size of [3, 2, 1]) {
    const phrase = phraseAt(tokens, at - size + 1, size);
    const bound = BOUNDS.get(phrase);
    if (!bound) continue;
    at -= size;
    skip();
    return { bound, phrase, word: wordAt(tokens, at), at };
  }
  return { bound: null, phrase: "", word: wordAt(tokens, at), at };
}

/** The index of the number that a word such as `to` leads to, or −1. */
export function numberAfter(tokens: readonly Token[], index: number): number {
  for (let at = index + 1; at <= index + 7; at++)
    if (tokens[at]?.quantity) return leadOf(tokens, at).at === index ? at : -1;
  return -1;
}
