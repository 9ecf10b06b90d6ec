import type { Context } from "../context.ts";
import type { NewCheckIn } from "../model/check-in.ts";
import type { CheckIn } from "../model/records.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { Store } from "../store/store.ts";

/** The record of a snapshot whose file has exactly this text, or null. */
export function findLeftBehind({ checkIns }: Snapshot, content: string): CheckIn | null {
  return checkIns.find(({ source, body }) => `---\n${source.yaml}---\n${body}` === content) ?? null;
}

/** Whether the last commit holds these check-ins already: the run that made it was killed before it removed its draft. */
export async function areCommitted(
  { store, context }: { store: Store; context: Context },
  checkIns: readonly NewCheckIn[],
): Promise<boolean> {
  const { commit, date } = await store.provenance({ day: context.clock.today(), commit: null });
  if (commit === null) return false;
  const committed = await store.snapshot({ day: date, commit });
  for (const checkIn of checkIns)
    if (findLeftBehind(committed, await store.composeCheckIn(checkIn)) === null) return false;
  return checkIns.length > 0;
}
