import type { ObjectiveStory } from "../../analysis/report.ts";
import { alignmentSection } from "./alignment.ts";
import { changesSection } from "./changes.ts";
import { time } from "./days.ts";
import { goalposts } from "./goalposts.ts";
import { heatMapSection } from "./heat-map.ts";
import { html, type Markup } from "./markup.ts";
import { neighbours } from "./neighbours.ts";
import { initiatives, keyResults, objectiveHead, provenance, why } from "./objective.ts";
import { objectiveChart } from "./objective-chart.ts";
import { participationSection } from "./participation.ts";
import { type Page, person, type Section } from "./place.ts";
import { prose } from "./prose.ts";
import { readingsTable } from "./readings-table.ts";
import { recorded } from "./recorded.ts";
import { looksBack } from "./retrospective.ts";
import { tableSection } from "./table.ts";

/** The page a team opens in its check-in: for each objective, open ones first, an agenda in the order of GRIP. */
export function teamSections(page: Page): Section[] {
  const { stories } = page.report;
  if (stories.length === 0) return [];
  return [
    ...(stories.length > 3 ? [tableSection(page)] : []),
    {
      id: "agenda",
      title: "The check-in",
      body: html`<p>Fifteen minutes, in this order: goal (how sure are we?), results (where do they stand?), issues (what is in the way?), plan (what is next?). The letters G, R, I and P stand for these four.</p>${page.told.map((story) => agenda(story, page))}`,
    },
    ...alignmentSection(page),
    ...changesSection(page),
    ...(stories.length > 1 ? heatMapSection(page) : []),
    ...participationSection(page),
  ];
}

function agenda(story: ObjectiveStory, page: Page): Markup {
  const { followed } = story;
  const { objective, closed } = followed;
  const steps = html`<ol class="agenda">
<li><h4><b>G</b>Goal: how sure are we?</h4><div class="goal">${objectiveChart(followed, page.report.day)}${ask("From 0 to 1: how sure is everybody today of reaching it? What would make us surer?")}</div></li>
<li><h4><b>R</b>Results: where do they stand?</h4>${keyResults(story, page)}</li>
<li><h4><b>I</b>Issues: what is in the way?</h4>${lastWords(story, page, "issues")}${ask("Is this still in the way? What is new?")}</li>
<li><h4><b>P</b>Plan: what is next?</h4>${lastWords(story, page, "plan")}${ask("Did we do it? What do we do until the next check-in, and who?")}<p class="small quiet">Write it down: <code>okr checkin ${objective.id}</code></p></li>
</ol>`;
  return html`<article class="objective" id="objective-${objective.id}" aria-labelledby="title-${objective.id}">
${objectiveHead(story, page)}
${why(objective.body, true)}
${goalposts(followed)}
${closed ? html`<h4>Key results</h4>${keyResults(story, page)}` : steps}
${initiatives(story)}
<h4>Peers and dependencies</h4>
${neighbours(story, page)}
${looksBack(story, page)}
${readingsTable(story, page)}
${provenance(story, page)}
</article>`;
}

function ask(question: string): Markup {
  return html`<p class="ask">${question}</p>`;
}

/** What the last check-in said. */
function lastWords({ grip }: ObjectiveStory, page: Page, name: "issues" | "plan"): Markup {
  if (grip === null) return html`<p class="quiet">This is the first check-in.</p>`;
  const text = grip[name];
  const when = html`<p class="quiet small">${name === "plan" ? "Planned" : "Written"} on ${time(grip.date)} by ${person(grip.by, page)}${recorded(grip.path, grip.date, page)}</p>`;
  return html`${when}${text === null ? html`<p class="quiet">Nothing was written.</p>` : prose(text)}`;
}
