import type { Objective, Priority } from "../../model/plan.ts";
import { type Link, servedBy } from "../alignment.ts";
import type { Survey } from "../survey.ts";
import type { Asked, Scope } from "./scope.ts";

/** What a walk along the links came past. */
export interface Reached {
  readonly objectives: ReadonlySet<Objective>;
  readonly priorities: ReadonlySet<Priority>;
}

type Node = Objective | Priority;

/**
 * What belongs to a landscape: what was asked for, what that serves, and what serves it, so many steps far. What is served is followed
 * wherever it is; what serves only within the scope.
 */
export function walk(survey: Survey, scope: Scope, { centre, up, down, depth }: Asked): Reached {
  const { plan } = survey.snapshot;
  const inScope = new Set(scope.objectives);
  const higher = (node: Node): Node[] => survey.alignment.of(node.id).flatMap((link) => targetOf(link) ?? []);
  const lower = (ref: string): Node[] =>
    survey.alignment
      .to(ref)
      .filter((link) => targetOf(link) !== null && inScope.has(link.from))
      .map(({ from }) => from);
  const lowerOf = (node: Node) => lower(node.id);
  if (scope.centre === null) {
    const priorities = (plan.strategy?.priorities ?? []).filter((one) => plan.priority(one.id) === one);
    const all = reach([...scope.objectives, ...priorities], higher, null);
    if (depth === null) return split(all, plan.objective);
    const tops = [...all].filter((node) => higher(node).length === 0);
    const known = reach(tops, lowerOf, null);
    const circling = [...all].filter((node) => !known.has(node));
    return split(reach([...tops, ...circling], lowerOf, depth), plan.objective);
  }
  const priority = centre === null || plan.objective(centre) ? undefined : plan.priority(centre);
  const start: Node[] = [...scope.centre, ...(priority ? [priority] : [])];
  const reached = new Set(start);
  if (up) for (const node of reach(start, higher, depth)) reached.add(node);
  const below = (node: Node) =>
    centre?.includes("/") && start.includes(node) ? lower(centre) : lowerOf(node);
  if (down) for (const node of reach(start, below, depth)) reached.add(node);
  return split(reached, plan.objective);
}

function targetOf(link: Link): Node | null {
  return link.priority ?? servedBy(link);
}

/** Everything that so many steps lead to, each once. */
function reach(
  start: readonly Node[],
  next: (node: Node) => readonly Node[],
  depth: number | null,
): Set<Node> {
  const reached = new Set(start);
  let edge: readonly Node[] = start;
  for (let step = 0; edge.length > 0 && (depth === null || step < depth); step++) {
    const beyond: Node[] = [];
    for (const node of edge)
      for (const one of next(node))
        if (!reached.has(one)) {
          reached.add(one);
          beyond.push(one);
        }
    edge = beyond;
  }
  return reached;
}

function split(nodes: ReadonlySet<Node>, objective: (id: string) => Objective | undefined): Reached {
  const isObjective = (node: Node): node is Objective => objective(node.id) === node;
  return {
    objectives: new Set([...nodes].filter(isObjective)),
    priorities: new Set([...nodes].filter((node): node is Priority => !isObjective(node))),
  };
}
