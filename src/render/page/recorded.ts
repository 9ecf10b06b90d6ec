import { type Day, daysBetween } from "../../model/day.ts";
import { dayOfStamp } from "../../model/stamp.ts";
import { time } from "./days.ts";
import { html, type Markup, NOTHING } from "./markup.ts";
import type { Page } from "./place.ts";

/** A record that is written within so many days is written on its day. */
const SOON = 3;

/** The day on which a record came into the history, where that is days after the day it is about. */
export function recorded(path: string, date: Day, { report: { origins } }: Page): Markup {
  const stamp = origins.ofRecord(path)?.authored;
  const day = stamp === undefined ? null : dayOfStamp(stamp);
  if (day === null || Math.abs(daysBetween(date, day)) <= SOON) return NOTHING;
  return html`, recorded on ${time(day)}`;
}
