import { PRESETS, type Preset, type RuleSetting, type Settings } from "../model/settings.ts";
import { readOptions } from "./check.ts";
import { GROUPS, type Group, type OptionValue, type Rule, severityIn } from "./define.ts";
import { UNEXCEPTIONABLE } from "./exceptions.ts";
import { type ReadingRule, readingRules } from "./reading.ts";

type Severity = RuleSetting["severity"];

/** What there is to say of one rule: how the program has it, and how the settings at hand do. */
export interface RuleFacts {
  readonly id: string;
  readonly group: Group;
  readonly summary: string;
  readonly why: string;
  /** Whether it asks the history, and so does not run where that is cut off. */
  readonly history: boolean;
  /** What okr.yaml may say of it: everything, only that it is off, or nothing. */
  readonly settable: "all" | "off" | "nothing";
  /** Whether `x-okr-ignore` may except from it. */
  readonly exceptable: boolean;
  readonly presets: Readonly<Record<Preset, Severity>>;
  /** As it holds under the settings at hand. */
  readonly severity: Severity;
  readonly options: readonly OptionFacts[];
}

/** An option of a rule: what it means, its default, and the value that holds under the settings at hand. */
export interface OptionFacts {
  readonly name: string;
  readonly meaning: string;
  readonly usual: OptionValue;
  readonly value: OptionValue;
}

/** The facts of rules and of what the reader reports, by group and id. */
export function listFacts(rules: readonly Rule[], settings: Settings): RuleFacts[] {
  const facts = [
    ...rules.map((rule) => factsOf(rule, settings)),
    ...readingRules.map((rule) => readingFacts(rule, settings)),
  ];
  const order = (group: Group) => GROUPS.indexOf(group);
  return facts.sort((a, b) => order(a.group) - order(b.group) || (a.id < b.id ? -1 : 1));
}

function factsOf(rule: Rule, settings: Settings): RuleFacts {
  const { id, group, summary, why, history = false, options = {} } = rule;
  const presets = eachPreset((preset) => severityIn(preset, rule));
  const { options: values } = readOptions(rule, settings);
  return {
    ...{ id, group, summary, why, history, settable: "all", exceptable: !UNEXCEPTIONABLE.has(id), presets },
    severity: settings.rules[id]?.severity ?? presets[settings.preset],
    options: Object.entries(options).map(([name, { value, meaning }]) => ({
      ...{ name, meaning, usual: value },
      value: values[name] as OptionValue,
    })),
  };
}

function readingFacts(
  { id, group, summary, why, severity, canBeOff }: ReadingRule,
  settings: Settings,
): RuleFacts {
  return {
    ...{ id, group, summary, why, history: false, exceptable: false, options: [] },
    settable: canBeOff ? "off" : "nothing",
    presets: eachPreset(() => severity),
    severity: canBeOff && settings.rules[id]?.severity === "off" ? "off" : severity,
  };
}

function eachPreset(severity: (preset: Preset) => Severity): RuleFacts["presets"] {
  return Object.fromEntries(PRESETS.map((preset) => [preset, severity(preset)])) as RuleFacts["presets"];
}
