import { personWithEmail } from "../analysis/overview.ts";
import { type Outcome, UserError } from "../errors.ts";
import { type NamedPerson, parsePerson, personIdFrom } from "../model/naming.ts";
import { appendToList } from "../store/edit.ts";
import { personElement } from "../store/scaffold.ts";
import { land, type NewSession, titleFrom } from "./new-session.ts";
import { requirePerson, settleTeam } from "./references.ts";

/** Adds a person to the members of a team, in its file. */
export async function newPerson(session: NewSession, words: readonly string[]): Promise<Outcome> {
  const { options, store, snapshot } = session;
  const { plan } = snapshot;
  const typed = await titleFrom(session, words, {
    message: "What is the person's name?",
    placeholder: "Ana Souza",
    missing: "the person has no name",
  });
  const named = parsePerson(typed);
  if (named === null)
    throw new UserError(`"${typed}" is no name`, 'write "Ana Souza" or "Ana Souza <ana@example.com>"');
  const team = await settleTeam(session.snapshot, session.options.team, {
    prompts: session.prompts,
    message: "Which team?",
  });
  const email = await emailFor(session, named, words.length === 0);
  const known = email === null ? undefined : personWithEmail(plan, email);
  if (known)
    throw new UserError(
      `${known.name} has that address already, as "${known.id}" in ${known.source.path}`,
      "one entry for a person is enough",
    );
  const id = idFor(session, named);
  const mentor = options.mentor === null ? null : requirePerson(session.snapshot, options.mentor).id;
  const { path } = team.source;
  const before = store.readText(path);
  return land(session, {
    kind: "person",
    id,
    path,
    content: appendToList(path, before, "members", personElement({ id, name: named.name, email, mentor })),
    before,
    message: `okr: add ${id} to team ${team.id}`,
    keyResults: [],
    next: [],
  });
}

async function emailFor(
  { options, prompts }: NewSession,
  named: NamedPerson,
  interview: boolean,
): Promise<string | null> {
  if (options.email !== null || named.email !== null) return options.email ?? named.email;
  if (prompts === null || !interview) return null;
  const answer = await prompts.text({
    message: "The address they commit with?",
    placeholder: "ana@example.com; Enter to add it later",
    check: (text) =>
      /^[^\s@]+@[^\s@]+$/.test(text.trim()) || text.trim() === "" ? null : "write it as ana@example.com",
  });
  return answer.trim() || null;
}

function idFor({ options, snapshot: { plan } }: NewSession, { name }: NamedPerson): string {
  const taken = (id: string) => plan.person(id) !== undefined || plan.damaged.has(id);
  const id = options.id ?? personIdFrom(name, taken);
  if (id === "")
    throw new UserError(`no id can be made of "${name}"`, "add one with --id, in the letters a to z");
  if (!taken(id)) return id;
  const before = plan.person(id);
  throw new UserError(
    `the id "${id}" is taken${before ? `, by ${before.name} in ${before.source.path}` : ""}`,
    "choose another --id",
  );
}
