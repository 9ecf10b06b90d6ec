import { rmSync } from "node:fs";
import { expect, test } from "vitest";
import { type Choice, checkSnapshot } from "../../src/rules/check.ts";
import type { Deed, Story } from "../../src/rules/define.ts";
import { COMPANY, checkIn, document, keyResult, objective, retrospective } from "../../src/rules/examples.ts";
import { rules } from "../../src/rules/index.ts";
import { openStore } from "../../src/store/store.ts";
import type { TestRepository } from "../support/repository.ts";
import { cloneOf, enact } from "./enact.ts";

const AROUND = Object.fromEntries(COMPANY.map((text, index) => [`company/${index}.md`, text]));

const HISTORICAL = rules.filter(({ id, history }) => history || id === "cut-off-history");

function happen(story: Story, settings = "version: 1\n"): TestRepository {
  return enact(story, { "okr.yaml": settings, ...AROUND });
}

/** What history rules find: `path:line:column rule: message → hint`; commits are named by their messages. */
async function told(repo: TestRepository, at: string | null = null): Promise<string[]> {
  const store = await openStore(repo.dir, repo.env);
  const commit = at && repo.git("rev-parse", at);
  const snapshot = await store.snapshotWithHistory({ day: "2026-12-31", commit });
  const found = await store.locate(checkSnapshot(snapshot, HISTORICAL).remarks);
  const commits = repo
    .git("log", "--all", "--format=%H %s")
    .split("\n")
    .map((line) => [line.slice(0, 12), line.slice(41)] as const);
  return found.map(({ path, line, column, rule, message, hint }) => {
    let text = `${path}:${line}:${column} ${rule}: ${message} → ${hint}`;
    for (const [id, subject] of commits)
      text = text.replaceAll(id, `<<${subject}>>`).replaceAll(id.slice(0, 7), `<${subject}>`);
    return text;
  });
}

const AGREE =
  'put back what was agreed; or settle with everybody concerned that it stays, and say so: x-okr-ignore: { moved-goalpost: "REASON" }; okr log grow tells the story';
const moves = (found: readonly string[]) => found.filter((text) => text.includes(" moved-goalpost: "));

const GROW = "okrs/2026-Q4/grow.md";
const FIRST = "okrs/2026-Q4/grow/2026-11-20-check-in-hk3x8ta.md";
const BEGIN: Deed = { day: "2026-09-20", message: "Begin", files: { [GROW]: objective({}) } };
const LANDED: Deed = { day: "2026-11-20", message: "Land", files: { [FIRST]: checkIn({}) } };
const target = (number: number, more = {}) => ({
  [GROW]: objective({ key_results: [keyResult({ target: number, ...more })] }),
});

test("moved-goalpost: one finding for each commit, at the first field it moved", async () => {
  const guests = { id: "guests", title: "Guests", metric: "binary" };
  const repo = happen({
    commits: [
      BEGIN,
      {
        day: "2026-10-05",
        by: "Ben Example",
        message: "Aim lower",
        files: {
          [GROW]: objective({ title: "Grow a little", key_results: [keyResult({ target: 30 }), guests] }),
        },
      },
      {
        day: "2026-10-06",
        message: "No guests",
        files: {
          [GROW]: objective({
            title: "Grow a little",
            key_results: [keyResult({ target: 30, weight: 2, unit: "people" })],
          }),
        },
      },
    ],
  });
  expect(await told(repo)).toEqual([
    `${GROW}:4:8 moved-goalpost: the goalposts moved on 2026-10-05: title "Grow the circle of people who fly with us" → "Grow a little", passengers target 40 → 30 (Ben Example, <Aim lower>) → ${AGREE}`,
    `${GROW}:9:122 moved-goalpost: the goalposts moved on 2026-10-06: passengers unit none → people, passengers weight 1 → 2 (Ana Example, <No guests>) → ${AGREE}`,
  ]);
  // The advice, followed field by field.
  repo.write(GROW, target(40, { weight: 2 })[GROW]);
  expect(await told(repo)).toEqual([
    `${GROW}:9:113 moved-goalpost: the goalposts moved on 2026-10-06: passengers weight 1 → 2 (Ana Example, <No guests>) → ${AGREE}`,
  ]);
  repo.write(GROW, objective({}));
  expect(await told(repo)).toEqual([]);
  repo.commit("Put it back");
  expect(await told(repo)).toEqual([]);
});

test("moved-goalpost: a field moved twice is held against the start, and names the last who moved it", async () => {
  const guests = (target: number) => keyResult({ id: "guests", title: "Guests", target });
  const both = (passengers: number, more: readonly object[]) => ({
    [GROW]: objective({ key_results: [keyResult({ target: passengers }), ...more] }),
  });
  const repo = happen({
    commits: [
      BEGIN,
      { day: "2026-10-05", message: "Guests", files: both(30, [guests(90)]) },
      { day: "2026-10-06", by: "Ben Example", message: "Lower", files: both(20, [guests(50)]) },
    ],
  });
  const [moved, lowered] = await told(repo);
  expect(moved).toContain(
    "on 2026-10-06: passengers target 40 → 20, guests target 90 → 50 (Ben Example, <Lower>)",
  );
  expect(lowered).toContain("on 2026-10-05: guests added (Ana Example, <Guests>)");
  // Taken out and brought back with another target: that is what moved.
  const [again, ...more] = await told(
    happen({
      commits: [
        { ...BEGIN, files: both(40, [guests(90)]) },
        { day: "2026-10-05", message: "Out", files: both(40, []) },
        { day: "2026-10-06", message: "In", files: both(40, [guests(60)]) },
      ],
    }),
  );
  expect([again, more]).toEqual([
    expect.stringContaining("on 2026-10-06: guests target 90 → 60 (Ana Example, <In>)"),
    [],
  ]);
});

test("moved-goalpost: tells what is not committed yet, when it is cheapest to put back", async () => {
  const repo = happen({
    commits: [BEGIN, LANDED, { day: "2026-10-05", message: "Aim lower", files: target(30) }],
  });
  repo.write(GROW, target(30, { weight: 2 })[GROW]);
  const committed = `${GROW}:9:101 moved-goalpost: the goalposts moved on 2026-10-05: passengers target 40 → 30 (Ana Example, <Aim lower>) → ${AGREE}`;
  expect(moves(await told(repo))).toEqual([
    committed,
    `${GROW}:9:113 moved-goalpost: the goalposts moved: passengers weight 1 → 2 (not committed yet) → ${AGREE}`,
  ]);
  // Moved on: who did it last has not committed yet.
  repo.write(GROW, target(20)[GROW]);
  expect(moves(await told(repo))).toEqual([
    `${GROW}:9:101 moved-goalpost: the goalposts moved: passengers target 40 → 20 (not committed yet) → ${AGREE}`,
  ]);
  expect(moves(await told(repo, "HEAD"))).toEqual([committed]);
});

test("moved-goalpost: what a merge brought is said of those who did it, also where merges are within it", async () => {
  const repo = happen({
    commits: [
      BEGIN,
      { day: "2026-10-05", on: "side", message: "Elsewhere", files: { "docs.md": "Docs\n" } },
      { day: "2026-10-06", on: "inner", by: "Ben Example", message: "Aim higher", files: target(50) },
      { day: "2026-10-07", on: "side", merge: "inner", message: "Merge the inner" },
      { day: "2026-10-08", on: "side", message: "Weigh it", files: target(50, { weight: 3 }) },
      { day: "2026-10-09", merge: "side", message: "Merge the side" },
    ],
  });
  expect((await told(repo)).map((text) => text.replace(/ → put.*/, ""))).toEqual([
    `${GROW}:9:101 moved-goalpost: the goalposts moved on 2026-10-09: passengers target 40 → 50 (Ben Example, <Aim higher>)`,
    `${GROW}:9:113 moved-goalpost: the goalposts moved on 2026-10-09: passengers weight 1 → 3 (Ana Example, <Weigh it>)`,
  ]);
});

test("moved-goalpost: long texts and long lists stay short, and no character is cut in two", async () => {
  const many = Array.from({ length: 9 }, (_, index) => ({
    id: `new-${index}`,
    title: "New",
    metric: "binary",
  }));
  const title = `${"🪂".repeat(80)}`;
  const repo = happen({
    commits: [
      BEGIN,
      {
        day: "2026-10-05",
        by: "x".repeat(200),
        message: "Much",
        files: { [GROW]: objective({ title, key_results: many }) },
      },
    ],
  });
  const [found = ""] = await told(repo);
  expect(found).toContain(`→ ${"🪂".repeat(49)}…, new-0 added, `);
  expect(found).toContain(`new-4 added and 5 more (${"x".repeat(49)}…, <Much>)`);
});

test("late-check-in: names both days and how far they are apart, in both directions", async () => {
  const repo = happen({
    commits: [
      BEGIN,
      {
        day: "2026-12-18",
        message: "Catch up",
        files: { "a.md": checkIn({ date: "2026-11-20" }), "b.md": checkIn({ date: "2026-12-15" }) },
      },
      { day: "2026-12-20", message: "Ahead", files: { "c.md": retrospective({ date: "2026-12-29" }) } },
    ],
  });
  expect(await told(repo)).toEqual([
    "a.md:4:7 late-check-in: the check-in of 2026-11-20 was entered on 2026-12-18, 28 days later (Ana Example, <Catch up>) → nothing to repair here; to allow so many days, in okr.yaml: rules: { late-check-in: [warning, { days: 28 }] }",
    "c.md:4:7 late-check-in: the retrospective of 2026-12-29 was entered on 2026-12-20, 9 days before (Ana Example, <Ahead>) → nothing to repair here; to allow so many days, in okr.yaml: rules: { late-check-in: [warning, { days: 9 }] }",
  ]);
  for (const [days, found] of [
    [28, []],
    [27, ["a.md"]],
    [0, ["a.md", "b.md", "c.md"]],
  ] as const) {
    repo.write("okr.yaml", `version: 1\nrules: { late-check-in: [warning, { days: ${days} }] }\n`);
    expect((await told(repo)).map((text) => text.split(":")[0])).toEqual(found);
  }
});

test("late-check-in: what came together with okr.yaml was kept elsewhere before", async () => {
  const files = { [GROW]: objective({}), [FIRST]: checkIn({ date: "2026-10-09" }) };
  const company = { "old/okr.yaml": "version: 1\n", "old/company/0.md": COMPANY[0] as string };
  const repo = enact(
    {
      commits: [
        {
          day: "2026-11-20",
          message: "Move the root",
          files: { "okr.yaml": "version: 1\n", "old/okr.yaml": null, ...files },
        },
        { day: "2026-11-21", message: "Late", files: { "late.md": checkIn({ date: "2026-10-16" }) } },
      ],
    },
    company,
  );
  expect((await told(repo)).map((text) => text.split(":")[0])).toEqual(["late.md"]);
});

test("rewritten-check-in: names both versions, and what brings back the one that landed", async () => {
  const repo = happen({
    commits: [
      BEGIN,
      LANDED,
      {
        day: "2026-11-23",
        by: "Ben Example",
        message: "Correct it",
        files: { [FIRST]: `${checkIn({ confidence: 0.9, results: { passengers: 25 } })}It went well.\n` },
      },
      { day: "2026-11-24", message: "Line ends", files: { "docs.md": "Docs\n" } },
    ],
  });
  expect(await told(repo)).toEqual([
    `${FIRST}:6:13 rewritten-check-in: the check-in was rewritten after it landed: confidence 0.6 → 0.9, passengers 20 → 25, text none → "It went well." (landed with <Land> of 2026-11-20 by Ana Example, changed with <Correct it> of 2026-11-23 by Ben Example) → put back what landed and write what you know now as a new check-in: git checkout <<Land>> -- ${FIRST}`,
  ]);
  repo.git("checkout", "--quiet", repo.git("log", "--format=%H", "--grep=Land"), "--", FIRST);
  expect(await told(repo)).toEqual([]);
});

test("rewritten-check-in: tells what is not committed yet, until it says again what landed", async () => {
  const byHand = "notes.md";
  const repo = happen({
    commits: [BEGIN, { ...LANDED, files: { ...LANDED.files, [byHand]: checkIn({}) } }],
  });
  const better = checkIn({ results: { passengers: 25 } });
  const found = (path: string, to: number, committed: string) =>
    `${path}:7:24 rewritten-check-in: the check-in was rewritten after it landed: passengers 20 → ${to} (landed with <Land> of 2026-11-20 by Ana Example, ${committed}) → put back what landed and write what you know now as a new check-in: git checkout <<Land>> -- ${path}`;
  repo.write(FIRST, better);
  repo.write(byHand, better);
  expect(await told(repo)).toEqual([
    found(byHand, 25, "not committed yet"),
    found(FIRST, 25, "not committed yet"),
  ]);
  expect(await told(repo, "HEAD")).toEqual([]);
  repo.commit("Embellish");
  repo.write(FIRST, checkIn({ results: { passengers: 30 } }));
  const committed = expect.stringContaining("changed with <Embellish> of ");
  expect(await told(repo)).toEqual([committed, found(FIRST, 30, "not committed yet")]);
  expect(await told(repo, "HEAD")).toEqual([committed, committed]);
  repo.write(FIRST, checkIn({}).replaceAll("\n", "\r\n"));
  repo.write(byHand, `${checkIn({})}\n`);
  expect(await told(repo)).toEqual([]);
});

test("rewritten-check-in: where the file has moved, what landed is shown under its old path", async () => {
  const moved = "archive/2026-11-27-check-in-hk3x8ta.md";
  const repo = happen({
    commits: [
      BEGIN,
      { day: "2026-11-19", on: "side", message: "Elsewhere", files: { "docs.md": "Docs\n" } },
      { ...LANDED, on: "inner" },
      { day: "2026-11-21", on: "side", merge: "inner", message: "Merge the inner" },
      { day: "2026-11-22", merge: "side", message: "Merge the side" },
      {
        day: "2026-11-27",
        message: "Another day",
        files: { [FIRST]: null, [moved]: checkIn({ date: "2026-11-27" }) },
      },
    ],
  });
  expect((await told(repo)).filter((text) => !text.includes("late-check-in"))).toEqual([
    `${moved}:4:7 rewritten-check-in: the check-in was rewritten after it landed: date 2026-11-20 → 2026-11-27 (landed with <Land> of 2026-11-20 by Ana Example, changed with <Another day> of 2026-11-27 by Ana Example) → put back what landed and write what you know now as a new check-in: git show <<Land>>:./${FIRST}`,
  ]);
});

test("lost-check-in: names the commit that has it, and the cure works", async () => {
  const repo = happen({
    commits: [
      BEGIN,
      { ...LANDED, on: "side", by: "Ben Example" },
      { day: "2026-11-21", merge: "side", ours: true, message: "Keep ours" },
    ],
  });
  expect(await told(repo)).toEqual([
    `${FIRST}:1:1 lost-check-in: the check-in of 2026-11-20 on grow is lost: the merge <Keep ours> of 2026-11-21 by Ana Example left it out; last in <Land> of 2026-11-20 by Ben Example → run git checkout <<Land>> -- ${FIRST} and commit; to remove it on purpose: delete it in a commit of its own that names it in its message, which a squash keeps`,
  ]);
  repo.git("checkout", "--quiet", repo.git("rev-parse", "side"), "--", FIRST);
  expect(await told(repo)).toEqual([]);
  repo.commit("Put it back");
  expect(await told(repo)).toEqual([]);
  repo.git("rm", "--quiet", FIRST);
  repo.commit("It was wrong");
  expect(await told(repo)).toEqual([]);
});

test("lost-check-in: what is deleted and not committed yet can still be a commit of its own", async () => {
  const repo = happen({ commits: [BEGIN, LANDED] });
  rmSync(repo.path(FIRST));
  expect(await told(repo)).toEqual([]);
  repo.git("add", "--all");
  expect(await told(repo)).toEqual([]);
});

test("lost-check-in: a path with spaces is quoted; a file that cannot be read any more is not lost", async () => {
  const path = "notes/of ana.md";
  const repo = happen({
    commits: [
      BEGIN,
      { day: "2026-11-20", message: "Land", files: { [path]: checkIn({}) } },
      { day: "2026-11-21", message: "Aim lower", files: { [path]: null, ...target(30) } },
    ],
  });
  const [lost = ""] = await told(repo);
  expect(lost).toContain(`run git checkout <<Land>> -- "${path}" and commit`);
  repo.git("checkout", "--quiet", "HEAD~1", "--", path);
  repo.write(path, "---\nkind: check-in\nobjective: [\n---\n");
  repo.commit("Damage it");
  expect((await told(repo)).filter((text) => text.includes("lost-check-in"))).toEqual([]);
});

test("cut-off-history: names the rules that are on and cannot run", async () => {
  const whole = happen({ commits: [BEGIN, LANDED, { day: "2026-11-21", files: target(50) }] });
  expect(await told(whole)).toHaveLength(1);
  const clone = cloneOf(whole, "shallow");
  const cure = "run git fetch --unshallow; in CI, check out with fetch-depth: 0";
  const all = "late-check-in, lost-check-in, moved-goalpost, rewritten-check-in";
  const finding = (names: string) => [
    `okr.yaml:1:1 cut-off-history: the history of this clone is cut off: it is shallow; not checked: ${names} → ${cure}`,
  ];
  expect(await told(clone)).toEqual(finding(all));
  const settings = (...off: readonly string[]) =>
    clone.write("okr.yaml", `version: 1\nrules:\n${off.map((id) => `  ${id}: off\n`).join("")}`);
  settings("lost-check-in", "moved-goalpost");
  expect(await told(clone)).toEqual(finding("late-check-in, rewritten-check-in"));
  settings(...all.split(", "));
  expect(await told(clone)).toEqual([]);
  settings("cut-off-history");
  expect(await told(clone)).toEqual([]);
  clone.git("fetch", "--quiet", "--unshallow");
  settings("another-rule");
  expect(await told(clone)).toEqual(await told(whole));
});

test("cut-off-history: a rule that is asked for by name does not stay away in silence", async () => {
  const clone = cloneOf(happen({ commits: [BEGIN, LANDED] }), "shallow");
  const store = await openStore(clone.dir, clone.env);
  const check = async (choice: Choice, settings = "") => {
    clone.write("okr.yaml", `version: 1\n${settings}`);
    const snapshot = await store.snapshotWithHistory({ day: "2026-12-31", commit: null });
    return checkSnapshot(snapshot, HISTORICAL, choice).remarks.map(
      ({ rule, message }) => `${rule}: ${message}`,
    );
  };
  const off = "rules: { cut-off-history: off, lost-check-in: off }\n";
  const lost = [expect.stringMatching(/^cut-off-history: .*; not checked: lost-check-in$/)];
  expect(await check({ only: new Set(["lost-check-in"]) })).toEqual(lost);
  expect(await check({ only: new Set(["lost-check-in"]) }, off)).toEqual(lost);
  const guarded = await check({ always: new Set(["lost-check-in"]) }, off);
  expect(guarded).toEqual([expect.stringMatching(/not checked: .*lost-check-in/)]);
  expect(await check({ only: new Set(["cut-off-history"]) }, off)).toEqual([
    expect.stringMatching(/not checked: late-check-in, moved-goalpost, rewritten-check-in$/),
  ]);
  expect(await check({ only: new Set(["another-rule"]) })).toEqual([]);
  expect(await check({}, off)).toEqual([]);
});

test("options that a rule cannot mean are findings, and the default holds", async () => {
  const repo = happen({
    commits: [BEGIN, { day: "2026-11-27", message: "Late", files: { [FIRST]: checkIn({}) } }],
  });
  const [late = ""] = await told(repo);
  for (const [options, message] of [
    [
      '{ days: "7" }',
      "the option days of the rule late-check-in is not a number, 0 or more → write days: 3, which",
    ],
    [
      "{ days: -1 }",
      "the option days of the rule late-check-in is not a number, 0 or more → write days: 3, which",
    ],
    ["{ day: 7 }", 'the rule late-check-in has no option "day" → it has days'],
    ["{ toString: 7 }", 'the rule late-check-in has no option "toString" → it has days'],
  ] as const) {
    repo.write("okr.yaml", `version: 1\nrules: { late-check-in: [error, ${options}] }\n`);
    const found = await told(repo);
    expect(found).toEqual([expect.stringContaining(message), late]);
    expect(found[0]).toMatch(/^okr\.yaml:2:(?:35|41) late-check-in: /);
  }
  repo.write("okr.yaml", "version: 1\nrules: { lost-check-in: [error, { days: 7 }] }\n");
  expect((await told(repo))[0]).toContain("leave it out: this rule has no options");
});

test("a rule that asks the history says nothing of what is not committed yet", async () => {
  const repo = happen({ commits: [BEGIN] });
  repo.write("other/okr.yaml", "version: 1\n");
  repo.write("other/a.md", checkIn({ date: "2026-10-01" }));
  repo.write("other/team.md", document({ kind: "team", id: "rockets", name: "Rockets", members: [] }));
  const store = await openStore(repo.path("other"), repo.env);
  const snapshot = await store.snapshotWithHistory({ day: "2026-12-31", commit: null });
  expect(snapshot.checkIns).toHaveLength(1);
  expect(
    checkSnapshot(
      snapshot,
      rules.filter(({ history }) => history),
    ),
  ).toEqual({ remarks: [], excepted: 0 });
});
