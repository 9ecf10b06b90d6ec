import type { LimitMetric, NumberMetric } from "../metrics/index.ts";

/** Which way a number is to move. */
export type Direction = "up" | "down";

/** A number of which the title names both ends. */
export type FromTo = NumberMetric & { readonly kind: "from-to"; readonly unit: string | null };

/**
 * A number whose baseline the title does not name: somebody still has to say where it stands today. It moves to a target, by a
 * share of the baseline (−0.3 is 30 % less, 1 is double), or by a step in `unit`, negative for a decrease.
 */
export type OpenMovement = {
  readonly metric: "number";
  readonly baseline: null;
  readonly unit: string | null;
} & (
  | { readonly kind: "target"; readonly target: number; readonly direction: Direction | null }
  | { readonly kind: "relative"; readonly relative: number }
  | { readonly kind: "step"; readonly step: number }
);

/** A bound to hold, the bound itself included. */
export type HeldLimit = LimitMetric & { readonly kind: "limit"; readonly unit: string | null };

/** What a title says of its measure. */
export type Movement = FromTo | OpenMovement | HeldLimit;

/** The way from a baseline to a target other than it. */
export function towards(baseline: number, target: number): Direction {
  return target > baseline ? "up" : "down";
}
