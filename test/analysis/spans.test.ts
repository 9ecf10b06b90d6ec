import fc from "fast-check";
import { expect, test } from "vitest";
import { overlap, SpanGroups, Spans } from "../../src/analysis/spans.ts";
import type { Cycle } from "../../src/model/cycle.ts";
import { addDays } from "../../src/model/day.ts";
import type { Objective } from "../../src/model/plan.ts";

const cycle = (start: number, days: number): Cycle => ({
  id: `${start}+${days}`,
  title: null,
  start: addDays("2026-01-01", start),
  end: addDays("2026-01-01", start + days),
});
const someCycle = fc.tuple(fc.nat(60), fc.nat(20)).map(([start, days]) => cycle(start, days));
const spanOf = (one: Cycle, at: number) => ({ cycle: one, objective: { id: `${at}` } as Objective });

test("an objective is found exactly where a cycle has a day in common", () =>
  fc.assert(
    fc.property(fc.array(someCycle, { maxLength: 8 }), someCycle, (cycles, asked) => {
      const found = new Spans(cycles.map(spanOf)).meeting(asked);
      const meeting = cycles.flatMap((one, at) => (overlap(one, asked) ? [`${at}`] : []));
      if (meeting.length === 0) expect(found).toBeNull();
      else expect(meeting).toContain(found?.id);
    }),
  ));

test("one day is enough, and a group knows its own alone", () => {
  expect(overlap(cycle(0, 5), cycle(5, 5))).toBe(true);
  expect(overlap(cycle(6, 5), cycle(0, 5))).toBe(false);
  const groups = new SpanGroups();
  groups.add("a", spanOf(cycle(0, 5), 1));
  expect(groups.meeting("a", cycle(5, 1))?.id).toBe("1");
  expect(groups.meeting("a", cycle(6, 1))).toBeNull();
  expect(groups.meeting("b", cycle(5, 1))).toBeNull();
});
