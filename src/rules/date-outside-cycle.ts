import { addDays } from "../model/day.ts";
import { defineRule } from "./define.ts";
import { checkIn, objective, retrospective } from "./examples.ts";
import { inRecord } from "./wording.ts";

export const dateOutsideCycle = defineRule({
  id: "date-outside-cycle",
  group: "files",
  severity: "warning",
  presets: { strict: "error" },
  summary:
    "A check-in is dated within its objective's cycle or the `close_within_days` after it, and before that is closed; a retrospective not before the cycle.",
  why: "It is mostly a slip, of the year or of the objective, and then a score counts what belongs to another one.",
  *check({ plan, settings, checkIns, retrospectives, day }, { survey }) {
    for (const { kind, objective: id, date, source } of [...checkIns, ...retrospectives]) {
      const objective = plan.objective(id);
      const cycle = objective ? survey.cycle(objective) : null;
      // What lies in the future is future-record's matter.
      if (!objective || cycle === null || date > addDays(day, 1)) continue;
      const closing = survey.story.closed(id, day);
      const closed = closing !== null && closing.date >= cycle.start ? closing.date : null;
      const about = { source, pointer: ["date"], subject: id };
      const days = `the cycle ${cycle.id} (${cycle.start} to ${cycle.end})`;
      if (date < cycle.start) {
        // The check-ins of what is long closed are left as they are.
        if (kind === "check-in" && closed !== null && survey.isSettled(objective)) continue;
        yield {
          ...about,
          message: `the ${kind} is dated ${date}, before ${days}`,
          hint: inRecord("correct the date, or name the objective that was meant"),
        };
      } else if (kind === "check-in" && closed !== null && date > closed) {
        yield {
          ...about,
          message: `the check-in is dated ${date}, but the objective was closed on ${closed}, so it does not count`,
          hint: inRecord("correct the date, or name the objective that carries it on"),
          key: "closed",
        };
        // The last figures of a cycle come when it is over, and a retrospective that comes late is better than none.
      } else if (
        kind === "check-in" &&
        closed === null &&
        date > addDays(cycle.end, settings.closeWithinDays)
      )
        yield {
          ...about,
          message: `the check-in is dated ${date}, after ${days}`,
          hint: "close the objective with an end retrospective; what goes on is an objective of the next cycle",
        };
    }
  },
  examples: {
    accepted: [
      [
        objective({}),
        checkIn({ date: "2026-10-01" }),
        checkIn({ date: "2026-12-31" }),
        retrospective({ date: "2026-12-31" }),
      ],
      {
        documents: [objective({}), checkIn({ date: "2026-09-30" }), retrospective({ date: "2026-10-20" })],
        day: "2026-11-11",
      },
    ],
    reported: [
      [objective({}), checkIn({ date: "2026-09-30" })],
      { documents: [objective({}), checkIn({ date: "2027-01-22" })], day: "2027-01-22" },
      [objective({}), retrospective({ date: "2026-09-30" })],
      // The objective of the next cycle was meant.
      {
        documents: [objective({}), retrospective({ date: "2027-01-05" }), checkIn({ date: "2027-01-15" })],
        day: "2027-01-15",
      },
    ],
    misfires: [
      {
        why: "What came late is told until the objective is closed, and then it is part of its story.",
        example: {
          documents: [objective({}), checkIn({ date: "2027-01-25" }), retrospective({ date: "2027-01-26" })],
          day: "2027-01-26",
        },
      },
      {
        why: "The last figures of a quarter are known some days after it.",
        example: { documents: [objective({}), checkIn({ date: "2027-01-21" })], day: "2027-01-22" },
      },
      {
        why: "A retrospective is held when the cycle is over, and better late than never.",
        example: { documents: [objective({}), retrospective({ date: "2027-02-15" })], day: "2027-02-15" },
      },
    ],
  },
});
