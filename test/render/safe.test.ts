import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { safe, safeLines } from "../../src/render/safe.ts";

describe("what could deceive becomes a visible escape", () => {
  test.each([
    ["colour", "\u001b[31mred", "\\x1b[31mred"],
    ["a title of the window", "\u001b]0;x\u0007", "\\x1b]0;x\\x07"],
    ["NUL, backspace, form feed", "a\0b\bc\f", "a\\x00b\\x08c\\x0c"],
    ["line ends", "a\nb\rc\r\nd", "a\\nb\\rc\\r\\nd"],
    ["tabs are spaces", "a\tb", "a b"],
    ["DEL and C1", "a\u007fb\u009b31mc\u0085", "a\\x7fb\\x9b31mc\\x85"],
    ["direction", "a\u202eb\u2066c\u2069\u200e\u061c", "a\\u{202e}b\\u{2066}c\\u{2069}\\u{200e}\\u{61c}"],
    ["nothing to see", "a\u200bb\u2060c\ufeffd\u00ade", "a\\u{200b}b\\u{2060}c\\u{feff}d\\xade"],
    ["line separators", "a\u2028b\u2029c", "a\\u{2028}b\\u{2029}c"],
    ["half a character", "a\ud83db\udc00", "a\\u{d83d}b\\u{dc00}"],
    ["hidden tags", "a\u{e0061}\u{e007f}", "a\\u{e0061}\\u{e007f}"],
  ])("%s", (_, text, shown) => expect(safe(text)).toBe(shown));
});

test.each([
  'plain text, with "quotes" \\ and such',
  "ação ñ ß",
  "日本語 한국어 العربية עברית",
  "👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽 🇧🇷 ☕️ 1️⃣",
  "می‌خواهم",
  "a\u0301 e\u0308",
  "65 → 90 %",
  "",
])("%s stays as it is", (text) => expect(safe(text)).toBe(text));

test("lines stay lines", () => expect(safeLines("a\r\n\tb\n\u001bc\rd")).toBe("a\n b\n\\x1bc\\rd"));

test("whatever comes in, one well-formed line without controls comes out", () =>
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "binary" }),
        fc.uint16Array().map((units) => String.fromCharCode(...units)),
      ),
      (text) => {
        const shown = safe(text);
        expect(shown).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069\u200b]/u);
        expect(safe(shown)).toBe(shown);
      },
    ),
    { numRuns: 2000 },
  ));

test.each([
  ["::error file=x::pwned", ": :error file=x::pwned"],
  ["  ::add-mask::x", "    : :add-mask::x"],
  ["a ##[group]b", "a # # [group]b"],
  ["a ##vso[task.setvariable]b", "a # #vso[task.setvariable]b"],
  ["C## [1] is fine", "C## [1] is fine"],
  ["std::vector", "std::vector"],
])("a log does not take %j for a command", (text, shown) => expect(safe(text)).toBe(shown));
