import { UserError } from "../errors.ts";
import { idProblem } from "../model/id.ts";
import { shortId, uniqueId } from "../model/naming.ts";
import type { Snapshot } from "../model/snapshot.ts";

/** Tells whether a new objective cannot have an id: another one has it, a priority, a file that cannot be read, or one of the same run. */
export function takenIn({ plan }: Snapshot, given: ReadonlySet<string> = new Set()): (id: string) => boolean {
  return (id) =>
    given.has(id) ||
    plan.objective(id) !== undefined ||
    plan.priority(id) !== undefined ||
    plan.damaged.has(id);
}

/** The id that somebody asks for. Throws a UserError where it is none, or is taken. */
export function requireFreeId({ plan }: Snapshot, id: string, isTaken: (id: string) => boolean): string {
  const problem = idProblem(id);
  if (problem === null && !isTaken(id)) return id;
  const path =
    plan.objective(id)?.source.path ?? (plan.priority(id) ? plan.strategy?.source.path : undefined);
  throw new UserError(
    `the id "${id}" ${problem ?? `is taken${path === undefined ? "" : `, in ${path}`}`}`,
    "choose another --id",
  );
}

/** An id that says what a title is about. Throws a UserError where none can be made of it. */
export function idOfTitle(title: string, isTaken: (id: string) => boolean): string {
  const id = shortId(title, 4);
  if (id !== "") return uniqueId(id, isTaken);
  throw new UserError(`no id can be made of "${title}"`, "add one with --id, in the letters a to z");
}
