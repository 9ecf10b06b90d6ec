/*
 * Text of files and of git inside of Markdown that a host renders: a comment, a job summary. Escaping Markdown and HTML is not enough
 * there: GitHub and GitLab look for mentions, references, links and emoji in the text of the rendered page, where an escape or an
 * entity has become the bare character again. Both leave code alone. So a word that a host could make something of goes into a code
 * span: it stays readable where Markdown is shown raw (mails), and can be copied, which invisible characters in it would spoil.
 */
import { safe } from "./safe.ts";

/** What hosts turn into something else when it stands in a word. */
const ACTIVE = new RegExp(
  [
    // Mentions, mail addresses, user@commit.
    /@\S/,
    // Issues, also of others: #1, GH-1, owner/repository#1.
    /#\d/,
    /(?<![a-z0-9])g[hl]-\d/,
    // Commits.
    /(?<![0-9a-z])[0-9a-f]{7,64}(?![0-9a-z])/,
    // Addresses.
    /:\/\//,
    /www\./,
    /(?:mailto|xmpp):/,
    // Emoji.
    /:[\w+-]+:/,
    // Formulas, and snippets of GitLab.
    /\$/,
    // Merge requests, milestones, labels, epics, iterations and other objects of GitLab.
    /!\d/,
    /%["\w{]/,
    /~\S/,
    /&\d/,
    /\*iteration:/,
    /\[[a-z_]+:/,
    // Marks of a change, wiki links and tables of contents of GitLab.
    /[[{][+[-]/,
    /\[_/,
  ]
    .map(({ source }) => `(?:${source})`)
    .join("|"),
  "iu",
);

/** Punctuation around a word that is no part of what a host would see in it. */
const OPENING = "\"'(";
const CLOSING = "\"')],.;?";

/** What means something in the middle of a line. In a table, and only there, a host reads `\|` as `|`; an entity serves everywhere. */
const SPECIAL = /[&<>|\\`*_[\]#~^]/g;
const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;" };

/** What means something only where a line begins: lists, underlines of headings, definitions, commands of GitLab (`/close`). */
const FIRST = /^[-+=:/]/;
const NUMBERED = /^(\d{1,9})(?=[.)])/;

/**
 * Text as inert Markdown of one line, for a paragraph, a heading, a list or the cell of a table: it shows what `safe` makes of it, and
 * nothing of it renders, links, mentions or runs. Words that a host could link or replace are in code spans; spaces are joined.
 */
export function markdownText(text: string): string {
  const escaped = (word: string) => word.replace(SPECIAL, (mark) => ENTITIES[mark] ?? `\\${mark}`);
  const words = safe(text).split(" ").filter(Boolean);
  const line = words.map((word) => (ACTIVE.test(word) ? inCode(word, escaped) : escaped(word))).join(" ");
  return line.replace(FIRST, "\\$&").replace(NUMBERED, "$1\\");
}

/** One row of a table; the cells are Markdown already. */
export function markdownRow(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

/** Text as a code span of one line, whatever is in it, for the same places; "" for no text. */
export function markdownCode(text: string): string {
  return codeSpans(safe(text));
}

/** A word as code, without the punctuation around it. */
function inCode(word: string, escaped: (text: string) => string): string {
  let [start, end] = [0, word.length];
  while (start < end && OPENING.includes(word.charAt(start))) start++;
  while (start < end && CLOSING.includes(word.charAt(end - 1))) end--;
  return escaped(word.slice(0, start)) + codeSpans(word.slice(start, end)) + escaped(word.slice(end));
}

/** A `|` would end the cell of a table even in code, and as `\|` would show its stroke outside of one. */
function codeSpans(text: string): string {
  return text
    .split(/(\|+)/)
    .map((part) => (part.startsWith("|") ? `<code>${part.replaceAll("|", "&#124;")}</code>` : codeSpan(part)))
    .join("");
}

function codeSpan(text: string): string {
  if (text === "") return "";
  const longest = (text.match(/`+/g) ?? []).reduce((most, { length }) => Math.max(most, length), 0);
  const fence = "`".repeat(longest + 1);
  // One space on both sides is taken away again, except where there is nothing but spaces.
  const inside = /^[ `]|[ `]$/.test(text) && /[^ ]/.test(text) ? ` ${text} ` : text;
  return `${fence}${inside}${fence}`;
}
