import { type Cycle, cycleDays, cycleOn } from "../model/cycle.ts";
import { addDays, type Day } from "../model/day.ts";
import { metricOf } from "../model/metrics/index.ts";
import { readMovement } from "../model/movement.ts";
import { createPlan, type KeyResult, keyResultRef, type Objective } from "../model/plan.ts";
import type { Cadence, CycleSettings } from "../model/settings.ts";
import { heirOf } from "./heirs.ts";
import type { KeyResultScore, Scored } from "./score.ts";
import { overlap } from "./spans.ts";
import { Survey } from "./survey.ts";

/** A key result in the next cycle. What is null stays as it is written. */
export interface CarriedKeyResult {
  readonly keyResult: KeyResult;
  readonly title: string | null;
  /** The last value, where it has moved. */
  readonly baseline: number | null;
  /** The milestones that are still to be reached; null where it has none, or all are kept. */
  readonly milestones: readonly string[] | null;
  /** What somebody has to look at, in words; null where there is nothing. */
  readonly remark: string | null;
}

/** A reference of `aligns_to` or `depends_on`, before and after. */
export interface CarriedLink {
  readonly from: string;
  readonly to: string;
  /** What somebody has to look at; null where there is nothing. */
  readonly remark: string | null;
}

/** An objective that is to be carried on: under which id, and into which cycle. */
export interface Heritage {
  readonly objective: Objective;
  readonly id: string;
  readonly cycle: Cycle;
}

/** What of an objective goes into the next cycle, and what does not. */
export interface Carrying extends Heritage {
  readonly alignsTo: readonly CarriedLink[];
  readonly dependsOn: readonly CarriedLink[];
  readonly keyResults: readonly CarriedKeyResult[];
  /** The key results that were reached, and are left behind. */
  readonly reached: readonly KeyResult[];
}

const NOISE = 1e-9;

/** How many days a cycle of each cadence has at most. */
const LENGTHS: readonly (readonly [Cadence, number])[] = [
  ["month", 31],
  ["quarter", 92],
  ["half", 184],
];

/** The cycle of the same length that comes after one; after one that is long over, the one of the day. */
export function cycleAfter(cycle: Cycle, day: Day, settings: CycleSettings): Cycle {
  const days = cycleDays(cycle);
  const listed = settings.list.some(({ id }) => id === cycle.id);
  const cadence = listed ? settings.cadence : (LENGTHS.find(([, most]) => days <= most)?.[0] ?? "year");
  const next = cycleOn(addDays(cycle.end, 1), settings, cadence);
  return next.end < day ? cycleOn(day, settings, cadence) : next;
}

/** Works out what is carried over; links among objectives that are carried on together lead to what carries those on. */
export function carryOver(
  heritages: readonly Heritage[],
  { all }: { readonly all: boolean },
  survey: Survey,
): Carrying[] {
  const parts = heritages.map((heritage) => {
    const scored = survey.scored(heritage.objective);
    const kept = keptOf(scored, all);
    const reached = scored.keyResults.filter((one) => !kept.includes(one));
    return {
      ...heritage,
      keyResults: kept.map(carryKeyResult),
      reached: reached.map(({ keyResult }) => keyResult),
    };
  });
  const after = surveyWith(parts, survey);
  return parts.map((part) => ({
    ...part,
    alignsTo: carryLinks(part.objective.alignsTo, part.cycle, after),
    dependsOn: carryLinks(part.objective.dependsOn, part.cycle, after),
  }));
}

/** The key results that go into the next cycle: those that were not reached, or all of them. */
export function keptOf({ keyResults }: Scored, all: boolean): readonly KeyResultScore[] {
  return all ? keyResults : keyResults.filter((one) => !isReached(one));
}

/** The same company with the objectives of the next cycle in it. */
function surveyWith(
  parts: readonly Omit<Carrying, "alignsTo" | "dependsOn">[],
  { snapshot }: Survey,
): Survey {
  const { plan } = snapshot;
  const heirs = parts.map(({ objective, id, cycle, keyResults }) => ({
    ...objective,
    ...{ id, cycle: cycle.id, continues: objective.id },
    keyResults: keyResults.map(({ keyResult }) => keyResult),
  }));
  return new Survey({
    ...snapshot,
    plan: createPlan({ ...plan, objectives: [...plan.objectives, ...heirs] }),
  });
}

/** The objectives that were closed as continued and that nothing carries on, in file order. */
export function listUncarried({ objectives, story, alignment, snapshot }: Survey): Objective[] {
  return objectives.filter(
    ({ id }) => story.closed(id, snapshot.day)?.outcome === "continued" && alignment.heirs(id).length === 0,
  );
}

/** Reached is what was settled so, or what the readings say where nothing was settled. */
function isReached({ grade, score }: KeyResultScore): boolean {
  return (grade ?? score) >= 1 - NOISE;
}

function carryKeyResult(scored: KeyResultScore): CarriedKeyResult {
  const { keyResult, reading, progress } = scored;
  const { measure } = keyResult;
  const same = { keyResult, title: null, baseline: null, milestones: null, remark: null };
  if (reading === null) return { ...same, remark: "was never read" };
  if (measure.metric === "milestones") {
    const done = new Set(reading.value as readonly string[]);
    const open = measure.milestones.map((one) => one.id).filter((id) => !done.has(id));
    if (open.length === 0) return { ...same, remark: "all its milestones were reached: name new ones" };
    return open.length === measure.milestones.length ? same : { ...same, milestones: open };
  }
  if (measure.metric === "number") {
    const value = reading.value as number;
    if ((progress ?? 0) >= 1 - NOISE || metricOf(measure).problem({ ...measure, baseline: value }) !== null)
      return { ...same, remark: `was read at ${value}, its target is ${measure.target}: set a new target` };
    if (value === measure.baseline) return same;
    return { ...same, baseline: value, ...retitle(keyResult.title, measure.baseline, value) };
  }
  return measure.metric === "binary" && reading.value === true
    ? { ...same, remark: "is done already: say what is to be done next" }
    : same;
}

/** The title with the new baseline in the place of the old one, where it names that. */
function retitle(title: string, before: number, now: number): Pick<CarriedKeyResult, "title" | "remark"> {
  const said = readMovement(title);
  if (said?.metric !== "number" || said.kind !== "from-to" || said.baseline !== before)
    return { title: null, remark: null };
  const digits = String(before).replace(".", "\\.");
  const retitled = title.replace(new RegExp(`(?<![\\d.,])${digits}(?![\\d]|[.,]\\d)`), String(now));
  const says = readMovement(retitled);
  const holds =
    says?.metric === "number" &&
    says.kind === "from-to" &&
    says.baseline === now &&
    says.target === said.target;
  if (holds) return { title: retitled, remark: null };
  return { title: null, remark: `begins at ${now} now, but its title still says ${before}` };
}

/** Where what is served or needed is over by then, the objective that carries it on takes its place. */
function carryLinks(refs: readonly string[], cycle: Cycle, survey: Survey): CarriedLink[] {
  const { plan, day } = survey.snapshot;
  const links = refs.map((ref): CarriedLink => {
    const [id = "", part] = ref.split("/");
    const objective = plan.objective(id);
    const its = objective ? survey.cycle(objective) : null;
    if (!objective || its === null) return { from: ref, to: ref, remark: null };
    const closed = survey.story.closed(id, day);
    if (overlap(its, cycle) && closed === null) return { from: ref, to: ref, remark: null };
    const heir = heirOf(objective, cycle, survey);
    if (heir === null) {
      const why = closed ? `was closed on ${closed.date}` : `ended with ${its.id}`;
      return { from: ref, to: ref, remark: `${id} ${why}, and nothing carries it on into ${cycle.id}` };
    }
    if (part === undefined) return { from: ref, to: heir.id, remark: null };
    if (heir.keyResults.some((one) => one.id === part))
      return { from: ref, to: keyResultRef(heir.id, part), remark: null };
    return { from: ref, to: heir.id, remark: `${heir.id} has no key result ${part} any more` };
  });
  return links.filter((link, index) => links.findIndex(({ to }) => to === link.to) === index);
}
