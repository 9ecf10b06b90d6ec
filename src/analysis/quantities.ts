import { YEAR } from "../model/movement/chunks.ts";
import { leadOf } from "../model/movement/leads.ts";
import { ACRONYM, findPairs, type Pair } from "../model/movement/pairs.ts";
import { ends, quantityAt, type Token, tokenise, wordAt } from "../model/movement/tokens.ts";
import { BOUNDARY, CONNECTORS, CURRENCIES, LEADS, REPLACING, SOFT, TIME } from "../model/movement/words.ts";

/** A number in a text that measures something. */
export interface FoundQuantity {
  /** Of a movement, where it ends. */
  readonly value: number;
  /** Null where there is none, or it is only the noun that follows. */
  readonly unit: string | null;
  /** As it is written, more or less: `90%`, `3 → 5`. */
  readonly text: string;
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

/** Before a number, these say that what is counted is there already. */
const KNOWN = words("the our their your my its this these those all both first last next each every other");
const ARTICLES = words("a an");
/** Verbs that get something, besides those that move a measure. */
const GAINING = words("win gain acquire attract sign onboard hire sell earn save close add convert");
/** Units that a number is not measured in without more: "a 5 point plan". */
const LOOSE = words("point points pts");
/** After a number, these are part of a name for something else: "5 star reviews". */
const MODIFIERS = words("star point step digit figure factor way tier level stage phase person page wheel");
/** Numbers with a letter that are names. */
const NAMES = words("401k 4k 8k 5g 3d");
/** From here on a number is more than people count on their fingers. */
const LARGE = 1000;

/** The first number in a title that clearly measures something, rather than being part of a name, a year or a figure of speech. */
export function findQuantity(title: string): FoundQuantity | null {
  if (!/\d/.test(title)) return null;
  // "500+ members" is a number too.
  const tokens = tokenise(title.replace(/(?<=[\d%kKM])\+/g, ""));
  const pairs = findPairs(tokens);
  const paired = new Set(pairs.flatMap(({ from, to }) => [from, to]));
  for (const pair of pairs)
    if (moves(tokens, pair)) {
      const [from, to] = [tokens[pair.from] as Token, tokens[pair.to] as Token];
      return { ...valueAt(tokens, pair.to), text: `${spaced(from.text)} → ${spaced(to.text)}` };
    }
  for (const [index, { quantity, text }] of tokens.entries())
    if (quantity && !paired.has(index) && measures(tokens, index))
      return { ...valueAt(tokens, index), text: quantity.noun ? `${text} ${quantity.unit}` : spaced(text) };
  return null;
}

/** `7 days`, where the title has it so and its token has not; `2x` and `3k` stay together. */
function spaced(text: string): string {
  return text.replace(/(?<=\d)(?=\p{L}{3,}$)/u, " ");
}

function valueAt(tokens: readonly Token[], index: number): Pick<FoundQuantity, "value" | "unit"> {
  const { value, unit, noun } = quantityAt(tokens, index);
  return { value, unit: noun ? null : unit };
}

/** Whether "from X to Y" is a movement, and not a range of ages, hours or versions, nor "from 0 to 1". */
function moves(tokens: readonly Token[], pair: Pair): boolean {
  const [x, y] = [quantityAt(tokens, pair.from), quantityAt(tokens, pair.to)];
  if (x.value === y.value || (isYear(tokens, pair.from) && isYear(tokens, pair.to))) return false;
  const first = Math.min(pair.from, pair.to);
  const unit = x.noun ? y.unit : (x.unit ?? y.unit);
  const bare = unit === null || x.noun || y.noun || LOOSE.has(unit);
  if (bare && !x.scaled && x.value === 0 && y.value === 1) return false;
  if (REPLACING.has(wordAt(tokens, 0)) && bare) return false;
  if (!bare && !TIME.has(unit ?? "")) return true;
  if (wordAt(tokens, pair.to - 1) === "→" || ACRONYM.test(tokens[first - 2]?.text ?? "")) return true;
  const verb = tokens[first]?.verb;
  if (verb === "any") return ends(tokens, pair.to) && pair.to + 2 >= tokens.length;
  return verb === "up" || verb === "down" || verb === "reach";
}

/** Whether a number by itself measures something. */
function measures(tokens: readonly Token[], index: number): boolean {
  const { value, unit, noun, scaled } = quantityAt(tokens, index);
  const before = wordAt(tokens, index - 1);
  const { word } = tokens[index] as Token;
  if (value === 0 || KNOWN.has(before) || NAMES.has(word) || isYear(tokens, index)) return false;
  const changes = isChange(tokens, index);
  if (unit === null || noun || LOOSE.has(unit)) return isCount(tokens, index, changes);
  const { bound } = leadOf(tokens, index);
  if (TIME.has(unit)) return bound?.side === "at_most" && before !== "within";
  if (unit === "%" || unit === "‰" || unit === "pp")
    return value !== 100 && (!ARTICLES.has(before) || tokens[index]?.verb !== null);
  if (CURRENCIES.has(unit)) return scaled || value >= LARGE || changes || bound !== null;
  if (unit === "x" || unit === "×") return value !== 1 && !ARTICLES.has(before);
  return !ARTICLES.has(before);
}

/** A number without a unit of its own: large, or what a verb is to bring it to; and what is counted follows. */
function isCount(tokens: readonly Token[], index: number, changes: boolean): boolean {
  const { value, scaled } = quantityAt(tokens, index);
  const before = wordAt(tokens, index - 1);
  if (MODIFIERS.has(wordAt(tokens, index + 1))) return false;
  const counted = countedAfter(tokens, index);
  if (value >= LARGE || scaled) {
    const led = index === 0 || LEADS.has(before) || SOFT.has(before) || leadOf(tokens, index).bound !== null;
    return changes || (counted && !ARTICLES.has(before) && (led || tokens[index]?.verb === "any"));
  }
  return changes && value > 1 && (counted || ends(tokens, index));
}

/** Whether a verb that moves or gains something leads to the number: "reach 10", "grow to 50", "win more than 20". */
function isChange(tokens: readonly Token[], index: number): boolean {
  const { word, bound, at } = leadOf(tokens, index);
  const direct = (name: string, place: number) =>
    GAINING.has(name) || (place >= 0 && ["up", "down", "reach"].includes(ownVerb(tokens, place) ?? ""));
  if (direct(word, at)) return true;
  const family = tokens[index]?.verb;
  const moving = family === "up" || family === "down" || family === "reach";
  return moving && (word === "to" || word === "by" || bound !== null);
}

/** What the verb at this very place does; null where it is none. */
function ownVerb(tokens: readonly Token[], index: number): string | null {
  const { verb = null, word = "" } = tokens[index] ?? {};
  const [alone] = tokenise(word);
  return verb !== null && alone?.verb === verb ? verb : null;
}

/** Whether something that can be counted follows within three words. */
function countedAfter(tokens: readonly Token[], index: number): boolean {
  for (let at = index + 1; at <= index + 3; at++) {
    const token = tokens[at];
    if (token === undefined || tokens[at - 1]?.stop || BOUNDARY.has(token.word) || CONNECTORS.has(token.word))
      return false;
    if (token.word === "people" || /^\p{L}[\p{L}-]+s$/u.test(token.word)) return true;
  }
  return false;
}

function isYear(tokens: readonly Token[], index: number): boolean {
  const { text = "", quantity } = tokens[index] ?? {};
  if (quantity?.unit !== null && !quantity?.noun) return false;
  return YEAR.test(text) || /^21\d\d$/.test(text);
}
