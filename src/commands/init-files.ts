import { join } from "node:path";
import type { Context, Prompts } from "../context.ts";
import { UserError } from "../errors.ts";
import { personIdFrom, shortId, teamIdFrom, uniqueId } from "../model/naming.ts";
import type { Priority } from "../model/plan.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { InitFile, InitReport } from "../render/init-text.ts";
import { safe, safeLines } from "../render/safe.ts";
import { createFolder, initGit, type Place } from "../store/place.ts";
import { requireValid } from "../store/proof.ts";
import { type Recipe, recipeText, WORKFLOW } from "../store/recipes.ts";
import { type NewPerson, settingsText, strategyText, teamText } from "../store/scaffold.ts";
import { createStore } from "../store/store.ts";
import { SETTINGS_FILE } from "../store/tree.ts";
import type { InitOptions } from "./init.ts";
import { type Answers, commitsNewRepository } from "./init-answers.ts";
import { belowTop, isThere, shownPath, topOf, upwards } from "./init-paths.ts";

const COMMENT_WORKFLOW = ".github/workflows/okr-comment.yml";
/** The pipeline that GitLab runs. */
export const PIPELINE = ".gitlab-ci.yml";
/** Where the pipeline goes when there is one already, which then has to include it. */
export const INCLUDED_PIPELINE = ".gitlab/okr.yml";
/** Where a new strategy goes, below the OKR root. */
export const STRATEGY = "okrs/strategy.md";
/** The message of the first commit. */
export const MESSAGE = "okr: start keeping OKRs";

/** The files that belong to a start, by their path below the OKR root; what is there already is kept. */
export function filesFor(
  { cwd, env, version }: Context,
  place: Place,
  answers: Answers,
  { plan }: Snapshot,
): InitFile[] {
  const priorities = prioritiesFrom(answers);
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
    shown: shownPath({ cwd, env }, place, file.path),
    kept: isThere(place, join(place.prefix, file.path)),
  }));
}

/** The priorities with the ids that they are given. */
export function prioritiesFrom({ priorities: titles }: Answers): Priority[] {
  const priorities: Priority[] = [];
  for (const title of titles)
    priorities.push({
      id: uniqueId(shortId(title, 4) || "priority", (id) => priorities.some((one) => one.id === id)),
      title,
    });
  return priorities;
}

/** The recipes for the host, by their path from the top. */
function recipesFor(place: Place, { ci }: Answers): Record<string, Recipe> {
  if (ci === "github") return { [WORKFLOW]: "github-check.yml", [COMMENT_WORKFLOW]: "github-comment.yml" };
  if (ci === "gitlab") return { [isThere(place, PIPELINE) ? INCLUDED_PIPELINE : PIPELINE]: "gitlab-ci.yml" };
  return {};
}

function teamFile({ team: name, name: company, members }: Answers): { path: string; text: string } {
  const people: NewPerson[] = [];
  for (const { name, email } of members)
    people.push({
      id: personIdFrom(name, (id) => people.some((one) => one.id === id)) || `person-${people.length + 1}`,
      name,
      email,
    });
  const id = teamIdFrom(name) || "team";
  const lead = people[0]?.id ?? null;
  const level = name.toLowerCase() === company.toLowerCase() ? "company" : "team";
  return {
    path: `okrs/teams/${id}.md`,
    text: teamText({ id, name, level, parent: null, lead, coach: null, members: people }),
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
    fresh.map(({ shown }) => safe(shown)),
  );
  return prompts.confirm({ message: "Commit them, too?", initial: true });
}
