import type { Cycle } from "../model/cycle.ts";
import type { Day } from "../model/day.ts";
import type { KeyResult, Objective, Team } from "../model/plan.ts";

/** What somebody can owe, in the order in which it is told. */
export const DUTY_KINDS = [
  "check-in",
  "reading",
  "close",
  "grade",
  "continue",
  "plan",
  "owner",
  "answer",
  "look-back",
] as const;
/** What somebody owes: a check-in, a first reading, the end of an objective, what carries it on, a plan, an owner, an answer to who depends on it. */
export type DutyKind = (typeof DUTY_KINDS)[number];

/** Late is what `okr status` calls stale, or what is past its last day; soon is what has its day ahead. */
export type DutyState = "late" | "due" | "soon";

/** One thing that is to be done, by whom and until when. */
export interface Duty {
  readonly kind: DutyKind;
  readonly state: DutyState;
  /** The day on which it is due; null where it has none. */
  readonly due: Day | null;
  /** Whether nobody has to. */
  readonly optional: boolean;
  /** The id of who answers for it; null where nobody is named. */
  readonly person: string | null;
  /** The id of the team. */
  readonly team: string;
  readonly cycle: Cycle | null;
  /** Null for a plan, which is about the objectives that are not there yet. */
  readonly objective: Objective | null;
  /** Those it is about, where it is not about the objective as a whole. */
  readonly keyResults: readonly KeyResult[];
  /** The day of the last check-in. */
  readonly lastCheckIn: Day | null;
  /** Objectives of other teams that wait for the answer. */
  readonly neededBy: readonly Objective[];
  /** Owners who are in no team, with the last day on which they were in one. */
  readonly absent: readonly { readonly person: string; readonly until: Day | null }[];
}

/** A duty about an objective, with what differs from one that is due and has no day. */
export function dutyOf(kind: DutyKind, objective: Objective, more: Partial<Duty>): Duty {
  return { ...blank(kind, objective.team), objective, ...more };
}

/** A duty about a team, with what differs from one that is due and has no day. */
export function teamDuty(kind: DutyKind, team: Team, more: Partial<Duty>): Duty {
  return { ...blank(kind, team.id), ...more };
}

function blank(kind: DutyKind, team: string): Duty {
  return {
    ...{ kind, team, state: "due", due: null, optional: false, person: null, cycle: null, objective: null },
    ...{ keyResults: [], lastCheckIn: null, neededBy: [], absent: [] },
  };
}
