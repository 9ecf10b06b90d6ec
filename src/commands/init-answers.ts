import type { Prompts } from "../context.ts";
import { UserError } from "../errors.ts";
import { type NamedPerson, parsePerson } from "../model/naming.ts";
import type { Cadence, MONTHS } from "../model/settings.ts";
import type { Place } from "../store/place.ts";
import type { Host } from "../store/recipes.ts";
import type { InitOptions } from "./init.ts";

/** Everything `okr init` has to know. */
export interface Answers {
  readonly name: string;
  readonly mission: string | null;
  readonly vision: string | null;
  readonly priorities: readonly string[];
  readonly team: string;
  /** The first one leads the team. */
  readonly members: readonly NamedPerson[];
  readonly cadence: Cadence;
  readonly fiscalYearStarts: (typeof MONTHS)[number];
  readonly ci: Host | "none";
  /** Whether the folder shall be in a git repository. */
  readonly git: boolean;
}

/** What the flags say, and the default for the rest. */
export function defaultAnswers(place: Place, options: InitOptions): Answers {
  return {
    name: lineOf(options.name) ?? titled(place.name),
    mission: lineOf(options.mission),
    vision: lineOf(options.vision),
    priorities: options.priority.flatMap((title) => lineOf(title) ?? []),
    team: lineOf(options.team) ?? "Pilot Team",
    members: membersFrom(place, options.member),
    cadence: options.cadence ?? "quarter",
    fiscalYearStarts: options.fiscalYearStarts ?? "january",
    ci: options.ci ?? place.host ?? "none",
    git: place.top !== null || !options.noGit,
  };
}

/** The same, asking for what no flag says. */
export async function askAnswers(prompts: Prompts, place: Place, options: InitOptions): Promise<Answers> {
  const defaults = defaultAnswers(place, options);
  const later = "Enter to write it later";
  const ask = async (message: string, more: { placeholder?: string; initial?: string }) =>
    lineOf(await prompts.text({ message, ...more }));
  const { name, mission, vision, team, cadence } = options;
  return {
    ...defaults,
    name:
      name === null
        ? ((await ask("What is your company or organisation called?", { initial: defaults.name })) ??
          defaults.name)
        : defaults.name,
    mission:
      mission === null ? await ask("Mission: why do you exist?", { placeholder: later }) : defaults.mission,
    vision:
      vision === null
        ? await ask("Vision: where do you want to be in some years?", { placeholder: later })
        : defaults.vision,
    priorities: options.priority.length === 0 ? await askPriorities(prompts, later) : defaults.priorities,
    team:
      team === null
        ? ((await ask("What is the first team called?", { placeholder: defaults.team })) ?? defaults.team)
        : defaults.team,
    members: defaults.members.length === 0 ? await askMember(prompts) : defaults.members,
    cadence: cadence === null ? await askCadence(prompts) : defaults.cadence,
    ci: options.ci === null && place.host !== null ? await askCi(prompts, place.host) : defaults.ci,
    git: place.top === null && defaults.git ? await askRepository(prompts, place, options) : defaults.git,
  };
}

/** In a new repository the first commit goes without saying. */
function askRepository(prompts: Prompts, place: Place, options: InitOptions): Promise<boolean> {
  const commits = commitsNewRepository(place, options);
  const what = commits
    ? "Make this folder a git repository and commit the files"
    : "Make this folder a git repository";
  return prompts.confirm({ message: `${what}?` });
}

/** Whether the files are committed where the folder becomes a repository; nobody can commit before git knows them. */
export function commitsNewRepository({ top, person }: Place, { commit }: InitOptions): boolean {
  return top === null && commit !== false && person !== null;
}

async function askPriorities(prompts: Prompts, placeholder: string): Promise<string[]> {
  const split = (text: string) => text.split(";").flatMap((title) => lineOf(title) ?? []);
  const answer = await prompts.text({
    message: "Priorities of this year, at most three, with ; between them?",
    placeholder,
    check: (text) => (split(text).length > 3 ? "choose the three that matter most" : null),
  });
  return split(answer);
}

async function askMember(prompts: Prompts): Promise<NamedPerson[]> {
  const answer = await prompts.text({
    message: "Who are you?",
    placeholder: "Ana Souza <ana@example.com>; Enter to add people later",
    check: (text) =>
      text.trim() === "" || parsePerson(text) ? null : "write it as Ana Souza <ana@example.com>",
  });
  const named = parsePerson(answer);
  return named ? [named] : [];
}

function askCadence(prompts: Prompts): Promise<Cadence> {
  return prompts.choose({
    message: "How long does a cycle last?",
    options: [
      { value: "quarter", label: "a quarter", hint: "most companies" },
      { value: "month", label: "a month" },
      { value: "half", label: "half a year" },
      { value: "year", label: "a year" },
    ],
  });
}

async function askCi(prompts: Prompts, host: Host): Promise<Answers["ci"]> {
  const [what, request] =
    host === "github" ? ["GitHub workflows", "pull request"] : ["a GitLab pipeline", "merge request"];
  const message = `Write ${what} to check the OKRs of every ${request} and say what it changes?`;
  return (await prompts.confirm({ message, initial: true })) ? host : "none";
}

/** The person at the keyboard first, then those the flags name. */
function membersFrom({ person }: Place, typed: readonly string[]): NamedPerson[] {
  const me =
    person === null
      ? null
      : {
          name: lineOf(person.name) ?? "",
          email: /^[^\s@]+@[^\s@]+$/.test(person.email) ? person.email : null,
        };
  const members = me === null || me.name === "" ? [] : [me];
  for (const text of typed) {
    const named = parsePerson(text);
    if (named === null)
      throw new UserError(
        `--member is "${text}", which names no person`,
        'write "Ana Souza <ana@example.com>"',
      );
    const same = members.findIndex(({ name, email }) =>
      named.email === null ? name === named.name : email?.toLowerCase() === named.email.toLowerCase(),
    );
    if (same === -1) members.push(named);
  }
  return members;
}

/** "horizon-bank" → "Horizon Bank". */
function titled(name: string): string {
  const words = name.split(/[-_.\s]+/).filter(Boolean);
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(" ") || "Our Company";
}

/** Text on one line; null where there is none. */
function lineOf(text: string | null): string | null {
  return text?.replace(/\s+/g, " ").trim() || null;
}
