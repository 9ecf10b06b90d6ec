import { type Day, fromNumber, toNumber } from "./day.ts";

/** A moment as git keeps it: seconds since 1970 and the writer's offset from UTC, `1700000000 +0100`. Evidence, not a fact. */
export type Stamp = string;

const SHAPE = /^(-?\d{1,15}) ([+-])(\d{2})(\d{2})$/;
const MINUTE = 60_000;
/** A calendar day has a year of four digits. */
const [FIRST, LAST] = [toNumber("1000-01-01"), toNumber("9999-12-31")];

/** The calendar day of a stamp where it was written; null where no calendar has it. */
export function dayOfStamp(stamp: Stamp): Day | null {
  const number = dayNumberOf(stamp);
  return number === null ? null : fromNumber(number);
}

/** The same in days since 1970. */
export function dayNumberOf(stamp: Stamp): number | null {
  const read = readStamp(stamp);
  if (read === null) return null;
  const number = Math.floor((read.time + read.offset * MINUTE) / 86_400_000);
  return number >= FIRST && number <= LAST ? number : null;
}

/** A stamp as ISO 8601 with its offset, `2026-11-20T10:00:00+01:00`; null where no calendar has it. */
export function timeOfStamp(stamp: Stamp): string | null {
  const read = readStamp(stamp);
  if (read === null || dayOfStamp(stamp) === null) return null;
  const local = new Date(read.time + read.offset * MINUTE).toISOString().slice(0, 19);
  const two = (number: number) => String(number).padStart(2, "0");
  const offset = Math.abs(read.offset);
  return `${local}${read.offset < 0 ? "-" : "+"}${two(Math.floor(offset / 60))}:${two(offset % 60)}`;
}

/** Milliseconds since 1970 and the offset in minutes; an offset of a day or more counts as none. */
function readStamp(stamp: Stamp): { time: number; offset: number } | null {
  const match = SHAPE.exec(stamp);
  if (!match) return null;
  const offset = (match[2] === "-" ? -1 : 1) * (Number(match[3]) * 60 + Number(match[4]));
  return { time: Number(match[1]) * 1000, offset: Math.abs(offset) < 1440 ? offset : 0 };
}
