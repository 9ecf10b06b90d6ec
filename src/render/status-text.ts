import { attention } from "../analysis/attention.ts";
import type { Overview } from "../analysis/overview.ts";
import { bandOf, type Paced, STATUSES } from "../analysis/pace.ts";
import type { KeyResultScore } from "../analysis/score.ts";
import { checkInInterval } from "../model/settings.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { bar } from "./bar.ts";
import type { Medium } from "./index.ts";
import { safe } from "./safe.ts";
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
  const words = legend(snapshot).flatMap((piece) => wrap(piece, style.columns));
  lines.push(...flow(words, style.columns).map((line) => style.colour.dim(line)));
  return `${lines.join("\n")}\n`;
}

function legend({ settings }: Snapshot): string[] {
  return [
    "█ score",
    "┃ pace: where steady progress would be today",
    `▲▼ change of the score in ${checkInInterval(settings)} days, of confidence since the check-in before`,
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
  return [...lines, ...flow([summary, ...parts], style.columns)];
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

function objectiveLines(paced: Paced, snapshot: Snapshot, style: Style): string[] {
  const { objective, closed, status } = paced;
  const word = closed ? "■ closed" : `${STATUS_SIGNS[status ?? "early"]} ${status ?? "no cycle"}`;
  const label = inStatus(style, closed ? null : status, pad(word, 12));
  const lines = [
    label + style.colour.bold(truncate(safe(objective.title), Math.max(20, style.columns - 12))),
  ];
  const facts = [objective.id, objective.team, objective.cycle, objective.type, objective.owner]
    .map(safe)
    .join(" · ");
  lines.push(`${INDENT}${style.colour.dim(truncate(facts, style.columns - INDENT.length))}`);
  lines.push(...flow(measures(paced, snapshot, style), style.columns, INDENT));
  for (const reason of attention(paced, snapshot))
    for (const [index, line] of wrap(safe(reason), style.columns - INDENT.length - 2).entries())
      lines.push(`${INDENT}${index === 0 ? inStatus(style, status, "!") : " "} ${line}`);
  return lines;
}

const INDENT = "  ";

/** Bar, score, trend, projection, confidence and age, as pieces that may break onto another line. */
function measures(paced: Paced, { settings }: Snapshot, style: Style): string[] {
  const { closed, score, grade, elapsed, projected, trend, confidence, confidenceChange, daysSinceCheckIn } =
    paced;
  const cells = style.columns >= 100 ? 30 : style.columns >= 70 ? 20 : 12;
  const pieces = [
    `${coloured(score, closed ? null : elapsed, cells, paced, style)}  ${style.colour.bold(decimal(score))}`,
  ];
  if (closed) {
    const settled = grade ?? score;
    const band = bandOf(settled, paced.objective.type, settings);
    pieces.push(`${grade === null ? "score" : "grade"} ${decimal(settled)} (${band})`);
    pieces.push(`${closed.outcome ?? "closed"} on ${closed.date}`);
    return pieces;
  }
  if (trend !== null) pieces.push(arrow(trend, style));
  if (projected !== null) pieces.push(`→ ${decimal(projected)}`);
  if (confidence !== null) {
    const moved = confidenceChange === null ? "" : ` ${arrow(confidenceChange, style)}`;
    pieces.push(`confidence ${decimal(confidence)}${moved}`);
  }
  pieces.push(daysSinceCheckIn === null ? "no check-in yet" : `checked in ${ago(daysSinceCheckIn)}`);
  return pieces;
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
  const cells = style.columns >= 100 ? 20 : 10;
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
  return rows.flatMap(({ id, movement, value, bar: [shown, ...more] }) => {
    const start = `${pad(truncate(id, idWidth), idWidth)}  ${pad(truncate(movement, movementWidth), movementWidth)}`;
    const now = pad(truncate(value, valueWidth), valueWidth, "start");
    return flow([style.colour.dim(start), `${now}  ${shown}`, ...more], style.columns, "    ");
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
