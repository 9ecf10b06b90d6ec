import type { At } from "../json.ts";
import { reportTitle } from "../report-words.ts";
import { dayWords } from "./days.ts";
import { figures } from "./figures.ts";
import { glossary } from "./glossary.ts";
import { html, type Markup } from "./markup.ts";
import type { Page, Section } from "./place.ts";
import { POLICY } from "./policy.ts";
import { SCRIPT } from "./script.ts";
import { STYLE_SHEET } from "./style-sheet.ts";

/** A whole page: its head, the ten-second summary, the sections and where it comes from. */
export function frame(page: Page, heading: Markup, sections: readonly Section[], at: At): string {
  const { report } = page;
  const body = html`<a class="skip" href="#main">Skip to the content</a>
<div class="page">
<header class="top">
<p class="eyebrow">${eyebrow(page)}</p>
<h1>${heading}</h1>
</header>
<main id="main" tabindex="-1">
${figures(report)}
${glossary(report)}
<nav class="contents" aria-label="On this page"><ul>${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>
${sections.map(({ id, title, body: content }) => html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${content}</section>\n`)}
</main>
<footer class="foot"><p>As of ${dayWords(report.day)}${at.commit !== null && html`, commit <code>${at.commit.slice(0, 7)}</code>`}${at.dirty === true && " with changes that are not committed"}. Computed from the company’s OKR files and their history; this page needs no network and asks for nothing.</p></footer>
</div>`;
  const name = html`<title>${reportTitle(report)}, ${dayWords(report.day)}</title>`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8"/>
<meta http-equiv="Content-Security-Policy" content="${POLICY}"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="color-scheme" content="light dark"/>
<meta name="referrer" content="no-referrer"/>
<link rel="icon" href="data:,"/>
${name.text}
<style>${STYLE_SHEET}</style>
</head>
<body>
${body.text}
<script>${SCRIPT}</script>
</body>
</html>
`;
}

function eyebrow({ report }: Page): Markup {
  const { company, day, cycles } = report;
  const names = cycles.map(({ id, title }) => title ?? id).join(", ");
  return html`<bdi>${company ?? "OKRs"}</bdi>${names !== "" && html` · <bdi>${names}</bdi>`} · <time datetime="${day}">${dayWords(day)}</time>`;
}
