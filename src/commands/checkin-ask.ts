import { hasPart } from "../analysis/overview.ts";
import { paceObjective } from "../analysis/pace.ts";
import { type Scored, Story, scoreObjective } from "../analysis/score.ts";
import type { Prompts } from "../context.ts";
import { UserError } from "../errors.ts";
import { type NewCheckIn, parseConfidence } from "../model/check-in.ts";
import { findCycle, inCycle } from "../model/cycle.ts";
import { daysBetween } from "../model/day.ts";
import type { KeyResult, Objective } from "../model/plan.ts";
import type { Result } from "../model/records.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { safe } from "../render/safe.ts";
import { ago, decimal, movement, shownValue } from "../render/words.ts";
import { readValue } from "./checkin-input.ts";

/** The objectives a person checks in: open, running on the day, with a part of theirs; their own first. */
export function objectivesToCheckIn(
  { plan, settings, day, ...snapshot }: Snapshot,
  person: string,
): Objective[] {
  const story = new Story({ plan, settings, day, ...snapshot });
  return plan.objectives
    .filter((objective) => {
      const cycle = findCycle(objective.cycle, settings.cycles);
      return (
        plan.objective(objective.id) === objective &&
        hasPart(objective, person) &&
        !story.closed(objective.id, day) &&
        (!cycle || inCycle(day, cycle))
      );
    })
    .sort((a, b) => Number(b.owner === person) - Number(a.owner === person) || (a.id < b.id ? -1 : 1));
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
    const last = reading === null ? "no reading yet" : `last ${shownValue(keyResult, reading.value)}`;
    const given = await askValue(prompts, keyResult, last, results.get(keyResult.id));
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
  const cycle = paced.cycle ? `, ${daysBetween(snapshot.day, paced.cycle.end)} days left` : "";
  const lines = [`${objective.id} · ${objective.cycle}${cycle} · score ${decimal(scored.score)}`];
  if (paced.daysSinceCheckIn !== null) {
    const confidence = paced.confidence === null ? "" : `, confidence ${paced.confidence}`;
    lines.push(`last check-in ${ago(paced.daysSinceCheckIn)}${confidence}`);
  }
  const plan = await lastPlan(objective);
  if (plan !== "") lines.push(`last plan: ${safe(plan.replace(/\s+/g, " "))}`);
  return lines.map(safe);
}

async function askConfidence(prompts: Prompts, initial: number | null): Promise<number | null> {
  const answer = await prompts.text({
    message: "Goal: how sure are you of reaching it? (0.0–1.0)",
    placeholder: "0.7; Enter to leave it open",
    initial: initial === null ? "" : String(initial),
    check: (text) => {
      const confidence = text.trim() === "" ? 0 : parseConfidence(text);
      return typeof confidence === "number" ? null : confidence.hint;
    },
  });
  return answer.trim() === "" ? null : (parseConfidence(answer) as number);
}

async function askValue(
  prompts: Prompts,
  keyResult: KeyResult,
  last: string,
  begun: Result | undefined,
): Promise<Result | null> {
  const { measure } = keyResult;
  const parse = (text: string) => readValue(keyResult, text);
  const asked =
    measure.metric === "milestones"
      ? `all reached so far of ${measure.milestones.map(({ id }) => id).join(", ")}`
      : "now";
  const answer = await prompts.text({
    message: `Results: ${safe(keyResult.id)}  ${movement(keyResult)}, ${last}; ${asked}?`,
    placeholder: "Enter for no new reading",
    initial: begun?.value === undefined || begun.value === null ? "" : typedForm(begun.value),
    check(text) {
      if (text.trim() === "") return null;
      const value = parse(text);
      return typeof value === "object" && "message" in value
        ? `${safe(value.message)}; ${safe(value.hint)}`
        : null;
    },
  });
  if (answer.trim() === "")
    return begun && (begun.note !== null || begun.confidence !== null) ? { ...begun, value: null } : null;
  const value = parse(answer);
  if (typeof value === "object" && "message" in value) throw new UserError(value.message, value.hint);
  return { confidence: null, note: null, ...begun, value };
}

/** A value as it would be typed again. */
function typedForm(value: NonNullable<Result["value"]>): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "number" ? String(value) : value.join(", ");
}
