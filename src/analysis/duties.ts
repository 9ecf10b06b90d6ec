import { addDays, type Day, daysBetween } from "../model/day.ts";
import { teamsWithin } from "../model/plan.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { unmentionedNeeds } from "./dependencies.ts";
import { DUTY_KINDS, type Duty, type DutyState, dutyOf } from "./duties-kinds.ts";
import { objectiveDuties, personFor } from "./duties-objective.ts";
import { continueDuties, planDuties } from "./duties-plan.ts";
import { Survey } from "./survey.ts";
import { firstWeekday } from "./weeks.ts";

/** Which duties are asked for; null means all. */
export interface AskedDuties {
  readonly team: string | null;
  readonly person: string | null;
  readonly cycle: string | null;
  /** Days to look ahead; null means up to the next check-in day. */
  readonly days: number | null;
}

/** Who owes what on a day. */
export interface Reminder {
  readonly day: Day;
  /** The last day that is looked at. */
  readonly until: Day;
  /** The next day of the week on which the company checks in, today included. */
  readonly checkInDay: Day;
  /** Late first. */
  readonly duties: readonly Duty[];
}

/** Finds what is to be done, and by whom: from the files and records alone, up to the day that is looked ahead to. */
export function listDuties(snapshot: Snapshot, asked: AskedDuties, survey = new Survey(snapshot)): Reminder {
  const { day, plan } = snapshot;
  const checkInDay = firstWeekday(day, snapshot);
  const until = asked.days === null ? checkInDay : addDays(day, asked.days);
  const teams = asked.team === null ? null : teamsWithin(plan, asked.team);
  const continuing = [...continueDuties(survey)];
  const waiting = new Set(continuing.map(({ objective }) => objective));
  const planning = planDuties(survey, until, waiting);
  const all = [...objectiveDuties(survey, until), ...answerDuties(survey), ...continuing, ...planning];
  const duties = all
    .filter(
      ({ team, person, cycle }) =>
        (teams === null || teams.has(team)) &&
        (asked.person === null || person === asked.person) &&
        (asked.cycle === null || cycle?.id === asked.cycle),
    )
    .sort((a, b) => compare(a, b, day));
  return { day, until, checkInDay, duties };
}

/** How many days something is past its day; 0 where it is not. */
export function daysLate({ due, state }: Duty, day: Day): number {
  return due === null || state === "soon" ? 0 : Math.max(0, daysBetween(due, day));
}

/** Those of which others say that they depend on them, and which do not mention it. */
function* answerDuties(survey: Survey): Iterable<Duty> {
  for (const [objective, needs] of unmentionedNeeds(survey))
    yield dutyOf("answer", objective, {
      person: personFor(objective, survey),
      cycle: survey.cycle(objective),
      neededBy: needs.map(({ by }) => by),
    });
}

/** What has no day comes after what has one. */
const LAST = "9999-12-31";
const STATES: readonly DutyState[] = ["late", "due", "soon"];

/** Late first, the longest of them first; what nobody has to do at the end. */
function compare(a: Duty, b: Duty, day: Day): number {
  return (
    Number(a.optional) - Number(b.optional) ||
    STATES.indexOf(a.state) - STATES.indexOf(b.state) ||
    daysLate(b, day) - daysLate(a, day) ||
    compareTexts(a.due ?? LAST, b.due ?? LAST) ||
    DUTY_KINDS.indexOf(a.kind) - DUTY_KINDS.indexOf(b.kind) ||
    compareTexts(nameOf(a), nameOf(b))
  );
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function nameOf({ team, objective }: Duty): string {
  return `${team} ${objective?.id ?? ""}`;
}
