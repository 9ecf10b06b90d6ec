import type { Followed } from "../../analysis/overview.ts";
import { STATUSES } from "../../analysis/pace.ts";
import type { ObjectiveStory } from "../../analysis/report.ts";
import { STATUS_SIGNS } from "../style.ts";
import { count, decimal } from "../words.ts";
import { shortDay } from "./days.ts";
import { html, type Markup, NOTHING } from "./markup.ts";
import { objectiveLink, type Page, person, type Section, team } from "./place.ts";
import { isOver } from "./reasons.ts";
import { changeMark, number, STATUS_NAMES, scoreBar, sparkline, standingOf, statusChip } from "./standing.ts";

const COLUMNS = ["Objective", "Status", "Score", "Trend", "Confidence", "Team", "Last check-in", "Serves"];
/** What the first click on a column puts first. */
const DESCENDING = new Set(["Score", "Confidence", "Last check-in"]);

/** A table of more rows is laid out when it comes into view. */
export const LONG = 150;

/** All objectives in a table; where scripts run it sorts and filters. */
export function tableSection(page: Page): Section {
  const { stories } = page.report;
  const several = stories.length > 1;
  const urgent = stories.some(({ reasons }) => reasons.length > 0);
  const body = html`${several && filters(page)}<div class="scroll${stories.length > LONG && " long"}" role="region" tabindex="0" aria-label="Table of all objectives"><table class="objectives stacked" id="objectives"><thead><tr>${COLUMNS.map((name) => html`<th scope="col" class="${name === "Objective" ? "name" : ""}"${DESCENDING.has(name) && html` data-first="descending"`}>${name}</th>`)}</tr></thead><tbody>${stories.map((story, index) => row(story, index, page))}</tbody></table></div>
<p class="small quiet">${several && "The most urgent come first. "}The mark in a bar shows where steady progress would be.${urgent && html` <span class="urgent" aria-hidden="true">!</span> stands for: needs attention.`}</p>`;
  return { id: "table", title: "All objectives", body };
}

/** A form that a script brings to life; without one it stays hidden. */
function filters({ report }: Page): Markup {
  const { stories, snapshot } = report;
  const teams = new Set(stories.map(({ followed }) => followed.objective.team));
  const names = [...teams]
    .map((id) => ({ id, name: snapshot.plan.team(id)?.name ?? id }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const standings = new Set(stories.map(({ followed }) => standingOf(followed)));
  const options = [
    ...STATUSES.filter((status) => standings.has(status)),
    ...(standings.has("closed") ? (["closed"] as const) : []),
  ];
  return html`<div class="filters" id="filters" role="search" aria-label="Filter the objectives" hidden="hidden"><label>Find <input type="search" id="find" autocomplete="off"/></label><label>Status <select id="pick-status"><option value="">all</option><option value="!">needs attention</option>${options.map((name) => html`<option value="${name}">${name === "closed" ? "■ closed" : `${STATUS_SIGNS[name]} ${STATUS_NAMES[name]}`}</option>`)}</select></label>${teams.size > 1 && html`<label>Team <select id="pick-team"><option value="">all</option>${names.map(({ id, name }) => html`<option value="${id}">${name}</option>`)}</select></label>`}<output id="shown" aria-live="polite">${count(stories.length, "objective")}</output></div>`;
}

function row(story: ObjectiveStory, index: number, page: Page): Markup {
  const { followed, serves, reasons } = story;
  const { objective, score, closed, elapsed, confidence, lastCheckIn, past } = followed;
  const before = page.report.since?.objectives[index]?.before ?? null;
  const standing = standingOf(followed);
  const urgent = reasons.length > 0;
  const name = page.toldIds.has(objective.id)
    ? objectiveLink(objective.id, objective.title, page)
    : html`<bdi>${objective.title}</bdi>`;
  return html`<tr id="row-${objective.id}" data-status="${standing}"${urgent && html` data-urgent="1"`} data-team="${objective.team}"><th scope="row" class="name">${name}</th><td data-name="Status" data-v="${rank(standing)}">${statusChip(followed)}${urgent && html` <abbr class="urgent" title="needs attention">!</abbr>`}${reason(followed, page)}</td><td data-name="Score" data-v="${Math.round(score * 1e4)}"><span class="score">${decimal(score)} ${scoreBar(score, closed || isOver(followed, page.report.day) ? null : elapsed, standing)}</span></td><td data-name="Trend" data-v="${before === null ? "" : Math.round((score - before.score) * 1e4)}"><span class="score">${past && sparkline(past.weeks, lastCheckIn)} ${before !== null && changeMark(score - before.score, "")}</span></td><td data-name="Confidence" data-v="${confidence ?? ""}">${confidence === null ? html`<span class="quiet">none given</span>` : number(confidence)}</td><td data-name="Team" data-v="${objective.team}">${team(objective.team, page)}<br/><span class="small quiet">owner: ${person(objective.owner, page)}</span></td><td data-name="Last check-in" data-v="${lastCheckIn ?? ""}">${lastCheckIn === null ? "none" : shortDay(lastCheckIn, page.report.day)}</td><td data-name="Serves"><span class="clamp">${served(serves, page)}</span></td></tr>`;
}

function reason(followed: Followed, page: Page): Markup {
  const { status, projected, closed } = followed;
  const heads = closed === null && status !== "stale" && status !== "early" && projected !== null;
  return heads && !isOver(followed, page.report.day)
    ? html`<br/><span class="small quiet">heading for ${decimal(projected)}</span>`
    : NOTHING;
}

const ORDER = ["none", "off-track", "stale", "at-risk", "early", "on-track", "closed"];

function rank(standing: string): number {
  return ORDER.indexOf(standing);
}

function served(serves: ObjectiveStory["serves"], page: Page): Markup {
  const [first, ...more] = serves;
  if (first === undefined) return html`<span class="quiet">nothing</span>`;
  const name = first.title ?? first.ref;
  const link =
    first.paced === null ? html`<bdi>${name}</bdi>` : objectiveLink(first.paced.objective.id, name, page);
  return html`${link}${more.length === 0 ? NOTHING : html` <span class="quiet">and ${more.length} more</span>`}`;
}
