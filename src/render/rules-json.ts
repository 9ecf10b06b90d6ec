import type { RuleFacts } from "../rules/facts.ts";
import type { Medium } from "./index.ts";
import { envelope } from "./json.ts";
import type { Exhibit, RulesReport } from "./rules-words.ts";

/** The rules as JSON, schema okr-rules/1. */
export function rulesJson({ rules, preset, here, exhibits }: RulesReport, { at }: Medium): string {
  return envelope("okr-rules/1", at, {
    preset,
    settings: here ? "okr.yaml" : null,
    rules: rules.map((rule) => ruleData(rule)),
    examples: exhibits && {
      reported: exhibits.reported.map(exampleData),
      accepted: exhibits.accepted.map(exampleData),
      misfires: exhibits.misfires.map((one) => ({ why: one.why, ...exampleData(one) })),
    },
  });
}

function ruleData({
  id,
  group,
  summary,
  why,
  severity,
  presets,
  options,
  history,
  settable,
  exceptable,
}: RuleFacts) {
  return {
    id,
    group,
    summary,
    why,
    severity,
    presets,
    options: options.map(({ name, meaning, usual, value }) => ({ name, meaning, default: usual, value })),
    history,
    settable,
    exceptable,
  };
}

function exampleData({ day, files, commits, clone, findings }: Exhibit) {
  return {
    day,
    files: files.map(({ path, text }) => ({ path, text })),
    commits,
    clone,
    findings:
      findings?.map(({ rule, severity, path, line, column, message, hint, subject }) => ({
        ...{ rule, severity, path, line, column, message, hint, subject },
      })) ?? null,
  };
}
