import { daysLate, type Reminder } from "../analysis/duties.ts";
import type { Duty } from "../analysis/duties-kinds.ts";
import { weekdayOf } from "../analysis/duties-rhythm.ts";
import type { Day } from "../model/day.ts";
import { shellWord } from "../model/shell-word.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { count } from "./words.ts";

/** What `okr remind` shows. */
export interface RemindReport {
  readonly reminder: Reminder;
  readonly snapshot: Snapshot;
}

/** A duty in words. Texts of files are in them as they are written: each format makes them safe in its own way. */
export interface Told {
  readonly duty: Duty;
  readonly text: string;
  /** The command that does it; null where a file is to be edited. */
  readonly command: string | null;
}

/** What somebody has to do in a team. */
export interface PersonPart {
  /** Null where nobody is named. */
  readonly person: string | null;
  readonly duties: readonly Told[];
}

/** What there is to do in a team, by person. */
export interface TeamPart {
  readonly team: string;
  readonly people: readonly PersonPart[];
}

/** The duties of each team by person, late first; teams and people in the order of the first of their duties. */
export function partsOf({ reminder, snapshot }: RemindReport): TeamPart[] {
  const teams = new Map<string, Map<string | null, Told[]>>();
  for (const duty of reminder.duties) {
    const people = teams.get(duty.team) ?? new Map<string | null, Told[]>();
    teams.set(duty.team, people);
    const list = people.get(duty.person) ?? [];
    people.set(duty.person, list);
    list.push({ duty, text: tellDuty(duty, reminder.day, snapshot), command: commandOf(duty) });
  }
  return [...teams].map(([id, people]) => ({
    team: snapshot.plan.team(id)?.name ?? id,
    people: [...people].map(([person, duties]) => ({
      person: person === null ? null : personName(person, snapshot),
      duties,
    })),
  }));
}

/** A person's name; the id of whoever is in no team. */
export function personName(id: string, { plan }: Snapshot): string {
  return plan.person(id)?.name ?? id;
}

/** What is said where nobody is named for a team. */
export const NOBODY = "for the team: it names no lead and no coach";

/** How much there is to do, and when the next check-ins are due. */
export function summaryOf({ duties, day, until, checkInDay }: Reminder): string {
  const next =
    checkInDay === day ? "Today is check-in day." : `The next check-in day is ${dated(checkInDay)}.`;
  if (duties.length === 0 && until === checkInDay && until > day)
    return `Nothing is to be done until the next check-in day: ${dated(until)}.`;
  if (duties.length === 0)
    return `Nothing is to be done${until > day ? ` until ${dated(until)}` : ""}. ${next}`;
  const needed = duties.filter(({ optional }) => !optional);
  const counts = (["late", "due", "soon"] as const).flatMap((state) => {
    const number = needed.filter((one) => one.state === state).length;
    return number === 0 ? [] : `${number} ${state === "soon" ? "coming up" : state}`;
  });
  const optional = duties.length - needed.length;
  return `${[...counts, ...(optional === 0 ? [] : [`${optional} optional`])].join(", ")}. ${next}`;
}

/** A day with its weekday: `Friday, 2026-11-20`. */
export function dated(day: Day): string {
  const weekday = weekdayOf(day);
  return `${weekday.charAt(0).toUpperCase()}${weekday.slice(1)}, ${day}`;
}

function tellDuty(duty: Duty, day: Day, snapshot: Snapshot): string {
  const { kind, objective, keyResults, cycle, neededBy, absent, lastCheckIn } = duty;
  const title = objective === null ? "" : `“${objective.title}”`;
  const names = keyResults.map(({ id }) => id).join(", ");
  const when = tellDue(duty, day);
  switch (kind) {
    case "check-in": {
      const last = lastCheckIn === null ? "it is the first one" : `the last one was on ${lastCheckIn}`;
      return `Check in on ${title}${when}; ${last}.`;
    }
    case "reading":
      return `Give ${names} of ${title} a first reading, even if nothing has moved yet.`;
    case "close":
      return `Close ${title}${when}: look back, grade it, and say what becomes of it. ${cycle?.id} ended on ${cycle?.end}.`;
    case "grade":
      return `Grade ${names} of ${title}, too${when}: it is closed, and has no grade without that.`;
    case "continue":
      return `Carry ${title} on into ${cycle?.id}${when}: it was closed as continued, and nothing carries it on yet.`;
    case "plan":
      return `Plan ${cycle?.id}${tellBeginning(duty, day)}: the team has no objective in it yet.`;
    case "owner":
      return `Find an owner in ${objective?.source.path} for what was with ${absent.map(tellAbsent).join(", ")}: ${title}.`;
    case "answer": {
      const teams = neededBy.map((one) => `${one.id} of ${snapshot.plan.team(one.team)?.name ?? one.team}`);
      const verb = neededBy.length === 1 ? "depends" : "depend";
      return `Answer ${teams.join(", ")}: ${neededBy.length === 1 ? "it" : "they"} ${verb} on ${title}, which does not mention ${neededBy.length === 1 ? "it" : "them"}.`;
    }
    case "look-back":
      return `If you like, look back at the middle of ${title}: what pulls you towards it, and what pushes you away?`;
  }
}

function tellDue(duty: Duty, day: Day): string {
  const { due, state } = duty;
  if (due === null) return "";
  if (due === day) return " today";
  if (state === "soon") return ` by ${dated(due)}`;
  const late = state === "late" ? ` (${count(daysLate(duty, day), "day")} late)` : "";
  return `, due since ${dated(due)}${late}`;
}

function tellBeginning(duty: Duty, day: Day): string {
  const { due, state } = duty;
  if (due === null) return "";
  if (state === "soon") return ` by ${dated(due)}, when it begins`;
  return due === day ? ", which begins today" : `, which began ${count(daysLate(duty, day), "day")} ago`;
}

function tellAbsent({ person, until }: { person: string; until: Day | null }): string {
  return until === null ? `${person}, who is in no team` : `${person}, who was in a team until ${until}`;
}

function commandOf({ kind, objective, keyResults, team, cycle, neededBy }: Duty): string | null {
  const id = shellWord(objective?.id ?? "");
  switch (kind) {
    case "check-in":
      return `okr checkin ${id}`;
    case "reading":
      return `okr checkin ${id} ${keyResults.map((one) => `${shellWord(one.id)}=VALUE`).join(" ")}`;
    case "close":
      return `okr close ${id}`;
    case "grade":
      return `okr close ${id} --reopen "grades were left open"`;
    case "continue":
      // What was reached stays behind, and nothing alone cannot be carried on.
      return `okr continue ${id}${keyResults.length === 0 ? " --all" : ""}`;
    case "plan":
      return `okr plan --team ${shellWord(team)} --cycle ${shellWord(cycle?.id ?? "")}`;
    case "answer":
      return `okr checkin ${id} --plan "For ${neededBy.map((one) => one.id).join(", ")}: …"`;
    case "look-back":
      return `okr retro ${id} --phase mid`;
    case "owner":
      return null;
  }
}
