import { beforeAll, describe, expect, test } from "vitest";
import { createEmptyRepository, isolatedEnvironment, TestRepository } from "../support/repository.ts";
import { type Answer, runIn } from "../support/run.ts";

/** Who sits at the keyboard. */
const PEOPLE = { ana: "Ana Souza", joao: "João Lima", mei: "Mei Hart" } as const;
type Who = keyof typeof PEOPLE;

const repo = createEmptyRepository();
/** Every question that was asked, with its answer, in order: read it as the minutes of two quarters. */
const minutes: string[] = [];

/** One command line of a person on a day, with the answers to what it asks; fails where a question is left or an answer unused. */
async function sit(who: Who, today: string, words: string, answers: readonly Answer[] = []): Promise<string> {
  const at = `${today}T10:00:00Z`;
  const name = PEOPLE[who];
  const email = `${who}@acme.example`;
  const env = isolatedEnvironment({
    ...{ GIT_AUTHOR_NAME: name, GIT_AUTHOR_EMAIL: email, GIT_AUTHOR_DATE: at },
    ...{ GIT_COMMITTER_NAME: name, GIT_COMMITTER_EMAIL: email, GIT_COMMITTER_DATE: at },
  });
  const hands = new TestRepository(repo.dir, env);
  const ran = await runIn({ today, timeOfDay: 0.4, answers }, hands, ...words.split(" "));
  minutes.push(`${today} ${name}: okr ${words}`, ...ran.asked);
  expect({ words, unused: ran.unused, code: ran.code, stderr: ran.code === 0 ? "" : ran.stderr }).toEqual({
    ...{ words, unused: [], code: 0, stderr: "" },
  });
  return ran.stdout;
}

/** What was agreed on a branch comes to main. */
function merge(branch: string): void {
  repo.git("switch", "--quiet", "main");
  repo.git("merge", "--quiet", "--ff-only", branch);
}

beforeAll(async () => {
  repo.commit("Begin", {
    "okr.yaml": "version: 1\nname: Acme\ncheck_in: { every: two-weeks, day: friday }\n",
    "okrs/strategy.md":
      "---\nkind: strategy\nmission: Help small shops sell\npriorities:\n  - { id: simple-onboarding, title: Simplify onboarding }\n---\n",
    "okrs/teams/explorer.md": `---
kind: team
id: explorer
name: Explorer Team
lead: ana
coach: mei
members:
  - { id: ana, name: Ana Souza, email: ana@acme.example }
  - { id: joao, name: João Lima, email: joao@acme.example }
  - { id: mei, name: Mei Hart, email: mei@acme.example }
---
`,
  });
});

describe.sequential("a team is taken through two cycles by what it is asked", () => {
  test("the first is planned, and agreed on", async () => {
    await sit("ana", "2026-03-23", "plan", [
      ["Which cycle", "2026-Q2"],
      ["strategic goal", "New shops stay with us"],
      ["relevant to us", "The first week"],
      ["really move", "The set-up, not the price"],
      ["How will we know", "More shops finish, and fewer ask"],
      ["story of Ana", "Onboarding completion went from 65 % to 90 %. Nobody calls us any more."],
      ["story of João", "We cut set-up tickets from 40 to 25."],
      ["story of Mei", ""],
      ["What do you want to achieve", "Make the first week seamless for new shops"],
      ["Why does it matter", "Two in five shops give up in the first week."],
      ["How sure must it be", "aspirational"],
      ["Who answers for it", "ana"],
      ["Which of these", "simple-onboarding"],
      [/65 to 90.*A key result/, true],
      ["In which words", "Increase onboarding completion from 65 % to 90 %"],
      [/40 to 25.*A key result/, true],
      ["In which words", "Cut set-up tickets from 40 to 25"],
      ["Another key result", ""],
      ["Who answers for onboarding-completion", "ana"],
      ["takes over onboarding-completion when Ana Souza is away", "mei"],
      ["Who answers for set-up-tickets", "joao"],
      ["takes over set-up-tickets when João Lima is away", "mei"],
      ["Another objective", false],
      ["Write 1 objective", true],
    ]);
    merge("plan/2026-Q2-explorer");
    expect(await sit("mei", "2026-03-30", "ready")).toContain("? Decision rights are clear");
  });

  test("its weeks", async () => {
    const week = (
      who: Who,
      day: string,
      completion: string,
      tickets: string,
      rest: [string, string, string],
    ) =>
      sit(who, day, "checkin first-week-seamless", [
        ["Goal:", rest[0]],
        ["onboarding-completion", completion],
        ["set-up-tickets", tickets],
        ["Issues:", rest[1]],
        ["Plan:", rest[2]],
        ["Commit", true],
      ]);
    await week("ana", "2026-04-10", "66", "40", ["0.6", "", "Talk to ten shops that gave up"]);
    await week("ana", "2026-04-24", "69", "40", ["0.6", "The importer loses prices", "Repair the importer"]);
    await week("mei", "2026-05-08", "72", "36", [
      "0.7",
      "The importer loses prices again",
      "Repair the importer",
    ]);
    await sit("ana", "2026-05-15", "retro first-week-seamless", [
      ["pull", "Shops ask for the new set-up"],
      ["push", "The importer ate four weeks"],
      ["Commit", true],
    ]);
    await week("ana", "2026-05-22", "76", "34", ["0.6", "", "Write the help for the first order"]);
    await week("mei", "2026-06-05", "81", "33", ["0.6", "", "Write the help for the first order"]);
    await week("ana", "2026-06-19", "83", "25", ["0.5", "", "Call the shops that stopped"]);
  });

  test("it is closed, and what is left goes on", async () => {
    const owed = await sit("ana", "2026-07-02", "remind");
    expect(owed).toContain("okr close first-week-seamless");
    expect(owed).toContain("okr plan --team explorer --cycle 2026-Q3");
    await sit("ana", "2026-07-02", "close", [
      ["What becomes of it", "continued"],
      ["Grade: onboarding-completion", "0.8"],
      ["why 0.8 and not 0.72", "The last week is not counted yet"],
      ["Grade: set-up-tickets", "1"],
      ["set out to do", "Half of it"],
      ["learn", "A broken importer costs a month"],
      ["surprised", "Shops like to be called"],
      ["differently", "Ask shops before we build"],
      ["Close 1 objective", true],
    ]);
    await sit("ana", "2026-07-02", "continue", [["Write 1 objective", true]]);
    expect(repo.read("okrs/2026-Q3/explorer/first-week-seamless-2026-q3.md")).toContain(`
key_results:
  - id: onboarding-completion
    title: Increase onboarding completion from 83 % to 90 %
    owner: ana
    backup: mei
    metric: number
    baseline: 83
    target: 90
    unit: "%"
---
`);
  });

  test("the second is planned from what the first one taught", async () => {
    const shown = await sit("joao", "2026-07-03", "plan", [
      ["Which cycle", "2026-Q3"],
      ["strategic goal", ""],
      ["relevant to us", "What shops ask before they sell"],
      ["really move", "The price list"],
      ["How will we know", ""],
      ["story of Ana", ""],
      ["story of João", ""],
      ["story of Mei", "Price questions fell from 30 to 10 a week."],
      ["What do you want to achieve", "Answer what shops ask about prices"],
      ["Why does it matter", "Every third call is about prices."],
      ["How sure must it be", "committed"],
      ["Who answers for it", "joao"],
      ["Which of these", "simple-onboarding"],
      [/30 to 10.*A key result/, true],
      ["In which words", "Reduce price questions from 30 to 10"],
      ["Another key result", ""],
      ["takes over price-questions when João Lima is away", "mei"],
      ["Another objective", false],
      ["Write 1 objective", true],
    ]);
    expect(shown).toContain("will change: Ask shops before we build");
    merge("plan/2026-Q3-explorer");
  });

  test("its weeks, with a promise that is not kept", async () => {
    const weeks = [
      ["2026-07-17", "84", "28", "0.8", "Nobody can see who asks"],
      ["2026-07-31", "86", "26", "0.8", "Still nobody can see who asks"],
      ["2026-08-14", "87", "22", "0.7", "Nobody can see who asks"],
      ["2026-08-28", "88", "20", "0.6", ""],
      ["2026-09-11", "89", "17", "0.4", ""],
      ["2026-09-25", "90", "15", "0.2", ""],
    ] as const;
    for (const [day, completion, questions, hope, issue] of weeks) {
      await sit("ana", day, "checkin first-week-seamless-2026-q3", [
        ["Goal:", "0.8"],
        ["onboarding-completion", completion],
        ["Issues:", ""],
        ["Plan:", ""],
        ["Commit", true],
      ]);
      await sit("joao", day, "checkin", [
        ["Goal:", hope],
        ["price-questions", questions],
        ["Issues:", issue],
        ["Plan:", "Write the price list anew"],
        ["Commit", true],
      ]);
    }
    const story = await sit("joao", "2026-10-02", "retro answer-what-shops-ask --show");
    expect(story).toContain("3 × Nobody can see who asks (2026-07-17 to 2026-08-14)");
    expect(story).toContain("6 × Write the price list anew (2026-07-17 to 2026-09-25)");
  });

  test("it is closed", async () => {
    await sit("ana", "2026-10-02", "close --team explorer", [
      // Enter would carry on what is missed.
      ["What becomes of it", "abandoned"],
      ["Grade: price-questions", "0.75"],
      ["set out to do", "No"],
      ["learn", "Nobody promises what others decide"],
      ["surprised", ""],
      ["differently", "Promise less"],
      // What was reached is done.
      ["What becomes of it", ""],
      ["Grade: onboarding-completion", "1"],
      ["set out to do", "Yes, two weeks early"],
      ["learn", "Calling shops shows more than numbers"],
      ["surprised", ""],
      ["differently", ""],
      ["Close 2 objectives", true],
    ]);
  });

  test("the history reads like a story", () => {
    expect(repo.git("log", "--reverse", "--format=%as %an: %s").split("\n").slice(1)).toMatchInlineSnapshot(`
      [
        "2026-03-23 Ana Souza: okr: plan 2026-Q2 of explorer",
        "2026-04-10 Ana Souza: check-in: first-week-seamless  onboarding-completion 65 → 66 of 90 %",
        "2026-04-24 Ana Souza: check-in: first-week-seamless  onboarding-completion 66 → 69 of 90 %",
        "2026-05-08 Mei Hart: check-in: first-week-seamless  onboarding-completion 69 → 72 of 90 %",
        "2026-05-15 Ana Souza: retrospective: first-week-seamless  mid",
        "2026-05-22 Ana Souza: check-in: first-week-seamless  onboarding-completion 72 → 76 of 90 %",
        "2026-06-05 Mei Hart: check-in: first-week-seamless  onboarding-completion 76 → 81 of 90 %",
        "2026-06-19 Ana Souza: check-in: first-week-seamless  onboarding-completion 81 → 83 of 90 %",
        "2026-07-02 Ana Souza: close: first-week-seamless  0.90 good, continued",
        "2026-07-02 Ana Souza: okr: continue first-week-seamless as first-week-seamless-2026-q3 in 2026-Q3",
        "2026-07-03 João Lima: okr: plan 2026-Q3 of explorer",
        "2026-07-17 Ana Souza: check-in: first-week-seamless-2026-q3",
        "2026-07-17 João Lima: check-in: answer-what-shops-ask  price-questions 30 → 28 of 10",
        "2026-07-31 Ana Souza: check-in: first-week-seamless-2026-q3",
        "2026-07-31 João Lima: check-in: answer-what-shops-ask  price-questions 28 → 26 of 10",
        "2026-08-14 Ana Souza: check-in: first-week-seamless-2026-q3",
        "2026-08-14 João Lima: check-in: answer-what-shops-ask  price-questions 26 → 22 of 10",
        "2026-08-28 Ana Souza: check-in: first-week-seamless-2026-q3",
        "2026-08-28 João Lima: check-in: answer-what-shops-ask  price-questions 22 → 20 of 10",
        "2026-09-11 Ana Souza: check-in: first-week-seamless-2026-q3",
        "2026-09-11 João Lima: check-in: answer-what-shops-ask  price-questions 20 → 17 of 10",
        "2026-09-25 Ana Souza: check-in: first-week-seamless-2026-q3",
        "2026-09-25 João Lima: check-in: answer-what-shops-ask  price-questions 17 → 15 of 10",
        "2026-10-02 Ana Souza: close: answer-what-shops-ask, first-week-seamless-2026-q3",
      ]
    `);
  });

  test("so do the minutes of what was asked: a quarter is a page", () => {
    const of = (words: string) => minutes.slice(minutes.indexOf(words) + 1);
    const until = (lines: string[]) =>
      lines.slice(
        0,
        lines.findIndex((line) => /^\d{4}-.*: okr /.test(line)),
      );
    expect(until(of("2026-07-02 Ana Souza: okr close"))).toMatchInlineSnapshot(`
      [
        "# Make the first week seamless for new shops
      first-week-seamless · 2026-Q2 · aspirational · score 0.86, good",
        "What becomes of it?",
        "Grade: onboarding-completion  65 → 90 %, last 83, score 0.72?",
        "Reason: why 0.8 and not 0.72 for onboarding-completion?",
        "Grade: set-up-tickets  40 → 25, last 25, score 1.00?",
        "Did we do what we set out to do?",
        "What did we learn?",
        "What surprised us?",
        "What will we do differently?",
        "Close 1 objective?",
      ]
    `);
    expect(until(of("2026-07-02 Ana Souza: okr continue"))).toMatchInlineSnapshot(`
      [
        "# first-week-seamless-2026-q3 carries first-week-seamless on into 2026-Q3 (2026-07-01 to 2026-09-30)
        onboarding-completion  83 → 90 %  (was 65 → 90 %)
          Increase onboarding completion from 83 % to 90 %
        set-up-tickets  reached, left behind",
        "Write 1 objective?",
      ]
    `);
  });

  test("nothing is owed, nothing is found, and the reports say how it went", async () => {
    const ask = async (words: string) =>
      (await sit("mei", "2026-10-02", words)).replace(/\b(?=\d*[a-f])[0-9a-f]{7}\b|\b\d{7}\b/g, "1234567");
    expect(await ask("check")).toBe("✓ 28 files checked, nothing to report\n");
    expect(await ask("remind")).toMatchInlineSnapshot(`
      "Acme · 2026-10-02
      1 due. Today is check-in day.

      Explorer Team
        Ana Souza
          • Plan 2026-Q4, which began 1 day ago: the team has no objective in it yet.
            okr plan --team explorer --cycle 2026-Q4
      "
    `);
    const card = await ask("report --scorecard --cycle 2026-Q3");
    expect(card.split("\n").filter((line) => line.startsWith("| "))).toMatchInlineSnapshot(`
      [
        "| Objective | Type | Score | Grade | Ended | Outcome |",
        "| Answer what shops ask about prices | committed | 0.75 | 0.75 | missed | abandoned |",
        "| Make the first week seamless for new shops | aspirational | 1.00 | 1.00 | good | done |",
        "| Objective | First | Middle | Last | Reached |",
        "| Answer what shops ask about prices | 0.8 on 2026-07-17 | 0.7 on 2026-08-14 | 0.2 on 2026-09-25 | no (0.75) |",
        "| Make the first week seamless for new shops | 0.8 on 2026-07-17 | 0.8 on 2026-08-14 | 0.8 on 2026-09-25 | yes (1.00) |",
        "| Key result | From → to | Now | Score | Confidence | Owner |",
        "| Reduce price questions from 30 to 10 | 30 → 10 | 15 on 2026-09-25 @ \`1234567\` | 0.75, grade 0.75 |  |  |",
        "| Key result | From → to | Now | Score | Confidence | Owner |",
        "| Increase onboarding completion from 83 % to 90 % | 83 → 90 % | 90 on 2026-09-25 @ \`1234567\` | 1.00, grade 1.00 |  | Ana Souza |",
        "| Team | Have a part | Wrote | Objectives with a recent check-in |",
        "| Explorer Team | 3 of 3 | 2 of 3 ⚠ |  |",
      ]
    `);
    const health = JSON.parse(await ask("health --cycle 2026-Q3 --json"));
    const figures = new Map<string, unknown>(
      health.measures.flatMap(({ figures }: { figures: { id: string; value: number; cases: number }[] }) =>
        figures.map(({ id, value, cases }) => [id, [value, cases]]),
      ),
    );
    // Two objectives with six check-in days each; all three have a part, and João and Ana wrote; 7 of the 18 points that the last cycle made.
    expect(figures.get("check_ins_due")).toEqual([1, 12]);
    expect(figures.get("with_part")).toEqual([1, 3]);
    expect(figures.get("wrote")).toEqual([2 / 3, 3]);
    expect(figures.get("beyond_last")).toEqual([7 / 18, 1]);
    // At half time one said 0.8 and reached it, the other 0.7 and did not.
    expect(figures.get("confidence_bias")).toEqual([expect.closeTo((0.8 + 0.7) / 2 - 1 / 2, 12), 2]);
    expect(figures.get("confidence_brier")).toEqual([expect.closeTo((0.2 ** 2 + 0.7 ** 2) / 2, 12), 2]);
    expect(figures.get("moved")).toEqual([0, 2]);
    expect(await ask("health --thanks --cycle 2026-Q3")).toMatchInlineSnapshot(`
      "Acme · thanks · 2026-Q3

      Kept the rhythm
        ★ Explorer Team kept its check-in days
        ★ Ana Souza wrote check-ins all through the cycle
        ★ João Lima wrote check-ins all through the cycle

      Learned in public
        ★ Ana Souza wrote down for everybody what answer-what-shops-ask taught
        ★ Ana Souza wrote down for everybody what first-week-seamless-2026-q3 taught

      For taking part and for learning, in alphabetical order. What was reached plays
      no part in it.
      "
    `);
    expect(await ask("log --kind retrospective -n 2")).toMatchInlineSnapshot(`
      "2026-10-02  end retrospective  answer-what-shops-ask  Ana Souza  1234567
          price-questions       grade 0.75
          outcome               abandoned
          What we set out to do
            No
          What we learned
            Nobody promises what others decide
          What we will change
            Promise less

      2026-10-02  end retrospective  first-week-seamless-2026-q3  Ana Souza  1234567
          onboarding-completion
            grade 1
          outcome               done
          What we set out to do
            Yes, two weeks early
          What we learned
            Calling shops shows more than numbers

      and 2 older: leave out --limit to see them
      "
    `);
    expect(await ask("plan --team explorer --show")).toMatchInlineSnapshot(`
      "Explorer Team plans 2026-Q4 (2026-10-01 to 2026-12-31)

      Where we are going
        mission Help small shops sell

      What there is to serve, and how it stands
          –   Simplify onboarding (simple-onboarding, priority)

      The last cycle: 2026-Q3, mean 0.88
        0.75  Answer what shops ask about prices (answer-what-shops-ask, abandoned)
              learned: Nobody promises what others decide
              will change: Promise less
        1.00  Make the first week seamless for new shops
              (first-week-seamless-2026-q3, done)
              learned: Calling shops shows more than numbers
      "
    `);
  });
});
