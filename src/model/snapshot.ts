import type { Day } from "./day.ts";
import type { Finding, Pointer, Source } from "./finding.ts";
import { type History, NO_HISTORY } from "./history.ts";
import { createPlan, type Plan } from "./plan.ts";
import type { CheckIn, Retrospective } from "./records.ts";
import { DEFAULT_SETTINGS, type Settings } from "./settings.ts";

/** What some frontmatter says of rules it wants to be excepted from (`x-okr-ignore`); whether that holds, the rules say. */
export interface ExceptionText {
  readonly source: Source;
  /** The document, key result, member or priority that says it: `[]`, `["key_results", 0]`. */
  readonly within: Pointer;
  /** As it is written. */
  readonly given: unknown;
}

/** Everything that is known on one day: the definitions and records of one tree. */
export interface Snapshot {
  /** The day asked about. Records of later days are in here but do not count yet. */
  readonly day: Day;
  readonly settings: Settings;
  readonly plan: Plan;
  /** Oldest first. */
  readonly checkIns: readonly CheckIn[];
  /** Oldest first. */
  readonly retrospectives: readonly Retrospective[];
  /** What the commits up to the tree tell, where it was asked for. */
  readonly history: History;
  /** Every exception in the tree, by path and place. */
  readonly exceptions: readonly ExceptionText[];
  /** What could not be read: every file with a finding is left out of the rest. */
  readonly findings: readonly Finding[];
  /** Paths of all Markdown files of the tree, relative to the OKR root. */
  readonly paths: readonly string[];
}

/** The snapshot of an empty tree. */
export function emptySnapshot(day: Day): Snapshot {
  return {
    day,
    settings: DEFAULT_SETTINGS,
    plan: createPlan({ strategy: null, teams: [], people: [], objectives: [], damaged: new Set() }),
    checkIns: [],
    retrospectives: [],
    history: NO_HISTORY,
    exceptions: [],
    findings: [],
    paths: [],
  };
}
