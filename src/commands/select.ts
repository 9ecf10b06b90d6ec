import { personWithEmail, type Selection } from "../analysis/overview.ts";
import { UserError } from "../errors.ts";
import type { Person } from "../model/plan.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { Store } from "../store/store.ts";
import { requireCycle, requireObjective, requireTeam } from "./references.ts";

/** Turns what was asked for into a selection; names that do not exist are refused with the nearest that does. */
export async function select(
  store: Store,
  snapshot: Snapshot,
  asked: { cycle: string | null; team: string | null; mine: boolean; objective?: string | null },
): Promise<Selection> {
  const { cycle, team, mine, objective = null } = asked;
  if (cycle !== null) requireCycle(snapshot, cycle);
  if (team !== null) requireTeam(snapshot, team);
  if (objective !== null) requireObjective(snapshot, objective);
  return { cycle, team, objective, person: mine ? (await identifyPerson(store, snapshot)).id : null };
}

/** The person that git's identity names. Throws a UserError where it names nobody. */
export async function identifyPerson(store: Store, { plan, findings }: Snapshot): Promise<Person> {
  const identity = await store.identity();
  if (!identity)
    throw new UserError(
      "git does not know who you are",
      'run git config user.email "you@example.org", or name yourself with a flag',
    );
  const person = personWithEmail(plan, identity.email);
  if (person) return person;
  const unread = findings.length === 0 ? "" : ", in the files that can be read";
  throw new UserError(
    `no member of a team has your git address ${identity.email}${unread}`,
    'add your email to your entry in the team\'s file, or: okr new person "Your Name" --team TEAM --email ADDRESS',
  );
}
