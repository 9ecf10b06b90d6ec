import type { Day } from "./day.ts";
import type { Finding } from "./finding.ts";
import { type History, NO_HISTORY } from "./history.ts";
import { createPlan, type Plan } from "./plan.ts";
import type { CheckIn, Retrospective } from "./records.ts";
import { DEFAULT_SETTINGS, type Settings } from "./settings.ts";

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
    findings: [],
    paths: [],
  };
}
