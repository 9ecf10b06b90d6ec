import { findCycle } from "../model/cycle.ts";
import { addDays } from "../model/day.ts";
import { defineRule } from "./define.ts";
import { checkIn, objective, retrospective } from "./examples.ts";

export const dateOutsideCycle = defineRule({
  id: "date-outside-cycle",
  severity: "warning",
  summary:
    "A check-in is dated within its objective's cycle, a retrospective at most the closing days after it.",
  *check({ plan, settings, checkIns, retrospectives }) {
    for (const { kind, objective, date, source } of [...checkIns, ...retrospectives]) {
      const id = plan.objective(objective)?.cycle;
      const cycle = id === undefined ? null : findCycle(id, settings.cycles);
      if (!cycle) continue;
      const end = kind === "check-in" ? cycle.end : addDays(cycle.end, settings.closeWithinDays);
      if (cycle.start <= date && date <= end) continue;
      yield {
        source,
        pointer: ["date"],
        message: `the ${kind} is dated ${date}, ${date < cycle.start ? "before" : "after"} the cycle ${cycle.id} (${cycle.start} to ${cycle.end})`,
        hint:
          date < cycle.start
            ? "correct the date, or the objective's cycle"
            : "close the objective, or carry it on in the next cycle",
        subject: objective,
      };
    }
  },
  examples: {
    accepted: [
      [
        objective({}),
        checkIn({ date: "2026-10-01" }),
        checkIn({ date: "2026-12-31" }),
        retrospective({ date: "2027-01-15" }),
      ],
    ],
    reported: [
      [objective({}), checkIn({ date: "2026-09-30" })],
      [objective({}), checkIn({ date: "2027-01-01" })],
      [objective({}), retrospective({ date: "2027-02-15" })],
    ],
  },
});
