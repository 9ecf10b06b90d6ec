import { Survey } from "../analysis/survey.ts";
import type { Remark, Severity } from "../model/finding.ts";
import type { RuleSetting, Settings } from "../model/settings.ts";
import type { Snapshot } from "../model/snapshot.ts";
import {
  type Misfit,
  type OptionValue,
  type Rule,
  type RuleOption,
  type RuleOptions,
  severityIn,
} from "./define.ts";
import { Exceptions } from "./exceptions.ts";
import { readingRules } from "./reading.ts";

/** What rules say of a snapshot. */
export interface Checked {
  readonly remarks: readonly Remark[];
  /** How many remarks an exception in the files keeps back. */
  readonly excepted: number;
}

/** Which rules run, whatever okr.yaml says. */
export interface Choice {
  /** Only these; null means all that are not off. */
  readonly only?: ReadonlySet<string> | null;
  /** These even where okr.yaml turns them off. */
  readonly always?: ReadonlySet<string>;
  /** These settings say how strict the rules are and what their options are, not those of the tree. */
  readonly like?: Settings | null;
}

/** Runs rules over a snapshot, each with the severity and the options that okr.yaml gives it. */
export function checkSnapshot(snapshot: Snapshot, rules: readonly Rule[], choice: Choice = {}): Checked {
  const { history } = snapshot;
  const settings = choice.like ?? snapshot.settings;
  const skipped = history.cutOff === null ? [] : findSkipped(rules, settings, choice);
  const chosen = withCutOff(choice, skipped);
  const wanted = rules.flatMap((rule) => {
    const severity = severityOf(rule, settings, chosen);
    return severity === "off" || skipped.includes(rule.id) ? [] : [{ rule, severity }];
  });
  const survey = new Survey(snapshot);
  const known = new Set([...rules, ...readingRules].map(({ id }) => id));
  const exceptions = new Exceptions(snapshot);
  const remarks: Remark[] = [];
  let excepted = 0;
  for (const { rule, severity } of wanted) {
    const { options } = readOptions(rule, settings);
    const { misfits } = readOptions(rule, snapshot.settings);
    for (const misfit of misfits) remarks.push({ rule: rule.id, severity, ...misfit });
    for (const misfit of rule.check(snapshot, { options, survey, known, skipped }))
      if (exceptions.cover(rule.id, misfit)) excepted++;
      else remarks.push({ rule: rule.id, severity, ...misfit });
  }
  return { remarks, excepted };
}

/** The rule that says which others do not run. */
const CUT_OFF = "cut-off-history";

/** What would run if the history were not cut off; of all that okr.yaml has on, where that is the question. */
function findSkipped(rules: readonly Rule[], settings: Settings, { only = null, always }: Choice): string[] {
  const asked = { only: only?.has(CUT_OFF) ? null : only, ...(always && { always }) };
  return rules.flatMap((rule) =>
    rule.history && severityOf(rule, settings, asked) !== "off" ? rule.id : [],
  );
}

/** A rule that was asked for by name is not left out in silence, whatever okr.yaml says. */
function withCutOff(choice: Choice, skipped: readonly string[]): Choice {
  const { only = null, always = new Set() } = choice;
  if (!skipped.some((id) => only?.has(id) || always.has(id))) return choice;
  return { only: only && new Set([...only, CUT_OFF]), always: new Set([...always, CUT_OFF]) };
}

function severityOf(rule: Rule, settings: Settings, { only = null, always }: Choice): Severity | "off" {
  const usual = severityIn(settings.preset, rule);
  const set = settings.rules[rule.id]?.severity ?? usual;
  const asked = only?.has(rule.id) === true || always?.has(rule.id) === true;
  if (only !== null && !asked) return "off";
  if (set !== "off" || !asked) return set;
  // Whoever asks for a rule by name wants to hear it.
  return rule.severity === "off" ? "warning" : rule.severity;
}

/** The options of a rule as okr.yaml sets them. What it cannot mean is reported, and the default holds. */
export function readOptions(
  { id, options: known = {} }: Rule,
  { rules, source }: Settings,
): { options: RuleOptions; misfits: Misfit[] } {
  const read: Record<string, OptionValue> = {};
  for (const [name, { value }] of Object.entries(known)) read[name] = value;
  const misfits: Misfit[] = [];
  for (const [name, value] of Object.entries((rules[id] as RuleSetting | undefined)?.options ?? {})) {
    const option = Object.hasOwn(known, name) ? known[name] : undefined;
    if (option !== undefined && fits(option, value)) {
      read[name] = value;
      continue;
    }
    misfits.push({
      source,
      pointer: ["rules", id, 1, name],
      ...(option === undefined ? { part: "key" } : {}),
      ...(option === undefined ? unknownOption(id, name, known) : wrongValue(id, name, option)),
      subject: null,
      key: `${id} ${name}`,
    });
  }
  return { options: read, misfits };
}

function fits({ value }: RuleOption<OptionValue>, given: unknown): given is OptionValue {
  if (typeof value === "number") return typeof given === "number" && given >= 0;
  return Array.isArray(given) && given.every((word) => typeof word === "string");
}

function wrongValue(id: string, name: string, { value }: RuleOption<OptionValue>) {
  return typeof value === "number"
    ? {
        message: `the option ${name} of the rule ${id} is not a number, 0 or more`,
        hint: `write ${name}: ${value}, which holds meanwhile`,
      }
    : {
        message: `the option ${name} of the rule ${id} is not a list of words`,
        hint: `write ${name}: [${value.slice(0, 3).join(", ")}]; what the program brings holds meanwhile`,
      };
}

function unknownOption(id: string, name: string, known: Readonly<Record<string, unknown>>) {
  const names = Object.keys(known).join(", ");
  return {
    message: `the rule ${id} has no option "${name}"`,
    hint: names === "" ? "leave it out: this rule has no options" : `it has ${names}`,
  };
}
