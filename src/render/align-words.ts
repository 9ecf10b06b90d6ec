import { isPlaced, type Landscape, type Placed, type Tie } from "../analysis/landscape.ts";
import type { Paced } from "../analysis/pace.ts";
import type { Initiative } from "../model/initiative.ts";
import type { KeyResult, Priority } from "../model/plan.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { STATUS_SIGNS } from "./style.ts";
import { count, decimal } from "./words.ts";

/** What `okr align` shows. */
export interface AlignReport {
  readonly landscape: Landscape;
  /** By the ids of their objectives. */
  readonly initiatives: ReadonlyMap<string, readonly Initiative[]>;
  readonly snapshot: Snapshot;
  /** How many steps were asked for; null for all. */
  readonly depth: number | null;
}

/** The status of an objective in words, or how it was closed. */
export function standing({ closed, status }: Paced): string {
  return closed ? (closed.outcome ?? "closed") : (status ?? "no cycle");
}

/** The sign of its status. */
export function signOf({ closed, status }: Paced): string {
  return closed ? "■" : STATUS_SIGNS[status ?? "early"];
}

/** What people settled at the end, else the score. */
export function settled({ closed, grade, score }: Paced): number {
  return closed && grade !== null ? grade : score;
}

/** `● 0.63 on-track`. */
export function mark(paced: Paced): string {
  return `${signOf(paced)} ${decimal(settled(paced))} ${standing(paced)}`;
}

/** The score of a key result of an objective, as it counts at the end where it is settled. */
export function keyResultScore({ keyResults, closed }: Paced, keyResult: KeyResult): number {
  const found = keyResults.find((one) => one.keyResult === keyResult);
  return (closed ? found?.grade : null) ?? found?.score ?? 0;
}

/** Which key results a link is about, with their scores: `completion (0.45)`; none where it is about the objective as a whole. */
export function servedParts({ parent, keyResults }: Tie): string[] {
  if (!isPlaced(parent)) return [];
  return keyResults.map((one) => `${one.id} (${decimal(keyResultScore(parent, one))})`);
}

/** How many initiatives are ticked; null where there are none. */
export function ticked(initiatives: readonly Initiative[] | undefined): string | null {
  if (initiatives === undefined || initiatives.length === 0) return null;
  const done = initiatives.filter((one) => one.done).length;
  return `${done} of ${count(initiatives.length, "initiative")} done`;
}

/** `7 of 9 team objectives serve something (78 %)`. */
export function shareWords({ aligned, all }: { aligned: number; all: number }): string {
  const noun = `team objective${all === 1 ? "" : "s"} ${all === 1 ? "serves" : "serve"} something`;
  return `${aligned} of ${all} ${noun} (${Math.round((100 * aligned) / all)} %)`;
}

/** The title of an objective or a priority. */
export function titleOf(node: Placed | Priority): string {
  return isPlaced(node) ? node.objective.title : node.title;
}

/** Its id. */
export function idOf(node: Placed | Priority): string {
  return isPlaced(node) ? node.objective.id : node.id;
}
