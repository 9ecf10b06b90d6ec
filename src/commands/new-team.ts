import { personWithEmail } from "../analysis/overview.ts";
import { type Outcome, UserError } from "../errors.ts";
import { closest, idProblem } from "../model/id.ts";
import { parsePerson, personIdFrom, teamIdFrom, uniqueId } from "../model/naming.ts";
import { shellWord } from "../model/shell-word.ts";
import { safe } from "../render/safe.ts";
import { type NewMember, type NewPerson, teamText } from "../store/scaffold.ts";
import { land, type NewSession, titleFrom } from "./new-session.ts";
import { requirePerson, requireTeam } from "./references.ts";

/** Writes a team's file. */
export async function newTeam(session: NewSession, words: readonly string[]): Promise<Outcome> {
  const { options, snapshot } = session;
  const prompts = words.length === 0 ? session.prompts : null;
  const name = await titleFrom(session, words, {
    message: "What is the team called?",
    placeholder: "Explorer Team",
    missing: "the team has no name",
  });
  const id = idFor(session, name);
  const parent =
    options.parent === null
      ? await askParent({ ...session, prompts })
      : requireTeam(session.snapshot, options.parent).id;
  const members = membersFrom(
    session,
    options.member.length > 0 || prompts === null
      ? options.member
      : await askMembers({ ...session, prompts }),
  );
  const lead = options.lead === null ? null : personOf(session, members, options.lead);
  const coach = options.coach === null ? null : personOf(session, members, options.coach);
  const level = options.level ?? "team";
  return land(session, {
    kind: "team",
    id,
    path: `okrs/teams/${id}.md`,
    content: teamText({ id, name, level, parent, lead, coach, members }),
    before: null,
    message: `okr: add team ${id}`,
    keyResults: [],
    next: [
      ...(members.length === 0 ? [`okr new person "Ana Souza" --team ${id} --email ana@example.com`] : []),
      `okr new objective --team ${shellWord(id)}${snapshot.plan.people.length + members.length === 0 ? "" : ' "Make the first week seamless"'}`,
    ],
  });
}

function idFor({ options, snapshot: { plan } }: NewSession, name: string): string {
  const id = options.id ?? teamIdFrom(name);
  if (id === "")
    throw new UserError(`no id can be made of "${name}"`, "add one with --id, in the letters a to z");
  const before = plan.team(id);
  if (before)
    throw new UserError(`there is a team "${id}" already, in ${before.source.path}`, "choose another --id");
  if (plan.damaged.has(id))
    throw new UserError(
      `a file that cannot be read has the id "${id}"`,
      "run okr check, or choose another --id",
    );
  return id;
}

async function askParent({ prompts, snapshot: { plan } }: NewSession): Promise<string | null> {
  const units = plan.teams.filter(({ level }) => level !== "team");
  if (prompts === null || units.length === 0) return null;
  const none = { value: "", label: "none of these" };
  const choices = units.map(({ id, name }) => ({ value: id, label: safe(name), hint: id }));
  return (
    (await prompts.choose({ message: "Which unit does it belong to?", options: [...choices, none] })) || null
  );
}

async function askMembers(
  session: NewSession & { prompts: NonNullable<NewSession["prompts"]> },
): Promise<string[]> {
  const members: string[] = [];
  const people = (text: string) => text.split(";").flatMap((one) => one.trim() || []);
  for (;;) {
    const answer = await session.prompts.text({
      message:
        members.length === 0
          ? "Who is in it? One after the other, or with ; between them"
          : "Who else? (Enter when that is all)",
      placeholder: "Ana Souza <ana@example.com> – Enter to add people later",
      check(text) {
        const [problem] = people(text).flatMap((one) => memberProblem(session, one) ?? []);
        return problem === undefined ? null : safe(`${problem.message}; ${problem.hint}`);
      },
    });
    if (answer.trim() === "") return members;
    members.push(...people(answer));
  }
}

/** Why what was typed names no member, or null. */
function memberProblem(
  { snapshot: { plan } }: NewSession,
  typed: string,
): { message: string; hint: string } | null {
  if (plan.person(typed)) return null;
  if (idProblem(typed) === null) {
    const near = closest(
      typed,
      plan.people.map(({ id }) => id),
    );
    const hint = 'write "Ana Souza <ana@example.com>" for somebody new';
    return {
      message: `there is no person "${typed}"`,
      hint: near ? `did you mean "${near}"? Otherwise ${hint}` : hint,
    };
  }
  return parsePerson(typed)
    ? null
    : { message: `"${typed}" is no person`, hint: 'write "Ana Souza <ana@example.com>"' };
}

/** The members as they are written down: who is in another team's file is only named. */
function membersFrom(session: NewSession, typed: readonly string[]): NewMember[] {
  const members: NewMember[] = [];
  for (const text of typed.map((word) => word.trim())) {
    const problem = memberProblem(session, text);
    if (problem) throw new UserError(problem.message, problem.hint);
    const member = memberFrom(session, text, members);
    const id = idOf(member);
    if (!members.some((one) => idOf(one) === id)) members.push(member);
  }
  return members;
}

function memberFrom(
  { snapshot: { plan } }: NewSession,
  text: string,
  before: readonly NewMember[],
): NewMember {
  const named = parsePerson(text);
  if (plan.person(text) || named === null) return text;
  const known = named.email === null ? undefined : personWithEmail(plan, named.email);
  if (known) return known.id;
  const taken = (id: string) =>
    plan.person(id) !== undefined || plan.damaged.has(id) || before.some((one) => idOf(one) === id);
  return { id: requireId(named.name, personIdFrom(named.name, taken), taken), ...named };
}

/** The id of a person, or one that is made up where nothing of the name can be kept. */
function requireId(name: string, id: string, taken: (id: string) => boolean): string {
  return id === "" ? uniqueId(name === "" ? "member" : "person", taken) : id;
}

function idOf(member: NewMember): string {
  return typeof member === "string" ? member : member.id;
}

/** The id of a person who is a new member of this team or known already. */
function personOf(session: NewSession, members: readonly NewMember[], typed: string): string {
  const people = members.filter((member): member is NewPerson => typeof member !== "string");
  const wanted = parsePerson(typed);
  const found = people.find(
    ({ id, name, email }) =>
      id === typed ||
      (wanted !== null && (name === wanted.name || (email !== null && email === wanted.email))),
  );
  return found ? found.id : requirePerson(session.snapshot, typed).id;
}
