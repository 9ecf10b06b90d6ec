import { findCycle } from "../model/cycle.ts";
import { addDays, type Day, toNumber } from "../model/day.ts";
import type { Objective } from "../model/plan.ts";
import { WEEKDAYS } from "../model/settings.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { compareObjectives } from "./changes.ts";
import { type Scored, type Story, scoreObjective } from "./score.ts";
import type { Versions } from "./versions.ts";

/** How an objective stood at the end of one week of its cycle. */
export interface Week {
  /** The day of the week on which the company checks in; at last the day asked about. */
  readonly day: Day;
  /** By the definition in force then; null before the first reading. */
  readonly scored: Scored | null;
  /** Whether the goalposts moved since the week before. */
  readonly redefined: boolean;
}

/** No cycle is followed for longer: a hundred years of weeks are nobody's trend. */
const MOST = 106;

/**
 * The score at the end of each week since the cycle began, each by the definition that was in force then. Readings count on
 * the day they are about, whenever they were entered.
 */
export function scoreWeeks(
  objective: Objective,
  { story, versions, snapshot }: { story: Story; versions: Versions; snapshot: Snapshot },
): Week[] {
  const cycle = findCycle(objective.cycle, snapshot.settings.cycles);
  if (cycle === null || snapshot.day < cycle.start) return [];
  const last = story.until(objective, snapshot.day);
  const weeks: Week[] = [];
  let before: Objective | null = null;
  for (let end = firstWeekday(cycle.start, snapshot); weeks.length < MOST; end = addDays(end, 7)) {
    const day = end < last ? end : last;
    const definition = day === snapshot.day ? objective : (versions.on(objective.id, day) ?? objective);
    const scored = scoreObjective(definition, story, day);
    const read = scored.keyResults.some(({ reading }) => reading !== null);
    weeks.push({
      day,
      scored: read ? scored : null,
      redefined: before !== null && moved(before, definition),
    });
    before = definition;
    if (end >= last) break;
  }
  return weeks;
}

/** The first day, from one on, on which the company checks in. */
function firstWeekday(day: Day, { settings }: Snapshot): Day {
  // 1970-01-05 was a Monday.
  const gone = (((toNumber(day) - 4) % 7) + 7) % 7;
  return addDays(day, (WEEKDAYS.indexOf(settings.checkIn.day) - gone + 7) % 7);
}

function moved(before: Objective, after: Objective): boolean {
  return before !== after && compareObjectives(before, after).some(({ goalpost }) => goalpost);
}
