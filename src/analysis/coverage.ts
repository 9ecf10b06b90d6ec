import type { Cycle } from "../model/cycle.ts";
import type { Day } from "../model/day.ts";
import type { Objective, Plan, Priority, Team } from "../model/plan.ts";
import { type Alignment, type Link, servedBy, teamsAbove } from "./alignment.ts";
import { overlap } from "./spans.ts";
import type { Survey } from "./survey.ts";

/** A strategic objective that nobody serves, or one of its key results while others of it are served by name. */
export interface Unserved {
  readonly objective: Objective;
  /** The place among its key results; null for the objective as a whole. */
  readonly index: number | null;
}

/** How many of some team objectives serve something. */
export interface Share {
  readonly aligned: number;
  readonly all: number;
}

/** The share of the teams of a unit. */
export interface UnitShare extends Share {
  /** The nearest unit above the teams, else the company; null for teams that name none. */
  readonly unit: Team | null;
}

/** What of a selection is served, and what serves. What was given up counts on neither side. */
export interface Coverage extends Share {
  /** Priorities that nobody serves; none where only a part of the company is asked about. */
  readonly priorities: readonly Priority[];
  readonly unserved: readonly Unserved[];
  /** Team objectives that serve nothing. */
  readonly unaligned: readonly Objective[];
  /** By the number of objectives, most first. */
  readonly units: readonly UnitShare[];
  /** Whether there is anything to serve: a priority, or an objective of the company or of a unit. */
  readonly servable: boolean;
}

/**
 * Who serves whom among some objectives.
 * @param whole whether they are all of the company, so that its priorities are held against them
 * @param since the day up to which whoever served counts, and is not given up
 */
export function coverOf(
  objectives: readonly Objective[],
  { survey, since, whole }: { survey: Survey; since: Day; whole: boolean },
): Coverage {
  const { snapshot, alignment } = survey;
  const { plan } = snapshot;
  const { strategic, team } = splitByLevel(plan, objectives);
  const counted = team.filter(({ id }) => survey.story.closed(id, since)?.outcome !== "abandoned");
  const unaligned = counted.filter((one) => !isAligned(one, plan, alignment));
  const priorities = (plan.strategy?.priorities ?? []).filter((one) => plan.priority(one.id) === one);
  const open = strategic.filter(({ id }) => survey.story.closed(id, since) === null);
  return {
    priorities: whole
      ? priorities.filter(({ id }) => !alignment.to(id).some(({ from }) => servesStill(from, since, survey)))
      : [],
    unserved: findUnserved(open, since, survey),
    unaligned,
    aligned: counted.length - unaligned.length,
    all: counted.length,
    units: sharesByUnit(plan, counted, new Set(unaligned)),
    servable: priorities.length > 0 || splitByLevel(plan, survey.objectives).strategic.length > 0,
  };
}

/** The objectives of the company and of units, and those of teams; of a team that is unknown in neither. */
export function splitByLevel(plan: Plan, objectives: readonly Objective[]) {
  const levelOf = ({ team }: Objective) => plan.team(team)?.level;
  return {
    strategic: objectives.filter((one) => ["company", "unit"].includes(levelOf(one) ?? "")),
    team: objectives.filter((one) => levelOf(one) === "team"),
  };
}

/** Whether an objective names something that exists, or whose file cannot be read. */
export function isAligned({ id, alignsTo }: Objective, plan: Plan, alignment: Alignment): boolean {
  return (
    alignment.of(id).some((link) => link.priority !== null || servedBy(link) !== null) ||
    alignsTo.some((ref) => plan.damaged.has(ref.split("/")[0] as string))
  );
}

/**
 * Those of the objectives of the company and of units, and of their key results, that nobody serves in their cycle. A unit without
 * teams does the work itself.
 */
export function findUnserved(objectives: readonly Objective[], since: Day, survey: Survey): Unserved[] {
  const { plan } = survey.snapshot;
  const bottom = bottomUnits(plan);
  return splitByLevel(plan, objectives).strategic.flatMap((objective): Unserved[] => {
    const cycle = survey.cycle(objective);
    if (cycle === null || bottom.has(objective.team)) return [];
    const links = survey.alignment.to(objective.id).filter((link) => counts(link, { cycle, since, survey }));
    if (links.some(({ keyResult }) => keyResult === null)) return [];
    const open = openOf(objective, new Set(links.map(({ keyResult }) => keyResult?.id)), survey);
    if (open.length === 0) return [];
    return links.length === 0 ? [{ objective, index: null }] : open.map((index) => ({ objective, index }));
  });
}

/** The units without a team below them; none where nobody writes down who belongs where. */
function bottomUnits({ teams }: Plan): ReadonlySet<string> {
  const parents = new Set(teams.map(({ parent }) => parent));
  parents.delete(null);
  const bottom = teams.filter(({ id, level }) => level === "unit" && !parents.has(id));
  return new Set(parents.size === 0 ? [] : bottom.map(({ id }) => id));
}

/** Whether somebody serves an objective this cycle; where nothing is known of the key result it names, it counts as well. */
function counts({ from, objective }: Link, at: { cycle: Cycle; since: Day; survey: Survey }): boolean {
  if (objective === from) return false;
  const cycle = at.survey.cycle(from);
  return cycle === null || (overlap(cycle, at.cycle) && servesStill(from, at.since, at.survey));
}

/**
 * Whether an objective serves on a day, or will. What was closed counts for the rest of its cycle, unless it was given up; one of
 * which the cycle is unknown counts.
 */
function servesStill(from: Objective, since: Day, survey: Survey): boolean {
  const cycle = survey.cycle(from);
  if (cycle === null) return true;
  const closing = survey.story.closed(from.id, survey.snapshot.day);
  const last = closing?.outcome === "abandoned" && closing.date < cycle.end ? closing.date : cycle.end;
  return last >= since;
}

/** The places of the key results that nobody names, and that are not reached yet. */
function openOf(one: Objective, served: ReadonlySet<string | undefined>, survey: Survey): number[] {
  if (one.keyResults.every(({ id }) => served.has(id))) return [];
  return survey
    .paced(one)
    .keyResults.flatMap(({ keyResult, score }, index) =>
      served.has(keyResult.id) || score >= 1 - 1e-9 ? [] : index,
    );
}

function sharesByUnit(plan: Plan, counted: readonly Objective[], unaligned: ReadonlySet<Objective>) {
  const shares = new Map<Team | null, { unit: Team | null; aligned: number; all: number }>();
  const units = new Map<string, Team | null>();
  for (const one of counted) {
    const unit = units.get(one.team) ?? unitOf(plan, one.team);
    units.set(one.team, unit);
    const share = shares.get(unit) ?? { unit, aligned: 0, all: 0 };
    shares.set(unit, share);
    share.all++;
    if (!unaligned.has(one)) share.aligned++;
  }
  return [...shares.values()].sort((a, b) => b.all - a.all);
}

function unitOf(plan: Plan, team: string): Team | null {
  const above = teamsAbove(plan, team);
  return (
    above.find(({ level }) => level === "unit") ?? above.find(({ level }) => level === "company") ?? null
  );
}
