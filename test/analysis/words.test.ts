import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findQuantity } from "../../src/analysis/quantities.ts";
import {
  countWords,
  fold,
  isOtherLanguage,
  Phrases,
  partsOf,
  sentencesOf,
  shorten,
  titleKey,
  wordsOf,
} from "../../src/analysis/words.ts";

describe("words", () => {
  test.each<[text: string, words: string[]]>([
    ["Don’t SHIP the team’s set-up, ever!", ["don't", "ship", "the", "team", "set-up", "ever"]],
    ["Release 4.2 to 10,000 users.", ["release", "4.2", "to", "10,000", "users"]],
    ["Qualität – STRASSE und Straße", ["qualität", "strasse", "und", "strasse"]],
    ["Ａ ﬁne ①", ["a", "fine", "1"]],
    ["让新用户安心。下一步", ["让新用户安心", "下一步"]],
    ["गुणवत्ता सुधारें", ["गुणवत्ता", "सुधारें"]],
    ["🚀 … — !", []],
  ])("of %s", (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  test("hyphens part compounds where that is asked for", () => {
    expect(partsOf("OKR-based, zero‑downtime")).toEqual(["okr", "based", "zero", "downtime"]);
  });

  test.each<[text: string, count: number]>([
    ["", 0],
    ["Growth", 1],
    ["Zero downtime", 2],
    ["Kundenzufriedenheit", 2],
    ["成长", 2],
    ["고객만족", 4],
    ["Рост", 1],
  ])("%s counts as %d", (text, count) => {
    expect(countWords(wordsOf(text))).toBe(count);
  });

  test("other languages give themselves away by their small words", () => {
    expect(isOtherLanguage(wordsOf("Release 5 ist bei allen Kunden"))).toBe(true);
    expect(isOtherLanguage(wordsOf("Open the Los Angeles office of El Dorado on time"))).toBe(false);
  });
});

describe("what titles share", () => {
  test.each<[a: string, b: string, same: boolean]>([
    ["Make the set-up easy!", "make the  Set up – EASY", true],
    ["Café", "Cafe\u0301", true],
    ["🚀 Grow", "Grow", true],
    ["Sales, marketing", "Sales | marketing", true],
    ["客户 满意", "客户满意", true],
    ["Café", "Cafe", false],
    ["From 1.5 to 2", "From 15 to 2", false],
    ["1 2", "12", false],
    ["From −5 to 0", "From 5 to 0", false],
    ["From −5 to 0", "From -5 to 0", true],
    ["90 %", "90 €", false],
    ["C++", "C", false],
    ["Increase calls", "Decrease calls", false],
    ["🚀", "🐢", false],
    ["???", "!!!", false],
  ])("%s and %s: %s", (a, b, same) => {
    expect(titleKey(a) === titleKey(b)).toBe(same);
  });

  test("case and white space never matter", () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-zäöü0-9]{1,6}$/), { maxLength: 8 }), (words) => {
        const key = titleKey(words.join(" "));
        expect(titleKey(words.join("  ").toUpperCase())).toBe(key);
        expect(titleKey(`"${words.join(" ")}!"`)).toBe(words.length === 0 ? '"!"' : key);
      }),
    );
  });
});

describe("sentences", () => {
  test("end at stops, empty lines, list items and headings", () => {
    const markdown = `# Why

People wait
too long. “Much too long!” They say so (e.g.
on Mondays).
- First
  of all
- Second: 0.7 is good? Yes
> Quoted.\r\n\r\nEnd`;
    expect([...sentencesOf(markdown)]).toEqual([
      "# Why",
      "People wait too long.",
      "“Much too long!”",
      "They say so (e.g. on Mondays).",
      "- First of all",
      "- Second: 0.7 is good?",
      "Yes",
      "> Quoted.",
      "End",
    ]);
    expect([...sentencesOf("\n \n")]).toEqual([]);
  });

  test("shortened ones are one line and cut no character in two", () => {
    expect(shorten("a\n  b", 80)).toBe("a b");
    expect(shorten("🪂".repeat(9), 5)).toBe("🪂🪂🪂🪂…");
  });
});

describe("phrases", () => {
  const phrases = new Phrases(["Set up", "set", "roll out now then", "one two three four five", "", "–"]);
  test.each<[text: string, found: (string | null)[]]>([
    ["set up", ["set up", null]],
    ["Set, down", ["set", null]],
    ["roll out now", [null, null, null]],
    ["roll out now, then", ["roll out now then", null, null, null]],
    // Longer ones are not looked for.
    ["one two three four five", [null, null, null, null, null]],
  ])("in %s", (text, found) => {
    const words = wordsOf(text);
    expect(words.map((_, index) => phrases.at(words, index))).toEqual(found);
  });

  test("what may be in a text is never missed", () => {
    const list = ["set up", "a raise", "prämie"];
    const known = new Phrases(list);
    expect(known.mayBeIn(fold("PRÄMIE"))).toBe(true);
    expect(known.mayBeIn(fold("a sunny day"))).toBe(false);
    expect(new Phrases(Array.from({ length: 99 }, (_, index) => `word${index}`)).mayBeIn("")).toBe(true);
  });
});

describe("any text at all", () => {
  test("ends in an answer", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        expect(titleKey(text)).toBeTypeOf("string");
        expect(countWords(partsOf(text))).toBeGreaterThanOrEqual(0);
        for (const sentence of sentencesOf(text)) expect(sentence.trim()).not.toBe("");
        expect(findQuantity(text)?.text ?? "x").not.toBe("");
      }),
    );
  });

  test.each([
    "a",
    "a-",
    "1",
    "1,",
    "1.",
    ".",
    "'",
    "-",
    " ",
    "\n",
    "\n ",
    "1. ",
    '."',
    "\u0301",
    "ß",
    "ﷺ",
    "%1",
    "→1 ",
  ])("a hundred thousand of %j are read in one go", (part) => {
    const text = part.repeat(100_000);
    expect(titleKey(text).length).toBeGreaterThanOrEqual(0);
    expect(countWords(partsOf(text))).toBeGreaterThanOrEqual(0);
    expect([...sentencesOf(text)].join("").length).toBeLessThanOrEqual(text.length);
  });
});
