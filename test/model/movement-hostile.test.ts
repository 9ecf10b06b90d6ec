import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { describeMovement, readMovement } from "../../src/model/movement.ts";

describe("any title is read", () => {
  test("whatever the title, reading ends, and what it gives can be said and measured", () => {
    const word = fc.constantFrom(
      ..."from to by at keep grow reduce below above between and of no more than least 20 35 90 % €20k 1,5 2026 18–22 → - ( ) ms".split(
        " ",
      ),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 14 }), (words) => {
        const movement = readMovement(words.join(" "));
        if (movement === null) return;
        expect(describeMovement(movement)).toMatch(/^a (number|limit) /);
        if (movement.kind === "from-to") expect(movement.target).not.toBe(movement.baseline);
        if (movement.kind === "limit") {
          const { at_least, at_most } = movement;
          expect(at_least !== undefined || at_most !== undefined).toBe(true);
          if (at_least !== undefined && at_most !== undefined) expect(at_least).toBeLessThan(at_most);
        }
      }),
      { numRuns: 3000 },
    );
  });

  test("any text at all ends in an answer", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (title) => {
        const movement = readMovement(title);
        expect(movement === null || describeMovement(movement) !== "").toBe(true);
      }),
    );
  });
});

describe("hostile titles of 10,000 characters and more are read in one go", () => {
  test.each([
    "9",
    "1 ",
    "1 000 ",
    "000 ",
    "1,000",
    ",000",
    " ",
    "\u00a0",
    "\t\n",
    "from to ",
    "from 1 to ",
    "from 1 to 2 ",
    "to 1 from 2 ",
    "1 to 2 ",
    "1→",
    "1 – 2 ",
    "1–",
    "-",
    "->",
    "=>=>",
    "<>=",
    "keep at most 3 ",
    "no more than ",
    "an average of ",
    "between 1 and ",
    "percentage ",
    "per cent ",
    "5 million ",
    "€ ",
    "((((",
    "))))x",
    "a",
    "as",
    "a/",
    "%",
    "1 ms",
    "\u0301",
  ])("%j, over and over", (piece) => {
    const text = piece.repeat(Math.ceil(10_000 / piece.length));
    const titles = [`from 1 to 2${text}`, `Increase ${text} from 65 % to 90 %x`, `${text}!`, text.repeat(2)];
    for (const title of titles) expect([null, "object"]).toContain(readMovement(title) && "object");
  });
});
