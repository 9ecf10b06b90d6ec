import type { Day } from "../model/day.ts";
import { type Objective, teamsWithin } from "../model/plan.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { type AlignmentChange, compareAlignment } from "./diff/alignment.ts";
import { listDefinitionEntries } from "./diff/definitions.ts";
import { listRecordEntries } from "./diff/records.ts";
import {
  compareMeans,
  compareStandings,
  isChanged,
  type MeanChange,
  type ScoreChange,
} from "./diff/scores.ts";
import { Side } from "./diff/side.ts";
import { isOver } from "./goalposts.ts";
import type { DefinitionEntry, RecordEntry } from "./journal/entry.ts";

export type { AlignmentChange } from "./diff/alignment.ts";
export type { MeanChange, ScoreChange, Standing } from "./diff/scores.ts";

/** What a change means in OKR terms: two trees, both seen on one day, so that nothing differs by time alone. */
export interface Diff {
  readonly day: Day;
  /** Objectives, teams, strategy and settings that came, went or say something else, those that are gone last. */
  readonly definitions: readonly DefinitionEntry[];
  /** Records that came, went or say something else, the oldest first. */
  readonly records: readonly RecordEntry[];
  readonly goalposts: readonly MovedGoalposts[];
  readonly alignment: readonly AlignmentChange[];
  /** How every objective stands, by id, also where nothing differs. */
  readonly standings: ReadonlyMap<string, ScoreChange>;
  /** Those whose score, grade or status differ, or that came or went. */
  readonly scores: readonly ScoreChange[];
  /** Over all first, then over teams; empty where the day is about no objective. */
  readonly means: readonly MeanChange[];
  /** How many files cannot be read. */
  readonly unread: { readonly before: number; readonly after: number };
}

/** Changes of what counts as success in an objective whose cycle has begun, and what they do to its score. */
export interface MovedGoalposts {
  readonly before: Objective;
  readonly after: Objective;
  /** With the changes that move goalposts alone. */
  readonly entry: DefinitionEntry;
  /** Whether the cycle was over. */
  readonly afterEnd: boolean;
  /** Of the same readings, by the definition before and by the one after; null where nothing is read yet. */
  readonly score: { readonly before: number; readonly after: number } | null;
}

/**
 * Holds two trees against each other, in OKR terms. Identity is the id (of two files with one id the first by path counts), so
 * where files lie, their format and other documents make no difference.
 * @param team only what is of this team or below it, on either side; null means all
 */
export function compareSnapshots(before: Snapshot, after: Snapshot, team: string | null = null): Diff {
  const [old, young] = [new Side(before), new Side(after)];
  const teams =
    team === null ? null : new Set([old, young].flatMap(({ plan }) => [...teamsWithin(plan, team)]));
  const wanted = (id: string | null) =>
    teams === null ||
    [old, young].some(({ plan }) => id !== null && teams.has(plan.objective(id)?.team ?? ""));
  const definitions = listDefinitionEntries(old, young).filter(({ subject: { kind, id }, objective }) =>
    kind === "team" ? teams === null || teams.has(id as string) : wanted(objective),
  );
  const standings = compareStandings(old, young, wanted);
  const scores = [...standings.values()].filter(isChanged);
  return {
    day: after.day,
    definitions,
    records: listRecordEntries(old, young).filter(({ objective }) => wanted(objective)),
    goalposts: definitions.flatMap((entry) => movedGoalposts(entry, standings, after)),
    alignment: compareAlignment(old, young).filter(({ objective, ref }) => wanted(objective ?? ref)),
    standings,
    scores,
    means: compareMeans(standings.values()),
    unread: { before: old.unread.size, after: young.unread.size },
  };
}

function movedGoalposts(
  entry: DefinitionEntry,
  standings: ReadonlyMap<string, ScoreChange>,
  { day, settings }: Snapshot,
): MovedGoalposts[] {
  const { before, after } = entry;
  const changes = entry.changes.filter(({ goalpost }) => goalpost);
  if (changes.length === 0 || before?.kind !== "objective" || after?.kind !== "objective") return [];
  const [was, is] = [before.objective, after.objective];
  const standing = standings.get(is.id);
  const byOld = standing?.byOldDefinition ?? null;
  const score =
    byOld === null || !standing?.after?.read ? null : { before: byOld, after: standing.after.score };
  const afterEnd = isOver(day, [was, is], settings);
  return [{ before: was, after: is, entry: { ...entry, changes }, afterEnd, score }];
}

/** Whether there is nothing to say: the two trees mean the same. */
export function isEmpty({ definitions, records, alignment, scores }: Diff): boolean {
  return [definitions, records, alignment, scores].every(({ length }) => length === 0);
}
