import { isMap, isScalar, isSeq, parseDocument, type YAMLMap } from "yaml";
import { UserError } from "../errors.ts";
import type { Day } from "../model/day.ts";
import { splitFrontmatter } from "./frontmatter.ts";
import { headingTitle } from "./pieces.ts";

/** What changes in an objective's text when it goes into the next cycle. */
export interface CarriedText {
  readonly id: string;
  readonly cycle: string;
  readonly continues: string;
  readonly alignsTo: readonly string[];
  readonly dependsOn: readonly string[];
  /** By id, in file order; the others are left out. What is null stays. */
  readonly keyResults: ReadonlyMap<
    string,
    {
      readonly title: string | null;
      readonly baseline: number | null;
      readonly milestones: readonly string[] | null;
    }
  >;
  /** Exceptions that end before this day are left out. */
  readonly exceptFrom: Day;
  /** The headings of sections that are left out. */
  readonly leftBehind: readonly string[];
}

/** The text of an objective's file for the next cycle: comments, prose and everything not named stay; what is ticked goes, and so do sections that are left behind. */
export function carriedText(path: string, text: string, carried: CarriedText): string {
  const parts = splitFrontmatter(text);
  const document =
    parts !== null && "yaml" in parts
      ? parseDocument(parts.yaml.replaceAll("\r\n", "\n"), { version: "1.2", schema: "core" })
      : null;
  const map: unknown = document?.contents;
  if (parts === null || !("yaml" in parts) || !document || !isMap(map))
    throw new UserError(`${path} cannot be read`, "run okr check to see why, and put that right first");
  const { id, cycle, continues, alignsTo, dependsOn, keyResults, exceptFrom, leftBehind } = carried;
  map.set("id", id);
  map.set("cycle", /^\d{4}$/.test(cycle) ? Number(cycle) : cycle);
  if (map.has("aligns_to")) map.set("aligns_to", relinked(document.get("aligns_to"), alignsTo));
  if (map.has("depends_on")) map.set("depends_on", relinked(document.get("depends_on"), dependsOn));
  if (map.has("continues")) map.set("continues", continues);
  else map.items.splice(placeOf(map, "key_results"), 0, document.createPair("continues", continues));
  dropOver(map, exceptFrom);
  const list = map.get("key_results");
  if (isSeq(list)) {
    list.items = list.items.filter((item) => isMap(item) && keyResults.has(String(item.get("id"))));
    for (const item of list.items) if (isMap(item)) carryKeyResult(item, carried);
  }
  const yaml = `---\n${spacedLike(parts.yaml, document.toString({ lineWidth: 0 }))}---\n`;
  const lineEnds = parts.yaml.includes("\r\n") ? yaml.replaceAll("\n", "\r\n") : yaml;
  return lineEnds + carriedBody(parts.body, new Set(leftBehind.map((heading) => heading.toLowerCase())));
}

/** Lists on one line without space inside their brackets, where the old text has none either. */
function spacedLike(before: string, yaml: string): string {
  return /\[ /.test(before) ? yaml : yaml.replace(/^([ -]*[\w-]+: )\[ (.*) \]( +#.*)?$/gm, "$1[$2]$3");
}

function carryKeyResult(item: YAMLMap, { keyResults, exceptFrom }: CarriedText): void {
  const { title, baseline, milestones } = keyResults.get(String(item.get("id"))) ?? {};
  if (title != null) item.set("title", title);
  if (baseline != null) item.set("baseline", baseline);
  const steps = item.get("milestones");
  if (milestones != null && isSeq(steps))
    steps.items = steps.items.filter((step) => isMap(step) && milestones.includes(String(step.get("id"))));
  dropOver(item, exceptFrom);
}

/** The references with their comments, where they are as many as before. */
function relinked(list: unknown, refs: readonly string[]): unknown {
  if (!isSeq(list) || list.items.length !== refs.length) return refs;
  for (const [index, item] of list.items.entries()) if (isScalar(item)) item.value = refs[index];
  return list;
}

function placeOf(map: YAMLMap, key: string): number {
  const at = map.items.findIndex((pair) => isScalar(pair.key) && pair.key.value === key);
  return at === -1 ? map.items.length : at;
}

/** Leaves out the exceptions that are over by a day, and those for goalposts that moved: in the new file none has. */
function dropOver(map: YAMLMap, day: Day): void {
  const ignored = map.get("x-okr-ignore");
  if (!isMap(ignored)) return;
  ignored.items = ignored.items.filter(({ key, value }) => {
    if (isScalar(key) && key.value === "moved-goalpost") return false;
    const until = isMap(value) ? value.get("until") : undefined;
    return typeof until !== "string" || until >= day;
  });
  if (ignored.items.length === 0) map.delete("x-okr-ignore");
}

const ITEM = /^([ \t]*)(?:[-+*]|\d{1,9}[.)])[ \t]+(?:\[([ xX])\][ \t])?/;

/** A body without the sections that are left behind, whose `## Initiatives` have lost what is ticked unless something below it is still open. */
function carriedBody(body: string, leftBehind: ReadonlySet<string>): string {
  const lines = body.split("\n");
  const sections = sectionsOf(lines);
  const kept: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] as string;
    const { section, fenced } = sections[at] as Place;
    if (section !== null && leftBehind.has(section)) continue;
    if (!fenced && section === "initiatives" && /[xX]/.test(ITEM.exec(line)?.[2] ?? "")) {
      const end = endOfItem(lines, at);
      if (!lines.slice(at + 1, end).some((inner) => ITEM.exec(inner)?.[2] === " ")) {
        const alone = kept.at(-1)?.trim() === "" && lines[end]?.trim() === "";
        at = alone ? end : end - 1;
        continue;
      }
    }
    kept.push(line);
  }
  return kept.join("\n");
}

/** Where a line of a body stands. */
interface Place {
  /** The `## heading` above it or on it, in lower case; null above the first and below a `# heading`. */
  readonly section: string | null;
  readonly fenced: boolean;
}

function sectionsOf(lines: readonly string[]): Place[] {
  let section: string | null = null;
  let fence: string | null = null;
  return lines.map((line) => {
    const mark = /^\s*(`{3,}|~{3,})/.exec(line)?.[1] ?? null;
    const fenced = fence !== null || mark !== null;
    if (mark !== null && (fence === null || mark.startsWith(fence))) fence = fence === null ? mark : null;
    else if (!fenced && /^#{1,2}[ \t]/.test(line))
      section = /^##[ \t]/.test(line) ? headingTitle(line.trimEnd()).toLowerCase() : null;
    return { section, fenced };
  });
}

/** The first line that does not belong to the item of a list any more. */
function endOfItem(lines: readonly string[], start: number): number {
  const indent = ITEM.exec(lines[start] as string)?.[1]?.length ?? 0;
  for (let at = start + 1; at < lines.length; at++) {
    const line = lines[at] as string;
    const depth = line.length - line.trimStart().length;
    if (line.trim() === "") {
      const next = lines[at + 1] ?? "";
      if (next.trim() === "" || next.length - next.trimStart().length <= indent) return at;
    } else if (
      depth <= indent &&
      (ITEM.test(line) || /^#|^\s*(?:`{3}|~{3})/.test(line) || lines[at - 1]?.trim() === "")
    )
      return at;
  }
  return lines.length;
}
