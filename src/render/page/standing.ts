import { line } from "d3-shape";
import type { Paced, Status } from "../../analysis/pace.ts";
import { clamp } from "../../analysis/score.ts";
import type { Week } from "../../analysis/weeks.ts";
import type { Day } from "../../model/day.ts";
import { STATUS_SIGNS } from "../style.ts";
import { change, decimal } from "../words.ts";
import { html, type Markup, NOTHING } from "./markup.ts";

/** The statuses in short words. */
export const STATUS_NAMES: Readonly<Record<Status, string>> = {
  "on-track": "on track",
  "at-risk": "at risk",
  "off-track": "off track",
  stale: "no recent check-in",
  early: "too early to judge",
};

/** A name for the status of an objective, also of one that is closed or whose cycle does not exist. */
export function standingOf({ closed, status }: Pick<Paced, "closed" | "status">): Status | "closed" | "none" {
  return closed ? "closed" : (status ?? "none");
}

/** The sign and the words of a status. */
export function statusChip(paced: Pick<Paced, "closed" | "status">): Markup {
  const standing = standingOf(paced);
  const outcome = paced.closed?.outcome;
  const [sign, words] =
    standing === "closed"
      ? ["■", outcome ? `closed: ${outcome}` : "closed"]
      : standing === "none"
        ? ["?", "no such cycle"]
        : [STATUS_SIGNS[standing], STATUS_NAMES[standing]];
  return html`<span class="chip ${standing}"><span aria-hidden="true">${sign}</span> ${words}</span>`;
}

/** A bar from 0 to 1 with a mark where steady progress would be; what it shows is told in words beside it. */
export function scoreBar(score: number, pace: number | null, standing = ""): Markup {
  const done = round(clamp(score) * 100);
  const mark = pace === null ? NOTHING : html`<path class="pace" d="M${round(1 + clamp(pace) * 98)} 0V12"/>`;
  return html`<svg class="bar ${standing}" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true"><path class="track" d="M0 6H100"/>${done > 0 && html`<path class="done" d="M0 6H${done}"/>`}${mark}</svg>`;
}

/** A change with its sign and an arrow, and since when; nothing where there is none to tell. @param shown whether everybody sees since when */
export function changeMark(value: number | null, since: string, shown = false): Markup {
  if (value === null) return NOTHING;
  const words = change(value);
  const when = html`<span class="${shown ? "since" : "hidden"}"> ${since}</span>`;
  if (words === "±0.00") return html`<span class="change">unchanged${when}</span>`;
  const [way, arrow] = value > 0 ? ["up", "▲"] : ["down", "▼"];
  return html`<span class="change ${way}"><span aria-hidden="true">${arrow}</span> ${words}${when}</span>`;
}

/** The scores of the weeks until the last check-in as a small line; their change is told in words beside it. */
export function sparkline(weeks: readonly Week[], last: Day | null): Markup {
  const until = last === null ? -1 : weeks.findIndex(({ day }) => day >= last);
  const points = weeks.flatMap(({ scored }, index) =>
    scored === null || (until >= 0 && index > until)
      ? []
      : [[(index / Math.max(1, weeks.length - 1)) * 96 + 2, 22 - clamp(scored.score) * 20]],
  ) as [number, number][];
  const end = points.at(-1);
  if (end === undefined || points.length < 2) return html`<span class="quiet">–</span>`;
  const path = line().digits(1)(points);
  return html`<svg class="spark" viewBox="0 0 100 24" aria-hidden="true"><path class="floor" d="M0 22H100"/><path class="line" d="${path ?? ""}"/><circle cx="${round(end[0])}" cy="${round(end[1])}" r="2.5"/></svg>`;
}

/** A score, or a dash. */
export function number(value: number | null): string {
  return value === null ? "–" : decimal(value);
}

/** A number for markup, with one decimal at most. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
