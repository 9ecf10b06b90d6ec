import type { Day } from "./day.ts";
import type { Source } from "./finding.ts";
import type { Value } from "./metrics/index.ts";

/** What happened, as somebody wrote it down on a day. Never edited; a correction is a new record. */
interface Written {
  /** The objective's id. */
  readonly objective: string;
  readonly date: Day;
  /** The person's id. */
  readonly by: string;
  /** The file's name without its folder: of two records of one day the later name is the later record. */
  readonly name: string;
  readonly body: string;
  readonly source: Source;
}

/** Where an objective stood on a day: goal confidence and results; issues and plan are in the body. */
export interface CheckIn extends Written {
  readonly kind: "check-in";
  /** 0–1, of reaching the objective. */
  readonly confidence: number | null;
  /** By key result id. */
  readonly results: ReadonlyMap<string, Result>;
}

/** What a check-in says of one key result. */
export interface Result {
  /** Null when the check-in only has a confidence or a note. */
  readonly value: Value | null;
  readonly confidence: number | null;
  readonly note: string | null;
}

/** Whether a retrospective looks back in the middle of the cycle or at its end. */
export type Phase = "mid" | "end";
/** What becomes of an objective at its end. */
export type OutcomeWord = "done" | "continued" | "abandoned";

/** A look back at an objective; one of the phase `end` closes it. */
export interface Retrospective extends Written {
  readonly kind: "retrospective";
  readonly phase: Phase;
  /** Grades 0–1 and their reasons, by key result id. */
  readonly grades: ReadonlyMap<string, number>;
  readonly reasons: ReadonlyMap<string, string>;
  readonly outcome: OutcomeWord | null;
}

/** Any record. */
export type OkrRecord = CheckIn | Retrospective;

/** Oldest first: by day, then by file name. */
export function compareRecords(a: Written, b: Written): number {
  if (a.date !== b.date) return a.date < b.date ? -1 : 1;
  if (a.name !== b.name) return a.name < b.name ? -1 : 1;
  return a.source.path < b.source.path ? -1 : 1;
}

const STEPS = 36 ** 3;

/**
 * The end of a record's file name: three characters for the time of day, four random ones. Sorted as text, later is later.
 * @param time share of the day gone, 0 up to 1; @param random 0 up to 1
 */
export function recordSuffix(time: number, random: number): string {
  const clock = Math.floor(time * STEPS);
  return digits(clock, 3) + digits(Math.floor(random * 36 ** 4), 4);
}

/**
 * A suffix that sorts after another one: the later of two records written within the same two seconds. Nothing sorts after
 * `zzzzzzz`, which is given back as it is.
 */
export function suffixAfter(suffix: string, other: string | null): string {
  if (other === null || suffix > other) return suffix;
  const clock = Number.parseInt(other.slice(0, 3), 36) + 1;
  if (clock < STEPS) return digits(clock, 3) + suffix.slice(3);
  // The last two seconds of the day: there is no later clock, so count on.
  return digits(Math.min(Number.parseInt(other, 36) + 1, 36 ** 7 - 1), 7);
}

/** The suffix of a record's file name, or null when the name has another shape. */
export function suffixOf(name: string): string | null {
  return /-([0-9a-z]{7})\.md$/.exec(name)?.[1] ?? null;
}

function digits(number: number, width: number): string {
  return number.toString(36).padStart(width, "0");
}

/** Whether a path is that of a record as okr names them: `…/2026-11-20-check-in-hk3x8ta.md`. */
export function isRecordPath(path: string): boolean {
  return /(?:^|\/)\d{4}-\d{2}-\d{2}-(?:check-in|retrospective)-[0-9a-z]{7}\.md$/.test(path);
}
