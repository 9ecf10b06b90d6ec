/** Something the person at the keyboard can fix. Any other throw is a bug. */
export class UserError extends Error {
  override readonly name = "UserError";
  /** @param message where and what was found; @param hint what to do about it. */
  constructor(
    message: string,
    readonly hint: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** How a command ended: `ok` exits 0, `findings` exits 1. Errors become 2 (a UserError) or 3 (a bug). */
export type Outcome = "ok" | "findings";

/** The exit code of an outcome or of whatever was thrown. */
export function exitCode(ended: Outcome | unknown): 0 | 1 | 2 | 3 {
  if (ended === "ok") return 0;
  if (ended === "findings") return 1;
  return ended instanceof UserError ? 2 : 3;
}
