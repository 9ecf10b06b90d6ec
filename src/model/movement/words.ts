/** What the verb of a title does to its measure. */
export type Family = "up" | "down" | "any" | "keep" | "cap" | "reach";

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** The verbs of titles, in every form, and what they do. */
export const VERBS: ReadonlyMap<string, Family> = new Map([
  ...verbs("up", "increase grow raise boost lift expand scale extend rise climb"),
  ...verbs("down", "reduce decrease lower shrink shorten cut cutting drop dropping slash fall"),
  ...verbs("any", "improve get getting bring move push drive take"),
  ...verbs("keep", "keep hold maintain stay remain sustain"),
  ...verbs("cap", "cap capping limit"),
  ...verbs("reach", "reach hit hitting achieve attain"),
]);
/** First words that multiply, and by how much. */
export const MULTIPLES: ReadonlyMap<string, number> = new Map(
  Object.entries({ double: 2, triple: 3, quadruple: 4, halve: 0.5 }),
);
/** What follows such a word when nothing is multiplied: "Double opt-in". */
export const NOT_MULTIPLIED = words("a down opt opt-in entry booking click clicks digit sided blind ended");
/** "Upgrade from 14 to 16" and "Open from 9 to 5" move no measure. */
export const REPLACING = words("upgrade migrate switch port convert open");
/** Words that turn a title into its opposite, unless they are part of a bound. */
export const NEGATIONS = words(
  "no not never nor without avoid prevent stop cannot don't doesn't won't don’t doesn’t won’t",
);

/** Words that may stand between a number and what leads to it. */
export const SOFT = words("a an the average of about around roughly nearly almost budget");
/** What may stand between two numbers; `dash` and `range` are – with and without spaces. */
export const CONNECTORS = words("to → dash range");
/** Words before an "X to Y" that make it a range. */
export const LEADS = words("from to → by at of for in with within about between on");
/** Words that begin something else after a number. */
export const BOUNDARY = words(
  "per a each every in by for from to of at on and or within during until till before after with who that through than as → dash",
);
/** Units of time, in lower case. */
export const TIME = words(
  "s sec secs second seconds min mins minute minutes h hr hrs hour hours day days week weeks month months year years",
);
/** Words before a number that belongs to a rate. */
export const PER = words("per every each");
/** Words before a stretch of time that is when, not how much. */
export const WHEN = words("in for after during last next past first rolling following previous");
/** Currencies, before or after the number. */
export const CURRENCIES = words("$ € £ ¥ ₹ US$ USD EUR GBP CHF");
/** Units that are not times, spelt with their case. */
export const UNITS = words(
  "% ‰ pp point points pts ms µs kB KB MB GB TB g kg t km °C °F ° kWh MWh FTE FTEs rps qps x × /5 /10 /100",
);
/** Words that a number after them is the name of. */
export const NAMED = words(
  `iso iec soc pci rfc din en version release phase stage step level tier part chapter article section sprint wave top no number
  nr format web windows python java node room class type series model area team squad group project gate option plan day week`,
);
/** Words beside a number that is a day of the calendar or a time of day. */
export const MONTHS = words(
  `january february march april may june july august september october november december
  jan feb mar apr jun jul aug sep sept oct nov dec am pm`,
);
/** Words in `s` that nothing is counted in. */
export const NOT_NOUN = words(
  "has is was this across plus less versus always towards besides its as does perhaps overseas",
);

function verbs(family: Family, bases: string): [string, Family][] {
  return bases.split(" ").flatMap((verb) => {
    const stem = verb.replace(/e$/, "");
    return [verb, `${verb}s`, `${stem}ed`, `${stem}ing`].map((form): [string, Family] => [form, family]);
  });
}
