import type { Settings } from "../../model/settings.ts";
import { mean } from "../score.ts";
import type { Scope } from "./scope.ts";

/** With fewer cases than this a number is shown, and not judged. */
export const FEW = 5;

/** One thing that was counted. */
export interface Case {
  /** The team it belongs to. */
  readonly team: string;
  /** In the unit of its gauge; of a share 1 or 0. */
  readonly value: number;
  /** What somebody may want to look at: the id of an objective, a key result or a person. */
  readonly name?: string;
}

/** What a value is counted in; a share is 0–1, points are the difference of two shares, a difference that of two scores. */
export type Unit = "share" | "points" | "difference" | "number" | "days" | "check-ins" | "times";

/** The values that are as they should be, both bounds included; null for no bound. */
export interface Aim {
  readonly atLeast: number | null;
  readonly atMost: number | null;
}

/** One number about how the practice is lived: what it counts, and what to do about it. */
export interface Gauge {
  readonly id: string;
  /** What the number is, so that it can follow it: "of the members have a part". */
  readonly label: string;
  /** How it comes about, in one sentence. */
  readonly how: string;
  readonly unit: Unit;
  readonly fold: "mean" | "median";
  /** What one case is, in the singular. */
  readonly noun: string;
  /** Null where no value is better than another by itself. */
  aim(settings: Settings): Aim | null;
  /** What to do about a value that is not as it should be. */
  advise(value: number): string;
  /** Whether it is also told for each team. */
  readonly byTeam: boolean;
  cases(scope: Scope): readonly Case[];
}

/** Several numbers about one side of the practice. */
export interface Measure {
  readonly id: string;
  readonly title: string;
  /** Whether it cannot be told without the whole history. */
  readonly history: boolean;
  /** Whether scores, grades or confidence play a part: it is never told of one person alone. */
  readonly ofScores: boolean;
  /** What has to be there before anything can be counted. */
  readonly needs: string;
  readonly gauges: readonly Gauge[];
}

/** What a gauge shows of some cases; null without any. */
export interface Shown {
  readonly value: number | null;
  readonly cases: number;
  /** Whether there are too few cases to judge by. */
  readonly small: boolean;
}

/** Folds cases into one number. */
export function fold({ fold: by }: Pick<Gauge, "fold">, cases: readonly Case[]): Shown {
  const values = cases.map(({ value }) => value);
  return {
    value: by === "mean" ? mean(values) : median(values),
    cases: values.length,
    small: values.length < FEW,
  };
}

/** Whether a value is as it should be. Sums of decimals miss a bound by some 1e-16 that nobody typed. */
export function meets(value: number, { atLeast, atMost }: Aim): boolean {
  return value >= (atLeast ?? value) - 1e-9 && value <= (atMost ?? value) + 1e-9;
}

/** The cases of each team, in the order in which the teams first appear. */
export function groupByTeam(cases: readonly Case[]): Map<string, Case[]> {
  const teams = new Map<string, Case[]>();
  for (const one of cases) {
    const known = teams.get(one.team);
    if (known) known.push(one);
    else teams.set(one.team, [one]);
  }
  return teams;
}

/** An aim with a lower bound, an upper one, or both. */
export function aim(atLeast: number | null, atMost: number | null): () => Aim {
  return () => ({ atLeast, atMost });
}

/** The middle one of some values, or the mean of the middle two; null of nothing. */
function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.slice((sorted.length - 1) >> 1, (sorted.length >> 1) + 1);
  // Halved first: the sum of two large ones may not be finite.
  return middle.length === 0 ? null : middle.reduce((sum, value) => sum + value / middle.length, 0);
}
