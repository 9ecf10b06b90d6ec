import type { Figure, Health } from "../analysis/health.ts";
import { thanksChapters } from "./health-thanks.ts";
import {
  figureWords,
  healthIntroduction,
  healthSummary,
  healthTitle,
  leftOutWords,
  NO_RANKING,
  nothingToCount,
  SIGNS_MEAN,
} from "./health-words.ts";
import type { Medium } from "./index.ts";
import { safe } from "./safe.ts";
import type { Style } from "./style.ts";
import { flow, pad, truncate, wrap } from "./width.ts";

const WIDEST = 100;
/** Columns in front of what is said of a figure. */
const INDENT = 4;
const NAMES = 9;
/** So many words of thanks for one deed. */
const MOST = 20;

/** The numbers of health with how they come about and what to do; or thanks, where these were asked for. */
export function healthText(health: Health, { style: terminal }: Pick<Medium, "style">): string {
  const style = { ...terminal, columns: Math.min(terminal.columns, WIDEST) };
  const title = style.colour.bold(truncate(safe(healthTitle(health)), style.columns));
  const rest = health.thanks === null ? measureLines(health, style) : thanksLines(health, style);
  return `${[title, ...rest].join("\n")}\n`;
}

function measureLines(health: Health, style: Style): string[] {
  const lines = healthIntroduction(health).flatMap((text) => wrap(safe(text), style.columns));
  if (health.cycle === null) return lines;
  const { look, rest } = healthSummary(health);
  if (look.length > 0)
    lines.push("", style.colour.bold("Look at"), ...look.flatMap((one) => pointed(one, style)));
  lines.push("", ...wrap(safe(rest), style.columns));
  for (const taken of health.measures) {
    lines.push("", style.colour.bold(taken.measure.title));
    const nothing = nothingToCount(taken);
    if (nothing === null)
      for (const figure of taken.figures) lines.push(...figureLines(figure, health, style));
    else lines.push(...indented(nothing, 2, style));
  }
  const left = leftOutWords(health).flatMap((text) => wrap(text, style.columns));
  if (left.length > 0) lines.push("", ...left);
  return [...lines, "", ...flow(SIGNS_MEAN, style.columns).map((line) => style.colour.dim(line))];
}

function pointed(text: string, style: Style): string[] {
  return wrap(safe(text), style.columns - INDENT).map(
    (line, index) => `  ${index === 0 ? style.colour.yellow("○") : " "} ${line}`,
  );
}

function figureLines(figure: Figure, health: Health, style: Style): string[] {
  const { sign, sentence, facts } = figureWords(figure, health);
  const paint = { good: style.colour.green, look: style.colour.yellow, few: style.colour.dim };
  const mark = figure.verdict === null ? sign : paint[figure.verdict](sign);
  const said = wrap(safe(sentence), style.columns - INDENT);
  const lines = said.map((line, index) => `  ${index === 0 ? mark : " "} ${style.colour.bold(line)}`);
  for (const [name, text] of facts) {
    const room = style.columns - INDENT - NAMES;
    const words = room < 20 ? wrap(safe(`${name}: ${text}`), style.columns - INDENT) : wrap(safe(text), room);
    for (const [index, line] of words.entries()) {
      const start = room < 20 ? "" : pad(index === 0 ? name : "", NAMES);
      lines.push(" ".repeat(INDENT) + style.colour.dim(start) + line);
    }
  }
  return lines;
}

function thanksLines(health: Health, style: Style): string[] {
  const { thanks, cycle } = health;
  if (thanks === null || cycle === null)
    return healthIntroduction(health).flatMap((text) => wrap(text, style.columns));
  if (thanks.length === 0)
    return wrap(
      `Nobody to thank in ${safe(cycle.id)} yet: check-ins, help and what was learned will stand here.`,
      style.columns,
    );
  const lines = thanksChapters(health, MOST).flatMap((chapter) => [
    "",
    style.colour.bold(chapter.title),
    ...chapter.lines.flatMap((text) =>
      indented(text, INDENT, style).map((line, index) => (index === 0 ? line.replace("    ", "  ★ ") : line)),
    ),
    ...chapter.more.flatMap((text) => indented(text, INDENT, style)),
  ]);
  return [...lines, "", ...wrap(NO_RANKING, style.columns).map((line) => style.colour.dim(line))];
}

function indented(text: string, indent: number, { columns }: Style): string[] {
  return wrap(safe(text), columns - indent).map((line) => " ".repeat(indent) + line);
}
