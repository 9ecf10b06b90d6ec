import { beforeAll, describe, expect, test } from "vitest";
import type { TestRepository } from "../support/repository.ts";
import { runIn } from "../support/run.ts";
import { problemsOf } from "../support/schema.ts";
import { cycleOf, type Page } from "./history.ts";
import { Q2, REPLAYS } from "./replay.ts";
import { daysOf, readingsOn, type Source, scoresOn } from "./source.ts";
import { STORY_2019Q2 } from "./story-2019q2.ts";

interface Answer {
  readonly id: string;
  readonly score: number;
  readonly weeks: readonly {
    readonly date: string;
    readonly score: number | null;
    readonly redefined: boolean;
  }[];
  readonly goalposts: readonly { readonly date: string; readonly field: string }[];
}

/** The source with its definitions as they were on a day. Those of Rome are the last ones from before the first reading on. */
function sourceOn(source: Source, day: string): Source {
  if (source !== Q2) return source;
  const page = structuredClone({ objectives: source.objectives, bodies: STORY_2019Q2.bodies }) as Page;
  for (const { at, undo } of STORY_2019Q2.changes.toReversed()) if (day < at.slice(0, 10)) undo(page);
  return { ...source, objectives: page.objectives };
}

/** Weeks in which goalposts moved while readings were taken, by replay and objective. */
const REDEFINED: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  "joystream-rome": {
    "better-content-system": ["2019-08-20"],
    "community-engagement": ["2019-08-20", "2019-08-27"],
  },
  "joystream-2019q2": { "technical-productivity": ["2019-04-23", "2019-05-07"] },
};

describe.each(REPLAYS)("$name, week by week", ({ name, source, build }) => {
  const cycles = [...new Set(source.objectives.map((objective) => cycleOf(source, objective)))];
  let repository: TestRepository;
  beforeAll(async () => {
    repository = await build();
  });

  async function ask(today: string): Promise<Answer[]> {
    const found: Answer[] = [];
    for (const cycle of cycles) {
      const words = ["score", "--weekly", "--json", "--cycle", cycle];
      const { code, stdout } = await runIn({ today }, repository, ...words);
      const answer = JSON.parse(stdout);
      expect([code, problemsOf("output/score", answer)]).toEqual([0, []]);
      found.push(...answer.objectives);
    }
    return found;
  }

  test.each([daysOf(source).at(-1) as string, daysOf(source).at(5) as string])(
    "asked on %s, every score is that of the source by the definitions of then",
    async (today) => {
      const objectives = await ask(today);
      expect(objectives.map(({ id }) => id).sort()).toEqual(source.objectives.map(({ id }) => id).sort());
      for (const { id, weeks, score } of objectives) {
        expect(weeks.length).toBeGreaterThan(3);
        expect([id, weeks.at(-1)?.score ?? 0]).toEqual([id, score]);
        for (const { date, score: found } of weeks) {
          const then = sourceOn(source, date);
          const { key_results: known = [] } = then.objectives.find((one) => one.id === id) ?? {};
          const readings = readingsOn(then, id, date);
          const read = known.some((keyResult) => keyResult.id in readings);
          const expected = read ? expect.closeTo(scoresOn(then, date)[id] as number, 12) : null;
          expect([id, date, found]).toEqual([id, date, expected]);
        }
      }
    },
  );

  test("the weeks in which goalposts moved are marked", async () => {
    const last = daysOf(source).at(-1) as string;
    // Titles were corrected long after the last reading.
    const marked = (await ask("2020-12-31")).map(({ id, weeks }) => [
      id,
      weeks.filter(({ redefined, date }) => redefined && date <= last).map(({ date }) => date),
    ]);
    expect(Object.fromEntries(marked)).toMatchObject(REDEFINED[name] as object);
  });
});
