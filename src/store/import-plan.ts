import { UserError } from "../errors.ts";
import type { KeyResult } from "../model/plan.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { bareName } from "../model/spelling.ts";
import { type Group, groupLines } from "./import-groups.ts";
import type { Line, Sheet } from "./import-lines.ts";
import { Names } from "./import-names.ts";
import { PlanReader } from "./import-objectives.ts";
import type { NewObjective } from "./scaffold.ts";

/** What counts where a table leaves it out, and what to do with what is there already. */
export interface ImportWishes {
  readonly team: string | null;
  readonly cycle: string | null;
  readonly owner: string | null;
  readonly skipExisting: boolean;
}

/** An objective to be written, and the row it begins in. */
export interface ImportedObjective {
  readonly line: Line;
  readonly objective: NewObjective;
  /** The current values that stand beside its key results. */
  readonly values: readonly { readonly line: Line; readonly keyResult: KeyResult }[];
}

/** What the tables say of objectives; what is wrong with them is noted in their findings. */
export interface ImportedPlan {
  readonly objectives: readonly ImportedObjective[];
  /** By id and bare title, the objectives of the tables that cannot be written: nothing more is to be said of what refers to them. */
  readonly broken: ReadonlySet<string>;
  /** Rows that were left out because their objective is there. */
  readonly skipped: readonly { readonly line: Line; readonly id: string }[];
}

/** So many files git still takes as one commit everywhere: their names go to it as arguments. */
export const MOST_FILES = 5000;
/** Reads the objectives and key results of tables. Throws a UserError where they are too many. */
export function importPlan(sheets: readonly Sheet[], snapshot: Snapshot, wishes: ImportWishes): ImportedPlan {
  const { plan } = snapshot;
  const skipped: { line: Line; id: string }[] = [];
  const skip = (line: Line, id: string) => void skipped.push({ line, id });
  const names = new Names(snapshot);
  const groups = groupLines(sheets, { plan, names }, wishes.skipExisting ? skip : null);
  if (groups.length > MOST_FILES)
    throw new UserError(
      `these tables hold ${groups.length} objectives; one commit takes at most ${MOST_FILES} files`,
      "split them, and import one part after the other",
    );
  const reader = new PlanReader(snapshot, names, wishes);
  const fresh: Group[] = [];
  for (const group of groups) {
    const there = reader.existing(group);
    if (there === null) fresh.push(group);
    else if (wishes.skipExisting) skip(group.first, there);
    else
      group.first.error(
        group.id === "" ? "objective" : "objective_id",
        `found "${group.id || group.title}", which is there already, in ${plan.objective(there)?.source.path}`,
        "leave its rows out, or add --skip-existing",
      );
  }
  // Everything is known by name before the first reference is looked up.
  const ids = reader.idsFor(fresh);
  const begun = fresh.map((group) => reader.begin(group, ids.get(group) as string));
  const broken = new Set<string>();
  const objectives = begun.flatMap((one) => {
    const read = reader.objective(one);
    if (read !== null) return read;
    broken.add(one.id).add(bareName(one.group.title));
    return [];
  });
  return { objectives, broken, skipped };
}
