import type { Diff } from "../analysis/diff.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { ExceptionChange, RuleChange } from "../rules/compare.ts";
import type { Fact } from "./log-facts.ts";
import { change, decimal } from "./words.ts";

/** What `okr diff` shows. */
export interface DiffReport {
  readonly diff: Diff;
  readonly before: Snapshot;
  readonly after: Snapshot;
  readonly rules: readonly RuleChange[];
  readonly exceptions: readonly ExceptionChange[];
  /** What is held against: as it was named, the commit, and whether that has OKRs at all. */
  readonly base: { readonly name: string; readonly commit: string; readonly hasOkrs: boolean };
  /**
   * As `--at` named it, or null; the commit, which is null where the working tree differs from it; and where that is a merge of another
   * one into the base, as hosts check out pull requests, that other one.
   */
  readonly head: {
    readonly name: string | null;
    readonly commit: string | null;
    readonly merged: string | null;
  };
  /** The team asked for; null for all. */
  readonly team: string | null;
}

/** One thing to be told; safe text. */
export interface Item {
  readonly sign: "!" | "◆" | "+" | "−" | "~";
  /** What it is about: the id of an objective, a team or a rule. */
  readonly id: string;
  readonly text: string;
  readonly facts: readonly Fact[];
}

/** Things of one kind. */
export interface Section {
  readonly title: string;
  /** Whether a reviewer has to agree to it. */
  readonly decision: boolean;
  readonly items: readonly Item[];
}

/** How far one score is from another, as the two are shown: of 0.634 and 0.748 it is +0.12; empty where they look the same. */
export function scoreStep(before: number, after: number): string {
  const shown = (value: number) => Number(value.toFixed(2));
  return decimal(before) === decimal(after) ? "" : change(shown(after) - shown(before));
}

/** A fact beside a word of ours; safe text. */
export function fact(label: string, ...lines: readonly string[]): Fact {
  return { label, lines, kind: "word" };
}

/** The label of a fact that is a path. */
export const FILE = "file";
