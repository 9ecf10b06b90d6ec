import type { Day } from "../model/day.ts";
import type { Commit, Content, History } from "../model/history.ts";
import { keyResultRef, type Objective } from "../model/plan.ts";
import { dayOfStamp } from "../model/stamp.ts";
import type { Survey } from "./survey.ts";

/** Whether the cycle of an objective is over, so that what it names may have gone since. */
export function isPast(survey: Survey, objective: Objective): boolean {
  const stage = survey.stage(objective);
  return stage === "closing" || stage === "over" || stage === "closed";
}

/** What has an id of its own, and may go while old files still name it; a member is `team/person`. */
export type Named = "objective" | "key result" | "priority" | "team" | "person" | "member";

/** Since when something is there, and until when it was; null where no commit took it away, or where its day cannot be read. */
interface Stay {
  readonly from: Day | null;
  readonly to: Day | null;
}

/**
 * What a tree had once, and since when it has what it has: people who left or joined, teams that were dissolved, key results that were
 * dropped or added. One pass over the history.
 */
export class Former {
  readonly #history: History;
  #stays: ReadonlyMap<string, Stay> | null = null;

  constructor(history: History) {
    this.#history = history;
  }

  /**
   * Whether there was something of this name; with a day, then or later. Where the history is cut off nobody can know, and it is
   * held against nobody.
   */
  had(kind: Named, id: string, day: Day | null = null): boolean {
    if (this.#history.cutOff !== null) return true;
    const stay = this.#find(kind, id);
    return stay !== null && (stay.to === null || day === null || day <= stay.to);
  }

  /**
   * Of something that is not in the tree: the last day on which commits had it, null where no commit has taken it out yet; and "never" where
   * nobody knows of it.
   */
  last(kind: Named, id: string): Day | "never" | null {
    const stay = this.#history.cutOff === null ? this.#find(kind, id) : null;
    return stay === null ? "never" : stay.to;
  }

  /** The day on which something of this name came, for the last time; "never" where no commit has it, null where nobody can know. */
  came(kind: Named, id: string): Day | "never" | null {
    const { commits, cutOff } = this.#history;
    if (cutOff !== null || commits.length === 0) return null;
    const stay = this.#find(kind, id);
    return stay === null ? "never" : stay.from;
  }

  #find(kind: Named, id: string): Stay | null {
    this.#stays ??= findStays(this.#history);
    return this.#stays.get(nameOf(kind, id)) ?? null;
  }
}

/** The day on which something in the tree was written down for the last time: today, where no commit has it; null where nobody can know. */
export function writtenOn(former: Former, kind: Named, id: string, today: Day): Day | null {
  const came = former.came(kind, id);
  return came === "never" ? today : came;
}

function findStays({ commits }: History): Map<string, Stay> {
  const stays = new Map<string, Stay>();
  for (const commit of commits) {
    const gone = namesIn(commit, "before");
    const there = namesIn(commit, "after");
    const day = dayOfStamp(commit.committed);
    // What only moved to another file is in both.
    for (const name of there) if (!gone.has(name)) stays.set(name, { from: day, to: null });
    for (const name of gone) {
      if (there.has(name)) continue;
      const { from = null, to = null } = stays.get(name) ?? {};
      stays.set(name, { from, to: later(to, day) });
    }
  }
  return stays;
}

function later(a: Day | null, b: Day | null): Day | null {
  return a !== null && (b === null || a > b) ? a : b;
}

function namesIn({ changes }: Commit, side: "before" | "after"): ReadonlySet<string> {
  const names = new Set<string>();
  for (const change of changes) for (const name of namesOf(change[side])) names.add(name);
  return names;
}

function namesOf(content: Content | null): readonly string[] {
  switch (content?.kind) {
    case "objective": {
      const { id, keyResults } = content.objective;
      return [
        nameOf("objective", id),
        ...keyResults.map((keyResult) => nameOf("key result", keyResultRef(id, keyResult.id))),
      ];
    }
    case "team":
      return [
        nameOf("team", content.team.id),
        ...content.people.map(({ id }) => nameOf("person", id)),
        ...content.team.members.map((id) => nameOf("member", `${content.team.id}/${id}`)),
      ];
    case "strategy":
      return content.strategy.priorities.map(({ id }) => nameOf("priority", id));
    default:
      return [];
  }
}

function nameOf(kind: Named, id: string): string {
  return `${kind} ${id}`;
}
