import { tidy } from "./movement/amounts.ts";
import { type FromTo, type Movement, type OpenMovement, towards } from "./movement/kinds.ts";

export type { Direction, FromTo, HeldLimit, Movement, OpenMovement } from "./movement/kinds.ts";
export { readMovement } from "./movement/read.ts";

/** The movement once its baseline is known; null when nothing would move, or it would move against the title's verb. */
export function completeMovement(movement: OpenMovement, baseline: number): FromTo | null {
  const target = targetFrom(movement, baseline);
  const { kind, unit } = movement;
  if (target === baseline || !Number.isFinite(target - baseline)) return null;
  if (kind === "target" && (movement.direction ?? towards(baseline, target)) !== towards(baseline, target))
    return null;
  return { kind: "from-to", metric: "number", baseline, target, unit };
}

function targetFrom(movement: OpenMovement, baseline: number): number {
  if (movement.kind === "target") return movement.target;
  return tidy(movement.kind === "step" ? baseline + movement.step : baseline * (1 + movement.relative));
}

/** What was understood, in words: "a number from 65 to 90 %, upwards". */
export function describeMovement(movement: Movement): string {
  const { kind, unit } = movement;
  const count = (value: number) =>
    `${value}${unit === null || unit.startsWith("/") ? (unit ?? "") : ` ${unit}`}`;
  const above = (change: number) => `${change < 0 ? "below" : "above"} a baseline still to be given`;
  if (kind === "from-to") {
    const { baseline, target } = movement;
    return `a number from ${baseline} to ${count(target)}, ${towards(baseline, target)}wards`;
  }
  if (kind === "target") {
    const way = movement.direction === null ? "" : `, ${movement.direction}wards`;
    return `a number to ${count(movement.target)}${way}, from a baseline still to be given`;
  }
  if (kind === "step") {
    const step = Math.abs(movement.step);
    return `a number ${unit === "%" ? `${step} percentage points` : count(step)} ${above(movement.step)}`;
  }
  if (kind === "relative")
    return `a number ${tidy(Math.abs(movement.relative) * 100)} % ${above(movement.relative)}`;
  const { at_least, at_most } = movement;
  if (at_least === undefined) return `a limit of at most ${count(at_most as number)}`;
  return `a limit of ${at_most === undefined ? `at least ${count(at_least)}` : `${at_least} to ${count(at_most)}`}`;
}
