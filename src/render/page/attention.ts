import type { ObjectiveStory } from "../../analysis/report.ts";
import { needingAttention } from "../report-words.ts";
import { decimal } from "../words.ts";
import { movedTargets } from "./goalposts.ts";
import { html, type Markup } from "./markup.ts";
import { lastCheckIn, words } from "./objective.ts";
import { objectiveLink, type Page, type Section, who } from "./place.ts";
import { isOver, reasonsOf, weightWords } from "./reasons.ts";
import { recorded } from "./recorded.ts";
import { scoreBar, statusChip } from "./standing.ts";

/** So many that need attention are told here. */
const MOST = 24;

/** What needs attention: why, who is on it, what is in the way, what comes next. */
export function attentionSection(page: Page): Section {
  const stories = needingAttention(page.report);
  const rest = stories.length - MOST;
  const body =
    stories.length === 0
      ? html`<p>Nothing needs attention on this day.</p>`
      : html`${stories.some(({ reasons }) => reasons.some((reason) => reason.includes("heading for"))) && html`<p class="quiet small">“Heading for” is the score an objective would end with if it goes on like this; 1.00 is all it aims for.</p>`}<ol class="cards">${stories.slice(0, MOST).map((story) => attentionCard(story, page))}</ol>${
          rest > 0 &&
          html`<p class="left-out">${rest} more need attention. The table below has them all: they are marked with “!”. A team’s page: <code>okr report --team ID</code></p>`
        }`;
  return { id: "attention", title: "Needs attention", body };
}

function attentionCard(story: ObjectiveStory, page: Page): Markup {
  const { followed, grip } = story;
  const { objective, status } = followed;
  const over = isOver(followed, page.report.day);
  return html`<li class="card edge ${status ?? "none"}"><div class="line">${statusChip(followed)}<span class="quiet">score ${decimal(followed.score)}</span></div>
<h3>${objectiveLink(objective.id, objective.title, page)}</h3>
<dl class="answers"><div><dt>Why</dt><dd>${sentences(reasonsOf(story, page))}</dd></div><div><dt>Who</dt><dd>${who(followed, page)}</dd></div><div><dt>Last check-in</dt><dd>${lastCheckIn(followed)}${grip && recorded(grip.path, grip.date, page)}</dd></div></dl>
${grip === null ? html`<p class="quiet">Nobody has written yet what is in the way, or what comes next.</p>` : words(grip, !over)}${movedTargets(followed)}${keyResultList(followed, over ? null : followed.elapsed)}</li>`;
}

/** So many key results are named in short. */
const KEY_RESULTS = 6;

/** The key results in one line each, those furthest behind first. */
function keyResultList({ keyResults }: ObjectiveStory["followed"], elapsed: number | null): Markup {
  const worst = [...keyResults].sort((a, b) => a.score - b.score);
  const rest = worst.length - KEY_RESULTS;
  const items = worst
    .slice(0, KEY_RESULTS)
    .map(
      ({ keyResult, score, reading }) =>
        html`<li>${scoreBar(score, elapsed)}<span>${reading === null ? "no reading" : decimal(score)}</span><div><bdi>${keyResult.title}</bdi>${weightWords(keyResult, { keyResults })}</div></li>`,
    );
  return html`<ul class="mini" aria-label="Key results">${items}${rest > 0 && html`<li class="quiet">and ${rest} more</li>`}</ul>`;
}

/** Reasons as one sentence. */
export function sentences(reasons: readonly string[]): Markup {
  const text = reasons.join("; ");
  return html`<bdi>${text.charAt(0).toUpperCase() + text.slice(1)}</bdi>`;
}
