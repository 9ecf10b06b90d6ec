import { mkdirSync } from "node:fs";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { openStore } from "../../src/store/store.ts";
import { createExplorer, EXPLORER_FILES } from "../support/explorer.ts";
import { hostileText } from "../support/hostile.ts";
import { type TestRepository, temporaryFolder } from "../support/repository.ts";
import { type Ran, runIn } from "../support/run.ts";
import { problemsOf } from "../support/schema.ts";

const DAY = { today: "2026-11-20" } as const;
const FIRST_WEEK = "okrs/2026-Q4/explorer/first-week.md";
const ANSWERS = "okrs/2026-Q4/support/answers.md";

/** A company that has teams, people and a priority, and no objective yet. */
const empty = () =>
  createExplorer({
    [FIRST_WEEK]: null,
    [ANSWERS]: null,
    "okrs/strategy.md":
      "---\nkind: strategy\npriorities:\n  - { id: simple-onboarding, title: Simplify onboarding }\n---\n",
  });
/** Of the tests that write nothing. */
const untouched = empty();
let repo = untouched;
afterEach(() => {
  repo = untouched;
});
const importing = (input: string, ...words: string[]): Promise<Ran> =>
  runIn({ ...DAY, input }, repo, "import", "-", ...words);
const findings = async (input: string, ...words: string[]): Promise<string[]> => {
  const { stdout } = await importing(input, "--json", ...words);
  const answer = JSON.parse(stdout);
  expect(problemsOf("output/import", answer)).toEqual([]);
  return answer.findings.map(
    (one: Record<string, string>) =>
      `${one.row}:${one.column} ${one.header ?? "–"}: ${one.message} → ${one.hint}`,
  );
};
const commits = () => Number(repo.git("rev-list", "--count", "HEAD"));

/** As a spreadsheet with semicolons writes it. */
const SHEET = [
  "\ufeffObjective;Key Result;Owner;Start value;Target;Current value;Unit;Due;Team;Tags;Description",
  '"Make the statement\npage ""clear""";Readers who find the total;Ana Souza;55,5 %;80 %;61,5 %;;2026-12-31;Explorer Team;ux;"They call us.\r\n---\r\nOften: very"',
  ";Reduce calls about fees;João;1.200,00;300;1.100;calls;;;;",
  ";;;;;;;;;;",
  '"\'=HYPERLINK(""http://x"")";Keep the page up at least 99.9 % of the time;rafael@example.com;;;;;Q4 2026;support;;',
].join("\r\n");

describe("a spreadsheet", () => {
  test("becomes objectives with a first check-in, as one commit of these files", async () => {
    repo = empty();
    repo.write("unrelated.txt", "staged\n");
    repo.git("add", "unrelated.txt");
    const { code, stdout, stderr } = await importing(SHEET.replace(";1.100;", ";1.100,0;"));
    expect([code, stderr]).toEqual([
      0,
      expect.stringContaining('standard input:1:10  warning  column "Tags": is not read'),
    ]);
    expect(stdout).toContain("readers-who-find: number, 55.5 → 80 %");
    expect(stdout).toContain("Wrote 2 objectives with 3 key results, 1 check-in\ncommitted ");
    expect(repo.read("okrs/2026-Q4/explorer/statement-page-clear.md")).toBe(`---
kind: objective
id: statement-page-clear
title: Make the statement page "clear"
team: explorer
cycle: 2026-Q4
type: aspirational
owner: ana
key_results:
  - id: readers-who-find
    title: Readers who find the total
    metric: number
    baseline: 55.5
    target: 80
    unit: "%"
  - id: calls-about-fees
    title: Reduce calls about fees
    owner: joao
    metric: number
    baseline: 1200
    target: 300
    unit: calls
---

They call us.
---
Often: very

## Initiatives

<!-- The work this takes, as a task list with links to the backlog: - [ ] what is to be done -->
`);
    const files = repo.git("show", "--format=", "--name-only", "HEAD").split("\n");
    const checkIn = files.find((path) => path.includes("-check-in-")) as string;
    expect(files.filter((path) => path !== checkIn)).toEqual([
      "okrs/2026-Q4/explorer/statement-page-clear.md",
      "okrs/2026-Q4/support/hyperlink-http-x.md",
    ]);
    expect(repo.read(checkIn)).toContain(
      "date: 2026-11-20\nby: ana\nresults:\n  readers-who-find: 61.5\n  calls-about-fees: 1100\n---",
    );
    expect(repo.git("log", "-1", "--format=%B").trim()).toBe(
      "okr: import 2 objectives with 3 key results, 1 check-in\n\nFrom standard input.",
    );
    expect(repo.git("status", "--porcelain")).toBe("A  unrelated.txt");
  });

  test("is only looked at in a dry run", async () => {
    const before = commits();
    const plain = SHEET.replace(";1.100;", ";;");
    const { code, stdout } = await importing(plain, "--dry-run", "--map", "tags=-");
    expect([code, stdout]).toEqual([
      0,
      expect.stringContaining("Would write 2 objectives with 3 key results, 1 check-in\nNothing was written"),
    ]);
    const whole = await importing(plain, "--dry-run", "--text");
    expect(whole.stdout).toContain(
      '# okrs/2026-Q4/support/hyperlink-http-x.md\n---\nkind: objective\nid: hyperlink-http-x\ntitle: =HYPERLINK("http://x")\n',
    );
    const json = JSON.parse((await importing(plain, "--dry-run", "--json")).stdout);
    expect(problemsOf("output/import", json)).toEqual([]);
    expect(json).toMatchObject({ dry_run: true, written: false, commit: null });
    expect(json.files[0]).toMatchObject({
      id: "statement-page-clear",
      row: 2,
      text: expect.stringContaining("owner: ana"),
    });
    expect([commits(), repo.git("status", "--porcelain")]).toEqual([before, ""]);
  });

  test("says everything that is wrong at once, by row and column, and writes nothing", async () => {
    const before = commits();
    const sheet = [
      "Objective,Key result,Owner,Start,Target,Weight,Metric,Quarter,Team,Aligned to,ID,Targget",
      "Grow,Win customers,ghost,abc,30k,0,numbr,Q5 2026,Exploror,simple-onbording,con,",
      "Grow,Sell more,ana,5,5,,constructor,,,,,",
      ",Publish it,,,,,,,,,,",
      "Grow,,,,9,,,,explorer,,,",
      "Shrink,Reduce costs,ana,9,1.5,,,,,,,,stray",
      'Rest,"Increase sales from 1 to 2",,3,2,,,,explorer,,,',
    ].join("\n");
    const { code, stdout, stderr } = await importing(sheet);
    expect([code, stdout, commits()]).toEqual([1, "", before]);
    expect(repo.git("status", "--porcelain")).toBe("");
    expect(stderr).toMatch(/\nNothing was written: \d+ errors\n$/);
    expect(await findings(sheet)).toEqual([
      '1:12 Targget: is not read → to read it, say what it is, as --map "Targget=target"; to leave it out without a word, --map "Targget=-"',
      '2:3 Owner: found "ghost", but there is no person of that id or name → add them: okr new person ghost --team TEAM',
      '2:4 Start: found "abc", which is not a number → write digits with a decimal point: 72 or 99.9',
      '2:5 Target: found "30k", in which "k" may be part of the number → write 30000',
      '2:6 Weight: found "0" → write a number greater than 0; 1 is usual',
      '2:7 Metric: found "numbr", which is no metric → write number, limit, milestones, binary, or leave it empty',
      '2:8 Quarter: found "Q5 2026", which is no cycle → write 2026, 2026-H2, 2026-Q4, 2026-11, an id of okr.yaml, or a day in it as 2026-11-20',
      '2:9 Team: found "Exploror", but there is no team of that id or name → did you mean "explorer"? Otherwise write it: okr new team Exploror',
      '2:10 Aligned to: found "simple-onbording", but nothing here has that id or title → did you mean "simple-onboarding"?',
      '2:11 ID: found "con", which is a name that Windows keeps for itself → write an id such as completion',
      '3:7 Metric: found "constructor", which is no metric → write number, limit, milestones, binary, or leave it empty',
      '4:2 Key result: does not say how it is measured → fill baseline and target, write the movement into the title, as "Increase sign-ups from 40 to 90", or name a metric: binary, milestones',
      "5:2 Key result: is empty: there is no title → write it in a few words",
      "5:3 Owner: names no owner → fill the column Owner, or add --owner with the id of a person",
      "6:null –: has 13 cells, the header only 12 → put cells that hold the separator into quotes",
      "6:9 Team: names no team → fill the column Team, or add --team with one of digital, explorer, support",
      '7:2 Key result: found "Increase sales from 1 to 2", which says 1 → 2 in its title, but 3 → 2 beside it → say it once, or say the same twice',
      "7:3 Owner: names no owner → fill the column Owner, or add --owner with the id of a person",
    ]);
  });

  test("shows in a dry run what would be written without the rows that are wrong", async () => {
    const { code, stdout } = await importing(
      "Objective,Key result,Team,Owner\nGrow,Sell,explorer,ana\nRise,Be done from 1 to 2,explorer,ana\n",
      "--dry-run",
    );
    expect([code, stdout]).toEqual([
      1,
      expect.stringMatching(/^okrs\/2026-Q4\/explorer\/rise.md\n[\s\S]*without the rows/),
    ]);
  });

  test("may give each key result a day of its own, and a team two names, within one objective", async () => {
    const { stdout } = await importing(
      [
        "Objective,Key result,Team,Owner,Due date",
        "Grow,Increase sales from 1 to 2,explorer,ana,2026-11-30",
        "Grow,Increase calls from 1 to 2,Explorer Team,joao,2026-12-31",
        "Grow,Increase visits from 1 to 2,explorer,ana,2027-01-31",
      ].join("\n"),
      ...["--dry-run", "--json"],
    );
    const { files } = JSON.parse(stdout);
    expect(files.map(({ path, key_results }: Record<string, unknown>) => [path, key_results])).toEqual([
      ["okrs/2026-Q4/explorer/grow.md", ["sales", "calls"]],
      ["okrs/2027-Q1/explorer/grow-2.md", ["visits"]],
    ]);
  });

  test("is refused where it is there already, or left out", async () => {
    repo = empty();
    const sheet = "Objective,Key result,Team,Owner\nGrow,Increase sales from 1 to 2,explorer,ana\n";
    await importing(sheet);
    const { code, stderr } = await importing(sheet);
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining(
        'column "Objective": found "Grow", which is there already, in okrs/2026-Q4/explorer/grow.md',
      ),
    ]);
    expect(
      await importing(`${sheet}Rise,Increase sales from 2 to 3,explorer,ana\n`, "--skip-existing"),
    ).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(
        "Wrote 1 objective with 1 key result; left out, as they are there already: grow",
      ),
    });
    expect((await importing(sheet, "--skip-existing")).stdout).toBe(
      "Nothing to import; left out, as they are there already: grow\n",
    );
  });
});

describe("numbers", () => {
  const measured = async (...cells: string[]) => {
    const { stdout } = await importing(
      `Objective;Key result;Start;Target;Team;Owner\nGrow;Sell;${cells.join(";")};explorer;ana\n`,
      "--json",
      "--dry-run",
    );
    const { files, findings: found } = JSON.parse(stdout);
    return (
      files[0]?.text.match(/baseline: .*\n {4}target: .*(?:\n {4}unit: .*)?/)?.[0] ??
      found.map((one: { message: string }) => one.message)
    );
  };
  test.each<[string[], string | string[]]>([
    [["0", "1.5"], "baseline: 0\n    target: 1.5"],
    [["1,5", "0,25"], "baseline: 1.5\n    target: 0.25"],
    [["1.234,5", "1 000"], "baseline: 1234.5\n    target: 1000"],
    [["−3", "40 %"], 'baseline: -3\n    target: 40\n    unit: "%"'],
    [["0", "30,000"], ['found "30,000", in which a comma or point may mean thousands or decimals']],
    [
      ["0,5", "1.234"],
      ['found "1.234", in which the point may mean thousands: other numbers here have a decimal comma'],
    ],
    [["0", "30k"], ['found "30k", in which "k" may be part of the number']],
    [["0", "1e999"], ['found "1e999", which is not one number']],
  ])("%j", async (cells, wanted) => expect(await measured(...cells)).toEqual(wanted));
});

describe("columns", () => {
  test("have the names that --map gives them", async () => {
    repo = empty();
    const sheet = "Aim,Measure,From here,To there,Junk\nGrow,Sell,1,2,x\n";
    const mapped = ["Aim=objective", "measure=Key result", "From here=baseline", "To there=target", "Junk="];
    const { code, stdout, stderr } = await importing(
      sheet,
      "--team",
      "explorer",
      "--owner",
      "ana",
      "--cycle",
      "2027-Q1",
      ...mapped.flatMap((one) => ["--map", one]),
    );
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("okrs/2027-Q1/explorer/grow.md");
    // The same words in another cycle are another objective.
    const again = await importing(
      "Objective,Key result,Team,Owner\nGrow,Sell from 1 to 2,explorer,ana\n",
      "--dry-run",
    );
    expect(again.stdout).toContain("okrs/2026-Q4/explorer/grow-2.md");
  });

  test.each([
    ["from,to,kind,to_kind,known\n", [], /is a table of links, which objectives hold themselves/],
    ["Aim,Measure\n", [], /cannot be told apart by its columns/],
    ["Objective,Key result\n", ["--map", "nothing"], /--map "nothing" maps nothing/],
    ["Objective,Key result\n", ["--map", "Aim=objectiv"], /did you mean "objective"\?/],
    [
      "Objective,Key result\n",
      ["--map", "Aim=objective"],
      /no column is called so\n {2}the columns: Objective, Key result/,
    ],
    ["Objective,Key result\n", ["--team", "explore"], /did you mean "explorer"\?/],
    ["Objective,Key result\n", ["--push", "--no-commit"], /there is no commit to push/],
    ["Objective,Key result\n", ["--text"], /--text shows what --dry-run would write/],
    ["Objective,Key result\n", ["-"], /- is named twice/],
  ])("%j %j is refused", async (sheet, words, message) => {
    expect(await importing(sheet, ...words)).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringMatching(message),
    });
  });

  test("that are not read are named, also where another table has them", async () => {
    const sheet =
      "Objective,Key result,Current,Confidence,Comment,Date,Junk,Progress\nGrow,Sell from 1 to 3,2,70 %,slow,,,\n";
    expect(
      await findings(sheet, "--table", "plan", "--team", "explorer", "--owner", "ana", "--dry-run"),
    ).toEqual([
      '1:6 Date: is not read: these rows are key results with their objectives → to leave it out without a word, --map "Date=-"; to read the rows as something else, --table',
      '1:7 Junk: is not read → to read it, say what it is, as --map "Junk=…"; to leave it out without a word, --map "Junk=-"',
    ]);
    const { stdout } = await importing(
      sheet,
      "--table",
      "plan",
      "--team",
      "explorer",
      "--owner",
      "ana",
      "--dry-run",
      "--text",
    );
    expect(stdout).toContain("results:\n  sell:\n    value: 2\n    confidence: 0.7\n    note: slow\n");
  });

  test("that say the same are an error", async () =>
    expect(
      await findings("Objective,Key result,Start,Baseline,Team\nGrow,Sell,1,2,explorer\n"),
    ).toContainEqual(
      '1:4 Baseline: says the same as column 3 "Start": baseline → leave one out with --map "Baseline=-"',
    ));
});

describe("readings", () => {
  test("that are old say in their files that they were imported, so that nobody calls them late", async () => {
    repo = createExplorer({});
    const sheet =
      "objective,key result,date,value\nfirst-week,completion,2026-10-16,70\nfirst-week,completion,2026-11-18,80\n";
    expect((await importing(sheet, "--by", "ana")).code).toBe(0);
    const written = (day: string) =>
      repo.read(
        repo
          .changes()
          .find((one) => one.includes(`/${day}-check-in-`))
          ?.slice(2) as string,
      );
    expect(written("2026-10-16")).toContain(
      "results:\n  completion: 70\nx-okr-ignore:\n  late-check-in: imported on 2026-11-20 from standard input\n---\n",
    );
    expect(written("2026-11-18")).not.toContain("x-okr-ignore");
    const { stdout } = await runIn(DAY, repo, "check", "--rule", "late-check-in");
    expect(stdout).toMatch(/nothing to report; 1 excepted/);
    const health = JSON.parse((await runIn(DAY, repo, "health", "--json", "--cycle", "2026-Q4")).stdout);
    const figures = health.measures.find(({ id }: { id: string }) => id === "records").figures;
    expect(figures.map(({ value, cases }: Record<string, number>) => [value, cases])).toEqual([
      [0, 1],
      [0, 1],
    ]);
  });

  const READINGS = [
    "Objective,Key result,Date,By,Value,Confidence,Objective confidence,Note",
    "first-week,completion,2026-11-06,joao,70,0.5,60 %,=half of them",
    "Make the first week seamless,Roll the tutorial out,2026-11-06,João Lima,draft,,0.6,",
    "first-week,audit,2026-11-13,,no,,,",
    "answers,,2026-11-13,rafael,,,0.8,",
  ].join("\n");

  test("become check-ins, one an objective, day and person", async () => {
    repo = createExplorer();
    const { code, stdout } = await importing(READINGS);
    expect([code, stdout]).toEqual([0, expect.stringContaining("Wrote 3 check-ins")]);
    const { checkIns, findings: unread } = await (await openStore(repo.dir, repo.env)).snapshot({
      day: "2026-11-20",
      commit: null,
    });
    expect(unread).toEqual([]);
    const byPath = checkIns.toSorted((a, b) => (a.source.path < b.source.path ? -1 : 1));
    expect(
      byPath.map(({ objective, date, by, confidence, results }) => [
        objective,
        date,
        by,
        confidence,
        Object.fromEntries(results),
      ]),
    ).toEqual([
      [
        "first-week",
        "2026-11-06",
        "joao",
        0.6,
        {
          completion: { value: 70, confidence: 0.5, note: "=half of them" },
          rollout: { value: ["draft"], confidence: null, note: null },
        },
      ],
      ["first-week", "2026-11-13", "ana", null, { audit: { value: false, confidence: null, note: null } }],
      ["answers", "2026-11-13", "rafael", 0.8, {}],
    ]);
    expect((await importing(READINGS)).stderr).toContain(
      "2  error  the same check-in of first-week on 2026-11-06 by joao is there already",
    );
    expect((await importing(READINGS, "--skip-existing")).stdout).toContain("Nothing to import");
  });

  test("that cannot be are refused by row and column", async () => {
    repo = createExplorer({
      [`${ANSWERS.replace(".md", "")}/2026-11-10-retrospective-aaaaaaa.md`]:
        "---\nkind: retrospective\nobjective: answers\ndate: 2026-11-10\nby: ana\nphase: end\noutcome: done\n---\n",
    });
    const rows = [
      "ref,date,by,value,reached,done,confidence,check_in_confidence",
      "first-week/complete,2026-11-06,ana,70,,,,",
      "frst-week/completion,2026-11-06,ana,70,,,,",
      "first-week/completion,2026-11-21,ana,70,,,,",
      "first-week/completion,6.11.2026,ana,70,,,,",
      "first-week/completion,2026-11-07,ana,70 ms,,,,",
      "first-week/completion,2026-11-08,ana,,draft,,,",
      "first-week/rollout,2026-11-08,ana,,shipped,,,",
      "first-week/audit,2026-11-08,ana,,,perhaps,7,",
      "first-week/tickets,2026-11-08,ana,,,,,",
      "answers/repeat-calls,2026-11-13,ana,12,,,,2",
    ];
    expect(await findings(rows.join("\n"))).toEqual([
      '2:1 ref: found "complete", which is no key result of first-week → its key results: completion, tickets, uptime, rollout, audit',
      '3:1 ref: found "frst-week", but there is no such objective → did you mean "first-week"?',
      "4:2 date: found 2026-11-21, which lies after today (2026-11-20) → a check-in says what has happened",
      '5:2 date: found "6.11.2026", which is no day → write it as 2026-11-20',
      '6:4 value: found "70 ms", but it is counted in % → write the number alone, or with %',
      '7:5 reached: found "draft", but completion is a number → write it into the column value',
      '8:5 reached: found "shipped", which is not a milestone of this key result → its milestones: draft, live',
      '9:6 done: found "perhaps" → write yes when it is done, else no',
      '9:7 confidence: found "7" → write a number from 0.0 (no hope) to 1.0 (certain), as 0.7',
      "10:4 value: is empty, and nothing else is said of the key result → write its value, a confidence or a note",
      "11:null –: the objective answers was closed on 2026-11-10 → leave out what was read after that",
      '11:8 check_in_confidence: found "2" → write a number from 0.0 (no hope) to 1.0 (certain), as 0.7',
    ]);
  });
});

describe("what okr exported", () => {
  const exportTo = async (from: TestRepository): Promise<string> => {
    const folder = temporaryFolder();
    mkdirSync(folder, { recursive: true });
    expect(await runIn(DAY, from, "export", "--all", folder)).toMatchObject({ code: 0 });
    return folder;
  };
  const definitionsOf = async (of: TestRepository) => {
    const { plan } = await (await openStore(of.dir, of.env)).snapshot({ day: "2026-11-20", commit: null });
    return plan.objectives.map(({ source: _, body: __, ...definition }) => definition);
  };

  test("comes back field by field", async () => {
    repo = empty();
    const full = createExplorer({
      "okrs/strategy.md": repo.read("okrs/strategy.md"),
      "okrs/2026/digital/grow.md": `---
kind: objective
id: grow
title: "-Grow: \\"all\\", of 'it'; = @home"
team: digital
cycle: "2026"
type: committed
owner: rafael
aligns_to: [simple-onboarding, first-week, answers/repeat-calls]
depends_on: [answers]
continues: first-week
key_results:
  - { id: says-other, title: Sell from 1 to 2, owner: rafael, backup: ana, baseline: -0.1, target: 1e21, weight: 0.5 }
  - { id: both, title: "+Between", metric: limit, at_least: 1, at_most: 2.25, unit: "=x" }
  - { id: steps, title: Steps, metric: milestones, milestones: [{ id: a, title: "A; b: c", weight: 2.5 }, { id: z, title: "=Z" }] }
  - { id: one, title: One step, metric: milestones, milestones: [{ id: a, title: "A; b" }] }
  - { id: done, title: "Be done: from 1 to 2", metric: binary }
---
`,
    });
    const folder = await exportTo(full);
    const files = ["readings", "key-results", "objectives"].map((name) => `${folder}/${name}.csv`);
    const { code, stderr } = await runIn(DAY, repo, "import", ...files);
    expect([code, stderr]).toEqual([0, ""]);
    expect(await definitionsOf(repo)).toEqual(await definitionsOf(full));
  });
});

test("hostile titles stay titles", () =>
  fc.assert(
    fc.asyncProperty(fc.array(hostileText, { minLength: 1, maxLength: 4 }), async (titles) => {
      const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
      const rows = titles.map(
        (title) => `${quoted(title)},${quoted(title)},0,1,explorer,ana,${quoted(title)}`,
      );
      const { code, stdout, stderr } = await importing(
        ["Objective,Key result,Start,Target,Team,Owner,Why", ...rows].join("\n"),
        ...["--dry-run", "--json"],
      );
      expect([code === 3, stderr.includes("this is a bug")]).toEqual([false, false]);
      if (code === 2) return;
      for (const { path, text } of JSON.parse(stdout).files) {
        expect(path).toMatch(/^okrs\/2026-Q4\/explorer\/[a-z0-9-]+\.md$/);
        expect(
          text.match(/^kind: objective\nid: "?[a-z0-9-]+"?\ntitle: .*\nteam: explorer\n/m),
        ).not.toBeNull();
      }
    }),
    { numRuns: 15 },
  ));

test("outside git it only writes where that is asked for", async () => {
  const folder = temporaryFolder();
  const { writeFileSync } = await import("node:fs");
  mkdirSync(`${folder}/okrs/teams`, { recursive: true });
  writeFileSync(`${folder}/okr.yaml`, EXPLORER_FILES["okr.yaml"] as string);
  writeFileSync(`${folder}/okrs/teams/explorer.md`, EXPLORER_FILES["okrs/teams/explorer.md"] as string);
  const world = { ...DAY, input: "Objective,Key result,Owner\nGrow,Increase sales from 1 to 2,ana\n" };
  expect(await runIn(world, folder, "import", "-")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("git init"),
  });
  expect(await runIn(world, folder, "import", "-", "--no-commit")).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("Not committed yet"),
  });
});
