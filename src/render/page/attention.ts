import type { ObjectiveStory } from "../../analysis/report.ts";
import { needingAttention } from "../report-words.ts";
import { decimal } from "../words.ts";
import { html, type Markup } from "./markup.ts";
import { lastCheckIn, said } from "./objective.ts";
import { objectiveLink, type Page, type Section, who } from "./place.ts";
import { statusChip } from "./standing.ts";

/** So many that need attention are told here. */
const MOST = 24;

/** What needs attention: why, who is on it, what is in the way, what comes next. */
export function attentionSection(page: Page): Section {
  const stories = needingAttention(page.report);
  const rest = stories.length - MOST;
  const body =
    stories.length === 0
      ? html`<p>Nothing needs attention on this day.</p>`
      : html`<ol class="cards">${stories.slice(0, MOST).map((story) => attentionCard(story, page))}</ol>${
          rest > 0 &&
          html`<p class="left-out">${rest} more need attention. The table below has them all: they are marked with “!”. A team’s page: <code>okr report --team ID</code></p>`
        }`;
  return { id: "attention", title: "Needs attention", body };
}

function attentionCard(story: ObjectiveStory, page: Page): Markup {
  const { followed, reasons, grip } = story;
  const { objective, status } = followed;
  return html`<li class="card edge ${status ?? "none"}"><div class="line">${statusChip(followed)}<span class="quiet">score ${decimal(followed.score)}</span></div>
<h3>${objectiveLink(objective.id, objective.title, page)}</h3>
<dl class="answers"><div><dt>Why</dt><dd>${sentences(reasons)}</dd></div><div><dt>Who</dt><dd>${who(followed, page)}</dd></div><div><dt>Last check-in</dt><dd>${lastCheckIn(followed)}</dd></div></dl>
${grip === null ? html`<p class="quiet">Nobody has written yet what is in the way, or what comes next.</p>` : html`<div class="groups">${said("In the way", grip.issues)}${said("Next", grip.plan)}</div>`}</li>`;
}

/** Reasons as one sentence. */
export function sentences(reasons: readonly string[]): Markup {
  const text = reasons.join("; ");
  return html`<bdi>${text.charAt(0).toUpperCase() + text.slice(1)}</bdi>`;
}
