import { personWithEmail } from "../analysis/overview.ts";
import type { Context } from "../context.ts";
import { type Outcome, UserError } from "../errors.ts";
import { type ImportFinding, sortImportFindings } from "../model/import.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { bareName } from "../model/spelling.ts";
import {
  type ImportFile,
  type ImportReport,
  importCounts,
  importFindingLines,
} from "../render/import-text.ts";
import { formats } from "../render/index.ts";
import { safe, safeLines } from "../render/safe.ts";
import { createStyle } from "../render/style.ts";
import { readTable, readTableFile } from "../store/csv.ts";
import { findColumns, readMappings, SHEET_KINDS, type SheetKind } from "../store/import-columns.ts";
import { Sheet } from "../store/import-lines.ts";
import { importPlan } from "../store/import-plan.ts";
import { importReadings } from "../store/import-readings.ts";
import type { Store } from "../store/store.ts";
import { defineCommand, type Given } from "./define.ts";
import { composeFiles } from "./import-files.ts";
import { choice, flag, format, text, texts } from "./options.ts";
import { requireCycle, requirePerson, requireTeam } from "./references.ts";
import { show } from "./show.ts";

const options = {
  table: choice(
    "--table <name>",
    "what its rows are, where the columns do not tell: plan (key results with their objectives), objectives, key-results or readings",
    SHEET_KINDS,
  ),
  map: texts(
    "--map <theirs=ours>",
    'what a column of the file is: "Goal text=objective"; "Tags=-" leaves one out',
  ),
  team: text("--team <id>", "the team, where no column says it"),
  cycle: text("--cycle <id>", "the cycle, where no column says it; the current one when left out"),
  owner: text("--owner <person>", "who answers for objectives that name no owner"),
  by: text(
    "--by <person>",
    "who checked in, where no column says it; the person git's identity names when left out",
  ),
  skipExisting: flag("--skip-existing", "leave out what is there already, instead of refusing"),
  dryRun: flag("--dry-run", "show what would be written and what is wrong, and write nothing"),
  text: flag("--text", "with --dry-run: the whole text of every file"),
  noCommit: flag("--no-commit", "only write the files"),
  push: flag("--push", "push afterwards"),
  format: format(["text", "json"]),
};
type ImportOptions = Given<typeof options>;

export const importTables = defineCommand({
  name: "import",
  summary: "Write objectives, key results and check-ins from CSV files, as one commit",
  arguments: [
    ["<files...>", "tables with a header, separated by commas, semicolons or tabs; - for standard input"],
  ],
  options,
  examples: [
    "okr import okrs.csv --dry-run",
    'okr import okrs.csv --cycle 2026-Q4 --team explorer --map "Goal text=objective"',
    "okr import tables/objectives.csv tables/key-results.csv tables/readings.csv",
    "okr import readings.csv --skip-existing --push",
  ],
  async run(context, given, names): Promise<Outcome> {
    requireSense(given, names);
    const store = await context.store();
    const moment = { day: context.clock.today(), commit: null };
    const snapshot = await store.snapshot(moment);
    const findings: ImportFinding[] = [];
    const { files, skipped } = await readFiles({ context, store, snapshot }, given, names, findings);
    const failed = findings.some(({ severity }) => severity === "error");
    const report: ImportReport = {
      files: failed && !given.dryRun ? [] : files,
      skipped,
      findings: unique(sortImportFindings(findings, names)),
      ...{ dryRun: given.dryRun, whole: given.text, commit: null, branch: null, pushed: null },
    };
    const tell = async (one: ImportReport) => {
      await show({ store, context, moment }, one, {
        format: given.format,
        output: null,
        formats: formats.import,
      });
      await noteFindings(context, one);
    };
    if (failed || given.dryRun || files.length === 0) await tell(report);
    else await land({ context, store }, report, given, { names, tell });
    return failed ? "findings" : "ok";
  },
});

function requireSense(
  { dryRun, text: whole, noCommit, push }: ImportOptions,
  names: readonly string[],
): void {
  if (push && (noCommit || dryRun))
    throw new UserError(
      "there is no commit to push",
      `leave out ${noCommit ? "--no-commit" : "--dry-run"}, or --push`,
    );
  if (whole && !dryRun)
    throw new UserError("--text shows what --dry-run would write", "add --dry-run, or leave out --text");
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new UserError(`${twice} is named twice`, "name every file once");
}

/** The files that the tables become, and the rows that are left out; what is wrong is noted. */
async function readFiles(
  { context, store, snapshot }: { context: Context; store: Store; snapshot: Snapshot },
  given: ImportOptions,
  names: readonly string[],
  findings: ImportFinding[],
): Promise<Pick<ImportReport, "files" | "skipped">> {
  const { team, cycle, owner, by, skipExisting } = given;
  if (team !== null) requireTeam(snapshot, team);
  if (cycle !== null) requireCycle(snapshot, cycle);
  for (const person of [owner, by]) if (person !== null) requirePerson(snapshot, person);
  const sheets = await readSheets(context, given, names, findings);
  const planned = importPlan(sheets, snapshot, { team, cycle, owner, skipExisting });
  const importer = by ?? (await identify(store, snapshot));
  const readings = importReadings(
    sheets,
    { snapshot, planned },
    { today: snapshot.day, by: importer, skipExisting },
  );
  const files = await composeFiles({ store, snapshot, clock: context.clock }, planned, readings);
  const skipped = [...planned.skipped, ...readings.skipped];
  return { files, skipped: skipped.map(({ line, id }) => ({ file: line.file, row: line.row, id })) };
}

async function readSheets(
  context: Context,
  { table, map }: { table: SheetKind | null; map: readonly string[] },
  names: readonly string[],
  findings: ImportFinding[],
): Promise<Sheet[]> {
  const mappings = readMappings(map);
  const unused = new Set(mappings.keys());
  const sheets: Sheet[] = [];
  for (const name of names) {
    const content = name === "-" ? await context.terminal.readInput() : readTableFile(context.cwd, name);
    const read = readTable(content, name === "-" ? "standard input" : name);
    for (const title of read.header) unused.delete(bareName(title));
    sheets.push(new Sheet(read, findColumns(read, { kind: table, mappings }, findings), findings));
  }
  const stray = map.find((mapping) =>
    unused.has(bareName(mapping.slice(0, mapping.lastIndexOf("=")).trim())),
  );
  if (stray !== undefined)
    throw new UserError(
      `--map "${stray}": no column is called so`,
      `the columns: ${sheets.flatMap(({ table: { header } }) => header).join(", ")}`,
    );
  return sheets;
}

/** The person git's identity names, or null. */
async function identify(store: Store, { plan }: Snapshot): Promise<string | null> {
  const identity = store.root.top === null ? null : await store.identity();
  return identity === null ? null : (personWithEmail(plan, identity.email)?.id ?? null);
}

/** Writes the files, commits and pushes as far as that is wanted. */
async function land(
  { context, store }: { context: Context; store: Store },
  report: ImportReport,
  { noCommit, push }: ImportOptions,
  { names, tell }: { names: readonly string[]; tell: (report: ImportReport) => Promise<void> },
): Promise<void> {
  const { terminal } = context;
  const changes = report.files.map(({ path, text: content }) => ({ path, content }));
  if (noCommit) {
    await store.write(changes);
    return tell(report);
  }
  const landed = await terminal.holdSignals(() => store.commit(changes, commitMessage(report.files, names)));
  if (landed.said !== "") terminal.note(`${safeLines(landed.said)}\n`);
  for (const warning of landed.warnings) terminal.note(`okr: ${safe(warning)}\n`);
  const done = { ...report, commit: landed.commit, branch: landed.branch };
  if (!push) return tell(done);
  await terminal
    .holdSignals(() => store.push())
    .then(
      (pushed) => tell({ ...done, pushed }),
      async (error) => {
        // The commit stands, whatever became of the push.
        await tell(done);
        throw error;
      },
    );
}

function commitMessage(files: readonly ImportFile[], names: readonly string[]): string {
  const sources = names.map((name) => (name === "-" ? "standard input" : safe(name.replace(/^.*[\\/]/, ""))));
  return `okr: import ${importCounts(files)}\n\nFrom ${sources.join(", ")}.\n`;
}

/** What is wrong with a name in two columns is said once. */
function unique(findings: readonly ImportFinding[]): ImportFinding[] {
  const known = new Set<string>();
  return findings.filter(({ file, row, column, message }) => {
    const key = JSON.stringify([file, row, column, message]);
    return !known.has(key) && known.add(key);
  });
}

async function noteFindings({ terminal }: Context, { findings }: ImportReport): Promise<void> {
  if (findings.length === 0) return;
  const errors = findings.filter(({ severity }) => severity === "error").length;
  const lines = importFindingLines(findings, await createStyle(terminal));
  if (errors > 0) lines.push("", `Nothing was written: ${errors === 1 ? "1 error" : `${errors} errors`}`);
  terminal.note(`${lines.join("\n")}\n`);
}
