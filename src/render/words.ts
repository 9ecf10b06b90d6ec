import { metricOf, type Value } from "../model/metrics/index.ts";
import type { KeyResult } from "../model/plan.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { safe } from "./safe.ts";

/** A score, confidence or share with two decimals: `0.63`. */
export function decimal(value: number): string {
  return value.toFixed(2).replace("-", "−");
}

/** A change with its sign, as people read one: `+0.08`, `−0.10`, `±0.00`. */
export function change(value: number): string {
  const digits = Math.abs(value).toFixed(2);
  if (digits === "0.00") return "±0.00";
  return `${value < 0 ? "−" : "+"}${digits}`;
}

/** A number with its noun: `1 file`, `2 files`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** With a capital letter, as a sentence begins. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** How long ago, in days. */
export function ago(days: number): string {
  if (days === 0) return "today";
  return days === 1 ? "yesterday" : `${days} days ago`;
}

/** What a key result moves through, with its unit: `65 → 90 %`. */
export function movement({ measure, unit }: KeyResult): string {
  return withUnit(metricOf(measure).describe(measure), unit);
}

/** A value of a key result; with its unit where that is a sign and not a word. */
export function shownValue({ measure }: KeyResult, value: Value): string {
  return safe(metricOf(measure).show(measure, value));
}

/** What is said where there is no objective to show. */
export function nothingToShow({ plan: { objectives }, findings }: Snapshot): string {
  if (objectives.length === 0 && findings.length > 0)
    return "No objective can be read; okr check says what is wrong.";
  return objectives.length === 0
    ? "No objectives yet. Write the first one:  okr new objective"
    : "No objective matches. Without --team, --cycle and --mine you see all that are running.";
}

function withUnit(text: string, unit: string | null): string {
  return safe(unit === null ? text : `${text} ${unit}`);
}
