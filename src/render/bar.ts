import { clamp } from "../analysis/score.ts";

/**
 * A progress bar of plain characters: `████░░░┃░░`. The mark shows the pace, where steady progress would be by now.
 * @param score 0–1; @param pace 0–1, or null for no mark; @param cells the width in columns
 */
export function bar(
  score: number,
  pace: number | null,
  cells: number,
): { done: string; mark: string; rest: string }[] {
  const filled = Math.round(clamp(score) * cells);
  const at = pace === null ? -1 : Math.min(cells - 1, Math.round(clamp(pace) * cells));
  const part = (from: number, to: number) => ({
    done: "█".repeat(Math.max(0, Math.min(filled, to) - from)),
    rest: "░".repeat(Math.max(0, to - Math.max(filled, from))),
  });
  if (at < 0) return [{ ...part(0, cells), mark: "" }];
  return [
    { ...part(0, at), mark: "" },
    { done: "", rest: "", mark: "┃" },
    { ...part(at + 1, cells), mark: "" },
  ];
}
