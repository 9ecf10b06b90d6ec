import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { listDuties } from "../../src/analysis/duties.ts";
import { remindJson } from "../../src/render/remind-json.ts";
import { remindMarkdown } from "../../src/render/remind-markdown.ts";
import { remindSlack } from "../../src/render/remind-slack.ts";
import { remindText } from "../../src/render/remind-text.ts";
import type { RemindReport } from "../../src/render/remind-words.ts";
import { plainStyle } from "../../src/render/style.ts";
import { COMPANY, checkIn, document, objective, retrospective } from "../../src/rules/examples.ts";
import { type Files, readFiles } from "../support/diff.ts";
import { hostileText } from "../support/hostile.ts";
import { problemsOf } from "../support/schema.ts";

const ALL = { team: null, person: null, cycle: null, days: null };
const MEDIUM = { style: plainStyle(80), at: { date: "2026-10-16", commit: null, dirty: null } };

const TEXTS: Files = {
  "okr.yaml": "version: 1\nname: Example Space\n",
  "team.md": COMPANY[0] as string,
  "pilots.md": document({ kind: "team", id: "pilots", name: "Test Pilots" }),
  "grow.md": objective({}),
  "grow/1.md": checkIn({ date: "2026-10-02" }),
  "trial.md": objective({
    id: "trial",
    title: "Fly on trial",
    team: "pilots",
    owner: "zoe",
    depends_on: ["grow"],
  }),
  "trial/1.md": checkIn({ objective: "trial", date: "2026-10-15" }),
  "old.md": objective({ id: "old", title: "Land safely", cycle: "2026-Q3" }),
  "old/1.md": checkIn({ objective: "old", date: "2026-09-15" }),
};

async function reportOf(files = TEXTS, day = "2026-10-16"): Promise<RemindReport> {
  const snapshot = await readFiles(files, day);
  return { snapshot, reminder: listDuties(snapshot, ALL) };
}

test("reads as one would say it", async () => {
  expect(remindText(await reportOf(), MEDIUM)).toBe(`Example Space · 2026-10-16
1 late, 2 due, 1 coming up. Today is check-in day.

Rockets (example)
  Ana Example
    ! Check in on “Grow the circle of people who fly with us”, due since Friday,
      2026-10-09 (7 days late); the last one was on 2026-10-02.
      okr checkin grow
    • Answer trial of Test Pilots: it depends on “Grow the circle of people who
      fly with us”, which does not mention it.
      okr checkin grow --plan "For trial: …"
    · Close “Land safely” by Wednesday, 2026-10-21: look back, grade it, and say
      what becomes of it. 2026-Q3 ended on 2026-09-30.
      okr close old

Test Pilots
  for the team: it names no lead and no coach
    • Find an owner in trial.md for what was with zoe, who is in no team: “Fly
      on trial”.
`);
});

test("says that nothing is to be done", async () => {
  const { "grow.md": grow, "okr.yaml": settings, "team.md": team } = TEXTS;
  const files = { "grow.md": grow, "okr.yaml": settings, "team.md": team } as Files;
  expect(remindText(await reportOf({ ...files, "1.md": checkIn({ date: "2026-10-16" }) }), MEDIUM)).toBe(
    "Example Space · 2026-10-16\nNothing is to be done. Today is check-in day.\n",
  );
  expect(remindText(await reportOf({ "okr.yaml": settings as string }, "2026-10-15"), MEDIUM)).toBe(
    "Example Space · 2026-10-15\nNothing is to be done until the next check-in day: Friday, 2026-10-16.\nNo objectives yet. Write the first one:  okr new objective\n",
  );
});

test("names the command that carries on what was closed as continued", async () => {
  const { "grow.md": grow, "okr.yaml": settings, "team.md": team } = TEXTS;
  const files = { "grow.md": grow, "okr.yaml": settings, "team.md": team } as Files;
  const closed = { ...files, "1.md": retrospective({ date: "2026-12-20" }) };
  const report = await reportOf(closed, "2026-12-21");
  expect(remindMarkdown(report)).toContain(
    "- Carry “Grow the circle of people who fly with us” on into 2027-Q1 by Friday, 2027-01-01: it was closed as continued, and nothing carries it on yet. `okr continue grow`\n",
  );
  expect(problemsOf("output/remind", JSON.parse(remindJson(report, MEDIUM)))).toEqual([]);
  const reached = { ...closed, "0.md": checkIn({ date: "2026-12-18", results: { passengers: 40 } }) };
  const graded = retrospective({ date: "2026-12-20", grades: { passengers: 1 } });
  expect(remindMarkdown(await reportOf({ ...reached, "1.md": graded }, "2026-12-21"))).toContain(
    "`okr continue grow --all`\n",
  );
});

test("Markdown says the same", async () => {
  const text = remindMarkdown(await reportOf());
  expect(text).toContain("### Rockets (example)\n\n**Ana Example**\n\n- Check in on");
  expect(text).toContain(
    "2026-10-09 (7 days late); the last one was on 2026-10-02. `okr checkin grow`\n- Answer",
  );
});

test("JSON follows its schema, and has no number about a person", async () => {
  const answer = JSON.parse(remindJson(await reportOf(), MEDIUM));
  expect(problemsOf("output/remind", answer)).toEqual([]);
  expect(answer.duties.map(({ state, kind }: { state: string; kind: string }) => `${state} ${kind}`)).toEqual(
    ["late check-in", "due owner", "due answer", "soon close"],
  );
  expect(answer.duties[0].person).toEqual({ id: "ana", name: "Ana Example", email: null });
  const names = JSON.stringify(answer).match(/"\w+":/g);
  expect(names?.filter((name) => /score|grade|rank|count|rate/.test(name))).toEqual([]);
});

describe("the message for Slack", () => {
  const limits = ({
    blocks,
  }: {
    blocks: { type: string; text?: { text: string; verbatim?: boolean } }[];
  }) => {
    expect(blocks.length).toBeLessThanOrEqual(50);
    expect(blocks.reduce((sum, { text }) => sum + (text?.text.length ?? 0), 0)).toBeLessThanOrEqual(9000);
    for (const { type, text } of blocks) {
      expect(text?.text.length ?? 0).toBeLessThanOrEqual(type === "header" ? 150 : 3000);
      if (type === "section") expect(text?.verbatim).toBe(true);
    }
  };

  test.each([
    ["long", "<&>".repeat(50), 40],
    ["short", "", 0],
  ])(
    "keeps Slack's limits in a large company with %s titles, and says what it leaves out",
    async (_, title, more) => {
      const teams = Object.fromEntries(
        Array.from({ length: 60 }, (_, index) => [
          [
            `t${index}.md`,
            document({ kind: "team", id: `t${index}`, name: `Team ${index} ${"x".repeat(more)}` }),
          ],
          ...Array.from({ length: index === 0 ? more : 1 }, (_, at) => [
            `o${index}-${at}.md`,
            objective({ id: `o${index}-${at}`, title: `Grow${title}`, team: `t${index}` }),
          ]),
        ]).flat() as [string, string][],
      );
      const report = await reportOf({ "okr.yaml": `version: 1\nname: ${"N".repeat(180)}\n`, ...teams });
      const message = JSON.parse(remindSlack(report));
      limits(message);
      const { elements } = message.blocks.at(-1);
      const shown = (JSON.stringify(message).match(/•/g) ?? []).length;
      expect(elements[0].text).toBe(`and ${report.reminder.duties.length - shown} more: \`okr remind\``);
    },
  );

  test("has no mention, link or look of what people wrote", async () => {
    const report = await reportOf();
    fc.assert(
      fc.property(hostileText, hostileText, (title, name) => {
        const duties = report.reminder.duties.map((duty) => ({
          ...duty,
          objective: duty.objective && { ...duty.objective, title: `<!channel> <@U1> ${title}` },
        }));
        const { plan, settings } = report.snapshot;
        const people = { ...plan, person: () => ({ ...plan.people[0], name: `*${name}` }) } as typeof plan;
        const snapshot = { ...report.snapshot, plan: people, settings: { ...settings, name } };
        const message = JSON.parse(remindSlack({ snapshot, reminder: { ...report.reminder, duties } }));
        limits(message);
        for (const { type, text } of message.blocks.slice(1)) {
          expect(type).toBe("section");
          expect(text.text).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
          // Only our own: a bold name of a team, slanted people, commands as code.
          for (const line of text.text.split("\n")) {
            expect(
              line
                .replace(/^\*[^*]*\*$/, "")
                .replace(/^_[^_]*_$/, "")
                .replace(/ `okr [^`]*`$/, ""),
            ).not.toMatch(/[*_~`]/);
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});
