import type { Day } from "../model/day.ts";
import type { KeyResult, Level, Objective, Priority, Team } from "../model/plan.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { linksByServed, servedBy } from "./alignment.ts";
import { contradicts } from "./contradiction.ts";
import { type Coverage, coverOf } from "./coverage.ts";
import { coverageByWeek, type WeekShare } from "./coverage-weeks.ts";
import { type Dependency, listDependencies, listPeers, type Peer } from "./landscape/neighbours.ts";
import { type Asked, chooseScope } from "./landscape/scope.ts";
import { walk } from "./landscape/walk.ts";
import type { Paced } from "./pace.ts";
import { Survey } from "./survey.ts";

export type { Dependency, Peer } from "./landscape/neighbours.ts";
export type { Asked } from "./landscape/scope.ts";

/** An objective of the landscape, as it stands on the day. */
export interface Placed extends Paced {
  /** The level of its team; null where that is unknown. */
  readonly layer: Level | null;
  /** Whether it is what was asked for, or of the team that was; true for all where the whole company was. */
  readonly asked: boolean;
}

/** That an objective serves another or a priority, whatever part of it. */
export interface Tie {
  readonly child: Placed;
  readonly parent: Placed | Priority;
  /** The key results that it serves; none where it serves the objective as a whole. */
  readonly keyResults: readonly KeyResult[];
  /** Whether the two tell opposite stories. */
  readonly contradicts: boolean;
}

/** Who serves what, from the vision down to the teams, and who needs whom. */
export interface Landscape {
  readonly day: Day;
  readonly company: string | null;
  readonly vision: string | null;
  readonly team: Team | null;
  /** What was asked for: an objective, a priority or `objective/key-result`; null for all. */
  readonly centre: string | null;
  /** Ids of the cycles of the objectives. */
  readonly cycles: readonly string[];
  /** Whether the day asked about lies in none of them. */
  readonly outside: "before" | "after" | null;
  readonly priorities: readonly Priority[];
  /** In file order. */
  readonly objectives: readonly Placed[];
  readonly ties: readonly Tie[];
  /** Where to begin so that every node is reached: priorities, objectives that serve nothing here, one of each circle. */
  readonly roots: readonly (Placed | Priority)[];
  /** What serves what: the ties down from a priority or an objective, and up from an objective. */
  readonly below: ReadonlyMap<Placed | Priority, readonly Tie[]>;
  readonly above: ReadonlyMap<Placed | Priority, readonly Tie[]>;
  /** How many of those that serve a node are further away than was asked for; of nodes that have some. */
  readonly hidden: ReadonlyMap<Placed | Priority, number>;
  /** Of the objectives asked for, else of all shown. */
  readonly dependencies: readonly Dependency[];
  /** Others that serve what the team or the objective asked for serves; none for the whole company. */
  readonly peers: readonly Peer[];
  /** Of the company or the team; around an objective or a priority of what is shown. */
  readonly coverage: Coverage;
  /** Null where the history is cut off; none around an objective or a priority. */
  readonly weeks: readonly WeekShare[] | null;
}

/** Whether a node is an objective and no priority. */
export function isPlaced(node: Placed | Priority): node is Placed {
  return "objective" in node;
}

/** The landscape of what is asked for. Links that lead in circles are walked once; linear in objectives and links. */
export function landscape(snapshot: Snapshot, asked: Asked, survey = new Survey(snapshot)): Landscape {
  const { plan, settings, day } = snapshot;
  const scope = chooseScope(survey, asked);
  const reached = walk(survey, scope, asked);
  const placed = new Map<Objective, Placed>();
  for (const objective of survey.objectives)
    if (reached.objectives.has(objective))
      placed.set(objective, {
        ...survey.paced(objective),
        layer: plan.team(objective.team)?.level ?? null,
        asked: scope.centre === null || scope.centre.has(objective),
      });
  const priorities = (plan.strategy?.priorities ?? []).filter((one) => reached.priorities.has(one));
  const objectives = [...placed.values()];
  const nodes = [...priorities, ...objectives];
  const ties = objectives.flatMap((child) => tiesOf(child, placed, reached.priorities, survey));
  const [above, below] = [groupBy(ties, ({ child }) => child), groupBy(ties, ({ parent }) => parent)];
  const centre = [...(scope.centre ?? placed.keys())];
  const covered = scope.covered.filter((one) => asked.centre === null || placed.has(one));
  return {
    day,
    company: settings.name,
    vision: plan.strategy?.vision ?? null,
    team: asked.team === null ? null : (plan.team(asked.team) ?? null),
    centre: asked.centre,
    cycles: [...new Set(objectives.map(({ objective }) => objective.cycle))].sort(),
    outside: scope.outside,
    priorities,
    objectives,
    ties,
    roots: findRoots(nodes, above, below),
    above,
    below,
    hidden: asked.depth === null ? new Map() : countHidden(nodes, scope.objectives, placed, survey),
    dependencies: listDependencies(centre, survey),
    peers: scope.centre === null ? [] : listPeers(centre, scope, survey),
    coverage: coverOf(covered, { survey, since: scope.asOf, whole: scope.centre === null }),
    weeks: asked.centre === null ? coverageByWeek(covered, scope.teams, survey) : [],
  };
}

function countHidden(
  nodes: readonly (Placed | Priority)[],
  scope: readonly Objective[],
  placed: ReadonlyMap<Objective, Placed>,
  { alignment }: Survey,
): Map<Placed | Priority, number> {
  const inScope = new Set(scope);
  const hidden = new Map<Placed | Priority, number>();
  for (const node of nodes) {
    const served = isPlaced(node) ? node.objective : null;
    const links = alignment.to(isPlaced(node) ? node.objective.id : node.id);
    const away = links.filter(
      (link) => servedBy(link) === served && inScope.has(link.from) && !placed.has(link.from),
    );
    if (away.length > 0) hidden.set(node, new Set(away.map(({ from }) => from)).size);
  }
  return hidden;
}

/** The ties up from an objective, one for each objective and priority that it serves. */
function tiesOf(
  child: Placed,
  placed: ReadonlyMap<Objective, Placed>,
  priorities: ReadonlySet<Priority>,
  survey: Survey,
): Tie[] {
  const links = survey.alignment.of(child.objective.id);
  const named = new Set(links.flatMap(({ priority }) => priority ?? []));
  const up = [...named].filter((priority) => priorities.has(priority));
  const ties: Tie[] = up.map((parent) => ({ child, parent, keyResults: [], contradicts: false }));
  const byServed = groupBy(links, servedBy);
  for (const served of linksByServed(links).keys()) {
    const parent = placed.get(served);
    if (parent === undefined) continue;
    const these = byServed.get(served) ?? [];
    const keyResults = these.flatMap(({ keyResult }) => keyResult ?? []);
    const running = [served, child.objective].every((one) => survey.stage(one) === "running");
    const refs = these.map(({ ref }) => ref);
    ties.push({
      child,
      parent,
      keyResults: keyResults.length < these.length ? [] : [...new Set(keyResults)],
      contradicts: running && contradicts(parent, child, refs, survey.snapshot.settings),
    });
  }
  return ties;
}

/** The nodes with nothing above them; of those that only circles lead to, the first of each. */
function findRoots(
  nodes: readonly (Placed | Priority)[],
  above: Landscape["above"],
  below: Landscape["below"],
): (Placed | Priority)[] {
  const roots = nodes.filter((node) => !above.has(node));
  const seen = new Set<Placed | Priority>();
  const visit = (root: Placed | Priority) => {
    const open = [root];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (seen.has(node)) continue;
      seen.add(node);
      for (const { child } of below.get(node) ?? []) open.push(child);
    }
  };
  for (const root of roots) visit(root);
  for (const node of nodes)
    if (!seen.has(node)) {
      roots.push(node);
      visit(node);
    }
  return roots;
}

function groupBy<T, K>(things: readonly T[], name: (thing: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const thing of things) {
    const key = name(thing);
    const group = groups.get(key);
    if (group) group.push(thing);
    else groups.set(key, [thing]);
  }
  return groups;
}
