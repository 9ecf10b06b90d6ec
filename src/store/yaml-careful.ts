import {
  type Alias,
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
  type Scalar,
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
/** The most problems reported of one file: in broken YAML one mistake brings forth thousands. */
const MOST = 20;
const OWN_NAMES = new Set(["__proto__", "constructor", "prototype"]);

/** Reads YAML 1.2 (core schema) and refuses what could surprise: tags, anchors, aliases, odd numbers, deep nesting. */
export function readCarefully(yaml: string): { data: unknown } | { problems: YamlProblem[] } {
  const deep = tooDeepAt(yaml);
  if (deep !== -1) return { problems: [{ offset: deep, ...TOO_DEEP }] };
  try {
    const document = parse(yaml);
    const problems = syntaxProblems(document);
    if (problems.length === 0) problems.push(...surprises(document));
    return problems.length > 0 ? { problems: problems.slice(0, MOST) } : { data: document.toJS() };
  } catch (error) {
    if (error instanceof RangeError) return { problems: [{ offset: 0, ...TOO_DEEP }] };
    throw error;
  }
}

const TOO_DEEP = {
  message: `this is nested more than ${DEPTH} levels deep`,
  hint: "an OKR file needs no more than five",
};

function parse(yaml: string): Document.Parsed {
  return parseDocument(yaml, {
    version: "1.2",
    schema: "core",
    merge: false,
    // Ours takes linear time.
    uniqueKeys: false,
    prettyErrors: false,
    keepSourceTokens: false,
    // "silent" would drop a second document without a word.
    logLevel: "error",
  });
}

/**
 * Where brackets or dashes nest so deep that the parser should not follow them, or −1; indentation cannot nest as deep. In text that stands
 * below a property they nest nothing, but nobody writes so many: a rule of dashes is shorter.
 */
function tooDeepAt(yaml: string): number {
  let depth = 0;
  for (let at = 0; at < yaml.length; at++) {
    const character = yaml[at];
    if (character === "[" || character === "{") depth++;
    else if (character === "]" || character === "}") depth = Math.max(0, depth - 1);
    if (depth > 200) return at;
  }
  return /^ *(?:[-?:] +){201}/m.exec(yaml)?.index ?? -1;
}

function syntaxProblems(document: Document.Parsed): YamlProblem[] {
  return document.errors.map((error) => ({ offset: error.pos[0], ...explain(error.code, error.message) }));
}

function explain(code: string, message: string): { message: string; hint: string } {
  if (code === "MULTIPLE_DOCS")
    return { message: "a second document begins here", hint: "keep one document" };
  if (code === "TAB_AS_INDENT") return { message: "a tab is used to indent", hint: "indent with spaces" };
  if (code === "BAD_ALIAS") return ALIAS;
  if (code === "RESOURCE_EXHAUSTION") return TOO_DEEP;
  const sentence = message.split("\n")[0]?.replace(/ at line \d+.*$/, "") ?? "unreadable";
  return {
    message: `the YAML cannot be read: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`,
    hint: 'check indentation and quotes; text with ": " or " #" in it needs quotes',
  };
}

const ALIAS = {
  message: "an alias (*…) is not allowed",
  hint: 'write the value; quote text that begins with "*"',
};

type Report = (node: unknown, message: string, hint: string) => void;

function surprises(document: Document.Parsed): YamlProblem[] {
  const found: YamlProblem[] = [];
  const report: Report = (node, message, hint) => found.push({ offset: startOf(node) ?? 0, message, hint });
  const { yaml, tags } = document.directives;
  const ignored = document.warnings.some(({ code }) => code === "BAD_DIRECTIVE");
  if (yaml.explicit || Object.keys(tags).length > 1 || ignored)
    report(null, "a directive (%…) is not allowed", "remove the line that begins with %");
  visit(document, (_, node, path) => {
    if (isPair(node) || !isNode(node)) return undefined;
    if (isAlias(node)) report(node, ALIAS.message, ALIAS.hint);
    else reportProperties(node, report);
    if (isMap(node)) reportKeys(node.items, report);
    if (isScalar(node)) reportNumber(node, report);
    if (!isCollection(node) || path.filter(isCollection).length < DEPTH) return undefined;
    report(node, TOO_DEEP.message, TOO_DEEP.hint);
    return visit.SKIP;
  });
  return found;
}

function reportProperties(node: Exclude<Node, Alias>, report: Report): void {
  if (node.anchor) report(node, "an anchor (&…) is not allowed", 'quote text that begins with "&"');
  if (node.tag) {
    const tag = node.tag.replace("tag:yaml.org,2002:", "!!");
    report(node, `the tag ${tag} is not allowed`, 'write the plain value; quote text that begins with "!"');
  }
}

function reportKeys(pairs: readonly Pair[], report: Report): void {
  const names = new Set<string>();
  for (const { key } of pairs) {
    if (isAlias(key)) continue;
    const name = isScalar(key) && key.value !== null ? String(key.value) : null;
    if (name === null) report(key, "a property needs a plain name", "write name: value");
    else if (OWN_NAMES.has(name)) report(key, `"${name}" cannot be a property`, "remove it");
    else if (names.has(name)) report(key, "the same property is here twice", "keep one of the two");
    else names.add(name);
  }
}

function reportNumber(node: Scalar, report: Report): void {
  const { source = "", value } = node;
  if (typeof value === "number" && !keepsDigits(source, value))
    report(
      node,
      `the number ${source} cannot be kept as it is written`,
      "write a plain decimal number of at most 15 digits, or quote it",
    );
}

/** Below it doubles lose digits (IEEE 754, the smallest normal one). */
const SMALLEST = 2 ** -1022;

/** Whether a number read from text still has all the digits of the text. */
function keepsDigits(source: string, value: number): boolean {
  if (
    !Number.isFinite(value) ||
    !/^[-+]?(?:0|[1-9]\d*|0?\.\d+|[1-9]\d*\.\d*|0\.\d*)(?:[eE][-+]?\d+)?$/.test(source)
  )
    return false;
  const digits = significant(source);
  if (digits === "") return value === 0;
  return Math.abs(value) >= SMALLEST && (digits.length <= 15 || digits === significant(String(value)));
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
