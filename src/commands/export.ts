import { makeTables, namesCommits, TABLES, type Table, type TableName } from "../analysis/tables.ts";
import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";
import { formats } from "../render/index.ts";
import { safe } from "../render/safe.ts";
import { plainStyle } from "../render/style.ts";
import { count } from "../render/words.ts";
import type { Moment, Store } from "../store/store.ts";
import { defineCommand } from "./define.ts";
import { noteCutOff } from "./history.ts";
import { atOption, choice, cycleOption, flag, format, outputOption, teamOption, text } from "./options.ts";
import { select } from "./select.ts";
import { noteUnread, show } from "./show.ts";

export const exportTables = defineCommand({
  name: "export",
  summary: "Write objectives, key results, readings or links of all cycles as a table",
  options: {
    table: choice(
      "--table <name>",
      "which table: objectives (the default), key-results, readings or links",
      TABLES,
    ),
    all: text("--all <folder>", "write every table into a folder, as objectives.csv, key-results.csv, …"),
    at: atOption,
    cycle: cycleOption,
    team: teamOption,
    format: format<keyof typeof formats.export>(["csv", "json", "jsonl"]),
    bom: flag("--bom", "begin CSV with a byte order mark, which Excel needs to read accents"),
    output: outputOption,
  },
  examples: [
    "okr export --table key-results --cycle 2026-Q4 --output key-results.csv",
    "okr export --all tables --bom",
    "okr export --table readings --team explorer --format jsonl",
    "okr export --table objectives --at 2026-11-20 --json",
  ],
  async run(context, { table, all, at, cycle, team, format, bom, output }) {
    if (all !== null && (output !== null || table !== null))
      throw new UserError(
        `--all writes every table into a folder; ${table === null ? "--output" : "--table"} is about one`,
        "leave out one of the two",
      );
    if (bom && format !== "csv")
      throw new UserError("a byte order mark does not belong into JSON", "leave out --bom, or --format");
    const store = await context.store();
    const moment = await store.moment(at, context.clock.today());
    const names: readonly TableName[] = all === null ? [table ?? "objectives"] : TABLES;
    // Only commits need the history, which takes longer than all the rest.
    const told = names.some(namesCommits);
    const snapshot = await (told ? store.snapshotWithHistory(moment) : store.snapshot(moment));
    const tables = makeTables(snapshot, await select(store, snapshot, { cycle, team, mine: false }), names);
    const showing = { format, output, formats: formats.export };
    if (all !== null) await writeAll({ context, store, moment }, tables, { all, format, bom });
    else for (const one of tables) await show({ store, context, moment }, { ...one, mark: bom }, showing);
    if (told) noteCutOff(context, snapshot.history, "commits are");
    return noteUnread(context, snapshot);
  },
});

/** Every table as a file of its own; what was written is said on stderr. */
async function writeAll(
  { context, store, moment }: { context: Context; store: Store; moment: Moment },
  tables: readonly Table[],
  { all, format, bom }: { all: string; format: keyof typeof formats.export; bom: boolean },
): Promise<void> {
  const { writeFolder } = await import("../store/table-folder.ts");
  const medium = { style: plainStyle(100), at: await store.provenance(moment) };
  const toText = await formats.export[format]();
  const files = new Map(
    tables.map((one) => [`${one.name}.${format}`, toText({ ...one, mark: bom }, medium)] as const),
  );
  writeFolder({ cwd: context.cwd, top: store.root.top ?? store.root.folder }, all, files);
  for (const { name, rows } of tables)
    context.terminal.note(
      `wrote ${safe(`${all.replace(/\/+$/, "")}/${name}.${format}`)}: ${count(rows.length, "row")}\n`,
    );
}
