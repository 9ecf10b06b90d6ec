import { daysBetween } from "../model/day.ts";
import { defineRule } from "./define.ts";
import { checkIn, objective, retrospective } from "./examples.ts";
import { tellCount } from "./wording.ts";

export const staleCheckIn = defineRule({
  id: "stale-check-in",
  group: "scoring",
  severity: "warning",
  summary:
    "While its cycle runs, the last check-in of an objective is at most as long ago as `check_in.stale_after_days` allows.",
  why: "Check-ins are the heartbeat: most OKRs that fail were filled in once and not looked at again, and a score of last month looks as green as one of today.",
  *check({ day, settings }, { survey }) {
    const allowed = settings.checkIn.staleAfterDays;
    for (const objective of survey.objectivesIn("running")) {
      const last = survey.story.checkIns(objective.id, day).at(-1)?.date ?? null;
      const start = survey.cycle(objective)?.start ?? day;
      // Where nobody ever checked in, unscored-key-result speaks, of each key result: a first check-in with some of the readings then
      // settles some findings and brings no new one.
      if (last === null || survey.lacksRecords(objective)) continue;
      // A check-in made while planning is not stale in the first days of the cycle.
      if (daysBetween(last, day) <= allowed || daysBetween(start, day) + 1 <= allowed) continue;
      yield {
        source: objective.source,
        pointer: ["id"],
        message: `the last check-in is of ${last}, ${tellCount(daysBetween(last, day), "day")} ago (at most ${allowed})`,
        hint: `check in, also when nothing has moved: okr checkin ${objective.id}`,
        subject: objective.id,
        key: "stale",
      };
    }
  },
  examples: {
    accepted: [
      { documents: [objective({}), checkIn({ date: "2026-11-20" })], day: "2026-11-30" },
      { documents: [objective({}), checkIn({ date: "2026-11-20" })], day: "2027-01-20" },
      { documents: [objective({}), checkIn({}), retrospective({ date: "2026-11-27" })], day: "2026-12-20" },
    ],
    reported: [
      { documents: [objective({}), checkIn({ date: "2026-11-20" })], day: "2026-12-01" },
      {
        documents: [
          objective({}),
          checkIn({ date: "2026-11-02" }),
          checkIn({ date: "2026-11-10", results: {} }),
        ],
        day: "2026-11-20",
        settings: "check_in: { stale_after_days: 7 }",
      },
    ],
    misfires: [
      {
        why: "In the first days of a cycle the check-in of its planning is not stale.",
        example: { documents: [objective({}), checkIn({ date: "2026-09-20" })], day: "2026-10-05" },
      },
      {
        why: "What has not begun needs no check-in.",
        example: { documents: [objective({ cycle: "2027-Q1" }), checkIn({})], day: "2026-12-20" },
      },
    ],
  },
});
