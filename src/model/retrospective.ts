import type { Day } from "./day.ts";
import type { MetricProblem } from "./metrics/index.ts";
import type { OutcomeWord, Phase } from "./records.ts";

/** What a look back asks, by the name its answer has in flags and documents. */
export interface Question {
  readonly name: string;
  readonly phase: Phase;
  readonly question: string;
  /** The heading that the answer stands under in the record. */
  readonly heading: string;
}

/** All questions, in the order they are asked in. */
export const QUESTIONS: readonly Question[] = [
  {
    name: "attractors",
    phase: "mid",
    question: "Attractors: what pulls us towards it?",
    heading: "Attractors",
  },
  {
    name: "detractors",
    phase: "mid",
    question: "Detractors: what pushes us away from it?",
    heading: "Detractors",
  },
  {
    name: "intended",
    phase: "end",
    question: "Did we do what we set out to do?",
    heading: "What we set out to do",
  },
  { name: "learned", phase: "end", question: "What did we learn?", heading: "What we learned" },
  { name: "surprised", phase: "end", question: "What surprised us?", heading: "What surprised us" },
  { name: "change", phase: "end", question: "What will we do differently?", heading: "What we will change" },
];

/** What becomes of an objective at its end, as people may choose. */
export const OUTCOMES: readonly OutcomeWord[] = ["done", "continued", "abandoned"];

/** A look back that is about to be written. */
export interface NewRetrospective {
  readonly objective: string;
  readonly date: Day;
  readonly by: string;
  readonly phase: Phase;
  /** 0–1, by key result id. */
  readonly grades: ReadonlyMap<string, number>;
  readonly reasons: ReadonlyMap<string, string>;
  readonly outcome: OutcomeWord | null;
  /** Why an objective that was closed is closed anew; null for one that is open. */
  readonly reopened: string | null;
  /** By the names of the questions; only what was answered. */
  readonly answers: ReadonlyMap<string, string>;
  /** Properties of the writer's own, which begin with `x-`; kept as they are. */
  readonly own?: Readonly<Record<string, unknown>>;
}

/** Reads a grade as people type one: `0.7`, `.7`, `1` or `70 %`. */
export function parseGrade(text: string): number | MetricProblem {
  const match = /^(\d*\.?\d+)\s*(%?)$/.exec(text.trim());
  const number = match ? Number(match[1]) / (match[2] === "%" ? 100 : 1) : Number.NaN;
  if (number >= 0 && number <= 1) return Number(number.toPrecision(15));
  return { message: `is "${text.trim()}"`, hint: "write a number from 0.0 (nothing) to 1.0 (all), as 0.7" };
}

/** The grade that a computed score offers: two digits, or all where so small a difference would need a reason. */
export function offeredGrade(score: number, tolerance: number): number {
  const rounded = Math.round(score * 100) / 100;
  return Math.abs(rounded - score) <= tolerance ? rounded : score;
}
