import { readFileSync } from "node:fs";

/** OKRs that a public project published, before anything of them became files of ours. */
export interface Source {
  readonly cycle: { readonly id: string; readonly start: string; readonly end: string };
  readonly objectives: readonly SourceObjective[];
  readonly check_ins: readonly SourceCheckIn[];
  readonly published: readonly Published[];
}

/** An objective; its days are those of the cycle if it has none of its own. */
export interface SourceObjective {
  readonly id: string;
  readonly title: string;
  readonly owner: string;
  readonly active_from?: string;
  readonly deadline?: string;
  readonly key_results: readonly SourceKeyResult[];
}

/** A key result: a number that moves from its baseline to its target. */
export interface SourceKeyResult {
  readonly id: string;
  readonly title: string;
  readonly owner: string | null;
  readonly weight: number | null;
  readonly unit: string | null;
  readonly baseline: number;
  readonly target: number;
  readonly scoring?: string;
}

/** What was read of one objective for a day, and the day on which that was committed. Null: not read. */
export interface SourceCheckIn {
  readonly date: string;
  readonly objective: string;
  readonly readings: Readonly<Record<string, number | null>>;
  readonly committed_on: string;
  readonly comment: string | null;
  /** The counts behind a reading. */
  readonly raw?: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** The final scores; null: left out of the objective's. */
export interface Published {
  readonly objective: string;
  readonly date: string;
  readonly score: number;
  readonly final_scores: Readonly<Record<string, number | null>>;
}

/** Reads a data file, by its path relative to this folder. */
export function readSource(path: string): Source {
  return JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));
}

/** The days that check-ins are about, in order. */
export function daysOf(source: Source): string[] {
  return [...new Set(source.check_ins.map(({ date }) => date))].sort();
}

/** The last reading of every key result up to a day, worked out from the source alone, as far as it was committed by then. */
export function readingsOn(
  source: Source,
  objective: string,
  day: string,
  known = "9999-12-31",
): Record<string, { value: number; date: string }> {
  const readings: Record<string, { value: number; date: string }> = {};
  for (const checkIn of source.check_ins.toSorted((a, b) => a.date.localeCompare(b.date)))
    if (checkIn.objective === objective && checkIn.date <= day && checkIn.committed_on <= known)
      for (const [id, value] of Object.entries(checkIn.readings))
        if (value !== null) readings[id] = { value, date: checkIn.date };
  return readings;
}

/** Each objective's score on a day: Σ weight × share of the way, between 0 and 1, ÷ Σ weight. */
export function scoresOn(source: Source, day: string, known?: string): Record<string, number> {
  return Object.fromEntries(
    source.objectives.map(({ id, key_results }) => {
      const readings = readingsOn(source, id, day, known);
      let sum = 0;
      let weights = 0;
      for (const { id: keyResult, weight, baseline, target } of key_results) {
        const share = ((readings[keyResult]?.value ?? baseline) - baseline) / (target - baseline);
        sum += (weight ?? 1) * Math.min(1, Math.max(0, share));
        weights += weight ?? 1;
      }
      return [id, sum / weights];
    }),
  );
}
