import {
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Pair,
  parseDocument,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import type { Fix, Pointer } from "../model/finding.ts";
import { columnOf, dashes, endOf, lineAfter, pastComments, type Splice, startOf } from "./yaml-spans.ts";

/** Where a pointer leads: the collection, the place in it, and what stands there. */
interface Spot {
  readonly within: YAMLMap | YAMLSeq;
  readonly index: number;
  /** Null for an element. */
  readonly pair: Pair | null;
  readonly value: unknown;
}

/**
 * The ways to make each fix in some YAML, the best first; none where it leads nowhere or would take more along. Whether a way holds
 * what it promises is for the caller to see. Comments above an entry stay; those on its own lines, and deeper ones below it, go with it.
 */
export function placeFixes(yaml: string, fixes: readonly Fix[]): readonly (readonly Splice[])[] {
  const { contents } = parseDocument(yaml, {
    ...{ version: "1.2", schema: "core", keepSourceTokens: true, logLevel: "silent" },
    uniqueKeys: false,
  });
  return fixes.map(({ pointer, part, to }) => {
    const spot = find(contents, pointer);
    if (spot === null) return [];
    if (part === "entry") return takeOut(yaml, spot);
    return to === null ? [] : rewrite(yaml, part === "key" ? spot.pair?.key : spot.value, to);
  });
}

function find(contents: unknown, pointer: Pointer): Spot | null {
  let spot: Spot | null = null;
  let node = contents;
  for (const step of pointer) {
    if (isMap(node)) {
      const index = node.items.findIndex(({ key }) => isScalar(key) && String(key.value) === String(step));
      const pair = node.items[index];
      if (pair === undefined) return null;
      spot = { within: node, index, pair, value: pair.value };
    } else if (isSeq(node) && typeof step === "number" && step < node.items.length)
      spot = { within: node, index: step, pair: null, value: node.items[step] };
    else return null;
    node = spot.value;
  }
  return spot;
}

/** Another text in the place of a scalar: in its style, else in double quotes. */
function rewrite(yaml: string, node: unknown, to: string): Splice[] {
  if (!isScalar(node) || !node.range || node.source === "") return [];
  const [from, until] = node.range;
  const quoted = JSON.stringify(to);
  const styled = inStyle(node, to);
  if (styled === null || yaml.slice(from, until) === styled) return [];
  return [...new Set([styled, quoted])].map((text) => ({ from, until, text }));
}

function inStyle({ type }: Scalar, to: string): string | null {
  if (type === "PLAIN") return to;
  if (type === "QUOTE_SINGLE") return `'${to.replaceAll("'", "''")}'`;
  return type === "QUOTE_DOUBLE" ? JSON.stringify(to) : null;
}

function takeOut(yaml: string, spot: Spot): Splice[] {
  if (spot.within.flow) return [...outOfLines(yaml, spot), ...outOfBrackets(yaml, spot)];
  if (spot.pair !== null) return outOfMapping(yaml, spot, startOf(spot.pair.key));
  const dash = dashes(spot.within as YAMLSeq)[spot.index];
  return dash === undefined ? [] : wholeLines(yaml, dash, endOf(spot.value));
}

function outOfMapping(yaml: string, { within, index, pair }: Spot, from: number): Splice[] {
  const lines = wholeLines(yaml, from, endOf(pair));
  const next = within.items[index + 1];
  if (lines.length > 0 || !isPair(next)) return lines;
  // Behind a dash: the next property takes its place, unless a comment stands between them.
  const until = startOf(next.key);
  const below = lineAfter(yaml, endOf(pair));
  return below <= until && yaml.slice(below, until).trim() === "" ? [{ from, until, text: "" }] : [];
}

/** All lines of an entry, where it begins its first line. */
function wholeLines(yaml: string, start: number, end: number): Splice[] {
  const column = columnOf(yaml, start);
  const lead = yaml.slice(start - column, start);
  // A byte order mark is no indentation, and stays.
  const from = lead === "\ufeff" ? start : start - column;
  if (yaml.slice(from, start).trim() !== "") return [];
  const until = pastComments(yaml, lineAfter(yaml, end), column);
  const last = until === yaml.length && !yaml.endsWith("\n");
  if (!last || from === 0) return [{ from, until, text: "" }];
  // The line above becomes the last, and has no end then.
  return [{ from: from - (yaml[from - 2] === "\r" ? 2 : 1), until, text: "" }];
}

/** In brackets over several lines: the lines of an entry that has them to itself. */
function outOfLines(yaml: string, spot: Spot): Splice[] {
  const [start, end] = spanOf(spot, spot.index);
  const from = start - columnOf(yaml, start);
  const until = lineAfter(yaml, end);
  const alone =
    yaml.slice(from, start).trim() === "" &&
    /^[ \t]*(?:,[ \t]*)?(?:#.*)?\r?\n?$/.test(yaml.slice(end, until));
  return alone ? [{ from, until, text: "" }] : [];
}

/** An entry with the comma behind it, or of the last one with the comma before it. */
function outOfBrackets(yaml: string, spot: Spot): Splice[] {
  const [start, end] = spanOf(spot, spot.index);
  const { length } = spot.within.items;
  const ways: Splice[] = [];
  if (spot.index + 1 < length) ways.push({ from: start, until: spanOf(spot, spot.index + 1)[0], text: "" });
  else if (spot.index > 0) ways.push({ from: spanOf(spot, spot.index - 1)[1], until: end, text: "" });
  const between = ([from, until]: readonly [number, number]) => /^\s*,\s*$/.test(yaml.slice(from, until));
  return ways.filter(({ from, until }) => between(from === start ? [end, until] : [from, start]));
}

function spanOf({ within }: Spot, index: number): readonly [start: number, end: number] {
  const item = within.items[index];
  return [startOf(isPair(item) ? item.key : item), endOf(item)];
}
