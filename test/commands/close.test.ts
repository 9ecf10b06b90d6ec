import { existsSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createExplorer, FIRST_WEEK } from "../support/explorer.ts";
import { copyOfMade, type TestRepository } from "../support/repository.ts";
import { type Answer, CANCEL, run, runIn } from "../support/run.ts";
import { problemsOf } from "../support/schema.ts";

const END = { today: "2026-12-22" };
const RECORDS = FIRST_WEEK.replace(".md", "");
const GRADES = ["completion=0.9", "tickets=0.4", "uptime=1", "rollout=0.5", "audit=0"];
const graded = GRADES.flatMap((grade) => ["--grade", grade]);
const REASON = ["--reason", "completion=half of them came by telephone"];

/** The company near its end: everything of first-week is read, nothing of answers. */
function nearEnd(): TestRepository {
  return copyOfMade("near-end", () => {
    const repo = createExplorer();
    repo.commit("Check in", {
      [`${RECORDS}/2026-12-18-check-in-aaaaaaa.md`]:
        "---\nkind: check-in\nobjective: first-week\ndate: 2026-12-18\nby: ana\nresults: { completion: 80, tickets: 34, uptime: 99.95, rollout: [draft], audit: false }\n---\n",
    });
    return repo;
  });
}

const endings = (repo: TestRepository, folder = RECORDS) =>
  existsSync(repo.path(folder))
    ? readdirSync(repo.path(folder))
        .filter((name) => name.includes("retrospective"))
        .sort()
    : [];

describe("okr close by flags", () => {
  test("writes one record as one commit, and says what the grade is called", async () => {
    const repo = nearEnd();
    const words = [...graded, ...REASON, "--outcome", "continued", "--learned", "Ask\n## early"];
    const { code, stdout } = await runIn(END, repo, "close", "first-week", ...words);
    const [name] = endings(repo);
    expect(stdout).toBe(
      `first-week  0.56 fair  continued  (score 0.50)
  completion  0.90  (score 0.60)  half of them came by telephone
  tickets  0.40
  uptime  1.00
  rollout  0.50
  audit  0.00
committed ${repo.head().slice(0, 7)} on main

Next:
  okr continue first-week
`,
    );
    expect(code).toBe(0);
    expect(repo.changes()).toEqual([`A ${RECORDS}/${name}`]);
    expect(repo.read(`${RECORDS}/${name}`)).toBe(`---
kind: retrospective
objective: first-week
date: 2026-12-22
by: ana
phase: end
grades:
  completion: 0.9
  tickets: 0.4
  uptime: 1
  rollout: 0.5
  audit: 0
reasons:
  completion: half of them came by telephone
outcome: continued
---

## What we learned

Ask
\\## early
`);
    expect(repo.git("log", "-1", "--format=%B")).toBe(`close: first-week  0.56 fair, continued

first-week on 2026-12-22 by ana: 0.56 fair, continued
- completion  0.90  (score 0.60)  half of them came by telephone
- tickets  0.40
- uptime  1.00
- rollout  0.50
- audit  0.00`);
    expect((await runIn(END, repo, "check")).stdout).not.toMatch(/first-week/);
    const again = await runIn(END, repo, "close", "first-week", "--accept", "--outcome", "done");
    expect(again.code).toBe(2);
    expect(again.stderr).toContain("first-week: it was closed on 2026-12-22 by ana (continued)");
  });

  test("takes a whole cycle in one go, offers the scores with two digits, and judges by type", async () => {
    const repo = nearEnd();
    const words = [
      "--cycle",
      "2026-Q4",
      "--accept",
      "--outcome",
      "done",
      "--outcome",
      "first-week=abandoned",
    ];
    const { code, stdout } = await runIn(
      END,
      repo,
      "close",
      ...words,
      "--grade",
      "first-week/audit=0",
      "--json",
    );
    const json = JSON.parse(stdout);
    expect([code, problemsOf("output/close", json)]).toEqual([0, []]);
    expect(json.closings).toMatchObject([
      { objective: "first-week", outcome: "abandoned", grade: null, band: null, look_again: false },
      { objective: "answers", outcome: "done", grade: 0, band: "missed", look_again: true, replaces: null },
    ]);
    expect(json.warnings).toEqual(["answers: repeat-calls was never read, and is graded 0"]);
    expect(repo.changes()).toHaveLength(2);
    expect(repo.subjects()[0]).toBe("close: first-week, answers");
    expect((await runIn(END, repo, "close", "--cycle", "2026-Q4", "--accept")).stderr).toContain(
      "no open objective belongs to 2026-Q4",
    );
  });

  test("names one command that carries on all that continue", async () => {
    const words = ["--cycle", "2026-Q4", "--accept", "--outcome", "continued", "--no-commit"];
    const { stdout } = await runIn(END, nearEnd(), "close", ...words);
    expect(stdout).toMatch(/\n\nNext:\n {2}okr continue first-week answers\n$/);
  });

  test("refuses half-closed objectives, all at once, and writes nothing", async () => {
    const repo = nearEnd();
    const before = repo.head();
    const words = ["--team", "digital", "--cycle", "2026-Q4", "--outcome", "first-week=done"];
    const { code, stderr } = await runIn(
      END,
      repo,
      ...["close", ...words, "--grade", "first-week/completion=0.9", "--grade", "answers/repeat-calls=0.5"],
    );
    expect([code, repo.head(), repo.status()]).toEqual([2, before, []]);
    for (const said of [
      "first-week: tickets, uptime, rollout, audit have no grade",
      "first-week: completion is graded 0.9, but its score is 0.6 (up to 0.05 apart needs no reason)",
      "answers: nobody said what becomes of it",
      "answers: repeat-calls is graded 0.5, but its score is 0 for want of a reading",
      '--reason answers/repeat-calls="…"',
    ])
      expect(stderr).toContain(said);
  });

  test.each([
    [
      ["first-week", "--grade", "complet=0.9"],
      '--grade "complet=0.9" names no key result that is closed here',
    ],
    [["first-week", "--grade", "audit=2"], 'the grade of first-week/audit is "2"'],
    [["first-week", "--grade", "audit=1", "--grade", "audit=0"], "first-week/audit has two grades"],
    [["first-week", "--outcome", "won"], '--outcome "won" is no outcome'],
    [
      ["first-week", "--accept", "--outcome", "done", "--date", "2026-09-30"],
      "its cycle 2026-Q4 begins on 2026-10-01",
    ],
    [["first-week", "--accept", "--outcome", "done", "--date", "2026-12-23"], "lies after today"],
    [["first-week", "--accept", "--outcome", "done", "--by", "nobody"], 'there is no person "nobody"'],
    [["first-week", "--accept", "--outcome", "done", "--reopen", "why"], "first-week: it is not closed"],
    [
      ["first-week", "answers", "--accept", "--learned", "much"],
      "the same answers for 2 objectives say little",
    ],
    [["first-week", "--team", "explorer"], "objectives are named, and a team or a cycle too"],
    [["--team", "explorer", "--accept"], "no open objective belongs to a cycle that is over"],
    [["first-week"], "there is nobody here to ask"],
    [["first-week", "--accept", "--from", "-"], "--from brings everything"],
    [["nothing", "--accept"], 'there is no objective "nothing"'],
  ])("refuses %j", async (words, said) => {
    const repo = nearEnd();
    const { code, stderr } = await runIn(END, repo, "close", ...words);
    expect([code, stderr, endings(repo)]).toEqual([2, expect.stringContaining(said), []]);
  });

  test("reopens in a record of its own, which then counts; the first one stays as it is", async () => {
    const repo = nearEnd();
    const words = ["close", "first-week", ...graded, ...REASON];
    await runIn(END, repo, ...words, "--outcome", "continued");
    const [first] = endings(repo);
    const text = repo.read(`${RECORDS}/${first}`);
    const early = await runIn(
      END,
      repo,
      ...words,
      "--outcome",
      "done",
      "--reopen",
      "x",
      "--date",
      "2026-12-21",
    );
    expect(early.stderr).toContain("a retrospective of 2026-12-21 would not count");
    const flags = [
      "--reopen",
      "The survey came in late",
      "--grade",
      "audit=1",
      "--reason",
      "audit=It came",
      "--json",
    ];
    const { stdout } = await runIn(
      END,
      repo,
      "close",
      "first-week",
      "--accept",
      "--outcome",
      "done",
      ...flags,
    );
    const [, second] = endings(repo);
    expect(
      await runIn(END, repo, "close", "first-week", "--reopen", "A slip", "--grade", "audit=0"),
    ).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^first-week {2}0.50 fair {2}done/),
    });
    repo.git("reset", "--quiet", "--hard", "HEAD^");
    expect(JSON.parse(stdout).closings[0]).toMatchObject({
      outcome: "done",
      replaces: `${RECORDS}/${first}`,
    });
    expect(repo.read(`${RECORDS}/${first}`)).toBe(text);
    expect(repo.read(`${RECORDS}/${second}`)).toContain(
      `## Reopened\n\nThis takes the place of what ana settled on 2026-12-22 (continued, completion 0.9, tickets 0.4, uptime 1, rollout 0.5, audit 0) in \`${first}\`.\n\nThe survey came in late\n`,
    );
    expect(repo.subjects()[0]).toBe("close again: first-week  0.70 good, done");
    const score = JSON.parse((await runIn(END, repo, "score", "--cycle", "2026-Q4", "--json")).stdout);
    expect(score.objectives.find(({ id }: { id: string }) => id === "first-week").grade).toBeCloseTo(0.7);
  });

  test("reads documents, and only writes where no commit is wanted", async () => {
    const repo = nearEnd();
    const document =
      "retrospectives:\n  - { objective: answers, grades: { repeat-calls: 0 }, outcome: abandoned, learned: No }\n";
    const world = { ...END, input: document };
    const bad = await runIn(
      { ...END, input: `${document}  - { objective: 7 }\n` },
      repo,
      "close",
      "--from",
      "-",
    );
    expect(bad.stderr).toContain("standard input, retrospective 2: objective");
    const { code, stdout } = await runIn(
      world,
      repo,
      "close",
      "--from",
      "-",
      "--by",
      "rafael",
      "--no-commit",
    );
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^answers {2}0.00 missed {2}abandoned\n/)]);
    expect(repo.status()).toHaveLength(1);
    // Who writes is only asked of git where the document does not say it.
    const stranger = { ...END, env: { GIT_AUTHOR_EMAIL: "a@b.example", GIT_COMMITTER_EMAIL: "a@b.example" } };
    const signed = "objective: first-week\nby: joao\noutcome: abandoned\n";
    const by = await runIn({ ...stranger, input: signed }, repo, "close", "--from", "-", "--no-commit");
    expect([by.code, by.stderr]).toEqual([0, ""]);
  });
});

describe("okr close by prompts", () => {
  const answers = (last: string | boolean): Answer[] => [
    ["becomes", "continued"],
    ["Grade: completion", "0.9"],
    ["Reason: why 0.9 and not 0.60 for completion", " by telephone "],
    ["Grade: tickets", "0.4"],
    ["Grade: uptime", "100 %"],
    ["Grade: rollout", "0.5"],
    ["Grade: audit", "0"],
    ["what we set out", "Half of it"],
    ["learn", ""],
    ["surprised", ""],
    ["differently", "Start earlier"],
    ["Close 1 objective?", last],
  ];

  test("nothing typed is lost when somebody gives up, and the next run goes on with it", async () => {
    const repo = nearEnd();
    const left = await runIn({ ...END, answers: answers(CANCEL) }, repo, "close", "first-week");
    expect([left.code, left.unused, endings(repo)]).toEqual([expect.any(Number), [], []]);
    expect(left.stderr).toMatch(
      /nothing you typed is lost; go on with: okr close --from \S+2026-12-22-retrospective-end(?:-2)?.yaml/,
    );
    const resumed = await runIn(
      { ...END, answers: [["was begun", "continue"], ...answers(true)] },
      repo,
      ...["close", "first-week"],
    );
    expect([resumed.code, resumed.unused]).toEqual([0, []]);
    expect(resumed.asked[1]).toBe(
      "# Make the first week seamless\nfirst-week · 2026-Q4 · aspirational · score 0.50, fair",
    );
    const [name] = endings(repo);
    expect(repo.read(`${RECORDS}/${name}`)).toMatch(
      /## What we set out to do\n\nHalf of it\n\n## What we will change\n\nStart/,
    );
    // The draft is gone, and a check-in is not confused by one.
    expect(readdirSync(repo.path(".git/okr/drafts"))).toEqual([]);
  });

  test("goes on only with one's own, names what it is about, and leaves out what is closed by now", async () => {
    const repo = nearEnd();
    const both = ["close", "first-week", "answers"];
    const given = [
      ...answers(true).slice(0, -1),
      ["becomes", "abandoned"],
      ["repeat-calls", CANCEL],
    ] as Answer[];
    const left = await runIn({ ...END, answers: given }, repo, ...both);
    expect(left.unused).toEqual([]);
    const rest: Answer[] = [
      ["becomes", "abandoned"],
      ...["repeat-calls", "what we set out", "learn", "surprised", "differently"].map(
        (one): Answer => [one, ""],
      ),
    ];
    const other = await runIn({ ...END, answers: [["becomes", CANCEL]] }, repo, ...both, "--by", "rafael");
    expect([other.unused, other.stderr]).toEqual([[], "okr: cancelled\n"]);
    // What was not asked for this time is asked about all the same, and named before it is closed.
    const all: Answer[] = [["was begun", "continue"], ...rest, ...answers(true).slice(0, -1)];
    const one = await runIn({ ...END, answers: [...all, ["Close 2", CANCEL]] }, repo, "close", "answers");
    expect([one.unused, one.asked[0], one.asked.at(-1)]).toEqual([
      [],
      "A retrospective of 2026-12-22 (first-week, answers) was begun and not committed. What about it?",
      "Close 2 objectives (answers, first-week)?",
    ]);
    await runIn(END, repo, "close", "first-week", ...graded, ...REASON, "--outcome", "done");
    const next: Answer[] = [["(answers) was begun", "continue"], ...rest, ["Close 1 objective?", true]];
    const last = await runIn({ ...END, answers: next }, repo, "close", "answers");
    expect([last.code, last.unused, repo.changes().length]).toEqual([0, [], 1]);
    expect(last.stderr).toMatch(
      /^first-week is closed by now and left out; what was begun of it is kept in \S+-end/,
    );
    const again = await runIn({ ...END, answers: [["becomes", CANCEL]] }, repo, ...both, "--reopen", "x");
    expect([again.unused, readdirSync(repo.path(".git/okr/drafts")).length]).toEqual([[], 1]);
  });

  test("a refused commit leaves the text, and --from takes it up", async () => {
    const repo = nearEnd();
    repo.hook("pre-commit", "echo no; exit 1");
    const { code, stderr } = await runIn({ ...END, answers: answers(true) }, repo, "close", "first-week");
    expect([code, repo.status()]).toEqual([2, []]);
    const path = /--from (\S+)/.exec(stderr)?.[1] as string;
    repo.hook("pre-commit", "exit 0");
    expect((await run(repo, "close", "--from", path, "--date", "2026-12-22")).stderr).toContain(
      "lies after today",
    );
    expect((await runIn(END, repo, "close", "--from", path)).code).toBe(0);
    expect(existsSync(path)).toBe(false);
  });
});
