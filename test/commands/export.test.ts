import { mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { createExplorer, FIRST_WEEK } from "../support/explorer.ts";
import { temporaryFolder } from "../support/repository.ts";
import { runIn } from "../support/run.ts";
import { problemsOf } from "../support/schema.ts";

const DAY = { today: "2026-11-20" } as const;
const FOLDER = FIRST_WEEK.replace(/\.md$/, "");
const record = (kind: string, date: string, more: string) =>
  `---\nkind: ${kind}\nobjective: first-week\ndate: ${date}\nby: ana\n${more}---\n`;
const company = createExplorer({
  [`${FOLDER}/2026-10-09-check-in-aaaaaaa.md`]: record("check-in", "2026-10-09", "confidence: 0.6\n"),
  [`${FOLDER}/2026-10-16-check-in-aaaaaaa.md`]: record(
    "check-in",
    "2026-10-16",
    `confidence: 0.7
results:
  completion: { value: 70.5, confidence: 0.5, note: "=cmd(), half of them" }
  rollout: [draft]
  audit: false
`,
  ),
  [`${FOLDER}/2026-12-01-check-in-aaaaaaa.md`]: record("check-in", "2026-12-01", "confidence: 0.9\n"),
  "okrs/2026-Q4/support/calls.md": `---
kind: objective
id: calls
title: "-Calls, \\"fewer\\""
team: support
cycle: 2026-Q3
type: committed
owner: rafael
aligns_to: [first-week, answers/repeat-calls, ghost, first-week/ghost]
depends_on: [first-week, gone]
continues: answers
key_results:
  - { id: steps, title: Steps, metric: milestones, milestones: [{ id: a, title: "A: first" }, { id: b, title: B, weight: 2.5 }] }
---
`,
});
const exported = (...words: string[]) => runIn(DAY, company, "export", ...words);
const rowsOf = async (table: string, ...words: string[]) =>
  JSON.parse((await exported("--table", table, "--json", ...words)).stdout).rows;

describe("each table", () => {
  test.each(["objectives", "key-results", "readings", "links"])(
    "%s says the same in every format",
    async (table) => {
      const csv = await exported("--table", table);
      const json = JSON.parse((await exported("--table", table, "--json")).stdout);
      const lines = (await exported("--table", table, "--format", "jsonl")).stdout.trimEnd().split("\n");
      expect([csv.code, csv.stderr, problemsOf("output/export", json)]).toEqual([0, "", []]);
      expect(json.table).toBe(table);
      expect(lines.map((line) => JSON.parse(line))).toEqual(json.rows);
      const read: Record<string, string>[] = parse(csv.stdout, { columns: true });
      expect(Object.keys(read[0] as object)).toEqual(Object.keys(json.rows[0]));
      const plain = (text: string) => text.replace(/^'(?=[-=])/, "");
      expect(read.map((row) => Object.values(row).map(plain))).toEqual(
        json.rows.map((row: object) => Object.values(row).map((cell) => (cell === null ? "" : String(cell)))),
      );
    },
  );

  test("objectives, of all cycles, with numbers and where they come from", async () => {
    const commit = company.git("rev-parse", "HEAD");
    expect(await rowsOf("objectives")).toMatchObject([
      {
        id: "first-week",
        team_name: "Explorer Team",
        unit: "digital",
        cycle_start: "2026-10-01",
        check_ins: 2,
        commit,
      },
      { id: "answers", score: 0, confidence: null, closed: null, path: "okrs/2026-Q4/support/answers.md" },
      { id: "calls", cycle: "2026-Q3", aligns_to: "first-week answers/repeat-calls ghost first-week/ghost" },
    ]);
  });

  test("key results, with how each is measured and its last reading", async () => {
    expect(await rowsOf("key-results", "--team", "support")).toMatchObject([
      {
        ref: "answers/repeat-calls",
        owner: "ana",
        baseline: 18,
        target: 12,
        unit: "%",
        value: null,
        score: 0,
      },
      {
        ref: "calls/steps",
        owner: null,
        metric: "milestones",
        milestones: "a: A: first\nb (2.5): B",
        baseline: null,
      },
    ]);
    expect((await rowsOf("key-results", "--cycle", "2026-Q4")).slice(0, 5)).toMatchObject([
      { id: "completion", value: 70.5, score: 0.22, value_date: "2026-10-16", reached: null, done: null },
      { id: "tickets", value: null, progress: null },
      { id: "uptime", at_least: 99.9, at_most: null },
      { id: "rollout", value: null, reached: "draft" },
      { id: "audit", value: null, done: false },
    ]);
  });

  test("readings, up to the day, and check-ins that read nothing", async () => {
    const at = { objective: "first-week", by: "ana" };
    expect(await rowsOf("readings")).toMatchObject([
      { ...at, key_result: null, ref: null, date: "2026-10-09", value: null, check_in_confidence: 0.6 },
      { ...at, key_result: "completion", value: 70.5, confidence: 0.5, note: "=cmd(), half of them" },
      { ...at, ref: "first-week/rollout", value: null, reached: "draft", check_in_confidence: 0.7 },
      { ...at, key_result: "audit", done: false, path: `${FOLDER}/2026-10-16-check-in-aaaaaaa.md` },
    ]);
    expect((await exported("--table", "readings")).stdout).toContain(`,"'=cmd(), half of them",`);
  });

  test("links, and whether they lead anywhere", async () => {
    const rows: Record<string, unknown>[] = await rowsOf("links");
    expect(rows.map((row) => Object.values(row).join(" "))).toEqual([
      "calls first-week aligns_to objective true",
      "calls answers/repeat-calls aligns_to key-result true",
      "calls ghost aligns_to  false",
      "calls first-week/ghost aligns_to  false",
      "calls first-week depends_on objective true",
      "calls gone depends_on  false",
      "calls answers continues objective true",
    ]);
  });
});

test("a table without rows still has its columns", async () => {
  const { code, stdout } = await exported("--cycle", "2020-Q1", "--bom");
  expect([code, stdout.split("\n").length]).toEqual([0, 2]);
  expect(stdout).toMatch(/^\ufeffid,title,team,/);
});

describe("into a folder", () => {
  test("goes every table, as often as one likes", async () => {
    const folder = temporaryFolder();
    for (const _ of [1, 2]) {
      const { code, stdout, stderr } = await exported("--all", `${folder}/new/tables`);
      expect([code, stdout]).toEqual([0, ""]);
      expect(stderr).toContain("new/tables/readings.csv: 4 rows\n");
    }
    expect(readdirSync(`${folder}/new/tables`)).toEqual([
      "key-results.csv",
      "links.csv",
      "objectives.csv",
      "readings.csv",
    ]);
    expect(readFileSync(`${folder}/new/tables/links.csv`, "utf8")).toBe(
      (await exported("--table", "links")).stdout,
    );
  });

  test("goes nothing through a link that came with the checkout", async () => {
    const outside = temporaryFolder();
    mkdirSync(`${company.dir}/own`);
    symlinkSync(outside, `${company.dir}/tables`);
    symlinkSync(`${outside}/links.csv`, `${company.dir}/own/links.csv`);
    for (const folder of ["tables", "tables/below", "own"]) {
      const { code, stderr } = await exported("--all", folder);
      expect([code, stderr]).toEqual([2, expect.stringContaining("is a symbolic link")]);
    }
    expect(readdirSync(outside)).toEqual([]);
  });
});

test.each([
  [["--all", "x", "--output", "y"], /--all writes every table into a folder/],
  [["--bom", "--json"], /a byte order mark does not belong into JSON/],
  [["--table", "objective"], /Allowed choices are objectives, key-results/],
  [["--team", "supprt"], /did you mean "support"\?/],
])("%j is refused", async (words, message) => {
  expect(await exported(...words)).toMatchObject({
    code: 2,
    stdout: "",
    stderr: expect.stringMatching(message),
  });
});
