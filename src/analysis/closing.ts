import { findCycle } from "../model/cycle.ts";
import type { Day } from "../model/day.ts";
import { metricOf } from "../model/metrics/index.ts";
import type { Objective } from "../model/plan.ts";
import type { Retrospective } from "../model/records.ts";
import { type NewRetrospective, OUTCOMES } from "../model/retrospective.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { type Band, bandOf } from "./pace.ts";
import { type KeyResultScore, type Scored, Story, scoreObjective } from "./score.ts";

/** Something that keeps an objective from being closed, and what to do about it. */
export interface ClosingProblem {
  readonly message: string;
  readonly hint: string;
}

/** What an end retrospective settles. */
export interface Closing {
  readonly objective: Objective;
  readonly record: NewRetrospective;
  /** Relative to the OKR root. */
  readonly path: string;
  /** With the grades, and the scores of the day. */
  readonly scored: Scored;
  /** What the final grade is called; null where it is not graded. */
  readonly band: Band | null;
  /** Whether the practice asks to look at it again: a committed objective that was missed, an aspirational one below fair. */
  readonly lookAgain: boolean;
  /** The end retrospective that counted until now. */
  readonly replaces: Retrospective | null;
}

/** A difference of decimals that nobody typed. */
const NOISE = 1e-9;

/** Objectives as they would be closed: with the scores that are offered as grades. One pass over all records. */
export class ClosingBook {
  readonly snapshot: Snapshot;
  readonly #open: Story;
  readonly #closings = new Map<string, Retrospective>();

  constructor(snapshot: Snapshot) {
    this.snapshot = snapshot;
    this.#open = new Story({ ...snapshot, retrospectives: [] });
    for (const one of snapshot.retrospectives)
      if (one.phase === "end") this.#closings.set(one.objective, one);
  }

  /** The end retrospective that counts, also where it is of a later day. */
  closed({ id }: Objective): Retrospective | null {
    return this.#closings.get(id) ?? null;
  }

  /** How an objective stands on a day, as if it had never been closed. */
  scored(objective: Objective, day: Day): Scored {
    return scoreObjective(objective, this.#open, day);
  }

  /** What this record, written to this path, settles. */
  settle(objective: Objective, record: NewRetrospective, path: string): Closing {
    const { grades, reasons, outcome, date, by } = record;
    const written: Retrospective = {
      kind: "retrospective",
      ...{ objective: objective.id, date, by, phase: "end", grades, reasons, outcome, body: "" },
      name: path.slice(path.lastIndexOf("/") + 1),
      source: { path, yaml: "", line: 1 },
    };
    const { checkIns } = this.scored(objective, date);
    const story = new Story({ ...this.snapshot, checkIns, retrospectives: [written] });
    const scored = scoreObjective(objective, story, date);
    const { settings } = this.snapshot;
    const band = scored.grade === null ? null : bandOf(scored.grade, objective.type, settings);
    const lookAgain = outcome !== "abandoned" && (band === "missed" || band === "poor");
    return { objective, record, path, scored, band, lookAgain, replaces: this.closed(objective) };
  }

  /** All that keeps an objective from being closed by this record. @param tolerance a difference between grade and score that needs no reason */
  problems(record: NewRetrospective, objective: Objective, tolerance: number): ClosingProblem[] {
    const { id } = objective;
    const problems = [...this.timeProblems(record, objective), ...strangers(record, objective)];
    if (record.outcome === null)
      problems.push({
        message: `${id}: nobody said what becomes of it`,
        hint: `add --outcome ${id}=done, continued or abandoned`,
      });
    if (problems.length > 0 && record.outcome === null && record.grades.size === 0) return problems;
    const ungraded = objective.keyResults.filter((one) => !record.grades.has(one.id)).map((one) => one.id);
    if (record.outcome !== "abandoned" && ungraded.length > 0)
      problems.push({
        message: `${id}: ${ungraded.join(", ")} ${ungraded.length === 1 ? "has" : "have"} no grade`,
        hint: `grade every key result (--grade ${id}/${ungraded[0]}=0.7), take the scores with --accept, or abandon the objective`,
      });
    for (const one of this.scored(objective, record.date).keyResults) {
      const { keyResult, score, reading } = one;
      if (!needsReason(one, record.grades.get(keyResult.id), tolerance)) continue;
      if ((record.reasons.get(keyResult.id) ?? "").trim() !== "") continue;
      const unread = reading === null ? " for want of a reading" : "";
      problems.push({
        message: `${id}: ${keyResult.id} is graded ${record.grades.get(keyResult.id)}, but its score is ${Number(score.toFixed(3))}${unread} (up to ${tolerance} apart needs no reason)`,
        hint: `say why with --reason ${id}/${keyResult.id}="…"`,
      });
    }
    return problems;
  }

  /** Why an objective cannot be closed on that day, whatever is settled. */
  timeProblems(record: NewRetrospective, objective: Objective): ClosingProblem[] {
    const { id } = objective;
    const closed = this.closed(objective);
    const cycle = findCycle(objective.cycle, this.snapshot.settings.cycles);
    const problems: ClosingProblem[] = [];
    if (cycle && record.date < cycle.start)
      problems.push({
        message: `${id}: its cycle ${cycle.id} begins on ${cycle.start}`,
        hint: "what has not begun cannot be looked back at; delete its file if nobody wants it any more",
      });
    if (closed === null && record.reopened !== null)
      problems.push({ message: `${id}: it is not closed`, hint: "leave out --reopen" });
    if (closed !== null && record.reopened === null)
      problems.push({
        message: `${id}: it was closed on ${closed.date} by ${closed.by} (${closed.outcome ?? "no outcome"})`,
        hint: 'to settle it anew: --reopen "why"; to go on with it: okr continue',
      });
    if (closed !== null && record.reopened !== null && record.date < closed.date)
      problems.push({
        message: `${id}: it was closed on ${closed.date}, so a retrospective of ${record.date} would not count`,
        hint: "date it on that day or later",
      });
    return problems;
  }
}

/** Whether a grade lies so far from the score that somebody has to say why. */
export function needsReason(one: KeyResultScore, grade: number | undefined, tolerance: number): boolean {
  if (grade === undefined || Math.abs(grade - one.score) <= tolerance + NOISE) return false;
  const { measure } = one.keyResult;
  return metricOf(measure).problem(measure) === null;
}

/** What the record says of key results that the objective does not have, or in words that nobody knows. */
function strangers({ grades, reasons, outcome }: NewRetrospective, { id, keyResults }: Objective) {
  const known = keyResults.map((one) => one.id);
  const named = new Set([...grades.keys(), ...reasons.keys()]);
  const problems: ClosingProblem[] = [...named]
    .filter((name) => !known.includes(name))
    .map((name) => ({
      message: `${id}: it has no key result "${name}"`,
      hint: `its key results: ${known.join(", ")}`,
    }));
  if (outcome !== null && !OUTCOMES.includes(outcome))
    problems.push({
      message: `${id}: "${outcome}" is no outcome`,
      hint: "write done, continued or abandoned",
    });
  return problems;
}
