import { createHash } from "node:crypto";
import type { Content } from "../model/history.ts";
import type { Person } from "../model/plan.ts";
import { isRecordPath } from "../model/records.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { FILE_BYTES } from "./frontmatter.ts";
import { readFileSafely } from "./read-file.ts";
import { SETTINGS_FILE } from "./tree.ts";

const OTHER: Content = { kind: "other" };

/** The files of a tree that was read already, so that history need not read them again. */
export class Standing {
  readonly #contents = new Map<string, Content>();
  readonly #paths = new Map<string, string>();
  readonly #folder: string | null;

  /** @param folder the working tree, whose files may differ from what was committed; null for the tree of a commit */
  constructor({ plan, settings, checkIns, retrospectives }: Snapshot, folder: string | null) {
    this.#folder = folder;
    this.#contents.set(SETTINGS_FILE, { kind: "settings", settings });
    for (const strategy of plan.strategy ? [plan.strategy] : [])
      this.#contents.set(strategy.source.path, { kind: "strategy", strategy });
    for (const objective of plan.objectives)
      this.#contents.set(objective.source.path, { kind: "objective", objective });
    const people = new Map<string, Person[]>();
    for (const person of plan.people)
      people.set(person.source.path, [...(people.get(person.source.path) ?? []), person]);
    for (const team of plan.teams)
      this.#contents.set(team.source.path, {
        kind: "team",
        team,
        people: people.get(team.source.path) ?? [],
      });
    for (const records of [checkIns, retrospectives])
      for (const record of records) {
        const { path } = record.source;
        if (isRecordPath(path)) this.#paths.set(path, path);
        else this.#contents.set(path, { kind: "record", record });
      }
  }

  /** What the file of this path says, where it has the content of this id; null where somebody is changing it. */
  content(path: string, id: string): Content | null {
    if (this.#folder !== null && !hasContent(this.#folder, path, id)) return null;
    return this.#contents.get(path) ?? OTHER;
  }

  /** The same path, as the text that the record of the tree holds: a long history need not hold each twice. */
  path(path: string): string {
    return this.#paths.get(path) ?? path;
  }
}

/** Whether a file has the content that git gave this id, SHA-1 or SHA-256. */
function hasContent(folder: string, path: string, id: string): boolean {
  const read = readFileSafely(folder, path, FILE_BYTES);
  if (!("text" in read)) return false;
  const hash = createHash(id.length === 40 ? "sha1" : "sha256");
  return hash.update(`blob ${read.text.length}\0`).update(read.text).digest("hex") === id;
}
