import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { checkIn, objective, retrospective } from "../../src/rules/examples.ts";
import { enact } from "../rules/enact.ts";
import { createExplorer, EXPLORER_FILES, FIRST_WEEK } from "../support/explorer.ts";
import { createRepository } from "../support/repository.ts";
import { runIn } from "../support/run.ts";
import { problemsOf } from "../support/schema.ts";

const DAY = { today: "2026-11-20" };

const told = (lines: readonly { id: string; answer: string }[]) =>
  lines.map(({ id, answer }) => `${id} ${answer}`);

test("a team's checklist says what the files tell, and what to paste for what only people can tell", async () => {
  const repo = createExplorer();
  const { code, stdout } = await runIn(DAY, repo, "ready", "--team", "explorer");
  expect([code, Math.max(...stdout.split("\n").map((line) => line.length)) <= 80]).toEqual([0, true]);
  expect(stdout).toContain(`Explorer Team is not ready yet for 2026-Q4 (2026-10-01 to 2026-12-31).

Explorer Team · 4 of 7 ✓
  ✓ Every objective has its lead
      ana leads first-week
  ✗ Every key result has an owner and a backup
      without an owner of its own: first-week/completion, first-week/tickets,
      first-week/uptime, first-week/audit; without a backup:
      first-week/completion, first-week/tickets, first-week/uptime,
      first-week/rollout and 1 more
      → write at each key result owner: PERSON and backup: PERSON
  ✓ A coach is named
      a team needs one from 4 members on
`);
  expect(stdout).toContain(`Paste into okrs/teams/explorer.md, and tick with [x] what is so:

## Ready

- [ ] Decision rights are clear
`);
  expect(stdout).toContain("→ write it in okr.yaml: check_in: { every: week, day: friday }");
  const coloured = await runIn({ ...DAY, colour: 1 }, repo, "ready", "--team", "explorer");
  expect(stripVTControlCharacters(coloured.stdout)).toBe(stdout);
  expect((await runIn(DAY, repo, "ready", "--exit-code")).code).toBe(1);
  expect((await runIn(DAY, repo, "ready", "--rollout", "--team", "explorer")).code).toBe(2);
});

test("what people tick counts where the files cannot tell, and their own lines with it", async () => {
  const support = EXPLORER_FILES["okrs/teams/support.md"] as string;
  const repo = createExplorer({
    "okr.yaml": "version: 1\ncheck_in: { every: two-weeks, day: monday }\n",
    "okrs/teams/support.md": `${support}\n## Warm-up\n\n- [x] Decision rights are clear\n- [x] A room is booked\n`,
  });
  const ready = await runIn(DAY, repo, "ready", "--team", "support", "--json", "--exit-code");
  const answer = JSON.parse(ready.stdout);
  expect(problemsOf("output/ready", answer)).toEqual([]);
  const ids = ["leads", "owners", "coach", "parts", "mentors", "decisions", "check-in-day", "own"];
  expect(told(answer.teams[0].lines)).toEqual(ids.map((id) => `${id} yes`));
  expect([ready.code, answer.teams[0].ready, answer.teams[0].paste]).toEqual([0, "yes", null]);

  repo.write(
    "okrs/teams/support.md",
    `${support}\n## Ready\n\n- [ ] Decision rights are clear: the owner decides\n- [ ] <b>@all</b>\n`,
  );
  const open = await runIn({ today: "2026-12-15" }, repo, "ready", "--format", "markdown");
  // The next cycle is near.
  expect(open.stdout).toContain("0 of 2 teams are ready for 2027-Q1");
  expect(open.stdout).toContain(
    "- ✗ **Decision rights are clear** – the owner decides (not ticked yet in okrs/teams/support.md)",
  );
  expect(open.stdout).toContain("✗ **`<b>@all</b>`** –");
  const asked = await runIn({ today: "2026-12-15" }, repo, "ready", "--cycle", "2026-Q4");
  expect(asked.stdout).toContain("ready for 2026-Q4");
});

const PEOPLE = (...more: readonly string[]) =>
  `---\nkind: team\nid: divers\nname: Divers\nmembers:\n  - { id: dia, name: Dia }\n${more.join("")}---\n`;

test("newcomers are those who joined within one cycle, not the founders", async () => {
  const repo = enact(
    {
      commits: [
        { day: "2026-09-10", files: { "divers.md": PEOPLE() } },
        { day: "2026-11-02", files: { "divers.md": PEOPLE("  - { id: eli, name: Eli }\n") } },
      ],
    },
    { "okr.yaml": "version: 1\n" },
  );
  const mentors = async (today: string) => {
    const { stdout } = await runIn({ today }, repo, "ready", "--json", "--cycle", "2026-Q4");
    return JSON.parse(stdout).teams[0].lines.find(({ id }: { id: string }) => id === "mentors");
  };
  expect(await mentors("2026-11-20")).toMatchObject({ answer: "no", why: expect.stringContaining(": eli") });
  expect(await mentors("2027-02-20")).toMatchObject({ answer: "yes" });
  repo.write("divers.md", PEOPLE("  - { id: eli, name: Eli, mentor: dia }\n"));
  expect(await mentors("2026-11-20")).toMatchObject({ answer: "yes", why: "eli" });
});

const ROLLOUT = `---
kind: strategy
mission: Fly
vision: Everybody flies
priorities: [{ id: safety, title: Safety first }]
---

## Rollout

- [x] Pilot teams: rockets
- [x] Internal coaches are trained
- [x] The OKR master is trained
`;
const ROCKETS =
  "---\nkind: team\nid: rockets\nname: Rockets\ncoach: ana\nmembers:\n  - { id: ana, name: Ana }\n  - { id: ben, name: Ben }\n---\n";
/** The check-in days of the quarter: 13 Fridays. */
const FRIDAYS = [
  "10-02",
  "10-09",
  "10-16",
  "10-23",
  "10-30",
  "11-06",
  "11-13",
  "11-20",
  "11-27",
  "12-04",
  "12-11",
  "12-18",
];

function company(checkIns: number, strategy: string): Record<string, string> {
  const records = FRIDAYS.slice(0, checkIns).map((day) => [
    `okrs/grow/2026-${day}-check-in-aaaaaaa.md`,
    checkIn({ date: `2026-${day}` }),
  ]);
  return {
    "okr.yaml": "version: 1\n",
    "okrs/strategy.md": strategy,
    "okrs/rockets.md": ROCKETS,
    "okrs/grow.md": objective({}),
    "okrs/grow/2026-12-28-retrospective-bbbbbbb.md": retrospective({ date: "2026-12-28" }),
    ...Object.fromEntries(records),
  };
}

test("a further team may start when the pilot kept its check-ins through a closed cycle and people stand behind it", async () => {
  const rollout = async (checkIns: number, strategy: string, today = "2027-01-10") => {
    const { code, stdout } = await runIn(
      { today },
      createRepository(company(checkIns, strategy)),
      "ready",
      "--rollout",
      "--json",
      "--exit-code",
    );
    const answer = JSON.parse(stdout);
    expect(problemsOf("output/ready", answer)).toEqual([]);
    return { code, ...answer.rollout };
  };
  const unsaid = await rollout(12, ROLLOUT);
  expect([unsaid.code, unsaid.may_start]).toEqual([1, "unknown"]);
  expect(unsaid.paste).toBe(
    "- [ ] Executives are on board\n- [ ] Pilot teams are trained\n- [ ] The chief executive is behind it\n",
  );
  expect(told(unsaid.phases)).toEqual([
    "coach yes",
    "executives unknown",
    "kickoff yes",
    "training unknown",
    "first-cycle yes",
    "second-cycle no",
    "others no",
  ]);
  const behind = `${ROLLOUT}- [x] The chief executive is behind it\n`;
  expect(await rollout(12, behind)).toMatchObject({ code: 0, may_start: "yes" });
  const slack = await rollout(3, behind);
  expect(slack).toMatchObject({ code: 1, may_start: "no" });
  expect(slack.conditions[0].why).toMatch(/^rockets kept \d\d % of its check-ins in 2026-Q4$/);
  expect((await rollout(12, behind, "2026-12-30")).conditions[0].why).toBe("rockets has closed no cycle yet");
});

test("before there is anything, the rollout says where to begin", async () => {
  const { stdout } = await runIn(DAY, createRepository(), "ready", "--rollout");
  expect(stdout).toContain("no mission, no vision, no priorities, no pilot teams");
  expect(stdout).toContain("Paste into the strategy's file, which is to be written first (strategy.md)");
  expect((await runIn(DAY, createRepository(), "ready")).stdout).toContain("No teams yet.");
});

test("what is excepted with a reason counts as answered, for as long as the exception holds", async () => {
  const ignore = (text: string) => `x-okr-ignore: { ${text} }\n`;
  const team = (EXPLORER_FILES["okrs/teams/explorer.md"] as string)
    .replace(
      "email: joao@example.com }",
      "email: joao@example.com }\n  - { id: mei, name: Mei, x-okr-ignore: { member-without-part: on leave } }\n  - { id: li, name: Li }",
    )
    .replace("parent: digital\n", `parent: digital\n${ignore("missing-coach: found by spring")}`);
  const objective = (EXPLORER_FILES[FIRST_WEEK] as string).replace(
    "owner: ana\n",
    `owner: ana\n${ignore("missing-backup: { reason: two people left, until: 2026-11-30 }, missing-owner: '  '")}`,
  );
  const owned = objective.replace(
    "  - id: audit\n",
    "  - id: audit\n    x-okr-ignore: { missing-owner: we share it, missing-backup: nobody else may }\n",
  );
  const repo = createExplorer({ "okrs/teams/explorer.md": team, [FIRST_WEEK]: owned });
  const linesOn = async (today: string) => {
    const argv = ["ready", "--team", "explorer", "--cycle", "2026-Q4", "--json"];
    const { lines } = JSON.parse((await runIn({ today }, repo, ...argv)).stdout).teams[0];
    return Object.fromEntries(
      lines.map(({ id, answer, why }: Record<string, string>) => [id, `${answer}: ${why}`]),
    );
  };
  expect(await linesOn("2026-11-20")).toMatchObject({
    owners:
      "no: without an owner of its own: first-week/completion, first-week/tickets, first-week/uptime; excepted: two people left (first-week/completion, first-week/tickets, first-week/uptime, first-week/rollout); we share it (first-week/audit); nobody else may (first-week/audit)",
    coach: "yes: excepted: found by spring",
    parts: "no: neither owner nor backup of anything: li; excepted: on leave (mei)",
  });
  const named = owned.replaceAll(/ {4}title: (Increase|Reduce|Keep)/g, "    owner: ana\n    title: $1");
  repo.write(FIRST_WEEK, named);
  expect((await linesOn("2026-11-20")).owners).toMatch(
    /^yes: excepted: two people left \(first-week\/completion, .*; we share/,
  );
  expect((await linesOn("2026-12-01")).owners).toMatch(
    /^no: without a backup: [^;]*rollout; excepted: we share/,
  );
});
