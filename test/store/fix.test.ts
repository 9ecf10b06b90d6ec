import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Fix, Pointer } from "../../src/model/finding.ts";
import { applyFixes } from "../../src/store/fix.ts";
import { splitFrontmatter } from "../../src/store/frontmatter.ts";
import { readCarefully } from "../../src/store/yaml-careful.ts";

const rename = (pointer: Pointer, to: string): Fix => ({ pointer, part: "key", to });
const put = (pointer: Pointer, to: string): Fix => ({ pointer, part: "value", to });
const out = (...pointer: Pointer): Fix => ({ pointer, part: "entry", to: null });

const BODY = "\n# Why\n\n\tkeyResults: a tab, and `aligns_to: [a, a]`\n---\nno end";

/** What fixes make of some YAML, in a Markdown file and in okr.yaml; with line ends of both kinds, a byte order mark, no last line end. */
function fixed(yaml: string, ...fixes: readonly Fix[]): string {
  const head = `---\n${yaml}---\n`;
  const inMarkdown = applyFixes("okrs/a.md", head + BODY, fixes).text;
  expect(inMarkdown.endsWith(`---\n${BODY}`)).toBe(true);
  const result = inMarkdown.slice(4, -`---\n${BODY}`.length);
  const crlf = (text: string) => text.replaceAll("\n", "\r\n");
  for (const [path, before, after] of [
    ["okrs/a.md", crlf(head + BODY), crlf(`---\n${result}---\n${BODY}`)],
    ["okrs/a.md", `\ufeff${head}`, `\ufeff---\n${result}---\n`],
    ["okrs/a.md", head.slice(0, -1), `---\n${result}---`],
    ["okr.yaml", yaml, result],
    ["okr.yaml", crlf(yaml), crlf(result)],
    ["okr.yaml", `\ufeff${yaml}`, `\ufeff${result}`],
    ["okr.yaml", yaml.slice(0, -1), result.slice(0, -1)],
  ] as const)
    expect(applyFixes(path, before, fixes).text).toBe(after);
  return result;
}

describe("a property gets another name", () => {
  test.each([
    ["plain", "alignsTo: [grow]\n", "aligns_to: [grow]\n"],
    [
      "among others, with comments",
      "# first\nid: a # id\nalignsTo: # up\n  - grow\nowner: ana\n",
      "# first\nid: a # id\naligns_to: # up\n  - grow\nowner: ana\n",
    ],
    ["with spaces before the colon", "alignsTo   : [grow]\n", "aligns_to   : [grow]\n"],
    ["in single quotes", "'alignsTo': [grow]\n", "'aligns_to': [grow]\n"],
    ["in double quotes", '"alignsTo": [grow]\n', '"aligns_to": [grow]\n'],
    ["with an escape", '"aligns\\u0054o": [grow]\n', '"aligns_to": [grow]\n'],
    ["in brackets", "{ id: a, alignsTo: [grow] }\n", "{ id: a, aligns_to: [grow] }\n"],
    ["in JSON", '{"id":"a","alignsTo":["grow"]}\n', '{"id":"a","aligns_to":["grow"]}\n'],
    ["behind a question mark", "? alignsTo\n: [grow]\n", "? aligns_to\n: [grow]\n"],
  ])("%s", (_, before, after) => {
    expect(fixed(before, rename(["alignsTo"], "aligns_to"))).toBe(after);
  });

  test("deep down, and several at once", () => {
    expect(
      fixed(
        "keyResults:\n- id: a\n  atLeast: 3 # ok\n- {id: b, AtLeast: 4}\n",
        rename(["keyResults", 0, "atLeast"], "at_least"),
        rename(["keyResults"], "key_results"),
        rename(["keyResults", 1, "AtLeast"], "at_least"),
      ),
    ).toBe("key_results:\n- id: a\n  at_least: 3 # ok\n- {id: b, at_least: 4}\n");
  });

  test("a name that YAML would take for something else is quoted", () => {
    expect(fixed("a: 1\n", rename(["a"], "b: c"))).toBe('"b: c": 1\n');
    expect(fixed("a: 1\n", rename(["a"], "#b"))).toBe('"#b": 1\n');
    expect(fixed("'a': 1\n", rename(["a"], "it's"))).toBe("'it''s': 1\n");
  });
});

describe("a value is another", () => {
  test.each([
    ["plain", "type: Aspirational # hm\n", "type: aspirational # hm\n"],
    ["in single quotes", "type: 'Aspirational'\n", "type: 'aspirational'\n"],
    ["in double quotes", 'type: "Aspirational"\n', 'type: "aspirational"\n'],
    ["on the next line", "type:\n  Aspirational\n", "type:\n  aspirational\n"],
    ["in brackets", "{type: Aspirational, id: a}\n", "{type: aspirational, id: a}\n"],
    ["over two lines", "type:\n  Aspi\n  rational\nid: a\n", "type:\n  aspirational\nid: a\n"],
  ])("%s", (_, before, after) => {
    expect(fixed(before, put(["type"], "aspirational"))).toBe(after);
  });

  test("an element, between others", () => {
    const fixes = [put(["l", 2], "c"), put(["l", 0], "a")];
    expect(fixed("l: [A, b, 'C']\n", ...fixes)).toBe("l: [a, b, 'c']\n");
    expect(fixed("l:\n  - A # first\n  - b\n  - 'C'\n", ...fixes)).toBe(
      "l:\n  - a # first\n  - b\n  - 'c'\n",
    );
  });

  test("text that YAML would take for something else is quoted", () => {
    expect(fixed("cycle: y2026\n", put(["cycle"], "2026"))).toBe('cycle: "2026"\n');
    expect(fixed("cycle: '2026 '\n", put(["cycle"], "2026"))).toBe("cycle: '2026'\n");
    expect(fixed("a: x\n", put(["a"], "null"))).toBe('a: "null"\n');
    expect(fixed("a: [x, y]\n", put(["a", 0], "p, q"))).toBe('a: ["p, q", y]\n');
    expect(fixed("a: x\n", put(["a"], "two\nlines"))).toBe('a: "two\\nlines"\n');
    expect(fixed("a: João\n", put(["a"], "日本 ✓"))).toBe("a: 日本 ✓\n");
  });
});

describe("an entry goes", () => {
  test.each([
    ["a line", "a: 1\nb: 2\nc: 3\n", "a: 1\nc: 3\n"],
    ["the first", "b: 2\nc: 3\n", "c: 3\n"],
    ["the last", "a: 1\nb: 2\n", "a: 1\n"],
    [
      "with the comments on its lines and below it, not with those above",
      "a: 1\n# above\nb: # of b\n  x: 1 # in b\n  # in b too\n\n  # still\n\n# below\nc: 3\n",
      "a: 1\n# above\n\n# below\nc: 3\n",
    ],
    ["a block of text", "b: |\n  one\n\n  two\nc: 3\n", "c: 3\n"],
    ["a list at its own indentation", "b:\n- 1\n- 2\nc: 3\n", "c: 3\n"],
    ["nothing", "b:\nc: 3\n", "c: 3\n"],
    ["in brackets", "{ a: 1, b: 2, c: 3 }\n", "{ a: 1, c: 3 }\n"],
    ["first in brackets", "{b: 2, c: 3}\n", "{c: 3}\n"],
    ["last in brackets", "{a: 1, b: { x: [1, 2] }}\n", "{a: 1}\n"],
    ["last before a comma", "{ a: 1, b: 2, }\n", "{ a: 1, }\n"],
    [
      "in brackets on a line of its own",
      "{\n  a: 1, # a\n  b: 2, # b\n  c: 3\n}\n",
      "{\n  a: 1, # a\n  c: 3\n}\n",
    ],
    ["last in brackets on a line of its own", "{\n  a: 1, # a\n  b: 2 # b\n}\n", "{\n  a: 1, # a\n}\n"],
    ["in brackets behind a comma that begins the line", "{ a: 1\n, b: 2\n, c: 3 }\n", "{ a: 1\n, c: 3 }\n"],
  ])("of a mapping: %s", (_, before, after) => {
    expect(fixed(before, out("b"))).toBe(after);
  });

  test.each([
    ["behind a dash", "l:\n  - b: 2\n    c: 3\n", "l:\n  - c: 3\n"],
    ["behind a dash, with its comment", "l:\n  - b: 2 # old\n    c: 3 # new\n", "l:\n  - c: 3 # new\n"],
    ["behind a dash, on several lines", "l:\n  - b:\n      x: 1\n\n    c: 3\n", "l:\n  - c: 3\n"],
    ["below a dash", "l:\n  -\n    b: 2\n    c: 3\n", "l:\n  -\n    c: 3\n"],
  ])("of an element: %s", (_, before, after) => {
    expect(fixed(before, out("l", 0, "b"))).toBe(after);
  });

  test.each([
    ["lines", "l:\n  - a\n  - b # two\n  - a\nm: 1\n", "l:\n  - a\n  - b # two\nm: 1\n"],
    ["with its comments", "l:\n- a\n- b\n# above\n- a # again\n  # deeper\n", "l:\n- a\n- b\n# above\n"],
    ["brackets", "l: [a, b, a] # all\n", "l: [a, b] # all\n"],
    ["wide brackets", "l: [ a, b, a ]\n", "l: [ a, b ]\n"],
    ["brackets over several lines", "l: [\n  a, b,\n  a\n]\n", "l: [\n  a, b,\n]\n"],
  ])("of a list: %s", (_, before, after) => {
    expect(fixed(before, out("l", 2))).toBe(after);
  });

  test("several go at once, and one that is asked for twice goes once", () => {
    const fixes = [out("l", 1), out("l", 3), out("l", 3), out("l", 4)];
    expect(fixed("l: [a, a, b, a, b, c]\n", ...fixes)).toBe("l: [a, b, c]\n");
    expect(fixed("l:\n  - a\n  - a\n  - b\n  - a\n  - b\n  - c\n", ...fixes)).toBe(
      "l:\n  - a\n  - b\n  - c\n",
    );
  });

  test.each([
    [
      "block",
      "id: a\nx-okr-ignore:\n  one: { reason: r, until: 2026-01-01 }\n  two: r\nowner: ana\n",
      "id: a\nx-okr-ignore:\n  two: r\nowner: ana\n",
      "id: a\nowner: ana\n",
    ],
    [
      "brackets",
      "id: a\nx-okr-ignore: { one: { reason: r, until: 2026-01-01 }, two: r }\nowner: ana\n",
      "id: a\nx-okr-ignore: { two: r }\nowner: ana\n",
      "id: a\nowner: ana\n",
    ],
    [
      "of a key result",
      "k:\n  - x-okr-ignore: # why\n      one: r\n      two: r\n    id: a\n",
      "k:\n  - x-okr-ignore: # why\n      two: r\n    id: a\n",
      "k:\n  - id: a\n",
    ],
  ])("exceptions: %s; the last one takes x-okr-ignore along", (_, before, one, none) => {
    const above = before.startsWith("k") ? ["k", 0] : [];
    const gone = (rule: string) => out(...above, "x-okr-ignore", rule);
    expect(fixed(before, gone("one"))).toBe(one);
    expect(fixed(before, gone("one"), gone("two"))).toBe(none);
  });
});

describe("what would change anything else is left out", () => {
  test.each([
    ["a name that is there already", "alignsTo: [a]\naligns_to: [b]\n", rename(["alignsTo"], "aligns_to")],
    ["a place that is not there", "a: 1\n", rename(["b"], "c")],
    ["an element that is not there", "a: [1]\n", out("a", 1)],
    ["an element of what is no list", "a: { b: 1 }\n", out("a", 0)],
    ["a mapping as a value", "type: { a: 1 }\n", put(["type"], "b")],
    ["no value at all", "type:\nid: a\n", put(["type"], "b")],
    ["a block of text", "type: |\n  Aspirational\n", put(["type"], "aspirational")],
    ["the only property", "a: 1\n", out("a")],
    ["the only element", "l:\n  - a\nm: 1\n", out("l", 0)],
    [
      "the only property of an element",
      "l:\n  - x-okr-ignore: { a: r }\nm: 1\n",
      out("l", 0, "x-okr-ignore", "a"),
    ],
    ["a comment between two in brackets", "l: [a, # first\n  b, c]\n", out("l", 0)],
    ["a comment that the next one would lose", "l:\n  - b: 1\n    # of c\n    c: 2\n", out("l", 0, "b")],
    ["a list in a list", "l:\n  - - a\n    - b\n", out("l", 0, 0)],
    ["a name of JavaScript's own", "a: 1\n", rename(["a"], "__proto__")],
    ["a mapping by its name of JavaScript's own", "a: 1\n", out("constructor")],
    ["an anchor", "a: &x 1\nb: 2\n", out("b")],
    ["another document", "a: 1\nb: 2\n...\nc: 1\n", out("b")],
    ["a property that is there twice", "a: 1\na: 2\nb: 3\n", out("b")],
    ["broken YAML", "a: [1\nb: 2\n", out("b")],
    ["what is nested too deep", `a: ${"[".repeat(300)}\nb: 2\n`, out("b")],
  ])("%s", (_, yaml, fix) => {
    for (const [path, text] of [
      ["okr.yaml", yaml],
      ["a.md", `---\n${yaml}---\nBody\n`],
    ] as const)
      expect(applyFixes(path, text, [fix])).toEqual({ text, applied: [] });
  });

  test.each([
    ["no frontmatter", "# a: 1\n"],
    ["a fence of another language", "---js\na: 1\n---\n"],
    ["a fence that is never closed", "---\na: 1\nb: 2\n"],
  ])("%s", (_, text) => {
    expect(applyFixes("a.md", text, [out("b")])).toEqual({ text, applied: [] });
  });

  test("and the others are made", () => {
    expect(fixed("A: 1\na: 2\nB: 3\n", rename(["A"], "a"), rename(["B"], "b"))).toBe("A: 1\na: 2\nb: 3\n");
  });
});

test("what was made is told with its lines", () => {
  const text =
    "---\r\nid: a\r\nalignsTo: [x, y, x] # up\r\nx-okr-ignore:\r\n  one: r\r\ntype:\r\n  'Committed'\r\n---\r\n";
  const fixes = [
    put(["type"], "committed"),
    out("x-okr-ignore", "one"),
    out("alignsTo", 2),
    rename(["alignsTo"], "aligns_to"),
  ] as const;
  const [type, exception, twice, name] = fixes;
  expect(applyFixes("a.md", text, fixes).applied).toEqual([
    {
      ...{ fix: name, was: "alignsTo", line: 3 },
      before: ["alignsTo: [x, y] # up"],
      after: ["aligns_to: [x, y] # up"],
    },
    {
      ...{ fix: twice, was: "x", line: 3 },
      before: ["alignsTo: [x, y, x] # up"],
      after: ["alignsTo: [x, y] # up"],
    },
    { fix: exception, was: "one", line: 4, before: ["x-okr-ignore:", "  one: r"], after: [] },
    { fix: type, was: "Committed", line: 7, before: ["  'Committed'"], after: ["  'committed'"] },
  ]);
});

test("a flood of fixes is made bit by bit, and the order they come in does not matter", () => {
  const list = Array.from({ length: 120 }, (_, index) => `  - ${index % 2 === 0 ? "a" : `b${index}`}\n`);
  const text = `l:\n${list.join("")}`;
  const fixes = list.flatMap((line, index) => (line === "  - a\n" && index > 0 ? [out("l", index)] : []));
  const first = applyFixes("okr.yaml", text, fixes);
  expect(first.applied).toHaveLength(50);
  expect(applyFixes("okr.yaml", text, fixes.slice(0, 50).toReversed()).text).toBe(first.text);
});

describe("hostile shapes take no time to speak of", () => {
  test.each([
    ["spaces in brackets", `{a: 1, b: 2${" ".repeat(60_000)}, c: 3}\n`, out("b"), "{a: 1, c: 3}\n"],
    [
      "blank lines",
      `a: 1\nb: 2\n${"\n".repeat(60_000)}c: 3\n`,
      out("b"),
      `a: 1\n${"\n".repeat(60_000)}c: 3\n`,
    ],
    ["comments", `a: 1\nb: 2\n${" # x\n".repeat(12_000)}c: 3\n`, out("b"), "a: 1\nc: 3\n"],
    ["spaces on comment lines", `a: 1\nb: 2\n${`${" ".repeat(600)}\n`.repeat(100)}c: 3\n`, out("b"), null],
  ])("%s", (_, before, fix, after) => {
    const { text, applied } = applyFixes("okr.yaml", before, [fix]);
    expect(applied).toHaveLength(1);
    if (after !== null) expect(text).toBe(after);
  });
});

const word = fc.stringMatching(/^[a-z]{2,6}$/);
const scalar = fc.oneof(
  word,
  fc.constantFrom('"a: b"', "'it''s'", "12", "65.5", '"%"', "two words", '"x # y"', "Größe", "日本"),
);
const comment = fc.option(
  word.map((text) => ` # ${text}`),
  { nil: "" },
);
/** How a name can be spelt: as it is, or quoted. */
const quote = fc.constantFrom("", "'", '"');
const spoil = fc.constantFrom(
  (name: string) => name.toUpperCase(),
  (name: string) => `${name[0]?.toUpperCase()}${name.slice(1)}`,
  (name: string) => `${name.slice(0, 1)}_${name.slice(1)}`,
);

/** Properties of which one is misspelt, in a random style. */
const documents = fc
  .record({
    pairs: fc.uniqueArray(
      fc.tuple(word, fc.oneof(scalar, fc.constantFrom("[a, b]", "{ a: 1 }", "[]")), comment),
      {
        minLength: 1,
        maxLength: 5,
        selector: ([name]) => name,
      },
    ),
    wrong: fc.nat(),
    spoil,
    quote,
    flow: fc.boolean(),
    gap: fc.constantFrom("", "\n", "# between\n"),
    body: fc.constantFrom("", "\n", "\n\n# T\n\n\tx: [a]\n---\n", "\nno end"),
    mark: fc.constantFrom("", "\ufeff"),
    crlf: fc.boolean(),
    indent: fc.constantFrom("", "  "),
  })
  .map(({ pairs, wrong, spoil, quote, flow, gap, body, mark, crlf, indent }) => {
    const at = wrong % pairs.length;
    const right = pairs[at]?.[0] as string;
    const misspelt = spoil(right);
    const lines = pairs.map(([name, value, note], index) => {
      const written = index === at ? `${quote}${misspelt}${quote}` : name;
      return flow ? `${written}: ${value}` : `${indent}${written}: ${value}${note}\n`;
    });
    const yaml = flow ? `{ ${lines.join(", ")} }\n` : lines.join(gap);
    const text = `${mark}---\n${yaml}---${body}`;
    return { text: crlf ? text.replaceAll("\n", "\r\n") : text, right, misspelt, quote };
  });

function read(text: string): { data: Record<string, unknown>; body: string } {
  const parts = splitFrontmatter(text);
  if (parts === null || !("yaml" in parts)) throw new Error(`no frontmatter in ${text}`);
  const careful = readCarefully(parts.yaml);
  if (!("data" in careful)) throw new Error(`cannot read ${parts.yaml}`);
  return { data: careful.data as Record<string, unknown>, body: parts.body };
}

/** The length of what two texts begin with alike. */
function alike(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

const reversed = (text: string) => text.split("").reverse().join("");

test("however a file is formatted, a misspelt name is repaired, in its place, and no other byte changes", () => {
  fc.assert(
    fc.property(documents, ({ text, right, misspelt, quote }) => {
      const fix = rename([misspelt], right);
      const { text: now, applied } = applyFixes("a.md", text, [fix]);
      expect(applied.map((one) => one.fix)).toEqual([fix]);
      const [before, after] = [read(text), read(now)];
      const entries = Object.entries(before.data).map(([name, value]) => [
        name === misspelt ? right : name,
        value,
      ]);
      expect(Object.entries(after.data)).toEqual(entries);
      expect(after.body).toBe(before.body);
      expect(now).toBe(text.replace(`${quote}${misspelt}${quote}`, () => `${quote}${right}${quote}`));
      expect(applyFixes("a.md", now, [fix])).toEqual({ text: now, applied: [] });
    }),
    { numRuns: 500 },
  );
});

test("however a file is formatted, a value is put in its place, and no other byte changes", () => {
  const values = fc.oneof(
    word,
    fc.constantFrom("2026", "true", "a: b", "#x", "x, y", "it's", "", "- a", "日本\u2028"),
  );
  fc.assert(
    fc.property(documents, values, ({ text, misspelt }, value) => {
      const fix = put([misspelt], value);
      const { text: now, applied } = applyFixes("a.md", text, [fix]);
      const before = read(text);
      const old = before.data[misspelt];
      if (typeof old === "object" || old === value) expect(now).toBe(text);
      else {
        expect(applied).toHaveLength(1);
        expect(read(now)).toEqual({ ...before, data: { ...before.data, [misspelt]: value } });
        const kept = alike(text, now) + alike(reversed(text), reversed(now));
        expect(kept).toBeGreaterThanOrEqual(text.length - String(old).length * 2 - 2);
      }
    }),
    { numRuns: 500 },
  );
});

test("however a file is formatted, a property goes with its line, or nothing changes", () => {
  let left = 0;
  fc.assert(
    fc.property(documents, ({ text, misspelt }) => {
      const { text: now, applied } = applyFixes("a.md", text, [out(misspelt)]);
      const before = read(text);
      const { [misspelt]: _, ...rest } = before.data;
      if (applied.length === 0) {
        expect(now).toBe(text);
        if (Object.keys(rest).length > 0) left++;
        return;
      }
      expect(read(now)).toEqual({ data: rest, body: before.body });
      expect(alike(text, now) + alike(reversed(text), reversed(now))).toBeGreaterThanOrEqual(now.length);
      expect(now.length).toBeLessThan(text.length);
    }),
    { numRuns: 500 },
  );
  expect(left).toBe(0);
});
