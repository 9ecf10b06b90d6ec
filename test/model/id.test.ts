import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  closest,
  ID_LENGTH,
  ID_PATTERN,
  idFromTitle,
  idProblem,
  RESERVED_NAMES,
} from "../../src/model/id.ts";

const letter = fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz0123456789");
const word = fc.string({ unit: letter, minLength: 1, maxLength: 12 });
const id = fc
  .array(word, { minLength: 1, maxLength: 4 })
  .map((words) => words.join("-"))
  .filter((text) => idProblem(text) === null);

describe("what may be an id", () => {
  test.each(["first-week", "q4", "2026", "a", "x".repeat(64), "a-1-b-2", "conn", "com10", "null"])(
    "%s may",
    (text) => {
      expect(idProblem(text)).toBeNull();
    },
  );

  const shape = "is not lower-case words joined by hyphens";
  test.each([
    ["", shape],
    ["First-week", shape],
    ["first week", shape],
    ["first_week", shape],
    ["first--week", shape],
    ["-first", shape],
    ["first-", shape],
    ["é", shape],
    ["ｑ4", shape],
    ["a/b", shape],
    ["..", shape],
    ["a\n", shape],
    ["__proto__", shape],
    ["x".repeat(65), "is longer than 64 characters"],
    ["con", "is a name that Windows keeps for itself"],
    ["lpt9", "is a name that Windows keeps for itself"],
  ])("%j may not: it %s", (text, problem) => {
    expect(idProblem(text)).toBe(problem);
  });

  test("the pattern of the schemas says the same as the function, but for Windows and length", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."ab1-_ A"), maxLength: 10 }), (text) => {
        expect(new RegExp(ID_PATTERN).test(text)).toBe(idProblem(text) === null);
      }),
    );
  });
});

describe("an id made from a title", () => {
  test.each([
    ["Make the first week seamless", "make-the-first-week-seamless"],
    ["Lança café №1!", "lanca-cafe-no1"],
    ["Straße über Größe", "strasse-uber-grosse"],
    ["Increase completion from 65 % to 90 %", "increase-completion-from-65-to-90"],
    ["one two three four five six seven eight", "one-two-three-four-five-six"],
    ["  --Ship_v2.0--  ", "ship-v2-0"],
    ["ﬁrst ½", "first-1-2"],
    ["Con", "con-1"],
    ["NUL!", "nul-1"],
    ["用户增长", ""],
    ["🚀", ""],
    ["", ""],
    ["x".repeat(65), ""],
    [`short ${"x".repeat(65)} end`, "short"],
    [`${"x".repeat(60)} abc abc`, `${"x".repeat(60)}-abc`],
  ])("%j: %j", (title, expected) => {
    expect(idFromTitle(title)).toBe(expected);
  });

  test("as many words as asked for", () => {
    expect(idFromTitle("Make the first week seamless", 3)).toBe("make-the-first");
  });

  test("it is always empty or valid", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), fc.nat(10), (title, words) => {
        const made = idFromTitle(title, words);
        expect(made === "" || idProblem(made) === null).toBe(true);
        expect(made.length).toBeLessThanOrEqual(ID_LENGTH);
      }),
    );
  });

  test("words of letters give an id, and an id gives itself", () => {
    fc.assert(
      fc.property(id, (some) => {
        expect(idFromTitle(some, 10)).toBe(some);
      }),
    );
  });

  test("Windows' names never come out", () => {
    for (const name of RESERVED_NAMES) expect(idFromTitle(name.toUpperCase())).toBe(`${name}-1`);
  });
});

describe("did you mean", () => {
  const known = ["completion", "tutorial", "drop-off", "nps"];
  test.each([
    ["completion", "completion"],
    ["complation", "completion"],
    ["completoin", "completion"],
    ["complet", null],
    ["tutorials", "tutorial"],
    ["dropoff", "drop-off"],
    ["nsp", "nps"],
    ["np", "nps"],
    ["latency", null],
    ["x", null],
    ["", null],
  ])("%j: %s", (typed, expected) => {
    expect(closest(typed, known)).toBe(expected);
  });

  test("nothing is near where there is nothing", () => {
    expect(closest("completion", [])).toBeNull();
  });

  test("of two equally near, the first", () => {
    expect(closest("kr-3", ["kr-1", "kr-2"])).toBe("kr-1");
  });

  test("a single typo is found: one letter changed, left out, put in, or two swapped", () => {
    const far = "zzzzzzzzzzzzzzzzzzzzzzzzzzzz";
    fc.assert(
      fc.property(
        id,
        fc.nat(),
        letter,
        fc.constantFrom("change", "drop", "add", "swap"),
        (meant, place, other, typo) => {
          const at = place % meant.length;
          const [before, here, after] = [meant.slice(0, at), meant[at] ?? "", meant.slice(at + 1)];
          const typed = {
            change: before + other + after,
            drop: before + after,
            add: before + other + here + after,
            swap: before + after.slice(0, 1) + here + after.slice(1),
          }[typo];
          expect(closest(typed, [far, meant])).toBe(meant);
        },
      ),
    );
  });
});
