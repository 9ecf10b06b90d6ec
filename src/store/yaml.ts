/**
 * The quick reader: the plain part of YAML 1.2 that OKR files are written in, read line by line. Block mappings and lists,
 * flow collections on one line, plain and quoted scalars without escapes, comments. Whatever it does not know for sure it
 * leaves to the careful reader, so it decides nothing on its own: a property test holds it to the other.
 */

/** Thrown for all that is not plain; caught at the door. */
const UNUSUAL = new Error("not plain YAML");

/** Deeper than any OKR file. */
const DEPTH = 8;

const KEY = /^([A-Za-z][\w-]{0,99}|\d[\w-]{0,50}[A-Za-z][\w-]{0,49}):(?: +|$)/;
/** Keys that YAML reads as something else than text, and names that JavaScript objects have by themselves. */
const ODD_KEY = /^(?:true|false|null|\d+e-?\d+|0[xo][\da-f]+|constructor|prototype)$/i;
const INTEGER = /^(?:0|-?[1-9]\d{0,14})$/;
const DECIMAL = /^-?(?:0|[1-9]\d{0,7})\.\d{1,7}$/;
/** All that the core schema takes for a number, and a little more. */
const NUMERIC = /^[-+]?(?:0[xo][\da-f]+|\.?\d[\d.]*(?:e[-+]?\d+)?|\.inf|\.nan)$/i;
/** What text may begin with, and what it must not hold: at a line's end, and within a flow collection. */
const PLAIN = /^(?:[^\s,[\]{}#&*!|>'"%@`?:-]|-(?=[^\s,[\]{}]))/;
const NOT_PLAIN = /:(?: |$)| #/;
const NOT_PLAIN_IN_FLOW = /[:#]/;

/** Characters that YAML takes for white space or line ends, or refuses; and half characters. */
const ODD_CHARACTER =
  /[^\n\r -~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]|\r(?!\n)/u;

/** Reads YAML the quick way. Undefined means that the careful reader has to look: the text is unusual or wrong. */
export function readQuickly(yaml: string): unknown {
  if (ODD_CHARACTER.test(yaml)) return undefined;
  const lines = new Lines(yaml);
  try {
    if (lines.done) return undefined;
    const data = readMapping(lines, 0, 0);
    return lines.done ? data : undefined;
  } catch (error) {
    if (error === UNUSUAL) return undefined;
    throw error;
  }
}

/** The lines that say something, each with its indentation. */
class Lines {
  readonly #lines: readonly string[];
  #at = -1;
  indent = -1;
  /** Without indentation and without space at its end. */
  text = "";

  constructor(yaml: string) {
    this.#lines = yaml.split("\n");
    this.next();
  }

  get done(): boolean {
    return this.indent < 0;
  }

  next(): void {
    while (++this.#at < this.#lines.length) {
      const line = this.#lines[this.#at] as string;
      this.indent = line.length - trimLeft(line).length;
      this.text = trimRight(line.endsWith("\r") ? line.slice(this.indent, -1) : line.slice(this.indent));
      if (this.text !== "" && !this.text.startsWith("#")) return;
    }
    this.indent = -1;
  }

  /** Goes on within the line: what stands behind `- ` is indented by so much more. */
  enter(columns: number): void {
    const rest = this.text.slice(columns);
    this.text = trimLeft(rest);
    this.indent += columns + rest.length - this.text.length;
  }
}

function readMapping(lines: Lines, indent: number, depth: number): Record<string, unknown> {
  if (depth > DEPTH) throw UNUSUAL;
  const mapping: Record<string, unknown> = {};
  while (lines.indent === indent) {
    const match = KEY.exec(lines.text);
    const key = match?.[1];
    if (!match || key === undefined || ODD_KEY.test(key) || Object.hasOwn(mapping, key)) throw UNUSUAL;
    const rest = lines.text.slice(match[0].length);
    if (rest === "" || rest.startsWith("#")) {
      lines.next();
      mapping[key] = readBlock(lines, indent, depth);
    } else {
      mapping[key] = readInline(rest, depth);
      lines.next();
    }
  }
  if (lines.indent > indent) throw UNUSUAL;
  return mapping;
}

/** What stands below `key:`: a list, at its indentation or deeper, a deeper mapping, or nothing. */
function readBlock(lines: Lines, indent: number, depth: number): unknown {
  if (lines.text.startsWith("- ") && lines.indent >= indent) return readList(lines, lines.indent, depth + 1);
  return lines.indent > indent ? readMapping(lines, lines.indent, depth + 1) : null;
}

function readList(lines: Lines, indent: number, depth: number): unknown[] {
  if (depth > DEPTH) throw UNUSUAL;
  const list: unknown[] = [];
  while (lines.indent === indent && lines.text.startsWith("- ")) {
    lines.enter(2);
    if (KEY.test(lines.text)) {
      list.push(readMapping(lines, lines.indent, depth + 1));
      continue;
    }
    list.push(readInline(lines.text, depth));
    lines.next();
  }
  if (lines.indent > indent) throw UNUSUAL;
  return list;
}

/** A value that stands on one line, with a comment behind it perhaps. */
function readInline(text: string, depth: number): unknown {
  const first = text[0];
  if (first === "[" || first === "{" || first === '"' || first === "'") {
    const flow = new Flow(text);
    const value = flow.value(depth + 1);
    flow.end();
    return value;
  }
  const comment = text.indexOf(" #");
  return resolve(comment === -1 ? text : trimRight(text.slice(0, comment)), NOT_PLAIN);
}

/** Reads flow collections and quoted text, all on one line. */
class Flow {
  #at = 0;
  constructor(readonly text: string) {}

  value(depth: number): unknown {
    const first = this.text[this.#at];
    if (first === "[") return this.list(depth);
    if (first === "{") return this.mapping(depth);
    if (first === '"' || first === "'") return this.quoted(first);
    const start = this.#at;
    while (this.#at < this.text.length && !",[]{}".includes(this.text[this.#at] as string)) this.#at++;
    return resolve(trimRight(this.text.slice(start, this.#at)), NOT_PLAIN_IN_FLOW);
  }

  list(depth: number): unknown[] {
    const list: unknown[] = [];
    if (this.open(depth, "]")) return list;
    do list.push(this.value(depth + 1));
    while (this.more("]"));
    return list;
  }

  mapping(depth: number): Record<string, unknown> {
    const mapping: Record<string, unknown> = {};
    if (this.open(depth, "}")) return mapping;
    do {
      const match = /^([A-Za-z][\w-]{0,99}|\d[\w-]{0,50}[A-Za-z][\w-]{0,49}): +(?=[^\s,}#])/.exec(
        this.text.slice(this.#at),
      );
      const key = match?.[1];
      if (!match || key === undefined || ODD_KEY.test(key) || Object.hasOwn(mapping, key)) throw UNUSUAL;
      this.#at += match[0].length;
      mapping[key] = this.value(depth + 1);
    } while (this.more("}"));
    return mapping;
  }

  /** Steps over an opening bracket; true when the collection closes at once. */
  open(depth: number, close: string): boolean {
    if (depth > DEPTH) throw UNUSUAL;
    this.#at++;
    this.space();
    if (this.text[this.#at] !== close) return false;
    this.#at++;
    return true;
  }

  /** Steps over a comma, true, or over the closing bracket, false. A comma before the bracket is unusual. */
  more(close: string): boolean {
    this.space();
    const found = this.text[this.#at++];
    if (found === close) return false;
    if (found !== ",") throw UNUSUAL;
    this.space();
    return true;
  }

  quoted(quote: string): string {
    const end = this.text.indexOf(quote, this.#at + 1);
    const inside = this.text.slice(this.#at + 1, end);
    if (end === -1 || this.text[end + 1] === quote || (quote === '"' && inside.includes("\\"))) throw UNUSUAL;
    this.#at = end + 1;
    return inside;
  }

  space(): void {
    while (this.text[this.#at] === " ") this.#at++;
  }

  /** Behind the value there may only be a comment. */
  end(): void {
    if (!/^ *(?:$| #)/.test(this.text.slice(this.#at))) throw UNUSUAL;
  }
}

/** Only spaces are white space here; a no-break space is a character like others. */
function trimLeft(text: string): string {
  let start = 0;
  while (text[start] === " ") start++;
  return text.slice(start);
}

function trimRight(text: string): string {
  let end = text.length;
  while (text[end - 1] === " ") end--;
  return text.slice(0, end);
}

/** What a plain scalar means in the core schema. */
function resolve(text: string, unusual: RegExp): unknown {
  if (INTEGER.test(text) || DECIMAL.test(text)) return Number(text);
  if (!PLAIN.test(text) || unusual.test(text) || NUMERIC.test(text)) throw UNUSUAL;
  switch (text) {
    case "null":
    case "Null":
    case "NULL":
    case "~":
      return null;
    case "true":
    case "True":
    case "TRUE":
      return true;
    case "false":
    case "False":
    case "FALSE":
      return false;
    default:
      return text;
  }
}
