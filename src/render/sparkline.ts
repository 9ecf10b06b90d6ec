import { clamp } from "../analysis/score.ts";

const BLOCKS = "▁▂▃▄▅▆▇█";

/**
 * One character a week on a scale from 0 to 1, `··▁▃▄▆`: a dot before the first reading. Where the weeks are more than the cells,
 * every second of them, or third, counted back from the last.
 * @param scores 0–1, or null, oldest first; @param cells the most columns
 */
export function sparkline(scores: readonly (number | null)[], cells: number): string {
  const step = sparklineStep(scores.length, cells);
  return scores
    .filter((_, index) => (scores.length - 1 - index) % step === 0)
    .map((score) => (score === null ? "·" : blockOf(score)))
    .join("");
}

/** How many weeks one character stands for. */
export function sparklineStep(weeks: number, cells: number): number {
  return Math.max(1, Math.ceil(weeks / cells));
}

function blockOf(score: number): string {
  // A score of 0.375 that came out as 0.37499999999999994 is still three eighths.
  return BLOCKS[Math.min(7, Math.floor(clamp(score) * 8 + 1e-9))] as string;
}
