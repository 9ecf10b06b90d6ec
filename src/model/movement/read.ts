import { tidy } from "./amounts.ts";
import { BOUNDS, type Bound } from "./bounds.ts";
import type { Direction, Movement } from "./kinds.ts";
import { leadOf } from "./leads.ts";
import { isClear, readBound, readRange } from "./limits.ts";
import { ACRONYM, findPairs, readPair } from "./pairs.ts";
import { counts, ends, phraseAt, quantityAt, type Token, tokenise, wordAt } from "./tokens.ts";
import { type Family, MULTIPLES, NEGATIONS, NOT_MULTIPLIED, SOFT, VERBS } from "./words.ts";

const OPEN = { metric: "number", baseline: null } as const;

/** The measure in a key result's title; null where it names none, several, or one that could mean two things. */
export function readMovement(title: string): Movement | null {
  const tokens = tokenise(title);
  const negated = tokens.flatMap((_, index) => (negates(tokens, index) ? [index] : []));
  const pairs = findPairs(tokens);
  if (negated.some((index) => wordAt(tokens, index) !== "without")) return null;
  if (negated[0] !== undefined && (pairs.length === 0 || !movesAround(tokens, negated[0]))) return null;
  if (pairs[0]) return pairs.length === 1 ? readPair(tokens, pairs[0]) : null;
  const family = familyOf(tokens);
  if (family === undefined) return null;
  const numbers = tokens.flatMap((_, index) => (counts(tokens, index, moves(family)) ? [index] : []));
  const [first, second] = numbers;
  if (first === undefined) return readWords(tokens, family);
  if (MULTIPLES.has(wordAt(tokens, 0))) return null;
  if (second === undefined) return readOne(tokens, first, family);
  return numbers.length === 2 && family === "keep" ? readRange(tokens, first, second) : null;
}

function negates(tokens: readonly Token[], index: number): boolean {
  if (!NEGATIONS.has(wordAt(tokens, index))) return false;
  return ![2, 3].some((size) => BOUNDS.has(phraseAt(tokens, index, size)));
}

/** "Increase orders without errors from 58 % to 75 %": the title begins with what moves, and nothing behind "without" does. */
function movesAround(tokens: readonly Token[], without: number): boolean {
  const families = tokens.map((_, index) => VERBS.get(wordAt(tokens, index)));
  return moves(families[0]) && families.slice(without).every((family) => family === undefined);
}

function moves(family: Family | null | undefined): boolean {
  return family === "up" || family === "down" || family === "any";
}

/** What the verbs of the title do together: null without one, undefined when they contradict each other. */
function familyOf(tokens: readonly Token[]): Family | null | undefined {
  const found = new Set(tokens.flatMap((_, index) => VERBS.get(wordAt(tokens, index)) ?? []));
  const [only = null] = found;
  if (found.size < 2) return only;
  if (found.has("keep") || found.has("cap") || (found.has("up") && found.has("down"))) return undefined;
  return found.has("up") ? "up" : found.has("down") ? "down" : "any";
}

function relative(share: number): Movement {
  return { ...OPEN, kind: "relative", relative: tidy(share), unit: null };
}

/** A title without a number: "Double …", "Cut … in half". */
function readWords(tokens: readonly Token[], family: Family | null): Movement | null {
  const multiple = MULTIPLES.get(wordAt(tokens, 0));
  if (multiple !== undefined) {
    const object = tokens.length > 1 && !NOT_MULTIPLIED.has(wordAt(tokens, 1));
    return object && (family === null || family === "reach") ? relative(multiple - 1) : null;
  }
  const half = (word: string) =>
    tokens.some((_, index) => phraseAt(tokens, index, 2) === `${word} half` && ends(tokens, index + 1));
  if (family === "down" && (half("by") || half("in"))) return relative(-0.5);
  return family === "up" && half("by") ? relative(0.5) : null;
}

/** A title with one number. */
function readOne(tokens: readonly Token[], index: number, family: Family | null): Movement | null {
  const quantity = quantityAt(tokens, index);
  const { value, unit } = quantity;
  const lead = leadOf(tokens, index);
  const direction = family === "up" || family === "down" ? family : sideways(lead.bound);
  const target: Movement = { ...OPEN, kind: "target", target: value, direction, unit };
  if (lead.word === "by") return readChange(tokens, index, family);
  if (moves(family) && (lead.bound !== null || lead.word === "to")) {
    if (lead.phrase === "within" || (lead.bound && sideways(lead.bound) !== direction)) return null;
    // "Get", "bring", "move" do much else: "Bring the workshop to 5 cities".
    return family !== "any" || (!quantity.noun && ends(tokens, index)) ? target : null;
  }
  if (family === "cap" && (lead.word === "to" || lead.word === "at") && lead.bound?.side !== "at_least")
    return { kind: "limit", metric: "limit", at_most: value, unit };
  if (family === "reach") {
    const measure = ACRONYM.test(tokens[lead.at]?.text ?? "") ? lead.at - 1 : lead.at;
    const verb = SOFT.has(wordAt(tokens, measure)) ? measure - 1 : measure;
    return VERBS.get(wordAt(tokens, verb)) === "reach" || lead.bound?.side === "at_most" ? target : null;
  }
  if (lead.bound && (family === "keep" || isClear(tokens, index, lead)))
    return readBound(tokens, index, lead);
  const times = (unit === "x" || unit === "×") && family === "up" && value > 1 && lead.word !== "to";
  return times ? relative(value - 1) : null;
}

/** A change "by" something: a share when it is in per cent, else an amount. */
function readChange(tokens: readonly Token[], index: number, family: Family | null): Movement | null {
  const { value, unit, noun } = quantityAt(tokens, index);
  if ((family !== "up" && family !== "down") || value <= 0 || noun || !ends(tokens, index)) return null;
  const sign = family === "up" ? 1 : -1;
  if (unit === "x" || unit === "×" || wordAt(tokens, index + 1) === "of") return null;
  if (unit === "%") return sign * value < -100 ? null : relative((sign * value) / 100);
  return { ...OPEN, kind: "step", step: sign * value, unit: unit === "pp" ? "%" : unit };
}

function sideways(bound: Bound | null): Direction | null {
  return bound === null ? null : bound.side === "at_least" ? "up" : "down";
}
