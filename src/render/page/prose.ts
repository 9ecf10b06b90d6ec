import { safe } from "../safe.ts";
import { html, type Markup, NOTHING } from "./markup.ts";

/** So many characters of one text are shown; the file has the rest. */
const LONGEST = 4000;
const ITEM = /^\s*(?:[-*+]|\d{1,9}[.)])\s+(?:\[([ xX])\]\s+)?(.*)$/;
const HEADING = /^#{1,6}\s+(.*)$/;

interface Block {
  readonly list: boolean;
  readonly lines: string[];
}

/** What people wrote in Markdown, as plain text: paragraphs, line breaks and simple lists; nothing in it becomes markup or a link. */
export function prose(markdown: string): Markup {
  const text = markdown.slice(0, LONGEST);
  const blocks: Block[] = [];
  let open = false;
  for (const line of text.split(/\r\n?|\n/)) {
    const item = ITEM.exec(line);
    const last = blocks.at(-1);
    if (line.trim() === "") open = false;
    else if (item) {
      const words = `${item[1] === undefined ? "" : item[1] === " " ? "☐ " : "☑ "}${item[2]}`;
      if (last?.list) last.lines.push(words);
      else blocks.push({ list: true, lines: [words] });
      open = true;
    } else if (open && last && !HEADING.test(line)) append(last, line.trim());
    else {
      blocks.push({ list: false, lines: [HEADING.exec(line)?.[1] ?? line.trim()] });
      open = !HEADING.test(line);
    }
  }
  const cut = markdown.length > LONGEST ? html`<p class="quiet">… the rest stands in the file.</p>` : NOTHING;
  return html`<div class="prose">${blocks.map(blockMarkup)}${cut}</div>`;
}

/** A line goes on with the one before; two spaces or a backslash at its end break it. */
function append({ lines }: Block, line: string): void {
  const before = lines.at(-1) ?? "";
  lines[lines.length - 1] = `${before.replace(/\\$/, "")} ${line}`;
}

function blockMarkup({ list, lines }: Block): Markup {
  const texts = lines.map((line) => html`<bdi>${plainWords(line)}</bdi>`);
  return list ? html`<ul>${texts.map((text) => html`<li>${text}</li>`)}</ul>` : html`<p>${texts}</p>`;
}

/** A line of Markdown by its words: of links the words and the address, no marks of emphasis or code. */
export function plainWords(line: string): string {
  return safe(line.replace(/\[([^\][]*)\]\(([^()[\]\s]*)\)/g, "$1 ($2)").replace(/\*\*|`/g, ""));
}
