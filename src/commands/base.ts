import { isDay } from "../model/day.ts";
import type { Base, Moment, Store } from "../store/store.ts";

/** Where what is shown left the branch, commit or day that was named, or the upstream default branch for null. */
export async function findBase(store: Store, name: string | null, { day, commit }: Moment): Promise<Base> {
  if (name === null || !isDay(name)) return store.base(name, commit);
  const then = await store.moment(name, day);
  return { ...(await store.base(then.commit, commit)), name };
}
