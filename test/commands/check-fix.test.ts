import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { collectFindings } from "../../src/commands/check-collect.ts";
import { type Collect, countRepairable, repair } from "../../src/commands/check-fix.ts";
import { UserError } from "../../src/errors.ts";
import { openStore, type Store } from "../../src/store/store.ts";
import { createExplorer, EXPLORER_FILES, FIRST_WEEK } from "../support/explorer.ts";
import {
  createEmptyRepository,
  isolatedEnvironment,
  type TestRepository,
  temporaryFolder,
} from "../support/repository.ts";

const DAY = "2026-11-20";
const RECORD = "okrs/2026-Q4/explorer/first-week/2026-11-20-check-in-hk3x8ta.md";

/** The rules whose findings can be repaired, and those that say why a file cannot; what else there is to say of an example is not of interest here. */
const RULES: ReadonlySet<string> = new Set([
  "duplicate-reference",
  "invalid-exception",
  "schema",
  "unknown-alignment",
  "unknown-cycle",
  "unknown-key-result",
  "unknown-objective",
  "unknown-person",
  "unknown-rule",
  "unknown-team",
  "unreadable-file",
]);

/** What is left to put right, by hand: `path:line rule`. */
type Left = readonly string[];

interface Outcome {
  readonly repairs: number;
  readonly stdout: string;
  readonly stderr: string;
  /** How many repairs a check promised before. */
  readonly promised: number;
  readonly left: Left;
  /** What the files themselves have afterwards: the same, unless nothing was written. */
  readonly found: Left;
}

/** Repairs a folder as `okr check --fix` does; with `dryRun` it only shows what it would do. */
async function fix(
  where: TestRepository | string,
  {
    dryRun = false,
    at = null,
    only = null,
  }: { dryRun?: boolean; at?: string | null; only?: string | null } = {},
): Promise<Outcome> {
  const [folder, env] = typeof where === "string" ? [where, isolatedEnvironment()] : [where.dir, where.env];
  const store = await openStore(folder, env, true);
  const moment = await store.moment(at, DAY);
  let [stdout, stderr] = ["", ""];
  const terminal = {
    write(text: string) {
      stdout += text;
    },
    note(text: string) {
      stderr += text;
    },
    page: async () => {},
    readInput: async () => "",
    holdSignals: <T>(work: () => Promise<T>) => work(),
    untilStopped: async () => {},
    columns: 80,
    colour: 0 as const,
    prompts: null,
  };
  const choice = { only: only === null ? RULES : new Set([only]) };
  const collect: Collect = async (from) => (await collectFindings(from, moment, choice)).findings;
  const promised = await countRepairable(store, await collect(store));
  const { repairs, store: repaired } = await repair({ terminal }, store, moment, collect, { dryRun });
  const tell = async (from: Store): Promise<Left> =>
    (await collect(from)).map(({ path, line, rule }) => `${path}:${line} ${rule}`);
  return { repairs, stdout, stderr, promised, left: await tell(repaired), found: await tell(store) };
}

/** Everything in a folder but git's own: bytes and modes. */
function photograph(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (path) => !path.startsWith(".git"),
  );
  return Object.fromEntries(
    paths.sort().flatMap((path) => {
      const stats = lstatSync(join(folder, path));
      return stats.isFile() ? [[path, `${stats.mode} ${readFileSync(join(folder, path), "latin1")}`]] : [];
    }),
  );
}

/** An objective with much that only its spelling is wrong of; what is right is here to stay. */
const SLOPPY = `---
kind: Objective
id: sloppy
title: Write down what we do # as it comes
team: Explorer
cycle: 2026-q4
Type: Aspirational
owner: "@Ana"
alignsTo: [First_Week, answers, First-Week]
depends-on:
  - answers # the team knows
  - Answers
KeyResults:
  - id: pages
    Title: Increase pages from 1 to 9
    baseLine: 1
    target: 9
    backup: Joao
  - { id: uptime, title: Keep it up, metric: Limit, atLeast: 99 }
x-okr-ignore:
  missing-backup: { reason: away, until: 2026-01-01 }
---

	Type: the body is nobody's business.
`;

const NEAT = `---
kind: objective
id: sloppy
title: Write down what we do # as it comes
team: explorer
cycle: 2026-Q4
type: aspirational
owner: "ana"
aligns_to: [first-week, answers]
depends_on:
  - answers # the team knows
key_results:
  - id: pages
    title: Increase pages from 1 to 9
    baseline: 1
    target: 9
    backup: joao
  - { id: uptime, title: Keep it up, metric: limit, at_least: 99 }
---

	Type: the body is nobody's business.
`;

describe("what is only a matter of form is repaired", () => {
  test("in as many rounds as it takes, and nothing is committed", async () => {
    const repo = createExplorer();
    repo.write("okrs/sloppy.md", SLOPPY);
    const head = repo.head();
    const { repairs, stdout, stderr, left, found } = await fix(repo);
    expect(repo.read("okrs/sloppy.md")).toBe(NEAT);
    expect([left, found, stdout]).toEqual([[], [], ""]);
    expect(stderr).toBe(`okrs/sloppy.md:2: kind: Objective → objective
okrs/sloppy.md:5: team: Explorer → explorer
okrs/sloppy.md:6: cycle: 2026-q4 → 2026-Q4
okrs/sloppy.md:7: Type → type
okrs/sloppy.md:7: type: Aspirational → aspirational
okrs/sloppy.md:8: owner: @Ana → ana
okrs/sloppy.md:9: alignsTo → aligns_to
okrs/sloppy.md:9: aligns_to: First_Week → first-week
okrs/sloppy.md:9: aligns_to: First-Week → first-week
okrs/sloppy.md:9: first-week taken out of aligns_to
okrs/sloppy.md:10: depends-on → depends_on
okrs/sloppy.md:12: depends_on: Answers → answers
okrs/sloppy.md:12: answers taken out of depends_on
okrs/sloppy.md:13: KeyResults → key_results
okrs/sloppy.md:15: Title → title
okrs/sloppy.md:16: baseLine → baseline
okrs/sloppy.md:18: backup: Joao → joao
okrs/sloppy.md:19: metric: Limit → limit
okrs/sloppy.md:19: atLeast → at_least
okrs/sloppy.md:20: missing-backup taken out of x-okr-ignore
20 repairs in 1 file
`);
    expect(repairs).toBe(20);
    expect([repo.head(), repo.status()]).toEqual([head, ["?? okrs/sloppy.md"]]);
  });

  test("and once more finds nothing to do", async () => {
    const repo = createExplorer({ "okrs/sloppy.md": SLOPPY });
    await fix(repo);
    const after = photograph(repo.dir);
    const again = await fix(repo);
    expect([again.repairs, again.promised, again.stdout]).toEqual([0, 0, ""]);
    expect(again.stderr).toBe("Nothing here is only a matter of form: there is nothing to repair.\n");
    expect(again.left).toEqual([]);
    expect(photograph(repo.dir)).toEqual(after);
  });

  test("in okr.yaml, in a team and in the strategy", async () => {
    const repo = createExplorer({
      "okr.yaml":
        "# ours\nversion: 1\r\ncheckIn: { every: Two Weeks, Day: Friday }\nFISCAL: no\nrules: { Missing_Backup: Off, vague-title: off }",
      "okrs/strategy.md": "---\nKind: strategy\nPriorities:\n- { ID: delight, title: Delight }\n---\n",
      "okrs/teams/support.md": `---
kind: team
id: support
name: Support
parent: Digital
lead: RAFAEL
coach: "#ana"
Level: Team
members:
  - { id: rafael, name: Rafael Monteverde, eMail: rafael@example.com, mentor: Ana }
  - Joao
---
`,
    });
    const { left } = await fix(repo);
    expect(repo.read("okr.yaml")).toBe(
      "# ours\nversion: 1\r\ncheck_in: { every: two-weeks, day: friday }\nFISCAL: no\nrules: { missing-backup: off, vague-title: off }",
    );
    expect(repo.read("okrs/strategy.md")).toBe(
      "---\nkind: strategy\npriorities:\n- { id: delight, title: Delight }\n---\n",
    );
    expect(repo.read("okrs/teams/support.md")).toBe(`---
kind: team
id: support
name: Support
parent: digital
lead: rafael
coach: "ana"
level: team
members:
  - { id: rafael, name: Rafael Monteverde, email: rafael@example.com, mentor: ana }
  - joao
---
`);
    expect(left).toEqual(["okr.yaml:4 schema"]);
  });

  test("a rule asked for by name repairs only what it reports", async () => {
    const repo = createExplorer({
      "okrs/a.md": NEAT.replace("aligns_to: [", "aligns_to: [answers, ").replace("2026-Q4", "2026-q4"),
    });
    await fix(repo, { only: "unknown-cycle" });
    expect(repo.read("okrs/a.md")).toBe(NEAT.replace("aligns_to: [", "aligns_to: [answers, "));
  });

  test("outside git", async () => {
    const folder = temporaryFolder();
    for (const [path, text] of Object.entries({
      ...EXPLORER_FILES,
      "okrs/a.md": SLOPPY,
      [RECORD]: checkIn("Ana"),
    })) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    expect(await fix(folder)).toMatchObject({ left: [] });
    expect(readFileSync(join(folder, "okrs/a.md"), "utf8")).toBe(NEAT);
    expect(readFileSync(join(folder, RECORD), "utf8")).toBe(checkIn("ana"));
  });
});

describe("what is not certain stays", () => {
  const objective = (lines: string) => NEAT.replace("---\n\n", `${lines}---\n\n`);

  test.each([
    ["a name that is merely near", objective("").replace("owner:", "ownr:")],
    ["a reference that is merely near", objective("").replace('"ana"', "Anna")],
    ["a reference to nothing", objective("").replace("[first-week", "[First Month")],
    ["a name whose right one is there as well", objective("alignsTo: [answers]\n")],
    [
      "two spellings of one name",
      objective("").replace("aligns_to:", "alignsTo:").replace("depends_on:", "aligns-to:"),
    ],
    ["a property of another metric", objective("").replace("at_least: 99", "Target: 99")],
    ["an id of its own", objective("").replace("id: sloppy", "id: Sloppy")],
    ["a kind that means something else", "---\nKind: Recipe\ntitle: Soup\n---\n"],
    ["a number in quotes", objective("").replace("target: 9", 'target: "9"')],
    ["an accent", objective("").replace('"ana"', "Aná")],
  ])("%s", async (_, text) => {
    const repo = createExplorer({ "okrs/a.md": text });
    const { repairs, promised, left, stderr } = await fix(repo);
    expect([repairs, promised]).toEqual([0, 0]);
    expect(left.length).toBeGreaterThan(0);
    expect(repo.read("okrs/a.md")).toBe(text);
    expect(stderr).toBe("Nothing here is only a matter of form: there is nothing to repair.\n");
  });

  test("a cycle that two could be", async () => {
    const repo = createExplorer({
      "okr.yaml":
        "version: 1\ncycles: [{ id: Big-Push, start: 2026-09-01, end: 2026-12-31 }, { id: q4, start: 2026-10-01, end: 2026-12-31 }]\n",
      "okrs/a.md": objective("").replace("2026-Q4", "big_push"),
      "okrs/b.md": objective("").replace("2026-Q4", "Q4").replaceAll("sloppy", "b"),
      "okrs/c.md": objective("").replace("2026-Q4", "Q5").replaceAll("sloppy", "c"),
    });
    const { left } = await fix(repo);
    expect(repo.read("okrs/a.md")).toContain("cycle: Big-Push\n");
    expect(repo.read("okrs/b.md")).toContain("cycle: q4\n");
    expect(left).toEqual(["okrs/c.md:6 unknown-cycle"]);
  });
});

function checkIn(by: string, results = "{ completion: 72 }"): string {
  return `---\nkind: check-in\nobjective: first-week\ndate: 2026-11-20\nby: ${by}\nresults: ${results}\n---\n`;
}

describe("a record", () => {
  const typo = checkIn("Ana", "{ Completion: 72, rollout: { Value: [draft] } }");

  test("that git does not keep yet is repaired like any other file", async () => {
    const repo = createExplorer();
    repo.write(RECORD, typo);
    const { left, promised } = await fix(repo);
    expect(repo.read(RECORD)).toBe(checkIn("ana", "{ completion: 72, rollout: { value: [draft] } }"));
    expect([left, promised]).toEqual([[], 3]);
  });

  test.each([
    ["its name", RECORD, typo],
    ["its kind", "okrs/notes.md", typo],
    ["its kind, misspelt", "okrs/notes.md", typo.replace("kind: check-in", "Kind: Check-In")],
  ])("that git keeps is never edited, known by %s", async (_, path, text) => {
    const repo = createExplorer({ [path]: text });
    const { repairs, promised, stderr, left } = await fix(repo);
    expect([repo.read(path), repo.status(), repairs, promised]).toEqual([text, [], 0, 0]);
    expect(left.length).toBeGreaterThan(0);
    expect(stderr).toBe(
      `Nothing here is only a matter of form: there is nothing to repair.\n${path} stays as it is: git keeps it, and a record is never edited.\n`,
    );
  });

  test.each([
    ["was taken out of the index", (repo: TestRepository) => repo.git("rm", "--quiet", "--cached", RECORD)],
    [
      "was moved without git",
      (repo: TestRepository) => renameSync(repo.path(RECORD), repo.path(`okrs/${basename(RECORD)}`)),
    ],
  ])("that landed is kept, though it %s", async (_, change) => {
    const repo = createExplorer({ [RECORD]: typo });
    change(repo);
    const { repairs, promised } = await fix(repo);
    expect([repairs, promised]).toEqual([0, 0]);
  });

  test("that is staged is kept, and the rest is repaired", async () => {
    const repo = createExplorer({ "okrs/sloppy.md": SLOPPY });
    repo.write(RECORD, typo);
    repo.git("add", RECORD);
    const index = repo.index();
    await fix(repo);
    expect([repo.read(RECORD), repo.read("okrs/sloppy.md")]).toEqual([typo, NEAT]);
    expect(repo.index()).toBe(index);
  });
});

describe("--dry-run", () => {
  const repo = createExplorer({
    "okrs/sloppy.md": `---\r\n${NEAT.slice(4).replaceAll("\n", "\r\n").replace("type:", "Type:").replace("aspirational", "Aspirational").replace("first-week, answers", "answers, first-week, answers")}`,
    "okr.yaml": "version: 1\nname: Acme\nscoring:\n  good: 0.7\n  Fair: 0.4",
  });

  test("shows every change of every round, and writes nothing", async () => {
    const before = photograph(repo.dir);
    const { repairs, stdout, stderr, left, found } = await fix(repo, { dryRun: true });
    expect(stdout).toBe(`okr.yaml:5  Fair → fair
-   Fair: 0.4
+   fair: 0.4

okrs/sloppy.md:7  Type → type, type: Aspirational → aspirational
- Type: Aspirational
+ type: aspirational

okrs/sloppy.md:9  answers taken out of aligns_to
- aligns_to: [answers, first-week, answers]
+ aligns_to: [answers, first-week]

4 repairs in 2 files, nothing written; okr check --fix makes them
`);
    expect([repairs, stderr]).toEqual([4, ""]);
    expect(found).toEqual(["okr.yaml:5 schema", "okrs/sloppy.md:7 schema"]);
    expect(left).toEqual([]);
    expect([photograph(repo.dir), repo.status()]).toEqual([before, []]);
  });

  test("promises what --fix does", async () => {
    const rehearsed = await fix(repo, { dryRun: true });
    const done = await fix(repo);
    const places = (text: string) => [...new Set(text.match(/^\S+:\d+/gm))];
    expect([done.repairs, places(done.stderr)]).toEqual([rehearsed.repairs, places(rehearsed.stdout)]);
  });

  test("says when there is nothing to show", async () => {
    expect(await fix(createExplorer(), { dryRun: true })).toMatchObject({
      stdout: "",
      stderr: "Nothing here is only a matter of form: there is nothing to repair.\n",
    });
  });

  test("shows a piece of a very long line, and nothing that would act on a terminal", async () => {
    const long = createExplorer({
      "okrs/a.md": `---\n{ kind: objective, id: a, title: "${"Long ".repeat(38)}\\e[2J", x-a: "${"x".repeat(2000)}", team: explorer, cycle: 2026-Q4, type: committed, Owner: ana, x-b: "${"y".repeat(2000)}\u202e::error::z", key_results: [{ id: k, title: K, metric: binary }] }\n---\n`,
    });
    const { stdout } = await fix(long, { dryRun: true });
    expect(stdout).toMatch(/^- ….*lorer, cycle: 2026-Q4, type: committed, Owner: ana, x-b: "y+…$/m);
    expect(stdout).not.toContain("\u202e");
    expect(Math.max(...stdout.split("\n").map(({ length }) => length))).toBeLessThan(420);
  });
});

describe("nothing else is touched", () => {
  test("what is staged stays staged, what is dirty stays dirty", async () => {
    const repo = createExplorer({ "okrs/sloppy.md": SLOPPY, "notes.txt": "one\n" });
    repo.write(FIRST_WEEK, repo.read(FIRST_WEEK).replace("seamless", "smooth"));
    repo.git("add", FIRST_WEEK);
    repo.write("notes.txt", "two\n");
    repo.write("okrs/sloppy.md", `${SLOPPY}One more line.\n`);
    const index = repo.index();
    await fix(repo);
    expect(repo.index()).toBe(index);
    expect(repo.status()).toEqual([" M notes.txt", `M  ${FIRST_WEEK}`, " M okrs/sloppy.md"]);
    expect(repo.read("okrs/sloppy.md")).toBe(`${NEAT}One more line.\n`);
  });

  test("a file keeps its mode", async () => {
    const repo = createExplorer({ "okrs/sloppy.md": SLOPPY });
    chmodSync(repo.path("okrs/sloppy.md"), 0o640);
    await fix(repo);
    expect(lstatSync(repo.path("okrs/sloppy.md")).mode & 0o777).toBe(0o640);
  });

  test("a symbolic link is not followed", async () => {
    const outside = join(temporaryFolder(), "sloppy.md");
    writeFileSync(outside, SLOPPY);
    const repo = createExplorer();
    symlinkSync(outside, repo.path("okrs/sloppy.md"));
    const { repairs, left } = await fix(repo);
    expect([repairs, left]).toEqual([0, ["okrs/sloppy.md:1 unreadable-file"]]);
    expect(readFileSync(outside, "utf8")).toBe(SLOPPY);
    expect(lstatSync(repo.path("okrs/sloppy.md")).isSymbolicLink()).toBe(true);
  });

  test("a read-only file stops everything, and says so", async () => {
    const repo = createExplorer({ "okrs/a.md": SLOPPY, "okrs/z.md": SLOPPY.replace("id: sloppy", "id: z") });
    chmodSync(repo.path("okrs/z.md"), 0o444);
    const before = photograph(repo.dir);
    const error = await fix(repo).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({ message: "okrs/z.md is read-only: nothing was written" });
    expect(photograph(repo.dir)).toEqual(before);
  });

  test("a file that is changed meanwhile stops everything, and what was written is put back", async () => {
    const repo = createExplorer({ "okrs/a.md": SLOPPY, "okrs/z.md": SLOPPY.replace("id: sloppy", "id: z") });
    const store = await openStore(repo.dir, repo.env);
    const moment = await store.moment(null, DAY);
    const before = photograph(repo.dir);
    const intruder: typeof store.write = (changes) => {
      repo.write("okrs/z.md", "# Mine now\n");
      return Object.getPrototypeOf(store).write.call(store, changes);
    };
    const collect: Collect = async (from) => (await collectFindings(from, moment, {})).findings;
    const terminal = { note() {}, write() {}, holdSignals: <T>(work: () => Promise<T>) => work() };
    const attempt = repair(
      { terminal: terminal as never },
      Object.assign(store, { write: intruder }),
      moment,
      collect,
      { dryRun: false },
    );
    await expect(attempt).rejects.toThrow("okrs/z.md was changed in the meantime");
    expect(repo.read("okrs/z.md")).toBe("# Mine now\n");
    repo.write("okrs/z.md", SLOPPY.replace("id: sloppy", "id: z"));
    expect(photograph(repo.dir)).toEqual(before);
  });

  test("in a folder below the root, and in a repository without a commit", async () => {
    const repo = createEmptyRepository();
    for (const [path, text] of Object.entries(EXPLORER_FILES)) repo.write(`company/${path}`, text);
    repo.write("company/okrs/sloppy.md", SLOPPY);
    repo.write("sloppy.md", SLOPPY);
    expect(await fix(join(repo.dir, "company", "okrs"))).toMatchObject({
      left: [],
    });
    expect(repo.read("company/okrs/sloppy.md")).toBe(NEAT);
    expect(repo.read("sloppy.md")).toBe(SLOPPY);
  });
});

describe("there are no files to repair", () => {
  test("in a commit", async () => {
    const repo = createExplorer({ "okrs/sloppy.md": SLOPPY });
    await expect(fix(repo, { at: "HEAD" })).rejects.toThrow(
      new UserError("--fix repairs the files you have, not those of a commit", "leave out --at, or --fix"),
    );
  });

  test("in a bare repository", async () => {
    const repo = createExplorer({ "okrs/sloppy.md": SLOPPY });
    const bare = createEmptyRepository({ bare: true });
    repo.git("push", "--quiet", bare.dir, "main");
    await expect(fix(bare)).rejects.toThrow(/is a bare repository: there are no files to work on/);
  });
});

test("hundreds of objectives that all name a person wrongly are repaired", async () => {
  const folder = temporaryFolder();
  for (const [path, text] of Object.entries(EXPLORER_FILES)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const wrong = NEAT.replace('"ana"', "Ana");
  for (let index = 0; index < 300; index++)
    writeFileSync(join(folder, `okrs/o-${index}.md`), wrong.replace("id: sloppy", `id: o-${index}`));
  const { repairs, promised, left } = await fix(folder);
  expect([repairs, promised, left]).toEqual([300, 300, []]);
});
