import type { Objective } from "../../model/plan.ts";
import type { Link } from "../alignment.ts";
import type { Side } from "./side.ts";

/** What happened to who serves what. */
export interface AlignmentChange {
  /**
   * gained, lost: an objective serves something more, or less. orphaned: it says that it serves what is taken out or closed.
   * unsupported: of the last that served a priority or a strategic objective none is left.
   */
  readonly event: "gained" | "lost" | "orphaned" | "unsupported";
  /** The objective that serves; null where it is about what is served. */
  readonly objective: string | null;
  /** What is served: a priority, an objective, or `objective/key-result`. */
  readonly ref: string;
  /**
   * edited: the objective says otherwise what it serves. supporter: the objective that serves came or went, or is over. target: what is
   * served came or went. closed: what is served was closed.
   */
  readonly cause: "edited" | "supporter" | "target" | "closed";
  /** The objectives that served what is unsupported now. */
  readonly supporters: readonly string[];
}

/** Who serves what that did not before, and what is served no more. */
export function compareAlignment(before: Side, after: Side): AlignmentChange[] {
  const ids = new Set([...after.plan.objectives, ...before.plan.objectives].map(({ id }) => id));
  const changes = [...ids].flatMap((id) => compareLinks(id, before, after));
  return [...changes, ...listUnsupported(before, after)];
}

/** The links of one objective, where both sides can read it. */
function compareLinks(id: string, before: Side, after: Side): AlignmentChange[] {
  const [was, is] = [before.plan.objective(id), after.plan.objective(id)];
  if (was === undefined && before.plan.damaged.has(id)) return [];
  if (is === undefined && after.plan.damaged.has(id)) return [];
  const [old, young] = [standingLinks(id, before), standingLinks(id, after)];
  const [said, says] = [new Set(was?.alignsTo), new Set(is?.alignsTo)];
  const about = { objective: id, supporters: NONE } as const;
  const gained = [...young].flatMap((ref): AlignmentChange[] => {
    if (old.has(ref)) return [];
    const cause = was === undefined ? "supporter" : said.has(ref) ? "target" : "edited";
    return [{ event: "gained", ...about, ref, cause }];
  });
  const lost = [...old].flatMap((ref): AlignmentChange[] => {
    if (young.has(ref))
      return isClosedNow(ref, before, after) && isOpen(is, after)
        ? [{ event: "orphaned", ...about, ref, cause: "closed" }]
        : [];
    if (is === undefined) return [{ event: "lost", ...about, ref, cause: "supporter" }];
    return says.has(ref)
      ? [{ event: "orphaned", ...about, ref, cause: "target" }]
      : [{ event: "lost", ...about, ref, cause: "edited" }];
  });
  return [...lost, ...gained];
}

const NONE: readonly string[] = [];

/** What an objective serves that is there, or may be there in a file that cannot be read. */
function standingLinks(id: string, { plan, survey }: Side): Set<string> {
  const standing = survey.alignment.of(id).filter((link) => {
    const target = link.ref.split("/")[0] as string;
    return isFound(link) || plan.damaged.has(target);
  });
  return new Set(standing.map(({ ref }) => ref));
}

function isFound({ ref, objective, keyResult, priority }: Link): boolean {
  if (priority !== null || keyResult !== null) return true;
  return objective !== null && !ref.includes("/");
}

function isClosedNow(ref: string, before: Side, after: Side): boolean {
  const id = ref.split("/")[0] as string;
  const { day } = after.snapshot;
  return after.survey.story.closed(id, day) !== null && before.survey.story.closed(id, day) === null;
}

/** Whether there is still work on an objective. */
function isOpen(objective: Objective | undefined, { survey }: Side): boolean {
  if (objective === undefined) return false;
  const stage = survey.stage(objective);
  return stage !== "closed" && stage !== "over";
}

/** The priorities, and the objectives of the company and of units, that lose the last of those that serve them. */
function listUnsupported(before: Side, after: Side): AlignmentChange[] {
  const targets = new Set<string>();
  for (const { id } of before.plan.objectives)
    for (const { priority, objective } of before.survey.alignment.of(id)) {
      if (priority !== null) targets.add(priority.id);
      else if (objective !== null && isStrategic(objective, before)) targets.add(objective.id);
    }
  return [...targets].flatMap((ref): AlignmentChange[] => {
    const objective = after.plan.objective(ref);
    const stands = objective ? isOpen(objective, after) : after.plan.priority(ref) !== undefined;
    if (!stands) return [];
    const supporters = listOpen(ref, before);
    if (supporters.length === 0 || isSupported(ref, before, after)) return [];
    return [
      {
        event: "unsupported",
        objective: null,
        ref,
        cause: "supporter",
        supporters: [...new Set(supporters)],
      },
    ];
  });
}

function isStrategic({ team }: Objective, { plan }: Side): boolean {
  const level = plan.team(team)?.level ?? "team";
  return level !== "team";
}

function linksTo(ref: string, { survey }: Side): readonly Link[] {
  return survey.alignment.to(ref).filter((link) => isFound(link) && link.from.id !== ref);
}

/** The open objectives that serve this on a side. */
function listOpen(ref: string, side: Side): string[] {
  return linksTo(ref, side).flatMap(({ from }) => (isOpen(from, side) ? [from.id] : []));
}

/**
 * Whether something still serves this after. What served it until now and is done, or carried on elsewhere, did its part; what cannot be
 * read any more may still do it.
 */
function isSupported(ref: string, before: Side, after: Side): boolean {
  const { story } = after.survey;
  const didItsPart = ({ from: { id } }: Link) => {
    const outcome = story.closed(id, after.snapshot.day)?.outcome ?? "abandoned";
    return outcome !== "abandoned" && isOpen(before.plan.objective(id), before);
  };
  return (
    listOpen(ref, after).length > 0 ||
    linksTo(ref, after).some(didItsPart) ||
    linksTo(ref, before).some(({ from }) => after.plan.damaged.has(from.id))
  );
}
