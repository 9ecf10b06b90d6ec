import { expect, test } from "vitest";
import { unitProblem } from "../../src/model/check-in.ts";

const keyResult = (unit: string | null) => ({
  id: "latency",
  title: "Reduce latency from 800 to 300",
  owner: null,
  backup: null,
  weight: 1,
  unit,
  measure: { metric: "number", baseline: 800, target: 300 } as const,
});

test.each([
  ["350", "ms", null],
  ["350 ms", "ms", null],
  ["350MS", "ms", null],
  ["72 %", "%", null],
  ["€ 20", "€", null],
  ["1 200 creators", "creators", null],
  ["5 creator", "creators", null],
  ["31", "per 1,000", null],
  ["350", null, null],
  ["50%", "ms", 'is "50%", but it is counted in ms'],
  ["12s", "ms", 'is "12s", but it is counted in ms'],
  ["20kg", null, 'is "20kg", but it is counted in plain numbers'],
])("%j for a key result in %j", (text, unit, message) => {
  expect(unitProblem(text, keyResult(unit))?.message ?? null).toBe(message);
});
