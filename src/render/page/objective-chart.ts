import type { Followed } from "../../analysis/overview.ts";
import type { Day } from "../../model/day.ts";
import { decimal } from "../words.ts";
import { dayWords } from "./days.ts";
import { daysOf, lastValue } from "./key-result-chart.ts";
import { html, type Markup, NOTHING } from "./markup.ts";
import { across, axes, figure, key, mark, plotOf, SIZE, track } from "./plot.ts";
import { round } from "./standing.ts";

/** Scores until the week of a day, and those that are only carried on from there. */
function partAt<S extends { readonly day: Day }>(read: Day | null, scores: readonly S[]) {
  const until = scores.findIndex(({ day }) => read !== null && day >= read);
  if (until < 0) return { measured: scores, carried: [] };
  return { measured: scores.slice(0, until + 1), carried: scores.slice(until) };
}

/** The day of the last reading of any key result; null without any. */
function lastReadingOf({ keyResults }: Followed): Day | null {
  return keyResults.reduce<Day | null>(
    (last, { reading }) => (reading !== null && reading.date > (last ?? "") ? reading.date : last),
    null,
  );
}

/** Score and confidence of an objective, week by week, beside a steady pace; nothing before two weeks are known. */
export function objectiveChart(followed: Followed, today: Day): Markup {
  const { cycle, past, objective, checkIns } = followed;
  const weeks = past?.weeks ?? [];
  const scores = weeks.flatMap(({ day, scored }) => (scored === null ? [] : { day, value: scored.score }));
  if (cycle === null || scores.length === 0) return NOTHING;
  const given = checkIns.flatMap(({ date, confidence }) =>
    confidence === null || date < cycle.start ? [] : { day: date, value: confidence },
  );
  const moved = weeks.filter(({ redefined }) => redefined);
  const days = daysOf(
    followed,
    weeks.map(({ day }) => day),
  );
  const plot = plotOf(days, [0, 1], { tight: true });
  const pace = track(plot, [
    { day: cycle.start, value: 0 },
    { day: cycle.end, value: 1 },
  ]);
  const last = scores.at(-1) as { day: Day; value: number };
  const { measured, carried } = partAt(lastReadingOf(followed), scores);
  const known = measured.at(-1) as typeof last;
  const atEnd = across(plot, known.day) > SIZE.right - 50;
  const { end } = cycle;
  const { projected, closed } = followed;
  const ahead = today < end && closed === null && projected !== null && followed.status !== "early";
  const sure = given.at(-1);
  const drawing = html`${axes(plot, today, end)}<path class="pace" d="${pace}"/>${given.length > 0 && html`<path class="confidence" d="${track(plot, given)}"/>${given.map(({ day, value }) => html`<circle class="sure" cx="${across(plot, day)}" cy="${round(plot.y(value))}" r="2.5"/>`)}`}${moved.map(({ day }) => mark("moved", Math.max(across(plot, day), SIZE.left + 6), plot.top))}<path class="score" d="${track(plot, measured)}"/>${carried.length > 1 && html`<path class="carried" d="${track(plot, carried)}"/>`}${
    ahead && html`<path class="ahead" d="${track(plot, [last, { day: end, value: projected }])}"/>`
  }${mark("point", across(plot, known.day), plot.y(known.value))}${atEnd ? html`<text class="side strong" x="${SIZE.right + 4}" y="${round(plot.y(known.value)) + 4}">${decimal(known.value)}</text>` : lastValue(plot, known, decimal(known.value))}${ahead && !atEnd && html`<text class="side" x="${SIZE.right + 4}" y="${round(plot.y(projected)) + 4}">${decimal(projected)}</text>`}`;
  const legend = html`${key("score", "score")}${carried.length > 1 && html` ${key("carried", "no new reading")}`}${ahead && html` ${key("ahead", `if it goes on like this: ${decimal(projected)}`)}`} ${key("pace", "steady pace")}${given.length > 0 && html` ${key("confidence", "confidence")}`}${moved.length > 0 && html` ${key("moved", "goalpost moved")}`}`;
  const description = `The score went to ${decimal(last.value)} by ${dayWords(last.day)}, by the definition in force in each week.${sure ? ` Confidence was ${decimal(sure.value)} on ${dayWords(sure.day)}.` : ""} A steady pace goes from 0 at the beginning of the cycle to 1 at its end.`;
  return figure(
    `chart-${objective.id}`,
    { title: `Score and confidence of “${objective.title}” by week`, description },
    drawing,
    legend,
  );
}
