import type { Content } from "../model/history.ts";
import type { Person } from "../model/plan.ts";
import { isRecordPath } from "../model/records.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { BlobNames } from "./blob-name.ts";
import { SETTINGS_FILE } from "./tree.ts";

const OTHER: Content = { kind: "other" };
const UNREAD: Content = { kind: "unread" };

/** One content for all records of an objective: a long history has a hundred thousand of them. */
function sharedUnread(): (objective: string) => Content {
  const contents = new Map<string, Content>();
  return (objective) => {
    const known = contents.get(objective);
    if (known) return known;
    const content: Content = { kind: "unread", objective };
    contents.set(objective, content);
    return content;
  };
}

/** The files of a tree that was read already, so that history need not read them again. */
export class Standing {
  readonly #contents = new Map<string, Content>();
  readonly #paths = new Map<string, string>();
  readonly #names: BlobNames | null;

  /** @param names of a working tree, whose files may differ from what was committed; null for the tree of a commit */
  constructor({ plan, settings, checkIns, retrospectives }: Snapshot, names: BlobNames | null) {
    this.#names = names;
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
    const unreadOf = sharedUnread();
    for (const records of [checkIns, retrospectives])
      for (const record of records) {
        const { path } = record.source;
        if (isRecordPath(path)) {
          this.#paths.set(path, path);
          this.#contents.set(path, unreadOf(record.objective));
        } else this.#contents.set(path, { kind: "record", record });
      }
  }

  /** What the file of this path says, where it has the content of this id; null where somebody is changing it. */
  content(path: string, id: string): Content | null {
    if (this.#names !== null && !this.#names.has(path, id)) return null;
    return this.#contents.get(path) ?? (isRecordPath(path) ? UNREAD : OTHER);
  }

  /** The same path, as the text that the record of the tree holds: a long history need not hold each twice. */
  path(path: string): string {
    return this.#paths.get(path) ?? path;
  }
}
