import { readExampleFile } from "./examples.ts";
import { readFileSafely } from "./read-file.ts";
import { blockLines, flowText } from "./yaml-text.ts";

/** Whose pipelines check the OKRs. */
export type Host = "github" | "gitlab";

/** A recipe of `examples/ci` that belongs into a repository. */
export type Recipe = "github-check.yml" | "github-comment.yml" | "gitlab-ci.yml";

/** What a recipe has to know of the repository it is written for. */
export interface RecipePlace {
  /** The way from the top of the repository to the OKRs: "" or ending in "/". */
  readonly prefix: string;
  /** The default branch; null where nobody knows it yet. */
  readonly branch: string | null;
  /** Of the program, so that nothing else is ever run in its place. */
  readonly version: string;
}

/** Where the check's workflow lies: its own path is among those that start it. */
export const WORKFLOW = ".github/workflows/okr.yml";

/** What GitHub evaluates begins with this, in a folder's name as well. */
const EXPRESSION = "${{";

/** The text of a recipe for one repository: what lies in `examples/ci`, with the lines of its own that differ. */
export function recipeText(recipe: Recipe, place: RecipePlace): string {
  const lines = recipe === "github-comment.yml" ? {} : ownLines(recipe, place);
  return Object.entries(lines).reduce(
    (text, [line, ours]) => replaceLine(text, line, ours),
    readExampleFile("ci", recipe).toString("utf8"),
  );
}

/** No pipeline that people write is longer. */
const PIPELINE_BYTES = 1024 * 1024;

/**
 * Whether a pipeline of GitLab has stages of its own, and none that is called `test`. Told by its lines alone: it may hold tags that
 * only GitLab knows. A file that is not there or cannot be read has none.
 */
export function lacksTestStage(folder: string, path: string): boolean {
  const read = readFileSafely(folder, path, PIPELINE_BYTES);
  if (!("text" in read)) return false;
  const lines = read.text.toString("utf8").split(/\r?\n/);
  const start = lines.findIndex((line) => /^stages\s*:/.test(line));
  if (start === -1) return false;
  const rest = lines.slice(start + 1);
  // The list may stand on the lines below, with or without space before its hyphens.
  const end = rest.findIndex((line) => /^[^\s#-]/.test(line) || line.startsWith("---"));
  const list = [lines[start] as string, ...rest.slice(0, end === -1 ? rest.length : end)];
  const words = list.flatMap((line) => line.replace(/(?:^|\s)#.*$/, "").split(/[\s,:[\]"']+/));
  return !words.includes("test");
}

/** By the beginning of a line in the recipe, without its indentation, what stands there instead. */
function ownLines(recipe: Recipe, { prefix, branch, version }: RecipePlace): Record<string, string[]> {
  const folder = prefix.slice(0, -1) || ".";
  const values = { OKR_VERSION: version, OKR_ROOT: folder };
  if (recipe === "gitlab-ci.yml")
    // GitLab puts variables into variables.
    return toLines({ ...values, OKR_ROOT: folder.replaceAll("$", "$$$$") });
  const branches = branch === null ? ["main", "master"] : [escapeGlob(branch)];
  const push = [`branches: ${flowText(branches)}`];
  if (prefix !== "") push.push(`paths: ${flowText([`${escapeGlob(folder)}/**`, WORKFLOW])}`);
  const root = folder.replaceAll(EXPRESSION, () => `${EXPRESSION} '${EXPRESSION}' }}`);
  return { "branches:": push, ...toLines({ ...values, OKR_ROOT: root }) };
}

function toLines(values: Readonly<Record<string, string>>): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [`${name}:`, blockLines({ [name]: value })]),
  );
}

function replaceLine(text: string, start: string, ours: readonly string[]): string {
  const lines = text.split("\n");
  const found = lines.flatMap((line, index) => (line.trimStart().startsWith(start) ? [index] : []));
  const [at] = found;
  if (at === undefined || found.length > 1) throw new Error(`a recipe must have one line: ${start}`);
  const indent = /^ */.exec(lines[at] as string)?.[0];
  return lines.toSpliced(at, 1, ...ours.map((line) => `${indent}${line}`)).join("\n");
}

function escapeGlob(path: string): string {
  return path.replace(/[\\*?[\]!+]/g, "\\$&");
}
