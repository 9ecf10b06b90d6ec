import { UserError } from "../errors.ts";
import { closest } from "../model/id.ts";
import type { ImportFinding } from "../model/import.ts";
import { bareName } from "../model/spelling.ts";
import type { CsvTable } from "./csv.ts";

/** What the rows of a table are: key results with their objectives, one of the two, or readings. */
export const SHEET_KINDS = ["plan", "objectives", "key-results", "readings"] as const;
/** What the rows of a table are. */
export type SheetKind = (typeof SHEET_KINDS)[number];

/** Every column that can be imported, with other names it goes by; case, spaces, `-` and `_` make no difference. */
const SPELLINGS = {
  objective: ["objective title", "objective name", "goal", "goal name", "goal title", "objectives"],
  objective_id: [],
  team: ["team id", "group", "department", "squad"],
  cycle: [
    "quarter",
    "period",
    "time period",
    "timeframe",
    "okr cycle",
    "due",
    "due date",
    "end date",
    "deadline",
  ],
  type: ["objective type", "commitment"],
  objective_owner: ["goal owner"],
  aligns_to: ["aligned to", "alignment", "parent", "parent objective", "parent goal"],
  depends_on: ["dependencies"],
  continues: ["carried over from"],
  why: ["description", "objective description", "reason"],
  key_result: ["key result title", "key result name", "key results", "kr", "kr title"],
  key_result_id: ["kr id"],
  owner: ["key result owner", "kr owner", "assignee", "assigned to", "responsible", "dri"],
  backup: ["deputy"],
  metric: ["metric type", "key result type", "measure type"],
  baseline: ["start", "start value", "starting value", "initial", "initial value"],
  target: ["target value", "goal value", "end value"],
  at_least: ["min", "minimum"],
  at_most: ["max", "maximum"],
  milestones: ["steps"],
  unit: ["units", "unit of measure"],
  weight: ["weighting"],
  value: ["current", "current value", "actual", "actual value", "latest value", "reading"],
  ref: [],
  date: ["day", "check-in date", "reading date"],
  by: ["author", "updated by", "checked in by"],
  reached: ["milestones reached"],
  done: [],
  confidence: ["key result confidence"],
  check_in_confidence: ["objective confidence", "goal confidence"],
  note: ["notes", "comment", "comments", "remark"],
  id: [],
  title: [],
} as const;
/** A column that can be imported. */
export type ImportColumn = keyof typeof SPELLINGS;

/** What okr export writes and okr works out itself, and the path by which readings of one check-in are known. */
const WORKED_OUT =
  `team_name cycle_start cycle_end score grade status elapsed projected last_check_in check_ins closed outcome
  path commit progress value_date value_path`.split(/\s+/);

const BY_SPELLING = new Map<string, ImportColumn>(
  Object.entries(SPELLINGS).flatMap(([column, others]) =>
    [column, ...others].map((name) => [bareName(name), column as ImportColumn] as const),
  ),
);

/** What `okr export` calls a column of one of its tables, where here it is called otherwise; null is left out. */
const RENAMED: Readonly<Record<SheetKind, Readonly<Partial<Record<ImportColumn, ImportColumn | null>>>>> = {
  plan: { id: "key_result_id", title: "key_result" },
  objectives: {
    id: "objective_id",
    title: "objective",
    owner: "objective_owner",
    unit: null,
    confidence: null,
  },
  "key-results": {
    ...{ objective: "objective_id", id: "key_result_id", title: "key_result" },
    ...{ ref: null, value: null, reached: null, done: null, confidence: null },
  },
  readings: { id: null, title: null },
};

const OBJECTIVE: readonly ImportColumn[] = [
  ...(["objective", "objective_id", "team", "cycle", "type", "objective_owner"] as const),
  ...(["aligns_to", "depends_on", "continues", "why"] as const),
];
const KEY_RESULT: readonly ImportColumn[] = [
  ...(["key_result", "key_result_id", "owner", "backup", "metric", "baseline", "target"] as const),
  ...(["at_least", "at_most", "milestones", "unit", "weight"] as const),
];
const READING: readonly ImportColumn[] = [
  ...(["objective", "objective_id", "key_result", "key_result_id", "ref", "date", "by"] as const),
  ...(["value", "reached", "done", "confidence", "check_in_confidence", "note"] as const),
];

/** What is read of each. */
const READ: Readonly<Record<SheetKind, readonly ImportColumn[]>> = {
  plan: [...OBJECTIVE, ...KEY_RESULT, "value", "confidence", "note"],
  objectives: OBJECTIVE,
  "key-results": ["objective_id", ...KEY_RESULT],
  readings: READING,
};

/** The columns of a table that are read. */
export interface Columns {
  readonly kind: SheetKind;
  /** Where each stands, from 0. */
  readonly places: ReadonlyMap<ImportColumn, number>;
  /** Where the path of a check-in's file stands; null where none does. */
  readonly path: number | null;
}

/** What `--map` says: the columns of the file by their bare name; null leaves one out. Throws a UserError where it cannot be read. */
export function readMappings(given: readonly string[]): Map<string, ImportColumn | null> {
  return new Map(
    given.map((mapping) => {
      const at = mapping.lastIndexOf("=");
      const [theirs, ours] = [mapping.slice(0, at).trim(), mapping.slice(at + 1).trim()];
      if (at < 1 || theirs === "")
        throw new UserError(`--map "${mapping}" maps nothing`, 'write it as --map "Their column=target"');
      if (ours === "" || ours === "-") return [bareName(theirs), null];
      const column = BY_SPELLING.get(bareName(ours));
      if (column !== undefined) return [bareName(theirs), column];
      const near = closest(ours, Object.keys(SPELLINGS));
      throw new UserError(
        `--map "${mapping}" maps to "${ours}", which is no column of okr`,
        near ? `did you mean "${near}"?` : `the columns: ${Object.keys(SPELLINGS).join(", ")}`,
      );
    }),
  );
}

/** Tells what a table is and where its columns stand; columns that nothing is read from become warnings. */
export function findColumns(
  table: CsvTable,
  { kind: wanted, mappings }: { kind: SheetKind | null; mappings: ReadonlyMap<string, ImportColumn | null> },
  findings: ImportFinding[],
): Columns {
  const { name, header } = table;
  const named = header.map((title): ImportColumn | null => {
    const mapped = mappings.get(bareName(title));
    return mapped === undefined ? (BY_SPELLING.get(bareName(title)) ?? null) : mapped;
  });
  const kind = wanted ?? kindOf(new Set(named), table);
  const places = new Map<ImportColumn, number>();
  for (const [index, title] of header.entries()) {
    const found = named[index] ?? null;
    const place = { file: name, row: 1, column: index + 1, header: title };
    const renamed = found === null ? undefined : RENAMED[kind][found];
    const column = renamed === undefined ? found : renamed;
    const before = column === null ? undefined : places.get(column);
    if (before !== undefined)
      findings.push({
        ...{
          ...place,
          severity: "error",
          message: `says the same as column ${before + 1} "${header[before]}": ${column}`,
        },
        hint: `leave one out with --map "${title}=-"`,
      });
    else if (column !== null && READ[kind].includes(column)) places.set(column, index);
    else if (column !== null)
      findings.push({
        ...{ ...place, severity: "warning", message: `is not read: these rows are ${SAID[kind]}` },
        hint: `to leave it out without a word, --map "${title}=-"; to read the rows as something else, --table`,
      });
    else if (found === null && title !== "" && !mappings.has(bareName(title)) && !isWorkedOut(title))
      findings.push({ ...place, severity: "warning", ...leftOut(title) });
  }
  const path = header.findIndex((title) => bareName(title) === "path");
  return { kind, places, path: path === -1 ? null : path };
}

const SAID: Readonly<Record<SheetKind, string>> = {
  plan: "key results with their objectives",
  objectives: "objectives",
  "key-results": "key results of objectives that have an id",
  readings: "readings",
};

function isWorkedOut(title: string): boolean {
  return WORKED_OUT.some((one) => bareName(one) === bareName(title));
}

function leftOut(title: string): { message: string; hint: string } {
  const near = closest(title.toLowerCase(), Object.keys(SPELLINGS));
  return {
    message: "is not read",
    hint: `to read it, say what it is, as --map "${title}=${near ?? "…"}"; to leave it out without a word, --map "${title}=-"`,
  };
}

function kindOf(named: ReadonlySet<ImportColumn | null>, { name, header }: CsvTable): SheetKind {
  const has = (...columns: ImportColumn[]) => columns.every((column) => named.has(column));
  const isRead = has("date") && !named.has("target") && !named.has("baseline");
  if (isRead && (has("objective") || has("objective_id") || has("ref"))) return "readings";
  if (has("objective", "id", "title")) return "key-results";
  if (has("objective", "key_result") || has("objective_id", "key_result")) return "plan";
  if (has("title", "team") || has("objective", "team") || has("id", "title")) return "objectives";
  if (["from", "to", "kind"].every((title) => header.includes(title)))
    throw new UserError(
      `${name} is a table of links, which objectives hold themselves`,
      "import objectives.csv: its columns aligns_to, depends_on and continues say the same",
    );
  throw new UserError(
    `${name} cannot be told apart by its columns: no two of them are called Objective and Key result`,
    'call them so, or say which they are: --map "Goal text=objective" --map "Measure=key_result"',
  );
}
