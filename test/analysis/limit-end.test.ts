import { expect, test } from "vitest";
import { overview } from "../../src/analysis/overview.ts";
import { checkIn, objective, retrospective } from "../../src/rules/examples.ts";
import { readSnapshot } from "../../src/store/read-snapshot.ts";

const FILES = [
  objective({
    id: "hold",
    key_results: [{ id: "errors", title: "Keep errors at most 3", metric: "limit", at_most: 3 }],
  }),
  checkIn({ objective: "hold", date: "2026-12-22", results: { errors: 9 } }),
  checkIn({ objective: "hold", date: "2026-12-27", results: { errors: 2 } }),
].map((text, index) => ({ path: `${index}.md`, bytes: Buffer.from(text) }));

// Five days broken, then held: on the last day of the quarter that is 5 of 10 days, and so it stays.
test.each([
  ["2026-12-26", 0],
  ["2026-12-31", 0.5],
  ["2027-01-20", 0.5],
  ["2028-01-01", 0.5],
])("a limit counts to the end of its cycle: on %s", async (day, score) => {
  const snapshot = await readSnapshot(FILES, day);
  const selection = { cycle: "2026-Q4", team: null, person: null };
  expect(overview(snapshot, selection).objectives[0]?.score).toBe(score);
});

test("also where the retrospective is written after it", async () => {
  const text = retrospective({ objective: "hold", date: "2027-01-10", grades: { errors: 0.5 } });
  const snapshot = await readSnapshot([...FILES, { path: "end.md", bytes: Buffer.from(text) }], "2027-01-20");
  const selection = { cycle: "2026-Q4", team: null, person: null };
  expect(overview(snapshot, selection).objectives[0]).toMatchObject({ score: 0.5, grade: 0.5 });
});
