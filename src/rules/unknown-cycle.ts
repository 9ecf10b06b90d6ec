import { findCycle } from "../model/cycle.ts";
import { defineRule, suggester } from "./define.ts";
import { objective } from "./examples.ts";

export const unknownCycle = defineRule({
  id: "unknown-cycle",
  severity: "error",
  summary: "An objective's cycle is one of the calendar or of okr.yaml.",
  *check({ plan, settings }) {
    const listed = settings.cycles.list.map((entry) => entry.id);
    const hintFor = suggester(listed, "cycle");
    for (const { id, cycle, source } of plan.objectives) {
      if (findCycle(cycle, settings.cycles) || plan.damaged.has(cycle)) continue;
      yield {
        source,
        pointer: ["cycle"],
        message: `there is no cycle "${cycle}"`,
        hint: `write 2026, 2026-H2, 2026-Q4, 2026-11 or an id from cycles in okr.yaml${listed.length > 0 ? `; ${hintFor(cycle)}` : ""}`,
        subject: id,
      };
    }
  },
  examples: {
    accepted: [[objective({ cycle: "2026-11" })], [objective({ cycle: "2026" })]],
    reported: [[objective({ cycle: "2026-Q5" })], [objective({ cycle: "summer" })]],
  },
});
