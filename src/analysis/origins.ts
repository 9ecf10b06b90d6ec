import type { Commit } from "../model/history.ts";
import type { Objective } from "../model/plan.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { compareObjectives } from "./changes.ts";
import { objectiveChanges } from "./goalposts.ts";
import { Provenance } from "./provenance.ts";
import { findRewrites } from "./rewrites.ts";
import { Versions } from "./versions.ts";

/** The commits that today's words come from: where to look when somebody asks who said so. */
export class Origins {
  readonly #versions: Versions;
  readonly #provenance: Provenance;
  readonly #rewritten = new Map<string, Commit | null>();
  /** The commits that touched an objective, in reading order. */
  readonly #touching = new Map<string, Commit[]>();

  constructor(snapshot: Snapshot) {
    const { history } = snapshot;
    this.#versions = new Versions(history);
    this.#provenance = new Provenance(history);
    for (const { now } of findRewrites(snapshot, history))
      this.#rewritten.set(now.record.source.path, now.commit);
    for (const commit of history.commits)
      for (const { after } of commit.changes)
        if (after?.kind === "objective") {
          const { id } = after.objective;
          const touching = this.#touching.get(id);
          if (touching) touching.push(commit);
          else this.#touching.set(id, [commit]);
        }
  }

  /** The commit that gave the record of this path what it says; null where it is not committed. */
  ofRecord(path: string): Commit | null {
    const rewritten = this.#rewritten.get(path);
    return rewritten === undefined ? this.#provenance.of(path) : rewritten;
  }

  /** The commit that gave an objective the definition it has; null where that is not committed. */
  ofDefinition(objective: Objective): Commit | null {
    const { id } = objective;
    const versions = this.#versions.of(id);
    let first = versions.length;
    for (; first > 0; first--) {
      const before = versions[first - 1]?.objective ?? null;
      if (before === null || compareObjectives(before, objective).length > 0) break;
    }
    const step = versions[first]?.step.commit;
    if (step === undefined) return null;
    const brought = this.#touching
      .get(id)
      ?.findLast(
        (commit) =>
          commit.order >= step.brings &&
          commit.order < step.order &&
          objectiveChanges(commit.changes, id).some(({ before, after }) =>
            after === null || compareObjectives(after, objective).length > 0
              ? false
              : before === null || compareObjectives(before, objective).length > 0,
          ),
      );
    return brought ?? step;
  }
}
