import { existsSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import {
  createEmptyRepository,
  createRepository,
  isolatedEnvironment,
  TestRepository,
  temporaryFolder,
} from "../support/repository.ts";
import { run, runIn } from "../support/run.ts";
import { problemsOf } from "../support/schema.ts";

const NOBODY = {
  GIT_AUTHOR_NAME: undefined,
  GIT_AUTHOR_EMAIL: undefined,
  GIT_COMMITTER_NAME: undefined,
  GIT_COMMITTER_EMAIL: undefined,
  GIT_CONFIG_COUNT: "1",
  GIT_CONFIG_KEY_0: "user.useConfigOnly",
  GIT_CONFIG_VALUE_0: "true",
};

/** A folder of a name of its own, outside git. */
function folder(name = "horizon-bank"): TestRepository {
  const dir = join(temporaryFolder(), name);
  mkdirSync(dir);
  return new TestRepository(dir, isolatedEnvironment());
}

describe("in an empty folder", () => {
  test("the flags say everything", async () => {
    const here = folder();
    const { code, stdout, stderr } = await run(
      here,
      ...["init", "--yes", "--commit", "--name", "Horizon: Bank", "--team", "Explorer Team"],
      ...["--mission", "Make banking simple", "--vision", "Every third customer recommends us"],
      ...["--priority", "Simplify onboarding for new customers", "--priority", "Answer the first time"],
      ...["--member", "João Lima <joao@example.com>", "--member", "Ana <ANA@example.com>"],
      ...["--cadence", "half", "--fiscal-year-starts", "april", "--ci", "github"],
    );
    expect(stderr).toBe("");
    expect(stdout).toMatch(
      /^created a git repository\nwrote okr\.yaml\nwrote okrs\/strategy\.md\nwrote okrs\/teams\/explorer\.md\nwrote \.github\/workflows\/okr\.yml\nwrote \.github\/workflows\/okr-comment\.yml\ncommitted [0-9a-f]{7} on \w+\n\nThe workflow runs okr@0\.0\.0 from npm: .*\n\nNext:\n {2}okr new objective .* --team explorer --align simplify-onboarding --key-result /,
    );
    expect(code).toBe(0);
    expect(parse(here.read("okr.yaml"))).toEqual({
      version: 1,
      name: "Horizon: Bank",
      cycles: { cadence: "half", fiscal_year_starts: "april" },
      check_in: { every: "week", day: "friday", stale_after_days: 10 },
    });
    expect(here.read("okrs/strategy.md")).toBe(`---
kind: strategy
mission: Make banking simple
vision: Every third customer recommends us
priorities:
  - id: simplify-onboarding
    title: Simplify onboarding for new customers
  - id: answer-first-time
    title: Answer the first time
---

# Strategy

<!-- Why these priorities and not others? Write it so that every team can tell what serves them. -->
`);
    expect(here.read("okrs/teams/explorer.md")).toBe(`---
kind: team
id: explorer
name: Explorer Team
level: team
lead: ana
members:
  - { id: ana, name: Ana Souza, email: ana@example.com }
  - { id: joao, name: João Lima, email: joao@example.com }
---

<!-- What does this team look after, and who decides what? -->
`);
    expect(here.subjects()).toEqual(["okr: start keeping OKRs"]);
    expect(here.status()).toEqual([]);
    expect(await run(here, "check")).toMatchObject({ code: 0 });
  });

  test("nothing but defaults: what is left out is asked for in the files, and the next command works", async () => {
    const here = folder();
    const { code, stdout, stderr } = await run(here, "init");
    expect(stderr).toContain("No terminal to ask in");
    expect(stdout).toBe(`created a git repository
wrote okr.yaml
wrote okrs/strategy.md
wrote okrs/teams/pilot.md

okrs/strategy.md says what is still to be written there.

Next:
  git add okr.yaml okrs/strategy.md okrs/teams/pilot.md
  git commit -m "okr: start keeping OKRs"
  okr new objective "Make the first week seamless for new users" --team pilot --key-result "Increase onboarding completion from 65 % to 90 %"
`);
    expect(code).toBe(0);
    expect(parse(here.read("okr.yaml"))).toMatchObject({
      name: "Horizon Bank",
      cycles: { cadence: "quarter" },
    });
    expect(here.read("okrs/strategy.md")).toMatch(
      /^---\nkind: strategy\n---\n\n# Strategy\n\nStill to be written/,
    );
    expect(await run(here, "check")).toMatchObject({ code: 0 });
    const next = ["--team", "pilot", "--key-result", "Increase onboarding completion from 65 % to 90 %"];
    expect(
      await run(here, "new", "objective", "Make the first week seamless for new users", ...next),
    ).toMatchObject({ code: 0 });
    expect(await run(here, "check")).toMatchObject({ code: 0 });
  });

  test("a first team of the company's own name is the company", async () => {
    const here = folder();
    await run(here, "init", "--yes", "--name", "Acme", "--team", "acme");
    expect(here.read("okrs/teams/acme.md")).toContain("\nlevel: company\n");
  });

  test("--no-git only writes files", async () => {
    const here = folder();
    const { code, stdout } = await run(here, "init", "--yes", "--no-git");
    expect(stdout).not.toContain("git");
    expect([code, existsSync(here.path(".git"))]).toEqual([0, false]);
    expect(await run(here, "check")).toMatchObject({ code: 0 });
  });

  test("a folder that does not exist yet is created", async () => {
    const here = folder();
    const { stdout } = await run(here, "init", "a/b c", "--yes");
    expect(existsSync(here.path("a/b c/.git"))).toBe(true);
    expect(stdout).toContain("\nwrote a/b c/okr.yaml\nwrote a/b c/okrs/strategy.md\n");
    expect(stdout).toContain("\na/b c/okrs/strategy.md says what is still to be written there.\n");
    expect(stdout).toContain('okr -C "a/b c" new objective');
    expect(await run(here, "-C", "a/b c", "check")).toMatchObject({ code: 0 });
  });

  test("whoever git does not know gets a team without members, and is told", async () => {
    const here = folder();
    const { code, stdout } = await runIn({ env: NOBODY }, here, "init", "--yes");
    expect(stdout).toContain("git does not know you yet");
    expect(stdout).toContain('okr new person "Your Name" --team pilot --email you@example.com');
    expect(here.read("okrs/teams/pilot.md")).not.toMatch(/members|lead/);
    expect(code).toBe(0);
    expect(await run(here, "check")).toMatchObject({ code: 0 });
    expect(await run(here, "new", "person", "Eve Moss", "--email", "eve@example.com")).toMatchObject({
      code: 0,
    });
  });
});

describe("in a repository", () => {
  test("at its top, what is there stays, and other work is not committed", async () => {
    const repo = createRepository({
      "README.md": "# Ours\n",
      "okrs/teams/explorer.md": "Notes.\n",
      ".github/CODEOWNERS": "* @x\n",
    });
    repo.write("README.md", "# Ours, dirty\n");
    repo.write("staged.txt", "mine\n");
    repo.git("add", "staged.txt");
    const { code, stdout } = await run(repo, "init", "--yes", "--team", "Explorer", "--commit");
    expect(stdout).toContain("kept  okrs/teams/explorer.md\n");
    expect(repo.read("okrs/teams/explorer.md")).toBe("Notes.\n");
    expect(repo.changes()).toEqual([
      "A .github/workflows/okr-comment.yml",
      "A .github/workflows/okr.yml",
      "A okr.yaml",
      "A okrs/strategy.md",
    ]);
    expect(repo.status()).toEqual([" M README.md", "A  staged.txt"]);
    expect(code).toBe(0);
  });

  test("in a subfolder, the workflows lie at the top and look only there", async () => {
    const repo = createRepository({ "src/main.c": "int main;\n" });
    repo.git("remote", "add", "origin", "git@github.com:acme/mono.git");
    const { code, stdout } = await run(repo, "init", "company/our okrs", "--yes", "--commit");
    expect(stdout).toContain("wrote company/our okrs/okr.yaml\n");
    expect(stdout).toContain("wrote .github/workflows/okr.yml\n");
    expect(stdout).toContain("wrote .github/workflows/okr-comment.yml\n");
    expect(stdout).toContain('okr -C "company/our okrs" new objective');
    expect(repo.changes()).toEqual([
      "A .github/workflows/okr-comment.yml",
      "A .github/workflows/okr.yml",
      "A company/our okrs/okr.yaml",
      "A company/our okrs/okrs/strategy.md",
      "A company/our okrs/okrs/teams/pilot.md",
    ]);
    const workflow = parse(repo.read(".github/workflows/okr.yml"));
    const paths = ["company/our okrs/**", ".github/workflows/okr.yml"];
    // Pull requests are not filtered: a required check that does not run is waited for.
    expect(workflow.on).toEqual({
      pull_request: null,
      merge_group: null,
      push: { branches: ["main", "master"], paths },
    });
    expect(workflow.env).toEqual({ OKR_VERSION: "0.0.0", OKR_ROOT: "company/our okrs" });
    expect(parse(repo.read("company/our okrs/okr.yaml")).name).toMatch(/^Okr Test/);
    expect(code).toBe(0);
    expect(await run(repo, "-C", "company/our okrs", "check")).toMatchObject({ code: 0 });
  });

  test("from within the subfolder it is the same", async () => {
    const repo = createRepository({ "company/README.md": "hi\n" });
    const { stdout } = await run(repo.path("company"), "init", "--yes", "--ci", "github");
    expect(stdout).toContain("wrote okr.yaml\n");
    expect(stdout).toContain("wrote ../.github/workflows/okr.yml\n");
    expect(stdout).toContain(
      `git -C ${repo.dir} add company/okr.yaml company/okrs/strategy.md company/okrs/teams/pilot.md .github/workflows/okr.yml .github/workflows/okr-comment.yml\n`,
    );
    expect(stdout).toContain("\n  okr new objective");
    expect(repo.status()).toEqual([
      "?? .github/workflows/okr-comment.yml",
      "?? .github/workflows/okr.yml",
      "?? company/okr.yaml",
      "?? company/okrs/strategy.md",
      "?? company/okrs/teams/pilot.md",
    ]);
  });

  test("with -C, paths are those from the top: nobody stands where they would be right", async () => {
    const repo = createRepository({ "company/README.md": "hi\n" });
    const { stdout } = await run(temporaryFolder(), "-C", repo.path("company"), "init", "--yes");
    expect(stdout).toContain("wrote company/okr.yaml\n");
  });

  test("the next command names a priority, and leaves nothing to report about it", async () => {
    for (const [path, text, align] of [
      ["README.md", "hi\n", "fly"],
      ["docs/strategy.md", STRATEGY, "space"],
    ] as const) {
      const repo = createRepository({ [path]: text });
      const { stdout } = await run(repo, "init", "--yes", "--priority", "Fly at night", "--commit");
      expect(stdout).toContain(` --team pilot --align ${align} --key-result "`);
      const words = ["Make the first week seamless for new users", "--team", "pilot", "--align", align];
      words.push("--key-result", "Increase onboarding completion from 65 % to 90 %");
      expect(await run(repo, "new", "objective", ...words)).toMatchObject({ code: 0, stderr: "" });
      expect((await run(repo, "check", "--rule", "unaligned-objective")).code).toBe(0);
    }
  });

  test("a workflow that exists is kept", async () => {
    const repo = createRepository({ ".github/workflows/okr.yml": "name: mine\n" });
    expect((await run(repo, "init", "--yes")).stdout).toContain("kept  .github/workflows/okr.yml\n");
    expect(repo.read(".github/workflows/okr.yml")).toBe("name: mine\n");
  });

  test("strategy and teams that are there already are not written again", async () => {
    const repo = createRepository({
      "docs/strategy.md": "---\nkind: strategy\nmission: Fly\n---\n",
      "docs/team.md": "---\nkind: team\nid: rockets\nname: Rockets\n---\n",
    });
    const { stdout } = await run(repo, "init", "--yes", "--commit");
    expect(repo.changes()).toEqual(["A okr.yaml"]);
    expect(stdout).toContain("--team rockets --key-result");
    expect(await run(repo, "check")).toMatchObject({ code: 0 });
  });

  test("files that okr check will complain about are pointed out", async () => {
    const repo = createRepository({ "docs/intro.md": "---\ntitle: Intro\n---\n" });
    const { code, stdout } = await run(repo, "init", "--yes");
    expect(stdout).toContain("docs/intro.md and perhaps others were here before");
    expect(code).toBe(0);
  });

  test("on an unborn branch, and detached", async () => {
    const unborn = createEmptyRepository();
    expect(await run(unborn, "init", "--yes", "--commit")).toMatchObject({ code: 0 });
    expect(unborn.subjects()).toEqual(["okr: start keeping OKRs"]);
    const detached = createRepository({ "README.md": "hi\n" });
    detached.git("checkout", "--quiet", "--detach");
    const { stdout, stderr } = await run(detached, "init", "--yes", "--commit");
    expect(stdout).toMatch(/committed [0-9a-f]{7} on a detached HEAD/);
    expect(stderr).toContain("HEAD is detached");
  });
});

const STRATEGY =
  "---\nkind: strategy\nmission: Fly\npriorities:\n  - { id: space, title: Everybody flies }\n---\n";

describe("what stands in the way", () => {
  const settings = { "okr.yaml": "version: 1\n" };
  test.each<[what: string, files: Record<string, string>, argv: string[], message: RegExp]>([
    ["okr.yaml here", settings, [], /^okr: there are OKRs here already: .*\/okr\.yaml\n/],
    ["okr.yaml above", settings, ["a/b"], /^okr: there are OKRs here already: .*\/okr\.yaml\n/],
    ["a file", { "README.md": "hi\n" }, ["README.md"], /README\.md is a file, not a folder/],
    ["a file above", { "README.md": "hi\n" }, ["README.md/okrs"], /README\.md is a file, not a folder/],
    [
      "a fourth priority",
      {},
      ["--priority", "a", "--priority", "b", "--priority", "c", "--priority", "d"],
      /4 priorities are given/,
    ],
    [
      "a priority of two hundred words",
      {},
      ["--priority", "x".repeat(201)],
      /strategy\.md was not written: title/,
    ],
    ["a member without a name", {}, ["--member", "<ana@example.com>"], /names no person/],
    ["a month of another calendar", {}, ["--fiscal-year-starts", "floreal"], /floreal/],
  ])("%s", async (_, files, argv, message) => {
    const repo = createRepository({ ".gitignore": "", ...files });
    const { code, stdout, stderr } = await run(repo, "init", "--yes", ...argv);
    expect(stderr).toMatch(message);
    expect([code, stdout, repo.status()]).toEqual([2, "", []]);
  });

  test("--no-git with --commit", async () => {
    const here = folder();
    expect(await run(here, "init", "--yes", "--no-git", "--commit")).toMatchObject({ code: 2 });
    expect(existsSync(here.path("okr.yaml"))).toBe(false);
  });

  test("a link that leads out of the repository", async () => {
    const repo = createRepository({ "README.md": "hi\n" });
    const outside = temporaryFolder();
    symlinkSync(outside, repo.path("okrs"));
    const { code, stderr } = await run(repo, "init", "--yes");
    expect(stderr).toContain("a symbolic link that leads out of the OKR folder");
    expect([code, existsSync(join(outside, "strategy.md")), existsSync(repo.path("okr.yaml"))]).toEqual([
      2,
      false,
      false,
    ]);
  });

  test("a hook that refuses: everything is as it was", async () => {
    const repo = createRepository({ "README.md": "hi\n" });
    repo.hook("pre-commit", "echo frozen >&2; exit 1");
    const { code, stderr } = await run(repo, "init", "--yes", "--commit");
    expect(stderr).toContain("frozen");
    expect([code, repo.status()]).toEqual([2, []]);
  });
});

describe("pipelines", () => {
  const INCLUDE = "To run it, add to .gitlab-ci.yml: include: [{ local: .gitlab/okr.yml }]";
  const initIn = async (files: Record<string, string>, remote: string | null, ...argv: string[]) => {
    const repo = createRepository({ "README.md": "hi\n", ...files });
    if (remote !== null) repo.git("remote", "add", "origin", remote);
    const { stdout } = await run(repo, "init", "--yes", ...argv);
    const written = [...stdout.matchAll(/^(wrote|kept ) (\.git\S+)$/gm)].map(([line]) => line);
    return { repo, stdout, written };
  };

  test.each<[what: string, files: Record<string, string>, remote: string | null, written: string[]]>([
    ["nothing to go by", {}, null, []],
    ["another host", {}, "https://git.example.com/acme/okrs.git", []],
    ["another host that has our names", {}, "git@example.com:gitlab.com/acme.github.io.git", []],
    ["a folder", {}, "/srv/github.com/acme.git", []],
    ["GitLab with a password", {}, "https://me:gh@gitlab.com/acme/okrs.git", ["wrote .gitlab-ci.yml"]],
    [
      "GitHub",
      {},
      "git@github.com:acme/okrs.git",
      ["wrote .github/workflows/okr.yml", "wrote .github/workflows/okr-comment.yml"],
    ],
    ["GitLab", {}, "https://gitlab.com/acme/okrs.git", ["wrote .gitlab-ci.yml"]],
    [
      "a GitLab of one's own",
      {},
      "ssh://git@gitlab.example.com:2222/acme/okrs.git",
      ["wrote .gitlab-ci.yml"],
    ],
    [
      "GitLab, whatever folders there are",
      { ".github/x": "" },
      "git@gitlab.com:acme/okrs.git",
      ["wrote .gitlab-ci.yml"],
    ],
    ["a pipeline of GitLab's", { ".gitlab-ci.yml": "a: { script: [b] }\n" }, null, ["wrote .gitlab/okr.yml"]],
  ])("%s", async (_, files, remote, written) => {
    expect((await initIn(files, remote)).written).toEqual(written);
    const none = await initIn(files, remote, "--ci", "none");
    expect(none.written).toEqual([]);
  });

  test("a pipeline that is there is left alone: ours is to be included", async () => {
    const theirs = "stages: [test]\n";
    const { repo, stdout, written } = await initIn({ ".gitlab-ci.yml": theirs }, null, "--ci", "gitlab");
    expect(written).toEqual(["wrote .gitlab/okr.yml"]);
    expect(stdout).toContain(`\n${INCLUDE}\n`);
    expect(repo.read(".gitlab-ci.yml")).toBe(theirs);
    expect(parse(repo.read(".gitlab/okr.yml"))).toHaveProperty("okr-check");
  });

  const STAGE = "; its jobs belong to the stage test, so put that among your stages\n";
  test.each<[what: string, theirs: string, lacks: boolean]>([
    ["stages of its own", "stages: [build, deploy]\n", true],
    ["stages below one another", "stages:\n- build # no test\n  # - test\n\njob:\n  stage: test\n", true],
    ["stages that are set in", "stages:\n  - 'latest'\n  - !reference [.x, test]\n", false],
    ["the stage among them", 'stages: [build, "test"]\n', false],
    ["the stage below", "stages:\r\n  - build\r\n  - test\r\njob: { script: [a] }\r\n", false],
    ["no stages", "job:\n  stages: [build]\n", false],
    ["no YAML", "stages: [\u0000{\n", true],
  ])("a pipeline with %s: what the advice says of the stage", async (_, theirs, lacks) => {
    const { stdout } = await initIn({ ".gitlab-ci.yml": theirs }, null, "--ci", "gitlab");
    expect(stdout).toContain(`\n${INCLUDE}${lacks ? STAGE : "\n"}`);
  });

  test.each<[ci: string, files: Record<string, string>, said: string | null]>([
    ["github", {}, "The workflow runs okr@0.0.0 from npm"],
    ["gitlab", {}, "The pipeline runs okr@0.0.0 from npm"],
    ["gitlab", { ".gitlab-ci.yml": "a: 1\n" }, "The pipeline runs okr@0.0.0 from npm"],
    ["github", { ".github/workflows/okr.yml": "a: 1\n" }, null],
    ["none", {}, null],
  ])("whose program runs is said where %s gets a pipeline, with %j there", async (ci, files, said) => {
    const { stdout } = await initIn(files, null, "--ci", ci);
    if (said === null) expect(stdout).not.toContain("npm");
    else
      expect(stdout).toContain(`\n${said}: make sure that this is the program you have here (npm view okr).`);
  });

  test("neither is a second time", async () => {
    const files = { ".gitlab-ci.yml": "a: 1\n", ".gitlab/okr.yml": "b: 2\n" };
    const { repo, stdout, written } = await initIn(files, null, "--ci", "gitlab");
    expect(written).toEqual(["kept  .gitlab/okr.yml"]);
    expect(stdout).not.toContain("include");
    expect(repo.read(".gitlab/okr.yml")).toBe("b: 2\n");
  });

  test("a new folder does not hide a workflow that lies at the top", async () => {
    const repo = createRepository({ ".github/workflows/okr.yml": "name: mine\n" });
    const { code, stdout } = await run(repo, "init", "company/okrs", "--yes", "--commit");
    expect(stdout).toContain("kept  .github/workflows/okr.yml\n");
    expect([code, repo.read(".github/workflows/okr.yml")]).toEqual([0, "name: mine\n"]);
  });

  test("the workflow looks at pushes to the default branch, where a clone knows it", async () => {
    const origin = createRepository({ "README.md": "hi\n" });
    origin.git("branch", "-m", "trunk+1!");
    const clone = origin.clone();
    await run(clone, "init", "--yes", "--ci", "github");
    expect(parse(clone.read(".github/workflows/okr.yml")).on.push).toEqual({ branches: ["trunk\\+1\\!"] });
  });

  // What hosts evaluate: GitHub ${{ }}, GitLab $NAME.
  const OPEN = "${{";
  test.each([
    ["github", ".github/workflows/okr.yml", `it's: #1 $${OPEN} '${OPEN}' }} secrets.X }}*`],
    ["gitlab", ".gitlab-ci.yml", `it's: #1 $$$${OPEN} secrets.X }}*`],
  ])("a folder's name is nothing but a name (%s)", async (ci, path, root) => {
    const name = `it's: #1 $${OPEN} secrets.X }}*`;
    const { repo, written } = await initIn({}, null, name, "--ci", ci);
    expect(written).toContain(`wrote ${path}`);
    const pipeline = parse(repo.read(path));
    expect((pipeline.env ?? pipeline[".okr"].variables).OKR_ROOT).toBe(root);
  });

  test("are asked about where the host is known, and only there", async () => {
    const flags = ["--name", "Acme", "--mission", "Fly", "--vision", "High", "--priority", "Grow"];
    flags.push("--team", "Rockets", "--cadence", "year", "--no-commit");
    const answer = async (remote: string, ...answers: (readonly [string, boolean])[]) => {
      const repo = createRepository({ "README.md": "hi\n" });
      repo.git("remote", "add", "origin", remote);
      const { asked } = await runIn({ answers }, repo, "init", ...flags);
      return { asked, written: repo.status().filter((line) => line.includes(".git")) };
    };
    expect(await answer("git@github.com:a/b.git", ["GitHub workflows", true])).toEqual({
      asked: ["Write GitHub workflows to check the OKRs of every pull request and say what it changes?"],
      written: ["?? .github/workflows/okr-comment.yml", "?? .github/workflows/okr.yml"],
    });
    expect(await answer("git@gitlab.com:a/b.git", ["GitLab", false])).toEqual({
      asked: ["Write a GitLab pipeline to check the OKRs of every merge request and say what it changes?"],
      written: [],
    });
    expect(await answer("git@example.com:a/b.git")).toEqual({ asked: [], written: [] });
  });
});

test("--dry-run shows every file and writes none", async () => {
  const here = folder();
  const { code, stdout } = await run(here, "init", "new", "--dry-run", "--ci", "github");
  const workflows = [".github/workflows/okr.yml", ".github/workflows/okr-comment.yml"];
  for (const path of ["okr.yaml", "okrs/strategy.md", "okrs/teams/pilot.md", ...workflows])
    expect(stdout).toContain(`# new/${path}\n`);
  expect(stdout).toContain("\nname: New\n");
  expect([code, existsSync(here.path("new"))]).toEqual([0, false]);
});

test.each([
  ["written", ["--commit"], ["okr.yaml", "okrs/strategy.md", "okrs/teams/pilot.md"]],
  ["only planned", ["--dry-run"], []],
])("--json, %s", async (_, argv, written) => {
  const repo = createRepository({ "README.md": "hi\n" });
  const { stdout } = await run(repo, "init", "okrs", "--yes", "--json", ...argv);
  const answer = JSON.parse(stdout);
  expect(answer).toMatchObject({
    schema: "okr-init/1",
    root: "okrs",
    written,
    commit: written.length > 0 ? repo.head() : null,
  });
  expect(problemsOf("output/init", answer)).toEqual([]);
});

describe("by questions", () => {
  test("a newcomer answers seven", async () => {
    const here = folder();
    const answers = [
      ["company or organisation", "Acme"],
      ["Mission", "Fly"],
      ["Vision", ""],
      ["Priorities", "a; b; c; d"],
      ["Priorities", "Grow the fleet; Sleep more"],
      ["first team", ""],
      ["cycle last", "month"],
      ["Make this folder a git repository and commit", true],
    ] as const;
    const { code, unused, asked } = await runIn({ answers }, here, "init");
    expect([code, unused]).toEqual([0, []]);
    expect(asked).toContain("! choose the three that matter most");
    expect(asked.filter((question) => !/^[!#]/.test(question))).toHaveLength(8);
    expect(here.read("okr.yaml")).toContain("name: Acme\n");
    expect(here.read("okrs/strategy.md")).toMatch(
      /^---\nkind: strategy\nmission: Fly\npriorities:\n {2}- id: fleet\n/,
    );
    expect(here.status()).toEqual([]);
    expect(await run(here, "check")).toMatchObject({ code: 0 });
  });

  test("what flags say is not asked", async () => {
    const repo = createRepository({ "README.md": "hi\n" });
    const flags = [
      "--name",
      "Acme",
      "--mission",
      "Fly",
      "--vision",
      "High",
      "--priority",
      "Grow",
      "--team",
      "Rockets",
    ];
    const { code, asked } = await runIn(
      { answers: [] },
      repo,
      "init",
      ...flags,
      "--cadence",
      "year",
      "--no-commit",
    );
    expect([code, asked]).toEqual([0, []]);
    expect(repo.status()).toEqual(["?? okr.yaml", "?? okrs/strategy.md", "?? okrs/teams/rockets.md"]);
  });

  test("whoever git does not know is asked", async () => {
    const repo = createRepository({ "README.md": "hi\n" });
    const flags = [
      "--name",
      "Acme",
      "--mission",
      "Fly",
      "--vision",
      "High",
      "--priority",
      "Grow",
      "--team",
      "Rockets",
    ];
    const answers = [
      ["Who are you?", "Ana <ana>"],
      ["Who are you?", "Ana Souza <ana@example.com>"],
    ] as const;
    const { code, unused } = await runIn(
      { answers, env: NOBODY },
      repo,
      "init",
      ...flags,
      "--cadence",
      "year",
    );
    expect([code, unused]).toEqual([0, []]);
    expect(repo.read("okrs/teams/rockets.md")).toContain(
      "lead: ana\nmembers:\n  - { id: ana, name: Ana Souza, email: ana@example.com }\n",
    );
  });

  test("what was typed survives a hook that refuses", async () => {
    const repo = createRepository({ "README.md": "hi\n" });
    repo.hook("pre-commit", "echo frozen >&2; exit 1");
    const flags = [
      "--name",
      "Acme",
      "--mission",
      "Fly",
      "--vision",
      "High",
      "--priority",
      "Grow",
      "--team",
      "Rockets",
    ];
    const answers = [["Commit", true]] as const;
    const { code, stderr } = await runIn({ answers }, repo, "init", ...flags, "--cadence", "year");
    expect(stderr).toContain("frozen");
    expect(stderr).toContain("The files are written nevertheless.");
    expect([code, repo.status()]).toEqual([
      0,
      ["?? okr.yaml", "?? okrs/strategy.md", "?? okrs/teams/rockets.md"],
    ]);
  });
});

test("help names what can be chosen once", async () => {
  const help = async (command: string) => (await runIn({ columns: 200 }, folder(), command, "--help")).stdout;
  const init = await help("init");
  expect(init).not.toContain("choices");
  expect(init).toContain("check every pull request: github, gitlab or none;");
  expect(init).toMatch(/starts in: january, february, [a-z, ]+, december\n/);
  const check = await help("check");
  expect(check.split("gitlab")).toHaveLength(2);
  const refused = await run(folder(), "init", "--yes", "--ci", "jenkins");
  expect(refused).toMatchObject({
    code: 2,
    stderr:
      "okr: option '--ci <service>' argument 'jenkins' is invalid. Allowed choices are github, gitlab, none.\n",
  });
});
