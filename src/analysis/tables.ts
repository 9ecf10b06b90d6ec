import type { Day } from "../model/day.ts";
import { type Objective, teamsWithin } from "../model/plan.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { Survey } from "./survey.ts";
import { KEY_RESULT_COLUMNS, keyResultRows } from "./tables/key-results.ts";
import { LINK_COLUMNS, linkRows } from "./tables/links.ts";
import { OBJECTIVE_COLUMNS, objectiveRows } from "./tables/objectives.ts";
import { READING_COLUMNS, readingRows } from "./tables/readings.ts";

/** The tables there are. */
export const TABLES = ["objectives", "key-results", "readings", "links"] as const;
/** What a table is about. */
export type TableName = (typeof TABLES)[number];

/** A row by column; a cell is a text, a number, true or false, or nothing. */
export type Row = Readonly<Record<string, string | number | boolean | null>>;

/** One thing a row, always the same columns in the same order. */
export interface Table {
  readonly name: TableName;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

/** Which objectives a table is about; null means all. */
export interface TableSelection {
  readonly cycle: string | null;
  readonly team: string | null;
}

/** What the rows of every table are made of. */
export interface TableSource {
  readonly survey: Survey;
  readonly day: Day;
  /** In file order. */
  readonly objectives: readonly Objective[];
}

const MAKERS: Readonly<
  Record<TableName, { readonly columns: readonly string[]; readonly rows: (source: TableSource) => Row[] }>
> = {
  objectives: { columns: OBJECTIVE_COLUMNS, rows: objectiveRows },
  "key-results": { columns: KEY_RESULT_COLUMNS, rows: keyResultRows },
  readings: { columns: READING_COLUMNS, rows: readingRows },
  links: { columns: LINK_COLUMNS, rows: linkRows },
};

/** Tables of the objectives asked for, whatever their cycle; the commits are null where the snapshot has no history. */
export function makeTables(
  snapshot: Snapshot,
  { cycle, team }: TableSelection,
  names: readonly TableName[],
): Table[] {
  const survey = new Survey(snapshot);
  const teams = team === null ? null : teamsWithin(snapshot.plan, team);
  const objectives = survey.objectives.filter(
    (one) => (cycle === null || one.cycle === cycle) && (teams === null || teams.has(one.team)),
  );
  const source = { survey, day: snapshot.day, objectives };
  return names.map((name) => {
    const { columns, rows } = MAKERS[name];
    return { name, columns, rows: rows(source) };
  });
}

/** Whether a table says which commits its rows come from. */
export function namesCommits(name: TableName): boolean {
  return MAKERS[name].columns.includes("commit");
}
