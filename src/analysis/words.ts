/** Letters with their marks and digits; apostrophes and hyphens within a word, points and commas within a number. */
const WORD = /[\p{L}\p{M}\p{N}]+(?:(?:['‐-]|(?<=\p{N})[.,](?=\p{N}))[\p{L}\p{M}\p{N}]+)*/gu;
/** What a title is made of besides case, space and punctuation: numbers, letters, signs that mean something. */
const PART =
  /(?:(?<![\p{L}\p{N}])-)?\p{N}+(?:[.,:]\p{N}+)*|[\p{L}\p{M}]+|(?![|~])[\p{Sm}\p{Sc}°%‰#]|(?<=[\p{L}\p{N}])&/gu;
/** Scripts that are written without spaces between words, and Hangul, whose titles often are. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]/u;
/** A word with more letters than this is a compound: what German or Finnish says in one word, English says in two. */
const COMPOUND = 14;
/** A list item, heading, quotation or table row begins a sentence of its own. */
const BEGINS = /^\s*(?:[-*+>#|]|\d+[.)]\s)/;
/** So many words of a phrase are looked at. */
const LONGEST_PHRASE = 4;
/** So many words are looked for in a text before it is taken apart. */
const MARKS = 50;

/** Small words that titles in other languages have and English ones do not. */
const OTHERS: ReadonlySet<string> = new Set(
  `der das und ist sind für bei mit von zum zur zu auf dem den ein eine einen einer nicht wir unser unsere alle wird werden
  del una por para que uma não da em nos às ao aos le les des du et une pour avec dans sur aux au sont
  het een voor naar och för på att till og til som della il gli che dla się oraz için`.split(/\s+/),
);

/** Text in one spelling: without compatibility forms, in lower case. */
export function fold(text: string): string {
  // Through upper case, so that ß is ss.
  return text.normalize("NFKC").toUpperCase().toLowerCase().replaceAll("’", "'");
}

/** The words of a text in one spelling, in order; compounds with a hyphen are one, and an English genitive is left out. */
export function wordsOf(text: string): string[] {
  const words = fold(text).match(WORD) ?? [];
  return words.map((word) => (word.endsWith("'s") ? word.slice(0, -2) : word));
}

/** The same, with the parts of compounds one by one. */
export function partsOf(text: string): string[] {
  return wordsOf(text).flatMap((word) => word.split(/[‐-]/));
}

/** How many words a text says: where a script has no spaces, every letter counts, and a long compound counts twice. */
export function countWords(words: readonly string[]): number {
  let count = 0;
  for (const word of words) {
    const letters = [...word].length;
    count += UNSPACED.test(word) ? letters : letters > COMPOUND ? 2 : 1;
  }
  return count;
}

/** Whether words are plainly not English, so that an English list says nothing of them. */
export function isOtherLanguage(words: readonly string[]): boolean {
  return words.some((word) => OTHERS.has(word));
}

/** What two titles share when they differ only in case, space and punctuation; numbers keep their points and commas. */
export function titleKey(title: string): string {
  let key = "";
  let afterLetters = false;
  for (const [part] of fold(title).replaceAll("−", "-").matchAll(PART)) {
    const letters = /^[\p{L}\p{M}]/u.test(part);
    // "set-up", "set up" and "setup" are one, "1 2" and "12" are not.
    key += letters && afterLetters ? part : ` ${part}`;
    afterLetters = letters;
  }
  return key === "" ? title.trim() : key;
}

/** The sentences of Markdown. */
export function* sentencesOf(markdown: string): Generator<string> {
  let open = "";
  for (const line of markdown.split(/\r?\n/)) {
    const begins = line.trim() === "" || BEGINS.test(line);
    if (begins && open !== "") {
      yield open;
      open = "";
    }
    const [first = "", ...more] = line.trim().split(/(?<=[.!?]["'”’)*_]?)\s+/u);
    open = open === "" ? first : `${open} ${first}`;
    for (const sentence of more) {
      yield open;
      open = sentence;
    }
  }
  if (open !== "") yield open;
}

/** Words and phrases of up to four words to look for in others. */
export class Phrases {
  readonly #known: ReadonlySet<string>;
  /** By first word: how many words the longest phrase has that begins with it. */
  readonly #longest = new Map<string, number>();
  /** The longest word of each phrase; null where there are too many to look for one by one. */
  readonly #marks: readonly string[] | null;

  /** @param split how the texts are taken apart, so that the list is too */
  constructor(list: Iterable<string>, split: (text: string) => string[] = wordsOf) {
    const phrases = [...list].map(split).filter(({ length }) => length > 0 && length <= LONGEST_PHRASE);
    this.#known = new Set(phrases.map((words) => words.join(" ")));
    for (const words of phrases) {
      const first = words[0] as string;
      this.#longest.set(first, Math.max(this.#longest.get(first) ?? 0, words.length));
    }
    const marks = new Set(phrases.map((words) => words.reduce((a, b) => (b.length > a.length ? b : a))));
    this.#marks = marks.size > MARKS ? null : [...marks];
  }

  /** Whether it is worth looking for one of them in a text, which is in the spelling of `fold`; much cheaper than to look. */
  mayBeIn(folded: string): boolean {
    return this.#marks === null || this.#marks.some((mark) => folded.includes(mark));
  }

  /** The longest of them that begins at this word; null without one. */
  at(words: readonly string[], index: number): string | null {
    const first = words[index] as string;
    const longest = this.#longest.get(first) ?? 0;
    if (longest === 1) return first;
    for (let size = longest; size > 0; size--) {
      const phrase = words.slice(index, index + size).join(" ");
      if (this.#known.has(phrase)) return phrase;
    }
    return null;
  }
}

/** A text in one line of at most so many characters. */
export function shorten(text: string, most: number): string {
  const line = [...text.replace(/\s+/gu, " ").trim()];
  if (line.length <= most) return line.join("");
  return `${line
    .slice(0, most - 1)
    .join("")
    .trimEnd()}…`;
}
