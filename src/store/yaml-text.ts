import { stringify, type ToStringOptions } from "yaml";

type Properties = Readonly<Record<string, unknown>>;

/** A value on one line, as it stands within brackets: `{ id: ana, name: "Souza, Ana" }`, `[a, b]`. */
export function flowText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flowText).join(", ")}]`;
  if (isProperties(value)) {
    const pairs = Object.entries(value).map(([name, inner]) => `${name}: ${flowText(inner)}`);
    return `{ ${pairs.join(", ")} }`;
  }
  const brackets = { collectionStyle: "flow", flowCollectionPadding: false } as const;
  return stringify([value], { ...oneLine(value), ...brackets })
    .trimEnd()
    .slice(1, -1);
}

/** Properties as lines, `name: value` each; lists of plain values on one line, lists of properties one line an element. */
export function blockLines(properties: Properties): string[] {
  return Object.entries(properties).flatMap(([name, value]) => {
    if (Array.isArray(value) && value.some(isProperties))
      return [`${name}:`, ...value.map((element) => `  - ${flowText(element)}`)];
    if (typeof value === "object" && value !== null) return `${name}: ${flowText(value)}`;
    return stringify({ [name]: value }, oneLine(value)).trimEnd();
  });
}

/** A value never takes more than one line: nothing is folded, and what is no printable character is quoted. */
function oneLine(value: unknown): ToStringOptions & { version: "1.2"; schema: "core" } {
  const broken = typeof value === "string" && /[\p{C}\u2028\u2029]/u.test(value);
  return {
    version: "1.2",
    schema: "core",
    lineWidth: 0,
    blockQuote: false,
    ...(broken ? { defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN" } : {}),
  };
}

function isProperties(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
