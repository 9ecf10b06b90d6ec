import { expect, test } from "vitest";
import { sortFindings } from "../../src/model/finding.ts";
import { checkSnapshot } from "../../src/rules/check.ts";
import type { Deed, Story } from "../../src/rules/define.ts";
import { COMPANY, checkIn, keyResult, objective } from "../../src/rules/examples.ts";
import { rules } from "../../src/rules/index.ts";
import { openStore } from "../../src/store/store.ts";
import type { TestRepository } from "../support/repository.ts";
import { cloneOf, enact } from "./enact.ts";

const AROUND = Object.fromEntries(COMPANY.map((text, index) => [`company/${index}.md`, text]));
const happen = (...commits: Story["commits"]): TestRepository =>
  enact({ commits }, { "okr.yaml": "version: 1\n", ...AROUND });

/** The fingerprints of what one rule finds, in reading order, and the messages with them. */
async function marks(repo: TestRepository, rule: string, day = "2026-12-31") {
  const store = await openStore(repo.dir, repo.env);
  const snapshot = await store.snapshotWithHistory({ day, commit: null });
  const { remarks } = checkSnapshot(snapshot, rules, { only: new Set([rule]) });
  const found = await store.mark(sortFindings(await store.locate(remarks)), snapshot);
  return {
    messages: found.map(({ message }) => message),
    marks: found.map(({ fingerprint }) => fingerprint),
  };
}

const GROW = "okrs/q/grow.md";
const FIRST = "okrs/q/grow/2026-11-20-check-in-hk3x8ta.md";
const BEGIN: Deed = { day: "2026-10-01", files: { [GROW]: objective({}) } };
const LANDED: Deed = { day: "2026-11-20", files: { [FIRST]: checkIn({}) } };
const target = (number: number, more = {}) => ({
  [GROW]: objective({ key_results: [keyResult({ target: number })], ...more }),
});

/** Two stories whose findings differ in their words, and are of the same matter, or of another one. */
async function compare(rule: string, one: TestRepository, other: TestRepository) {
  const [before, after] = [await marks(one, rule), await marks(other, rule)];
  expect(before.marks.length).toBeGreaterThan(0);
  expect(after.marks.length).toBeGreaterThan(0);
  expect(after.messages).not.toEqual(before.messages);
  return { known: after.marks.filter((mark) => before.marks.includes(mark)).length, of: after.marks.length };
}

test("late-check-in: the same record, whoever committed it again and when", async () => {
  const late: Deed = { day: "2026-12-18", files: { [FIRST]: checkIn({}) } };
  const squashed: Deed = { ...late, day: "2026-12-21", by: "Ben Example" };
  expect(await compare("late-check-in", happen(BEGIN, late), happen(BEGIN, squashed))).toEqual({
    known: 1,
    of: 1,
  });
  // In a folder that moved it is the same record, and a second one is another matter.
  const moved: Deed = {
    day: "2026-12-22",
    files: {
      [FIRST]: null,
      [`archive/${FIRST}`]: checkIn({}),
      "archive/2026-11-27-check-in-em3x8tb.md": checkIn({ date: "2026-11-27" }),
    },
  };
  expect(await compare("late-check-in", happen(BEGIN, late), happen(BEGIN, squashed, moved))).toEqual({
    known: 1,
    of: 2,
  });
});

test("moved-goalpost: the same target, whoever moved it; another one is another matter", async () => {
  const lower: Deed = { day: "2026-11-02", files: target(30) };
  const once = happen(BEGIN, lower);
  expect(await compare("moved-goalpost", once, happen(BEGIN, { ...lower, by: "Ben Example" }))).toEqual({
    known: 1,
    of: 1,
  });
  const twice = happen(BEGIN, lower, { day: "2026-11-09", files: target(20) });
  expect(await compare("moved-goalpost", once, twice)).toEqual({ known: 0, of: 1 });
  const more = happen(BEGIN, lower, { day: "2026-11-09", files: target(30, { type: "committed" }) });
  expect(await compare("moved-goalpost", once, more)).toEqual({ known: 1, of: 2 });
  // What one commit moved besides may be put back.
  const both = happen(BEGIN, { day: "2026-11-02", files: target(30, { type: "committed" }) });
  const half = happen(
    BEGIN,
    { day: "2026-11-02", files: target(30, { type: "committed" }) },
    { day: "2026-11-03", files: target(40, { type: "committed" }) },
  );
  expect(await compare("moved-goalpost", both, half)).toEqual({ known: 1, of: 1 });
});

test("rewritten-check-in: the same words; rewritten again it is another matter", async () => {
  const rewrite = (to: number): Deed => ({
    day: "2026-11-23",
    files: { [FIRST]: checkIn({ results: { passengers: to } }) },
  });
  const once = happen(BEGIN, LANDED, rewrite(25));
  const other = happen(BEGIN, LANDED, { ...rewrite(25), by: "Ben Example", day: "2026-11-24" });
  expect(await compare("rewritten-check-in", once, other)).toEqual({ known: 1, of: 1 });
  expect(await compare("rewritten-check-in", once, happen(BEGIN, LANDED, rewrite(25), rewrite(26)))).toEqual({
    known: 0,
    of: 1,
  });
});

test("lost-check-in: the same record, whichever merge lost it", async () => {
  const story = (by: string, day: string) =>
    happen(BEGIN, { ...LANDED, on: "side" }, { day, by, on: "main", merge: "side", ours: true });
  expect(
    await compare("lost-check-in", story("Ana Example", "2026-11-21"), story("Ben Example", "2026-11-24")),
  ).toEqual({ known: 1, of: 1 });
  const two = happen(
    BEGIN,
    {
      ...LANDED,
      on: "side",
      files: { ...LANDED.files, [FIRST.replace("hk3x8ta", "hk3x8tb")]: checkIn({ confidence: 0.1 }) },
    },
    { day: "2026-11-24", on: "main", merge: "side", ours: true },
  );
  expect(await compare("lost-check-in", story("Ana Example", "2026-11-21"), two)).toEqual({
    known: 1,
    of: 2,
  });
});

test("cut-off-history: the same clone, however many rules do not run for it", async () => {
  const clone = () => cloneOf(happen(BEGIN), "shallow");
  const fewer = clone();
  fewer.write("okr.yaml", "version: 1\nrules: { late-check-in: off }\n");
  expect(await compare("cut-off-history", clone(), fewer)).toEqual({ known: 1, of: 1 });
});

test("case-twin: the same file, whichever of the others comes first", async () => {
  const two = happen({ day: "2026-10-01", files: { "docs/Map.md": "Map\n", "docs/map.md": "Map\n" } });
  const three = happen({
    day: "2026-10-01",
    files: { "docs/Map.md": "Map\n", "docs/map.md": "Map\n", "docs/MAP.md": "Map\n" },
  });
  expect(await compare("case-twin", two, three)).toEqual({ known: 1, of: 2 });
});

test("what a reference names tells it from others, also where only a number differs", async () => {
  const ghosts = (...ids: readonly string[]): Deed => ({
    day: "2026-10-01",
    files: { [GROW]: objective({ aligns_to: ids, depends_on: ids }) },
  });
  for (const rule of ["unknown-alignment", "unknown-objective"]) {
    const one = happen(ghosts("ghost-1"));
    expect(await compare(rule, one, happen(ghosts("ghost-2")))).toEqual({ known: 0, of: 1 });
    expect(await compare(rule, one, happen(ghosts("ghost-2", "ghost-1")))).toEqual({ known: 1, of: 2 });
  }
});
