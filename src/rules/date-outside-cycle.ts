import { findCycle } from "../model/cycle.ts";
import { defineRule } from "./define.ts";
import { checkIn, objective, retrospective } from "./examples.ts";

export const dateOutsideCycle = defineRule({
  id: "date-outside-cycle",
  group: "files",
  severity: "warning",
  presets: { strict: "error" },
  summary: "A check-in is dated within its objective's cycle, a retrospective not before it.",
  why: "It is mostly a slip, of the year or of the objective, and then a score counts what belongs to another one.",
  *check({ plan, settings, checkIns, retrospectives }) {
    for (const { kind, objective, date, source } of [...checkIns, ...retrospectives]) {
      const id = plan.objective(objective)?.cycle;
      const cycle = id === undefined ? null : findCycle(id, settings.cycles);
      if (!cycle) continue;
      // A retrospective that comes late is better than none.
      if (cycle.start <= date && (date <= cycle.end || kind === "retrospective")) continue;
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
        retrospective({ date: "2026-12-29" }),
      ],
    ],
    reported: [
      [objective({}), checkIn({ date: "2026-09-30" })],
      [objective({}), checkIn({ date: "2027-01-01" })],
      [objective({}), retrospective({ date: "2026-09-30" })],
    ],
    misfires: [
      {
        why: "A retrospective is held when the cycle is over, and better late than never.",
        example: { documents: [objective({}), retrospective({ date: "2027-02-15" })], day: "2027-02-15" },
      },
    ],
  },
});
