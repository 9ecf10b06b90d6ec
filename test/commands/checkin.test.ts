import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { ANSWERS, asPerson, createExplorer, EXPLORER_FILES, FIRST_WEEK } from "../support/explorer.ts";
import { createRepository, TestRepository, temporaryFolder } from "../support/repository.ts";
import { type Ran, runIn, type World } from "../support/run.ts";
import { problemsOf } from "../support/schema.ts";

const DAY = { today: "2026-11-20" } as const;
const checkin = (repo: TestRepository, ...words: string[]): Promise<Ran> =>
  runIn(DAY, repo, "checkin", ...words);
const from = (repo: TestRepository, input: string, ...words: string[]): Promise<Ran> =>
  runIn({ ...DAY, input }, repo, "checkin", "--from", "-", ...words);

/** The paths that HEAD added. */
const added = (repo: TestRepository) => repo.changes().map((line) => line.replace(/^A /, ""));

/** The text of the only file that HEAD added, without `kind`, `objective`, `date` and `by`. */
function written(repo: TestRepository): string {
  const [path, ...others] = added(repo);
  if (path === undefined || others.length > 0) throw new Error(`HEAD adds ${[path, ...others]}`);
  return repo
    .read(path)
    .replace(/^---\nkind: check-in\nobjective: first-week\ndate: 2026-11-20\nby: ana\n/, "");
}

/** Expects a refusal that leaves nothing behind, and returns what was said. */
async function refused(repo: TestRepository, ran: Promise<Ran>): Promise<string> {
  const before = [repo.head(), repo.status()];
  const { code, stdout, stderr } = await ran;
  expect([code, stdout]).toEqual([2, ""]);
  expect([repo.head(), repo.status()]).toEqual(before);
  return stderr.replaceAll(`${repo.dir}/`, "").trimEnd();
}

describe("what flags say", () => {
  test.each([
    ["an increase", ["completion=72"], "results:\n  completion: 72\n---\n", "completion 65 → 72 of 90 %"],
    ["a decrease", ["tickets=38.5"], "results:\n  tickets: 38.5\n---\n", "tickets 40 → 38.5 of 25"],
    ["with its unit", ["completion=72 %"], "results:\n  completion: 72\n---\n", "completion 65 → 72 of 90 %"],
    ["a limit", ["uptime=99.95"], "results:\n  uptime: 99.95\n---\n", "uptime 99.95 % (≥ 99.9 %)"],
    [
      "milestones",
      ["rollout=draft, live"],
      "results:\n  rollout:\n    - draft\n    - live\n---\n",
      "rollout 2/2",
    ],
    ["no milestone", ["rollout=none"], "results:\n  rollout: []\n---\n", "rollout 0/2"],
    ["done", ["audit=yes"], "results:\n  audit: true\n---\n", "audit done"],
    ["not done", ["audit=no"], "results:\n  audit: false\n---\n", "audit open"],
    ["a confidence", ["--confidence", "0.7"], "confidence: 0.7\n---\n", "confidence 0.7"],
    ["in percent", ["--confidence", "55.1 %"], "confidence: 0.551\n---\n", "confidence 0.551"],
    [
      "with all its digits",
      ["--confidence", ".123456"],
      "confidence: 0.123456\n---\n",
      "confidence 0.123456",
    ],
    [
      "of a key result",
      ["tickets=38", "--confidence", "tickets=50%"],
      "results:\n  tickets:\n    value: 38\n    confidence: 0.5\n---\n",
      "tickets 40 → 38 of 25",
    ],
    [
      "only of a key result",
      ["--confidence", "tickets=1"],
      "results:\n  tickets:\n    confidence: 1\n---\n",
      "",
    ],
    [
      "a note",
      ["audit=no", "--note", "audit=the auditor = ill: until May"],
      'results:\n  audit:\n    value: false\n    note: "the auditor = ill: until May"\n---\n',
      "audit open",
    ],
    ["issues", ["--issues", "  Too slow\n"], "---\n\n## Issues\n\nToo slow\n", ""],
    [
      "all of GRIP",
      ["completion=70", "--confidence", "0.7", "--issues", "None", "--plan", "- a\n- b"],
      "confidence: 0.7\nresults:\n  completion: 70\n---\n\n## Issues\n\nNone\n\n## Plan\n\n- a\n- b\n",
      "completion 65 → 70 of 90 %, confidence 0.7",
    ],
  ])("%s", async (_, words, text, facts) => {
    const repo = createExplorer();
    const { code, stdout, stderr } = await checkin(repo, "first-week", ...words);
    expect([code, stderr]).toEqual([0, ""]);
    expect(written(repo)).toBe(text);
    expect(repo.subjects("HEAD~1..")).toEqual([`check-in: first-week${facts === "" ? "" : `  ${facts}`}`]);
    expect(stdout.split("\n").slice(-2)).toEqual([`committed ${repo.head().slice(0, 7)} on main`, ""]);
    expect(added(repo)[0]).toMatch(
      /^okrs\/2026-Q4\/explorer\/first-week\/2026-11-20-check-in-hjx[0-9a-z]{4}\.md$/,
    );
    expect([repo.status(), await runIn(DAY, repo, "check")]).toMatchObject([[], { code: 0 }]);
  });

  test("the output and the message name each key result, and count from the reading before", async () => {
    const repo = createExplorer();
    await checkin(repo, "first-week", "completion=70");
    const { stdout } = await checkin(
      repo,
      ...[
        "first-week",
        "completion=75",
        "tickets=25",
        "--confidence",
        "0.8",
        "--issues",
        "# none",
        "--plan",
        "Go",
      ],
    );
    expect(stdout).toBe(`first-week  score 0.28 (+0.24)  confidence 0.8
  completion 70 → 75 of 90 %  0.40
  tickets 40 → 25 of 25  1.00
committed ${repo.head().slice(0, 7)} on main
`);
    expect(
      repo.git("log", "-1", "--format=%B"),
    ).toBe(`check-in: first-week  completion 70 → 75 of 90 %, tickets 40 → 25 of 25

first-week on 2026-11-20 by ana, confidence 0.8
- completion 70 → 75 of 90 %
- tickets 40 → 25 of 25

Issues: # none

Plan: Go`);
  });

  test("an earlier day counts on that day, whatever came later", async () => {
    const repo = createExplorer();
    await checkin(repo, "first-week", "uptime=90", "tickets=25");
    const { code, stdout, stderr } = await checkin(
      repo,
      "first-week",
      "uptime=99.99",
      "--date",
      "2026-11-10",
    );
    expect([code, stderr]).toEqual([0, ""]);
    // One of five key results held on its one day, and the tickets of the 20th were unknown on the 10th.
    expect(stdout).toMatch(/^first-week {2}uptime 99.99 % \(≥ 99.9 %\) {2}score 0.20 \(\+0.20\)\n/);
    expect(added(repo)[0]).toMatch(/\/2026-11-10-check-in-/);
    expect(await runIn(DAY, repo, "score", "first-week")).toMatchObject({
      stdout: expect.stringContaining("held on 10 of 11 days"),
    });
  });

  test("a day outside the cycle is a warning", async () => {
    const repo = createExplorer();
    const { code, stderr } = await checkin(repo, "first-week", "audit=no", "--date", "2026-09-30");
    expect([code, stderr]).toEqual([
      0,
      "okr: first-week: 2026-09-30 lies before its cycle 2026-Q4 (2026-10-01 to 2026-12-31)\n",
    ]);
  });

  test("the later of one day is the later file, however late it is", async () => {
    const repo = createExplorer();
    const night = { ...DAY, timeOfDay: 0.99999 };
    for (const value of [70, 71, 72])
      await runIn(night, repo, "checkin", "first-week", `completion=${value}`);
    await checkin(repo, "first-week", "completion=73");
    const files = repo.git("ls-files", "okrs/2026-Q4/explorer/first-week").split("\n");
    expect(files.map((path) => /completion: (\d+)/.exec(repo.read(path))?.[1])).toEqual([
      "70",
      "71",
      "72",
      "73",
    ]);
  });

  test("--by names another person; the commit is still mine", async () => {
    const repo = createExplorer();
    await checkin(repo, "first-week", "audit=yes", "--by", "rafael");
    expect(repo.read(added(repo)[0] as string)).toContain("\nby: rafael\n");
    expect(repo.git("log", "-1", "--format=%an")).toBe("Ana Souza");
  });

  test("the objective may be left out when only one is mine", async () => {
    const repo = asPerson(createExplorer(), "João", "joao");
    expect(await checkin(repo, "rollout=draft")).toMatchObject({ code: 0 });
    expect(added(repo)[0]).toMatch(/first-week/);
    const ana = createExplorer();
    expect(await refused(ana, checkin(ana, "completion=70"))).toMatch(/^okr: which objective\?/);
  });

  test("--no-commit only writes, and nothing of it is staged", async () => {
    const repo = createExplorer();
    const { code, stdout } = await checkin(repo, "first-week", "audit=yes", "--no-commit");
    const [line] = repo.status();
    expect([code, line]).toEqual([0, expect.stringMatching(/^\?\? .*-check-in-/)]);
    expect(stdout).toMatch(
      /\nwritten, not committed: okrs\/2026-Q4\/explorer\/first-week\/2026-11-20-check-in-\w{7}\.md\n$|^first-week.*\nwritten, not committed: /,
    );
  });

  test("a hook's words are passed on", async () => {
    const repo = createExplorer();
    repo.hook("pre-commit", "echo 'Well done!\x1b[2J' >&2");
    const { code, stderr } = await checkin(repo, "first-week", "audit=yes");
    expect([code, stderr]).toEqual([0, "Well done!\\x1b[2J\n"]);
  });
});

describe("what flags get wrong", () => {
  const repo = createExplorer({
    "okrs/2026-Q4/explorer/broken.md": "---\nkind: objective\nid: broken\n---\n",
    "okrs/2026-Q3/over.md": (EXPLORER_FILES[ANSWERS] as string)
      .replaceAll("answers", "over")
      .replace("2026-Q4", "2026-Q3"),
    "okrs/2026-Q3/over/2026-10-02-retrospective-aaaaaaa.md":
      "---\nkind: retrospective\nobjective: over\ndate: 2026-10-02\nby: ana\nphase: end\noutcome: done\n---\n",
  });

  test.each<[string, string[], RegExp]>([
    [
      "an unknown objective",
      ["frst-week", "completion=70"],
      /there is no objective "frst-week"\n {2}did you mean "first-week"\?/,
    ],
    [
      "a damaged objective",
      ["broken", "completion=70"],
      /the file of objective "broken" cannot be read\n {2}run okr check/,
    ],
    [
      "a closed objective",
      ["over", "repeat-calls=15"],
      /over was closed on 2026-10-02 \(done\)\n {2}check in on the objective that carries/,
    ],
    [
      "an unknown key result",
      ["first-week", "ticktes=3"],
      /first-week has no key result "ticktes"\n {2}did you mean "tickets"\?/,
    ],
    [
      "one that is like none",
      ["first-week", "x=3"],
      /its key results: completion, tickets, uptime, rollout, audit/,
    ],
    ["in a note", ["first-week", "--note", "ticktes=3"], /no key result "ticktes"/],
    ["in a confidence", ["first-week", "--confidence", "ticktes=3"], /no key result "ticktes"/],
    ["an unknown person", ["first-week", "audit=yes", "--by", "anna"], /there is no person "anna"/],
    [
      "a later day",
      ["first-week", "audit=yes", "--date", "2026-11-21"],
      /the date 2026-11-21 lies after today \(2026-11-20\)/,
    ],
    [
      "no day",
      ["first-week", "audit=yes", "--date", "2026-02-30"],
      /--date is "2026-02-30", which is no day/,
    ],
    [
      "no number",
      ["first-week", "completion=many"],
      /the reading of first-week\/completion is "many", which is not a number/,
    ],
    ["a comma", ["first-week", "completion=1,200"], /a comma or point may mean thousands or decimals/],
    ["nothing", ["first-week", "completion="], /the reading of first-week\/completion is ""/],
    ["an unknown milestone", ["first-week", "rollout=draf"], /names "draf", .*\n {2}did you mean "draft"\?/],
    ["neither yes nor no", ["first-week", "audit=perhaps"], /the reading of first-week\/audit is "perhaps"/],
    ["too far", ["first-week", "tickets=99999999999999999999"], /more than 15 digits/],
    [
      "a confidence of 7",
      ["first-week", "--confidence", "7"],
      /the confidence of first-week is "7"\n {2}write a number from 0.0/,
    ],
    [
      "an empty confidence",
      ["first-week", "--confidence", "audit="],
      /the confidence of first-week\/audit is ""/,
    ],
    ["an empty note", ["first-week", "audit=no", "--note", "audit= "], /the note on audit is empty/],
    ["a note on nothing", ["first-week", "--note", "so far so good"], /"so far so good" names no key result/],
    ["two objectives", ["first-week", "answers", "audit=yes"], /"answers" is not a reading/],
    ["two readings", ["first-week", "audit=yes", "audit=no"], /first-week\/audit has two readings/],
    [
      "two confidences",
      ["first-week", "--confidence", "0.1", "--confidence", "1"],
      /first-week has two confidences/,
    ],
    [
      "two of a key result",
      ["first-week", "--confidence", "audit=0", "--confidence", "audit=1"],
      /first-week\/audit has two confidences/,
    ],
    [
      "two notes",
      ["first-week", "--note", "audit=a", "--note", "audit=b"],
      /first-week\/audit has two notes/,
    ],
    [
      "no words and nobody to ask",
      [],
      /there is nobody here to ask\n {2}name the objective and say something of it/,
    ],
    ["nothing to say", ["first-week"], /there is nobody here to ask/],
    ["only empty text", ["first-week", "--plan", " "], /it says nothing/],
    ["--push of nothing", ["first-week", "audit=yes", "--push", "--no-commit"], /there is no commit to push/],
    ["--from and more", ["first-week", "--from", "-"], /--from brings the whole check-in/],
    ["a document that is not there", ["--from", "ghost.yaml"], /ghost\.yaml cannot be read/],
    ["--undo and more", ["first-week", "audit=yes", "--undo"], /--undo takes nothing else/],
    ["--undo --push", ["--undo", "--push"], /--undo takes nothing else/],
    ["--undo --json", ["--undo", "--json"], /--undo takes nothing else/],
  ])("%s", async (_, words, message) => {
    const said = await refused(repo, checkin(repo, ...words));
    expect(said).toMatch(/^okr: .+\n {2}./);
    expect(said).toMatch(message);
  });

  test("an identity that no member has", async () => {
    const stranger = asPerson(createExplorer({ "okrs/teams/late.md": "---\nkind: team\n---\n" }), "X", "x");
    expect(await refused(stranger, checkin(stranger, "first-week", "audit=yes"))).toMatch(
      /no member of a team has your git address x@example.com, in the files that can be read/,
    );
  });
});

describe("a document", () => {
  const FULL = {
    completion: 72,
    tickets: { value: 38, confidence: 0.5, note: "slow" },
    rollout: ["draft"],
    audit: true,
  };

  test.each([
    [
      "YAML",
      "objective: first-week\nconfidence: 0.7\nresults:\n  completion: 72\n  tickets: { value: 38, confidence: 0.5, note: slow }\n  rollout: [draft]\n  audit: true\nissues: Slow\nplan: |\n  - a\n  - b\n",
    ],
    [
      "JSON",
      JSON.stringify({
        objective: "first-week",
        confidence: 0.7,
        results: FULL,
        issues: "Slow",
        plan: "- a\n- b",
      }),
    ],
    [
      "a list",
      JSON.stringify([
        { objective: "first-week", confidence: 0.7, results: FULL, issues: "Slow", plan: "- a\n- b" },
      ]),
    ],
    [
      "check_ins",
      JSON.stringify({
        check_ins: [
          {
            kind: "check-in",
            objective: "first-week",
            confidence: 0.7,
            results: FULL,
            issues: "Slow\n",
            plan: "\n- a\n- b",
          },
        ],
      }),
    ],
    [
      "Windows line ends and a byte order mark",
      "\ufeffobjective: first-week\r\nconfidence: 0.7\r\nresults:\r\n  completion: 72\r\n  tickets: { value: 38, confidence: 0.5, note: slow }\r\n  rollout: [draft]\r\n  audit: true\r\nissues: Slow\r\nplan: |\r\n  - a\r\n  - b\r\n",
    ],
  ])("in %s", async (_, text) => {
    const repo = createExplorer();
    expect(await from(repo, text)).toMatchObject({ code: 0, stderr: "" });
    expect(written(repo)).toBe(`confidence: 0.7
results:
  completion: 72
  tickets:
    value: 38
    confidence: 0.5
    note: slow
  rollout:
    - draft
  audit: true
---

## Issues

Slow

## Plan

- a
- b
`);
  });

  test("several objectives, in a file, are several files in one commit", async () => {
    const repo = createExplorer();
    repo.write(
      "meeting.yaml",
      "- { objective: first-week, confidence: 0.5 }\n- { objective: answers, by: rafael, date: 2026-11-19, results: { repeat-calls: 15 } }\n",
    );
    const { code, stdout } = await checkin(repo, "--from", "meeting.yaml");
    expect([code, stdout]).toEqual([
      0,
      `first-week  score 0.00  confidence 0.5\nanswers  repeat-calls 18 → 15 of 12 %  score 0.50 (+0.50)\ncommitted ${repo.head().slice(0, 7)} on main\n`,
    ]);
    expect(added(repo)).toEqual([
      expect.stringMatching(/explorer\/first-week\/2026-11-20-check-in-/),
      expect.stringMatching(/support\/answers\/2026-11-19-check-in-/),
    ]);
    expect(repo.git("log", "-1", "--format=%B")).toBe(`check-in: first-week, answers

first-week on 2026-11-20 by ana, confidence 0.5

answers on 2026-11-19 by rafael
- repeat-calls 18 → 15 of 12 %`);
    expect(repo.status()).toEqual(["?? meeting.yaml"]);
  });

  test("two for one objective keep their order, and the second counts from the first", async () => {
    const repo = createExplorer();
    const { stdout } = await from(
      repo,
      JSON.stringify([70, 75].map((completion) => ({ objective: "first-week", results: { completion } }))),
    );
    expect(stdout).toContain(
      "completion 65 → 70 of 90 %  score 0.04 (+0.04)\nfirst-week  completion 70 → 75 of 90 %  score 0.08 (+0.04)\n",
    );
    expect(added(repo).map((path) => /completion: (\d+)/.exec(repo.read(path))?.[1])).toEqual(["70", "75"]);
  });

  test("who checks in is asked of git only where the document does not say it", async () => {
    const robot = asPerson(createExplorer(), "Robot", "robot");
    expect(await from(robot, "objective: first-week\nby: joao\nconfidence: 1\n")).toMatchObject({ code: 0 });
    expect(await refused(robot, from(robot, "objective: first-week\nconfidence: 1\n"))).toMatch(
      /no member of a team has your git address robot@example.com/,
    );
    expect(
      await from(robot, "objective: first-week\nconfidence: 1\n", "--by", "joao", "--date", "2026-11-01"),
    ).toMatchObject({ code: 0 });
    expect(repo2text(robot)).toContain("date: 2026-11-01\nby: joao\n");
  });

  test("properties of one's own are kept", async () => {
    const repo = createExplorer();
    await from(repo, "objective: first-week\nconfidence: 1\nx-meeting: { room: 7 }\n");
    expect(written(repo)).toBe("confidence: 1\nx-meeting:\n  room: 7\n---\n");
    expect(await runIn(DAY, repo, "check")).toMatchObject({ code: 0 });
  });

  test("everything wrong is named at once, with the text kept for another try", async () => {
    const repo = createExplorer();
    const said = await refused(
      repo,
      from(
        repo,
        `check_ins:
  - { objective: frst-week, confidence: 1 }
  - { objective: first-week, results: { ticktes: 4, audit: 3 }, date: 2026-11-21 }
  - { objective: answers, by: nobody }
`,
      ),
    );
    expect(said).toBe(
      `okr: check-in 1 (frst-week): there is no objective "frst-week"
check-in 2 (first-week): the objective first-week has no key result "ticktes"
check-in 2 (first-week): the reading of first-week/audit is not true or false
check-in 2 (first-week): the date 2026-11-21 lies after today (2026-11-20)
check-in 3 (answers): there is no person "nobody"
check-in 3 (answers): it says nothing
  did you mean "first-week"?
  did you mean "tickets"?
  write true when it is done, else false
  a check-in says what has happened
  add them with okr new person, or name a member with --by
  give a confidence, a reading, a note, issues or a plan
  nothing you typed is lost; check in again with: okr checkin --from .git/okr/drafts/2026-11-20-check-in.yaml`.replace(
        "--from .git",
        "--from .git",
      ),
    );
  });

  const shared = createExplorer();

  test.each<[string, string, RegExp]>([
    ["nothing", "", /there is no check-in in standard input/],
    ["an empty list", "[]", /there is no check-in in standard input/],
    ["broken YAML", "objective: [", /standard input:1:\d+ /],
    ["broken JSON", '{"objective": "first-week",,}', /standard input:1:\d+ /],
    ["text", "hello", /a check-in is a mapping/],
    ["a list of text", "[hello]", /a check-in is a mapping/],
    [
      "two wrong ones of two",
      "- { objektive: a }\n- { objective: b, confidence: 2 }",
      /check-in 1: .*objektive.*\nstandard input, check-in 2: .*confidence is 2/,
    ],
    [
      "prose that is none",
      "{ objective: first-week, issues: [a], plan: 3, more: {} }",
      /issues is not text\n.*plan is not text\n.*more is not text/,
    ],
    ["another kind", "{ kind: retrospective, objective: first-week }", /kind/],
    ["something beside check_ins", "check_ins: []\nby: ana", /"by" stands beside check_ins/],
    ["no by", "{ objective: first-week, by: null }", /by is empty/],
    ["an empty result", "{ objective: first-week, results: { audit: {} } }", /results\.audit: says nothing/],
    [
      "a result's own property",
      "{ objective: first-week, results: { audit: { x-a: 1 } } }",
      /x-a is not kept/,
    ],
    ["an empty note", '{ objective: first-week, results: { audit: { note: "" } } }', /note is empty/],
    ["nothing to say", "objective: first-week", /it says nothing/],
    ["an anchor", "objective: &a first-week", /anchor/],
    ["__proto__", '{ "objective": "first-week", "__proto__": { "confidence": 1 } }', /__proto__/],
    ["no UTF-8", "objective: first-week\nissues: caf\ufffd", /standard input is not UTF-8 text/],
    [
      "notes too long for a file",
      `{ objective: first-week, results: { audit: { note: ${"x".repeat(65536)} } } }`,
      /the values and notes of first-week take 65 KiB; 64 are allowed/,
    ],
    [
      "more than a file may hold",
      `{ objective: first-week, issues: ${"x".repeat(262144)} }`,
      /the check-in of first-week takes 257 KiB; 256 are allowed/,
    ],
  ])("with %s is refused", async (_, text, message) => {
    expect(await refused(shared, from(shared, text))).toMatch(message);
  });
});

function repo2text(repo: TestRepository): string {
  return repo.read(added(repo)[0] as string);
}

describe("--json", () => {
  test("follows its schema", async () => {
    const repo = createExplorer();
    await checkin(repo, "first-week", "completion=70");
    const { stdout } = await checkin(
      repo,
      ...[
        "first-week",
        "completion=72",
        "rollout=none",
        "audit=yes",
        "--confidence",
        "0.7",
        "--date",
        "2026-11-20",
        "--json",
      ],
    );
    const answer = JSON.parse(stdout);
    expect(problemsOf("output/checkin", answer)).toEqual([]);
    expect(answer).toMatchObject({
      at: { date: "2026-11-20", commit: repo.head(), dirty: false },
      commit: repo.head(),
      branch: "main",
      pushed: false,
      check_ins: [
        {
          objective: "first-week",
          path: added(repo)[0],
          by: "ana",
          confidence: 0.7,
          results: [
            { key_result: "completion", before: 70, value: 72, score: 0.28 },
            { key_result: "rollout", before: null, value: [], score: 0 },
            { key_result: "audit", before: null, value: true, score: 1 },
          ],
        },
      ],
      warnings: [],
    });
  });

  test("on a detached HEAD, outside the cycle, without a commit", async () => {
    const repo = createExplorer();
    repo.git("checkout", "--quiet", "--detach");
    const detached = JSON.parse(
      (await checkin(repo, "first-week", "audit=yes", "--json", "--date", "2026-09-01")).stdout,
    );
    expect([problemsOf("output/checkin", detached), detached.branch, detached.warnings.length]).toEqual([
      [],
      null,
      2,
    ]);
    const loose = JSON.parse(
      (await checkin(repo, "first-week", "audit=yes", "--json", "--no-commit")).stdout,
    );
    expect([problemsOf("output/checkin", loose), loose.commit, loose.at.dirty]).toEqual([[], null, true]);
  });
});

describe("hostile text", () => {
  /** The sections of the record that HEAD added, as okr reads them. */
  async function sectionsOf(repo: TestRepository): Promise<Record<string, string>> {
    const { readSections } = await import("../../src/store/sections.ts");
    const text = repo2text(repo);
    return Object.fromEntries(readSections(text.slice(text.indexOf("\n---\n") + 5)));
  }

  test.each([
    ["a frontmatter fence", "---\nkind: objective\n---"],
    ["a heading of ours", "## Plan\n\nanother plan"],
    ["an underlined heading", "Plan\n----\n\nanother"],
    ["a title", "Title\n=====\n# Big"],
    ["a code fence that stays open", "look:\n```\nno end"],
    ["a tilde fence that stays open", "~~~~ js\nno end"],
    ["a comment that stays open", "<!-- no end"],
    ["a script that stays open", "<script>\nno end"],
    ["a merge's conflict markers", "<<<<<<< HEAD\nmine\n=======\ntheirs\n>>>>>>> main"],
  ])("%s stays in its section", async (_, text) => {
    const repo = createExplorer();
    await from(
      repo,
      JSON.stringify({ objective: "first-week", issues: text, plan: text, more: "Also this", confidence: 1 }),
    );
    const sections = await sectionsOf(repo);
    expect(Object.keys(sections)).toEqual(["issues", "plan", "more"]);
    const unescaped = (typed?: string) => typed?.replace(/^( {0,3})\\(?=[#=`~<-])/gm, "$1");
    expect([unescaped(sections.issues), unescaped(sections.plan), sections.more]).toEqual([
      text,
      text,
      "Also this",
    ]);
    expect(await runIn(DAY, repo, "check")).toMatchObject({ code: 0 });
  });

  test.each([
    ["closed code", "```yaml\n---\na: 1\n---\n## no heading\n```"],
    ["smaller headings", "### One\n\ntext\n\n#### Two"],
    ["a list with rules", "- a\n- b\n\n* * *\n\n1. c"],
    ["a closed comment", "<!-- hidden -->\nshown"],
    ["markup", "*a* [b](c) `d` <b>e</b> \\f & &amp; | g | ![h](i)"],
    ["right-to-left text", "שלום \u202e abc \u2066 x \u2069"],
    ["emoji and joiners", "👩‍👩‍👧 naïve ﬁ 日本語"],
  ])("%s is left as it was typed", async (_, text) => {
    const repo = createExplorer();
    await checkin(repo, "first-week", "--issues", text, "--plan", "Go");
    expect(await sectionsOf(repo)).toEqual({ issues: text, plan: "Go" });
  });

  test("more that begins with a heading keeps it", async () => {
    const repo = createExplorer();
    await from(repo, JSON.stringify({ objective: "first-week", plan: "Go", more: "## Decisions\n\nNone" }));
    expect(await sectionsOf(repo)).toEqual({ plan: "Go", decisions: "None" });
  });

  test("a message shows no control characters, and keeps lines with #", async () => {
    const repo = createExplorer();
    const issues =
      "# 1\x1b]0;x\x07\nnul \0 bell \x07\u202e\nSigned-off-by: me\n# ------------------------ >8 ------------------------\nafter";
    expect(await from(repo, JSON.stringify({ objective: "first-week", issues }))).toMatchObject({ code: 0 });
    expect(repo.git("log", "-1", "--format=%B")).toBe(`check-in: first-week

first-week on 2026-11-20 by ana

Issues: # 1\\x1b]0;x\\x07
nul \\x00 bell \\x07\\u{202e}
Signed-off-by: me
# ------------------------ >8 ------------------------
after`);
    expect(repo2text(repo)).toContain(issues.replaceAll("# ", "\\# "));
    expect(await runIn(DAY, repo, "check")).toMatchObject({ code: 0 });
  });

  test("50 KiB of text, in each place", async () => {
    const repo = createExplorer();
    const text = 'All is well: yes, "really" # sure\n\n'.repeat(1500).trim();
    const results = { audit: { value: true, note: text } };
    expect(
      await from(repo, JSON.stringify({ objective: "first-week", results, issues: text, plan: text })),
    ).toMatchObject({ code: 0 });
    expect(await sectionsOf(repo)).toEqual({ issues: text, plan: text });
    expect(parse(repo2text(repo).split("\n---\n")[0] as string).results.audit.note).toBe(text);
    expect(await runIn(DAY, repo, "check")).toMatchObject({ code: 0 });
  });
});

describe("CRLF", () => {
  test.each([
    ["core.autocrlf", { ".gitattributes": null }, true],
    ["gitattributes", { ".gitattributes": "* text eol=crlf\n" }, false],
    [
      "files with CRLF as they are",
      { [FIRST_WEEK]: (EXPLORER_FILES[FIRST_WEEK] as string).replaceAll("\n", "\r\n") },
      false,
    ],
  ])("%s", async (_, files, auto) => {
    const repo = createExplorer(files);
    if (auto) repo.git("config", "core.autocrlf", "true");
    expect(await checkin(repo, "first-week", "completion=70", "--plan", "a\r\nb")).toMatchObject({ code: 0 });
    expect(await checkin(repo, "first-week", "completion=71")).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("70 → 71"),
    });
    expect(await runIn(DAY, repo, "check")).toMatchObject({ code: 0 });
    expect([repo.status(), repo.changes()]).toEqual([[], [expect.stringMatching(/^A /)]]);
  });
});

test("what is written reads back with exactly the values typed", async () => {
  const folder = temporaryFolder();
  for (const [path, content] of Object.entries(EXPLORER_FILES))
    new TestRepository(folder).write(path, content);
  const text = fc
    .oneof(
      fc.string({ unit: "binary", maxLength: 60 }),
      fc.string({
        unit: fc.constantFrom(
          "\n",
          "\r",
          "\t",
          " ",
          "-",
          "#",
          ":",
          "'",
          '"',
          "a",
          "0",
          ">",
          "|",
          "`",
          "~",
          "<",
          "[",
          "\u2028",
          "\ufeff",
        ),
        maxLength: 40,
      }),
    )
    .map((typed) => typed.replace(/[\p{Cs}\ufffd]/gu, "?"));
  const note = text.filter((typed) => typed !== "");
  const number = fc
    .double({ min: -1e9, max: 1e9, noNaN: true })
    .map((value) => Number(value.toFixed(6)) || 0);
  const confidence = fc.integer({ min: 0, max: 1000 }).map((thousandths) => thousandths / 1000);
  const result = <T>(value: fc.Arbitrary<T>) =>
    fc.oneof(
      value,
      fc.record({ value, confidence, note }, { requiredKeys: ["note"] }),
      fc.record({ confidence }),
    );
  const typed = fc.record(
    {
      confidence,
      issues: text,
      plan: text,
      results: fc.record(
        {
          completion: result(number),
          tickets: result(number),
          uptime: result(number),
          rollout: result(fc.subarray(["draft", "live"])),
          audit: result(fc.boolean()),
        },
        { requiredKeys: ["audit"] },
      ),
    },
    { requiredKeys: ["results"] },
  );
  const { openStore } = await import("../../src/store/store.ts");
  await fc.assert(
    fc.asyncProperty(typed, fc.boolean(), async (data, asDraft) => {
      const document = { objective: "first-week", date: "2026-11-20", by: "ana", ...data };
      const store = await openStore(folder, {});
      const defaults = { date: "2000-01-01", by: "nobody" };
      let [checkIn] = await store.readCheckIns(JSON.stringify(document), "it", defaults);
      if (checkIn && asDraft)
        [checkIn] = await store.readCheckIns(await store.composeDraft([checkIn]), "it", defaults);
      if (!checkIn) throw new Error("it has no check-in");
      const path = "okrs/2026-Q4/explorer/first-week/2026-11-20-check-in-hjx0000.md";
      new TestRepository(folder).write(path, await store.composeCheckIn(checkIn));
      const { findings, checkIns } = await store.snapshot({ day: "2026-11-20", commit: null });
      expect(findings).toEqual([]);
      const [read] = checkIns;
      expect({ ...read, results: Object.fromEntries(read?.results ?? []) }).toMatchObject({
        confidence: data.confidence ?? null,
        results: Object.fromEntries(
          Object.entries(data.results).map(([id, one]) => [
            id,
            typeof one === "object" && !Array.isArray(one)
              ? { value: null, confidence: null, note: null, ...one }
              : { value: one, confidence: null, note: null },
          ]),
        ),
      });
      const sections = await store.sections(read?.body ?? "");
      for (const [name, typed = ""] of [
        ["issues", data.issues],
        ["plan", data.plan],
      ] as const) {
        const now = sections.get(name) ?? "";
        // Text that would leave its section is escaped; what was escaped by hand is then not told apart.
        const plain = (text: string) => text.replace(/^( {0,3})\\+(?=[#=`~<-])/gm, "$1");
        expect(now === typed.trim() ? now : plain(now)).toBe(
          now === typed.trim() ? now : plain(typed.trim()),
        );
      }
    }),
    { numRuns: 150 },
  );
});

test("in the folder of a monorepo, outside git, and where there are no OKRs", async () => {
  const files = Object.fromEntries(
    Object.entries(EXPLORER_FILES).map(([path, text]) => [`goals/${path}`, text]),
  );
  const repo = createRepository({ ...files, "README.md": "x\n" });
  const below: World = DAY;
  expect(await runIn(below, repo, "-C", "goals/okrs", "checkin", "first-week", "audit=yes")).toMatchObject({
    code: 0,
  });
  expect(added(repo)).toEqual([expect.stringMatching(/^goals\/okrs\/2026-Q4\/explorer\/first-week\/2026/)]);
  expect(await refused(repo, checkin(repo, "first-week", "audit=yes"))).toMatch(/^okr: no okr.yaml in /);
});
