import { type Paced, STATUSES } from "../../analysis/pace.ts";
import { isStrategic } from "../../analysis/report/strategy.ts";
import type { Report, Verdict } from "../../analysis/report.ts";
import { mean } from "../../analysis/score.ts";
import { type Cycle, cycleDays } from "../../model/cycle.ts";
import { type Day, daysBetween } from "../../model/day.ts";
import { sentence, verdictSentences } from "../report-words.ts";
import { STATUS_SIGNS } from "../style.ts";
import { count, decimal } from "../words.ts";
import { dayWords } from "./days.ts";
import { html, type Markup, NOTHING } from "./markup.ts";
import { changeMark, round, STATUS_NAMES, scoreBar, standingOf } from "./standing.ts";

const DAY = /\d{4}-\d\d-\d\d/g;

/** The few sentences and numbers that a reader needs to know in ten seconds. */
export function figures(report: Report): Markup {
  const { kind, overview, since, snapshot } = report;
  if (overview.mean === null) return html`<p class="lead">There is no objective to report on.</p>`;
  const strategic = overview.objectives.filter(({ objective }) =>
    isStrategic(snapshot.plan.team(objective.team)),
  );
  if (kind === "scorecard")
    return html`<p class="lead">${verdictSentences(report).join(" ").replace(DAY, dayWords)}</p><div class="tiles">${scoreTile(report, overview.objectives, null)}${bandTile(report)}${timeTile(report)}</div>`;
  if (kind !== "strategic" || strategic.length === 0)
    return html`<p class="lead">${leadSentence(report, overview.objectives, "objective")}</p><div class="tiles">${scoreTile(report, overview.objectives, since?.mean ?? null)}${statusTile(overview.objectives, "Status")}${timeTile(report)}</div>`;
  const ids = new Set(strategic.map(({ objective }) => objective.id));
  const then = mean(
    (since?.objectives ?? []).flatMap(({ id, before }) => (before && ids.has(id) ? before.score : [])),
  );
  const teams = overview.objectives.filter(({ objective }) => !ids.has(objective.id));
  return html`<p class="lead">${leadSentence(report, strategic, "strategic objective")}</p><div class="tiles">${scoreTile(report, strategic, then)}${statusTile(strategic, "Strategic objectives")}${teams.length > 0 && statusTile(teams, "Objectives of teams")}${timeTile(report)}</div>`;
}

/** How the objectives stand, as people say it; the worst last. */
function leadSentence(report: Report, objectives: readonly Paced[], noun: string): string {
  const { overview, day, cycles } = report;
  const all = objectives.length;
  const open = objectives.filter(({ closed }) => closed === null);
  if (overview.outside === "before")
    return `${count(all, noun)} ${all === 1 ? "is" : "are"} planned; the cycle has not begun.`;
  if (open.length === 0) return all === 1 ? `The one ${noun} is closed.` : `All ${all} ${noun}s are closed.`;
  const one = (status: Paced["status"], [single, many]: readonly [string, string]) => {
    const number = open.filter((paced) => paced.status === status).length;
    return number === 0 ? [] : all === 1 ? [single] : [`${number} ${number === 1 ? single : many}`];
  };
  const parts = [
    ...one("on-track", ["is on track", "are on track"]),
    ...one("early", ["is too early to judge", "are too early to judge"]),
    ...one("at-risk", ["is at risk", "are at risk"]),
    ...one("off-track", ["is off track", "are off track"]),
    ...one("stale", ["has no recent check-in", "have no recent check-in"]),
    ...one(null, ["is in no cycle", "are in no cycle"]),
  ];
  const over = cycles.length > 0 && cycles.every(({ end }) => end < day);
  const late = over
    ? ` The cycle is over; ${open.length === 1 ? "it is" : `${open.length} are`} still to be closed.`
    : "";
  return `${all === 1 ? `The one ${noun}` : `Of ${count(open.length, `open ${noun}`)},`} ${sentence(parts)}.${late}`;
}

function scoreTile(
  { kind, headline, since, day, verdicts }: Report,
  objectives: readonly Paced[],
  then: number | null,
): Markup {
  const score = (kind === "scorecard" ? headline.mean : mean(objectives.map((one) => one.score))) ?? 0;
  const open = objectives.filter(
    ({ closed, cycle }) => closed === null && cycle !== null && day <= cycle.end,
  );
  const pace = mean(open.flatMap(({ elapsed }) => elapsed ?? []));
  const moved = then === null ? null : score - then;
  const from = since === null ? "" : dayWords(since.day);
  const unknown = verdicts.filter(({ reached }) => reached === null).length;
  const graded = verdicts.length > 0 && verdicts.every((verdict) => verdict.graded);
  const sofar = unknown > 0 && `; not final: ${unknown} of ${verdicts.length} not closed`;
  return html`<section class="tile" aria-labelledby="tile-score"><h2 id="tile-score">Mean ${graded ? "grade" : "score"}${unknown > 0 && " so far"}</h2><p class="big">${decimal(score)} ${changeMark(moved, `since ${from}`)}</p>${scoreBar(score, pace)}<p class="small quiet">${pace === null ? "of 1.00" : `of 1.00; at a steady pace it would be ${decimal(pace)} today`}${sofar}${moved !== null && `. Change since ${from}`}</p></section>`;
}

/** How many there are of each status, as one bar and as a list. */
export function standings(objectives: readonly Pick<Paced, "closed" | "status">[]): Markup {
  const numbers = new Map<string, number>();
  for (const paced of objectives) {
    const standing = standingOf(paced);
    numbers.set(standing, (numbers.get(standing) ?? 0) + 1);
  }
  const all = [
    ...STATUSES.map((status) => ({
      name: status as string,
      sign: STATUS_SIGNS[status],
      words: STATUS_NAMES[status],
    })),
    { name: "closed", sign: "■", words: "closed" },
    { name: "none", sign: "?", words: "in no cycle" },
  ].flatMap((one) => ({ ...one, number: numbers.get(one.name) ?? 0 }));
  const some = all.filter(({ number }) => number > 0);
  return shares(some);
}

/** How many are of one kind; `name` is that of the status they look like. */
interface Share {
  readonly name: string;
  readonly sign: string;
  readonly words: string;
  readonly number: number;
}

/** Shares of a whole: as one bar and as a list. */
function shares(some: readonly Share[]): Markup {
  return html`${stack(some)}<ul class="counts">${some.map(({ name, sign, words, number }) => html`<li class="${name}"><span aria-hidden="true">${sign}</span> <strong>${number}</strong> ${words}</li>`)}</ul>`;
}

function statusTile(objectives: readonly Paced[], heading: string): Markup {
  const id = `tile-${heading.toLowerCase().replaceAll(" ", "-")}`;
  return html`<section class="tile" aria-labelledby="${id}"><h2 id="${id}">${heading}</h2>${standings(objectives)}</section>`;
}

/** What a score or grade is called at the end, the sign of it, and the status that looks like it. */
const BANDS = {
  good: { name: "on-track", sign: "✓", words: "good" },
  met: { name: "on-track", sign: "✓", words: "met" },
  fair: { name: "at-risk", sign: "◐", words: "fair" },
  poor: { name: "off-track", sign: "✗", words: "poor" },
  missed: { name: "off-track", sign: "✗", words: "missed" },
} as const;
const UNKNOWN = { name: "none", sign: "?", words: "not closed" } as const;

/** How an objective ended, as far as anybody has said. */
export function endOf({ reached, band }: Verdict): (typeof BANDS)[Verdict["band"]] | typeof UNKNOWN {
  return reached === null ? UNKNOWN : BANDS[band];
}

function bandTile({ verdicts }: Report): Markup {
  const some = [...Object.values(BANDS), UNKNOWN].flatMap((look) => {
    const number = verdicts.filter((verdict) => endOf(verdict) === look).length;
    return number === 0 ? [] : { ...look, number };
  });
  return html`<section class="tile" aria-labelledby="tile-bands"><h2 id="tile-bands">How it ended</h2>${shares(some)}</section>`;
}

/** Shares of a whole beside each other. */
function stack(parts: readonly { readonly name: string; readonly number: number }[]): Markup {
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
  const rest = cycles.slice(CYCLES).map(({ id }) => id);
  return html`<section class="tile" aria-labelledby="tile-time"><h2 id="tile-time">Time</h2>${cycles.slice(0, CYCLES).map((cycle) => cycleTime(cycle, day))}${rest.length > 0 && html`<p class="small quiet">and ${rest.join(", ")}</p>`}</section>`;
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
  const share =
    left < 0 ? html`over` : html`${Math.round((gone / days) * 100)}\u00a0% <span class="unit">gone</span>`;
  return html`<p class="big"><span class="unit"><bdi>${cycle.title ?? cycle.id}</bdi></span> ${share}</p>${scoreBar(gone / days, null, "time")}<p class="small quiet">${words}</p>`;
}
