import type { Objective } from "../../model/plan.ts";
import { compareObjectives, type FieldChange } from "../changes.ts";
import { hasBegun, isOver } from "../goalposts.ts";
import { compareDefinitions } from "../journal/changes.ts";
import type { Definition, DefinitionEntry, EntryChange } from "../journal/entry.ts";
import { definitionsOf, keyOf } from "../journal/touches.ts";
import { isCorrected } from "../titles.ts";
import type { Side } from "./side.ts";

interface Standing {
  readonly definition: Definition;
  readonly path: string;
}

/**
 * What came, went or says something else among objectives, teams, strategy and settings: by id, wherever their files are. A file that
 * only one of the sides can read is said to be that.
 */
export function listDefinitionEntries(before: Side, after: Side): DefinitionEntry[] {
  const [old, young] = [standingIn(before), standingIn(after)];
  const gone = [...old].filter(([key]) => !young.has(key));
  return [
    ...[...young].flatMap(([key, now]) => compare(old.get(key) ?? null, now, before, after)),
    ...gone.map(([, was]) => takenOut(was, after)),
  ];
}

function standingIn({ snapshot }: Side): Map<string, Standing> {
  const standing = definitionsOf(snapshot);
  // Where there is no okr.yaml at all, nobody set anything.
  if (!snapshot.paths.includes(SETTINGS)) standing.delete("settings");
  return standing;
}

const SETTINGS = "okr.yaml";

function compare(was: Standing | null, now: Standing, before: Side, after: Side): DefinitionEntry[] {
  const { definition, path } = now;
  if (was === null) {
    const repaired = before.hides(idOf(definition), path);
    const changes = compareDefinitions(null, definition);
    return [
      repaired
        ? entryOf(null, now, { event: "changed", repaired, changes: [] })
        : entryOf(null, now, { event: "added", changes }),
    ];
  }
  const changes = listChanges(was.definition, definition, before, after);
  return changes.length === 0 ? [] : [entryOf(was, now, { event: "changed", changes })];
}

function takenOut(was: Standing, after: Side): DefinitionEntry {
  const { definition, path } = was;
  if (after.hides(idOf(definition), path))
    return entryOf(was, null, { event: "changed", unreadable: true, changes: [] });
  return entryOf(was, null, { event: "removed", changes: compareDefinitions(definition, null) });
}

function entryOf(
  was: Standing | null,
  now: Standing | null,
  told: Pick<DefinitionEntry, "event" | "changes"> & Partial<DefinitionEntry>,
): DefinitionEntry {
  const { definition, path } = (now ?? was) as Standing;
  const id = idOf(definition);
  return {
    ...{ type: "definition", subject: { kind: definition.kind, id }, path },
    objective: definition.kind === "objective" ? id : null,
    ...{ before: was?.definition ?? null, after: now?.definition ?? null },
    ...{ restored: false, unreadable: false, repaired: false, leftOut: null, commit: null, date: null },
    ...told,
  };
}

function idOf(definition: Definition): string | null {
  return keyOf(definition).split("/")[1] ?? null;
}

function listChanges(from: Definition, to: Definition, before: Side, after: Side): readonly EntryChange[] {
  const changes = compareDefinitions(from, to);
  if (from.kind !== "objective" || to.kind !== "objective" || changes.length === 0) return changes;
  const moves = goalpostMoves(from.objective, to.objective, before, after);
  return compareObjectives(from.objective, to.objective).map((change, index) => ({
    ...(changes[index] as EntryChange),
    goalpost: moves(change),
  }));
}

/**
 * Tells which changes move the goalposts: those of what counts as success, once the cycle has begun, by the calendar of either side.
 * Corrections of how a title is written are none, and when the cycle is over a title only tells a story.
 */
function goalpostMoves(
  from: Objective,
  to: Objective,
  before: Side,
  after: Side,
): (change: FieldChange) => boolean {
  const { day } = after.snapshot;
  const calendars = [before.snapshot.settings, after.snapshot.settings];
  if (!calendars.some((settings) => hasBegun(day, [from, to], settings))) return () => false;
  const over = calendars.every((settings) => isOver(day, [from, to], settings));
  return ({ goalpost, property, from: was, to: is }) =>
    goalpost && (property !== "title" || (!over && !isCorrected(String(was), String(is))));
}
