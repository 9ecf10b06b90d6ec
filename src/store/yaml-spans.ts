import { type CST, isCollection, isPair, isScalar, type YAMLSeq } from "yaml";

/** A stretch of a text, and what takes its place. */
export interface Splice {
  readonly from: number;
  /** Behind its last character. */
  readonly until: number;
  readonly text: string;
}

/** A text with something put in the place of a stretch of it. */
export function splice(text: string, { from, until, text: put }: Splice): string {
  return text.slice(0, from) + put + text.slice(until);
}

/** Where a node begins. */
export function startOf(node: unknown): number {
  return isCollection(node) || isScalar(node) ? (node.range?.[0] ?? 0) : 0;
}

/** Where what a node or pair says ends, without the space and comments behind it. */
export function endOf(node: unknown): number {
  if (isPair(node)) return isEmpty(node.value) ? endOf(node.key) : endOf(node.value);
  if (isCollection(node) && !node.flow && node.items.length > 0) return endOf(node.items.at(-1));
  return isCollection(node) || isScalar(node) ? (node.range?.[1] ?? 0) : 0;
}

function isEmpty(value: unknown): boolean {
  return value === null || (isScalar(value) && value.source === "");
}

/** How many characters stand before an offset on its line. */
export function columnOf(yaml: string, offset: number): number {
  return offset - (yaml.lastIndexOf("\n", offset - 1) + 1);
}

/** The start of the line after the one that what ends at `offset` is on. */
export function lineAfter(yaml: string, offset: number): number {
  // A block scalar ends with its line.
  const end = yaml.indexOf("\n", Math.max(0, yaml[offset - 1] === "\n" ? offset - 1 : offset));
  return end === -1 ? yaml.length : end + 1;
}

/** Behind the comment lines that are indented deeper than an entry: they belong to it. @param from the start of a line */
export function pastComments(yaml: string, from: number, indent: number): number {
  const comment = /(?:[ \t]*\r?\n)*( *)#[^\n]*(?:\n|$)/y;
  for (let at = from; ; at = comment.lastIndex) {
    comment.lastIndex = at;
    const match = comment.exec(yaml);
    if (!match || (match[1] as string).length <= indent) return at;
  }
}

/** The offsets of the dashes of a block list. Asks for a document that was parsed with its tokens. */
export function dashes(list: YAMLSeq): number[] {
  const token = list.srcToken as CST.BlockSequence | undefined;
  return (token?.items ?? []).flatMap(({ start }) =>
    start.filter(({ type }) => type === "seq-item-ind").map(({ offset }) => offset),
  );
}
