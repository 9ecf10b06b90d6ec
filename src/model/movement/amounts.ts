import { CURRENCIES, TIME, UNITS } from "./words.ts";

/** A number as it is written in one piece: `€20k`, `4.5/5`, `−3`. */
export interface Amount {
  readonly value: number;
  readonly unit: string | null;
  /** It was written with `k`, `M`, `million`. */
  readonly scaled: boolean;
}

const EXPONENTS: ReadonlyMap<string, number> = new Map(
  Object.entries({ k: 3, K: 3, thousand: 3, M: 6, million: 6, bn: 9, billion: 9 }),
);
const AMOUNT =
  /^([-−]?)(US\$|[$€£¥₹]|EUR|USD|GBP|CHF|)([-−]?)((?:[1-9]\d{0,2}([,_'’])\d{3}(?:\5\d{3})*(?!\d)|\d+)(?:\.\d+)?)(.*)$/u;
const RATE = /^\p{L}*\/(?:s|sec|second|min|minute|h|hour|day|week|month|quarter|year)$/u;

/** The amount that a piece of a title is, or null; `1,5` and `5m` are none, because they could be two things. */
export function readAmount(text: string): Amount | null {
  const match = AMOUNT.exec(text);
  if (!match) return null;
  const [, outer = "", currency = "", inner = "", digits = "", , rest = ""] = match;
  // With a currency before it `m` is a million; elsewhere it could be metres or minutes.
  const suffix = readSuffix(currency === "" ? rest : rest.replace(/^mn?$/, "M").replace(/^[bB]$/, "bn"));
  const plain = digits.replace(/[^\d.]/g, "");
  const twice = currency !== "" && suffix?.unit && !suffix.unit.startsWith("/");
  if (!suffix || twice || plain.replace(".", "").length > 15) return null;
  const value = Number(`${outer || inner ? "-" : ""}${plain}e${suffix.exponent}`);
  const unit = currency + (suffix.unit ?? "");
  return { value: value === 0 ? 0 : value, unit: unit || null, scaled: suffix.exponent > 0 };
}

/** What follows the digits: a unit, or a power of ten and perhaps a currency; null for anything else. */
export function readSuffix(text: string): { exponent: number; unit: string | null } | null {
  if (UNITS.has(text) || TIME.has(text) || CURRENCIES.has(text) || RATE.test(text))
    return { exponent: 0, unit: text };
  const [, scale = "", unit = ""] = /^(k|K|M|bn|thousand|million|billion|)(.*)$/u.exec(text) ?? [];
  if (unit !== "" && !(scale !== "" && CURRENCIES.has(unit))) return null;
  return { exponent: EXPONENTS.get(scale) ?? 0, unit: unit || null };
}

/** Without the noise of binary fractions: 3.3000000000000003 is 3.3. */
export function tidy(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(12));
}
