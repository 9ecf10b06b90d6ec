import fc from "fast-check";
import stringWidth from "string-width";
import { beforeAll, describe, expect, test } from "vitest";
import {
  flow,
  needsExactWidths,
  pad,
  truncate,
  useExactWidths,
  width,
  wrap,
} from "../../src/render/width.ts";

beforeAll(() => useExactWidths(stringWidth));

/** Text without controls, such as `safe` leaves. */
const words = [
  ..."ab é—→█░┃●◐○◌·■▲▼–…✓ﬁ日本한あ",
  "e\u0301",
  "👩‍👩‍👧‍👦",
  "👍🏽",
  "🇧🇷",
  "☕️",
  "☕",
  "🚀",
  "1️⃣",
  " ",
  "\u00a0",
  "می‌",
  "𝒳",
  "ｗ",
];
const text = fc.oneof(
  fc.array(fc.constantFrom(...words), { maxLength: 20 }).map((parts) => parts.join("")),
  fc.string({ unit: "grapheme", maxLength: 20 }),
  fc.string({ maxLength: 30 }),
);
const columns = fc.integer({ min: 2, max: 25 });

describe("width", () => {
  test.each([
    ["", 0],
    ["abc", 3],
    ["ação", 4],
    ["日本", 4],
    ["👩‍👩‍👧‍👦", 2],
    ["e\u0301", 1],
    ["\u001b[31mred\u001b[39m", 3],
    ["█░┃●◐○◌·■▲▼→–…✓", 15],
  ])("%s takes %i columns", (text, expected) => expect(width(text)).toBe(expected));

  test("plain characters take what the library says, each and together", () => {
    const plain: string[] = [];
    for (let code = 0x20; code < 0x10000; code++) {
      const character = String.fromCharCode(code);
      if (!needsExactWidths(character) && character !== "\n") plain.push(character);
    }
    expect(plain.length).toBeGreaterThan(1000);
    expect(plain.filter((character) => stringWidth(character) !== 1)).toEqual([]);
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...plain)), (characters) => {
        const joined = characters.join("");
        expect(needsExactWidths(joined)).toBe(false);
        expect(stringWidth(joined)).toBe(joined.length);
      }),
      { numRuns: 500 },
    );
  });

  test("it is the library's, whatever the text", () =>
    fc.assert(
      fc.property(text, (text) => {
        expect(width(text)).toBe(stringWidth(text));
      }),
      { numRuns: 2000 },
    ));
});

describe("pad", () => {
  test.each([
    ["ab", 4, "end", "ab  "],
    ["ab", 4, "start", "  ab"],
    ["日本", 5, "end", "日本 "],
    ["abcdef", 4, "end", "abcdef"],
  ] as const)("%s to %i at its %s", (text, columns, side, padded) =>
    expect(pad(text, columns, side)).toBe(padded),
  );
});

describe("truncate", () => {
  test.each([
    ["abcdef", 6, "end", "abcdef"],
    ["abcdef", 5, "end", "abcd…"],
    ["abcdef", 5, "start", "…cdef"],
    ["abcdef", 1, "end", "…"],
    ["abcdef", 1, "start", "…"],
    ["abcdef", 0, "end", ""],
    ["日本語", 5, "end", "日本…"],
    ["日本語", 4, "end", "日…"],
    ["日本語", 4, "start", "…語"],
    ["👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 3, "end", "👩‍👩‍👧‍👦…"],
    ["👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 2, "end", "…"],
    ["e\u0301e\u0301e\u0301", 2, "end", "e\u0301…"],
    ["e\u0301e\u0301e\u0301", 2, "start", "…e\u0301"],
  ] as const)("%s to %i at its %s", (text, columns, side, short) =>
    expect(truncate(text, columns, side)).toBe(short),
  );

  test("never takes more than it may, and cuts no character in two", () =>
    fc.assert(
      fc.property(text, columns, fc.constantFrom("start" as const, "end" as const), (text, columns, side) => {
        const short = truncate(text, columns, side);
        expect(stringWidth(short)).toBeLessThanOrEqual(columns);
        if (short === text) return;
        const kept = side === "end" ? short.slice(0, -1) : short.slice(1);
        expect(side === "end" ? text.startsWith(kept) : text.endsWith(kept)).toBe(true);
        const characters = [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
        const ends = characters.map((_, index) =>
          (side === "end" ? characters.slice(0, index) : characters.slice(index + 1)).join(""),
        );
        expect(ends).toContain(kept);
      }),
      { numRuns: 2000 },
    ));
});

describe("wrap", () => {
  test.each<[text: string, columns: number, lines: string[]]>([
    ["", 10, []],
    ["  ", 10, []],
    ["one two three", 7, ["one two", "three"]],
    ["one two three", 6, ["one", "two", "three"]],
    ["abcdefgh ij", 3, ["abc", "def", "gh", "ij"]],
    ["日本語日本語", 5, ["日本", "語日", "本語"]],
    ["🚀🚀🚀", 5, ["🚀🚀", "🚀"]],
    ["👩‍👩‍👧‍👦👩‍👩‍👧‍👦 a", 2, ["👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦", "a"]],
    ["日本", 1, ["日", "本"]],
    ["from 65 % to 90 %", 7, ["from", "65 % to", "90 %"]],
    ["more %", 5, ["more", "%"]],
    ["100000 %", 3, ["100", "000", "%"]],
  ])("%s at %i", (text, columns, lines) => expect(wrap(text, columns)).toEqual(lines));

  test("no line begins with what a workflow's log takes for a command", () => {
    expect(wrap("see here ::error file=x::boom", 14)).toEqual(["see here", ": :error", "file=x::boom"]);
    expect(wrap("a::b", 80)).toEqual(["a::b"]);
  });

  test("no line takes more than it may, and nothing but white space is lost", () =>
    fc.assert(
      fc.property(text, columns, (text, columns) => {
        const lines = wrap(text, columns);
        // Musical notes are one character that may take three columns.
        const alone = (line: string) => [...new Intl.Segmenter().segment(line)].length === 1;
        for (const line of lines) if (!alone(line)) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
        expect(lines.join("").replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
        expect(lines).not.toContain("");
      }),
      { numRuns: 2000 },
    ));
});

describe("flow", () => {
  test.each<[pieces: string[], columns: number, indent: string, lines: string[]]>([
    [["a", "b", "c"], 10, "", ["a  b  c"]],
    [["a", "b", "c"], 6, "", ["a  b", "c"]],
    [["a", "b", "c"], 6, "  ", ["  a  b", "  c"]],
    [["日本", "語"], 8, "", ["日本  語"]],
    [["日本", "語"], 7, "", ["日本", "語"]],
    [["\u001b[1mab\u001b[22m", "c"], 5, "", ["\u001b[1mab\u001b[22m  c"]],
  ])("%j at %i", (pieces, columns, indent, lines) => expect(flow(pieces, columns, indent)).toEqual(lines));
});
