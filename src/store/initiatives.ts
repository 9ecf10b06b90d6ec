import type { Initiative } from "../model/initiative.ts";
import type { Objective } from "../model/plan.ts";
import { readPieces } from "./pieces.ts";

/** So much of a section is read, so many of its items, and so much of each; what a person writes for a quarter is far below. */
const SECTION = 64 * 1024;
const ITEMS = 500;
const ITEM = 2000;
const TEXT = 300;

const FENCE = /^\s*(`{3,}|~{3,})/;
const ITEM_MARK = /^([ \t]*)(?:[-+*]|\d{1,9}[.)])([ \t]+)(\S.*)$/;
const TASK = /^\[([ xX])\][ \t]+(\S.*)$/;
const URL = /https?:\/\/(?:[^\s<>()[\]"`\p{Cc}]|\([^\s<>()[\]"`\p{Cc}]*\))+/u;

/** The task list under `## Initiatives` of an objective's body, nested items too, in file order. */
export async function readInitiatives(body: string): Promise<readonly Initiative[]> {
  if (!/initiatives/i.test(body)) return [];
  const pieces = await readPieces(body);
  const sections = pieces.filter(({ title }) => title?.toLowerCase() === "initiatives");
  return readTasks(sections.map(({ text }) => text).join("\n\n"));
}

/** The initiatives of objectives by their ids; of those that have any. */
export async function listInitiatives(
  objectives: Iterable<Objective>,
): Promise<ReadonlyMap<string, readonly Initiative[]>> {
  const listed = new Map<string, readonly Initiative[]>();
  for (const { id, body } of objectives) {
    const initiatives = await readInitiatives(body);
    if (initiatives.length > 0) listed.set(id, initiatives);
  }
  return listed;
}

/** The items of task lists that are no code; lines that go on with an item belong to it. */
export function readTasks(section: string): Initiative[] {
  const tasks: { done: boolean; text: string }[] = [];
  let fence: string | null = null;
  /** The column at which the text of the last item begins; 0 outside of lists. */
  let column = 0;
  let current: { text: string } | null = null;
  for (const line of section.slice(0, SECTION).split(/\r?\n/)) {
    const mark = FENCE.exec(line)?.[1] ?? null;
    if (fence !== null || mark !== null) {
      if (fence === null) fence = mark;
      else if (mark?.startsWith(fence)) fence = null;
      current = null;
      continue;
    }
    const [, indent = "", space = "", text = ""] = ITEM_MARK.exec(line) ?? [];
    const [, tick, what = ""] = TASK.exec(text) ?? [];
    if (text !== "" && columnsOf(indent) <= column + 3) {
      column = columnsOf(line.slice(0, line.length - text.length));
      current = space.length > 4 || tick === undefined ? null : { text: what };
      if (current !== null) tasks.push(Object.assign(current, { done: tick !== " " }));
      if (tasks.length === ITEMS) break;
    } else if (line.trim() === "") current = null;
    else if (current !== null && current.text.length < ITEM) current.text += ` ${line.trim()}`;
    else if (!/^\s/.test(line)) column = 0;
  }
  return tasks.map(({ done, text }) => describe(text.slice(0, ITEM), done));
}

function columnsOf(text: string): number {
  return text.replaceAll("\t", "    ").length;
}

function describe(markdown: string, done: boolean): Initiative {
  const text = markdown
    .replace(/!?\[([^[\]]*)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)?\)/g, "$1")
    .replace(/<(https?:\/\/[^<>\s]*)>/g, "$1")
    .replace(/\*\*|__|~~|`/g, "")
    .replace(/\\([!-/:-@[-`{-~])/g, "$1")
    .replace(/\s+/g, " ")
    .trim();
  const shown = text.length <= TEXT ? text : `${text.slice(0, TEXT - 1).replace(/[\ud800-\udbff]$/, "")}…`;
  return { text: shown, done, url: URL.exec(markdown)?.[0] ?? null };
}
