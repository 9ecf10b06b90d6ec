import type { MarkedFinding } from "../model/finding.ts";
import { checkSummary } from "./check-summary.ts";
import type { CheckReport } from "./check-text.ts";
import { findingText } from "./finding-text.ts";
import { safe } from "./safe.ts";
import { worstFirst } from "./worst-first.ts";

/** The runner makes annotations of so many errors and so many warnings of a step, and drops the rest without a word. */
const ANNOTATIONS = 10;

/**
 * The findings as commands to the runner of GitHub Actions, which makes annotations of them: the worst, as many as it takes. The others
 * follow as lines that nothing can take for a command, and it is said where they are.
 */
export function checkGithub(report: CheckReport): string {
  const sorted = worstFirst(report.findings);
  const errors = sorted.filter(({ severity }) => severity === "error");
  const warnings = sorted.filter(({ severity }) => severity === "warning");
  const annotated = [...errors.slice(0, ANNOTATIONS), ...warnings.slice(0, ANNOTATIONS)];
  const others = [...errors.slice(ANNOTATIONS), ...warnings.slice(ANNOTATIONS)];
  const lines = [
    ...annotated.map((finding) => annotation(finding, report.prefix)),
    ...others.flatMap((finding) => plainLines(finding, report.prefix)),
    checkSummary(report),
    ...(others.length > 0 ? [whereTheRestIs(annotated.length, others.length)] : []),
  ];
  return `${lines.join("\n")}\n`;
}

function annotation(finding: MarkedFinding, prefix: string): string {
  const { severity, path, line, column, rule } = finding;
  const file = prefix + path;
  const named = canBeNamed(file);
  const text = `${named ? "" : `${safe(file)}:${line}:${column}\n`}${findingText(finding)}`;
  // .NET does not find the `::` in front of a combining character, and would take the line for no command.
  const message = /^[!-~]/.test(text) ? text : ` ${text}`;
  const place = named ? `file=${inProperty(file)},line=${line},col=${column},` : "";
  return `::${severity} ${place}title=${inProperty(rule)}::${inMessage(message)}`;
}

/** Whether a path can be handed over as it is: no escape is known for what a terminal obeys, and the runner trims some characters off. */
function canBeNamed(path: string): boolean {
  return safe(path) === path && !/^[=\s]|\s$/.test(path);
}

function inMessage(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function inProperty(text: string): string {
  return inMessage(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

function plainLines(finding: MarkedFinding, prefix: string): string[] {
  const { severity, path, line, column, rule } = finding;
  const [message, hint] = findingText(finding).split("\n");
  // Once more as a whole: the parts could make a command together.
  return [safe(`${prefix}${path}:${line}:${column}  ${severity}  ${rule}  ${message}`), `    ${hint}`];
}

function whereTheRestIs(annotated: number, others: number): string {
  const rest = others === 1 ? "the other one is" : `the other ${others} are`;
  return `${annotated} of ${annotated + others} findings are annotations (GitHub takes ${ANNOTATIONS} errors and ${ANNOTATIONS} warnings of a step); ${rest} in the lines above`;
}
