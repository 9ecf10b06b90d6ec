import type { RuleSetting } from "../model/settings.ts";
import type { RuleFacts } from "../rules/facts.ts";
import type { Medium } from "./index.ts";
import { rulePageLines } from "./rules-page-text.ts";
import { changesOf, type RulesReport, shownSeverity } from "./rules-words.ts";
import { safe } from "./safe.ts";
import type { Style } from "./style.ts";
import { pad, wrap } from "./width.ts";
import { count } from "./words.ts";

/** Lines of text are easier to read where they are not longer. */
const WIDEST = 120;
/** From this width on the summaries stand beside the names. */
const TABLE = 100;

/** All rules by what they are about, or everything there is to say of one. */
export function rulesText(report: RulesReport, { style: terminal }: Pick<Medium, "style">): string {
  if (report.list) return listText(report, terminal);
  const style = { ...terminal, columns: Math.min(terminal.columns, WIDEST) };
  return `${report.rules.flatMap((rule) => rulePageLines(rule, report, style)).join("\n")}\n`;
}

function listText(report: RulesReport, style: Style): string {
  const { rules } = report;
  const lines = wrap(headOf(report), style.columns);
  for (const group of new Set(rules.map((rule) => rule.group))) {
    lines.push("", style.colour.bold(group));
    const those = rules.filter((rule) => rule.group === group);
    for (const rule of those) lines.push(...ruleLines(rule, report, style));
  }
  lines.push("", ...changeLines(report, style));
  lines.push(
    ...wrap("okr rules ID explains one of them, with examples and what to write in okr.yaml.", style.columns),
  );
  return `${lines.join("\n")}\n`;
}

function headOf({ rules, preset, here }: RulesReport): string {
  const number = (severity: RuleSetting["severity"]) =>
    rules.filter((rule) => rule.severity === severity).length;
  const counts = `${count(number("error"), "error")}, ${count(number("warning"), "warning")}, ${number("off")} off`;
  return here
    ? `${count(rules.length, "rule")} by okr.yaml, which begins from the preset ${preset}: ${counts}`
    : `${count(rules.length, "rule")} by the preset ${preset}, as there is no okr.yaml here: ${counts}`;
}

function ruleLines(rule: RuleFacts, { preset, rules }: RulesReport, style: Style): string[] {
  const severity = shownSeverity(rule.severity, style) + (changesOf(rule, preset).length > 0 ? "*" : "");
  if (style.columns < TABLE)
    return [
      `  ${style.colour.cyan(rule.id)}  ${severity}`,
      ...wrap(rule.summary, style.columns - 6).map((line) => `      ${line}`),
    ];
  const widest = Math.max(...rules.map(({ id }) => id.length));
  const room = Math.min(style.columns, 2 * TABLE) - widest - 14;
  const [first = "", ...more] = wrap(rule.summary, room);
  const indent = " ".repeat(widest + 14);
  return [
    `  ${pad(style.colour.cyan(rule.id), widest)}  ${pad(severity, 8)}  ${first}`,
    ...more.map((line) => indent + line),
  ];
}

/** Where okr.yaml says something else than its preset, and what that says. */
function changeLines({ rules, preset }: RulesReport, style: Style): string[] {
  const changed = rules.filter((rule) => changesOf(rule, preset).length > 0);
  if (changed.length === 0) return [];
  const words = changed.map((rule) => safe(`${rule.id}: ${changesOf(rule, preset).join(", ")}`));
  const lines = words.flatMap((text) => wrap(text, style.columns - 2).map((line) => `  ${line}`));
  return [`* otherwise than in the preset ${preset}:`, ...lines, ""];
}
