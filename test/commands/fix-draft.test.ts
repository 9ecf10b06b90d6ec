import fc from "fast-check";
import { expect, test } from "vitest";
import { Draft } from "../../src/commands/fix-draft.ts";
import type { Fix, Pointer } from "../../src/model/finding.ts";

const out = (...pointer: Pointer): Fix => ({ pointer, part: "entry", to: null });
const rename = (pointer: Pointer, to: string): Fix => ({ pointer, part: "key", to });

const SHORT = (draft: Draft) =>
  draft.hunks().map(({ line, before, after, repairs }) => [line, before, after, repairs.length]);

test("what repairs of several rounds change is told once, by the lines of the file", () => {
  const draft = new Draft(
    "okr.yaml",
    "A: 1\r\nb: 2\r\nl:\r\n  - x: 1\r\n    C: 2\r\n  - y\r\nd: 3\r\nE: 4\r\nF: 5",
  );
  expect(draft.improve([rename(["A"], "a"), out("b"), rename(["E"], "e"), rename(["F"], "f")])).toBe(4);
  expect(draft.improve([rename(["l", 0, "C"], "c"), out("f"), out("nothing")])).toBe(2);
  expect(draft.improve([out("l", 0, "x"), out("l", 1)])).toBe(2);
  expect(draft.text).toBe("a: 1\r\nl:\r\n  - c: 2\r\nd: 3\r\ne: 4");
  expect(SHORT(draft)).toEqual([
    [1, ["A: 1", "b: 2"], ["a: 1"], 2],
    [4, ["  - x: 1", "    C: 2", "  - y"], ["  - c: 2"], 3],
    [8, ["E: 4", "F: 5"], ["e: 4"], 3],
  ]);
  expect(draft.repairs.map(({ line, was }) => `${line} ${was}`)).toEqual([
    "1 A",
    "2 b",
    "4 x",
    "5 C",
    "6 y",
    "8 E",
    "9 F",
    "9 f",
  ]);
});

const names = fc.uniqueArray(fc.stringMatching(/^[A-Z][a-z]{0,3}$/), { minLength: 2, maxLength: 8 });
const values = fc.constantFrom(
  "1",
  "[a, b]",
  "\n  - a\n  - b",
  "|\n  text\n\n  more",
  "{ x: 1 }",
  "\n  x: 1 # x\n  # y",
);
const actions = fc.array(fc.constantFrom("keep", "rename", "out"), { minLength: 8, maxLength: 8 });

test("the lines that go and come make the new file of the old, whatever is repaired in whatever order", () => {
  fc.assert(
    fc.property(
      names,
      fc.array(values, { minLength: 8, maxLength: 8 }),
      actions,
      actions,
      fc.constantFrom("", "\n", "\n\n", "\n# end\n"),
      (keys, given, first, second, end) => {
        const text = `${keys.map((name, index) => `${name}: ${given[index]}`).join("\n")}${end}`;
        const draft = new Draft("okr.yaml", text);
        const fixes = (
          names: readonly string[],
          todo: readonly string[],
          to: (name: string) => string,
        ): Fix[] =>
          names.flatMap((name, index) => {
            if (todo[index] === "rename") return rename([name], to(name));
            return todo[index] === "out" ? out(name) : [];
          });
        const count = draft.improve(fixes(keys, first, (name) => `${name}-1`));
        const more = draft.improve(fixes(keys, second, (name) => `${name}-2`));
        const hunks = draft.hunks();
        expect(hunks.flatMap(({ repairs }) => repairs)).toHaveLength(count + more);
        const lines = text.split("\n");
        for (const { line, before, after } of hunks.toReversed()) {
          expect(lines.slice(line - 1, line - 1 + before.length)).toEqual(before);
          lines.splice(line - 1, before.length, ...after);
        }
        expect(lines.join("\n")).toBe(draft.text);
      },
    ),
    { numRuns: 300 },
  );
});
