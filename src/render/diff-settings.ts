import type { DefinitionEntry, EntryChange } from "../analysis/journal/entry.ts";
import type { ExceptionChange, RuleChange } from "../rules/compare.ts";
import { type DiffReport, fact, type Item } from "./diff-report.ts";
import type { Fact } from "./log-facts.ts";
import { valueWords } from "./log-words.ts";
import { safe } from "./safe.ts";

/** What everybody is measured by: rules, exceptions from them and the other settings; what asks for less comes first. */
export function settingsItems({ diff, rules, exceptions, team }: DiffReport): Item[] {
  const entry = diff.definitions.find(({ subject }) => subject.kind === "settings");
  const named = rules.filter(({ named }) => named);
  const items = [
    ...named.map(ruleItem),
    ...exceptions.map(exceptionItem),
    ...(entry === undefined || team !== null ? [] : otherSettings(entry, rules)),
  ];
  return [...items.filter(({ sign }) => sign === "!"), ...items.filter(({ sign }) => sign !== "!")];
}

function ruleItem({ rule, from, to, weaker, options }: RuleChange): Item {
  const words =
    from === to
      ? `${to === "error" ? "an error" : "a warning"} as before, with other options`
      : to === "off"
        ? `turned off (was ${from})`
        : from === "off"
          ? `turned on: ${to}`
          : `turned ${weaker ? "down" : "up"} from ${from} to ${to}`;
  return {
    sign: weaker ? "!" : "~",
    id: safe(rule),
    text: words,
    facts: options.map(({ name, from, to }) => fact(safe(name), `${valueWords(from)} → ${valueWords(to)}`)),
  };
}

function exceptionItem({ event, rule, subject, reason, until, holds }: ExceptionChange): Item {
  const what = {
    added: "new exception for",
    changed: "another exception for",
    removed: "no exception any more for",
  }[event];
  const facts: Fact[] = [
    fact("reason", reason === null ? "none" : safe(reason)),
    ...(event === "removed" ? [] : [fact("holds", until === null ? "without an end" : `until ${until}`)]),
    ...(holds ? [] : [fact("but", "it has no effect: okr check says why")]),
  ];
  return {
    sign: event === "removed" ? "~" : "!",
    id: safe(rule === "" ? "x-okr-ignore" : rule),
    text: `${what} ${safe(subject)}`,
    facts: event === "removed" ? [] : facts,
  };
}

/** What changes of okr.yaml beside the rules that are told: of a rule that nobody knows, or that is as it was anyway, only this tells. */
export function untoldSettings(
  { changes, event }: DefinitionEntry,
  rules: readonly RuleChange[],
): readonly EntryChange[] {
  const told = new Set(rules.map(({ rule }) => `rules.${rule}`));
  return event === "changed" ? changes.filter(({ field }) => !told.has(field)) : [];
}

/** The preset with what it does to rules that nobody names, and settings that are not about rules. */
function otherSettings(entry: DefinitionEntry, rules: readonly RuleChange[]): Item[] {
  if (entry.unreadable)
    return [
      {
        sign: "!",
        id: "okr.yaml",
        text: "cannot be read any more; without it the usual settings hold",
        facts: [],
      },
    ];
  if (entry.repaired) return [{ sign: "~", id: "okr.yaml", text: "can be read again", facts: [] }];
  const changes = untoldSettings(entry, rules);
  const preset = changes.filter(({ field }) => field === "preset");
  const rest = changes.filter(({ field }) => field !== "preset");
  const facts = rest.map(({ field, from, to }) =>
    fact(safe(field), `${valueWords(from)} → ${valueWords(to)}`),
  );
  return [
    ...preset.map((change) => presetItem(change, rules)),
    ...(facts.length === 0 ? [] : [{ sign: "~", id: "okr.yaml", text: "settings changed", facts } as const]),
  ];
}

function presetItem({ from, to }: EntryChange, rules: readonly RuleChange[]): Item {
  const alone = rules.filter(({ named }) => !named);
  const listed = (label: string, does: (rule: RuleChange) => boolean) => {
    const names = alone.filter(does).map(({ rule }) => safe(rule));
    return names.length === 0 ? [] : [fact(label, names.join(", "))];
  };
  return {
    sign: alone.some(({ weaker }) => weaker) ? "!" : "~",
    id: "preset",
    text: `${valueWords(from)} → ${valueWords(to)}`,
    facts: [
      ...listed("turns off", (one) => one.to === "off"),
      ...listed("turns down", (one) => one.weaker && one.to !== "off"),
      ...listed("turns on or up", (one) => !one.weaker),
    ],
  };
}
