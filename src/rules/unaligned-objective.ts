import { teamsAbove } from "../analysis/alignment.ts";
import { SpanGroups } from "../analysis/spans.ts";
import type { Survey } from "../analysis/survey.ts";
import type { Cycle } from "../model/cycle.ts";
import type { Objective, Priority } from "../model/plan.ts";
import { defineRule } from "./define.ts";
import { document, objective, retrospective } from "./examples.ts";
import { tellList } from "./wording.ts";

const STRATEGY = document({
  kind: "strategy",
  priorities: [
    { id: "safety", title: "Safety first" },
    { id: "everybody-flies", title: "Flights that everybody can pay" },
  ],
});
const COMPANY = document({ kind: "team", id: "space", name: "Example Space", level: "company" });
const UNIT = document({ kind: "team", id: "flights", name: "Flights", level: "unit", parent: "space" });
const CREW = document({ kind: "team", id: "crew", name: "Crew", parent: "flights" });

export const unalignedObjective = defineRule({
  id: "unaligned-objective",
  group: "alignment",
  severity: "warning",
  presets: { strict: "error" },
  summary: "A team's objective says what it serves, as soon as there is something to serve.",
  why: "A team declares which priority, objective or key result its work serves. Where it does not, nobody can tell whether the work matters, and teams drift apart without noticing.",
  *check({ plan }, { survey }) {
    const higher = new Higher(survey);
    const priorities = plan.strategy?.priorities ?? [];
    for (const objective of survey.objectives) {
      const { id, source, alignsTo, team } = objective;
      if (alignsTo.length > 0 || plan.team(team)?.level !== "team" || !survey.isLive(objective)) continue;
      const served = higher.meeting(team, survey.cycle(objective));
      if (served === null && priorities.length === 0) continue;
      const there = served === null ? "the strategy has priorities" : `${served.team} has ${served.id}`;
      yield {
        source,
        pointer: ["aligns_to"],
        message: `the objective serves nothing, though ${there}`,
        hint: `name in aligns_to what it serves: ${choices(served, priorities)}; where nothing fits, talk about it with the unit`,
        subject: id,
        key: "nothing",
      };
    }
  },
  examples: {
    accepted: [
      [STRATEGY, objective({ aligns_to: ["safety"] })],
      [
        COMPANY,
        objective({ id: "orbit", team: "space", cycle: "2026" }),
        objective({ aligns_to: ["orbit/passengers"] }),
      ],
    ],
    reported: [
      [STRATEGY, objective({})],
      [STRATEGY, objective({ cycle: "2027-Q1", aligns_to: [] })],
      [COMPANY, objective({ id: "orbit", team: "space", cycle: "2026" }), objective({})],
      // Its own unit has one, though the company has not.
      [
        COMPANY,
        UNIT,
        CREW,
        objective({ id: "orbit", team: "flights", cycle: "2026" }),
        objective({ team: "crew" }),
      ],
    ],
    misfires: [
      {
        why: "The company has written no strategy yet, and nobody above has an objective: there is nothing to serve.",
        example: [objective({})],
      },
      {
        why: "Objectives of the company and of units stand at the top; they serve priorities if anything.",
        example: [
          STRATEGY,
          COMPANY,
          UNIT,
          objective({ id: "orbit", team: "space", cycle: "2026" }),
          objective({ id: "routes", team: "flights", cycle: "2026" }),
        ],
      },
      {
        why: "It is closed, so there is nothing left to align.",
        example: [STRATEGY, objective({}), retrospective({})],
      },
      {
        why: "What the company aims for ends before this one begins, and the next year is not written yet.",
        example: [
          COMPANY,
          objective({ id: "orbit", team: "space", cycle: "2026" }),
          objective({ cycle: "2027-Q1" }),
        ],
      },
      {
        why: "Only another unit has an objective; this team's own unit has not begun with OKRs.",
        example: [
          COMPANY,
          UNIT,
          CREW,
          document({ kind: "team", id: "ground", name: "Ground", level: "unit", parent: "space" }),
          objective({ id: "hangars", team: "ground", cycle: "2026" }),
          objective({ team: "crew" }),
        ],
      },
    ],
  },
});

/** The group of all objectives above the teams. */
const ANY = "";
/** The group of those of the whole company; no id has spaces. */
const WHOLE = "the company";

/** What stands above teams and can still be served. */
class Higher {
  readonly #survey: Survey;
  readonly #groups = new SpanGroups();

  constructor(survey: Survey) {
    this.#survey = survey;
    for (const objective of survey.objectives) {
      const level = survey.snapshot.plan.team(objective.team)?.level ?? "team";
      const cycle = survey.cycle(objective);
      if (level === "team" || cycle === null || !survey.isLive(objective)) continue;
      for (const group of [ANY, objective.team, ...(level === "company" ? [WHOLE] : [])])
        this.#groups.add(group, { objective, cycle });
    }
  }

  /** What a team could serve in a cycle: of its units, the nearest first, then of the company; of any where no team above it is named. */
  meeting(team: string, cycle: Cycle | null): Objective | null {
    if (cycle === null) return null;
    const { plan } = this.#survey.snapshot;
    for (const { id } of teamsAbove(plan, team)) {
      const found = this.#groups.meeting(id, cycle);
      if (found !== null) return found;
    }
    return this.#groups.meeting(plan.team(team)?.parent === null ? ANY : WHOLE, cycle);
  }
}

function choices(served: Objective | null, priorities: readonly Priority[]): string {
  const own = served === null ? "" : `${served.id} or a key result of it`;
  const names = priorities.length === 0 ? "" : `a priority (${tellList(priorities.map(({ id }) => id))})`;
  return [own, names].filter(Boolean).join(", or ");
}
