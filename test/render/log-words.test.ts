import fc from "fast-check";
import { expect, test } from "vitest";
import { difference } from "../../src/analysis/journal/readings.ts";
import { bodyWords, paragraphs, valueWords } from "../../src/render/log-words.ts";

test.each<[before: string, after: string, words: string]>([
  ["", "one\ntwo", "2 lines added"],
  ["one", "", "1 line taken out"],
  ["one\ntwo\nthree", "", "3 lines taken out"],
  ["one\n\ntwo", "one\ntoo", "1 line added, 1 taken out"],
  ["one\none", "one\none\none", "1 line added"],
  ["one\ntwo", "two\none", "lines in another order"],
])("from %j to %j: %s", (before, after, words) => expect(bodyWords(before, after)).toBe(words));

test.each<[value: unknown, words: string, detailed: string]>([
  [null, "none", "none"],
  [[], "none", "none"],
  [72.5, "72.5", "72.5"],
  [["draft", "live"], "draft, live", "draft, live"],
  [[{ id: "draft", title: "Draft agreed", weight: 2 }], "draft", "draft (title Draft agreed, weight 2)"],
  [{ id: "draft" }, "draft", "draft"],
  [["warning", { max: 4 }], "warning, max 4", "warning, max 4"],
  ["::error a\u001b[2J", ": :error a\\x1b[2J", ": :error a\\x1b[2J"],
])("%j is told as %s", (value, words, detailed) => {
  expect(valueWords(value)).toBe(words);
  expect(valueWords(value, true)).toBe(detailed);
});

test.each<[markdown: string, lines: string[]]>([
  ["one\ntwo\r\nthree\n\nfour", ["one two three", "four"]],
  ["- a\n- b\n  more\n1. c", ["- a", "- b", "more", "1. c"]],
  ["text\n> quoted\n| a |", ["text", "> quoted", "| a |"]],
  ["\n\n", []],
  ["one\n::error two", ["one ::error two"]],
  ["\n::error one", [": :error one"]],
])("%j is read as %j", (markdown, lines) => expect(paragraphs(markdown)).toEqual(lines));

test.each([
  [0.1, 0.3, 0.2],
  [99.96, 99.95, -0.01],
  [72, 65, -7],
  [1e21, 1e21, 0],
  [1e-7, 0, -1e-7],
  [0, 0.3333333333333333, 0.3333333333333333],
])("from %d to %d it is %d", (from, to, by) => expect(difference(from, to)).toBe(by));

test("a difference has no more digits than what it is between", () => {
  const cents = fc.integer({ min: -1_000_000, max: 1_000_000 });
  fc.assert(
    fc.property(cents, cents, (a, b) => {
      // Adding nothing tells 0 from −0 no more.
      expect(difference(a / 100, b / 100) + 0).toBe((b - a) / 100 + 0);
    }),
  );
});
