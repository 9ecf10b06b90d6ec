import { defineRule } from "./define.ts";
import { checkIn, objective } from "./examples.ts";

export const futureRecord = defineRule({
  id: "future-record",
  severity: "warning",
  summary: "A record is not dated after today; until its day it does not count.",
  *check({ checkIns, retrospectives, day }) {
    for (const { kind, date, source, objective } of [...checkIns, ...retrospectives])
      if (date > day)
        yield {
          source,
          pointer: ["date"],
          message: `the ${kind} is dated ${date}, but today is ${day}`,
          hint: "correct the date; until that day it does not count",
          subject: objective,
        };
  },
  examples: {
    accepted: [[objective({}), checkIn({ date: "2026-12-31" })]],
    reported: [[objective({ cycle: "2027-Q1" }), checkIn({ date: "2027-02-01" })]],
  },
});
