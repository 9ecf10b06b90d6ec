import { mkdirSync, rmSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ANSWERS, createExplorer, EXPLORER_FILES, FIRST_WEEK } from "../support/explorer.ts";
import {
  createEmptyRepository,
  createRepository,
  createShared,
  TestRepository,
  temporaryFolder,
} from "../support/repository.ts";
import { type Ran, runIn } from "../support/run.ts";
import { problemsOf } from "../support/schema.ts";

const WORLD = { today: "2026-11-20" } as const;
const okr = (where: TestRepository | string, ...argv: string[]) => runIn(WORLD, where, "diff", ...argv);

/** The JSON answer, which the published schema lets through. */
async function answerOf(where: TestRepository | string, ...argv: string[]) {
  const { code, stdout, stderr } = await okr(where, "--json", ...argv);
  const answer = JSON.parse(stdout);
  expect([code, stderr, problemsOf("output/diff", answer)]).toEqual([0, "", []]);
  return answer;
}

const RECORD = "okrs/2026-Q4/explorer/first-week/2026-11-20-check-in-lm8aaaa.md";
const OLD_RECORD = "okrs/2026-Q4/explorer/first-week/2026-11-06-check-in-aa0aaaa.md";
const checkIn = (date: string, completion: number) =>
  `---\nkind: check-in\nobjective: first-week\ndate: ${date}\nby: ana\nconfidence: 0.7\nresults: { completion: ${completion} }\n---\n`;
const firstWeek = (target: number) =>
  (EXPLORER_FILES[FIRST_WEEK] as string).replace("target: 90", `target: ${target}`);

/** The company with a check-in on main, and a branch that moves a target and checks in. */
function createBranch(): TestRepository {
  const repo = createExplorer({ [OLD_RECORD]: checkIn("2026-11-06", 70) });
  repo.git("switch", "--quiet", "-c", "change");
  repo.commit("Aim lower", { [FIRST_WEEK]: firstWeek(85) });
  repo.commit("Check in", { [RECORD]: checkIn("2026-11-20", 75) });
  return repo;
}

describe("a branch", () => {
  const repo = createBranch();
  const [main, head] = [repo.git("rev-parse", "main"), repo.head()];

  test("as text", async () => {
    const { code, stdout, stderr } = await okr(repo);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toBe(`\
1 goalpost moved, 1 check-in; company mean 0.02 → 0.05
main (${main.slice(0, 7)}) → ${head.slice(0, 7)}, both as of 2026-11-20

Goalposts moved
  ◆ first-week  Make the first week seamless
      completion  target 90 → 85 %
      score       0.08 → 0.10 by the move alone

Scores          before   after
  first-week      0.04    0.10  +0.06  of which +0.02 by moved goalposts
      ◌ stale → ○ off-track
  company mean    0.02    0.05  +0.03  of which +0.01 by moved goalposts
      of 2 objectives

Check-ins and retrospectives
  + first-week  check-in of 2026-11-20 by Ana Souza
      completion  70 → 75 of 85 %  (+5)
      confidence  0.7
      score       0.04 → 0.08  (+0.04)
`);
  });

  test("as a comment", async () => {
    const { stdout } = await okr(repo, "--format", "markdown");
    expect(stdout.split("\n").slice(0, 3)).toEqual([
      "<!-- okr-diff -->",
      "",
      "### 1 goalpost moved, 1 check-in; company mean 0.02 → 0.05",
    ]);
    expect(stdout).toContain(`<sub>\`okr diff\`: main (\`${main.slice(0, 7)}\`) → \`${head.slice(0, 7)}\``);
  });

  test("as JSON", async () => {
    const answer = await answerOf(repo);
    expect(answer).toMatchObject({
      at: { date: "2026-11-20", commit: head, dirty: false },
      base: { name: "main", commit: main, has_okrs: true },
      head: { name: null, commit: head },
      changed: true,
      headline: "1 goalpost moved, 1 check-in; company mean 0.02 → 0.05",
      objectives: [{ id: "first-week", event: "changed", path: FIRST_WEEK, changes: [] }],
      key_results: [
        {
          ...{ objective: "first-week", id: "completion", event: "changed" },
          changes: [{ field: "target", from: 90, to: 85, goalpost: true }],
        },
      ],
      goalposts: [{ objective: "first-week", after_end: false, score: { before: 10 / 25 / 5, after: 0.1 } }],
      check_ins: [
        {
          ...{ event: "added", objective: "first-week", date: "2026-11-20", by: "ana", path: RECORD },
          key_results: [
            { id: "completion", value: 75, previous: { value: 70, date: "2026-11-06" }, delta: 5 },
          ],
        },
      ],
      scores: [{ id: "first-week", before: { score: 0.04 }, after: { score: 0.1 }, by_old_definition: 0.08 }],
      means: [{ team: null, objectives: { before: 2, after: 2 } }],
      unread: { base: 0, head: 0 },
    });
    for (const list of [
      "alignment",
      "retrospectives",
      "teams",
      "strategy",
      "settings",
      "rules",
      "exceptions",
    ])
      expect([list, answer[list]]).toEqual([list, []]);
  });

  test("into a file, and nothing to the terminal", async () => {
    const out = temporaryFolder();
    const { stdout } = await okr(repo, "--format", "markdown", "--output", `${out}/comment.md`);
    expect(stdout).toBe("");
    expect(new TestRepository(out).read("comment.md")).toBe((await okr(repo, "--format", "markdown")).stdout);
  });

  test.each<[what: string, argv: string[], base: string]>([
    ["another branch", ["main"], "main"],
    ["a commit", ["HEAD~1"], "HEAD~1"],
    ["a day", ["2026-11-20"], "2026-11-20"],
  ])("against %s", async (_, argv, name) => {
    expect((await answerOf(repo, ...argv)).base.name).toBe(name);
  });

  test("against its own commits shows what came after them", async () => {
    const { headline, goalposts } = await answerOf(repo, "HEAD~1");
    expect([headline, goalposts]).toEqual(["1 check-in; company mean 0.03 → 0.05", []]);
    expect(await answerOf(repo, "HEAD")).toMatchObject({ changed: false });
  });

  test("merged into the base, as hosts check it out: what comes in is named, not the merge", async () => {
    const other = createBranch();
    other.git("switch", "--quiet", "--detach", "main");
    other.git("merge", "--quiet", "--no-ff", "-m", "Merge", "change");
    const [base, change, merge] = ["main", "change", "HEAD"].map((name) =>
      other.git("rev-parse", name).trim(),
    );
    const sides = async (...argv: string[]) => (await okr(other, ...argv)).stdout.split("\n")[1];
    const words = `main (${base?.slice(0, 7)}) → ${change?.slice(0, 7)} merged into it, both as of 2026-11-20`;
    expect(await sides("main")).toBe(words);
    expect(await sides("HEAD^1")).toBe(words.replace("main", "HEAD^1"));
    expect((await answerOf(other, "main")).head.commit).toBe(merge);
    // Held against anything else it is a commit like others.
    expect(await sides("HEAD^2~1")).toContain(`→ ${merge?.slice(0, 7)}, both`);
    other.git("switch", "--quiet", "change");
    expect(await sides("main")).toContain(`→ ${change?.slice(0, 7)}, both`);
  });

  test("from elsewhere with --at, as of the day of its commit", async () => {
    const other = createBranch();
    other.git("switch", "--quiet", "main");
    other.write(ANSWERS, "broken");
    const answer = await answerOf(other, "main", "--at", "change");
    expect(answer).toMatchObject({
      at: { date: "2026-11-20", commit: other.git("rev-parse", "change"), dirty: false },
      head: { name: "change", commit: other.git("rev-parse", "change") },
      headline: "1 goalpost moved, 1 check-in; company mean 0.02 → 0.05",
    });
  });

  test("what came to the other branch meanwhile is not the branch's", async () => {
    const other = createBranch();
    other.git("switch", "--quiet", "main");
    other.commit("Meanwhile", {
      [ANSWERS]: (EXPLORER_FILES[ANSWERS] as string).replace("committed", "aspirational"),
    });
    other.git("switch", "--quiet", "change");
    expect(await answerOf(other)).toMatchObject({
      base: { commit: other.git("merge-base", "main", "change") },
      headline: "1 goalpost moved, 1 check-in; company mean 0.02 → 0.05",
    });
  });

  test("of one team", async () => {
    expect(await answerOf(repo, "--team", "support")).toMatchObject({
      changed: false,
      means: [{ objectives: { after: 1 } }],
    });
    expect((await okr(repo, "--team", "digital")).stdout).toContain("; mean of digital 0.02 → 0.05\n");
  });
});

describe("the working tree", () => {
  test("with what is not committed, and what git does not know yet", async () => {
    const repo = createExplorer();
    repo.write(RECORD, checkIn("2026-11-20", 75));
    repo.write(FIRST_WEEK, firstWeek(85).replace("owner: ana", "owner: joao"));
    expect(await answerOf(repo)).toMatchObject({
      at: { commit: repo.head(), dirty: true },
      head: { name: null, commit: null },
      base: { name: "main", commit: repo.head() },
      objectives: [{ id: "first-week", changes: [{ field: "owner", from: "ana", to: "joao" }] }],
      check_ins: [{ event: "added" }],
    });
  });

  test("files that only moved, and documents, are nothing", async () => {
    const repo = createExplorer({ [OLD_RECORD]: checkIn("2026-11-06", 70) });
    repo.git("mv", FIRST_WEEK, "okrs/first.md");
    repo.git("mv", OLD_RECORD, "okrs/2026-11-06-check-in-aa0aaaa.md");
    repo.write("README.md", "# Goals\n");
    const { code, stdout } = await okr(repo);
    expect([code, stdout.split("\n")[0]]).toEqual([0, "Nothing changes in OKR terms"]);
  });

  test("is seen on the day of today on both sides, however old the base is", async () => {
    const repo = createExplorer({ [OLD_RECORD]: checkIn("2026-11-06", 70) });
    const { stdout } = await runIn({ today: "2027-03-01" }, repo, "diff", "--json");
    expect(JSON.parse(stdout)).toMatchObject({ at: { date: "2027-03-01" }, changed: false, scores: [] });
  });
});

test("the upstream default branch is what a clone is held against", async () => {
  const { ours } = createShared({ ...EXPLORER_FILES });
  ours.commit("Check in", { [RECORD]: checkIn("2026-11-20", 75) });
  expect(await answerOf(ours)).toMatchObject({
    base: { name: "origin/main" },
    check_ins: [{ event: "added" }],
  });
});

describe("where OKRs were not, or lay elsewhere", () => {
  test("the branch that brings them", async () => {
    const repo = createRepository({ "README.md": "Our goals\n" });
    repo.git("switch", "--quiet", "-c", "okrs");
    repo.commit("Begin with OKRs", { ...EXPLORER_FILES });
    const answer = await answerOf(repo);
    expect(answer).toMatchObject({
      base: { name: "main", has_okrs: false },
      settings: [{ event: "added", path: "okr.yaml" }],
    });
    expect(answer.headline).toBe(
      "The first OKRs: 2 objectives added, 3 teams added, okr.yaml added; company mean 0.00 (none before)",
    );
    expect(answer.objectives.map(({ event }: { event: string }) => event)).toEqual(["added", "added"]);
  });

  test("a root that moved into a folder, with a change", async () => {
    const repo = createExplorer({ [OLD_RECORD]: checkIn("2026-11-06", 70) });
    repo.git("switch", "--quiet", "-c", "move");
    mkdirSync(repo.path("goals"));
    repo.git("mv", "okrs", "okr.yaml", "goals");
    repo.commit("Move");
    expect(await answerOf(repo, "-C", "goals")).toMatchObject({ changed: false, base: { has_okrs: true } });
    repo.write(`goals/${RECORD}`, checkIn("2026-11-20", 75));
    expect(await answerOf(repo, "-C", "goals")).toMatchObject({
      objectives: [],
      check_ins: [{ event: "added", path: RECORD }],
    });
  });

  test("a bare repository is asked about its branches", async () => {
    const repo = createBranch();
    const bare = createEmptyRepository({ bare: true });
    repo.git("push", "--quiet", bare.dir, "main", "change");
    expect(await answerOf(bare, "-C", bare.dir, "main", "--at", "change")).toMatchObject({
      head: { name: "change" },
      headline: "1 goalpost moved, 1 check-in; company mean 0.02 → 0.05",
    });
  });
});

describe("what cannot be read", () => {
  test("is named on stderr and counted in the answer, and nothing of it is called removed", async () => {
    const repo = createExplorer({ [OLD_RECORD]: checkIn("2026-11-06", 70) });
    repo.write(FIRST_WEEK, "---\nkind: objective\nid: first-week\n---\n");
    const { code, stdout, stderr } = await okr(repo, "--json");
    const answer = JSON.parse(stdout);
    expect([code, problemsOf("output/diff", answer)]).toEqual([0, []]);
    expect(answer).toMatchObject({ objectives: [{ event: "unreadable" }], unread: { base: 0, head: 1 } });
    expect(stderr).toContain(`${FIRST_WEEK}:2:1  error`);
    expect(stderr).toContain("left out above");
  });

  test("at the base is counted alone: the branch may be what repairs it", async () => {
    const repo = createExplorer({ [FIRST_WEEK]: "---\nkind: objective\nid: first-week\n---\n" });
    repo.write(FIRST_WEEK, firstWeek(90));
    const answer = await answerOf(repo);
    expect(answer).toMatchObject({ objectives: [{ event: "readable" }], unread: { base: 1, head: 0 } });
  });
});

describe("the exit code", () => {
  const codes = async (repo: TestRepository) => [
    (await okr(repo)).code,
    (await okr(repo, "--exit-code")).code,
    (await okr(repo, "--exit-code", "--json")).code,
  ];

  test("is 0 whatever changes; with --exit-code 1", async () => {
    expect(await codes(createBranch())).toEqual([0, 1, 1]);
  });

  test("is 0 where nothing changes", async () => {
    const repo = createExplorer();
    repo.write("README.md", "# Goals\n");
    expect(await codes(repo)).toEqual([0, 0, 0]);
  });

  test.each<[what: string, files: Readonly<Record<string, string>>]>([
    ["only a rule", { "okr.yaml": "version: 1\nname: Acme\nrules: { unknown-person: off }\n" }],
    [
      "only an exception",
      {
        [ANSWERS]: (EXPLORER_FILES[ANSWERS] as string).replace(
          "owner: rafael",
          'owner: rafael\nx-okr-ignore: { missing-backup: "Both know it" }',
        ),
      },
    ],
    ["a file that cannot be read", { "okrs/new.md": "---\nkind: team\n---\n" }],
  ])("where %s changes it is 1 with --exit-code", async (_, files) => {
    const repo = createExplorer();
    for (const [path, text] of Object.entries(files)) repo.write(path, text);
    expect(await codes(repo)).toEqual([0, 1, 1]);
  });
});

describe("what okr cannot answer", () => {
  const refused = async (ran: Promise<Ran>, ...words: string[]) => {
    const { code, stdout, stderr } = await ran;
    expect([code, stdout]).toEqual([2, ""]);
    for (const word of words) expect(stderr).toContain(word);
  };

  test("in a shallow clone, where the branch began is not known", async () => {
    const repo = createBranch();
    const dir = `${temporaryFolder()}/clone`;
    repo.git("clone", "--quiet", "--depth=1", "--no-single-branch", `file://${repo.dir}`, dir);
    const clone = new TestRepository(dir, repo.env);
    await refused(okr(clone, "origin/main"), "shallow", "git fetch --unshallow");
  });

  test("outside git there is nothing to hold it against", async () => {
    const repo = createExplorer();
    rmSync(repo.path(".git"), { recursive: true });
    await refused(okr(repo), "not in a git repository", "git init");
  });

  test("before the first commit", async () => {
    const repo = createEmptyRepository();
    repo.write("okr.yaml", "version: 1\n");
    await refused(okr(repo), "main");
  });

  test("two histories that have nothing in common", async () => {
    const repo = createExplorer();
    repo.git("switch", "--quiet", "--orphan", "other");
    repo.commit("Begin anew", { ...EXPLORER_FILES });
    await refused(okr(repo, "main"), "no commit in common");
  });

  test.each<[argv: string[], words: string]>([
    [["ghost"], '"ghost" is neither a day nor a commit'],
    [["2026-13-01"], "2026-13-01"],
    [["2020-01-01"], "there is no commit on or before 2020-01-01"],
    [["--team", "exploer"], 'did you mean "explorer"?'],
    [["main", "change"], "too many arguments"],
    [["--format", "html"], "text, markdown, json"],
    [["--at", "ghost"], "ghost"],
  ])("%j", async (argv, words) => {
    await refused(okr(createExplorer(), ...argv), words);
  });
});

test("a repository whose every text is hostile harms neither terminal nor comment", async () => {
  const repo = createExplorer();
  repo.git("switch", "--quiet", "-c", "feature/@all-#1");
  repo.commit("Evil", {
    [FIRST_WEEK]: firstWeek(85).replace(
      "title: Make the first week seamless",
      'title: "\\x1b[2J::error::@all <script>alert(1)</script> https://evil.example"',
    ),
    [RECORD]: checkIn("2026-11-20", 75).replace(
      "75 }",
      '{ value: 75, note: "##[error] @ana | </details>" } }',
    ),
  });
  const text = (await okr(repo)).stdout;
  expect(text).not.toContain("\u001b");
  expect(text).toContain("\\x1b[2J");
  const comment = (await okr(repo, "main", "--at", "feature/@all-#1", "--format", "markdown")).stdout;
  expect(comment).not.toContain("<script>");
  // All that mentions somebody is within code.
  expect(comment.replace(/`[^`]*`/g, "")).not.toContain("@");
  expect(comment).not.toContain("##[");
  expect(comment.split("</details>")).toHaveLength(comment.split("<details>").length);
});
