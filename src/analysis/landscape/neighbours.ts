import type { Objective, Priority } from "../../model/plan.ts";
import { servedBy } from "../alignment.ts";
import { unmentionedNeeds } from "../dependencies.ts";
import type { Paced } from "../pace.ts";
import type { Survey } from "../survey.ts";
import type { Scope } from "./scope.ts";

/** That one objective depends on another. */
export interface Dependency {
  readonly by: Paced;
  /** As it is written in `depends_on`. */
  readonly ref: string;
  /** Null where there is none of that id. */
  readonly needed: Paced | null;
  /**
   * Whether what is needed mentions who needs it, or is of the same team; null where nobody needs to know any more: one of the two is
   * closed or its cycle is over.
   */
  readonly mutual: boolean | null;
}

/** Objectives that serve the same thing. */
export interface Peer {
  readonly served: Objective | Priority;
  readonly own: readonly Paced[];
  readonly others: readonly Paced[];
}

/** What some objectives need, and who needs them, in file order. */
export function listDependencies(centre: readonly Objective[], survey: Survey): Dependency[] {
  const { plan } = survey.snapshot;
  const asked = new Set(centre);
  const involved = survey.objectives.filter(
    (by) =>
      by.dependsOn.length > 0 && (asked.has(by) || by.dependsOn.some((id) => has(asked, plan.objective(id)))),
  );
  if (involved.length === 0) return [];
  const silent = new Map<Objective, Set<Objective>>();
  for (const [needed, needs] of unmentionedNeeds(survey))
    silent.set(needed, new Set(needs.map(({ by }) => by)));
  return involved.flatMap((by) =>
    [...new Set(by.dependsOn)].flatMap((ref): Dependency[] => {
      const needed = plan.objective(ref) ?? null;
      if (needed === by || (!asked.has(by) && !has(asked, needed))) return [];
      // Of those that nobody asked for, only the live ones say something of today.
      if (!asked.has(by) && !survey.isLive(by)) return [];
      const both = needed !== null && survey.isLive(by) && survey.isLive(needed);
      return [
        {
          by: survey.paced(by),
          ref,
          needed: needed && survey.paced(needed),
          mutual: both ? silent.get(needed)?.has(by) !== true : null,
        },
      ];
    }),
  );
}

/** What the objectives asked for serve, with the others that serve it too: of other teams, where teams were asked for. */
export function listPeers(
  centre: readonly Objective[],
  { objectives, centre: asked, teams }: Scope,
  survey: Survey,
): Peer[] {
  const inScope = new Set(objectives);
  const own = new Map<Objective | Priority, Set<Objective>>();
  for (const one of centre)
    for (const link of survey.alignment.of(one.id)) {
      const served = link.priority ?? servedBy(link);
      if (served !== null) own.set(served, (own.get(served) ?? new Set()).add(one));
    }
  return [...own].flatMap(([served, these]) => {
    const serving = survey.alignment
      .to(served.id)
      .filter(({ from }) => inScope.has(from) && !asked?.has(from) && !teams?.has(from.team))
      .map(({ from }) => from);
    const others = [...new Set(serving)];
    if (others.length === 0) return [];
    const paced = (one: Objective) => survey.paced(one);
    return { served, own: [...these].map(paced), others: others.map(paced) };
  });
}

function has(asked: ReadonlySet<Objective>, one: Objective | null | undefined): boolean {
  return one !== null && one !== undefined && asked.has(one);
}
