import type { Finding } from "../model/finding.ts";
import { readingRules } from "../rules/reading.ts";

/** What is left out of every number, or lost for good. */
const URGENT: ReadonlySet<string> = new Set([...readingRules.map(({ id }) => id), "lost-check-in"]);

/** How much a finding matters: 0 is an error about what is left out or lost, 1 any other error, 2 and 3 are warnings likewise. */
export function rankOf({ rule, severity }: Pick<Finding, "rule" | "severity">): 0 | 1 | 2 | 3 {
  if (severity === "error") return URGENT.has(rule) ? 0 : 1;
  return URGENT.has(rule) ? 2 : 3;
}

/** Findings in the order that they matter; those that matter alike stay in reading order. */
export function worstFirst<F extends Finding>(findings: readonly F[]): F[] {
  return [...findings].sort((a, b) => rankOf(a) - rankOf(b));
}
