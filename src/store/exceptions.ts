import type { Source } from "../model/finding.ts";
import type { ExceptionText } from "../model/snapshot.ts";

/** The property that excepts what it stands in from rules. */
const IGNORE = "x-okr-ignore";

/** Lists whose elements can be excepted by themselves. */
const LISTS = ["key_results", "members", "priorities"];

/** What a document's data says of rules it wants to be excepted from. */
export function listExceptions(source: Source, data: Readonly<Record<string, unknown>>): ExceptionText[] {
  // Parsing is paid for; looking into every object of every file is not needed where the word does not occur.
  if (!source.yaml.includes(IGNORE)) return [];
  const found: ExceptionText[] = [];
  const look = (within: ExceptionText["within"], value: unknown) => {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, IGNORE)) return;
    found.push({ source, within, given: (value as Record<string, unknown>)[IGNORE] });
  };
  look([], data);
  for (const list of LISTS) {
    const elements = data[list];
    if (Array.isArray(elements))
      for (const [index, element] of elements.entries()) look([list, index], element);
  }
  return found;
}
