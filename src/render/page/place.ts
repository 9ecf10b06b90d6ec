import type { Followed } from "../../analysis/overview.ts";
import type { ObjectiveStory, Report } from "../../analysis/report.ts";
import { personName, teamName } from "../report-words.ts";
import { html, type Markup } from "./markup.ts";
import type { Site } from "./site.ts";

/** A page and what stands on it. */
export interface Page {
  readonly report: Report;
  /** By the objective's id. */
  readonly stories: ReadonlyMap<string, ObjectiveStory>;
  /** The objectives that are told in full, in order. */
  readonly told: readonly ObjectiveStory[];
  readonly toldIds: ReadonlySet<string>;
  /** Whether the page has a table with a row for each objective. */
  readonly hasTable: boolean;
  /** The pages it belongs to; null where it stands alone. */
  readonly site: Site | null;
}

/** One section of a page. */
export interface Section {
  /** Of its heading: the address of the section within the page. */
  readonly id: string;
  readonly title: string;
  readonly body: Markup;
}

/** Where an objective stands: within the page, else on a page of its own; null where there is neither. */
export function addressOf(id: string, page: Page): string | null {
  if (page.toldIds.has(id)) return `#objective-${id}`;
  return ownAddressOf(id, page) ?? (page.hasTable && page.stories.has(id) ? `#row-${id}` : null);
}

/** The page that tells of one objective alone; null where there is none. */
export function ownAddressOf(id: string, { site }: Page): string | null {
  return site?.address({ kind: "objective", id }) ?? null;
}

/** A title that leads to the objective, where the page has it. */
export function objectiveLink(id: string, title: string, page: Page): Markup {
  const address = addressOf(id, page);
  const words = html`<bdi>${title}</bdi>`;
  return address === null ? words : html`<a href="${address}">${words}</a>`;
}

/** A person's name. */
export function person(id: string, { report }: Page): Markup {
  return html`<bdi>${personName(report.snapshot.plan, id)}</bdi>`;
}

/** A team's name, which leads to its page where there is one. */
export function team(id: string, { report, site }: Page): Markup {
  const name = html`<bdi>${teamName(report.snapshot.plan, id)}</bdi>`;
  const address = site?.address({ kind: "team", id }) ?? null;
  return address === null ? name : html`<a href="${address}">${name}</a>`;
}

/** Who answers for an objective: the team's name, then the owner's. */
export function who({ objective }: Followed, page: Page): Markup {
  return html`${team(objective.team, page)}, owner: ${person(objective.owner, page)}`;
}
