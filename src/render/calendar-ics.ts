import ical, { type ICalCalendar, ICalCalendarMethod, ICalEventTransparency } from "ical-generator";
import type { Occasion, OccasionKind, Rhythm } from "../analysis/duties-calendar.ts";
import { weekdayOf } from "../analysis/duties-rhythm.ts";
import { addDays, type Day, toNumber } from "../model/day.ts";
import type { Objective } from "../model/plan.ts";
import { WEEKDAYS } from "../model/settings.ts";
import { shellWord } from "../model/shell-word.ts";
import { instantOf } from "./calendar-time.ts";
import { safe } from "./safe.ts";
import { count } from "./words.ts";

/** What `okr calendar` writes. */
export interface CalendarReport {
  readonly rhythm: Rhythm;
  /** When check-ins are held: minutes since midnight in a time zone, and how many they last; null where they are marked on the day. */
  readonly meeting: { readonly minute: number; readonly zone: string; readonly minutes: number } | null;
}

/** So many objectives are named in the text of an event. */
const NAMED = 12;
/** Sequence numbers are days since then. */
const EPOCH = toNumber("2020-01-01");

/**
 * The rhythm as iCalendar (RFC 5545). An event has the same name in every file, whatever its day, and a higher number on each later day, so
 * that a later file changes what an earlier one brought. Each check-in is an event of its own, at an instant of UTC: no client has to know
 * the zone, and one can be moved without the others.
 */
export function calendarIcs({ rhythm, meeting }: CalendarReport): string {
  const calendar = ical({
    name: propertyText(nameOf(rhythm)),
    prodId: { company: "okr", product: "okr calendar", language: "EN" },
    method: ICalCalendarMethod.PUBLISH,
    ttl: 86_400,
  });
  for (const occasion of rhythm.occasions) addEvent(calendar, occasion, { rhythm, meeting });
  return `${calendar.toString()}\r\n`;
}

function addEvent(calendar: ICalCalendar, occasion: Occasion, { rhythm, meeting }: CalendarReport): void {
  const { kind, day } = occasion;
  const timed = kind === "check-in" ? meeting : null;
  const start = timed === null ? dateOf(day) : instantOf(day, timed.minute, timed.zone);
  const length = timed === null ? 86_400_000 : timed.minutes * 60_000;
  calendar.createEvent({
    id: uidOf(occasion, rhythm),
    sequence: Math.max(0, toNumber(rhythm.day) - EPOCH),
    stamp: dateOf(rhythm.day),
    start,
    end: new Date(start.getTime() + length),
    allDay: timed === null,
    transparency: timed === null ? ICalEventTransparency.TRANSPARENT : ICalEventTransparency.OPAQUE,
    summary: `${TITLES[kind](safe(occasion.cycle.title ?? occasion.cycle.id))} · ${whoseOf(rhythm)}`,
    description: [WORDS[kind], ...listObjectives(occasion, rhythm)].join("\n"),
  });
}

const TITLES: Readonly<Record<OccasionKind, (cycle: string) => string>> = {
  plan: (cycle) => `Plan ${cycle}`,
  start: (cycle) => `${cycle} begins`,
  "check-in": () => "OKR check-in",
  "look-back": (cycle) => `Look back at the middle of ${cycle}`,
  end: (cycle) => `${cycle} ends`,
  close: (cycle) => `Last day to close ${cycle}`,
};

const WORDS: Readonly<Record<OccasionKind, string>> = {
  plan: "Time to write the objectives of the next cycle: what it has to serve, what the last one taught, and what will be different at its end.",
  start: "First day of the cycle.",
  "check-in":
    "Goal: how sure are we? Results: where does each key result stand? Issues: what is in the way? Plan: what is next?",
  "look-back": "If you like: what pulls us towards our objectives, and what pushes us away?",
  end: "Last day of the cycle.",
  close:
    "By today each objective has its grades, a look back, and what becomes of it: done, continued or abandoned.",
};

/** What each objective is to be told, as the commands that do it. */
function listObjectives({ kind, objectives, cycle }: Occasion, { team }: Rhythm): string[] {
  if (kind === "plan") {
    const flags = team === null ? "" : ` --team ${shellWord(team.id)}`;
    return [`okr plan${flags} --cycle ${shellWord(cycle.id)}`];
  }
  const left = objectives.length - NAMED;
  return [
    ...objectives.slice(0, NAMED).map((one) => `${safe(one.title)}${commandOf(kind, one)}`),
    ...(left > 0 ? [`and ${count(left, "more objective")}`] : []),
  ];
}

function commandOf(kind: OccasionKind, { id }: Objective): string {
  const verb = { "check-in": "checkin", close: "close", "look-back": "retro" }[kind as string];
  return verb === undefined ? "" : `: okr ${verb} ${shellWord(id)}`;
}

/**
 * The same for one occasion in every file: a check-in is that of its week, so that it moves when the company checks in on another day;
 * everything else there is once in a cycle.
 */
function uidOf({ kind, cycle, day }: Occasion, { team, person, companyTeam }: Rhythm): string {
  const whose = [
    ...(team === null ? [] : ["team", team.id]),
    ...(person === null ? [] : ["person", person.id]),
  ];
  const when = kind === "check-in" ? mondayOf(day) : cycle.id;
  const domain = companyTeam === null ? "okr" : `${companyTeam}.okr`;
  return `${[...whose, kind, when].join(".")}@${domain}`;
}

function mondayOf(day: Day): Day {
  return addDays(day, -WEEKDAYS.indexOf(weekdayOf(day)));
}

/** What the calendar is called. */
function nameOf(rhythm: Rhythm): string {
  return `OKRs · ${whoseOf(rhythm)}`;
}

function whoseOf({ team, person, company }: Rhythm): string {
  return safe(person?.name ?? team?.name ?? company ?? "our company");
}

function dateOf(day: Day): Date {
  return new Date(toNumber(day) * 86_400_000);
}

/** Text as the value of a property: what the library does for events, but not for the calendar's name. */
function propertyText(text: string): string {
  return text.replace(/[\\;,]/g, "\\$&");
}
