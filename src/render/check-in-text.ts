import type { CheckInEffect, ReadingEffect } from "../analysis/check-in-effect.ts";
import type { Value } from "../model/metrics/index.ts";
import type { KeyResult } from "../model/plan.ts";
import type { Medium } from "./index.ts";
import { safe, safeLines } from "./safe.ts";
import type { Style } from "./style.ts";
import { change, decimal, movement, shownValue } from "./words.ts";

/** What `okr checkin` wrote. */
export interface CheckInReport {
  readonly effects: readonly CheckInEffect[];
  readonly commit: string | null;
  /** Null on a detached HEAD, and without a commit. */
  readonly branch: string | null;
  /** Where it was pushed to, or null. */
  readonly pushed: { readonly remote: string; readonly branch: string; readonly rebased: number } | null;
  readonly warnings: readonly string[];
}

/** One line for a check-in with one reading, else one for the objective and one for each key result. */
export function checkInText(
  { effects, commit, branch, pushed }: CheckInReport,
  { style }: Pick<Medium, "style">,
): string {
  const lines = effects.flatMap((effect) => effectLines(effect, style));
  lines.push(
    ...landedLines(
      { commit, branch, pushed },
      effects.map(({ path }) => path),
    ),
  );
  return `${lines.join("\n")}\n`;
}

/** Where what was written went: the files, or the commit and what it was pushed to. */
export function landedLines(
  { commit, branch, pushed }: Pick<CheckInReport, "commit" | "branch" | "pushed">,
  paths: readonly string[],
): string[] {
  const rebased = pushed !== null && pushed.rebased > 0 ? ", on top of what others had pushed" : "";
  return [
    ...(commit === null
      ? paths.map((path) => `written, not committed: ${safe(path)}`)
      : [`committed ${commit.slice(0, 7)} ${branch === null ? "on a detached HEAD" : `on ${safe(branch)}`}`]),
    ...(pushed === null ? [] : [`pushed to ${safe(pushed.remote)}/${safe(pushed.branch)}${rebased}`]),
  ];
}

function effectLines(
  { objective, checkIn, readings, before, after }: CheckInEffect,
  { colour }: Style,
): string[] {
  const id = colour.bold(safe(objective.id));
  const confidence = checkIn.confidence === null ? "" : `  confidence ${checkIn.confidence}`;
  const moved = change(after.score - before.score);
  const score = `score ${decimal(after.score)}${moved === "±0.00" ? "" : ` (${moved})`}`;
  const [only] = readings;
  if (only && readings.length === 1) return [`${id}  ${readingText(only)}  ${score}${confidence}`];
  return [
    `${id}  ${score}${confidence}`,
    ...readings.map((reading) => `  ${readingText(reading)}  ${decimal(reading.scored.score)}`),
  ];
}

/** `completion 65 → 72 of 90 %`: from the last value, or the baseline, to the new one. */
function readingText({ scored: { keyResult }, before, value }: ReadingEffect): string {
  return `${safe(keyResult.id)} ${stepText(keyResult, before, value)}`;
}

function stepText(keyResult: KeyResult, before: Value | null, value: Value): string {
  const { measure } = keyResult;
  const unit = keyResult.unit === null ? "" : ` ${safe(keyResult.unit)}`;
  const start = before ?? (measure.metric === "number" ? measure.baseline : null);
  const now = shownValue(keyResult, value);
  const from = start === null ? null : shownValue(keyResult, start);
  const step = from === null ? now : from === now ? `still ${now}` : `${from} → ${now}`;
  if (measure.metric === "number") return `${step} of ${measure.target}${unit}`;
  return measure.metric === "limit" ? `${step}${unit} (${movement(keyResult)})` : step;
}

const SUBJECT = 72;

/** The commit message: the subject says the most that fits, the rest repeats what is in the files. */
export function commitMessage(effects: readonly CheckInEffect[]): string {
  const names = effects.map(({ objective }) => objective.id).join(", ");
  const [only] = effects;
  const facts =
    only && effects.length === 1
      ? [
          ...only.readings.map(
            ({ scored, value, before }) =>
              `${scored.keyResult.id} ${stepText(scored.keyResult, before, value)}`,
          ),
          ...(only.checkIn.confidence === null ? [] : [`confidence ${only.checkIn.confidence}`]),
        ]
      : [];
  let subject = `check-in: ${names}`;
  for (const [index, fact] of facts.entries()) {
    const longer = `${subject}${index === 0 ? "  " : ", "}${fact}`;
    if (longer.length > SUBJECT) break;
    subject = longer;
  }
  return [
    subject.length > SUBJECT ? `${subject.slice(0, SUBJECT - 1)}…` : subject,
    ...effects.map(messageBody),
  ].join("\n\n");
}

function messageBody({ objective, checkIn, readings }: CheckInEffect): string {
  const { confidence, issues, plan } = checkIn;
  const lines = [
    `${objective.id} on ${checkIn.date} by ${checkIn.by}${confidence === null ? "" : `, confidence ${confidence}`}`,
  ];
  for (const { scored, before, value } of readings)
    lines.push(`- ${scored.keyResult.id} ${stepText(scored.keyResult, before, value)}`);
  // Git takes no NUL in a message, and shows the rest to terminals as it is.
  if (issues !== "") lines.push("", `Issues: ${safeLines(issues)}`);
  if (plan !== "") lines.push("", `Plan: ${safeLines(plan)}`);
  return lines.join("\n");
}
