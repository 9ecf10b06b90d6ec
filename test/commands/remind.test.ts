import { existsSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { asPerson, createExplorer } from "../support/explorer.ts";
import type { TestRepository } from "../support/repository.ts";
import { runIn } from "../support/run.ts";
import { problemsOf } from "../support/schema.ts";

const DAY = { today: "2026-12-07" };

let company: TestRepository;
beforeAll(() => {
  company = createExplorer();
});

const duties = (stdout: string): string[] =>
  JSON.parse(stdout).duties.map(
    ({ state, kind, objective, person }: Record<string, { id: string } & string>) =>
      `${state} ${kind} ${objective?.id}: ${person?.id}`,
  );

test("a reminder is a question: it changes nothing and exits 0, unless late things are asked to be heard", async () => {
  const repo = company;
  const before = repo.head();
  const all = await runIn(DAY, repo, "remind", "--json");
  expect([all.code, all.stderr]).toEqual([0, ""]);
  expect(problemsOf("output/remind", JSON.parse(all.stdout))).toEqual([]);
  // The objectives came with the commit of 20 November, and nobody is late before ten days have gone by.
  expect(duties(all.stdout)).toEqual([
    "late check-in first-week: ana",
    "late check-in answers: rafael",
    "due reading first-week: joao",
    "due reading answers: ana",
  ]);
  expect((await runIn(DAY, repo, "remind", "--exit-code")).code).toBe(1);
  expect((await runIn({ today: "2026-11-23" }, repo, "remind", "--exit-code")).code).toBe(0);
  expect((await runIn(DAY, repo, "remind", "--person", "joao", "--exit-code")).code).toBe(0);

  const mine = await runIn(DAY, asPerson(repo, "João Lima", "joao"), "remind", "--mine", "--json");
  expect(duties(mine.stdout)).toEqual(["due reading first-week: joao"]);
  const team = await runIn(DAY, repo, "remind", "--team", "support", "--json");
  expect(duties(team.stdout)).toEqual(["late check-in answers: rafael", "due reading answers: ana"]);
  expect([repo.head(), repo.status()]).toEqual([before, []]);
});

test("files that cannot be read are named, and do not end a reminder", async () => {
  const repo = createExplorer({ "okrs/broken.md": "---\nkind: objective\nid: [\n---\n" });
  const { code, stdout, stderr } = await runIn(DAY, repo, "remind", "--format", "markdown");
  expect([code, stdout]).toEqual([0, expect.stringContaining("### Explorer Team")]);
  expect(stderr).toContain("okrs/broken.md");
  expect((await runIn(DAY, repo, "remind", "--person", "joao", "--exit-code")).code).toBe(1);
});

test("a calendar goes into a file", async () => {
  const repo = createExplorer();
  const words = [
    "--team",
    "explorer",
    "--time",
    "9:30",
    "--zone",
    "America/New_York",
    "--output",
    "okrs.ics",
  ];
  const { code, stdout } = await runIn(DAY, repo, "calendar", ...words);
  expect([code, stdout, existsSync(repo.path("okrs.ics"))]).toEqual([0, "", true]);
  expect(repo.read("okrs.ics")).toContain("DTSTART:20261211T143000Z\r\nDTEND:20261211T144500Z\r\n");
  const mine = await runIn(DAY, repo, "calendar", "--mine", "--weeks", "1");
  expect(mine.stdout).toContain("UID:person.ana.check-in.2026-12-07@okr\r\n");
  expect(mine.stdout.match(/BEGIN:VEVENT/g)).toHaveLength(1);
});

test.each([
  [["remind", "--mine", "--person", "ana"], "--mine and --person name two people"],
  [["remind", "--person", "anna"], 'there is no person "anna"'],
  [["remind", "--days", "-1"], "--days is -1"],
  [["remind", "--days", "9999999"], "--days is 9999999"],
  [["calendar", "--weeks", "0"], "--weeks is 0"],
  [["calendar", "--weeks", "9999999"], "--weeks is 9999999"],
  [["calendar", "--zone", "Europe/Berlin"], "--zone is about the time of check-ins, and there is none"],
  [["calendar", "--minutes", "20"], "--minutes is about the time of check-ins, and there is none"],
  [["calendar", "--time", "9.30"], '--time is "9.30", which is no time of day'],
  [["calendar", "--time", "09:30"], "--time needs to know where"],
  [["calendar", "--time", "09:30", "--zone", "Mars/Base"], 'there is no time zone "Mars/Base"'],
  [["calendar", "--time", "09:30", "--zone", "UTC", "--minutes", "0"], "--minutes is 0"],
  [["calendar", "--cycle", "2026-Q5"], 'there is no cycle "2026-Q5"'],
  [["calendar", "--output", "okrs"], "cannot write okrs: it is a folder"],
])("%j is refused", async (words, message) => {
  const { code, stderr } = await runIn(DAY, company, ...words);
  expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
});

test("a disk that is full is named as such", async ({ skip }) => {
  if (!existsSync("/dev/full")) return skip("there is no /dev/full");
  const { code, stderr } = await runIn(DAY, company, "calendar", "--output", "/dev/full");
  expect([code, stderr]).toEqual([
    2,
    "okr: cannot write /dev/full: the disk is full\n  make room, then try again\n",
  ]);
});
