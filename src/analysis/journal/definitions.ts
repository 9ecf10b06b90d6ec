import type { Day } from "../../model/day.ts";
import type { Commit, History } from "../../model/history.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import { dayOfStamp } from "../../model/stamp.ts";
import { compareDefinitions } from "./changes.ts";
import type { Definition, DefinitionEntry, EntryChange } from "./entry.ts";
import { markLeftOut, placesOfBrought } from "./left-out.ts";
import { DefinitionsOnBranch, definitionsOf, isUnread, type Touch, touchesOf } from "./touches.ts";

/** What an entry says beyond what was touched. */
type Happened = Pick<DefinitionEntry, "event" | "changes"> & Partial<DefinitionEntry>;

/** A definition as it was seen last. */
interface Known {
  readonly definition: Definition;
  /** Whether the last that was told of it is that it went. */
  readonly gone: boolean;
  /** Whether the last that was told of it is that nothing in its file can be read. */
  readonly unreadable: boolean;
}

/** Follows the definitions of objectives, teams, strategy and settings through a history, wherever their files move. */
export class DefinitionJournal {
  readonly entries: DefinitionEntry[] = [];
  /** Every definition there ever was, by its key. */
  readonly known = new Map<string, Known>();
  readonly #touches: Touch[] = [];
  /** The places in `#touches` of one definition. */
  readonly #places = new Map<string, Touch[]>();
  readonly #branch = new DefinitionsOnBranch();

  readonly #only: string | null;

  /** @param only the objective that is asked for; null for every definition */
  constructor({ commits }: History, only: string | null) {
    this.#only = only === null ? null : `objective/${only}`;
    for (const commit of commits) {
      const touches = touchesOf(commit);
      const onBranch = commit.landed === commit;
      if (onBranch) this.#branch.apply(commit);
      for (const touch of touches) {
        if (!commit.merge) this.#tell(touch);
        // What a merge beside the branch changed counts with the merge that brought it, as far as it lasted until then.
        else if (onBranch) this.#tellMerge(touch);
        this.#remember(touch);
      }
      if (commit.merge && onBranch) this.#tellMerged(commit);
    }
  }

  /** Adds what the working tree says differently from the tip of the branch. */
  addUncommitted(snapshot: Snapshot): void {
    const tip = this.#branch.definitions();
    const now = definitionsOf(snapshot);
    for (const key of new Set([...tip.keys(), ...now.keys()])) {
      const [was, is] = [tip.get(key), now.get(key)];
      // A file that is there and cannot be read is a finding, which is told elsewhere.
      if (is === undefined && was !== undefined && isUnread(snapshot, key, was.path)) continue;
      const path = (is ?? was)?.path as string;
      const [before, after] = [was?.definition ?? null, is?.definition ?? null];
      this.#tell({ key, commit: null, path, before, after, blind: false }, snapshot.day);
    }
  }

  #remember(touch: Touch): void {
    this.#touches.push(touch);
    const places = this.#places.get(touch.key);
    if (places) places.push(touch);
    else this.#places.set(touch.key, [touch]);
  }

  #tell(touch: Touch, day: Day | null = dayOf(touch.commit)): void {
    const { key, before, after, blind } = touch;
    const happened = this.#judge(touch);
    const gone = happened === null ? (this.known.get(key)?.gone ?? false) : after === null && !blind;
    const unreadable = after === null && blind;
    this.known.set(key, { definition: (after ?? before) as Definition, gone, unreadable });
    if (happened !== null) this.#add(touch, day, happened);
  }

  #judge({ key, commit, before, after, blind }: Touch): Happened | null {
    const known = this.known.get(key);
    if (before && after) return changed(compareDefinitions(before, after));
    if (before && blind) return { event: "changed", unreadable: true, changes: [] };
    // A commit that was picked onto another line of the history takes away what is gone already.
    if (before && known?.gone && commit?.landed !== commit) return null;
    if (before) return { event: "removed", changes: compareDefinitions(before, null) };
    if (!known) return { event: "added", changes: compareDefinitions(null, after) };
    const changes = compareDefinitions(known.definition, after);
    if (known.gone) return { event: "added", restored: true, changes };
    return known.unreadable ? { event: "changed", repaired: true, changes } : changed(changes);
  }

  /** Of a merge only what none of the commits it brought did. */
  #tellMerge(touch: Touch): void {
    const { key, before, after } = touch;
    const brought = this.#broughtBy(touch.commit as Commit, key);
    const base = before ?? brought.at(-1)?.after ?? null;
    const first = before !== null || brought.some((one) => one.before === null);
    if (brought.length === 0 || (after !== null && (base === null || !first)))
      this.#tell({ ...touch, before });
    else if (after === null) {
      if (!brought.some((one) => one.after === null)) this.#tell(touch);
    } else {
      const makers = makersOf(brought);
      const own = new Map<Commit, EntryChange[]>();
      for (const change of compareDefinitions(base, after)) {
        const maker = makers.get(nameOf(change)) ?? (touch.commit as Commit);
        if (maker.merge) own.set(maker, [...(own.get(maker) ?? []), change]);
      }
      for (const [commit, changes] of own)
        this.#add({ ...touch, before: base, commit }, dayOf(commit), { event: "changed", changes });
      const gone = this.known.get(key)?.gone ?? false;
      this.known.set(key, { definition: after, gone: gone && own.size === 0, unreadable: false });
    }
  }

  /** What a merge made of the definitions that its commits touched, where that is not what they said: it left one out, or kept it. */
  #tellMerged(merge: Commit): void {
    const keys = new Set<string>();
    for (const { key } of this.#since(merge.brings, this.#touches)) keys.add(key);
    this.#markLeftOut(merge);
    for (const key of keys) {
      const known = this.known.get(key);
      const stands = this.#branch.find(key);
      if (known === undefined || known.gone === (stands === null)) continue;
      const { path, definition = null } = stands ?? { path: this.#places.get(key)?.at(-1)?.path as string };
      const before = definition === null ? known.definition : null;
      this.#tell({ key, commit: merge, path, before, after: definition, blind: false });
    }
  }

  /** Marks what a merge left out of what its commits wrote. */
  #markLeftOut(merge: Commit): void {
    const keyAt = (at: number) => {
      const { kind, id } = (this.entries[at] as DefinitionEntry).subject;
      return id === null ? kind : `${kind}/${id}`;
    };
    const made = new Map(
      touchesOf(merge).map(({ key, before, after }) => [key, compareDefinitions(before, after)]),
    );
    for (const [key, places] of placesOfBrought(this.entries, merge, keyAt)) {
      const now = this.#branch.find(key)?.definition ?? null;
      const told = markLeftOut(
        places.map((at) => this.entries[at] as DefinitionEntry),
        {
          ...{ merge, stands: now !== null, made: made.get(key) ?? [] },
          compare: ({ after }) => compareDefinitions(after, now),
        },
      );
      for (const [index, at] of places.entries()) this.entries[at] = told[index] as DefinitionEntry;
      // What only the branch took away never went.
      if (now !== null && told.at(-1)?.event === "removed")
        this.known.set(key, { definition: now, gone: false, unreadable: false });
    }
  }

  #broughtBy(merge: Commit, key: string): Touch[] {
    return [...this.#since(merge.brings, this.#places.get(key) ?? [])]
      .filter(({ commit }) => commit !== merge)
      .reverse();
  }

  /** The newest touches, down to a place in the history; newest first. */
  *#since(order: number, touches: readonly Touch[]): Iterable<Touch> {
    for (let at = touches.length - 1; at >= 0; at--) {
      const touch = touches[at] as Touch;
      if ((touch.commit as Commit).order < order) return;
      yield touch;
    }
  }

  #add({ key, commit, path, before, after }: Touch, date: Day | null, happened: Happened): void {
    if (this.#only !== null && this.#only !== key) return;
    const [kind, id = null] = key.split("/") as [Definition["kind"], string?];
    const objective = kind === "objective" ? id : null;
    const common = { type: "definition", restored: false, unreadable: false, repaired: false } as const;
    this.entries.push({
      ...common,
      leftOut: null,
      subject: { kind, id },
      objective,
      date,
      path,
      commit,
      before,
      after,
      ...happened,
    });
  }
}

function changed(changes: readonly EntryChange[]): Happened | null {
  return changes.length === 0 ? null : { event: "changed", changes };
}

/** The commit that gave each field each of its values: one that is no merge where there is one, else the first. */
function makersOf(touches: readonly Touch[]): Map<string, Commit> {
  const makers = new Map<string, Commit>();
  for (const { commit, before, after } of touches) {
    if (after === null || commit === null) continue;
    for (const change of compareDefinitions(before, after)) {
      const maker = makers.get(nameOf(change));
      if (maker === undefined || (maker.merge && !commit.merge)) makers.set(nameOf(change), commit);
    }
  }
  return makers;
}

function nameOf({ field, to }: EntryChange): string {
  return JSON.stringify([field, to]);
}

function dayOf(commit: Commit | null): Day | null {
  return commit === null ? null : dayOfStamp(commit.committed);
}
