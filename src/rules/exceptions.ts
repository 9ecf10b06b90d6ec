import { type Day, isDay } from "../model/day.ts";
import type { Pointer } from "../model/finding.ts";
import { keyResultRef, type Objective } from "../model/plan.ts";
import type { ExceptionText, Snapshot } from "../model/snapshot.ts";
import type { Misfit } from "./define.ts";
import { readingRules } from "./reading.ts";

/** One rule of one `x-okr-ignore`, as somebody wrote it. */
export interface Exception {
  readonly rule: string;
  readonly text: ExceptionText;
  readonly pointer: Pointer;
  readonly reason: string | null;
  /** The last day on which it holds; null where it has no end. */
  readonly until: Day | null;
  /** What is wrong with it; null where it holds. */
  readonly problem: Problem | null;
}

/** Why an exception does not hold; with "list" there is no telling from what. */
export type Problem = "list" | "shape" | "reason" | "until" | "over";

/** The property of frontmatter that excepts. */
export const IGNORE = "x-okr-ignore";

/** What no exception covers: itself, what the reader reports, what is about the repository or a file that is gone, and disguises. */
export const UNEXCEPTIONABLE: ReadonlySet<string> = new Set([
  ...readingRules.map(({ id }) => id),
  "invalid-exception",
  "cut-off-history",
  "disguised-definition",
  "lost-check-in",
]);

/** What a record cannot except itself from: whoever edits it would do so in the same breath, and no code owner would be asked. */
export const NOT_IN_RECORDS: ReadonlySet<string> = new Set(["rewritten-check-in"]);

/** The exceptions of one `x-okr-ignore`, a mapping of rule ids to `{ reason, until }` or to a reason alone. */
export function readExceptions(text: ExceptionText, today: Day): Exception[] {
  const { given, within } = text;
  if (typeof given !== "object" || given === null || Array.isArray(given))
    return [{ rule: "", text, pointer: [...within, IGNORE], reason: null, until: null, problem: "list" }];
  return Object.entries(given).map(([rule, value]) => {
    const pointer = [...within, IGNORE, rule];
    return { rule, text, pointer, ...readOne(value, today) };
  });
}

function readOne(value: unknown, today: Day): Pick<Exception, "reason" | "until" | "problem"> {
  const entry = typeof value === "string" ? { reason: value } : value;
  if (typeof entry !== "object" || entry === null) return { reason: null, until: null, problem: "reason" };
  const { reason = null, until = null, ...rest } = entry as { reason?: unknown; until?: unknown };
  if (Object.keys(rest).length > 0) return { reason: null, until: null, problem: "shape" };
  if (typeof reason !== "string" || reason.trim() === "")
    return { reason: null, until: null, problem: "reason" };
  if (until === null) return { reason, until, problem: null };
  if (typeof until !== "string" || !isDay(until)) return { reason, until: null, problem: "until" };
  return { reason, until, problem: until < today ? "over" : null };
}

/** The exceptions of a tree that hold, to be asked about misfits. */
export class Exceptions {
  /** By rule, path and the way down: the parts of files that are excepted. */
  readonly #parts = new Set<string>();
  /** By rule and subject: the key results that are excepted wherever something is said of them. */
  readonly #keyResults = new Set<string>();
  /** By rule and subject: the objectives whose records are excepted as well, and the teams. */
  readonly #objectives = new Set<string>();
  readonly #teams = new Set<string>();
  /** The objective that a file defines, or is a record of. */
  readonly #about = new Map<string, string>();
  readonly #records = new Set<string>();

  constructor(snapshot: Snapshot) {
    const { exceptions, plan, day, checkIns, retrospectives } = snapshot;
    const holding = exceptions
      .flatMap((text) => readExceptions(text, day))
      .filter(({ problem, rule }) => problem === null && !UNEXCEPTIONABLE.has(rule));
    if (holding.length === 0) return;
    for (const { objective, source } of [...checkIns, ...retrospectives]) {
      this.#about.set(source.path, objective);
      this.#records.add(source.path);
    }
    const objectives = new Map<string, Objective>();
    for (const one of plan.objectives) {
      this.#about.set(one.source.path, one.id);
      // Of two with one id the first counts: records are none of the second one's business.
      if (plan.objective(one.id) === one) objectives.set(one.source.path, one);
    }
    const teams = new Map(plan.teams.map(({ id, source }) => [source.path, id]));
    for (const { rule, text } of holding) {
      const { source, within } = text;
      if (NOT_IN_RECORDS.has(rule) && this.#records.has(source.path)) continue;
      this.#parts.add(nameOf(rule, source.path, ...within));
      const objective = objectives.get(source.path);
      if (objective !== undefined) this.#exceptObjective(rule, objective, within);
      const team = teams.get(source.path);
      if (team !== undefined && within.length === 0) this.#teams.add(nameOf(rule, team));
    }
  }

  #exceptObjective(rule: string, { id, keyResults }: Objective, [list, index]: Pointer): void {
    if (list === undefined) this.#objectives.add(nameOf(rule, id));
    for (const one of list === undefined ? keyResults : [keyResults[Number(index)]])
      if (one) this.#keyResults.add(nameOf(rule, keyResultRef(id, one.id)));
  }

  /** Whether a misfit of a rule lies within what is excepted: in that part of the file, or elsewhere, but about the same. */
  cover(rule: string, { source: { path }, pointer, subject }: Misfit): boolean {
    if (this.#parts.size === 0) return false;
    if (this.#parts.has(nameOf(rule, path))) return true;
    const [list, index] = pointer;
    if (list !== undefined && index !== undefined && this.#parts.has(nameOf(rule, path, list, index)))
      return true;
    if (subject === null) return false;
    const name = nameOf(rule, subject);
    if (this.#keyResults.has(name)) return true;
    // An objective may have the id of a team.
    if (this.#teams.has(name) && this.#about.get(path) !== subject) return true;
    // A record is not edited, so what it is excepted from stands at its objective.
    return this.#objectives.has(name) && this.#records.has(path);
  }
}

function nameOf(...parts: readonly (string | number)[]): string {
  return parts.join("\0");
}
