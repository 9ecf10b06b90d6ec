import type { Objective } from "../model/plan.ts";
import type { Settings } from "../model/settings.ts";
import { servedBy } from "./alignment.ts";
import { type Paced, projected, type Status, statusOfProjection } from "./pace.ts";
import type { Survey } from "./survey.ts";

/** What stands against each other. */
const OPPOSITE: Partial<Readonly<Record<Status, Status>>> = {
  "on-track": "off-track",
  "off-track": "on-track",
};

const TOLD: ReadonlySet<Status> = new Set(["on-track", "at-risk", "off-track"]);

/** Whether a score tells anything: not early, not stale, and somebody has read something. */
export function hasStory({ status, keyResults }: Paced): boolean {
  return status !== null && TOLD.has(status) && keyResults.some(({ reading }) => reading !== null);
}

/** The running objectives that serve one, each with the references by which it does. */
export function servingNow(parent: Objective, survey: Survey): Map<Objective, string[]> {
  const served = new Map<Objective, string[]>();
  if (survey.stage(parent) !== "running") return served;
  for (const link of survey.alignment.to(parent.id)) {
    if (servedBy(link) === null || survey.stage(link.from) !== "running") continue;
    const refs = served.get(link.from);
    if (refs) refs.push(link.ref);
    else served.set(link.from, [link.ref]);
  }
  return served;
}

/**
 * Whether an objective and one that serves it tell opposite stories: one is on track, the other off track. A child that tells what the
 * very key result tells that it serves does not contradict.
 * @param refs the references by which the child serves
 */
export function contradicts(
  parent: Paced,
  child: Paced,
  refs: readonly string[],
  settings: Settings,
): boolean {
  const opposite = OPPOSITE[parent.status ?? "early"];
  if (opposite === undefined || child.status !== opposite || !hasStory(parent) || !hasStory(child))
    return false;
  if (!refs.some((ref) => ref.includes("/"))) return true;
  const agreeing = statusesOf(parent, settings, opposite);
  return !refs.some((ref) => agreeing.has(ref));
}

/** The key results of an objective that stand in this way, by reference; one without a reading tells nothing. */
function statusesOf(
  { objective, keyResults, elapsed }: Paced,
  settings: Settings,
  status: Status,
): Set<string> {
  const standing = keyResults.filter(({ reading, score }) => {
    const ahead = reading === null || elapsed === null ? null : projected(score, elapsed);
    return ahead !== null && statusOfProjection(ahead, objective.type, settings) === status;
  });
  return new Set(standing.map(({ ref }) => ref));
}
