import { fromMarkdown } from "mdast-util-from-markdown";

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
  const tree = fromMarkdown(body, { extensions: [{ disable: { null: IGNORED } }] });
  const headings = tree.children.filter((node) => node.type === "heading" && node.depth <= 2);
  const sections = new Map<string, string>();
  for (const [index, heading] of headings.entries()) {
    const { position } = heading;
    if (heading.type !== "heading" || heading.depth !== 2 || !position) continue;
    const title = body.slice(position.start.offset, position.end.offset).split("\n")[0] ?? "";
    const end = headings[index + 1]?.position?.start.offset ?? body.length;
    const name = title
      .replace(/^#+|#+$/g, "")
      .trim()
      .toLowerCase();
    const text = body.slice(position.end.offset, end).trim();
    sections.set(name, sections.has(name) ? `${sections.get(name)}\n\n${text}` : text);
  }
  return sections;
}
