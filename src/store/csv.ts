import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { CsvError, parse } from "csv-parse/sync";
import { UserError } from "../errors.ts";
import { withoutGuard } from "../model/formula.ts";

/** A table as its file has it. */
export interface CsvTable {
  /** As the person named the file. */
  readonly name: string;
  readonly header: readonly string[];
  readonly rows: readonly CsvRow[];
}

/** One row that is not empty; its cells have no space around them. */
export interface CsvRow {
  /** As a spreadsheet counts: the header is 1. */
  readonly row: number;
  readonly cells: readonly string[];
}

/** Larger than any company's OKRs. */
const MOST_BYTES = 16 * 1024 * 1024;
const MOST_ROWS = 50_000;
const MOST_COLUMNS = 200;

/** Reads the text of a table that the person named: UTF-8, or UTF-16 as spreadsheets write "Unicode text". Throws a UserError where it cannot. */
export function readTableFile(cwd: string, path: string): string {
  const target = resolve(cwd, path);
  try {
    requireSize(statSync(target).size, path);
    return decode(readFileSync(target), path);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      `${path} cannot be read: ${(error as Error).message}`,
      "name a file that exists, or - for standard input",
    );
  }
}

function decode(bytes: Buffer, name: string): string {
  const isWide = bytes[0] === 0xff && bytes[1] === 0xfe;
  try {
    return new TextDecoder(isWide ? "utf-16le" : "utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw notText(name);
  }
}

function notText(name: string): UserError {
  return new UserError(`${name} is not UTF-8 text`, 'save it once more, as "CSV UTF-8"');
}

function requireSize(bytes: number, name: string): void {
  if (bytes > MOST_BYTES)
    throw new UserError(
      `${name} has ${Math.ceil(bytes / 1024 / 1024)} MiB; ${MOST_BYTES / 1024 / 1024} are allowed`,
      "split it, and import one part after the other",
    );
}

/** Takes a table apart whose cells are separated by commas, semicolons or tabs. Throws a UserError where it is none, or too large. */
export function readTable(text: string, name: string): CsvTable {
  requireSize(Buffer.byteLength(text), name);
  if (text.includes("\ufffd") || text.includes("\0")) throw notText(name);
  const [header, ...rows] = records(text.replace(/^\ufeff/, ""), name);
  if (header === undefined || header.every((cell) => cell === ""))
    throw new UserError(
      `${name} has no header`,
      "name the columns in its first row: Objective, Key result, …",
    );
  if (header.length > MOST_COLUMNS)
    throw new UserError(
      `${name} has ${header.length} columns; ${MOST_COLUMNS} are allowed`,
      "leave out those that say nothing of OKRs",
    );
  return {
    name,
    header,
    rows: rows
      .map((cells, index) => ({ row: index + 2, cells }))
      .filter(({ cells }) => cells.some((cell) => cell !== "")),
  };
}

function records(text: string, name: string): string[][] {
  const delimiter = delimiterOf(text);
  try {
    const read: string[][] = parse(text, {
      delimiter,
      relax_column_count: true,
      to: MOST_ROWS + 2,
    });
    if (read.length > MOST_ROWS + 1)
      throw new UserError(
        `${name} has more than ${MOST_ROWS} rows`,
        "split it, and import one part after the other",
      );
    return read.map((cells) => cells.map((cell) => withoutGuard(cell.trim()).trim().replace(/\r\n?/g, "\n")));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === "number" ? `, line ${error.lines}` : "";
    throw new UserError(
      `${name}${line}: ${QUOTES[error.code] ?? "this is not how a CSV file is written"}`,
      'put cells that hold quotes into quotes and double those inside, as "Say ""yes"" often"; a spreadsheet does so itself',
    );
  }
}

const QUOTES: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: "a quote is opened and never closed",
  INVALID_OPENING_QUOTE: "a quote stands in the middle of a cell",
  CSV_INVALID_CLOSING_QUOTE: "something stands behind the closing quote of a cell",
};

/** What stands most often between the cells of the header. */
function delimiterOf(text: string): string {
  const start = text.slice(0, 64 * 1024).replace(/"(?:[^"]|"")*"/g, "");
  const [line = ""] = start.split(/\r\n|\n|\r/);
  const count = (mark: string) => line.split(mark).length;
  return [",", ";", "\t"].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}
