import type { Commit } from "../../model/history.ts";
import type { EntryChange, Told } from "./entry.ts";

/**
 * Marks what the branch does not have of what a merge brought: of all that was told of one thing, in order.
 * @param stands whether the branch has the thing now @param made what the merge made of it on the branch
 * @param compare what the branch has differently from what an entry made of it
 */
export function markLeftOut<E extends Told>(
  told: readonly E[],
  { merge, stands, made, compare }: Landing<E>,
): E[] {
  const removed = told.findLastIndex(({ event }) => event === "removed");
  if (!stands)
    // What was written before somebody took it away on purpose was in force until then.
    return removed === -1 ? told.map((entry) => ({ ...entry, leftOut: merge })) : [...told];
  const inForce = new Set(made.filter(isComposed).map(({ field }) => field));
  for (const entry of told) {
    if (!hasWords(entry)) continue;
    const different = compare(entry).map(({ field }) => field);
    for (const { field } of entry.changes)
      if (!different.some((one) => field === one || field.startsWith(`${one}.`))) inForce.add(field);
  }
  const cameBack = told.some(({ event }, at) => at > removed && event === "added");
  return told.map((entry) => {
    if (entry.event === "removed") return cameBack ? entry : { ...entry, leftOut: merge };
    if (!hasWords(entry)) return entry;
    const changes = entry.changes.map((change) => ({ ...change, leftOut: !inForce.has(change.field) }));
    return { ...entry, changes, leftOut: changes.every(({ leftOut }) => leftOut) ? merge : null };
  });
}

interface Landing<E> {
  readonly merge: Commit;
  readonly stands: boolean;
  readonly made: readonly EntryChange[];
  compare(entry: E): readonly EntryChange[];
}

/** Texts and lists are put together from both sides, so that the branch may have what a commit did and more. */
function isComposed({ field, from, to }: EntryChange): boolean {
  return field === "body" || Array.isArray(from) || Array.isArray(to);
}

function hasWords({ event, unreadable, changes }: Told): boolean {
  return event === "changed" && !unreadable && changes.length > 0;
}

/** The places among entries of what a merge brought, by what it is about; the newest entries are the last. */
export function placesOfBrought<K>(
  entries: readonly Told[],
  merge: Commit,
  keyOf: (at: number) => K,
): Map<K, number[]> {
  const places = new Map<K, number[]>();
  let from = entries.length;
  while (from > 0 && (entries[from - 1]?.commit?.order ?? -1) >= merge.brings) from--;
  for (let at = from; at < entries.length; at++) {
    if (entries[at]?.commit === merge) continue;
    const key = keyOf(at);
    const list = places.get(key);
    if (list) list.push(at);
    else places.set(key, [at]);
  }
  return places;
}
