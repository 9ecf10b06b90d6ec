import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { attention } from "../../src/analysis/attention.ts";
import {
  bandOf,
  elapsed,
  type Paced,
  paceObjective,
  projected,
  statusOfProjection,
} from "../../src/analysis/pace.ts";
import { Story, scoreObjective } from "../../src/analysis/score.ts";
import { findCycle } from "../../src/model/cycle.ts";
import { addDays } from "../../src/model/day.ts";
import { DEFAULT_SETTINGS } from "../../src/model/settings.ts";
import { checkIn, keyResult, objective, retrospective } from "../../src/rules/examples.ts";
import { readSnapshot } from "../../src/store/read-snapshot.ts";

/** The objective grow on a day, and why it needs attention. */
async function pace(
  documents: readonly string[],
  day: string,
  settings = "version: 1",
): Promise<Paced & { reasons: string[] }> {
  const files = documents.map((text, index) => ({ path: `${index}.md`, bytes: Buffer.from(text) }));
  const snapshot = await readSnapshot([{ path: "okr.yaml", bytes: Buffer.from(settings) }, ...files], day);
  expect(snapshot.findings).toEqual([]);
  const grow = snapshot.plan.objective("grow");
  if (!grow) throw new Error("every example has the objective grow");
  const story = new Story(snapshot);
  const paced = paceObjective(scoreObjective(grow, story, day), story, snapshot);
  return { ...paced, reasons: attention(paced, snapshot) };
}

/** Passengers from 0 to 100, so that a reading is the score in per cent. */
const percent = (more = {}) => objective({ key_results: [keyResult({ baseline: 0, target: 100 })], ...more });
const at = (date: string, value: number, more = {}) =>
  checkIn({ date, confidence: undefined, results: { passengers: value }, ...more });

const QUARTER = findCycle("2026-Q4", DEFAULT_SETTINGS.cycles);
const MONTH = findCycle("2026-02", DEFAULT_SETTINGS.cycles);

describe("elapsed is the share of the cycle's days gone, that day included", () => {
  test.each([
    [QUARTER, "2026-09-30", 0],
    [QUARTER, "2026-10-01", 1 / 92],
    [QUARTER, "2026-11-15", 46 / 92],
    [QUARTER, "2026-12-30", 91 / 92],
    [QUARTER, "2026-12-31", 1],
    [QUARTER, "2027-06-01", 1],
    [QUARTER, "2020-01-01", 0],
    [MONTH, "2026-02-14", 0.5],
  ])("%o on %s", (cycle, day, share) => expect(cycle && elapsed(cycle, day)).toBe(share));
});

describe("projected is score ÷ elapsed, clamped", () => {
  test.each([
    [0.3, 0.5, 0.6],
    [0.6, 0.5, 1],
    [0, 0.5, 0],
    [0, 1, 0],
    [1, 1, 1],
    [0.5, 0, null],
  ])("%d ÷ %d", (score, gone, expected) => expect(projected(score, gone)).toBe(expected));
});

describe("a projected score earns a status, a final one a band", () => {
  const own = { ...DEFAULT_SETTINGS, scoring: { good: 0.8, fair: 0.5 } };
  test.each([
    [1, "aspirational", DEFAULT_SETTINGS, "on-track", "good"],
    [0.7, "aspirational", DEFAULT_SETTINGS, "on-track", "good"],
    [(0.7 + 0.7 + 0.7) / 3, "aspirational", DEFAULT_SETTINGS, "on-track", "good"],
    [0.69, "aspirational", DEFAULT_SETTINGS, "at-risk", "fair"],
    [0.4, "aspirational", DEFAULT_SETTINGS, "at-risk", "fair"],
    [0.1 + 0.3 - 1e-16, "aspirational", DEFAULT_SETTINGS, "at-risk", "fair"],
    [0.39, "aspirational", DEFAULT_SETTINGS, "off-track", "poor"],
    [0, "aspirational", DEFAULT_SETTINGS, "off-track", "poor"],
    [0.79, "aspirational", own, "at-risk", "fair"],
    [0.49, "aspirational", own, "off-track", "poor"],
    [1, "committed", DEFAULT_SETTINGS, "on-track", "met"],
    [1 - 2e-16, "committed", DEFAULT_SETTINGS, "on-track", "met"],
    [0.99, "committed", DEFAULT_SETTINGS, "at-risk", "missed"],
    [0.4, "committed", DEFAULT_SETTINGS, "at-risk", "missed"],
    [0.39, "committed", DEFAULT_SETTINGS, "off-track", "missed"],
  ] as const)("%d of a %s objective", (value, type, settings, status, band) => {
    expect(statusOfProjection(value, type, settings)).toBe(status);
    expect(bandOf(value, type, settings)).toBe(band);
  });
});

describe("status", () => {
  test.each<[what: string, documents: string[], day: string, status: string | null]>([
    ["before the cycle", [percent()], "2026-09-01", "early"],
    ["no check-in on the tenth day", [percent()], "2026-10-10", "early"],
    ["no check-in on the eleventh day", [percent()], "2026-10-11", "stale"],
    ["early until a sixth of the cycle has passed", [percent(), at("2026-10-15", 0)], "2026-10-15", "early"],
    ["and no longer", [percent(), at("2026-10-15", 0)], "2026-10-16", "off-track"],
    ["on pace", [percent(), at("2026-11-15", 35)], "2026-11-15", "on-track"],
    ["behind", [percent(), at("2026-11-15", 34)], "2026-11-15", "at-risk"],
    ["far behind", [percent(), at("2026-11-15", 19)], "2026-11-15", "off-track"],
    [
      "committed and on pace",
      [percent({ type: "committed" }), at("2026-11-15", 50)],
      "2026-11-15",
      "on-track",
    ],
    [
      "committed and a bit behind",
      [percent({ type: "committed" }), at("2026-11-15", 49)],
      "2026-11-15",
      "at-risk",
    ],
    ["a check-in ten days old", [percent(), at("2026-11-15", 100)], "2026-11-25", "on-track"],
    ["stale overrides green", [percent(), at("2026-11-15", 100)], "2026-11-26", "stale"],
    ["stale overrides red", [percent(), at("2026-11-15", 0)], "2026-11-26", "stale"],
    ["stale overrides early", [percent(), at("2026-09-20", 0)], "2026-10-02", "stale"],
    [
      "a check-in without a reading is a sign of life",
      [percent(), at("2026-11-15", 100), checkIn({ date: "2026-11-25", results: undefined })],
      "2026-12-05",
      "on-track",
    ],
    ["after the cycle nothing gets stale", [percent(), at("2026-12-28", 70)], "2027-06-01", "on-track"],
    ["but what was stale then stays so", [percent(), at("2026-12-20", 70)], "2027-06-01", "stale"],
    [
      "closed is never stale nor early",
      [percent(), at("2026-10-02", 35), retrospective({ date: "2026-10-03" })],
      "2026-12-01",
      "off-track",
    ],
    [
      "a cycle that does not exist",
      [percent({ cycle: "2026-Q5" }), at("2026-11-15", 35)],
      "2026-11-15",
      null,
    ],
  ])("%s", async (_, documents, day, status) => expect((await pace(documents, day)).status).toBe(status));

  test("okr.yaml says what is stale and what is good", async () => {
    const settings = "version: 1\ncheck_in: { stale_after_days: 3 }\nscoring: { good: 0.9 }";
    expect((await pace([percent(), at("2026-11-15", 40)], "2026-11-18", settings)).status).toBe("at-risk");
    expect((await pace([percent(), at("2026-11-15", 40)], "2026-11-19", settings)).status).toBe("stale");
  });

  test("a committed objective of three key results at their targets is on track, whatever the weights add up to", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(0.1, 0.2, 0.3, 0.7, 1, 3), { minLength: 1, maxLength: 6 }),
        async (weights) => {
          const keyResults = weights.map((weight, index) =>
            keyResult({ id: `k${index}`, weight, baseline: 0.1, target: 0.3 }),
          );
          const results = Object.fromEntries(weights.map((_, index) => [`k${index}`, 0.3]));
          const paced = await pace(
            [
              objective({ type: "committed", key_results: keyResults }),
              checkIn({ date: "2026-12-31", results }),
            ],
            "2026-12-31",
          );
          expect(paced).toMatchObject({ status: "on-track", elapsed: 1, projected: 1 });
        },
      ),
    );
  });
});

describe("confidence, trend and age", () => {
  const story = [
    percent(),
    at("2026-11-02", 10, { confidence: 0.8 }),
    at("2026-11-06", 20),
    at("2026-11-13", 40, { confidence: 0.5 }),
    at("2026-11-20", 30, { confidence: 0.6 }),
  ];
  test.each<[day: string, expected: Partial<Paced>]>([
    [
      "2026-11-01",
      { confidence: null, confidenceChange: null, trend: null, lastCheckIn: null, daysSinceCheckIn: null },
    ],
    [
      "2026-11-02",
      {
        confidence: 0.8,
        confidenceChange: null,
        trend: null,
        lastCheckIn: "2026-11-02",
        daysSinceCheckIn: 0,
      },
    ],
    [
      "2026-11-08",
      {
        confidence: 0.8,
        confidenceChange: null,
        trend: null,
        lastCheckIn: "2026-11-06",
        daysSinceCheckIn: 2,
      },
    ],
    ["2026-11-09", { confidence: 0.8, trend: 0.1, daysSinceCheckIn: 3 }],
    ["2026-11-13", { confidence: 0.5, confidenceChange: 0.5 - 0.8, trend: 0.4 - 0.2 }],
    ["2026-11-20", { confidence: 0.6, confidenceChange: 0.6 - 0.5, trend: 0.3 - 0.4 }],
    ["2026-11-28", { trend: 0, daysSinceCheckIn: 8 }],
    ["2027-01-20", { daysSinceCheckIn: 61, elapsed: 1 }],
  ])("on %s", async (day, expected) => expect(await pace(story, day)).toMatchObject(expected));

  test("the trend looks back by one check-in interval", async () => {
    const settings = "version: 1\ncheck_in: { every: two-weeks }";
    expect((await pace(story, "2026-11-20", settings)).trend).toBeCloseTo(0.3 - 0.2, 12);
  });

  test("a record that came after the cycle is not older than its end", async () =>
    expect(await pace([...story, at("2027-01-04", 50)], "2027-01-20")).toMatchObject({
      lastCheckIn: "2027-01-04",
      daysSinceCheckIn: 16,
    }));
});

describe("closed", () => {
  test("the score stands for the projection, and later check-ins do not count", async () =>
    expect(
      await pace(
        [percent(), at("2026-10-20", 20), retrospective({ date: "2026-10-21" }), at("2026-10-22", 90)],
        "2026-11-30",
      ),
    ).toMatchObject({
      score: 0.2,
      projected: 0.2,
      grade: 0.3,
      lastCheckIn: "2026-10-20",
      closed: { outcome: "continued" },
      reasons: [],
    }));
});

describe("what needs attention", () => {
  const two = percent({ key_results: [keyResult({ baseline: 0, target: 100 }), keyResult({ id: "fuel" })] });
  test.each<[what: string, documents: string[], day: string, reasons: string[]]>([
    ["nothing", [percent(), at("2026-11-15", 50)], "2026-11-15", []],
    ["never checked in", [percent()], "2026-11-15", ["never checked in"]],
    [
      "behind when the cycle is over",
      [percent(), at("2026-12-30", 20)],
      "2027-01-02",
      ["2026-Q4 ended on 2026-12-31: close it by 2027-01-21 (okr close grow)", "ended at 0.20; good is 0.7"],
    ],
    [
      "still open on the last day of closing, whenever somebody checked in",
      [percent(), at("2026-12-03", 90)],
      "2027-01-21",
      ["2026-Q4 ended on 2026-12-31: close it by 2027-01-21 (okr close grow)"],
    ],
    [
      "still open after that",
      [percent()],
      "2027-01-22",
      ["2026-Q4 ended on 2026-12-31: it was to be closed by 2027-01-21 (okr close grow)"],
    ],
    [
      "still running on its last day",
      [percent(), at("2026-12-03", 90)],
      "2026-12-31",
      ["no check-in for 28 days"],
    ],
    [
      "a promise whose limit did not hold cannot be kept any more",
      [
        percent({
          type: "committed",
          key_results: [{ id: "passengers", title: "Stay below 5", metric: "limit", at_most: 5 }],
        }),
        ...[
          [8, 4],
          [9, 6],
          [10, 4],
          [15, 4],
        ].map(([day, value]) => at(`2026-11-${String(day).padStart(2, "0")}`, value as number)),
      ],
      "2026-11-15",
      ["1.00 is out of reach: passengers did not hold every day"],
    ],
    ["stale", [percent(), at("2026-11-01", 90)], "2026-11-15", ["no check-in for 14 days"]],
    [
      "stale and behind",
      [percent(), at("2026-11-01", 20)],
      "2026-11-15",
      ["no check-in for 14 days", "by its last readings heading for 0.40; good is 0.7"],
    ],
    [
      "no reading at all",
      [percent(), checkIn({ date: "2026-11-15", results: undefined })],
      "2026-11-15",
      ["no reading yet for passengers"],
    ],
    [
      "confidence by 0.2",
      [percent(), at("2026-11-08", 40, { confidence: 0.7 }), at("2026-11-15", 50, { confidence: 0.5 })],
      "2026-11-15",
      ["confidence fell to 0.5"],
    ],
    ["early", [percent(), at("2026-10-05", 0)], "2026-10-05", []],
    ["at risk", [percent(), at("2026-11-15", 30)], "2026-11-15", ["heading for 0.60; good is 0.7"]],
    [
      "committed",
      [percent({ type: "committed" }), at("2026-11-15", 30)],
      "2026-11-15",
      ["heading for 0.60; committed to 1.00"],
    ],
    ["unscored", [two, at("2026-11-15", 100)], "2026-11-15", ["no reading yet for fuel"]],
    [
      "confidence",
      [percent(), at("2026-11-08", 40, { confidence: 0.8 }), at("2026-11-15", 50, { confidence: 0.6 })],
      "2026-11-15",
      ["confidence fell to 0.6"],
    ],
    [
      "confidence, a little",
      [percent(), at("2026-11-08", 40, { confidence: 0.8 }), at("2026-11-15", 50, { confidence: 0.7 })],
      "2026-11-15",
      [],
    ],
    [
      "worse",
      [percent(), at("2026-11-15", -5)],
      "2026-11-15",
      ["heading for 0.00; good is 0.7", "passengers is worse than its baseline"],
    ],
    [
      "no cycle",
      [percent({ cycle: "2026-Q5" }), at("2026-11-15", 50)],
      "2026-11-15",
      ["its cycle 2026-Q5 does not exist"],
    ],
  ])("%s", async (_, documents, day, reasons) =>
    expect((await pace(documents, day)).reasons).toEqual(reasons),
  );
});

test("whatever the readings, shares stay between 0 and 1 and the status is one of five", async () => {
  const readings = fc.array(
    fc.tuple(fc.integer({ min: -40, max: 120 }), fc.integer({ min: -100, max: 300 })),
    { maxLength: 5 },
  );
  await fc.assert(
    fc.asyncProperty(readings, fc.integer({ min: -30, max: 150 }), async (pairs, offset) => {
      const documents = pairs.map(([days, value]) => at(addDays("2026-10-01", days), value));
      const paced = await pace([percent(), ...documents], addDays("2026-10-01", offset));
      for (const share of [paced.score, paced.elapsed, paced.projected ?? 0]) {
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
      }
      expect(["on-track", "at-risk", "off-track", "stale", "early"]).toContain(paced.status);
      expect(paced.daysSinceCheckIn ?? 0).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 200 },
  );
});
