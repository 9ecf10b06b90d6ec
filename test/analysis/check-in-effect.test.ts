import { expect, test } from "vitest";
import { effectOf } from "../../src/analysis/check-in-effect.ts";
import type { NewCheckIn } from "../../src/model/check-in.ts";
import type { Objective } from "../../src/model/plan.ts";
import { checkIn, keyResult, objective } from "../../src/rules/examples.ts";
import { readSnapshot } from "../../src/store/read-snapshot.ts";

const PATH = "okrs/grow/2026-11-20-check-in-zzzzzzz.md";

/** The effect of a check-in on a tree of documents. */
async function effect(
  documents: readonly string[],
  given: Partial<NewCheckIn> & { values: Readonly<Record<string, number>> },
) {
  const files = documents.map((text, index) => ({ path: `${index}.md`, bytes: Buffer.from(text) }));
  const snapshot = await readSnapshot(files, "2026-12-01");
  const { values, date = "2026-11-20" } = given;
  const results = new Map(
    Object.entries(values).map(([id, value]) => [id, { value, confidence: null, note: null }]),
  );
  const added: NewCheckIn = {
    objective: "grow",
    date,
    by: "ana",
    confidence: null,
    results,
    issues: "",
    plan: "",
    more: "",
  };
  return effectOf(snapshot, snapshot.plan.objective("grow") as Objective, added, PATH);
}

const TWO = objective({
  key_results: [keyResult({ baseline: 0, target: 100 }), keyResult({ id: "fuel", baseline: 0, target: 100 })],
});
const on = (date: string, results: object) => checkIn({ date, results });

test("the score before and after, and each reading with the one before it", async () => {
  const { effect: made } = await effect([TWO, on("2026-11-13", { passengers: 20 })], {
    values: { passengers: 40, fuel: 60 },
  });
  expect([made.before.score, made.after.score]).toEqual([0.1, 0.5]);
  expect(made.readings).toMatchObject([
    { before: 20, value: 40, scored: { score: 0.4 } },
    { before: null, value: 60, scored: { score: 0.6 } },
  ]);
});

test("one for an earlier day does not know what came later", async () => {
  const later = [on("2026-11-13", { passengers: 20 }), on("2026-11-27", { passengers: 90, fuel: 90 })];
  const { effect: made } = await effect([TWO, ...later], { values: { fuel: 60 } });
  expect([made.before.score, made.after.score]).toEqual([0.1, 0.4]);
  expect(made.readings).toMatchObject([{ before: null, value: 60 }]);
});

test("the snapshot after it is the basis of the next", async () => {
  const first = await effect([TWO], { values: { fuel: 60 } });
  const { effect: second } = effectOf(
    first.after,
    first.effect.objective,
    { ...first.effect.checkIn, results: new Map() },
    `${PATH}x`,
  );
  expect([second.before.score, second.after.score, second.readings]).toEqual([0.3, 0.3, []]);
  expect(first.after.checkIns.map(({ source }) => source.path)).toEqual([PATH]);
});
