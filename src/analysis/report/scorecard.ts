import { halfTime } from "../../model/cycle.ts";
import type { Day } from "../../model/day.ts";
import type { OutcomeWord } from "../../model/records.ts";
import type { Settings } from "../../model/settings.ts";
import { type Band, bandOf } from "../pace.ts";
import type { ObjectiveStory } from "./story.ts";

/** How an objective ended, and what people expected of it on the way. */
export interface Verdict {
  readonly story: ObjectiveStory;
  /** The grade where people settled one, else the score. */
  readonly final: number;
  readonly graded: boolean;
  readonly band: Band;
  /** Null until an end retrospective says so. */
  readonly outcome: OutcomeWord | null;
  readonly forecasts: readonly Forecast[];
  /** Whether it was reached: `good` or `met`. Null while it is not closed: then nobody has said where it ended. */
  readonly reached: boolean | null;
  /** The day of the last check-in with a reading; null without any. */
  readonly lastReading: Day | null;
}

/** What was expected on a day. */
export interface Forecast {
  readonly when: "first" | "middle" | "last";
  readonly day: Day;
  /** Of reaching the objective, 0–1. */
  readonly confidence: number;
}

/** Judges an objective by its grade, else by its score, and lists the first, the last by half time, and the last confidence given for it. */
export function judgeObjective(story: ObjectiveStory, settings: Settings): Verdict {
  const { objective, grade, score, closed, checkIns, cycle } = story.followed;
  const final = grade ?? score;
  const band = bandOf(final, objective.type, settings);
  const given = checkIns.flatMap(({ date, confidence }) =>
    confidence === null ? [] : { day: date, confidence },
  );
  // Half time is where okr health holds confidence against the outcome too.
  const middle = cycle && halfTime(cycle);
  const half = middle === null ? undefined : given.findLast(({ day }) => day <= middle);
  const picked = [
    ["first", given[0]],
    ["middle", half === given[0] || half === given.at(-1) ? undefined : half],
    ["last", given.length > 1 ? given.at(-1) : undefined],
  ] as const;
  return {
    story,
    final,
    graded: grade !== null,
    band,
    outcome: closed?.outcome ?? null,
    forecasts: picked.flatMap(([when, one]) => (one === undefined ? [] : { when, ...one })),
    reached: closed === null ? null : band === "good" || band === "met",
    lastReading: lastReadingOf(story),
  };
}

function lastReadingOf({ followed: { keyResults } }: ObjectiveStory): Day | null {
  return (
    keyResults
      .flatMap(({ reading }) => reading?.date ?? [])
      .sort()
      .at(-1) ?? null
  );
}
