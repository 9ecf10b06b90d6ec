import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readQuickly } from "../../src/store/yaml.ts";
import { placeAt, readCarefully } from "../../src/store/yaml-careful.ts";

const NUMBER_HINT = "write a plain decimal number of at most 15 digits, or quote it";
const SYNTAX_HINT = 'check indentation and quotes; text with ": " or " #" in it needs quotes';
const DEEP = ["this is nested more than 16 levels deep", "an OKR file needs no more than five"] as const;

/** What the careful reader says: `line:column`, message, hint of every problem; or the data. */
function read(yaml: string): unknown {
  const result = readCarefully(yaml);
  if ("data" in result) return result.data;
  return result.problems.map(({ offset, message, hint }) => {
    const { line, column } = placeAt({ path: "", yaml, line: 1 }, offset);
    return [`${line}:${column}`, message, hint];
  });
}

/** Null where the quick reader leaves the text to the careful one, or both read the same. */
function disagreement(yaml: string): unknown {
  const quick = readQuickly(yaml);
  if (quick === undefined) return null;
  const careful = readCarefully(yaml);
  if (!("data" in careful)) return { yaml, quick, careful };
  try {
    expect(careful.data).toStrictEqual(quick);
    return null;
  } catch {
    return { yaml, quick, careful };
  }
}

/** The frontmatter of the examples, and flow style, comments and quotes beside it; then a few characters changed. */
const mutatedFrontmatter = (() => {
  const files = ["horizon-bank", "joystream-rome"].flatMap((name) => {
    const folder = new URL(`../../examples/${name}/`, import.meta.url);
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".md") || path === "okr.yaml")
      .map((path) => readFileSync(new URL(path, folder), "utf8"));
  });
  const sheets = [...new Set(files.map((text) => text.split(/^---$/m)[1] ?? text))];
  sheets.push(
    "a: [b, 'c d', \"e\", 1.5, -2, true, null] # f\nb: { c: d, e: { f: [g] }, h: 2026-Q4 }\n",
    "a:\n- b: c\n  d: 1\n- e\nf:\n    - g\n    - h: i\nj:\nk: 'l: m'\n",
  );
  const odd = fc.constantFrom(
    ..."\n:-#'\"[]{},&*!|>%@`? 0179.+_eExo~\\\t".split(""),
    ": ",
    " #",
    "- ",
    "  ",
    "\n  ",
    ", ",
    "é",
    "日",
  );
  const change = fc.tuple(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.constantFrom(0, 0, 1, 1, 2, 3),
    fc.option(odd, { nil: "" }),
  );
  return fc.tuple(fc.constantFrom(...sheets), fc.array(change, { maxLength: 3 })).map(([sheet, changes]) =>
    changes.reduce((text, [where, removed, added]) => {
      const at = Math.floor(where * text.length);
      return text.slice(0, at) + added + text.slice(at + removed);
    }, sheet),
  );
})();

/** Text as people and adversaries write it: every style of scalar, block and flow, odd spacing, comments, wrong quotes. */
const yamlText = (() => {
  const { constantFrom: one, constant, array, tuple, oneof, string, stringMatching, letrec } = fc;
  const join = (...parts: fc.Arbitrary<string>[]) => tuple(...parts).map((texts) => texts.join(""));
  const many = (part: fc.Arbitrary<string>, maxLength: number, between = "") =>
    array(part, { minLength: 1, maxLength }).map((texts) => texts.join(between));
  const indent = (text: string, by: string) => text.replace(/^(?=.)/gm, by);
  const pick = (text: string) => one(...text.split(" "));
  const piece = oneof(
    pick(
      "a b yes no on off null ~ Null NULL nil true True FALSE tRue 2026-11-20 12:30:45 http://x.org/a?b#c a#b a:b :a -a",
    ),
    pick(
      "0 -0 +0 00 007 -08 0x1F 0o17 0b11 1 -1 1. .5 -.5 1.50 -0.0 1e3 1.e3 1e 1_000 1._5 _1 1.2.3 .inf -.INF .nan Infinity",
    ),
    pick(
      "12345678901234567890 123456789012345 9007199254740993 0.1000000000000000055 1e400 -1.e400 65% €5 日本 🚀 é \u00a0b",
    ),
    pick(
      "%a @a `a &a *a !a !!str |a >a | > = << a] a} a,b [ ] { } [] {} it's ' \" '' \"\" a''b \\ \\n constructor __proto__",
    ),
    pick("- -- --- ... ? : , # ! & * % . .. -. + \u0085 \ufeff \u2028 \u0007 \ud800 a\tb"),
    one("b c", "a: b", "a #b", "- a", "? a", "# c", "1 000", "a : b", "", " "),
    join(pick("+ - "), stringMatching(/^[0-9._eExob+-]{1,20}$/)),
    string({ maxLength: 8 }),
    string({ unit: "binary", maxLength: 5 }),
  );
  const quoted = oneof(
    piece.map((text) => `'${text.replaceAll("'", "''")}'`),
    piece.map((text) => JSON.stringify(text)),
    piece.map((text) => `"${text}"`),
    piece.map((text) => `'${text}'`),
  );
  const scalar = oneof(
    { weight: 3, arbitrary: piece },
    { weight: 2, arbitrary: quoted },
    many(piece, 3, " "),
  );
  const breaks = one("\n", "\n  ", "\n\n  ", "\n \n   ", "\r\n  ", "\n    ", "\r");
  const folded = join(scalar, many(join(breaks, scalar), 3));
  const foldedQuotes = oneof(
    many(join(piece, breaks), 3).map((text) => `'${text}'`),
    folded.map((text) => `"${text}"`),
  );
  const gap = one("", "", " ", "  ", "\n", "\n  ", " #c\n", "\n\n", "\r\n", "\n#c\n ", "#c\n", "\t");
  const key = oneof(pick("a b c d id kind"), scalar);
  const { flow } = letrec<{ item: string; pair: string; flow: string }>((tie) => ({
    item: oneof({ depthSize: "small", withCrossShrink: true }, scalar, foldedQuotes, tie("flow")),
    pair: join(oneof(key, tie("item")), one("", ":", ": ", " : ", ":\n  ", "\n : "), tie("item")),
    flow: oneof(
      join(
        constant("["),
        many(join(gap, oneof(tie("item"), tie("pair")), gap), 3, ","),
        one("", ",", " ,"),
        gap,
        constant("]"),
      ),
      join(
        constant("{"),
        many(join(gap, oneof(tie("pair"), tie("item")), gap), 3, ","),
        one("", ","),
        gap,
        constant("}"),
      ),
    ),
  }));
  const comment = one("", "", "", " # c", "#c", " ");
  const { block } = letrec<{ value: string; block: string }>((tie) => ({
    value: oneof(
      { depthSize: "small" },
      join(one("", " ", "  "), oneof(scalar, flow, folded, foldedQuotes), comment),
      tuple(comment, one("\n", "\n\n", "\n# c\n", "\r\n"), tie("block"), one("", " ", "  ", "    ")).map(
        ([note, end, text, by]) => note + end + indent(text, by),
      ),
      tuple(pick("| > |- >+ |2"), tie("block")).map(([head, text]) => ` ${head}\n${indent(text, "  ")}`),
    ),
    block: oneof(
      many(join(key, one(":", ":", ":", " :", ""), tie("value")), 4, "\n"),
      many(join(one("-", "-", "- -", "-  "), tie("value")), 4, "\n"),
      many(join(key, constant(":"), tie("value")), 3, "\n  ").map((text) => `- ${text}`),
    ),
  }));
  const scraps = one(
    ..."ab1 0:-,#[]{}'\"?.~_+",
    "\n",
    "\r\n",
    ": ",
    "- ",
    "\n  ",
    "\n- ",
    "null",
    "# ",
    "''",
    '""',
    "0.",
  );
  const noise = array(scraps, { maxLength: 14 }).map((texts) => texts.join(""));
  const windows = block.map((text) => text.replaceAll("\n", "\r\n"));
  return oneof(
    { weight: 4, arbitrary: block },
    { weight: 3, arbitrary: noise },
    flow,
    folded,
    windows,
    many(oneof(block, noise), 2, "\n"),
  );
})();

describe("both readers", () => {
  test.each<[yaml: string, data: unknown]>([
    ["", null],
    ["# nothing here\n", null],
    ["a: 1\nb: two\n", { a: 1, b: "two" }],
    ["a: 1\r\nb:\r\n  - c\r\n", { a: 1, b: ["c"] }],
    ["a:\nb: ~\nc: null\nd: Null\ne: ''", { a: null, b: null, c: null, d: null, e: "" }],
    ["a: yes\nb: no\nc: on\nd: off\ne: y", { a: "yes", b: "no", c: "on", d: "off", e: "y" }],
    ["a: true\nb: True\nc: FALSE\nd: tRue", { a: true, b: true, c: false, d: "tRue" }],
    ["a: 2026-11-20\nb: 12:30\nc: 190:20:30", { a: "2026-11-20", b: "12:30", c: "190:20:30" }],
    ["a: 2026\nb: 2026-Q4\nc: 2026-11", { a: 2026, b: "2026-Q4", c: "2026-11" }],
    ["a: 0\nb: -1\nc: +2\nd: 3.50\ne: 0.1\nf: 4.", { a: 0, b: -1, c: 2, d: 3.5, e: 0.1, f: 4 }],
    ["a: 1.2.3\nb: 1,200\nc: 65 %\nd: e3", { a: "1.2.3", b: "1,200", c: "65 %", d: "e3" }],
    ["a: http://x.org/b?c#d\ne: f #g", { a: "http://x.org/b?c#d", e: "f" }],
    ["a: it's\nb: 'it''s'\nc: \"x: y\"", { a: "it's", b: "it's", c: "x: y" }],
    ["a: one\n  two\n\n  three", { a: "one two\nthree" }],
    ["a: 'one\n  two'\nb: \"c\n\n  d\"", { a: "one two", b: "c\nd" }],
    ["a: [b, 1, 'c']\nd: { e: f, \"g\": 2 }", { a: ["b", 1, "c"], d: { e: "f", g: 2 } }],
    ["a: [b: c, d]\ne: {f, g: }", { a: [{ b: "c" }, "d"], e: { f: null, g: null } }],
    ["- a: 1\n  b: 2\n- - c\n  - d", [{ a: 1, b: 2 }, ["c", "d"]]],
    ["a:\n- b\n-  c\nd:\n  -e", { a: ["b", "c"], d: "-e" }],
    ['1: a\ntrue: b\n2026-11-20: c\n"d e": f', { 1: "a", true: "b", "2026-11-20": "c", "d e": "f" }],
    ["título: Lança o café ☕\n名前: 日本 🚀", { título: "Lança o café ☕", 名前: "日本 🚀" }],
  ])("read %j", (yaml, data) => {
    expect(read(yaml)).toStrictEqual(data);
    expect([undefined, data]).toContainEqual(readQuickly(yaml));
  });

  test("agree on OKR files, also when a few characters are out of place", () => {
    let taken = 0;
    fc.assert(
      fc.property(mutatedFrontmatter, (yaml) => {
        if (readQuickly(yaml) !== undefined) taken++;
        expect(disagreement(yaml)).toBeNull();
      }),
      { numRuns: 4000 },
    );
    expect(taken).toBeGreaterThan(1600);
  });

  test("agree on whatever the quick one takes", () => {
    let taken = 0;
    fc.assert(
      fc.property(yamlText, (yaml) => {
        if (readQuickly(yaml) !== undefined) taken++;
        expect(disagreement(yaml)).toBeNull();
      }),
      { numRuns: 4000 },
    );
    expect(taken).toBeGreaterThan(4);
  });

  test("agree on every short text", () => {
    const alphabets: [letters: readonly string[], length: number][] = [
      [[..."a0-: #[]{},'\"?~.", "\n"], 3],
      [["a", "-", ":", " ", "\n", "'"], 5],
      [["a: ", "- ", "\n", " ", "b", "#c", "[", ",", "]"], 4],
      [["a: ", "{", "\n", "}", ",", ": ", "'b'"], 4],
      [[..."01.-+e_x"], 4],
    ];
    const found: unknown[] = [];
    const grow = (text: string, letters: readonly string[], length: number) => {
      found.push(disagreement(text));
      if (length > 0) for (const letter of letters) grow(text + letter, letters, length - 1);
    };
    for (const [letters, length] of alphabets) grow("", letters, length);
    expect(found.length).toBeGreaterThan(20_000);
    expect(found.filter((one) => one !== null)).toEqual([]);
  });
});

describe("the quick reader leaves to the careful one", () => {
  // Where the libraries behind the two readers disagree: on the left what js-yaml takes, on the right what holds.
  test.each<[yaml: string, data: unknown]>([
    ["a\rb: c", { "a\rb": "c" }],
    ["[\r]", ["\r"]],
    ["a: -0", { a: -0 }],
    ["~: a", [["1:1", "a property needs a plain name", "write name: value"]]],
    ["Null: a", [["1:1", "a property needs a plain name", "write name: value"]]],
    ["{: a}", [["1:2", "a property needs a plain name", "write name: value"]]],
    ["[:]", [["1:2", "a property needs a plain name", "write name: value"]]],
    ["{\n : }", [["1:2", "a property needs a plain name", "write name: value"]]],
    ["[a]: b", [["1:1", "a property needs a plain name", "write name: value"]]],
    ["{{}}", [["1:2", "a property needs a plain name", "write name: value"]]],
    ["{[]}", [["1:2", "a property needs a plain name", "write name: value"]]],
    ["- -\n- a", [[null], "a"]],
    ["- # c\n- a", [null, "a"]],
    ["a: 1.e3", { a: 1000 }],
    ["1e-1: a", { "0.1": "a" }],
  ])("%j", (yaml, data) => {
    expect(readQuickly(yaml)).toBeUndefined();
    expect(read(yaml)).toStrictEqual(data);
  });

  test.each([
    " - \n- ",
    "a: 'x\n'",
    "'a': 'b'#c",
    "[#c\n]",
    "{a,#c\n}",
    "{'a':#c\n}",
    "['a':#c\nb]",
    "{a: b\n#c\n}",
    `${"a".repeat(1025)}: b`,
  ])("%.20j, which the careful one cannot read", (yaml) => {
    expect(readQuickly(yaml)).toBeUndefined();
    expect(readCarefully(yaml)).toHaveProperty("problems");
  });

  test.each([
    "a: [1,\n b,007]",
    "{a: 1,0x1F: 2}",
    '{"a":.5}',
    "- 1e400",
    "- 1.e400",
    "a: 1e3",
    "a: 0.1000000000000000055",
    "a: |\n  b",
    "a: >-\n  b",
    "<<: {}",
    "'__proto__': 1",
    "a: [constructor: 1]",
    "%YAML 1.1",
    "a: 1\n---\nb: 2",
    "a: 1\n...\nb: 2",
    "a:\tb",
    "a: b\u0085",
    "a: \ufeffb",
    "a: [b,&c d]",
    "a: [b,!!str c]",
    "a: ['b':#c\n  d]",
    "a: { [] }",
    "a: {b: c, [d]}",
    "a: {b: c\n#d\n  }",
    "a: [b: [b: [b: [b: [b: [b: [b: [b: c]]]]]]]]",
    "? a",
    "a: @b",
  ])("%j", (yaml) => expect(readQuickly(yaml)).toBeUndefined());

  test("and takes what OKR files are made of itself", () => {
    const yaml = `
kind: objective
id: first-week
title: "Make the first week seamless: from 65 % to 90 %"
cycle: 2026-Q4
aligns_to: [delight-new-customers, onboarding/completion]
key_results:
  - id: completion   # the big one
    baseline: -0.65
    target: 90.25
    milestones:
      - { id: draft, title: 'Draft: agreed', weight: 2 }
`;
    expect(readQuickly(yaml)).toStrictEqual(read(yaml));
  });
});

describe("the careful reader refuses", () => {
  test.each<[yaml: string, place: string, message: string, hint: string]>([
    ["a: &x b", "1:7", "an anchor (&…) is not allowed", 'quote text that begins with "&"'],
    ["a: *x", "1:4", "an alias (*…) is not allowed", 'write the value; quote text that begins with "*"'],
    [
      "a: !!str 1",
      "1:10",
      "the tag !!str is not allowed",
      'write the plain value; quote text that begins with "!"',
    ],
    ["a: !x b", "1:7", "the tag !x is not allowed", 'write the plain value; quote text that begins with "!"'],
    ["a: ! b", "1:6", "the tag ! is not allowed", 'write the plain value; quote text that begins with "!"'],
    ["a: 1\nb: 2\na: 3", "3:1", "the same property is here twice", "keep one of the two"],
    ["{ a: 1, 'a': 2 }", "1:9", "the same property is here twice", "keep one of the two"],
    ["1: a\n1.0: b", "2:1", "the same property is here twice", "keep one of the two"],
    ["__proto__: 1", "1:1", '"__proto__" cannot be a property', "remove it"],
    ["a:\n  - constructor: 1", "2:5", '"constructor" cannot be a property', "remove it"],
    ['"proto\\x74ype": 1', "1:1", '"prototype" cannot be a property', "remove it"],
    ["? [a]\n: b", "1:3", "a property needs a plain name", "write name: value"],
    ["a: 1\n---\nb: 2", "2:1", "a second document begins here", "keep one document"],
    ["a: 1\n...\nb: 2", "3:1", "a second document begins here", "keep one document"],
    [
      "%YAML 1.1\n---\na: yes",
      "1:1",
      "a directive (%…) is not allowed",
      "remove the line that begins with %",
    ],
    ["%TAG ! x:\n---\na: 1", "1:1", "a directive (%…) is not allowed", "remove the line that begins with %"],
    ["%X y\n---\na: 1", "1:1", "a directive (%…) is not allowed", "remove the line that begins with %"],
    ["a:\n\tb: 1", "2:1", "a tab is used to indent", "indent with spaces"],
    [
      "a: b: c",
      "1:4",
      "the YAML cannot be read: nested mappings are not allowed in compact mappings",
      SYNTAX_HINT,
    ],
    ["a: 'b", "1:6", "the YAML cannot be read: missing closing 'quote", SYNTAX_HINT],
    ['a: "\\q"', "1:5", "the YAML cannot be read: invalid escape sequence \\q", SYNTAX_HINT],
    [
      "a: @b",
      "1:4",
      "the YAML cannot be read: plain value cannot start with reserved character @",
      SYNTAX_HINT,
    ],
    ["[".repeat(17) + "]".repeat(17), "1:17", ...DEEP],
    ["- ".repeat(17), "1:33", ...DEEP],
    [`${"[".repeat(65_536)}`, "1:201", ...DEEP],
    [`a: ${"{a: ".repeat(16_000)}`, "1:804", ...DEEP],
    ["- ".repeat(32_768), "1:1", ...DEEP],
    ["? ".repeat(32_768), "1:1", ...DEEP],
  ])("%.30j", (yaml, place, message, hint) => {
    expect(read(yaml)).toEqual([[place, message, hint]]);
    expect(readQuickly(yaml)).toBeUndefined();
  });

  test.each([
    ...[
      "12345678901234567890",
      "9007199254740993",
      "0.1000000000000000055",
      "1e400",
      "-1e400",
      "1e-400",
      "4.9e-324",
    ],
    ...["007", "-00", "0x1F", "0o17", ".inf", "-.Inf", ".nan"],
  ])("the number %s", (number) => {
    const told = [["2:6", `the number ${number} cannot be kept as it is written`, NUMBER_HINT]];
    expect(read(`a: 1\nb: [ ${number} ]`)).toEqual(told);
  });

  test.each<[yaml: string, data: unknown]>([
    ["a: 123456789012345\nb: 1234567890123450000", { a: 123456789012345, b: 1234567890123450000 }],
    ["a: 1e3\nb: .5\nc: 1.50\nd: 0.10", { a: 1000, b: 0.5, c: 1.5, d: 0.1 }],
    ["a: '007'\nb: \"0x1F\"\nc: 0b11", { a: "007", b: "0x1F", c: "0b11" }],
    ["a: |\n  b\n  c\nd: >-\n  e\n  f", { a: "b\nc\n", d: "e f" }],
    ["---\na: 1\n", { a: 1 }],
    ["[".repeat(16) + "]".repeat(16), [[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]],
  ])("but not %.30j", (yaml, data) => expect(read(yaml)).toStrictEqual(data));

  test("at most twenty places of one file", () => {
    expect(read("- *x\n".repeat(30))).toHaveLength(20);
    expect(read("]".repeat(1000))).toHaveLength(20);
  });
});

describe("64 KiB of", () => {
  const fill = (unit: string) => unit.repeat(Math.ceil(65_536 / unit.length)).slice(0, 65_536);
  const lines = (line: (index: number) => string) =>
    Array.from({ length: 6000 }, (_, index) => line(index)).join("");
  const stairs = Array.from({ length: 360 }, (_, depth) => `${" ".repeat(depth)}a:\n`).join("");
  const ladders = Array.from(
    { length: 45 },
    (_, step) => `${" ".repeat(64 * step)}${"- ".repeat(32)}\n`,
  ).join("");
  test.each([
    ...[
      "[",
      "]",
      "[]",
      "{a: ",
      "{a},",
      "- ",
      "-\n",
      "\n- ",
      ": ",
      "? ",
      "\n?",
      ", [",
      "a: ",
      "a:\n",
      "a\n",
      "- a\n",
      " ",
    ],
    ...[
      "  \n",
      "#\n",
      "'",
      "''",
      '"',
      "\\",
      "&a ",
      "*a ",
      "!",
      "|\n",
      ">",
      "%\n",
      "\t",
      "\r",
      "0",
      "0.",
      "1e",
      "~:",
      "<<: ",
    ],
  ])("%j is read or refused, with few words", (unit) => {
    readQuickly(fill(unit));
    const result = readCarefully(fill(unit));
    expect("data" in result || (result.problems.length > 0 && result.problems.length <= 20)).toBe(true);
  });

  test.each([
    ["keys", lines((index) => `k${index}:\n`)],
    ["keys in brackets", `{ ${lines((index) => `k${index}, `)} }`],
  ])("different %s is read", (_, yaml) => expect(Object.keys(read(yaml) as object)).toHaveLength(6000));

  test.each([
    ["stairs", stairs],
    ["ladders", ladders],
  ])("%s is refused", (_, yaml) => expect(read(yaml)).toContainEqual([expect.anything(), ...DEEP]));
});
