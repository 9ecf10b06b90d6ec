import { isPlaced, type Landscape, landscape, type Placed } from "../../analysis/landscape.ts";
import type { Paced } from "../../analysis/pace.ts";
import type { Objective, Priority } from "../../model/plan.ts";
import { alignmentSvg } from "../align-svg.ts";
import { settled, shareWords, signOf } from "../align-words.ts";
import { teamName } from "../report-words.ts";
import { count, decimal } from "../words.ts";
import { drawing, html, type Markup, NOTHING } from "./markup.ts";
import { objectiveLink, type Page, type Section, team } from "./place.ts";
import { STATUS_NAMES, standingOf, statusChip } from "./standing.ts";

/** So many objectives are drawn, those nearest to the top; and so many of what is wrong are named. */
const DRAWN = { cycle: 60, team: 60, scorecard: 60, strategic: 24 } as const;
const NAMED = 12;

/** Who serves what: as a picture, and in words what is not served, what serves nothing and what contradicts. */
export function alignmentSection(page: Page): Section[] {
  const { kind, cycles, snapshot, survey, team: own } = page.report;
  const [only, second] = cycles;
  const cycle = only !== undefined && second === undefined ? only.id : null;
  const whole = own === null;
  const asked = { cycle, team: own?.id ?? null, centre: null, up: true, down: !whole, depth: null };
  const found = landscape(snapshot, asked, survey);
  if (found.ties.length === 0 && found.dependencies.length === 0) return [];
  const head = (node: Placed | Priority) => headOf(node, page);
  const svg = alignmentSvg(found, { prefix: kind, most: DRAWN[kind], styled: false, head });
  const wide = Number(/ viewBox="0 0 (\d+)/.exec(svg)?.[1]) > WIDE;
  const { coverage } = found;
  const body = html`${coverage.all > 0 && html`<p>${shareWords(coverage)}. ${legend(found)}</p>`}${gaps(found, page)}<div class="scroll picture${wide && " wide"}" role="region" tabindex="0" aria-label="Alignment graph">${drawing(svg)}</div><p class="small quiet hint${wide && " always"}">The picture is wider than the screen: move it sideways.</p>${kind !== "strategic" && page.told.length === page.stories.size && html`<p class="small quiet">Each objective ${kind === "team" ? "above" : "below"} names what it is connected with.</p>`}`;
  return [{ id: "alignment", title: "Who serves what", body }];
}

/** From so many units of the drawing on it gets too small to read where it has to fit the page. */
const WIDE = 1700;

/** How an objective stands and whose it is, as the rest of the page says it. */
function headOf(node: Placed | Priority, { report: { snapshot } }: Page): string {
  if (!isPlaced(node)) return "◆ priority";
  const standing = standingOf(node);
  const words =
    standing === "closed"
      ? (node.closed?.outcome ?? "closed")
      : standing === "none"
        ? "no cycle"
        : STATUS_NAMES[standing];
  return `${signOf(node)} ${decimal(settled(node))} ${words} · ${teamName(snapshot.plan, node.objective.team)}`;
}

/** What the lines mean that the picture has. */
function legend({ ties, dependencies }: Landscape): string {
  return [
    "A line leads from what is served to what serves it.",
    ...(dependencies.length > 0 ? ["A dashed line leads from who needs something to who gives it."] : []),
    ...(ties.some(({ contradicts }) => contradicts)
      ? ["A thick red line joins two that tell opposite stories: one is on track, the other off track."]
      : []),
    "Each score stands for itself: nothing is added up along the lines.",
  ].join(" ");
}

/** What somebody should look at; on the page of the strategy only what tells opposite stories. */
function gaps({ coverage, ties, dependencies, peers }: Landscape, page: Page): Markup {
  const { priorities, unserved, unaligned } = coverage;
  const opposed = ties.filter(({ contradicts }) => contradicts);
  const onesided = dependencies.filter(({ mutual }) => mutual === false);
  const one = (objective: Objective) =>
    html`${objectiveLink(objective.id, objective.title, page)} <span class="quiet">${team(objective.team, page)}</span>`;
  const named = (placed: Paced) =>
    html`${statusChip(placed)} ${objectiveLink(placed.objective.id, placed.objective.title, page)}`;
  const more = [
    ...peers.map(({ served, others }) =>
      group(
        html`Peers: also serve “<bdi>${served.title}</bdi>”`,
        others.map(
          (paced) => html`${named(paced)} <span class="quiet">${team(paced.objective.team, page)}</span>`,
        ),
      ),
    ),
    group(
      "Priorities nobody serves",
      priorities.map(({ title }) => html`<bdi>${title}</bdi>`),
    ),
    group(
      "Strategic objectives and key results nobody serves",
      unserved.map(({ objective, index }) =>
        index === null
          ? one(objective)
          : html`<bdi>${objective.keyResults[index]?.title ?? ""}</bdi> <span class="quiet">of</span> ${one(objective)}`,
      ),
    ),
    group("Objectives that serve nothing", unaligned.map(one)),
    group(
      "Dependencies only one side knows of",
      onesided.map(
        ({ by, needed }) => html`${named(by)} <span class="quiet">needs</span> ${needed && named(needed)}`,
      ),
    ),
  ];
  const groups = [
    group(
      "Tell opposite stories",
      opposed.map(
        ({ child, parent }) =>
          html`${named(child)} <span class="quiet">serves</span> ${isPlaced(parent) && named(parent)}`,
      ),
    ),
    ...(page.report.kind === "strategic" ? [] : more),
  ].filter((markup) => markup !== NOTHING);
  return groups.length === 0 ? NOTHING : html`<div class="groups">${groups}</div>`;
}

function group(name: Markup | string, items: readonly Markup[]): Markup {
  if (items.length === 0) return NOTHING;
  const rest = items.length - NAMED;
  return html`<div><h3 class="gap">${name} <span class="quiet">${items.length}</span></h3><ul class="near">${items.slice(0, NAMED).map((item) => html`<li>${item}</li>`)}</ul>${rest > 0 && html`<p class="small quiet">and ${count(rest, "other")}: <code>okr align</code></p>`}</div>`;
}
