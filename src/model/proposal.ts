import { idFromTitle } from "./id.ts";
import { type Measure, metricOf } from "./metrics/index.ts";
import {
  completeMovement,
  describeMovement,
  type Movement,
  type OpenMovement,
  readMovement,
} from "./movement.ts";
import { uniqueId } from "./naming.ts";

/** What somebody says of a measure beside the title; null or empty where they say nothing. */
export interface GivenMeasure {
  readonly metric: Measure["metric"] | null;
  readonly baseline: number | null;
  readonly target: number | null;
  readonly atLeast: number | null;
  readonly atMost: number | null;
  /** The titles of the milestones. */
  readonly milestones: readonly string[];
  readonly unit: string | null;
}

/** Nothing said beside the title. */
export const NOTHING_GIVEN: GivenMeasure = {
  metric: null,
  baseline: null,
  target: null,
  atLeast: null,
  atMost: null,
  milestones: [],
  unit: null,
};

/** A measure that is settled; or what it lacks; or what is wrong with it, in words that continue "the key result …". */
export type Proposal =
  | { readonly measure: Measure; readonly unit: string | null }
  | { readonly lacks: "metric" | "baseline" | "target" | "bound" | "milestones" }
  | { readonly problem: string; readonly hint: string };

/** Puts together what a title and somebody beside it say of a measure. */
export function proposeMeasure(title: string, given: GivenMeasure): Proposal {
  const movement = readMovement(title);
  const metric = given.metric ?? impliedMetric(given) ?? movement?.metric ?? null;
  if (metric === null) return { lacks: "metric" };
  const foreign = foreignTo(metric, given);
  if (foreign !== null)
    return {
      problem: `is a ${metric}, to which ${foreign} does not belong`,
      hint: `choose another metric, or leave ${foreign} out`,
    };
  const proposal = propose(metric, movement?.metric === metric ? movement : null, given);
  if (!("measure" in proposal)) return proposal;
  const problem = metricOf(proposal.measure).problem(proposal.measure);
  return problem === null
    ? proposal
    : { problem: `cannot be measured: ${problem.message}`, hint: problem.hint };
}

/** What a title says of its measure, in words. */
export function describeTitle(title: string): string {
  const movement = readMovement(title);
  return movement === null ? "no movement of a measure in the title" : describeMovement(movement);
}

function impliedMetric(given: GivenMeasure): Measure["metric"] | null {
  if (given.milestones.length > 0) return "milestones";
  if (given.atLeast !== null || given.atMost !== null) return "limit";
  return given.baseline !== null || given.target !== null ? "number" : null;
}

/** The first thing given that another metric has. */
function foreignTo(metric: Measure["metric"], given: GivenMeasure): string | null {
  const belongs: readonly (readonly [name: string, is: boolean, metrics: readonly string[]])[] = [
    ["a baseline", given.baseline !== null, ["number"]],
    ["a target", given.target !== null, ["number"]],
    ["a lower bound", given.atLeast !== null, ["limit"]],
    ["an upper bound", given.atMost !== null, ["limit"]],
    ["a milestone", given.milestones.length > 0, ["milestones"]],
    ["a unit", given.unit !== null, ["number", "limit"]],
  ];
  return belongs.find(([, is, metrics]) => is && !metrics.includes(metric))?.[0] ?? null;
}

function propose(metric: Measure["metric"], movement: Movement | null, given: GivenMeasure): Proposal {
  const unit = given.unit ?? movement?.unit ?? null;
  if (metric === "binary") return { measure: { metric }, unit: null };
  if (metric === "milestones") return proposeMilestones(given.milestones);
  if (metric === "number") return proposeNumber(movement?.metric === "number" ? movement : null, given, unit);
  const held = movement?.metric === "limit" ? movement : null;
  const at_least = given.atLeast ?? held?.at_least;
  const at_most = given.atMost ?? held?.at_most;
  if (at_least === undefined && at_most === undefined) return { lacks: "bound" };
  const bounds = {
    ...(at_least === undefined ? {} : { at_least }),
    ...(at_most === undefined ? {} : { at_most }),
  };
  return { measure: { metric, ...bounds }, unit };
}

function proposeNumber(
  movement: Exclude<Movement, { metric: "limit" }> | null,
  { baseline: first, target: last }: GivenMeasure,
  unit: string | null,
): Proposal {
  const baseline = first ?? movement?.baseline ?? null;
  if (
    movement?.kind === "from-to" &&
    ((first ?? movement.baseline) !== movement.baseline || (last ?? movement.target) !== movement.target)
  )
    return {
      problem: `says ${movement.baseline} → ${movement.target} in its title, but ${baseline} → ${last ?? movement.target} beside it`,
      hint: "say it once, or say the same twice",
    };
  if (baseline === null) return { lacks: "baseline" };
  if (movement?.kind === "from-to")
    return { measure: { metric: "number", baseline, target: movement.target }, unit };
  if (last !== null) return { measure: { metric: "number", baseline, target: last }, unit };
  return movement === null ? { lacks: "target" } : completed(movement, baseline, unit);
}

function completed(movement: OpenMovement, baseline: number, unit: string | null): Proposal {
  const whole = completeMovement(movement, baseline);
  if (whole !== null) return { measure: { metric: "number", baseline, target: whole.target }, unit };
  return {
    problem: `names ${describeMovement(movement)}; from ${baseline} nothing would move that way`,
    hint: "check the baseline, or say in the title what shall move",
  };
}

function proposeMilestones(titles: readonly string[]): Proposal {
  if (titles.length === 0) return { lacks: "milestones" };
  const taken = new Set<string>();
  const milestones = titles.map((title) => {
    const id = uniqueId(idFromTitle(title, 3) || "step", (other) => taken.has(other));
    taken.add(id);
    return { id, title };
  });
  return { measure: { metric: "milestones", milestones }, unit: null };
}
