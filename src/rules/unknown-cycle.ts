import { findCycle } from "../model/cycle.ts";
import { cycleSpeller } from "../model/spelling.ts";
import { defineRule, suggester } from "./define.ts";
import { objective } from "./examples.ts";

export const unknownCycle = defineRule({
  id: "unknown-cycle",
  group: "files",
  severity: "error",
  summary: "An objective's cycle is one of the calendar or of okr.yaml.",
  why: "Without days it is in no report, never late and never over.",
  *check({ plan, settings }) {
    const listed = settings.cycles.list.map((entry) => entry.id);
    const hintFor = suggester(listed, "cycle");
    const meantBy = cycleSpeller(settings.cycles);
    for (const { id, cycle, source } of plan.objectives) {
      if (findCycle(cycle, settings.cycles) || plan.damaged.has(cycle)) continue;
      const meant = meantBy(cycle);
      yield {
        source,
        pointer: ["cycle"],
        message: `there is no cycle "${cycle}"`,
        hint:
          meant === null
            ? `write 2026, 2026-H2, 2026-Q4, 2026-11 or an id from cycles in okr.yaml${listed.length > 0 ? `; ${hintFor(cycle)}` : ""}`
            : `write ${meant}`,
        subject: id,
        key: cycle,
        ...(meant === null ? {} : { fix: { pointer: ["cycle"], part: "value", to: meant } as const }),
      };
    }
  },
  examples: {
    accepted: [[objective({ cycle: "2026-11" })], [objective({ cycle: "2026" })]],
    reported: [
      [objective({ cycle: "2026-Q5" })],
      [objective({ cycle: "summer" })],
      [objective({ cycle: "2026-q4" })],
    ],
    misfires: [
      {
        why: "A company may name cycles of its own.",
        example: {
          documents: [objective({ cycle: "trial" })],
          settings: "cycles: [{ id: trial, start: 2026-09-14, end: 2026-10-23 }]",
        },
      },
    ],
  },
});
