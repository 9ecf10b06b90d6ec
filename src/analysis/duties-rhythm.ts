import { type Cycle, cycleDays, cycleOn } from "../model/cycle.ts";
import { addDays, type Day, daysBetween, isDay, toNumber } from "../model/day.ts";
import { type Cadence, type Settings, WEEKDAYS, type Weekday } from "../model/settings.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { firstWeekday } from "./weeks.ts";

/** Planning begins so many days before a cycle does: with the closing of the one before it takes some weeks (PRACTICE.md, section 3). */
export const PLANNING_DAYS = 14;
/** A look back at the middle is worth it in a cycle of so many days. */
const LONG_ENOUGH = 42;

/**
 * The days of a cycle on which the company checks in: the first such day of the week, then as often as `check_in.every` says.
 * @param from the day from which on they are told
 */
export function* checkInDays({ start, end }: Cycle, snapshot: Snapshot, from: Day = start): Iterable<Day> {
  const { every } = snapshot.settings.checkIn;
  const first = firstWeekday(start, snapshot);
  let week = Math.max(0, Math.ceil(daysBetween(first, from) / 7));
  let before = week === 0 ? "" : addDays(first, (week - 1) * 7);
  // After the year 9999 there are no days.
  for (let day = addDays(first, week * 7); isDay(day) && day <= end; day = addDays(day, 7), week++) {
    const opensMonth = day.slice(0, 7) !== before.slice(0, 7);
    if (every === "week" || (every === "two-weeks" ? week % 2 === 0 : opensMonth)) yield day;
    before = day;
  }
}

/** The cycle that comes after one: the next that okr.yaml lists, else the calendar's next of the same length; null where there is none. */
export function cycleAfter(cycle: Cycle, { cycles }: Settings): Cycle | null {
  if (cycles.list.some(({ id }) => id === cycle.id))
    return cycles.list
      .filter(({ start }) => start > cycle.end)
      .reduce<Cycle | null>((next, one) => (next === null || one.start < next.start ? one : next), null);
  const day = addDays(cycle.end, 1);
  return isDay(day) ? cycleOn(day, cycles, cadenceOf(cycle)) : null;
}

/** The running cycle, or the next one where it begins within the days in which a cycle is closed. */
export function cycleToPrepare(day: Day, settings: Settings): Cycle {
  const running = cycleOn(day, settings.cycles);
  const next = cycleAfter(running, settings);
  return next !== null && daysBetween(day, next.start) <= settings.closeWithinDays ? next : running;
}

/** The day in the middle of a cycle; null where it is too short to look back from there. */
export function middleOf(cycle: Cycle): Day | null {
  const days = cycleDays(cycle);
  return days < LONG_ENOUGH ? null : addDays(cycle.start, Math.floor(days / 2));
}

/** The last day on which a cycle is to be graded and closed. */
export function closeBy({ end }: Cycle, { closeWithinDays }: Settings): Day {
  return addDays(end, closeWithinDays);
}

/** What day of the week it is. */
export function weekdayOf(day: Day): Weekday {
  // 1970-01-05 was a Monday.
  return WEEKDAYS[(((toNumber(day) - 4) % 7) + 7) % 7] as Weekday;
}

function cadenceOf(cycle: Cycle): Cadence {
  const days = cycleDays(cycle);
  if (days <= 31) return "month";
  return days <= 92 ? "quarter" : days <= 184 ? "half" : "year";
}
