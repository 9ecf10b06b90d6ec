import type { Day } from "../model/day.ts";
import type { Severity } from "../model/finding.ts";
import { keyResultRef } from "../model/plan.ts";
import type { Preset, RuleSetting, Settings } from "../model/settings.ts";
import type { ExceptionText, Snapshot } from "../model/snapshot.ts";
import { type Rule, severityIn } from "./define.ts";
import { type Exception, NOT_IN_RECORDS, readExceptions, UNEXCEPTIONABLE } from "./exceptions.ts";
import { readingRules } from "./reading.ts";

/** A rule that asks for something else than before. */
export interface RuleChange {
  readonly rule: string;
  readonly from: Severity | "off";
  readonly to: Severity | "off";
  /** Whether it weighs less than before, or nothing any more. */
  readonly weaker: boolean;
  /** Whether okr.yaml names the rule, before or after: otherwise the preset alone decides. */
  readonly named: boolean;
  /** The options that have another value; one that okr.yaml does not set has the value of the program. */
  readonly options: readonly { readonly name: string; readonly from: unknown; readonly to: unknown }[];
}

/** An exception from a rule that came, went or says something else. */
export interface ExceptionChange {
  readonly event: "added" | "removed" | "changed";
  readonly rule: string;
  /** What is excepted: an objective, `objective/key-result`, a team, `team/person`, a priority, the name of a record, or a path. */
  readonly subject: string;
  /** As it is after, or was before. */
  readonly reason: string | null;
  readonly until: Day | null;
  /** Whether it has an effect: one that is not written well, is over, or is from a rule without exceptions has none. */
  readonly holds: boolean;
}

/** Which rules two trees set differently, in the order of the rules; none where okr.yaml cannot be read in one of them. */
export function compareRules(before: Snapshot, after: Snapshot, rules: readonly Rule[]): RuleChange[] {
  const unread = [before, after].some(({ findings }) => findings.some(({ path }) => path === "okr.yaml"));
  const [old, young] = [before.settings, after.settings];
  if (unread || JSON.stringify([old.preset, old.rules]) === JSON.stringify([young.preset, young.rules]))
    return [];
  const ranks = ["off", "warning", "error"];
  const compare = (
    id: string,
    usual: (preset: Preset) => Severity | "off",
    options: Rule["options"] = {},
  ) => {
    const [was, is] = [settingOf(old, id), settingOf(young, id)];
    const [from, to] = [was?.severity ?? usual(old.preset), is?.severity ?? usual(young.preset)];
    const set = Object.entries(options).flatMap(([name, { value }]) => {
      const [before, after] = [was?.options[name] ?? value, is?.options[name] ?? value];
      return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ name, from: before, to: after }];
    });
    // The options of what is off mean nothing.
    if (from === to && (set.length === 0 || to === "off")) return [];
    const named = was !== undefined || is !== undefined;
    return [{ rule: id, from, to, weaker: ranks.indexOf(to) < ranks.indexOf(from), named, options: set }];
  };
  return [
    ...rules.flatMap((rule) => compare(rule.id, (preset) => severityIn(preset, rule), rule.options)),
    // What the reader reports does not depend on a preset.
    ...readingRules.flatMap(({ id, severity, canBeOff }) => (canBeOff ? compare(id, () => severity) : [])),
  ];
}

function settingOf({ rules }: Settings, id: string): RuleSetting | undefined {
  return Object.hasOwn(rules, id) ? rules[id] : undefined;
}

/** Which exceptions (`x-okr-ignore`) came, went or say something else: by rule and by what they except, wherever that lies. */
export function compareExceptions(before: Snapshot, after: Snapshot): ExceptionChange[] {
  const [old, young] = [exceptionsOf(before), exceptionsOf(after)];
  const tell = (event: ExceptionChange["event"], { kind, subject, exception }: Named): ExceptionChange => {
    const { rule, reason, until, problem } = exception;
    const never = UNEXCEPTIONABLE.has(rule) || (kind === "record" && NOT_IN_RECORDS.has(rule));
    return { event, rule, subject, reason, until, holds: problem === null && !never };
  };
  return [
    ...[...young].flatMap(([name, now]) => {
      const was = old.get(name);
      if (was === undefined) return [tell("added", now)];
      const [{ exception: a }, { exception: b }] = [was, now];
      const same = a.reason === b.reason && a.until === b.until && a.problem === b.problem;
      return same ? [] : [tell("changed", now)];
    }),
    ...[...old].flatMap(([name, was]) => (young.has(name) ? [] : [tell("removed", was)])),
  ];
}

/** What an exception stands at, by a name that survives a move. */
interface Spot {
  /** An objective may have the id of a team. */
  readonly kind: "objective" | "team" | "strategy" | "record" | "file";
  readonly subject: string;
}

interface Named extends Spot {
  readonly exception: Exception;
}

/** The exceptions of a tree by rule and subject. Of two the first by path counts. */
function exceptionsOf(snapshot: Snapshot): Map<string, Named> {
  const named = new Map<string, Named>();
  if (snapshot.exceptions.length === 0) return named;
  const spotOf = spots(snapshot);
  for (const text of snapshot.exceptions) {
    const spot = spotOf(text);
    for (const exception of readExceptions(text, snapshot.day)) {
      const name = [spot.kind, spot.subject, exception.rule].join("\0");
      if (!named.has(name)) named.set(name, { ...spot, exception });
    }
  }
  return named;
}

/** Tells what exceptions stand at. */
function spots({ plan, checkIns, retrospectives }: Snapshot): (text: ExceptionText) => Spot {
  const documents = new Map<string, [Spot["kind"], (index: number | null) => string | undefined]>();
  const add = (kind: Spot["kind"], path: string, name: (index: number | null) => string | undefined) =>
    documents.set(path, [kind, name]);
  for (const { id, keyResults, source } of plan.objectives)
    add("objective", source.path, (index) => {
      const keyResult = index === null ? undefined : keyResults[index];
      return keyResult ? keyResultRef(id, keyResult.id) : id;
    });
  for (const { id, members, source } of plan.teams)
    add("team", source.path, (index) => (index === null ? id : `${id}/${members[index]}`));
  if (plan.strategy) {
    const { priorities, source } = plan.strategy;
    add("strategy", source.path, (index) => (index === null ? "strategy" : priorities[index]?.id));
  }
  for (const { name, source } of [...checkIns, ...retrospectives]) add("record", source.path, () => name);
  return ({ source: { path }, within }) => {
    const [kind, name] = documents.get(path) ?? (["file", () => path] as const);
    const index = within[1];
    return { kind, subject: name(typeof index === "number" ? index : null) ?? path };
  };
}
