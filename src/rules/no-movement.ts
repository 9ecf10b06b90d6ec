import { metricOf, type NumberMetric } from "../model/metrics/index.ts";
import { keyResultRef } from "../model/plan.ts";
import { defineRule } from "./define.ts";
import { keyResult, objective, retrospective } from "./examples.ts";
import { tellAll } from "./wording.ts";

const PER_CENT = new Set(["%", "percent", "per cent", "pct"]);

export const noMovement = defineRule({
  id: "no-movement",
  group: "craft",
  severity: "warning",
  summary:
    "Something moves: not all key results of an objective only hold a limit, and none moves by next to nothing.",
  why: "A key result is the movement of a measure. Values that are only to stay where they are, or as good as there, are figures that somebody watches anyway, under a new name.",
  options: { least: { value: 0.01, meaning: "share of a value that a number moves by at least" } },
  *check(_, { options: { least }, survey }) {
    for (const { id, keyResults, source } of survey.drafts) {
      const { length } = keyResults;
      if (keyResults.every(({ measure }) => measure.metric === "limit"))
        yield {
          source,
          pointer: ["key_results"],
          part: "key",
          message: `nothing moves: ${length === 1 ? "the only key result holds" : `${tellAll(length, "key results")} hold`} a limit`,
          hint: "add a key result that moves from a baseline to a target and shows the change; limits beside it guard what must not suffer",
          subject: id,
          key: "limits",
        };
      const moving = keyResults.filter(({ measure }) => measure.metric !== "limit").length;
      for (const [index, { id: own, measure, unit }] of keyResults.entries()) {
        if (measure.metric !== "number" || metricOf(measure).problem(measure) !== null) continue;
        const share = shareMoved(measure, unit);
        // 0.1 to 0.101 is 0.01, whatever binary fractions make of it.
        if (share >= least - 1e-9) continue;
        const { baseline, target } = measure;
        yield {
          source,
          pointer: ["key_results", index, "target"],
          message: `from ${baseline} to ${target} is a movement of ${perCent(share)} %, less than ${perCent(least)} %`,
          hint:
            moving > 1
              ? "aim at a value that people would notice, measure what is to change more closely, or hold the value with metric: limit"
              : "aim at a value that people would notice, or measure what is to change more closely",
          subject: keyResultRef(id, own),
          key: "tiny",
        };
      }
    }
  },
  examples: {
    accepted: [
      [objective({})],
      [objective({ key_results: [keyResult({ baseline: 1000, target: 1010 })] })],
      [objective({ key_results: [keyResult({ baseline: 0.1, target: 0.101, unit: "t" })] })],
    ],
    reported: [
      [objective({ title: "Fly safely", key_results: [limit("crashes", { at_most: 0 })] })],
      [objective({ key_results: [limit("crashes", { at_most: 0 }), limit("delay", { at_most: 10 })] })],
      [objective({ key_results: [keyResult({ baseline: 100_000, target: 100_400 })] })],
      [objective({ key_results: [keyResult({ baseline: 50, target: 50.2, unit: "%" })] })],
    ],
    misfires: [
      {
        why: "A limit beside a key result that moves guards what must not suffer.",
        example: [objective({ key_results: [keyResult({}), limit("crashes", { at_most: 0 })] })],
      },
      {
        why: "From 99.9 % to 99.95 % available is half the outages.",
        example: [objective({ key_results: [keyResult({ baseline: 99.9, target: 99.95, unit: "%" })] })],
      },
      {
        why: "The same availability as a share of 1.",
        example: [objective({ key_results: [keyResult({ baseline: 0.999, target: 0.9995 })] })],
      },
      {
        why: "From 0 every step is a beginning.",
        example: [objective({ key_results: [keyResult({ baseline: 0, target: 0.001, unit: "t" })] })],
      },
      {
        why: "Something that is done or not does move, if only once.",
        example: [
          objective({
            key_results: [
              limit("crashes", { at_most: 0 }),
              keyResult({ metric: "binary", baseline: undefined, target: undefined }),
            ],
          }),
        ],
      },
      {
        why: "The objective is closed.",
        example: [
          objective({ key_results: [limit("crashes", { at_most: 0 })] }),
          retrospective({ date: "2026-12-01", grades: { crashes: 1 } }),
        ],
      },
    ],
  },
});

/** How far a number moves, as a share of what there is to move: of the value, or of what is missing to all where there is an all. */
function shareMoved({ baseline, target }: NumberMetric, unit: string | null): number {
  // The nearer of the two, so that 1000 to 1010 is the 1 % that people read there.
  const distance = (from: number) => Math.min(Math.abs(baseline - from), Math.abs(target - from));
  const top = topOf(unit, baseline, target);
  const scale = top === null ? distance(0) : Math.min(distance(0), distance(top));
  return Math.abs(target - baseline) / scale;
}

/** The most that a value in this unit can be, where it has an end. */
function topOf(unit: string | null, baseline: number, target: number): number | null {
  if (unit === null) return [baseline, target].every((value) => value >= 0 && value <= 1) ? 1 : null;
  if (PER_CENT.has(unit.toLowerCase())) return 100;
  if (unit === "‰") return 1000;
  const [, most] = /^\/(\d{1,4})$/.exec(unit) ?? [];
  return most === undefined ? null : Number(most);
}

/** A share in per cent with two digits that say something: 0.4, 0.00012. */
function perCent(share: number): string {
  return String(Number((share * 100).toPrecision(2)));
}

function limit(id: string, bound: object) {
  return { id, title: `Keep ${id} low`, metric: "limit", ...bound, owner: "ana", backup: "ben" };
}
