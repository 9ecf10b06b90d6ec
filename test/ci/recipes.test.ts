import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { checkIn, keyResult, objective } from "../../src/rules/examples.ts";
import { recipeText } from "../../src/store/recipes.ts";
import { createRepository, type TestRepository } from "../support/repository.ts";
import { runIn } from "../support/run.ts";
import { MARKER, RECIPES, readRecipe } from "./recipe.ts";

const TOP = join(import.meta.dirname, "../..");
const { version } = JSON.parse(readFileSync(join(TOP, "package.json"), "utf8"));
const WORKFLOWS = [
  "github-check.yml",
  "github-comment.yml",
  "publish-page.yml",
  "publish-pages.yml",
  "remind-github.yml",
];
const PIPELINES = ["gitlab-ci.yml", "publish-gitlab-pages.yml"];

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

const stepsOf = (name: string) =>
  Object.values<{ steps: Step[] }>(readRecipe(name).jobs).flatMap(({ steps }) => steps);
const scriptsOf = (name: string): string[] =>
  WORKFLOWS.includes(name)
    ? stepsOf(name).flatMap(({ run }) => run ?? [])
    : Object.values<{ script?: string[] }>(readRecipe(name)).flatMap(({ script }) => script ?? []);

test("every recipe is here, and okr writes what is here", () => {
  expect(readdirSync(RECIPES).sort()).toEqual([
    "CODEOWNERS",
    "README.md",
    "github-check.yml",
    "github-comment.yml",
    "gitlab-ci.yml",
    "pre-commit-config.yaml",
    "publish-gitlab-pages.yml",
    "publish-page.yml",
    "publish-pages.yml",
    "remind-github.yml",
  ]);
  for (const recipe of ["github-check.yml", "github-comment.yml", "gitlab-ci.yml"] as const)
    expect(recipeText(recipe, { prefix: "", branch: "main", version })).toBe(
      readFileSync(join(RECIPES, recipe), "utf8"),
    );
});

test("they name this version of the program", () => {
  for (const name of ["github-check.yml", "publish-page.yml", "publish-pages.yml", "remind-github.yml"])
    expect(readRecipe(name).env.OKR_VERSION).toBe(version);
  expect(readRecipe("publish-gitlab-pages.yml").pages.variables.OKR_VERSION).toBe(version);
  expect(readRecipe("gitlab-ci.yml")[".okr"].variables.OKR_VERSION).toBe(version);
  expect(readRecipe("pre-commit-config.yaml").repos[0].rev).toBe(`v${version}`);
});

describe.each([...WORKFLOWS, ...PIPELINES])("the scripts of %s", (name) => {
  const scripts = scriptsOf(name);
  test("are scripts", () => {
    expect(scripts.length).toBeGreaterThan(0);
    for (const input of scripts)
      expect(spawnSync("bash", ["-n"], { input, encoding: "utf8" })).toMatchObject({ status: 0, stderr: "" });
  });

  test("get what a stranger wrote in variables only", () => {
    for (const script of scripts) expect(script).not.toContain("${{");
    expect(scripts.join("\n")).not.toMatch(/\beval\b|\bsource\b/);
  });
});

describe("the check on GitHub", () => {
  const workflow = readRecipe("github-check.yml");
  test("runs on every pull request, in the merge queue, and on pushes to the default branch", () => {
    expect(workflow.on).toEqual({ pull_request: null, merge_group: null, push: { branches: ["main"] } });
  });

  test("may read, and nothing else", () => {
    expect(workflow.permissions).toEqual({ contents: "read" });
    for (const job of Object.values<object>(workflow.jobs)) expect(job).not.toHaveProperty("permissions");
    expect(JSON.stringify(workflow)).not.toMatch(/secrets|github\.token|GITHUB_TOKEN/);
  });

  test("fetches the whole history, and leaves no token behind", () => {
    const [checkout] = stepsOf("github-check.yml");
    expect(checkout).toEqual({
      uses: "actions/checkout@v7",
      with: { "fetch-depth": 0, "persist-credentials": false },
    });
  });
});

describe("the comment on GitHub", () => {
  const workflow = readRecipe("github-comment.yml");
  test("follows the check, for pull requests alone", () => {
    expect(workflow.on).toEqual({
      workflow_run: { workflows: [readRecipe("github-check.yml").name], types: ["completed"] },
    });
    expect(workflow.jobs.comment.if).toContain("github.event.workflow_run.event == 'pull_request'");
  });

  test("may write comments and read artifacts, and nothing else", () => {
    expect(workflow.permissions).toEqual({ actions: "read", "pull-requests": "write" });
    expect(workflow.jobs.comment).not.toHaveProperty("permissions");
  });

  test("checks out nothing, and runs nobody's action", () => {
    expect(stepsOf("github-comment.yml").map(({ uses }) => uses)).toEqual([undefined]);
    expect(scriptsOf("github-comment.yml").join()).not.toMatch(/\bgit\b|npx|checkout/);
  });
});

test("actions are pinned to the major versions that were tried", () => {
  const used = new Set(WORKFLOWS.flatMap(stepsOf).flatMap(({ uses }) => uses ?? []));
  expect([...used]).toEqual([
    "actions/checkout@v7",
    "actions/setup-node@v7",
    "actions/upload-artifact@v7",
    "actions/upload-pages-artifact@v4",
    "actions/deploy-pages@v4",
  ]);
});

describe.each(["publish-page.yml", "publish-pages.yml"])("what %s publishes", (name) => {
  const { on, permissions, concurrency, jobs } = readRecipe(name);
  const [first, ...later] = Object.values<{ if?: string; needs?: string; permissions: object }>(jobs);

  test("is written after pushes to the default branch and once a week, one at a time, and in no fork", () => {
    expect(on).toMatchObject({
      push: { branches: ["main"] },
      schedule: [{ cron: expect.stringMatching(/^\d+ \d+ \* \* 1$/) }],
    });
    expect(concurrency["cancel-in-progress"]).toBe(false);
    expect(first?.if).toContain("!github.event.repository.fork");
    for (const job of later) expect(job.needs).toBe(Object.keys(jobs)[0]);
  });

  test("takes no more rights than it needs, and leaves no token where other programs run", () => {
    expect(permissions).toEqual({});
    expect(Object.values<{ permissions: object }>(jobs).map((job) => job.permissions)).toEqual(
      name === "publish-page.yml"
        ? [{ contents: "write" }]
        : [{ contents: "read" }, { pages: "write", "id-token": "write" }],
    );
    const steps = stepsOf(name);
    expect(steps[0]).toMatchObject({ with: { "fetch-depth": 0, "persist-credentials": false } });
    for (const { run = "", env = {} } of steps)
      if (run.includes("npx")) expect(JSON.stringify(env)).not.toMatch(/token|secrets/i);
  });
});

test("a commit of the page does not write the page again", () => {
  const { on, env } = readRecipe("publish-page.yml");
  expect(on.push.paths).toEqual(["okr.yaml", "okrs/**"]);
  expect(env.OKR_PAGE).toBe("OKRS.md");
});

describe("the pipeline on GitLab", () => {
  const pipeline = readRecipe("gitlab-ci.yml");
  test("checks merge requests and the default branch, with the whole history", () => {
    expect(pipeline["okr-check"].rules).toEqual([
      { if: '$CI_PIPELINE_SOURCE == "merge_request_event"' },
      { if: '$CI_PIPELINE_SOURCE == "push" && $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH' },
    ]);
    expect(pipeline[".okr"].variables.GIT_DEPTH).toBe(0);
  });

  test("hands its reports over also when it fails", () => {
    expect(pipeline["okr-check"].artifacts).toMatchObject({
      when: "always",
      reports: { codequality: ".okr-ci/code-quality.json", junit: ".okr-ci/junit.xml" },
    });
  });

  test("writes a note only where somebody made a token, and checks nothing out for it", () => {
    const { rules, variables, extends: hidden, needs } = pipeline["okr-note"];
    expect(rules).toEqual([
      { if: '$CI_PIPELINE_SOURCE == "merge_request_event" && $OKR_NOTE_TOKEN', when: "always" },
    ]);
    expect([hidden, needs, variables]).toEqual([".okr", ["okr-check"], { GIT_STRATEGY: "none" }]);
  });

  test("names jobs of its own only: it may be included", () => {
    expect(Object.keys(pipeline)).toEqual([".okr", "okr-check", "okr-note"]);
  });
});

test("the hook of pre-commit looks at what okr reads", () => {
  const [hook] = parse(readFileSync(join(TOP, ".pre-commit-hooks.yaml"), "utf8"));
  expect(readRecipe("pre-commit-config.yaml").repos[0].hooks[0].id).toBe(hook.id);
  expect(hook).toMatchObject({ pass_filenames: false, require_serial: true, language: "node" });
  const files = new RegExp(hook.files);
  const paths = [
    "okr.yaml",
    "company/okr.yaml",
    "okrs/2026-Q4/grow.md",
    "a.yaml",
    "my-okr.yaml",
    "src/a.mdx",
  ];
  expect(paths.filter((path) => files.test(path))).toEqual(paths.slice(0, 3));
});

describe("the hook of pre-commit", () => {
  const [hook] = parse(readFileSync(join(TOP, ".pre-commit-hooks.yaml"), "utf8"));
  const DAY = { today: "2026-12-20" };
  const check = async (repo: TestRepository, ...args: string[]) => {
    const [program, ...words] = [...hook.entry.split(" "), ...args];
    expect(program).toBe("okr");
    const { code, stdout } = await runIn(DAY, repo, ...words);
    return { code, stdout };
  };
  const record = (id: string, date: string) => ({
    [`okrs/${id}/${date}-check-in-a0aaaaa.md`]: checkIn({
      objective: id,
      date,
      by: id === "grow" ? "ana" : "ben",
    }),
  });
  const files = {
    "okr.yaml": "version: 1\n",
    "okrs/rockets.md":
      "---\nkind: team\nid: rockets\nname: Rockets (example)\nlead: ana\ncoach: ben\nmembers:\n  - { id: ana, name: Ana Example }\n  - { id: ben, name: Ben Example }\n---\n",
    "okrs/grow.md": objective({}),
    "okrs/save.md": objective({ id: "save", title: "Save fuel on every flight", owner: "ben" }),
    ...record("grow", "2026-11-20"),
    ...record("save", "2026-11-20"),
  };

  test("lets somebody check in while another's objective is stale", async () => {
    const repo = createRepository(files);
    const all = await runIn(DAY, repo, "check", "--rule", "stale-check-in");
    expect([all.code, all.stdout.match(/stale-check-in/g)?.length]).toEqual([1, 2]);
    expect(await check(repo)).toMatchObject({ code: 0 });
    for (const [path, text] of Object.entries(record("grow", "2026-12-20"))) repo.write(path, text);
    expect(await check(repo)).toMatchObject({ code: 0 });
  });

  test("stops what the commit makes worse: errors, and warnings unless they may pass", async () => {
    const repo = createRepository(files);
    repo.write("okrs/save.md", (files["okrs/save.md"] as string).replace("ben", "zoe"));
    expect(await check(repo, "--max-warnings=-1")).toMatchObject({ code: 1 });
    repo.write(
      "okrs/save.md",
      objective({
        id: "save",
        title: "Save fuel",
        owner: "ben",
        key_results: [keyResult({ backup: undefined })],
      }),
    );
    const { code, stdout } = await check(repo);
    expect([code, stdout]).toEqual([1, expect.stringContaining("missing-backup")]);
    expect(await check(repo, "--max-warnings=-1", "-C", ".")).toMatchObject({ code: 0 });
  });
});

test("the action has inputs and outputs that its code knows", () => {
  const action = parse(readFileSync(join(TOP, "action.yml"), "utf8"));
  const code = readFileSync(join(TOP, "src/action.ts"), "utf8");
  const inputs = [...code.matchAll(/(?:input|fileNamed)\("([\w-]+)"\)/g)].map(([, name]) => name);
  expect(inputs.sort()).toEqual(Object.keys(action.inputs).sort());
  const [, outputs = ""] = /report\(\{ (.*) \}\)/.exec(code) ?? [];
  const names = outputs.split(", ").map((output) => output.split(":")[0]?.replaceAll('"', ""));
  expect(names).toEqual(Object.keys(action.outputs));
  expect(code).toContain(`input("max-warnings") || "${action.inputs["max-warnings"].default}"`);
});

test("the marker is the one that okr diff writes", () => {
  for (const name of ["github-comment.yml", "gitlab-ci.yml"])
    expect(scriptsOf(name).join()).toContain(`marker='${MARKER}'`);
});
