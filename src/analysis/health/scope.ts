import { type Cycle, cycleDays, cycleOn, findCycle, inCycle } from "../../model/cycle.ts";
import { addDays, type Day, isDay } from "../../model/day.ts";
import { type Objective, teamsWithin } from "../../model/plan.ts";
import type { Retrospective } from "../../model/records.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import { followGoalposts, type Move } from "../moves.ts";
import { bandOf } from "../pace.ts";
import { overlap } from "../spans.ts";
import type { Survey } from "../survey.ts";
import { firstWeekday } from "../weeks.ts";

/** So many days of a cycle, the latest, are looked at for its rhythm: two years. */
const LONGEST = 742;
/** So many cycles before the one asked about make a trend. */
const EARLIER = 7;

/** What is asked for: null means the cycle of the day, and all teams. */
export interface Asked {
  readonly cycle: string | null;
  readonly team: string | null;
}

/** What the rules say that the measures have to agree with. */
export interface Ruled {
  /** So many days after its day a record may be entered. */
  readonly lateDays: number;
  /** The people who answer for too much on a snapshot's day. */
  overloaded(snapshot: Snapshot): ReadonlySet<string>;
}

/** How an objective ended. */
export interface Ended {
  readonly objective: Objective;
  readonly cycle: Cycle;
  readonly closed: Retrospective | null;
  /** The grade, else the score; 0–1. */
  readonly final: number;
  /** Whether it was reached: good or met. */
  readonly reached: boolean;
}

/** The objectives that ran in the days of one cycle, those of longer cycles included, up to the day asked about. */
export class Scope {
  readonly cycle: Cycle;
  readonly survey: Survey;
  readonly ruled: Ruled;
  /** Whether only some teams are asked for. */
  readonly narrow: boolean;
  readonly objectives: readonly Objective[];
  /** The last day of the cycle, or the day asked about where that is earlier. */
  readonly day: Day;
  #ended: readonly Ended[] | null = null;

  constructor(
    cycle: Cycle,
    objectives: readonly Objective[],
    known: { readonly survey: Survey; readonly ruled: Ruled; readonly narrow: boolean },
  ) {
    this.cycle = cycle;
    this.survey = known.survey;
    this.ruled = known.ruled;
    this.narrow = known.narrow;
    const { day } = known.survey.snapshot;
    this.day = cycle.end < day ? cycle.end : day;
    this.objectives = objectives.filter((objective) => {
      const own = this.survey.cycle(objective);
      return own !== null && own.start <= day && overlap(own, cycle);
    });
  }

  /** The first day of the cycle; of one that lasts for many years a later one. */
  get start(): Day {
    const first = addDays(this.day, -LONGEST);
    return first > this.cycle.start ? first : this.cycle.start;
  }

  /** Whether a day lies in the cycle and is not later than the one asked about. */
  holds(day: Day | null): day is Day {
    return day !== null && inCycle(day, this.cycle) && day <= this.day;
  }

  /** The last day on which the cycle is looked back on, or the day asked about where that is earlier. */
  get closeBy(): Day {
    const { day, settings } = this.survey.snapshot;
    const last = addDays(this.cycle.end, settings.closeWithinDays);
    return last < day ? last : day;
  }

  /** The objectives that ended in the cycle and are closed, or past the days in which they should have been. */
  get ended(): readonly Ended[] {
    this.#ended ??= this.objectives.flatMap((objective): Ended[] => {
      const stage = this.survey.stage(objective);
      const cycle = this.survey.cycle(objective);
      if (cycle === null || (stage !== "closed" && stage !== "over")) return [];
      const { closed, grade, score } = this.survey.scored(objective);
      const last = closed !== null && closed.date < cycle.end ? closed.date : cycle.end;
      if (!inCycle(last, this.cycle)) return [];
      const final = grade ?? score;
      const band = bandOf(final, objective.type, this.survey.snapshot.settings);
      return [{ objective, cycle, closed, final, reached: band === "good" || band === "met" }];
    });
    return this.#ended;
  }

  /**
   * The check-in intervals of an objective that lie in the cycle and are over, as their last days, which are check-in days; the first is a
   * whole one. `start` is the first day of the first.
   */
  intervals(objective: Objective): { readonly start: Day; readonly ends: readonly Day[] } {
    const { snapshot, story } = this.survey;
    const own = this.survey.cycle(objective) as Cycle;
    const closed = story.closed(objective.id, snapshot.day)?.date ?? this.day;
    const start = own.start > this.start ? own.start : this.start;
    const last = [own.end, this.day, closed].reduce((a, b) => (a < b ? a : b));
    return { start, ends: intervalEnds(start, last, snapshot) };
  }

  /** How the goalposts of an objective moved in the cycle, or after it where it ended with it; what was put back is left out. */
  moves(objective: Objective): readonly Move[] {
    const ends = (this.survey.cycle(objective)?.end ?? "") <= this.cycle.end;
    return movesOf(objective, this.survey).filter(
      ({ day, settled }) =>
        !settled && day !== null && day >= this.cycle.start && (day <= this.cycle.end || ends),
    );
  }
}

const moved = new WeakMap<Survey, Map<Objective, readonly Move[]>>();

/** Followed once, however many cycles ask. */
function movesOf(objective: Objective, survey: Survey): readonly Move[] {
  const known = moved.get(survey) ?? new Map<Objective, readonly Move[]>();
  moved.set(survey, known);
  const moves = known.get(objective) ?? followGoalposts(objective, survey).moves;
  known.set(objective, moves);
  return moves;
}

const LENGTHS = { week: 7, "two-weeks": 14, month: 28 } as const;

/** The last days of the whole check-in intervals between two days; a month between check-ins is four weeks. */
export function intervalEnds(start: Day, last: Day, snapshot: Snapshot): Day[] {
  const length = LENGTHS[snapshot.settings.checkIn.every];
  const ends: Day[] = [];
  let end = firstWeekday(addDays(start, length - 1), snapshot);
  // After the year 9999 there are no days.
  for (; isDay(end) && end <= last; end = addDays(end, length)) ends.push(end);
  return ends;
}

/** The cycle asked about and those like it before, the oldest first; none where there is nothing to look at. */
export function listScopes(survey: Survey, asked: Asked, ruled: Ruled): readonly Scope[] {
  const { plan } = survey.snapshot;
  const teams = asked.team === null ? null : teamsWithin(plan, asked.team);
  const objectives = survey.objectives.filter(({ team }) => teams === null || teams.has(team));
  const cycles = distinctCycles(survey, objectives);
  const shown = chooseCycle(survey, asked.cycle, cycles);
  if (shown === null) return [];
  const kind = kindOf(shown);
  const earlier = cycles.filter((cycle) => cycle.end < shown.start && kindOf(cycle) === kind).slice(-EARLIER);
  return [...earlier, shown].map(
    (cycle) => new Scope(cycle, objectives, { survey, ruled, narrow: teams !== null }),
  );
}

/** By their first day, then by their last. */
function distinctCycles(survey: Survey, objectives: readonly Objective[]): readonly Cycle[] {
  const cycles = new Map<string, Cycle>();
  for (const objective of objectives) {
    const cycle = survey.cycle(objective);
    if (cycle !== null) cycles.set(cycle.id, cycle);
  }
  const key = ({ start, end }: Cycle) => `${start} ${end}`;
  return [...cycles.values()].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/**
 * The cycle that is asked for; else the company's of the day where objectives were written for it; else the one as long as that which ended
 * last; else the shortest that runs; else the one that ended last.
 */
function chooseCycle(
  { snapshot: { day, settings } }: Survey,
  id: string | null,
  cycles: readonly Cycle[],
): Cycle | null {
  if (id !== null) return findCycle(id, settings.cycles);
  const current = cycleOn(day, settings.cycles);
  const over = cycles.filter(({ end }) => end < day);
  const lastOf = (some: readonly Cycle[]) => some.toSorted((a, b) => (a.end < b.end ? -1 : 1)).at(-1);
  const running = cycles.filter((cycle) => inCycle(day, cycle));
  return (
    cycles.find((cycle) => cycle.id === current.id) ??
    lastOf(over.filter((cycle) => kindOf(cycle) === kindOf(current))) ??
    running.toSorted((a, b) => cycleDays(a) - cycleDays(b))[0] ??
    lastOf(over) ??
    null
  );
}

/** How long a cycle is, in the lengths of the calendar: cycles of one kind can be held against each other. */
function kindOf(cycle: Cycle): number {
  return [45, 135, 270].filter((days) => cycleDays(cycle) > days).length;
}
