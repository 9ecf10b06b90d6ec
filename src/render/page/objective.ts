import type { Followed } from "../../analysis/overview.ts";
import { bandOf } from "../../analysis/pace.ts";
import { tickedShare } from "../../analysis/report/story.ts";
import type { Grip, ObjectiveStory, Report } from "../../analysis/report.ts";
import { checkInInterval } from "../../model/settings.ts";
import { ago, decimal } from "../words.ts";
import { shortDay, time } from "./days.ts";
import { goalposts, movedTargets } from "./goalposts.ts";
import { keyResultCard } from "./key-result.ts";
import { html, type Markup, NOTHING } from "./markup.ts";
import { neighbours } from "./neighbours.ts";
import { objectiveChart } from "./objective-chart.ts";
import { ownAddressOf, type Page, person, who } from "./place.ts";
import { plainWords, prose } from "./prose.ts";
import { readingsTable } from "./readings-table.ts";
import { isOver, reasonsOf, statusReason } from "./reasons.ts";
import { recorded } from "./recorded.ts";
import { looksBack } from "./retrospective.ts";
import { changeMark, number, scoreBar, standingOf, statusChip } from "./standing.ts";

/** One objective in full. @param withServing whether those that serve it are named */
export function objectiveArticle(story: ObjectiveStory, page: Page, withServing = true): Markup {
  const { followed } = story;
  const { objective } = followed;
  return html`<article class="objective" id="objective-${objective.id}" aria-labelledby="title-${objective.id}">
${objectiveHead(story, page)}
${why(objective.body)}
<div class="overview">${objectiveChart(followed, page.report.day)}<div>${reasons(story, page)}${grip(story, page)}</div></div>
${goalposts(followed)}
<h4>Key results</h4>
${keyResults(story, page)}
${initiatives(story)}
<h4>Connections</h4>
${neighbours(story, page, withServing)}
${looksBack(story, page)}
${readingsTable(story, page)}
${provenance(story, page)}
</article>`;
}

/** Title, status and the numbers that matter. */
export function objectiveHead(story: ObjectiveStory, page: Page): Markup {
  const { followed } = story;
  const { objective } = followed;
  return html`<header><div class="line">${chip(followed, page)}${statusReason(followed, page)}<span class="quiet">${who(followed, page)} · ${objective.type} · ${objective.cycle}</span></div>
<h3 id="title-${objective.id}" dir="auto"><a class="anchor" href="${ownAddressOf(objective.id, page) ?? `#objective-${objective.id}`}">${objective.title}</a></h3>
${movedTargets(followed)}${facts(story, page)}</header>`;
}

function facts({ followed }: ObjectiveStory, { report }: Page): Markup {
  const { objective, score, grade, projected, confidence, elapsed, closed } = followed;
  const settled = grade ?? score;
  const over = isOver(followed, report.day);
  const { value, since } = changeOf(followed, report);
  const old = over || isOld(followed, report);
  const end = closed
    ? html`<div><dt>${grade === null ? "Ended" : "Grade"}</dt><dd><strong>${decimal(settled)}</strong> ${bandOf(settled, objective.type, report.snapshot.settings)}</dd></div>`
    : over
      ? html`<div><dt>Ended</dt><dd><span class="quiet">not closed, so not known</span></dd></div>`
      : html`<div><dt>Projected</dt><dd><strong>${number(projected)}</strong></dd></div>`;
  return html`<dl class="facts"><div class="wide"><dt>Score${over && closed === null && " so far"}</dt><dd><strong>${decimal(score)}</strong> ${changeMark(value, since, true)}${scoreBar(score, closed || over ? null : elapsed, over && closed === null ? "none" : standingOf(followed))}</dd></div>${end}<div><dt>Confidence</dt><dd>${confidence === null ? html`<span class="quiet">none given</span>` : html`<strong>${number(confidence)}</strong> ${changeMark(old ? null : followed.confidenceChange, "since the check-in before")}`}</dd></div><div><dt>Last check-in</dt><dd>${lastCheckIn(followed)}</dd></div></dl>`;
}

/** The status; where a scorecard looks back on what nobody closed, that it is not closed. */
function chip(followed: Followed, { report }: Page): Markup {
  return report.kind === "scorecard" && followed.closed === null && isOver(followed, report.day)
    ? html`<span class="chip none"><span aria-hidden="true">?</span> not closed</span>`
    : statusChip(followed);
}

/** How the score moved since the day that the whole page compares with; nothing where nothing was read since. */
function changeOf(followed: Followed, report: Report): { value: number | null; since: string } {
  const { objective, score, closed } = followed;
  const before = report.since?.objectives.find(({ id }) => id === objective.id)?.before ?? null;
  const quiet = closed !== null || before === null || isOver(followed, report.day);
  return {
    value: quiet ? null : score - before.score,
    since: report.since === null ? "" : `since ${shortDay(report.since.day)}`,
  };
}

/** Whether nobody checked in during the last interval: then a change of before is no news. */
function isOld({ daysSinceCheckIn }: Followed, { snapshot }: Report): boolean {
  return daysSinceCheckIn === null || daysSinceCheckIn > checkInInterval(snapshot.settings);
}

/** When somebody last said how an objective stands. */
export function lastCheckIn({ lastCheckIn: day, daysSinceCheckIn }: ObjectiveStory["followed"]): Markup {
  return day === null
    ? html`<span class="quiet">none yet</span>`
    : html`${time(day)} <span class="quiet">${daysSinceCheckIn !== null && ago(daysSinceCheckIn)}</span>`;
}

/** Why it matters: what stands in the file before the first heading. @param short whether its first paragraph is enough */
export function why(body: string, short = false): Markup {
  const [text = ""] = body.split(/^#/m, 1);
  const [first = ""] = short ? text.trim().split(/\r?\n\s*\r?\n/, 1) : [text];
  return first.trim() === "" ? NOTHING : html`<div class="why">${prose(first)}</div>`;
}

function reasons(story: ObjectiveStory, page: Page): Markup {
  const some = reasonsOf(story, page);
  return some.length === 0
    ? NOTHING
    : html`<h4>Needs attention</h4><ul class="reasons">${some.map((reason) => html`<li><bdi>${reason}</bdi></li>`)}</ul>`;
}

function grip({ grip: last, followed }: ObjectiveStory, page: Page): Markup {
  if (last === null) return html`<h4>Last check-in</h4><p class="quiet">Nobody has checked in yet.</p>`;
  return html`<h4>Last check-in</h4><p class="quiet small">${time(last.date)}, ${person(last.by, page)}${recorded(last.path, last.date, page)}</p>${words(last, !isOver(followed, page.report.day))}`;
}

/** What the last check-in says is in the way, and what comes next. @param ahead whether there is still something to come */
export function words({ issues, plan }: Grip, ahead: boolean): Markup {
  if (!ahead)
    return issues === null ? NOTHING : html`<div class="groups">${said("In the way then", issues)}</div>`;
  if (issues === null && plan === null)
    return html`<p class="quiet">The last check-in says neither what is in the way nor what comes next.</p>`;
  return html`<div class="groups">${said("In the way", issues)}${said("Next", plan)}</div>`;
}

/** What somebody wrote below a heading of a check-in. */
function said(name: string, text: string | null): Markup {
  return html`<div class="said"><p class="name">${name}</p>${text === null ? html`<p class="quiet">Nothing was written.</p>` : prose(text)}</div>`;
}

/** Every key result of an objective. */
export function keyResults(story: ObjectiveStory, page: Page): Markup {
  return html`<ul class="key-results">${story.followed.keyResults.map((scored) => keyResultCard(scored, story, page))}</ul>`;
}

/** So many initiatives are named. */
const INITIATIVES = 30;

/** The pieces of work, with what is done. */
export function initiatives(story: ObjectiveStory): Markup {
  const ticked = tickedShare(story);
  if (ticked === null) return NOTHING;
  const rest = story.initiatives.length - INITIATIVES;
  return html`<h4>Initiatives <span class="quiet">${ticked.done} of ${ticked.all} done</span></h4><ul class="steps two">${story.initiatives
    .slice(0, INITIATIVES)
    .map(
      ({ done, text }) =>
        html`<li class="${done ? "reached" : "open"}"><span aria-hidden="true">${done ? "✓" : "○"}</span><span class="hidden">${done ? "done: " : "open: "}</span> <bdi>${plainWords(text)}</bdi></li>`,
    )}</ul>${rest > 0 && html`<p class="small quiet">and ${rest} more in the file</p>`}`;
}

/** So many of the commits that moved goalposts are named. */
const MOVES = 12;

/** The files and commits that the numbers come from, folded. */
export function provenance({ followed, grip: last }: ObjectiveStory, { report: { origins } }: Page): Markup {
  const { objective, past } = followed;
  const commit = (id: string | undefined) =>
    id === undefined ? html`not committed yet` : html`commit <code>${id.slice(0, 7)}</code>`;
  const moves = [...new Set((past?.moves ?? []).flatMap(({ commit: made }) => made?.id ?? []))].slice(-MOVES);
  return html`<footer class="origin"><details><summary>Sources</summary><p>Defined in <code>${objective.source.path}</code>, ${commit(origins.ofDefinition(objective)?.id)}.${last !== null && html` Last check-in in <code>${last.path}</code>, ${commit(origins.ofRecord(last.path)?.id)}.`}${moves.length > 0 && html` Goalposts moved in ${moves.map((id, index) => html`${index > 0 && ", "}${commit(id)}`)}.`} History: <code>okr log ${objective.id}</code></p></details></footer>`;
}
