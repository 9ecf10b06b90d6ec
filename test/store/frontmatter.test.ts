import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FRONTMATTER_BYTES, splitFrontmatter } from "../../src/store/frontmatter.ts";

const NEVER_CLOSED = {
  line: 1,
  message: "the frontmatter is never closed",
  hint: "write --- on a line of its own after it",
};

/** yaml, body, and the line on which the body begins. */
function split(text: string): unknown {
  const parts = splitFrontmatter(text);
  return parts !== null && "yaml" in parts ? [parts.yaml, parts.body, parts.bodyLine] : parts;
}

describe("a fence is a line of three hyphens", () => {
  test.each<[text: string, parts: unknown]>([
    ["---\na: 1\n---\nbody\n", ["a: 1\n", "body\n", 4]],
    ["---\na: 1\n---\n", ["a: 1\n", "", 4]],
    ["---\na: 1\n---", ["a: 1\n", "", 3]],
    ["---\n---\nbody", ["", "body", 3]],
    ["---\n\n---\nbody", ["\n", "body", 4]],
    ["\ufeff---\na: 1\n---\nbody", ["a: 1\n", "body", 4]],
    ["---\r\na: 1\r\n---\r\nbody\r\n", ["a: 1\r\n", "body\r\n", 4]],
    ["---  \na: 1\n--- \t\nbody", ["a: 1\n", "body", 4]],
    ["---\na: 1\n---\nb\n---\nc\n---\n", ["a: 1\n", "b\n---\nc\n---\n", 4]],
    ["---\na: 1\n----\nb: 2\n---\n", ["a: 1\n----\nb: 2\n", "", 6]],
    ["---\na: 1\n ---\nb: 2\n---\n", ["a: 1\n ---\nb: 2\n", "", 6]],
    ["---\na: \u2028---\nb: \r---\n---\n", ["a: \u2028---\nb: \r---\n", "", 5]],
    ["---\na: --- b\n--- c\n---\n", ["a: --- b\n--- c\n", "", 5]],
  ])("%j", (text, parts) => expect(split(text)).toEqual(parts));

  test("and the frontmatter begins on the second line", () =>
    expect(splitFrontmatter("---\na: 1\n---\n")).toHaveProperty("yamlLine", 2));
});

test.each([
  "",
  "text",
  "# Title\n---\na: 1\n---\n",
  "\n---\na: 1\n---\n",
  " ---\n---\n",
  "----\na\n---\n",
  "--\na\n--\n",
  "-----",
])("%j is ordinary documentation", (text) => expect(splitFrontmatter(text)).toBeNull());

describe("what cannot be taken apart says why", () => {
  test.each<[text: string, problem: unknown]>([
    ["---", NEVER_CLOSED],
    ["---\n", NEVER_CLOSED],
    ["---\na: 1\n", NEVER_CLOSED],
    ["---\na: 1\n--- b\n", NEVER_CLOSED],
    ["---\na: 1\n...\n", NEVER_CLOSED],
    [
      "---\ra: 1\r---\r",
      { line: 1, message: 'the opening fence is "---\ra: 1\r---"', hint: expect.any(String) },
    ],
    ...["js", " yaml", "json", " # note", "\tjs", " js\r"].map((word): [string, unknown] => [
      `---${word}\nmodule.exports = {}\n---\n`,
      {
        line: 1,
        message: `the opening fence is "---${word.trimEnd()}"`,
        hint: "write --- alone on the first line; frontmatter is always YAML",
      },
    ]),
  ])("%j", (text, problem) => expect(splitFrontmatter(text)).toEqual(problem));
});

describe("the frontmatter may have 64 KiB", () => {
  const sized = (bytes: number, character = "a") => `---\n#${character.repeat(bytes - 2)}\n---\nbody\n`;

  test("and not a byte more", () => {
    expect(splitFrontmatter(sized(FRONTMATTER_BYTES))).toHaveProperty("body", "body\n");
    expect(splitFrontmatter(sized(FRONTMATTER_BYTES + 1))).toEqual({
      line: 1,
      message: "the frontmatter has 65 KiB; 64 are allowed",
      hint: "move prose below the closing ---",
    });
  });

  test("counted in bytes, not characters", () =>
    expect(splitFrontmatter(sized(FRONTMATTER_BYTES / 2 + 2, "é"))).toHaveProperty("line", 1));

  test("the body may have more", () =>
    expect(splitFrontmatter(`---\n---\n${"a".repeat(100_000)}`)).toHaveProperty("body.length", 100_000));
});

test("nothing is lost and lines are counted right, whatever the text", () => {
  const line = fc.oneof(
    fc.constantFrom("---", "--- ", "----", "", "a: 1", "\r", "---\r", "---js", "\u2028---", "a\r---"),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
      const text = ["---", ...lines].join("\n");
      const parts = splitFrontmatter(text);
      if (parts === null || !("yaml" in parts)) return;
      expect(text.startsWith(`---\n${parts.yaml}---`)).toBe(true);
      expect(text.endsWith(parts.body)).toBe(true);
      const before = text.slice(0, text.length - parts.body.length);
      expect(before.slice(4 + parts.yaml.length).trim()).toBe("---");
      expect(parts.bodyLine).toBe(before.split("\n").length);
    }),
  );
});
