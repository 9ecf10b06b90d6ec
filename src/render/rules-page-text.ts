import { addDays } from "../model/day.ts";
import type { Finding } from "../model/finding.ts";
import { PRESETS } from "../model/settings.ts";
import type { RuleFacts } from "../rules/facts.ts";
import { exceptionLines, settingLines } from "../rules/facts-yaml.ts";
import {
  changesOf,
  type Exhibit,
  isSet,
  optionText,
  type RulesReport,
  shownSeverity,
} from "./rules-words.ts";
import { safe, safeLines } from "./safe.ts";
import { inSeverity, type Style } from "./style.ts";
import { pad, wrap } from "./width.ts";

/** Everything there is to say of one rule: what it asks for, how strict it is, how to change that, and examples. */
export function rulePageLines(rule: RuleFacts, report: RulesReport, style: Style): string[] {
  const { bold, dim } = style.colour;
  const lines = [`${bold(rule.id)}  ${dim(rule.group)}`, "", ...paragraph(rule.summary, style)];
  lines.push("", ...paragraph(rule.why, style), "", ...strictnessLines(rule, report, style));
  if (rule.history)
    lines.push(
      ...paragraph("It reads old commits, so it does not run in a clone whose history is cut off.", style),
    );
  if (rule.options.length > 0) lines.push("", bold("Options"), ...optionLines(rule, style));
  lines.push("", bold("To change it"), ...changingLines(rule, report, style));
  return report.exhibits === null ? lines : [...lines, ...exampleLines(report.exhibits, style)];
}

/** The first example of each kind, and all that look like the matter and are fine. */
function exampleLines(
  { reported, accepted, misfires }: NonNullable<RulesReport["exhibits"]>,
  style: Style,
): string[] {
  const { bold } = style.colour;
  const lines: string[] = [];
  for (const one of reported.slice(0, 1)) lines.push("", bold("Reported"), ...exhibitLines(one, style));
  for (const one of accepted.slice(0, 1))
    lines.push("", bold("Accepted"), ...exhibitLines(inFull(one), style));
  for (const [index, one] of misfires.entries())
    lines.push(
      ...(index === 0 ? ["", bold("Looks like it, and is fine")] : [""]),
      ...paragraph(one.why, style),
      ...exhibitLines(one, style),
    );
  const elided = lines.some((line) => line.includes("# …"));
  return elided
    ? [...lines, "", ...paragraph("# … stands for what most examples have in common.", style)]
    : lines;
}

function paragraph(text: string, { columns }: Style): string[] {
  return wrap(safe(text), columns - 2).map((line) => `  ${line}`);
}

/** The column of what stands beside a label. */
const BESIDE = 13;

/** A label with text beside it, which goes on below itself. */
function hang(label: string, text: string, { columns, colour }: Style): string[] {
  const lines = wrap(safe(text), columns - BESIDE);
  const head = label.length > BESIDE - 4 ? [`  ${colour.bold(label)}`] : [];
  const first = head.length > 0 ? "" : `  ${colour.bold(pad(label, BESIDE - 2))}`;
  return [
    ...head,
    ...lines.map((line, index) => `${index === 0 && first !== "" ? first : " ".repeat(BESIDE)}${line}`),
  ];
}

function strictnessLines(rule: RuleFacts, { preset, here }: RulesReport, style: Style): string[] {
  const { severity, presets } = rule;
  const changes = changesOf(rule, preset);
  const source =
    changes.length > 0
      ? `by okr.yaml: ${changes.join(", ")}`
      : `by the preset ${preset}${here ? "" : "; there is no okr.yaml"}`;
  const [first = "", ...more] = hang("here", `${severity}, ${source}`, style);
  const each = PRESETS.map((name) => `${name} ${presets[name]}`).join(" · ");
  return [
    first.replace(severity, () => shownSeverity(severity, style)),
    ...more,
    ...hang("presets", each, style),
  ];
}

function optionLines({ options }: RuleFacts, style: Style): string[] {
  return options.flatMap((option) => {
    const { name, meaning, usual, value } = option;
    const set = isSet(option) ? ` by okr.yaml, ${optionText(usual)} otherwise` : "";
    return hang(name, `${meaning}: ${optionText(value)}${set}`, style);
  });
}

function changingLines(rule: RuleFacts, { today }: RulesReport, style: Style): string[] {
  const block = (lines: readonly string[]) => lines.map((line) => `      ${line}`);
  const settings =
    rule.settable === "nothing"
      ? paragraph("It cannot be turned off: what cannot be read is missing from every number.", style)
      : [...paragraph("In okr.yaml:", style), ...block(settingLines(rule))];
  if (!rule.exceptable) return [...settings, ...paragraph("It knows no exceptions.", style)];
  const where =
    "In the frontmatter of what it is about, or there in one key result, member or priority, to except that:";
  return [...settings, ...paragraph(where, style), ...block(exceptionLines(rule, addDays(today, 30)))];
}

/** One file alone is shown as it is: it says what the examples have in common. */
function inFull(exhibit: Exhibit): Exhibit {
  const { files } = exhibit;
  if (files.length > 1) return exhibit;
  return { ...exhibit, files: files.map((file) => ({ ...file, short: file.text })) };
}

/** So many lines of a file are shown. */
const MOST = 40;

function exhibitLines({ files, commits, clone, findings, day }: Exhibit, style: Style): string[] {
  const { dim } = style.colour;
  const lines = files.flatMap(({ path, short }) => {
    const text = safeLines(short).trimEnd().split("\n");
    const more = text.length - MOST;
    const shown = more > 0 ? [...text.slice(0, MOST), `… ${more} more lines`] : text;
    return [`    ${dim(safe(path))}`, ...shown.map((line) => (line === "" ? "" : `      ${line}`))];
  });
  for (const [index, commit] of commits.entries()) lines.push(...listItem(`${index + 1}.`, commit, style));
  if (clone !== null) lines.push(`    seen in a ${clone} clone of it`);
  if (findings === null || findings.length === 0) return lines;
  return [
    ...lines,
    `    ${dim(`on ${day}`)}`,
    ...findings.flatMap((finding) => findingLines(finding, style)),
  ];
}

function listItem(mark: string, text: string, { columns }: Style): string[] {
  return wrap(safe(text), columns - 8).map((line, index) => `    ${index === 0 ? mark : "  "}  ${line}`);
}

/** A finding without its line: that of a file of which not all is shown. */
function findingLines({ path, severity, message, hint }: Finding, style: Style): string[] {
  const [first = "", ...more] = wrap(`→ ${safe(hint)}`, style.columns - 10);
  return [
    `      ${inSeverity(style, severity, severity)}  ${safe(path)}`,
    ...wrap(safe(message), style.columns - 8).map((line) => `        ${line}`),
    `        ${first}`,
    ...more.map((line) => `          ${line}`),
  ];
}
