import type { NewCheckIn } from "../model/check-in.ts";
import type { Day } from "../model/day.ts";
import type { KeyResult, Objective } from "../model/plan.ts";
import type { CheckIn, Result } from "../model/records.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { bareName } from "../model/spelling.ts";
import type { Line, Sheet } from "./import-lines.ts";
import { Names, Targets } from "./import-names.ts";
import type { ImportedPlan } from "./import-plan.ts";
import { confidenceIn, valueIn } from "./import-values.ts";

/** What readings can be of: objectives that are there, and those that are about to be. */
export type Readable = Pick<Objective, "id" | "title" | "keyResults">;

/** A check-in to be written, and the row it begins in. */
export interface ImportedCheckIn {
  readonly line: Line;
  readonly checkIn: NewCheckIn;
}

/** What is known of who checks in, and when. */
export interface Defaults {
  readonly today: Day;
  /** The person who imports; null where nobody knows. */
  readonly by: string | null;
  readonly skipExisting: boolean;
}

/** What the tables say of readings; what is wrong with them is noted in their findings. */
export interface ImportedReadings {
  readonly checkIns: readonly ImportedCheckIn[];
  readonly skipped: readonly { readonly line: Line; readonly id: string }[];
}

interface Draft {
  readonly line: Line;
  readonly objective: Readable;
  readonly date: Day;
  readonly by: string;
  confidence: number | null;
  readonly results: Map<string, Result>;
}

/** Reads the check-ins of tables: the rows of one objective, day and person are one; and the current values beside key results. */
export function importReadings(
  sheets: readonly Sheet[],
  { snapshot, planned }: { snapshot: Snapshot; planned: ImportedPlan },
  defaults: Defaults,
): ImportedReadings {
  const reader = new ReadingReader(snapshot, planned, defaults);
  for (const { columns, lines } of sheets)
    if (columns.kind === "readings") for (const line of lines) reader.read(line);
  for (const { objective, values } of planned.objectives)
    for (const { line, keyResult } of values) reader.readCurrent(line, objective, keyResult);
  const checkIns: ImportedCheckIn[] = [];
  const skipped: { line: Line; id: string }[] = [];
  const known = new Set(snapshot.checkIns.map(fingerprint));
  for (const { line, objective, date, by, confidence, results } of reader.drafts) {
    const checkIn = {
      objective: objective.id,
      date,
      by,
      confidence,
      results,
      issues: "",
      plan: "",
      more: "",
    };
    if (!known.has(fingerprint(checkIn))) checkIns.push({ line, checkIn });
    else if (defaults.skipExisting) skipped.push({ line, id: objective.id });
    else
      line.error(
        null,
        `the same check-in of ${objective.id} on ${date} by ${by} is there already`,
        "leave its rows out, or add --skip-existing",
      );
  }
  return { checkIns, skipped };
}

/** The same for two check-ins that say the same. */
function fingerprint({
  objective,
  date,
  by,
  confidence,
  results,
}: Pick<CheckIn, "objective" | "date" | "by" | "confidence" | "results">): string {
  const said = [...results].sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([
    objective,
    date,
    by,
    confidence,
    said.map(([id, { value, confidence: own, note }]) => [id, value, own, note]),
  ]);
}

class ReadingReader {
  readonly #names: Names;
  readonly #targets = new Targets({ objectives: [], strategy: null });
  readonly #objectives = new Map<string, Readable>();
  readonly #drafts = new Map<string, Draft>();
  readonly #defaults: Defaults;
  readonly #broken: ReadonlySet<string>;

  constructor(snapshot: Snapshot, planned: ImportedPlan, defaults: Defaults) {
    this.#names = new Names(snapshot);
    this.#defaults = defaults;
    this.#broken = planned.broken;
    for (const one of [
      ...snapshot.plan.objectives,
      ...planned.objectives.map(({ objective }) => objective),
    ]) {
      if (this.#objectives.has(one.id)) continue;
      this.#objectives.set(one.id, one);
      this.#targets.add(one.id, one.title);
    }
  }

  get drafts(): Iterable<Draft> {
    return this.#drafts.values();
  }

  /** One row of a table of readings. */
  read(line: Line): void {
    const objective = this.#objective(line);
    const date = this.#date(line);
    const by = line.says("by") ? this.#names.person(line, "by") : this.#importer(line);
    if (objective === null || date === null || by === null) return;
    const draft = this.#draft(line, { objective, date, by, path: line.path });
    const whole = confidenceIn(line, "check_in_confidence");
    if (whole !== null && draft.confidence !== null && whole !== draft.confidence)
      line.error(
        "check_in_confidence",
        `found ${whole}, but row ${draft.line.row} says ${draft.confidence} of the same check-in`,
        "a check-in has one confidence",
      );
    draft.confidence ??= whole;
    const keyResult = this.#keyResult(line, objective);
    if (keyResult === null) return;
    const value = valueIn(line, keyResult);
    const result = { value, confidence: confidenceIn(line, "confidence"), note: line.text("note") || null };
    if (draft.results.has(keyResult.id))
      line.error(
        "key_result",
        `found "${keyResult.id}" a second time in the check-in on ${date} by ${by}`,
        "keep one reading a day",
      );
    else if (result.value !== null || result.confidence !== null || result.note !== null)
      draft.results.set(keyResult.id, result);
    else if (!line.says("value", "reached", "done", "confidence"))
      line.error(
        "value",
        "is empty, and nothing else is said of the key result",
        "write its value, a confidence or a note",
      );
  }

  /** What stands beside a key result in a plan: how it is today. */
  readCurrent(line: Line, objective: Readable, keyResult: KeyResult): void {
    const value = valueIn(line, keyResult);
    const confidence = confidenceIn(line, "confidence");
    const by = this.#importer(line);
    if (by === null) return;
    const draft = this.#draft(line, { objective, date: this.#defaults.today, by, path: "" });
    draft.results.set(keyResult.id, { value, confidence, note: line.text("note") || null });
  }

  #draft(
    line: Line,
    { objective, date, by, path }: Pick<Draft, "objective" | "date" | "by"> & { path: string },
  ): Draft {
    const key = [objective.id, date, by, path].join("\n");
    const draft = this.#drafts.get(key) ?? {
      line,
      objective,
      date,
      by,
      confidence: null,
      results: new Map(),
    };
    this.#drafts.set(key, draft);
    return draft;
  }

  #importer(line: Line): string | null {
    return (
      this.#defaults.by ??
      line.error(
        "by",
        "does not say who checked in, and git's identity is no member of a team",
        "fill the column By, or add --by with the id of a person",
      )
    );
  }

  #date(line: Line): Day | null {
    if (!line.says("date"))
      return line.error("date", "does not say on which day", "fill the column Date, as 2026-11-20");
    const date = line.day("date");
    if (date === null || date <= this.#defaults.today) return date;
    return line.error(
      "date",
      `found ${date}, which lies after today (${this.#defaults.today})`,
      "a check-in says what has happened",
    );
  }

  #objective(line: Line): Readable | null {
    const column = (["objective_id", "objective", "ref"] as const).find((one) => line.says(one));
    if (column === undefined)
      return line.error(
        "objective",
        "is empty: it is not said which objective was read",
        "write its id or its title",
      );
    const text = column === "ref" ? (line.words(column).split("/")[0] as string) : line.words(column);
    const id = this.#targets.find(text);
    const found = id === null ? undefined : this.#objectives.get(id);
    if (found) return found;
    if (this.#broken.has(text) || this.#broken.has(bareName(text))) return null;
    const near = line.near(text, this.#objectives.keys());
    return line.error(
      column,
      `found "${text}", but there is no such objective`,
      near ? `did you mean "${near}"?` : "import it first, or in the same command",
    );
  }

  /** Null where the row is about the objective alone, and where there is no such key result, which is noted. */
  #keyResult(line: Line, { id: objective, keyResults }: Readable): KeyResult | null {
    const column = (["key_result_id", "key_result", "ref"] as const).find((one) => line.says(one));
    const name = column === undefined ? "" : line.words(column);
    const text = column === "ref" ? (name.split("/")[1] ?? "") : name.replace(`${objective}/`, "");
    if (column === undefined || text === "") {
      if (line.says("value", "reached", "done", "confidence", "note"))
        line.error(
          "key_result",
          "is empty: it is not said which key result was read",
          "write its id or its title",
        );
      else if (!line.says("check_in_confidence"))
        line.error(null, "says nothing of the objective", "write a value, a confidence or a note");
      return null;
    }
    const found =
      keyResults.find(({ id }) => id === text) ??
      only(keyResults.filter(({ title }) => bareName(title) === bareName(text)));
    if (found) return found;
    const ids = keyResults.map(({ id }) => id);
    const near = line.near(text, ids);
    return line.error(
      column,
      `found "${text}", which is no key result of ${objective}`,
      near ? `did you mean "${near}"?` : `its key results: ${ids.join(", ")}`,
    );
  }
}

function only<T>(things: readonly T[]): T | undefined {
  return things.length === 1 ? things[0] : undefined;
}
