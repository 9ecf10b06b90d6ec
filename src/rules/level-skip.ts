import { linksByServed, teamsAbove } from "../analysis/alignment.ts";
import { SpanGroups } from "../analysis/spans.ts";
import type { Survey } from "../analysis/survey.ts";
import { defineRule } from "./define.ts";
import { document, objective } from "./examples.ts";

const TEAMS = [
  document({ kind: "team", id: "space", name: "Example Space", level: "company" }),
  document({ kind: "team", id: "flights", name: "Flights", level: "unit", parent: "space" }),
  document({ kind: "team", id: "crew", name: "Crew", parent: "flights" }),
];
const COMPANY = objective({ id: "orbit", team: "space", cycle: "2026" });
const UNIT = objective({ id: "routes", team: "flights", cycle: "2026", aligns_to: ["orbit"] });

export const levelSkip = defineRule({
  id: "level-skip",
  group: "alignment",
  severity: "off",
  summary:
    "A team serves an objective of the company through its unit, where the unit has one that serves it too.",
  why: "The unit's objective is where its teams see each other's part. A team that goes past it is missing there, in the unit's report and in its meetings.",
  *check({ plan }, { survey }) {
    const level = (team: string) => plan.team(team)?.level ?? null;
    const ways = waysUp(survey);
    for (const one of survey.objectives) {
      const cycle = survey.cycle(one);
      if (one.alignsTo.length === 0 || cycle === null || level(one.team) !== "team" || !survey.isLive(one))
        continue;
      const links = linksByServed(survey.alignment.of(one.id));
      if ([...links.keys()].some(({ team }) => level(team) === "unit")) continue;
      const unit = teamsAbove(plan, one.team).find((team) => team.level === "unit")?.id;
      if (unit === undefined) continue;
      for (const [served, { index, ref }] of links) {
        const between = ways.meeting(nameOf(unit, served.id), cycle);
        if (between === null) continue;
        yield {
          source: one.source,
          pointer: ["aligns_to", index],
          message: `serves ${served.id} of the company past its own unit, where ${between.id} of ${unit} serves it too`,
          hint: `align to ${between.id} instead; or to both, where it moves the two in different ways`,
          subject: one.id,
          key: ref,
        };
      }
    }
  },
  examples: {
    accepted: [
      [...TEAMS, COMPANY, UNIT, objective({ team: "crew", aligns_to: ["routes"] })],
      [...TEAMS, COMPANY, UNIT, objective({ team: "crew" })],
    ],
    reported: [
      [...TEAMS, COMPANY, UNIT, objective({ team: "crew", aligns_to: ["orbit"] })],
      [...TEAMS, COMPANY, UNIT, objective({ team: "crew", aligns_to: ["orbit/passengers"] })],
    ],
    misfires: [
      {
        why: "The team has no unit above it.",
        example: [...TEAMS, COMPANY, UNIT, objective({ aligns_to: ["orbit"] })],
      },
      {
        why: "It serves the unit as well.",
        example: [
          ...TEAMS,
          COMPANY,
          UNIT,
          objective({ team: "crew", aligns_to: ["orbit", "routes/passengers"] }),
        ],
      },
      {
        why: "The unit's objective is about something else, so there is no way through it.",
        example: [
          ...TEAMS,
          COMPANY,
          objective({ id: "routes", team: "flights", cycle: "2026" }),
          objective({ team: "crew", aligns_to: ["orbit"] }),
        ],
      },
      {
        why: "The unit's objective runs at another time.",
        example: [
          ...TEAMS,
          COMPANY,
          objective({ id: "routes", team: "flights", cycle: "2027-Q1", aligns_to: ["orbit"] }),
          objective({ team: "crew", aligns_to: ["orbit"] }),
        ],
      },
    ],
  },
});

/** The live objectives of units that serve one of the company, by unit and what they serve. */
function waysUp(survey: Survey): SpanGroups {
  const { plan } = survey.snapshot;
  const ways = new SpanGroups();
  for (const objective of survey.objectives) {
    const cycle = survey.cycle(objective);
    if (cycle === null || plan.team(objective.team)?.level !== "unit" || !survey.isLive(objective)) continue;
    for (const { id, team } of linksByServed(survey.alignment.of(objective.id)).keys())
      if (plan.team(team)?.level === "company") ways.add(nameOf(objective.team, id), { objective, cycle });
  }
  return ways;
}

/** Ids have no spaces. */
function nameOf(unit: string, objective: string): string {
  return `${unit} ${objective}`;
}
