import { addDays } from "../model/day.ts";
import { defineRule } from "./define.ts";
import { checkIn, objective } from "./examples.ts";
import { inRecord } from "./wording.ts";

export const futureRecord = defineRule({
  id: "future-record",
  group: "files",
  severity: "warning",
  presets: { strict: "error" },
  summary: "A record is not dated after today; until its day it does not count.",
  why: "It is mostly a slip of the year, and the reading is missing from every score until then.",
  *check({ checkIns, retrospectives, day }) {
    for (const { kind, date, source, objective } of [...checkIns, ...retrospectives])
      if (date > addDays(day, 1))
        yield {
          source,
          pointer: ["date"],
          message: `the ${kind} is dated ${date}, but today is ${day}`,
          hint: inRecord("correct the date; until that day it does not count"),
          subject: objective,
        };
  },
  examples: {
    accepted: [[objective({}), checkIn({ date: "2026-12-31" })]],
    reported: [[objective({ cycle: "2027-Q1" }), checkIn({ date: "2027-02-01" })]],
    misfires: [
      {
        why: "East of the machine that checks it may be tomorrow already.",
        example: { documents: [objective({}), checkIn({ date: "2026-11-20" })], day: "2026-11-19" },
      },
    ],
  },
});
