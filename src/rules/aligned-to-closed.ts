import { linksByServed } from "../analysis/alignment.ts";
import { heirOf } from "../analysis/heirs.ts";
import { overlap } from "../analysis/spans.ts";
import { type Cycle, cycleDays } from "../model/cycle.ts";
import { addDays, type Day } from "../model/day.ts";
import type { Objective } from "../model/plan.ts";
import type { Retrospective } from "../model/records.ts";
import { defineRule } from "./define.ts";
import { objective, retrospective } from "./examples.ts";

const YEARLY = objective({ id: "orbit", cycle: "2026" });
const TRIAL = objective({ id: "trial", aligns_to: ["orbit"] });
const closed = (date: string, properties = {}) => retrospective({ objective: "orbit", date, ...properties });

export const alignedToClosed = defineRule({
  id: "aligned-to-closed",
  group: "alignment",
  severity: "warning",
  summary: "What an objective serves is still open, or was closed only shortly before its own end.",
  why: "An objective that was closed early takes the reason away from whatever served it. Those who still work for it should hear so, and decide anew.",
  *check({ settings }, { survey }) {
    for (const one of survey.objectives) {
      const cycle = survey.cycle(one);
      if (one.alignsTo.length === 0 || cycle === null || !survey.isLive(one)) continue;
      const links = linksByServed(survey.alignment.of(one.id));
      for (const [served, { index, ref }] of links) {
        const closing = survey.story.closed(served.id, survey.snapshot.day);
        const other = survey.cycle(served);
        // Cycles that never met are a matter of their own: misaligned-cycle.
        if (closing === null || other === null || !overlap(cycle, other)) continue;
        if (closing.date >= fairFrom(cycle, settings.closeWithinDays)) continue;
        const heir = heirOf(served, cycle, survey);
        if (heir !== null && links.has(heir)) continue;
        const outcome = closing.outcome === null ? "" : ` (${closing.outcome})`;
        yield {
          source: one.source,
          pointer: ["aligns_to", index],
          message: `serves ${served.id}, which was closed on ${closing.date}${outcome}, but itself runs until ${cycle.end}`,
          hint: advise(one, closing, heir),
          subject: one.id,
          key: ref,
        };
      }
    }
  },
  examples: {
    accepted: [
      [YEARLY, TRIAL],
      // Mid-cycle retrospectives close nothing.
      [YEARLY, closed("2026-11-02", { phase: "mid", grades: undefined, outcome: undefined }), TRIAL],
    ],
    reported: [
      { documents: [YEARLY, closed("2026-11-02", { outcome: "abandoned" }), TRIAL], day: "2026-11-20" },
      {
        documents: [
          YEARLY,
          closed("2026-11-02", { outcome: "done" }),
          objective({ id: "trial", aligns_to: ["orbit/passengers"] }),
        ],
        day: "2026-11-02",
      },
      {
        documents: [
          YEARLY,
          closed("2026-11-02"),
          objective({ id: "orbit-again", cycle: "2026-H2", continues: "orbit" }),
          TRIAL,
        ],
        day: "2026-11-20",
      },
      // A half-year that serves a quarter.
      [
        objective({ id: "orbit", cycle: "2026-Q3" }),
        closed("2026-09-29", { outcome: "done" }),
        objective({ id: "trial", cycle: "2026-H2", aligns_to: ["orbit"] }),
      ],
    ],
    misfires: [
      {
        why: "Both are closed.",
        example: [
          YEARLY,
          closed("2026-11-02"),
          TRIAL,
          retrospective({ objective: "trial", date: "2026-11-03" }),
        ],
      },
      {
        why: "At the end of the year the yearly objective is closed some days before the last quarter's.",
        example: [YEARLY, closed("2026-12-18", { outcome: "done" }), TRIAL],
      },
      {
        why: "It serves the objective that continues the closed one as well.",
        example: {
          documents: [
            YEARLY,
            closed("2026-11-02"),
            objective({ id: "orbit-again", cycle: "2026-H2", continues: "orbit" }),
            objective({ id: "trial", aligns_to: ["orbit", "orbit-again"] }),
          ],
          day: "2026-11-20",
        },
      },
      {
        why: "On the day asked about, it was not closed yet.",
        example: { documents: [YEARLY, closed("2026-11-21"), TRIAL], day: "2026-11-20" },
      },
    ],
  },
});

/** The day from which on closing is part of the cycle's end: nothing can be decided anew by then. */
function fairFrom(cycle: Cycle, closeWithinDays: number): Day {
  return addDays(cycle.end, -Math.min(closeWithinDays, Math.floor(cycleDays(cycle) / 4)));
}

function advise(one: Objective, { outcome, objective: id }: Retrospective, heir: Objective | null): string {
  if (one.continues === id || heir === one)
    return "continues says already that it carries that on: take it out of aligns_to, and name there what both serve";
  if (heir !== null) return `align to ${heir.id} instead, which continues it`;
  if (outcome === "continued")
    return `align to the objective that continues it; nobody has written one with continues: ${id} yet`;
  return outcome === "abandoned"
    ? "ask whether this is still worth the work: align it to something else, or close it as well"
    : "ask what is left to reach here: align it to something else, or close it as well";
}
