import type { Answer, ReadyLine } from "../analysis/readiness-lines.ts";
import type { Medium } from "./index.ts";
import {
  pasteWords,
  READY_SIGNS,
  READY_SIGNS_MEAN,
  type ReadyPart,
  type ReadyReport,
  readyHead,
  readyParts,
} from "./ready-words.ts";
import { safe } from "./safe.ts";
import type { Style } from "./style.ts";
import { flow, wrap } from "./width.ts";

const WIDEST = 100;

/** A checklist: each line with its sign, why, and what to do. */
export function readyText(report: ReadyReport, { style: terminal }: Pick<Medium, "style">): string {
  const style = { ...terminal, columns: Math.min(terminal.columns, WIDEST) };
  const { title, summary } = readyHead(report);
  const head = [
    ...wrap(safe(title), style.columns).map((line) => style.colour.bold(line)),
    ...wrap(safe(summary), style.columns),
  ];
  const parts = readyParts(report).map((part) => partLines(part, style).join("\n"));
  const signs = flow(READY_SIGNS_MEAN, style.columns).map((line) => style.colour.dim(line));
  return `${[head.join("\n"), ...parts, ...(parts.length > 0 ? [signs.join("\n")] : [])].join("\n\n")}\n`;
}

function partLines(part: ReadyPart, style: Style): string[] {
  const words = pasteWords(part);
  return [
    ...wrap(safe(part.title), style.columns).map((line) => style.colour.bold(line)),
    ...part.lines.flatMap((line) => lineLines(line, style)),
    ...(part.note === null ? [] : [`      ${style.colour.dim(safe(part.note))}`]),
    // What is copied stays on one line.
    ...(words === null ? [] : ["", ...wrap(safe(words), style.columns), "", ...part.paste.map(safe)]),
  ];
}

function lineLines({ text, answer, why, todo }: ReadyLine, style: Style): string[] {
  const [first = "", ...more] = wrap(safe(text), style.columns - 4);
  const below = [
    ...wrap(safe(why), style.columns - 6).map((line) => style.colour.dim(line)),
    ...(todo === null
      ? []
      : wrap(safe(todo), style.columns - 8).map((line, index) => (index === 0 ? "→ " : "  ") + line)),
  ];
  return [
    `  ${signOf(answer, style)} ${first}`,
    ...more.map((line) => `    ${line}`),
    ...below.map((line) => `      ${line}`),
  ];
}

function signOf(answer: Answer, { colour }: Style): string {
  const paint = { yes: colour.green, no: colour.red, unknown: colour.yellow }[answer];
  return paint(READY_SIGNS[answer]);
}
