import { Former, writtenOn } from "../analysis/former.ts";
import { hasValue } from "../analysis/readings.ts";
import { daysBetween } from "../model/day.ts";
import { type KeyResult, keyResultRef } from "../model/plan.ts";
import { defineRule } from "./define.ts";
import { checkIn, keyResult, objective, retrospective } from "./examples.ts";
import { tellCount } from "./wording.ts";

const TWO = objective({
  key_results: [keyResult({}), keyResult({ id: "flights", title: "Raise flights from 10 to 40" })],
});

export const unscoredKeyResult = defineRule({
  id: "unscored-key-result",
  group: "scoring",
  severity: "warning",
  presets: { strict: "error" },
  summary:
    "Every key result has a reading once `days` days of its cycle are gone, and so many since it was written down.",
  why: "A key result without a reading counts as 0 in every score, and nobody can tell no news from bad news.",
  options: {
    days: {
      value: 14,
      meaning:
        "days of the cycle without a reading that are fine; never fewer than check_in.stale_after_days",
    },
  },
  *check(snapshot, { options: { days }, survey }) {
    const { day, settings, history } = snapshot;
    const allowed = Math.max(days, settings.checkIn.staleAfterDays);
    const former = new Former(history);
    // On the first day of all nothing is committed, and nobody has checked in yet.
    const begins = history.commits.length === 0 && history.cutOff === null && snapshot.checkIns.length === 0;
    // After the days in which it is closed, the end retrospective is what is missing: ungraded-objective.
    for (const objective of survey.objectivesIn("running", "closing")) {
      const cycle = survey.cycle(objective);
      if (cycle === null || survey.lacksRecords(objective)) continue;
      const running = day <= cycle.end;
      if (running && daysBetween(cycle.start, day) + 1 <= allowed) continue;
      const checkIns = survey.story.checkIns(objective.id, day);
      for (const [index, keyResult] of objective.keyResults.entries()) {
        if (hasValue(keyResult, checkIns)) continue;
        const { id } = keyResult;
        const subject = keyResultRef(objective.id, id);
        const came = begins ? day : writtenOn(former, "key result", subject, day);
        const late = came !== null && came > cycle.start;
        const gone = late ? daysBetween(came, day) : daysBetween(cycle.start, day) + 1;
        if (running && gone <= allowed) continue;
        const when = `${tellCount(gone, "day")} ${late ? "after it was written down" : `into ${cycle.id}`}`;
        yield {
          source: objective.source,
          pointer: ["key_results", index, "id"],
          message: running
            ? `the key result ${id} has no reading ${when} (at most ${allowed}), so it counts as 0`
            : `the key result ${id} had no reading in all of ${cycle.id}, which ended on ${cycle.end}, so it counts as 0`,
          hint: running
            ? `check in where it stands, even if that is where it began: okr checkin ${objective.id} ${id}=${sampleOf(keyResult)}`
            : `check in where it ended: okr checkin ${objective.id} ${id}=${sampleOf(keyResult)}; or say in the end retrospective what came of it, with a grade and the reason for that`,
          subject,
          key: "unread",
        };
      }
    }
  },
  examples: {
    accepted: [
      { documents: [objective({}), checkIn({ date: "2026-10-09" })], day: "2026-11-20" },
      { documents: [objective({ cycle: "2027-Q1" })], day: "2026-12-20" },
      [objective({}), retrospective({ grades: { passengers: 0 } })],
    ],
    reported: [
      { documents: [TWO, checkIn({})], day: "2026-11-20" },
      // Nobody ever checked in: one finding for each key result, and none of stale-check-in.
      { commits: [{ day: "2026-09-25", files: { "grow.md": TWO } }], seen: "2026-11-20" },
      // Written down in the middle of the cycle, and forgotten.
      { commits: [{ day: "2026-11-02", files: { "grow.md": TWO } }], seen: "2026-11-17" },
      // The cycle is over, and it is not closed yet.
      { documents: [TWO, checkIn({})], day: "2027-01-10" },
      // Confidence and a note are no reading.
      {
        documents: [
          objective({}),
          checkIn({ results: { passengers: { confidence: 0.5, note: "Looks good." } } }),
        ],
        day: "2026-11-20",
      },
    ],
    misfires: [
      {
        why: "In the first two weeks of a cycle there may be nothing to read yet.",
        example: { documents: [TWO, checkIn({ date: "2026-10-09" })], day: "2026-10-14" },
      },
      {
        why: "A key result that was added in the fifth week has two weeks as well.",
        example: {
          commits: [
            { day: "2026-09-25", files: { "grow.md": objective({}) } },
            { day: "2026-11-02", files: { "a.md": checkIn({ date: "2026-11-02" }), "grow.md": TWO } },
          ],
          seen: "2026-11-09",
        },
      },
      {
        why: "Who begins with OKRs in the middle of a quarter has only just written them down.",
        example: { documents: [TWO], day: "2026-11-20" },
      },
      {
        why: "Long after its cycle an objective lacks its end retrospective, and nobody can read anything any more.",
        example: { documents: [TWO, checkIn({})], day: "2027-06-01" },
      },
      {
        why: "What the company looks at once a month cannot have a reading after two weeks.",
        example: {
          documents: [objective({}), checkIn({ date: "2026-10-30", results: {} })],
          day: "2026-11-01",
          settings: "check_in: { every: month, stale_after_days: 35 }",
        },
      },
      {
        why: "A limit holds from one reading to the next, however long ago that one was.",
        example: {
          documents: [
            objective({
              key_results: [
                keyResult({ metric: "limit", baseline: undefined, target: undefined, at_least: 10 }),
              ],
            }),
            checkIn({ date: "2026-10-02" }),
          ],
          day: "2026-12-20",
        },
      },
      {
        why: "What is not done yet has been read, and so has what stands at 0.",
        example: {
          documents: [
            objective({
              key_results: [
                keyResult({ baseline: 0 }),
                { id: "licence", title: "Get the licence", metric: "binary" },
              ],
            }),
            checkIn({ results: { passengers: 0, licence: false } }),
          ],
          day: "2026-11-20",
        },
      },
    ],
  },
});

/** What is typed behind the `=` of a check-in. */
function sampleOf({ measure }: KeyResult): string {
  if (measure.metric === "binary") return "no";
  return measure.metric === "milestones" ? "none" : "VALUE";
}
