import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isNumber, parseNumber } from "../../../src/model/metrics/metric.ts";

describe("a number as people type one", () => {
  test.each([
    ["72", 72],
    ["  72  ", 72],
    ["72 %", 72],
    ["72%", 72],
    ["99.9%", 99.9],
    ["0.1", 0.1],
    [".5", 0.5],
    ["007", 7],
    ["+5", 5],
    ["-3", -3],
    ["- 3", -3],
    ["−3", -3],
    ["-0.5 %", -0.5],
    ["1 200", 1200],
    ["1\u00a0200", 1200],
    ["1\u202f200\u202f000.5", 1_200_000.5],
    ["1_200", 1200],
    ["1'200", 1200],
    ["1’200’000", 1_200_000],
    ["300 ms", 300],
    ["300ms", 300],
    ["20 creators", 20],
    ["20 new creators", 20],
    ["1 200 creators", 1200],
    ["22 °C", 22],
    ["20 / week", 20],
    ["€ 20", 20],
    ["$1.50", 1.5],
    ["-€20", -20],
    ["20 €", 20],
    ["12abc", 12],
  ])("%j is %d", (text, expected) => {
    expect(parseNumber(text)).toBe(expected);
  });
});

describe("what is refused rather than guessed", () => {
  const ambiguous = "write 1200 for thousands and 1.2 for decimals";
  const one = "write one number with a decimal point: 72 or 99.9";
  const digits = "write digits with a decimal point: 72 or 99.9";
  const written = "write all the digits, in the key result's unit";
  test.each([
    ["1,200", ambiguous],
    ["1,5", ambiguous],
    ["1,200.50", ambiguous],
    ["1.200,50", ambiguous],
    ["1.200.000", ambiguous],
    ["99,9 %", ambiguous],
    ["", digits],
    ["   ", digits],
    ["abc", digits],
    ["about 20", digits],
    ["NaN", digits],
    ["Infinity", digits],
    ["--3", digits],
    ["72.", one],
    ["1e999", one],
    ["1e3", one],
    ["0x10", one],
    ["65 90", one],
    ["1 20", one],
    ["1 2000", one],
    ["1_0", one],
    ["5-7", one],
    ["5/7", one],
    ["3 of 5", one],
    ["72 %, up from 65 %", one],
    ["12O", one],
    ["1l", one],
    ["20k", written],
    ["1.2M", written],
    ["3 million", written],
    ["20 k€", written],
    ["12345678901234567890", "round it, or count in a larger unit"],
    ["0.12345678901234567", "round it, or count in a larger unit"],
  ])("%j: %s", (text, hint) => {
    expect(parseNumber(text)).toEqual({ message: expect.stringContaining(`"${text}"`), hint });
  });

  test("the message of a comma says why", () => {
    expect(parseNumber("1,200")).toMatchObject({
      message: 'is "1,200", in which a comma or point may mean thousands or decimals',
    });
  });
});

describe("what always holds", () => {
  test("a number written plainly is read as it is", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -999_999_999, max: 999_999_999 }),
        fc.integer({ min: 0, max: 4 }),
        (whole, places) => {
          const written = (whole / 10 ** places).toFixed(places);
          expect(parseNumber(written)).toBe(Number(written));
          expect(parseNumber(`${written} ms`)).toBe(Number(written));
        },
      ),
    );
  });

  test("grouping by threes changes nothing", () => {
    const mark = fc.constantFrom(" ", "\u00a0", "\u2009", "\u202f", "_", "'", "’");
    fc.assert(
      fc.property(fc.nat(999_999_999_999), mark, (whole, separator) => {
        const grouped = String(whole).replace(/\B(?=(\d{3})+$)/g, separator);
        expect(parseNumber(grouped)).toBe(whole);
      }),
    );
  });

  test("whatever is typed, the answer is a finite number or says what to do", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."0123456789 .,-+_'%ek€") }), (text) => {
        const read = parseNumber(text);
        if (typeof read === "number") expect(isNumber(read)).toBe(true);
        else expect(read.hint).not.toBe("");
      }),
    );
  });

  test.each([
    ["1", " "],
    ["1", " 000"],
    ["", "9"],
    ["1", "'000"],
    ["1.", "0"],
  ])("%j and 100,000 times %j end in an answer", (start, more) => {
    expect(parseNumber(`${start}${more.repeat(100_000)}x1`)).toHaveProperty("hint");
  });
});
