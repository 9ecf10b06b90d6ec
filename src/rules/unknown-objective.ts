import { Former, isPast } from "../analysis/former.ts";
import { defineRule, suggester } from "./define.ts";
import { checkIn, objective } from "./examples.ts";

export const unknownObjective = defineRule({
  id: "unknown-objective",
  group: "files",
  severity: "error",
  summary: "A record, a dependency and a continuation name an objective that exists.",
  why: "A check-in of an objective that does not exist is in no score, and a dependency on it warns nobody.",
  *check({ plan, checkIns, retrospectives, history }, { survey }) {
    const former = new Former(history);
    const hintFor = suggester(
      plan.objectives.map(({ id }) => id),
      "objective",
    );
    const stranger = (id: string) => plan.objective(id) === undefined && !plan.damaged.has(id);
    const misfit = (id: string) => ({
      message: `there is no objective "${id}"`,
      hint: hintFor(id),
      key: id,
    });
    for (const { objective, source } of [...checkIns, ...retrospectives])
      if (stranger(objective))
        yield { source, pointer: ["objective"], subject: objective, ...misfit(objective) };
    for (const objective of plan.objectives) {
      const { id, dependsOn, continues, source } = objective;
      const past = (other: string) => isPast(survey, objective) && former.had("objective", other);
      for (const [index, other] of dependsOn.entries())
        if (stranger(other) && !past(other))
          yield { source, pointer: ["depends_on", index], subject: id, ...misfit(other) };
      if (continues !== null && stranger(continues) && !past(continues))
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
    misfires: [
      {
        why: "What an objective of last quarter carried on or depended on may have been cleared away since.",
        example: {
          commits: [
            {
              day: "2026-09-02",
              files: {
                "before.md": objective({ id: "before", cycle: "2026-Q2" }),
                "grow.md": objective({ cycle: "2026-Q3", continues: "before", depends_on: ["before"] }),
              },
            },
            { day: "2026-12-01", files: { "before.md": null } },
          ],
        },
      },
      {
        why: "What an objective carries on may be long over.",
        example: [objective({ id: "grow-2024", cycle: "2024-Q4" }), objective({ continues: "grow-2024" })],
      },
    ],
  },
});
