import { fromMarkdown } from "mdast-util-from-markdown";
import { cutUp, type Piece, splitPlainly } from "./pieces.ts";

/**
 * Markup that takes quadratic time where the text is hostile, and that says nothing about where sections begin: what stands
 * within a line, what nests, and headings that are underlined.
 */
const IGNORED = [
  "attention",
  "autolink",
  "blockQuote",
  "codeText",
  "hardBreakEscape",
  "htmlText",
  "labelEnd",
  "labelStartImage",
  "labelStartLink",
  "list",
  "setextUnderline",
];

/** The text below each `## heading` of a Markdown body, by the heading in lower case. */
export function readSections(body: string): Map<string, string> {
  const sections = new Map<string, string>();
  for (const { title, text } of splitPlainly(body) ?? splitCarefully(body)) {
    if (title === null) continue;
    const name = title.toLowerCase();
    sections.set(name, sections.has(name) ? `${sections.get(name)}\n\n${text}` : text);
  }
  return sections;
}

/** The pieces of a Markdown body, whatever it is. */
export function splitCarefully(body: string): Piece[] {
  const tree = fromMarkdown(body, { extensions: [{ disable: { null: IGNORED } }] });
  const cuts = tree.children.flatMap((node) => {
    if (node.type !== "heading" || node.depth > 2 || !node.position) return [];
    const start = node.position.start.offset ?? 0;
    const end = node.position.end.offset ?? start;
    const [heading = ""] = body.slice(start, end).split("\n");
    return [{ depth: node.depth, start, end, heading }];
  });
  return cutUp(body, cuts);
}
