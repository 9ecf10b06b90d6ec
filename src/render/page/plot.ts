import { type ScaleLinear, scaleLinear } from "d3-scale";
import { type CurveFactory, curveLinear, line } from "d3-shape";
import { type Day, fromNumber, toNumber } from "../../model/day.ts";
import { monthName, shortDay } from "./days.ts";
import { html, type Markup, NOTHING } from "./markup.ts";
import { round } from "./standing.ts";

/** The place of a chart: days across, a quantity upwards. */
export interface Plot {
  readonly x: ScaleLinear<number, number>;
  readonly y: ScaleLinear<number, number>;
  readonly top: number;
  readonly bottom: number;
}

/** The measures of every chart, in units of its view box. */
export const SIZE = { width: 440, height: 190, left: 44, right: 398, top: 16, bottom: 164 } as const;

/** The place for some days and some values, with room around the values where they are not bounds themselves. */
export function plotOf(
  days: readonly [Day, Day],
  values: readonly number[],
  { tight = false, bottom = SIZE.bottom }: { tight?: boolean; bottom?: number } = {},
): Plot {
  const [from, to] = [toNumber(days[0]), toNumber(days[1])];
  let [low, high] = [Math.min(...values), Math.max(...values)];
  if (low === high) [low, high] = [low - (Math.abs(low) || 1) / 2, high + (Math.abs(high) || 1) / 2];
  const room = tight ? 0 : (high - low) * 0.08;
  return {
    x: scaleLinear([from, Math.max(to, from + 1)], [SIZE.left, SIZE.right]),
    y: scaleLinear([low - room, high + room], [bottom, SIZE.top]),
    top: SIZE.top,
    bottom,
  };
}

/** Where a day lies. */
export function across({ x }: Plot, day: Day): number {
  return round(x(toNumber(day)));
}

/** A line through values on days. */
export function track(
  plot: Plot,
  points: readonly { readonly day: Day; readonly value: number }[],
  curve: CurveFactory = curveLinear,
): string {
  const through = line<{ day: Day; value: number }>()
    .x(({ day }) => plot.x(toNumber(day)))
    .y(({ value }) => plot.y(value))
    .curve(curve)
    .digits(1);
  return through([...points]) ?? "";
}

/** The lines and the numbers behind a chart: values at the left, months or days below, today, and the end of a cycle that is over. */
export function axes(plot: Plot, today: Day, end: Day | null): Markup {
  const ticks = plot.y.ticks(4);
  const large = ticks.some((tick) => Math.abs(tick) >= 10_000);
  const words = plot.y.tickFormat(4, large ? "~s" : undefined);
  const values = ticks.map((tick) => {
    const y = round(plot.y(tick));
    return html`<path class="grid" d="M${SIZE.left} ${y}H${SIZE.right}"/><text class="tick" x="${SIZE.left - 6}" y="${y + 4}" text-anchor="end">${words(tick)}</text>`;
  });
  const days = dayTicks(plot).map(
    ({ at, name }) =>
      html`<path class="grid" d="M${at} ${plot.bottom}v4"/><text class="tick" x="${at}" y="${SIZE.height - 8}">${name}</text>`,
  );
  return html`${values}${days}${end !== null && end < today ? dayMark(plot, end, "end of cycle") : dayMark(plot, today, "today")}`;
}

function dayMark(plot: Plot, marked: Day, name: string): Markup {
  const [from, to] = plot.x.domain() as [number, number];
  const day = toNumber(marked);
  if (day < from || day > to) return NOTHING;
  const at = across(plot, marked);
  const end = at > SIZE.right - name.length * 7;
  return html`<path class="today" d="M${at} ${plot.top - 4}V${plot.bottom}"/><text class="tick" x="${end ? at - 3 : at + 3}" y="${plot.top - 5}" text-anchor="${end ? "end" : "start"}">${name}</text>`;
}

/** Beginnings of months with their names, so many that they fit; of a short stretch every seventh day. */
function dayTicks({ x }: Plot): { at: number; name: string }[] {
  const [from, to] = x.domain() as [number, number];
  if (to - from < 45)
    return Array.from({ length: Math.floor((to - from) / 7) + 1 }, (_, week) => from + week * 7)
      .filter((_, index) => to - from < 30 || index % 2 === 0)
      .map((day) => ({ at: round(x(day)), name: shortDay(fromNumber(day)) }));
  const start = fromNumber(from);
  const months = Math.floor((to - from) / 30.4) + 1;
  const step = months <= 7 ? 1 : months <= 14 ? 2 : Math.ceil(months / 6);
  const first = Number(start.slice(5, 7)) - 1 + (start.endsWith("-01") ? 0 : 1);
  const ticks: { at: number; name: string }[] = [];
  for (let month = first; month <= first + months; month += step) {
    const year = Number(start.slice(0, 4)) + Math.floor(month / 12);
    const day = toNumber(`${String(year).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}-01`);
    const name = `${monthName((month % 12) + 1)}${months > 14 ? ` ${year}` : ""}`;
    const at = round(x(day));
    if (day <= to && at + name.length * 6.5 < SIZE.width) ticks.push({ at, name });
  }
  return ticks;
}

/** A drawing with a name and a description for those who do not see it. */
export function figure(
  id: string,
  { title, description }: { title: string; description: string },
  drawing: Markup,
  legend: Markup,
): Markup {
  return html`<figure class="chart"><svg viewBox="0 0 ${SIZE.width} ${SIZE.height}" role="img" aria-labelledby="${id}-title ${id}-text"><title id="${id}-title">${title}</title><desc id="${id}-text">${description}</desc>${drawing}</svg><figcaption>${legend}</figcaption></figure>`;
}

/** One entry of a legend: a piece of line as the chart draws it, and what it is. */
export function key(name: string, words: string): Markup {
  const sign =
    name === "held" || name === "broken" || name === "moved"
      ? html`<svg class="key" viewBox="0 0 24 10" aria-hidden="true">${mark(name, 12, 5)}</svg>`
      : html`<svg class="key" viewBox="0 0 24 10" aria-hidden="true"><path class="${name}" d="M0 5H24"/></svg>`;
  return html`<span class="entry">${sign} ${words}</span>`;
}

/** A mark of a chart: a reading that holds a limit, one that breaks it, or a goalpost that moved. */
export function mark(name: "held" | "broken" | "moved" | "point", x: number, y: number): Markup {
  if (name === "broken") return html`<path class="broken" d="M${round(x - 4)} ${round(y - 4)}h8v8h-8Z"/>`;
  if (name === "moved") return html`<path class="moved" d="M${round(x)} ${round(y - 5)}l5 5l-5 5l-5 -5Z"/>`;
  return html`<circle class="${name}" cx="${round(x)}" cy="${round(y)}" r="${name === "held" ? 3.5 : 3}"/>`;
}
