import type { Cycle } from "../model/cycle.ts";
import type { Objective } from "../model/plan.ts";
import { overlap } from "./spans.ts";
import type { Survey } from "./survey.ts";

/** An objective is followed through so many cycles, and among so many that say they continue it. */
const CYCLES = 12;
const HEIRS = 8;

/** The live objective that carries one on, in this cycle, through all that came between; null where nobody says so. */
export function heirOf({ id }: Objective, cycle: Cycle, survey: Survey): Objective | null {
  for (let at = id, step = 0; step < CYCLES; step++) {
    const heirs = survey.alignment.heirs(at).slice(0, HEIRS);
    const found = heirs.find((heir) => heir.id !== id && survey.isLive(heir) && meets(heir, cycle, survey));
    if (found) return found;
    const [next] = heirs;
    if (next === undefined) return null;
    at = next.id;
  }
  return null;
}

function meets(objective: Objective, cycle: Cycle, survey: Survey): boolean {
  const its = survey.cycle(objective);
  return its !== null && overlap(its, cycle);
}
