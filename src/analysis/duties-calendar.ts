import { type Cycle, cycleOn } from "../model/cycle.ts";
import { addDays, type Day, daysBetween, isDay } from "../model/day.ts";
import { type Objective, type Team, teamsWithin } from "../model/plan.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { checkInDays, closeBy, cycleAfter, middleOf, PLANNING_DAYS } from "./duties-rhythm.ts";
import { hasPart } from "./overview.ts";
import { Survey } from "./survey.ts";

/** What the rhythm of a cycle has a day for, in the order in which it is told. */
export type OccasionKind = "plan" | "start" | "check-in" | "look-back" | "end" | "close";

/** One day of the rhythm. */
export interface Occasion {
  readonly kind: OccasionKind;
  readonly cycle: Cycle;
  readonly day: Day;
  /** Those of the calendar's objectives that are in the cycle. */
  readonly objectives: readonly Objective[];
}

/** The days that a company, a team or a person lives by. */
export interface Rhythm {
  readonly day: Day;
  /** The company, as its files name it. */
  readonly company: string | null;
  /** The id of the team that is the whole company; null where none is. */
  readonly companyTeam: string | null;
  readonly team: Team | null;
  readonly person: { readonly id: string; readonly name: string } | null;
  /** In order of their days. */
  readonly occasions: readonly Occasion[];
}

/** Whose calendar, and how much of it. */
export interface AskedRhythm {
  readonly team: string | null;
  readonly person: string | null;
  /** Null means the cycle of the day, the one before while it is being closed, the one after, and those of the objectives. */
  readonly cycle: Cycle | null;
  /** So many weeks from the day on; null means whole cycles. */
  readonly weeks: number | null;
}

/** Check-ins of a cycle of many years are told for so many days before and after the day; a year of the calendar is shorter. */
const NEAR = 400;

/** The rhythm of some cycles: when they begin and end, check-ins, the look back, the end of closing, and when planning begins. */
export function listOccasions(snapshot: Snapshot, { team, person, cycle, weeks }: AskedRhythm): Rhythm {
  const { day, plan, settings } = snapshot;
  const survey = new Survey(snapshot);
  const teams = team === null ? null : teamsWithin(plan, team);
  const objectives = survey.objectives.filter(
    (one) =>
      (teams === null || teams.has(one.team)) &&
      (person === null || hasPart(one, person)) &&
      survey.stage(one) !== "closed",
  );
  const last = weeks === null ? null : addDays(day, weeks * 7);
  const own = cycle === null ? companyCycles(survey) : [cycle];
  const served = cycle === null ? objectives.flatMap((one) => survey.cycle(one) ?? []) : [];
  const open = [...own, ...served].filter(
    (one) => cycle !== null || daysBetween(one.end, day) <= settings.closeWithinDays,
  );
  const cycles = new Map(open.map((one) => [one.id, one]));
  // Whoever lists their cycles may have objectives in others, too. A year has the check-ins of its quarters.
  const beating =
    settings.cycles.list.length > 0 ? [...cycles.values()] : own.filter(({ id }) => cycles.has(id));
  const occasions: Occasion[] = [];
  for (const one of cycles.values()) {
    const inCycle = objectives.filter((objective) => objective.cycle === one.id);
    for (const known of daysOf(one, survey)) occasions.push({ ...known, cycle: one, objectives: inCycle });
  }
  for (const [beat, one] of beatsOf(beating, survey, cycle !== null))
    occasions.push({
      ...{ kind: "check-in", day: beat, cycle: one },
      objectives: objectives.filter((objective) => runsOn(survey.cycle(objective), beat)),
    });
  return {
    day,
    company: settings.name,
    companyTeam: plan.teams.find(({ level }) => level === "company")?.id ?? null,
    team: team === null ? null : (plan.team(team) ?? null),
    person: person === null ? null : (plan.person(person) ?? { id: person, name: person }),
    occasions: occasions
      .filter((one) => isDay(one.day) && (last === null || (day <= one.day && one.day <= last)))
      .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0)),
  };
}

/** The check-in days of cycles, each with its cycle. @param whole also those that are far from the day */
function beatsOf(cycles: readonly Cycle[], { snapshot }: Survey, whole: boolean): Map<Day, Cycle> {
  const beats = new Map<Day, Cycle>();
  for (const cycle of cycles) {
    const { start, end } = cycle;
    const [from, to] = whole ? [start, end] : [addDays(snapshot.day, -NEAR), addDays(snapshot.day, NEAR)];
    const near = { ...cycle, end: to < end ? to : end };
    for (const day of checkInDays(near, snapshot, from > start ? from : start)) beats.set(day, cycle);
  }
  return beats;
}

/** Every day of a cycle that is no check-in day. */
function daysOf(cycle: Cycle, { snapshot }: Survey): { kind: OccasionKind; day: Day }[] {
  const middle = middleOf(cycle);
  return [
    { kind: "plan", day: addDays(cycle.start, -PLANNING_DAYS) },
    { kind: "start", day: cycle.start },
    ...(middle === null ? [] : [{ kind: "look-back" as const, day: middle }]),
    { kind: "end", day: cycle.end },
    { kind: "close", day: closeBy(cycle, snapshot.settings) },
  ];
}

/** The cycles that okr.yaml lists, else that of the day, the one before and the one after. */
function companyCycles({ snapshot: { day, settings } }: Survey): Cycle[] {
  const now = cycleOn(day, settings.cycles);
  const before = addDays(now.start, -1);
  const around = [isDay(before) ? cycleOn(before, settings.cycles) : null, now, cycleAfter(now, settings)];
  return settings.cycles.list.length > 0 ? [...settings.cycles.list] : around.flatMap((one) => one ?? []);
}

function runsOn(cycle: Cycle | null, day: Day): boolean {
  return cycle !== null && cycle.start <= day && day <= cycle.end;
}
