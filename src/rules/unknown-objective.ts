import { Former, isPast } from "../analysis/former.ts";
import { defineRule, suggester } from "./define.ts";
import { checkIn, objective } from "./examples.ts";
import { inRecord, tellLast } from "./wording.ts";

/** What helps where an objective was taken away or renamed: its records stay as they are. */
const BRING_BACK =
  "give it its file or its id back (a title may change, an id stays); what is to go for good takes its records along";
const REPLACE = "name what came in its place, or take the reference out";

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
    const misfit = (id: string, kind: "record" | "reference") => {
      const was = tellLast(former.last("objective", id));
      const without = kind === "record" ? inRecord(hintFor(id)) : hintFor(id);
      return {
        message: `there is no objective "${id}"${was === null ? "" : " any more"}`,
        hint: was === null ? without : `${was}: ${kind === "record" ? BRING_BACK : REPLACE}`,
        key: id,
      };
    };
    for (const { objective, source } of [...checkIns, ...retrospectives])
      if (stranger(objective))
        yield { source, pointer: ["objective"], subject: objective, ...misfit(objective, "record") };
    for (const objective of plan.objectives) {
      const { id, dependsOn, continues, source } = objective;
      const past = (other: string) => isPast(survey, objective) && former.had("objective", other);
      for (const [index, other] of dependsOn.entries())
        if (stranger(other) && !past(other))
          yield { source, pointer: ["depends_on", index], subject: id, ...misfit(other, "reference") };
      if (continues !== null && stranger(continues) && !past(continues))
        yield { source, pointer: ["continues"], subject: id, ...misfit(continues, "reference") };
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
      // Renamed, and its check-ins still speak of what it was called.
      {
        commits: [
          { day: "2026-10-01", files: { "grow.md": objective({}) } },
          { day: "2026-10-09", files: { "grow/a.md": checkIn({ date: "2026-10-09" }) } },
          { day: "2026-10-12", files: { "grow.md": objective({ id: "grow-more" }) } },
        ],
      },
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
