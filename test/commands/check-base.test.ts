import { describe, expect, test } from "vitest";
import { checkIn, document, keyResult, objective } from "../../src/rules/examples.ts";
import { cloneOf } from "../rules/enact.ts";
import { createRepository, type TestRepository } from "../support/repository.ts";
import { runIn } from "../support/run.ts";

const TODAY = "2026-11-20";
const GROW = "okrs/2026-Q4/grow.md";
const FIRST = "okrs/2026-Q4/grow/2026-11-20-check-in-hk3x8ta.md";
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
/** Only what these tests are about. */
const SETTINGS =
  "version: 1\npreset: minimal\nrules: { missing-backup: warning, too-many-key-results: off }\n";

/** A repository whose main has one finding already, on the branch `topic`. */
function branched(more: Record<string, string> = {}): TestRepository {
  const repo = createRepository({
    "okr.yaml": SETTINGS,
    "okrs/team.md": TEAM,
    [GROW]: objective({ key_results: [keyResult({ backup: undefined })] }),
    [FIRST]: checkIn({}),
    ...more,
  });
  repo.git("switch", "--quiet", "-c", "topic");
  return repo;
}

async function check(repo: TestRepository, ...words: string[]) {
  const { code, stdout, stderr } = await runIn({ today: TODAY }, repo, "check", "--json", ...words);
  const answer = stdout === "" ? null : JSON.parse(stdout);
  const findings = (answer?.findings ?? []) as {
    rule: string;
    path: string;
    line: number;
    severity: string;
  }[];
  return { code, stderr, answer, told: findings.map(({ rule, path }) => `${rule} ${path}`) };
}

describe("okr check --base reports only what the branch made worse", () => {
  test("nothing, where it changed nothing", async () => {
    const repo = branched();
    expect(await check(repo)).toMatchObject({ code: 1, told: [`missing-backup ${GROW}`] });
    const { code, told, answer } = await check(repo, "--base", "main");
    expect([code, told]).toEqual([0, []]);
    expect(answer.base).toEqual({ name: "main", commit: repo.git("rev-parse", "main"), known: 1 });
  });

  test.each<[what: string, path: string, edit: (text: string) => string]>([
    ["lines above", GROW, (text) => text.replace("kind:", "# A word\n\n# and another\nkind:")],
    ["line ends", GROW, (text) => text.replaceAll("\n", "\r\n")],
    ["the body", GROW, (text) => `${text}\nWhy it matters.\n`],
    ["order", GROW, (text) => text.replace(/(title: .*\n)(team: .*\n)/, "$2$1")],
    ["a new title", GROW, (text) => text.replace("Grow the circle", "Widen the circle")],
  ])("findings that moved with %s are the ones from before", async (_, path, edit) => {
    const repo = branched();
    repo.write(path, edit(repo.read(path)));
    expect(await check(repo, "--base", "main")).toMatchObject({ code: 0, told: [] });
    repo.commit("Edit");
    expect(await check(repo, "--base", "main")).toMatchObject({ code: 0, told: [] });
    expect((await check(repo)).told).toEqual([`missing-backup ${GROW}`]);
  });

  test("also in a file that moved and is called something else", async () => {
    const repo = branched();
    repo.git("mv", GROW, "elsewhere.md");
    repo.commit("Move it");
    expect(await check(repo, "--base", "main")).toMatchObject({ code: 0, told: [] });
  });

  test("what is new, committed or not, beside what was there", async () => {
    const repo = branched();
    repo.write(
      GROW,
      objective({
        key_results: [keyResult({ id: "crew", backup: undefined }), keyResult({ backup: undefined })],
      }),
    );
    const { told, code, answer } = await check(repo, "--base", "main");
    expect([code, told, answer.findings[0].subject]).toEqual([1, [`missing-backup ${GROW}`], "grow/crew"]);
    repo.write("okrs/new.md", objective({ id: "fly", owner: "zoe", key_results: [keyResult({})] }));
    repo.commit("More");
    expect((await check(repo, "--base", "main")).told).toEqual([
      `missing-backup ${GROW}`,
      "unknown-person okrs/new.md",
    ]);
  });

  test("what main did meanwhile is not the branch's doing", async () => {
    const repo = branched();
    repo.git("switch", "--quiet", "main");
    repo.commit("Worse", { "okrs/new.md": objective({ id: "fly", owner: "zoe" }) });
    repo.git("switch", "--quiet", "topic");
    repo.commit("Notes", { "notes.md": "Notes\n" });
    expect(await check(repo, "--base", "main")).toMatchObject({ code: 0, told: [] });
    // Merged into the branch it is still main's.
    repo.git("merge", "--quiet", "--no-edit", "main");
    expect(await check(repo, "--base", "main")).toMatchObject({ code: 0, told: [] });
  });

  test("a branch that changes how strict the rules are has not made anything worse", async () => {
    const repo = branched();
    repo.commit("Stricter", { "okr.yaml": SETTINGS.replace("warning", "error") });
    expect(await check(repo, "--base", "main")).toMatchObject({ code: 0, told: [] });
    repo.commit("Misspelt", { "okr.yaml": SETTINGS.replace("missing-backup", "missing-backups") });
    expect((await check(repo, "--base", "main")).told).toEqual(["unknown-rule okr.yaml"]);
  });

  test("a branch that turns a rule off is held to it all the same", async () => {
    const repo = branched();
    const more = { [GROW]: repo.read(GROW).replace('"id":"passengers"', '"id":"crew"') };
    for (const settings of [
      SETTINGS.replace("missing-backup: warning", "missing-backup: off"),
      "version: 1\npreset: minimal\n",
    ]) {
      repo.commit("Have it both ways", { "okr.yaml": settings, ...more });
      expect(await check(repo)).toMatchObject({ code: 0, told: [] });
      expect((await check(repo, "--base", "main")).told).toContain(`missing-backup ${GROW}`);
    }
  });

  test("a day is the branch as it was then", async () => {
    const repo = branched();
    repo.commit("Worse", { "okrs/new.md": objective({ id: "fly", owner: "zoe" }) });
    expect(await check(repo, "--base", "2026-11-20")).toMatchObject({ code: 0, told: [] });
    expect(await check(repo, "--base", "2026-11-01")).toMatchObject({ code: 2 });
  });

  test("a branch that begins the OKRs made all of them", async () => {
    const repo = createRepository({ "README.md": "A program\n" });
    repo.git("switch", "--quiet", "-c", "topic");
    repo.commit("Begin", { "okr.yaml": SETTINGS, "okrs/team.md": TEAM, [GROW]: objective({ owner: "zoe" }) });
    expect((await check(repo, "--base", "main")).told).toEqual([`unknown-person ${GROW}`]);
  });

  test("in a folder of a monorepo, and in the commit that --at names", async () => {
    const repo = createRepository({ "goals/okr.yaml": SETTINGS, "goals/team.md": TEAM });
    repo.git("switch", "--quiet", "-c", "topic");
    repo.commit("Add", { "goals/grow.md": objective({ owner: "zoe" }) });
    repo.commit("Repair", { "goals/grow.md": objective({}) });
    const at = (rev: string) =>
      runIn({ today: TODAY }, repo, "check", "-C", "goals", "--base", "main", "--at", rev);
    expect(await at("HEAD")).toMatchObject({ code: 0 });
    expect(await at("HEAD~1")).toMatchObject({
      code: 1,
      stdout: expect.stringContaining("grow.md:8:8  error  unknown-person"),
    });
  });

  test("in a shallow clone it says what to do", async () => {
    const repo = branched();
    repo.commit("More", { "notes.md": "Notes\n" });
    const shallow = cloneOf(repo, "shallow");
    const { code, stderr } = await check(shallow, "--base", repo.git("rev-parse", "main"));
    expect([code, stderr]).toEqual([2, expect.stringContaining("git fetch --unshallow")]);
  });
});

describe("the loss guard", () => {
  const lose = (repo: TestRepository, more: Record<string, string>) => {
    repo.git("rm", "--quiet", FIRST);
    repo.commit("Raise the target", { [GROW]: repo.read(GROW).replace("40}", "50}"), ...more });
  };

  test("tells of a lost check-in, though okr.yaml of the branch turns the rule off", async () => {
    const repo = branched();
    lose(repo, { "okr.yaml": `${SETTINGS.trimEnd().slice(0, -2)}, lost-check-in: off }\n` });
    const { code, told, answer } = await check(repo, "--base", "main");
    expect([code, told]).toEqual([1, [`lost-check-in ${FIRST}`]]);
    expect(answer.errors).toBe(1);
    expect((await check(repo, "--base", "main", "--rule", "missing-backup")).told).toEqual([
      `lost-check-in ${FIRST}`,
    ]);
    expect((await check(repo)).told).toEqual([`missing-backup ${GROW}`]);
  });

  test("keeps to what the branch lost", async () => {
    const repo = branched();
    repo.git("switch", "--quiet", "main");
    lose(repo, {});
    repo.git("switch", "--quiet", "-c", "later");
    repo.commit("Notes", { "notes.md": "Notes\n" });
    expect(await check(repo, "--base", "main")).toMatchObject({ code: 0, told: [] });
  });
});

describe("--rule", () => {
  test("runs these alone, also where they are off", async () => {
    const repo = branched({ "okrs/fly.md": objective({ id: "fly", owner: "zoe" }) });
    const only = (...rules: string[]) => check(repo, ...rules.flatMap((rule) => ["--rule", rule]));
    expect((await only("unknown-person")).told).toEqual(["unknown-person okrs/fly.md"]);
    expect((await only("unknown-person", "missing-backup")).told).toEqual([
      `missing-backup ${GROW}`,
      "unknown-person okrs/fly.md",
    ]);
    expect((await only("missing-owner")).told).toEqual([]);
    expect(await only("unknown-team")).toMatchObject({ code: 0, told: [] });
  });

  test("says that files it does not speak of cannot be read", async () => {
    const repo = branched({ "okrs/fly.md": "---\nkind: objectve\n---\n" });
    expect(await check(repo, "--rule", "unknown-team")).toMatchObject({
      code: 1,
      told: [],
      stderr: "1 file cannot be read; okr check without --rule says why.\n",
    });
    expect(await check(repo, "--rule", "schema")).toMatchObject({
      code: 1,
      told: ["schema okrs/fly.md"],
      stderr: "",
    });
  });

  test.each(["missing-backups", "x"])("there is none called %s", async (name) => {
    const hint = name === "x" ? "okr rules lists them all" : 'did you mean "missing-backup"?';
    expect(await check(branched(), "--rule", name)).toMatchObject({
      code: 2,
      stderr: `okr: there is no rule "${name}"\n  ${hint}\n`,
    });
  });
});

describe("--max-warnings", () => {
  test.each([
    ["-1", 0, ""],
    ["2", 0, ""],
    ["1", 1, "okr: 2 warnings are more than the 1 allowed\n"],
    ["0", 1, ""],
  ])("%s with two warnings", async (allowed, code, stderr) => {
    const two = [keyResult({ backup: undefined }), keyResult({ id: "crew", backup: undefined })];
    const repo = branched({ [GROW]: objective({ key_results: two }) });
    expect(await check(repo, "--max-warnings", allowed)).toMatchObject({ code, stderr });
  });

  test("does not allow errors", async () => {
    const repo = branched({ "okrs/fly.md": objective({ id: "fly", owner: "zoe" }) });
    expect((await check(repo, "--max-warnings", "-1")).code).toBe(1);
  });

  test.each(["many", "-2", "1.5", ""])("refuses %j", async (allowed) => {
    expect(await check(branched(), "--max-warnings", allowed)).toMatchObject({
      code: 2,
      stderr: `okr: --max-warnings is "${allowed}", which is no whole number from -1 on\n  write 0, 10, or -1\n`,
    });
  });
});
