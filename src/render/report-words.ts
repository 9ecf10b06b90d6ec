import { STATUSES } from "../analysis/pace.ts";
import type { ObjectiveStory } from "../analysis/report/story.ts";
import type { Report, SinceObjective } from "../analysis/report.ts";
import { cycleDays } from "../model/cycle.ts";
import { daysBetween } from "../model/day.ts";
import type { Plan } from "../model/plan.ts";
import { change, count, decimal } from "./words.ts";

/*
 * What every format of a report says in the same words: plain text, which may hold anything that stands in a file. Whoever shows it
 * escapes it as the format asks.
 */

/** What a report is called: `Horizon Bank · 2026-Q4`. */
export function reportTitle({ kind, company, team, cycles }: Report): string {
  const about = { cycle: [], strategic: ["Strategy"], team: [], scorecard: ["Scorecard"] }[kind];
  const names = [company ?? "OKRs", ...(team === null ? [] : [team.name]), ...about];
  return [...names, cycles.map(({ id }) => id).join(", ")].filter(Boolean).join(" · ");
}

/** What a reader shall know after ten seconds, one sentence each: how much is reached, how much time is gone, who needs help. */
export function headlines(report: Report): string[] {
  const { kind, headline, since, overview } = report;
  const { mean, before, counts } = headline;
  if (mean === null) return [NOTHING[kind], ...times(report)];
  const moved = before === null || since === null ? "" : `, ${change(mean - before)} since ${since.day}`;
  const noun = kind === "strategic" ? "strategic objective" : "objective";
  const score = `${meanOf(report, count(counts.objectives, noun))} is ${decimal(mean)} of 1.00${moved}.`;
  if (kind === "scorecard") return [score, ...verdictSentences(report), ...times(report)];
  const standing = STATUSES.filter((status) => counts[status] > 0).map(
    (status) => `${counts[status]} ${STATUS_WORDS[status]}`,
  );
  if (counts.closed > 0) standing.push(`${counts.closed} closed`);
  const stand = overview.outside === "before" ? [] : [`${sentence(standing)}.`];
  return [score, ...stand, ...unscored(headline), ...times(report)];
}

/** What a mean is taken of: at the end that is what people settled, where they did. */
function meanOf({ kind, verdicts }: Report, objectives: string): string {
  if (kind !== "scorecard" || !verdicts.some(({ graded }) => graded))
    return `The mean score of ${objectives}`;
  return verdicts.every(({ graded }) => graded)
    ? `The mean grade of ${objectives}`
    : `The mean of ${objectives}, by their grades or else their scores,`;
}

const NOTHING: Readonly<Record<Report["kind"], string>> = {
  cycle: "There is no objective to report on.",
  team: "There is no objective to report on.",
  strategic: "There is no strategic objective: none of the company or of a unit.",
  scorecard: "There is no objective whose cycle is over.",
};

function unscored({ counts: { unscored: none, keyResults } }: Report["headline"]): string[] {
  if (none === 0) return [];
  return [`${none} of ${count(keyResults, "key result")} ${none === 1 ? "has" : "have"} no reading yet.`];
}

/** How many reached what they aimed for, and how many are not closed, so that nobody knows. */
export function verdictSentences({ verdicts }: Report): string[] {
  const closed = verdicts.filter((verdict) => verdict.reached !== null);
  const reached = closed.filter((verdict) => verdict.reached).length;
  const open = verdicts.filter((verdict) => verdict.reached === null);
  const ends =
    closed.length === 0
      ? []
      : [
          closed.length === 1
            ? `The one closed objective ${reached === 1 ? "reached" : "did not reach"} what it aimed for.`
            : `${reached} of ${closed.length} closed objectives reached what they aimed for.`,
        ];
  if (open.length === 0) return ends;
  const days = [...new Set(open.map(({ lastReading }) => lastReading ?? "none"))].sort();
  const known = days.length > 3 ? `${days.slice(0, 3).join(", ")} …` : days.join(", ");
  return [
    ...ends,
    `${count(open.length, "objective")} ${open.length === 1 ? "is" : "are"} not closed, so how ${open.length === 1 ? "it" : "they"} ended is not known (last reading: ${known}).`,
  ];
}

function times({ cycles, day }: Report): string[] {
  return cycles.map((cycle) => {
    const days = cycleDays(cycle);
    const gone = daysBetween(cycle.start, day) + 1;
    if (gone <= 0) return `${cycle.id} begins on ${cycle.start}.`;
    if (day > cycle.end) return `${cycle.id} ended on ${cycle.end}.`;
    return `${Math.round((gone / days) * 100)} % of ${cycle.id} is gone (day ${gone} of ${days}, until ${cycle.end}).`;
  });
}

/** The statuses as words of a sentence. */
export const STATUS_WORDS = {
  "on-track": "on track",
  "at-risk": "at risk",
  "off-track": "off track",
  stale: "without a recent check-in",
  early: "too early to judge",
} as const;

/** What each status means, for readers who see it for the first time. */
export const STATUS_MEANINGS = {
  "on-track": "at this pace it ends well",
  "at-risk": "at this pace it ends below what was hoped for, but not far",
  "off-track": "at this pace it ends far below",
  stale: "nobody has said for too long how it stands",
  early: "the cycle has only just begun",
} as const;

/** A person's name, as far as it is known; else the id. */
export function personName(plan: Plan, id: string): string {
  return plan.person(id)?.name ?? id;
}

/** A team's name, as far as it is known; else the id. */
export function teamName(plan: Plan, id: string): string {
  return plan.team(id)?.name ?? id;
}

/** Those that need attention, most urgent first. */
export function needingAttention({ stories }: Report): ObjectiveStory[] {
  return stories.filter(({ reasons }) => reasons.length > 0);
}

/** What happened to an objective since the day of comparison, in parts; nothing where nothing did. */
export function happened(since: SinceObjective, { followed }: ObjectiveStory): string[] {
  const { before, checkIns, closed, moves } = since;
  const parts: string[] = [];
  if (before === null) parts.push("new");
  else {
    if (decimal(before.score) !== decimal(followed.score))
      parts.push(`score ${decimal(before.score)} → ${decimal(followed.score)}`);
    const { status, confidence } = followed;
    if (before.status !== status && before.status !== null && status !== null && !followed.closed)
      parts.push(`${STATUS_WORDS[before.status]} → ${STATUS_WORDS[status]}`);
    if (confidence !== null && before.confidence !== null && confidence !== before.confidence)
      parts.push(`confidence ${before.confidence} → ${confidence}`);
  }
  if (checkIns > 0) parts.push(count(checkIns, "check-in"));
  if (moves.length > 0) parts.push("goalposts moved");
  if (closed) parts.push(followed.closed?.outcome ? `closed: ${followed.closed.outcome}` : "closed");
  return parts;
}

/** Parts as a sentence: `2 on track, 1 at risk and 1 closed`. */
export function sentence(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}
