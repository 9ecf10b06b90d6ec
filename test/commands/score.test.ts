import { describe, expect, test } from "vitest";
import { createExplorer } from "../support/explorer.ts";
import type { TestRepository } from "../support/repository.ts";
import { type Ran, runIn } from "../support/run.ts";
import { problemsOf } from "../support/schema.ts";

const DAY = { today: "2026-11-20" } as const;
const score = (repo: TestRepository, ...words: string[]): Promise<Ran> => runIn(DAY, repo, "score", ...words);

const CHECK_IN = "okrs/2026-Q4/explorer/first-week/2026-11-20-check-in-aaaaaaa.md";
const company = createExplorer({
  [CHECK_IN]:
    "---\nkind: check-in\nobjective: first-week\ndate: 2026-11-20\nby: ana\nresults: { completion: 72, rollout: [draft] }\n---\n",
  "okrs/2026-Q4/support/answers/2026-11-10-retrospective-aaaaaaa.md":
    "---\nkind: retrospective\nobjective: answers\ndate: 2026-11-10\nby: ana\nphase: end\noutcome: done\ngrades: { repeat-calls: 0.9 }\nreasons: { repeat-calls: nearly }\n---\n",
});

test("follows a score down to the file each number came from", async () => {
  const { code, stdout } = await score(company, "first-week");
  expect(code).toBe(0);
  for (const part of ["(72 − 65) ÷ (90 − 65)", "1 of 2 milestones", CHECK_IN, "0.28", "no reading"])
    expect(stdout).toContain(part);
  expect(stdout).not.toContain("answers");
});

test("shows a settled grade with its reason", async () => {
  const { stdout } = await score(company, "answers");
  expect(stdout).toMatch(/grade +0\.90/);
  expect(stdout).toContain("nearly");
});

describe("which objectives", () => {
  test.each<[string, string[], string[]]>([
    ["all", [], ["first-week", "answers"]],
    ["one", ["answers"], ["answers"]],
    ["one, whatever its cycle", ["answers", "--at", "HEAD"], ["answers"]],
    ["of a team", ["--team", "explorer"], ["first-week"]],
    ["of a cycle", ["--cycle", "2026-Q3"], []],
    ["mine", ["--mine"], ["first-week", "answers"]],
    ["one that is not in the team", ["answers", "--team", "explorer"], []],
  ])("%s", async (_, words, ids) => {
    const { code, stdout } = await score(company, "--json", ...words);
    const answer = JSON.parse(stdout);
    expect([code, problemsOf("output/score", answer)]).toEqual([0, []]);
    expect(answer.objectives.map(({ id }: { id: string }) => id)).toEqual(ids);
  });

  test.each<[string[], RegExp]>([
    [["frst-week"], /there is no objective "frst-week"\n {2}did you mean "first-week"\?/],
    [["zzz"], /known here: first-week, answers/],
    [["--team", "supprt"], /did you mean "support"\?/],
    [["first-week", "answers"], /too many arguments/],
  ])("%j is refused", async (words, message) => {
    expect(await score(company, ...words)).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringMatching(message),
    });
  });
});

test("every number names its file", async () => {
  const { stdout } = await score(company, "first-week", "--json");
  const [{ key_results, path }] = JSON.parse(stdout).objectives;
  expect(path).toBe("okrs/2026-Q4/explorer/first-week.md");
  expect(key_results[0]).toMatchObject({
    ...{ id: "completion", metric: "number", progress: 0.28, score: 0.28, grade: null },
    reading: { value: 72, date: "2026-11-20", path: CHECK_IN },
  });
  expect(key_results[1]).toMatchObject({ id: "tickets", progress: null, score: 0, reading: null });
});
