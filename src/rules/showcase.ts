import type { Day } from "../model/day.ts";
import type { Deed, Documents, Example, Story } from "./define.ts";
import { COMPANY, checkIn, objective, retrospective } from "./examples.ts";
import { type Properties, propertiesOf, rewrite, shorten } from "./showcase-text.ts";

/** The day that examples are looked at from, where they do not say otherwise: the last one of their quarter. */
const DAY = "2026-12-31";

/** A file of an example, written the way people write one. */
export interface ShownFile {
  readonly path: string;
  readonly text: string;
  /** The same without what all examples have in common, which shows as `# …`. */
  readonly short: string;
}

/** An example as people would find it on their disk, or in the log of their repository. */
export interface Shown {
  /** The day it is looked at from. */
  readonly day: Day;
  /** The files it is about; okr.yaml among them where it says more than its version. None of a story. */
  readonly files: readonly ShownFile[];
  /** What lies around them. */
  readonly around: readonly ShownFile[];
  /** What happened, commit by commit, in words. None of files alone. */
  readonly commits: readonly string[];
  /** What the clone lacks that it is looked at in. */
  readonly clone: Story["clone"] | null;
}

/** What most examples are made of, as whole files: an objective and its records. */
export const USUAL: readonly ShownFile[] = nameFiles([objective({}), checkIn({}), retrospective({})], false);

/** Puts an example into the form in which people meet its matter. Only for examples of our own: nothing here expects malice. */
export function showExample(example: Example): Shown {
  if ("commits" in example) return showStory(example);
  const scene = "documents" in example ? example : { documents: example };
  const { documents, day = DAY, settings = "", company = COMPANY } = scene;
  const yaml = `version: 1\n${settings === "" ? "" : `${settings.trim()}\n`}`;
  const okr = { path: "okr.yaml", text: yaml, short: yaml };
  const files = nameFiles(documents, true);
  // In a folder that comes first, so that of two of the same id it is the one that counts, as it is for the tests.
  const around = nameFiles(company, false).map((file) => ({
    ...file,
    path: file.path.replace(/^okrs/, "company"),
  }));
  return {
    day,
    files: settings === "" ? files : [okr, ...files],
    around: settings === "" ? [okr, ...around] : around,
    commits: [],
    clone: null,
  };
}

/** Gives documents the paths that okr itself would give them. */
function nameFiles(documents: Documents, short: boolean): ShownFile[] {
  const given = documents.map((one) => (typeof one === "string" ? { path: null, text: one } : one));
  const read = given.map(({ text }) => propertiesOf(text));
  const folders = new Map(read.map((one) => [one.id, folderOf(one)]));
  const taken = new Map<string, number>();
  return given.map(({ path, text }, index) => {
    const own = path ?? pathOf(read[index] as Properties, folders, index);
    const count = (taken.get(own) ?? 0) + 1;
    taken.set(own, count);
    return {
      path: count === 1 ? own : own.replace(/\.md$/, `-${count}.md`),
      text: rewrite(text),
      short: short ? shorten(text) : rewrite(text),
    };
  });
}

function folderOf({ cycle, team }: Properties): string {
  return `okrs/${cycle}/${team}`;
}

function pathOf(properties: Properties, folders: ReadonlyMap<unknown, string>, index: number): string {
  const { kind, id, objective: about, date } = properties;
  if (kind === "strategy") return "okrs/strategy.md";
  if (kind === "team") return `okrs/teams/${id}.md`;
  if (kind === "objective") return `${folderOf(properties)}/${id}.md`;
  if (kind !== "check-in" && kind !== "retrospective") return `notes-${index + 1}.md`;
  const folder = folders.get(about) ?? "okrs/2026-Q4/rockets";
  return `${folder}/${about}/${date}-${kind}-hk3x8t${(index % 36).toString(36)}.md`;
}

function showStory({ commits, clone, seen = DAY }: Story): Shown {
  const texts = new Map<string, string>();
  const branches = commits.some(({ on = "main" }) => on !== "main");
  const told = commits.map((deed) => `${tellHead(deed, branches)}: ${tellDeed(deed, texts).join("; ")}`);
  return { day: seen, files: [], around: [], commits: told, clone: clone ?? null };
}

function tellHead({ day, authored, by, on = "main" }: Deed, branches: boolean): string {
  const written = authored === undefined ? "" : ` (written on ${authored})`;
  return `${day}${written}${branches ? `, on ${on}` : ""}${by === undefined ? "" : `, by ${by}`}`;
}

/** What a commit did; one that it reverts is known by its place in the list, from 1. */
function tellDeed({ message, merge, ours, revert, files = {} }: Deed, texts: Map<string, string>): string[] {
  return [
    ...(message === undefined ? [] : [`“${message}”`]),
    ...(merge === undefined ? [] : [`merges ${merge}${ours ? " and takes nothing over" : ""}`]),
    ...(revert === undefined ? [] : [`reverts commit ${revert + 1}`]),
    ...tellFiles(files, texts),
  ];
}

/** @param texts what the files said last, on whichever branch; brought up to date */
function tellFiles(files: NonNullable<Deed["files"]>, texts: Map<string, string>): string[] {
  const gone = Object.keys(files).filter((path) => files[path] === null);
  const moved = new Set<string>();
  const told = Object.entries(files).flatMap(([path, text]) => {
    if (text === null) return [];
    const before = texts.get(path);
    const from = gone.find((one) => before === undefined && texts.get(one) === text && !moved.has(one));
    if (from !== undefined) moved.add(from);
    texts.set(path, text);
    if (from !== undefined) return `moves ${from} to ${path}`;
    return before === undefined ? `adds ${path}${tellKind(text)}` : tellChange(path, before, text);
  });
  for (const path of gone) texts.delete(path);
  return [...told, ...gone.filter((path) => !moved.has(path)).map((path) => `removes ${path}`)];
}

function tellKind(text: string): string {
  const { kind, id, date, objective: about } = propertiesOf(text);
  if (kind === "objective" || kind === "team") return ` (the ${kind} ${id})`;
  return kind === "check-in" || kind === "retrospective" ? ` (${kind} of ${date} on ${about})` : "";
}

/** So many lines of a change are shown. */
const MOST = 3;

function tellChange(path: string, before: string, after: string): string {
  const [old = [], now = []] = [before, after].map((text) =>
    rewrite(text.replaceAll("\r\n", "\n")).split("\n"),
  );
  const words = (lines: readonly string[]) => lines.map((line) => line.trim().replace(/^- /, "")).join(", ");
  const gone = old.filter((line) => !now.includes(line));
  const come = now.filter((line) => !old.includes(line));
  if (gone.length === 0 && come.length === 0) return `changes how ${path} is written`;
  if (gone.length > MOST || come.length > MOST) return `rewrites ${path}`;
  if (come.length === 0) return `takes out of ${path}: ${words(gone)}`;
  return `changes ${path}: ${gone.length === 0 ? "" : `${words(gone)} → `}${words(come)}`;
}
