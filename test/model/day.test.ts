import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, daysBetween, fromNumber, isDay, toNumber } from "../../src/model/day.ts";

const first = toNumber("1000-01-01");
const last = toNumber("9999-12-31");
const days = fc.integer({ min: first, max: last }).map(fromNumber);

describe("a day is a date of the calendar", () => {
  test.each([
    "2026-01-01",
    "2026-12-31",
    "2024-02-29",
    "2000-02-29",
    "1999-12-31",
    "1000-01-01",
    "9999-12-31",
  ])("%s exists", (text) => {
    expect(isDay(text)).toBe(true);
  });

  test.each([
    ["2026-02-29", "2026 is no leap year"],
    ["2026-02-30", "no February has it"],
    ["1900-02-29", "a century that is no leap year"],
    ["2026-04-31", "April has 30 days"],
    ["2026-00-10", "no month 0"],
    ["2026-13-01", "no month 13"],
    ["2026-01-00", "no day 0"],
    ["2026-01-32", "no day 32"],
    ["2026-1-1", "two digits each"],
    ["26-01-01", "four digits for the year"],
    ["0026-01-01", "not a year of ours"],
    ["12026-01-01", "not a year of ours"],
    ["2026-01-01T00:00", "no time"],
    ["2026-01-01\n", "nothing after it"],
    [" 2026-01-01", "nothing before it"],
    ["2026/01/01", "hyphens"],
    ["01.01.2026", "year first"],
    ["٢٠٢٦-٠١-٠١", "ASCII digits"],
    ["today", "not a word"],
    ["", "not nothing"],
  ])("%j does not (%s)", (text) => {
    expect(isDay(text)).toBe(false);
  });
});

describe("counting days", () => {
  test.each([
    ["2026-11-20", 1, "2026-11-21"],
    ["2026-11-30", 1, "2026-12-01"],
    ["2026-12-31", 1, "2027-01-01"],
    ["2024-02-28", 1, "2024-02-29"],
    ["2026-02-28", 1, "2026-03-01"],
    ["2026-03-01", -1, "2026-02-28"],
    ["2026-03-28", 2, "2026-03-30"],
    ["2026-10-24", 2, "2026-10-26"],
    ["2026-11-20", 0, "2026-11-20"],
    ["2024-01-01", 366, "2025-01-01"],
  ])("%s and %d days is %s", (day, count, expected) => {
    expect(addDays(day, count)).toBe(expected);
    expect(daysBetween(day, expected)).toBe(count);
  });

  test("1970-01-01 is day 0", () => {
    expect(toNumber("1970-01-01")).toBe(0);
    expect(fromNumber(-1)).toBe("1969-12-31");
  });

  test("text and number are the same day, and sort alike", () => {
    fc.assert(
      fc.property(days, days, (a, b) => {
        expect(fromNumber(toNumber(a))).toBe(a);
        expect(isDay(a)).toBe(true);
        expect(a < b).toBe(toNumber(a) < toNumber(b));
        expect(addDays(a, daysBetween(a, b))).toBe(b);
      }),
    );
  });
});
