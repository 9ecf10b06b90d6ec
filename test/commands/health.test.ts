import { describe, expect, test } from "vitest";
import { createExplorer, EXPLORER_FILES, FIRST_WEEK } from "../support/explorer.ts";
import { isolatedEnvironment, TestRepository, temporaryFolder } from "../support/repository.ts";
import { run, runIn } from "../support/run.ts";
import { problemsOf } from "../support/schema.ts";
import { inventCompany, PEOPLE, QUARTERS, TODAY } from "./health/company.ts";
import { type Counted, countFlow, readRaw, recount, scoreOfNumbers } from "./health/recount.ts";

interface Figure extends Counted {
  readonly id: string;
  readonly small: boolean;
  readonly verdict: string | null;
  readonly advice: string | null;
  readonly names: readonly string[];
  readonly trend: readonly (Counted & { readonly cycle: string })[];
  readonly teams: readonly (Counted & { readonly team: string })[];
}

const company = inventCompany();

const asked = new Map<string, Promise<string>>();

/** What `okr health` prints; asked once, as nothing here changes. */
function health(where: TestRepository, today: string, ...words: string[]): Promise<string> {
  const key = [where.dir, today, ...words].join(" ");
  const known = asked.get(key) ?? ask(where, today, words);
  asked.set(key, known);
  return known;
}

async function ask(where: TestRepository, today: string, words: readonly string[]): Promise<string> {
  const ran = await runIn({ today }, where, "health", ...words);
  expect([ran.code, ran.stderr]).toEqual([0, ""]);
  return ran.stdout;
}

async function answer(where: TestRepository, today: string, ...words: string[]) {
  const data = JSON.parse(await health(where, today, "--json", ...words));
  expect(problemsOf("output/health", data)).toEqual([]);
  return data;
}

const figuresOf = (data: { measures: { figures: Figure[] }[] }): Record<string, Figure> =>
  Object.fromEntries(data.measures.flatMap(({ figures }) => figures.map((figure) => [figure.id, figure])));

function expectCounted(found: Counted | undefined, counted: Counted, what: string) {
  expect([what, found?.cases]).toEqual([what, counted.cases]);
  if (counted.value === null) expect(found?.value, what).toBeNull();
  else expect(found?.value, what).toBeCloseTo(counted.value, 9);
}

const cycleOf = (id: string) =>
  QUARTERS.find((one) => one.id === String(id)) ?? { start: "2026-01-01", end: "2026-12-31" };

describe("the numbers, counted again from the files", () => {
  test("of an invented company, in each of its quarters", async () => {
    const raw = readRaw(company.dir);
    const figures = figuresOf(await answer(company, TODAY));
    for (const { id, start, end } of QUARTERS) {
      const counted = await recount(raw, {
        start,
        end,
        day: TODAY,
        cycle: cycleOf,
        score: scoreOfNumbers(raw),
      });
      for (const [name, expected] of Object.entries(counted))
        expectCounted(
          figures[name]?.trend.find(({ cycle }) => cycle === id),
          expected,
          `${name} of ${id}`,
        );
    }
    // What was looked for is there.
    expect(figures.confidence_brier?.trend.map(({ cases }) => cases)).toEqual([6, 6, 0]);
    expect(figures.moved?.trend.map(({ value, cases }) => (value ?? 0) * cases)).toEqual([0, 3, 1]);
    expect(figures.moved_late?.trend.map(({ value, cases }) => (value ?? 0) * cases)).toEqual([0, 1, 0]);
    expect(figures.beyond_last?.trend.map(({ cases }) => cases > 5)).toEqual([false, true, true]);
    expect(figures.backfilled?.value).toBeGreaterThan(0);
    expect(figures.after_third?.names).toContain("west-b-q3");
  });

  test("of the bank among the examples", async () => {
    const home = temporaryFolder();
    await run(home, "demo", "horizon-bank", "bank");
    const bank = new TestRepository(`${home}/bank`, isolatedEnvironment());
    const day = "2026-09-30";
    bank.git("checkout", "--quiet", bank.git("rev-list", "-1", "--before=2026-09-30T23:59:59+02:00", "main"));
    const score = async ({ id }: { id: string }, on: string) =>
      JSON.parse((await runIn({ today: day }, bank, "score", id, "--json", "--at", on)).stdout).objectives[0]
        .score;
    const found = figuresOf(await answer(bank, day));
    // Ticked initiatives are new versions as well, and move no goalpost.
    const { moved, moved_late, ...counted } = await recount(readRaw(bank.dir), {
      start: "2026-07-01",
      end: "2026-09-30",
      day,
      cycle: (id) => (String(id) === "2026-Q4" ? { start: "2026-10-01", end: "2026-12-31" } : cycleOf(id)),
      score,
    });
    for (const [name, expected] of Object.entries(counted)) expectCounted(found[name], expected, name);
    expect([found.moved?.value, moved?.value, moved_late?.value]).toEqual([0, 0.75, 0.75]);
    // The score of the yearly objective had moved by 0.1 on 7 August and again on 25 September; a team that serves it checked in
    // a week later, and four days later one wrote down what was done.
    expect([found.days_to_answer?.value, found.days_to_answer?.cases]).toEqual([5.5, 2]);
    expect(found.with_part).toMatchObject({ value: 1, cases: 14, verdict: "good" });
    expect(found.confidence_bias).toMatchObject({ cases: 3, small: true, verdict: "few", advice: null });
  });
});

test("days from a change above to the first answer below, counted again from the files", async () => {
  const raw = readRaw(company.dir);
  const { days_to_answer: days, answered } = figuresOf(await answer(company, TODAY));
  const seen = { day: TODAY, cycle: cycleOf, score: scoreOfNumbers(raw) };
  const all = QUARTERS.map(({ start, end }) => countFlow(raw, "year", { ...seen, start, end }));
  const answeredDays = all.map((some) => some.flatMap((one) => one ?? []).sort());
  expect(days?.trend.map(({ cases }) => cases)).toEqual(answeredDays.map(({ length }) => length));
  for (const [index, some] of answeredDays.entries()) {
    const middle = [some[(some.length - 1) >> 1], some[some.length >> 1]] as [number, number];
    expect(days?.trend[index]?.value).toBe((middle[0] + middle[1]) / 2);
  }
  // The last check-in above is of today: nobody could answer yet, and it is not held against anybody.
  expect(all[2]).toContain(null);
  expect(answered?.trend.map(({ value, cases }) => [value, cases])).toEqual(
    answeredDays.map(({ length }) => [1, length]),
  );
  // A new target on Tuesday, 5 May; the next day a team that serves it checked in.
  expect(all[1]?.length).toBeGreaterThan(2);
});

describe("judgement", () => {
  test("no number that rests on fewer than five cases is judged, and each that is to be looked at says what to do", async () => {
    const figures = [
      ...Object.values(figuresOf(await answer(company, TODAY))),
      ...Object.values(figuresOf(await answer(company, TODAY, "--team", "west"))),
    ];
    for (const { id, cases, value, small, verdict, advice } of figures) {
      expect([id, small], id).toEqual([id, cases < 5]);
      expect(verdict === "few", id).toBe(value !== null && cases < 5);
      expect(advice === null, id).toBe(verdict !== "look");
    }
    expect(figures.some(({ verdict }) => verdict === "few")).toBe(true);
    const text = await health(company, TODAY, "--team", "west");
    expect(text).toContain("too few to judge");
  });

  test("agrees with the rules about backups and load", async () => {
    const { with_backup: backups, overloaded } = figuresOf(await answer(company, TODAY));
    const checked = await runIn(
      { today: TODAY },
      company,
      "check",
      "--json",
      "--rule",
      "missing-backup",
      "--rule",
      "owner-overload",
    );
    const subjects = (rule: string) =>
      JSON.parse(checked.stdout)
        .findings.filter((one: { rule: string }) => one.rule === rule)
        .map((one: { subject: string }) => one.subject)
        .sort();
    // The rule also looks at what is planned and at longer cycles; here all of it runs.
    expect([...(backups?.names ?? [])].sort()).toEqual(subjects("missing-backup"));
    expect(overloaded?.names).toEqual(subjects("owner-overload"));
    expect(overloaded?.names).toEqual(["eva-q"]);
  });
});

test("warns where everything is green", async () => {
  const ids = ["one", "two", "three", "four", "five"];
  const files = ids.flatMap((id) => [
    [
      `okrs/${id}.md`,
      `---\nkind: objective\nid: ${id}\ntitle: Grow ${id}\nteam: explorer\ncycle: 2026-Q4\ntype: aspirational\nowner: ana\nkey_results:\n  - { id: part, title: Grow it, baseline: 0, target: 10 }\n---\n`,
    ],
    [
      `okrs/${id}-check-in.md`,
      `---\nkind: check-in\nobjective: ${id}\ndate: 2026-11-19\nby: ana\nresults: { part: 9 }\n---\n`,
    ],
  ]);
  const repo = createExplorer(Object.fromEntries(files));
  const { green } = figuresOf(await answer(repo, "2026-11-20", "--team", "explorer"));
  // The sixth, which nobody has checked in on, is stale.
  expect(green).toMatchObject({ value: 1, cases: 5, verdict: "look" });
  expect(green?.advice).toContain("All green");
});

describe("nobody is ranked", () => {
  const outputs = async (where: TestRepository, ...words: string[]) =>
    Promise.all(
      [[], ["--json"], ["--format", "markdown"]].map((form) => health(where, TODAY, ...form, ...words)),
    );
  /** A JSON answer without the commit it is of. */
  const plain = (text: string) => text.replace(/"commit": "[0-9a-f]+"/, "");
  const names = Object.entries(PEOPLE).flat();
  const shuffled = inventCompany(29);

  test("thanks are the same whatever was scored, graded and believed", async () => {
    for (const words of [["--thanks"], ["--thanks", "--cycle", "2026-Q2"]]) {
      const [before, after] = await Promise.all([outputs(company, ...words), outputs(shuffled, ...words)]);
      expect(after.map(plain)).toEqual(before.map(plain));
      expect(before[0]).toContain("Eva Qvist");
    }
  });

  test("what is said of people in health is the same too, and no other number stands beside them", async () => {
    const [before, after] = await Promise.all([outputs(company), outputs(shuffled)]);
    expect(after[0]).not.toBe(before[0]);
    const told = (text: string) =>
      text.split("\n").filter((line) => names.some((name) => line.includes(name)));
    expect(after.map(told)).toEqual(before.map(told));
    expect(before.map((text) => told(text).length)).toEqual([1, 1, 1]);
    for (const line of before.flatMap(told)) expect(line).not.toMatch(/\d/);
    const data = JSON.parse(before[1] as string) as { measures: { figures: Figure[] }[] };
    for (const [id, figure] of Object.entries(figuresOf(data)))
      if (names.some((name) => JSON.stringify(figure).includes(name))) expect(id).toBe("overloaded");
  });

  test("a team of one person has no calibration of its own", async () => {
    const all = figuresOf(await answer(company, TODAY));
    expect(all.confidence_bias?.teams.map(({ team }) => team)).toEqual(["east", "west"]);
    expect(all.check_ins_due?.teams.map(({ team }) => team)).toContain("solo");
    const alone = await answer(company, TODAY, "--team", "solo");
    expect(alone.left_out).toEqual(
      ["challenge", "calibration"].map((measure) => ({ measure, why: "one person" })),
    );
    expect(figuresOf(alone)).not.toHaveProperty("confidence_bias");
    expect(await health(company, TODAY, "--team", "solo")).toContain(
      "Calibration is left out: it would tell",
    );
  });
});

test("thanks name who kept the rhythm, helped, stood in, learned and explained", async () => {
  const { thanks } = await answer(company, TODAY, "--thanks");
  const said = thanks.map(({ text }: { text: string }) => text);
  expect(said).toContain("east team moved east-a-q3 on, which west team depends on");
  expect(said).toContain("Egon Quast checked in on east-a-q3 in place of Eva Qvist");
  expect(said).toContain("east team moved the goalposts of east-a-q3 and wrote down why");
  const before = await answer(company, TODAY, "--thanks", "--cycle", "2026-Q1");
  const learned = before.thanks.filter(({ deed }: { deed: string }) => deed === "learned");
  // A heading with nothing below it is no lesson.
  expect(learned.map(({ objective }: { objective: string }) => objective)).toEqual([
    "east-a-q1",
    "east-c-q1",
    "west-b-q1",
  ]);
});

describe("what is not there", () => {
  test("is said where the history is cut off, and the rest is told", async () => {
    const dir = `${temporaryFolder()}/shallow`;
    company.git("clone", "--quiet", "--depth", "1", `file://${company.dir}`, dir);
    const ran = await runIn({ today: TODAY }, dir, "health", "--json");
    const data = JSON.parse(ran.stdout);
    expect(data.left_out.map(({ measure }: { measure: string }) => measure)).toEqual([
      "flow",
      "records",
      "stability",
    ]);
    expect(ran.stderr).toContain("what history tells is left out: the history of this clone is cut off");
    expect(figuresOf(data).check_ins_due).toEqual(figuresOf(await answer(company, TODAY)).check_ins_due);
  });

  test("is said of a company that has only begun, and names are harmless", async () => {
    const repo = createExplorer({
      "okrs/teams/explorer.md":
        '---\nkind: team\nid: explorer\nname: "\\u001b[31m<b>@all"\nmembers:\n  - { id: ana, name: Ana }\n  - { id: joao, name: João }\n---\n',
    });
    expect(await health(repo, "2026-09-01")).toContain("there is nothing to look at yet");
    expect(await health(repo, "2026-09-01", "--thanks")).toContain("there is nothing to look at yet");
    expect(await health(repo, "2026-10-05", "--thanks")).toContain("Nobody to thank in 2026-Q4 yet");
    // Before the first check-in day nobody owes one.
    expect(figuresOf(await answer(repo, "2026-10-05")).wrote).toMatchObject({ value: null, cases: 0 });
    const text = await health(repo, "2026-10-05");
    expect(text).toContain("Nothing to count yet. It needs a cycle in which a check-in day has passed.");
    expect(text).toContain("\\x1b[31m<b>@all 100 % (of 2)");
    expect(await health(repo, "2026-10-05", "--format", "markdown")).toContain("`\\x1b[31m<b>@all`");
  });

  test("is refused by name: a team, a cycle", async () => {
    const { code, stderr } = await run(company, "health", "--team", "eest");
    expect([code, stderr.includes("east")]).toEqual([2, true]);
    expect((await run(company, "health", "--cycle", "never")).code).toBe(2);
  });
});

test("fits the terminal", async () => {
  for (const columns of [80, 40])
    for (const words of [[], ["--thanks"]]) {
      const { stdout } = await runIn({ today: TODAY, columns }, company, "health", ...words);
      for (const line of stdout.split("\n")) expect([...line].length, line).toBeLessThanOrEqual(columns);
    }
});

test("after a cycle it is the one that ended last, until the next is planned", async () => {
  expect((await answer(company, "2026-10-20")).cycle.id).toBe("2026-Q3");
  expect((await answer(company, TODAY, "--at", "2026-04-02")).cycle.id).toBe("2026-Q2");
});

test("whoever joined after a cycle had no part to take in it, in health and in the report", async () => {
  const day = (date: string) =>
    isolatedEnvironment({ GIT_AUTHOR_DATE: `${date}T10:00:00Z`, GIT_COMMITTER_DATE: `${date}T10:00:00Z` });
  const known = createExplorer().read("okrs/teams/explorer.md");
  const repo = new TestRepository(
    createExplorer({
      "okrs/teams/explorer.md": known.replace(
        "members:\n",
        "coach: kai\nmembers:\n  - { id: kai, name: Kai Coach }\n",
      ),
    }).dir,
    day("2027-01-05"),
  );
  const before = figuresOf(await answer(repo, "2027-01-04", "--cycle", "2026-Q4"));
  // Who leads or coaches has a part in that.
  expect(before.with_part).toMatchObject({ value: 1, cases: 4 });
  const team = repo.read("okrs/teams/explorer.md");
  repo.commit("Welcome Zoe", {
    "okrs/teams/explorer.md": team.replace("members:\n", "members:\n  - { id: zoe, name: Zoe Newcomer }\n"),
  });
  const after = figuresOf(await answer(repo, "2027-01-06", "--cycle", "2026-Q4"));
  expect(after.with_part).toEqual(before.with_part);
  const card = await runIn(
    { today: "2027-01-06" },
    repo,
    "report",
    "--scorecard",
    "--cycle",
    "2026-Q4",
    "--json",
  );
  const { participation } = JSON.parse(card.stdout);
  expect(participation.map(({ people }: { people: number }) => people)).toEqual([3, 1]);
});

test("health comes to an end on the last day that there is", async () => {
  const repo = createExplorer({
    "okr.yaml":
      "version: 1\npreset: minimal\ncycles: { list: [{ id: far, start: 9999-10-01, end: 9999-12-31 }] }\n",
    [FIRST_WEEK]: EXPLORER_FILES[FIRST_WEEK]?.replace("cycle: 2026-Q4", "cycle: far") ?? null,
  });
  expect(await health(repo, "9999-12-31")).toContain("far");
});

test("what asks for a look stands first, and nothing else does", async () => {
  const figures = Object.values(figuresOf(await answer(company, TODAY)));
  const text = await health(company, TODAY);
  const [, first = ""] = /\nLook at\n([\s\S]*?)\n\n/.exec(text) ?? [];
  const look = figures.filter(({ verdict }) => verdict === "look");
  expect(look.length).toBeGreaterThan(1);
  expect(first.split("\n").filter((line) => line.startsWith("  ○ "))).toHaveLength(look.length);
  expect(text).toContain(`${figures.filter(({ verdict }) => verdict === "few").length} rest on too few`);
});
