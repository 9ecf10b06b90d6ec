import type { Day } from "./day.ts";
import type { Source } from "./finding.ts";

/** The lengths a cycle can have in the calendar. */
export const CADENCES = ["month", "quarter", "half", "year"] as const;
/** How long a cycle lasts. */
export type Cadence = (typeof CADENCES)[number];

/** The months as okr.yaml names them, the first of the year first. */
export const MONTHS = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
] as const;

/** The days of the week as okr.yaml names them, Monday first. */
export const WEEKDAYS = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const;
/** A day of the week. */
export type Weekday = (typeof WEEKDAYS)[number];

/** How the company's cycles lie in the calendar, and the cycles it names itself. */
export interface CycleSettings {
  readonly cadence: Cadence;
  /** The month (1–12) in which years, halves and quarters are counted from. */
  readonly fiscalYearStarts: number;
  /** Cycles with days of their own; they win over a calendar cycle of the same id. */
  readonly list: readonly {
    readonly id: string;
    readonly title: string | null;
    readonly start: Day;
    readonly end: Day;
  }[];
}

/** The sets of severities that okr.yaml can begin from. */
export const PRESETS = ["minimal", "recommended", "strict"] as const;
/** How much the rules ask for, where okr.yaml names none of them. */
export type Preset = (typeof PRESETS)[number];

/** The contents of okr.yaml, with its defaults filled in. */
export interface Settings {
  readonly name: string | null;
  readonly cycles: CycleSettings;
  readonly checkIn: {
    readonly every: "week" | "two-weeks" | "month";
    readonly day: Weekday;
    readonly staleAfterDays: number;
  };
  /** The bands of a score: from `good` on, from `fair` on, below. */
  readonly scoring: { readonly good: number; readonly fair: number };
  /** Days after a cycle's end in which it is graded and closed. */
  readonly closeWithinDays: number;
  readonly preset: Preset;
  /** A rule's severity, by rule id; rules not named keep that of the preset. */
  readonly rules: Readonly<Record<string, RuleSetting>>;
  readonly source: Source;
}

/** What okr.yaml says of one rule. */
export interface RuleSetting {
  readonly severity: "off" | "warning" | "error";
  readonly options: Readonly<Record<string, unknown>>;
}

/** The settings of a company whose okr.yaml says nothing but its version. */
export const DEFAULT_SETTINGS: Settings = {
  name: null,
  cycles: { cadence: "quarter", fiscalYearStarts: 1, list: [] },
  checkIn: { every: "week", day: "friday", staleAfterDays: 10 },
  scoring: { good: 0.7, fair: 0.4 },
  closeWithinDays: 21,
  preset: "recommended",
  rules: {},
  source: { path: "okr.yaml", yaml: "", line: 1 },
};

/** Days from one check-in to the next. */
export function checkInInterval({ checkIn }: Pick<Settings, "checkIn">): number {
  return INTERVALS[checkIn.every];
}

/** Days without a check-in after which an objective is stale where nothing else is set: a check-in may come three days late. */
export function staleAfter(every: Settings["checkIn"]["every"]): number {
  return INTERVALS[every] + 3;
}

const INTERVALS = { week: 7, "two-weeks": 14, month: 30 } as const;
