import {
  type KeyResult,
  keyResultRef,
  type Objective,
  type Plan,
  type Priority,
  type Team,
} from "../model/plan.ts";

/** What an objective says it serves, and what that is. */
export interface Link {
  /** The objective that serves. */
  readonly from: Objective;
  /** The place in its `aligns_to`. */
  readonly index: number;
  /** As it is written: a priority, an objective, or `objective/key-result`. */
  readonly ref: string;
  /** Null where it is a priority, or nothing here. */
  readonly objective: Objective | null;
  /** The key result, where the reference names one that exists. */
  readonly keyResult: KeyResult | null;
  readonly priority: Priority | null;
}

/** Who serves what: the links of a plan in both directions. One pass over its objectives. */
export class Alignment {
  readonly #from = new Map<string, readonly Link[]>();
  readonly #to = new Map<string, Link[]>();
  readonly #dependents = new Map<string, Objective[]>();
  readonly #heirs = new Map<string, Objective[]>();

  constructor(plan: Plan) {
    const keyResults = new KeyResults();
    for (const from of plan.objectives) {
      // Of two with one id the first counts.
      if (plan.objective(from.id) !== from) continue;
      const links = from.alignsTo.map((ref, index) => resolve(plan, keyResults, from, ref, index));
      this.#from.set(from.id, links);
      for (const link of links)
        for (const ref of new Set([link.ref, link.objective?.id ?? link.ref])) append(this.#to, ref, link);
      for (const id of new Set(from.dependsOn)) append(this.#dependents, id, from);
      if (from.continues !== null) append(this.#heirs, from.continues, from);
    }
  }

  /** What an objective serves, in file order. */
  of(objective: string): readonly Link[] {
    return this.#from.get(objective) ?? [];
  }

  /** The links to a priority, to an objective or any of its key results, or to one key result (`objective/key-result`). */
  to(ref: string): readonly Link[] {
    return this.#to.get(ref) ?? [];
  }

  /** The objectives that depend on this one. */
  dependents(objective: string): readonly Objective[] {
    return this.#dependents.get(objective) ?? [];
  }

  /** The objectives that say they continue this one. */
  heirs(objective: string): readonly Objective[] {
    return this.#heirs.get(objective) ?? [];
  }
}

/** The other objective that a link leads to; null for a priority, and for a reference that is wrong, which is a finding of its own. */
export function servedBy({ from, ref, objective, keyResult }: Link): Objective | null {
  const wrong = objective === from || (ref.includes("/") && keyResult === null);
  return wrong ? null : objective;
}

/** The other objectives that links lead to, each with the first link to it or to a key result of it. */
export function linksByServed(links: readonly Link[]): Map<Objective, Link> {
  const first = new Map<Objective, Link>();
  for (const link of links) {
    const objective = servedBy(link);
    if (objective !== null && !first.has(objective)) first.set(objective, link);
  }
  return first;
}

/** No company has more levels; whoever writes a longer chain gets no answer from beyond. */
const LEVELS = 32;

/** The teams above a team, the nearest first. */
export function teamsAbove(plan: Plan, team: string): Team[] {
  const above: Team[] = [];
  const seen = new Set([team]);
  for (let id = plan.team(team)?.parent ?? null; id !== null && above.length < LEVELS; ) {
    const next = plan.team(id);
    if (next === undefined || seen.has(id)) break;
    seen.add(id);
    above.push(next);
    id = next.parent;
  }
  return above;
}

/** The key results of the objectives asked about, each looked through once: many may refer to a long one. */
class KeyResults {
  readonly #known = new Map<Objective, Map<string, KeyResult>>();

  find(objective: Objective, ref: string): KeyResult | null {
    let known = this.#known.get(objective);
    if (known === undefined) {
      known = new Map();
      for (const one of [...objective.keyResults].reverse())
        known.set(keyResultRef(objective.id, one.id), one);
      this.#known.set(objective, known);
    }
    return known.get(ref) ?? null;
  }
}

function resolve(plan: Plan, keyResults: KeyResults, from: Objective, ref: string, index: number): Link {
  const [id = "", part] = ref.split("/");
  const objective = plan.objective(id) ?? null;
  const keyResult = objective === null || part === undefined ? null : keyResults.find(objective, ref);
  const priority = objective === null && part === undefined ? (plan.priority(id) ?? null) : null;
  return { from, index, ref, objective, keyResult, priority };
}

function append<T>(lists: Map<string, T[]>, name: string, one: T): void {
  const list = lists.get(name);
  if (list) list.push(one);
  else lists.set(name, [one]);
}
