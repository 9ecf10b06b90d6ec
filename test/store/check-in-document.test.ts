import { describe, expect, test } from "vitest";
import { UserError } from "../../src/errors.ts";
import { readCheckInDocument } from "../../src/store/check-in-document.ts";

const DEFAULTS = { date: "2026-11-20", by: "ana" };

function read(text: string) {
  return readCheckInDocument(text, "in.yaml", DEFAULTS);
}

/** The lines of the message, and of the hint, of what was refused. */
function refusal(text: string): [message: string[], hint: string[]] {
  try {
    read(text);
  } catch (error) {
    if (error instanceof UserError) return [error.message.split("\n"), error.hint.split("\n")];
    throw error;
  }
  throw new Error(`${text} was read`);
}

const MINIMAL = {
  objective: "grow",
  ...DEFAULTS,
  confidence: null,
  results: new Map(),
  issues: "",
  plan: "",
  more: "",
};

describe("one check-in, a list, or check_ins", () => {
  test.each<[text: string, checkIns: readonly object[]]>([
    ["objective: grow", [MINIMAL]],
    ["kind: check-in\nobjective: grow\n", [MINIMAL]],
    [
      '{ "objective": "grow", "date": "2026-11-13", "by": "ben", "confidence": 0.7 }',
      [{ ...MINIMAL, date: "2026-11-13", by: "ben", confidence: 0.7 }],
    ],
    ["- objective: grow\n- objective: shrink\n", [MINIMAL, { ...MINIMAL, objective: "shrink" }]],
    ["check_ins:\n  - objective: grow\n", [MINIMAL]],
    ["check_ins:\n  objective: grow\n", [MINIMAL]],
    [
      "objective: grow\nresults:\n  a: 1\n  b: [draft]\n  c: false\n  d: { value: 2, confidence: 0.5, note: why }\n  e: { note: none }",
      [
        {
          ...MINIMAL,
          results: new Map<string, unknown>([
            ["a", { value: 1, confidence: null, note: null }],
            ["b", { value: ["draft"], confidence: null, note: null }],
            ["c", { value: false, confidence: null, note: null }],
            ["d", { value: 2, confidence: 0.5, note: "why" }],
            ["e", { value: null, confidence: null, note: "none" }],
          ]),
        },
      ],
    ],
    [
      "objective: grow\nissues: |\n  - late\n\n  - ill\nplan: ' go '\nmore: ''",
      [{ ...MINIMAL, issues: "- late\n\n- ill", plan: "go" }],
    ],
  ])("%j", (text, checkIns) => expect(read(text)).toEqual(checkIns));
});

describe("what cannot be read is refused", () => {
  const NOTHING = ["there is no check-in in in.yaml"];
  const anything = expect.arrayContaining([expect.stringMatching(/./)]);
  test.each<[text: string, message: string[], hint: unknown]>([
    ["", NOTHING, ["write objective: ID, confidence: 0.7 and results: { key-result: value }"]],
    ["# later\n", NOTHING, anything],
    ["[]", NOTHING, anything],
    ["check_ins: []", NOTHING, anything],
    ["grow", ["in.yaml: a check-in is a mapping"], ["write objective: ID and what you have to say of it"]],
    [
      "objective: grow\nresults: *x",
      ["in.yaml:2:10  an alias (*…) is not allowed"],
      ['write the value; quote text that begins with "*"'],
    ],
    [
      "objective: grow\ndate: a: b",
      ["in.yaml:2:7  the YAML cannot be read: nested mappings are not allowed in compact mappings"],
      anything,
    ],
    [
      "objective: grow\nconfidence: 007",
      ["in.yaml:2:13  the number 007 cannot be kept as it is written"],
      anything,
    ],
    [
      "objective: grow\n---\nobjective: shrink",
      ["in.yaml:2:1  a second document begins here"],
      ["keep one document"],
    ],
    ["objective: grow\nissues: 7", ["in.yaml: issues is not text"], ['write issues: "…"']],
  ])("%j", (text, message, hint) => expect(refusal(text)).toEqual([message, hint]));

  test("with everything that is wrong, each with its check-in", () => {
    const [messages, hints] = refusal(
      "- objective: grow\n  confidence: 7\n- objective: Grow!\n  date: soon\n- objective: grow\n",
    );
    expect(messages).toHaveLength(3);
    expect(messages.map((message) => message.slice(0, 35))).toEqual([
      expect.stringMatching(/^in\.yaml, check-in 1: confidence: /),
      expect.stringMatching(/^in\.yaml, check-in 2: /),
      expect.stringMatching(/^in\.yaml, check-in 2: /),
    ]);
    expect(hints.length).toBeGreaterThan(0);
    expect(new Set(hints).size).toBe(hints.length);
  });

  test.each([
    "kind: objective\nobjective: grow",
    "objective: grow\ncolour: red",
    "objective: grow\nresults: [1]",
    "objective: grow\n__proto__: {}",
  ])("%j", (text) => expect(refusal(text)[0]).toHaveLength(1));
});
