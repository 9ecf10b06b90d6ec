import type { MeanChange, ScoreChange, Standing } from "../analysis/diff.ts";
import type { Status } from "../analysis/pace.ts";
import { meanName, meanText } from "./diff-headline.ts";
import { type DiffReport, scoreStep } from "./diff-report.ts";
import { safe } from "./safe.ts";
import { STATUS_SIGNS } from "./style.ts";
import { count, decimal } from "./words.ts";

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
  readonly note: string;
  /** Of an objective after the change, for its colour. */
  readonly status: Status | null;
}

/** The scores that differ, the largest difference first, then the means. */
export function scoreRows(report: DiffReport): ScoreRow[] {
  const { scores, means } = report.diff;
  const rows = scores
    // What is planned and never read has no score to speak of, coming or going.
    .filter((one) => one.counts || one.before?.read || one.after?.read)
    .map((one) => ({ one, moved: Math.abs((one.after?.score ?? 0) - (one.before?.score ?? 0)) }))
    .sort((a, b) => b.moved - a.moved || (a.one.objective.id < b.one.objective.id ? -1 : 1))
    .map(({ one }) => objectiveRow(one, report));
  if (rows.length === 0) return [];
  return [
    ...rows,
    ...means.map(({ team, before, after, objectives }): ScoreRow => {
      const name = team === null ? meanName(report) : `mean of ${safe(team)}`;
      return {
        ...{ id: null, name },
        ...{ before: meanText(before), after: meanText(after), change: changeText(before, after) },
        ...{ note: ofObjectives(objectives), status: null },
      };
    }),
  ];
}

function objectiveRow({ objective, before, after }: ScoreChange, report: DiffReport): ScoreRow {
  const unread = (side: "before" | "after") => report[side].plan.damaged.has(objective.id);
  return {
    id: safe(objective.id),
    name: safe(objective.title),
    before: before === null ? "–" : decimal(before.score),
    after: after === null ? "–" : decimal(after.score),
    change: changeText(before?.score ?? null, after?.score ?? null),
    note: noteOf(before, after, unread),
    status: after === null || after.closed ? null : after.status,
  };
}

/** `of 3 objectives`, and how many there were where that is another number. */
function ofObjectives({ before, after }: MeanChange["objectives"]): string {
  return before === after || before === 0
    ? `of ${count(after, "objective")}`
    : `of ${before} → ${count(after, "objective")}`;
}

function changeText(before: number | null, after: number | null): string {
  return before === null || after === null ? "" : scoreStep(before, after);
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
