import type { Day } from "../model/day.ts";
import type { Finding } from "../model/finding.ts";
import type { Preset, RuleSetting } from "../model/settings.ts";
import type { OptionValue } from "../rules/define.ts";
import type { OptionFacts, RuleFacts } from "../rules/facts.ts";
import type { Shown } from "../rules/showcase.ts";
import { inSeverity, type Style } from "./style.ts";

/** What `okr rules` shows: the rules asked for, as the settings at hand have them. */
export interface RulesReport {
  readonly rules: readonly RuleFacts[];
  /** The preset that the settings begin from. */
  readonly preset: Preset;
  /** Whether there is an okr.yaml here. */
  readonly here: boolean;
  /** The examples, where one rule is asked about that has some. */
  readonly exhibits: Exhibits | null;
  /** Whether the rules are listed, and not one explained. */
  readonly list: boolean;
  readonly today: Day;
}

/** The examples of a rule. */
export interface Exhibits {
  readonly accepted: readonly Exhibit[];
  readonly reported: readonly Exhibit[];
  readonly misfires: readonly (Exhibit & { readonly why: string })[];
}

/** An example with what its rule finds there; null where that takes a repository. */
export interface Exhibit extends Shown {
  readonly findings: readonly Finding[] | null;
}

/** What okr.yaml changes about a rule, in words. */
export function changesOf({ severity, presets, options }: RuleFacts, preset: Preset): string[] {
  const changes = severity === presets[preset] ? [] : [`${severity} instead of ${presets[preset]}`];
  for (const option of options)
    if (isSet(option))
      changes.push(`${option.name} ${optionText(option.value)} instead of ${optionText(option.usual)}`);
  return changes;
}

/** Whether okr.yaml gives an option another value than it has by itself. */
export function isSet({ usual, value }: OptionFacts): boolean {
  return JSON.stringify(usual) !== JSON.stringify(value);
}

/** So many words of a list are shown. */
const WORDS = 6;

/** The value of an option, as okr.yaml writes it; of a long list the beginning. */
export function optionText(value: OptionValue): string {
  if (typeof value === "number") return String(value);
  const more = value.length - WORDS;
  const shown = value
    .slice(0, WORDS)
    .map((word) => (/^\p{L}[\p{L} -]*$/u.test(word) ? word : JSON.stringify(word)));
  return `[${shown.join(", ")}${more > 0 ? `, … ${more} more` : ""}]`;
}

/** A severity in its colour. */
export function shownSeverity(severity: RuleSetting["severity"], style: Style): string {
  return severity === "off" ? style.colour.dim(severity) : inSeverity(style, severity, severity);
}
