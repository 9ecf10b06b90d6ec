import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  type Node,
  type Pair,
  parseDocument,
  visit,
} from "yaml";
import type { Place, Pointer, Remark, Source } from "../model/finding.ts";

/** Something in the YAML that we do not read, at an offset into it. */
export interface YamlProblem {
  readonly offset: number;
  readonly message: string;
  readonly hint: string;
}

const DEPTH = 16;
const OWN_NAMES = new Set(["__proto__", "constructor", "prototype"]);

/** Reads YAML 1.2 (core schema) and refuses what could surprise: tags, anchors, aliases, odd numbers, deep nesting. */
export function readCarefully(yaml: string): { data: unknown } | { problems: YamlProblem[] } {
  if (nestedTooDeep(yaml)) return { problems: [TOO_DEEP] };
  try {
    const document = parse(yaml);
    const problems = syntaxProblems(document);
    if (problems.length === 0) problems.push(...surprises(document));
    return problems.length > 0 ? { problems } : { data: document.toJS() };
  } catch (error) {
    if (error instanceof RangeError) return { problems: [TOO_DEEP] };
    throw error;
  }
}

const TOO_DEEP: YamlProblem = {
  offset: 0,
  message: `the frontmatter is nested more than ${DEPTH} levels deep`,
  hint: "an OKR file needs no more than five",
};

function parse(yaml: string): Document.Parsed {
  return parseDocument(yaml, {
    version: "1.2",
    schema: "core",
    merge: false,
    uniqueKeys: true,
    prettyErrors: false,
    keepSourceTokens: false,
    logLevel: "silent",
  });
}

/** Flow collections are the only way to nest deeper than indentation shows; refuse them before the parser recurses. */
function nestedTooDeep(yaml: string): boolean {
  let depth = 0;
  for (const character of yaml) {
    if (character === "[" || character === "{") depth++;
    else if (character === "]" || character === "}") depth = Math.max(0, depth - 1);
    if (depth > 200) return true;
  }
  return /(?:^|\n)[ ]*(?:[-?:] ){33}/.test(yaml);
}

function syntaxProblems(document: Document.Parsed): YamlProblem[] {
  return document.errors.map((error) => ({ offset: error.pos[0], ...explain(error.code, error.message) }));
}

function explain(code: string, message: string): { message: string; hint: string } {
  if (code === "DUPLICATE_KEY")
    return { message: "the same property is here twice", hint: "keep one of the two" };
  if (code === "MULTIPLE_DOCS")
    return { message: "a second document begins here", hint: "keep one document" };
  if (code === "TAB_AS_INDENT") return { message: "a tab is used to indent", hint: "indent with spaces" };
  if (code === "TAG_RESOLVE_FAILED")
    return { message: "a tag (!…) is not allowed", hint: "write the plain value" };
  if (code === "BAD_ALIAS")
    return {
      message: "an alias (*…) is not allowed",
      hint: 'write the value; quote text that begins with "*"',
    };
  const sentence = message.split("\n")[0]?.replace(/ at line \d+.*$/, "") ?? "unreadable";
  return {
    message: `the YAML cannot be read: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`,
    hint: 'check indentation and quotes; text with ": " or " #" in it needs quotes',
  };
}

function surprises(document: Document.Parsed): YamlProblem[] {
  const found: YamlProblem[] = [];
  const report = (node: { range?: readonly number[] | null | undefined }, message: string, hint: string) =>
    found.push({ offset: node.range?.[0] ?? 0, message, hint });
  visit(document, (_, node, path) => {
    if (isPair(node)) {
      if (!isScalar(node.key)) report(node.key as Node, "a property needs a plain name", "write name: value");
      else if (OWN_NAMES.has(String(node.key.value)))
        report(node.key, `"${node.key.value}" cannot be a property`, "remove it");
      return undefined;
    }
    if (isAlias(node))
      report(node, "an alias (*…) is not allowed", 'write the value; quote text that begins with "*"');
    if (!isNode(node)) return undefined;
    if (!isAlias(node) && node.anchor)
      report(node, "an anchor (&…) is not allowed", 'quote text that begins with "&"');
    if (!isAlias(node) && node.tag)
      report(node, `the tag ${node.tag} is not allowed`, "write the plain value");
    if (isCollection(node) && path.length > 2 * DEPTH) report(node, TOO_DEEP.message, TOO_DEEP.hint);
    if (isScalar(node) && typeof node.value === "number" && !keepsDigits(node.source ?? "", node.value))
      report(
        node,
        `the number ${node.source} cannot be kept as it is written`,
        "write a plain decimal number of at most 15 digits, or quote it",
      );
    return undefined;
  });
  return found;
}

/** Whether a number read from text still has all the digits of the text. */
function keepsDigits(source: string, value: number): boolean {
  if (
    !Number.isFinite(value) ||
    !/^[-+]?(?:0|[1-9]\d*|0?\.\d+|[1-9]\d*\.\d*|0\.\d*)(?:[eE][-+]?\d+)?$/.test(source)
  )
    return false;
  const digits = significant(source);
  return digits.length <= 15 || digits === significant(String(value));
}

function significant(text: string): string {
  const plain = text
    .replace(/[eE].*$/, "")
    .replace(/[-+.]/g, "")
    .replace(/^0+/, "");
  return plain.replace(/0+$/, "");
}

/** Looks up where remarks stand. Parses each file once, however many remarks it has. */
export function placeRemarks(remarks: readonly Remark[]): Place[] {
  const parsed = new Map<Source, Document.Parsed>();
  return remarks.map(({ source, pointer, part }) => {
    let document = parsed.get(source);
    if (!document) {
      document = parseDocument(source.yaml, { logLevel: "silent", uniqueKeys: false });
      parsed.set(source, document);
    }
    return placeAt(source, offsetOf(document, pointer, part ?? "value"));
  });
}

/** The place of an offset into a file's YAML. */
export function placeAt(source: Source, offset: number): Place {
  const before = source.yaml.slice(0, offset);
  const lineStart = before.lastIndexOf("\n") + 1;
  return {
    path: source.path,
    line: source.line + before.split("\n").length - 1,
    column: offset - lineStart + 1,
  };
}

/** The offset of the value at a pointer, or of its key, or of the nearest ancestor that is there. */
function offsetOf(document: Document.Parsed, pointer: Pointer, part: "key" | "value"): number {
  let node: unknown = document.contents;
  let key: unknown = null;
  for (const step of pointer) {
    const pair = isMap(node) ? findPair(node.items, step) : undefined;
    const next = pair
      ? pair.value
      : isCollection(node) && typeof step === "number"
        ? node.items[step]
        : undefined;
    if (!pair && next === undefined) return startOf(key) ?? startOf(node) ?? 0;
    key = pair ? pair.key : next;
    node = next;
  }
  const wanted = part === "key" ? key : node;
  return startOf(wanted) ?? startOf(key) ?? startOf(node) ?? 0;
}

function findPair(items: readonly unknown[], name: string | number): Pair | undefined {
  return items.find(
    (pair): pair is Pair => isPair(pair) && isScalar(pair.key) && String(pair.key.value) === String(name),
  );
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? (node.range?.[0] ?? undefined) : undefined;
}
