import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { createExplorer, EXPLORER_FILES, FIRST_WEEK } from "../support/explorer.ts";
import { type TestRepository, temporaryFolder } from "../support/repository.ts";
import { type Answer, CANCEL, runIn } from "../support/run.ts";
import { problemsOf } from "../support/schema.ts";

const STRATEGY = `---
kind: strategy
mission: Everybody is at home within a week
priorities:
  - id: simple-onboarding
    title: Simplify onboarding
---
`;
const ABOVE = `---
kind: objective
id: delight
title: Delight new customers
team: digital
cycle: 2026-Q4
type: aspirational
owner: rafael
aligns_to: [simple-onboarding]
key_results:
  - { id: nps, title: Raise NPS from 20 to 40, baseline: 20, target: 40 }
---
`;
const CLOSED = `---
kind: retrospective
objective: first-week
date: 2026-12-20
by: ana
phase: end
outcome: continued
grades: { completion: 0.6, tickets: 0.6, uptime: 0.6, rollout: 0.6, audit: 0 }
---

## What we learned

People read less than
we thought.

## What we will change

Shorter texts.
`;
const ANA = `We were proud. Onboarding completion went
from 65 % to 90 %. Everybody smiled.

- Set-up tickets fell from 40 to 25!
`;

function company(): TestRepository {
  return createExplorer({
    "okrs/strategy.md": STRATEGY,
    "okrs/2026-Q4/digital/delight.md": ABOVE,
    [FIRST_WEEK.replace(".md", "/2026-12-20-retrospective-z0aaaaa.md")]: CLOSED,
  });
}

const WORLD = { today: "2026-12-22" };
const MONTH = "okrs/2027-Q1/explorer/first-month.md";
const textOf = (repo: TestRepository, path: string) => readFileSync(join(repo.dir, path), "utf8");
const branchOf = (repo: TestRepository) => repo.git("symbolic-ref", "--short", "HEAD").trim();
const flags = (...more: string[]) => [
  ...["plan", "--team", "explorer", "--objective", "Make the first month easy", "--id", "first-month"],
  ...more,
];

describe("okr plan --show", () => {
  test("shows what there is to serve, what was learned, what continues, and the signs of the stories", async () => {
    const repo = company();
    writeFileSync(join(repo.dir, "ana.md"), ANA);
    const { code, stdout, stderr } = await runIn(
      WORLD,
      repo,
      ...["plan", "--team", "explorer", "--story", "ana=ana.md", "--show"],
    );
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(stdout).toBe(`Explorer Team plans 2027-Q1 (2027-01-01 to 2027-03-31)

Where we are going
  mission Everybody is at home within a week

What there is to serve, and how it stands
    –   Simplify onboarding (simple-onboarding, priority)
    –   Delight new customers (delight, digital)

The last cycle: 2026-Q4, mean 0.48
  0.48  Make the first week seamless (first-week, continued)
        learned: People read less than we thought.
        will change: Shorter texts.

What continues
  first-week  Make the first week seamless
    okr continue first-week --cycle 2027-Q1

Signs in the stories
  1. Onboarding completion went from 65 % to 90 %
     ana; a number from 65 to 90 %, upwards
  2. Set-up tickets fell from 40 to 25
     ana; a number from 40 to 25, downwards
`);
    const show = ["plan", "--team", "explorer", "--story", "ana=ana.md", "--show"];
    const narrow = await runIn({ ...WORLD, columns: 40 }, repo, ...show);
    const coloured = await runIn({ ...WORLD, columns: 40, colour: 1 }, repo, ...show);
    expect(stripVTControlCharacters(coloured.stdout)).toBe(narrow.stdout);
    expect(narrow.stdout).toContain(`
What there is to serve, and how it stands
    –   Simplify onboarding
        (simple-onboarding, priority)
    –   Delight new customers
        (delight, digital)
`);
    expect(narrow.stdout).toContain(`
  0.48  Make the first week seamless
        (first-week, continued)
        learned: People read less than
        we thought.
`);
  });

  test("as JSON by its schema", async () => {
    const { stdout } = await runIn(
      { ...WORLD, input: "## João Lima\n\nChurn fell from 9 % to 5 %.\n\n## ana\n\nNothing to count.\n" },
      company(),
      ...["plan", "--team", "explorer", "--story", "-", "--show", "--json"],
    );
    const answer = JSON.parse(stdout);
    expect(problemsOf("output/plan", answer)).toEqual([]);
    expect(answer).toMatchObject({
      ...{ team: "explorer", cycle: { id: "2027-Q1" }, written: [], commit: null },
      serve: [
        { id: "simple-onboarding", team: null },
        { id: "delight", team: "digital" },
      ],
      last: { cycle: "2026-Q4", objectives: [{ grade: expect.closeTo(0.48), outcome: "continued" }] },
      continues: [{ id: "first-week", as: null }],
      signs: [{ number: 1, by: "joao", text: "Churn fell from 9 % to 5 %" }],
    });
  });

  test.each([
    ["2026-12-09", "2026-Q4"],
    ["2026-12-11", "2027-Q1"],
    ["2027-01-04", "2027-Q1"],
  ])("on %s the cycle to prepare is %s, as okr ready sees it", async (today, cycle) => {
    const repo = company();
    const id = async (...words: string[]) =>
      JSON.parse((await runIn({ today }, repo, ...words, "--team", "explorer", "--json")).stdout).cycle.id;
    expect([await id("plan", "--show"), await id("ready")]).toEqual([cycle, cycle]);
  });

  test("is shown as of a commit as well", async () => {
    const repo = company();
    const { at } = JSON.parse(
      (await runIn(WORLD, repo, "plan", "--team", "explorer", "--at", "HEAD", "--json")).stdout,
    );
    expect(at).toEqual({ date: "2026-11-20", commit: repo.head(), dirty: false });
  });
});

describe("okr plan by flags", () => {
  test("drafts the objective on a branch of its own, and leaves everything else as it was", async () => {
    const repo = company();
    writeFileSync(join(repo.dir, "ana.md"), ANA);
    writeFileSync(join(repo.dir, "staged.txt"), "staged\n");
    repo.git("add", "staged.txt");
    const before = repo.git("rev-parse", "main");
    const { code, stdout } = await runIn(
      WORLD,
      repo,
      ...flags("--story", "ana=ana.md", "--sign", "1", "--key-result", "Reduce churn from 9 % to 5 %"),
      ...[
        "--goal",
        "Everybody stays",
        "--progress",
        "## Fewer\ncalls",
        "--why",
        "It pays.",
        "--owner",
        "ana",
      ],
      ...["--align", "simple-onboarding", "--backup", "joao"],
    );
    expect(code).toBe(0);
    expect(stdout).toContain("on plan/2027-Q1-explorer");
    expect(branchOf(repo)).toBe("plan/2027-Q1-explorer");
    expect(repo.git("rev-parse", "main")).toBe(before);
    expect(repo.git("status", "--porcelain")).toBe("A  staged.txt\n?? ana.md");
    expect(repo.git("show", "--name-only", "--format=%s", "HEAD")).toBe(
      `okr: plan 2027-Q1 of explorer\n\n${MONTH}`,
    );
    expect(textOf(repo, MONTH)).toBe(`---
kind: objective
id: first-month
title: Make the first month easy
team: explorer
cycle: 2027-Q1
type: aspirational
owner: ana
aligns_to: [simple-onboarding]
key_results:
  - id: onboarding-completion
    title: Onboarding completion from 65 % to 90 %
    backup: joao
    metric: number
    baseline: 65
    target: 90
    unit: "%"
  - id: churn
    title: Reduce churn from 9 % to 5 %
    backup: joao
    metric: number
    baseline: 9
    target: 5
    unit: "%"
---

It pays.

## The strategic goal

Everybody stays

## How we will know

\\## Fewer
calls

## Time machine

### Ana Souza

We were proud. Onboarding completion went
from 65 % to 90 %. Everybody smiled.

- Set-up tickets fell from 40 to 25!

## Initiatives

<!-- The work this takes, as a task list with links to the backlog: - [ ] what is to be done -->
`);
  });

  test("stays on the branch with --no-branch, goes on where the plan's branch is, and refuses one elsewhere", async () => {
    const repo = company();
    const grow = ["--key-result", "Reduce churn from 9 % to 5 %", "--owner", "ana"];
    await runIn(WORLD, repo, ...flags(...grow));
    const second = await runIn(WORLD, repo, ...flags(...grow, "--id", "second", "--json"));
    const answer = JSON.parse(second.stdout);
    expect(problemsOf("output/plan", answer)).toEqual([]);
    expect(answer).toMatchObject({ branch: "plan/2027-Q1-explorer", written: [{ id: "second" }] });
    repo.git("switch", "--quiet", "main");
    const elsewhere = await runIn(WORLD, repo, ...flags(...grow));
    expect(elsewhere.code).toBe(2);
    expect(elsewhere.stderr).toContain("there is a branch plan/2027-Q1-explorer already");
    expect(existsSync(join(repo.dir, MONTH))).toBe(false);
    expect((await runIn(WORLD, repo, ...flags(...grow, "--no-branch"))).code).toBe(0);
    expect(branchOf(repo)).toBe("main");
  });

  test("goes back where it was when the commit is refused, and says where the plan is kept", async () => {
    const repo = company();
    repo.hook("pre-commit", "echo not today >&2; exit 1");
    const given = flags("--key-result", "Reduce churn from 9 % to 5 %", "--owner", "ana");
    const refused = await runIn(WORLD, repo, ...given);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain("not today");
    expect(branchOf(repo)).toBe("main");
    expect(repo.git("branch", "--list", "plan/*")).toBe("");
    expect(repo.git("status", "--porcelain")).toBe("");
    const kept = /okr plan --from (\S+)/.exec(refused.stderr)?.[1] as string;
    repo.git("config", "core.hooksPath", "/dev/null");
    expect((await runIn(WORLD, repo, "plan", "--from", kept)).code).toBe(0);
    expect(textOf(repo, MONTH)).toContain("Reduce churn from 9 % to 5 %");
    expect(existsSync(kept)).toBe(false);
  });

  test("refuses what it cannot do, and writes nothing", async () => {
    const repo = company();
    const told = async (...argv: string[]) => (await runIn(WORLD, repo, ...argv)).stderr;
    expect(await told("plan", "--team", "explorer")).toContain("nothing is planned yet");
    expect(await told("plan", "--team", "explore")).toContain('did you mean "explorer"?');
    expect(await told(...flags("--sign", "1"))).toContain("there is no sign 1");
    expect(await told(...flags("--owner", "ana"))).toContain("has no key result");
    expect(await told(...flags("--key-result", "Raise the NPS to 40"))).toContain(
      "does not say its baseline",
    );
    expect(await told("plan", "--team", "explorer", "--why", "so")).toContain(
      "--why is said of an objective",
    );
    expect(await told(...flags("--story", "ana=-", "--from", "-"))).toContain(
      "standard input is named twice",
    );
    writeFileSync(join(repo.dir, "plan.yaml"), "team: explorer\nobjectives: [{ title: Grow, oops: 1 }]\n");
    expect(await told("plan", "--from", "plan.yaml")).toContain(
      "objective 1: oops is nothing that is read here",
    );
    const planned = async (keyResults: string) => {
      writeFileSync(join(repo.dir, "plan.yaml"), `objectives: [{ title: Grow, ${keyResults} }]\n`);
      return told("plan", "--team", "explorer", "--from", "plan.yaml");
    };
    const one = "{ id: a, title: Raise trials from 2 to 4 }";
    expect(await planned(`key_results: [${one}, ${one}]`)).toContain(
      'objective 1: key_results has the id "a" twice',
    );
    expect(await planned(`aligns_to: [{ a: 1 }], key_results: [${one}]`)).toContain(
      "aligns_to holds something that is not text",
    );
    expect(
      await planned("key_results: [{ title: Ship, metric: milestones, milestones: [{ title: [x] }] }]"),
    ).toContain("milestones holds something that is not text");
    expect(repo.git("status", "--porcelain")).toBe("?? plan.yaml");
    expect(branchOf(repo)).toBe("main");
  });

  test("keeps what was said by flags when git has something else to finish first", async () => {
    const repo = company();
    repo.write(".git/MERGE_HEAD", `${repo.head()}\n`);
    const given = flags("--key-result", "Reduce churn from 9 % to 5 %", "--owner", "ana");
    const refused = await runIn(WORLD, repo, ...given);
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining("in the middle of a merge")]);
    const kept = /okr plan --from (\S+)/.exec(refused.stderr)?.[1] as string;
    expect(readFileSync(kept, "utf8")).toContain("Reduce churn from 9 % to 5 %");
  });
});

test("a reason that opens a fence swallows nothing of what was said", async () => {
  const repo = company();
  const given = [
    "--key-result",
    "Reduce churn from 9 % to 5 %",
    "--owner",
    "ana",
    "--goal",
    "Everybody stays",
  ];
  await runIn(WORLD, repo, ...flags(...given, "--why", "It pays:\n\n```\nall of it"));
  const { readSections } = await import("../../src/store/sections.ts");
  expect([...readSections(textOf(repo, MONTH)).keys()]).toEqual(["the strategic goal", "initiatives"]);
  expect(textOf(repo, MONTH)).toContain("It pays:\n\n\\```\nall of it\n");
});

describe("who answers for a key result, and who takes over", () => {
  const given = [
    ...flags("--key-result", "Reduce churn from 9 % to 5 %", "--key-result", "Raise trials from 20 to 40"),
    ...["--owner", "ana", "--backup", "ana"],
  ];

  test("is said of one of them, or of all", async () => {
    const repo = company();
    const people = ["--owner", "churn=joao", "--backup", "trials=joao"];
    expect((await runIn(WORLD, repo, ...given, ...people)).code).toBe(0);
    const text = textOf(repo, MONTH);
    expect(text).toContain("\nowner: ana\n");
    expect(text).toContain("from 9 % to 5 %\n    owner: joao\n    backup: ana\n");
    expect(text).toContain("from 20 to 40\n    backup: joao\n");
  });

  test.each([
    [["--owner", "gone=joao"], "--owner gone=joao names no key result that is planned here", "churn, trials"],
    [["--owner", "joao"], "--owner names ana and joao", "--owner KEY-RESULT=joao"],
    [["--backup", "churn=bia"], 'there is no person "bia"', ""],
    [["--owner", "churn=ana", "--owner", "churn=joao"], "--owner names ana and joao for churn", ""],
  ])("%j is refused", async (people, message, hint) => {
    const { code, stderr } = await runIn(WORLD, company(), ...given, ...people);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).toContain(hint);
  });
});

describe("okr plan in a terminal", () => {
  const answers: readonly Answer[] = [
    ["Which cycle", "2027-Q1"],
    ["strategic goal", "Everybody stays"],
    ["relevant to us", ""],
    ["really move", "The first month"],
    ["making progress", ""],
    ["story of Ana", "Completion went from 65 % to 90 %."],
    ["story of João", ""],
    ["want to achieve", "Make the first month easy"],
    ["Why does it matter", "It pays."],
    ["How sure", "committed"],
    ["Who answers", "joao"],
    ["Which of these", "delight"],
    ["Completion went from 65 % to 90 % (ana", true],
    ["In which words", "Increase completion from 65 % to 90 %"],
    ["Another key result", "Raise the NPS to 40"],
    ["stand today", "20"],
  ];

  test("asks for everything, and keeps what is typed when somebody gives up", async () => {
    const repo = company();
    const first = await runIn(
      { ...WORLD, answers: [...answers, ["Another key result", CANCEL]] },
      repo,
      ...["plan", "--team", "explorer"],
    );
    expect(first.unused).toEqual([]);
    expect(first.asked).toContain("# → number, 20 → 40");
    expect(branchOf(repo)).toBe("main");
    const kept = /okr plan --from (\S+)/.exec(first.stderr)?.[1] as string;
    const rest: readonly Answer[] = [
      ["relevant to us", ""],
      ["making progress", ""],
      ["story of João", ""],
      ["Another key result", ""],
      ["Who answers for completion", "ana"],
      ["takes over completion when Ana Souza is away", "joao"],
      ["Who answers for nps", "joao"],
      ["takes over nps when João Lima is away", "ana"],
      ["Another objective", false],
      ["Write 1 objective", true],
    ];
    const { code, unused } = await runIn({ ...WORLD, answers: rest }, repo, "plan", "--from", kept);
    expect([code, unused]).toEqual([0, []]);
    expect(existsSync(kept)).toBe(false);
    const text = textOf(repo, "okrs/2027-Q1/explorer/first-month-easy.md");
    for (const said of [
      "type: committed",
      "owner: joao",
      "title: Increase completion from 65 % to 90 %\n    owner: ana\n    backup: joao\n",
      "owner: joao\n    backup: ana\n",
      "aligns_to: [delight]",
      "title: Increase completion from",
    ])
      expect(text).toContain(said);
    expect(text).toContain("## What we can really move\n\nThe first month\n");
    expect(text).toContain("### Ana Souza\n\nCompletion went from 65 % to 90 %.\n");
  });

  test("says where no story names a measure", async () => {
    const told = answers
      .slice(0, -4)
      .map((one): Answer => (one[0] === "story of Ana" ? [one[0], "All smile."] : one));
    const { asked, unused } = await runIn(
      { ...WORLD, answers: [...told, ["First key result", CANCEL]] },
      company(),
      ...["plan", "--team", "explorer"],
    );
    expect(unused).toEqual([]);
    expect(asked.join("\n")).toContain(
      "# No sentence of the stories names a measure that moves\nWrite it as",
    );
  });

  test("takes a second objective, which names the first", async () => {
    const repo = company();
    const { code, unused, asked } = await runIn(
      {
        ...WORLD,
        answers: [
          ...answers,
          ["Another key result", ""],
          ["Who answers for completion", "joao"],
          ["takes over completion", ""],
          ["Who answers for nps", "joao"],
          ["takes over nps", ""],
          ["Another objective", true],
          ["want to achieve", "Answer faster"],
          ["Why does it matter", ""],
          ["How sure", "aspirational"],
          ["Who answers", "ana"],
          ["Which of these", ""],
          ["First key result", "Reduce waiting from 5 h to 2 h"],
          ["Another key result", ""],
          ["takes over waiting when Ana Souza is away", "joao"],
          ["Another objective", false],
          ["Write 2 objectives", true],
        ],
      },
      repo,
      ...["plan", "--team", "explorer"],
    );
    expect(asked).toContain(`# What will be written
Make the first month easy · committed · joao
  completion  number, 65 → 90 % · joao
  nps  number, 20 → 40 · joao
Answer faster · aspirational · ana
  waiting  number, 5 → 2 h · ana · backup joao`);
    expect([code, unused]).toEqual([0, []]);
    expect(branchOf(repo)).toBe("plan/2027-Q1-explorer");
    expect(textOf(repo, "okrs/2027-Q1/explorer/answer-faster.md")).toMatch(
      /Planned together with \[first-month/,
    );
  });

  test("works outside git, where what is typed is kept beside", async () => {
    const folder = temporaryFolder();
    const beside = temporaryFolder();
    for (const [path, text] of Object.entries(EXPLORER_FILES)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const argv = ["plan", "--team", "explorer", "--cycle", "2027-Q1", "--no-commit"];
    const world = { ...WORLD, env: { TMPDIR: beside } };
    const given = answers.filter(([question]) => !/Which/.test(String(question)));
    const replies: readonly Answer[] = [
      ...given,
      ["Another key result", "Reduce churn from 9 % to 5 %"],
      ["Another key result", CANCEL],
    ];
    const first = await runIn({ ...world, answers: replies }, folder, ...argv);
    const [draft = ""] = readdirSync(beside);
    const kept = join(beside, draft);
    expect([first.code, first.stderr]).toEqual([2, expect.stringContaining(`okr plan --from ${kept}`)]);
    const rest: readonly Answer[] = [
      ["relevant to us", ""],
      ["making progress", ""],
      ["story of João", ""],
      ["Another key result", ""],
      ["Who answers for completion", "ana"],
      ["takes over completion", "joao"],
      ["Who answers for nps", "joao"],
      ["takes over nps", "ana"],
      ["Who answers for churn", "joao"],
      ["takes over churn", "ana"],
      ["Another objective", false],
      ["Write 1 objective", true],
    ];
    const second = await runIn({ ...world, answers: rest }, folder, "plan", "--from", kept, "--no-commit");
    expect([second.code, second.unused, readdirSync(beside)]).toEqual([0, [], []]);
    const text = readFileSync(join(folder, "okrs/2027-Q1/explorer/first-month-easy.md"), "utf8");
    expect(text).toContain("title: Reduce churn from 9 % to 5 %\n    owner: joao\n    backup: ana\n");
  });
});
