/** Words with their hyphens: `first-week` is one word, and so is `pre-first-week`. */
const WORD = /[\p{L}\p{N}_]+(?:-[\p{L}\p{N}_]+)*/gu;
/** Names are told apart by so many of their words. */
const MOST = 6;

/** Which ids and names are mentioned in texts, as words of their own. Every text is read once, however many are looked for. */
export class Mentions {
  readonly #wanted = new Set<string>();
  readonly #lengths: readonly number[];
  readonly #found = new Set<string>();

  /** @param names ids, which match in any case, and names as people write them: "Explorer Team" */
  constructor(names: Iterable<string>) {
    const lengths = new Set<number>();
    for (const name of names) {
      const words = wordsOf(name);
      if (words.length === 0) continue;
      this.#wanted.add(words.join(" "));
      lengths.add(words.length);
    }
    this.#lengths = [...lengths];
  }

  read(text: string): void {
    const last: string[] = [];
    for (const [word] of text.matchAll(WORD)) {
      this.#note(word.toLowerCase());
      if (last.push(word) > MOST) last.shift();
      for (const length of this.#lengths)
        if (length <= last.length) this.#note(last.slice(-length).join(" "));
    }
  }

  has(name: string): boolean {
    return this.#found.has(wordsOf(name).join(" "));
  }

  #note(words: string): void {
    if (this.#wanted.has(words)) this.#found.add(words);
  }
}

function wordsOf(name: string): string[] {
  return (name.match(WORD) ?? []).slice(0, MOST);
}
