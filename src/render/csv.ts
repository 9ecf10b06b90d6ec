import { stringify } from "csv-stringify/sync";
import { looksLikeFormula } from "../model/formula.ts";
import { safeLines } from "./safe.ts";

/** What a cell of a table holds; null is empty. */
export type Cell = string | number | boolean | null;

/**
 * A table as RFC 4180 has it, but with `\n` at the ends of lines: a header, then a line for each row. Numbers are written with all
 * their digits; text that a spreadsheet would run gets an apostrophe in front, controls become visible escapes, line breaks stay.
 */
export function csvText<C extends string>(
  columns: readonly C[],
  rows: readonly Readonly<Record<C, Cell>>[],
): string {
  return stringify([columns, ...rows.map((row) => columns.map((column) => cellText(row[column])))], {
    record_delimiter: "\n",
  });
}

function cellText(cell: Cell): string {
  if (typeof cell !== "string") return cell === null ? "" : String(cell);
  const text = safeLines(cell);
  return looksLikeFormula(text) ? `'${text}` : text;
}
