import { expect, test } from "vitest";
import { checkSnapshot } from "../../src/rules/check.ts";
import { checkIn, document, objective } from "../../src/rules/examples.ts";
import { rules } from "../../src/rules/index.ts";
import { readSnapshot } from "../../src/store/read-snapshot.ts";
import { createRepository } from "../support/repository.ts";
import { run } from "../support/run.ts";

const TEAM = document({
  kind: "team",
  id: "rockets",
  name: "Rockets (example)",
  lead: "ana",
  coach: "ben",
  members: [
    { id: "ana", name: "Ana Example" },
    { id: "ben", name: "Ben Example" },
  ],
});

async function disguisesIn(files: Record<string, string>) {
  const repo = createRepository({ "okr.yaml": "version: 1\n", "okrs/rockets.md": TEAM, ...files });
  const { stdout } = await run(repo, "check", "--rule", "disguised-definition", "--json");
  const { findings } = JSON.parse(stdout);
  return findings.map(({ path, message, hint, subject, line }: Record<string, unknown>) => {
    expect(line).toBe(2);
    return { path, message, hint, subject };
  });
}

test("says which file, what it is and what to call it", async () => {
  const path = "okrs/grow/2026-11-20-check-in-hk3x8ta.md";
  expect(await disguisesIn({ [path]: objective({}) })).toEqual([
    {
      path,
      message:
        "this objective is named like a record (2026-11-20-check-in-hk3x8ta.md), which code owners let pass",
      hint: 'rename it: grow.md; names with a day and "check-in" or "retrospective" are for records',
      subject: "grow",
    },
  ]);
});

test.each([
  ["a retrospective's name", "okrs/2026-12-22-retrospective-em3x8tb.md", true],
  ["at the top", "2026-11-20-check-in-hk3x8ta.md", true],
  ["a folder's name", "okrs/2026-11-20-check-in-hk3x8ta.md/deep/down/grow.md", true],
  ["no day that exists", "okrs/20??-??-??-check-in-???????.md", true],
  ["letters that a host may count as two", "okrs/20é-ü-99-check-in-hk3éta.md", true],
  ["letters that a host counts as one, and we as two", "okrs/20😀😀-😀😀-99-check-in-😀😀😀😀8ta.md", true],
  ["a short end", "okrs/2026-11-20-check-in-1.md", true],
  ["a word before the day", "okrs/of-2026-11-20-check-in-hk3x8ta.md", false],
  ["no day", "okrs/faster-check-in-hk3x8ta.md", false],
  ["no end", "okrs/2026-11-20-check-in.md", false],
  ["a long end", "okrs/2026-11-20-check-in-of-the-whole-company.md", false],
  ["a folder that is no file's name", "okrs/2026-11-20-check-in-hk3x8ta/grow.md", false],
])("%s", async (_, path, disguised) => {
  const found = await disguisesIn({ [path]: objective({}) });
  expect(found.map((finding: { path: string }) => finding.path)).toEqual(disguised ? [path] : []);
});

test("teams and the strategy, two of one id, and never a record", async () => {
  const found = await disguisesIn({
    "okrs/2026-11-20-check-in-hk3x8ta.md": document({ kind: "team", id: "pilots", name: "Pilots" }),
    "okrs/2026-11-21-check-in-hk3x8ta.md": document({ kind: "strategy", mission: "Fly" }),
    "okrs/2026-11-22-check-in-hk3x8ta.md": objective({}),
    "okrs/grow.md": objective({}),
    "okrs/grow/2026-11-20-check-in-hk3x8tb.md": checkIn({}),
  });
  expect(found.map(({ path, subject }: Record<string, unknown>) => [path, subject])).toEqual([
    ["okrs/2026-11-20-check-in-hk3x8ta.md", "pilots"],
    ["okrs/2026-11-21-check-in-hk3x8ta.md", null],
    ["okrs/2026-11-22-check-in-hk3x8ta.md", "grow"],
  ]);
});

test("a file cannot except itself", async () => {
  const path = "okrs/2026-11-20-check-in-hk3x8ta.md";
  const found = await disguisesIn({
    [path]: objective({ "x-okr-ignore": { "disguised-definition": "We like it here." } }),
  });
  expect(found).toHaveLength(1);
});

test("thousands of them are found one by one", async () => {
  const folder = `${"2026-11-20-check-in-".repeat(200)}x`;
  const files = Array.from({ length: 2000 }, (_, index) => ({
    path: `${folder}/2026-11-20-check-in-${1_000_000 + index}.md`,
    bytes: Buffer.from(objective({ id: `grow-${index}` })),
  }));
  const snapshot = await readSnapshot(files, "2026-11-20");
  const { remarks } = checkSnapshot(snapshot, rules, { only: new Set(["disguised-definition"]) });
  expect(remarks.map(({ source }) => source.path)).toEqual(files.map(({ path }) => path));
});
