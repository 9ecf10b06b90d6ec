import fc from "fast-check";
import { fromMarkdown } from "mdast-util-from-markdown";
import { describe, expect, test } from "vitest";
import { markdownCode, markdownText } from "../../src/render/markdown.ts";
import { safe } from "../../src/render/safe.ts";
import { hostileText } from "../support/hostile.ts";

interface Node {
  readonly type: string;
  readonly value?: string;
  readonly children?: readonly Node[];
}

/** What a renderer would show, without styling; `type:` in front of what is more than text and code. */
function shown({ type, value = "", children = [] }: Node): string {
  const below = children.map(shown).join("");
  if (type === "root" || type === "paragraph" || type === "text" || type === "inlineCode")
    return value + below;
  if (type === "html" && /^<\/?code>$/.test(value)) return "";
  return `${type}:${value}${below}`;
}

/** The runs of text in which a host looks for something to link: code is out of bounds, and its edges end a run. */
function textsOf(markdown: string): string[] {
  const texts: string[] = [];
  let inCode = false;
  const visit = ({ type, value = "", children = [] }: Node) => {
    if (type === "html") inCode = value === "<code>";
    if (type === "text" && !inCode) texts.push(value);
    children.forEach(visit);
  };
  visit(fromMarkdown(markdown));
  return texts;
}

// As GitHub's filters look at rendered text (html-pipeline and what its documentation says), and GFM's autolink extension at Markdown.
const HOSTS: Readonly<Record<string, RegExp>> = {
  mention: /(?:^|[^\w])@[a-z0-9][a-z0-9-]*(?!\/)/i,
  team: /@[a-z0-9][a-z0-9-]*\/[a-z0-9_-]+/i,
  "mail address": /[\w.+-]+@[\w-]+\.[\w.-]+/,
  issue: /(?:^|\W)(?:gh-|#)\d+\b/i,
  "other issue": /[\w-]+\/?[.\w-]*#\d+\b/,
  commit: /(?:^|[({@\s[])[0-9a-f]{7,40}\b/,
  range: /[0-9a-f]{7,40}\.{2,3}[0-9a-f]{7,40}\b/,
  address: /(?:https?|ftp):\/\/|\bwww\.|\b(?:mailto|xmpp):/i,
  emoji: /:[a-z0-9+_-]+:/i,
  formula: /\$/,
  "merge request of GitLab": /(?:^|\W)!\d+/,
  "label of GitLab": /(?:^|\W)~(?:"|\w)/,
  "milestone of GitLab": /(?:^|\W)%(?:"|\w)/,
  "epic of GitLab": /(?:^|\W)&\d+/,
  "placeholder of GitLab": /%\{/,
  "change of GitLab": /(?:\{|\[)[+-].+?[+-](?:\}|\])/,
};

function active(markdown: string): string[] {
  return textsOf(markdown).flatMap((text) =>
    Object.entries(HOSTS).flatMap(([what, pattern]) => (pattern.test(text) ? `${what}: ${text}` : [])),
  );
}

const spaced = (text: string) => text.split(" ").filter(Boolean).join(" ");
const joined = (text: string) => spaced(safe(text));

describe("text is shown as it is", () => {
  test.each([
    ["Make the first week work", "Make the first week work"],
    ["from 65 to 90 %, by 2026-Q4", "from 65 to 90 %, by 2026-Q4"],
    ["*bold* _dim_ `code` ~~gone~~", "\\*bold\\* \\_dim\\_ \\`code\\` `~~gone~~`"],
    ["[link](evil) ![image](x)", "\\[link\\](evil) !\\[image\\](x)"],
    ["<script>alert(1)</script> &amp;", "&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp;"],
    ["a | b \\| c", "a &#124; b \\\\&#124; c"],
    ["# heading #", "\\# heading \\#"],
    ["- point", "\\- point"],
    ["1. point", "1\\. point"],
    ["2026) point", "2026\\) point"],
    ["> quote", "&gt; quote"],
    ["/close", "\\/close"],
    ["---", "\\---"],
    ["    code", "code"],
    ["two\nlines", "two\\\\nlines"],
    ["R&D: 3:1, 12:30 std::vector", "R&amp;D: 3:1, 12:30 std::vector"],
    ["", ""],
  ])("%j", (text, markdown) => {
    expect(markdownText(text)).toBe(markdown);
    expect(shown(fromMarkdown(markdown))).toBe(joined(text));
  });
});

describe("what a host could make something of is code", () => {
  test.each([
    ["thanks to @ana, really", "thanks to `@ana`, really"],
    ["(ana@example.org)", "(`ana@example.org`)"],
    ["be #1 in search", "be `#1` in search"],
    ["see GH-12.", "see `GH-12`."],
    ["acme/site#3", "`acme/site#3`"],
    ["last in a1b2c3d", "last in `a1b2c3d`"],
    ["https://example.org/a_b?c", "`https://example.org/a_b?c`"],
    ["www.example.org", "`www.example.org`"],
    ["a :tada: b", "a `:tada:` b"],
    ["$2M and `$3`", "`$2M` and `` `$3` ``"],
    ["!12 %v1 ~bug &4", "`!12` `%v1` `~bug` `&4`"],
    ["{+ more +}", "`{+` more +}"],
    ["a|@ana|b", "`a`<code>&#124;</code>`@ana`<code>&#124;</code>`b`"],
    ["50% of ~50 people", "50% of `~50` people"],
  ])("%j", (text, markdown) => {
    expect(markdownText(text)).toBe(markdown);
    expect(active(markdown)).toEqual([]);
    expect(active(text.replace(/[`|]/g, " "))).not.toEqual([]);
  });
});

describe("code", () => {
  test.each([
    ["okrs/grow.md:3", "`okrs/grow.md:3`"],
    ["a`b", "``a`b``"],
    ["`", "`` ` ``"],
    [" a ", "`  a  `"],
    [" ", "` `"],
    ["a|b", "`a`<code>&#124;</code>`b`"],
    ["a\\", "`a\\`"],
    ["a\nb", "`a\\nb`"],
    ["", ""],
  ])("%j", (text, markdown) => {
    expect(markdownCode(text)).toBe(markdown);
    expect(shown(fromMarkdown(`x${markdown}x`))).toBe(`x${safe(text)}x`);
  });
});

const frames: readonly (readonly [string, string])[] = [
  ["", ""],
  ["x ", " y"],
  ["a\n\n", "\n\nb"],
];

test("whatever the text: one line that ends no cell, shows the text and leaves nothing to a host", () =>
  fc.assert(
    fc.property(hostileText, fc.constantFrom(...frames), (text, [before, after]) => {
      const markdown = markdownText(text);
      expect(markdown).not.toMatch(/[|\n\r]/);
      const frame = fromMarkdown(before + markdown + after);
      expect(spaced(shown(frame))).toBe(spaced((before + joined(text) + after).replace(/\n/g, "")));
      expect(active(before + markdown + after)).toEqual([]);
    }),
    { numRuns: 1500 },
  ));

test("whatever the text, a heading, a list and a quote of it hold nothing but it", () =>
  fc.assert(
    fc.property(hostileText, fc.constantFrom("# ", "- ", "> ", "1. "), (text, start) => {
      const [block, ...others] = fromMarkdown(`${start}${markdownText(text)}\n`).children as Node[];
      const below = {
        type: "root",
        children: block?.children?.[0]?.children ? leaves(block) : block?.children,
      };
      expect(others).toEqual([]);
      expect(shown(below as Node)).toBe(joined(text));
    }),
    { numRuns: 1000 },
  ));

/** What is in a block, without the items and paragraphs around it. */
function leaves(block: Node): readonly Node[] {
  const wrapper = ["listItem", "paragraph"];
  return (block.children ?? []).flatMap((child) => (wrapper.includes(child.type) ? leaves(child) : child));
}

test("whatever the text: a code span shows exactly it", () =>
  fc.assert(
    fc.property(hostileText, (text) => {
      const markdown = markdownCode(text);
      expect(markdown).not.toMatch(/[|\n\r]/);
      expect(shown(fromMarkdown(`x${markdown}x`))).toBe(`x${safe(text)}x`);
      expect(active(markdown)).toEqual([]);
    }),
    { numRuns: 1000 },
  ));

test("long text takes no longer than its length", () => {
  for (const text of [
    ")".repeat(200_000),
    `@${")(".repeat(100_000)}x`,
    "`|".repeat(100_000),
    ":a".repeat(99_999),
    "[".repeat(99_999),
  ])
    for (const write of [markdownText, markdownCode])
      expect(write(text).length).toBeLessThan(20 * text.length);
});
