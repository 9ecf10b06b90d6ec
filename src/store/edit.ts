import { isDeepStrictEqual } from "node:util";
import { isMap, isPair, isScalar, isSeq, parseDocument, type YAMLSeq } from "yaml";
import { UserError } from "../errors.ts";
import { splitFrontmatter } from "./frontmatter.ts";
import { readCarefully } from "./yaml-careful.ts";
import { columnOf, dashes, endOf, lineAfter, pastComments, startOf } from "./yaml-spans.ts";
import { blockLines, flowText } from "./yaml-text.ts";

/** One element of a list in frontmatter, as data: its properties in the order they are written in. */
export type Element = Readonly<Record<string, unknown>>;

/** Text to put in, at an offset. */
interface Insertion {
  readonly at: number;
  readonly text: string;
}

/**
 * The text of a Markdown file whose frontmatter list `property` is longer by one element; all bytes that were there stay, and the
 * new ones look like their neighbours. Throws a UserError where the file is not written in a way this can be done to.
 */
export function appendToList(path: string, text: string, property: string, element: Element): string {
  const parts = splitFrontmatter(text);
  const before = parts !== null && "yaml" in parts ? readCarefully(parts.yaml) : null;
  if (parts === null || before === null || !("yaml" in parts) || !("data" in before))
    throw new UserError(`${path} cannot be read`, "run okr check to see why, and put that right first");
  const insertion = placeElement(parts.yaml, property, element);
  const old = before.data as Readonly<Record<string, unknown>>;
  if (insertion !== null) {
    const at = text.indexOf("\n") + 1 + insertion.at;
    const longer = text.slice(0, at) + insertion.text + text.slice(at);
    const wanted = { ...old, [property]: [...((old[property] as unknown[] | undefined) ?? []), element] };
    if (holds(longer, wanted, parts.body)) return longer;
  }
  throw new UserError(
    `${path} is written in a way that okr cannot add to without touching the rest`,
    `add this to ${property} by hand: ${flowText(element)}`,
  );
}

/** Whether a text still has its body and holds exactly the data it should. */
function holds(text: string, data: unknown, body: string): boolean {
  const parts = splitFrontmatter(text);
  if (parts === null || !("yaml" in parts) || parts.body !== body) return false;
  const read = readCarefully(parts.yaml);
  return "data" in read && isDeepStrictEqual(read.data, data);
}

function placeElement(yaml: string, property: string, element: Element): Insertion | null {
  const { contents } = parseDocument(yaml, { version: "1.2", schema: "core", keepSourceTokens: true });
  if (!isMap(contents)) return null;
  const pair = contents.items.find(({ key }) => isScalar(key) && key.value === property);
  if (!pair) {
    if (contents.flow) return intoFlow(yaml, contents, `${property}: [${flowText(element)}]`);
    const indent = columnOf(yaml, startOf(contents.items[0]?.key));
    return ownLines(yaml, yaml.length, [`${property}:`, `  - ${flowText(element)}`], indent);
  }
  const { value } = pair;
  if (isSeq(value))
    return value.flow ? intoFlow(yaml, value, flowText(element)) : intoBlock(yaml, value, element);
  if (contents.flow || !isScalar(value) || value.source !== "") return null;
  const key = startOf(pair.key);
  return ownLines(yaml, lineAfter(yaml, key), [`  - ${flowText(element)}`], columnOf(yaml, key));
}

/** Behind the last `- `, and behind the comments that belong to it, with its indentation and in its style. */
function intoBlock(yaml: string, list: YAMLSeq, element: Element): Insertion | null {
  const last = list.items.at(-1);
  const dash = dashes(list).at(-1);
  if (dash === undefined) return null;
  const indent = columnOf(yaml, dash);
  if (yaml.slice(dash - indent, dash).trim() !== "") return null;
  const content = startOf(last);
  const sameLine = content > dash && !yaml.slice(dash, content).includes("\n");
  const gap = " ".repeat(sameLine ? content - dash - 1 : 1);
  const written = isMap(last) && !last.flow ? blockLines(element) : [flowText(element)];
  const lines = written.map((line, index) => (index === 0 ? `-${gap}${line}` : ` ${gap}${line}`));
  const at = pastComments(yaml, lineAfter(yaml, endOf(last)), indent);
  return ownLines(yaml, at, spaced(yaml, list) ? ["", ...lines] : lines, indent);
}

/** Whether a blank line stands between the last two elements. */
function spaced(yaml: string, list: YAMLSeq): boolean {
  const dash = dashes(list).at(-1) ?? 0;
  const before = list.items.at(-2);
  return before !== undefined && /\n[ \t]*\r?\n/.test(yaml.slice(endOf(before) - 1, dash));
}

/** Whole lines at a place where a line begins, with the line end of the line before. */
function ownLines(yaml: string, at: number, lines: readonly string[], indent: number): Insertion {
  const end = yaml.slice(0, at).endsWith("\r\n") ? "\r\n" : "\n";
  const text = lines.map((line) => (line === "" ? end : `${" ".repeat(indent)}${line}${end}`)).join("");
  return { at, text };
}

/** Before the closing bracket: on the line of the last element, or on one of its own where that has one. */
function intoFlow(
  yaml: string,
  list: { items: readonly unknown[]; range?: readonly number[] | null },
  item: string,
): Insertion | null {
  const [open = 0, close = 0] = list.range ?? [];
  const last = list.items.at(-1);
  if (last === undefined) return { at: open + 1, text: item };
  const end = endOf(last);
  // Up to the bracket there are only spaces, comments and at most one comma.
  const rest = /^((?:[ \t\r\n]|[ \t\r\n]#[^\n]*\n)*)(,?)/.exec(yaml.slice(end, close - 1));
  const comma = rest?.[2] ? end + rest[0].length : null;
  const start = startOf(isPair(last) ? last.key : last);
  const indent = yaml.slice(start - columnOf(yaml, start), start);
  const lineEnd = lineAfter(yaml, comma ?? end) - 1;
  const alone = indent.trim() === "" && lineEnd < close;
  if (!alone) return comma === null ? { at: end, text: `, ${item}` } : { at: comma, text: ` ${item}` };
  const at = yaml[lineEnd - 1] === "\r" ? lineEnd - 1 : lineEnd;
  const newLine = (yaml[lineEnd - 1] === "\r" ? "\r\n" : "\n") + indent;
  if (comma !== null) return { at, text: `${newLine}${item},` };
  // A comment behind the last element stays behind it.
  return at === end ? { at, text: `,${newLine}${item}` } : { at, text: `${newLine}, ${item}` };
}
