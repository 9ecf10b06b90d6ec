/** The types of JSON as people call them. */
export const TYPES: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  integer: "a whole number",
  boolean: "true/false",
  array: "a list",
  object: "a group of properties",
};

/** The most characters that a piece of the data may take in a sentence. */
const SHORT = 60;

/** A noun with its article. */
export function withArticle(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`;
}

/** A value as found: `"seven" (text)`, `a list`, `72`. */
export function describe(value: unknown): string {
  return typeof value === "string" ? `${quote(value)} (text)` : quote(value);
}

/** A value as found, where its type matters not: `"seven"`. */
export function quote(value: unknown): string {
  if (typeof value === "string") return `"${shorten(value)}"`;
  if (typeof value === "number" && !Number.isFinite(value))
    return Number.isNaN(value) ? ".nan" : value > 0 ? ".inf" : "-.inf";
  if (typeof value === "object" && value !== null)
    return TYPES[Array.isArray(value) ? "array" : "object"] ?? "";
  return String(value);
}

/** A value as one would write it in YAML on one line. */
export function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`;
  if (typeof value === "object" && value !== null)
    return `{ ${Object.entries(value)
      .map(([key, item]) => `${key}: ${flow(item)}`)
      .join(", ")} }`;
  if (typeof value !== "string") return String(value);
  const plain = /^[a-z][^:#,[\]{}"'`]*$/i.test(value) || /^\d{4}-[\dHQ][\w-]*$/.test(value);
  return plain && !/^(true|false|null)$/i.test(value) ? value : JSON.stringify(value);
}

/** `a, b or c` */
export function list(words: readonly string[], conjunction: "and" | "or" = "or"): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} ${conjunction} ${last}`;
}

/** Text of which too much is cut off. */
export function shorten(text: string): string {
  const characters = [...text.slice(0, 2 * SHORT + 2)];
  return characters.length <= SHORT ? text : `${characters.slice(0, SHORT - 1).join("")}…`;
}
