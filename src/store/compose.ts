import { Document, visit } from "yaml";
import { UserError } from "../errors.ts";
import type { NewCheckIn } from "../model/check-in.ts";
import type { Result } from "../model/records.ts";
import { FILE_BYTES, FRONTMATTER_BYTES } from "./frontmatter.ts";

/** The text of a check-in's file. Throws a UserError where it is too long to be read again. */
export async function composeCheckIn(checkIn: NewCheckIn): Promise<string> {
  const { objective, date, by, confidence, results, issues, plan, more, own } = checkIn;
  const yaml = toYaml({
    kind: "check-in",
    objective,
    date,
    by,
    ...(confidence === null ? {} : { confidence }),
    ...(results.size === 0 ? {} : { results: composeResults(results) }),
    ...own,
  });
  requireShort(yaml, FRONTMATTER_BYTES, `the values and notes of ${objective}`);
  const sections = [
    await composeSection("Issues", issues),
    await composeSection("Plan", plan),
    /^ {0,3}##? /.test(more) ? more.trim() : await composeSection("More", more),
  ].filter((text) => text !== "");
  const text = `---\n${yaml}---\n${sections.map((section) => `\n${section}\n`).join("")}`;
  requireShort(text, FILE_BYTES, `the check-in of ${objective}`);
  return text;
}

/** The document that `okr checkin --from` reads back: all that was typed. */
export function composeDraft(checkIns: readonly NewCheckIn[]): string {
  return toYaml({
    check_ins: checkIns.map(({ objective, date, by, confidence, results, issues, plan, more, own }) => ({
      objective,
      date,
      by,
      ...(confidence === null ? {} : { confidence }),
      ...(results.size === 0 ? {} : { results: composeResults(results) }),
      ...(issues === "" ? {} : { issues }),
      ...(plan === "" ? {} : { plan }),
      ...(more === "" ? {} : { more }),
      ...own,
    })),
  });
}

/** Throws a UserError where a part of a file has more than so many bytes. */
export function requireShort(text: string, most: number, what: string): void {
  const size = Buffer.byteLength(text);
  if (size > most)
    throw new UserError(
      `${what} take${/^the (?:values|reasons)/.test(what) ? "" : "s"} ${Math.ceil(size / 1024)} KiB; ${most / 1024} are allowed`,
      "shorten it, and link to a document that holds the rest",
    );
}

function composeResults(results: ReadonlyMap<string, Result>): Record<string, unknown> {
  return Object.fromEntries(
    [...results].map(([id, { value, confidence, note }]) => {
      if (confidence === null && note === null) return [id, value];
      const parts = { value, confidence, note };
      return [id, Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== null))];
    }),
  );
}

/** What a line may begin with that could end a section or swallow the next one: headings, rules, fences, HTML, conflict markers. */
const STRUCTURE = /^( {0,3})(?=#{1,2}(?:[ \t]|$)|=+[ \t]*$|-+[ \t]*$|`{3}|~{3}|<)/gm;

/** Text under a heading of its own. Markdown that would not stay there is escaped, the rest is as it was typed. */
export async function composeSection(title: string, typed: string): Promise<string> {
  const text = typed.trim();
  if (text === "") return "";
  return `## ${title}\n\n${(await staysBelow(text)) ? text : text.replace(STRUCTURE, "$1\\")}`;
}

/** Text above the first heading, which ends before it: what would swallow headings is escaped. */
export async function composeOpening(typed: string): Promise<string> {
  return (await composeSection("", typed)).replace(/^## \n\n/, "");
}

async function staysBelow(text: string): Promise<boolean> {
  if (text.search(STRUCTURE) === -1) return true;
  if (/^<{7} /m.test(text)) return false;
  const { readSections } = await import("./sections.ts");
  const sections = readSections(`## before\n\n${text}\n\n## after\n\nend\n`);
  return sections.size === 2 && sections.get("before") === text && sections.get("after") === "end";
}

/** Data as YAML in which every text keeps its white space. */
export function toYaml(data: unknown): string {
  const document = new Document(data, { version: "1.2", schema: "core", aliasDuplicateObjects: false });
  visit(document, {
    Scalar(_, node) {
      // A block cannot keep white space at its edges and at the ends of its lines.
      if (typeof node.value === "string" && /\n/.test(node.value) && /^\s|\s$|[^\S\n]\n/.test(node.value))
        node.type = "QUOTE_DOUBLE";
    },
  });
  return document.toString({ lineWidth: 0 });
}
