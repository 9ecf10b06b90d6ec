import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ANSWERS, asPerson, createExplorer, EXPLORER_FILES } from "../support/explorer.ts";
import { createRepository, type TestRepository } from "../support/repository.ts";
import { type Answer, CANCEL, type Ran, runIn } from "../support/run.ts";

const DAY = { today: "2026-11-20" } as const;
const ask = (repo: TestRepository, answers: readonly Answer[], ...words: string[]): Promise<Ran> =>
  runIn({ ...DAY, answers }, repo, "checkin", ...words);

/** The files that HEAD added, without `kind`, `objective`, `date` and `by`. */
const written = (repo: TestRepository) =>
  repo.changes().map((line) => {
    expect(line).toMatch(/^A /);
    return repo.read(line.slice(2)).replace(/^---\n(?:(?:kind|objective|date|by): .*\n){4}/, "");
  });

/** The drafts that are kept: name and text. */
function drafts(repo: TestRepository): string[] {
  try {
    return readdirSync(repo.path(".git/okr/drafts")).map((name) => repo.read(`.git/okr/drafts/${name}`));
  } catch {
    return [];
  }
}

/** Answers for one objective; what is not named is left empty. */
const GOAL: Answer = ["Goal", ""];
const REST: readonly Answer[] = [
  ["completion", ""],
  ["tickets", ""],
  ["uptime", ""],
  ["rollout", ""],
  ["audit", ""],
  ["Issues", ""],
  ["Plan", ""],
];
const NOTHING_OF_ANSWERS: readonly Answer[] = [GOAL, ["repeat-calls", ""], ["Issues", ""], ["Plan", ""]];

describe("the questions", () => {
  test("goal, results, issues, plan, with what is known of each", async () => {
    const repo = createExplorer();
    await runIn(
      { today: "2026-11-13" },
      repo,
      ...["checkin", "first-week", "completion=70", "rollout=draft", "audit=no", "--confidence", "0.6"],
      ...["--plan", "Ship the\n\ntutorial\x1b[2J"],
    );
    const { code, stdout, stderr, asked, unused } = await ask(
      repo,
      [
        ["Goal", "70 %"],
        ["completion", "72"],
        ["tickets", ""],
        ["uptime", "99.95 %"],
        ["rollout", "draft, live"],
        ["audit", "yes"],
        ["Issues", " Slow "],
        ["Plan", "Test it"],
        ["Commit", true],
      ],
      "first-week",
    );
    expect([code, stderr, unused]).toEqual([0, "", []]);
    expect(asked).toEqual([
      "# Make the first week seamless\nfirst-week · 2026-Q4, 41 days left · score 0.14\nlast check-in 7 days ago, confidence 0.6\nlast plan: Ship the tutorial\\x1b[2J",
      "Goal: how sure are you of reaching it?",
      "Results: completion  65 → 90 %, last 70; now?",
      "Results: tickets  40 → 25, no reading yet; now?",
      "Results: uptime  ≥ 99.9 %, no reading yet; now?",
      "Results: rollout  2 milestones, last 1/2; reached: draft; all reached so far of draft, live?",
      "Results: audit  open → done, last open; now?",
      "Issues: what is in the way?",
      "Plan: what comes next?",
      "Commit 1 check-in?",
    ]);
    expect(written(repo)).toEqual([
      "confidence: 0.7\nresults:\n  completion: 72\n  uptime: 99.95\n  rollout:\n    - draft\n    - live\n  audit: true\n---\n\n## Issues\n\nSlow\n\n## Plan\n\nTest it\n",
    ]);
    expect(stdout).toMatch(/^first-week {2}score 0.66 \(\+0.52\) {2}confidence 0.7\n/);
    expect([drafts(repo), repo.status()]).toEqual([[], []]);
  });

  test("are about one objective after the other, one's own first; several are one commit", async () => {
    const repo = createExplorer();
    const { code, asked } = await ask(repo, [
      ["Goal", "0.5"],
      ...REST,
      ["Goal", "0.6"],
      ["repeat-calls", "15"],
      ["Issues", ""],
      ["Plan", ""],
      ["Commit", true],
    ]);
    expect([code, asked.filter((line) => line.startsWith("#")).map((line) => line.split("\n")[0])]).toEqual([
      0,
      ["# Make the first week seamless  (1 of 2)", "# Answer within the app  (2 of 2)"],
    ]);
    expect(written(repo)).toEqual([
      "confidence: 0.5\n---\n",
      "confidence: 0.6\nresults:\n  repeat-calls: 15\n---\n",
    ]);
    expect(asked.at(-1)).toBe("Commit 2 check-ins?");
  });

  test("an objective that nothing is said of is left out", async () => {
    const repo = createExplorer();
    const { code } = await ask(repo, [
      ...[GOAL, ...REST],
      ...([["Goal", "0.6"], ...NOTHING_OF_ANSWERS.slice(1), ["Commit", true]] as Answer[]),
    ]);
    expect([code, repo.changes()]).toEqual([0, [expect.stringMatching(/answers\/2026-11-20/)]]);
  });

  test.each([
    ["2026-12-30", "1 day left"],
    ["2026-12-31", "last day"],
    ["2027-01-01", "ended yesterday"],
    ["2027-01-20", "ended 20 days ago"],
  ])("on %s the cycle is: %s", async (today, said) => {
    const answers: Answer[] = [["Goal", CANCEL]];
    const { asked } = await runIn({ today, answers }, createExplorer(), "checkin", "first-week");
    expect(asked[0]).toContain(`first-week · 2026-Q4, ${said} · score`);
  });

  test("without any answer nothing is asked to be committed, and nothing is kept", async () => {
    const repo = createExplorer();
    const head = repo.head();
    const { code, stdout, stderr } = await ask(repo, [GOAL, ...REST, ...NOTHING_OF_ANSWERS]);
    expect([code, stdout, stderr]).toEqual([0, "", "Nothing was said, so nothing is written.\n"]);
    expect([repo.head(), repo.status(), drafts(repo)]).toEqual([head, [], []]);
  });

  test("an answer that cannot be is refused on the spot, with what to write", async () => {
    const repo = createExplorer();
    const { code, asked } = await ask(
      repo,
      [
        ...[
          ["Goal", "very"],
          ["Goal", "7"],
          ["Goal", ""],
          ["completion", "1,5"],
          ["completion", "1.5"],
        ],
        ...[
          ["rollout", "draf"],
          ["rollout", "none"],
          ["audit", "maybe"],
          ["audit", "no"],
        ],
        ...[...REST, ["Commit", true]],
      ] as Answer[],
      "first-week",
    );
    expect([code, asked.filter((line) => line.startsWith("!"))]).toEqual([
      0,
      [
        "! write a number from 0.0 (no hope) to 1.0 (certain), as 0.7",
        "! write a number from 0.0 (no hope) to 1.0 (certain), as 0.7",
        '! completion is "1,5", in which a comma or point may mean thousands or decimals; write 1200 for thousands and 1.2 for decimals',
        '! rollout names "draf", which is not a milestone of this key result; did you mean "draft"?',
        '! audit is "maybe"; write yes when it is done, else no',
      ],
    ]);
    expect(written(repo)).toEqual(["results:\n  completion: 1.5\n  rollout: []\n  audit: false\n---\n"]);
  });

  test("a milestone is only lost where somebody says so; what was reached is no new reading", async () => {
    const repo = createExplorer();
    await runIn({ today: "2026-11-06" }, repo, "checkin", "first-week", "rollout=live");
    await runIn({ today: "2026-11-13" }, repo, "checkin", "first-week", "rollout=draft,live");
    const said = async (answer: string, ...more: readonly Answer[]) => {
      const left = REST.filter(([question]) => question !== "rollout");
      const { code, asked, unused } = await ask(
        repo,
        [GOAL, ["rollout", answer], ...more, ...left],
        "first-week",
      );
      expect([code, unused]).toEqual([0, []]);
      return asked.filter((line) => line.includes("reached"));
    };
    const question =
      "Results: rollout  2 milestones, last 2/2; reached: draft, live; all reached so far of draft, live?";
    expect(await said("live; draft")).toEqual([question]);
    expect(await said("draft", ["live was reached", false])).toEqual([
      question,
      "live was reached on 2026-11-06: is it no longer?",
    ]);
    const lost: Answer[] = [
      ["draft was reached on 2026-11-13", true],
      ["live", false],
      ["Commit", true],
    ];
    expect(await said("none", ...lost)).toHaveLength(3);
    expect(written(repo)).toEqual(["results:\n  rollout:\n    - live\n---\n"]);
  });

  test("are not asked where there is nothing to write to, nothing to ask about or somebody else to name", async () => {
    const closed = {
      "okrs/2026-Q4/support/answers/2026-11-01-retrospective-aaaaaaa.md":
        "---\nkind: retrospective\nobjective: answers\ndate: 2026-11-01\nby: ana\nphase: end\noutcome: done\n---\n",
    };
    const rafael = asPerson(createExplorer(closed), "Rafael", "rafael");
    const said = async (ran: Promise<Ran>) => {
      const { code, stderr, asked } = await ran;
      expect([code, asked]).toEqual([2, []]);
      return stderr;
    };
    expect(await said(ask(rafael, []))).toContain("no running objective or key result is owned by rafael");
    expect(await said(ask(rafael, [], "answers"))).toContain("answers was closed on 2026-11-01");
    expect(await said(ask(rafael, [], "first-week", "--by", "nobody"))).toContain('no person "nobody"');
    expect(await said(ask(rafael, [], "first-week", "--date", "2026-12-01"))).toContain("lies after today");
    rafael.write(".git/MERGE_HEAD", rafael.head());
    expect(await said(ask(rafael, [], "first-week"))).toContain("in the middle of a merge");
    expect(await said(ask(createExplorer(), [], "frst-week"))).toContain('did you mean "first-week"?');
  });

  test("somebody who is only a backup is told of what", async () => {
    const backed = (EXPLORER_FILES[ANSWERS] as string)
      .replace("owner: rafael", "owner: ana")
      .replace("    owner: ana\n", "    owner: ana\n    backup: rafael\n");
    const repo = asPerson(createExplorer({ [ANSWERS]: backed }), "Rafael", "rafael");
    const { code, stderr } = await ask(repo, []);
    expect([code, stderr]).toEqual([
      2,
      `okr: no running objective or key result is owned by rafael
  you back up answers: okr checkin answers
  name one: okr checkin OBJECTIVE; okr status lists them
`,
    ]);
  });

  test("of two files with the same id only the first counts, and is asked about once", async () => {
    const repo = createExplorer({ "okrs/2026-Q4/support/answers-2.md": EXPLORER_FILES[ANSWERS] as string });
    const rafael = asPerson(repo, "Rafael", "rafael");
    const { asked } = await ask(rafael, [...NOTHING_OF_ANSWERS]);
    expect(asked.filter((line) => line.startsWith("#"))).toHaveLength(1);
  });
});

describe("giving up", () => {
  const ALL: readonly Answer[] = [
    ["Goal", "0.7"],
    ["completion", "72"],
    ["tickets", "38"],
    ["uptime", "99.9"],
    ["rollout", "draft"],
    ["audit", "no"],
    ["Issues", "Slow: very # so"],
    ["Plan", "- a"],
    ["Commit", true],
  ];
  const DONE =
    "confidence: 0.7\nresults:\n  completion: 72\n  tickets: 38\n  uptime: 99.9\n  rollout:\n    - draft\n  audit: false\n---\n\n## Issues\n\nSlow: very # so\n\n## Plan\n\n- a\n";

  test.each(ALL.map(([question], index) => [question as string, index] as const))(
    "at %s keeps every answer before; going on asks for the rest",
    async (_, index) => {
      const repo = createExplorer();
      const head = repo.head();
      const cancelled = await ask(
        repo,
        [...ALL.slice(0, index), [ALL[index]?.[0] ?? "", CANCEL]],
        "first-week",
      );
      expect([cancelled.code, repo.head(), repo.status()]).toEqual([2, head, []]);
      const kept = drafts(repo);
      if (index === 0) {
        expect([kept, cancelled.stderr]).toEqual([[], "okr: cancelled\n"]);
        return;
      }
      expect(kept).toHaveLength(1);
      const [file] = readdirSync(repo.path(".git/okr/drafts"));
      expect(cancelled.stderr).toBe(
        `okr: cancelled; nothing you typed is lost; check in again with: okr checkin --from ${repo.path(`.git/okr/drafts/${file}`)}\n`,
      );
      // The script types every answer again; what a person sees is the answer from before, to be confirmed.
      const { code, asked } = await ask(
        repo,
        [["begun and not committed", "continue"], ...ALL],
        "first-week",
      );
      expect([code, asked[0]]).toEqual([
        0,
        "A check-in of 2026-11-20 (first-week) was begun and not committed. What about it?",
      ]);
      expect([written(repo), drafts(repo), repo.status()]).toEqual([[DONE], [], []]);
    },
  );

  test("a draft is only offered to whoever it is by", async () => {
    const repo = createExplorer();
    const rafael = asPerson(repo, "Rafael", "rafael");
    await ask(
      rafael,
      [
        ["Goal", "0.5"],
        ["repeat-calls", CANCEL],
      ],
      "answers",
    );
    const begun = drafts(repo);
    const { code, unused } = await ask(repo, [["Goal", "0.6"], ...REST, ["Commit", true]], "first-week");
    expect([code, unused, drafts(repo)]).toEqual([0, [], begun]);
    const { asked } = await ask(repo, [["begun", "discard"], GOAL, ...REST], "first-week", "--by", "rafael");
    expect([asked[0], drafts(repo)]).toEqual([expect.stringContaining("2026-11-20 (answers) was begun"), []]);
  });

  test("what is closed or committed by now is left out of a draft, and what is closed is kept", async () => {
    const repo = createExplorer();
    const first: readonly Answer[] = [["Goal", "0.5"], ...REST];
    await ask(repo, [...first, ["Goal", "0.6"], ["repeat-calls", "15"], ["Issues", CANCEL]]);
    const close = ["close", "answers", "--accept", "--outcome", "abandoned", "--by", "rafael"];
    await runIn(DAY, repo, ...close);
    const { code, stderr, asked } = await ask(
      repo,
      [["begun", "continue"], ...first, ["Commit", true]],
      "first-week",
    );
    expect([code, asked[0], asked.at(-1)]).toEqual([
      0,
      expect.stringContaining("2026-11-20 (first-week) was begun"),
      "Commit 1 check-in?",
    ]);
    expect(stderr).toMatch(/^answers is closed by now and left out; what was begun of it is kept in \S+\n$/);
    expect(drafts(repo)).toEqual([expect.stringMatching(/answers[\s\S]*0\.6/)]);
    expect((await ask(repo, [GOAL, ...REST], "first-week")).unused).toEqual([]);
    repo.write(
      ".git/okr/drafts/2026-11-20-check-in-3.yaml",
      "check_ins: [{ objective: first-week, date: 2026-11-20, by: ana, confidence: 0.5 }, { objective: first-week, date: 2026-11-19, by: ana, confidence: 0.1 }]\n",
    );
    expect(
      await ask(repo, [["begun", "continue"], ["Goal", "0.1"], ...REST, ["Commit", true]]),
    ).toMatchObject({
      code: 0,
      stdout: expect.not.stringContaining("0.5"),
    });
    expect(repo.changes()).toHaveLength(1);
  });

  test("a plan that was given up is no check-in: it is not offered, and stays", async () => {
    const repo = createExplorer();
    const plan: readonly Answer[] = [
      ["strategic goal", "Everybody stays"],
      ["relevant to us", CANCEL],
    ];
    const given = ["--team", "explorer", "--cycle", "2027-Q1"];
    await runIn({ ...DAY, answers: plan }, repo, "plan", ...given);
    const [kept] = readdirSync(repo.path(".git/okr/drafts"));
    const { code, unused } = await ask(repo, ALL, "first-week");
    expect([code, unused, readdirSync(repo.path(".git/okr/drafts"))]).toEqual([0, [], [kept]]);
    const again: readonly Answer[] = [
      ["A plan of 2027-Q1 was begun", "continue"],
      ["relevant to us", CANCEL],
    ];
    const { asked } = await runIn({ ...DAY, answers: again }, repo, "plan", ...given);
    expect(asked).not.toContain("What is the group's strategic goal?");
    const other = await runIn(
      { ...DAY, answers: [["strategic goal", CANCEL]] },
      repo,
      ...["plan", "--team", "explorer", "--cycle", "2027-Q2"],
    );
    expect(other.unused).toEqual([]);
    const fresh: readonly Answer[] = [
      ["A plan of 2027-Q1 was begun", "discard"],
      ["strategic goal", CANCEL],
    ];
    expect((await runIn({ ...DAY, answers: fresh }, repo, "plan", ...given)).unused).toEqual([]);
    expect(readdirSync(repo.path(".git/okr/drafts"))).toEqual([]);
  });

  test("the draft is committed by --from, without questions", async () => {
    const repo = createExplorer();
    await ask(repo, [...ALL.slice(0, 8), ["Commit", false]], "first-week");
    const [file] = readdirSync(repo.path(".git/okr/drafts"));
    const { code } = await runIn(DAY, repo, "checkin", "--from", `.git/okr/drafts/${file}`);
    expect([code, written(repo), drafts(repo)]).toEqual([0, [DONE], []]);
  });

  test("in the second objective keeps the first, and going on another day keeps the day", async () => {
    const repo = createExplorer();
    await ask(repo, [["Goal", "0.5"], ...REST, ["Goal", "0.6"], ["repeat-calls", CANCEL]]);
    const { code, asked } = await runIn(
      {
        today: "2026-11-21",
        answers: [
          ["begun", "continue"],
          ...([["Goal", "0.5"], ...REST] as Answer[]),
          ...([
            ["Goal", "0.6"],
            ["repeat-calls", "13"],
            ["Issues", ""],
            ["Plan", ""],
            ["Commit", true],
          ] as Answer[]),
        ],
      },
      repo,
      "checkin",
    );
    expect([code, asked.at(-1)]).toEqual([0, "Commit 2 check-ins?"]);
    expect(repo.changes().every((line) => line.includes("2026-11-20-check-in"))).toBe(true);
  });

  test("an objective that was begun is asked about also where another one is named", async () => {
    const repo = createExplorer();
    await ask(
      repo,
      [
        ["Goal", "0.5"],
        ["completion", CANCEL],
      ],
      "first-week",
    );
    const { code } = await ask(
      repo,
      [
        ["begun", "continue"],
        ["Goal", "0.6"],
        ...NOTHING_OF_ANSWERS.slice(1),
        ["Goal", "0.5"],
        ...REST,
        ["Commit", true],
      ],
      "answers",
    );
    expect([code, written(repo)]).toEqual([0, ["confidence: 0.5\n---\n", "confidence: 0.6\n---\n"]]);
  });

  test("left, a draft stays and is offered again; thrown away, it is gone", async () => {
    const repo = createExplorer();
    await ask(
      repo,
      [
        ["Goal", "0.5"],
        ["completion", CANCEL],
      ],
      "first-week",
    );
    const [kept] = drafts(repo);
    const fresh: Answer[] = [["Goal", "0.9"], ...REST, ["Commit", true]];
    expect(await ask(repo, [["begun", "leave"], ...fresh], "first-week")).toMatchObject({ code: 0 });
    expect([drafts(repo), written(repo)]).toEqual([[kept], ["confidence: 0.9\n---\n"]]);
    expect(await ask(repo, [["begun", "discard"], GOAL, ...REST], "first-week")).toMatchObject({ code: 0 });
    expect(drafts(repo)).toEqual([]);
  });

  test("giving up while going on, and changing an answer", async () => {
    const repo = createExplorer();
    await ask(
      repo,
      [
        ["Goal", "0.5"],
        ["completion", "70"],
        ["tickets", CANCEL],
      ],
      "first-week",
    );
    await ask(repo, [["begun", CANCEL]], "first-week");
    expect(
      await ask(
        repo,
        [
          ["begun", "continue"],
          ["Goal", CANCEL],
        ],
        "first-week",
      ),
    ).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("nothing you typed is lost"),
    });
    const changed: Answer[] = [["Goal", "0.4"], ["completion", ""], ...REST.slice(1), ["Commit", true]];
    expect(await ask(repo, [["begun", "continue"], ...changed], "first-week")).toMatchObject({ code: 0 });
    expect(written(repo)).toEqual(["confidence: 0.4\n---\n"]);
  });

  test("notes, own properties and second check-ins of a draft are carried along", async () => {
    const repo = createExplorer();
    repo.write(
      ".git/okr/drafts/2026-11-19-check-in.yaml",
      `check_ins:
  - { objective: first-week, date: 2026-11-19, by: ana, results: { audit: { value: false, note: soon, confidence: 0.2 } }, x-room: 7, more: Bye }
  - { objective: first-week, date: 2026-11-18, by: ana, confidence: 0.1 }
`,
    );
    const answers: Answer[] = [["begun", "continue"], GOAL, ...REST, ["Commit", true]];
    expect(await ask(repo, answers, "first-week")).toMatchObject({ code: 0 });
    expect(written(repo)).toEqual([
      "confidence: 0.1\n---\n",
      "results:\n  audit:\n    confidence: 0.2\n    note: soon\nx-room: 7\n---\n\n## More\n\nBye\n",
    ]);
  });

  test("a draft about an objective that is gone stays whole, and says so", async () => {
    const repo = createExplorer();
    const lost = "check_ins: [{ objective: gone, date: 2026-11-19, by: ana, issues: precious }]\n";
    repo.write(".git/okr/drafts/2026-11-19-check-in.yaml", lost);
    const answers: Answer[] = [["begun", "continue"], ["Goal", "1"], ...REST, ["Commit", true]];
    const { code, stderr } = await ask(repo, answers, "first-week");
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining('check-in 1 (gone): there is no objective "gone"'),
    ]);
    expect(drafts(repo)).toEqual([expect.stringMatching(/precious[\s\S]*confidence: 1/)]);
  });

  test("a draft that cannot be read is named, and stays", async () => {
    const repo = createExplorer();
    repo.write(".git/okr/drafts/2026-11-19-check-in.yaml", "objective: [");
    const { code, stderr } = await ask(repo, [["begun", "continue"]], "first-week");
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining(".git/okr/drafts/2026-11-19-check-in.yaml:1:"),
    ]);
    expect(drafts(repo)).toEqual(["objective: ["]);
  });

  test("a draft that is committed already is not offered", async () => {
    const repo = createExplorer();
    await ask(repo, [...ALL.slice(0, 8), ["Commit", CANCEL]], "first-week");
    const [text] = drafts(repo);
    await ask(repo, [["begun", "continue"], ...ALL], "first-week");
    // As though the run had been killed right after its commit.
    repo.write(".git/okr/drafts/2026-11-20-check-in.yaml", text as string);
    const { asked } = await ask(repo, [GOAL, ...REST], "first-week");
    expect([asked[0], drafts(repo)]).toEqual([expect.stringMatching(/^# /), []]);
  });
});

test("on an unborn branch, and where the last plan is hidden in an earlier check-in", async () => {
  const repo = createRepository(EXPLORER_FILES);
  repo.git("update-ref", "-d", "HEAD");
  expect(
    await ask(repo, [["Goal", "0.7"], ...REST.slice(0, -1), ["Plan", "Go"], ["Commit", true]], "first-week"),
  ).toMatchObject({ code: 0 });
  await runIn(DAY, repo, "checkin", "first-week", "audit=no");
  const { asked } = await ask(repo, [GOAL, ...REST], "first-week");
  expect(asked[0]).toContain("last plan: Go");
});
