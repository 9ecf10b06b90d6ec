import { UserError } from "../errors.ts";
import { type NewCheckIn, parseConfidence, unitProblem, unknownKeyResult } from "../model/check-in.ts";
import { type MetricProblem, metricOf, type Value } from "../model/metrics/index.ts";
import { type KeyResult, keyResultRef, type Objective } from "../model/plan.ts";
import type { Result } from "../model/records.ts";

/** What flags say of one check-in. */
export interface FlagInput {
  readonly confidence: readonly string[];
  readonly note: readonly string[];
  readonly issues: string | null;
  readonly plan: string | null;
}

/** Whether the flags say anything. */
export function saysSomething(
  { confidence, note, issues, plan }: FlagInput,
  values: readonly string[],
): boolean {
  return values.length + confidence.length + note.length > 0 || issues !== null || plan !== null;
}

/** Takes `first-week completion=72` apart: the objective's name, and what is said of its key results. */
export function splitWords(words: readonly string[]): { name: string | null; values: readonly string[] } {
  const [first, ...rest] = words;
  if (first === undefined || first.includes("=")) return { name: null, values: words };
  const stray = rest.find((word) => !word.includes("="));
  if (stray !== undefined)
    throw new UserError(
      `"${stray}" is not a reading`,
      "write key-result=value, as completion=72; one objective at a time",
    );
  return { name: first, values: rest };
}

/** Reads `completion=72`, `--confidence 0.7`, `--confidence tutorial=0.5` and `--note tutorial=…` into a check-in. */
export function readFlags(
  objective: Objective,
  values: readonly string[],
  flags: FlagInput,
  who: { readonly date: string; readonly by: string },
): NewCheckIn {
  const results = new Map<string, Result>();
  const set = (id: string, part: Partial<Result>) =>
    results.set(id, { value: null, confidence: null, note: null, ...results.get(id), ...part });
  for (const word of values) {
    const [id, text] = splitAssignment(word);
    requireOnce(results.get(id)?.value, `${keyResultRef(objective.id, id)} has two readings`);
    set(id, { value: parseValue(objective, requireKeyResult(objective, id), text) });
  }
  let confidence: number | null = null;
  for (const word of flags.confidence) {
    if (!word.includes("=")) {
      requireOnce(confidence, `${objective.id} has two confidences`);
      confidence = confidenceOf(objective.id, word);
      continue;
    }
    const [id, text] = splitAssignment(word);
    requireKeyResult(objective, id);
    requireOnce(results.get(id)?.confidence, `${keyResultRef(objective.id, id)} has two confidences`);
    set(id, { confidence: confidenceOf(keyResultRef(objective.id, id), text) });
  }
  for (const word of flags.note) {
    const [id, text] = splitAssignment(word);
    requireKeyResult(objective, id);
    requireOnce(results.get(id)?.note, `${keyResultRef(objective.id, id)} has two notes`);
    if (text === "") throw new UserError(`the note on ${id} is empty`, "write it, or leave out --note");
    set(id, { note: text });
  }
  const { issues, plan } = flags;
  return {
    objective: objective.id,
    ...who,
    confidence,
    results,
    issues: issues?.trim() ?? "",
    plan: plan?.trim() ?? "",
    more: "",
  };
}

/** Reads what somebody typed by the key result's metric and unit. */
export function readValue(keyResult: KeyResult, text: string): Value | MetricProblem {
  const { measure } = keyResult;
  const value = metricOf(measure).parse(measure, text);
  return typeof value === "object" && "message" in value ? value : (unitProblem(text, keyResult) ?? value);
}

/** Reads a typed value by its key result's metric. Throws a UserError that names the key result. */
export function parseValue(objective: Objective, keyResult: KeyResult, text: string): Value {
  const { id } = keyResult;
  const value = readValue(keyResult, text);
  if (typeof value === "object" && "message" in value)
    throw new UserError(`the reading of ${keyResultRef(objective.id, id)} ${value.message}`, value.hint);
  return value;
}

function requireOnce(before: unknown, problem: string): void {
  if (before !== null && before !== undefined) throw new UserError(problem, "keep one of the two");
}

function splitAssignment(word: string): [id: string, text: string] {
  const at = word.indexOf("=");
  if (at < 1) throw new UserError(`"${word}" names no key result`, "write key-result=…, as completion=72");
  return [word.slice(0, at).trim(), word.slice(at + 1).trim()];
}

function requireKeyResult(objective: Objective, id: string): KeyResult {
  const found = objective.keyResults.find((keyResult) => keyResult.id === id);
  if (found) return found;
  const { message, hint } = unknownKeyResult(
    objective.id,
    id,
    objective.keyResults.map((one) => one.id),
  );
  throw new UserError(message, hint);
}

function confidenceOf(subject: string, text: string): number {
  const confidence = parseConfidence(text);
  if (typeof confidence === "number") return confidence;
  throw new UserError(`the confidence of ${subject} ${confidence.message}`, confidence.hint);
}
