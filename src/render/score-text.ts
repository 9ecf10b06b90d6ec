import type { Overview } from "../analysis/overview.ts";
import { bandOf, type Paced } from "../analysis/pace.ts";
import type { KeyResultScore } from "../analysis/score.ts";
import { cycleDays } from "../model/cycle.ts";
import type { Settings } from "../model/settings.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { Medium } from "./index.ts";
import { safe } from "./safe.ts";
import { inStatus, type Style } from "./style.ts";
import { pad, truncate, width, wrap } from "./width.ts";
import { count, decimal, movement, nothingToShow, shownValue } from "./words.ts";

/** What `okr score` shows. */
export interface ScoreReport {
  readonly overview: Overview;
  readonly snapshot: Snapshot;
}

const WIDEST = 120;

/** Each objective with the way its numbers came about, down to the file each reading was read from. */
export function scoreText(
  { overview, snapshot: { settings, plan } }: ScoreReport,
  { style: terminal }: Pick<Medium, "style">,
): string {
  const style = { ...terminal, columns: Math.min(terminal.columns, WIDEST) };
  const { objectives, mean, counts } = overview;
  if (objectives.length === 0) return `${nothingToShow(plan)}\n`;
  const lines = objectives.flatMap((paced) => [...objectiveLines(paced, settings, style), ""]);
  const scores = objectives.map(({ score }) => decimal(score)).join(" + ");
  const sum = `(${scores}) ÷ ${objectives.length}`;
  const derived = objectives.length > 1 && width(sum) < 60 ? ` = ${sum}` : "";
  lines.push(
    `${style.colour.bold(`mean of ${count(objectives.length, "objective")}`)}  ${decimal(mean ?? 0)}${style.colour.dim(derived)}`,
  );
  if (counts.unscored > 0)
    lines.push(
      `${count(counts.unscored, "key result")} of ${counts.keyResults} without a reading: each counts 0`,
    );
  return `${lines.join("\n")}\n`;
}

function objectiveLines(paced: Paced, settings: Settings, style: Style): string[] {
  const { objective, score } = paced;
  const head = `${style.colour.bold(safe(objective.id))}  ${truncate(safe(objective.title), Math.max(20, style.columns - width(objective.id) - 12))}`;
  const facts = [objective.team, objective.cycle, objective.type].map(safe).join(" · ");
  const lines = [head, `  ${style.colour.dim(facts)}`];
  for (const keyResult of paced.keyResults) lines.push(...keyResultLines(keyResult, style));
  lines.push(derivationLine("score", objectiveDerivation(paced), decimal(score), style));
  lines.push(...paceLines(paced, settings, style));
  lines.push(...gradeLines(paced, settings, style));
  return lines;
}

function keyResultLines(scored: KeyResultScore, style: Style): string[] {
  const { keyResult, score, progress, reading, derivation } = scored;
  const weight = keyResult.weight === 1 ? "" : `  weight ${keyResult.weight}`;
  const id = style.colour.cyan(safe(keyResult.id));
  const lines = [`  ${id}  ${movement(keyResult)}${style.colour.dim(weight)}`];
  if (reading === null || progress === null || derivation === null)
    return [...lines, `    ${style.colour.yellow("no reading: counts 0")}`];
  const capped = progress > 1 ? ", capped at 1" : progress < 0 ? ", worse than the baseline: counts 0" : "";
  lines.push(
    `    ${shownValue(keyResult, reading.value)} on ${reading.date}: ${safe(derivation)} = ${decimal(progress)}${capped}${progress === score ? "" : `: ${decimal(score)}`}`,
  );
  lines.push(`    ${style.colour.dim(truncateStart(safe(reading.path), style.columns - 4))}`);
  return lines;
}

/** Of a path the end says most. */
function truncateStart(path: string, columns: number): string {
  return width(path) <= columns ? path : `…${path.slice(-(columns - 1))}`;
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
      derivationLine("projected", `${decimal(score)} ÷ ${decimal(elapsed)}`, decimal(projected), style),
    );
  const why =
    status === "stale"
      ? `the last check-in is older than ${settings.checkIn.staleAfterDays} days`
      : status === "early"
        ? "less than a sixth of the cycle has passed"
        : objective.type === "committed"
          ? `committed: on track at 1.00, at risk from ${decimal(settings.scoring.fair)}`
          : `on track from ${decimal(settings.scoring.good)}, at risk from ${decimal(settings.scoring.fair)}`;
  if (status)
    lines.push(
      `  ${style.colour.bold(pad("status", 11))}${inStatus(style, status, status)}  ${style.colour.dim(why)}`,
    );
  return lines;
}

function gradeLines(
  { closed, grade, score, keyResults, objective }: Paced,
  settings: Settings,
  style: Style,
): string[] {
  if (!closed) return [];
  const settled = grade ?? score;
  const lines = [
    `  ${style.colour.bold(pad("closed", 11))}${closed.date}, ${closed.outcome ?? "no outcome named"}`,
    `  ${style.colour.bold(pad("grade", 11))}${grade === null ? "not every key result has one; the score stands: " : ""}${style.colour.bold(decimal(settled))}  ${bandOf(settled, objective.type, settings)}`,
  ];
  for (const { keyResult, grade: given, reason } of keyResults) {
    if (given === null) continue;
    const text = `${safe(keyResult.id)} ${decimal(given)}${reason === null ? "" : `: ${safe(reason)}`}`;
    lines.push(...wrap(text, style.columns - 13).map((line) => `${" ".repeat(13)}${line}`));
  }
  return lines;
}
