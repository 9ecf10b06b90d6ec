import type { NewCheckIn } from "../model/check-in.ts";
import type { Value } from "../model/metrics/index.ts";
import type { Objective } from "../model/plan.ts";
import { type CheckIn, compareRecords } from "../model/records.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { type KeyResultScore, type Scored, Story, scoreObjective } from "./score.ts";

/** What a check-in changes: the objective's score on its day before and after, and each key result it reads. */
export interface CheckInEffect {
  readonly objective: Objective;
  readonly checkIn: NewCheckIn;
  /** Relative to the OKR root. */
  readonly path: string;
  readonly before: Scored;
  readonly after: Scored;
  readonly readings: readonly ReadingEffect[];
}

/** A key result that the check-in reads: its value before and now, and how it scores with it. */
export interface ReadingEffect {
  readonly scored: KeyResultScore;
  /** The last value before, or null. */
  readonly before: Value | null;
  readonly value: Value;
}

/**
 * What this check-in, written to this path, does to the scores of its day; and the snapshot with it, for the effect of the
 * next one.
 */
export function effectOf(
  snapshot: Snapshot,
  objective: Objective,
  checkIn: NewCheckIn,
  path: string,
): { effect: CheckInEffect; after: Snapshot } {
  const record: CheckIn = {
    kind: "check-in",
    objective: objective.id,
    date: checkIn.date,
    by: checkIn.by,
    confidence: checkIn.confidence,
    results: checkIn.results,
    name: path.slice(path.lastIndexOf("/") + 1),
    body: "",
    source: { path, yaml: "", line: 1 },
  };
  const before = scoreObjective(objective, new Story(snapshot), checkIn.date);
  const added = { ...snapshot, checkIns: [...snapshot.checkIns, record].sort(compareRecords) };
  const after = scoreObjective(objective, new Story(added), checkIn.date);
  const readings = after.keyResults.flatMap((scored, index): ReadingEffect[] => {
    const value = checkIn.results.get(scored.keyResult.id)?.value ?? null;
    return value === null
      ? []
      : [{ scored, before: before.keyResults[index]?.reading?.value ?? null, value }];
  });
  return { effect: { objective, checkIn, path, before, after, readings }, after: added };
}
