/** References that lead back to where they began. */
export interface Circle {
  /** In the order in which each refers to the next, and the last to the first. The first is the one whose id sorts first. */
  readonly members: readonly string[];
  /** How many more are caught in circles with these. */
  readonly others: number;
}

/**
 * The circles in references, one for all that are entangled with each other: the shortest that leads through the first of them.
 * Tarjan's strongly connected components (1972), without recursion: a chain may be long. Linear in the references.
 */
export function findCircles(references: ReadonlyMap<string, readonly string[]>): Circle[] {
  return components(references)
    .filter(({ length }) => length > 1)
    .map((component) => {
      const members = shortest(component, references);
      return { members, others: component.length - members.length };
    });
}

/** A thing on the way, and how many of its references were followed. */
interface Step {
  readonly id: string;
  followed: number;
}

/** What can reach each other, in groups. */
function components(references: ReadonlyMap<string, readonly string[]>): string[][] {
  const found: string[][] = [];
  const order = new Map<string, number>();
  /** The earliest that each reaches among those whose group is open; infinite once it is closed. */
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const way: Step[] = [];
  const enter = (id: string) => {
    order.set(id, order.size);
    lowest.set(id, order.get(id) as number);
    open.push(id);
    way.push({ id, followed: 0 });
  };
  const lower = (id: string, by: number) => lowest.set(id, Math.min(lowest.get(id) as number, by));
  for (const start of references.keys()) {
    if (!order.has(start)) enter(start);
    for (let step = way.at(-1); step !== undefined; step = way.at(-1)) {
      const next = references.get(step.id)?.[step.followed++];
      if (next === undefined) {
        way.pop();
        const reached = lowest.get(step.id) as number;
        const before = way.at(-1);
        if (before) lower(before.id, reached);
        if (reached === order.get(step.id)) found.push(close(step.id, open, lowest));
      } else if (order.has(next)) lower(step.id, lowest.get(next) as number);
      else enter(next);
    }
  }
  return found;
}

/** Takes the group of one out of those that are open. */
function close(id: string, open: string[], lowest: Map<string, number>): string[] {
  const group = open.splice(open.lastIndexOf(id));
  for (const one of group) lowest.set(one, Number.POSITIVE_INFINITY);
  return group;
}

/** The shortest way from the first of a group back to it. */
function shortest(group: readonly string[], references: ReadonlyMap<string, readonly string[]>): string[] {
  const first = group.reduce((least, id) => (id < least ? id : least));
  const within = new Set(group);
  const from = new Map<string, string | null>([[first, null]]);
  const queue = [first];
  for (const id of queue)
    for (const next of references.get(id) ?? []) {
      if (next === first) return wayTo(id, from);
      if (!within.has(next) || from.has(next)) continue;
      from.set(next, id);
      queue.push(next);
    }
  return [first];
}

function wayTo(last: string, from: ReadonlyMap<string, string | null>): string[] {
  const way: string[] = [];
  for (let id: string | null = last; id !== null; id = from.get(id) ?? null) way.push(id);
  return way.reverse();
}
