import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Finding } from "../../src/model/finding.ts";
import type { Snapshot } from "../../src/model/snapshot.ts";
import { checkSnapshot } from "../../src/rules/check.ts";
import type { Documents, Example, Story } from "../../src/rules/define.ts";
import { COMPANY, checkIn, document, keyResult, objective, retrospective } from "../../src/rules/examples.ts";
import { rules } from "../../src/rules/index.ts";
import { readSnapshot } from "../../src/store/read-snapshot.ts";
import { openStore } from "../../src/store/store.ts";
import { placeRemarks } from "../../src/store/yaml-careful.ts";
import type { TestRepository } from "../support/repository.ts";
import { enact } from "./enact.ts";

/** The day that the examples are looked at from. */
const DAY = "2026-12-31";

interface Tree {
  readonly snapshot: Snapshot;
  readonly texts: ReadonlyMap<string, string>;
}

/** An example with the company around it: documents are doc-0.md, …, where they do not say otherwise. */
async function plant(example: Example, settings = SETTINGS): Promise<Tree> {
  return "commits" in example ? plantStory(example, settings) : plantDocuments(example, settings);
}

const SETTINGS = "version: 1\n";
const AROUND = Object.fromEntries(COMPANY.map((text, index) => [`company/${index}.md`, text]));

async function plantDocuments(example: Documents, settings: string): Promise<Tree> {
  const named = example.map((one, index) =>
    typeof one === "string" ? { path: `doc-${index}.md`, text: one } : one,
  );
  const around = Object.entries({ "okr.yaml": settings, ...AROUND });
  const files = [...around.map(([path, text]) => ({ path, text })), ...named];
  const snapshot = await readSnapshot(
    files.map(({ path, text }) => ({ path, bytes: Buffer.from(text) })),
    DAY,
  );
  expect(snapshot.findings).toEqual([]);
  return { snapshot, texts: new Map(files.map(({ path, text }) => [path, text])) };
}

/** Each story happens once; other settings come into its working tree. */
const told = new Map<Story, TestRepository>();

async function plantStory(story: Story, settings: string): Promise<Tree> {
  const repo = told.get(story) ?? enact(story, { "okr.yaml": SETTINGS, ...AROUND });
  told.set(story, repo);
  repo.write("okr.yaml", settings);
  const store = await openStore(repo.dir, repo.env);
  const snapshot = await store.snapshotWithHistory({ day: DAY, commit: null });
  expect(snapshot.findings).toEqual([]);
  expect(snapshot.history.cutOff).toBe(story.clone ?? null);
  return { snapshot, texts: new Map(["okr.yaml", ...snapshot.paths].map((path) => [path, repo.read(path)])) };
}

/** What all rules find in a tree. */
function check({ snapshot }: Tree): Finding[] {
  const remarks = checkSnapshot(snapshot, rules);
  const places = placeRemarks(remarks);
  return remarks.map(({ rule, severity, message, hint, subject }, index) => ({
    rule,
    severity,
    message,
    hint,
    subject,
    ...(places[index] as (typeof places)[number]),
  }));
}

/** The line from the place on: `owner: anna` or `"anna"`. */
function pointedAt({ path, line, column }: Finding, { texts }: Tree): string {
  return (texts.get(path)?.split("\n")[line - 1] ?? "").slice(column - 1);
}

describe.each(rules.map((rule) => [rule.id, rule] as const))("%s", (id, { summary, severity, examples }) => {
  test("says in a sentence what should be so, and shows it", () => {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(summary).toMatch(/^[A-Z].*\.$/s);
    expect(["error", "warning"]).toContain(severity);
    expect(examples.accepted.length).toBeGreaterThan(0);
    expect(examples.reported.length).toBeGreaterThan(0);
  });

  test.each(examples.accepted.map((example, index) => [index, example] as const))(
    "accepts %i",
    async (_, example) => {
      expect(check(await plant(example)).filter(({ rule }) => rule === id)).toEqual([]);
    },
  );

  test.each(examples.reported.map((example, index) => [index, example] as const))(
    "reports %i",
    async (_, example) => {
      const tree = await plant(example);
      const found = check(tree).filter(({ rule }) => rule === id);
      expect(found.length).toBeGreaterThan(0);
      for (const finding of found) {
        expect(finding.severity).toBe(severity);
        expect([finding.message, finding.hint].join()).not.toMatch(/undefined|null|\[object|NaN/);
        expect(finding.message).toMatch(/^\S.*[^.]$/);
        expect(finding.hint).toMatch(/^\S/);
        expect(finding.message.length).toBeLessThan(700);
        // Behind the place stands the value or key, not white space, in a document of the example; or the file is gone.
        expect(finding.path.startsWith("company/")).toBe(false);
        if (tree.texts.has(finding.path)) expect(pointedAt(finding, tree)).toMatch(/^\S/);
        else expect([finding.line, finding.column]).toEqual([1, 1]);
      }
    },
  );

  test("is as strict as okr.yaml says", async () => {
    const [example] = examples.reported as [Example];
    const count = async (settings: string) => {
      const found = check(await plant(example, `version: 1\nrules:\n${settings}`)).filter(
        ({ rule }) => rule === id,
      );
      return found.map((finding) => finding.severity);
    };
    const usual = check(await plant(example)).filter(({ rule }) => rule === id).length;
    const all = (word: string) => Array.from({ length: usual }, () => word);
    expect(await count(`  ${id}: off\n`)).toEqual([]);
    expect(await count(`  ${id}: error\n`)).toEqual(all("error"));
    expect(await count(`  ${id}: warning\n`)).toEqual(all("warning"));
    // An option that no rule has is reported as strictly.
    expect(await count(`  ${id}: [warning, { x: 4 }]\n`)).toEqual([...all("warning"), "warning"]);
    expect(await count("  another-rule: off\n")).toEqual(all(severity));
  });
});

test("every rule has a file of its name, and every file is a rule", () => {
  const others = new Set(["check.ts", "define.ts", "examples.ts", "index.ts", "wording.ts"]);
  const files = readdirSync(new URL("../../src/rules", import.meta.url)).filter((name) => !others.has(name));
  expect(files.sort()).toEqual(rules.map(({ id }) => `${id}.ts`).sort());
});

describe("findings tell", () => {
  const team = (properties: object) =>
    document({ kind: "team", id: "pilots", name: "Pilots", ...properties });
  test.each<
    [
      rule: string,
      example: Example,
      place: string,
      pointed: string,
      message: string,
      hint: string,
      subject: string | null,
    ]
  >([
    [
      "case-twin",
      [
        { path: "B.md", text: "" },
        { path: "b.md", text: "" },
      ],
      "b.md:1:1",
      "",
      "differs from B.md only in upper and lower case",
      "rename one of the two",
      null,
    ],
    [
      "date-outside-cycle",
      [objective({}), checkIn({ date: "2026-09-30" })],
      "doc-1.md:4:7",
      '"2026-09-30"',
      "the check-in is dated 2026-09-30, before the cycle 2026-Q4 (2026-10-01 to 2026-12-31)",
      "correct the date, or the objective's cycle",
      "grow",
    ],
    [
      "duplicate-id",
      [objective({}), objective({})],
      "doc-1.md:3:5",
      '"grow"',
      'the objective or priority "grow" is in doc-0.md already',
      "give one of the two another id",
      "grow",
    ],
    [
      "duplicate-id",
      [team({ members: [{ id: "ana", name: "Ana" }] })],
      "doc-0.md:5:17",
      '"ana","name":"Ana"}]',
      'the person "ana" is in company/0.md already',
      "give one of the two another id",
      "ana",
    ],
    [
      "future-record",
      [objective({ cycle: "2027-Q1" }), checkIn({ date: "2027-02-01" })],
      "doc-1.md:4:7",
      '"2027-02-01"',
      "the check-in is dated 2027-02-01, but today is 2026-12-31",
      "correct the date; until that day it does not count",
      "grow",
    ],
    [
      "unknown-alignment",
      [objective({}), objective({ id: "trial", aligns_to: ["grow", "grwo"] })],
      "doc-1.md:10:20",
      '"grwo"]',
      'nothing here has the id "grwo"',
      'did you mean "grow"?',
      "trial",
    ],
    [
      "unknown-alignment",
      [objective({ aligns_to: ["grow"] })],
      "doc-0.md:10:13",
      '"grow"]',
      "an objective cannot align to itself",
      expect.any(String),
      "grow",
    ],
    [
      "unknown-cycle",
      [objective({ cycle: "2026-Q5" })],
      "doc-0.md:6:8",
      '"2026-Q5"',
      'there is no cycle "2026-Q5"',
      "write 2026, 2026-H2, 2026-Q4, 2026-11 or an id from cycles in okr.yaml",
      "grow",
    ],
    [
      "unknown-key-result",
      [objective({}), checkIn({ results: { passenger: 1 } })],
      "doc-1.md:7:11",
      '"passenger":1}',
      'the objective grow has no key result "passenger"',
      'did you mean "passengers"?',
      "grow",
    ],
    [
      "unknown-objective",
      [objective({}), checkIn({ objective: "gorw" })],
      "doc-1.md:3:12",
      '"gorw"',
      'there is no objective "gorw"',
      'did you mean "grow"?',
      "gorw",
    ],
    [
      "unknown-objective",
      [objective({ depends_on: ["x-y-z"], continues: undefined })],
      "doc-0.md:10:14",
      '"x-y-z"]',
      'there is no objective "x-y-z"',
      "known here: grow",
      "grow",
    ],
    [
      "unknown-person",
      [objective({ owner: "anna" })],
      "doc-0.md:8:8",
      '"anna"',
      'there is no person "anna"',
      'did you mean "ana"?',
      "grow",
    ],
    [
      "unknown-person",
      [objective({ key_results: [keyResult({ backup: "zoe" })] })],
      "doc-0.md:9:113",
      '"zoe"}]',
      'there is no person "zoe"',
      "add them to a team: okr new person zoe --team TEAM; known here: ana, ben",
      "grow/passengers",
    ],
    [
      "unknown-team",
      [team({ parent: "pilots" })],
      "doc-0.md:5:9",
      '"pilots"',
      "a team cannot lie below itself",
      "name the team above it, or leave out parent",
      "pilots",
    ],
    [
      "unusable-measure",
      [objective({ key_results: [keyResult({ baseline: 40, target: 40 })] })],
      "doc-0.md:9:101",
      "40}]",
      "target and baseline are both 40, so nothing can move",
      expect.any(String),
      "grow/passengers",
    ],
    [
      "unusable-reading",
      [objective({}), checkIn({ results: { passengers: true } })],
      "doc-1.md:7:24",
      "true}",
      "the reading of passengers is not a number",
      "write the value measured, as 72 or 99.9",
      "grow/passengers",
    ],
    [
      "date-outside-cycle",
      [objective({}), retrospective({ date: "2026-09-01" })],
      "doc-1.md:4:7",
      '"2026-09-01"',
      "the retrospective is dated 2026-09-01, before the cycle 2026-Q4 (2026-10-01 to 2026-12-31)",
      expect.any(String),
      "grow",
    ],
  ])("%s %#", async (rule, example, place, pointed, message, hint, subject) => {
    const tree = await plant(example);
    const [found] = check(tree).filter((finding) => finding.rule === rule);
    if (!found) throw new Error(`${rule} found nothing`);
    expect(`${found.path}:${found.line}:${found.column}`).toBe(place);
    expect(pointedAt(found, tree)).toBe(pointed);
    expect(found).toMatchObject({ message, hint, subject });
  });

  test("the company of the examples is in order", async () => {
    const tree = await plant([objective({}), checkIn({}), retrospective({})]);
    expect(check(tree)).toEqual([]);
    expect(tree.snapshot.plan.teams).toMatchObject([{ name: "Rockets (example)" }]);
  });
});
