import type { Day } from "../model/day.ts";
import type { Style } from "./style.ts";
import { pad, truncate, width, wrap } from "./width.ts";
import { change, count, decimal } from "./words.ts";

/** One week of a table: the score of the whole and those of its parts. Null: not yet; undefined: not there. */
export interface Row {
  readonly day: Day;
  readonly score: number | null;
  readonly confidence: number | null;
  readonly redefined: boolean;
  readonly parts: readonly (number | null | undefined)[];
}

/** A table with a line for every week. */
export interface Table {
  /** What the score is called. */
  readonly whole: string;
  /** Ids, in the order of the columns. */
  readonly parts: readonly string[];
  readonly rows: readonly Row[];
}

interface Column {
  /** At the top; the last line stands directly above the cells. */
  readonly head: readonly string[];
  readonly cells: readonly string[];
}

/** The widths that ids are broken to, the first with which all parts fit. */
const HEADS = [24, 16, 12, 10, 8];
/** More weeks before the first reading say no more in many lines than in one. */
const SILENT = 3;

/** The lines of the table with as many parts as fit, and how many do not. `◆` marks the weeks in which goalposts moved. */
export function weekTable(
  { whole, parts, rows: all }: Table,
  style: Style,
): { lines: string[]; left: number } {
  const spoken = all.findIndex((row) => row.score !== null || row.confidence !== null || row.redefined);
  const silent = spoken === -1 ? all.length : spoken;
  const skipped = silent > SILENT ? all.slice(0, silent) : [];
  const rows = all.slice(skipped.length);
  const fixed = fixedColumns(whole, rows);
  const columnsOfParts = (most: number) =>
    parts.map((id, part) => ({ head: breakId(id, most), cells: rows.map((row) => cell(row.parts[part])) }));
  const fits = (most: number) => widthOf([...fixed, ...columnsOfParts(most)]) <= style.columns;
  const columns = [...fixed, ...columnsOfParts(HEADS.find(fits) ?? (HEADS.at(-1) as number))];
  while (columns.length > 2 && widthOf(columns) > style.columns) columns.pop();
  const { heads, lines } = layOut(columns);
  return {
    lines: [
      ...(rows.length === 0 ? [] : heads.map((head) => style.colour.dim(head))),
      ...silence(skipped, style),
      ...lines.map((line, index) => `${rows[index]?.redefined ? "◆" : " "}${line}`),
    ],
    left: rows.length === 0 ? 0 : parts.length - Math.max(0, columns.length - fixed.length),
  };
}

/** Week, score and change; confidence where there is any. */
function fixedColumns(whole: string, rows: readonly Row[]): Column[] {
  const scores = rows.map(({ score }) => cell(score));
  const changes = scores.map((score, index) => {
    const before = scores[index - 1] ?? "–";
    // Of the numbers shown, so that the column adds up.
    return score === "–" || before === "–" ? "" : change(Number(score) - Number(before));
  });
  const columns = [
    { head: ["week"], cells: rows.map(({ day }) => day) },
    { head: [whole], cells: scores },
    { head: ["change"], cells: changes },
  ];
  if (rows.every(({ confidence }) => confidence === null)) return columns;
  return [...columns, { head: ["confidence"], cells: rows.map(({ confidence }) => cell(confidence)) }];
}

function cell(score: number | null | undefined): string {
  if (score === undefined) return "";
  return score === null ? "–" : decimal(score);
}

/** An id on up to three lines, broken behind its hyphens. */
function breakId(id: string, most: number): string[] {
  const lines: string[] = [];
  for (const part of id.match(/[^-]+-?|-/g) ?? []) {
    const last = lines.at(-1);
    if (last !== undefined && (width(last + part) <= most || lines.length === 3))
      lines[lines.length - 1] = last + part;
    else lines.push(part);
  }
  return lines.map((line) => truncate(line, most));
}

function layOut(columns: readonly Column[]): { heads: string[]; lines: string[] } {
  const widths = columns.map(widthOfColumn);
  const line = (cells: readonly string[]) =>
    cells
      .map((text, index) => `${index === 0 ? " " : "  "}${pad(text, widths[index] as number, "start")}`)
      .join("")
      .trimEnd();
  const height = Math.max(...columns.map(({ head }) => head.length));
  return {
    heads: Array.from({ length: height }, (_, row) =>
      line(columns.map(({ head }) => head[row - height + head.length] ?? "")),
    ).map((text) => ` ${text}`),
    lines: (columns[0]?.cells ?? []).map((_, row) => line(columns.map(({ cells }) => cells[row] ?? ""))),
  };
}

function silence(weeks: readonly Row[], { columns, colour }: Style): string[] {
  const last = weeks.at(-1);
  if (last === undefined) return [];
  const words = `${count(weeks.length, "week")} until ${last.day} without a reading`;
  return wrap(words, columns - 2).map((line) => `  ${colour.dim(line)}`);
}

function widthOf(columns: readonly Column[]): number {
  return columns.reduce((sum, column) => sum + 2 + widthOfColumn(column), 0);
}

function widthOfColumn({ head, cells }: Column): number {
  return Math.max(...[...head, ...cells].map(width));
}
