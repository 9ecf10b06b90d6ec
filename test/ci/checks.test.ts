import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { keyResult, objective } from "../../src/rules/examples.ts";
import { ensureBuilt } from "../support/process.ts";
import { createRepository, type TestRepository, temporaryFolder } from "../support/repository.ts";
import { evaluate, lacking, MARKER, readRecipe, StandIns } from "./recipe.ts";

const workflow = readRecipe("github-check.yml");
const steps = workflow.jobs.check.steps as { name?: string; run: string; env: Record<string, string> }[];
const pipeline = readRecipe("gitlab-ci.yml");
const ZEROS = "0".repeat(40);
const FLY = "okrs/fly.md";
/** One warning on main: a key result without a backup. */
const FILES = {
  "okr.yaml": "version: 1\npreset: minimal\nrules: { missing-backup: warning }\n",
  "okrs/rockets.md":
    "---\nkind: team\nid: rockets\nname: Rockets (example)\nmembers:\n  - { id: ana, name: Ana Example }\n  - { id: ben, name: Ben Example }\n---\n",
  "okrs/grow.md": objective({ key_results: [keyResult({ backup: undefined })] }),
};
const BROKEN = objective({ id: "fly", owner: "zoe" });
/** Nothing but a warning. */
const LACKING = objective({ id: "fly", key_results: [keyResult({ backup: undefined })] });

beforeAll(ensureBuilt);

/** A checkout of a branch with one new objective whose owner nobody knows, merged into main as hosts do; `root` is where the OKRs are. */
function merged(root = ".", files: Readonly<Record<string, string>> = { [FLY]: BROKEN }) {
  const below = (all: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(all).map(([path, text]) => [join(root, path), text]));
  const repo = createRepository(below(FILES));
  const base = repo.head();
  repo.git("switch", "--quiet", "-c", "topic");
  const head = repo.commit("Change", below(files));
  repo.git("switch", "--quiet", "main");
  const target = repo.commit(
    "Main moves on",
    below({ "okrs/shrink.md": objective({ id: "shrink", owner: "yan" }) }),
  );
  repo.git("switch", "--quiet", "--detach");
  repo.git("merge", "--quiet", "--no-ff", "-m", "Merge", "topic");
  return { repo, base, head, target };
}

const files = (text: string) =>
  [...text.matchAll(/^::(\w+) file=([^,]*),/gm)].map(([, ...told]) => told.join(" "));

describe.skipIf(lacking("bash").length > 0)("the check on GitHub", () => {
  const event = { pull_request: { number: 7 } };
  const FIND = "Find what to compare with";

  /** Runs a step behind the one that finds what to compare with. */
  async function run(
    name: string,
    repo: TestRepository,
    github: object,
    { root = ".", program = new StandIns().npx(), lines = (script: string) => script } = {},
  ) {
    const temp = temporaryFolder();
    const summary = join(temp, "summary");
    const output = join(temp, "output");
    for (const path of [summary, output]) writeFileSync(path, "");
    const runStep = (wanted: string, outputs: object) => {
      const step = steps.find((one) => one.name === wanted);
      if (step === undefined) throw new Error(`there is no step ${wanted}`);
      return program.run(lines(step.run), "/", {
        ...repo.env,
        ...evaluate(step.env, { github, steps: { base: { outputs } } }),
        OKR_VERSION: String(workflow.env.OKR_VERSION),
        OKR_ROOT: root,
        GITHUB_WORKSPACE: repo.dir,
        GITHUB_STEP_SUMMARY: summary,
        GITHUB_OUTPUT: output,
        RUNNER_TEMP: temp,
      });
    };
    const found = await runStep(FIND, {});
    expect(found).toMatchObject({ code: 0, stderr: "" });
    const base = /^base=(.*)\n$/.exec(readFileSync(output, "utf8"))?.[1];
    const ended = name === FIND ? found : await runStep(name, { base });
    const told = found.stdout;
    const read = (path: string) =>
      existsSync(join(temp, path)) ? readFileSync(join(temp, path), "utf8") : null;
    return { ...ended, base, told, read, program };
  }

  test("of a pull request reports what it made worse, and runs the version that is named", async () => {
    const { repo } = merged();
    const { code, stdout, program } = await run("Check", repo, { event_name: "pull_request", event });
    expect([code, files(stdout)]).toEqual([1, [`error ${FLY}`]]);
    expect(program.asked()).toEqual([`--yes okr@${workflow.env.OKR_VERSION}`]);
  });

  test.each([
    ["the merge queue", "merge_group", (base: string) => ({ merge_group: { base_sha: base } }), true],
    ["a push", "push", (base: string) => ({ before: base }), true],
    ["the first push of a branch", "push", () => ({ before: ZEROS }), false],
    ["a push over what is gone", "push", () => ({ before: "a".repeat(40) }), false],
    ["a day of the week", "schedule", () => ({}), false],
  ])("of %s", async (_, event_name, eventOf, compares) => {
    const { repo, base } = merged();
    const { code, stdout, told } = await run("Check", repo, { event_name, event: eventOf(base) });
    expect(told).toBe(
      compares ? "" : "::notice title=okr::There is nothing to compare with: everything is reported.\n",
    );
    const fresh = [`error ${FLY}`, "error okrs/shrink.md"];
    expect([code, files(stdout)]).toEqual([1, compares ? fresh : [...fresh, "warning okrs/grow.md"]]);
  });

  test("tells what a pull request changes, in the summary and for the comment", async () => {
    const { repo } = merged();
    const { code, read } = await run("Say what changes", repo, { event_name: "pull_request", event });
    expect([code, read("okr-diff/state"), read("okr-diff/pull-request")]).toEqual([0, "changed\n", "7\n"]);
    expect(read("okr-diff/okr-diff.md")?.split("\n")[0]).toBe(MARKER);
    expect(read("okr-diff/okr-diff.md")).toContain("fly");
    expect(read("okr-diff/okr-diff.md")).not.toContain("shrink");
    expect(read("summary")).toBe(read("okr-diff/okr-diff.md"));
  });

  test("warnings are shown and stop nothing, until a line is taken out", async () => {
    const { repo } = merged(".", { "okrs/fly.md": LACKING });
    const github = { event_name: "pull_request", event };
    const { code, stdout, read } = await run("Check", repo, github);
    expect([code, files(stdout)]).toEqual([0, ["warning okrs/fly.md"]]);
    expect(read("summary")).toContain("1 warning");
    const lines = (script: string) =>
      script.replace(/^ *# .*\btake this line out\b.*\n.*--max-warnings=-1.*\n/im, "");
    const strict = await run("Check", repo, github, { lines });
    expect([strict.code, files(strict.stdout)]).toEqual([1, ["warning okrs/fly.md"]]);
  });

  describe("what a pull request goes to", () => {
    const github = (base_ref: string) => ({ event_name: "pull_request", base_ref, event });
    const sidesOf = async (repo: TestRepository, name: string) => {
      const { read, base } = await run("Say what changes", repo, github(name));
      const [, sides] = /<sub>`okr diff`: (.*), both as/.exec(read("okr-diff/okr-diff.md") ?? "") ?? [];
      return { sides: sides?.replaceAll("`", ""), base };
    };

    test("is called by its name, and what comes in by its own commit", async () => {
      const { repo, head, target } = merged();
      const merge = repo.head();
      repo.git("update-ref", "refs/remotes/origin/main", target);
      const told = `origin/main (${target.slice(0, 7)}) → ${head.slice(0, 7)} merged into it`;
      expect((await sidesOf(repo, "main")).sides).toBe(told);
      // The target went on since the merge was made.
      repo.git("switch", "--quiet", "main");
      const later = repo.commit("Later", { "okrs/later.md": objective({ id: "later" }) });
      repo.git("update-ref", "refs/remotes/origin/main", later);
      repo.git("switch", "--quiet", "--detach", merge);
      expect((await sidesOf(repo, "main")).sides).toBe(told);
      expect((await run("Check", repo, github("main"))).read("summary")).toContain("since `origin/main` (");
    });

    test.each([
      ["is not here", "gone"],
      ["was pushed over", "over"],
      ["is an option", "--all"],
      ["leads elsewhere", "../../heads/main"],
      ["would run something", "$(touch pwned)`touch pwned`;touch$IFS$(pwd)/pwned"],
      ["would write an output", "main\nbase=HEAD\n"],
      ["is empty", ""],
    ])("by its commit where the name %s", async (_, name) => {
      const { repo, base, head, target } = merged();
      repo.git("update-ref", "refs/remotes/origin/over", base);
      expect(await sidesOf(repo, name)).toEqual({
        base: target,
        sides: `${target.slice(0, 7)} → ${head.slice(0, 7)} merged into it`,
      });
    });

    test("a name that is allowed and does something elsewhere stays a name", async () => {
      const { repo, target } = merged();
      const name = "$(touch$IFS)`id`;'&|%0A@all";
      repo.git("update-ref", `refs/remotes/origin/${name}`, target);
      expect((await sidesOf(repo, name)).base).toBe(`refs/remotes/origin/${name}`);
      const { code, stdout } = await run("Check", repo, github(name));
      expect([code, files(stdout)]).toEqual([1, [`error ${FLY}`]]);
    });
  });

  test("says where nothing changes", async () => {
    const { repo } = merged(".", { "src/main.c": "int main;\n" });
    const { code, read } = await run("Say what changes", repo, { event_name: "pull_request", event });
    expect([code, read("okr-diff/state")]).toEqual([0, "unchanged\n"]);
  });

  test("in a subfolder", async () => {
    const root = "company/our okrs";
    const { repo } = merged(root);
    const { code, stdout } = await run("Check", repo, { event_name: "pull_request", event }, { root });
    expect([code, files(stdout)]).toEqual([1, [`error ${root}/${FLY}`]]);
    const said = await run("Say what changes", repo, { event_name: "pull_request", event }, { root });
    expect(said.read("okr-diff/okr-diff.md")).toContain("fly");
  });

  test("a program that cannot do its work ends the step, and leaves nothing to be uploaded", async () => {
    const { repo } = merged();
    for (const code of [2, 3]) {
      const program = new StandIns().shell("npx", `exit ${code}`);
      expect(await run("Check", repo, { event_name: "pull_request", event }, { program })).toMatchObject({
        code,
      });
      const said = await run("Say what changes", repo, { event_name: "pull_request", event }, { program });
      expect([said.code === 0, said.read("okr-diff/state")]).toEqual([false, null]);
    }
  });
});

describe.skipIf(lacking("bash").length > 0)("the check on GitLab", () => {
  const [script] = pipeline["okr-check"].script;

  async function run(
    repo: TestRepository,
    variables: Record<string, string>,
    { root = ".", program = new StandIns().npx(), lines = script } = {},
  ) {
    const { OKR_VERSION } = pipeline[".okr"].variables;
    const ended = await program.run(lines, repo.dir, {
      ...repo.env,
      ...variables,
      OKR_VERSION,
      OKR_ROOT: root,
      CI_PROJECT_DIR: repo.dir,
    });
    const read = (name: string) => {
      const path = repo.path(`.okr-ci/${name}`);
      return existsSync(path) ? readFileSync(path, "utf8") : null;
    };
    const paths = JSON.parse(read("code-quality.json") ?? "[]").map(
      ({ location }: { location: { path: string } }) => location.path,
    );
    return { ...ended, read, paths, program };
  }

  const request = (base: string) => ({ CI_MERGE_REQUEST_IID: "7", CI_MERGE_REQUEST_DIFF_BASE_SHA: base });

  test("of a merge request reports what it made worse, and everything to the widget that compares", async () => {
    const { repo, base } = merged();
    repo.git("switch", "--quiet", "topic");
    const { code, stdout, read, paths, program } = await run(repo, request(base));
    expect(code).toBe(1);
    expect(stdout).toContain(FLY);
    expect(stdout).not.toContain("grow.md");
    expect(paths.sort()).toEqual([FLY, "okrs/grow.md"]);
    expect(read("junit.xml")).toContain(FLY);
    expect(read("junit.xml")).not.toContain("grow.md");
    expect([read("diff.md")?.split("\n")[0], read("state")]).toEqual([MARKER, "changed\n"]);
    expect(new Set(program.asked())).toEqual(new Set([`--yes okr@${workflow.env.OKR_VERSION}`]));
  });

  test("warnings are shown and stop nothing, until a line is taken out", async () => {
    const { repo, base } = merged(".", { "okrs/fly.md": LACKING });
    repo.git("switch", "--quiet", "topic");
    const { code, stdout } = await run(repo, request(base));
    expect([code, stdout.includes("missing-backup")]).toEqual([0, true]);
    const strict = script.replace(/^ *# .*\btake this line out\b.*\n.*--max-warnings=-1.*\n/im, "");
    expect((await run(repo, request(base), { lines: strict })).code).toBe(1);
  });

  test("for merged results leaves out what the target did meanwhile", async () => {
    const { repo, base, target } = merged();
    const variables = { ...request(base), CI_MERGE_REQUEST_TARGET_BRANCH_SHA: target };
    const { code, stdout, read } = await run(repo, variables);
    expect([code, stdout.includes("shrink"), read("diff.md")?.includes("shrink")]).toEqual([1, false, false]);
    expect(stdout).toContain(FLY);
  });

  test.each([
    ["a push", (base: string) => base, false],
    ["the first push of a branch", () => ZEROS, true],
  ])("of %s", async (_, before, everything) => {
    const { repo, base } = merged();
    const { code, stdout, read } = await run(repo, { CI_COMMIT_BEFORE_SHA: before(base) });
    expect([code, stdout.includes("grow.md"), read("diff.md")]).toEqual([1, everything, null]);
    expect(stdout.includes("okr: there is nothing to compare with")).toBe(everything);
  });

  test("in a subfolder, with nothing to report or to tell", async () => {
    const root = "company/our okrs";
    const { repo, base } = merged(root, { "notes.txt": "hi\n" });
    repo.git("switch", "--quiet", "topic");
    const { code, paths, read } = await run(repo, request(base), { root });
    expect([code, paths, read("state")]).toEqual([0, [`${root}/okrs/grow.md`], "unchanged\n"]);
  });

  test("a link of its folder's name leads nowhere", async () => {
    const { repo, base } = merged();
    const outside = temporaryFolder();
    mkdirSync(join(outside, "kept"));
    symlinkSync(outside, repo.path(".okr-ci"));
    const { read } = await run(repo, request(base));
    expect([existsSync(join(outside, "kept")), existsSync(join(outside, "junit.xml"))]).toEqual([
      true,
      false,
    ]);
    expect(read("junit.xml")).not.toBeNull();
  });

  test("a program that cannot do its work ends the job", async () => {
    const { repo, base } = merged();
    const program = new StandIns().shell("npx", "exit 2");
    expect((await run(repo, request(base), { program })).code).not.toBe(0);
  });
});
