import { defineRule, suggester } from "./define.ts";
import { checkIn, objective } from "./examples.ts";

export const unknownObjective = defineRule({
  id: "unknown-objective",
  severity: "error",
  summary: "A record, a dependency and a continuation name an objective that exists.",
  *check({ plan, checkIns, retrospectives }) {
    const hintFor = suggester(
      plan.objectives.map(({ id }) => id),
      "objective",
    );
    const stranger = (id: string) => plan.objective(id) === undefined && !plan.damaged.has(id);
    const misfit = (id: string) => ({
      message: `there is no objective "${id}"`,
      hint: hintFor(id),
    });
    for (const { objective, source } of [...checkIns, ...retrospectives])
      if (stranger(objective))
        yield { source, pointer: ["objective"], subject: objective, ...misfit(objective) };
    for (const { id, dependsOn, continues, source } of plan.objectives) {
      for (const [index, other] of dependsOn.entries())
        if (stranger(other)) yield { source, pointer: ["depends_on", index], subject: id, ...misfit(other) };
      if (continues !== null && stranger(continues))
        yield { source, pointer: ["continues"], subject: id, ...misfit(continues) };
    }
  },
  examples: {
    accepted: [
      [objective({}), checkIn({}), objective({ id: "more", depends_on: ["grow"], continues: "grow" })],
    ],
    reported: [
      [objective({}), checkIn({ objective: "gorw" })],
      [objective({ depends_on: ["ghost"] })],
      [objective({ continues: "ghost" })],
    ],
  },
});
