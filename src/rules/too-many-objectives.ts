import type { Objective } from "../model/plan.ts";
import { defineRule } from "./define.ts";
import { objective, retrospective } from "./examples.ts";
import { tellCount } from "./wording.ts";

export const tooManyObjectives = defineRule({
  id: "too-many-objectives",
  group: "craft",
  severity: "warning",
  presets: { strict: "error" },
  summary: "A team has at most `max` objectives that are open in one cycle.",
  why: "Objectives say what matters most now. With many of them everything matters equally, and the weekly check-in takes longer than the quarter of an hour it should.",
  options: { max: { value: 5, meaning: "objectives that a team may have in one cycle" } },
  *check(_, { options: { max }, survey }) {
    const drafts = new Set(survey.drafts);
    const groups = new Map<string, Objective[]>();
    for (const one of survey.objectivesIn("planned", "running")) {
      const name = `${one.team}\0${one.cycle}`;
      const group = groups.get(name);
      if (group) group.push(one);
      else groups.set(name, [one]);
    }
    for (const group of groups.values()) {
      if (group.length <= max) continue;
      const [beyond] = group.sort(byPath).slice(Math.floor(max));
      if (beyond === undefined) continue;
      const { team, cycle, source } = beyond;
      yield {
        source,
        pointer: ["title"],
        message: `the team ${team} has ${tellCount(group.length, "objective")} in ${cycle}, more than ${max}`,
        hint: `agree on what matters most, at most ${max}; ${drafts.has(beyond) ? "merge the rest into it, or put it off to a later cycle" : "close the rest with an end retrospective"}`,
        subject: team,
        key: cycle,
      };
    }
  },
  examples: {
    accepted: [several(5)],
    reported: [
      several(6),
      { documents: several(3), settings: "rules: { too-many-objectives: [warning, { max: 2 }] }" },
    ],
    misfires: [
      {
        why: "Yearly and quarterly objectives run beside each other and count apart.",
        example: [...several(5), ...several(5, { cycle: "2026" })],
      },
      {
        why: "Three of eight are closed already, so five are left to work on.",
        example: [
          ...several(8),
          ...["a", "b", "c"].map((letter) =>
            retrospective({ objective: `goal-${letter}`, date: "2026-12-01", outcome: "abandoned" }),
          ),
        ],
      },
      {
        why: "The cycle is over, and nobody can choose any more.",
        example: { documents: several(9), day: "2027-01-02" },
      },
    ],
  },
});

/** So many objectives of the team, whose titles tell them apart. */
function several(count: number, properties: Readonly<Record<string, unknown>> = {}): string[] {
  return Array.from("abcdefghij".slice(0, count), (letter) =>
    objective({
      id: `goal-${letter}${"cycle" in properties ? "-yearly" : ""}`,
      title: `Reach planet ${letter.toUpperCase()} with passengers on board`,
      ...properties,
    }),
  );
}

function byPath(a: Objective, b: Objective): number {
  return a.source.path < b.source.path ? -1 : 1;
}
