import type { Prompts } from "../context.ts";
import { UserError } from "../errors.ts";
import { type Cycle, findCycle } from "../model/cycle.ts";
import { closest } from "../model/id.ts";
import { keyResultRef, type Objective, type Person, type Team } from "../model/plan.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { safe } from "../render/safe.ts";

/** The team of this id. Throws a UserError with the nearest. */
export function requireTeam({ plan }: Snapshot, id: string): Team {
  const team = plan.team(id);
  if (team) return team;
  throw unknown(
    { what: "team", id, damaged: plan.damaged },
    plan.teams.map((one) => one.id),
    'write one with okr new team "Explorer Team"',
  );
}

/** The person of this id. Throws a UserError with the nearest. */
export function requirePerson({ plan }: Snapshot, id: string): Person {
  const person = plan.person(id);
  if (person) return person;
  throw unknown(
    { what: "person", id, damaged: plan.damaged },
    plan.people.map((one) => one.id),
    'add them with okr new person "Ana Souza" --team TEAM',
  );
}

/** The objective of this id. Throws a UserError with the nearest. */
export function requireObjective(snapshot: Snapshot, id: string): Objective {
  const found = findObjective(snapshot, id);
  if (found instanceof UserError) throw found;
  return found;
}

/** The objective of this id, or the error that says why there is none. */
export function findObjective({ plan }: Snapshot, id: string): Objective | UserError {
  return (
    plan.objective(id) ??
    unknown(
      { what: "objective", id, damaged: plan.damaged },
      plan.objectives.map((one) => one.id),
      "write it with okr new objective",
    )
  );
}

/** The cycle of this id. Throws a UserError with the nearest that is in use. */
export function requireCycle({ plan, settings }: Snapshot, id: string): Cycle {
  const cycle = findCycle(id, settings.cycles);
  if (cycle) return cycle;
  const used = [...settings.cycles.list.map((one) => one.id), ...plan.objectives.map((one) => one.cycle)];
  throw unknown(
    { what: "cycle", id, damaged: new Set() },
    new Set(used),
    "write 2026, 2026-H2, 2026-Q4 or 2026-11",
  );
}

/** Throws a UserError with the nearest where nothing has this name that an objective can align to. */
export function requireAlignable({ plan }: Snapshot, ref: string): string {
  const known = new Set(plan.strategy?.priorities.map(({ id }) => id));
  for (const { id, keyResults } of plan.objectives) {
    known.add(id);
    for (const keyResult of keyResults) known.add(keyResultRef(id, keyResult.id));
  }
  if (known.has(ref)) return ref;
  const otherwise = "align to an objective, to objective/key-result or to a priority of the strategy";
  throw unknown(
    { what: "objective, key result or priority", id: ref, damaged: plan.damaged },
    known,
    otherwise,
  );
}

function unknown(
  { what, id, damaged }: { what: string; id: string; damaged: ReadonlySet<string> },
  known: Iterable<string>,
  otherwise: string,
): UserError {
  if (damaged.has(id.split("/")[0] as string))
    return new UserError(
      `the file of ${what} "${id}" cannot be read`,
      "run okr check, and put that right first",
    );
  const names = [...known];
  const near = closest(id, names);
  const some = names.length > 0 && names.length <= 12 ? `known here: ${names.join(", ")}; or ` : "";
  return new UserError(
    `there is no ${what} "${id}"`,
    near ? `did you mean "${near}"?` : `${some}${otherwise}`,
  );
}

/** The team that is named, the only one there is, or the one that is chosen. Throws a UserError where nobody can be asked. */
export async function settleTeam(
  snapshot: Snapshot,
  asked: string | null,
  { prompts, message, initial }: { prompts: Prompts | null; message: string; initial?: string | undefined },
): Promise<Team> {
  const { teams } = snapshot.plan;
  if (asked !== null) return requireTeam(snapshot, asked);
  const [only] = teams;
  if (only === undefined)
    throw new UserError("there is no team yet", 'write one with okr new team "Explorer Team"');
  if (teams.length === 1) return only;
  if (prompts === null)
    throw new UserError("no team is named", `add --team with one of ${teams.map(({ id }) => id).join(", ")}`);
  const options = teams.map(({ id, name }) => ({ value: id, label: safe(name), hint: id }));
  const chosen = await prompts.choose({ message, options, ...(initial === undefined ? {} : { initial }) });
  return requireTeam(snapshot, chosen);
}
