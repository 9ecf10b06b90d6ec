import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createExplorer, FIRST_WEEK } from "../support/explorer.ts";
import { copyOfMade, type TestRepository } from "../support/repository.ts";
import { type Answer, CANCEL, runIn } from "../support/run.ts";
import { problemsOf } from "../support/schema.ts";

const MID = { today: "2026-11-20" };
const RECORDS = FIRST_WEEK.replace(".md", "");

/** A quarter with a story: a jump, a fall of confidence, a silence, a target that moved. */
function told(): TestRepository {
  return copyOfMade("told", () => {
    const repo = createExplorer();
    const checkIn = (date: string, frontmatter: string, issues: string, plan: string) => ({
      [`${RECORDS}/${date}-check-in-aaaaaaa.md`]: `---\nkind: check-in\nobjective: first-week\ndate: ${date}\nby: ana\n${frontmatter}---\n\n## Issues\n\n${issues}\n\n## Plan\n\n${plan}\n`,
    });
    repo.commit("October", {
      ...checkIn(
        "2026-10-09",
        "confidence: 0.7\nresults: { completion: 65 }\n",
        "- None.\n- The build is slow\x1b[2J",
        "Buy a faster machine.",
      ),
      ...checkIn(
        "2026-10-16",
        "confidence: 0.7\nresults: { completion: 88 }\n",
        "Slow builds again. Rain.",
        "Interview twenty pensioners.",
      ),
    });
    repo.commit("Lower the target", {
      [FIRST_WEEK]: repo
        .read(FIRST_WEEK)
        .replace("    target: 90\n", "    target: 80\n")
        .replace("to 90 %", "to 80 %"),
      ...checkIn(
        "2026-11-06",
        "confidence: 0.4\nresults: { completion: { value: 89, note: by telephone } }\n",
        "None.",
        "A faster machine, bought.",
      ),
    });
    return repo;
  });
}

describe("okr retro", () => {
  test("shows the story first: what moved, when, what came back, what never happened", async () => {
    const repo = told();
    const { code, stdout, stderr } = await runIn(MID, repo, "retro", "first-week");
    expect([code, stderr]).toEqual([
      0,
      'To write it down: okr retro first-week --phase mid --attractors "…" --detractors "…"\n',
    ]);
    for (const said of [
      "first-week · 2026-Q4 · aspirational · score 0.20 · 3 check-ins",
      " the score over the weeks of the cycle\n",
      "◆ goalposts moved",
      "completion: target 90 → 80",
      "Issues and plans are matched by their words alone: you know better.\n",
      "Turning points",
      "2026-10-16 score 0.00 → 0.18",
      "2026-11-06 confidence 0.70 → 0.40",
      "21 days without a check-in, 2026-10-16 to 2026-11-06",
      "Issues that kept coming back\n  2 × Slow builds again. (2026-10-09 to 2026-10-16)",
      "Plans made again and again\n  2 × A faster machine, bought. (2026-10-09 to 2026-11-06)",
      "Plans nobody mentioned again\n  2026-10-16 Interview twenty pensioners.",
    ])
      expect(stdout).toContain(said);
    const json = JSON.parse((await runIn(MID, repo, "retro", "--team", "explorer", "--json")).stdout);
    expect(problemsOf("output/retro", json)).toEqual([]);
    expect(json).toMatchObject({
      phase: "mid",
      written: [],
      objectives: [{ id: "first-week", check_ins: 3 }],
    });
    expect(
      JSON.parse((await runIn({ today: "2026-12-20" }, repo, "retro", "answers", "--json")).stdout),
    ).toMatchObject({
      phase: "end",
      objectives: [{ id: "answers", check_ins: 0, silence: null, turning_points: [], goalposts_moved: 0 }],
    });
  });

  test("silence up to the end counts, and a plan made again and again is told once", async () => {
    const repo = told();
    const { stdout } = await runIn({ today: "2027-01-05" }, repo, "retro", "first-week", "--show");
    expect(stdout).toContain("Silence\n  55 days without a check-in, 2026-11-06 to 2026-12-31\n");
    expect(stdout).toContain("2 × A faster machine, bought.");
    expect(stdout).not.toContain("2026-10-09 Buy a faster machine.");
  });

  test("without anything it is about one's own; what cannot be read is told", async () => {
    const repo = told();
    const own = await runIn(MID, repo, "retro", "--show");
    expect([own.code, own.stdout]).toEqual([
      0,
      expect.stringContaining("first-week · 2026-Q4 · aspirational"),
    ]);
    repo.write("okrs/broken.md", "---\nkind: objective\nid: [\n---\n");
    for (const words of [
      ["retro", "--show"],
      ["plan", "--team", "explorer", "--show"],
    ]) {
      const ran = await runIn(MID, repo, ...words);
      expect([ran.code, ran.stderr]).toEqual([1, expect.stringContaining("okrs/broken.md:4:1  error")]);
    }
  });

  test("shows what was known on a day, and says where there is nothing yet", async () => {
    const repo = told();
    const early = await runIn(MID, repo, "retro", "first-week", "--at", "HEAD~1");
    expect(early.stdout).toMatch(/^first-week · 2026-Q4 · aspirational · score [\d.]+ · 2 check-ins$/m);
    expect(early.stderr).toBe("");
    expect(
      JSON.parse((await runIn(MID, repo, "retro", "first-week", "--at", "HEAD", "--json")).stdout).at,
    ).toEqual({
      date: "2026-11-20",
      commit: repo.head(),
      dirty: false,
    });
    const none = await runIn(MID, repo, "retro", "answers");
    expect(none.stdout).toContain("Nobody has checked in: there is no story to tell.");
    const both = await runIn(MID, repo, "retro", "first-week", "--at", "HEAD", "--attractors", "x");
    expect([both.code, both.stderr]).toEqual([2, expect.stringContaining("--at only shows")]);
  });

  test("writes attractors and detractors as one record and one commit", async () => {
    const repo = told();
    const words = [
      "--phase",
      "mid",
      "--attractors",
      "Users ask for it",
      "--detractors",
      "Two people left\n\n# and more",
    ];
    const { code, stdout } = await runIn(MID, repo, "retro", "first-week", ...words, "--json");
    const json = JSON.parse(stdout);
    expect([code, problemsOf("output/retro", json)]).toEqual([0, []]);
    const name = readdirSync(repo.path(RECORDS)).find((one) => one.includes("retrospective"));
    expect(json.written).toEqual([
      { objective: "first-week", path: `${RECORDS}/${name}`, date: "2026-11-20", by: "ana" },
    ]);
    expect(repo.read(`${RECORDS}/${name}`)).toBe(
      "---\nkind: retrospective\nobjective: first-week\ndate: 2026-11-20\nby: ana\nphase: mid\n---\n\n## Attractors\n\nUsers ask for it\n\n## Detractors\n\nTwo people left\n\n\\# and more\n",
    );
    expect(repo.subjects()[0]).toBe("retrospective: first-week  mid");
  });

  test.each([
    [["first-week", "--phase", "end", "--attractors", "x"], "settles grades and an outcome\n  use okr close"],
    [["first-week", "answers", "--attractors", "x"], "whose attractors and detractors are these?"],
    [["first-week", "--attractors", " "], "first-week: it says nothing"],
    [["first-week", "--attractors", "x", "--date", "2026-09-01"], "its cycle 2026-Q4 begins on 2026-10-01"],
    [["first-week", "--attractors", "x", "--by", "nobody"], 'there is no person "nobody"'],
    [["--by", "nobody"], "nobody has nothing open to look back at"],
    [["first-week", "--team", "explorer"], "objectives are named, and a team too"],
  ])("refuses %j", async (words, said) => {
    const repo = told();
    const { code, stderr } = await runIn(MID, repo, "retro", ...words);
    expect([code, stderr, repo.status()]).toEqual([2, expect.stringContaining(said), []]);
  });

  test("asks the questions of the middle, and keeps what was typed", async () => {
    const repo = told();
    const answers = (last: string | boolean): Answer[] => [
      ["Attractors", "The users"],
      ["Detractors", ""],
      ["Commit 1 retrospective?", last],
    ];
    const left = await runIn({ ...MID, answers: answers(CANCEL) }, repo, "retro", "first-week");
    const path = /go on with: okr retro --from (\S+)/.exec(left.stderr)?.[1] as string;
    expect((await runIn(MID, repo, "retro", "--from", path)).code).toBe(0);
    expect([repo.changes().length, repo.status(), readdirSync(repo.path(".git/okr/drafts"))]).toEqual([
      1,
      [],
      [],
    ]);
    const { asked, unused } = await runIn({ ...MID, answers: answers(true) }, repo, "retro", "first-week");
    expect([unused, asked[1]]).toEqual([[], "Attractors: what pulls us towards it?"]);
    expect(repo.changes()[0]).toMatch(/^A .*retrospective/);
  });

  test("offers what was begun and not committed, and goes on where it stopped", async () => {
    const repo = told();
    const both = ["retro", "first-week", "answers", "--phase", "mid"];
    const given: Answer[] = [
      ["Attractors", "The users"],
      ["Detractors", "Rain"],
      ["Attractors", "The app"],
    ];
    const left = await runIn({ ...MID, answers: [...given, ["Detractors", CANCEL]] }, repo, ...both);
    expect([left.code, left.unused]).toEqual([2, []]);
    // One that is named alone goes on with all of it.
    const answers: Answer[] = [
      ["A retrospective of 2026-11-20 (first-week, answers) was begun", "continue"],
      ["Attractors", "The app again"],
      ["Detractors", ""],
      ["Commit 2 retrospectives?", true],
    ];
    const resumed = await runIn({ ...MID, answers }, repo, "retro", "answers", "--phase", "mid");
    expect([resumed.code, resumed.unused, readdirSync(repo.path(".git/okr/drafts"))]).toEqual([0, [], []]);
    const written = repo.changes().map((line) => repo.read(line.slice(2)));
    expect(written).toEqual([expect.stringContaining("Rain"), expect.stringContaining("The app again")]);
    const fresh = await runIn({ ...MID, answers: [["Attractors", CANCEL]] }, repo, ...both);
    expect(fresh.unused).toEqual([]);
  });

  test("at the end hands over to closing", async () => {
    const repo = told();
    const answers: Answer[] = [
      ["becomes", "done"],
      ["Grade: repeat-calls", "0"],
      ["what we set out", ""],
      ["learn", "Much"],
      ["surprised", ""],
      ["differently", ""],
      ["Close 1 objective?", true],
    ];
    const { code, stdout, unused } = await runIn({ today: "2026-12-22", answers }, repo, "retro", "answers");
    expect([code, unused]).toEqual([0, []]);
    expect(stdout).toContain("answers  0.00 missed  done  must be looked at again");
    const again = await runIn({ ...MID, today: "2026-12-22" }, repo, "retro", "answers", "--attractors", "x");
    expect(again.stderr).toContain("answers: it was closed on 2026-12-22");
  });
});
