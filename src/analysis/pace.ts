import { type Cycle, cycleDays, findCycle } from "../model/cycle.ts";
import { addDays, type Day, daysBetween } from "../model/day.ts";
import type { ObjectiveType } from "../model/plan.ts";
import { checkInInterval, type Settings } from "../model/settings.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { clamp, type Scored, type Story, scoreObjective } from "./score.ts";

/** How an objective can stand, the best first. */
export const STATUSES = ["on-track", "at-risk", "off-track", "stale", "early"] as const;
/** How an objective stands on a day; derived, never written down. */
export type Status = (typeof STATUSES)[number];

/** The band of a settled or final score: what it is called at the end. */
export type Band = "good" | "fair" | "poor" | "met" | "missed";

/** A score with the time that has passed held against it. */
export interface Paced extends Scored {
  /** Null when the objective names a cycle that does not exist. */
  readonly cycle: Cycle | null;
  /** The share of the cycle's days gone, the day itself included; 0–1. */
  readonly elapsed: number | null;
  /** Score ÷ elapsed, 0–1: where the objective ends if it goes on like this. Null before the cycle. */
  readonly projected: number | null;
  readonly status: Status | null;
  readonly confidence: number | null;
  /** Since the check-in before. */
  readonly confidenceChange: number | null;
  /** Score now less the score one check-in interval ago; null when there was no reading then. */
  readonly trend: number | null;
  readonly lastCheckIn: Day | null;
  readonly daysSinceCheckIn: number | null;
}

/** An objective stays `early` until this share of its cycle has passed. */
const EARLY = 1 / 6;

/** Scores one objective and holds it against the pace of its cycle. */
export function paceObjective(scored: Scored, story: Story, { settings, day }: Snapshot): Paced {
  const { objective, checkIns, closed } = scored;
  const cycle = findCycle(objective.cycle, settings.cycles);
  const gone = cycle && elapsed(cycle, day);
  const projection = closed ? scored.score : gone === null ? null : projected(scored.score, gone);
  const confident = checkIns.filter((checkIn) => checkIn.confidence !== null);
  const confidence = confident.at(-1)?.confidence ?? null;
  const before = confident.at(-2)?.confidence ?? null;
  const last = checkIns.at(-1)?.date ?? null;
  const asOf = cycle && day > cycle.end ? cycle.end : day;
  return {
    ...scored,
    cycle,
    elapsed: gone,
    projected: projection,
    status:
      cycle && statusOf(scored, { cycle, day: asOf, elapsed: gone ?? 0, projected: projection, settings }),
    confidence,
    confidenceChange: confidence === null || before === null ? null : confidence - before,
    trend: trendOf(scored, story, day, settings),
    lastCheckIn: last,
    daysSinceCheckIn: last === null ? null : daysBetween(last, day),
  };
}

/** The share of the cycle's days gone on a day, that day included; 0 before the cycle, 1 from its last day on. */
export function elapsed(cycle: Cycle, day: Day): number {
  return clamp((daysBetween(cycle.start, day) + 1) / cycleDays(cycle));
}

/** Score ÷ elapsed, clamped; null before anything has elapsed. */
export function projected(score: number, gone: number): number | null {
  return gone === 0 ? null : clamp(score / gone);
}

function statusOf(
  { objective, checkIns, closed }: Scored,
  at: { cycle: Cycle; day: Day; elapsed: number; projected: number | null; settings: Settings },
): Status {
  if (!closed) {
    const lastSign = checkIns.at(-1)?.date ?? addDays(at.cycle.start, -1);
    if (daysBetween(lastSign, at.day) > at.settings.checkIn.staleAfterDays) return "stale";
    if (at.elapsed < EARLY) return "early";
  }
  return statusOfProjection(at.projected ?? 0, objective.type, at.settings);
}

/** The status a projected score earns: a committed objective is on track only at 1.0. */
export function statusOfProjection(value: number, type: ObjectiveType, { scoring }: Settings): Status {
  if (reaches(value, type === "committed" ? 1 : scoring.good)) return "on-track";
  return reaches(value, scoring.fair) ? "at-risk" : "off-track";
}

/** The band of a final score: good, fair or poor for an aspirational objective, met or missed for a committed one. */
export function bandOf(value: number, type: ObjectiveType, { scoring }: Settings): Band {
  if (type === "committed") return reaches(value, 1) ? "met" : "missed";
  if (reaches(value, scoring.good)) return "good";
  return reaches(value, scoring.fair) ? "fair" : "poor";
}

/** Whether a computed value reaches a bound: sums of decimals miss it by some 1e-16 that nobody typed. */
function reaches(value: number, bound: number): boolean {
  return value >= bound - 1e-9;
}

function trendOf(scored: Scored, story: Story, day: Day, settings: Settings): number | null {
  const before = scoreObjective(scored.objective, story, addDays(day, -checkInInterval(settings)));
  return before.keyResults.every(({ reading }) => reading === null) ? null : scored.score - before.score;
}
