import type { Remark } from "../model/finding.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { Rule } from "./define.ts";

/** Runs rules over a snapshot, each with the severity that okr.yaml gives it. */
export function checkSnapshot(snapshot: Snapshot, rules: readonly Rule[]): Remark[] {
  const remarks: Remark[] = [];
  for (const rule of rules) {
    const severity = snapshot.settings.rules[rule.id]?.severity ?? rule.severity;
    if (severity === "off") continue;
    for (const misfit of rule.check(snapshot)) remarks.push({ rule: rule.id, severity, ...misfit });
  }
  return remarks;
}
