import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { UserError } from "../../src/errors.ts";
import { appendToList, type Element } from "../../src/store/edit.ts";
import { splitFrontmatter } from "../../src/store/frontmatter.ts";
import { readQuickly } from "../../src/store/yaml.ts";
import { readCarefully } from "../../src/store/yaml-careful.ts";

const MEI: Element = { id: "mei", name: "Mei" };

/** What appending MEI to `members` makes of some YAML. */
function append(yaml: string, element: Element = MEI): string {
  const text = appendToList("team.md", `---\n${yaml}---\n\nProse.\n`, "members", element);
  expect(text.startsWith("---\n") && text.endsWith("---\n\nProse.\n")).toBe(true);
  return text.slice(4, -"---\n\nProse.\n".length);
}

describe("an element is appended in the style of the list", () => {
  const cases: [what: string, before: string, after: string][] = [
    [
      "block",
      "members:\n  - id: ana\n    name: Ana\nlead: ana\n",
      "members:\n  - id: ana\n    name: Ana\n  - id: mei\n    name: Mei\nlead: ana\n",
    ],
    [
      "block without indentation",
      "members:\n- id: ana\n  name: Ana\nlead: ana\n",
      "members:\n- id: ana\n  name: Ana\n- id: mei\n  name: Mei\nlead: ana\n",
    ],
    [
      "block with wide dashes",
      "members:\n    -   id: ana\n        name: Ana\n",
      "members:\n    -   id: ana\n        name: Ana\n    -   id: mei\n        name: Mei\n",
    ],
    [
      "block with blank lines between",
      "members:\n  - id: ana\n    name: Ana\n\n  - id: joao\n    name: João\n\nlead: ana\n",
      "members:\n  - id: ana\n    name: Ana\n\n  - id: joao\n    name: João\n\n  - id: mei\n    name: Mei\n\nlead: ana\n",
    ],
    [
      "a dash on a line of its own",
      "members:\n  -\n    id: ana\n    name: Ana\n",
      "members:\n  -\n    id: ana\n    name: Ana\n  - id: mei\n    name: Mei\n",
    ],
    [
      "comments of the last element stay with it, those of the list do not matter",
      "members: # all of us\n  - id: ana # since May\n    name: Ana # lead\n    # email: none yet\n  # more in June\nlead: ana\n",
      "members: # all of us\n  - id: ana # since May\n    name: Ana # lead\n    # email: none yet\n  - id: mei\n    name: Mei\n  # more in June\nlead: ana\n",
    ],
    [
      "one line each",
      "members:\n  - { id: ana, name: Ana }\nlead: ana\n",
      "members:\n  - { id: ana, name: Ana }\n  - { id: mei, name: Mei }\nlead: ana\n",
    ],
    ["ids", "members:\n  - ana # lead\n", "members:\n  - ana # lead\n  - { id: mei, name: Mei }\n"],
    [
      "brackets",
      "members: [ana, joao]\nlead: ana\n",
      "members: [ana, joao, { id: mei, name: Mei }]\nlead: ana\n",
    ],
    [
      "brackets with a last comma",
      "members: [ana, joao, ]\n",
      "members: [ana, joao, { id: mei, name: Mei } ]\n",
    ],
    [
      "brackets over several lines",
      "members: [\n  ana,\n  joao\n]\n",
      "members: [\n  ana,\n  joao,\n  { id: mei, name: Mei }\n]\n",
    ],
    [
      "brackets over several lines with a last comma and a comment",
      "members: [\n  ana,\n  joao, # new\n]\n",
      "members: [\n  ana,\n  joao, # new\n  { id: mei, name: Mei },\n]\n",
    ],
    [
      "brackets over several lines with a comment before the comma's place",
      "members: [\n  ana,\n  joao # new\n]\n",
      "members: [\n  ana,\n  joao # new\n  , { id: mei, name: Mei }\n]\n",
    ],
    ["an empty list", "members: []\nlead: ana\n", "members: [{ id: mei, name: Mei }]\nlead: ana\n"],
    [
      "no value",
      "members: # nobody\nlead: ana\n",
      "members: # nobody\n  - { id: mei, name: Mei }\nlead: ana\n",
    ],
    ["no list", "lead: ana # she\n", "lead: ana # she\nmembers:\n  - { id: mei, name: Mei }\n"],
    ["no list, all in brackets", "{ lead: ana }\n", "{ lead: ana, members: [{ id: mei, name: Mei }] }\n"],
    [
      "behind text of several lines",
      "members:\n  - id: ana\n    x-note: |+\n      one\n\n      two\n\nlead: ana\n",
      "members:\n  - id: ana\n    x-note: |+\n      one\n\n      two\n\n  - id: mei\n    name: Mei\nlead: ana\n",
    ],
  ];
  test.each(cases)("%s", (_, before, after) => {
    expect(append(before)).toBe(after);
    const crlf = (text: string) => `---\n${text}---\n`.replaceAll("\n", "\r\n");
    expect(appendToList("team.md", crlf(before), "members", MEI)).toBe(crlf(after));
  });

  test("a file that ends with its fence keeps that end", () => {
    expect(appendToList("team.md", "---\nmembers:\n- ana\n---", "members", MEI)).toBe(
      "---\nmembers:\n- ana\n- { id: mei, name: Mei }\n---",
    );
  });

  test("values are quoted where they have to be", () => {
    const odd = {
      id: "x",
      name: "Souza, Ana: #1",
      note: "yes",
      day: "2026-10-05",
      year: "2026",
      "x-more": "a\nb",
    };
    expect(append("members:\n  - id: ana\n", odd)).toBe(
      'members:\n  - id: ana\n  - id: x\n    name: "Souza, Ana: #1"\n    note: yes\n    day: 2026-10-05\n    year: "2026"\n    x-more: "a\\nb"\n',
    );
    expect(append("members: [ana]\n", odd)).toBe(
      'members: [ana, { id: x, name: "Souza, Ana: #1", note: yes, day: 2026-10-05, year: "2026", x-more: "a\\nb" }]\n',
    );
  });

  test("a list within the element has one line an element", () => {
    const milestones = {
      id: "x",
      milestones: [
        { id: "a", title: "A, b" },
        { id: "c", title: "C" },
      ],
    };
    expect(append("members:\n  - id: ana\n", milestones)).toBe(
      'members:\n  - id: ana\n  - id: x\n    milestones:\n      - { id: a, title: "A, b" }\n      - { id: c, title: C }\n',
    );
  });
});

describe("what cannot be done safely is left to the person", () => {
  test.each([
    ["a word where the list should be", "members: ana\n"],
    ["an explicit null", "members: null\n"],
    ["a nested list that begins behind another dash", "members: 7\n"],
    ["no properties at all", "- ana\n"],
  ])("%s", (_, yaml) => {
    const attempt = () => appendToList("team.md", `---\n${yaml}---\n`, "members", MEI);
    expect(attempt).toThrow(UserError);
    expect(attempt).toThrow(/^team\.md is written in a way/);
  });

  test.each([
    ["broken YAML", "---\nmembers: [\n---\n"],
    ["an anchor", "---\nmembers: &a [ana]\n---\n"],
    ["no frontmatter", "# Team\n"],
    ["a fence that is never closed", "---\nmembers: [ana]\n"],
  ])("%s", (_, text) => {
    expect(() => appendToList("team.md", text, "members", MEI)).toThrow(/^team\.md cannot be read/);
  });
});

/** The length of what two texts begin with alike. */
function alike(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

const reversed = (text: string) => text.split("").reverse().join("");

function dataOf(text: string): Record<string, unknown> {
  const parts = splitFrontmatter(text);
  if (parts === null || !("yaml" in parts)) throw new Error(`no frontmatter in ${text}`);
  const read = readCarefully(parts.yaml);
  if (!("data" in read)) throw new Error(`cannot read ${parts.yaml}`);
  const quick = readQuickly(parts.yaml);
  if (quick !== undefined) expect(quick).toEqual(read.data);
  return read.data as Record<string, unknown>;
}

const word = fc.stringMatching(/^[a-z]{1,6}$/);
const scalar = fc.oneof(
  word,
  fc.constantFrom('"a: b"', "'it''s'", "12", "65.5", '"%"', "two words", '"x # y"'),
);
const comment = fc.option(
  word.map((text) => ` # ${text}`),
  { nil: "" },
);
const spaces = (min: number, max: number) => fc.integer({ min, max }).map((count) => " ".repeat(count));
const between = fc.constantFrom("", "", "\n", "# list\n", "  # deeper\n");

/** Pairs as they stand in brackets: `{ a: 1, b: "x" }`. */
const flowMap = fc
  .uniqueArray(fc.tuple(word, scalar), { minLength: 1, maxLength: 3, selector: ([name]) => name })
  .map((pairs) => `{${pairs.map(([name, value]) => ` ${name}: ${value}`).join(",")} }`);

/** A list of elements behind dashes, in a random style. */
const blockList = fc
  .record({
    indent: spaces(0, 4),
    gap: spaces(1, 4),
    elements: fc.array(
      fc.oneof(
        scalar.map((value) => [value]),
        flowMap.map((value) => [value]),
        fc
          .uniqueArray(fc.tuple(word, scalar, comment), {
            minLength: 1,
            maxLength: 3,
            selector: ([name]) => name,
          })
          .map((pairs) => pairs.map(([name, value, note]) => `${name}: ${value}${note}`)),
        word.map((name) => [`${name}: |`, "  several", "", "  lines"]),
      ),
      { minLength: 1, maxLength: 4 },
    ),
    note: comment,
    gaps: between,
  })
  .map(({ indent, gap, elements, note, gaps }) => {
    const lines = elements.map((element) =>
      element
        .map((line, index) => (line === "" ? "" : `${indent}${index === 0 ? "-" : " "}${gap}${line}`))
        .join("\n"),
    );
    return `list:${note}\n${lines.join(`\n${gaps}`)}\n${gaps}`;
  });

/** A list in brackets, on one line or on several. */
const flowList = fc
  .record({
    elements: fc.array(fc.oneof(word, flowMap), { maxLength: 4 }),
    lines: fc.boolean(),
    comma: fc.boolean(),
    note: comment,
    indent: spaces(1, 4),
    pad: spaces(0, 1),
  })
  .map(({ elements, lines, comma, note, indent, pad }) => {
    const last = comma && elements.length > 0 ? "," : "";
    if (!lines) return `list: [${pad}${elements.join(", ")}${last}${pad}]${note}\n`;
    return `list: [${note}\n${elements.map((element, index) => `${indent}${element}${index < elements.length - 1 ? "," : last}${note}\n`).join("")}]\n`;
  });

const document = fc
  .record({
    list: fc.oneof(blockList, flowList, fc.constant("")),
    before: fc.constantFrom("", "kind: team\n", "# first\nkind: team # hm\n\n", 'text: "a\\nb"\n'),
    after: fc.constantFrom("", "\nlead: ana\n", "lead: ana\n# last\n", "x-text: |\n  one\n\n  two\n"),
    body: fc.constantFrom("", "\n", "\n\n# Team\n\n- list: [a]\n---\n", "\nno end"),
    mark: fc.constantFrom("", "\ufeff"),
    crlf: fc.boolean(),
  })
  .filter(({ list, before, after }) => `${list}${before}${after}`.trim() !== "")
  .map(({ list, before, after, body, mark, crlf }) => {
    const text = `${mark}---\n${before}${list}${after}---${body}`;
    return crlf ? text.replaceAll("\n", "\r\n") : text;
  });

const element = fc
  .uniqueArray(
    fc.tuple(
      word,
      fc.oneof(
        fc.string({ maxLength: 20, unit: "grapheme" }),
        fc.integer(),
        fc.constantFrom("no", "~", "a: b", "x #y", "[z", "a\nb", "\t\u0085\u2028 ", "--- x", "\ufeff"),
      ),
    ),
    {
      minLength: 1,
      maxLength: 4,
      selector: ([name]) => name,
    },
  )
  .map((pairs) => Object.fromEntries(pairs));

test("however a file is formatted, it gets one insertion and holds the old data and the new element, or is refused", () => {
  let refused = 0;
  fc.assert(
    fc.property(document, element, (text, more) => {
      const old = dataOf(text);
      const longer = appendOrRefuse(text, more);
      if (longer === null) {
        refused++;
        return;
      }
      expect(dataOf(longer)).toEqual({ ...old, list: [...((old.list as unknown[]) ?? []), more] });
      const kept = alike(text, longer) + alike(reversed(text), reversed(longer));
      expect(kept).toBeGreaterThanOrEqual(text.length);
      if (text.includes("\r\n")) expect(longer.replaceAll("\r\n", "")).not.toContain("\n");
    }),
    { numRuns: 500 },
  );
  // What cannot be done safely, with a block of text at the very end perhaps, is left to the person.
  expect(refused).toBeLessThan(10);
});

function appendOrRefuse(text: string, more: Record<string, unknown>): string | null {
  try {
    return appendToList("team.md", text, "list", more);
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}
