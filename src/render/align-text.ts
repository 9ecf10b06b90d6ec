import type { Coverage } from "../analysis/coverage.ts";
import { isPlaced, type Landscape } from "../analysis/landscape.ts";
import { remarkSections } from "./align-remarks.ts";
import { isCompact, rowLines } from "./align-rows.ts";
import { type Row, splitRoots, treeRows } from "./align-tree.ts";
import { type AlignReport, shareWords } from "./align-words.ts";
import type { Medium } from "./index.ts";
import { safe } from "./safe.ts";
import { sparkline } from "./sparkline.ts";
import type { Style } from "./style.ts";
import { flow, truncate, width, wrap } from "./width.ts";
import { count, nothingToShow } from "./words.ts";

const WIDEST = 140;

/** The tree from the vision down to initiatives, then what contradicts, who needs whom, and what serves or is served by nothing. */
export function alignText(report: AlignReport, { style: terminal }: Pick<Medium, "style">): string {
  const style = { ...terminal, columns: Math.min(terminal.columns, WIDEST) };
  const { landscape, snapshot } = report;
  const lines = heading(report, style);
  if (landscape.objectives.length === 0 && landscape.priorities.length === 0)
    return `${[...lines, "", ...wrap(nothingToShow(snapshot), style.columns)].join("\n")}\n`;
  const { tops, loose } = splitRoots(landscape);
  const seen = new Set<Row["node"]>();
  const compact = isCompact(landscape);
  for (const root of tops) {
    const rows = treeRows(landscape, [root], seen);
    if (!compact || rows.length > 1 || !isPlaced(root)) lines.push("");
    for (const row of rows) lines.push(...rowLines(row, report, style));
  }
  if (loose.length > 0) {
    lines.push("", ...(landscape.coverage.servable ? [style.colour.bold("Serve nothing")] : []));
    for (const row of treeRows(landscape, loose, seen)) lines.push(...rowLines(row, report, style));
  }
  lines.push(...remarkSections(report, style));
  return `${lines.join("\n")}\n`;
}

function heading({ landscape, depth }: AlignReport, style: Style): string[] {
  const { company, day, cycles, outside, team, centre, vision, coverage, weeks } = landscape;
  const what = team === null ? [] : [safe(team.name)];
  if (centre !== null) what.push(`around ${safe(centre)}`);
  if (depth !== null) what.push(`${count(depth, "step")} deep`);
  const title = style.colour.bold(truncate(`${safe(company ?? "OKRs")} · ${day}`, style.columns));
  const pieces = [title, ...what, ...cycles.map((id) => cycleWords(id, landscape))].map((piece) =>
    width(piece) > style.columns ? truncate(piece, style.columns) : piece,
  );
  const lines = flow(pieces, style.columns);
  if (outside !== null) {
    const which = outside === "after" ? "the latest that ended is" : "the next to begin is";
    lines.push(...wrap(`No cycle with objectives is running on ${day}; ${which} shown.`, style.columns));
  }
  if (vision !== null) lines.push("", ...wrap(`Vision: ${safe(vision)}`, style.columns));
  if (coverage.all === 0 || centre !== null) return lines;
  lines.push("");
  if (!coverage.servable)
    return [
      ...lines,
      ...wrap(
        "There is nothing to serve yet: no priority, and no objective of the company or a unit.",
        style.columns,
      ),
    ];
  const shares = (weeks ?? []).map(({ aligned, all }) => (all === 0 ? null : aligned / all));
  const trend = shares.length > 1 ? [`${sparkline(shares, 26)} over the weeks of the cycle`] : [];
  const words = [shareWords(coverage), ...trend].flatMap((piece) => wrap(piece, style.columns));
  lines.push(...flow(words, style.columns));
  if (coverage.units.length > 1) lines.push(...flow(unitWords(coverage, style), style.columns, "  "));
  return lines;
}

/** `2026-Q4 (55 % gone)`. */
function cycleWords(id: string, { objectives }: Landscape): string {
  const gone = objectives.find(({ objective }) => objective.cycle === id)?.elapsed ?? null;
  return gone === null ? safe(id) : `${safe(id)} (${Math.round(gone * 100)} % gone)`;
}

/** So many units are named. */
const UNITS = 8;

/** The share of each unit, the smallest first; of many those that lack something. */
function unitWords({ units }: Coverage, style: Style): string[] {
  const byShare = [...units].sort((a, b) => a.aligned / a.all - b.aligned / b.all);
  const lacking = byShare.filter(({ aligned, all }) => aligned < all);
  const named = units.length <= UNITS ? byShare : lacking.slice(0, UNITS);
  const words = named.map(({ unit, aligned, all }) => {
    const share = `${aligned} of ${all}`;
    return `${truncate(safe(unit?.name ?? "in no unit"), style.columns - 3 - share.length)} ${share}`;
  });
  const rest = units.length - named.length;
  if (rest === 0) return words;
  const all = lacking.length <= named.length ? "all of them" : "okr align --format json";
  return [
    ...words,
    `${named.length === 0 ? "" : "and "}${count(rest, `${named.length === 0 ? "" : "more "}unit`)}: ${all}`,
  ];
}
