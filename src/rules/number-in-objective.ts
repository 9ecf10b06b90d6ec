import { type FoundQuantity, findQuantity } from "../analysis/quantities.ts";
import type { KeyResult } from "../model/plan.ts";
import { defineRule } from "./define.ts";
import { keyResult, objective, retrospective } from "./examples.ts";

export const numberInObjective = defineRule({
  id: "number-in-objective",
  group: "craft",
  severity: "warning",
  summary: "An objective says in words where to go; how much of it is the matter of its key results.",
  why: "A number in the title is measured nowhere: no check-in reads it and no score counts it. And whoever reads it takes it for the goal, when it is only one sign of it.",
  *check(_, { survey }) {
    for (const { id, title, keyResults, source } of survey.drafts) {
      const quantity = findQuantity(title);
      if (quantity === null) continue;
      const same = keyResults.find((keyResult) => aimsAt(keyResult, quantity));
      yield {
        source,
        pointer: ["title"],
        message: `the title of the objective has a quantity in it: ${quantity.text}`,
        hint:
          same === undefined
            ? "make it a key result with baseline and target, and say here what is different once it is reached"
            : `the key result ${same.id} measures that already: leave it out here, and say what is different once it is reached`,
        subject: id,
        key: "quantity",
      };
    }
  },
  examples: {
    accepted: [[objective({})]],
    reported: [
      [objective({ title: "Reach 90 % satisfied passengers" })],
      [objective({ title: "Get 10,000 users into orbit" })],
      [objective({ title: "Raise the comfort of passengers from 3 to 5" })],
      [objective({ title: "Grow to 40 passengers" })],
      [objective({ title: "Become a $1M company" })],
      [objective({ title: "Make the launch 2x faster" })],
    ],
    misfires: [
      ...[
        ["A year is when, and not how much.", "Be ready for the moon in 2030"],
        ["Neither is a quarter.", "Have everything for the flights of Q3 on board by H2"],
        ["It is a name.", "Bring the B2B customers of Windows 11 and Web3 along after COVID-19"],
        ["A standard has a number.", "Work by ISO 27001 in all that we do"],
        ["A version has one too.", "Let everybody enjoy Orbit 2.0 as much as v3"],
        ["It says always.", "Answer passengers 24/7"],
        ["A rank is fuzzy, and people mean it as an image.", "Be among the top 10 places to fly from"],
        ["All of it is no measure.", "Run on 100 % renewable energy"],
        ["Two people talk to each other.", "Make 1:1 talks something to look forward to"],
        ["The teams are there already, and are not to become more.", "Help our 5 teams to grow together"],
        ["The first days have a length.", "Make the first 90 days of a pilot a joy"],
      ].map(([why, title]) => ({ why: why as string, example: [objective({ title })] })),
      {
        why: "The objective is closed.",
        example: [objective({ title: "Grow to 40 passengers" }), retrospective({ date: "2026-12-01" })],
      },
      {
        why: "Numbers in the titles of key results are where they belong.",
        example: [objective({ key_results: [keyResult({ title: "Grow from 10 to 40 passengers" })] })],
      },
    ],
  },
});

/** Whether a key result aims at the value, in the same unit or, where it is only counted, in none that is a sign. */
function aimsAt({ measure, unit }: KeyResult, quantity: FoundQuantity): boolean {
  const counted = quantity.unit === null && (unit === null || /^\p{L}{2,}/u.test(unit));
  if (!counted && unit !== quantity.unit) return false;
  if (measure.metric === "number") return measure.target === quantity.value;
  return measure.metric === "limit" && [measure.at_least, measure.at_most].includes(quantity.value);
}
