/** The most that may stand between the fences, in bytes. */
export const FRONTMATTER_BYTES = 64 * 1024;
/** The most that a whole file may have, in bytes. */
export const FILE_BYTES = 256 * 1024;

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
