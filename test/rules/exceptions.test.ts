import { describe, expect, test } from "vitest";
import { sortFindings } from "../../src/model/finding.ts";
import { checkSnapshot } from "../../src/rules/check.ts";
import { defineRule, type Rule } from "../../src/rules/define.ts";
import { COMPANY, checkIn, document, keyResult, objective, retrospective } from "../../src/rules/examples.ts";
import { rules } from "../../src/rules/index.ts";
import { readSnapshot } from "../../src/store/read-snapshot.ts";
import { placeRemarks } from "../../src/store/yaml-careful.ts";

const DAY = "2026-12-31";

interface Told {
  /** `path:line rule: message`, `path:line:column` for the rule about exceptions. */
  readonly found: readonly string[];
  readonly excepted: number;
}

/** What the rules find in documents doc-0.md, …; with all of them, or those named. */
async function tell(
  documents: readonly string[],
  { only = null, settings = "" }: { only?: readonly string[] | null; settings?: string } = {},
  known: readonly Rule[] = rules,
): Promise<Told> {
  const files = [
    { path: "okr.yaml", text: `version: 1\n${settings}\n` },
    ...COMPANY.map((text, index) => ({ path: `company/${index}.md`, text })),
    ...documents.map((text, index) => ({ path: `doc-${index}.md`, text })),
  ];
  const snapshot = await readSnapshot(
    files.map(({ path, text }) => ({ path, bytes: Buffer.from(text) })),
    DAY,
  );
  expect(snapshot.findings).toEqual([]);
  const { remarks, excepted } = checkSnapshot(snapshot, known, { only: only && new Set(only) });
  const places = placeRemarks(remarks);
  const findings = remarks.map(({ source: _, pointer, part, ...said }, index) => ({
    ...said,
    ...(places[index] as (typeof places)[number]),
  }));
  return {
    found: sortFindings(findings).map(
      ({ path, line, rule, message }) => `${path}:${line} ${rule}: ${message}`,
    ),
    excepted,
  };
}

const ignore = (...ids: readonly string[]) => ({
  "x-okr-ignore": Object.fromEntries(ids.map((id) => [id, "We know."])),
});

/** Yields what it is told to, so that every place there is can be tried out. */
const probe = (
  ...about: readonly (readonly [path: string, subject: string | null, ...pointer: (string | number)[]])[]
) =>
  defineRule({
    id: "vague-title",
    group: "craft",
    severity: "warning",
    summary: "S.",
    why: "W.",
    *check() {
      for (const [path, subject, ...pointer] of about)
        yield {
          source: { path, yaml: "", line: 1 },
          pointer,
          message: `${subject} at ${pointer.join("/")}`,
          hint: "h",
          subject,
        };
    },
    examples: { accepted: [], reported: [], misfires: [] },
  });

const TWO = [keyResult({ id: "guests" }), keyResult({})];

describe("an exception covers", () => {
  const at = async (
    documents: readonly string[],
    path: string,
    subject: string | null,
    ...pointer: (string | number)[]
  ): Promise<boolean> => {
    const { found, excepted } = await tell(documents, {}, [probe([path, subject, ...pointer])]);
    expect(found.length + excepted).toBe(1);
    return excepted === 1;
  };

  test("at the top of an objective: all of its file, its records, and its key results wherever they stand", async () => {
    const documents = [
      objective({ ...ignore("vague-title"), key_results: TWO }),
      checkIn({}),
      retrospective({}),
      objective({ id: "other" }),
      checkIn({ objective: "other" }),
    ];
    expect(await at(documents, "doc-0.md", "grow", "title")).toBe(true);
    expect(await at(documents, "doc-0.md", null)).toBe(true);
    expect(await at(documents, "doc-0.md", "ana", "owner")).toBe(true);
    expect(await at(documents, "doc-0.md", "grow/guests", "key_results", 0, "title")).toBe(true);
    expect(await at(documents, "doc-1.md", "grow", "date")).toBe(true);
    expect(await at(documents, "doc-1.md", "grow/guests", "results", "guests")).toBe(true);
    expect(await at(documents, "doc-2.md", "grow", "date")).toBe(true);
    expect(await at(documents, "doc-3.md", "grow/guests", "aligns_to", 0)).toBe(true);
    // What another objective says about itself, or of this one, is that one's own business.
    expect(await at(documents, "doc-3.md", "other", "title")).toBe(false);
    expect(await at(documents, "doc-3.md", "grow", "aligns_to", 0)).toBe(false);
    expect(await at(documents, "doc-4.md", "other", "date")).toBe(false);
    expect(await at(documents, "company/0.md", "grow", "id")).toBe(false);
    expect(await at(documents, "okr.yaml", null)).toBe(false);
  });

  test("within a key result: that one alone, wherever it stands", async () => {
    const documents = [
      objective({ key_results: [keyResult({ id: "guests", ...ignore("vague-title") }), keyResult({})] }),
      checkIn({}),
    ];
    expect(await at(documents, "doc-0.md", "grow/guests", "key_results", 0)).toBe(true);
    expect(await at(documents, "doc-0.md", "grow/guests", "key_results", 0, "title")).toBe(true);
    expect(await at(documents, "doc-0.md", "zoe", "key_results", 0, "owner")).toBe(true);
    expect(await at(documents, "doc-1.md", "grow/guests", "results", "guests")).toBe(true);
    expect(await at(documents, "doc-0.md", "grow/passengers", "key_results", 1, "title")).toBe(false);
    expect(await at(documents, "doc-1.md", "grow/passengers", "results", "passengers")).toBe(false);
    expect(await at(documents, "doc-0.md", "grow", "key_results")).toBe(false);
    expect(await at(documents, "doc-0.md", "grow", "title")).toBe(false);
    expect(await at(documents, "doc-1.md", "grow", "date")).toBe(false);
  });

  test("in a team: its file and what is said of it elsewhere, or one member alone", async () => {
    const team = (properties: object) => [
      document({ kind: "team", id: "grow", name: "Growth", ...properties }),
      objective({}),
      checkIn({}),
    ];
    const members = [
      { id: "yan", name: "Yan Example", ...ignore("vague-title") },
      { id: "zoe", name: "Zoe" },
    ];
    const whole = team({ ...ignore("vague-title"), members });
    expect(await at(whole, "doc-0.md", "grow", "lead")).toBe(true);
    expect(await at(whole, "doc-0.md", "zoe", "members", 1)).toBe(true);
    // An objective that happens to have the same id is no part of the team.
    expect(await at(whole, "doc-1.md", "grow", "title")).toBe(false);
    expect(await at(whole, "doc-2.md", "grow", "date")).toBe(false);
    const other = [...whole, objective({ id: "deep", team: "grow" })];
    expect(await at(other, "doc-3.md", "grow", "team")).toBe(true);
    expect(await at(other, "doc-3.md", "deep", "team")).toBe(false);
    const one = team({ members });
    expect(await at(one, "doc-0.md", "yan", "members", 0)).toBe(true);
    expect(await at(one, "doc-0.md", "yan", "members", 0, "mentor")).toBe(true);
    expect(await at(one, "doc-0.md", "zoe", "members", 1)).toBe(false);
    expect(await at(one, "doc-0.md", "grow", "members")).toBe(false);
  });

  test("in a strategy: one priority alone; in a record: that record", async () => {
    const documents = [
      document({
        kind: "strategy",
        priorities: [
          { id: "safety", title: "Safety", ...ignore("vague-title") },
          { id: "speed", title: "Speed" },
        ],
      }),
      objective({}),
      checkIn(ignore("vague-title")),
      checkIn({ date: "2026-11-27" }),
    ];
    expect(await at(documents, "doc-0.md", "safety", "priorities", 0, "title")).toBe(true);
    expect(await at(documents, "doc-0.md", "speed", "priorities", 1, "title")).toBe(false);
    expect(await at(documents, "doc-2.md", "grow", "date")).toBe(true);
    expect(await at(documents, "doc-3.md", "grow", "date")).toBe(false);
    expect(await at(documents, "doc-1.md", "grow", "title")).toBe(false);
  });

  test("nothing of another rule", async () => {
    const documents = [objective(ignore("late-check-in"))];
    expect(await at(documents, "doc-0.md", "grow", "title")).toBe(false);
  });

  test("of two objectives with one id only the records of the first, which are its own", async () => {
    const documents = [objective({}), objective(ignore("vague-title")), checkIn({})];
    expect(await at(documents, "doc-1.md", "grow", "title")).toBe(true);
    expect(await at(documents, "doc-0.md", "grow", "title")).toBe(false);
    expect(await at(documents, "doc-0.md", "grow/passengers", "key_results", 0)).toBe(false);
    expect(await at(documents, "doc-2.md", "grow", "date")).toBe(false);
  });
});

test("what an exception keeps back is counted", async () => {
  const late = checkIn({ date: "2026-09-30" });
  const rule = ["date-outside-cycle"];
  expect(await tell([objective({}), late, late], { only: rule })).toMatchObject({
    found: [expect.stringContaining("doc-1.md:4"), expect.stringContaining("doc-2.md:4")],
    excepted: 0,
  });
  expect(await tell([objective(ignore(...rule)), late, late], { only: rule })).toEqual({
    found: [],
    excepted: 2,
  });
});

describe("okr.yaml", () => {
  const settings = "rules: { late-checkin: off }\n";
  const only = ["unknown-rule", "invalid-exception", "late-check-in"];

  test("may except from what is said of it", async () => {
    expect((await tell([], { settings, only })).found).toEqual([
      'okr.yaml:2 unknown-rule: there is no rule "late-checkin"',
    ]);
    const excepted = `${settings}x-okr-ignore: { unknown-rule: "A rule of the next version." }`;
    expect(await tell([], { settings: excepted, only })).toEqual({ found: [], excepted: 1 });
  });

  test("excepts nothing else, and no option that a rule cannot mean", async () => {
    const all = 'x-okr-ignore: { vague-title: "We know.", late-check-in: "We know." }';
    expect(
      await tell([objective({})], { settings: all }, [probe(["doc-0.md", "grow", "title"])]),
    ).toMatchObject({
      excepted: 0,
    });
    const wrong = `rules: { late-check-in: [warning, { day: 7 }] }\n${all}`;
    expect((await tell([], { settings: wrong, only: ["late-check-in"] })).found).toEqual([
      'okr.yaml:2 late-check-in: the rule late-check-in has no option "day"',
    ]);
  });
});

describe("an exception that does not hold is a finding, and what it was for is one as well", () => {
  const rule = "date-outside-cycle";
  const early = checkIn({ date: "2026-09-30" });
  const only = ["invalid-exception", rule];
  const FOUND = `doc-1.md:4 ${rule}: `;
  test.each<[given: unknown, message: string | null]>([
    ["Everybody knew.", null],
    [{ reason: "Everybody knew." }, null],
    [{ reason: "Everybody knew.", until: null }, null],
    [{ reason: "Everybody knew.", until: "2026-12-31" }, null],
    [{ reason: "Everybody knew.", until: "2027-01-01" }, null],
    [{ reason: "Everybody knew.", until: "2026-12-30" }, `the exception from ${rule} ended on 2026-12-30`],
    [{ reason: "Everybody knew.", until: "2026-02-30" }, `the exception from ${rule} ends on no day`],
    [{ reason: "Everybody knew.", until: "next week" }, `the exception from ${rule} ends on no day`],
    [{ reason: "Everybody knew.", until: 20261231 }, `the exception from ${rule} ends on no day`],
    [{ until: "2027-01-01" }, `the exception from ${rule} has no reason`],
    [{ reason: " \n" }, `the exception from ${rule} has no reason`],
    [{ reason: 7 }, `the exception from ${rule} has no reason`],
    ["", `the exception from ${rule} has no reason`],
    [null, `the exception from ${rule} has no reason`],
    [true, `the exception from ${rule} has no reason`],
    [["Everybody knew."], `the exception from ${rule} is not written as one`],
    [{ reason: "Everybody knew.", untill: "2027-01-01" }, `the exception from ${rule} is not written as one`],
  ])("%j", async (given, message) => {
    const told = await tell([objective({ "x-okr-ignore": { [rule]: given } }), early], { only });
    expect(told).toEqual(
      message === null
        ? { found: [], excepted: 1 }
        : {
            found: [`doc-0.md:10 invalid-exception: ${message}`, expect.stringContaining(FOUND)],
            excepted: 0,
          },
    );
  });

  test.each<[given: unknown, messages: readonly string[]]>([
    [[rule], ["x-okr-ignore names no rules"]],
    [rule, ["x-okr-ignore names no rules"]],
    [null, ["x-okr-ignore names no rules"]],
    [{}, []],
    [{ "date-outside-cycel": "Why not?" }, ['there is no rule "date-outside-cycel" to except from']],
    [{ "": "Why not?" }, ['there is no rule "" to except from']],
    [{ ["x".repeat(3000)]: "Why not?" }, [`there is no rule "${"x".repeat(63)}…" to except from`]],
  ])("%j", async (given, messages) => {
    const { found } = await tell([objective({ "x-okr-ignore": given }), early], { only });
    expect(found.slice(0, -1)).toEqual(
      messages.map((message) => `doc-0.md:10 invalid-exception: ${message}`),
    );
    expect(found.at(-1)).toContain(FOUND);
  });

  test.each([
    "invalid-exception",
    "cut-off-history",
    "disguised-definition",
    "lost-check-in",
    "schema",
    "unreadable-file",
    "nested-root",
  ])("from %s there is none", async (id) => {
    const { found } = await tell([objective(ignore(id))], { only });
    expect(found).toEqual([`doc-0.md:10 invalid-exception: ${id} knows no exceptions`]);
  });

  test("also in a key result, a member, a priority, a record and okr.yaml, and names what it stands at", async () => {
    const documents = [
      objective({ key_results: [keyResult({ "x-okr-ignore": { [rule]: "" } })] }),
      document({
        kind: "team",
        id: "divers",
        name: "D",
        members: [{ id: "yan", name: "Y", "x-okr-ignore": { [rule]: "" } }],
      }),
      document({
        kind: "strategy",
        priorities: [{ id: "safety", title: "S", "x-okr-ignore": { [rule]: "" } }],
      }),
      checkIn({ "x-okr-ignore": { [rule]: "" } }),
    ];
    const { found } = await tell(documents, { only, settings: `x-okr-ignore: { ${rule}: "" }` });
    const message = `invalid-exception: the exception from ${rule} has no reason`;
    expect(found).toEqual([
      `doc-0.md:9 ${message}`,
      `doc-1.md:5 ${message}`,
      `doc-2.md:3 ${message}`,
      `doc-3.md:8 ${message}`,
      `okr.yaml:2 ${message}`,
    ]);
    const snapshot = await readSnapshot(
      documents.map((text, index) => ({ path: `doc-${index}.md`, bytes: Buffer.from(text) })),
      DAY,
    );
    const { remarks } = checkSnapshot(snapshot, rules, { only: new Set(["invalid-exception"]) });
    expect(remarks.map(({ subject }) => subject)).toEqual(["grow/passengers", "yan", null, "grow"]);
  });
});

test("many exceptions in many files are asked about once each", async () => {
  const many = Array.from({ length: 1000 }, (_, index) =>
    objective({
      id: `grow-${index}`,
      title: "Grow",
      "x-okr-ignore": { "late-check-in": "a", "moved-goalpost": "b", [`nothing-${index}`]: "c" },
    }),
  );
  const { found, excepted } = await tell(many, { only: ["invalid-exception"] });
  expect([found.length, excepted]).toEqual([1000, 0]);
});
