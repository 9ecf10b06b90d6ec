import type { Day } from "../../model/day.ts";
import { html, type Markup } from "./markup.ts";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** The short name of a month, 1–12. */
export function monthName(month: number): string {
  return MONTHS[month - 1] ?? "";
}

/** A day as people write one: `20 Nov 2026`. */
export function dayWords(day: Day): string {
  return `${shortDay(day)} ${day.slice(0, 4)}`;
}

/** The same without its year, where that is the year of another day or none is given: `20 Nov`. */
export function shortDay(day: Day, today = day): string {
  if (day.slice(0, 4) !== today.slice(0, 4)) return dayWords(day);
  return `${Number(day.slice(8, 10))} ${monthName(Number(day.slice(5, 7)))}`;
}

/** A day that programs can read too. */
export function time(day: Day): Markup {
  return html`<time datetime="${day}">${dayWords(day)}</time>`;
}
