import type { Objective } from "../model/plan.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { fieldName } from "./changes.ts";
import { findGoalposts, type Goalpost } from "./goalposts.ts";
import { type Asked, aboutKeyResult, asks } from "./journal/asked.ts";
import { DefinitionJournal } from "./journal/definitions.ts";
import type { DefinitionEntry, Entry, EntryChange } from "./journal/entry.ts";
import { listNews, Readings, readRecord } from "./journal/readings.ts";
import { type RecordEvent, RecordJournal } from "./journal/records.ts";
import { type Move, recallPast } from "./past.ts";
import { Story } from "./score.ts";
import { Versions } from "./versions.ts";

type Happening = DefinitionEntry | RecordEvent;

/** What a journal answers. */
export interface Answer {
  /** The newest first. */
  readonly entries: readonly Entry[];
  /** How many older ones the limit leaves out. */
  readonly more: number;
}

/** All that was defined, checked in and looked back on: as the commits of a history tell it, and what is not committed yet. */
export class Journal {
  /** Every objective there ever was, as it was last. */
  readonly objectives: ReadonlyMap<string, Objective>;
  readonly #snapshot: Snapshot;
  readonly #happenings: readonly Happening[];
  readonly #readings: Readings;
  readonly #versions: Versions;
  readonly #story: Story;
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
    this.#readings = new Readings(snapshot.checkIns);
    this.#versions = new Versions(snapshot.history);
    this.#story = new Story(snapshot);
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
    const { keyResult, limit } = asked;
    const chosen = this.#happenings.filter(asks(asked, this.#snapshot.plan, this.objectives));
    const most = limit ?? chosen.length;
    if (keyResult === null)
      return {
        entries: chosen.slice(0, most).map((happening) => this.#complete(happening)),
        more: Math.max(0, chosen.length - most),
      };
    const entries = chosen.flatMap((happening) => aboutKeyResult(this.#complete(happening), keyResult));
    return { entries: entries.slice(0, most), more: Math.max(0, entries.length - most) };
  }

  #complete(happening: Happening): Entry {
    if (happening.type === "definition") return { ...happening, changes: this.#mark(happening) };
    const { record, event, unreadable } = happening;
    if (record === null) return { ...happening, readings: [] };
    const readings = readRecord(record, this.#definition(record.objective, record.date), this.#readings);
    if (event !== "added" || unreadable) return { ...happening, readings };
    return { ...happening, readings, changes: listNews(record, readings, this.#readings) };
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
    const context = { story: this.#story, versions: this.#versions, snapshot: this.#snapshot };
    const moves: readonly (Move | Goalpost)[] = objective
      ? (recallPast(objective, context)?.moves ?? [])
      : findGoalposts(id, this.#versions, history, settings).moves;
    const marks = new Set(
      moves.map(({ commit, change }) => markOf(commit?.id ?? "", fieldName(change), change.to)),
    );
    this.#moved.set(id, marks);
    return marks;
  }
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

function placeOf({ commit }: Happening): number {
  return commit?.order ?? Number.MAX_SAFE_INTEGER;
}

const KINDS = ["objective", "team", "strategy", "settings"];

function rankOf(happening: Happening): number {
  return happening.type === "definition" ? 1 + KINDS.indexOf(happening.subject.kind) : 0;
}
