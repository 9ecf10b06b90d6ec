import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { document, keyResult, objective } from "../../src/rules/examples.ts";
import { nameBase } from "../../src/store/target-branch.ts";
import { cloneOf } from "../rules/enact.ts";
import { runProcess } from "../support/process.ts";
import { createRepository, type TestRepository, temporaryFolder } from "../support/repository.ts";

const TOP = join(import.meta.dirname, "../..");
const ACTION = join(TOP, "dist/action.js");
const ZEROS = "0".repeat(40);
const MARKER = "<!-- okr-diff -->";

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
const GROW = "okrs/2026-Q4/grow.md";
const SETTINGS = "version: 1\npreset: minimal\nrules: { missing-backup: warning }\n";
/** One warning on main: a key result without a backup. */
const COMPANY = {
  "okr.yaml": SETTINGS,
  "okrs/rockets.md": TEAM,
  [GROW]: objective({ key_results: [keyResult({ backup: undefined })] }),
};
const BROKEN = objective({ id: "fly", owner: "zoe" });

beforeAll(() => {
  if (existsSync(ACTION)) return;
  const { status, stderr } = spawnSync(process.execPath, [".build/build.js"], { cwd: TOP, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
});

/** How a step with the action ended. */
interface Step {
  readonly code: number | null;
  /** Annotations, by level, rule and file. */
  readonly told: readonly string[];
  readonly stdout: string;
  readonly stderr: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** What the diff-file holds; null where there is none. */
  readonly changes: string | null;
}

/** Runs the action as a runner does: inputs and the event in variables and files. */
async function step(
  repo: TestRepository,
  event: unknown,
  inputs: Readonly<Record<string, string>> = {},
  more: Readonly<Record<string, string>> = {},
): Promise<Step> {
  const temp = temporaryFolder();
  const path = (name: string) => join(temp, name);
  writeFileSync(path("event.json"), typeof event === "string" ? event : JSON.stringify(event));
  for (const name of ["output", "summary"]) writeFileSync(path(name), "");
  mkdirSync(path("tmp"));
  const named = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  const { code, stdout, stderr } = await runProcess([process.execPath, ACTION], {
    cwd: temp,
    env: {
      ...repo.env,
      GITHUB_ACTIONS: "true",
      GITHUB_WORKSPACE: repo.dir,
      GITHUB_EVENT_PATH: path("event.json"),
      GITHUB_OUTPUT: path("output"),
      GITHUB_STEP_SUMMARY: path("summary"),
      RUNNER_TEMP: path("tmp"),
      ...Object.fromEntries(named),
      ...more,
    },
  });
  const lines = readFileSync(path("output"), "utf8").split("\n").filter(Boolean);
  const outputs = Object.fromEntries(lines.map((line) => line.split(/=(.*)/s) as [string, string]));
  const told = [...stdout.matchAll(/^::(\w+) (?:file=([^,]*),)?.*?title=([^:]*)::/gm)];
  return {
    code,
    told: told.map(([, level, file, title]) => `${level} ${title} ${file ?? ""}`.trimEnd()),
    stdout,
    stderr,
    outputs,
    summary: readFileSync(path("summary"), "utf8"),
    changes: outputs["diff-file"] ? readFileSync(outputs["diff-file"], "utf8") : null,
  };
}

const pullRequest = (base: string, head: string, more: object = {}) => ({
  action: "synchronize",
  number: 7,
  // A push to a pull request has these as well.
  before: ZEROS,
  pull_request: { number: 7, base: { sha: base, ref: "main" }, head: { sha: head, ref: "topic" }, ...more },
});

/** A branch that adds an objective with an owner nobody knows, from a main that has a warning of its own. */
function branched(files: Record<string, string> = { "okrs/2026-Q4/fly.md": BROKEN }) {
  const repo = createRepository(COMPANY);
  const base = repo.head();
  repo.git("switch", "--quiet", "-c", "topic");
  const head = repo.commit("Fly", files);
  return { repo, base, head };
}

/** What GitHub checks out of a pull request: its merge into main. */
function checkOutMerge(repo: TestRepository): void {
  repo.git("switch", "--quiet", "--detach", "main");
  repo.git("merge", "--quiet", "--no-ff", "-m", "Merge", "topic");
}

const FLY = "error unknown-person okrs/2026-Q4/fly.md";
const LACKING = `warning missing-backup ${GROW}`;

describe("a pull request", () => {
  test("only what it made worse is reported, and what it changes is told", async () => {
    const { repo, base, head } = branched();
    checkOutMerge(repo);
    const { code, told, outputs, changes, summary, stderr } = await step(repo, pullRequest(base, head));
    expect([code, told, stderr]).toEqual([1, [FLY], ""]);
    expect(outputs).toMatchObject({ errors: "1", warnings: "0", changed: "true" });
    expect(changes?.split("\n")[0]).toBe(MARKER);
    expect(changes).toContain("fly");
    expect(summary).toContain(changes);
  });

  test("what main did since the event is not the pull request's", async () => {
    const { repo, base, head } = branched({ "okrs/notes.md": "Notes\n" });
    repo.git("switch", "--quiet", "main");
    repo.commit("Worse", { "okrs/2026-Q4/fly.md": BROKEN });
    checkOutMerge(repo);
    const { code, told, changes } = await step(repo, pullRequest(base, head));
    expect([code, told]).toEqual([0, []]);
    expect(changes).not.toContain("fly");
  });

  test("the branch itself may be checked out instead of its merge", async () => {
    const { repo, base, head } = branched();
    repo.git("switch", "--quiet", "main");
    const tip = repo.commit("Main moves on", { [GROW]: objective({ owner: "nobody" }) });
    repo.git("switch", "--quiet", "topic");
    expect(await step(repo, pullRequest(base, head))).toMatchObject({ code: 1, told: [FLY] });
    expect(await step(repo, pullRequest(tip, head))).toMatchObject({ code: 1, told: [FLY] });
  });

  test("a branch that merged something is no merge of GitHub's", async () => {
    const { repo, base } = branched();
    repo.git("switch", "--quiet", "-c", "side", "main");
    repo.commit("Side", { "okrs/notes.md": "Notes\n" });
    repo.git("switch", "--quiet", "topic");
    repo.git("merge", "--quiet", "--no-ff", "-m", "Merge side", "side");
    const { code, told } = await step(repo, pullRequest(base, repo.head()));
    expect([code, told]).toEqual([1, [FLY]]);
  });

  test("a target that is not in the checkout ends the step with the cure", async () => {
    const { repo, head } = branched();
    const gone = "1234567".padEnd(40, "8");
    const { code, told, stdout } = await step(repo, pullRequest(gone, head));
    expect([code, told]).toEqual([2, ["error okr"]]);
    expect(stdout).toBe(
      "::error title=okr::commit 1234567, which the pull request goes to, is not in this checkout%0Alet actions/checkout fetch the whole history: with: { fetch-depth: 0 }\n",
    );
  });

  test("its target is called by its name where that means the same", async () => {
    const { repo, base, head } = branched();
    repo.git("update-ref", "refs/remotes/origin/main", base);
    checkOutMerge(repo);
    const own = head.slice(0, 7);
    const sides = async (name: string) => {
      const { changes, told } = await step(repo, pullRequest(base, head), {}, { GITHUB_BASE_REF: name });
      expect(told).toEqual([FLY]);
      return /<sub>`okr diff`: (.*), both as/.exec(changes ?? "")?.[1]?.replaceAll("`", "");
    };
    expect(await sides("main")).toBe(`origin/main (${base.slice(0, 7)}) → ${own} merged into it`);
    for (const name of ["$(touch pwned)", "main\nHEAD"])
      expect(await sides(name)).toBe(`${base.slice(0, 7)} → ${own} merged into it`);
    for (const name of [
      "",
      "gone",
      "--all",
      "../../heads/main",
      "$(touch pwned)",
      "main\nHEAD",
      "x".repeat(9000),
    ])
      expect(await nameBase(repo.dir, base, [`refs/remotes/origin/${name}`], repo.env)).toBe(base);
    repo.git("update-ref", "refs/remotes/origin/main", repo.git("commit-tree", "-m", "Other", "HEAD^{tree}"));
    expect(await sides("main")).toBe(`${base.slice(0, 7)} → ${own} merged into it`);
  });

  test("the merge queue", async () => {
    const { repo, base } = branched();
    const event = { action: "checks_requested", merge_group: { base_sha: base, head_sha: repo.head() } };
    expect(await step(repo, event)).toMatchObject({ code: 1, told: [FLY] });
  });
});

describe("a push", () => {
  test("is held against what the branch was on before", async () => {
    const { repo, base, head } = branched();
    const { code, told, changes } = await step(repo, { before: base, after: head });
    expect([code, told, changes?.startsWith(MARKER)]).toEqual([1, [FLY], true]);
  });

  test.each([
    ["the first one of a branch", { before: ZEROS }],
    ["over what was there and is gone", { before: "a".repeat(40) }],
    ["at a time of day", { schedule: "0 6 * * *" }],
    ["by hand", { inputs: {} }],
  ])("%s: everything is reported, and no change told", async (_, event) => {
    const { repo } = branched();
    const { code, told, outputs, stdout, stderr } = await step(repo, event);
    expect([code, told, stderr]).toEqual([1, ["notice okr", FLY, LACKING], ""]);
    expect(stdout).toContain(
      "::notice title=okr::there is nothing to compare with: everything is reported\n",
    );
    expect(outputs).toEqual({ errors: "1", warnings: "1", changed: "", "diff-file": "" });
  });
});

describe("an event that a stranger wrote", () => {
  const hostile = (sha: unknown, more: object = {}) => ({
    pull_request: { base: { sha }, head: { sha }, ...more },
  });
  test.each<[what: string, event: unknown]>([
    ["an option", hostile("--output=/tmp/okr-was-here")],
    ["a revision", hostile("HEAD~1")],
    ["capitals", hostile("A".repeat(40))],
    ["line ends", hostile(`${"a".repeat(40)}\nerrors=0`)],
    ["a list", hostile(["a".repeat(40)])],
    ["an object", hostile({ toString: "a".repeat(40) })],
    ["a prototype", '{"__proto__":{"before":"HEAD"},"constructor":{"before":"HEAD"}}'],
    ["no JSON", "{"],
    ["nothing", ""],
    ["no object", "[1]"],
    ["null", '{"pull_request":null}'],
    ["deep", `${"[".repeat(5000)}${"]".repeat(5000)}`],
  ])("%s is believed to say nothing", async (_, event) => {
    const { repo } = branched();
    const { code, told, outputs } = await step(repo, event);
    expect([code, told]).toEqual([1, ["notice okr", FLY, LACKING]]);
    expect(outputs).toEqual({ errors: "1", warnings: "1", changed: "", "diff-file": "" });
  });

  test("titles, branches and names are shown nowhere", async () => {
    const { repo, base, head } = branched();
    const words = "\n::set-output name=errors::0\n::error::PWNED $(touch pwned) `touch pwned`";
    const event = pullRequest(base, head, { title: words, body: words, user: { login: words } });
    const { stdout, stderr, outputs, summary } = await step(repo, event);
    expect([stdout, stderr, summary].join()).not.toContain("PWNED");
    expect(outputs.errors).toBe("1");
  });
});

describe("a checkout", () => {
  test("that is shallow ends the step with the cure", async () => {
    const { repo, base, head } = branched();
    const shallow = cloneOf(repo, "shallow");
    for (const event of [pullRequest(base, head), { before: ZEROS }]) {
      const { code, stdout, outputs } = await step(shallow, event);
      expect(stdout).toBe(
        "::error title=okr::this checkout is shallow: it lacks the history that okr reads%0Alet actions/checkout fetch the whole history: with: { fetch-depth: 0 }\n",
      );
      expect([code, outputs]).toEqual([2, {}]);
    }
  });

  test("that is missing", async () => {
    const { repo } = branched();
    const nowhere = Object.assign(Object.create(repo), { dir: temporaryFolder() });
    const { code, stdout } = await step(nowhere, {});
    expect(stdout).toMatch(
      /^::error title=okr::there is no checkout in .*%0Arun actions\/checkout before this step/,
    );
    expect(code).toBe(2);
  });

  test("without OKRs", async () => {
    const { code, stdout } = await step(createRepository({ "README.md": "hi\n" }), {});
    expect(stdout).toMatch(/^::error title=okr::.*okr\.yaml/);
    expect(code).toBe(2);
  });

  test("whose configuration names programs: none of them runs", async () => {
    const { repo, base, head } = branched({ ".gitattributes": "*.md diff=x filter=x\n" });
    const mark = join(temporaryFolder(), "ran");
    for (const name of ["core.fsmonitor", "diff.x.textconv", "filter.x.clean", "diff.external", "core.pager"])
      repo.git("config", name, `touch ${mark}; cat`);
    repo.write(GROW, objective({ owner: "nobody" }));
    const { code } = await step(repo, pullRequest(base, head));
    expect([code, existsSync(mark)]).toEqual([1, false]);
  });
});

describe("with", () => {
  test("working-directory: the folder of the OKRs; annotations name files from the top", async () => {
    const files = Object.entries(COMPANY).map(([path, text]) => [`company/our okrs/${path}`, text]);
    const repo = createRepository(Object.fromEntries(files));
    const base = repo.head();
    repo.commit("Fly", { "company/our okrs/okrs/2026-Q4/fly.md": BROKEN });
    const { code, told } = await step(repo, { before: base }, { "working-directory": "company/our okrs" });
    expect([code, told]).toEqual([1, ["error unknown-person company/our okrs/okrs/2026-Q4/fly.md"]]);
    const lost = await step(repo, { before: base }, { "working-directory": "nowhere" });
    expect([lost.code, lost.told]).toEqual([2, ["error okr"]]);
  });

  test("base: in the place of the event's", async () => {
    const { repo, head } = branched();
    const { code, told, changes } = await step(repo, { before: head }, { base: "main" });
    expect([code, told]).toEqual([1, [FLY]]);
    expect(changes).toContain("`okr diff`: main (`");
    for (const base of ["nowhere", "--all", "^main"]) {
      const { code, stdout } = await step(repo, { before: head }, { base });
      expect(stdout).toBe(
        `::error title=okr::base is "${base}", which names no commit here%0Aname a commit, or leave base out\n`,
      );
      expect(code).toBe(2);
    }
  });

  test("max-warnings", async () => {
    const repo = createRepository(COMPANY);
    const codes = ["", "0", "1", "-1"].map(async (allowed) => {
      const { code, told } = await step(repo, {}, { "max-warnings": allowed });
      expect(told).toEqual(["notice okr", LACKING]);
      return code;
    });
    expect(await Promise.all(codes)).toEqual([0, 1, 0, 0]);
    const { code, told, stdout } = await step(repo, {}, { "max-warnings": "few" });
    expect(stdout).toContain("few");
    expect([code, told]).toEqual([2, ["error okr"]]);
  });

  test("sarif-file: the same findings once more", async () => {
    const { repo, base, head } = branched();
    const file = join(temporaryFolder(), "okr.sarif");
    expect(await step(repo, { before: base, after: head }, { "sarif-file": file })).toMatchObject({
      code: 1,
    });
    const [run] = JSON.parse(readFileSync(file, "utf8")).runs;
    expect(run.results.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual(["unknown-person"]);
  });

  test.each(["sarif-file", "diff-file"])(
    "%s: not through a folder that is a link of the checkout",
    async (name) => {
      const { repo, base } = branched();
      const outside = temporaryFolder();
      symlinkSync(outside, repo.path("reports"));
      repo.commit("Link");
      const { code, stdout } = await step(repo, { before: base }, { [name]: "reports/okr.txt" });
      expect(code).toBe(2);
      expect(stdout).toContain("reports is a symbolic link");
      expect(readdirSync(outside)).toEqual([]);
    },
  );

  test("diff-file: from the top of the workspace, and only on one line", async () => {
    const { repo, base } = branched();
    const { outputs } = await step(repo, { before: base }, { "diff-file": "out/../changes.txt" });
    expect(outputs["diff-file"]).toBe(repo.path("changes.txt"));
    expect(repo.read("changes.txt")).toContain(MARKER);
    const torn = await step(repo, { before: base }, { "diff-file": "a\nerrors=0" });
    expect([torn.code, torn.told, torn.outputs]).toEqual([2, ["error okr"], {}]);
  });
});

test("a repository that is fine", async () => {
  const repo = createRepository({ ...COMPANY, [GROW]: objective({}) });
  const { code, told, outputs } = await step(repo, { before: repo.head() });
  expect([code, told]).toEqual([0, []]);
  expect(outputs).toMatchObject({ errors: "0", warnings: "0", changed: "false" });
});
