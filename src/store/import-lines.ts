import type { Day } from "../model/day.ts";
import { isDay } from "../model/day.ts";
import { closest } from "../model/id.ts";
import type { ImportFinding } from "../model/import.ts";
import { parseNumber } from "../model/metrics/metric.ts";
import type { CsvRow, CsvTable } from "./csv.ts";
import type { Columns, ImportColumn } from "./import-columns.ts";
import { numbersMeant } from "./number-meant.ts";

const MOST_HINTS = 500;

/** One row of a table, read by the names of its columns; what is wrong with it is noted where it stands. */
export class Line {
  readonly row: number;
  readonly #sheet: Sheet;
  readonly #cells: readonly string[];

  constructor(sheet: Sheet, { row, cells }: CsvRow) {
    this.row = row;
    this.#sheet = sheet;
    this.#cells = cells;
  }

  get file(): string {
    return this.#sheet.table.name;
  }

  /** The text of a cell as it is; "" where it is empty or there is no such column. */
  text(column: ImportColumn): string {
    const place = this.#sheet.columns.places.get(column);
    return place === undefined ? "" : (this.#cells[place] ?? "");
  }

  /** Whether the table has a column. */
  has(column: ImportColumn): boolean {
    return this.#sheet.columns.places.has(column);
  }

  /** The text of a cell on one line. */
  words(column: ImportColumn): string {
    return this.text(column).replace(/\s+/g, " ");
  }

  /** Whether any of the columns has something in it. */
  says(...columns: readonly ImportColumn[]): boolean {
    return columns.some((column) => this.text(column) !== "");
  }

  /** The path of the check-in that this row was exported from; "" where it was not. */
  get path(): string {
    const { path } = this.#sheet.columns;
    return path === null ? "" : (this.#cells[path] ?? "");
  }

  /** The candidate nearest to a text, for a hint; null once so much is wrong that nobody reads on, as it takes its time. */
  near(text: string, candidates: Iterable<string>): string | null {
    return this.#sheet.findings.length > MOST_HINTS ? null : closest(text, candidates);
  }

  /** Notes something that keeps everything from being written. */
  error(column: ImportColumn | null, message: string, hint: string): null {
    const place = column === null ? undefined : this.#sheet.columns.places.get(column);
    this.#sheet.findings.push({
      file: this.file,
      row: this.row,
      column: place === undefined ? null : place + 1,
      header: place === undefined ? null : (this.#sheet.table.header[place] ?? null),
      severity: "error",
      message,
      hint,
    });
    return null;
  }

  /** The number of a cell; null where it is empty, and where it is none, which is noted. */
  number(column: ImportColumn): number | null {
    const text = this.text(column);
    if (text === "") return null;
    const number = readNumber(text, this.#sheet.hasDecimalCommas);
    return typeof number === "number" ? number : this.error(column, number.message, number.hint);
  }

  /** The number in a text, as people of this table write them, or why there is none. */
  readNumber(text: string): number | { readonly message: string; readonly hint: string } {
    return readNumber(text, this.#sheet.hasDecimalCommas);
  }

  /** The day of a cell; null where it is empty, and where it is none, which is noted. */
  day(column: ImportColumn): Day | null {
    const text = this.text(column);
    if (text === "") return null;
    const day = text.slice(0, 10);
    if (isDay(day) && /^(?:[T ][\d:.]+Z?)?$/.test(text.slice(10))) return day;
    return this.error(column, `found "${text}", which is no day`, "write it as 2026-11-20");
  }
}

/** A table with the meaning of its columns. */
export class Sheet {
  readonly table: CsvTable;
  readonly columns: Columns;
  readonly findings: ImportFinding[];
  readonly lines: readonly Line[];
  #decimalCommas: boolean | null = null;

  constructor(table: CsvTable, columns: Columns, findings: ImportFinding[]) {
    this.table = table;
    this.columns = columns;
    this.findings = findings;
    this.lines = table.rows.map((row) => new Line(this, row));
    for (const [index, { cells }] of table.rows.entries())
      if (cells.slice(table.header.length).some((cell) => cell !== ""))
        this.lines[index]?.error(
          null,
          `has ${cells.length} cells, the header only ${table.header.length}`,
          "put cells that hold the separator into quotes",
        );
  }

  /** Whether some number in it has a comma before its decimals: then a point may be none. */
  get hasDecimalCommas(): boolean {
    const places = NUMBERS.flatMap((column) => this.columns.places.get(column) ?? []);
    this.#decimalCommas ??= this.table.rows.some(({ cells }) =>
      places.some((place) => /^[^\d]*\d[\d.]*,(?:\d{1,2}|\d{4,})(?!\d)/.test(cells[place] ?? "")),
    );
    return this.#decimalCommas;
  }
}

const NUMBERS: readonly ImportColumn[] = ["baseline", "target", "at_least", "at_most", "weight", "value"];

/** A word behind the digits that would change the number. */
const SCALED = /\d\s*(?:k|thousand|m|mio|mn|million|bn?|billion)(?!\p{L})/iu;

/**
 * Reads a number of a table. A comma marks decimals where it can mean nothing else (`72,5`, `1.234,50`); where it may mean thousands
 * too (`30,000`), or a point may in a table with such commas (`1.234`), it is refused.
 */
function readNumber(
  text: string,
  decimalCommas: boolean,
): number | { readonly message: string; readonly hint: string } {
  const found = `found "${text}"`;
  const grouped = /^([^\d]*)(\d{1,3}(?:\.\d{3})+)(?![\d,])/.exec(text)?.[2];
  if (decimalCommas && grouped !== undefined)
    return {
      message: `${found}, in which the point may mean thousands: other numbers here have a decimal comma`,
      hint: `write ${grouped.replaceAll(".", "")} for thousands, or ${grouped}0 for decimals`,
    };
  // As okr writes numbers itself, with all their digits.
  if (String(Number(text)) === text && Number.isFinite(Number(text))) return Number(text);
  const number = parseNumber(text);
  if (typeof number === "number") return number;
  const meant = numbersMeant(text);
  const [only] = meant;
  if (only && meant.length === 1 && only.where === null && !SCALED.test(text)) return only.number;
  const readings = meant.map(({ number: one, where }) => `${one}${where === null ? "" : ` ${where}`}`);
  return {
    message: `${found}${number.message.replace(/^is ".*?"/s, "")}`,
    hint: readings.length === 0 ? number.hint : `write ${readings.join(", or ")}`,
  };
}
