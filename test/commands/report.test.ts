import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, test } from "vitest";
import { ANSWERS, createExplorer, EXPLORER_FILES, FIRST_WEEK } from "../support/explorer.ts";
import { TestRepository, temporaryFolder } from "../support/repository.ts";
import { runIn } from "../support/run.ts";
import { problemsOf } from "../support/schema.ts";

const WORLD = { today: "2026-11-20" } as const;
const okr = (where: TestRepository, ...argv: string[]) => runIn(WORLD, where, "report", ...argv);

/** The JSON answer, which the published schema lets through. */
async function answerOf(where: TestRepository, ...argv: string[]) {
  const { code, stdout, stderr } = await okr(where, "--json", ...argv);
  const answer = JSON.parse(stdout);
  expect([code, stderr, problemsOf("output/report", answer)]).toEqual([0, "", []]);
  return answer;
}

const STRATEGY = `---
kind: strategy
mission: Banking that is easy to understand
vision: Anyone opens an account in ten minutes
priorities:
  - { id: onboarding, title: Simplify onboarding }
  - { id: service, title: Answer the first time }
---
`;
const LOYALTY = `---
kind: objective
id: loyalty
title: New customers stay
team: digital
cycle: 2026
type: aspirational
owner: ana
aligns_to: [onboarding]
key_results:
  - { id: kept, title: Keep 80 % instead of 60 %, baseline: 60, target: 80, unit: "%" }
---
`;

function record(objective: string, date: string, fields: string, body = ""): Record<string, string> {
  const path = `okrs/records/${objective}/${date}-check-in-aa0aaaa.md`;
  return {
    [path]: `---\nkind: check-in\nobjective: ${objective}\ndate: ${date}\nby: ana\n${fields}---\n${body}`,
  };
}

const BODY =
  "\n## Issues\n\nThe tutorial waits for a text.\n\n## Plan\n\n- Ask the writers\n- Ship on Monday\n";
const DONE = `---
kind: retrospective
objective: answers
date: 2026-11-18
by: rafael
phase: end
grades: { repeat-calls: 1 }
reasons: { repeat-calls: the last count came late }
outcome: done
---

## Learned

Answer first, then ask.
`;

/** A company in the eighth week: one objective moves and moves its goalposts, one is done, one of the unit is silent. */
function createCompany(): TestRepository {
  const firstWeek = (EXPLORER_FILES[FIRST_WEEK] as string).replace(
    "owner: ana\n",
    "owner: ana\naligns_to: [loyalty]\n",
  );
  const repo = createExplorer({
    "okrs/strategy.md": STRATEGY,
    "okrs/loyalty.md": LOYALTY,
    [FIRST_WEEK]: `${firstWeek}\n## Initiatives\n\n- [x] Count completion\n- [ ] Save an unfinished set-up\n`,
    [ANSWERS]: (EXPLORER_FILES[ANSWERS] as string).replace(
      "owner: rafael\n",
      "owner: rafael\naligns_to: [service]\n",
    ),
  });
  const on = (date: string) =>
    new TestRepository(repo.dir, {
      ...repo.env,
      GIT_AUTHOR_DATE: `${date}T10:00:00Z`,
      GIT_COMMITTER_DATE: `${date}T10:00:00Z`,
    });
  on("2026-10-01").git("commit", "--quiet", "--amend", "--no-edit");
  on("2026-11-06").commit("Check in", {
    ...record("first-week", "2026-11-06", "confidence: 0.8\nresults: { completion: 80, tickets: 35 }\n"),
    ...record("answers", "2026-11-06", "confidence: 0.9\nresults: { repeat-calls: 13 }\n"),
    ...record("loyalty", "2026-11-06", "confidence: 0.5\nresults: { kept: 62 }\n"),
  });
  on("2026-11-16").commit("Aim lower", {
    [FIRST_WEEK]: repo.read(FIRST_WEEK).replace("target: 90", "target: 85"),
  });
  on("2026-11-19").commit("Check in, and look back", {
    ...record("first-week", "2026-11-19", "confidence: 0.6\nresults: { completion: 81 }\n", BODY),
    "okrs/records/answers/2026-11-18-retrospective-aa0aaaa.md": DONE,
  });
  return repo;
}

let repo: TestRepository;
beforeAll(() => {
  repo = createCompany();
});

describe("the page of a cycle", () => {
  test("says first how it stands and what needs attention, then all of it", async () => {
    const { code, stdout, stderr } = await okr(repo);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout.replaceAll(/`[0-9a-f]{7}`/g, "`COMMIT`")).toMatchInlineSnapshot(`
      "# Acme · 2026-Q4, 2026

      As of 2026-11-20.

      The mean score of 3 objectives is 0.39 of 1.00, +0.01 since 2026-11-13. 1 at risk, 1 without a recent check-in and 1 closed. 3 of 7 key results have no reading yet. 55 % of 2026-Q4 is gone (day 51 of 92, until 2026-12-31). 89 % of 2026 is gone (day 324 of 365, until 2026-12-31).

      ## Needs attention

      - **New customers stay** (Ana Souza, Digital Services)
        - Why: no check-in for 14 days; by its last readings heading for 0.11; good is 0.7
      - **Make the first week seamless** (Ana Souza, Explorer Team)
        - Why: no reading yet for uptime, rollout, audit; heading for 0.41; good is 0.7; confidence fell to 0.6
        - ⚑ Goalposts moved on 2026-11-16; by the definition at the start the score would be 0.19
        - In the way: The tutorial waits for a text.
        - Next: Ask the writers  
          Ship on Monday

      ## Since 2026-11-13

      - New customers stay: off track → without a recent check-in
      - Make the first week seamless: score 0.19 → 0.23; off track → at risk; confidence 0.8 → 0.6; 1 check-in; goalposts moved
      - Answer within the app: closed: done

      ## Objectives

      | Status | Objective | Team | Owner | Score | Weeks | Projected | Confidence | Last check-in | Serves |
      |---|---|---|---|---|---|---|---|---|---|
      | ◌ stale | New customers stay | Digital Services | Ana Souza | 0.10 (±0.00) | ···········▁ | 0.11 | 0.5 | 2026-11-06 | onboarding |
      | ◐ at-risk | Make the first week seamless | Explorer Team | Ana Souza | 0.23 (+0.01) | ·····▂▂▂ | 0.41 | 0.6 | 2026-11-19 | loyalty |
      | ✓ closed | Answer within the app | Support | Rafael Monteverde | 0.83 | ·····▇▇▇ |  | 0.9 | 2026-11-06 | service |

      ## In detail

      ### New customers stay

      **◌ without a recent check-in** · score 0.10 · projected 0.11 · confidence 0.5  
      Ana Souza, Digital Services, 2026, aspirational  
      \`okrs/loyalty.md\` @ \`COMMIT\`

      | Key result | From → to | Now | Score | Confidence | Owner |
      |---|---|---|---|---|---|
      | Keep 80 % instead of 60 % | 60 → 80 % | 62 on 2026-11-06 @ \`COMMIT\` | 0.10 |  |  |

      Last check-in 2026-11-06, Ana Souza (\`okrs/records/loyalty/2026-11-06-check-in-aa0aaaa.md\` @ \`COMMIT\`):

      - In the way: nothing was named
      - Next: nothing was named

      - Serves Simplify onboarding
      - Served by Make the first week seamless (0.23, at risk)

      ### Make the first week seamless

      **◐ at risk** · score 0.23 · projected 0.41 · confidence 0.6  
      Ana Souza, Explorer Team, 2026-Q4, aspirational  
      \`okrs/2026-Q4/explorer/first-week.md\` @ \`COMMIT\`

      | Key result | From → to | Now | Score | Confidence | Owner |
      |---|---|---|---|---|---|
      | Increase onboarding completion from 65 % to 90 % | 65 → 85 % | 81 on 2026-11-19 @ \`COMMIT\` | 0.80 |  |  |
      | Reduce set-up tickets from 40 to 25 | 40 → 25 | 35 on 2026-11-06 @ \`COMMIT\` | 0.33 |  |  |
      | Keep the sign-up page available | ≥ 99.9 % | no reading yet | 0.00 |  |  |
      | Roll the tutorial out | 2 milestones | no reading yet | 0.00 |  | João Lima |
      | Pass the audit | open → done | no reading yet | 0.00 |  |  |

      ⚑ Goalposts moved on 2026-11-16; by the definition at the start the score would be 0.19.

      Last check-in 2026-11-19, Ana Souza (\`okrs/records/first-week/2026-11-19-check-in-aa0aaaa.md\` @ \`COMMIT\`):

      - In the way: The tutorial waits for a text.
      - Next: Ask the writers  
        Ship on Monday

      Initiatives, 1 of 2 done:

      - [x] Count completion
      - [ ] Save an unfinished set-up

      - Serves New customers stay (0.10, without a recent check-in)

      ### Answer within the app

      **closed on 2026-11-18, done** · score 0.83 · grade 1.00 · confidence 0.9  
      Rafael Monteverde, Support, 2026-Q4, committed  
      \`okrs/2026-Q4/support/answers.md\` @ \`COMMIT\`

      | Key result | From → to | Now | Score | Confidence | Owner |
      |---|---|---|---|---|---|
      | Reduce repeat calls from 18 % to 12 % | 18 → 12 % | 13 on 2026-11-06 @ \`COMMIT\` | 0.83, grade 1.00: the last count came late |  | Ana Souza |

      Last check-in 2026-11-06, Ana Souza (\`okrs/records/answers/2026-11-06-check-in-aa0aaaa.md\` @ \`COMMIT\`):

      - In the way: nothing was named
      - Next: nothing was named

      - Serves Answer the first time

      Looked back at the end on 2026-11-18, Rafael Monteverde (\`okrs/records/answers/2026-11-18-retrospective-aa0aaaa.md\`):

      - Learned: Answer first, then ask.

      ## Taking part

      How many people have a part, and how many wrote a check-in or looked back. A healthy team has nine in ten.

      | Team | Have a part | Wrote | Objectives with a recent check-in |
      |---|---|---|---|
      | Explorer Team | 2 of 2 | 1 of 2 ⚠ | 1 of 1 |
      | Support | 1 of 1 | 1 of 1 |  |
      "
    `);
  });

  test("compares with the scores of the day, by the definitions of then", async () => {
    for (const day of ["2026-11-06", "2026-11-16", "2026-11-05"]) {
      const { since } = await answerOf(repo, "--since", day);
      const before = await answerOf(repo, "--at", day);
      for (const { id, before: then } of since.objectives) {
        const { score, status, confidence } = before.objectives.find((one: { id: string }) => one.id === id);
        expect([id, then]).toEqual([id, { score, status, confidence }]);
      }
      expect([since.date, since.mean]).toEqual([day, before.mean]);
    }
  });

  test("without --since it looks back to the check-in before; a commit means its day", async () => {
    expect((await answerOf(repo)).since.date).toBe("2026-11-13");
    expect((await answerOf(repo, "--since", "HEAD~1")).since.date).toBe("2026-11-16");
    const { code, stderr } = await okr(repo, "--since", "2026-11-20");
    expect([code, stderr]).toEqual([
      2,
      "okr: --since is 2026-11-20, which is not before 2026-11-20\n  name an earlier day\n",
    ]);
  });

  test("what is new since then has no standing of then", async () => {
    const { since } = await answerOf(repo, "--since", "2026-09-01");
    expect(since.objectives.map((one: { before: unknown }) => one.before)).toEqual([null, null, null]);
    expect(since.mean).toBeNull();
  });

  test("every number leads to a file and its commit", async () => {
    const { objectives } = await answerOf(repo);
    const [loyalty, firstWeek] = objectives;
    expect([loyalty.id, firstWeek.id]).toEqual(["loyalty", "first-week"]);
    const aimed = repo.git("log", "--format=%H", "--grep=Aim lower");
    expect([firstWeek.path, firstWeek.commit]).toEqual([FIRST_WEEK, aimed]);
    expect(firstWeek.grip).toEqual({
      date: "2026-11-19",
      by: "ana",
      issues: "The tutorial waits for a text.",
      plan: "- Ask the writers\n- Ship on Monday",
      notes: [],
      path: "okrs/records/first-week/2026-11-19-check-in-aa0aaaa.md",
      commit: repo.head(),
    });
    expect(
      firstWeek.readings.filter((one: { key_result: string }) => one.key_result === "completion"),
    ).toEqual([
      expect.objectContaining({ date: "2026-11-06", value: 80, progress: (80 - 65) / (85 - 65) }),
      expect.objectContaining({
        date: "2026-11-19",
        value: 81,
        progress: (81 - 65) / (85 - 65),
        commit: repo.head(),
      }),
    ]);
    expect(firstWeek.initiatives).toEqual([
      { text: "Count completion", done: true, url: null },
      { text: "Save an unfinished set-up", done: false, url: null },
    ]);
  });
});

test("it calls opposite what okr align calls opposite", async () => {
  const opposed = createExplorer({
    "okrs/strategy.md": STRATEGY,
    "okrs/loyalty.md": LOYALTY.replace(
      "key_results:\n",
      "key_results:\n  - { id: calls, title: Cut calls from 9 to 6, baseline: 9, target: 6, weight: 9 }\n",
    ),
    [ANSWERS]: (EXPLORER_FILES[ANSWERS] as string).replace(
      "owner: rafael\n",
      "owner: rafael\naligns_to: [loyalty]\ndepends_on: [first-week]\n",
    ),
    // It serves the very key result that goes well.
    [FIRST_WEEK]: (EXPLORER_FILES[FIRST_WEEK] as string)
      .replace("owner: ana\n", "owner: ana\naligns_to: [loyalty/kept]\n")
      .replace(/ {2}- id: tickets[\s\S]*?---\n$/, "---\n"),
    ...record("loyalty", "2026-11-19", "results: { kept: 80, calls: 9 }\n"),
    ...record("answers", "2026-11-19", "results: { repeat-calls: 12 }\n"),
    ...record("first-week", "2026-11-19", "results: { completion: 90 }\n"),
  });
  const { objectives } = await answerOf(opposed);
  const found = objectives.flatMap(
    (one: { id: string } & Record<string, { ref: string; contradicts: boolean }[]>) =>
      ["serves", "served_by", "depends_on", "needed_by"].flatMap((way) =>
        (one[way] ?? []).filter(({ contradicts }) => contradicts).map(({ ref }) => `${one.id} ${way} ${ref}`),
      ),
  );
  expect(found.sort()).toEqual(["answers serves loyalty", "loyalty served_by answers"]);
  const { stdout } = await runIn(WORLD, opposed, "align");
  const [told] = /Opposite stories\n(?: .*\n)+/.exec(stdout) ?? [];
  expect(told).toBe(
    "Opposite stories\n  ● 1.00 on-track  support · answers\n      serves  ○ 0.10 off-track digital · loyalty\n",
  );
});

test("the page of a team holds its objectives, and those of the teams below it", async () => {
  const { kind, team, title, objectives, participation } = await answerOf(repo, "--team", "explorer");
  expect([kind, team, title]).toEqual(["team", "explorer", "Acme · Explorer Team · 2026-Q4"]);
  expect(objectives.map(({ id }: { id: string }) => id)).toEqual(["first-week"]);
  expect(participation).toEqual([
    { team: "explorer", people: 2, with_part: 2, wrote: 1, open_objectives: 1, recently_checked_in: 1 },
  ]);
  expect((await answerOf(repo, "--team", "digital")).objectives).toHaveLength(3);
  const { stdout } = await okr(repo, "--team", "explorer");
  expect(stdout).toContain(
    "- In the way: The tutorial waits for a text.\n- Next: Ask the writers  \n  Ship on Monday\n",
  );
});

test("the strategic page counts strategic objectives and tells in sum what teams contribute", async () => {
  const { headlines, strategy, counts } = await answerOf(repo, "--strategic");
  expect(counts.objectives).toBe(3);
  expect(headlines[0]).toBe(
    "The mean score of 1 strategic objective is 0.10 of 1.00, +0.10 since 2026-10-21.",
  );
  const none = { objectives: [], mean: null, units: [] };
  const firstWeek = expect.objectContaining({
    objectives: ["first-week"],
    units: [{ unit: "digital", objectives: 1 }],
  });
  expect(strategy).toEqual([
    { priority: "onboarding", objectives: [{ id: "loyalty", contribution: firstWeek }], directly: none },
    {
      priority: "service",
      objectives: [],
      directly: { objectives: ["answers"], mean: 5 / 6, units: [{ unit: "digital", objectives: 1 }] },
    },
  ]);
  const { stdout } = await okr(repo, "--strategic");
  expect(stdout).toContain("**Mission.** Banking that is easy to understand\n");
  expect(stdout).toMatch(/What teams contribute: 1 objective with a mean score of 0\.\d\d; 1 /);
  expect(stdout).not.toContain("## Taking part");
});

test("the scorecard holds grades against scores, and forecasts against what became of them", async () => {
  const { verdicts, since, headlines } = await answerOf(repo, "--scorecard", "--cycle", "2026-Q4");
  expect(since).toBeNull();
  expect(headlines.slice(0, 3)).toEqual([
    `The mean of 2 objectives, by their grades or else their scores, is ${((1 + verdicts[0].final) / 2).toFixed(2)} of 1.00.`,
    "The one closed objective reached what it aimed for.",
    "1 objective is not closed, so how it ended is not known (last reading: 2026-11-19).",
  ]);
  const [firstWeek, answers] = verdicts;
  expect(answers).toEqual({
    objective: "answers",
    final: 1,
    graded: true,
    band: "met",
    outcome: "done",
    reached: true,
    last_reading: "2026-11-06",
    forecasts: [{ when: "first", date: "2026-11-06", confidence: 0.9 }],
  });
  expect(firstWeek).toMatchObject({ graded: false, band: "poor", outcome: null, reached: null });
  expect(firstWeek.forecasts.map(({ when }: { when: string }) => when)).toEqual(["first", "last"]);
  const { stdout } = await okr(repo, "--scorecard", "--cycle", "2026-Q4");
  expect(stdout).toContain("| Answer within the app | committed | 0.83 | 1.00 | met | done |\n");
  expect(stdout).toContain("grade 1.00: the last count came late |");
  expect(stdout).toContain("- Learned: Answer first, then ask.\n");
});

test("without --cycle a scorecard is about the cycle that ended last", async () => {
  const later = await runIn({ today: "2027-02-01" }, repo, "report", "--scorecard", "--json");
  expect(JSON.parse(later.stdout).cycles.map(({ id }: { id: string }) => id)).toEqual(["2026-Q4"]);
});

test("as a table it has a row for each objective", async () => {
  const { stdout } = await okr(repo, "--format", "csv");
  const rows: Record<string, string>[] = parse(stdout, { columns: true });
  const { objectives } = await answerOf(repo);
  expect(rows.map(({ id, score, commit }) => [id, Number(score), commit])).toEqual(
    objectives.map((one: Record<string, unknown>) => [one.id, one.score, one.commit]),
  );
  expect(rows[1]).toMatchObject({
    owner_name: "Ana Souza",
    team_name: "Explorer Team",
    serves: "loyalty",
    plan: "'- Ask the writers\n- Ship on Monday",
    attention: expect.stringContaining("heading for"),
  });
});

test.each([
  ["page.md", "# Acme"],
  ["page.csv", "id,title"],
  ["page.json", '{\n  "schema": "okr-report/1"'],
])("the ending of --output %s says the format", async (name, start) => {
  const here = new TestRepository(repo.dir);
  const file = `${temporaryFolder()}/${name}`;
  expect(await okr(here, "--output", file)).toMatchObject({ code: 0, stdout: "" });
  const { readFileSync } = await import("node:fs");
  expect(readFileSync(file, "utf8").startsWith(start)).toBe(true);
});

describe("what cannot be shown is said", () => {
  test("two pages at once", async () => {
    const { code, stderr } = await okr(repo, "--strategic", "--scorecard");
    expect([code, stderr]).toEqual([
      2,
      "okr: --strategic and --scorecard are two pages\n  ask for one of them\n",
    ]);
  });

  test("a file that cannot be read", async () => {
    const broken = createExplorer({ "okrs/broken.md": "---\nkind: objective\n---\n" });
    const { code, stdout, stderr } = await okr(broken);
    expect(code).toBe(1);
    expect(stderr).toContain("okrs/broken.md");
    expect(stdout).toContain("### Answer within the app");
  });

  test("a history that is cut off has no trends, and nothing to compare", async () => {
    const dir = `${temporaryFolder()}/clone`;
    repo.git("clone", "--quiet", "--depth=1", `file://${repo.dir}`, dir);
    const { code, stdout, stderr } = await okr(new TestRepository(dir, repo.env));
    expect(code).toBe(0);
    expect(stderr).toContain("trends, goalposts and what changed are left out");
    expect(stdout).not.toContain("## Since");
  });

  test("a company without objectives", async () => {
    const empty = createExplorer({ [FIRST_WEEK]: null, [ANSWERS]: null });
    expect((await okr(empty)).stdout).toBe(
      "# Acme\n\nAs of 2026-11-20.\n\nThere is no objective to report on.\n",
    );
    const { objectives, mean } = await answerOf(empty);
    expect([objectives, mean]).toEqual([[], null]);
  });
});
