import type { ReportKind } from "../../analysis/report.ts";
import type { Finding } from "../../model/finding.ts";
import type { Plan } from "../../model/plan.ts";
import { html, type Markup, NOTHING } from "./markup.ts";

/** One page of several that belong together; the id is that of the cycle (null for the running one), the team or the objective. */
export interface PageName {
  readonly kind: ReportKind | "objective";
  readonly id: string | null;
}

/** What surrounds a page that does not stand alone. */
export interface Site {
  /** The page that is made. */
  readonly here: PageName;
  /** The pages that are offered on each of them, in order. */
  readonly pages: readonly PageName[];
  /** Where a page is; null where there is none. */
  address(page: PageName): string | null;
  /** What is wrong with the files: what could not be read is missing in the page. */
  readonly findings: readonly Finding[];
  /** The state of the files it was made of, where a server tells a page of others; null where nobody does. */
  readonly version: string | null;
}

/** So many findings stand on a page; okr check has them all. */
const MOST = 20;

const NAMES: Readonly<Record<ReportKind, string>> = {
  cycle: "This cycle",
  strategic: "Strategy",
  scorecard: "Scorecard",
  team: "Teams",
};

/** The way to the other pages. */
export function siteNav({ here, pages, address }: Site, plan: Plan): Markup {
  const link = (page: PageName, words: string) => {
    const current = page.kind === here.kind && page.id === here.id && html` aria-current="page"`;
    return html`<li><a href="${address(page) ?? "#main"}"${current}><bdi>${words}</bdi></a></li>`;
  };
  const folded = (kind: ReportKind, title: string, nameOf: (id: string) => string) => {
    const links = pages.flatMap((page) =>
      page.kind === kind && page.id !== null ? link(page, nameOf(page.id)) : [],
    );
    return links.length > 0 && html`<li><details><summary>${title}</summary><ul>${links}</ul></details></li>`;
  };
  const straight = pages.flatMap((page) =>
    page.id === null && page.kind !== "objective" ? link(page, NAMES[page.kind]) : [],
  );
  return html`<nav class="site" aria-label="Pages"><ul>${straight}${folded("cycle", "Cycles", (id) => id)}${folded("team", NAMES.team, (id) => plan.team(id)?.name ?? id)}</ul></nav>`;
}

/** What is wrong with the files, above everything else; nothing where nothing is. */
export function unreadNotice({ findings }: Pick<Site, "findings">): Markup {
  if (findings.length === 0) return NOTHING;
  const errors = findings.filter(({ severity }) => severity === "error").length;
  const lines = findings
    .slice(0, MOST)
    .map(
      ({ path, line, column, severity, message, hint }) =>
        html`<li><code>${path}:${line}:${column}</code> ${severity}: ${message}${hint && html`. <span class="quiet">${hint}</span>`}</li>`,
    );
  const rest = findings.length - lines.length;
  return html`<aside class="unread" aria-label="Files that cannot be read"><h2>${errors > 0 ? "Not everything could be read" : "Something is wrong with the files"}</h2><p>What these files say is missing here, until somebody puts them right.</p><ul>${lines}</ul>${rest > 0 && html`<p>And ${rest} more: run <code>okr check</code>.</p>`}</aside>`;
}
