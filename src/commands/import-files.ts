import { Story } from "../analysis/score.ts";
import type { Clock } from "../context.ts";
import { UserError } from "../errors.ts";
import type { NewCheckIn } from "../model/check-in.ts";
import { type Day, daysBetween } from "../model/day.ts";
import { recordSuffix, suffixAfter, suffixOf } from "../model/records.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { ImportFile } from "../render/import-text.ts";
import { readOptions } from "../rules/check.ts";
import { IGNORE } from "../rules/exceptions.ts";
import { lateCheckIn } from "../rules/late-check-in.ts";
import type { Line } from "../store/import-lines.ts";
import { type ImportedPlan, MOST_FILES } from "../store/import-plan.ts";
import type { ImportedReadings } from "../store/import-readings.ts";
import { requireValid } from "../store/proof.ts";
import { objectiveText } from "../store/scaffold.ts";
import type { Store } from "../store/store.ts";

/** The files that tables become; what cannot be written of them is noted in their lines. */
export async function composeFiles(
  { store, snapshot, clock }: { store: Store; snapshot: Snapshot; clock: Clock },
  planned: ImportedPlan,
  { checkIns }: ImportedReadings,
): Promise<ImportFile[]> {
  if (planned.objectives.length + checkIns.length > MOST_FILES)
    throw new UserError(
      `this would be ${planned.objectives.length + checkIns.length} files; one commit takes at most ${MOST_FILES}`,
      "split the table, and import one part after the other",
    );
  const files: ImportFile[] = [];
  const there = new Set(snapshot.paths);
  const add = (line: Line, file: Omit<ImportFile, "from">) => {
    const from = { file: line.file, row: line.row };
    if (there.has(file.path))
      line.error(null, `${file.path} is there already`, "give the objective another id");
    else if (isValid(line, file)) files.push({ ...file, from });
  };
  const paths = new Map(snapshot.plan.objectives.map(({ id, source }) => [id, source.path]));
  const keyResults = new Map(snapshot.plan.objectives.map((one) => [one.id, one.keyResults]));
  for (const { line, objective } of planned.objectives) {
    const { id, title, cycle, team } = objective;
    const path = `okrs/${cycle}/${team}/${id}.md`;
    paths.set(id, path);
    keyResults.set(id, objective.keyResults);
    const text = objectiveText(objective);
    add(line, { kind: "objective", id, title, path, text, keyResults: objective.keyResults });
  }
  const story = new Story(snapshot);
  const names = new RecordNames(snapshot, clock);
  const { days } = readOptions(lateCheckIn, snapshot.settings).options;
  for (const { line, checkIn } of checkIns) {
    const { objective: id, date, results } = checkIn;
    const closed = story.closed(id, date);
    if (closed !== null)
      line.error(
        null,
        `the objective ${id} was closed on ${closed.date}`,
        "leave out what was read after that",
      );
    const path = `${(paths.get(id) as string).replace(/\.md$/i, "")}/${names.next(id, date)}`;
    const read = (keyResults.get(id) ?? []).filter((one) => results.has(one.id));
    const text = await compose(line, () =>
      store.composeCheckIn(markOld(checkIn, line, clock.today(), days as number)),
    );
    if (text !== null) add(line, { kind: "check-in", id, title: null, path, text, keyResults: read });
  }
  return files;
}

/** A check-in that was kept elsewhere until now says so itself: nobody entered it late. */
function markOld(checkIn: NewCheckIn, { file }: Line, today: Day, days: number): NewCheckIn {
  if (daysBetween(checkIn.date, today) <= days) return checkIn;
  const reason = `imported on ${today} from ${file}`;
  return { ...checkIn, own: { ...checkIn.own, [IGNORE]: { [lateCheckIn.id]: reason } } };
}

function isValid(line: Line, { kind, path, text }: Omit<ImportFile, "from">): boolean {
  try {
    requireValid(kind, path, text);
    return true;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    line.error(null, error.message, error.hint);
    return false;
  }
}

async function compose(line: Line, work: () => Promise<string>): Promise<string | null> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return line.error(null, error.message, error.hint);
  }
}

/** Gives the files of check-ins names that sort after all of the same objective and day. */
class RecordNames {
  readonly #last = new Map<string, string>();
  readonly #clock: Clock;

  constructor({ checkIns }: Snapshot, clock: Clock) {
    this.#clock = clock;
    for (const { objective, date, name } of checkIns) this.#note(`${objective} ${date}`, suffixOf(name));
  }

  next(objective: string, date: string): string {
    const key = `${objective} ${date}`;
    const now = recordSuffix(this.#clock.timeOfDay(), this.#clock.random());
    const suffix = suffixAfter(now, this.#last.get(key) ?? null);
    this.#note(key, suffix);
    return `${date}-check-in-${suffix}.md`;
  }

  #note(key: string, suffix: string | null): void {
    if (suffix !== null && suffix > (this.#last.get(key) ?? "")) this.#last.set(key, suffix);
  }
}
