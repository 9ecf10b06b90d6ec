import type { Commit } from "../model/history.ts";
import type { Objective } from "../model/plan.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { compareObjectives, type FieldChange, sameValue } from "./changes.ts";
import { findGoalposts, type Goalpost, hasBegun, isOver } from "./goalposts.ts";
import type { Versions } from "./versions.ts";

/** A change of what counts as success. */
export interface Move extends Omit<Goalpost, "commit"> {
  /** Null while it only stands in the working tree. */
  readonly commit: Commit | null;
  /** Whether the field says again what it said at the start. */
  readonly settled: boolean;
}

/** How the goalposts of an objective moved until now, what is not committed included. */
export interface Moves {
  /** The definition before the first of them; null when none moved. */
  readonly start: Objective | null;
  /** Oldest first. */
  readonly moves: readonly Move[];
}

/** Follows the goalposts of an objective from the beginning of its cycle to what the tree says now. */
export function followGoalposts(
  objective: Objective,
  { versions, snapshot }: { readonly versions: Versions; readonly snapshot: Snapshot },
): Moves {
  const { history, settings } = snapshot;
  const { start: first, moves: committed } = findGoalposts(objective.id, versions, history, settings);
  const { from, moves: uncommitted } = findUncommitted(objective, versions, snapshot);
  const moves = [...committed, ...uncommitted];
  if (moves.length === 0) return { start: null, moves: NONE };
  const start = first ?? (from as Objective);
  const unsettled = listUnsettled(start, objective, moves);
  return {
    start,
    moves: moves.map((move) => ({
      ...move,
      settled: !unsettled.some(({ change }) => concerns(change, move.change)),
    })),
  };
}

const NONE: readonly Move[] = [];

/** Whether a field that differs from the start, or a key result that came or went, keeps a move from being settled. */
function concerns({ keyResult, property, to }: FieldChange, move: FieldChange): boolean {
  if (keyResult !== move.keyResult) return false;
  return property === move.property || move.property === null || (property === null && to === null);
}

/**
 * What says something else now than at the start, as the last of some moves left it; what none of them touched is passed over.
 * A key result that came meanwhile starts as it came.
 */
export function listUnsettled<M extends Omit<Move, "settled">>(
  start: Objective,
  now: Objective,
  moves: readonly M[],
): M[] {
  const changes = compareObjectives(start, now).filter(({ goalpost }) => goalpost);
  return changes.flatMap((net) => {
    const last = moves.findLast(
      ({ change }) =>
        change.keyResult === net.keyResult && (change.property === net.property || change.property === null),
    );
    if (last === undefined) return [];
    const to = last.change.property === null ? net.to : last.change.to;
    if (sameValue(net.from, to)) return [];
    const move = { ...last, change: { ...net, to } };
    return net.property === null && net.from === null ? [move, ...listSince(last, moves)] : [move];
  });
}

/** What a key result says otherwise than when it came. */
function listSince<M extends Omit<Move, "settled">>(came: M, moves: readonly M[]): M[] {
  const fields = new Map<string | null, M>();
  for (const move of moves.slice(moves.indexOf(came) + 1)) {
    const { keyResult, property } = move.change;
    if (keyResult !== came.change.keyResult) continue;
    const { from } = (fields.get(property) ?? move).change;
    fields.set(property, { ...move, change: { ...move.change, from } });
  }
  return [...fields.values()].filter(({ change }) => !sameValue(change.from, change.to));
}

/** The moves between the last committed definition and the one in the tree, unless it is still being written: see findGoalposts. */
function findUncommitted(
  objective: Objective,
  versions: Versions,
  { day, settings, checkIns }: Snapshot,
): { readonly from: Objective | null; readonly moves: readonly Omit<Move, "settled">[] } {
  const committed = versions.of(objective.id);
  const from = committed.findLast((version) => version.objective !== null)?.objective ?? null;
  if (from === null || from === objective || !hasBegun(day, [from, objective], settings))
    return { from, moves: [] };
  const changes = compareObjectives(from, objective).filter(({ goalpost }) => goalpost);
  const draft =
    committed[0]?.step.day === day &&
    !checkIns.some((checkIn) => checkIn.objective === objective.id && checkIn.date <= day);
  if (changes.length === 0 || draft) return { from, moves: [] };
  const afterEnd = isOver(day, [from, objective], settings);
  return { from, moves: changes.map((change) => ({ change, day, commit: null, afterEnd })) };
}
