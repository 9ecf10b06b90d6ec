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

/** What has an id of its own, and may go while old files still name it. */
export type Named = "objective" | "key result" | "priority" | "team" | "person";

/** What a tree had once: people who left, teams that were dissolved, key results that were dropped. One pass over the history. */
export class Former {
  readonly #history: History;
  /** By kind and id: the last day on which it was there; null where no commit took it away. */
  #last: Map<string, Day | null> | null = null;

  constructor(history: History) {
    this.#history = history;
  }

  /**
   * Whether there was something of this name; with a day, then or later. Where the history is cut off nobody can know, and it is
   * held against nobody.
   */
  had(kind: Named, id: string, day: Day | null = null): boolean {
    if (this.#history.cutOff !== null) return true;
    this.#last ??= findLast(this.#history);
    const last = this.#last.get(nameOf(kind, id));
    return last !== undefined && (last === null || day === null || day <= last);
  }
}

function findLast({ commits }: History): Map<string, Day | null> {
  const last = new Map<string, Day | null>();
  for (const commit of commits) {
    const gone = namesIn(commit, "before");
    const there = namesIn(commit, "after");
    for (const name of there) if (!gone.has(name)) last.set(name, null);
    const day = dayOfStamp(commit.committed);
    // What only moved to another file is in both.
    for (const name of gone) if (!there.has(name)) last.set(name, later(last.get(name) ?? null, day));
  }
  return last;
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
      return [nameOf("team", content.team.id), ...content.people.map(({ id }) => nameOf("person", id))];
    case "strategy":
      return content.strategy.priorities.map(({ id }) => nameOf("priority", id));
    default:
      return [];
  }
}

function nameOf(kind: Named, id: string): string {
  return `${kind} ${id}`;
}
