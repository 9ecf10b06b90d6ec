import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";
import { CUT_OFF, type History } from "../model/history.ts";

/** Throws a UserError with the cure where the history does not reach back to its beginning: a wrong answer is worse than none. */
export function requireHistory({ cutOff }: History): void {
  if (cutOff === null) return;
  const { message, hint } = CUT_OFF[cutOff];
  throw new UserError(message, hint);
}

/** Says on stderr what is left out of an answer where the history is cut off. */
export function noteCutOff({ terminal }: Context, { cutOff }: History, leftOut: string): void {
  if (cutOff === null) return;
  const { message, hint } = CUT_OFF[cutOff];
  terminal.note(`${leftOut} left out: ${message}; ${hint}\n`);
}
