import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type CheckIn,
  compareRecords,
  recordSuffix,
  suffixAfter,
  suffixOf,
} from "../../src/model/records.ts";

const SHAPE = /^[0-9a-z]{7}$/;
const DAY = 24 * 60 * 60;
const share = fc.integer({ min: 0, max: DAY * 1000 - 1 }).map((millisecond) => millisecond / (DAY * 1000));
const suffix = fc.string({
  unit: fc.constantFrom(..."0123456789abcdefghijklmnopqrstuvwxyz"),
  minLength: 7,
  maxLength: 7,
});

describe("the suffix of a record's file name", () => {
  test.each([
    ["midnight", 0, 0, "0000000"],
    ["noon", 0.5, 0.5, "i00i000"],
    ["a quarter to six in the evening", (17 * 3600 + 45 * 60) / DAY, 0.25, "qmi9000"],
    ["the last moment of the day", 0.999999999, 0.999999999, "zzzzzzz"],
  ])("%s", (_, time, random, expected) => {
    expect(recordSuffix(time, random)).toBe(expected);
  });

  test("it is always seven characters, and later is later as text", () => {
    fc.assert(
      fc.property(share, share, share, share, (a, b, one, other) => {
        const [first, second] = [recordSuffix(a, one), recordSuffix(b, other)];
        expect(first).toMatch(SHAPE);
        // Two seconds apart is enough: the clock has 46,656 steps a day, of 1.85 seconds each.
        if (b - a > 2 / DAY) expect(first < second).toBe(true);
      }),
    );
  });
});

describe("a suffix after another", () => {
  test.each<[string, string | null, string, string]>([
    ["hk3x8ta", null, "hk3x8ta", "nothing to come after"],
    ["hk3x8ta", "hk20000", "hk3x8ta", "later already"],
    ["hk3x8ta", "hk3x8t9", "hk3x8ta", "later already, by chance"],
    ["hk3x8ta", "hk3zzzz", "hk4x8ta", "same two seconds: the clock moves on by one step"],
    ["hk3x8ta", "hk3x8ta", "hk4x8ta", "the same"],
    ["hk3x8ta", "hkz0000", "hl0x8ta", "the other clock is ahead"],
    ["zzz1111", "zzz9999", "zzz999a", "the last two seconds of the day: it counts on"],
    ["aaa1111", "zzzzzzy", "zzzzzzz", "the last of all"],
    [
      "aaa1111",
      "zzzzzzz",
      "zzzzzzz",
      "nothing comes after the last: the same, which no second file can be called",
    ],
  ])("%s after %s is %s (%s)", (own, other, expected) => {
    expect(suffixAfter(own, other)).toBe(expected);
  });

  test("it always sorts after, and has seven characters", () => {
    fc.assert(
      fc.property(
        suffix,
        fc.oneof(
          suffix,
          suffix.map((text) => `zzz${text.slice(3)}`),
        ),
        (own, other) => {
          fc.pre(other !== "zzzzzzz");
          const after = suffixAfter(own, other);
          expect(after).toMatch(SHAPE);
          expect(after > other).toBe(true);
        },
      ),
    );
  });

  test("any number of records of one moment stay in order", () => {
    let last: string | null = null;
    const written = Array.from({ length: 50 }, () => {
      last = suffixAfter(recordSuffix(0.9999, 0.5), last);
      return last;
    });
    expect(written.toSorted()).toEqual(written);
    expect(new Set(written).size).toBe(50);
  });
});

describe("the suffix of a name", () => {
  test.each([
    ["2026-11-20-check-in-hk3x8ta.md", "hk3x8ta"],
    ["2026-12-22-retrospective-em3x8tb.md", "em3x8tb"],
    ["2026-11-20-check-in.md", null],
    ["2026-11-20-check-in-HK3X8TA.md", null],
    ["2026-11-20-check-in-hk3x8ta.markdown", null],
    ["2026-11-20-check-in-hk3x8t.md", null],
    ["", null],
  ])("%j: %s", (name, expected) => {
    expect(suffixOf(name)).toBe(expected);
  });
});

describe("the order of records", () => {
  const record = (date: string, name: string, folder = "okrs") =>
    ({ date, name, source: { path: `${folder}/${name}` } }) as CheckIn;

  test("by day, then by file name, then by path", () => {
    const ordered = [
      record("2026-11-13", "2026-11-13-check-in-zzzzzzz.md"),
      record("2026-11-20", "2026-11-20-check-in-0000000.md"),
      record("2026-11-20", "2026-11-20-check-in-hk3x8ta.md", "a"),
      record("2026-11-20", "2026-11-20-check-in-hk3x8ta.md", "b"),
      record("2026-11-21", "2026-11-20-check-in-0000000.md"),
    ];
    expect(ordered.toReversed().sort(compareRecords)).toEqual(ordered);
  });
});
