import { type Day, toNumber } from "../model/day.ts";

const DAY = 86_400_000;
const MINUTE = 60_000;

/** Minutes since midnight of a time like `09:30`; null where it is none. */
export function readTime(text: string): number | null {
  const match = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text);
  return match === null ? null : Number(match[1]) * 60 + Number(match[2]);
}

/** Whether there is a time zone of this name. */
export function isZone(name: string): boolean {
  try {
    return clockIn(name) !== null;
  } catch {
    return false;
  }
}

/**
 * The instant at which clocks in a zone show a time on a day. Where they skip it, it is as long after the skip as it would have been after
 * its beginning (02:30 is 03:30), and where they show it twice it is the first one, as RFC 5545 has it in section 3.3.5.
 */
export function instantOf(day: Day, minute: number, zone: string): Date {
  const clock = clockIn(zone);
  const wanted = toNumber(day) * DAY + minute * MINUTE;
  // The offsets in force around then: one, or two where clocks change.
  const [before, after] = [-DAY, DAY].map((apart) => shownAt(wanted + apart, clock) - (wanted + apart));
  const first = wanted - (before as number);
  const second = wanted - (after as number);
  if (shownAt(first, clock) === wanted || shownAt(second, clock) !== wanted) return new Date(first);
  return new Date(second);
}

function clockIn(zone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat("en-US", {
    ...{ timeZone: zone, calendar: "gregory", numberingSystem: "latn", hourCycle: "h23", era: "short" },
    ...{
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    },
  });
}

/** What clocks show at an instant, as though it were UTC. */
function shownAt(instant: number, clock: Intl.DateTimeFormat): number {
  const parts = new Map(clock.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
  const [year, month, day, hour, minute, second] = (
    ["year", "month", "day", "hour", "minute", "second"] as const
  ).map((part) => Number(parts.get(part))) as [number, number, number, number, number, number];
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
