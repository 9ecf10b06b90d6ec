/** A calendar day as `YYYY-MM-DD`, without a time zone. Days sort as text. */
export type Day = string;

const MILLISECONDS = 86_400_000;
const SHAPE = /^[1-9]\d{3}-\d{2}-\d{2}$/;

/** Whether the text is a day that exists (2026-02-30 does not), in the years 1000 to 9999. */
export function isDay(text: string): text is Day {
  if (!SHAPE.test(text)) return false;
  const [year, month, day] = [+text.slice(0, 4), +text.slice(5, 7), +text.slice(8, 10)];
  return month >= 1 && month <= 12 && day >= 1 && day <= monthLength(year, month);
}

/** Days of a month (1–12) in the Gregorian calendar. Without a Date: every file of a company asks. */
function monthLength(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

/** Days since 1970-01-01. */
export function toNumber(day: Day): number {
  return Date.UTC(+day.slice(0, 4), +day.slice(5, 7) - 1, +day.slice(8, 10)) / MILLISECONDS;
}

/** The day that is `number` days after 1970-01-01. */
export function fromNumber(number: number): Day {
  const date = new Date(number * MILLISECONDS);
  return Number.isNaN(date.getTime()) ? "" : date.toISOString().slice(0, 10);
}

/** The day `count` days later (earlier when negative). */
export function addDays(day: Day, count: number): Day {
  return fromNumber(toNumber(day) + count);
}

/** How many days lie from `start` to `end`; negative when `end` is earlier. */
export function daysBetween(start: Day, end: Day): number {
  return toNumber(end) - toNumber(start);
}
