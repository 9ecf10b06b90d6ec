import { describe, expect, test } from "vitest";
import { effectOf } from "../../src/analysis/check-in-effect.ts";
import type { NewCheckIn } from "../../src/model/check-in.ts";
import type { Value } from "../../src/model/metrics/index.ts";
import type { KeyResult, Objective } from "../../src/model/plan.ts";
import type { CheckIn } from "../../src/model/records.ts";
import { emptySnapshot } from "../../src/model/snapshot.ts";
import { type CheckInReport, checkInText, commitMessage } from "../../src/render/check-in-text.ts";
import { createStyle } from "../../src/render/style.ts";

const style = await createStyle({ colour: 0, columns: 80 });
const HOSTILE = "\x1b[2J\n::error::%";

const keyResult = (id: string, measure: KeyResult["measure"], unit: string | null = null): KeyResult => ({
  ...{ id, title: HOSTILE, owner: null, backup: null, weight: 1 },
  measure,
  unit,
});

const OBJECTIVE: Objective = {
  ...{ id: "first-week", title: HOSTILE, team: "t", cycle: "2026-Q4", type: "committed", owner: "ana" },
  ...{ alignsTo: [], dependsOn: [], continues: null, body: "" },
  source: { path: "first-week.md", yaml: "", line: 1 },
  keyResults: [
    keyResult("completion", { metric: "number", baseline: 65, target: 90 }, "%"),
    keyResult("odd", { metric: "number", baseline: 0, target: 10 }, HOSTILE),
    keyResult("uptime", { metric: "limit", at_least: 99, at_most: 100 }),
    keyResult("audit", { metric: "binary" }),
  ],
};

function effect(
  results: Record<string, Value>,
  more: Partial<NewCheckIn> = {},
  before: readonly CheckIn[] = [],
  objective = OBJECTIVE,
) {
  const checkIn: NewCheckIn = {
    ...{
      objective: objective.id,
      date: "2026-11-20",
      by: "ana",
      confidence: null,
      issues: "",
      plan: "",
      more: "",
    },
    results: new Map(
      Object.entries(results).map(([id, value]) => [id, { value, confidence: null, note: null }]),
    ),
    ...more,
  };
  const snapshot = { ...emptySnapshot("2026-11-20"), checkIns: before };
  return effectOf(snapshot, objective, checkIn, `${objective.id}/2026-11-20-check-in-aaaaaaa.md`).effect;
}

function earlier(date: string, value: number): CheckIn {
  const name = `${date}-check-in-aaaaaaa.md`;
  return {
    ...{ kind: "check-in", objective: "first-week", date, by: "ana", confidence: 0.5, name, body: "" },
    results: new Map([["completion", { value, confidence: null, note: null }]]),
    source: { path: `first-week/${name}`, yaml: "", line: 1 },
  };
}

const report = (more: Partial<CheckInReport>): CheckInReport => ({
  ...{
    effects: [],
    commit: "4c1f0e2a9d3b5c6e7f8091a2b3c4d5e6f7081920",
    branch: "main",
    pushed: null,
    warnings: [],
  },
  ...more,
});

describe("what a check-in did", () => {
  test.each<[string, CheckInReport, string]>([
    [
      "one reading is one line",
      report({ effects: [effect({ completion: 72 }, { confidence: 0.7 })] }),
      "first-week  completion 65 → 72 of 90 %  score 0.07 (+0.07)  confidence 0.7\ncommitted 4c1f0e2 on main\n",
    ],
    [
      "from the reading before, downwards",
      report({ effects: [effect({ completion: 70 }, {}, [earlier("2026-11-13", 75)])] }),
      "first-week  completion 75 → 70 of 90 %  score 0.05 (−0.05)\ncommitted 4c1f0e2 on main\n",
    ],
    [
      "a value that has not moved",
      report({ effects: [effect({ completion: 75 }, {}, [earlier("2026-11-13", 75)])] }),
      "first-week  completion still 75 of 90 %  score 0.10\ncommitted 4c1f0e2 on main\n",
    ],
    [
      "no reading",
      report({ effects: [effect({}, { confidence: 0 })] }),
      "first-week  score 0.00  confidence 0\ncommitted 4c1f0e2 on main\n",
    ],
    [
      "several objectives, not committed",
      report({
        commit: null,
        branch: null,
        effects: [effect({ audit: true }), effect({ uptime: 99.5, audit: false })],
      }),
      "first-week  audit done  score 0.25 (+0.25)\nfirst-week  score 0.25 (+0.25)\n  uptime 99.5 (99 to 100)  1.00\n  audit open  0.00\n" +
        "written, not committed: first-week/2026-11-20-check-in-aaaaaaa.md\n".repeat(2),
    ],
    ["a detached HEAD", report({ branch: null }), "committed 4c1f0e2 on a detached HEAD\n"],
    [
      "a push on top of others",
      report({ pushed: { remote: "origin", branch: "main", rebased: 1 } }),
      "committed 4c1f0e2 on main\npushed to origin/main, on top of what others had pushed\n",
    ],
    [
      "hostile names",
      report({
        branch: HOSTILE,
        pushed: { remote: HOSTILE, branch: "b", rebased: 0 },
        effects: [effect({ odd: 5 })],
      }),
      "first-week  odd 0 → 5 of 10 \\x1b[2J\\n::error::%  score 0.13 (+0.13)\ncommitted 4c1f0e2 on \\x1b[2J\\n::error::%\npushed to \\x1b[2J\\n::error::%/b\n",
    ],
  ])("%s", (_, given, text) => {
    expect(checkInText(given, { style })).toBe(text);
  });

  test("only colour goes around the objective's id", async () => {
    const coloured = checkInText(report({ effects: [effect({})] }), {
      style: await createStyle({ colour: 1, columns: 80 }),
    });
    expect(coloured).toBe("\x1b[1mfirst-week\x1b[22m  score 0.00\ncommitted 4c1f0e2 on main\n");
  });
});

test("an earlier check-in's effect is that of its day", () => {
  const { before, after, readings } = effect({ audit: true }, { date: "2026-11-10" }, [
    earlier("2026-11-05", 70),
    earlier("2026-11-20", 90),
  ]);
  expect([before.score, after.score, readings.length]).toEqual([0.05, 0.3, 1]);
  expect(after.keyResults[0]?.reading?.value).toBe(70);
});

describe("the commit message", () => {
  const long = { ...OBJECTIVE, id: "a-very-long-name-of-an-objective-that-nobody-would-choose-but-may" };

  test.each<[string, ReturnType<typeof effect>[], string]>([
    [
      "says in its subject as much as fits",
      [effect({ completion: 72, odd: 5, audit: true }, { confidence: 0.7 })],
      "check-in: first-week  completion 65 → 72 of 90 %",
    ],
    [
      "names the objective at least",
      [effect({ completion: 72 }, {}, [], long)],
      "check-in: a-very-long-name-of-an-objective-that-nobody-would-choose-but…",
    ],
    [
      "names them all",
      [effect({ audit: true }), effect({ audit: true })],
      "check-in: first-week, first-week",
    ],
    [
      "says the confidence last",
      [effect({ audit: true }, { confidence: 0.7 })],
      "check-in: first-week  audit done, confidence 0.7",
    ],
  ])("%s", (_, effects, subject) => {
    const [first = "", second] = commitMessage(effects).split("\n");
    expect([first, second, first.length <= 72]).toEqual([subject, "", true]);
  });

  test("repeats what is in the file, fit for terminals", () => {
    const message = commitMessage([
      effect(
        { completion: 72, odd: 5 },
        { confidence: 0.7, issues: "# 1\0\x1b[2J\r\nScissors", plan: "Go\n\n- a" },
        [earlier("2026-11-13", 70)],
      ),
      effect({}, { plan: "Rest" }),
    ]);
    expect(message).toBe(`check-in: first-week, first-week

first-week on 2026-11-20 by ana, confidence 0.7
- completion 70 → 72 of 90 %
- odd 0 → 5 of 10 \\x1b[2J\\n::error::%

Issues: # 1\\x00\\x1b[2J
Scissors

Plan: Go

- a

first-week on 2026-11-20 by ana

Plan: Rest`);
  });
});
