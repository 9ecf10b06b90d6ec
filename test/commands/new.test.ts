import { describe, expect, test } from "vitest";
import { createRepository, TestRepository, temporaryFolder } from "../support/repository.ts";
import { CANCEL, run, runIn } from "../support/run.ts";
import { problemsOf } from "../support/schema.ts";

const EXPLORER = `---
kind: team
id: explorer
name: Explorer Team
lead: rafael
members:
  - { id: ana, name: Ana Souza, email: ana@example.com }
  - { id: rafael, name: Rafael Lima } # our lead
---
`;
const STRATEGY = `---
kind: strategy
priorities:
  - id: simple-onboarding
    title: Simplify onboarding
---
`;
const GROW = `---
kind: objective
id: grow
title: Grow
team: explorer
cycle: 2026-Q4
type: committed
owner: rafael
key_results:
  - id: sign-ups   # counted by the shop
    title: Increase sign-ups from 40 to 90
    baseline: 40
    target: 90
---

Why: it pays for everything else.
`;

/** A company with a strategy, one team and one objective. */
function company(more: Record<string, string> = {}): TestRepository {
  return createRepository({
    "okr.yaml": "version: 1\npreset: minimal\n",
    "okrs/strategy.md": STRATEGY,
    "okrs/teams/explorer.md": EXPLORER,
    "okrs/2026-Q4/explorer/grow.md": GROW,
    ...more,
  });
}

describe("okr new objective", () => {
  test("writes the file with all that was said, and says what it understood", async () => {
    const repo = company();
    const { code, stdout } = await run(
      repo,
      ...["new", "objective", "Make the first week seamless: for new users", "--team", "explorer"],
      ...[
        "--align",
        "simple-onboarding",
        "--align",
        "grow/sign-ups",
        "--depends-on",
        "grow",
        "--why",
        "They leave.",
      ],
      ...["--key-result", "Increase onboarding completion from 65 % to 90 %"],
      ...["--key-result", "Keep the sign-up page available at least 99.9 % of the time"],
    );
    expect(repo.read("okrs/2026-Q4/explorer/first-week-seamless.md")).toBe(`---
kind: objective
id: first-week-seamless
title: "Make the first week seamless: for new users"
team: explorer
cycle: 2026-Q4
type: aspirational
owner: ana
aligns_to: [simple-onboarding, grow/sign-ups]
depends_on: [grow]
key_results:
  - id: onboarding-completion
    title: Increase onboarding completion from 65 % to 90 %
    metric: number
    baseline: 65
    target: 90
    unit: "%"
  - id: sign-up-page
    title: Keep the sign-up page available at least 99.9 % of the time
    metric: limit
    at_least: 99.9
    unit: "%"
---

They leave.

## Initiatives

<!-- The work this takes, as a task list with links to the backlog: - [ ] what is to be done -->
`);
    expect(stdout).toBe(`wrote okrs/2026-Q4/explorer/first-week-seamless.md
  Increase onboarding completion from 65 % to 90 %
    → onboarding-completion: number, 65 → 90 %
  Keep the sign-up page available at least 99.9 % of the time
    → sign-up-page: limit, ≥ 99.9 %

Not committed yet; to commit it:
  git add okrs/2026-Q4/explorer/first-week-seamless.md
  git commit -m "okr: add objective first-week-seamless" okrs/2026-Q4/explorer/first-week-seamless.md

Next:
  okr checkin first-week-seamless
`);
    expect(code).toBe(0);
    expect(await run(repo, "check")).toMatchObject({ code: 0 });
    expect(repo.status()).toEqual(["?? okrs/2026-Q4/explorer/first-week-seamless.md"]);
  });

  test("--commit commits exactly that file", async () => {
    const repo = company();
    repo.write("staged.txt", "mine\n");
    repo.git("add", "staged.txt");
    const { stdout } = await run(
      repo,
      ...objective("Win", "Increase wins from 1 to 2"),
      "--commit",
      "--id",
      "win",
    );
    expect(stdout).toMatch(/^committed [0-9a-f]{7} on main$/m);
    expect(repo.changes()).toEqual(["A okrs/2026-Q4/explorer/win.md"]);
    expect(repo.subjects("HEAD~1..")).toEqual(["okr: add objective win"]);
    expect(repo.status()).toEqual(["A  staged.txt"]);
  });

  test.each([
    ["the title says it", "Increase wins from 1 to 2", [], ["baseline: 1", "target: 2"]],
    [
      "a share of a baseline",
      "Reduce latency by 30 %",
      ["--baseline", "800", "--unit", "ms"],
      ["baseline: 800", "target: 560", "unit: ms"],
    ],
    [
      "only a target",
      "Reach 200 customers",
      ["--baseline", "20"],
      ["baseline: 20", "target: 200", "unit: customers"],
    ],
    ["nothing", "Pass the audit", ["--metric", "binary"], ["id: audit", "metric: binary"]],
    [
      "nothing, and both values are given",
      "Delight people",
      ["--baseline", "1", "--target", "5"],
      ["metric: number", "target: 5"],
    ],
    [
      "nothing, and a bound is given",
      "Stay calm",
      ["--at-most", "3", "--unit", "alerts"],
      ["metric: limit", "at_most: 3", "unit: alerts"],
    ],
    [
      "nothing, and steps are given",
      "Bring the tutorial to everyone",
      ["--milestone", "Draft agreed", "--milestone", "Live, everywhere"],
      ["metric: milestones", '- { id: live-everywhere, title: "Live, everywhere" }'],
    ],
  ])("a measure where %s", async (_, keyResult, flags, lines) => {
    const repo = company();
    const { code, stderr } = await run(repo, ...objective("Win", keyResult), "--id", "win", ...flags);
    expect(stderr).toBe("");
    expect(code).toBe(0);
    const written = repo.read("okrs/2026-Q4/explorer/win.md").split("\n");
    expect(written.map((line) => line.trim().replace(/^- (?=id)/, ""))).toEqual(
      expect.arrayContaining(lines),
    );
  });

  test("--backup is that of every key result given", async () => {
    const repo = company();
    await run(
      repo,
      ...objective("Win", "Increase wins from 1 to 2"),
      "--key-result",
      "Cut costs from 9 to 3",
      "--id",
      "win",
      "--backup",
      "rafael",
    );
    const text = repo.read("okrs/2026-Q4/explorer/win.md");
    expect(text.match(/^ {4}backup: rafael\n {4}metric: number$/gm)).toHaveLength(2);
  });

  test("an id that is taken is counted on", async () => {
    const repo = company();
    await run(repo, ...objective("Grow", "Increase wins from 1 to 2"));
    await run(repo, ...objective("Grow", "Increase wins from 1 to 2"));
    expect(repo.status()).toEqual([
      "?? okrs/2026-Q4/explorer/grow-2.md",
      "?? okrs/2026-Q4/explorer/grow-3.md",
    ]);
  });

  test("titles that YAML could misread come back as they were", async () => {
    for (const title of [
      '"Quoted" & #tagged',
      "2026",
      "yes: no",
      "& dash",
      "Grüße, 世界 👍",
      "[brackets]",
      "a\\b 'c'",
    ]) {
      const repo = company();
      expect(await run(repo, ...objective(title, "Increase wins from 1 to 2"), "--id", "odd")).toMatchObject({
        code: 0,
      });
      const { stdout } = await run(repo, "status", "--json");
      expect(JSON.parse(stdout).objectives).toContainEqual(expect.objectContaining({ id: "odd", title }));
    }
  });
});

function objective(title: string, keyResult: string): string[] {
  return ["new", "objective", title, "--key-result", keyResult];
}

describe("okr new key-result", () => {
  test("adds to the objective's file and leaves the rest of it alone", async () => {
    const repo = company();
    const title = "Reduce p95 latency from 800 ms to 300 ms";
    const people = ["--owner", "ana", "--backup", "rafael", "--weight", "2"];
    const { code, stdout } = await run(repo, "new", "key-result", "grow", ...title.split(" "), ...people);
    expect(repo.read("okrs/2026-Q4/explorer/grow.md")).toBe(
      GROW.replace(
        "target: 90\n",
        `target: 90
  - id: p95-latency
    title: Reduce p95 latency from 800 ms to 300 ms
    owner: ana
    backup: rafael
    metric: number
    baseline: 800
    target: 300
    unit: ms
    weight: 2
`,
      ),
    );
    expect(stdout).toContain("added grow/p95-latency to okrs/2026-Q4/explorer/grow.md\n");
    expect(stdout).toContain("    → p95-latency: number, 800 → 300 ms\n");
    expect(code).toBe(0);
  });

  test("a file with the line ends of Windows keeps them", async () => {
    const path = "okrs/2026-Q4/explorer/grow.md";
    const repo = company({ [path]: GROW.replaceAll("\n", "\r\n") });
    await run(repo, "new", "key-result", "grow", "Pass the audit", "--metric", "binary", "--commit");
    expect(repo.read(path).replaceAll("\r\n", "")).not.toContain("\n");
    expect(repo.subjects("HEAD~1..")).toEqual(["okr: add key result grow/audit"]);
    expect(await run(repo, "check")).toMatchObject({ code: 0 });
  });
});

describe("okr new team and okr new person", () => {
  test("a team with a new member and one that is known already", async () => {
    const repo = company();
    const members = [
      "--member",
      "Mei Hartono <mei@example.com>",
      "--member",
      "Ana <ANA@example.com>",
      "--member",
      "Ana Pereira",
    ];
    await run(
      repo,
      "new",
      "team",
      "The Growth Team",
      ...members,
      "--lead",
      "mei",
      "--coach",
      "rafael",
      "--parent",
      "explorer",
    );
    expect(repo.read("okrs/teams/growth.md")).toBe(`---
kind: team
id: growth
name: The Growth Team
level: team
parent: explorer
lead: mei
coach: rafael
members:
  - { id: mei, name: Mei Hartono, email: mei@example.com }
  - ana
  - { id: ana-pereira, name: Ana Pereira }
---

<!-- What does this team look after, and who decides what? -->
`);
    expect(await run(repo, "check")).toMatchObject({ code: 0 });
  });

  test.each([
    [
      "behind the others",
      EXPLORER,
      EXPLORER.replace(
        "our lead\n",
        "our lead\n  - { id: joao, name: João Lima, email: joao@example.com, mentor: ana }\n",
      ),
    ],
    [
      "into an empty list",
      team("members: []\n"),
      team("members: [{ id: joao, name: João Lima, email: joao@example.com, mentor: ana }]\n"),
    ],
    [
      "where there is no list",
      team(""),
      team("members:\n  - { id: joao, name: João Lima, email: joao@example.com, mentor: ana }\n"),
    ],
  ])("a person %s", async (_, before, after) => {
    const repo = company({
      "okrs/teams/new.md": before
        .replace("id: explorer", "id: new")
        .replace(/members:\n .*\n .*our lead/, "members:\n  - { id: eve, name: Eve } # our lead"),
    });
    const args = ["new", "person", "João Lima <joao@example.com>", "--team", "new", "--mentor", "ana"];
    const { code, stdout } = await run(repo, ...args);
    expect(stdout).toContain("added joao to okrs/teams/new.md\n");
    expect(repo.read("okrs/teams/new.md")).toBe(
      after
        .replace("id: explorer", "id: new")
        .replace(/members:\n .*\n .*our lead/, "members:\n  - { id: eve, name: Eve } # our lead"),
    );
    expect(code).toBe(0);
  });
});

function team(members: string): string {
  return `---\nkind: team\nid: explorer\nname: New\n${members}---\n`;
}

test("what is wrong is refused before anything is written", async () => {
  const repo = company();
  const key = ["--key-result", "Increase wins from 1 to 2"];
  const cases: [argv: string[], message: string, hint: string][] = [
    [[], "it is not said what is new", "write okr new objective, okr new key-result"],
    [["objectve"], '"objectve" is nothing that okr new can write', 'did you mean "objective"?'],
    [["objective"], "the objective has no title", "Make the first week seamless"],
    [["objective", "Win"], "the objective has no key result", "--key-result"],
    [
      ["objective", "Win", ...key, "--team", "explorr"],
      'there is no team "explorr"',
      'did you mean "explorer"?',
    ],
    [["objective", "Win", ...key, "--owner", "anna"], 'there is no person "anna"', 'did you mean "ana"?'],
    [["objective", "Win", ...key, "--backup", "anna"], 'there is no person "anna"', 'did you mean "ana"?'],
    [
      ["objective", "Win", ...key, "--align", "simple-onbording"],
      '"simple-onbording"',
      'did you mean "simple-onboarding"?',
    ],
    [
      ["objective", "Win", ...key, "--align", "grow/signups"],
      '"grow/signups"',
      'did you mean "grow/sign-ups"?',
    ],
    [
      ["objective", "Win", ...key, "--depends-on", "grwo"],
      'there is no objective "grwo"',
      'did you mean "grow"?',
    ],
    [["objective", "Win", ...key, "--cycle", "2026-Q5"], 'there is no cycle "2026-Q5"', "2026-Q4"],
    [
      ["objective", "Win", ...key, "--id", "grow"],
      'the id "grow" is taken, in okrs/2026-Q4/explorer/grow.md',
      "another --id",
    ],
    [["objective", "Win", ...key, "--id", "Grow!"], '--id is "Grow!"', "first-week"],
    [["objective", "勝つ", ...key], 'no id can be made of "勝つ"', "--id"],
    [["objective", "Win", ...key, "--lead", "ana"], "--lead says nothing about an objective", "okr new team"],
    [
      ["objective", "Win", "--key-result", "Delight people"],
      "does not say how it is measured",
      "okr new key-result",
    ],
    [
      ["objective", "Win", "--key-result", "Reduce churn by 30 %"],
      "does not say where it stands today",
      "--baseline",
    ],
    [
      ["objective", "Win", ...key, ...key, "--baseline", "1"],
      "it is not clear which key result",
      "okr new key-result",
    ],
    [["objective", "Win", ...key, "--baseline", "3"], "says 1 → 2 in its title, but 3 → 2 beside it", "once"],
    [["objective", "x".repeat(201), ...key, "--id", "win"], "was not written: title", "200"],
    [["key-result"], "no objective is named", "first-week"],
    [["key-result", "growth", "Win"], 'there is no objective "growth"', 'did you mean "grow"?'],
    [["key-result", "grow"], "the key result has no title", "from 65 % to 90 %"],
    [
      ["key-result", "grow", "Win", "--metric", "binary", "--id", "sign-ups"],
      'grow has a key result "sign-ups" already',
      "--id",
    ],
    [
      ["key-result", "grow", "Win", "--metric", "binary", "--baseline", "1"],
      "a baseline does not belong",
      "leave a baseline out",
    ],
    [
      ["key-result", "grow", "Win", "--metric", "limit"],
      "does not say which limit is to be held",
      "--at-least",
    ],
    [["key-result", "grow", "Win", "--metric", "milestones"], "does not say which steps", "--milestone"],
    [["key-result", "grow", "Win", "--baseline", "1,5"], '--baseline is "1,5"', "1200 for thousands"],
    [["key-result", "grow", "Win", "--baseline", "1", "--target", "1"], "nothing can move", "limit"],
    [["key-result", "grow", "Win", "--at-least", "5", "--at-most", "3"], "nothing can hold both", "swap"],
    [
      ["key-result", "grow", "Reduce churn to 5 %", "--baseline", "3"],
      "from 3 nothing would move that way",
      "check the baseline",
    ],
    [["key-result", "grow", "Win", "--metric", "binary", "--weight", "0"], "was not written: weight", "0"],
    [["team"], "the team has no name", "Explorer Team"],
    [["team", "Explorer"], 'there is a team "explorer" already, in okrs/teams/explorer.md', "--id"],
    [["team", "Growth", "--parent", "explorre"], 'there is no team "explorre"', 'did you mean "explorer"?'],
    [["team", "Growth", "--member", "rafeal"], 'there is no person "rafeal"', 'did you mean "rafael"?'],
    [["team", "Growth", "--lead", "rafeal"], 'there is no person "rafeal"', 'did you mean "rafael"?'],
    [["team", "Growth", "--member", "Ana <ana>"], '"Ana <ana>" is no person', "ana@example.com"],
    [["person", "Ana Souza <ana@example.com>"], "Ana Souza has that address already", "one entry"],
    [["person", "João", "--id", "ana"], 'the id "ana" is taken, by Ana Souza', "--id"],
    [["person", "João", "--email", "joao"], "was not written: email", "ana@example.com"],
    [["person", "João", "--mentor", "anna"], 'there is no person "anna"', 'did you mean "ana"?'],
  ];
  for (const [argv, message, hint] of cases) {
    const { code, stdout, stderr } = await run(repo, "new", ...argv);
    expect(stderr, argv.join(" ")).toContain(message);
    expect(stderr, argv.join(" ")).toContain(hint);
    expect([code, stdout], argv.join(" ")).toEqual([2, ""]);
  }
  expect(repo.status()).toEqual([]);
});

test("a team file that cannot be read is named, not called unknown", async () => {
  const repo = company({ "okrs/teams/broken.md": "---\nkind: team\nid: broken\n---\n" });
  const { stderr } = await run(repo, ...objective("Win", "Increase wins from 1 to 2"), "--team", "broken");
  expect(stderr).toContain('the file of team "broken" cannot be read\n  run okr check');
});

test("an existing file is never replaced", async () => {
  const repo = company({ "okrs/teams/growth.md": "Notes on growth.\n" });
  const { code, stderr } = await run(repo, "new", "team", "Growth");
  expect(stderr).toContain("okrs/teams/growth.md already exists");
  expect([code, repo.status()]).toEqual([2, []]);
});

test("what a refused commit leaves is what was there before", async () => {
  const repo = company();
  repo.hook("pre-commit", "echo not on a Monday >&2; exit 1");
  const { code, stderr } = await run(
    repo,
    "new",
    "key-result",
    "grow",
    "Pass",
    "--metric",
    "binary",
    "--commit",
  );
  expect(stderr).toContain("not on a Monday");
  expect([code, repo.status()]).toEqual([2, []]);
});

test("--dry-run shows the text and writes nothing", async () => {
  const repo = company();
  const { code, stdout } = await run(repo, "new", "team", "Growth", "--dry-run");
  expect(stdout).toMatch(/^---\nkind: team\nid: growth\n/);
  expect([code, repo.status()]).toEqual([0, []]);
});

test("a rule that the new file breaks is reported", async () => {
  const repo = company({
    "okr.yaml": "version: 1\npreset: minimal\nrules: { vague-title: error }\n",
    "okrs/teams/growth.md": team("parent: ghost\n").replace("explorer", "growth"),
  });
  const title = [...objective("Win", "Increase wins from 1 to 2"), "--id", "win"];
  const { code, stderr, stdout } = await run(repo, ...title, "--team", "explorer");
  expect(stdout).toContain("wrote okrs/2026-Q4/explorer/win.md");
  expect(stderr).toMatch(
    /^okrs\/2026-Q4\/explorer\/win\.md:4:8 {2}error {2}vague-title {2}[^\n]+\n {4}→ [^\n]+\n$/,
  );
  expect(code).toBe(1);
});

test("a place is told from where the person stands", async () => {
  const repo = company({ "okr.yaml": "version: 1\npreset: minimal\nrules: { vague-title: error }\n" });
  const argv = [...objective("Win", "Increase wins from 1 to 2"), "--id", "win"];
  const { stderr } = await run(repo.path("okrs/teams"), ...argv);
  expect(stderr).toContain("../2026-Q4/explorer/win.md:4:8  error  vague-title");
});

test("what was wrong in the file before is not the new thing's", async () => {
  const rules = "rules: { unknown-team: error, task-like-key-result: warning }";
  const repo = company({
    "okr.yaml": `version: 1\npreset: minimal\n${rules}\n`,
    "okrs/teams/growth.md": team("parent: ghost\n").replace("explorer", "growth"),
    "okrs/2026-Q4/explorer/grow.md": GROW.replace("title: Increase sign-ups", "title: Launch sign-ups"),
  });
  expect(await run(repo, "new", "person", "João Lima", "--team", "growth")).toMatchObject({
    code: 0,
    stderr: "",
  });
  const key = async (title: string) => run(repo, "new", "key-result", "grow", title, "--metric", "binary");
  expect(await key("Everybody is delighted")).toMatchObject({ code: 0, stderr: "" });
  const { code, stderr } = await key("Launch the app");
  expect([code, stderr.match(/task-like-key-result/g)?.length]).toEqual([0, 1]);
  expect(stderr).toContain("explorer/grow.md:18:12  warning  task-like-key-result");
});

test("outside git everything works but committing", async () => {
  const folder = new TestRepository(temporaryFolder());
  for (const [path, text] of Object.entries({
    "okr.yaml": "version: 1\npreset: minimal\n",
    "okrs/teams/explorer.md": EXPLORER,
  }))
    folder.write(path, text);
  const argv = [...objective("Win", "Increase wins from 1 to 2"), "--owner", "ana"];
  expect(await run(folder, ...argv, "--commit")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("is not in a git repository"),
  });
  const { code, stdout } = await run(folder, ...argv);
  expect([code, stdout]).toEqual([0, expect.not.stringContaining("git")]);
});

test("somebody git does not know has to name an owner", async () => {
  const repo = company();
  const stranger = { env: { GIT_AUTHOR_EMAIL: "eve@example.com" } };
  const refused = await runIn(stranger, repo, ...objective("Win", "Increase wins from 1 to 2"));
  expect(refused.stderr).toContain("--owner rafael");
  expect(
    await runIn(stranger, repo, ...objective("Win", "Increase wins from 1 to 2"), "--owner", "ana"),
  ).toMatchObject({ code: 0 });
});

test("from below the root, and with -C, the commands to commit with are right", async () => {
  const repo = company();
  const below = await run(repo.path("okrs/teams"), "new", "team", "Growth");
  expect(below.stdout).toContain("git add growth.md\n");
  const beside = await run(temporaryFolder(), "-C", repo.dir, "new", "team", "Sales");
  expect(beside.stdout).toContain(`git -C ${repo.dir} add okrs/teams/sales.md\n`);
});

describe("--json", () => {
  test.each([
    ["objective", objective("Win", "Increase wins from 1 to 2"), "win", null],
    [
      "key-result",
      ["new", "key-result", "grow", "Reduce p95 latency from 800 ms to 300 ms"],
      "grow/p95-latency",
      { metric: "number", baseline: 800, target: 300, unit: "ms", at_least: null, at_most: null },
    ],
    ["team", ["new", "team", "Growth"], "growth", null],
    ["person", ["new", "person", "João"], "joao", null],
  ])("%s", async (kind, argv, id, understood) => {
    const repo = company();
    const { stdout, stderr } = await run(repo, ...argv, "--json", "--commit");
    const answer = JSON.parse(stdout);
    expect(answer).toMatchObject({ schema: "okr-new/1", kind, id, understood, commit: repo.head() });
    expect(answer.at).toEqual({ date: "2026-10-05", commit: repo.head(), dirty: false });
    expect(problemsOf("output/new", answer)).toEqual([]);
    expect(stderr).toBe("");
  });
});

describe("by questions", () => {
  test("near the end of a cycle Enter means the next one, as for okr plan", async () => {
    const answers = [
      ["achieve", "Win"],
      ["Why does it matter", ""],
      ["which cycle", ""],
      ["How sure", ""],
      ["does it serve", ""],
      ["First key result?", "Reduce churn from 9 % to 5 %"],
      ["Another key result?", ""],
      ["Who takes over", "rafael"],
      ["Commit it now?", true],
    ] as const;
    const repo = company();
    const world = { today: "2026-12-20", answers };
    expect(await runIn(world, repo, "new", "objective")).toMatchObject({ code: 0, unused: [] });
    expect(repo.changes()).toEqual(["A okrs/2027-Q1/explorer/win.md"]);
  });

  test("a newcomer is asked for everything an objective needs", async () => {
    const repo = company({ "okrs/teams/growth.md": "---\nkind: team\nid: growth\nname: Growth\n---\n" });
    const answers = [
      ["What is new?", "objective"],
      ["achieve", ""],
      ["achieve", "Delight newcomers"],
      ["Why does it matter", "It pays."],
      ["Which team", "growth"],
      ["which cycle", "2027-Q1"],
      ["How sure", "committed"],
      ["does it serve", "simple-onboarding"],
      ["First key result?", "Reduce churn by 30 %"],
      ["stand today", "none"],
      ["stand today", "20 %"],
      ["Another key result?", "Delight people"],
      ["How is it measured?", "limit"],
      ["Which limit", "atLeast"],
      ["At least what?", "4.5"],
      ["Counted in what?", "stars"],
      ["Another key result?", "Bring it to everyone"],
      ["How is it measured?", "milestones"],
      ["First milestone?", "Draft"],
      ["Next milestone?", "Live"],
      ["Next milestone?", ""],
      ["Another key result?", ""],
      ["Commit it now?", true],
    ] as const;
    const { code, unused, asked } = await runIn({ answers }, repo, "new");
    expect(repo.changes()).toEqual(["A okrs/2027-Q1/growth/newcomers.md"]);
    expect(code).toBe(0);
    expect(unused).toEqual([]);
    expect(asked).toEqual(
      expect.arrayContaining([
        "# I read a number 30 % below a baseline still to be given.",
        '! it is "none", which is not a number; write digits with a decimal point: 72 or 99.9',
        "# → number, 20 → 14 %",
        "# → limit, ≥ 4.5 stars",
        "# → milestones, 2 milestones",
      ]),
    );
    expect(repo.read("okrs/2027-Q1/growth/newcomers.md")).toBe(`---
kind: objective
id: newcomers
title: Delight newcomers
team: growth
cycle: 2027-Q1
type: committed
owner: ana
aligns_to: [simple-onboarding]
key_results:
  - id: churn
    title: Reduce churn by 30 %
    metric: number
    baseline: 20
    target: 14
    unit: "%"
  - id: people
    title: Delight people
    metric: limit
    at_least: 4.5
    unit: stars
  - id: everyone
    title: Bring it to everyone
    metric: milestones
    milestones:
      - { id: draft, title: Draft }
      - { id: live, title: Live }
---

It pays.

## Initiatives

<!-- The work this takes, as a task list with links to the backlog: - [ ] what is to be done -->
`);
  });

  test("what flags say is not asked, and a complete command asks nothing", async () => {
    const { code, asked } = await runIn(
      { answers: [] },
      company(),
      ...objective("Win", "Increase wins from 1 to 2"),
    );
    expect([code, asked]).toEqual([0, ["# → number, 1 → 2"]]);
    const flags = [
      "--team",
      "explorer",
      "--cycle",
      "2026",
      "--type",
      "committed",
      "--align",
      "grow",
      "--why",
      "So.",
    ];
    const answers = [
      ["First key result?", "Increase wins from 1 to 2"],
      ["Another", ""],
      ["Who takes over", "rafael"],
      ["Commit it now?", false],
    ] as const;
    const repo = company();
    expect(await runIn({ answers }, repo, "new", "objective", "Win", ...flags)).toMatchObject({
      code: 0,
      unused: [],
    });
    expect(repo.read("okrs/2026/explorer/win.md")).toContain('cycle: "2026"\n');
    expect(repo.read("okrs/2026/explorer/win.md")).toContain("    backup: rafael\n");
    const named = [...flags, "--backup", "rafael"];
    const fewer = answers.filter(([question]) => question !== "Who takes over");
    expect(await runIn({ answers: fewer }, repo, "new", "objective", "Win again", ...named)).toMatchObject({
      code: 0,
      unused: [],
    });
  });

  test("what was answered stays as a file when a hook refuses the commit", async () => {
    const answers = [
      ["First key result?", "Increase wins from 1 to 2"],
      ["Another", ""],
      ["Who takes over", ""],
      ["Commit it now?", true],
    ] as const;
    const repo = company();
    repo.hook("pre-commit", "echo not today >&2; exit 1");
    const ended = await runIn(
      { answers },
      repo,
      "new",
      "objective",
      "Win",
      "--team",
      "explorer",
      "--cycle",
      "2026-Q4",
      "--type",
      "committed",
      "--align",
      "grow",
      "--why",
      "So.",
    );
    expect(ended).toMatchObject({ code: 2, unused: [] });
    expect(ended.stderr).toContain("not today");
    expect(ended.stderr).toContain("the file is there, not committed: okrs/2026-Q4/explorer/win.md");
    expect(repo.read("okrs/2026-Q4/explorer/win.md")).toContain("title: Win\n");
  });

  test("a key result: which objective, what, who", async () => {
    const answers = [
      ["To which objective?", "grow"],
      ["Which movement", "Increase wins from 1 to 2"],
      ["Who answers", "rafael"],
      ["Who takes over", "ana"],
    ] as const;
    const repo = company();
    expect(await runIn({ answers }, repo, "new", "key-result")).toMatchObject({ code: 0, unused: [] });
    expect(repo.read("okrs/2026-Q4/explorer/grow.md")).toContain(
      "    owner: rafael\n    backup: ana\n    metric: number\n",
    );
  });

  test("a team and its people", async () => {
    const answers = [
      ["What is the team called?", "Growth Team"],
      ["Who is in it?", "rafael; rafeal"],
      ["Who is in it?", "rafael; Zoe Newcomer <zoe@example.com>"],
      ["Who else?", "Mei Hartono <mei@example.com>"],
      ["Who else?", ""],
    ] as const;
    const repo = company();
    expect(await runIn({ answers }, repo, "new", "team")).toMatchObject({ code: 0, unused: [] });
    expect(repo.read("okrs/teams/growth.md")).toContain(
      "members:\n  - rafael\n  - { id: zoe, name: Zoe Newcomer, email: zoe@example.com }\n  - { id: mei, name: Mei Hartono, email: mei@example.com }\n",
    );
  });

  test("a person", async () => {
    const answers = [
      ["name?", "João Lima"],
      ["Which team?", "growth"],
      ["address", "joao"],
      ["address", "joao@example.com"],
    ] as const;
    const repo = company({ "okrs/teams/growth.md": "---\nkind: team\nid: growth\nname: Growth\n---\n" });
    expect(await runIn({ answers }, repo, "new", "person")).toMatchObject({ code: 0, unused: [] });
    expect(repo.read("okrs/teams/growth.md")).toContain(
      "- { id: joao, name: João Lima, email: joao@example.com }\n",
    );
  });

  test("whoever gives up has written nothing", async () => {
    const repo = company();
    const answers = [
      ["achieve", "Win"],
      ["Why", CANCEL],
    ] as const;
    expect(await runIn({ answers }, repo, "new", "objective")).toMatchObject({
      code: 2,
      stderr: "okr: cancelled\n",
    });
    expect(repo.status()).toEqual([]);
  });
});

test("text of files is shown safely", async () => {
  const repo = company({
    "okrs/teams/growth.md": '---\nkind: team\nid: growth\nname: "Growth \\e[31m"\n---\n',
  });
  const { stderr } = await run(repo, "new", "person", "Jo\u001b[2J", "--team", "growth", "--id", "\u001b[2J");
  expect(stderr).not.toContain("\u001b");
  const { stdout } = await run(
    repo,
    ...objective("Win", "Increase wins\u001b[2J from 1 to 2"),
    "--team",
    "growth",
  );
  expect(stdout).not.toContain("\u001b");
});
