import type { Paced } from "../../analysis/pace.ts";
import { isStrategic } from "../../analysis/report/strategy.ts";
import type { Contribution, ObjectiveStory, StrategyPart } from "../../analysis/report.ts";
import { mean } from "../../analysis/score.ts";
import { count, decimal } from "../words.ts";
import { alignmentSection } from "./alignment.ts";
import { changesSection } from "./changes.ts";
import { standings } from "./figures.ts";
import { html, type Markup, NOTHING } from "./markup.ts";
import { objectiveArticle } from "./objective.ts";
import { participationSection } from "./participation.ts";
import { objectiveLink, type Page, type Section, team } from "./place.ts";
import { scoreBar, statusChip } from "./standing.ts";

/** So many contributions that need attention are named. */
const NAMED = 5;

/** The monthly page for leadership: what the company wants, how it stands, and what teams add in sum. */
export function strategicSections(page: Page): Section[] {
  const { strategy, snapshot } = page.report;
  const strategic = ({ followed }: ObjectiveStory) =>
    isStrategic(snapshot.plan.team(followed.objective.team));
  const told: Told = { seen: new Map(), counted: new Set() };
  if (strategy.length === 0) return [...statementSection(page), emptySection()];
  return [
    ...statementSection(page),
    ...strategy.map((part, index) => prioritySection(part, index, page, told)),
    ...alignmentSection(page),
    ...changesSection(page, strategic),
    ...participationSection(page, false),
  ];
}

/** What stands on the page already. */
interface Told {
  /** Strategic objectives by their id, with the title of the priority they stand under. */
  readonly seen: Map<string, string>;
  /** Objectives of teams that were counted somewhere. */
  readonly counted: Set<string>;
}

function emptySection(): Section {
  return {
    id: "no-strategy",
    title: "No strategic objectives",
    body: html`<p>No strategy is written down here yet. Priorities stand in a file of the kind <code>strategy</code>; an objective is strategic where the level of its team is <code>company</code> or <code>unit</code>. What teams aim for stands on the page of the cycle: <code>okr report</code></p>`,
  };
}

function statementSection({ report }: Page): Section[] {
  const { mission = null, vision = null } = report.snapshot.plan.strategy ?? {};
  if (mission === null && vision === null) return [];
  const one = (name: string, text: string | null) =>
    text === null ? NOTHING : html`<div><dt>${name}</dt><dd><bdi>${text}</bdi></dd></div>`;
  return [
    {
      id: "statement",
      title: "What we are here for",
      body: html`<dl class="statement">${one("Mission", mission)}${one("Vision", vision)}</dl>`,
    },
  ];
}

function prioritySection(
  { priority, served, directly }: StrategyPart,
  index: number,
  page: Page,
  { seen, counted }: Told,
): Section {
  const stories = served.map(({ followed, contribution }) => {
    const { id, title } = followed.objective;
    const story = page.stories.get(id);
    const above = seen.get(id);
    if (story === undefined || above !== undefined)
      return html`<p>${statusChip(followed)} ${objectiveLink(id, title, page)} <span class="quiet">${above === undefined ? "is not told in full here" : html`serves this priority too; it is told above, under “<bdi>${above}</bdi>”, and counts once`}</span></p>`;
    seen.set(id, priority?.title ?? "");
    return html`${objectiveArticle(story, page, false)}${share(contribution, "What teams contribute", title, page, counted)}`;
  });
  const direct = html`<h3 class="hidden">Served directly</h3>${share(directly, "Team objectives that serve this priority directly", "", page, counted)}`;
  const body =
    served.length === 0 && directly.objectives.length === 0
      ? html`<p class="left-out">No objective serves this priority in the cycles shown.</p>`
      : html`${stories}${directly.objectives.length > 0 && direct}`;
  return {
    id: `priority-${index + 1}`,
    title: priority === null ? "Strategic objectives that serve no priority" : priority.title,
    body,
  };
}

/** What teams contribute, in sum; by name only what needs attention. */
function share(
  { objectives, mean: score, units }: Contribution,
  name: string,
  to: string,
  page: Page,
  counted: Set<string>,
): Markup {
  const heading = html`<h4>${name}${to !== "" && html` to “<bdi>${to}</bdi>”`}</h4>`;
  if (score === null)
    return html`<div class="share">${heading}<p class="quiet">No team objective serves it.</p></div>`;
  const again = objectives.filter(({ objective }) => counted.has(objective.id)).length;
  for (const { objective } of objectives) counted.add(objective.id);
  const worst = objectives
    .filter(needsHelp)
    .sort((a, b) => URGENT.indexOf(a.status ?? "") - URGENT.indexOf(b.status ?? "") || a.score - b.score);
  const rest = worst.length - NAMED;
  const named = worst
    .slice(0, NAMED)
    .map(
      (one) =>
        html`<li>${statusChip(one)} <strong>${decimal(one.score)}</strong> ${objectiveLink(one.objective.id, one.objective.title, page)} <span class="quiet">${team(one.objective.team, page)}</span></li>`,
    );
  return html`<div class="share">${heading}<p>${count(objectives.length, "team objective")}, mean score <strong>${decimal(score)}</strong>${again > 0 && html` <span class="quiet">(${again === objectives.length ? "also" : `${again} also`} counted above)</span>`}</p>${standings(objectives)}${units.length > 1 && unitTable(units, page)}${worst.length > 0 && html`<h5>Off track, without a recent check-in, or at risk</h5><ul class="near">${named}</ul>`}${rest > 0 && html`<p class="small quiet">and ${rest} more; the page of the cycle names them</p>`}</div>`;
}

function needsHelp({ closed, status }: Paced): boolean {
  return closed === null && status !== null && URGENT.includes(status);
}

/** The statuses of those that need help, the worst first. */
const URGENT: readonly string[] = ["off-track", "stale", "at-risk"];

function unitTable(units: Contribution["units"], page: Page): Markup {
  const rows = units.map(({ unit, objectives }) => {
    const score = mean(objectives.map((one) => one.score)) ?? 0;
    const urgent = objectives.filter(needsHelp).length;
    return html`<tr><th scope="row" class="name">${unit === null ? "Teams without a unit" : team(unit.id, page)}</th><td>${objectives.length}</td><td><span class="score"><span>${decimal(score)}</span> ${scoreBar(score, null)}</span></td><td>${urgent}</td></tr>`;
  });
  return html`<details class="data"><summary>By unit</summary><div class="scroll" role="region" tabindex="0" aria-label="Contributions by unit"><table><thead><tr><th scope="col">Unit</th><th scope="col">Objectives</th><th scope="col">Mean score</th><th scope="col">Need help</th></tr></thead><tbody>${rows}</tbody></table></div></details>`;
}
