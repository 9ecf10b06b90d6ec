import type { Overview } from "../../analysis/overview.ts";
import { STATUSES } from "../../analysis/pace.ts";
import type { Report } from "../../analysis/report.ts";
import { mean } from "../../analysis/score.ts";
import { type Cycle, cycleDays } from "../../model/cycle.ts";
import { type Day, daysBetween } from "../../model/day.ts";
import { needingAttention, sentence } from "../report-words.ts";
import { STATUS_SIGNS } from "../style.ts";
import { count, decimal } from "../words.ts";
import { dayWords } from "./days.ts";
import { html, type Markup, NOTHING } from "./markup.ts";
import { changeMark, round, STATUS_NAMES, scoreBar } from "./standing.ts";

/** The few sentences and numbers that a reader needs to know in ten seconds. */
export function figures(report: Report): Markup {
  const { overview } = report;
  if (overview.mean === null) return html`<p class="lead">There is no objective to report on.</p>`;
  return html`<p class="lead">${leadSentence(report)}</p><div class="tiles">${scoreTile(report)}${statusTile(overview)}${timeTile(report)}</div>`;
}

function leadSentence(report: Report): string {
  const { overview, day } = report;
  const { counts, objectives } = overview;
  const open = counts.objectives - counts.closed;
  if (overview.outside === "before")
    return `${count(objectives.length, "objective")} ${objectives.length === 1 ? "is" : "are"} planned; the cycle has not begun.`;
  if (open === 0)
    return `${objectives.length === 1 ? "The one objective is" : `All ${objectives.length} objectives are`} closed.`;
  const urgent = [
    ...(counts["off-track"] > 0 ? [`${counts["off-track"]} off track`] : []),
    ...(counts["at-risk"] > 0 ? [`${counts["at-risk"]} at risk`] : []),
    ...(counts.stale > 0 ? [`${counts.stale} without a recent check-in`] : []),
  ];
  const whole = `Of ${count(open, "open objective")}, `;
  const on = counts["on-track"];
  const early = counts.early > 0 ? [`${counts.early} too early to judge`] : [];
  const standing = sentence([
    ...(on > 0 ? [`${on} ${on === 1 ? "is" : "are"} on track`] : []),
    ...urgent,
    ...early,
  ]);
  const calm = needingAttention(report).length === 0 ? " None needs attention today." : "";
  const over =
    report.cycles.every(({ end }) => end < day) && open > 0
      ? ` The cycle is over; ${open} ${open === 1 ? "is" : "are"} still to be closed.`
      : "";
  return `${whole}${standing === "" ? "none has a status" : standing}.${calm}${over}`;
}

function scoreTile({ overview, since }: Report): Markup {
  const { mean: score, objectives } = overview;
  if (score === null) return NOTHING;
  const open = objectives.filter(({ closed }) => closed === null);
  const pace = mean(open.flatMap(({ elapsed }) => elapsed ?? []));
  const before = since?.mean ?? null;
  const moved = before === null || since === null ? null : score - before;
  return html`<section class="tile" aria-labelledby="tile-score"><h2 id="tile-score">Mean score</h2><p class="big">${decimal(score)} ${since !== null && changeMark(moved, `since ${dayWords(since.day)}`)}</p>${scoreBar(score, pace)}<p class="small quiet">${pace === null ? "of 1.00" : `of 1.00; at a steady pace it would be ${decimal(pace)} today`}${since !== null && moved !== null && html`. Change since ${dayWords(since.day)}`}</p></section>`;
}

/** How many there are of each status, as one bar and as a list. */
export function statusTile({ counts }: Pick<Overview, "counts">, heading = "Status"): Markup {
  const all = [
    ...STATUSES.map((status) => ({
      name: status as string,
      sign: STATUS_SIGNS[status],
      words: STATUS_NAMES[status],
      number: counts[status],
    })),
    { name: "closed", sign: "■", words: "closed", number: counts.closed },
  ].filter(({ number }) => number > 0);
  return html`<section class="tile" aria-labelledby="tile-status"><h2 id="tile-status">${heading}</h2>${stack(all)}<ul class="counts">${all.map(({ name, sign, words, number }) => html`<li class="${name}"><span aria-hidden="true">${sign}</span> <strong>${number}</strong> ${words}</li>`)}</ul></section>`;
}

/** Shares of a whole beside each other. */
export function stack(parts: readonly { readonly name: string; readonly number: number }[]): Markup {
  const sum = parts.reduce((all, { number }) => all + number, 0);
  let from = 0;
  const pieces = parts.map(({ name, number }) => {
    const start = from;
    from += (number / sum) * 100;
    return html`<path class="${name}" d="M${round(start)} 6H${round(Math.max(start + 0.4, from - 0.6))}"/>`;
  });
  return html`<svg class="stack" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">${pieces}</svg>`;
}

/** So many cycles are shown beside each other. */
const CYCLES = 2;

function timeTile({ cycles, day }: Report): Markup {
  if (cycles.length === 0) return NOTHING;
  return html`<section class="tile" aria-labelledby="tile-time"><h2 id="tile-time">Time</h2>${cycles.slice(0, CYCLES).map((cycle) => cycleTime(cycle, day))}${
    cycles.length > CYCLES &&
    html`<p class="small quiet">and ${cycles
      .slice(CYCLES)
      .map(({ id }) => id)
      .join(", ")}</p>`
  }</section>`;
}

function cycleTime(cycle: Cycle, day: Day): Markup {
  const days = cycleDays(cycle);
  const gone = Math.min(days, Math.max(0, daysBetween(cycle.start, day) + 1));
  const left = daysBetween(day, cycle.end);
  const words =
    gone === 0
      ? `begins on ${dayWords(cycle.start)}, in ${count(daysBetween(day, cycle.start), "day")}`
      : left < 0
        ? `ended on ${dayWords(cycle.end)}, ${count(-left, "day")} ago`
        : `${count(left, "day")} left, until ${dayWords(cycle.end)}`;
  return html`<p class="big"><span class="unit"><bdi>${cycle.title ?? cycle.id}</bdi></span> ${Math.round((gone / days) * 100)} % <span class="unit">gone</span></p>${scoreBar(gone / days, null, "time")}<p class="small quiet">${words}</p>`;
}
