import { isPlaced, type Landscape, type Placed, type Tie } from "../analysis/landscape.ts";
import type { Priority } from "../model/plan.ts";
import { splitRoots, treeRows } from "./align-tree.ts";

/** A node of the drawing, in columns from the left and rows from above; rows may be halves. */
export interface Spot {
  readonly node: Placed | Priority;
  readonly column: number;
  readonly row: number;
  /** How many of those that serve it are left out. */
  readonly hidden: number;
}

/** Where everything stands, and how far that goes. */
export interface Layout {
  readonly spots: ReadonlyMap<Placed | Priority, Spot>;
  /** The ties of which both ends are drawn. */
  readonly ties: readonly Tie[];
  readonly columns: number;
  readonly rows: number;
  /** How many objectives are left out. */
  readonly hidden: number;
}

/** Further below the first of what serves it nothing is drawn: of a wide fan both ends could not be seen together. */
const FAN = 3;

const LEVELS = { company: 1, unit: 2, team: 3 } as const;

/**
 * Columns from priorities to teams, each node to the right of what it serves; whatever has nothing below takes a row of its own, and
 * what stands above is centred on the first of what it is served by. So no two share a place.
 * @param most so many nodes are drawn, those nearest to the top
 */
export function layOut(landscape: Landscape, most: number): Layout {
  const kept = keep(landscape, most);
  const { tops, loose } = splitRoots(landscape);
  const rows = treeRows(landscape, [...tops, ...loose], new Set()).filter(
    ({ node, again }) => !again && kept.has(node),
  );
  const columns = new Map<Placed | Priority, number>();
  const children = new Map<Placed | Priority, (Placed | Priority)[]>();
  for (const { node, tie } of rows) {
    const level = isPlaced(node) ? LEVELS[node.layer ?? "team"] : 0;
    const parent = tie === null ? undefined : columns.get(tie.parent);
    columns.set(node, parent === undefined ? level : Math.max(level, parent + 1));
    const siblings = tie && children.get(tie.parent);
    if (siblings) siblings.push(node);
    else if (tie !== null) children.set(tie.parent, [node]);
  }
  const used = [...new Set(columns.values())].sort((a, b) => a - b);
  const place = new Map(used.map((column, index) => [column, index]));
  const spots = new Map<Placed | Priority, Spot>();
  const heights = stack(
    rows.map(({ node }) => node),
    children,
  );
  for (const { node } of rows) {
    const below = landscape.below.get(node) ?? [];
    spots.set(node, {
      node,
      column: place.get(columns.get(node) ?? 0) ?? 0,
      row: heights.rows.get(node) ?? 0,
      hidden: below.filter(({ child }) => !kept.has(child)).length,
    });
  }
  return {
    spots,
    ties: landscape.ties.filter(({ child, parent }) => spots.has(child) && spots.has(parent)),
    columns: used.length,
    rows: heights.count,
    hidden: landscape.objectives.length - rows.filter(({ node }) => isPlaced(node)).length,
  };
}

/** The nodes nearest to the top; what serves nothing comes last. A node is kept only with the first of what it serves. */
function keep(landscape: Landscape, most: number): ReadonlySet<Placed | Priority> {
  const { tops, loose } = splitRoots(landscape);
  const kept = new Set<Placed | Priority>();
  for (const roots of [tops, loose]) {
    const rows = treeRows(landscape, roots, new Set(kept)).filter(({ again }) => !again);
    const depths = new Map<Placed | Priority, number>();
    for (const { node, tie } of rows) depths.set(node, tie === null ? 0 : (depths.get(tie.parent) ?? 0) + 1);
    const nearest = rows.map(({ node }) => node).sort((a, b) => (depths.get(a) ?? 0) - (depths.get(b) ?? 0));
    for (const node of nearest) if (kept.size < most) kept.add(node);
  }
  return kept;
}

/** Rows from above, from the last node to the first: in a tree that is told from above, what stands below is known by then. */
function stack(
  nodes: readonly (Placed | Priority)[],
  children: ReadonlyMap<Placed | Priority, readonly (Placed | Priority)[]>,
): { rows: Map<Placed | Priority, number>; count: number } {
  const rows = new Map<Placed | Priority, number>();
  let count = 0;
  for (const node of nodes) if (!children.has(node)) rows.set(node, count++);
  for (const node of [...nodes].reverse()) {
    const below = (children.get(node) ?? []).map((child) => rows.get(child) ?? 0);
    const [first, last] = [below[0], below.at(-1)];
    if (first !== undefined && last !== undefined) rows.set(node, Math.min((first + last) / 2, first + FAN));
  }
  return { rows, count };
}
