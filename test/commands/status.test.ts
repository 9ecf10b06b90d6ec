import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { ANSWERS, asPerson, createExplorer, EXPLORER_FILES } from "../support/explorer.ts";
import {
  createEmptyRepository,
  isolatedEnvironment,
  TestRepository,
  temporaryFolder,
} from "../support/repository.ts";
import { type Ran, run, runIn } from "../support/run.ts";
import { problemsOf } from "../support/schema.ts";
import { BEGINNING, createStory, MIDDLE } from "../support/story.ts";

const DAY = { today: "2026-11-20" } as const;
const status = (repo: TestRepository, ...words: string[]): Promise<Ran> =>
  runIn(DAY, repo, "status", ...words);

/** The ids of the objectives that an answer in JSON shows. */
const shown = ({ stdout }: Ran): string[] =>
  JSON.parse(stdout).objectives.map(({ id }: { id: string }) => id);

const record = (objective: string, date: string, more: string) =>
  `---\nkind: check-in\nobjective: ${objective}\ndate: ${date}\nby: ana\n${more}---\n`;

/** Commits as though on a day, at noon UTC. */
function commitOn(repo: TestRepository, day: string, files: Record<string, string>): string {
  const date = `${day}T12:00:00Z`;
  const then = new TestRepository(
    repo.dir,
    isolatedEnvironment({ GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date }),
  );
  return then.commit(day, files);
}

/** Two quarters, with check-ins on 2 October, 6 November and 19 November. */
let company: TestRepository;
beforeAll(() => {
  company = createEmptyRepository();
  const answers = EXPLORER_FILES[ANSWERS] as string;
  commitOn(company, "2026-09-25", {
    ...EXPLORER_FILES,
    "okrs/2026-Q3/old.md": answers.replace("id: answers", "id: old").replace("2026-Q4", "2026-Q3"),
  });
  commitOn(company, "2026-10-02", {
    "okrs/c/2026-10-02-check-in-aaaaaaa.md": record(
      "first-week",
      "2026-10-02",
      "confidence: 0.5\nresults: { completion: 70 }\n",
    ),
  });
  commitOn(company, "2026-11-06", {
    "okrs/c/2026-11-06-check-in-aaaaaaa.md": record(
      "first-week",
      "2026-11-06",
      "confidence: 0.6\nresults: { completion: 80, tickets: 30 }\n",
    ),
  });
  company.git("tag", "november");
  commitOn(company, "2026-11-19", {
    "okrs/c/2026-11-19-check-in-aaaaaaa.md": record(
      "answers",
      "2026-11-19",
      "results: { repeat-calls: 12 }\n",
    ),
  });
});

test("the wall, what needs attention first", async () => {
  const { code, stdout, stderr } = await status(company);
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(/^Acme · 2026-11-20 {2}2026-Q4 \(55 % gone\)\n2 objectives, mean score 0\.63:/);
  const titles = ["Make the first week seamless", "Answer within the app"].map((title) =>
    stdout.indexOf(title),
  );
  expect(titles).toEqual([...titles].sort((a, b) => a - b));
  for (const part of [
    "stale",
    "no check-in for 14 days",
    "no reading yet for uptime, rollout, audit",
    "on-track",
  ])
    expect(stdout).toContain(part);
});

describe("which objectives", () => {
  test.each<[string, string[], string[]]>([
    ["those that are running", [], ["first-week", "answers"]],
    ["of a cycle", ["--cycle", "2026-Q3"], ["old"]],
    ["of a cycle without any", ["--cycle", "2025-Q1"], []],
    ["of a team", ["--team", "support"], ["answers"]],
    ["of a unit with its teams", ["--team", "digital"], ["first-week", "answers"]],
    ["of a team in a cycle", ["--team", "explorer", "--cycle", "2026-Q3"], []],
    ["that are mine, or one of whose key results is", ["--mine"], ["first-week", "answers"]],
    ["of before the cycle began: the latest over", ["--at", "2026-09-30"], ["old"]],
  ])("%s", async (_, words, ids) => {
    expect(shown(await status(company, "--json", ...words))).toEqual(ids);
  });

  test("mine are those of the person that git names", async () => {
    const joao = asPerson(company, "João", "joao");
    expect(shown(await status(joao, "--mine", "--json"))).toEqual(["first-week"]);
  });

  test.each<[string[], RegExp]>([
    [["--team", "explorers"], /there is no team "explorers"\n {2}did you mean "explorer"\?/],
    [["--team", "zzz"], /write one with okr new team/],
    [["--cycle", "2026-q4"], /there is no cycle "2026-q4"\n {2}did you mean "2026-Q4"\?/],
    [["--cycle", "2026-13"], /there is no cycle "2026-13"/],
    [["--cycle", "sometime"], /write 2026, 2026-H2, 2026-Q4 or 2026-11/],
    [["--output", "no/such/folder.txt"], /no\/such\/folder\.txt could not be written/],
  ])("%j is refused", async (words, message) => {
    expect(await status(company, ...words)).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringMatching(message),
    });
  });

  test("nobody is mine where git names nobody of the company", async () => {
    const stranger = asPerson(company, "X", "x");
    expect((await status(stranger, "--mine")).stderr).toMatch(
      /no member of a team has your git address x@example.com\n/,
    );
  });
});

describe("--at", () => {
  const score = async (...words: string[]) => {
    const { stdout } = await runIn(DAY, company, "status", "--json", "--cycle", "2026-Q4", ...words);
    const answer = JSON.parse(stdout);
    const found = answer.objectives.find(({ id }: { id: string }) => id === "first-week");
    return [answer.at.date, answer.at.commit, answer.at.dirty, found.score, found.last_check_in];
  };

  test.each<[string, string, string, string, number, string]>([
    ["a tag, on the day it was made", "november", "november", "2026-11-06", 0.2533, "2026-11-06"],
    ["a branch", "main", "main", "2026-11-19", 0.2533, "2026-11-06"],
    ["a commit before", "main~2", "november~1", "2026-10-02", 0.04, "2026-10-02"],
    ["a day, with the last commit on it", "2026-10-02", "november~1", "2026-10-02", 0.04, "2026-10-02"],
    ["a day between", "2026-11-01", "november~1", "2026-11-01", 0.04, "2026-10-02"],
    ["a day to come", "2027-01-01", "main", "2027-01-01", 0.2533, "2026-11-06"],
  ])("%s", async (_, at, commit, date, value, last) => {
    const found = await score("--at", at);
    expect(found).toEqual([date, company.git("rev-parse", commit), false, expect.closeTo(value, 4), last]);
  });

  test("the working tree is not looked at", async () => {
    const repo = createExplorer();
    repo.write("okrs/2026-Q4/explorer/first-week.md", "---\nbroken");
    expect(await runIn(DAY, repo, "status", "--at", "HEAD")).toMatchObject({ code: 0, stderr: "" });
    expect(await status(repo)).toMatchObject({ code: 1 });
  });

  test.each([
    ["2026-09-24", "there is no commit on or before 2026-09-24"],
    ["2026-02-30", "there is no day 2026-02-30"],
    ["nowhere", '"nowhere" is neither a day nor a commit here'],
    ["main:okr.yaml", '"main:okr.yaml" names a file (a blob), not a commit'],
    ["^main", "is neither a day nor a commit here"],
    ["main..november", "is neither a day nor a commit here"],
    ["--output=taken", "is neither a day nor a commit here"],
    ["--all", "is neither a day nor a commit here"],
    ["-C", "is neither a day nor a commit here"],
    ["-x", "is neither a day nor a commit here"],
    ["", "is neither a day nor a commit here"],
    ["main\n--all", "is neither a day nor a commit here"],
    ["\x1b[2J", '"\\x1b[2J" is neither a day nor a commit here'],
    ["$(touch taken)", "is neither a day nor a commit here"],
    ["main;touch taken", "is neither a day nor a commit here"],
  ])("%j is refused, and runs nothing", async (at, message) => {
    const { code, stdout, stderr } = await status(company, `--at`, at);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(message);
    expect([existsSync(company.path("taken")), company.status()]).toEqual([false, []]);
  });

  test("there is nothing before the first commit", async () => {
    const repo = createEmptyRepository();
    repo.write("okr.yaml", "version: 1\n");
    for (const at of ["2026-11-20", "HEAD"])
      expect((await status(repo, "--at", at)).stderr).toContain(`there are no commits in ${repo.dir} yet`);
    expect(await status(repo)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("No objectives yet"),
    });
  });
});

describe("--json and --output", () => {
  test("JSON follows its schema, and says of what it is a function", async () => {
    for (const words of [[], ["--at", "november"], ["--cycle", "2026-Q3"], ["--cycle", "2025"]]) {
      const { code, stdout } = await status(company, "--json", ...words);
      expect([code, problemsOf("output/status", JSON.parse(stdout))]).toEqual([0, []]);
    }
    const { at, counts } = JSON.parse((await status(company, "--format", "json")).stdout);
    expect([at, counts.objectives]).toEqual([
      { date: "2026-11-20", commit: company.head(), dirty: false },
      2,
    ]);
  });

  test("dirty says whether files of the company differ; outside git it is not known", async () => {
    const repo = createExplorer();
    repo.write("okrs/new.md", "# New\n");
    expect(JSON.parse((await status(repo, "--json")).stdout).at).toMatchObject({
      commit: repo.head(),
      dirty: true,
    });
    const folder = temporaryFolder();
    for (const [path, text] of Object.entries(EXPLORER_FILES)) new TestRepository(folder).write(path, text);
    const outside = JSON.parse((await runIn(DAY, folder, "status", "--json")).stdout);
    expect([outside.at, problemsOf("output/status", outside)]).toEqual([
      { date: "2026-11-20", commit: null, dirty: null },
      [],
    ]);
  });

  test("a file gets the same text, without colour, and is replaced", async () => {
    const repo = createExplorer();
    const folder = temporaryFolder();
    const path = join(folder, "status.txt");
    const colourful = { ...DAY, colour: 3, columns: 100 } as const;
    for (let time = 0; time < 2; time++)
      expect(await runIn(colourful, repo, "status", "--output", path)).toMatchObject({ code: 0, stdout: "" });
    expect(readFileSync(path, "utf8")).toBe((await runIn({ ...DAY, columns: 100 }, repo, "status")).stdout);
    expect((await runIn(colourful, repo, "status")).stdout).toContain("\x1b[1m");
    expect(await runIn(DAY, repo, "-C", "okrs", "status", "--output", "below.txt")).toMatchObject({
      code: 0,
    });
    expect(existsSync(repo.path("okrs/below.txt"))).toBe(true);
  });
});

test.each(["status", "score"])(
  "okr %s shows the numbers of what can be read, names the rest, and exits 1",
  async (command) => {
    const repo = createExplorer({
      "okrs/broken.md": "---\nkind: objective\nid: broken\ntitle: \x1b[2J\n---\n",
    });
    const { code, stdout, stderr } = await runIn(DAY, repo, command);
    expect([code, stdout]).toEqual([1, expect.stringContaining("first-week")]);
    expect(stderr).toMatch(/^okrs\/broken.md:\d+:\d+ {2}error {2}/);
    expect(stderr).toMatch(/\nWhat cannot be read is left out above\.\n$/);
    const json = await runIn(DAY, repo, command, "--json");
    expect([json.code, problemsOf(`output/${command}`, JSON.parse(json.stdout))]).toEqual([1, []]);
  },
);

test("where there are no OKRs it says how to begin", async () => {
  const { code, stderr } = await run(temporaryFolder(), "status");
  expect([code, stderr]).toEqual([
    2,
    expect.stringMatching(/^okr: no okr.yaml in .* or above it\n {2}run okr init/),
  ]);
});

describe("trends and goalposts", () => {
  /** The target is raised on 20 October; the last check-in is of 30 October. */
  const story = createStory([...BEGINNING, ...MIDDLE]);
  const NOVEMBER = { today: "2026-11-06" } as const;

  test("the score week by week beside the number, and that the goalposts moved", async () => {
    const { code, stdout, stderr } = await runIn(NOVEMBER, story, "status");
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("  0.45  ·▁▂▃▄▄ ±0.00  → ");
    expect(stdout).toContain(
      "  ◆ goalposts moved on 2026-10-20; by the definition at the start the score\n    would be 0.50\n",
    );
    expect(stdout).toContain("\n▁▄█ each week's score, by the definition of then; · before any reading\n");
  });

  test("in JSON with every week", async () => {
    const { stdout } = await runIn(NOVEMBER, story, "status", "--json");
    const answer = JSON.parse(stdout);
    expect(problemsOf("output/status", answer)).toEqual([]);
    const [{ weeks, goalposts, score_at_start }] = answer.objectives;
    expect(weeks.map(({ redefined }: { redefined: boolean }) => redefined)).toEqual([
      false,
      false,
      false,
      true,
      false,
      false,
    ]);
    expect([goalposts.length, score_at_start]).toEqual([1, expect.closeTo(0.5, 12)]);
  });

  test("a shallow clone goes on without them, and says so", async () => {
    const folder = temporaryFolder();
    story.git("clone", "--quiet", "--depth=1", `file://${story.dir}`, folder);
    const shallow = new TestRepository(folder, story.env);
    const { code, stdout, stderr } = await runIn(NOVEMBER, shallow, "status");
    expect([code, stderr]).toEqual([
      0,
      "trends and goalposts are left out: the history of this clone is cut off: it is shallow; " +
        "run git fetch --unshallow; in CI, check out with fetch-depth: 0\n",
    ]);
    expect(stdout).toContain("  0.45  ");
    expect(stdout).not.toMatch(/◆|▁/);
    const json = await runIn(NOVEMBER, shallow, "status", "--json");
    const answer = JSON.parse(json.stdout);
    expect(problemsOf("output/status", answer)).toEqual([]);
    expect(answer.objectives[0]).toMatchObject({
      weeks: null,
      goalposts: null,
      score: expect.closeTo(0.45, 12),
    });
  });

  test("outside git the weeks are there, by today's definitions", async () => {
    const folder = new TestRepository(temporaryFolder());
    for (const path of story.git("ls-files").split("\n")) folder.write(path, story.read(path));
    const { code, stdout, stderr } = await runIn(NOVEMBER, folder, "status");
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("  0.45  ·▁▂▃▄▄ ±0.00  → ");
    expect(stdout).not.toContain("◆");
  });
});
