import type { ObjectiveStory } from "../../analysis/report.ts";
import { shownValue } from "../words.ts";
import { html, type Markup, NOTHING } from "./markup.ts";
import { type Page, person } from "./place.ts";
import { recorded } from "./recorded.ts";
import { number } from "./standing.ts";

/** So many check-ins, the latest, are listed. */
const MOST = 60;

/** Every check-in with its values, its file and its commit, folded: what the charts show, as a table. */
export function readingsTable({ followed }: ObjectiveStory, page: Page): Markup {
  const { objective, checkIns, keyResults } = followed;
  if (checkIns.length === 0) return NOTHING;
  const shown = checkIns.slice(-MOST).toReversed();
  const { origins } = page.report;
  const rows = shown.map(({ date, by, confidence, results, source }) => {
    const cells = keyResults.map(({ keyResult }) => {
      const value = results.get(keyResult.id)?.value ?? null;
      return html`<td>${value === null ? "" : shownValue(keyResult, value)}</td>`;
    });
    const commit = origins.ofRecord(source.path)?.id.slice(0, 7);
    return html`<tr><th scope="row">${date}${recorded(source.path, date, page)}</th><td>${person(by, page)}</td><td>${number(confidence)}</td>${cells}<td><code>${source.path}</code> <code>${commit ?? "not committed"}</code></td></tr>`;
  });
  const rest = checkIns.length - shown.length;
  return html`<details class="data"><summary>Table of readings</summary><div class="scroll" role="region" tabindex="0" aria-label="Readings of ${objective.title}"><table><thead><tr><th scope="col">Day</th><th scope="col">By</th><th scope="col">Confidence</th>${keyResults.map(({ keyResult: { id, unit } }) => html`<th scope="col"><bdi>${id}</bdi>${unit !== null && html` <span class="quiet"><bdi>${unit}</bdi></span>`}</th>`)}<th scope="col">File and commit</th></tr></thead><tbody>${rows}</tbody></table></div>${rest > 0 && html`<p class="small quiet">${rest} earlier ones: <code>okr log ${objective.id}</code></p>`}</details>`;
}
