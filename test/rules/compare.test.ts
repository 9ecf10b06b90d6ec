import { describe, expect, test } from "vitest";
import { emptySnapshot, type Snapshot } from "../../src/model/snapshot.ts";
import { compareExceptions, compareRules } from "../../src/rules/compare.ts";
import { defineRule, type Rule } from "../../src/rules/define.ts";
import { checkIn, document, keyResult, objective } from "../../src/rules/examples.ts";
import { readSnapshot } from "../../src/store/read-snapshot.ts";

const DAY = "2026-11-20";

async function read(files: Readonly<Record<string, string>>): Promise<Snapshot> {
  const entries = Object.entries({ "okr.yaml": "version: 1\n", ...files });
  return readSnapshot(
    entries.map(([path, text]) => ({ path, bytes: Buffer.from(text) })),
    DAY,
  );
}

function rule(id: string, severity: Rule["severity"], more: Partial<Rule> = {}): Rule {
  return defineRule({
    ...{ id, group: "craft", severity, summary: "", why: "", check: () => [] },
    examples: { accepted: [], reported: [], misfires: [] },
    ...more,
  });
}

const RULES = [
  rule("grave", "error"),
  rule("light", "warning", { options: { max: { value: 4, meaning: "so many" } } }),
  rule("quiet", "off"),
];

describe("rules", () => {
  const rulesOf = async (before: string, after: string) =>
    compareRules(
      await read({ "okr.yaml": `version: 1\n${before}` }),
      await read({ "okr.yaml": `version: 1\n${after}` }),
      RULES,
    ).map(({ rule, from, to, weaker, named, options }) => {
      const set = options.map(
        ({ name, from, to }) => ` ${name} ${JSON.stringify(from)} → ${JSON.stringify(to)}`,
      );
      return `${rule} ${from} → ${to}${weaker ? " weaker" : ""}${named ? "" : " by the preset"}${set.join()}`;
    });

  test.each<[what: string, before: string, after: string, said: string[]]>([
    ["nothing", "", "", []],
    ["what the preset says anyway, written down", "", "rules: { grave: error }", []],
    ["turned off", "", "rules: { grave: off }", ["grave error → off weaker"]],
    ["turned down", "rules: { grave: error }", "rules: { grave: warning }", ["grave error → warning weaker"]],
    ["no longer turned up", "rules: { light: error }", "", ["light error → warning weaker"]],
    ["turned on", "", "rules: { quiet: warning }", ["quiet off → warning"]],
    ["an option", "", "rules: { light: [warning, { max: 9 }] }", ["light warning → warning max 4 → 9"]],
    ["an option as it was anyway", "", "rules: { light: [warning, { max: 4 }] }", []],
    ["options of what is off", "rules: { light: off }", "rules: { light: [off, { max: 9 }] }", []],
    ["a preset", "", "preset: minimal", ["light warning → off weaker by the preset"]],
    [
      "a preset, and a rule that keeps what it was",
      "preset: strict",
      "preset: minimal\nrules: { light: warning }",
      ["quiet warning → off weaker by the preset"],
    ],
    ["a rule that nobody knows", "", "rules: { constructor-like: off }", []],
    [
      "what the reader reports, where that can be off",
      "",
      "rules: { nested-root: off }",
      ["nested-root warning → off weaker"],
    ],
    ["what the reader reports, where it cannot", "", "rules: { schema: off }", []],
    ["settings that cannot be read", "rules: { grave: off }", "rules: [", []],
  ])("%s", async (_, before, after, said) => {
    expect(await rulesOf(before, after)).toEqual(said);
  });

  test("against no OKRs at all, what okr.yaml turns off is turned off", async () => {
    const after = await read({ "okr.yaml": "version: 1\nrules: { grave: off }\n" });
    expect(compareRules(emptySnapshot(DAY), after, RULES)).toMatchObject([{ rule: "grave", weaker: true }]);
  });
});

test("exceptions of an objective and of a team with one id are told apart", async () => {
  const own = { "x-okr-ignore": { light: "We know." } };
  const team = (more = {}) => document({ kind: "team", id: "grow", name: "Grow (example)", ...more });
  const before = await read({ "a.md": objective(own), "b.md": team() });
  const after = await read({ "a.md": objective(own), "b.md": team(own) });
  expect(compareExceptions(before, after)).toMatchObject([
    { event: "added", rule: "light", subject: "grow" },
  ]);
});

test("an exception of a record from being rewritten has no effect", async () => {
  const own = { "x-okr-ignore": { "rewritten-check-in": "A typo" } };
  const before = await read({ "a.md": objective({}) });
  const after = await read({ "a.md": objective(own), "b.md": checkIn(own) });
  expect(compareExceptions(before, after).map(({ subject, holds }) => [subject, holds])).toEqual([
    ["grow", true],
    ["b.md", false],
  ]);
});

describe("exceptions", () => {
  const tell = async (before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>) =>
    compareExceptions(await read(before), await read(after)).map(
      ({ event, rule, subject, reason, until, holds }) =>
        `${event} ${rule} for ${subject}: ${reason}, until ${until}${holds ? "" : " (no effect)"}`,
    );
  const excepted = (exception: unknown) => objective({ "x-okr-ignore": exception });
  const away = { "missing-backup": { reason: "Ben is away", until: "2026-12-01" } };

  test.each<
    [
      what: string,
      before: Readonly<Record<string, string>>,
      after: Readonly<Record<string, string>>,
      said: string[],
    ]
  >([
    ["none", { "a.md": objective({}) }, { "a.md": objective({}) }, []],
    ["the same, in a file that moved", { "a.md": excepted(away) }, { "b/c.md": excepted(away) }, []],
    [
      "one of an objective",
      { "a.md": objective({}) },
      { "a.md": excepted(away) },
      ["added missing-backup for grow: Ben is away, until 2026-12-01"],
    ],
    [
      "one that is gone",
      { "a.md": excepted(away) },
      { "a.md": objective({}) },
      ["removed missing-backup for grow: Ben is away, until 2026-12-01"],
    ],
    [
      "one that lasts longer",
      { "a.md": excepted(away) },
      { "a.md": excepted({ "missing-backup": "Ben is away" }) },
      ["changed missing-backup for grow: Ben is away, until null"],
    ],
    [
      "one of a key result that is another one in the list now",
      {
        "a.md": objective({ key_results: [keyResult({ "x-okr-ignore": away })] }),
      },
      {
        "a.md": objective({ key_results: [keyResult({ id: "first" }), keyResult({ "x-okr-ignore": away })] }),
      },
      [],
    ],
    [
      "of a key result, a team, a person, a priority, a strategy and a record",
      {},
      {
        "a.md": objective({ key_results: [keyResult({ "x-okr-ignore": { a: "why" } })] }),
        "a/c.md": checkIn({ "x-okr-ignore": { b: "why" } }),
        "s.md": document({
          kind: "strategy",
          priorities: [{ id: "space", title: "Fly", "x-okr-ignore": { c: "why" } }],
          "x-okr-ignore": { d: "why" },
        }),
        "t.md": document({
          kind: "team",
          id: "rockets",
          name: "Rockets",
          members: [{ id: "ana", name: "Ana Example", "x-okr-ignore": { e: "why" } }],
          "x-okr-ignore": { f: "why" },
        }),
      },
      [
        "added a for grow/passengers: why, until null",
        "added b for c.md: why, until null",
        "added d for strategy: why, until null",
        "added c for space: why, until null",
        "added f for rockets: why, until null",
        "added e for rockets/ana: why, until null",
      ],
    ],
    [
      "some that have no effect",
      {},
      {
        "a.md": objective({
          "x-okr-ignore": { "missing-backup": { until: "2026-12-01" }, schema: "We like it so." },
        }),
        "b.md": objective({
          id: "b",
          "x-okr-ignore": { "missing-backup": { reason: "Away", until: "2026-11-19" } },
        }),
      },
      [
        "added missing-backup for grow: null, until null (no effect)",
        "added schema for grow: We like it so., until null (no effect)",
        "added missing-backup for b: Away, until 2026-11-19 (no effect)",
      ],
    ],
    [
      "in the second of two files with one id",
      { "a.md": excepted(away) },
      {
        "a.md": excepted(away),
        "b.md": excepted({ "missing-backup": "Ben is away for good" }),
      },
      [],
    ],
  ])("%s", async (_, before, after, said) => {
    expect(await tell(before, after)).toEqual(said);
  });
});
