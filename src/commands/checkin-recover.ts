import type { Context } from "../context.ts";
import type { NewCheckIn } from "../model/check-in.ts";
import type { CheckIn } from "../model/records.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { Store } from "../store/store.ts";

/** The record of a snapshot whose file has exactly this text, or null. */
export function findLeftBehind({ checkIns }: Snapshot, content: string): CheckIn | null {
  return checkIns.find(({ source, body }) => `---\n${source.yaml}---\n${body}` === content) ?? null;
}

/** The check-ins that the last commit does not hold yet: the run that made it may have been killed before it removed its draft. */
export async function uncommitted(
  { store, context }: { store: Store; context: Context },
  checkIns: readonly NewCheckIn[],
): Promise<readonly NewCheckIn[]> {
  const { commit, date } = await store.provenance({ day: context.clock.today(), commit: null });
  if (commit === null) return checkIns;
  const committed = await store.snapshot({ day: date, commit });
  const contents = await Promise.all(checkIns.map((checkIn) => store.composeCheckIn(checkIn)));
  return checkIns.filter((_, index) => findLeftBehind(committed, contents[index] as string) === null);
}
