import type { Diff, MeanChange, ScoreChange, Standing } from "../analysis/diff.ts";
import type { Status } from "../analysis/pace.ts";
import { meanName, meanText } from "./diff-headline.ts";
import { type DiffReport, scoreStep } from "./diff-report.ts";
import { safe } from "./safe.ts";
import { STATUS_SIGNS } from "./style.ts";
import { change, count, decimal } from "./words.ts";

/** One line of the table of scores; safe text. */
export interface ScoreRow {
  /** The id of the objective; null for a mean. */
  readonly id: string | null;
  /** The title of an objective, or what a mean is of. */
  readonly name: string;
  readonly before: string;
  readonly after: string;
  /** `+0.23`; empty where the two are the same or one is not there. */
  readonly change: string;
  /** How much of that moved goalposts did: `of which +0.17 by moved goalposts`; empty where they did nothing. */
  readonly moved: string;
  readonly note: string;
  /** Of an objective after the change, for its colour; null as well where a moved goalpost lifts it. */
  readonly status: Status | null;
}

/** The scores that differ, the largest difference first, then the means. */
export function scoreRows(report: DiffReport): ScoreRow[] {
  const { scores, means } = report.diff;
  const lifts = liftsOf(report.diff);
  const rows = scores
    // What is planned and never read has no score to speak of, coming or going.
    .filter((one) => one.counts || one.before?.read || one.after?.read)
    .map((one) => ({ one, moved: Math.abs((one.after?.score ?? 0) - (one.before?.score ?? 0)) }))
    .sort((a, b) => b.moved - a.moved || (a.one.objective.id < b.one.objective.id ? -1 : 1))
    .map(({ one }) => objectiveRow(one, lifts.get(one.objective.id) ?? 0, report));
  if (rows.length === 0) return [];
  return [
    ...rows,
    ...means.map(({ team, before, after, objectives }): ScoreRow => {
      const name = team === null ? meanName(report) : `mean of ${safe(team)}`;
      return {
        ...{ id: null, name },
        ...{ before: meanText(before), after: meanText(after) },
        ...changeTexts(before, after, meanLift(team, report.diff, lifts)),
        ...{ note: ofObjectives(objectives), status: null },
      };
    }),
  ];
}

/** How far moved goalposts lift each score, by the objective's id; below 0 they lower it. */
function liftsOf({ goalposts }: Diff): ReadonlyMap<string, number> {
  return new Map(
    goalposts.flatMap(({ after, score }) => (score === null ? [] : [[after.id, score.after - score.before]])),
  );
}

/** How far they lift the mean of a team, or of all for null. */
function meanLift(
  team: string | null,
  { standings, means }: Diff,
  lifts: ReadonlyMap<string, number>,
): number {
  const { after = 0 } = means.find((one) => one.team === team)?.objectives ?? {};
  const counting = [...standings.values()].filter(
    ({ counts, objective }) => counts && (team === null || objective.team === team),
  );
  return (
    counting.reduce((sum, { objective }) => sum + (lifts.get(objective.id) ?? 0), 0) / Math.max(1, after)
  );
}

function objectiveRow({ objective, before, after }: ScoreChange, lift: number, report: DiffReport): ScoreRow {
  const unread = (side: "before" | "after") => report[side].plan.damaged.has(objective.id);
  return {
    id: safe(objective.id),
    name: safe(objective.title),
    before: before === null ? "–" : decimal(before.score),
    after: after === null ? "–" : decimal(after.score),
    ...changeTexts(before?.score ?? null, after?.score ?? null, lift),
    note: noteOf(before, after, unread),
    status: after === null || after.closed || lift > 0 ? null : after.status,
  };
}

/** `of 3 objectives`, and how many there were where that is another number. */
function ofObjectives({ before, after }: MeanChange["objectives"]): string {
  return before === after || before === 0
    ? `of ${count(after, "objective")}`
    : `of ${before} → ${count(after, "objective")}`;
}

/** How far a score went, and how much of that moved goalposts did. */
function changeTexts(
  before: number | null,
  after: number | null,
  lift: number,
): Pick<ScoreRow, "change" | "moved"> {
  if (before === null || after === null) return { change: "", moved: "" };
  const step = scoreStep(before, after);
  // As the numbers are shown: first what the readings did, then what the goalposts did.
  const [own, lifted] = [scoreStep(before, after - lift), scoreStep(after - lift, after)];
  if (lifted === "") return { change: step, moved: "" };
  if (own === "") return { change: step, moved: "all of it by moved goalposts" };
  const isPart = [own, lifted].every((part) => part.charAt(0) === step.charAt(0));
  return {
    change: step || change(0),
    moved: `${isPart ? "of which" : "though"} ${lifted} by moved goalposts`,
  };
}

function noteOf(
  before: Standing | null,
  after: Standing | null,
  unread: (side: "before" | "after") => boolean,
): string {
  if (after === null) return unread("after") ? "unreadable" : "gone";
  if (before === null) return `${unread("before") ? "readable again" : "new"}, ${statusWords(after)}`;
  const [was, is] = [statusWords(before), statusWords(after)];
  return was === is ? is : `${was} → ${is}`;
}

/** `◐ at-risk`, `■ closed (done), grade 0.60`. */
function statusWords({ status, closed, outcome, grade }: Standing): string {
  if (!closed) return status === null ? "no cycle" : `${STATUS_SIGNS[status]} ${status}`;
  return `■ closed${outcome === null ? "" : ` (${outcome})`}${grade === null ? "" : `, grade ${decimal(grade)}`}`;
}
