/** What words such as "at most" say of the number after them. */
export interface Bound {
  readonly side: "at_least" | "at_most";
  /** Excludes the number itself, which matters for things that are counted. */
  readonly strict: boolean;
  /** Says that it is a limit even where no verb does. */
  readonly clear: boolean;
}
/** The bounds, by how they are written. */
export const BOUNDS: ReadonlyMap<string, Bound> = new Map([
  ...bounds(
    { side: "at_most", strict: false, clear: true },
    `≤, at most, no more than, not more than, never more than, no higher than, no longer than, not above,
    never above, not over, never over, not exceed, never exceed, max, maximum`,
  ),
  ...bounds({ side: "at_most", strict: true, clear: true }, "<, fewer than"),
  ...bounds({ side: "at_most", strict: true, clear: false }, "below, under, less than"),
  ...bounds({ side: "at_most", strict: false, clear: false }, "within"),
  ...bounds({ side: "at_least", strict: false, clear: true }, "≥"),
  ...bounds({ side: "at_least", strict: true, clear: true }, ">"),
  ...bounds(
    { side: "at_least", strict: false, clear: false },
    "at least, no less than, not less than, no fewer than, not below, never below",
  ),
  ...bounds(
    { side: "at_least", strict: true, clear: false },
    "above, over, more than, greater than, higher than",
  ),
]);

function bounds(bound: Bound, phrases: string): [string, Bound][] {
  return phrases.split(/,\s+/).map((phrase) => [phrase, bound]);
}
