import { findSigns, PLAN_QUESTIONS } from "../analysis/planning.ts";
import { UserError } from "../errors.ts";
import { titleFromStory } from "../model/naming.ts";
import { NOTHING_GIVEN } from "../model/proposal.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { readGivenFile } from "../store/own-files.ts";
import { oneLine } from "./new-session.ts";
import type { PlanOptions, PlanSession } from "./plan.ts";
import { type Drafted, measuredKeyResult, NOTHING_PLANNED, type Planned, readPlan } from "./plan-document.ts";
import { namePeople, peopleNamed } from "./plan-people.ts";
import { requirePerson } from "./references.ts";

/** What the document and the flags say, before anything is asked. */
export async function gatherPlan(session: PlanSession, options: PlanOptions): Promise<Planned> {
  const read = options.from === null ? NOTHING_PLANNED : await readDocument(session, options.from);
  const answers = new Map(read.answers);
  for (const { name } of PLAN_QUESTIONS) {
    const answer = options[name]?.trim() ?? "";
    if (answer !== "") answers.set(name, answer);
  }
  const stories = new Map(read.stories);
  for (const given of options.story)
    for (const [person, story] of await readStories(session, given)) stories.set(person, story);
  const drafted = draftFromFlags(options, stories);
  return {
    ...{ answers, stories, team: options.team ?? read.team, cycle: options.cycle ?? read.cycle },
    objectives: namePeople(drafted === null ? read.objectives : [...read.objectives, drafted], options),
  };
}

async function readDocument(session: PlanSession, from: string): Promise<Planned> {
  const text = await readText(session, from);
  const planned = readPlan(text, from === "-" ? "standard input" : from);
  for (const person of planned.stories.keys()) requirePerson(session.snapshot, person);
  await session.draft.recognize(from, text);
  return planned;
}

async function readText({ context }: PlanSession, from: string): Promise<string> {
  const text = from === "-" ? await context.terminal.readInput() : readGivenFile(context.cwd, from);
  if (!text.includes("\ufffd")) return text;
  throw new UserError(
    `${from === "-" ? "standard input" : from} is not UTF-8 text`,
    "save it with the encoding UTF-8",
  );
}

/** The stories of `ana=FILE`, or of a file with a `## section` for each member; without sections it is the person's own. */
async function readStories(session: PlanSession, given: string): Promise<[person: string, story: string][]> {
  const { snapshot, store, me } = session;
  const [, person, file] = /^([a-z0-9-]+)=(.+)$/.exec(given) ?? [];
  if (person !== undefined && file !== undefined)
    return [[requirePerson(snapshot, person).id, (await readText(session, file)).trim()]];
  const text = (await readText(session, given)).trim();
  const sections = await store.sections(text);
  if (sections.size > 0)
    return [...sections].map(([name, story]) => [personNamed(name, snapshot), story.trim()]);
  if (me !== null) return [[me.id, text]];
  throw new UserError(
    `it is not said whose story ${given === "-" ? "standard input" : given} is`,
    `write --story ana=${given}, or a heading "## ana" above each story`,
  );
}

function personNamed(name: string, snapshot: Snapshot): string {
  const named = snapshot.plan.people.find((one) => one.name.toLowerCase() === name);
  return (named ?? requirePerson(snapshot, name)).id;
}

const ABOUT_OBJECTIVE = ["id", "why", "type"] as const;
const LISTS = ["align", "dependsOn", "sign", "keyResult"] as const;

function draftFromFlags(options: PlanOptions, stories: ReadonlyMap<string, string>): Drafted | null {
  const { id, why, type, align, dependsOn } = options;
  const owner = peopleNamed("--owner", options.owner).all;
  const title = oneLine(options.objective ?? "");
  if (title === "") {
    const stray =
      ABOUT_OBJECTIVE.find((name) => options[name] !== null) ??
      (owner === null ? undefined : "owner") ??
      LISTS.find((name) => options[name].length > 0);
    if (stray === undefined) return null;
    const flag = stray.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    throw new UserError(
      `--${flag} is said of an objective that has no title`,
      'name it with --objective "Make the first week seamless"',
    );
  }
  const signs = findSigns(stories);
  const chosen = options.sign.map((number) => {
    const sign = /^\d{1,3}$/.test(number) ? signs[Number(number) - 1] : undefined;
    if (sign !== undefined) return titleFromStory(sign.text);
    throw new UserError(
      `there is no sign ${number}`,
      signs.length === 0
        ? "no sentence of a story names a measure; give --story, or write it with --key-result"
        : `there are ${signs.length}; the same command with --show lists them`,
    );
  });
  const keyResults: Drafted["keyResults"][number][] = [];
  for (const words of [...chosen, ...options.keyResult.map(oneLine)])
    keyResults.push(measuredKeyResult(words, NOTHING_GIVEN, keyResults));
  return { ...{ id, title, why, type, owner, dependsOn, keyResults }, alignsTo: align };
}
