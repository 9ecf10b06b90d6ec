import { tidy } from "./amounts.ts";
import { type FromTo, towards } from "./kinds.ts";
import { leadOf, numberAfter } from "./leads.ts";
import { joinUnits } from "./quantities.ts";
import { counts, ends, quantityAt, type Token, wordAt } from "./tokens.ts";
import { CONNECTORS, LEADS, MULTIPLES, REPLACING } from "./words.ts";

/** The name of a measure such as NPS. */
export const ACRONYM = /^e?[A-Z]{2,6}$/;

/** Where in a title the two numbers of a movement stand. */
export interface Pair {
  readonly from: number;
  readonly to: number;
}

/** Every "from X to Y", "to Y from X", "X → Y", and those "X to Y" that cannot be a range. */
export function findPairs(tokens: readonly Token[]): Pair[] {
  const pairs: Pair[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const word = wordAt(tokens, index);
    const to = word === "from" || CONNECTORS.has(word) ? numberAfter(tokens, index) : -1;
    if (to < 0) continue;
    if (word === "from") {
      const partner = forwards(tokens, to) ?? backwards(tokens, index);
      if (partner !== null) pairs.push({ from: to, to: partner });
    } else {
      const noun = tokens[index - 2]?.quantity?.noun === true;
      const from = noun ? index - 2 : index - 1;
      const taken = pairs.at(-1)?.to === to;
      if (tokens[from]?.quantity && !taken && (word === "→" || apart(tokens, { from, to }, word)))
        pairs.push({ from, to });
    }
  }
  return pairs;
}

/** The Y of "from X … to Y": the next number, within a few words. */
function forwards(tokens: readonly Token[], from: number): number | null {
  for (let at = from + 1; at <= from + 8 && !tokens[at]?.quantity; at++)
    if (CONNECTORS.has(wordAt(tokens, at))) {
      const to = numberAfter(tokens, at);
      if (to >= 0) return to;
    }
  return null;
}

/** The Y of "to Y … from X": the number before, within a few words. */
function backwards(tokens: readonly Token[], from: number): number | null {
  for (let at = from - 1; at >= Math.max(0, from - 6); at--)
    if (tokens[at]?.quantity) return leadOf(tokens, at).word === "to" ? at : null;
  return null;
}

/** Whether an "X to Y" without "from" is a movement rather than a range. */
function apart(tokens: readonly Token[], { from, to }: Pair, connector: string): boolean {
  const [x, y] = [quantityAt(tokens, from), quantityAt(tokens, to)];
  if (!ends(tokens, to) || LEADS.has(wordAt(tokens, from - 1))) return false;
  if (tokens[from]?.verb === "keep") return false;
  if (x.unit !== null && !x.noun && y.unit !== null && !y.noun) return true;
  if (connector === "range") return false;
  return (
    ACRONYM.test(tokens[from - 1]?.text ?? "") ||
    (tokens[from]?.verb === towards(x.value, y.value) && y.unit !== "%")
  );
}

/** The movement between the two numbers; null when they could mean something else. */
export function readPair(tokens: readonly Token[], pair: Pair): FromTo | null {
  const [x, y] = [quantityAt(tokens, pair.from), quantityAt(tokens, pair.to)];
  if (x.value === y.value) return null;
  const unit = joinUnits(x, y);
  const direction = towards(x.value, y.value);
  const verb = tokens[Math.min(pair.from, pair.to)]?.verb ?? "any";
  const multiple = MULTIPLES.get(wordAt(tokens, 0));
  const doubtful =
    unit === undefined ||
    (verb !== direction && verb !== "any" && verb !== "reach") ||
    (x.scaled !== y.scaled && (x.scaled ? y : x).value !== 0) ||
    (x.year && y.year) ||
    ((x.year || y.year) && unit === "%") ||
    (unit === null && REPLACING.has(wordAt(tokens, 0))) ||
    (pair.to < pair.from && x.unit !== null && y.unit === null) ||
    (multiple !== undefined && tidy(x.value * multiple) !== y.value) ||
    tokens.some((_, index) => index !== pair.from && index !== pair.to && leads(tokens, index));
  return doubtful ? null : { kind: "from-to", metric: "number", baseline: x.value, target: y.value, unit };
}

/** Whether a number outside the pair says something of a measure too. */
function leads(tokens: readonly Token[], index: number): boolean {
  if (!counts(tokens, index, true)) return false;
  const { bound, word } = leadOf(tokens, index);
  return bound !== null || word === "from" || word === "by" || CONNECTORS.has(word);
}
