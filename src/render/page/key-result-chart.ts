import { curveStepAfter } from "d3-shape";
import type { Move } from "../../analysis/moves.ts";
import type { Followed } from "../../analysis/overview.ts";
import type { Point } from "../../analysis/report.ts";
import type { KeyResultScore } from "../../analysis/score.ts";
import { type Day, toNumber } from "../../model/day.ts";
import type { LimitMetric, Measure, NumberMetric } from "../../model/metrics/index.ts";
import { decimal, movement, shownValue } from "../words.ts";
import { dayWords } from "./days.ts";
import { html, type Markup, NOTHING } from "./markup.ts";
import { across, axes, figure, key, mark, type Plot, plotOf, SIZE, track } from "./plot.ts";
import { round } from "./standing.ts";

/** What a chart of one key result is drawn from. */
export interface Charted {
  readonly followed: Followed;
  readonly scored: KeyResultScore;
  readonly points: readonly Point[];
  readonly today: Day;
}

/** The readings of a number or of a limit over the days of its cycle; nothing for other metrics and where nothing was read. */
export function keyResultChart(charted: Charted): Markup {
  const { measure } = charted.scored.keyResult;
  if (charted.points.length === 0 || !isDrawable(charted)) return NOTHING;
  if (measure.metric === "number") return numberChart(charted, measure);
  return measure.metric === "limit" ? limitChart(charted, measure) : NOTHING;
}

/** Whether the numbers lie near enough to each other to be computed with. */
function isDrawable({ points, scored: { keyResult } }: Charted): boolean {
  const numbers = [...points.map(({ value }) => value), ...Object.values(keyResult.measure)].filter(
    (value) => typeof value === "number",
  );
  return Number.isFinite(2 * (Math.max(...numbers) - Math.min(...numbers)));
}

interface Value {
  readonly day: Day;
  readonly value: number;
}

function valuesOf(points: readonly Point[]): Value[] {
  return points.map(({ day, value }) => ({ day, value: value as number }));
}

/** The days a chart shows: those of the cycle, and of readings beside them. */
export function daysOf({ cycle }: Followed, days: readonly Day[]): [Day, Day] {
  const all = [...days, ...(cycle === null ? [] : [cycle.start, cycle.end])].sort();
  return [all[0] as Day, all.at(-1) as Day];
}

function numberChart(charted: Charted, { baseline, target }: NumberMetric): Markup {
  const { followed, points, today } = charted;
  const values = valuesOf(points);
  const moves = movesOf(charted);
  const confidence = points.some((point) => point.confidence !== null);
  const days = daysOf(
    followed,
    values.map(({ day }) => day),
  );
  const aims = aimsOf(moves, target, days[0]);
  const all = [baseline, ...aims.map(({ value }) => value), ...values.map(({ value }) => value)];
  const plot = plotOf(days, all, confidence ? { bottom: SIZE.bottom - 34 } : {});
  const { cycle } = followed;
  const pace =
    cycle &&
    track(plot, [
      { day: cycle.start, value: baseline },
      { day: cycle.end, value: target },
    ]);
  const aim = track(plot, [...aims, { day: days[1], value: target }], curveStepAfter);
  const drawing = html`${axes(plot, today, followed.cycle?.end ?? null)}<path class="baseline" d="M${SIZE.left} ${round(plot.y(baseline))}H${SIZE.right}"/><path class="target" d="${aim}"/>${pace && html`<path class="pace" d="${pace}"/>`}<text class="side" x="${SIZE.right + 4}" y="${round(plot.y(target)) + 4}">target</text><text class="side" x="${SIZE.right + 4}" y="${round(plot.y(baseline)) + 4}">start</text>${moveMarks(plot, moves)}${readings(plot, values)}${confidence && confidenceStrip(plot, points)}`;
  const legend = html`${key("readings", "readings")} ${pace && key("pace", "steady pace")} ${key("target", "target")}${moves.length > 0 && html` ${key("moved", "goalpost moved")}`}${confidence && html` ${key("confidence", "confidence, 0 to 1")}`}`;
  return figure(chartId(charted), namesOf(charted), drawing, legend);
}

function limitChart(charted: Charted, { at_least, at_most }: LimitMetric): Markup {
  const { followed, points, today } = charted;
  const values = valuesOf(points);
  const moves = movesOf(charted);
  const confidence = points.some((point) => point.confidence !== null);
  const bounds = [at_least, at_most].flatMap((bound) => bound ?? []);
  const days = daysOf(
    followed,
    values.map(({ day }) => day),
  );
  const plot = plotOf(
    days,
    [...bounds, ...values.map(({ value }) => value)],
    confidence ? { bottom: SIZE.bottom - 34 } : {},
  );
  const high = at_most === undefined ? plot.top : round(plot.y(at_most));
  const low = at_least === undefined ? plot.bottom : round(plot.y(at_least));
  const last = values.at(-1) as Value;
  const until = today < days[1] ? today : days[1];
  const held = track(plot, values, curveStepAfter);
  const carried = until > last.day && [last, { day: until, value: last.value }];
  const holds = (value: number) =>
    (at_least === undefined || value >= at_least) && (at_most === undefined || value <= at_most);
  const marks = values.map(({ day, value }) =>
    mark(holds(value) ? "held" : "broken", across(plot, day), plot.y(value)),
  );
  const edges = bounds.map(
    (bound) => html`<path class="target" d="M${SIZE.left} ${round(plot.y(bound))}H${SIZE.right}"/>`,
  );
  const drawing = html`<path class="band" d="M${SIZE.left} ${high}H${SIZE.right}V${low}H${SIZE.left}Z"/>${axes(plot, today, followed.cycle?.end ?? null)}${edges}<text class="side" x="${SIZE.right + 4}" y="${round(plot.y(bounds[0] ?? 0)) + 4}">limit</text>${moveMarks(plot, moves)}<path class="readings" d="${held}"/>${carried && html`<path class="carried" d="${track(plot, carried)}"/>`}${marks}${lastValue(plot, last)}${confidence && confidenceStrip(plot, points)}`;
  const legend = html`${key("held", "held")} ${key("broken", "broken")} <span class="entry"><svg class="key" viewBox="0 0 24 10" aria-hidden="true"><path class="band" d="M0 0H24V10H0Z"/></svg> within the limit</span>${carried && html` ${key("carried", "no new reading")}`}${moves.length > 0 && html` ${key("moved", "goalpost moved")}`}${confidence && html` ${key("confidence", "confidence, 0 to 1")}`}`;
  return figure(chartId(charted), namesOf(charted), drawing, legend);
}

function chartId({ followed, scored }: Charted): string {
  return `chart-${followed.objective.id}.${scored.keyResult.id}`;
}

/** What the chart is, and what it shows, in words. */
function namesOf({ scored, points, followed, today }: Charted): { title: string; description: string } {
  const { keyResult, score } = scored;
  const [first, last] = [points[0] as Point, points.at(-1) as Point];
  const value = (point: Point) => shownValue(keyResult, point.value);
  const unit = keyResult.unit === null ? "" : ` ${keyResult.unit}`;
  const read =
    points.length === 1
      ? `One reading: ${value(first)}${unit} on ${dayWords(first.day)}.`
      : `${points.length} readings, from ${value(first)} on ${dayWords(first.day)} to ${value(last)}${unit} on ${dayWords(last.day)}.`;
  const pace = expected(followed, keyResult.measure);
  const steady =
    pace === null
      ? ""
      : ` At a steady pace it would be ${Number(pace.toPrecision(3))} on ${dayWords(today)}.`;
  return {
    title: `Readings of “${keyResult.title}”`,
    description: `${movement(keyResult)}. ${read}${steady} Score ${decimal(score)}. The table of readings of this objective has them all.`,
  };
}

function expected({ elapsed, closed }: Followed, measure: Measure): number | null {
  if (measure.metric !== "number" || elapsed === null || closed) return null;
  return measure.baseline + (measure.target - measure.baseline) * elapsed;
}

function readings(plot: Plot, values: readonly Value[]): Markup {
  const marks = values.map(({ day, value }) => mark("point", across(plot, day), plot.y(value)));
  return html`<path class="readings" d="${track(plot, values)}"/>${marks}${lastValue(plot, values.at(-1) as Value)}`;
}

/** The last value, written beside its point. */
export function lastValue(plot: Plot, { day, value }: Value, words = shortNumber(value)): Markup {
  const [x, y] = [across(plot, day), round(plot.y(value))];
  const end = x > SIZE.right - 50;
  const above = y > plot.top + 16;
  return html`<text class="last" x="${end ? x - 2 : x + 6}" y="${above ? y - 8 : y + 18}" text-anchor="${end ? "end" : "start"}">${words}</text>`;
}

/** A number with four digits that count; of larger ones all that stand before the point. */
function shortNumber(value: number): string {
  return String(Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(4)));
}

/** The confidence given for this key result, as a band of its own below the readings. */
function confidenceStrip({ x }: Plot, points: readonly Point[]): Markup {
  const strip: Plot = { ...plotOf(["2000-01-01", "2000-01-02"], [0, 1], { tight: true }), x };
  strip.y.range([SIZE.bottom - 2, SIZE.bottom - 24]);
  const given = points.flatMap(({ day, confidence }) =>
    confidence === null ? [] : { day, value: confidence },
  );
  const last = given.at(-1) as Value;
  return html`<path class="grid" d="M${SIZE.left} ${SIZE.bottom - 2}H${SIZE.right}"/><path class="grid" d="M${SIZE.left} ${SIZE.bottom - 24}H${SIZE.right}"/><path class="confidence" d="${track(strip, given)}"/>${given.map(({ day, value }) => html`<circle class="sure" cx="${across(strip, day)}" cy="${round(strip.y(value))}" r="2.5"/>`)}<text class="side" x="${SIZE.right + 4}" y="${SIZE.bottom - 9}">${decimal(last.value)}</text>`;
}

/** The moves that concern the measure of this key result. */
function movesOf({ followed, scored }: Charted): Move[] {
  return (followed.past?.moves ?? []).filter(
    ({ change }) => change.keyResult === scored.keyResult.id && change.property !== null,
  );
}

/** The targets one after the other: the first from the beginning on, each other from its day. */
function aimsOf(moves: readonly Move[], target: number, start: Day): Value[] {
  const changed = moves.flatMap(({ day, change }) =>
    change.property === "target" &&
    day !== null &&
    day >= start &&
    typeof change.from === "number" &&
    typeof change.to === "number"
      ? { day, from: change.from, to: change.to }
      : [],
  );
  const first = changed[0]?.from ?? target;
  return [{ day: start, value: first }, ...changed.map(({ day, to }) => ({ day, value: to }))];
}

function moveMarks(plot: Plot, moves: readonly Move[]): Markup {
  const [from, to] = plot.x.domain() as [number, number];
  const days = new Set(moves.flatMap(({ day }) => day ?? []));
  return html`${[...days]
    .filter((day) => toNumber(day) >= from && toNumber(day) <= to)
    .map(
      (day) =>
        html`<path class="move" d="M${across(plot, day)} ${plot.top}V${plot.bottom}"/>${mark("moved", across(plot, day), plot.top)}`,
    )}`;
}
