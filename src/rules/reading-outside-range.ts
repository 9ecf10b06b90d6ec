import { findReading } from "../analysis/readings.ts";
import { type Measure, metricOf, type Value } from "../model/metrics/index.ts";
import { type KeyResult, keyResultRef } from "../model/plan.ts";
import { defineRule } from "./define.ts";
import { checkIn, keyResult, objective, retrospective } from "./examples.ts";

const SHARE = keyResult({
  id: "seats",
  title: "Raise seats taken from 65 % to 90 %",
  baseline: 65,
  target: 90,
  unit: "%",
});
const MARGIN = { ...SHARE, id: "margin", title: "Raise the margin from 4 % to 9 %", baseline: 4, target: 9 };
const DELAY = {
  ...SHARE,
  id: "delay",
  title: "Cut the delay from 300 to 250 s",
  baseline: 300,
  target: 250,
  unit: "s",
};

type Bounds = {
  readonly overshoot: number;
  readonly undershoot: number;
  readonly unbounded: readonly string[];
};

export const readingOutsideRange = defineRule<Bounds>({
  id: "reading-outside-range",
  group: "scoring",
  severity: "warning",
  summary:
    "The last reading of a key result lies where readings lie: a share within 0–100 %, a number not several times the way from baseline to target away.",
  why: "A comma, a digit or a unit that slipped makes a score wrong, and a score of 1.00 is seldom looked at twice.",
  options: {
    overshoot: {
      value: 2,
      meaning: "whole ways from baseline to target that a reading may lie beyond the target",
    },
    undershoot: { value: 2, meaning: "whole ways that it may lie on the other side of the baseline" },
    unbounded: {
      value: ["growth", "margin", "margins", "profit", "revenue", "quota", "attainment", "roi", "nrr"],
      meaning: "words in a title whose percentages may lie outside 0–100",
    },
  },
  *check({ day }, { options, survey }) {
    for (const objective of survey.objectivesIn("planned", "running", "closing")) {
      const checkIns = survey.story.checkIns(objective.id, day);
      for (const keyResult of objective.keyResults) {
        const read = findReading(keyResult, checkIns);
        if (!read) continue;
        const before = () => findReading(keyResult, checkIns.slice(0, checkIns.indexOf(read.checkIn)))?.value;
        const doubt = doubtOf(keyResult, read.value, before, options);
        if (doubt === null) continue;
        const { id } = keyResult;
        yield {
          source: read.checkIn.source,
          pointer: ["results", id],
          message: `the reading ${read.value} of ${id} ${doubt}`,
          hint: `if that is a slip, check in again: okr checkin ${objective.id} ${id}=VALUE; if it is right, say so in the key result: x-okr-ignore: { reading-outside-range: REASON }`,
          subject: keyResultRef(objective.id, id),
          key: "reading",
        };
      }
    }
  },
  examples: {
    accepted: [
      { documents: [objective({}), checkIn({})], day: "2026-11-20" },
      {
        documents: [objective({}), checkIn({ results: { passengers: 400 } }), retrospective({})],
        day: "2026-12-31",
      },
      // A correction is a new record.
      {
        documents: [
          objective({ key_results: [SHARE] }),
          checkIn({ date: "2026-11-19", results: { seats: 725 } }),
          checkIn({ results: { seats: 72.5 } }),
        ],
        day: "2026-11-20",
      },
    ],
    reported: [
      {
        documents: [objective({ key_results: [SHARE] }), checkIn({ results: { seats: 725 } })],
        day: "2026-11-20",
      },
      // The share was typed as a fraction.
      {
        documents: [objective({ key_results: [SHARE] }), checkIn({ results: { seats: 0.72 } })],
        day: "2026-11-20",
      },
      { documents: [objective({}), checkIn({ results: { passengers: { value: 270 } } })], day: "2026-11-20" },
      { documents: [objective({}), checkIn({ results: { passengers: -60 } })], day: "2027-01-10" },
      // A comma too many.
      {
        documents: [
          objective({
            key_results: [
              keyResult({
                title: "Increase revenue of the quarter from 2 to 2.4 M€",
                baseline: 2,
                target: 2.4,
              }),
            ],
          }),
          checkIn({ date: "2026-11-13", results: { passengers: 2.1 } }),
          checkIn({ results: { passengers: 0.22 } }),
        ],
        day: "2026-11-20",
      },
      {
        documents: [
          objective({
            key_results: [
              keyResult({
                id: "open",
                title: "Keep the gate open",
                metric: "limit",
                baseline: undefined,
                target: undefined,
                at_least: 99.9,
                unit: "%",
              }),
            ],
          }),
          checkIn({ results: { open: 9995 } }),
        ],
        day: "2026-11-20",
      },
    ],
    misfires: [
      {
        why: "More than was hoped for is good news.",
        example: { documents: [objective({}), checkIn({ results: { passengers: 49 } })], day: "2026-11-20" },
      },
      {
        why: "Worse than at the beginning is news as well.",
        example: { documents: [objective({}), checkIn({ results: { passengers: 4 } })], day: "2026-11-20" },
      },
      {
        why: "A margin may be negative.",
        example: {
          documents: [objective({ key_results: [MARGIN] }), checkIn({ results: { margin: -3 } })],
          day: "2026-11-20",
        },
      },
      {
        why: "A percentage whose target lies above 100 is no share.",
        example: {
          documents: [
            objective({
              key_results: [
                { ...SHARE, title: "Raise bookings to 140 % of last year's", baseline: 100, target: 140 },
              ],
            }),
            checkIn({ results: { seats: 155 } }),
          ],
          day: "2026-11-20",
        },
      },
      {
        why: "What is counted anew in every quarter begins near 0, and is not the quarter before.",
        example: {
          documents: [
            objective({
              key_results: [
                keyResult({
                  title: "Increase revenue of the quarter from 2 to 2.4 M€",
                  baseline: 2,
                  target: 2.4,
                }),
              ],
            }),
            checkIn({ date: "2026-10-02", results: { passengers: 0 } }),
            checkIn({ date: "2026-10-09", results: { passengers: 0.15 } }),
          ],
          day: "2026-10-09",
        },
      },
      {
        why: "Where the way is short, a bad week is several times as long, and still near by.",
        example: {
          documents: [objective({ key_results: [DELAY] }), checkIn({ results: { delay: 480 } })],
          day: "2026-11-20",
        },
      },
    ],
  },
});

/** Why a reading looks like a slip, in words that continue "the reading …"; null where it does not. */
function doubtOf(
  keyResult: KeyResult,
  value: Value,
  before: () => Value | undefined,
  { overshoot, undershoot, unbounded }: Bounds,
): string | null {
  const { measure } = keyResult;
  if (typeof value !== "number") return null;
  if ((value < 0 || value > 100) && isShare(keyResult, unbounded)) return "lies outside 0 to 100 %";
  if (measure.metric !== "number") return null;
  const { baseline, target } = measure;
  const progressOf = (one: number) => metricOf(measure).progress(measure, [{ date: "", value: one }], "");
  const progress = progressOf(value);
  const most = Number((1 + overshoot).toPrecision(12));
  if (progress > most && isElsewhere(value, measure, most))
    return `lies ${tell(progress)} times the way from ${baseline} to ${target} (at most ${most})`;
  const far = progress < -undershoot && isElsewhere(value, measure, 1 + undershoot);
  if (far && (isShifted(value, keyResult) || !growsFromZero(value, measure, before())))
    return `lies ${tell(-progress)} times the way from ${baseline} to ${target} in the wrong direction (at most ${undershoot})`;
  return null;
}

/** Whether a key result is measured as a share of a whole: every value that it names is one. */
function isShare({ measure, unit, title }: KeyResult, unbounded: readonly string[]): boolean {
  if (unit?.trim() !== "%") return false;
  const named = namedValues(measure);
  if (named.length === 0 || named.some((value) => value < 0 || value > 100)) return false;
  const words = new Set(title.toLowerCase().split(/[^\p{L}\p{N}]+/u));
  return !unbounded.some((word) => words.has(word.toLowerCase()));
}

function namedValues(measure: Measure): number[] {
  if (measure.metric === "number") return [measure.baseline, measure.target];
  if (measure.metric === "limit") return [measure.at_least ?? [], measure.at_most ?? []].flat();
  return [];
}

/**
 * Whether a value is of another size or sign than both ends of the way. Where the way is short against them (99.5 to 99.9, 300 to 250), a
 * bad week lies many ways off and yet near by; what slipped is mostly a digit, a comma or a sign.
 */
function isElsewhere(
  value: number,
  { baseline, target }: { readonly baseline: number; readonly target: number },
  factor: number,
): boolean {
  const sizes = [Math.abs(baseline), Math.abs(target)];
  const size = Math.abs(value);
  const sign = Math.sign(value);
  const otherSign = sign !== 0 && sign !== Math.sign(baseline) && sign !== Math.sign(target);
  return otherSign || size > factor * Math.max(...sizes) || size * factor < Math.min(...sizes);
}

/** Of a way shorter than this, a value that lies on it with its comma moved lies there by no coincidence. */
const SHORT = 1.25;

/** Whether it would be right with its comma moved: 0.72 where 65 to 90 % is asked for, 9.97 on the way from 99.5 to 99.9. */
function isShifted(value: number, { measure, unit }: KeyResult): boolean {
  const [from = 0, to = 0] = namedValues(measure)
    .map(Math.abs)
    .sort((a, b) => a - b);
  const lies = (times: number, slack = 0) => {
    const shifted = Math.abs(value) * times;
    return shifted >= from * (1 - slack) && shifted <= to * (1 + slack);
  };
  return (
    (unit?.trim() === "%" && lies(100, 0.5)) ||
    (to < from * SHORT && [10, 100, 1000].some((times) => lies(times)))
  );
}

/**
 * Whether a value is small because it is counted up from 0 in every cycle, as sales and quotas are: it did not fall to it from where
 * values of this measure lie.
 */
function growsFromZero(
  value: number,
  { baseline, target }: { readonly baseline: number; readonly target: number },
  before: Value | undefined,
): boolean {
  const least = Math.min(Math.abs(baseline), Math.abs(target));
  const small = Math.abs(value) < least && (value === 0 || Math.sign(value) === Math.sign(baseline));
  return small && (typeof before !== "number" || Math.abs(before) < least);
}

/** Two digits are enough for how far off something is. */
function tell(times: number): string {
  return String(times < 100 ? Number(times.toPrecision(2)) : Math.round(times));
}
