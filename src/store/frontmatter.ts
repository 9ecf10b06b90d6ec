/** The most that may stand between the fences, in bytes. */
export const FRONTMATTER_BYTES = 64 * 1024;
/** The most that a whole file may have, in bytes. */
export const FILE_BYTES = 256 * 1024;
/** How many bytes at the beginning of a file tell what it claims to be. */
export const HEAD_BYTES = 2048;

/** A Markdown file taken apart at its fences. Lines count from 1. */
export interface Parts {
  readonly yaml: string;
  readonly yamlLine: number;
  readonly body: string;
  readonly bodyLine: number;
}

/** Why a file that opens a fence cannot be taken apart. */
export interface FenceProblem {
  readonly line: number;
  readonly message: string;
  readonly hint: string;
}

/**
 * Takes a Markdown file apart. Null means that it has no frontmatter and is ordinary documentation.
 * Only a bare `---` opens frontmatter: a word behind it would name another language, and we read none but YAML.
 */
export function splitFrontmatter(text: string): Parts | FenceProblem | null {
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  if (!text.startsWith("---", start)) return null;
  const lineEnd = endOfLine(text, start);
  const rest = text.slice(start + 3, lineEnd);
  if (rest.startsWith("-")) return null;
  if (rest.trim() !== "")
    return {
      line: 1,
      message: `the opening fence is "---${rest.trimEnd().slice(0, 40)}"`,
      hint: "write --- alone on the first line; frontmatter is always YAML",
    };
  const yamlStart = nextLine(text, lineEnd);
  // Not /^---$/m: for that, a line also ends where nobody sees one, at a carriage return or U+2028.
  const closing = /(?<=\n)---[ \t]*\r?(?:\n|$)/g;
  closing.lastIndex = yamlStart;
  const fence = closing.exec(text);
  if (!fence)
    return {
      line: 1,
      message: "the frontmatter is never closed",
      hint: "write --- on a line of its own after it",
    };
  const yaml = text.slice(yamlStart, fence.index);
  if (Buffer.byteLength(yaml) > FRONTMATTER_BYTES)
    return {
      line: 1,
      message: `the frontmatter has ${Math.ceil(Buffer.byteLength(yaml) / 1024)} KiB; ${FRONTMATTER_BYTES / 1024} are allowed`,
      hint: "move prose below the closing ---",
    };
  const bodyStart = nextLine(text, endOfLine(text, fence.index));
  return { yaml, yamlLine: 2, body: text.slice(bodyStart), bodyLine: countLines(text, bodyStart) };
}

/** The kind, as a property of frontmatter; four spaces would make it code. */
const KIND =
  /^( {0,3})["']?kind["']?[ \t]*:[ \t]+["']?(strategy|team|objective|check[-_ ]?in|retrospective)["']?(?:[ \t]+#.*)?[ \t]*\r?$/i;
const COMPANION =
  /^( {0,3})["']?(?:id|title|team|objective|date|members|mission|vision|priorities|key[-_ ]?results)["']?[ \t]*:(?:[ \t\r]|$)/i;
const LIST_ITEM = /^ {0,3}(?:[-*+]|\d{1,9}[.)])[ \t]/;
/** A code block begins so, also as an entry of a list. */
const OPENING = /^[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,}(?=[^`]*$)|~{3,})/;
const CLOSING = /^[ \t]*(`{3,}|~{3,})[ \t]*\r?$/;

/**
 * Finds frontmatter of ours in a file that does not begin with `---`: one blank line above it, and the file would pass for
 * documentation. Null for what is, also where it shows frontmatter in a code block or a list.
 */
export function findLostFrontmatter(file: Buffer): FenceProblem | null {
  const head = file.toString("latin1", 0, HEAD_BYTES);
  if (!/kind/i.test(head)) return null;
  const lines = head.replace(/^\xef\xbb\xbf/, "").split("\n");
  // The last line may be cut off.
  if (file.length >= HEAD_BYTES) lines.pop();
  const kinds: { readonly line: number; readonly indent: string; readonly kind: string }[] = [];
  const companions = new Set<string>();
  let fence: string | null = null;
  let isListed = false;
  for (const [index, line] of lines.entries()) {
    const mark: string | undefined = (fence === null ? OPENING : CLOSING).exec(line)?.[1];
    if (fence !== null) {
      if (mark?.startsWith(fence)) fence = null;
      continue;
    }
    fence = mark ?? null;
    isListed ||= LIST_ITEM.test(line);
    const [, indent, kind] = KIND.exec(line) ?? COMPANION.exec(line) ?? [];
    // What is indented below a list belongs to it.
    if (indent === undefined || (isListed && indent !== "")) continue;
    if (kind === undefined) companions.add(indent);
    else kinds.push({ line: index + 1, indent, kind: kind.toLowerCase() });
  }
  const lost = kinds.find(({ indent }) => companions.has(indent));
  if (lost === undefined) return null;
  const noun = lost.kind.startsWith("check") ? "check-in" : lost.kind;
  return {
    line: lost.line,
    message: `this looks like the frontmatter of ${noun === "objective" ? "an" : "a"} ${noun}, but the file does not begin with ---`,
    hint: "put --- on the first line, above kind:, and --- below the last property; an example belongs in a code fence",
  };
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end === -1 ? text.length : end;
}

function nextLine(text: string, end: number): number {
  return Math.min(end + 1, text.length);
}

function countLines(text: string, until: number): number {
  let lines = 1;
  for (let at = text.indexOf("\n"); at !== -1 && at < until; at = text.indexOf("\n", at + 1)) lines++;
  return lines;
}
