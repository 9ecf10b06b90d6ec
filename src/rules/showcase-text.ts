import { checkIn, objective, retrospective } from "./examples.ts";

/** What the frontmatter of a document of an example says. */
export type Properties = Readonly<Record<string, unknown>>;

/** The frontmatter of a document of ours, which has a value of JSON, or of plain YAML, in each line. */
export function propertiesOf(text: string): Properties {
  const [, yaml = ""] = /^---\n([\s\S]*?)\n---\n/.exec(text) ?? [];
  const entries = yaml
    .split("\n")
    .map((line) => readLine(line) ?? /^([\w-]+): (.*)$/.exec(line)?.slice(1, 3));
  return Object.fromEntries(entries.filter((entry) => entry !== undefined) as [string, unknown][]);
}

function readLine(line: string): readonly [string, unknown] | undefined {
  const [, name, value] = /^([\w-]+): (.*)$/.exec(line) ?? [];
  if (name === undefined || value === undefined) return undefined;
  try {
    return [name, JSON.parse(value)];
  } catch {
    return undefined;
  }
}

/** A document in the YAML that people write; what is written like that already stays. */
export function rewrite(text: string): string {
  return rewriteEach(text, (name, value) => writeProperty(name, value));
}

/** The same without what every such document of the examples says, where it leaves out nothing of that. */
export function shorten(text: string): string {
  const properties = propertiesOf(text);
  const { usual } = SHAPES.find((shape) => shape.usual.kind === properties.kind) ?? {};
  if (usual === undefined || Object.keys(usual).some((name) => !(name in properties))) return rewrite(text);
  let left = false;
  const written = rewriteEach(text, (name, value) => {
    const same = !TELLING.has(name) && JSON.stringify(value) === JSON.stringify(usual[name]);
    if (same) left = true;
    if (same) return [];
    return name === "key_results" && Array.isArray(value)
      ? writeKeyResults(value)
      : writeProperty(name, value);
  });
  return left ? written.replace(/\n---\n/, `\n${ELIDED}\n---\n`) : written;
}

/** What is never left out. */
const TELLING = new Set(["kind", "id", "objective", "date"]);

/** Stands for what is left out. */
const ELIDED = "# …";

const SHAPES = [objective({}), checkIn({}), retrospective({})].map((text) => ({ usual: propertiesOf(text) }));
const [KEY_RESULT = {}] = (SHAPES[0]?.usual.key_results ?? []) as readonly Properties[];

function writeKeyResults(list: readonly Properties[]): string[] {
  const short = list.map((one) => {
    if (Object.keys(KEY_RESULT).some((name) => !(name in one))) return { one, left: false };
    const own = Object.entries(one).filter(([name, value]) => name === "id" || value !== KEY_RESULT[name]);
    return { one: Object.fromEntries(own), left: own.length < Object.keys(one).length };
  });
  const flow = list.length > FEW;
  const lines = short.flatMap(({ one, left }) => [
    ...writeElement(one, flow),
    ...(left && !flow ? [`    ${ELIDED}`] : []),
  ]);
  return ["key_results:", ...lines, ...(flow && short.some(({ left }) => left) ? [`  ${ELIDED}`] : [])];
}

function rewriteEach(text: string, write: (name: string, value: unknown) => readonly string[]): string {
  const [, yaml, body = ""] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text) ?? [];
  if (yaml === undefined) return text;
  const lines = yaml.split("\n").flatMap((line) => {
    const read = readLine(line);
    return read === undefined ? [line] : write(...read);
  });
  return `---\n${lines.join("\n")}\n---\n${body}`;
}

/** So many elements of a list get a line for each of their properties. */
const FEW = 2;

function writeProperty(name: string, value: unknown): string[] {
  if (Array.isArray(value)) {
    const plain = value.length === 0 || value.some((one) => typeof one !== "object" || one === null);
    if (plain) return [`${name}: ${writeFlow(value)}`];
    return [`${name}:`, ...value.flatMap((one) => writeElement(one as Properties, value.length > FEW))];
  }
  const entries = typeof value === "object" && value !== null ? Object.entries(value) : [];
  if (entries.length === 0) return [`${name}: ${writeFlow(value)}`];
  return [`${name}:`, ...entries.map(([key, one]) => `  ${writeFlow(key)}: ${writeFlow(one)}`)];
}

function writeElement(element: Properties, flow: boolean): string[] {
  if (flow) return [`  - ${writeFlow(element)}`];
  return Object.entries(element).map(
    ([key, value], index) => `${index === 0 ? "  - " : "    "}${writeFlow(key)}: ${writeFlow(value)}`,
  );
}

/** Text that is itself in YAML, also within brackets; everything else goes into quotes. */
const PLAIN = /^(?:\p{L}[\p{L}\p{N} ._()/%-]*[\p{L}\p{N}.)%]|\p{L}|\d{4}-[\p{L}\p{N}-]+)$/u;
const RESERVED = /^(?:true|false|null)$/i;

function writeFlow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(writeFlow).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const inside = Object.entries(value).map(([key, one]) => `${writeFlow(key)}: ${writeFlow(one)}`);
    return inside.length === 0 ? "{}" : `{ ${inside.join(", ")} }`;
  }
  return typeof value === "string" && PLAIN.test(value) && !RESERVED.test(value)
    ? value
    : JSON.stringify(value);
}
