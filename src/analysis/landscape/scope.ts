import { findCycle } from "../../model/cycle.ts";
import type { Day } from "../../model/day.ts";
import { type Objective, teamsWithin } from "../../model/plan.ts";
import { select } from "../overview.ts";
import { overlap } from "../spans.ts";
import type { Survey } from "../survey.ts";

/** What a landscape is asked for; null means all. */
export interface Asked {
  readonly cycle: string | null;
  readonly team: string | null;
  /** An objective, a priority or `objective/key-result`. */
  readonly centre: string | null;
  /** Which way to go from the centre or the team. */
  readonly up: boolean;
  readonly down: boolean;
  /** How many steps to go from there, or from the top. */
  readonly depth: number | null;
}

/** The objectives that a landscape is made of. */
export interface Scope {
  /** All of the cycle or of the day, in file order. */
  readonly objectives: readonly Objective[];
  /** Those that were asked for; none for a priority, null where the whole company was. */
  readonly centre: ReadonlySet<Objective> | null;
  /** Those of which coverage is told. */
  readonly covered: readonly Objective[];
  /** The teams asked for; null for all. */
  readonly teams: ReadonlySet<string> | null;
  /** The day up to which whoever served counts: of a cycle that is over its last one, of one to come its first. */
  readonly asOf: Day;
  readonly outside: "before" | "after" | null;
}

/** Without a cycle: the objectives of those that run on the day. With one: those of it, and what the company and units aim for meanwhile. */
export function chooseScope(survey: Survey, { cycle, team, centre }: Asked): Scope {
  const { snapshot } = survey;
  const { plan } = snapshot;
  const { objectives, outside } = inTime(survey, cycle, centre);
  const teams = team === null ? null : teamsWithin(plan, team);
  const own = teams === null ? null : objectives.filter((one) => teams.has(one.team));
  const named = centre === null ? undefined : plan.objective(centre.split("/")[0] as string);
  const asked = centre === null ? own : named === undefined ? [] : [named];
  return {
    objectives,
    centre: asked && new Set(asked),
    covered: own ?? objectives,
    teams,
    asOf: asOf(survey, objectives, cycle),
    outside,
  };
}

/** An objective that is asked for and does not run on the day brings those that run at its time. */
function inTime(survey: Survey, cycle: string | null, centre: string | null) {
  const { snapshot } = survey;
  const { plan, settings } = snapshot;
  const usual = select(snapshot, { cycle, team: null, person: null });
  const named = centre === null ? undefined : plan.objective(centre.split("/")[0] as string);
  const away = cycle === null && named !== undefined && !usual.objectives.includes(named);
  if (cycle === null && !away) return usual;
  const time = cycle === null ? named && survey.cycle(named) : findCycle(cycle, settings.cycles);
  if (!time) return usual;
  const objectives = survey.objectives.filter((one) => {
    if (cycle !== null && one.cycle === cycle) return true;
    const span = survey.cycle(one);
    const strategic = (plan.team(one.team)?.level ?? "team") !== "team";
    return span !== null && overlap(span, time) && (cycle === null || strategic);
  });
  return { objectives, outside: null };
}

function asOf(survey: Survey, objectives: readonly Objective[], cycle: string | null): Day {
  const { day, settings } = survey.snapshot;
  const spans = objectives.flatMap((one) => survey.cycle(one) ?? []);
  const asked = cycle === null ? null : findCycle(cycle, settings.cycles);
  const [first, ...rest] = asked === null ? spans : [asked];
  if (first === undefined) return day;
  const end = rest.reduce((last, one) => (one.end > last ? one.end : last), first.end);
  const start = rest.reduce((least, one) => (one.start < least ? one.start : least), first.start);
  return day > end ? end : day < start ? start : day;
}
