import fc from "fast-check";
import { expect, test } from "vitest";
import { isPlaced } from "../../src/analysis/landscape.ts";
import { layOut } from "../../src/render/align-layout.ts";
import { treeRows } from "../../src/render/align-tree.ts";
import { objective } from "../../src/rules/examples.ts";
import { landscapeOf, ORGANISATION } from "../support/landscape.ts";

/** Companies of up to nine objectives that serve each other in any way, in circles too. */
const companies = fc.array(
  fc.record({
    team: fc.constantFrom("space", "flights", "crew", "ground"),
    serves: fc.uniqueArray(
      fc.constantFrom("safety", "cheap", ...Array.from({ length: 9 }, (_, at) => `o${at}`)),
      {
        maxLength: 3,
      },
    ),
  }),
  { maxLength: 9 },
);

const files = (plan: readonly { team: string; serves: readonly string[] }[]) => ({
  ...ORGANISATION,
  ...Object.fromEntries(
    plan.map(({ team, serves }, at) => [`o${at}.md`, objective({ id: `o${at}`, team, aligns_to: serves })]),
  ),
});

test("each node is shown whole once, and each link once", () =>
  fc.assert(
    fc.asyncProperty(companies, async (plan) => {
      const found = await landscapeOf(files(plan));
      const rows = treeRows(found, found.roots);
      const whole = rows.filter(({ again }) => !again).map(({ node }) => node);
      expect(new Set(whole)).toEqual(new Set([...found.priorities, ...found.objectives]));
      expect(whole).toHaveLength(found.priorities.length + found.objectives.length);
      expect(new Set(rows.flatMap(({ tie }) => tie ?? []))).toEqual(new Set(found.ties));
    }),
    { numRuns: 20 },
  ));

test("no two boxes meet, each stands right of the first it serves, and what is left out is counted", () =>
  fc.assert(
    fc.asyncProperty(companies, fc.integer({ min: 1, max: 12 }), async (plan, most) => {
      const found = await landscapeOf(files(plan));
      const { spots, hidden, ties, columns, rows } = layOut(found, most);
      expect(spots.size).toBe(Math.min(most, found.priorities.length + found.objectives.length));
      const drawn = [...spots.values()];
      expect(hidden).toBe(found.objectives.length - drawn.filter(({ node }) => isPlaced(node)).length);
      for (const [at, one] of drawn.entries()) {
        expect([one.column < columns, one.row < rows]).toEqual([true, true]);
        for (const other of drawn.slice(at + 1))
          if (one.column === other.column) expect(Math.abs(one.row - other.row)).toBeGreaterThanOrEqual(1);
      }
      expect(ties.every(({ child, parent }) => spots.has(child) && spots.has(parent))).toBe(true);
    }),
    { numRuns: 40 },
  ));
