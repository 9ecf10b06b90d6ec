import { findUnserved, type Unserved } from "../analysis/coverage.ts";
import type { Survey } from "../analysis/survey.ts";
import { cycleOn } from "../model/cycle.ts";
import { addDays, type Day } from "../model/day.ts";
import { keyResultRef } from "../model/plan.ts";
import { defineRule, type Misfit } from "./define.ts";
import { checkIn, document, keyResult, objective, retrospective } from "./examples.ts";

const TEAMS = [
  document({ kind: "team", id: "space", name: "Example Space", level: "company" }),
  document({ kind: "team", id: "flights", name: "Flights", level: "unit", parent: "space" }),
  document({ kind: "team", id: "crew", name: "Crew", parent: "flights" }),
];
const ORBIT = objective({ id: "orbit", team: "space", cycle: "2026" });
const ROUTES = objective({ id: "routes", team: "flights", cycle: "2026", aligns_to: ["orbit"] });
const TWO = [keyResult({}), keyResult({ id: "seats", title: "Seats in a flight" })];

export const unsupportedObjective = defineRule({
  id: "unsupported-objective",
  group: "alignment",
  severity: "warning",
  summary: "What the company or a unit aims for is served by somebody this cycle.",
  why: "A strategic objective that nobody works for moves by luck. That is better heard while the quarter can still be changed than in the last report of the year.",
  options: {
    grace_days: {
      value: 21,
      meaning: "days from the beginning of a cycle in which teams may still be planning",
    },
  },
  *check(snapshot, { survey, options: { grace_days: grace } }) {
    const since = addDays(snapshot.day, -grace);
    if (!isPlanned(survey, since)) return;
    const begun = survey.objectivesIn("running").filter((one) => (survey.cycle(one)?.start ?? "") <= since);
    for (const one of findUnserved(begun, since, survey)) yield missing(one);
  },
  examples: {
    accepted: [
      at("2026-11-20", ORBIT, ROUTES, objective({ team: "crew", aligns_to: ["routes"] })),
      at("2026-11-20", ORBIT, objective({ team: "crew", aligns_to: ["orbit/passengers"] })),
    ],
    reported: [
      at("2026-11-20", ORBIT, objective({ team: "crew" })),
      at("2026-11-20", ORBIT, ROUTES, objective({ team: "crew", aligns_to: ["orbit"] })),
      at(
        "2026-11-20",
        objective({ id: "orbit", team: "space", cycle: "2026", key_results: TWO }),
        objective({ team: "crew", aligns_to: ["orbit/passengers"] }),
      ),
      // Whoever served it has given it up.
      at(
        "2026-11-27",
        ORBIT,
        objective({ id: "trial", aligns_to: ["orbit"] }),
        retrospective({ objective: "trial", date: "2026-10-30", outcome: "abandoned" }),
        objective({ team: "crew" }),
      ),
    ],
    misfires: [
      {
        why: "In the first weeks of a quarter the teams are still planning.",
        example: at("2026-10-21", ORBIT, objective({ team: "crew" })),
      },
      {
        why: "No team has written its objectives yet.",
        example: at("2026-11-20", ORBIT, ROUTES, objective({ team: "crew", cycle: "2026-Q3" })),
      },
      {
        why: "The team that served it has reached what it wanted, and closed it before the quarter ends.",
        example: at(
          "2026-12-20",
          ORBIT,
          objective({ id: "trial", aligns_to: ["orbit"] }),
          retrospective({ objective: "trial", date: "2026-11-20", outcome: "done" }),
          objective({ team: "crew" }),
        ),
      },
      {
        why: "It is served as a whole, so its key results need not be named.",
        example: at(
          "2026-11-20",
          objective({ id: "orbit", team: "space", cycle: "2026", key_results: TWO }),
          objective({ team: "crew", aligns_to: ["orbit/passengers"] }),
          objective({ id: "trial", aligns_to: ["orbit"] }),
        ),
      },
      {
        why: "The key result that nobody names is reached already.",
        example: at(
          "2026-11-20",
          objective({ id: "orbit", team: "space", cycle: "2026", key_results: TWO }),
          checkIn({ objective: "orbit", results: { seats: 40 } }),
          objective({ team: "crew", aligns_to: ["orbit/passengers"] }),
        ),
      },
      {
        why: "The unit has no teams: it does the work itself.",
        example: at(
          "2026-11-20",
          document({ kind: "team", id: "law", name: "Law", level: "unit", parent: "space" }),
          objective({ id: "licence", team: "law", cycle: "2026" }),
          objective({ team: "crew" }),
        ),
      },
    ],
  },
});

function at(day: Day, ...documents: readonly string[]) {
  return { documents: [...TEAMS, ...documents], day };
}

/** Whether the teams have planned the cycle: one of them has an objective that runs, and the time for planning is over. */
function isPlanned(survey: Survey, since: Day): boolean {
  const { plan, day, settings } = survey.snapshot;
  const running = survey.objectives.some(
    (one) => plan.team(one.team)?.level === "team" && survey.stage(one) === "running",
  );
  return running && cycleOn(day, settings.cycles).start <= since;
}

function missing({ objective, index }: Unserved): Misfit {
  const { id, source, keyResults } = objective;
  const part = index === null ? undefined : keyResults[index];
  const name = part === undefined ? id : keyResultRef(id, part.id);
  return {
    source,
    pointer: index === null ? ["id"] : ["key_results", index, "id"],
    message:
      part === undefined
        ? "nobody serves this objective this cycle"
        : `nobody serves this key result this cycle, though others of ${id} are served by name`,
    hint: `ask the teams which of them can move it, and have that one write ${name} into its aligns_to; or settle together that it waits, and say so: x-okr-ignore: { unsupported-objective: REASON }`,
    subject: name,
    key: "nobody",
  };
}
