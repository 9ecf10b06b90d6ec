import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { NewCheckIn } from "../../src/model/check-in.ts";
import type { Result } from "../../src/model/records.ts";
import { readCheckInDocument } from "../../src/store/check-in-document.ts";
import { composeCheckIn, composeDraft } from "../../src/store/compose.ts";
import { readSnapshot } from "../../src/store/read-snapshot.ts";
import { readSections } from "../../src/store/sections.ts";

const CHECK_IN: NewCheckIn = {
  objective: "first-week",
  date: "2026-11-20",
  by: "ana",
  confidence: 0.7,
  results: new Map<string, Result>([
    ["completion", { value: 72, confidence: null, note: null }],
    ["tutorial", { value: ["draft", "live"], confidence: 0.5, note: "reached half of them: #3" }],
    ["audit", { value: false, confidence: null, note: null }],
    ["calls", { value: null, confidence: 0.2, note: null }],
  ]),
  issues: "Late.\n\n- Two people are ill",
  plan: "Ship it",
  more: "## Thanks\n\nTo all",
};
const EMPTY: NewCheckIn = {
  ...CHECK_IN,
  confidence: null,
  results: new Map(),
  issues: "",
  plan: " \n",
  more: "",
};

describe("a check-in's file", () => {
  test.each([
    [
      CHECK_IN,
      `---
kind: check-in
objective: first-week
date: 2026-11-20
by: ana
confidence: 0.7
results:
  completion: 72
  tutorial:
    value:
      - draft
      - live
    confidence: 0.5
    note: "reached half of them: #3"
  audit: false
  calls:
    confidence: 0.2
---

## Issues

Late.

- Two people are ill

## Plan

Ship it

## Thanks

To all
`,
    ],
    [EMPTY, "---\nkind: check-in\nobjective: first-week\ndate: 2026-11-20\nby: ana\n---\n"],
  ])("%#", async (checkIn, text) => expect(await composeCheckIn(checkIn)).toBe(text));
});

/** Text as people paste it and as YAML trips over it; trimmed, as all that is typed is. */
const prose = fc
  .oneof(
    fc.string({ maxLength: 30 }),
    fc.string({ unit: "grapheme", maxLength: 30 }),
    fc.string({ unit: "binary", maxLength: 10 }),
    fc
      .array(
        fc.constantFrom(
          "a",
          ": ",
          "# ",
          "---",
          "...",
          "\n",
          "\n\n",
          "  ",
          "- ",
          "|",
          ">",
          "'",
          '"',
          "\\",
          "\t",
          "*a",
          "&a",
          "!a",
          "yes",
          "null",
          "1e3",
          "\u2028",
          "\u0085",
          "{",
          "]",
          "%",
          "@",
        ),
        { maxLength: 10 },
      )
      .map((parts) => parts.join("")),
  )
  .map((text) => text.trim());
const share = fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100);
const value = fc.oneof(
  fc.integer(),
  fc.integer({ min: -99_999, max: 99_999 }).map((thousandths) => thousandths / 1000),
  fc.boolean(),
  fc.uniqueArray(fc.constantFrom("draft", "live", "null", "yes", "1"), { maxLength: 3 }),
);
const id = fc.constantFrom(
  "completion",
  "tutorial",
  "null",
  "true",
  "1",
  "007",
  "1e3",
  "0x1f",
  "no",
  "2026-11-20",
);
const result = fc.record<Result>({
  value: fc.option(value),
  confidence: fc.option(share),
  note: fc.option(prose.filter((text) => text !== "")),
});
const checkIns = fc.record<NewCheckIn>({
  objective: id,
  date: fc.constantFrom("2026-11-20", "1999-01-01"),
  by: id,
  confidence: fc.option(share),
  results: fc
    .uniqueArray(
      fc.tuple(
        id,
        result.filter((one) => Object.values(one).some((part) => part !== null)),
      ),
      { selector: ([name]) => name, maxLength: 4 },
    )
    .map((pairs) => new Map(pairs)),
  issues: prose,
  plan: prose,
  more: prose,
});
/** Results in the order JavaScript gives to properties: those that look like numbers first. */
const sorted = (results: ReadonlyMap<string, Result>) => [...results].sort(([a], [b]) => (a < b ? -1 : 1));

test("a check-in's file reads back what was written", async () => {
  await fc.assert(
    fc.asyncProperty(checkIns, async (checkIn) => {
      const file = { path: "check-in.md", bytes: Buffer.from(await composeCheckIn(checkIn)) };
      const { checkIns: read, findings } = await readSnapshot([file], "2026-11-20");
      expect(findings).toEqual([]);
      const { objective, date, by, confidence, results } = checkIn;
      expect(read).toMatchObject([{ objective, date, by, confidence }]);
      expect(sorted(read[0]?.results ?? new Map())).toEqual(sorted(results));
    }),
    { numRuns: 500 },
  );
});

test("issues and plan stand in their sections", () =>
  fc.assert(
    fc.asyncProperty(
      fc.stringMatching(/^[\w ,.\n-]{1,40}$/),
      fc.stringMatching(/^[\w ,.\n-]{1,40}$/),
      async (issues, plan) => {
        const text = await composeCheckIn({ ...CHECK_IN, issues, plan, more: "" });
        const sections = readSections(text.slice(text.indexOf("\n---\n") + 5));
        expect([sections.get("issues") ?? "", sections.get("plan") ?? ""]).toEqual([
          issues.trim(),
          plan.trim(),
        ]);
      },
    ),
  ));

test("a draft reads back everything that was typed", () =>
  fc.assert(
    fc.property(fc.array(checkIns, { minLength: 1, maxLength: 3 }), (typed) => {
      const read = readCheckInDocument(composeDraft(typed), "draft.yaml", {
        date: "2000-01-01",
        by: "nobody",
      });
      expect(read.map((one) => ({ ...one, results: sorted(one.results) }))).toEqual(
        typed.map((one) => ({ ...one, results: sorted(one.results) })),
      );
    }),
    { numRuns: 500 },
  ));

test("a draft with a long rule in it is read back", () => {
  const ruled = { ...CHECK_IN, plan: `Ship it\n\n${"- ".repeat(100)}-\n\nRest` };
  expect(
    readCheckInDocument(composeDraft([ruled]), "draft.yaml", { date: "2000-01-01", by: "nobody" }),
  ).toMatchObject([{ plan: ruled.plan }]);
});
