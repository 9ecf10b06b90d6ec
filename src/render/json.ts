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
  const text = JSON.stringify({ schema, at, ...data }, null, 2);
  return `${text.replace(HIDDEN, (hidden) => hidden.split("").map(escapeUnit).join(""))}\n`;
}
