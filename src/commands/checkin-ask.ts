import { hasPart } from "../analysis/overview.ts";
import { paceObjective } from "../analysis/pace.ts";
import { type Reading, type Scored, Story, scoreObjective } from "../analysis/score.ts";
import type { Prompts } from "../context.ts";
import { UserError } from "../errors.ts";
import { type NewCheckIn, parseConfidence } from "../model/check-in.ts";
import { findCycle, inCycle } from "../model/cycle.ts";
import { type Day, daysBetween } from "../model/day.ts";
import { metricOf, type Value } from "../model/metrics/index.ts";
import type { KeyResult, Objective } from "../model/plan.ts";
import type { Result } from "../model/records.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { safe } from "../render/safe.ts";
import { ago, count, decimal, movement, shownValue } from "../render/words.ts";
import { readValue } from "./checkin-input.ts";

/** The objectives a person checks in: open, running on the day, with a part of theirs; their own first. @param isTheirs whether they have a part */
export function objectivesToCheckIn(
  { plan, settings, day, ...snapshot }: Snapshot,
  person: string,
  isTheirs = hasPart,
): Objective[] {
  const story = new Story({ plan, settings, day, ...snapshot });
  return plan.objectives
    .filter((objective) => {
      const cycle = findCycle(objective.cycle, settings.cycles);
      return (
        plan.objective(objective.id) === objective &&
        isTheirs(objective, person) &&
        !story.closed(objective.id, day) &&
        (!cycle || inCycle(day, cycle))
      );
    })
    .sort((a, b) => Number(b.owner === person) - Number(a.owner === person) || (a.id < b.id ? -1 : 1));
}

/** Whether a person stands in for the owner of one of an objective's key results. */
export function backsUp({ keyResults }: Objective, person: string): boolean {
  return keyResults.some(({ backup }) => backup === person);
}

/** What the questions need to know beside the objective. */
export interface Interview {
  readonly prompts: Prompts;
  readonly snapshot: Snapshot;
  readonly who: { readonly date: string; readonly by: string };
  /** The plan of the last check-in, or "". */
  lastPlan(objective: Objective): Promise<string>;
  /** Keeps what was typed so far. */
  keep(checkIn: NewCheckIn): Promise<void>;
}

/** Asks GRIP of one objective: goal confidence, results, issues, plan. Null when nothing was said. */
export async function askCheckIn(
  objective: Objective,
  position: string,
  interview: Interview,
  begun: NewCheckIn | null,
): Promise<NewCheckIn | null> {
  const { prompts, snapshot, who, keep } = interview;
  const scored = scoreObjective(objective, new Story(snapshot), snapshot.day);
  await prompts.section(`${safe(objective.title)}${position}`, await contextLines(scored, interview));
  const results = new Map<string, Result>(begun?.results ?? []);
  let checkIn: NewCheckIn = begun
    ? { ...begun, results }
    : { objective: objective.id, ...who, confidence: null, results, issues: "", plan: "", more: "" };
  const add = async (part: Partial<NewCheckIn>) => {
    checkIn = { ...checkIn, ...part };
    if (saysAnything(checkIn)) await keep(checkIn);
  };
  await add({ confidence: await askConfidence(prompts, checkIn.confidence) });
  for (const { keyResult, reading } of scored.keyResults) {
    const known = { reading, since: reachedSince(keyResult, scored) };
    const given = await askValue(prompts, keyResult, known, results.get(keyResult.id));
    if (given) results.set(keyResult.id, given);
    else results.delete(keyResult.id);
    await add({});
  }
  const text = async (message: string, initial: string) =>
    (await prompts.text({ message, placeholder: "Enter for none", initial })).trim();
  await add({ issues: await text("Issues: what is in the way?", checkIn.issues) });
  await add({ plan: await text("Plan: what comes next?", checkIn.plan) });
  return saysAnything(checkIn) ? checkIn : null;
}

/** Whether a check-in says anything at all. */
export function saysAnything({ confidence, results, issues, plan, more }: NewCheckIn): boolean {
  return confidence !== null || results.size > 0 || issues + plan + more !== "";
}

async function contextLines(scored: Scored, { snapshot, lastPlan }: Interview): Promise<string[]> {
  const { objective } = scored;
  const paced = paceObjective(scored, new Story(snapshot), snapshot);
  const cycle = paced.cycle ? `, ${timeLeft(daysBetween(snapshot.day, paced.cycle.end))}` : "";
  const lines = [`${objective.id} · ${objective.cycle}${cycle} · score ${decimal(scored.score)}`];
  if (paced.daysSinceCheckIn !== null) {
    const confidence = paced.confidence === null ? "" : `, confidence ${paced.confidence}`;
    lines.push(`last check-in ${ago(paced.daysSinceCheckIn)}${confidence}`);
  }
  const plan = await lastPlan(objective);
  if (plan !== "") lines.push(`last plan: ${safe(plan.replace(/\s+/g, " "))}`);
  return lines.map(safe);
}

function timeLeft(days: number): string {
  if (days === 0) return "last day";
  return days < 0 ? `ended ${ago(-days)}` : `${count(days, "day")} left`;
}

async function askConfidence(prompts: Prompts, initial: number | null): Promise<number | null> {
  const answer = await prompts.text({
    message: "Goal: how sure are you of reaching it?",
    placeholder: "from 0.0 to 1.0; Enter to leave it open",
    initial: initial === null ? "" : String(initial),
    check: (text) => {
      const confidence = text.trim() === "" ? 0 : parseConfidence(text);
      return typeof confidence === "number" ? null : confidence.hint;
    },
  });
  return answer.trim() === "" ? null : (parseConfidence(answer) as number);
}

/** What is known of a key result before anybody answers. */
interface Known {
  readonly reading: Reading | null;
  /** Since when each milestone is reached. */
  readonly since: ReadonlyMap<string, Day>;
}

async function askValue(
  prompts: Prompts,
  keyResult: KeyResult,
  known: Known,
  begun: Result | undefined,
): Promise<Result | null> {
  const parse = (text: string) =>
    readValue(keyResult, keyResult.measure.metric === "milestones" ? text.replaceAll(";", ",") : text);
  const reached = known.since.size > 0 ? [...known.since.keys()] : null;
  const before = begun?.value ?? reached;
  const answer = await prompts.text({
    message: `Results: ${safe(keyResult.id)}  ${movement(keyResult)}, ${asked(keyResult, known)}?`,
    placeholder: "Enter for no new reading",
    initial: before === null ? "" : typedForm(before),
    check(text) {
      if (text.trim() === "") return null;
      const value = parse(text);
      return typeof value === "object" && "message" in value
        ? `${safe(keyResult.id)} ${safe(value.message)}; ${safe(value.hint)}`
        : null;
    },
  });
  const nothing =
    begun && (begun.note !== null || begun.confidence !== null) ? { ...begun, value: null } : null;
  if (answer.trim() === "") return nothing;
  const value = parse(answer);
  if (typeof value === "object" && "message" in value) throw new UserError(value.message, value.hint);
  if (!isList(value)) return { confidence: null, note: null, ...begun, value };
  const still = await keepReached(prompts, value, known);
  // What stands there already is not said anew.
  if (before === reached && still.length === reached?.length && still.every((id) => known.since.has(id)))
    return nothing;
  return { confidence: null, note: null, ...begun, value: still };
}

function asked(keyResult: KeyResult, { reading, since }: Known): string {
  const { measure } = keyResult;
  const last = reading === null ? "no reading yet" : `last ${shownValue(keyResult, reading.value)}`;
  if (measure.metric !== "milestones") return `${last}; now`;
  const reached = reading === null ? "" : ` reached: ${[...since.keys()].map(safe).join(", ") || "none"};`;
  return `${last};${reached} all reached so far of ${measure.milestones.map(({ id }) => safe(id)).join(", ")}`;
}

/** Since when each milestone is reached, by the readings that count; in the order of the milestones. */
function reachedSince({ id, measure }: KeyResult, { checkIns }: Scored): ReadonlyMap<string, Day> {
  if (measure.metric !== "milestones") return new Map();
  const since = new Map<string, Day>();
  for (const { date, results } of checkIns) {
    const value = results.get(id)?.value ?? null;
    if (value === null || !isList(value) || metricOf(measure).valueProblem(measure, value)) continue;
    for (const one of since.keys()) if (!value.includes(one)) since.delete(one);
    for (const one of value) if (!since.has(one)) since.set(one, date);
  }
  return new Map(
    measure.milestones.flatMap(({ id }): [string, Day][] => {
      const day = since.get(id);
      return day === undefined ? [] : [[id, day]];
    }),
  );
}

/** The milestones of an answer, and those it leaves out that are reached all the same. */
async function keepReached(
  prompts: Prompts,
  value: readonly string[],
  { since }: Known,
): Promise<readonly string[]> {
  const kept: string[] = [];
  for (const [id, day] of since) {
    if (value.includes(id)) continue;
    const message = `${safe(id)} was reached on ${day}: is it no longer?`;
    if (!(await prompts.confirm({ message, initial: false }))) kept.push(id);
  }
  return [...kept, ...value];
}

function isList(value: Value): value is readonly string[] {
  return typeof value === "object";
}

/** A value as it would be typed again. */
function typedForm(value: Value): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "number" ? String(value) : value.join(", ") || "none";
}
