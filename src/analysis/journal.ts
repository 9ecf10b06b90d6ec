import type { Objective } from "../model/plan.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { fieldName } from "./changes.ts";
import { findGoalposts, type Goalpost } from "./goalposts.ts";
import { type Asked, aboutGoalposts, aboutKeyResult, asks } from "./journal/asked.ts";
import { type Bundle, bundle } from "./journal/bundles.ts";
import { DefinitionJournal } from "./journal/definitions.ts";
import type { DefinitionEntry, Entry, EntryChange } from "./journal/entry.ts";
import { listNews, Readings, readRecord } from "./journal/readings.ts";
import type { RecordEvent } from "./journal/record-event.ts";
import { RecordJournal } from "./journal/records.ts";
import { followGoalposts, type Move } from "./moves.ts";
import { Versions } from "./versions.ts";

type Happening = DefinitionEntry | RecordEvent;

/** What a journal answers. */
export interface Answer {
  /** What is told as one counts as one; the newest first. */
  readonly bundles: readonly Bundle[];
  /** How many older ones the limit leaves out, and of how many entries these consist. */
  readonly more: { readonly bundles: number; readonly entries: number };
}

/** All that was defined, checked in and looked back on: as the commits of a history tell it, and what is not committed yet. */
export class Journal {
  /** Every objective there ever was, as it was last. */
  readonly objectives: ReadonlyMap<string, Objective>;
  readonly #snapshot: Snapshot;
  readonly #happenings: readonly Happening[];
  readonly #readings: Readings;
  readonly #versions: Versions;
  /** The marks of the moved goalposts of an objective. */
  readonly #moved = new Map<string, ReadonlySet<string>>();

  /**
   * @param working whether the tree is a working tree, which may hold what is not committed yet
   * @param only the objective that will be asked for; null for anything
   */
  constructor(snapshot: Snapshot, { working, only }: { working: boolean; only: string | null }) {
    const definitions = new DefinitionJournal(snapshot.history, only);
    const records = new RecordJournal(snapshot, only);
    if (working) {
      definitions.addUncommitted(snapshot);
      records.addUncommitted();
    }
    const objectives = new Map<string, Objective>();
    for (const { definition } of definitions.known.values())
      if (definition.kind === "objective") objectives.set(definition.objective.id, definition.objective);
    for (const objective of snapshot.plan.objectives.toReversed()) objectives.set(objective.id, objective);
    this.objectives = objectives;
    this.#snapshot = snapshot;
    this.#happenings = [...definitions.entries, ...records.entries].sort(newestFirst);
    this.#readings = new Readings(records.lives);
    this.#versions = new Versions(snapshot.history);
  }

  /** Whether anything ever happened to an objective. */
  knows(objective: string): boolean {
    return this.#happenings.some((happening) => happening.objective === objective);
  }

  /** The ids of the key results that an objective ever had, or that its records name. */
  keyResults(objective: string): ReadonlySet<string> {
    const ids = new Set<string>();
    for (const happening of this.#happenings) {
      if (happening.objective !== objective) continue;
      const { changes, ...rest } = happening;
      for (const { keyResult } of changes) if (keyResult !== null) ids.add(keyResult);
      const record = rest.type === "definition" ? null : rest.record;
      const said = record?.kind === "check-in" ? record.results : record?.grades;
      for (const id of said?.keys() ?? []) ids.add(id);
    }
    return ids;
  }

  /** What is asked for. Of what one commit brought, records come before definitions, the latest day first. */
  answer(asked: Asked): Answer {
    const { keyResult, kinds, limit } = asked;
    const known = { snapshot: this.#snapshot, objectives: this.objectives, happenings: this.#happenings };
    const chosen = this.#happenings.filter(asks(asked, known));
    // What is left of an entry shows only when it is complete; otherwise only what is shown is completed.
    if (keyResult === null && !kinds.includes("goalpost")) {
      const [shown, more] = cut(bundle(chosen), limit);
      return { bundles: shown.map((one) => mapBundle(one, (happening) => this.#complete(happening))), more };
    }
    const entries = chosen
      .map((happening) => this.#complete(happening))
      .flatMap((entry) => aboutGoalposts(entry, kinds))
      .flatMap((entry) => (keyResult === null ? [entry] : aboutKeyResult(entry, keyResult)));
    const [bundles, more] = cut(bundle(entries), limit);
    return { bundles, more };
  }

  #complete(happening: Happening): Entry {
    if (happening.type === "definition") return { ...happening, changes: this.#mark(happening) };
    const { record, event, unreadable, commit } = happening;
    if (record === null) return { ...happening, readings: [] };
    const order = event === "removed" ? null : placeOf({ commit });
    const objective = this.#definition(record.objective, record.date);
    const around = { objective, readings: this.#readings, order };
    const readings = readRecord(record, around);
    if (event !== "added" || unreadable) return { ...happening, readings };
    return { ...happening, readings, changes: listNews(record, readings, around) };
  }

  #definition(objective: string, day: string): Objective | null {
    return this.#versions.on(objective, day) ?? this.objectives.get(objective) ?? null;
  }

  /** The changes of a definition, with those marked that moved goalposts. */
  #mark({ objective, commit, changes }: DefinitionEntry): readonly EntryChange[] {
    if (objective === null) return changes;
    const moved = this.#movedOf(objective);
    const ids = commit === null ? [""] : [commit.id, commit.landed.id];
    return changes.map((change) => ({
      ...change,
      goalpost: ids.some((id) => moved.has(markOf(id, change.field, change.to))),
    }));
  }

  #movedOf(id: string): ReadonlySet<string> {
    const known = this.#moved.get(id);
    if (known) return known;
    const { plan, history, settings } = this.#snapshot;
    const objective = plan.objective(id);
    const moves: readonly (Move | Goalpost)[] = objective
      ? followGoalposts(objective, { versions: this.#versions, snapshot: this.#snapshot }).moves
      : findGoalposts(id, this.#versions, history, settings).moves;
    const marks = new Set(
      moves.map(({ commit, change }) => markOf(commit?.id ?? "", fieldName(change), change.to)),
    );
    this.#moved.set(id, marks);
    return marks;
  }
}

/** The newest, and how many more there are. */
function cut<E>(
  bundles: readonly Bundle<E>[],
  limit: number | null,
): [readonly Bundle<E>[], { bundles: number; entries: number }] {
  const left = limit === null ? [] : bundles.slice(limit);
  return [
    bundles.slice(0, bundles.length - left.length),
    { bundles: left.length, entries: left.flat().length },
  ];
}

function mapBundle<A, B>([first, ...rest]: Bundle<A>, change: (one: A) => B): Bundle<B> {
  return [change(first), ...rest.map(change)];
}

function markOf(commit: string, field: string, to: unknown): string {
  return JSON.stringify([commit, field, to]);
}

/** By the places of commits, what is not committed first; of one commit records before definitions, the latest day first. */
function newestFirst(a: Happening, b: Happening): number {
  if (a.commit !== b.commit) return placeOf(b) - placeOf(a);
  const [first, second] = [rankOf(a), rankOf(b)];
  if (first !== second) return first - second;
  if (a.type === "definition" || b.type === "definition") return a.path < b.path ? -1 : 1;
  if (a.date !== b.date) return (a.date ?? "") > (b.date ?? "") ? -1 : 1;
  if (a.objective !== b.objective) return (a.objective ?? "") < (b.objective ?? "") ? -1 : 1;
  return a.name > b.name ? -1 : 1;
}

function placeOf({ commit }: Pick<Happening, "commit">): number {
  return commit?.order ?? Number.MAX_SAFE_INTEGER;
}

const KINDS = ["objective", "team", "strategy", "settings"];

function rankOf(happening: Happening): number {
  return happening.type === "definition" ? 1 + KINDS.indexOf(happening.subject.kind) : 0;
}
