import { type Amount, readAmount } from "./amounts.ts";
import { type Chunk, YEAR } from "./chunks.ts";
import { BOUNDARY, MONTHS, NAMED, NOT_NOUN } from "./words.ts";

/** An amount, and what of its surroundings belongs to it. */
export interface Quantity extends Amount {
  /** The unit is only the noun that follows: `20 creators`. */
  readonly noun: boolean;
  /** It may as well be a year. */
  readonly year: boolean;
}

const NOUN = /^(?:people|\p{Ll}[\p{L}-]{2,}s)$/u;

/** The quantity in a chunk, unless it is part of a name (`ISO 27001`, `level 3`) or of a date. */
export function readQuantity(chunks: readonly Chunk[], index: number): Quantity | null {
  const { text, stop } = chunks[index] as Chunk;
  const amount = readAmount(text);
  if (!amount) return null;
  const before = chunks[index - 1];
  const after = stop ? undefined : chunks[index + 1];
  const name = before && !before.stop ? before.text.toLowerCase() : "";
  if (NAMED.has(name) || MONTHS.has(name) || MONTHS.has(after?.text.toLowerCase() ?? "")) return null;
  const beyond = after?.stop ? undefined : chunks[index + 2]?.text.toLowerCase();
  const counted = after && NOUN.test(after.text) && !NOT_NOUN.has(after.text);
  const noun = amount.unit === null && counted === true && (beyond === undefined || BOUNDARY.has(beyond));
  const unit = noun ? after.text : amount.unit;
  return { ...amount, unit, noun, year: unit === null && YEAR.test(text) };
}

/** The unit of two numbers that are counted in the same, null when none is named, undefined when they differ. */
export function joinUnits(x: Quantity, y: Quantity): string | null | undefined {
  if (x.unit === null || y.unit === null) return x.unit ?? y.unit;
  const longer = x.unit.length > y.unit.length ? x.unit : y.unit;
  return [x.unit, y.unit].every((unit) => unit === longer || `${unit}s` === longer) ? longer : undefined;
}
