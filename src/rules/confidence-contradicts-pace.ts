import { Former, writtenOn } from "../analysis/former.ts";
import { elapsed as elapsedOn, type Paced, projected, statusOfProjection } from "../analysis/pace.ts";
import { scoreObjective } from "../analysis/score.ts";
import type { Survey } from "../analysis/survey.ts";
import { daysBetween } from "../model/day.ts";
import { defineRule } from "./define.ts";
import { checkIn, keyResult, objective, retrospective } from "./examples.ts";

const LICENCE = {
  id: "licence",
  title: "Get the licence to fly at night",
  metric: "binary",
  owner: "ana",
  backup: "ben",
};

export const confidenceContradictsPace = defineRule({
  id: "confidence-contradicts-pace",
  group: "scoring",
  severity: "warning",
  summary:
    "Nobody is confident (`high` or more) of an objective that is off track, or has little hope (`low` or less) of one that is on track.",
  why: "When the feeling and the numbers contradict each other, one of them knows something that the other should hear: that is what a check-in is for.",
  options: {
    high: { value: 0.7, meaning: "confidence that does not fit an objective that is off track" },
    low: { value: 0.3, meaning: "confidence that does not fit an objective that is on track" },
    elapsed: { value: 0.33, meaning: "share of the cycle that is gone before the pace says anything, 0–1" },
  },
  *check({ day, settings, history }, { options: { high, low, elapsed }, survey }) {
    const { good, fair } = settings.scoring;
    const former = new Former(history);
    for (const objective of survey.objectivesIn("running")) {
      const said = survey.story
        .checkIns(objective.id, day)
        .findLast((checkIn) => checkIn.confidence !== null);
      const confidence = said?.confidence ?? null;
      if (!said || confidence === null || (confidence < high && confidence > low)) continue;
      // What was felt weeks ago says nothing about the pace of today.
      if (daysBetween(said.date, day) > settings.checkIn.staleAfterDays) continue;
      const paced = survey.paced(objective);
      const { status, checkIns } = paced;
      const isHigh = status === "off-track" && confidence >= high;
      const isLow = status === "on-track" && confidence <= low;
      const cycle = survey.cycle(objective);
      const last = checkIns.at(-1);
      if ((!isHigh && !isLow) || cycle === null || !last) continue;
      // The pace is that of the day on which it was read: from then on only time has passed, until the next check-in.
      const gone = elapsedOn(cycle, last.date);
      const came = writtenOn(former, "objective", objective.id, day);
      // What was written down late has no pace before it has run for a while itself.
      const before = came === null || came <= cycle.start ? 0 : elapsedOn(cycle, came);
      if (gone - before < elapsed) continue;
      const end = projectSteady(paced, gone, survey);
      if (end === null || statusOfProjection(end, objective.type, settings) !== status) continue;
      const bound = isHigh
        ? `fair is ${fair}`
        : objective.type === "committed"
          ? "committed to 1.00"
          : `good is ${good}`;
      yield {
        source: said.source,
        pointer: ["confidence"],
        message: `confidence is ${confidence}, but the numbers are heading for ${tellEnd(end, isHigh)}: ${isHigh ? "off" : "on"} track (${bound})`,
        hint: isHigh
          ? `say in the next check-in how confident you are by these numbers, and what will change them: okr checkin ${objective.id} --confidence VALUE --plan TEXT; if they always come late, say so in the objective: x-okr-ignore: { confidence-contradicts-pace: REASON }`
          : `say in the next check-in how confident you are by these numbers, and what is in the way: okr checkin ${objective.id} --confidence VALUE --issues TEXT`,
        subject: objective.id,
        key: isHigh ? "high" : "low",
      };
    }
  },
  examples: {
    accepted: [
      {
        documents: [objective({}), checkIn({ results: { passengers: 12 }, confidence: 0.3 })],
        day: "2026-11-20",
      },
      {
        documents: [objective({}), checkIn({ results: { passengers: 30 }, confidence: 0.7 })],
        day: "2026-11-20",
      },
      {
        documents: [
          objective({}),
          checkIn({ confidence: 0.9, results: { passengers: 10 } }),
          retrospective({ date: "2026-11-20" }),
        ],
        day: "2026-11-20",
      },
    ],
    reported: [
      {
        documents: [objective({}), checkIn({ results: { passengers: 12 }, confidence: 0.7 })],
        day: "2026-11-20",
      },
      {
        documents: [objective({}), checkIn({ results: { passengers: 34 }, confidence: 0.2 })],
        day: "2026-11-20",
      },
      // The last confidence stands in the check-in before.
      {
        documents: [
          objective({ type: "committed" }),
          checkIn({ date: "2026-11-13", results: { passengers: 14 }, confidence: 0.9 }),
          checkIn({ results: { passengers: 15 }, confidence: undefined }),
        ],
        day: "2026-11-20",
      },
    ],
    misfires: [
      {
        why: "In the first third of a cycle most work has not paid off yet.",
        example: {
          documents: [
            objective({}),
            checkIn({ date: "2026-10-23", results: { passengers: 10 }, confidence: 0.8 }),
          ],
          day: "2026-10-23",
        },
      },
      {
        why: "Written down in the fifth week, it has hardly begun.",
        example: {
          commits: [
            { day: "2026-11-02", files: { "grow.md": objective({}) } },
            {
              day: "2026-11-20",
              files: { "a.md": checkIn({ results: { passengers: 12 }, confidence: 0.8 }) },
            },
          ],
          seen: "2026-11-20",
        },
      },
      {
        why: "On the day of the check-in it was at a fair pace, and since then nobody has read anything.",
        example: {
          documents: [
            objective({}),
            checkIn({ date: "2026-10-09", results: { passengers: 12 }, confidence: 0.8 }),
            checkIn({ date: "2026-11-10", results: { passengers: 15.5 }, confidence: 0.8 }),
          ],
          day: "2026-11-20",
        },
      },
      {
        why: "A commitment that is a little behind can still be kept.",
        example: {
          documents: [
            objective({ type: "committed" }),
            checkIn({ results: { passengers: 24 }, confidence: 0.8 }),
          ],
          day: "2026-11-20",
        },
      },
      {
        why: "What is all or nothing stays at 0 until the last day.",
        example: {
          documents: [
            objective({ key_results: [LICENCE] }),
            checkIn({ results: { licence: false }, confidence: 0.9 }),
          ],
          day: "2026-11-20",
        },
      },
      {
        why: "A milestone still to come pulls an objective down whose numbers move as they should.",
        example: {
          documents: [
            objective({ key_results: [keyResult({}), { ...LICENCE, weight: 3 }] }),
            checkIn({ results: { passengers: 27, licence: false }, confidence: 0.8 }),
          ],
          day: "2026-11-20",
        },
      },
    ],
  },
});

/**
 * Where the key results end that move step by step, 0–1; null where there is none. What is done in one go, or held, has no pace, and what
 * was not read has a finding of its own.
 */
function projectSteady(
  { objective, keyResults }: Paced,
  gone: number,
  { story, snapshot }: Survey,
): number | null {
  const steady = keyResults.filter(
    ({ keyResult, progress }) => keyResult.measure.metric === "number" && progress !== null,
  );
  if (steady.length === 0) return null;
  const alone = { ...objective, keyResults: steady.map(({ keyResult }) => keyResult) };
  return projected(scoreObjective(alone, story, snapshot.day).score, gone);
}

/** Two decimals; 0.398 is told as 0.39, because 0.40 would be fair. */
function tellEnd(end: number, down: boolean): string {
  return (down ? Math.floor(end * 100 + 1e-6) / 100 : end).toFixed(2);
}
