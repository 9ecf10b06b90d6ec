import type { Forecast } from "../../analysis/report/scorecard.ts";
import type { ObjectiveStory, Verdict } from "../../analysis/report.ts";
import { capital, count, decimal } from "../words.ts";
import { detailSection } from "./cycle.ts";
import { shortDay } from "./days.ts";
import { endOf } from "./figures.ts";
import { movedTargets, moveList } from "./goalposts.ts";
import { html, type Markup, NOTHING } from "./markup.ts";
import { participationSection } from "./participation.ts";
import { objectiveLink, type Page, type Section, team } from "./place.ts";
import { plainWords } from "./prose.ts";
import { weightWords } from "./reasons.ts";
import { looksBack } from "./retrospective.ts";
import { round, scoreBar } from "./standing.ts";
import { LONG } from "./table.ts";

/** From this confidence on people expected to reach it. */
const SURE = 0.7;

/** Of fewer objectives than this no sum is told: it would be about one or two. */
const FEW = 3;

/** So many of what is told below the tables. */
const MOST = 60;

/** What to ask for where there are more. */
function more(all: number): Markup {
  return all <= MOST
    ? NOTHING
    : html`<p class="left-out">and ${all - MOST} more; those of one team: <code>okr report --scorecard --team ID</code></p>`;
}

/** The page after a cycle: how it ended, what was expected, what was learned. */
export function scorecardSections(page: Page): Section[] {
  const { verdicts } = page.report;
  if (verdicts.length === 0) return [];
  return [
    verdictSection(page),
    ...reasonSection(page),
    ...forecastSection(page),
    ...learnedSection(page),
    ...movedSection(page),
    detailSection(page),
    ...participationSection(page),
  ];
}

function titleOf({ followed: { objective } }: ObjectiveStory, page: Page): Markup {
  return html`${objectiveLink(objective.id, objective.title, page)}`;
}

function verdictSection(page: Page): Section {
  const { verdicts } = page.report;
  const open = verdicts.filter(({ story }) => story.followed.closed === null).length;
  const rows = verdicts.map((verdict) => {
    const { story, final, graded, outcome, reached, band, lastReading } = verdict;
    const { objective, score, closed } = story.followed;
    const { name, sign, words } = endOf(verdict);
    return html`<tr id="row-${objective.id}"><th scope="row" class="name">${page.toldIds.has(objective.id) ? titleOf(story, page) : html`<bdi>${objective.title}</bdi>`}</th><td data-name="How it ended"><span class="chip ${name}"><span aria-hidden="true">${sign}</span> ${words}</span>${reached === null && html`<br/><span class="small quiet">${lastReading === null ? "no reading" : `${band} so far · last reading ${shortDay(lastReading, page.report.day)}`}</span>`}</td><td data-name="Score" data-v="${Math.round(score * 1e4)}"><span class="score"><span>${decimal(score)}</span>${graded ? NOTHING : scoreBar(score, null, name)}</span></td><td data-name="Grade" data-v="${Math.round(final * 1e4)}"><span class="score"><span>${graded ? decimal(final) : "none yet"}</span> ${graded ? scoreBar(final, null, name) : NOTHING}</span></td><td data-name="Outcome">${outcome ?? (closed ? "not said" : html`<span class="quiet">–</span>`)}</td><td data-name="Team">${team(objective.team, page)}</td><td data-name="Type">${objective.type}</td></tr>`;
  });
  const names = ["Objective", "How it ended", "Score", "Grade", "Outcome", "Team", "Type"];
  const body = html`<div class="scroll${verdicts.length > LONG && " long"}" role="region" tabindex="0" aria-label="Table of scores and grades"><table class="objectives stacked"><thead><tr>${names.map((name) => html`<th scope="col" class="${name === "Objective" ? "name" : ""}">${name}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div><p class="small quiet">The score is computed from the readings; the grade is what people settled on${open > 0 && ", once it is closed"}. Aspirational objectives end good, fair or poor; committed ones are met or missed.</p>`;
  return { id: "verdicts", title: "Scores and grades", body };
}

/** Where people settled on something else than what was computed, and why. */
function reasonSection(page: Page): Section[] {
  const rows = page.report.verdicts.flatMap(({ story }) =>
    story.followed.keyResults.flatMap(({ keyResult, grade, score, reason }) =>
      grade === null || decimal(grade) === decimal(score)
        ? []
        : html`<li><span class="grow"><bdi>${keyResult.title}</bdi>${weightWords(keyResult, story.followed)}<br/><span class="small quiet">${titleOf(story, page)}</span><br/>${reason === null ? html`<span class="quiet">no reason was given</span>` : html`<bdi>${plainWords(reason)}</bdi>`}</span><span>score ${decimal(score)} → grade <strong>${decimal(grade)}</strong></span></li>`,
    ),
  );
  if (rows.length === 0) return [];
  return [
    {
      id: "reasons",
      title: "Where grade and score differ",
      body: html`<ul class="rows">${rows.slice(0, MOST)}</ul>${more(rows.length)}`,
    },
  ];
}

function forecastSection(page: Page): Section[] {
  const told = page.report.verdicts.filter(({ forecasts }) => forecasts.length > 0);
  if (told.length === 0) return [];
  // Where nobody has said how it ended, there is nothing to compare with.
  const ended = told.filter(({ reached }) => reached !== null);
  const sure = ended.filter(({ forecasts }) => (forecasts.at(-1)?.confidence ?? 0) >= SURE);
  const right = sure.filter(({ reached }) => reached).length;
  const unsure = ended.length - sure.length;
  const surprised = ended.filter((one) => one.reached && !sure.includes(one)).length;
  const rows = told.map((verdict) => forecastRow(verdict, page));
  const compared = [
    ...(sure.length >= FEW
      ? [
          `Near the end people were sure of ${sure.length} objectives that are closed now (${decimal(SURE)} or more); ${right} of them got there.`,
        ]
      : []),
    ...(unsure >= FEW
      ? [`They were less sure of ${unsure}; ${surprised} of those got there all the same.`]
      : []),
  ];
  const body = html`${compared.length > 0 && html`<p>${compared.join(" ")}</p>`}<div class="scroll${told.length > LONG && " long"}" role="region" tabindex="0" aria-label="Table of forecasts and outcomes"><table class="stacked"><thead><tr><th scope="col" class="name">Objective</th><th scope="col">First</th><th scope="col">Middle</th><th scope="col">Last</th><th scope="col">How it moved</th><th scope="col">Ended at</th><th scope="col">Reached</th></tr></thead><tbody>${rows}</tbody></table></div><p class="small quiet">Confidence of reaching the objective, in the first, the middle and the last check-in that gave one. It is no promise, and being wrong is no fault: it is how a company learns to see.</p>`;
  return [{ id: "forecasts", title: "What was expected", body }];
}

function forecastRow({ story, forecasts, final, reached }: Verdict, page: Page): Markup {
  const cell = (when: Forecast["when"]) => {
    const one = forecasts.find((forecast) => forecast.when === when);
    return one === undefined
      ? html`<td data-name="${capital(when)}"><span class="quiet">–</span></td>`
      : html`<td data-name="${capital(when)}">${decimal(one.confidence)} <span class="quiet small">${shortDay(one.day, page.report.day)}</span></td>`;
  };
  return html`<tr><th scope="row" class="name">${titleOf(story, page)}</th>${cell("first")}${cell("middle")}${cell("last")}<td data-name="How it moved">${slope(forecasts, reached === null ? null : final)}</td><td data-name="Ended at">${reached === null ? html`<span class="quiet">–</span>` : decimal(final)}</td><td data-name="Reached">${reached === null ? "not closed" : reached ? "✓ yes" : "✗ no"}</td></tr>`;
}

/** Up to three confidences and, apart from them, the end. */
function slope(forecasts: readonly Forecast[], final: number | null): Markup {
  const places = forecasts.map(
    ({ confidence }, index) => [6 + index * 30, round(24 - confidence * 20)] as const,
  );
  const path = places.map(([x, y], index) => `${index === 0 ? "M" : "L"}${x} ${y}`).join("");
  return html`<svg class="spark" viewBox="0 0 100 28" aria-hidden="true"><path class="floor" d="M0 24H100"/><path class="line" d="${path}"/>${places.map(([x, y]) => html`<circle cx="${x}" cy="${y}" r="2.5"/>`)}${final !== null && html`<path class="end" d="M88 ${round(20 - final * 20)}h8v8h-8Z"/>`}</svg>`;
}

function learnedSection(page: Page): Section[] {
  const told = page.report.stories.filter(({ looksBack: looks }) =>
    looks.some(({ sections }) => sections.size > 0),
  );
  if (told.length === 0) return [];
  const body = html`${told.slice(0, MOST).map((story) => html`<div class="share"><h3>${titleOf(story, page)}</h3>${looksBack(story, page)}</div>`)}${more(told.length)}`;
  return [{ id: "learned", title: "What was learned", body }];
}

function movedSection(page: Page): Section[] {
  const moved = page.report.stories.filter(
    ({ followed: { past } }) => past !== null && past.scoreAtStart !== null,
  );
  if (moved.length === 0) return [];
  const rows = moved.slice(0, MOST).map((story) => {
    const { past, score } = story.followed;
    return html`<li><div class="grow">${titleOf(story, page)}<br/><span class="small quiet">${count(past?.moves.length ?? 0, "change")}; score by the definition at the start ${decimal(past?.scoreAtStart ?? 0)}, by today’s ${decimal(score)}</span>${movedTargets(story.followed)}${moveList(past?.moves ?? [], 3)}</div></li>`;
  });
  return [
    {
      id: "moved",
      title: "Goalposts that moved",
      body: html`<ul class="rows">${rows}</ul>${more(moved.length)}`,
    },
  ];
}
