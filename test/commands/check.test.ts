import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { cloneOf } from "../rules/enact.ts";
import { createExplorer, EXPLORER_FILES, FIRST_WEEK } from "../support/explorer.ts";
import {
  createEmptyRepository,
  createRepository,
  TestRepository,
  temporaryFolder,
} from "../support/repository.ts";
import { type Ran, runIn } from "../support/run.ts";
import { problemsOf } from "../support/schema.ts";

const DAY = { today: "2026-11-20" } as const;
const check = (repo: TestRepository | string, ...words: string[]): Promise<Ran> =>
  runIn(DAY, repo, "check", ...words);

const GHOST =
  "---\nkind: check-in\nobjective: first-wek\ndate: 2026-11-20\nby: ana\nresults: { completion: 7 }\n---\n";

test("a tree without findings exits 0", async () => {
  const repo = createExplorer({ "README.md": "# Our goals\n" });
  expect(await check(repo)).toMatchObject({
    code: 0,
    stdout: "✓ 7 files checked, nothing to report\n",
    stderr: "",
  });
});

describe("findings", () => {
  const broken = createExplorer({
    "okrs/a.md": GHOST,
    "okrs/b.md": "---\nkind: objectve\n---\n",
    "okrs/\u202e.md": "---\nkind: \x1b[2J\n---\n",
  });

  test("are shown with their place, all at once, exit 1, on stdout", async () => {
    const { code, stdout, stderr } = await check(broken);
    expect([code, stderr]).toEqual([1, ""]);
    expect(stdout).toContain(
      'okrs/a.md:3:12  error  unknown-objective  there is no objective "first-wek"\n    → did you mean "first-week"? (once this file has landed: take it out in a commit of its own, and write another)\n',
    );
    expect(stdout).toMatch(/^okrs\/b\.md:2:7 {2}error {2}schema {2}/m);
    expect(stdout).toContain("okrs/\\u{202e}.md:");
    expect([stdout.includes("\x1b"), stdout.includes("\u202e")]).toEqual([false, false]);
    expect(stdout).toMatch(/\n3 errors in 3 files; 9 files checked\n$/);
  });

  test("in JSON follow their schema, exit 1 too", async () => {
    const { code, stdout } = await check(broken, "--json");
    const answer = JSON.parse(stdout);
    expect([code, problemsOf("output/check", answer)]).toEqual([1, []]);
    expect([answer.errors, answer.warnings, answer.files]).toEqual([3, 0, 9]);
    expect(answer.findings[0]).toMatchObject({
      rule: "unknown-objective",
      path: "okrs/a.md",
      line: 3,
      column: 12,
    });
  });

  test("go to a file with --output, exit 1 all the same", async () => {
    const path = join(temporaryFolder(), "findings.json");
    expect(await check(broken, "--json", "--output", path)).toMatchObject({ code: 1, stdout: "" });
    expect(JSON.parse(readFileSync(path, "utf8")).errors).toBe(3);
  });

  test("of another commit are those of its tree", async () => {
    const repo = createExplorer({ "okrs/a.md": GHOST });
    const before = repo.head();
    repo.git("rm", "--quiet", "okrs/a.md");
    repo.commit("Remove it");
    expect((await check(repo)).code).toBe(0);
    expect(await check(repo, "--at", before)).toMatchObject({
      code: 1,
      stdout: expect.stringContaining("okrs/a.md:3:12"),
    });
    expect(await check(repo, "--at", "nowhere")).toMatchObject({ code: 2, stdout: "" });
  });

  test("of settings that cannot be read do not hide those of the rest", async () => {
    const repo = createExplorer({ "okr.yaml": "version: [", "okrs/a.md": GHOST });
    const { code, stdout } = await check(repo);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^okr\.yaml:1:/m);
    expect(stdout).toMatch(/^okrs\/a\.md:3:12/m);
  });
});

test("works outside git, and from a folder below", async () => {
  const folder = temporaryFolder();
  for (const [path, text] of Object.entries(EXPLORER_FILES)) new TestRepository(folder).write(path, text);
  expect((await check(folder)).stdout).toBe("✓ 6 files checked, nothing to report\n");
  expect((await check(join(folder, "okrs/teams"))).stdout).toBe("✓ 6 files checked, nothing to report\n");
  new TestRepository(folder).write(FIRST_WEEK, "---\n");
  expect((await runIn(DAY, folder, "-C", "okrs", "check", "--json")).code).toBe(1);
});

/** What asks the history and is no error by itself. */
const HISTORY = ["late-check-in", "moved-goalpost", "rewritten-check-in"];

test("places are told from where the person is, those of hosts from the top of the repository", async () => {
  const files = Object.entries({ ...EXPLORER_FILES, "okrs/a.md": GHOST });
  const repo = createRepository(Object.fromEntries(files.map(([path, text]) => [`goals/${path}`, text])));
  const told = async (folder: string, ...words: string[]) =>
    (await check(join(repo.dir, folder), ...words)).stdout.split("\n")[0];
  expect(await told("goals")).toMatch(/^okrs\/a\.md:3:12 /);
  expect(await told("goals/okrs")).toMatch(/^a\.md:3:12 /);
  expect(await told("goals/okrs/teams")).toMatch(/^\.\.\/a\.md:3:12 /);
  expect(await told("goals/okrs/teams", "--format", "github")).toMatch(
    /^::error file=goals\/okrs\/a\.md,line=3,/,
  );
  expect((await check(repo, "-C", "goals")).stdout).toMatch(/^okrs\/a\.md:3:12 /);
});

describe("the history", () => {
  const settings = `version: 1\npreset: minimal\nrules: { ${HISTORY.map((rule) => `${rule}: warning`).join(", ")} }\n`;
  const repo = createExplorer({ "okr.yaml": settings, "okrs/a.md": GHOST });
  const before = repo.head();
  const lower = repo.read(FIRST_WEEK).replace("target: 90", "target: 80");
  const NEXT_DAY = { GIT_AUTHOR_DATE: "2026-11-21T10:00:00Z", GIT_COMMITTER_DATE: "2026-11-21T10:00:00Z" };
  const later = new TestRepository(repo.dir, { ...repo.env, ...NEXT_DAY });
  const moved = later.commit("Aim lower", { [FIRST_WEEK]: lower });
  const rulesOf = ({ stdout }: Ran): string[] =>
    JSON.parse(stdout).findings.map(({ rule }: { rule: string }) => rule);

  test("tells what no file says", async () => {
    const { code, stdout } = await check(repo);
    expect(code).toBe(1);
    expect(stdout).toContain(
      `${FIRST_WEEK}:13:13  warning  moved-goalpost  the goalposts moved on 2026-11-21: completion target 90 → 80 (Ana Souza, ${moved.slice(0, 7)})\n`,
    );
    expect(stdout).toMatch(/\n1 error, 1 warning in 2 files; 7 files checked\n$/);
    const json = await check(repo, "--json");
    expect([rulesOf(json), problemsOf("output/check", JSON.parse(json.stdout))]).toEqual([
      ["moved-goalpost", "unknown-objective"],
      [],
    ]);
  });

  test("is that up to the commit asked about", async () => {
    expect(rulesOf(await check(repo, "--json", "--at", before))).toEqual(["unknown-objective"]);
    expect(rulesOf(await check(repo, "--json", "--at", moved))).toEqual([
      "moved-goalpost",
      "unknown-objective",
    ]);
    repo.git("switch", "--quiet", "--detach", before);
    expect(rulesOf(await check(repo, "--json"))).toEqual(["unknown-objective"]);
    expect(rulesOf(await check(repo, "--json", "--at", "main"))).toHaveLength(2);
    repo.git("switch", "--quiet", "main");
  });

  test.each([
    ["shallow", "it is shallow", "run git fetch --unshallow; in CI, check out with fetch-depth: 0"],
    ["partial", "cloned with --filter", "run git fetch --refetch --no-filter, or clone again"],
    ["treeless", "cloned with --filter", "run git fetch --refetch --no-filter, or clone again"],
  ] as const)("cut off by a %s clone is an error, and the rest is checked", async (lacks, message, hint) => {
    const clone = cloneOf(repo, lacks);
    const { code, stdout, stderr } = await check(clone);
    expect([code, stderr]).toEqual([1, ""]);
    expect(stdout).toContain("okrs/a.md:3:12  error  unknown-objective  ");
    expect(stdout).toMatch(
      /^okr\.yaml:1:1 {2}error {2}cut-off-history {2}.*; not checked: late-check-in, lost-check-in, moved-goalpost, rewritten-check-in$/m,
    );
    expect(stdout).toContain(message);
    expect(stdout).toContain(`    → ${hint}`);
    const json = await check(clone, "--json");
    expect([json.code, rulesOf(json)]).toEqual([1, ["cut-off-history", "unknown-objective"]]);
    clone.write("okr.yaml", "version: 1\npreset: minimal\nrules: { cut-off-history: off }\n");
    expect(rulesOf(await check(clone, "--json"))).toEqual(["unknown-objective"]);
  });

  test("that is cut off is no matter where nothing older is asked for", async () => {
    const whole = createExplorer();
    const clone = cloneOf(whole, "partial");
    expect((await check(clone)).code).toBe(0);
  });

  test("is empty before the first commit", async () => {
    const young = createEmptyRepository();
    for (const [path, text] of Object.entries(EXPLORER_FILES)) young.write(path, text);
    expect(await check(young)).toMatchObject({
      code: 0,
      stdout: "✓ 6 files checked, nothing to report\n",
      stderr: "",
    });
  });
});
