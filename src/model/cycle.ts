import { addDays, type Day, daysBetween, isDay } from "./day.ts";
import type { Cadence, CycleSettings } from "./settings.ts";

/** A stretch of days that objectives run for; both days belong to it. */
export interface Cycle {
  readonly id: string;
  readonly title: string | null;
  readonly start: Day;
  readonly end: Day;
}

const LENGTH: Record<Cadence, number> = { year: 12, half: 6, quarter: 3, month: 1 };
const SHAPE = /^([1-9]\d{3})(?:-(?:H([12])|Q([1-4])|(0[1-9]|1[0-2])))?$/;

/**
 * The cycle with this id, or null when no such cycle exists: one that okr.yaml lists, else a calendar one.
 * `2026`, `2026-H2` and `2026-Q4` count from the month in which the fiscal year starts, and the year in the id is the one
 * in which the fiscal year starts; `2026-11` is always that month of the calendar.
 */
export function findCycle(id: string, settings: CycleSettings): Cycle | null {
  const listed = settings.list.find((cycle) => cycle.id === id);
  if (listed) return listed;
  const match = SHAPE.exec(id);
  if (!match) return null;
  const cycle = calendarCycle(match, settings.fiscalYearStarts - 1);
  return isDay(cycle.end) ? cycle : null;
}

function calendarCycle([id, year, half, quarter, month]: RegExpExecArray, first: number): Cycle {
  if (month) return stretch(id, Number(year), Number(month) - 1, 1);
  if (quarter) return stretch(id, Number(year), first + 3 * (Number(quarter) - 1), 3);
  if (half) return stretch(id, Number(year), first + 6 * (Number(half) - 1), 6);
  return stretch(id, Number(year), first, 12);
}

/**
 * The company's cycle that a day lies in: a listed one where one holds it, else the calendar's at the cadence given. Where
 * okr.yaml gives that id other days, these count, though the day is not among them: one id never means two stretches.
 */
export function cycleOn(day: Day, settings: CycleSettings, cadence: Cadence = settings.cadence): Cycle {
  const listed = settings.list.find((cycle) => cycle.start <= day && day <= cycle.end);
  if (listed && cadence === settings.cadence) return listed;
  const calendar = calendarOn(day, settings, cadence);
  return settings.list.find((cycle) => cycle.id === calendar.id) ?? calendar;
}

function calendarOn(day: Day, settings: CycleSettings, cadence: Cadence): Cycle {
  const year = Number(day.slice(0, 4));
  const month = Number(day.slice(5, 7)) - 1;
  if (cadence === "month") return stretch(day.slice(0, 7), year, month, 1);
  const first = settings.fiscalYearStarts - 1;
  const fiscalYear = month < first ? year - 1 : year;
  const step = Math.floor(((month - first + 12) % 12) / LENGTH[cadence]);
  const suffix = { year: "", half: `-H${step + 1}`, quarter: `-Q${step + 1}` }[cadence];
  return stretch(
    `${pad(fiscalYear, 4)}${suffix}`,
    fiscalYear,
    first + step * LENGTH[cadence],
    LENGTH[cadence],
  );
}

/** How many days the cycle has. */
export function cycleDays(cycle: Cycle): number {
  return daysBetween(cycle.start, cycle.end) + 1;
}

/** The last day of a cycle's first half. */
export function halfTime(cycle: Cycle): Day {
  return addDays(cycle.start, Math.ceil(cycleDays(cycle) / 2) - 1);
}

/** Whether the day lies in the cycle. */
export function inCycle(day: Day, cycle: Cycle): boolean {
  return cycle.start <= day && day <= cycle.end;
}

function stretch(id: string, year: number, firstMonth: number, months: number): Cycle {
  return {
    id,
    title: null,
    start: monthStart(year, firstMonth),
    end: addDays(monthStart(year, firstMonth + months), -1),
  };
}

function monthStart(year: number, month: number): Day {
  return `${pad(year + Math.floor(month / 12), 4)}-${pad((month % 12) + 1, 2)}-01`;
}

function pad(number: number, width: number): string {
  return String(number).padStart(width, "0");
}
