import { teamsAbove } from "../../analysis/alignment.ts";
import type { ObjectiveStory } from "../../analysis/report.ts";
import { mean } from "../../analysis/score.ts";
import { firstWeekday } from "../../analysis/weeks.ts";
import type { Day } from "../../model/day.ts";
import { capital, decimal } from "../words.ts";
import { dayWords, shortDay } from "./days.ts";
import { html, type Markup } from "./markup.ts";
import { objectiveLink, type Page, type Section } from "./place.ts";

/** With more objectives than this, a row is a unit or a team and shows the mean of its objectives. */
const OBJECTIVES = 40;
const ROWS = 60;
/** So many weeks, the latest, are shown. */
const WEEKS = 26;

interface Row {
  readonly name: Markup;
  /** The confidence at the end of each week, by its last day. */
  readonly weeks: ReadonlyMap<Day, number>;
  /** The weeks in which somebody gave one; in the others the one before still stands. */
  readonly given: ReadonlySet<Day>;
}

/** Confidence by week and objective; nothing where nobody gave one, or where the history is cut off. */
export function heatMapSection(page: Page): Section[] {
  const { stories, snapshot } = page.report;
  const known = stories
    .map((story) => ({ story, weeks: weeksOf(story, page), given: givenIn(story, page) }))
    .filter(({ weeks }) => weeks.size > 0);
  if (known.length === 0) return [];
  const all = [...new Set(known.flatMap(({ weeks }) => [...weeks.keys()]))].sort();
  const days = all.slice(-WEEKS);
  const single = known.length <= OBJECTIVES;
  const groups = single ? [] : groupRows(known, page);
  const rows = single
    ? known.map(({ story: { followed }, weeks, given }) => ({
        name: objectiveLink(followed.objective.id, followed.objective.title, page),
        weeks,
        given,
      }))
    : groups.slice(0, ROWS);
  const what = single ? "Objective" : "Unit or team";
  const rest = groups.length - rows.length;
  const table = html`<div class="scroll latest" role="region" tabindex="0" aria-label="Confidence by week"><table class="heat"><thead><tr><th scope="col" class="name">${what}</th>${days.map((day) => html`<th scope="col"><span>${shortDay(day)}</span></th>`)}</tr></thead><tbody>${rows.map((row) => heatRow(row, days))}</tbody></table></div><p class="small quiet hint">Earlier weeks stand to the left: move the table.</p>`;
  const silent = stories.length - known.length;
  const body = html`<p>How sure people were, at the end of each week, of reaching the objective: from 0, not at all, to 1, certain.${!single && " Each row is the mean of what it holds; a team’s page shows its objectives."}</p>${table}${scale()}${!single && rest > 0 && html`<p class="left-out">${rest} more: <code>okr report --team ID</code></p>`}${silent > 0 && html`<p class="small quiet">${silent} of ${stories.length} objectives without a confidence in these weeks are left out.</p>`}${all.length > WEEKS && html`<p class="small quiet">Weeks before ${dayWords(days[0] as Day)} are left out.</p>`}<p class="small quiet">Weeks end on the check-in day, ${capital(snapshot.settings.checkIn.day)}. <span class="h-old">.60</span> without a colour: nobody said anything new that week, so the number before still stands.</p>`;
  return [{ id: "confidence", title: "Confidence, week by week", body }];
}

function weeksOf({ followed }: ObjectiveStory, { report }: Page): Map<Day, number> {
  return new Map(
    (followed.past?.weeks ?? []).flatMap(({ day, confidence }) =>
      confidence === null ? [] : [[firstWeekday(day, report.snapshot), confidence] as const],
    ),
  );
}

/** The weeks, by their last day, in which somebody gave a confidence. */
function givenIn({ followed }: ObjectiveStory, { report }: Page): Set<Day> {
  return new Set(
    followed.checkIns.flatMap(({ date, confidence }) =>
      confidence === null ? [] : firstWeekday(date, report.snapshot),
    ),
  );
}

function groupRows(
  known: readonly { story: ObjectiveStory; weeks: ReadonlyMap<Day, number>; given: ReadonlySet<Day> }[],
  { report }: Page,
): Row[] {
  const { plan } = report.snapshot;
  const groups = new Map<string, Map<Day, number[]>>();
  const heard = new Map<string, Set<Day>>();
  for (const { story, weeks, given } of known) {
    const { team } = story.followed.objective;
    const own = plan.team(team);
    const unit = own?.level === "team" ? teamsAbove(plan, team).find(({ level }) => level === "unit") : own;
    const name = unit?.name ?? own?.name ?? team;
    const group = groups.get(name) ?? new Map<Day, number[]>();
    for (const [day, confidence] of weeks) group.set(day, [...(group.get(day) ?? []), confidence]);
    groups.set(name, group);
    const days = heard.get(name) ?? new Set<Day>();
    for (const day of given) days.add(day);
    heard.set(name, days);
  }
  return [...groups].map(([name, weeks]) => ({
    name: html`<bdi>${name}</bdi>`,
    weeks: new Map([...weeks].map(([day, some]) => [day, mean(some) ?? 0])),
    given: heard.get(name) ?? new Set(),
  }));
}

function heatRow({ name, weeks, given }: Row, days: readonly Day[]): Markup {
  const cells = days.map((day) => {
    const confidence = weeks.get(day);
    return confidence === undefined
      ? html`<td></td>`
      : html`<td class="${given.has(day) ? `h${level(confidence)}` : "h-old"}">${decimal(confidence).replace(/^0/, "")}</td>`;
  });
  return html`<tr><th scope="row" class="name">${name}</th>${cells}</tr>`;
}

function level(confidence: number): number {
  return Math.min(9, Math.max(0, Math.floor(confidence * 10 + 1e-9)));
}

function scale(): Markup {
  return html`<p class="scale small quiet" aria-hidden="true">unsure ${Array.from({ length: 10 }, (_, index) => html`<span class="h${index}">.${index}</span>`)} sure</p>`;
}
