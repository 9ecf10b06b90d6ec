/** What every JSON answer says of the tree and day it is about. */
export interface At {
  readonly date: string;
  /** Null outside git and before the first commit. */
  readonly commit: string | null;
  /** Whether files differ from that commit; null outside git. */
  readonly dirty: boolean | null;
}

// Characters that JSON lets through but a terminal obeys or hides; escaped, the text stays the same.
const HIDDEN = /[\p{Cf}\u007f-\u009f\u2028\u2029]/gu;

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** One JSON answer: its schema's name, what it is about, and its data. */
export function envelope(schema: string, at: At, data: Readonly<Record<string, unknown>>): string {
  return `${jsonText({ schema, at, ...data }, 2)}\n`;
}

/** A value as JSON in which nothing is hidden. @param indent columns a level; on one line without */
export function jsonText(value: unknown, indent?: number): string {
  const text = JSON.stringify(value, null, indent);
  return text.replace(HIDDEN, (hidden) => hidden.split("").map(escapeUnit).join(""));
}
