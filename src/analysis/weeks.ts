import { findCycle } from "../model/cycle.ts";
import { addDays, type Day, daysBetween, toNumber } from "../model/day.ts";
import type { Objective } from "../model/plan.ts";
import { WEEKDAYS } from "../model/settings.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { type Scored, type Story, scoreObjective } from "./score.ts";
import type { Versions } from "./versions.ts";

/** How an objective stood at the end of one week of its cycle. */
export interface Week {
  /** The day of the week on which the company checks in; at last the day up to which it counts. */
  readonly day: Day;
  /** By the definition in force then; null before the first reading. */
  readonly scored: Scored | null;
  /** The last one given until then, 0–1. */
  readonly confidence: number | null;
  /** Whether the goalposts moved since the week before. */
  readonly redefined: boolean;
}

/** So many weeks, the latest, are followed: two years of them. */
const MOST = 106;

/**
 * The score at the end of each week since the cycle began, each by the definition that was in force then; the last one is the
 * score of today. Readings count on the day they are about, whenever they were entered.
 * @param moves when the goalposts moved
 */
export function scoreWeeks(
  objective: Objective,
  moves: readonly { readonly day: Day | null }[],
  { story, versions, snapshot }: { story: Story; versions: Versions; snapshot: Snapshot },
): Week[] {
  const cycle = findCycle(objective.cycle, snapshot.settings.cycles);
  if (cycle === null || snapshot.day < cycle.start) return [];
  const closed = story.closed(objective.id, snapshot.day);
  const last = story.until(objective, closed?.date ?? snapshot.day);
  const days = [...weekEnds(cycle.start, last, snapshot), ...lateWeekEnds(moves, last, snapshot)];
  const redefined = new Set(
    moves
      .filter(({ day }) => day === null || day >= cycle.start)
      .map(({ day }) => days.find((end) => day !== null && day <= end) ?? days.at(-1)),
  );
  return days.map((day) => {
    const definition = day === snapshot.day ? objective : (versions.on(objective.id, day) ?? objective);
    const scored = scoreObjective(definition, story, day);
    const read = scored.keyResults.some(({ reading }) => reading !== null);
    const confidence = scored.checkIns.findLast((checkIn) => checkIn.confidence !== null)?.confidence ?? null;
    return { day, scored: read ? scored : null, confidence, redefined: redefined.has(day) };
  });
}

/** The last day of each week from one day to another. */
export function weekEnds(start: Day, last: Day, snapshot: Snapshot): Day[] {
  const first = firstWeekday(start, snapshot);
  const whole = Math.max(0, Math.ceil(daysBetween(first, last) / 7));
  const skipped = Math.max(0, whole + 1 - MOST);
  const ends = Array.from({ length: whole - skipped }, (_, week) => addDays(first, (week + skipped) * 7));
  return [...ends, last];
}

/** The ends of the weeks after the last one that counts in which the goalposts moved, at most today. */
function lateWeekEnds(
  moves: readonly { readonly day: Day | null }[],
  last: Day,
  snapshot: Snapshot,
): readonly Day[] {
  const ends = moves.flatMap(({ day }) => {
    if (day !== null && day <= last) return [];
    const end = day === null ? snapshot.day : firstWeekday(day, snapshot);
    return end < snapshot.day ? end : snapshot.day;
  });
  return [...new Set(ends)].filter((end) => end > last).sort();
}

/** The first day, from one on, on which the company checks in. */
export function firstWeekday(day: Day, { settings }: Snapshot): Day {
  // 1970-01-05 was a Monday.
  const gone = (((toNumber(day) - 4) % 7) + 7) % 7;
  return addDays(day, (WEEKDAYS.indexOf(settings.checkIn.day) - gone + 7) % 7);
}
