import { isStrategic } from "../analysis/report/strategy.ts";
import type { ObjectiveStory, Report } from "../analysis/report.ts";
import type { Medium } from "./index.ts";
import { cycleSections, objectiveSections } from "./page/cycle.ts";
import { frame } from "./page/frame.ts";
import { html, type Markup } from "./page/markup.ts";
import type { Page, Section } from "./page/place.ts";
import { scorecardSections } from "./page/scorecard.ts";
import type { PageName, Site } from "./page/site.ts";
import { strategicSections } from "./page/strategic.ts";
import { teamSections } from "./page/team.ts";

/** So many objectives are all told in full; of more only so many: the strategic ones, then those that need attention. */
const ALL = 150;
const SOME = 60;

/** The report as one page for a browser: no network, and no script needed to read it. @param site the pages it belongs to */
export function reportHtml(
  report: Report,
  { at, site = null }: Pick<Medium, "at"> & { readonly site?: Site | null },
): string {
  const told = toldInFull(report);
  const page: Page = {
    report,
    stories: new Map(report.stories.map((story) => [story.followed.objective.id, story])),
    told,
    toldIds: new Set(told.map(({ followed }) => followed.objective.id)),
    hasTable: report.kind !== "strategic",
    site,
  };
  const { heading, sections } = KINDS[site?.here.kind === "objective" ? "objective" : report.kind];
  return frame(page, heading(report), sections(page), at);
}

const KINDS: Readonly<
  Record<PageName["kind"], { heading: (report: Report) => Markup; sections: (page: Page) => Section[] }>
> = {
  cycle: { heading: () => html`Objectives and key results`, sections: cycleSections },
  strategic: { heading: () => html`The strategy, and how far it is`, sections: strategicSections },
  team: { heading: ({ team }) => html`<bdi>${team?.name ?? "Team"}</bdi>: check-in`, sections: teamSections },
  scorecard: { heading: () => html`Scorecard`, sections: scorecardSections },
  objective: {
    heading: ({ stories }) => html`<bdi>${stories[0]?.followed.objective.title ?? "Objective"}</bdi>`,
    sections: objectiveSections,
  },
};

function toldInFull(report: Report): ObjectiveStory[] {
  const { kind, stories, snapshot } = report;
  const strategic = ({ followed }: ObjectiveStory) =>
    isStrategic(snapshot.plan.team(followed.objective.team));
  if (kind === "strategic") return stories.filter(strategic).slice(0, ALL);
  if (stories.length <= ALL) return [...stories];
  const first = stories.filter(strategic);
  const urgent = stories.filter((story) => story.reasons.length > 0 && !strategic(story));
  return [...first, ...urgent].slice(0, SOME);
}
