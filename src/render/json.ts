/** What every JSON answer says of the tree and day it is about. */
export interface At {
  readonly date: string;
  /** Null outside git and before the first commit. */
  readonly commit: string | null;
  /** Whether files differ from that commit; null outside git. */
  readonly dirty: boolean | null;
}

/** One JSON answer: its schema's name, what it is about, and its data. */
export function envelope(schema: string, at: At, data: Readonly<Record<string, unknown>>): string {
  return `${JSON.stringify({ schema, at, ...data }, null, 2)}\n`;
}
