import { beforeAll, describe, expect, test } from "vitest";
import type { TestRepository } from "../support/repository.ts";
import { runIn } from "../support/run.ts";
import { problemsOf } from "../support/schema.ts";
import { cycleOf } from "./history.ts";
import { COMMANDS, Q2, REPLAYS } from "./replay.ts";
import { daysOf, scoresOn } from "./source.ts";

describe.each(REPLAYS)("$name", ({ name, source, build }) => {
  const days = daysOf(source);
  const cycles = [...new Set(source.objectives.map((objective) => cycleOf(source, objective)))];
  let repository: TestRepository;
  beforeAll(async () => {
    repository = await build();
  });

  /** Every objective's score by `okr score --json`, one cycle after the other. */
  async function scores(today: string, ...more: string[]): Promise<Record<string, number>> {
    const found: Record<string, number> = {};
    for (const cycle of cycles) {
      const { stdout } = await runIn({ today }, repository, "score", "--json", "--cycle", cycle, ...more);
      for (const { id, score } of JSON.parse(stdout).objectives) found[id] = score;
    }
    return found;
  }

  function expectClose(found: Record<string, number>, expected: Record<string, number>): void {
    expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort());
    for (const [id, score] of Object.entries(found))
      expect([id, Math.abs(score - (expected[id] as number)) < 1e-12]).toEqual([id, true]);
  }

  test.each(days)("on %s its scores are those of the source", async (day) => {
    expectClose(await scores(day), scoresOn(source, day));
  });

  test.each([...new Set([...days, ...source.check_ins.map(({ committed_on }) => committed_on)])])(
    "as of %s its scores are what was known then",
    async (day) => {
      const expected = scoresOn(source, day, day);
      const found = await scores("2026-10-05", "--at", day);
      // The source has the correction of 2019-04-27, and not what was written the day before.
      if (source === Q2 && day === "2019-04-26") {
        const wrong = found["platform-awareness"] as number;
        expect(wrong).toBeCloseTo((expected["platform-awareness"] as number) + (0.14 - 0.25) / 5, 12);
        found["platform-awareness"] = expected["platform-awareness"] as number;
      }
      expectClose(found, expected);
    },
  );

  describe.each(COMMANDS)("okr $argv", ({ argv, schema }) => {
    test.each([null, ...days.filter((_, index) => index % 4 === 0)])("answers as of %s", async (day) => {
      const at = day === null ? [] : ["--at", day];
      const { code, stdout, stderr } = await runIn(
        { today: days.at(-1) as string },
        repository,
        ...argv,
        ...at,
      );
      expect(stderr).toBe("");
      // Findings are an answer too.
      expect(argv[0] === "check" ? [0, 1] : [0]).toContain(code);
      expect(stdout).not.toBe("");
      if (schema !== null) expect(problemsOf(schema, JSON.parse(stdout))).toEqual([]);
    });
  });

  test("okr check can read every file of every commit", async () => {
    for (const commit of repository.git("rev-list", "--all").split("\n")) {
      const { stdout } = await runIn({}, repository, "check", "--json", "--at", commit);
      const rules = JSON.parse(stdout).findings.map(({ rule }: { rule: string }) => rule);
      expect(rules).not.toContain("schema");
      expect(rules).not.toContain("unreadable-file");
      // At no time was a record lost: not by the merge, and not while the pages were empty.
      expect(rules).not.toContain("lost-check-in");
    }
  });

  test("okr check names the check-ins that were entered more than three days after their day", async () => {
    const { stdout } = await runIn({ today: days.at(-1) as string }, repository, "check", "--json");
    const late = (JSON.parse(stdout).findings as { rule: string; path: string; message: string }[])
      .filter(({ rule }) => rule === "late-check-in")
      .map(({ path, message }) => {
        const [, objective, date] = /([^/]+)\/(\d{4}-\d{2}-\d{2})-check-in-[^/]+$/.exec(path) ?? [];
        const [, of, entered, count] =
          /^the check-in of (\S+) was entered on (\S+), (\d+) days later /.exec(message) ?? [];
        expect(of).toBe(date);
        return [objective, date, entered, Number(count)];
      });
    const expected = source.check_ins
      .map(({ objective, date, committed_on }) => [
        objective,
        date,
        committed_on,
        (Date.parse(committed_on) - Date.parse(date)) / 86_400_000,
      ])
      .filter(([, , , count]) => (count as number) > 3);
    expect(late.sort()).toEqual(expected.sort());
    expect(late).toHaveLength({ "joystream-rome": 17, "joystream-2019q2": 6 }[name] as number);
  });

  test("has the same commits wherever and whenever it is built", async () => {
    expect((await build()).head()).toBe(repository.head());
  });
});
