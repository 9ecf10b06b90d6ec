import { isRecordPath, type OkrRecord } from "../../model/records.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import { nameOf } from "../tracks.ts";

/** The records of the tree, by path; one that was moved and not committed is found by its name. */
export class Tree {
  readonly #paths: ReadonlySet<string>;
  readonly #byPath = new Map<string, OkrRecord>();
  readonly #byName = new Map<string, OkrRecord>();

  constructor({ checkIns, retrospectives, paths }: Snapshot) {
    this.#paths = new Set(paths);
    for (const record of [...checkIns, ...retrospectives]) {
      this.#byPath.set(record.source.path, record);
      if (isRecordPath(record.source.path)) this.#byName.set(record.name, record);
    }
  }

  has(path: string): boolean {
    return this.#paths.has(path);
  }

  record(path: string): OkrRecord | null {
    return this.#byPath.get(path) ?? (this.has(path) ? null : (this.#byName.get(nameOf(path)) ?? null));
  }
}
