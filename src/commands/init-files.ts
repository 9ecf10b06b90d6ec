import { join, relative } from "node:path";
import type { Context, Prompts } from "../context.ts";
import { UserError } from "../errors.ts";
import { personIdFrom, shortId, teamIdFrom, uniqueId } from "../model/naming.ts";
import { shellWord } from "../model/shell-word.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { InitFile, InitReport } from "../render/init-text.ts";
import { safe, safeLines } from "../render/safe.ts";
import { createFolder, initGit, isTaken, type Place } from "../store/place.ts";
import { requireValid } from "../store/proof.ts";
import { type Recipe, recipeText, WORKFLOW } from "../store/recipes.ts";
import { type NewPerson, settingsText, strategyText, teamText } from "../store/scaffold.ts";
import { createStore } from "../store/store.ts";
import { SETTINGS_FILE } from "../store/tree.ts";
import type { InitOptions } from "./init.ts";
import { type Answers, commitsNewRepository } from "./init-answers.ts";

const COMMENT_WORKFLOW = ".github/workflows/okr-comment.yml";
const PIPELINE = ".gitlab-ci.yml";
/** Where the pipeline goes when there is one already, which then has to include it. */
const INCLUDED_PIPELINE = ".gitlab/okr.yml";
const STRATEGY = "okrs/strategy.md";
const MESSAGE = "okr: start keeping OKRs";

/** The files that belong to a start, by their path below the OKR root; what is there already is kept. */
export function filesFor(place: Place, answers: Answers, { plan }: Snapshot, version: string): InitFile[] {
  const priorities: { id: string; title: string }[] = [];
  for (const title of answers.priorities)
    priorities.push({
      id: uniqueId(shortId(title, 4) || "priority", (id) => priorities.some((one) => one.id === id)),
      title,
    });
  const files = [{ path: SETTINGS_FILE, text: settingsText(answers) }];
  if (plan.strategy === null) files.push({ path: STRATEGY, text: strategyText({ ...answers, priorities }) });
  if (plan.teams.length === 0) files.push(teamFile(answers));
  for (const { path, text } of files.slice(1))
    requireValid(path === STRATEGY ? "strategy" : "team", path, text);
  // Where git keeps the whole, not below the OKR root: hosts look nowhere else.
  for (const [path, recipe] of Object.entries(recipesFor(place, answers)))
    files.push({ path: upwards(place) + path, text: recipeText(recipe, { ...place, version }) });
  return files.map((file) => ({
    ...file,
    kept: isThere(place, join(place.prefix, file.path)),
  }));
}

/** The recipes for the host, by their path from the top. */
function recipesFor(place: Place, { ci }: Answers): Record<string, Recipe> {
  if (ci === "github") return { [WORKFLOW]: "github-check.yml", [COMMENT_WORKFLOW]: "github-comment.yml" };
  if (ci === "gitlab") return { [isThere(place, PIPELINE) ? INCLUDED_PIPELINE : PIPELINE]: "gitlab-ci.yml" };
  return {};
}

function teamFile({ team: name, members }: Answers): { path: string; text: string } {
  const people: NewPerson[] = [];
  for (const { name, email } of members)
    people.push({
      id: personIdFrom(name, (id) => people.some((one) => one.id === id)) || `person-${people.length + 1}`,
      name,
      email,
    });
  const id = teamIdFrom(name) || "team";
  const lead = people[0]?.id ?? null;
  return {
    path: `okrs/teams/${id}.md`,
    text: teamText({ id, name, level: "team", parent: null, lead, coach: null, members: people }),
  };
}

/** What a start is made in. */
interface Start {
  readonly context: Context;
  readonly place: Place;
  readonly options: InitOptions;
  readonly prompts: Prompts | null;
  readonly answers: Answers;
}

type Landed = Partial<Pick<InitReport, "commit" | "branch">>;

/** Writes the files, in a new repository where that is wanted, and commits them where that is. */
export async function writeFiles(start: Start, files: readonly InitFile[]): Promise<Landed> {
  const { context, place, prompts, answers } = start;
  const { env, terminal } = context;
  const fresh = files.filter(({ kept }) => !kept);
  const commit = await wantsCommit(start, fresh);
  if (place.top === null && answers.git) await initGit(place.folder, env);
  else createFolder(place.folder);
  const store = createStore(topOf(place), env);
  const changes = fresh.map(({ path, text }) => ({ path: belowTop(place, path), content: text }));
  if (!commit) await store.write(changes);
  else
    try {
      const landed = await store.commit(changes, `${MESSAGE}\n`);
      for (const warning of landed.warnings) terminal.note(`okr: ${safe(warning)}\n`);
      return landed;
    } catch (error) {
      if (prompts === null || !(error instanceof UserError)) throw error;
      // What somebody typed into half a dozen questions must not be lost to a hook.
      await store.write(changes);
      terminal.note(
        `okr: ${safeLines(error.message)}\n  ${safeLines(error.hint)}\nThe files are written nevertheless.\n`,
      );
    }
  return {};
}

async function wantsCommit(
  { place, options, prompts, answers }: Start,
  fresh: readonly InitFile[],
): Promise<boolean> {
  if (options.commit !== null || prompts === null) return options.commit === true;
  if (!answers.git || place.person === null) return false;
  if (commitsNewRepository(place, options)) return true;
  await prompts.section(
    "These files will be written",
    fresh.map(({ path }) => safe(path)),
  );
  return prompts.confirm({ message: "Commit them, too?", initial: true });
}

/** What to know and do after a start. */
export function adviseNext(
  { context, place, answers, before }: Pick<Start, "context" | "place" | "answers"> & { before: Snapshot },
  files: readonly InitFile[],
  { commit }: Landed,
): Pick<InitReport, "remarks" | "next"> {
  const { plan, findings } = before;
  // With -C the shell is somewhere else than the command was told to be; through a symbolic link, ways differ.
  const here = context.env.PWD === context.cwd && `${place.folder}/`.startsWith(`${context.cwd}/`);
  const folder = here ? relative(context.cwd, place.folder).replaceAll("\\", "/") : place.folder;
  const okr = folder === "" ? "okr" : `okr -C ${shellWord(folder)}`;
  const team = plan.teams[0]?.id ?? (teamIdFrom(answers.team) || "team");
  const remarks: string[] = [];
  const strategy = files.find(({ path, kept }) => path === STRATEGY && !kept);
  if (strategy?.text.includes("Still to be written"))
    remarks.push(`${STRATEGY} says what is still to be written there.`);
  const [first] = findings;
  if (first)
    remarks.push(
      `${first.path} and perhaps others were here before and are nothing okr can read, as okr check will say: correct them, or keep the OKRs in a folder of their own.`,
    );
  if (answers.git && place.person === null)
    remarks.push(
      'git does not know you yet: git config --global user.name "Your Name", and user.email likewise.',
    );
  if (files.some(({ path, kept }) => path === upwards(place) + INCLUDED_PIPELINE && !kept))
    remarks.push(`To run it, add to ${PIPELINE}: include: [{ local: ${INCLUDED_PIPELINE} }]`);
  const next: string[] = [];
  if (answers.git && !commit) {
    const git = here && topOf(place) === context.cwd ? "git" : `git -C ${shellWord(topOf(place))}`;
    const paths = files.filter(({ kept }) => !kept).map(({ path }) => shellWord(belowTop(place, path)));
    if (paths.length > 0)
      next.push(`${git} add ${paths.join(" ")}`, `${git} commit -m ${shellWord(MESSAGE)}`);
  }
  if (plan.people.length + answers.members.length === 0)
    next.push(`${okr} new person "Your Name" --team ${team} --email you@example.com`);
  next.push(
    `${okr} new objective "Make the first week seamless for new users" --team ${team} --key-result "Increase onboarding completion from 65 % to 90 %"`,
  );
  return { remarks, next };
}

/** Whether anything stands at a path below the top. */
function isThere(place: Place, path: string): boolean {
  return (place.exists || place.top !== null) && isTaken(topOf(place), path);
}

/** The folder that all files are written below: the repository's top, or the OKR root where there is none. */
function topOf({ top, folder }: Place): string {
  return top ?? folder;
}

/** A path below the OKR root, seen from the top. */
function belowTop({ prefix }: Place, path: string): string {
  return join(prefix, path).replaceAll("\\", "/");
}

/** The way from the OKR root up to the top: "" or ending in "/". */
function upwards({ prefix }: Place): string {
  return "../".repeat(prefix.split("/").length - 1);
}
