import type { Followed, Overview } from "../analysis/overview.ts";
import { bandOf, type Paced } from "../analysis/pace.ts";
import type { KeyResultScore } from "../analysis/score.ts";
import { cycleDays } from "../model/cycle.ts";
import type { Settings } from "../model/settings.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { goalpostLines } from "./goalpost-text.ts";
import type { Medium } from "./index.ts";
import { safe } from "./safe.ts";
import { inStatus, type Style } from "./style.ts";
import { meanLines, weekLines } from "./weekly-text.ts";
import { flow, pad, truncate, width, wrap } from "./width.ts";
import { count, decimal, movement, nothingToShow, shownValue } from "./words.ts";

/** What `okr score` shows. */
export interface ScoreReport {
  readonly overview: Overview;
  readonly snapshot: Snapshot;
  /** Whether the weeks of the cycle are asked for. */
  readonly weekly: boolean;
}

const WIDEST = 120;

/** Each objective with the way its numbers came about, down to the file each reading was read from. */
export function scoreText(
  { overview, snapshot, weekly }: ScoreReport,
  { style: terminal }: Pick<Medium, "style">,
): string {
  const style = { ...terminal, columns: Math.min(terminal.columns, WIDEST) };
  const { objectives, mean, counts } = overview;
  const { settings } = snapshot;
  if (objectives.length === 0) return `${wrap(nothingToShow(snapshot), style.columns).join("\n")}\n`;
  if (weekly) return weeklyText(overview, style, terminal);
  const lines = objectives.flatMap((one) => [...objectiveLines(one, settings, style), ""]);
  const scores = objectives.map(({ score }) => decimal(score)).join(" + ");
  const result = `mean of ${count(objectives.length, "objective")}`;
  const sum = ` = (${scores}) ÷ ${objectives.length}`;
  const derived = objectives.length > 1 && width(result) + 6 + width(sum) <= style.columns ? sum : "";
  const value = `${decimal(mean ?? 0)}${style.colour.dim(derived)}`;
  lines.push(...flow([style.colour.bold(result), value], style.columns));
  if (counts.unscored > 0)
    lines.push(
      ...wrap(
        `${count(counts.unscored, "key result")} of ${counts.keyResults} without a reading: each counts 0`,
        style.columns,
      ),
    );
  return `${lines.join("\n")}\n`;
}

/** A table for each objective and one of their means. Tables may be as wide as the terminal. */
function weeklyText(overview: Overview, style: Style, terminal: Style): string {
  const lines = overview.objectives.flatMap((one) => [
    ...titleLines(one, style),
    ...weekLines(one, terminal),
    "",
  ]);
  lines.push(...meanLines(overview, terminal));
  const text = lines.join("\n");
  const words = [
    "each week by the definitions in force then",
    ...(text.includes("–") ? ["– no reading yet"] : []),
    ...(text.includes("◆") ? ["◆ in that week goalposts moved"] : []),
  ].flatMap((piece) => wrap(piece, style.columns));
  return `${[text, ...flow(words, style.columns).map((line) => style.colour.dim(line))].join("\n")}\n`;
}

function titleLines({ objective }: Paced, style: Style): string[] {
  const id = truncate(safe(objective.id), style.columns);
  const room = style.columns - width(id) - 2;
  const title = truncate(safe(objective.title), room < 20 ? style.columns - 2 : room);
  const facts = [objective.team, objective.cycle, objective.type].map(safe).join(" · ");
  return [
    ...(room < 20 ? [style.colour.bold(id), `  ${title}`] : [`${style.colour.bold(id)}  ${title}`]),
    `  ${style.colour.dim(truncate(facts, style.columns - 2))}`,
  ];
}

function objectiveLines(followed: Followed, settings: Settings, style: Style): string[] {
  const lines = titleLines(followed, style);
  for (const keyResult of followed.keyResults) lines.push(...keyResultLines(keyResult, style));
  lines.push(derivationLine("score", objectiveDerivation(followed), decimal(followed.score), style));
  lines.push(...paceLines(followed, settings, style));
  lines.push(...gradeLines(followed, settings, style));
  lines.push(...movedLines(followed, style));
  return lines;
}

function keyResultLines(scored: KeyResultScore, style: Style): string[] {
  const { keyResult, progress, reading, derivation } = scored;
  const { columns, colour } = style;
  const pieces = [
    colour.cyan(truncate(safe(keyResult.id), columns - 2)),
    truncate(movement(keyResult), columns - 2),
  ];
  if (keyResult.weight !== 1) pieces.push(colour.dim(`weight ${keyResult.weight}`));
  const lines = flow(pieces, columns, "  ");
  if (reading === null || progress === null || derivation === null)
    return [...lines, `    ${colour.yellow("no reading: counts 0")}`];
  const capped =
    progress > 1 ? ", capped at 1" : progress < 0 ? ", worse than the baseline and counts 0" : "";
  const derived = `${shownValue(keyResult, reading.value)} on ${reading.date}: ${safe(derivation)} = ${decimal(progress)}${capped}`;
  lines.push(...wrap(derived, columns - 4).map((line) => `    ${line}`));
  lines.push(`    ${colour.dim(truncate(safe(reading.path), columns - 4, "start"))}`);
  return lines;
}

function objectiveDerivation({ keyResults }: Paced): string {
  const weighted = keyResults.some(({ keyResult }) => keyResult.weight !== 1);
  const terms = keyResults.map(
    ({ score, keyResult }) => decimal(score) + (weighted ? ` × ${keyResult.weight}` : ""),
  );
  const weights = keyResults.reduce((sum, { keyResult }) => sum + keyResult.weight, 0);
  return keyResults.length === 1 ? "" : `(${terms.join(" + ")}) ÷ ${Number(weights.toFixed(6))}`;
}

function derivationLine(
  name: string,
  derivation: string,
  result: string,
  { colour, columns }: Style,
): string {
  const label = pad(name, 11);
  const fits = derivation !== "" && width(derivation) + 24 < columns;
  return `  ${colour.bold(label)}${fits ? `${derivation} = ` : ""}${colour.bold(result)}`;
}

function paceLines(
  { cycle, elapsed, projected, closed, score, status, objective }: Paced,
  settings: Settings,
  style: Style,
): string[] {
  if (!cycle || elapsed === null || closed) return [];
  const days = cycleDays(cycle);
  const lines = [
    derivationLine("elapsed", `${Math.round(elapsed * days)} of ${days} days`, decimal(elapsed), style),
  ];
  if (projected !== null)
    lines.push(
      derivationLine(
        "projected",
        `${decimal(score)} ÷ ${decimal(elapsed)}${score > elapsed ? ", at most 1" : ""}`,
        decimal(projected),
        style,
      ),
    );
  const why =
    status === "stale"
      ? `no check-in for more than ${settings.checkIn.staleAfterDays} days`
      : status === "early"
        ? "less than a sixth of the cycle has passed"
        : objective.type === "committed"
          ? `committed: on track at 1.00, at risk from ${decimal(settings.scoring.fair)}`
          : `on track from ${decimal(settings.scoring.good)}, at risk from ${decimal(settings.scoring.fair)}`;
  if (status) {
    const told = `${style.colour.bold(pad("status", 11))}${inStatus(style, status, status)}`;
    const words = wrap(why, style.columns - 2).map((line) => style.colour.dim(line));
    lines.push(...flow([told, ...words], style.columns, "  "));
  }
  return lines;
}

function gradeLines(
  { closed, grade, score, keyResults, objective }: Paced,
  settings: Settings,
  style: Style,
): string[] {
  if (!closed) return [];
  const settled = grade ?? score;
  const { bold } = style.colour;
  const lines = [
    ...hang(`${closed.date}, ${closed.outcome ?? "no outcome named"}`, style).map((line, index) =>
      index === 0 ? `  ${bold(pad("closed", 11))}${line.trimStart()}` : line,
    ),
    `  ${bold(pad("grade", 11))}${bold(decimal(settled))}  ${bandOf(settled, objective.type, settings)}`,
  ];
  if (grade === null) lines.push(...hang("not every key result has a grade, so the score stands", style));
  for (const { keyResult, grade: given, reason } of keyResults) {
    if (given === null) continue;
    const text = `${safe(keyResult.id)} ${decimal(given)}${reason === null ? "" : `: ${safe(reason)}`}`;
    lines.push(...hang(text, style));
  }
  return lines;
}

/** How the goalposts moved, in the column of the numbers where there is room for it. */
function movedLines(followed: Followed, style: Style): string[] {
  const indent = " ".repeat(style.columns < 60 ? 4 : 13);
  const [first, ...more] = goalpostLines(followed, indent, style);
  if (first === undefined) return [];
  const label = style.colour.bold(pad("goalposts", 11));
  return indent.length === 13 ? [`  ${label}${first.trimStart()}`, ...more] : [`  ${label}`, first, ...more];
}

/** Text below the column of the numbers. */
function hang(text: string, { columns }: Style): string[] {
  return wrap(text, columns - 13).map((line) => `${" ".repeat(13)}${line}`);
}
