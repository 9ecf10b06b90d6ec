/** So many letters of a title may be another in all. */
const MOST = 2;
/** Words shorter than this are told apart by every letter: on and in, now and not. */
const SHORT = 4;

/**
 * Whether a title was only corrected: the same words in other case, with other punctuation or articles; or with at most two
 * letters changed, each word in one place and not at its beginning, where increase differs from decrease and million from
 * billion. Numbers and signs, as % € <, have to stay.
 */
export function isCorrected(from: string, to: string): boolean {
  const [before, after] = [wordsOf(from), wordsOf(to)];
  if (before.length !== after.length) return false;
  let changed = 0;
  for (const [index, word] of before.entries()) {
    changed += slip(word, after[index] as string);
    if (changed > MOST) return false;
  }
  return true;
}

const ARTICLES = new Set(["a", "an", "the"]);

/** The words, numbers (with a minus that stands at their beginning) and signs of a title. */
function wordsOf(title: string): string[] {
  const words = title
    .normalize("NFKC")
    .replaceAll("−", "-")
    .toLowerCase()
    .match(/(?<![\p{L}\p{N}])-?\p{N}+(?:[.,:]\p{N}+)*|\p{N}+(?:[.,:]\p{N}+)*|[\p{L}\p{M}]+|[\p{S}%‰]/gu);
  return (words ?? []).filter((word) => !ARTICLES.has(word));
}

/** How many letters differ in the one place where two words do; more than may where that is no slip. */
function slip(before: string, after: string): number {
  if (before === after) return 0;
  // One character of a script without upper and lower case may be a word, and a digit always is.
  if (![before, after].every((word) => /^[\p{Lu}\p{Ll}\p{M}]+$/u.test(word))) return MOST + 1;
  const [a, b] = [[...before], [...after]];
  const [least, most] = [Math.min(a.length, b.length), Math.max(a.length, b.length)];
  let start = 0;
  while (start < least && a[start] === b[start]) start++;
  let end = 0;
  while (end < least - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  return start === 0 || most < SHORT ? MOST + 1 : most - start - end;
}
