import { mkdirSync, symlinkSync } from "node:fs";
import { dirname } from "node:path";
import { describe, expect, test } from "vitest";
import { checkIn, document, keyResult, objective } from "../../src/rules/examples.ts";
import { createRepository, type TestRepository } from "../support/repository.ts";
import { runIn } from "../support/run.ts";

const TODAY = "2026-11-20";
const GROW = "okrs/2026-Q4/grow.md";
const FIRST = "okrs/2026-Q4/grow/2026-10-09-check-in-hk3x8ta.md";
const SECOND = "okrs/2026-Q4/grow/2026-10-16-check-in-em3x8tb.md";
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
const SETTINGS =
  "version: 1\npreset: minimal\nrules: { moved-goalpost: warning, rewritten-check-in: warning }\n";
const NESTED_OFF = SETTINGS.replace(" }", ", nested-root: off }");
const A = checkIn({ date: "2026-10-09", results: { passengers: 15 } });
const B = checkIn({ date: "2026-10-16", results: { passengers: 20 } });
const OTHER = { [GROW]: objective({ owner: "ben" }) };
const target = (passengers: number, guests = 50) =>
  objective({
    key_results: [
      keyResult({ target: passengers }),
      keyResult({ id: "guests", title: "Bring more guests", target: guests }),
    ],
  });

/** A quarter that is under way, with two check-ins, below a folder; then the branch `topic`. */
function branched(more: Record<string, string> = {}, folder = ""): TestRepository {
  const files = {
    "okr.yaml": SETTINGS,
    "okrs/team.md": TEAM,
    [GROW]: objective({}),
    [FIRST]: A,
    [SECOND]: B,
    ...more,
  };
  const repo = createRepository(
    Object.fromEntries(Object.entries(files).map(([path, text]) => [folder + path, text])),
  );
  repo.git("switch", "--quiet", "-c", "topic");
  return repo;
}

/** What is new since main: `rule path`. */
async function news(repo: TestRepository, folder = "."): Promise<string[]> {
  const words = ["check", "-C", folder, "--base", "main", "--json"];
  const { stdout } = await runIn({ today: TODAY }, repo, ...words);
  return JSON.parse(stdout).findings.map(({ rule, path }: Record<string, string>) => `${rule} ${path}`);
}

async function headline(repo: TestRepository, folder: string): Promise<string> {
  const { stdout } = await runIn({ today: TODAY }, repo, "diff", "-C", folder, "main", "--json");
  return JSON.parse(stdout).headline;
}

describe("a goalpost that moves is told", () => {
  test("though the first thing that its commit moved is known of an earlier commit", async () => {
    const repo = branched({ [GROW]: target(40) });
    repo.git("switch", "--quiet", "main");
    repo.commit("Aim higher", { [GROW]: target(50) });
    repo.git("switch", "--quiet", "-C", "topic");
    repo.commit("Away", { [GROW]: target(30) });
    repo.commit("Back, and more", { [GROW]: target(50, 20) });
    expect(await news(repo)).toEqual([`moved-goalpost ${GROW}`]);
    repo.commit("Put it back", { [GROW]: target(50) });
    expect(await news(repo)).toEqual([]);
  });

  test("and what one commit moved stays known while a part of it is put back", async () => {
    const repo = branched({ [GROW]: target(40) });
    repo.git("switch", "--quiet", "main");
    repo.commit("Aim lower", { [GROW]: target(30, 20) });
    repo.git("switch", "--quiet", "-C", "topic");
    repo.commit("Put back the first", { [GROW]: target(40, 20) });
    expect(await news(repo)).toEqual([]);
  });

  test("by the calendar of the base, though the branch moves the cycle as well", async () => {
    const repo = branched();
    const later = "cycles: [{ id: 2026-Q4, start: 2026-12-01, end: 2026-12-31 }]\n";
    repo.commit("Begin later", { "okr.yaml": SETTINGS + later });
    repo.commit("Aim lower", { [GROW]: objective({ key_results: [keyResult({ target: 21 })] }) });
    expect(await news(repo)).toEqual([`moved-goalpost ${GROW}`]);
    repo.commit("As before", { "okr.yaml": SETTINGS });
    expect(await news(repo)).toEqual([`moved-goalpost ${GROW}`]);
  });

  test.each([
    ["takes out the file that counted", (repo: TestRepository) => repo.git("rm", "--quiet", GROW)],
    ["puts it first", (repo: TestRepository) => repo.git("mv", "twin.md", "a.md")],
  ])("though the branch only %s of two with one id", async (_, change) => {
    const repo = branched({ "twin.md": objective({ key_results: [keyResult({ target: 21 })] }) });
    change(repo);
    repo.commit("Tidy up");
    expect(await news(repo)).toContainEqual(expect.stringMatching(/^moved-goalpost /));
  });
});

describe("a record that is lost is told", () => {
  test.each([
    ["a document", "Notes\n"],
    ["an objective", objective({ id: "fly", title: "Fly to more planets" })],
  ])("where it became %s", async (_, text) => {
    const repo = branched({ "notes/a.md": checkIn({ date: "2026-10-20" }) });
    repo.commit("Edit", { "notes/a.md": text, ...OTHER });
    expect(await news(repo)).toContain("lost-check-in notes/a.md");
  });

  test("where a merge made a document of it", async () => {
    const repo = branched();
    repo.git("switch", "--quiet", "main");
    repo.commit("Edit", OTHER);
    repo.git("switch", "--quiet", "topic");
    repo.commit("Notes", { "notes.md": "Notes\n" });
    repo.git("merge", "--quiet", "--no-commit", "main");
    repo.commit("Merge", { [FIRST]: "Notes\n" });
    expect(await news(repo)).toEqual([`lost-check-in ${FIRST}`]);
  });

  test("but not where it cannot be read: that is told anyway", async () => {
    const repo = branched();
    repo.commit("Break it", { [FIRST]: A.replace("date", "dat"), ...OTHER });
    expect(await news(repo)).toEqual([`schema ${FIRST}`]);
  });

  test.each([
    ["turns the rule off for it", SETTINGS, NESTED_OFF],
    ["may do so", NESTED_OFF, NESTED_OFF],
  ])("where a new okr.yaml hides it, and the branch %s", async (_, before, after) => {
    const repo = branched({ "okr.yaml": before });
    const nested = "okrs/2026-Q4/grow/okr.yaml";
    repo.commit("A root of its own", { [nested]: "version: 1\n", "okr.yaml": after });
    expect(await news(repo)).toEqual([
      `lost-check-in ${FIRST}`,
      `lost-check-in ${SECOND}`,
      ...(before === SETTINGS ? [`nested-root ${nested}`] : []),
    ]);
  });

  test("where the root moved and left it behind", async () => {
    const repo = branched({}, "company/");
    repo.git("rm", "--quiet", "-r", "company");
    repo.commit("Begin again", {
      "okr.yaml": SETTINGS,
      "okrs/team.md": TEAM,
      [GROW]: objective({}),
      [FIRST]: A,
    });
    expect(await news(repo)).toEqual([`lost-check-in ${SECOND}`]);
  });

  test("but not with its objective, as always", async () => {
    const repo = branched({ "okr.yaml": NESTED_OFF });
    repo.commit("Another root", { "okrs/2026-Q4/okr.yaml": "version: 1\n" });
    expect(await news(repo)).toEqual([]);
    const moved = branched({}, "company/");
    moved.git("rm", "--quiet", "-r", "company");
    moved.commit("Other OKRs", {
      "team/okr.yaml": SETTINGS,
      "team/team.md": TEAM,
      "team/fly.md": objective({ id: "fly" }),
    });
    expect(await news(moved, "team")).toEqual([]);
  });
});

describe("a root of its own below the root", () => {
  test("counts by the rules of the base", async () => {
    const repo = branched({ "okr.yaml": NESTED_OFF, "labs/okr.yaml": "version: 1\n" });
    repo.commit("Stricter", { "okr.yaml": SETTINGS });
    expect(await news(repo)).toEqual([]);
  });
});

describe("what a root was before it moved is found", () => {
  const LOW = objective({ key_results: [keyResult({ target: 21 })] });
  const MOVED = "1 goalpost moved";

  test("where little of it came along", async () => {
    const repo = branched({}, "company/");
    repo.git("rm", "--quiet", "-r", "company");
    repo.commit("Begin again", {
      "okr.yaml": SETTINGS,
      "okrs/team.md": TEAM,
      [GROW]: LOW,
      "company/notes.md": "Notes\n",
    });
    expect(await headline(repo, "company")).toContain(MOVED);
  });

  test("where only okr.yaml moved up", async () => {
    const repo = branched({}, "company/");
    repo.git("mv", "company/okr.yaml", "okr.yaml");
    repo.commit("Move up", { [`company/${GROW}`]: LOW });
    expect(await headline(repo, "company")).toContain(MOVED);
  });

  test("where a folder of it became a root", async () => {
    const repo = branched();
    repo.commit("A root below", { "okrs/okr.yaml": SETTINGS, [GROW]: LOW });
    expect(await headline(repo, "okrs")).toContain(MOVED);
  });

  test("where a link leads to another one", async () => {
    const repo = branched({}, "company/");
    repo.git("rm", "--quiet", "-r", "company");
    for (const [path, text] of Object.entries({ "okr.yaml": SETTINGS, "okrs/team.md": TEAM, [GROW]: LOW }))
      repo.write(`decoy/${path}`, text);
    mkdirSync(dirname(repo.path("company")), { recursive: true });
    symlinkSync("decoy", repo.path("company"));
    repo.commit("Elsewhere");
    expect(await headline(repo, "company")).toContain(MOVED);
  });

  test("and not taken for that of another root that still stands", async () => {
    const repo = branched({}, "company/");
    repo.commit("Other OKRs", { "labs/okr.yaml": SETTINGS, "labs/team.md": TEAM });
    expect(await headline(repo, "labs")).toMatch(/^The first OKRs/);
  });
});

describe("a finding is new", () => {
  test("where another record breaks as one did that is repaired", async () => {
    const repo = branched({ [FIRST]: A.replace("0.6", "7") });
    repo.commit("Repair and break", { [FIRST]: A, [SECOND]: B.replace("0.6", "9") });
    expect(await news(repo)).toEqual([`schema ${SECOND}`]);
  });

  test("where a rewritten record excepts itself", async () => {
    const repo = branched();
    const own = { "x-okr-ignore": { "rewritten-check-in": "A typo" } };
    const rewritten = checkIn({ date: "2026-10-09", results: { passengers: 45 }, ...own });
    repo.commit("Rewrite", { [FIRST]: rewritten });
    expect(await news(repo)).toEqual([`rewritten-check-in ${FIRST}`, `invalid-exception ${FIRST}`]);
    repo.commit("Say so at the objective", {
      [GROW]: objective(own),
      [FIRST]: checkIn({ date: "2026-10-09", results: { passengers: 45 } }),
    });
    expect(await news(repo)).toEqual([]);
  });
});
