import { STATUSES, type Status } from "../analysis/pace.ts";
import { TAKING_PART } from "../analysis/report/participation.ts";
import type { Contribution, Report, Verdict } from "../analysis/report.ts";
import { markdownRow, markdownText } from "./markdown.ts";
import { objectiveSection } from "./report-markdown-objective.ts";
import { personName, STATUS_WORDS, sentence, teamName } from "./report-words.ts";
import { sparkline } from "./sparkline.ts";
import { STATUS_SIGNS } from "./style.ts";
import { change, count, decimal } from "./words.ts";

/** So many rows a table has. */
const ROWS = 500;
/** The worst first. */
const WORRYING: readonly Status[] = ["off-track", "stale", "at-risk"];
/** So many team objectives are named below a strategic one: those that are worst. */
const NAMED = 5;

/** All objectives, one line each, in the order of the report. */
export function objectiveTable({ stories, snapshot: { plan } }: Report): string {
  const rows = stories.slice(0, ROWS).map(({ followed, serves }) => {
    const { objective, status, closed, score, trend, projected, confidence, lastCheckIn } = followed;
    const weeks = (followed.past?.weeks ?? []).map(({ scored }) => scored?.score ?? null);
    return markdownRow([
      closed ? "✓ closed" : status === null ? "?" : `${STATUS_SIGNS[status]} ${status}`,
      `${markdownText(objective.title)}`,
      markdownText(teamName(plan, objective.team)),
      markdownText(personName(plan, objective.owner)),
      `${decimal(score)}${trend === null || closed ? "" : ` (${change(trend)})`}`,
      weeks.length < 2 ? "" : sparkline(weeks, 13),
      projected === null || closed ? "" : decimal(projected),
      confidence === null ? "" : `${confidence}`,
      lastCheckIn ?? "never",
      serves.map(({ ref }) => markdownText(ref)).join(", "),
    ]);
  });
  const more = stories.length - rows.length;
  return [
    markdownRow([
      "Status",
      "Objective",
      "Team",
      "Owner",
      "Score",
      "Weeks",
      "Projected",
      "Confidence",
      "Last check-in",
      "Serves",
    ]),
    "|---|---|---|---|---|---|---|---|---|---|",
    ...rows,
    ...(more > 0 ? ["", `… and ${more} more: \`okr report --format csv\` has them all.`] : []),
  ].join("\n");
}

/** How many people of each team take part. */
export function participationTable({ participation }: Report): string {
  return [
    markdownRow(["Team", "Have a part", "Wrote", "Objectives with a recent check-in"]),
    "|---|---|---|---|",
    ...participation
      .slice(0, ROWS)
      .map(({ team, people, withPart, wrote, open, fresh }) =>
        markdownRow([
          markdownText(team.name),
          `${withPart} of ${people}${withPart / people < TAKING_PART ? " ⚠" : ""}`,
          `${wrote} of ${people}${wrote / people < TAKING_PART ? " ⚠" : ""}`,
          open === 0 ? "" : `${fresh} of ${open}`,
        ]),
      ),
  ].join("\n");
}

/** The strategy, each priority with its strategic objectives and what teams contribute in sum. */
export function strategySections(report: Report): string[] {
  const { strategy, stories, snapshot } = report;
  const { mission = null, vision = null } = snapshot.plan.strategy ?? {};
  const byId = new Map(stories.map((story) => [story.followed.objective.id, story]));
  const told = new Set<string>();
  const head = [
    ...(mission === null ? [] : [`**Mission.** ${markdownText(mission)}`]),
    ...(vision === null ? [] : [`**Vision.** ${markdownText(vision)}`]),
  ];
  const parts = strategy.flatMap(({ priority, served, directly }) => [
    `## ${priority === null ? "Serving no priority" : markdownText(priority.title)}`,
    ...(served.length === 0 && directly.objectives.length === 0
      ? ["Nothing serves this priority in the cycles shown."]
      : []),
    ...served.flatMap(({ followed, contribution }) => {
      const { id, title } = followed.objective;
      const story = byId.get(id);
      if (story === undefined || told.has(id)) return [`### ${markdownText(title)}`, "See above."];
      told.add(id);
      const lean = { ...story, servedBy: [] };
      return [
        objectiveSection(lean, report),
        contributionLines(contribution, "What teams contribute", report),
      ];
    }),
    ...(directly.objectives.length === 0
      ? []
      : [contributionLines(directly, "Team objectives that serve this priority directly", report)]),
  ]);
  return [...head, ...parts];
}

function contributionLines(
  { objectives, counts, mean, units }: Contribution,
  name: string,
  { snapshot }: Report,
): string {
  if (mean === null) return `${name}: nothing yet.`;
  const standing = STATUSES.filter((status) => counts[status] > 0).map(
    (status) => `${counts[status]} ${STATUS_WORDS[status]}`,
  );
  const closed = objectives.filter((one) => one.closed).length;
  if (closed > 0) standing.push(`${closed} closed`);
  const worst = objectives
    .filter(({ status, closed: over }) => !over && status !== null && WORRYING.includes(status))
    .sort((a, b) => WORRYING.indexOf(a.status as Status) - WORRYING.indexOf(b.status as Status));
  return [
    `${name}: ${count(objectives.length, "objective")} with a mean score of ${decimal(mean)}; ${sentence(standing)}.`,
    "",
    ...(units.length > 1
      ? units.map(({ unit, objectives: some }) => {
          const scores = some.map(({ score }) => score);
          const average = scores.reduce((sum, score) => sum + score, 0) / scores.length;
          return `- ${unit === null ? "Teams without a unit" : markdownText(unit.name)}: ${count(some.length, "objective")}, mean ${decimal(average)}`;
        })
      : []),
    ...worst.slice(0, NAMED).map(({ objective, score, status }) => {
      const who = `${objective.title} (${teamName(snapshot.plan, objective.team)})`;
      return `- ${STATUS_SIGNS[status ?? "stale"]} ${markdownText(who)}: ${STATUS_WORDS[status ?? "stale"]}, ${decimal(score)}`;
    }),
    ...(worst.length > NAMED ? [`- … and ${worst.length - NAMED} more`] : []),
  ]
    .join("\n")
    .trimEnd();
}

/** How the objectives of a cycle ended: grades and scores, forecasts against outcomes, what was learned. */
export function verdictSections(report: Report): string[] {
  const { verdicts } = report;
  if (verdicts.length === 0) return [];
  return [
    "## Scores and grades",
    [
      markdownRow(["Objective", "Type", "Score", "Grade", "Ended", "Outcome"]),
      "|---|---|---|---|---|---|",
      ...verdicts.slice(0, ROWS).map(verdictRow),
    ].join("\n"),
    "## Forecasts and outcomes",
    "What people thought on the way, as confidence of reaching the objective, and how it ended.",
    [
      markdownRow(["Objective", "First", "Middle", "Last", "Reached"]),
      "|---|---|---|---|---|",
      ...verdicts.slice(0, ROWS).map(forecastRow),
    ].join("\n"),
    "## In detail",
    ...verdicts.slice(0, ROWS).map(({ story }) => objectiveSection(story, report)),
  ];
}

function verdictRow({ story: { followed }, band, outcome, reached, lastReading }: Verdict): string {
  const { objective, score, grade } = followed;
  const cells = [markdownText(objective.title), objective.type, decimal(score)];
  const end = reached === null ? `${band} so far (last reading ${lastReading ?? "none"})` : band;
  return markdownRow([...cells, grade === null ? "" : decimal(grade), end, outcome ?? "not closed"]);
}

function forecastRow({ story, forecasts, reached, final }: Verdict): string {
  const said = (when: string) => {
    const one = forecasts.find((forecast) => forecast.when === when);
    return one === undefined ? "" : `${one.confidence} on ${one.day}`;
  };
  const end = reached === null ? "not closed" : `${reached ? "yes" : "no"} (${decimal(final)})`;
  return markdownRow([
    markdownText(story.followed.objective.title),
    said("first"),
    said("middle"),
    said("last"),
    end,
  ]);
}
