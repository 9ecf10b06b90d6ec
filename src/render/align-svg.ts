import { linkHorizontal } from "d3-shape";
import { type Dependency, isPlaced, type Landscape, type Placed, type Tie } from "../analysis/landscape.ts";
import type { Objective, Priority } from "../model/plan.ts";
import { type Layout, layOut, type Spot } from "./align-layout.ts";
import { type AlignReport, idOf, mark, shareWords, titleOf } from "./align-words.ts";
import { safe } from "./safe.ts";
import { truncate, wrap } from "./width.ts";
import { count } from "./words.ts";
import { xmlText } from "./xml.ts";

/** How the graph is drawn. */
export interface AlignmentDrawing {
  /** What its ids begin with, so that two drawings on a page do not meet. */
  readonly prefix: string;
  /** So many nodes are drawn at most, those nearest to the top. */
  readonly most: number;
  /** Whether it brings its style sheet; a page that has `ALIGNMENT_STYLE` in its own does without. */
  readonly styled: boolean;
  /** What stands above a title instead of the status and the id. */
  readonly head?: (node: Placed | Priority) => string;
}

/** The landscape as an SVG file of its own, with every node. */
export function alignSvg({ landscape }: AlignReport): string {
  const drawing = { prefix: "okr", most: Number.POSITIVE_INFINITY, styled: true };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${alignmentSvg(landscape, drawing)}\n`;
}

const [BOX, HEIGHT, COLUMN, ROW, MARGIN] = [300, 64, 380, 76, 16] as const;
const LINE = 34;

/** The landscape as an SVG element: well-formed XML without scripts, links and style attributes. */
export function alignmentSvg(landscape: Landscape, { prefix, most, styled, head }: AlignmentDrawing): string {
  const layout = layOut(landscape, most);
  const [title, desc] = [`${prefix}-align-title`, `${prefix}-align-desc`];
  const left = leftOut(layout, landscape);
  const across = Math.max(1, layout.columns) * COLUMN - (COLUMN - BOX) + 2 * MARGIN + 44;
  const down = Math.max(1, layout.rows) * ROW + 2 * MARGIN + (left === null ? 0 : 28);
  const { company, day } = landscape;
  const places = [...layout.spots.values()];
  const spotOf = new Map(places.map((spot) => [isPlaced(spot.node) ? spot.node.objective : spot.node, spot]));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="okr-align" role="img" aria-labelledby="${title} ${desc}" viewBox="0 0 ${across} ${down}" width="${across}" height="${down}">`,
    `<title id="${title}">${xmlText(`Who serves what: ${company ?? "OKRs"}, ${day}`)}</title>`,
    `<desc id="${desc}">${xmlText(describe(landscape, left))}</desc>`,
    ...(styled
      ? [`<style>${ALIGNMENT_STYLE}</style>`, `<rect class="okr-paper" width="${across}" height="${down}"/>`]
      : []),
    ...layout.ties.map((tie) => tiePath(tie, layout)),
    ...landscape.dependencies.map((one) => needPath(one, spotOf)),
    ...places.map((spot) => box(spot, head)),
    ...(left === null
      ? []
      : [`<text class="okr-small" x="${MARGIN}" y="${down - MARGIN}">${xmlText(left)}</text>`]),
    "</svg>",
  ].join("\n");
}

/** The sentence about what is not drawn; null where nothing is left out. */
function leftOut({ hidden }: Layout, { objectives }: Landscape): string | null {
  if (hidden === 0) return null;
  return `${objectives.length - hidden} of ${count(objectives.length, "objective")} are drawn, those nearest to the top; okr align shows all.`;
}

function describe({ coverage, priorities, objectives, ties }: Landscape, left: string | null): string {
  const opposed = ties.filter(({ contradicts }) => contradicts).length;
  return [
    `${priorities.length === 1 ? "1 priority" : `${priorities.length} priorities`} and ${count(objectives.length, "objective")}, from left to right down to the teams; lines lead from each to what serves it.`,
    ...(coverage.all > 0 ? [`${shareWords(coverage)}.`] : []),
    ...(opposed > 0 ? [`${count(opposed, "link")} between objectives that tell opposite stories.`] : []),
    ...(left === null ? [] : [left]),
  ].join(" ");
}

const leftOf = ({ column }: Spot) => MARGIN + column * COLUMN;
const middleOf = ({ row }: Spot) => MARGIN + row * ROW + HEIGHT / 2;

function box(spot: Spot, headOf: AlignmentDrawing["head"]): string {
  const { node, hidden } = spot;
  const [x, y] = [leftOf(spot), middleOf(spot) - HEIGHT / 2];
  const head = isPlaced(node) ? mark(node) : "◆ priority";
  const facts = isPlaced(node) ? `${node.objective.id} · ${node.objective.team}` : node.id;
  const wrapped = wrap(safe(titleOf(node)), LINE);
  const lines =
    wrapped.length <= 2 ? wrapped : [wrapped[0] ?? "", truncate(wrapped.slice(1).join(" "), LINE)];
  const text = (className: string, at: number, line: string) =>
    `<text class="${className}" x="12" y="${at}">${xmlText(line)}</text>`;
  const more = `<text class="okr-small" x="${x + BOX + 6}" y="${y + HEIGHT / 2 + 4}">+${hidden}</text>`;
  const whose = isPlaced(node) ? node.objective.team : node.id;
  return [
    // An inner image cuts off what is wider than the box.
    `<svg class="okr-node okr-${look(node)}" x="${x}" y="${y}" width="${BOX}" height="${HEIGHT}">`,
    `<title>${xmlText(headOf ? `${titleOf(node)}: ${headOf(node)}` : `${titleOf(node)} (${facts}): ${head}`)}</title>`,
    `<rect x="0.5" y="0.5" width="${BOX - 1}" height="${HEIGHT - 1}" rx="6"/>`,
    text(
      "okr-head",
      17,
      headOf ? truncate(safe(headOf(node)), LINE + 12) : truncate(`${head} · ${safe(whose)}`, LINE + 6),
    ),
    ...lines.map((line, index) => text("okr-title", 35 + index * 17, line)),
    `</svg>${hidden === 0 ? "" : more}`,
  ].join("");
}

function look(node: Placed | Priority): string {
  if (!isPlaced(node)) return "priority";
  return node.closed ? "closed" : (node.status ?? "early");
}

const curve = linkHorizontal<{ source: [number, number]; target: [number, number] }, [number, number]>();

function tiePath({ child, parent, contradicts }: Tie, { spots }: Layout): string {
  const [from, to] = [spots.get(parent) as Spot, spots.get(child) as Spot];
  const d = curve({ source: [leftOf(from) + BOX, middleOf(from)], target: [leftOf(to), middleOf(to)] });
  const words = `${child.objective.id} ${mark(child)} serves ${idOf(parent)}${isPlaced(parent) ? ` ${mark(parent)}` : ""}`;
  const said = contradicts ? `${words}: opposite stories` : words;
  return `<path class="${contradicts ? "okr-opposed" : "okr-tie"}" d="${d}"><title>${xmlText(said)}</title></path>`;
}

/** A dependency as a bow on the right of both; none where one of them is not drawn. */
function needPath(
  { by, needed, mutual }: Dependency,
  spotOf: ReadonlyMap<Objective | Priority, Spot>,
): string {
  const from = spotOf.get(by.objective);
  const to = needed === null ? undefined : spotOf.get(needed.objective);
  if (needed === null || from === undefined || to === undefined) return "";
  const [x1, y1, x2, y2] = [leftOf(from) + BOX, middleOf(from) + 12, leftOf(to) + BOX, middleOf(to) + 12];
  const words = `${by.objective.id} needs ${needed.objective.id}${mutual === false ? "; only one side knows" : ""}`;
  const out = Math.max(x1, x2) + 40;
  return `<path class="${mutual === false ? "okr-need okr-onesided" : "okr-need"}" d="M${x1},${y1}C${out},${y1},${out},${y2},${x2},${y2}"><title>${xmlText(words)}</title></path>`;
}

/** The style of the drawing, light and dark. A page may set the custom properties itself. */
export const ALIGNMENT_STYLE = [
  ".okr-align{--okr-ink:#1f2328;--okr-paper:#fff;--okr-line:#8c959f;--okr-bad:#cf222e;--okr-warn:#9a6700;--okr-priority:#eee8ff;--okr-on-track:#d7f5df;--okr-at-risk:#fff3c4;--okr-off-track:#ffe0de;--okr-stale:#fbe3f4;--okr-early:#dcf1f7;--okr-closed:#e7eaee;font-family:system-ui,sans-serif}",
  "@media (prefers-color-scheme:dark){.okr-align{--okr-ink:#f0f3f6;--okr-paper:#0d1117;--okr-line:#7d8590;--okr-bad:#ff7b72;--okr-warn:#d29922;--okr-priority:#36236b;--okr-on-track:#12401f;--okr-at-risk:#4d3800;--okr-off-track:#651a1c;--okr-stale:#551c41;--okr-early:#10404f;--okr-closed:#30363d}}",
  ".okr-align text{fill:var(--okr-ink);font-size:12px}",
  ".okr-align .okr-title{font-weight:600}",
  ".okr-align .okr-paper{fill:var(--okr-paper)}",
  ".okr-align .okr-node rect{stroke:var(--okr-line)}",
  ...["priority", "on-track", "at-risk", "off-track", "stale", "early", "closed"].map(
    (name) => `.okr-align .okr-${name} rect{fill:var(--okr-${name})}`,
  ),
  ".okr-align path{fill:none;stroke:var(--okr-line);stroke-width:1.5}",
  ".okr-align .okr-opposed{stroke:var(--okr-bad);stroke-width:3}",
  ".okr-align .okr-need{stroke-dasharray:5 4}",
  ".okr-align .okr-onesided{stroke:var(--okr-warn)}",
].join("");
