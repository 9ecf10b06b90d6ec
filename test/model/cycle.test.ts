import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Cycle, cycleDays, cycleOn, findCycle, inCycle } from "../../src/model/cycle.ts";
import { addDays, fromNumber, isDay, toNumber } from "../../src/model/day.ts";
import { CADENCES, type CycleSettings } from "../../src/model/settings.ts";

const from = (fiscalYearStarts: number, cadence: CycleSettings["cadence"] = "quarter"): CycleSettings => ({
  cadence,
  fiscalYearStarts,
  list: [],
});
const [january, april, december] = [from(1), from(4), from(12)];

describe("the days of a cycle", () => {
  test.each<[string, CycleSettings, string, string, number]>([
    ["2026", january, "2026-01-01", "2026-12-31", 365],
    ["2024", january, "2024-01-01", "2024-12-31", 366],
    ["2026-H1", january, "2026-01-01", "2026-06-30", 181],
    ["2026-H2", january, "2026-07-01", "2026-12-31", 184],
    ["2026-Q1", january, "2026-01-01", "2026-03-31", 90],
    ["2024-Q1", january, "2024-01-01", "2024-03-31", 91],
    ["2026-Q2", january, "2026-04-01", "2026-06-30", 91],
    ["2026-Q3", january, "2026-07-01", "2026-09-30", 92],
    ["2026-Q4", january, "2026-10-01", "2026-12-31", 92],
    ["2026-02", january, "2026-02-01", "2026-02-28", 28],
    ["2024-02", january, "2024-02-01", "2024-02-29", 29],
    ["2026-11", january, "2026-11-01", "2026-11-30", 30],
    ["2026", april, "2026-04-01", "2027-03-31", 365],
    ["2026-H2", april, "2026-10-01", "2027-03-31", 182],
    ["2026-Q1", april, "2026-04-01", "2026-06-30", 91],
    ["2026-Q4", april, "2027-01-01", "2027-03-31", 90],
    ["2026-11", april, "2026-11-01", "2026-11-30", 30],
    ["2026", december, "2026-12-01", "2027-11-30", 365],
    ["2026-Q1", december, "2026-12-01", "2027-02-28", 90],
    ["2027-Q1", december, "2027-12-01", "2028-02-29", 91],
    ["2026-Q4", december, "2027-09-01", "2027-11-30", 91],
    ["2026-12", december, "2026-12-01", "2026-12-31", 31],
  ])("%s", (id, settings, start, end, length) => {
    const cycle = findCycle(id, settings);
    expect(cycle).toEqual({ id, title: null, start, end });
    expect(cycle && cycleDays(cycle)).toBe(length);
  });

  test.each([
    "2026-Q5",
    "2026-Q0",
    "2026-H3",
    "2026-13",
    "2026-00",
    "2026-1",
    "2026-q1",
    "2026Q1",
    "Q1-2026",
    "26-Q1",
    "0026-Q1",
    "20266",
    "2026-Q1 ",
    "2026-W12",
    "2026-11-20",
    "next",
    "",
    "constructor",
  ])("%j is no cycle", (id) => {
    expect(findCycle(id, january)).toBeNull();
  });

  test("a cycle that would leave the years with four digits is none", () => {
    expect(findCycle("9999", december)).toBeNull();
  });
});

describe("the cycle of a day", () => {
  test.each<[string, CycleSettings, string]>([
    ["2026-11-20", january, "2026-Q4"],
    ["2026-11-20", from(1, "month"), "2026-11"],
    ["2026-11-20", from(1, "half"), "2026-H2"],
    ["2026-11-20", from(1, "year"), "2026"],
    ["2026-03-31", april, "2025-Q4"],
    ["2026-04-01", april, "2026-Q1"],
    ["2026-02-10", from(4, "half"), "2025-H2"],
    ["2026-02-10", from(4, "year"), "2025"],
    ["2026-02-10", from(4, "month"), "2026-02"],
    ["2026-11-30", december, "2025-Q4"],
    ["2026-12-01", december, "2026-Q1"],
    ["2027-02-28", december, "2026-Q1"],
    ["2024-02-29", january, "2024-Q1"],
  ])("%s, %j: %s", (day, settings, id) => {
    expect(cycleOn(day, settings).id).toBe(id);
  });

  test("the company's year may be asked for while it works in quarters", () => {
    expect(cycleOn("2026-02-10", april, "year").id).toBe("2025");
  });
});

describe("cycles that okr.yaml lists", () => {
  const rome = { id: "release-rome", title: "Release Rome", start: "2019-08-20", end: "2019-11-11" };
  const late = { id: "2026-Q1", title: null, start: "2026-01-15", end: "2026-04-14" };
  const settings: CycleSettings = { cadence: "quarter", fiscalYearStarts: 1, list: [rome, late] };

  test.each<[string, Cycle, string]>([
    ["release-rome", rome, "an id of its own"],
    ["2026-Q1", late, "an id of the calendar: the listed days win"],
  ])("findCycle %s (%s)", (id, expected) => {
    expect(findCycle(id, settings)).toEqual(expected);
  });

  test.each([
    ["2019-08-20", "release-rome", "its first day"],
    ["2019-11-11", "release-rome", "its last day"],
    ["2019-08-19", "2019-Q3", "the day before: the calendar's"],
    ["2019-11-12", "2019-Q4", "the day after: the calendar's"],
    ["2026-04-10", "2026-Q1", "listed days win over those of the calendar's 2026-Q2"],
    ["2026-04-15", "2026-Q2", "the calendar again"],
  ])("cycleOn %s is %s (%s)", (day, id) => {
    const cycle = cycleOn(day, settings);
    expect(cycle.id).toBe(id);
    expect(inCycle(day, cycle)).toBe(true);
  });

  test("a day in a gap, whose calendar id is listed with other days, gets the listed cycle: one id, one stretch", () => {
    expect(cycleOn("2026-01-03", settings)).toEqual(late);
  });

  test("listed cycles are of the company's cadence: its year is the calendar's", () => {
    expect(cycleOn("2019-09-01", settings, "year")).toMatchObject({
      id: "2019",
      start: "2019-01-01",
      end: "2019-12-31",
    });
  });
});

describe("what always holds of calendar cycles", () => {
  const day = fc.integer({ min: toNumber("1900-01-01"), max: toNumber("2199-12-31") }).map(fromNumber);
  const calendar = fc.record({
    cadence: fc.constantFrom(...CADENCES),
    fiscalYearStarts: fc.integer({ min: 1, max: 12 }),
    list: fc.constant([]),
  });

  test("a day lies in its cycle, and the cycle's id leads back to the same days", () => {
    fc.assert(
      fc.property(day, calendar, (some, settings) => {
        const cycle = cycleOn(some, settings);
        expect(inCycle(some, cycle)).toBe(true);
        expect([cycle.start, cycle.end].every(isDay)).toBe(true);
        expect(findCycle(cycle.id, settings)).toEqual(cycle);
      }),
    );
  });

  test("one cycle ends the day before the next begins: no gap, no overlap", () => {
    fc.assert(
      fc.property(day, calendar, (some, settings) => {
        const cycle = cycleOn(some, settings);
        const next = cycleOn(addDays(cycle.end, 1), settings);
        const previous = cycleOn(addDays(cycle.start, -1), settings);
        expect(next.start).toBe(addDays(cycle.end, 1));
        expect(previous.end).toBe(addDays(cycle.start, -1));
        expect(cycleOn(cycle.start, settings)).toEqual(cycle);
        expect(cycleOn(cycle.end, settings)).toEqual(cycle);
        expect(previous.id < cycle.id && cycle.id < next.id).toBe(true);
      }),
    );
  });

  test("a year is its halves, a half its quarters", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1900, max: 2199 }), fc.integer({ min: 1, max: 12 }), (year, month) => {
        const settings = from(month);
        const [whole, h1, h2, q1, q2, q3, q4] = ["", "-H1", "-H2", "-Q1", "-Q2", "-Q3", "-Q4"].map((part) =>
          findCycle(`${year}${part}`, settings),
        );
        expect([h1?.start, h1?.end]).toEqual([q1?.start, q2?.end]);
        expect([h2?.start, h2?.end]).toEqual([q3?.start, q4?.end]);
        expect([whole?.start, whole?.end]).toEqual([h1?.start, h2?.end]);
      }),
    );
  });
});
