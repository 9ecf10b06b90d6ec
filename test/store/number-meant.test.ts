import { describe, expect, test } from "vitest";
import { numbersMeant } from "../../src/store/number-meant.ts";

/** What was meant, each with what decides for it. */
function meant(text: string): string[] {
  return numbersMeant(text).map(({ number, where }) => `${number}${where === null ? "" : ` ${where}`}`);
}

describe("a number that can only be read one way", () => {
  test.each([
    ["30k", "30000"],
    ["30 K", "30000"],
    ["30k users", "30000"],
    ["€30k", "30000"],
    ["-1.5k", "-1500"],
    ["1,5k", "1500"],
    ["1.0049k", "1004.9"],
    ["30M", "30000000"],
    ["30M€", "30000000"],
    ["2.5 million", "2500000"],
    ["3 thousand creators", "3000"],
    ["30 000", "30000"],
    ["30\u202f000,50", "30000.5"],
    ["1'200'000 CHF", "1200000"],
    ["30.000,00", "30000"],
    ["30.000,00 €", "30000"],
    ["30,000.00", "30000"],
    ["1,200,000", "1200000"],
    ["1.200.000", "1200000"],
    ["99,5", "99.5"],
    ["99,5 %", "99.5"],
    ["0,125", "0.125"],
    ["−3,5kg", "-3.5"],
  ])("%s", (text, number) => expect(meant(text)).toEqual([number]));
});

describe("a number that can be read two ways", () => {
  test.each([
    ["30,000", "30000", "30 where the comma marks decimals"],
    ["1.250k", "1250000", "1250 where the point marks decimals"],
    ["30m", "30", "30000000 where m means million"],
  ])("%s", (text, ...both) => expect(meant(text)).toEqual(both));
});

describe("nothing that anybody could tell", () => {
  test.each([
    "",
    "seven",
    "k",
    "30-40",
    "30 of 90",
    "3 5",
    "30,00,00",
    "1.2.3",
    "1,2.3,4",
    "30.0000,5,5",
    "30,000m",
    "30 billion",
    "30b",
    "3O",
    "123456789012345678",
    "123456789012M",
    "2026-10-05",
    "10:30",
    "1 000 00",
  ])("%j", (text) => expect(meant(text)).toEqual([]));

  test("however long it is", () => {
    for (const unit of ["1", "1,", "1 ", "k", " ", "1.000,", "'", "−"])
      expect(numbersMeant(unit.repeat(100_000))).toEqual([]);
  });
});
