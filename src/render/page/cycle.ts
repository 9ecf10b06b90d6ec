import { needingAttention } from "../report-words.ts";
import { count } from "../words.ts";
import { alignmentSection } from "./alignment.ts";
import { attentionSection } from "./attention.ts";
import { changesSection } from "./changes.ts";
import { heatMapSection } from "./heat-map.ts";
import { html } from "./markup.ts";
import { objectiveArticle } from "./objective.ts";
import { participationSection } from "./participation.ts";
import type { Page, Section } from "./place.ts";
import { tableSection } from "./table.ts";

/** The page of a cycle for everybody. */
export function cycleSections(page: Page): Section[] {
  if (page.report.stories.length === 0) return [];
  return [
    ...(isCalm(page) ? [] : [attentionSection(page)]),
    ...changesSection(page),
    tableSection(page),
    ...heatMapSection(page),
    ...alignmentSection(page),
    detailSection(page),
    ...participationSection(page),
  ];
}

/** The page of one objective. */
export function objectiveSections(page: Page): Section[] {
  const [story] = page.told;
  if (story === undefined) return [];
  return [
    { id: "objective", title: "In full", body: objectiveArticle(story, page) },
    ...changesSection(page),
  ];
}

/** Where everything is closed, nothing can need attention. */
function isCalm({ report }: Page): boolean {
  return needingAttention(report).length === 0 && report.overview.objectives.every(({ closed }) => closed);
}

/** The objectives told in full, and how to see those that are not. */
export function detailSection(page: Page): Section {
  const { report, told } = page;
  const left = report.stories.length - told.length;
  const rest =
    left === 0
      ? null
      : html`<p class="left-out">${count(told.length, "objective")} of ${report.stories.length} stand here in full: the strategic ones, then those that need attention, the worst first. The other ${left} are in the table above. All of one team: <code>okr report --team ID --output team.html</code></p>`;
  return {
    id: "details",
    title: "Each objective",
    body: html`${rest}${told.map((story) => objectiveArticle(story, page))}`,
  };
}
