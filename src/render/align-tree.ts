import { isPlaced, type Landscape, type Placed, type Tie } from "../analysis/landscape.ts";
import type { Level, Priority } from "../model/plan.ts";

/** One place of the tree: a priority or an objective below what it serves. */
export interface Row {
  readonly node: Placed | Priority;
  /** The link that leads here; null for a root. */
  readonly tie: Tie | null;
  /** What stands before its first line, and before those that follow. */
  readonly lead: string;
  readonly stem: string;
  /** Whether it is shown whole further up, with all that serves it. */
  readonly again: boolean;
}

const LAYERS: Readonly<Record<Level, number>> = { company: 0, unit: 1, team: 2 };
/** A stem takes so many columns at most; whoever nests deeper sees its end. */
const STEM = 36;

/** The tree below some roots: every node whole once, where it has several places at the first of them. Linear in nodes and ties. */
export function treeRows(
  { below }: Landscape,
  roots: readonly (Placed | Priority)[],
  seen: Set<Placed | Priority> = new Set(),
): Row[] {
  const rows: Row[] = [];
  const open: { node: Placed | Priority; tie: Tie | null; before: string; last: boolean }[] = [];
  for (const node of [...roots].reverse()) open.push({ node, tie: null, before: "", last: true });
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const { node, tie, before, last } = place;
    const again = seen.has(node);
    seen.add(node);
    const children = again ? [] : byLayer(below.get(node) ?? []);
    const branch = tie === null ? "" : last ? "└─ " : "├─ ";
    const inner = tie === null ? "" : before + (last ? "   " : "│  ");
    const deeper = inner.length > STEM ? inner.slice(-STEM) : inner;
    rows.push({
      node,
      tie,
      lead: before + branch,
      stem: deeper + (children.length > 0 ? "│ " : "  "),
      again,
    });
    for (let at = children.length - 1; at >= 0; at--) {
      const child = children[at] as Tie;
      open.push({ node: child.child, tie: child, before: deeper, last: at === children.length - 1 });
    }
  }
  return rows;
}

/** The company's first, then units', then teams': what stands between is shown before what also serves directly. */
function byLayer(ties: readonly Tie[]): Tie[] {
  const place = ({ child: { layer } }: Tie) => LAYERS[layer ?? "team"];
  return [...ties].sort((a, b) => place(a) - place(b));
}

/** The roots in parts: what leads down from the vision or stands alone, and the team objectives that serve nothing. */
export function splitRoots({ roots, coverage }: Landscape) {
  const unaligned = new Set(coverage.unaligned);
  const serves = (node: Placed | Priority) => !isPlaced(node) || !unaligned.has(node.objective);
  return { tops: roots.filter(serves), loose: roots.filter((node) => !serves(node)) };
}
