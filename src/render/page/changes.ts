import type { ObjectiveStory, SinceObjective } from "../../analysis/report.ts";
import { happened, STATUS_WORDS } from "../report-words.ts";
import { count, decimal } from "../words.ts";
import { time } from "./days.ts";
import { html, type Markup } from "./markup.ts";
import { objectiveLink, type Page, type Section } from "./place.ts";
import { changeMark, STATUS_NAMES, statusChip } from "./standing.ts";

/** So many objectives are named; those that moved most first. */
const MOST = 30;

/** What happened since the day of comparison; nothing where there is none. */
export function changesSection(page: Page, told: (story: ObjectiveStory) => boolean = () => true): Section[] {
  const { since, stories } = page.report;
  if (since === null) return [];
  const changed = stories
    .flatMap((story, index) => {
      const one = since.objectives[index];
      const parts = one === undefined || !told(story) ? [] : happened(one, story);
      return one === undefined || parts.length === 0
        ? []
        : [{ story, one, parts, weight: weightOf(one, story) }];
    })
    .sort((a, b) => b.weight - a.weight);
  const quiet = stories.filter(told).length - changed.length;
  const rest = changed.length - MOST;
  const rows = changed.slice(0, MOST).map(({ story, one, parts }) => changeRow(story, one, parts, page));
  const body =
    changed.length === 0
      ? html`<p>Nothing changed since ${time(since.day)}.</p>`
      : html`<ul class="rows">${rows}</ul>${rest > 0 && html`<p class="left-out">and ${count(rest, "more objective")} with smaller changes: <code>okr log --since ${since.day}</code></p>`}${quiet > 0 && html`<p class="small quiet">Nothing happened to ${count(quiet, "other objective")}.</p>`}`;
  return [
    {
      id: "changes",
      title: "What changed",
      body: html`<p class="quiet">Since ${time(since.day)}</p>${body}`,
    },
  ];
}

/** What matters most: another status, moved goalposts, an end; then how far the score moved. */
function weightOf({ before, closed, moves }: SinceObjective, { followed }: ObjectiveStory): number {
  const turned = before === null || before.status !== followed.status;
  const moved = Math.abs(followed.score - (before?.score ?? 0));
  return (closed ? 4 : 0) + (moves.length > 0 ? 2 : 0) + (turned ? 1 : 0) + moved;
}

/** A part in the words and with the digits of the rest of the page. */
function plain(part: string): string {
  if (part.startsWith("confidence ")) return part.replace(/\d(?:\.\d+)?/g, (value) => decimal(Number(value)));
  return part.replace(STATUS_WORDS.stale, STATUS_NAMES.stale);
}

function changeRow(
  story: ObjectiveStory,
  { before }: SinceObjective,
  parts: readonly string[],
  page: Page,
): Markup {
  const { followed } = story;
  const { objective, score } = followed;
  return html`<li>${statusChip(followed)}<span class="grow">${objectiveLink(objective.id, objective.title, page)}<br/><span class="small quiet">${parts.map(plain).join("; ")}</span></span>${changeMark(before && score - before.score, "change of score")}</li>`;
}
