import { linksByServed } from "../analysis/alignment.ts";
import { heirOf } from "../analysis/heirs.ts";
import { overlap } from "../analysis/spans.ts";
import type { Survey } from "../analysis/survey.ts";
import type { Cycle } from "../model/cycle.ts";
import type { Objective } from "../model/plan.ts";
import { defineRule } from "./define.ts";
import { objective, retrospective } from "./examples.ts";

export const misalignedCycle = defineRule({
  id: "misaligned-cycle",
  group: "alignment",
  severity: "warning",
  presets: { strict: "error" },
  summary: "An objective runs at the same time as what it serves, for some days at least.",
  why: "Work cannot move an objective whose cycle is over or has not begun. Mostly the reference was copied from the cycle before.",
  *check(_, { survey }) {
    for (const one of survey.objectives) {
      const cycle = survey.cycle(one);
      if (one.alignsTo.length === 0 || cycle === null || !survey.isLive(one)) continue;
      const links = linksByServed(survey.alignment.of(one.id));
      for (const [served, { index, ref }] of links) {
        const other = survey.cycle(served);
        if (other === null || overlap(cycle, other)) continue;
        const when = other.end < cycle.start ? `ended on ${other.end}` : `begins only on ${other.start}`;
        yield {
          source: one.source,
          pointer: ["aligns_to", index],
          message: `runs from ${cycle.start} to ${cycle.end}, but ${served.id}, which it serves, ${when}`,
          hint: advise(one, served, { cycle, survey, links }),
          subject: one.id,
          key: ref,
        };
      }
    }
  },
  examples: {
    accepted: [
      [objective({}), objective({ id: "trial", aligns_to: ["grow"] })],
      [objective({ cycle: "2026-H2" }), objective({ id: "trial", aligns_to: ["grow/passengers"] })],
    ],
    reported: [
      [objective({ cycle: "2026-Q3" }), objective({ id: "trial", aligns_to: ["grow"] })],
      [objective({ cycle: "2026-Q3" }), objective({ id: "trial", aligns_to: ["grow/passengers"] })],
      [objective({ cycle: "2027" }), objective({ id: "trial", aligns_to: ["grow"] })],
      // The reference was copied along with the rest.
      [
        objective({ id: "grow-2026-q3", cycle: "2026-Q3" }),
        retrospective({ objective: "grow-2026-q3", date: "2026-09-28" }),
        objective({ continues: "grow-2026-q3" }),
        objective({ id: "trial", aligns_to: ["grow-2026-q3"] }),
      ],
    ],
    misfires: [
      {
        why: "A quarter lies within its year.",
        example: [objective({ cycle: "2026" }), objective({ id: "trial", aligns_to: ["grow"] })],
      },
      {
        why: "The two cycles have a few days in common.",
        example: {
          documents: [objective({ cycle: "sprint" }), objective({ id: "trial", aligns_to: ["grow"] })],
          settings: 'cycles: { list: [{ id: sprint, start: "2026-08-24", end: "2026-10-04" }] }',
        },
      },
      {
        why: "It is past: what was written then is left as it is.",
        example: [
          objective({ cycle: "2026-Q1" }),
          objective({ id: "trial", cycle: "2026-Q2", aligns_to: ["grow"] }),
        ],
      },
    ],
  },
});

function advise(
  one: Objective,
  served: Objective,
  { cycle, survey, links }: { cycle: Cycle; survey: Survey; links: ReadonlyMap<Objective, unknown> },
): string {
  if (one.continues === served.id)
    return "continues says already that it carries that on: take it out of aligns_to, and name there what both serve";
  const heir = heirOf(served, cycle, survey);
  if (heir === null || heir === one)
    return `align to what ${served.team} aims for in ${one.cycle}, or correct the cycle of one of the two`;
  return links.has(heir)
    ? `take it out of aligns_to: ${heir.id}, which continues it, is there already`
    : `align to ${heir.id} instead, which continues it`;
}
