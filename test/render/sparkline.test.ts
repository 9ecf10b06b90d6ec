import { describe, expect, test } from "vitest";
import { sparkline, sparklineStep } from "../../src/render/sparkline.ts";

describe("one character a week, from 0 to 1", () => {
  test.each<[(number | null)[], string]>([
    [[], ""],
    [[null, null], "··"],
    [[0, 0.124, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1], "▁▁▂▃▄▅▆▇██"],
    [[null, 0.1 + 0.2 - 0.175, 0.3], "·▂▃"],
    [[0.37499999999999994], "▄"],
    [[-1, 2], "▁█"],
  ])("%j", (scores, line) => expect(sparkline(scores, 26)).toBe(line));
});

describe("where there are more weeks than cells", () => {
  const scores = [0, 0.2, 0.4, 0.6, 0.8, 1];
  test.each([
    [6, 1, "▁▂▄▅▇█"],
    [5, 2, "▂▅█"],
    [3, 2, "▂▅█"],
    [2, 3, "▄█"],
    [1, 6, "█"],
  ])("in %i every one of %i, the last one always", (cells, step, line) => {
    expect([sparklineStep(scores.length, cells), sparkline(scores, cells)]).toEqual([step, line]);
  });

  test("never more than there is room for", () => {
    for (let weeks = 0; weeks <= 106; weeks++)
      for (const cells of [1, 13, 26, 53])
        expect(sparkline(new Array(weeks).fill(0.5), cells).length).toBeLessThanOrEqual(cells);
  });
});
