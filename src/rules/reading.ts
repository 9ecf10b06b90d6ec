import type { Rule } from "./define.ts";

/** What the reader itself reports: rules without a check, so that they have a name, a place in the reference and a reason. */
export type ReadingRule = Pick<Rule, "id" | "group" | "summary" | "why"> & {
  readonly severity: "error" | "warning";
  /** Whether okr.yaml can turn it off; the others say that something is left out of every number. */
  readonly canBeOff: boolean;
};

/** Everything that reading the files can report. */
export const readingRules: readonly ReadingRule[] = [
  {
    id: "unreadable-file",
    group: "files",
    severity: "error",
    canBeOff: false,
    summary: "Every file that claims to hold OKRs can be read.",
    why: "What cannot be read is missing from every score and report, so it is never passed over in silence.",
  },
  {
    id: "schema",
    group: "files",
    severity: "error",
    canBeOff: false,
    summary: "Every file has the properties that the schema of its kind asks for, and no unknown ones.",
    why: "A misspelt property would otherwise be ignored, and nobody would know why a number is wrong.",
  },
  {
    id: "conflict-marker",
    group: "files",
    severity: "error",
    canBeOff: false,
    summary: "No merge has left its conflict markers behind.",
    why: "Nobody can tell which of the two sides is meant.",
  },
  {
    id: "nested-root",
    group: "files",
    severity: "warning",
    canBeOff: true,
    summary: "No folder below the OKR root has an okr.yaml of its own.",
    why: "It hides everything beneath it from every command, which a pull request could do unnoticed.",
  },
];
