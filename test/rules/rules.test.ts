import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Finding } from "../../src/model/finding.ts";
import type { Snapshot } from "../../src/model/snapshot.ts";
import { checkSnapshot } from "../../src/rules/check.ts";
import { type Example, type Scene, type Story, severityIn } from "../../src/rules/define.ts";
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
async function plant(example: Example, settings = ""): Promise<Tree> {
  if ("commits" in example) return plantStory(example, SETTINGS + settings);
  return plantScene("documents" in example ? example : { documents: example }, settings);
}

const SETTINGS = "version: 1\n";
const AROUND = Object.fromEntries(COMPANY.map((text, index) => [`company/${index}.md`, text]));

async function plantScene(
  { documents, day = DAY, company = COMPANY, settings = "" }: Scene,
  more: string,
): Promise<Tree> {
  const named = documents.map((one, index) =>
    typeof one === "string" ? { path: `doc-${index}.md`, text: one } : one,
  );
  const around = company.map((text, index) => ({ path: `company/${index}.md`, text }));
  const yaml = settings.includes("rules:") && more !== "" ? settings : `${settings}\n${more}`;
  const files = [{ path: "okr.yaml", text: `${SETTINGS}${yaml}\n` }, ...around, ...named];
  const snapshot = await readSnapshot(
    files.map(({ path, text }) => ({ path, bytes: Buffer.from(text) })),
    day,
  );
  expect(snapshot.findings).toEqual([]);
  return { snapshot, texts: new Map(files.map(({ path, text }) => [path, text])) };
}

/** Each story happens once; other settings come into its working tree. */
const told = new Map<Story, TestRepository>();

async function plantStory(story: Story, settings: string): Promise<Tree> {
  const { seen: day = DAY } = story;
  const repo = told.get(story) ?? enact(story, { "okr.yaml": SETTINGS, ...AROUND });
  told.set(story, repo);
  repo.write("okr.yaml", settings);
  const store = await openStore(repo.dir, repo.env);
  const snapshot = await store.snapshotWithHistory({ day, commit: null });
  expect(snapshot.findings).toEqual([]);
  expect(snapshot.history.cutOff).toBe(story.clone ?? null);
  return { snapshot, texts: new Map(["okr.yaml", ...snapshot.paths].map((path) => [path, repo.read(path)])) };
}

/** What all rules find in a tree. */
function check({ snapshot }: Tree, only: string | null = null): Finding[] {
  const { remarks } = checkSnapshot(snapshot, rules, { only: only === null ? null : new Set([only]) });
  const places = placeRemarks(remarks);
  return remarks.map(({ source: _, pointer, part, ...said }, index) => ({
    ...said,
    ...(places[index] as (typeof places)[number]),
  }));
}

/** The line from the place on: `owner: anna` or `"anna"`. */
function pointedAt({ path, line, column }: Finding, { texts }: Tree): string {
  return (texts.get(path)?.split("\n")[line - 1] ?? "").slice(column - 1);
}

describe.each(rules.map((rule) => [rule.id, rule] as const))("%s", (id, rule) => {
  const { summary, why, severity, options = {}, examples } = rule;
  /** What it finds when it is asked for by name, even where the preset has it off. */
  const findIn = (tree: Tree) => check(tree, id);

  test("says in a sentence what should be so, why, and shows it", () => {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(summary).toMatch(/^[A-Z].*\.$/s);
    expect(why).toMatch(/^[A-Z].*\.$/s);
    expect(["error", "warning", "off"]).toContain(severity);
    expect(examples.accepted.length).toBeGreaterThan(0);
    expect(examples.reported.length).toBeGreaterThan(0);
    expect(examples.misfires.length).toBeGreaterThan(0);
    for (const { meaning } of Object.values(options)) expect(meaning).toMatch(/^[a-z].*[^.]$/);
    for (const misfire of examples.misfires) expect(misfire.why).toMatch(/^[A-Z].*\.$/);
  });

  test.each(examples.accepted.map((example, index) => [index, example] as const))(
    "accepts %i",
    async (_, example) => {
      expect(findIn(await plant(example))).toEqual([]);
    },
  );

  test.each(examples.misfires.map(({ why: fine, example }) => [fine, example] as const))(
    "stays silent: %s",
    async (_, example) => {
      expect(findIn(await plant(example))).toEqual([]);
    },
  );

  test.each(examples.reported.map((example, index) => [index, example] as const))(
    "reports %i",
    async (_, example) => {
      const tree = await plant(example);
      const found = findIn(tree);
      expect(found.length).toBeGreaterThan(0);
      for (const finding of found) {
        expect(finding.severity).toBe(severity === "off" ? "warning" : severity);
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

  const [first] = examples.reported as [Example];
  // A scene that has rules of its own says there what is to be seen.
  const sets = "settings" in first && first.settings?.includes("rules:");
  test.skipIf(sets)("is as strict as okr.yaml says", async () => {
    const count = async (settings: string) =>
      check(await plant(first, settings))
        .filter((finding) => finding.rule === id)
        .map((finding) => finding.severity);
    const usual = findIn(await plant(first)).length;
    const all = (word: string, number = usual) => Array.from({ length: number }, () => word);
    expect(await count(`rules:\n  ${id}: off\n`)).toEqual([]);
    expect(await count(`rules:\n  ${id}: error\n`)).toEqual(all("error"));
    expect(await count(`rules:\n  ${id}: warning\n`)).toEqual(all("warning"));
    // An option that no rule has is reported as strictly.
    expect(await count(`rules:\n  ${id}: [warning, { x: 4 }]\n`)).toEqual(all("warning", usual + 1));
    for (const preset of ["minimal", "recommended", "strict"] as const) {
      const expected = severityIn(preset, rule);
      expect(await count(`preset: ${preset}\n`)).toEqual(expected === "off" ? [] : all(expected));
    }
  });
});

test("every rule has a file of its name, and every file that defines one is in the list", () => {
  const folder = new URL("../../src/rules/", import.meta.url);
  const defining = readdirSync(folder).filter((name) =>
    /^export const \w+ = defineRule\b/m.test(readFileSync(new URL(name, folder), "utf8")),
  );
  expect(defining.sort()).toEqual(rules.map(({ id }) => `${id}.ts`).sort());
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
      "correct the date, or name the objective that was meant (once this file has landed: take it out in a commit of its own, and write another)",
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
      "if it is the same person, write only ana among the members here; else give one of the two another id",
      "ana",
    ],
    [
      "future-record",
      [objective({ cycle: "2027-Q1" }), checkIn({ date: "2027-02-01" })],
      "doc-1.md:4:7",
      '"2027-02-01"',
      "the check-in is dated 2027-02-01, but today is 2026-12-31",
      "correct the date; until that day it does not count (once this file has landed: take it out in a commit of its own, and write another)",
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
      'did you mean "passengers"? (once this file has landed: take it out in a commit of its own, and write another)',
      "grow",
    ],
    [
      "unknown-objective",
      [objective({}), checkIn({ objective: "gorw" })],
      "doc-1.md:3:12",
      '"gorw"',
      'there is no objective "gorw"',
      'did you mean "grow"? (once this file has landed: take it out in a commit of its own, and write another)',
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
      '"zoe","owner":"ana"}]',
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
      '40,"owner":"ana","backup":"ben"}]',
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
      "write the value measured, as 72 or 99.9 (once this file has landed: take it out in a commit of its own, and write another)",
      "grow/passengers",
    ],
    [
      "duplicate-id",
      [objective({ key_results: [keyResult({}), keyResult({})] })],
      "doc-0.md:9:140",
      '"passengers","title":"Increase passengers from 10 to 40","baseline":10,"target":40,"owner":"ana","backup":"ben"}]',
      'the key result of this objective "passengers" is in this file twice',
      "give one of the two another id",
      "grow/passengers",
    ],
    [
      "invalid-exception",
      [objective({ "x-okr-ignore": { "late-checkin": "Ben is away" } })],
      "doc-0.md:10:16",
      '"late-checkin":"Ben is away"}',
      'there is no rule "late-checkin" to except from',
      'did you mean "late-check-in"?',
      "grow",
    ],
    [
      "unknown-rule",
      { documents: [objective({})], settings: "rules: { late-checkin: off }" },
      "okr.yaml:2:10",
      "late-checkin: off }",
      'there is no rule "late-checkin"',
      'did you mean "late-check-in"?',
      null,
    ],
    [
      "date-outside-cycle",
      { documents: [objective({}), checkIn({ date: "2027-02-01" })], day: "2027-02-01" },
      "doc-1.md:4:7",
      '"2027-02-01"',
      "the check-in is dated 2027-02-01, after the cycle 2026-Q4 (2026-10-01 to 2026-12-31)",
      "close the objective with an end retrospective; what goes on is an objective of the next cycle",
      "grow",
    ],
    [
      "date-outside-cycle",
      [objective({}), checkIn({ date: "2026-12-30" }), retrospective({})],
      "doc-1.md:4:7",
      '"2026-12-30"',
      "the check-in is dated 2026-12-30, but the objective was closed on 2026-12-29, so it does not count",
      "correct the date, or name the objective that carries it on (once this file has landed: take it out in a commit of its own, and write another)",
      "grow",
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
    const tree = await plant([objective({}), checkIn({}), retrospective({ grades: { passengers: 0.35 } })]);
    expect(check(tree)).toEqual([]);
    expect(tree.snapshot.plan.teams).toMatchObject([{ name: "Rockets (example)" }]);
  });
});
