import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readPieces, splitPlainly } from "../../src/store/pieces.ts";
import { readSections, splitCarefully } from "../../src/store/sections.ts";

test.each<[body: string, sections: Record<string, string>]>([
  ["", {}],
  ["text only", {}],
  ["intro\n\n## Issues\n\nLate.\n\n## Plan\n\n- one\n- two\n", { issues: "Late.", plan: "- one\n- two" }],
  ["## Plan ##\none\n## ISSUES\ntwo", { plan: "one", issues: "two" }],
  ["Plan\n----\none", {}],
  ["## Plan\r\n\r\none\r\ntwo\r\n", { plan: "one\r\ntwo" }],
  ["## Plan\none\n### Detail\ntwo\n#### More\nthree", { plan: "one\n### Detail\ntwo\n#### More\nthree" }],
  ["## Plan\none\n# Title\ntwo", { plan: "one" }],
  ["## Plan\none\n---\ntwo", { plan: "one\n---\ntwo" }],
  ["## Plan\none\n## Plan\ntwo", { plan: "one\n\ntwo" }],
  ["## Plan\n## Issues\n", { plan: "", issues: "" }],
  ["## Plan\n```\n## no heading\n```\n", { plan: "```\n## no heading\n```" }],
  ["## Plan\n    ## code\n", { plan: "## code" }],
  ["## Plan\n<!--\n## hidden\n-->\n", { plan: "<!--\n## hidden\n-->" }],
  ["> ## quoted\n\n## Plan\n> ## quoted\n- ## listed", { plan: "> ## quoted\n- ## listed" }],
  ["##Plan\nno heading", {}],
  ["   ## Plan\none", { plan: "one" }],
  ["## What we *learned*\none", { "what we *learned*": "one" }],
  ["## 計画 🚀\none", { "計画 🚀": "one" }],
  ["##\none", { "": "one" }],
])("%j", (body, sections) => expect(Object.fromEntries(readSections(body))).toEqual(sections));

describe("64 KiB of", () => {
  test.each([
    "*a ",
    "_",
    "[",
    "![",
    "](",
    "`",
    "<",
    "&",
    "\\",
    "> ",
    ">",
    "- ",
    "1. ",
    "#",
    "## a\n",
    "\n",
    "a\n-\n",
    "| a ",
    "~~~\n",
    "<!--",
    "    ",
    "\t",
  ])("%j is read", (unit) => {
    const body = unit.repeat(Math.floor((64 * 1024) / unit.length));
    const text = [...readSections(body).values()].join("");
    expect(text.length).toBeLessThanOrEqual(body.length * 2);
  });
});

test("what stands below a heading comes back, whatever it is", () => {
  const word = fc.string({ maxLength: 12 }).map((text) => text.replace(/[\r\n]/g, " "));
  const paragraph = word.filter((text) => /^[a-z]/i.test(text)).map((text) => text.trim());
  fc.assert(
    fc.property(paragraph, paragraph, (issues, plan) => {
      const sections = readSections(`## Issues\n\n${issues}\n\n## Plan\n\n${plan}\n`);
      expect([sections.get("issues"), sections.get("plan")]).toEqual([issues, plan]);
    }),
  );
});

describe("the quick way", () => {
  const line = fc.oneof(
    fc.constantFrom(
      ...[
        "",
        "text",
        "## Plan",
        "## Issues",
        "# Title",
        "### Detail",
        "##",
        "##Plan",
        "## Plan ##",
        "##  two",
        "## a ",
        "#\ta",
      ],
      ...[
        "   ## in",
        "    ## code",
        "\t## tab",
        "```",
        "~~~",
        "````",
        "<!--",
        "-->",
        "<div>",
        "</div>",
        "> ## quoted",
        "- ## listed",
      ],
      ...[
        "---",
        "===",
        "***",
        "[a]: <b",
        '[a]: b "',
        "\\## no",
        "####### seven",
        "* a",
        "1. a",
        "&#35; x",
        "\u00a0## x",
        "## \u00a0",
        "\ufeff## x",
      ],
    ),
    fc.string({ maxLength: 8 }),
  );
  const lineEnd = fc.constantFrom("\n", "\n", "\n", "\r\n", "\r", "\u2028");
  const body = fc.array(fc.tuple(line, lineEnd), { maxLength: 12 }).map((lines) => lines.flat().join(""));

  test("says what the careful one says, or nothing", () => {
    let quick = 0;
    fc.assert(
      fc.property(body, (text) => {
        const plain = splitPlainly(text);
        if (plain === null) return;
        quick++;
        expect(plain).toEqual(splitCarefully(text));
      }),
      { numRuns: 3000 },
    );
    expect(quick).toBeGreaterThan(100);
  });

  test.each([
    "## Issues\n\nSaved set-ups come back.\n\n## Plan\n\n- Send it\n  - on the second day\n",
    "Nothing new.\r\n\r\n## Plan\r\nWait.\r\n",
    "",
  ])("takes %j", (text) => expect(splitPlainly(text)).not.toBeNull());

  test.each(["```\n## no\n```", "<!--\n## no\n-->", " ## in", "## Plan ##", "##", "a\r## b"])(
    "leaves %j",
    async (text) => {
      expect(splitPlainly(text)).toBeNull();
      expect(await readPieces(text)).toEqual(splitCarefully(text));
    },
  );
});

test("a heading that is nearly all marks takes no time", () => {
  const body = `## a${"#".repeat(200_000)}x\n\ntext\n\n## ${"# ".repeat(100_000)}b\n\nmore\n`;
  expect([...readSections(body).values()]).toEqual(["text", "more"]);
});
