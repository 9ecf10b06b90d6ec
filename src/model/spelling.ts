import { findCycle } from "./cycle.ts";
import type { CycleSettings } from "./settings.ts";

/** Longer than any name here; what is longer is no misspelt name. */
const LONGEST = 200;

/** A name without case, hyphens, underscores and spaces: the same for `Aligns-To`, `alignsTo` and `aligns_to`. */
export function bareName(name: string): string {
  return name.toLowerCase().replace(/[-_ ]/g, "");
}

/** The one of the names that a text is but for case and separators; null where it is none or several of them. */
export function nameMeant(text: string, names: readonly string[]): string | null {
  const bare = text.length > LONGEST ? "" : bareName(text);
  if (bare === "") return null;
  const [only = null, ...others] = names.filter((name) => bareName(name) === bare);
  return others.length === 0 ? only : null;
}

/** A reference as ids are written: `@Ana` → `ana`, `First_Week` → `first-week`. Whether there is such an id, others know. */
export function asId(text: string): string {
  if (text.length > LONGEST) return text;
  return text
    .replace(/^ *[@#]?/, "")
    .replace(/ +$/, "")
    .replace(/[_ ]/g, "-")
    .toLowerCase();
}

/**
 * Tells which cycle a text names but for case and separators, as `2026-q4` does; null where it names none or several, or is right as
 * it is. Made once for many texts.
 */
export function cycleSpeller(settings: CycleSettings): (text: string) => string | null {
  const listed = new Map<string, Set<string>>();
  for (const { id } of settings.list) listed.set(asId(id), (listed.get(asId(id)) ?? new Set()).add(id));
  const calendar = { ...settings, list: [] };
  return (text) => {
    if (text.length > LONGEST || findCycle(text, settings) !== null) return null;
    const id = asId(text);
    const found = new Set(listed.get(id));
    const inCalendar = findCycle(id.toUpperCase(), calendar);
    if (inCalendar !== null) found.add(inCalendar.id);
    const [only = null, ...others] = found;
    return others.length === 0 ? only : null;
  };
}
