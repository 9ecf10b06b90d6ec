/** A number that a text may mean. */
export interface NumberMeant {
  readonly number: number;
  /** What decides for it, where there are two: `where the comma marks decimals`. */
  readonly where: string | null;
}

/** Digits as people group them, or a power of ten. */
interface Reading<T> {
  readonly is: T;
  readonly where: string | null;
}

/** Longer than any number that somebody types. */
const LONGEST = 60;
/** A double keeps every decimal number of 15 significant digits (IEEE 754). */
const KEPT_DIGITS = 15;

const TYPED = /^([+-]?)\s?\p{Sc}?\s?(\d(?:[\d.,_'’ \u00a0\u2009\u202f]*\d)?)(.*)$/u;
const SCALE = /^\s?(k|thousand|m|mio|mn|million)(?!\p{L})/iu;
/** What may follow: nothing, or a unit without digits of its own. */
const UNIT = /^(?:\s*[\p{L}\p{Sc}%‰°][^\d]*)?$/u;
/** A letter that looks like one more digit. */
const LOOKALIKE = /^[oOlI](?!\p{L})/u;
/** Words that stand for another power of ten in another country. */
const UNCERTAIN = /^\s?(?:b|bn|billion|mrd)(?!\p{L})/iu;

/**
 * Reads a number as people write it for people: `30k`, `30.000,00`, `1,200,000`. Two where a mark can be read both ways, as in
 * `30,000`; none where nobody can tell. It serves hints alone: nothing is ever counted with it.
 */
export function numbersMeant(text: string): NumberMeant[] {
  const typed = text.length > LONGEST ? "" : text.trim().replace("−", "-");
  const [, sign = "", digits, tail = ""] = TYPED.exec(typed) ?? [];
  if (digits === undefined || LOOKALIKE.test(tail) || UNCERTAIN.test(tail)) return [];
  const scale = SCALE.exec(tail);
  if (!UNIT.test(tail.slice(scale?.[0].length ?? 0))) return [];
  const decimals = readDigits(digits);
  const powers = readScale(scale?.[1] ?? "");
  // Two doubts at once are no hint any more.
  if (decimals.length > 1 && powers.length > 1) return [];
  return decimals.flatMap((decimal) =>
    powers.flatMap((power): NumberMeant[] => {
      const number = Number(`${sign}${decimal.is}e${power.is}`);
      const kept = decimal.is.replace(".", "").replace(/^0+/, "").length + power.is;
      return kept > KEPT_DIGITS ? [] : [{ number, where: decimal.where ?? power.where }];
    }),
  );
}

/** The digits with a decimal point, without what groups them. */
function readDigits(digits: string): Reading<string>[] {
  const sure = (is: string): Reading<string>[] => [{ is, where: null }];
  if (/^\d+(?:\.\d{1,2}|\.\d{4,})?$/.test(digits)) return sure(digits);
  // Groups of three by space or apostrophe; what follows a comma or point behind them are decimals.
  if (/^\d{1,3}(?:([_'’ \u00a0\u2009\u202f])\d{3})(?:\1\d{3})*(?:[.,]\d+)?$/.test(digits))
    return sure(digits.replace(/[^\d.,]/g, "").replace(",", "."));
  if (/^\d{1,3}(?:\.\d{3})+,\d+$/.test(digits)) return sure(digits.replaceAll(".", "").replace(",", "."));
  if (/^\d{1,3}(?:,\d{3})+\.\d+$/.test(digits)) return sure(digits.replaceAll(",", ""));
  if (/^\d{1,3}(?:([.,])\d{3})(?:\1\d{3})+$/.test(digits)) return sure(digits.replace(/[.,]/g, ""));
  const [, whole = "", mark, rest = ""] = /^(\d+)([.,])(\d+)$/.exec(digits) ?? [];
  if (mark === undefined) return [];
  const decimal = `${whole}.${rest}`;
  if (rest.length !== 3 || whole.length > 3 || whole.startsWith("0")) return sure(decimal);
  return [
    ...sure(`${whole}${rest}`),
    { is: decimal, where: `where the ${mark === "," ? "comma" : "point"} marks decimals` },
  ];
}

/** The power of ten that a word stands for; a small m is as often a unit. */
function readScale(word: string): Reading<number>[] {
  if (word === "") return [{ is: 0, where: null }];
  if (word === "m")
    return [
      { is: 0, where: null },
      { is: 6, where: "where m means million" },
    ];
  return [{ is: /^(?:k|thousand)$/i.test(word) ? 3 : 6, where: null }];
}
