import { attention } from "../analysis/attention.ts";
import type { Followed, Overview } from "../analysis/overview.ts";
import { bandOf, type Paced, STATUSES } from "../analysis/pace.ts";
import type { KeyResultScore } from "../analysis/score.ts";
import type { Week } from "../analysis/weeks.ts";
import { checkInInterval } from "../model/settings.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { bar } from "./bar.ts";
import { goalpostRemark } from "./goalpost-text.ts";
import type { Medium } from "./index.ts";
import { safe } from "./safe.ts";
import { sparkline, sparklineStep } from "./sparkline.ts";
import { inStatus, STATUS_SIGNS, type Style } from "./style.ts";
import { flow, pad, truncate, width, wrap } from "./width.ts";
import { ago, change, count, decimal, movement, nothingToShow, shownValue } from "./words.ts";

/** What `okr status` shows. */
export interface StatusReport {
  readonly overview: Overview;
  readonly snapshot: Snapshot;
}

/** With more objectives than this, key results are left to `okr status --team` and `okr score`. */
const DETAILED = 12;
const WIDEST = 120;

/** The wall: each objective with its bar, pace and what needs attention, the most urgent first. */
export function statusText(
  { overview, snapshot }: StatusReport,
  { style: terminal }: Pick<Medium, "style">,
): string {
  const style = { ...terminal, columns: Math.min(terminal.columns, WIDEST) };
  const { objectives } = overview;
  const lines = [...heading(overview, snapshot, style), ""];
  if (objectives.length === 0)
    return `${[...lines, ...wrap(nothingToShow(snapshot), style.columns)].join("\n")}\n`;
  const detailed = objectives.length <= DETAILED;
  for (const paced of objectives) {
    lines.push(...objectiveLines(paced, snapshot, style));
    if (detailed) lines.push(...keyResultLines(paced, style), "");
  }
  if (!detailed) lines.push("", `Key results: okr status --team TEAM, or okr score OBJECTIVE`);
  const words = fitting(legend(overview, snapshot, style), style.columns);
  lines.push(...flow(words, style.columns).map((line) => style.colour.dim(line)));
  return `${lines.join("\n")}\n`;
}

function legend({ objectives }: Overview, { settings }: Snapshot, style: Style): string[] {
  const drawn = objectives.map(({ past }) => past?.weeks ?? []).filter(isTrend);
  const step = Math.max(1, ...drawn.map(({ length }) => sparklineStep(length, weekCells(style))));
  const squeezed =
    step === 1 ? "" : ` (every ${step === 2 ? "2nd" : step === 3 ? "3rd" : `${step}th`} of a long cycle)`;
  return [
    "█ score",
    "┃ pace: where steady progress would be today",
    ...(drawn.length === 0
      ? []
      : [`▁▄█ each week's score${squeezed}, by the definition of then; · before any reading`]),
    `▲▼ change in ${checkInInterval(settings)} days, by today's definition; confidence: since the last check-in`,
    "→ projected: the score at the end if it goes on like this",
  ];
}

function heading(
  { day, cycles, counts, mean, outside, objectives }: Overview,
  { settings }: Snapshot,
  style: Style,
) {
  const shown = cycles.map((id) => {
    const cycle = objectives.find(({ objective }) => objective.cycle === id)?.cycle;
    const gone = objectives.find(({ objective }) => objective.cycle === id)?.elapsed ?? 0;
    const share = cycle ? ` (${Math.round(gone * 100)} % gone)` : "";
    return `${truncate(safe(id), style.columns - share.length)}${share}`;
  });
  const title = style.colour.bold(truncate(`${safe(settings.name ?? "OKRs")} · ${day}`, style.columns));
  const lines = flow([title, ...shown], style.columns);
  if (outside) lines.push(...wrap(outsideLine(overviewEnd(objectives), outside, day), style.columns));
  if (objectives.length === 0) return lines;
  const parts = STATUSES.filter((status) => counts[status] > 0).map((status) =>
    inStatus(style, status, `${STATUS_SIGNS[status]} ${counts[status]} ${status}`),
  );
  if (counts.closed > 0) parts.push(`■ ${counts.closed} closed`);
  const summary = `${count(objectives.length, "objective")}, mean score ${decimal(mean ?? 0)}:`;
  return [...lines, ...flow(fitting([summary, ...parts], style.columns), style.columns)];
}

function overviewEnd(objectives: readonly Paced[]): string {
  const cycle = objectives[0]?.cycle;
  return cycle ? `${safe(cycle.id)} runs from ${cycle.start} to ${cycle.end}` : "";
}

function outsideLine(cycle: string, outside: "before" | "after", day: string): string {
  return outside === "after"
    ? `No cycle with objectives is running on ${day}; this is the latest: ${cycle}.`
    : `No cycle with objectives is running on ${day}; this is the next: ${cycle}.`;
}

function objectiveLines(paced: Followed, snapshot: Snapshot, style: Style): string[] {
  const { objective, closed, status } = paced;
  const word = closed ? "■ closed" : `${STATUS_SIGNS[status ?? "early"]} ${status ?? "no cycle"}`;
  const label = inStatus(style, closed ? null : status, pad(word, 12));
  const room = style.columns - 12;
  const beside = room >= 20;
  const title = style.colour.bold(truncate(safe(objective.title), beside ? room : style.columns - 2));
  const lines = beside ? [label + title] : [label.trimEnd(), INDENT + title];
  const facts = [objective.id, objective.team, objective.cycle, objective.type, objective.owner]
    .map(safe)
    .join(" · ");
  lines.push(`${INDENT}${style.colour.dim(truncate(facts, style.columns - INDENT.length))}`);
  const pieces = fitting(measures(paced, snapshot, style), style.columns - INDENT.length);
  lines.push(...flow(pieces, style.columns, INDENT));
  for (const reason of attention(paced, snapshot))
    lines.push(...remark(inStatus(style, status, "!"), safe(reason), style));
  const moved = goalpostRemark(paced);
  if (moved !== null) lines.push(...remark(style.colour.yellow("◆"), moved, style));
  return lines;
}

/** The pieces, with those that are wider than a line broken up. */
function fitting(pieces: readonly string[], columns: number): string[] {
  return pieces.flatMap((piece) => (width(piece) <= columns ? [piece] : wrap(piece, columns)));
}

/** Text that hangs behind a sign. */
function remark(sign: string, text: string, { columns }: Style): string[] {
  return wrap(text, columns - INDENT.length - 2).map(
    (line, index) => `${INDENT}${index === 0 ? sign : " "} ${line}`,
  );
}

const INDENT = "  ";

/** Bar, score, trend, projection, confidence and age, as pieces that may break onto another line. */
function measures(paced: Followed, { settings }: Snapshot, style: Style): string[] {
  const { closed, score, grade, elapsed, projected, trend, confidence, confidenceChange, daysSinceCheckIn } =
    paced;
  const cells = style.columns >= 100 ? 30 : style.columns >= 70 ? 20 : 12;
  const pieces = [
    `${coloured(score, closed ? null : elapsed, cells, paced, style)}  ${style.colour.bold(decimal(score))}`,
  ];
  const weeks = paced.past?.weeks ?? [];
  const line = isTrend(weeks)
    ? sparkline(
        weeks.map(({ scored }) => scored?.score ?? null),
        weekCells(style),
      )
    : "";
  if (closed) {
    if (line !== "") pieces.push(line);
    const settled = grade ?? score;
    const band = bandOf(settled, paced.objective.type, settings);
    pieces.push(`${grade === null ? "score" : "grade"} ${decimal(settled)} (${band})`);
    pieces.push(`${closed.outcome ?? "closed"} on ${closed.date}`);
    return pieces;
  }
  const moved = trend === null ? "" : arrow(trend, style);
  if (line !== "" || moved !== "") pieces.push(`${line} ${moved}`.trim());
  if (projected !== null) pieces.push(`→ ${decimal(projected)}`);
  if (confidence !== null) {
    const since = confidenceChange === null ? "" : ` ${arrow(confidenceChange, style)}`;
    pieces.push(`confidence ${decimal(confidence)}${since}`);
  }
  pieces.push(daysSinceCheckIn === null ? "no check-in yet" : `checked in ${ago(daysSinceCheckIn)}`);
  return pieces;
}

/** The most columns for the line of the weeks. */
function weekCells({ columns }: Style): number {
  return columns >= 100 ? 53 : columns >= 70 ? 26 : 13;
}

/** Whether weeks are worth a line: one point is none. */
function isTrend(weeks: readonly Week[]): boolean {
  return weeks.length > 1 && weeks.some(({ scored }) => scored !== null);
}

function arrow(value: number, { colour }: Style): string {
  const text = change(value);
  if (text === "±0.00") return colour.dim(text);
  return value > 0 ? colour.green(`▲ ${text}`) : colour.red(`▼ ${text}`);
}

function coloured(
  score: number,
  pace: number | null,
  cells: number,
  { status, closed }: Paced,
  style: Style,
): string {
  return bar(score, pace, cells)
    .map(
      ({ done, mark, rest }) => inStatus(style, closed ? null : status, done) + mark + style.colour.dim(rest),
    )
    .join("");
}

/** A small table: key result, movement, last value, bar, score. */
function keyResultLines({ keyResults }: Paced, style: Style): string[] {
  const cells = style.columns >= 100 ? 20 : style.columns >= 40 ? 10 : 6;
  const rows = keyResults.map((scored) => ({
    id: safe(scored.keyResult.id),
    movement: movement(scored.keyResult),
    value: scored.reading ? shownValue(scored.keyResult, scored.reading.value) : "–",
    bar: keyResultBar(scored, cells, style),
  }));
  const valueWidth = Math.min(12, Math.max(...rows.map(({ value }) => width(value))));
  const barWidth = Math.max(...rows.map(({ bar: [shown = ""] }) => width(shown)));
  const space = style.columns - 10 - valueWidth - barWidth;
  const idWidth = Math.min(Math.max(...rows.map(({ id }) => width(id))), Math.max(10, Math.floor(space / 2)));
  const movementWidth = Math.min(
    Math.max(...rows.map((row) => width(row.movement))),
    Math.max(8, space - idWidth),
  );
  return rows.flatMap(({ id, movement, value, bar: [shown = "", ...more] }) => {
    const start = `${pad(truncate(id, idWidth), idWidth)}  ${pad(truncate(movement, movementWidth), movementWidth)}`;
    const now = pad(truncate(value, valueWidth), valueWidth, "start");
    const reading =
      4 + width(`${now}  ${shown}`) <= style.columns ? [`${now}  ${shown}`] : [now.trim(), shown];
    return flow([style.colour.dim(start), ...reading, ...more], style.columns, "    ");
  });
}

/** Bar and score, then what else there is to say of it. */
function keyResultBar(
  { score, progress, grade }: KeyResultScore,
  cells: number,
  { colour }: Style,
): string[] {
  if (progress === null) return [colour.dim(`${"·".repeat(cells)}  no reading`)];
  const [part] = bar(score, null, cells);
  const beyond = progress > 1 ? colour.dim(` of ${decimal(progress)}`) : "";
  const shown = `${part?.done}${colour.dim(part?.rest ?? "")}  ${decimal(score)}${beyond}`;
  return grade === null ? [shown] : [shown, `grade ${decimal(grade)}`];
}
