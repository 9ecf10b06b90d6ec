import type { Entry } from "./entry.ts";

/** Entries that are told as one. */
export type Bundle<E = Entry> = readonly [E, ...E[]];

/** Puts the records together that one commit took away, or brought back: they have been told already. */
export function bundle<E extends Bundled>(entries: readonly E[]): Bundle<E>[] {
  const bundles: [E, ...E[]][] = [];
  for (const entry of entries) {
    const last = bundles.at(-1);
    if (last && areTold(last[0], entry)) last.push(entry);
    else bundles.push([entry]);
  }
  return bundles;
}

type Bundled = Pick<Entry, "commit" | "event" | "restored" | "leftOut" | "type">;

function areTold(first: Bundled, entry: Bundled): boolean {
  const again = entry.event === "removed" || entry.restored;
  const same =
    first.commit === entry.commit &&
    first.event === entry.event &&
    first.restored === entry.restored &&
    first.leftOut === entry.leftOut;
  return again && same && first.type !== "definition" && entry.type !== "definition";
}
