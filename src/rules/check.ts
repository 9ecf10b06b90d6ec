import type { Remark } from "../model/finding.ts";
import type { RuleSetting } from "../model/settings.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { type Misfit, type Rule, type RuleOptions, SETTINGS } from "./define.ts";

/** Runs rules over a snapshot, each with the severity and the options that okr.yaml gives it. */
export function checkSnapshot(snapshot: Snapshot, rules: readonly Rule[]): Remark[] {
  const { settings, history } = snapshot;
  const severityOf = ({ id, severity }: Rule) => settings.rules[id]?.severity ?? severity;
  const wanted = rules.filter((rule) => severityOf(rule) !== "off");
  const skipped = history.cutOff === null ? [] : wanted.filter((rule) => rule.history);
  const names = skipped.map(({ id }) => id);
  return wanted.flatMap((rule) => {
    if (skipped.includes(rule)) return [];
    const { options, misfits } = readOptions(rule, settings.rules[rule.id]);
    const severity = severityOf(rule) as Remark["severity"];
    const found = [...misfits, ...rule.check(snapshot, { options, skipped: names })];
    return found.map((misfit) => ({ rule: rule.id, severity, ...misfit }));
  });
}

/** The options of a rule as okr.yaml sets them. What it cannot mean is reported, and the default holds. */
function readOptions(
  { id, options = {} }: Rule,
  setting: RuleSetting | undefined,
): { options: RuleOptions; misfits: Misfit[] } {
  const read: Record<string, number> = { ...options };
  const misfits: Misfit[] = [];
  for (const [name, value] of Object.entries(setting?.options ?? {})) {
    const known = Object.hasOwn(options, name);
    if (known && typeof value === "number" && value >= 0) {
      read[name] = value;
      continue;
    }
    const names = Object.keys(options).join(", ");
    misfits.push({
      source: SETTINGS,
      pointer: ["rules", id, 1, name],
      message: known
        ? `the option ${name} of the rule ${id} is not a number, 0 or more`
        : `the rule ${id} has no option "${name}"`,
      hint: known
        ? `write ${name}: ${options[name]}, which holds meanwhile`
        : names === ""
          ? "leave it out: this rule has no options"
          : `it has ${names}`,
      subject: null,
    });
  }
  return { options: read, misfits };
}
