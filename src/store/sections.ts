import { fromMarkdown } from "mdast-util-from-markdown";

/** Inline markup costs hostile text quadratic time and says nothing about where sections begin. */
const INLINE = [
  "attention",
  "autolink",
  "codeText",
  "hardBreakEscape",
  "htmlText",
  "labelEnd",
  "labelStartImage",
  "labelStartLink",
];

/** The text below each second-level heading of a Markdown body, by the heading in lower case. */
export function readSections(body: string): Map<string, string> {
  const tree = fromMarkdown(body, { extensions: [{ disable: { null: INLINE } }] });
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
