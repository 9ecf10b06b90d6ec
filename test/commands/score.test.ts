import { describe, expect, test } from "vitest";
import { createExplorer } from "../support/explorer.ts";
import { TestRepository, temporaryFolder } from "../support/repository.ts";
import { type Ran, runIn } from "../support/run.ts";
import { problemsOf } from "../support/schema.ts";
import { BEGINNING, createStory, MIDDLE, OBJECTIVE, objective, RECORDS, tell } from "../support/story.ts";

const DAY = { today: "2026-11-20" } as const;
const score = (repo: TestRepository, ...words: string[]): Promise<Ran> => runIn(DAY, repo, "score", ...words);

const CHECK_IN = "okrs/2026-Q4/explorer/first-week/2026-11-20-check-in-aaaaaaa.md";
const company = createExplorer({
  [CHECK_IN]:
    "---\nkind: check-in\nobjective: first-week\ndate: 2026-11-20\nby: ana\nresults: { completion: 72, rollout: [draft] }\n---\n",
  "okrs/2026-Q4/support/answers/2026-11-10-retrospective-aaaaaaa.md":
    "---\nkind: retrospective\nobjective: answers\ndate: 2026-11-10\nby: ana\nphase: end\noutcome: done\ngrades: { repeat-calls: 0.9 }\nreasons: { repeat-calls: nearly }\n---\n",
});

test("follows a score down to the file each number came from", async () => {
  const { code, stdout } = await score(company, "first-week");
  expect(code).toBe(0);
  for (const part of ["(72 − 65) ÷ (90 − 65)", "1 of 2 milestones", CHECK_IN, "0.28", "no reading"])
    expect(stdout).toContain(part);
  expect(stdout).not.toContain("answers");
});

test("shows a settled grade with its reason", async () => {
  const { stdout } = await score(company, "answers");
  expect(stdout).toMatch(/grade +0\.90/);
  expect(stdout).toContain("nearly");
});

describe("which objectives", () => {
  test.each<[string, string[], string[]]>([
    ["all", [], ["first-week", "answers"]],
    ["one", ["answers"], ["answers"]],
    ["one, whatever its cycle", ["answers", "--at", "HEAD"], ["answers"]],
    ["of a team", ["--team", "explorer"], ["first-week"]],
    ["of a cycle", ["--cycle", "2026-Q3"], []],
    ["mine", ["--mine"], ["first-week", "answers"]],
    ["one that is not in the team", ["answers", "--team", "explorer"], []],
  ])("%s", async (_, words, ids) => {
    const { code, stdout } = await score(company, "--json", ...words);
    const answer = JSON.parse(stdout);
    expect([code, problemsOf("output/score", answer)]).toEqual([0, []]);
    expect(answer.objectives.map(({ id }: { id: string }) => id)).toEqual(ids);
  });

  test.each<[string[], RegExp]>([
    [["frst-week"], /there is no objective "frst-week"\n {2}did you mean "first-week"\?/],
    [["zzz"], /known here: first-week, answers/],
    [["--team", "supprt"], /did you mean "support"\?/],
    [["first-week", "answers"], /too many arguments/],
  ])("%j is refused", async (words, message) => {
    expect(await score(company, ...words)).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringMatching(message),
    });
  });
});

test("every number names its file", async () => {
  const { stdout } = await score(company, "first-week", "--json");
  const [{ key_results, path }] = JSON.parse(stdout).objectives;
  expect(path).toBe("okrs/2026-Q4/explorer/first-week.md");
  const commit = company.head();
  expect(key_results[0]).toMatchObject({
    ...{ id: "completion", metric: "number", progress: 0.28, score: 0.28, grade: null },
    reading: { value: 72, date: "2026-11-20", path: CHECK_IN, commit },
  });
  expect(key_results[1]).toMatchObject({ id: "tickets", progress: null, score: 0, reading: null });
});

/** The target is raised from 90 to 95 on 20 October, between the second and the third check-in. */
const story = createStory([...BEGINNING, ...MIDDLE]);
const NOVEMBER = { today: "2026-11-06" } as const;
const ask = (repo: TestRepository, ...words: string[]) => runIn(NOVEMBER, repo, "score", ...words);
const answerOf = async (repo: TestRepository, ...words: string[]) => {
  const { code, stdout } = await ask(repo, "--json", ...words);
  const answer = JSON.parse(stdout);
  expect([code, problemsOf("output/score", answer)]).toEqual([0, []]);
  return answer.objectives[0];
};

describe("goalposts", () => {
  const raised = story.git("log", "--format=%H", "--grep=Aim higher");

  test("who moved them, when, and the score with and without that", async () => {
    const { code, stdout, stderr } = await ask(story);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain(`
  goalposts  2026-10-20  completion: target 90 → 95  (Ana Souza, ${raised.slice(0, 7)})
             by the definition at the start the score is 0.50, by today's 0.45
`);
  });

  test("in JSON with the commit that each number came from", async () => {
    const { commit, score, score_at_start, goalposts, weeks, key_results } = await answerOf(story);
    expect({ commit, score, score_at_start, goalposts, weeks }).toEqual({
      commit: raised,
      score: (15 / 30 + 6 / 15) / 2,
      score_at_start: (15 / 25 + 6 / 15) / 2,
      goalposts: [
        {
          date: "2026-10-20",
          commit: raised,
          author: { name: "Ana Souza", email: "ana@example.com" },
          field: "key_results.completion.target",
          from: 90,
          to: 95,
        },
      ],
      weeks: null,
    });
    expect(key_results[0].reading).toEqual({
      value: 80,
      date: "2026-10-30",
      path: RECORDS["2026-10-30"],
      commit: story.head(),
    });
  });

  test("as they were known on an earlier day", async () => {
    expect(await answerOf(story, "--at", "2026-10-18")).toMatchObject({
      goalposts: [],
      score_at_start: null,
    });
    expect((await ask(story, "--at", "2026-10-18")).stdout).not.toContain("goalposts");
  });

  test("what is not committed yet has no commit", async () => {
    const repo = story.clone();
    repo.write(OBJECTIVE, objective(80));
    const found = await answerOf(repo);
    expect([found.commit, found.goalposts[1]]).toMatchObject([
      null,
      { date: "2026-11-06", commit: null, author: null, from: 95, to: 80 },
    ]);
    expect((await ask(repo)).stdout).toContain("completion: target 95 → 80  (not committed yet)\n");
  });

  test("of many the first eight, and where the rest is", async () => {
    const repo = story.clone();
    for (let target = 96; target < 106; target++)
      tell(repo, [
        { by: "joao", day: "2026-11-02", message: "More", files: { [OBJECTIVE]: objective(target) } },
      ]);
    const { stdout } = await ask(repo);
    expect(stdout.match(/completion: target/g)).toHaveLength(8);
    expect(stdout).toContain("\n             and 3 more changes: okr log first-week\n");
  });

  test("whatever stands in titles and names cannot reach the terminal", async () => {
    const repo = new TestRepository(story.clone().dir, {
      ...story.env,
      GIT_AUTHOR_NAME: "Eve \x1b[31m\u202e::error",
    });
    repo.commit("x", { [OBJECTIVE]: objective(95, `"\\x1b[2J \\u202e ##[group] ${"long ".repeat(30)}"`) });
    for (const columns of [24, 80, 200])
      for (const words of [[], ["--weekly"]]) {
        const { code, stdout, stderr } = await runIn({ ...NOVEMBER, columns }, repo, "score", ...words);
        expect([code, stderr]).toEqual([0, ""]);
        expect(stdout).toContain("title");
        expect(stdout).toContain("Eve");
        expect(stdout.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\u202e]|##\[/u);
        expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(columns);
      }
  });
});

describe("--weekly", () => {
  test("shows each week by the definition of then", async () => {
    const { code, stdout, stderr } = await ask(story, "--weekly");
    expect([code, stderr]).toEqual([0, ""]);
    const id = story.git("log", "--format=%h", "--abbrev=7", "--grep=Aim higher");
    expect(stdout.replaceAll(id, "COMMIT1")).toMatchInlineSnapshot(`
      "first-week  Make the first week seamless
        explorer · 2026-Q4 · aspirational
              week  score  change  confidence  completion  tickets
        2026-10-02      –                   –           –        –
        2026-10-09   0.10                0.60        0.20     0.00
        2026-10-16   0.21   +0.11        0.60        0.28     0.13
      ◆ 2026-10-23   0.35   +0.14        0.60        0.43     0.27
        2026-10-30   0.45   +0.10        0.60        0.50     0.40
        2026-11-06   0.45   ±0.00        0.60        0.50     0.40
      ◆ goalposts moved
          2026-10-20  completion: target 90 → 95  (Ana Souza, COMMIT1)
          by the definition at the start the score is 0.50, by today's 0.45

      each week by the definitions in force then  – no reading yet
      ◆ in that week goalposts moved
      "
    `);
  });

  test("and in JSON", async () => {
    const { weeks } = await answerOf(story, "--weekly");
    expect(weeks.length).toBe(6);
    expect(weeks.slice(0, 4)).toEqual([
      { date: "2026-10-02", score: null, confidence: null, redefined: false, key_results: [] },
      {
        date: "2026-10-09",
        score: 0.1,
        confidence: 0.6,
        redefined: false,
        key_results: [
          { id: "completion", score: 0.2 },
          { id: "tickets", score: 0 },
        ],
      },
      expect.objectContaining({ date: "2026-10-16", redefined: false }),
      expect.objectContaining({ date: "2026-10-23", redefined: true, score: (13 / 30 + 4 / 15) / 2 }),
    ]);
  });

  test("of several objectives also their mean", async () => {
    const { stdout } = await score(company, "--weekly");
    expect(stdout).toContain("\nmean of 2 objectives of 2026-Q4\n");
    expect(stdout).toMatch(
      /\n {2}7 weeks until 2026-11-13 without a reading\n {2}2026-11-20 +0\.08 +0\.16 +–\n/,
    );
  });
});

describe("where the history is cut off", () => {
  const clone = (...options: string[]) => {
    const folder = temporaryFolder();
    story.git("config", "uploadpack.allowFilter", "true");
    story.git("clone", "--quiet", ...options, `file://${story.dir}`, folder);
    return new TestRepository(folder, story.env);
  };

  test.each([
    ["shallow", "--depth=2", "the history of this clone is cut off: it is shallow", "git fetch --unshallow"],
    [
      "partial",
      "--filter=blob:none",
      "this clone does not hold all old versions of its files: it was cloned with --filter",
      "git fetch --refetch --no-filter",
    ],
  ])("a %s clone says so, and what brings it back", async (_, option, message, cure) => {
    const repo = clone(option);
    const plain = await ask(repo);
    expect(plain.code).toBe(0);
    expect(plain.stdout).toContain("0.45");
    expect(plain.stdout).not.toContain("goalposts");
    expect(plain.stderr).toContain(message);
    expect(plain.stderr).toContain(cure);
    expect(await ask(repo, "--weekly")).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining(`okr: ${message}\n  run ${cure}`),
    });
    const found = await answerOf(repo);
    expect(found).toMatchObject({ commit: null, goalposts: null, score_at_start: null, weeks: null });
    expect([found.score, found.key_results[0].reading.commit]).toEqual([0.45, null]);
  });
});
