import type { Link } from "../analysis/alignment.ts";
import { overlap } from "../analysis/spans.ts";
import type { Survey } from "../analysis/survey.ts";
import { type Cycle, cycleOn } from "../model/cycle.ts";
import { addDays, type Day } from "../model/day.ts";
import { keyResultRef, type Objective, type Plan } from "../model/plan.ts";
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
    const { plan } = snapshot;
    const since = addDays(snapshot.day, -grace);
    if (!isPlanned(survey, since)) return;
    const bottom = bottomUnits(plan);
    for (const one of survey.objectives) {
      const level = plan.team(one.team)?.level ?? "team";
      const cycle = survey.cycle(one);
      if (level === "team" || bottom.has(one.team)) continue;
      if (cycle === null || survey.stage(one) !== "running" || cycle.start > since) continue;
      const links = survey.alignment.to(one.id).filter((link) => counts(link, { cycle, since, survey }));
      if (links.some(({ keyResult }) => keyResult === null)) continue;
      const open = openOf(one, new Set(links.map(({ keyResult }) => keyResult?.id)), survey);
      if (open.length === 0) continue;
      if (links.length === 0) yield missing(one, []);
      else for (const index of open) yield missing(one, ["key_results", index]);
    }
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

/** The units without a team below them; none where nobody writes down who belongs where. */
function bottomUnits({ teams }: Plan): ReadonlySet<string> {
  const parents = new Set(teams.map(({ parent }) => parent));
  parents.delete(null);
  const bottom = teams.filter(({ id, level }) => level === "unit" && !parents.has(id));
  return new Set(parents.size === 0 ? [] : bottom.map(({ id }) => id));
}

/**
 * Whether somebody serves an objective this cycle, or did until a moment ago. What was closed counts for the rest of its cycle, unless
 * it was given up; where nothing is known of its cycle, or of the key result it names, it counts as well.
 */
function counts({ from, objective }: Link, at: { cycle: Cycle; since: Day; survey: Survey }): boolean {
  if (objective === from) return false;
  const { survey, since } = at;
  const cycle = survey.cycle(from);
  if (cycle === null) return true;
  if (!overlap(cycle, at.cycle)) return false;
  const closing = survey.story.closed(from.id, survey.snapshot.day);
  const last = closing?.outcome === "abandoned" && closing.date < cycle.end ? closing.date : cycle.end;
  return last >= since;
}

/** The places of the key results that nobody names, and that are not reached yet. */
function openOf(one: Objective, served: ReadonlySet<string | undefined>, survey: Survey): number[] {
  if (one.keyResults.every(({ id }) => served.has(id))) return [];
  return survey
    .paced(one)
    .keyResults.flatMap(({ keyResult, score }, index) =>
      served.has(keyResult.id) || score >= 1 - 1e-9 ? [] : index,
    );
}

function missing(
  { id, source, keyResults }: Objective,
  within: readonly [] | readonly ["key_results", number],
): Misfit {
  const [, index] = within;
  const part = index === undefined ? undefined : keyResults[index];
  const name = part === undefined ? id : keyResultRef(id, part.id);
  return {
    source,
    pointer: [...within, "id"],
    message:
      part === undefined
        ? "nobody serves this objective this cycle"
        : `nobody serves this key result this cycle, though others of ${id} are served by name`,
    hint: `ask the teams which of them can move it, and have that one write ${name} into its aligns_to; or settle together that it waits, and say so: x-okr-ignore: { unsupported-objective: REASON }`,
    subject: name,
    key: "nobody",
  };
}
