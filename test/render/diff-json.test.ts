import { expect, test } from "vitest";
import { diffJson } from "../../src/render/diff-json.ts";
import { plainStyle } from "../../src/render/style.ts";
import { AFTER, BEFORE, DAY, type Files, reportOf } from "../support/diff.ts";
import { problemsOf } from "../support/schema.ts";

const AT = { date: DAY, commit: "9b1f3c0d2e4a5b6c7d8e9fa0b1c2d3e4f5061728", dirty: true };

async function answerOf(before: Files | null, after: Files) {
  const answer = JSON.parse(diffJson(await reportOf(before, after), { style: plainStyle(80), at: AT }));
  expect(problemsOf("output/diff", answer)).toEqual([]);
  return answer;
}

test("says everything, as the schema has it", async () => {
  const answer = await answerOf(BEFORE, AFTER);
  const brief = (list: string, ...names: string[]) =>
    answer[list].map((one: Readonly<Record<string, unknown>>) => names.map((name) => one[name]).join(" "));
  expect({
    objectives: brief("objectives", "id", "event"),
    key_results: brief("key_results", "objective", "id", "event"),
    goalposts: answer.goalposts,
    check_ins: brief("check_ins", "event", "objective", "date", "confidence"),
    retrospectives: brief("retrospectives", "event", "objective", "date", "phase", "outcome"),
    alignment: brief("alignment", "event", "objective", "ref", "cause", "supporters"),
    teams: answer.teams,
    settings: brief("settings", "event", "path"),
    rules: answer.rules,
    exceptions: answer.exceptions,
    scores: brief("scores", "id", "by_old_definition"),
    means: brief("means", "team").length,
  }).toEqual({
    objectives: ["grow changed", "next added", "save changed", "sell removed"],
    key_results: ["grow passengers changed", "next nights added", "sell passengers removed"],
    goalposts: [
      {
        objective: "grow",
        changes: [{ field: "key_results.passengers.target", from: 40, to: 30 }],
        after_end: false,
        score: { before: 14 / 30, after: 14 / 20 },
      },
    ],
    check_ins: ["removed grow 2026-11-06 0.6", "changed grow 2026-11-10 0.6", "added grow 2026-11-20 0.7"],
    retrospectives: ["added save 2026-11-19 end continued"],
    alignment: [
      "gained next space supporter ",
      "lost save fly edited ",
      "lost sell money supporter ",
      "unsupported  money supporter sell",
    ],
    teams: [
      {
        ...{ id: "rockets", event: "changed", path: "teams/rockets.md" },
        changes: [
          { field: "members.ben", from: "Ben Example", to: null, goalpost: false },
          { field: "members.mei", from: null, to: "Mei Example", goalpost: false },
        ],
      },
    ],
    settings: ["changed okr.yaml"],
    rules: [{ rule: "unknown-person", from: "error", to: "off", weaker: true, options: [] }],
    exceptions: [
      {
        ...{ event: "added", rule: "missing-backup", subject: "save", holds: true },
        ...{ reason: "Mei joins in December", until: "2026-12-01" },
      },
    ],
    scores: [`grow ${14 / 30}`, "next ", "save 0.5", "sell "],
    means: 2,
  });
});

test("what came goes the other way round, and all is new where there was nothing", async () => {
  const back = await answerOf(AFTER, BEFORE);
  expect(back.check_ins.map(({ event }: { event: string }) => event)).toEqual([
    "added",
    "changed",
    "removed",
  ]);
  const first = await answerOf(null, AFTER);
  expect(first).toMatchObject({ changed: true, base: { has_okrs: false }, strategy: [{ event: "added" }] });
  expect(await answerOf(AFTER, AFTER)).toMatchObject({
    changed: false,
    headline: "Nothing changes in OKR terms",
  });
});
