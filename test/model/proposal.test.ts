import { expect, test } from "vitest";
import { type GivenMeasure, NOTHING_GIVEN, proposeMeasure } from "../../src/model/proposal.ts";

test.each<[title: string, given: Partial<GivenMeasure>, proposal: unknown]>([
  [
    "Increase completion from 65 % to 90 %",
    {},
    { measure: { metric: "number", baseline: 65, target: 90 }, unit: "%" },
  ],
  [
    "Increase completion from 65 % to 90 %",
    { baseline: 65, unit: "percent" },
    { measure: { metric: "number", baseline: 65, target: 90 }, unit: "percent" },
  ],
  [
    "Increase completion from 65 % to 90 %",
    { target: 95 },
    expect.objectContaining({ problem: "says 65 → 90 in its title, but 65 → 95 beside it" }),
  ],
  [
    "Increase completion from 65 % to 90 %",
    { metric: "binary" },
    { measure: { metric: "binary" }, unit: null },
  ],
  ["Reduce churn by 30 %", {}, { lacks: "baseline" }],
  [
    "Reduce churn by 30 %",
    { baseline: 20 },
    { measure: { metric: "number", baseline: 20, target: 14 }, unit: null },
  ],
  [
    "Reduce churn by 30 %",
    { baseline: 20, target: 15 },
    { measure: { metric: "number", baseline: 20, target: 15 }, unit: null },
  ],
  [
    "Reduce churn to 5 %",
    { baseline: 3 },
    expect.objectContaining({ hint: expect.stringContaining("baseline") }),
  ],
  ["Keep uptime at least 99.9 %", {}, { measure: { metric: "limit", at_least: 99.9 }, unit: "%" }],
  [
    "Keep uptime at least 99.9 %",
    { atMost: 100 },
    { measure: { metric: "limit", at_least: 99.9, at_most: 100 }, unit: "%" },
  ],
  ["Pass the audit", {}, { lacks: "metric" }],
  ["Pass the audit", { baseline: 0 }, { lacks: "target" }],
  ["Pass the audit", { target: 0 }, { lacks: "baseline" }],
  ["Pass the audit", { metric: "limit" }, { lacks: "bound" }],
  ["Pass the audit", { metric: "milestones" }, { lacks: "milestones" }],
  [
    "Pass the audit",
    { milestones: ["Draft", "Draft", "勝つ"] },
    {
      measure: {
        metric: "milestones",
        milestones: [
          { id: "draft", title: "Draft" },
          { id: "draft-2", title: "Draft" },
          { id: "step", title: "勝つ" },
        ],
      },
      unit: null,
    },
  ],
  [
    "Pass the audit",
    { metric: "binary", unit: "audits" },
    {
      problem: "is a binary, to which a unit does not belong",
      hint: "choose another metric, or leave a unit out",
    },
  ],
  [
    "Pass the audit",
    { baseline: 1, target: 1 },
    expect.objectContaining({ problem: expect.stringContaining("nothing can move") }),
  ],
])("%s with %o", (title, given, proposal) => {
  expect(proposeMeasure(title, { ...NOTHING_GIVEN, ...given })).toEqual(proposal);
});
