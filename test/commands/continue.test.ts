import { existsSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { createExplorer } from "../support/explorer.ts";
import { copyOfMade, type TestRepository } from "../support/repository.ts";
import { type Answer, runIn } from "../support/run.ts";
import { problemsOf } from "../support/schema.ts";

const END = { today: "2026-12-22" };
const OLD = "okrs/2026-Q4/explorer/reach.md";
const NEW = "okrs/2027-Q1/explorer/reach-2027-q1.md";

const REACH = `---
kind: objective
id: reach
title: Reach everybody   # as the board said
team: explorer
cycle: 2026-Q4
type: committed
owner: ana
aligns_to:
  - year # the year's
  - quarter/share
  - quarter
  - gone
depends_on: [answers, lost]
continues: reach-2026-q3
x-okr-ignore:
  missing-backup: { reason: on leave, until: 2026-12-31 }
  unaligned-objective: { reason: agreed }
  moved-goalpost: the market broke away in November
x-board: 7
key_results:
  # How many come.
  - id: up
    title: 'Increase visits from 65 % to 90 %'
    owner: joao
    backup: ana
    baseline: 65
    target: 90 # never more
    unit: "%"
    weight: 2
  - { id: down, title: "Reduce calls from 40 to 25", metric: number, baseline: 40, target: 25 }
  - { id: worse, title: Raise trust, baseline: 20, target: 30, x-okr-ignore: { vague-title: { reason: x, until: 2026-11-30 } } }
  - { id: over, title: Raise sales, baseline: 1, target: 2 }
  - { id: unread, title: Raise returns, baseline: 3, target: 9 }
  - { id: held, title: Keep the page available, metric: limit, at_least: 99.9 }
  - { id: broken, title: Keep errors few, metric: limit, at_most: 3 }
  - id: steps
    title: Roll it out
    metric: milestones
    milestones:
      - { id: draft, title: Draft agreed }
      # The hard part.
      - { id: live, title: Live for everyone, weight: 2 }
      - { id: home, title: At home }
  - { id: all-steps, title: Roll out, metric: milestones, milestones: [{ id: one, title: One }] }
  - { id: audit, title: Pass the audit, metric: binary }
  - { id: law, title: Pass the law, metric: binary }
  - { id: called, title: Raise calls, baseline: 0, target: 10 }
---

Why: because.

## The strategic goal

People stay.

## Our promise

We answer.

## Time machine

### Ana Souza

Visits went from 65 % to 90 %.

## Initiatives

- [x] Done long ago
      with more words
- [ ] Still open
- [x] Half done
  - [ ] this part is open
  - [x] this is not

Prose in between.

* [X] gone

## Notes

- [x] a list that is no initiative
`;

const objective = (id: string, cycle: string, more = "", keyResult = "share") =>
  `---\nkind: objective\nid: ${id}\ntitle: ${id}\nteam: support\ncycle: ${cycle}\ntype: committed\nowner: ana\n${more}key_results: [{ id: ${keyResult}, title: Share, metric: binary }]\n---\n`;

/** An objective with every metric in every state, closed as continued. */
function closed(): TestRepository {
  return copyOfMade("closed", () => {
    const repo = createExplorer({
      [OLD]: REACH,
      "okrs/year.md": objective("year", "2026"),
      "okrs/quarter.md": objective("quarter", "2026-Q4"),
      "okrs/heir.md": objective("quarter-next", "2027-Q1", "continues: quarter\n"),
      "okrs/lost.md": objective("lost", "2026-Q4"),
    });
    const record = (kind: string, date: string, more: string) => ({
      [`okrs/2026-Q4/explorer/reach/${date}-${kind}-aaaaaaa.md`]: `---\nkind: ${kind}\nobjective: reach\ndate: ${date}\nby: ana\n${more}---\n`,
    });
    repo.commit("Go through the quarter", {
      ...record("check-in", "2026-10-05", "confidence: 0.5\nresults: { held: 99.95, broken: 9, up: 70 }\n"),
      ...record(
        "check-in",
        "2026-12-18",
        "results: { up: 72.5, down: 31, worse: 18, over: 3, broken: 2, steps: [draft, home], all-steps: [one], audit: false, law: true, called: 2 }\n",
      ),
      ...record(
        "retrospective",
        "2026-12-21",
        "phase: end\ngrades: { up: 0.3, down: 0.6, worse: 0, over: 1, unread: 0, held: 1, broken: 0.1, steps: 0.5, all-steps: 1, audit: 0, law: 1, called: 1 }\nreasons: { called: they came themselves }\noutcome: continued\n",
      ),
    });
    return repo;
  });
}

describe("okr continue", () => {
  test("writes the next cycle's objective into the text of the old one", async () => {
    const repo = closed();
    const { code, stdout, stderr } = await runIn(END, repo, "continue", "reach");
    expect(code).toBe(1);
    expect(stderr).toContain('nothing here has the id "gone"');
    const { stdout: whole } = await runIn(END, repo, "check");
    const remarks = whole.split("\n").filter((line) => line.startsWith(NEW));
    expect(remarks.length).toBeGreaterThan(0);
    for (const line of remarks) expect(stderr).toContain(line);
    expect(stderr).not.toContain(OLD);
    expect(stdout).toBe(`reach-2027-q1 carries reach on into 2027-Q1 (2027-01-01 to 2027-03-31)
  up  72.5 → 90 %  (was 65 → 90 %)
    Increase visits from 72.5 % to 90 %
  down  31 → 25  (was 40 → 25)
    Reduce calls from 31 to 25
  worse  18 → 30  (was 20 → 30)
  unread  3 → 9
    ! was never read
  broken  ≤ 3
  steps  1 milestone  (was 3 milestones)
  audit  open → done
  over  reached, left behind
  held  reached, left behind
  all-steps  reached, left behind
  law  reached, left behind
  called  reached, left behind
  3 ticked initiatives left behind
  aligns to year
    ! year ended with 2026, and nothing carries it on into 2027-Q1
  aligns to quarter-next/share, which carries on quarter/share
  aligns to quarter-next, which carries on quarter
  depends on answers
    ! answers ended with 2026-Q4, and nothing carries it on into 2027-Q1
  depends on lost
    ! lost ended with 2026-Q4, and nothing carries it on into 2027-Q1
wrote ${NEW}
committed ${repo.head().slice(0, 7)} on main

Next: set new targets in this file, where the old ones do not fit any more
  okr check
`);
    expect(repo.changes()).toEqual([`A ${NEW}`]);
    expect(repo.read(NEW)).toBe(`---
kind: objective
id: reach-2027-q1
title: Reach everybody # as the board said
team: explorer
cycle: 2027-Q1
type: committed
owner: ana
aligns_to:
  - year # the year's
  - quarter-next/share
  - quarter-next
  - gone
depends_on: [answers, lost]
continues: reach
x-okr-ignore:
  unaligned-objective: { reason: agreed }
x-board: 7
key_results:
  # How many come.
  - id: up
    title: 'Increase visits from 72.5 % to 90 %'
    owner: joao
    backup: ana
    baseline: 72.5
    target: 90 # never more
    unit: "%"
    weight: 2
  - { id: down, title: "Reduce calls from 31 to 25", metric: number, baseline: 31, target: 25 }
  - { id: worse, title: Raise trust, baseline: 18, target: 30 }
  - { id: unread, title: Raise returns, baseline: 3, target: 9 }
  - { id: broken, title: Keep errors few, metric: limit, at_most: 3 }
  - id: steps
    title: Roll it out
    metric: milestones
    milestones:
      # The hard part.
      - { id: live, title: Live for everyone, weight: 2 }
  - { id: audit, title: Pass the audit, metric: binary }
---

Why: because.

## Our promise

We answer.

## Initiatives

- [ ] Still open
- [x] Half done
  - [ ] this part is open

Prose in between.

## Notes

- [x] a list that is no initiative
`);
    const again = await runIn(END, repo, "continue", "reach");
    expect([again.code, again.stderr]).toEqual([
      2,
      expect.stringContaining("carries reach on in 2027-Q1 already"),
    ]);
    // Nothing that was read, believed or settled comes along.
    const { objectives } = JSON.parse(
      (await runIn({ today: "2027-01-08" }, repo, "score", "--cycle", "2027-Q1", "--json")).stdout,
    );
    const found = objectives.find(({ id }: { id: string }) => id === "reach-2027-q1");
    expect(found).toMatchObject({ score: 0, grade: null, confidence: null, last_check_in: null });
  });

  test("keeps all where that is asked for, and says which targets make no sense any more", async () => {
    const repo = closed();
    const words = ["--all", "--id", "reach-more", "--cycle", "2027-H1", "--no-commit", "--json"];
    const { code, stdout } = await runIn(END, repo, "continue", "reach", ...words);
    const json = JSON.parse(stdout);
    expect([code, problemsOf("output/continue", json)]).toEqual([1, []]);
    const [only] = json.objectives;
    expect(json).toMatchObject({ commit: null, left_out: [] });
    expect(only).toMatchObject({ id: "reach-more", cycle: "2027-H1", reached: [], ticked: 3 });
    expect(only.key_results.filter(({ remark }: { remark: unknown }) => remark !== null)).toEqual([
      {
        id: "over",
        baseline: null,
        milestones: null,
        remark: "was read at 3, its target is 2: set a new target",
      },
      { id: "unread", baseline: null, milestones: null, remark: "was never read" },
      {
        id: "all-steps",
        baseline: null,
        milestones: null,
        remark: "all its milestones were reached: name new ones",
      },
      { id: "law", baseline: null, milestones: null, remark: "is done already: say what is to be done next" },
    ]);
    expect(repo.status()).toEqual(["?? okrs/2027-H1/explorer/reach-more.md"]);
  });

  test.each([
    [["answers"], "answers is not closed yet"],
    [["reach", "--cycle", "2026-Q4"], "2026-Q4 does not come after 2026-Q4"],
    [["reach", "--cycle", "2026-Q3"], "2026-Q3 does not come after"],
    [["reach", "--cycle", "soon"], 'there is no cycle "soon"'],
    [["reach", "--id", "year"], 'the id "year" is taken'],
    [["reach", "--id", "A b"], 'the id "A b" is not lower-case words'],
    [["reach", "--date", "2026-12-20"], "reach is not closed yet"],
    [["nobody"], 'there is no objective "nobody"'],
    [["reach", "--team", "explorer"], "objectives are named, and a team too"],
    [["reach", "answers", "--id", "x"], "--id names one objective"],
    [["--anyway"], "which objective is to be carried on anyway?"],
    [["--team", "explore"], 'did you mean "explorer"?'],
    [["--team", "support"], "nothing of support is waiting to be carried on"],
  ])("refuses %j", async (words, said) => {
    const repo = closed();
    const { code, stderr } = await runIn(END, repo, "continue", ...words);
    expect([code, stderr, repo.status()]).toEqual([2, expect.stringContaining(said), []]);
  });

  test("carries on anyway, never over a file that is there, and not what was reached altogether", async () => {
    const repo = closed();
    repo.write("okrs/2027-Q1/support/answers-2027-q1.md", "# Mine\n");
    const taken = await runIn(END, repo, "continue", "answers", "--anyway");
    expect([taken.code, repo.read("okrs/2027-Q1/support/answers-2027-q1.md")]).toEqual([2, "# Mine\n"]);
    const path = "okrs/2026-Q4/support/answers/2026-12-20-check-in-aaaaaaa.md";
    repo.write(
      path,
      "---\nkind: check-in\nobjective: answers\ndate: 2026-12-20\nby: ana\nresults: { repeat-calls: 11 }\n---\n",
    );
    const reached = await runIn(END, repo, "continue", "answers", "--anyway", "--cycle", "2027-Q2");
    expect([reached.code, reached.stderr]).toEqual([
      2,
      expect.stringContaining("every key result of answers was reached"),
    ]);
    expect(existsSync(repo.path("okrs/2027-Q2"))).toBe(false);
  });
});

const ended = (id: string, outcome: string, grade = 0.5) => ({
  [`okrs/2026-Q4/${id}/2026-12-21-retrospective-aaaaaaa.md`]: `---\nkind: retrospective\nobjective: ${id}\ndate: 2026-12-21\nby: ana\nphase: end\ngrades: { share: ${grade} }\noutcome: ${outcome}\n---\n`,
});

/** Six objectives of a team that ended: four of them continue, one of which depends on a later one and one of which was reached. */
function several(): TestRepository {
  return copyOfMade("several", () => {
    const files = {
      "okrs/2026-Q4/a.md": objective("a", "2026-Q4", "aligns_to: [b/share, e]\ndepends_on: [b, c]\n"),
      "okrs/2026-Q4/b.md": objective("b", "2026-Q4", "depends_on: [a]\n"),
      "okrs/2026-Q4/c.md": objective("c", "2026-Q4"),
      "okrs/2026-Q4/d.md": objective("d", "2026-Q4"),
      "okrs/2027-Q1/d-next.md": objective("d-next", "2027-Q1", "continues: d\n"),
      "okrs/2026-Q4/e.md": objective("e", "2026-Q4").replace("owner: ana", "owner: rafael"),
      "okrs/2026-Q4/f.md": objective("f", "2026-Q4"),
    };
    const records = ["a", "b", "d", "e"].map((id) => ended(id, "continued"));
    Object.assign(files, ...records, ended("c", "done"), ended("f", "continued", 1));
    return createExplorer(files);
  });
}

describe("okr continue without a name", () => {
  const linksOf = (repo: TestRepository, id: string) =>
    [...repo.read(`okrs/2027-Q1/${id}-2027-q1.md`).matchAll(/^(?:aligns_to|depends_on): .*$/gm)].flat();

  test("carries on all of one's own that nothing carries on yet, as one commit, with links among them", async () => {
    const repo = several();
    const { code, stdout, stderr } = await runIn(END, repo, "continue");
    expect(code).toBe(0);
    expect(stderr).toContain("okr: every key result of f was reached: there is nothing left to carry on\n");
    expect(repo.changes()).toEqual(["A okrs/2027-Q1/a-2027-q1.md", "A okrs/2027-Q1/b-2027-q1.md"]);
    expect(linksOf(repo, "a")).toEqual(["aligns_to: [b-2027-q1/share, e]", "depends_on: [b-2027-q1, c]"]);
    expect(linksOf(repo, "b")).toEqual(["depends_on: [a-2027-q1]"]);
    expect(repo.git("log", "-1", "--format=%B")).toBe(`okr: continue a, b

a-2027-q1 carries a on into 2027-Q1
- share

b-2027-q1 carries b on into 2027-Q1
- share`);
    expect(stdout).toBe(`a-2027-q1 carries a on into 2027-Q1 (2027-01-01 to 2027-03-31)
  share  open → done
    ! was never read
  aligns to b-2027-q1/share, which carries on b/share
  aligns to e
    ! e was closed on 2026-12-21, and nothing carries it on into 2027-Q1
  depends on b-2027-q1, which carries on b
  depends on c
    ! c was closed on 2026-12-21, and nothing carries it on into 2027-Q1
wrote okrs/2027-Q1/a-2027-q1.md

b-2027-q1 carries b on into 2027-Q1 (2027-01-01 to 2027-03-31)
  share  open → done
    ! was never read
  depends on a-2027-q1, which carries on a
wrote okrs/2027-Q1/b-2027-q1.md

committed ${repo.head().slice(0, 7)} on main

Next: set new targets in these files, where the old ones do not fit any more
  okr check
`);
    const team = await runIn(END, repo, "continue", "--team", "support", "--json");
    const json = JSON.parse(team.stdout);
    expect(problemsOf("output/continue", json)).toEqual([]);
    expect(json).toMatchObject({ objectives: [{ id: "e-2027-q1" }], left_out: ["f"] });
  });

  test("takes those that are named, in any order, all or none", async () => {
    const repo = several();
    const before = repo.head();
    const refused = await runIn(END, repo, "continue", "b", "f", "a");
    expect([refused.code, repo.head(), repo.status()]).toEqual([2, before, []]);
    const narrow = { ...END, columns: 50, colour: 1 } as const;
    const { code, stdout } = await runIn(narrow, repo, "continue", "b", "a", "e", "b");
    expect(code).toBe(0);
    const plain = stripVTControlCharacters(stdout);
    expect(plain.match(/b-2027-q1 carries b on/g)).toHaveLength(1);
    for (const line of plain.split("\n")) if (line.length > 50) expect(line).toMatch(/^wrote /);
    expect(linksOf(repo, "a")).toEqual([
      "aligns_to: [b-2027-q1/share, e-2027-q1]",
      "depends_on: [b-2027-q1, c]",
    ]);
    expect(linksOf(repo, "b")).toEqual(["depends_on: [a-2027-q1]"]);
  });

  test("asks in a terminal which of them, shows what comes along, and writes nothing unless that is confirmed", async () => {
    const repo = several();
    const head = repo.head();
    const picks: readonly Answer[] = [
      ["Carry on a:", false],
      ["Carry on b:", true],
    ];
    const no = await runIn({ ...END, answers: [...picks, ["Write 1 objective", false]] }, repo, "continue");
    expect([no.code, repo.head(), repo.status()]).toEqual([2, head, []]);
    const neither: readonly Answer[] = [
      ["Carry on a:", false],
      ["Carry on b:", false],
    ];
    const none = await runIn({ ...END, answers: neither }, repo, "continue");
    expect([none.code, none.stderr]).toEqual([0, expect.stringContaining("Nothing is carried on.")]);
    const yes = await runIn({ ...END, answers: [...picks, ["Write 1 objective", true]] }, repo, "continue");
    expect([yes.code, yes.unused]).toEqual([0, []]);
    expect(yes.asked).toContain(
      [
        "# b-2027-q1 carries b on into 2027-Q1 (2027-01-01 to 2027-03-31)",
        "  share  open → done",
        "    ! was never read",
        "  depends on a",
        "    ! a was closed on 2026-12-21, and nothing carries it on into 2027-Q1",
      ].join("\n"),
    );
    expect(linksOf(repo, "b")).toEqual(["depends_on: [a]"]);
  });
});
