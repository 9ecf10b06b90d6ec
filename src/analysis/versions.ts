import type { Day } from "../model/day.ts";
import type { Content, History, Step } from "../model/history.ts";
import type { Objective } from "../model/plan.ts";

/** What an objective said from one step of the branch on; null from where it is gone. */
export interface Version {
  readonly step: Step;
  readonly objective: Objective | null;
}

/** The definitions of objectives as the branch had them, by id: files may move and be renamed. One pass over the history. */
export class Versions {
  readonly #versions = new Map<string, Version[]>();

  constructor({ branch }: History) {
    const files = new Map<string, Map<string, Objective>>();
    for (const step of branch) {
      const touched = new Set<string>();
      for (const { path, before, after } of step.commit.changes) {
        for (const { id } of objectiveIn(before)) {
          files.get(id)?.delete(path);
          touched.add(id);
        }
        for (const objective of objectiveIn(after)) {
          const { id } = objective;
          files.set(id, (files.get(id) ?? new Map()).set(path, objective));
          touched.add(id);
        }
      }
      for (const id of touched) this.#add(id, { step, objective: firstOf(files.get(id)) });
    }
  }

  #add(id: string, version: Version): void {
    const versions = this.#versions.get(id);
    if (versions) versions.push(version);
    else this.#versions.set(id, [version]);
  }

  /** Oldest first; none of an objective that was never committed. */
  of(id: string): readonly Version[] {
    return this.#versions.get(id) ?? [];
  }

  /** The definition in force on a day: the last one until then, or the first there ever was; null where it is not in history. */
  on(id: string, day: Day): Objective | null {
    const written = this.of(id).filter(({ objective }) => objective !== null);
    const known = written.findLast(({ step }) => step.day !== null && step.day <= day);
    return (known ?? written[0])?.objective ?? null;
  }
}

function objectiveIn(content: Content | null): Objective[] {
  return content?.kind === "objective" ? [content.objective] : [];
}

/** Of two files with the same id the first by path counts, as in a plan. */
function firstOf(files: ReadonlyMap<string, Objective> | undefined): Objective | null {
  const paths = [...(files?.keys() ?? [])].sort();
  return files?.get(paths[0] ?? "") ?? null;
}
