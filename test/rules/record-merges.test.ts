import { expect, test } from "vitest";
import { checkSnapshot } from "../../src/rules/check.ts";
import type { Deed } from "../../src/rules/define.ts";
import { COMPANY, checkIn, keyResult, objective } from "../../src/rules/examples.ts";
import { rules } from "../../src/rules/index.ts";
import { openStore } from "../../src/store/store.ts";
import { isolatedEnvironment, TestRepository } from "../support/repository.ts";
import { enact } from "./enact.ts";

const RULES = rules.filter(({ id }) => ["lost-check-in", "rewritten-check-in", "late-check-in"].includes(id));
const GROW = "okrs/q/grow.md";
const NAME = "2026-11-20-check-in-hk3x8ta.md";
const FIRST = `okrs/q/grow/${NAME}`;
const BY_HAND = "okrs/q/grow/notes.md";
const BEGIN: Deed = { day: "2026-09-20", files: { [GROW]: objective({}) } };
const LANDED: Deed = { day: "2026-11-20", files: { [FIRST]: checkIn({}) } };
const OTHER = checkIn({ confidence: 0.9 });
const RAISED = { [GROW]: objective({ key_results: [keyResult({ target: 50 })] }) };
const docs = (text: string) => ({ "docs.md": `${text}\n` });

/** A repository in which this has happened, and the hands to go on in it. */
function happen(...commits: readonly Deed[]): TestRepository {
  const company = Object.fromEntries(COMPANY.map((text, index) => [`company/${index}.md`, text]));
  return enact({ commits }, { "okr.yaml": "version: 1\n", ...company });
}

/** The same repository on another day. */
function on(repo: TestRepository, day: string): TestRepository {
  const at = `${day}T10:00:00Z`;
  return new TestRepository(repo.dir, isolatedEnvironment({ GIT_AUTHOR_DATE: at, GIT_COMMITTER_DATE: at }));
}

function merge(repo: TestRepository, branch: string, ...how: readonly string[]): void {
  repo.git(
    "-c",
    "merge.directoryRenames=true",
    "merge",
    "--quiet",
    "--no-ff",
    "-m",
    `Merge ${branch}`,
    ...how,
    branch,
  );
}

/** What the rules about records find: `rule path: message`, commits without their ids. */
async function told(repo: TestRepository): Promise<string[]> {
  const store = await openStore(repo.dir, repo.env);
  const snapshot = await store.snapshotWithHistory({ day: "2026-12-31", commit: null });
  return checkSnapshot(snapshot, RULES).remarks.map(
    ({ rule, source, message }) => `${rule} ${source.path}: ${message}`,
  );
}

const lost = (path: string) => expect.stringMatching(`^lost-check-in ${path}: `);

test("a record that is removed on purpose while a branch moves its folder is not lost", async () => {
  const repo = happen(BEGIN, LANDED, { day: "2026-11-21", on: "side", files: docs("Side") });
  repo.git("switch", "--quiet", "side");
  repo.git("mv", "okrs", "okr2");
  repo.commit("Move the folder");
  repo.git("switch", "--quiet", "main");
  repo.git("rm", "--quiet", FIRST);
  repo.commit("It was wrong");
  expect(repo.tryGit("merge", "--quiet", "--no-ff", "side")).toBe(1);
  repo.git("rm", "--quiet", "-r", "--force", "okr2/q/grow");
  repo.commit("Merge side");
  expect(repo.git("ls-files", "okr*")).toBe("okr.yaml\nokr2/q/grow.md");
  expect(await told(repo)).toEqual([]);
});

test("a removal that a merge did not take over does not hide a later loss", async () => {
  const repo = happen(
    BEGIN,
    LANDED,
    { day: "2026-11-21", on: "side", files: { [FIRST]: null } },
    { day: "2026-11-22", on: "main", merge: "side", ours: true },
    { day: "2026-11-23", on: "other", files: docs("Other") },
    { day: "2026-11-24", on: "main", merge: "other", message: "Evil", files: { [FIRST]: null } },
  );
  expect(await told(repo)).toEqual([lost(FIRST)]);
  // What the branch had lost before is removed on purpose by a branch that still has it.
  const agreed = happen(
    BEGIN,
    LANDED,
    { day: "2026-11-21", on: "side", files: docs("Side") },
    { day: "2026-11-22", on: "main", files: { [FIRST]: null, ...RAISED } },
    { day: "2026-11-23", on: "side", files: { [FIRST]: null } },
    { day: "2026-11-24", on: "main", merge: "side" },
  );
  expect(await told(agreed)).toEqual([]);
});

test("a file name that a branch copies to another objective does not rewrite the first record", async () => {
  const copy = `okrs/q/b/${NAME}`;
  const repo = happen(
    { ...BEGIN, files: { ...BEGIN.files, "okrs/q/b.md": objective({ id: "b" }) } },
    LANDED,
    { day: "2026-11-20", message: "Line ends", files: { [FIRST]: checkIn({}).replaceAll("\n", "\r\n") } },
    { day: "2026-11-20", on: "side", files: { [copy]: checkIn({ objective: "b" }) } },
    { day: "2026-11-20", on: "main", merge: "side" },
  );
  expect(await told(repo)).toEqual([]);
  // Also where the first was taken out for a while.
  const again = happen(
    { ...BEGIN, files: { ...BEGIN.files, "okrs/q/b.md": objective({ id: "b" }) } },
    LANDED,
    { day: "2026-11-20", files: { [FIRST]: null } },
    { day: "2026-11-20", revert: 2 },
    { day: "2026-11-20", files: { [copy]: checkIn({ objective: "b" }) } },
  );
  expect(await told(again)).toEqual([]);
});

test("a record that people named is as old as it is, also where a merge puts it into the folder that moved", async () => {
  const repo = happen(
    BEGIN,
    { day: "2026-11-01", files: { "okrs/q/grow/older.md": checkIn({ date: "2026-11-01" }) } },
    {
      day: "2026-11-10",
      on: "side",
      files: { [BY_HAND]: checkIn({ date: "2026-11-10" }) },
    },
  );
  on(repo, "2026-11-11").git("mv", "okrs", "okr2");
  on(repo, "2026-11-11").commit("Move the folder");
  merge(on(repo, "2026-11-20"), "side");
  expect(repo.git("ls-files", "*/notes.md")).toBe(BY_HAND.replace("okrs", "okr2"));
  expect(await told(repo)).toEqual([]);
});

test("of two records that people gave one name, a merge loses one", async () => {
  const lines: Deed[] = [
    { day: "2026-11-20", on: "bob", by: "Ben Example", files: docs("Bob") },
    { day: "2026-11-20", on: "main", files: { [BY_HAND]: checkIn({}) } },
    { day: "2026-11-20", on: "bob", by: "Ben Example", files: { [BY_HAND]: OTHER } },
  ];
  const repo = happen(BEGIN, ...lines);
  repo.git("switch", "--quiet", "main");
  merge(repo, "bob", "-X", "ours");
  expect(await told(repo)).toEqual([lost(BY_HAND)]);
  // The one that stays keeps its story, whatever happens to the other.
  on(repo, "2026-11-30").git("mv", BY_HAND, "kept.md");
  on(repo, "2026-11-30").commit("Move it");
  expect(await told(repo)).toEqual([lost(BY_HAND)]);
  repo.write("again.md", OTHER);
  expect(await told(repo)).toEqual([]);
});

test("a record of a name that people gave is the same on every line that has it", async () => {
  // Squashed, rewritten on main, and merged after all.
  const repo = happen(
    BEGIN,
    { day: "2026-11-20", on: "side", files: { [BY_HAND]: checkIn({}) } },
    { day: "2026-11-20", on: "main", files: { [BY_HAND]: checkIn({}) } },
    { day: "2026-11-20", on: "main", files: { [BY_HAND]: OTHER } },
    { day: "2026-11-20", on: "side", files: docs("Side") },
  );
  merge(repo, "side", "-X", "ours");
  expect(repo.read(BY_HAND)).toBe(OTHER);
  expect(await told(repo)).toEqual([expect.stringMatching(`^rewritten-check-in ${BY_HAND}: `)]);
  // Squashed when it was amended, merged, and rewritten only then.
  const amended = happen(
    BEGIN,
    { day: "2026-11-20", on: "side", files: { [BY_HAND]: checkIn({}) } },
    { day: "2026-11-20", on: "side", files: { [BY_HAND]: OTHER } },
    { day: "2026-11-20", on: "main", files: { [BY_HAND]: OTHER } },
    { day: "2026-11-20", on: "side", files: docs("Side") },
    { day: "2026-11-20", on: "main", merge: "side" },
    { day: "2026-11-20", files: { [BY_HAND]: checkIn({ confidence: 0.1 }) } },
  );
  expect(await told(amended)).toEqual([expect.stringMatching(`^rewritten-check-in ${BY_HAND}: `)]);
  amended.git("rm", "--quiet", BY_HAND);
  amended.commit("It was wrong");
  expect(await told(amended)).toEqual([]);
  // Both lines within one branch.
  const within = happen(
    BEGIN,
    { day: "2026-11-20", on: "side", files: docs("Side") },
    { day: "2026-11-20", on: "inner", files: { [BY_HAND]: OTHER } },
    { day: "2026-11-20", on: "side", files: { [BY_HAND]: checkIn({}) } },
  );
  within.git("switch", "--quiet", "side");
  merge(within, "inner", "-X", "ours");
  within.git("switch", "--quiet", "main");
  merge(on(within, "2026-11-30"), "side");
  expect(await told(within)).toEqual([lost(BY_HAND)]);
});
