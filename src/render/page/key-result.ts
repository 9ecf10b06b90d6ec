import type { ObjectiveStory, Point } from "../../analysis/report.ts";
import type { KeyResultScore } from "../../analysis/score.ts";
import type { MilestonesMetric } from "../../model/metrics/index.ts";
import type { KeyResult } from "../../model/plan.ts";
import { decimal, movement, shownValue } from "../words.ts";
import { shortDay, time } from "./days.ts";
import { keyResultChart } from "./key-result-chart.ts";
import { html, type Markup, NOTHING } from "./markup.ts";
import { type Page, person } from "./place.ts";
import { plainWords } from "./prose.ts";
import { isOver, weightWords } from "./reasons.ts";
import { scoreBar } from "./standing.ts";

/** One key result: how far it is, its chart or its steps, who answers for it, and what was noted last. */
export function keyResultCard(scored: KeyResultScore, story: ObjectiveStory, page: Page): Markup {
  const { keyResult, reading, score, ref, grade, reason, derivation } = scored;
  const { followed, grip } = story;
  const points = story.points.get(keyResult.id) ?? [];
  const note = grip?.notes.get(keyResult.id);
  const pace = followed.closed || isOver(followed, page.report.day) ? null : followed.elapsed;
  return html`<li class="key-result" id="key-result-${ref.replace("/", ".")}">
<h5><bdi>${keyResult.title}</bdi>${weightWords(keyResult, followed)}</h5>
<div class="measure"><span class="movement">${movement(keyResult)}${isShare(keyResult) && html` <span class="quiet">(1 is all of it)</span>`}</span>${
    reading === null
      ? html`<span class="now quiet">no reading yet, counts 0.00</span>`
      : html`<span class="now">now <strong>${shownValue(keyResult, reading.value)}</strong> on ${shortDay(reading.date, page.report.day)}</span>`
  }</div>
<div class="result">${scoreBar(score, pace)}<span><span class="label">score</span> <strong>${decimal(score)}</strong></span>${grade !== null && html`<span><span class="label">grade</span> <strong>${decimal(grade)}</strong></span>`}</div>
${keyResultChart({ followed, scored, points, today: page.report.day })}${steps(scored, points)}
<p class="small quiet">${isDerived(scored) && html`Progress: ${derivation} = ${decimal(scored.progress ?? 0)}. `}${people(scored, story, page)}</p>${note !== undefined && html`<p class="note"><bdi>${plainWords(note)}</bdi></p>`}${reason !== null && html`<p class="note">Why the grade differs: <bdi>${plainWords(reason)}</bdi></p>`}
</li>`;
}

/** Whether there is something to tell of how the progress came about: at the start, at the target and of a share there is not. */
function isDerived({ derivation, progress, keyResult }: KeyResultScore): boolean {
  return derivation !== null && progress !== 0 && progress !== 1 && !isShare(keyResult);
}

/** Whether a number without a unit goes from nothing to all. */
function isShare({ measure, unit }: KeyResult): boolean {
  return unit === null && measure.metric === "number" && measure.baseline === 0 && measure.target === 1;
}

function people({ keyResult }: KeyResultScore, { followed }: ObjectiveStory, page: Page): Markup {
  const owner = person(keyResult.owner ?? followed.objective.owner, page);
  return html`Owner ${owner}${keyResult.backup !== null && html`, backup ${person(keyResult.backup, page)}`}.`;
}

/** The steps of milestones, and whether something is done: what no line shows. */
function steps({ keyResult, reading }: KeyResultScore, points: readonly Point[]): Markup {
  const { measure } = keyResult;
  if (measure.metric === "milestones") return milestoneSteps(measure, points);
  if (measure.metric !== "binary") return NOTHING;
  const done = reading?.value === true;
  const day = points.findLast(({ value }, index) => value === true && points[index - 1]?.value !== true)?.day;
  return html`<ol class="steps"><li class="${done ? "reached" : "open"}"><span aria-hidden="true">${done ? "✓" : "○"}</span> ${done ? "done" : "not done yet"}${done && day !== undefined && html` <span class="quiet">since ${time(day)}</span>`}</li></ol>`;
}

function milestoneSteps({ milestones }: MilestonesMetric, points: readonly Point[]): Markup {
  const now = new Set((points.at(-1)?.value ?? []) as readonly string[]);
  const since = (id: string) => {
    let first: Point | undefined;
    for (const point of points) {
      if (!(point.value as readonly string[]).includes(id)) first = undefined;
      else first ??= point;
    }
    return first;
  };
  return html`<ol class="steps">${milestones.map(({ id, title, weight = 1 }) => {
    const day = since(id)?.day;
    return html`<li class="${now.has(id) ? "reached" : "open"}"><span aria-hidden="true">${now.has(id) ? "✓" : "○"}</span><span class="hidden">${now.has(id) ? "reached: " : "open: "}</span> <bdi>${title}</bdi>${weight !== 1 && html` <span class="quiet">(weight ${weight})</span>`}${day !== undefined && html` <span class="quiet">${shortDay(day)}</span>`}</li>`;
  })}</ol>`;
}
