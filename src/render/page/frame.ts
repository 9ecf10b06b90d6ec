import { CUT_OFF } from "../../model/history.ts";
import type { At } from "../json.ts";
import { reportTitle } from "../report-words.ts";
import { count } from "../words.ts";
import { dayWords } from "./days.ts";
import { documentOf } from "./document.ts";
import { figures } from "./figures.ts";
import { glossary } from "./glossary.ts";
import { movedSentence } from "./goalposts.ts";
import { html, type Markup, NOTHING } from "./markup.ts";
import type { Page, Section } from "./place.ts";
import { siteNav, unreadNotice } from "./site.ts";

/** A whole page: its head, the ten-second summary, the sections and where it comes from. */
export function frame(page: Page, heading: Markup, sections: readonly Section[], at: At): string {
  const { report, site } = page;
  const body = html`<a class="skip" href="#main">Skip to the content</a>
<div class="page">${site && siteNav(site, report.snapshot.plan)}
<header class="top">
<p class="eyebrow">${eyebrow(page)}</p>
<h1>${heading}</h1>
</header>${site && unreadNotice(site)}
<main id="main" tabindex="-1">
${site?.here.kind === "objective" ? NOTHING : html`${figures(report)}${movedSentence(report.kind === "strategic" ? page.told : report.stories, page)}`}${missing(page)}
${glossary(report)}
${sections.length > 0 && html`<nav class="contents" aria-label="On this page"><ul>${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>`}
${sections.map(({ id, title, body: content }) => html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${content}</section>\n`)}
</main>
<footer class="foot"><p>As of ${dayWords(report.day)}${at.commit !== null && html`, commit <code>${at.commit.slice(0, 7)}</code>`}${at.dirty === true && " with changes that are not committed"}. Computed from the company’s OKR files and their history; this page works without a network.</p></footer>
</div>`;
  return documentOf(`${reportTitle(report)}, ${dayWords(report.day)}`, body, site);
}

/** What is not on the page although it should be. */
function missing({ report: { snapshot }, site }: Page): Markup {
  const { findings, history } = snapshot;
  const unread = new Set(findings.filter(({ severity }) => severity === "error").map(({ path }) => path))
    .size;
  const notices = [
    ...(unread > 0 && site === null
      ? [
          html`${count(unread, "file")} cannot be read, so what ${unread === 1 ? "it says" : "they say"} is missing here: <code>okr check</code>`,
        ]
      : []),
    ...(history.cutOff !== null
      ? [
          html`The history is cut off here, so trends, changes and moved goalposts are missing: ${CUT_OFF[history.cutOff].hint}`,
        ]
      : []),
  ];
  return html`${notices.map((notice) => html`<p class="left-out">${notice}</p>`)}`;
}

function eyebrow({ report }: Page): Markup {
  const { company, day, cycles } = report;
  const names = cycles.map(({ id, title }) => title ?? id).join(", ");
  return html`<bdi>${company ?? "OKRs"}</bdi>${names !== "" && html` · <bdi>${names}</bdi>`} · <time datetime="${day}">${dayWords(day)}</time>`;
}
