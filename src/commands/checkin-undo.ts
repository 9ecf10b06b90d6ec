import type { Context } from "../context.ts";
import { type Outcome, UserError } from "../errors.ts";
import { safe } from "../render/safe.ts";
import type { Store } from "../store/store.ts";

/** Takes back the person's last check-in that nobody has seen. */
export async function undoCheckIn({ terminal }: Context, store: Store): Promise<Outcome> {
  const identity = await store.identity();
  if (!identity)
    throw new UserError(
      "git does not know who you are, so it cannot tell which check-in is yours",
      'run git config user.email "you@example.org"',
    );
  const { undone, commit, paths } = await terminal.holdSignals(() => store.undo(identity.email));
  terminal.write(
    `took back ${undone.slice(0, 7)}: ${paths.map(safe).join(", ")}\ncommitted ${commit.slice(0, 7)}, a revert; the text is still in the history\n`,
  );
  return "ok";
}
