import { flow, shorten, withArticle } from "./phrases.ts";
import { type Schema, type Spot, typeOf } from "./schema.ts";

/** What people call the value: its property's name, or the whole. */
export function nameOf({ root, pointer, schema }: Spot): string {
  const last = pointer.at(-1);
  if (last === undefined) return root.title === "okr.yaml" ? "okr.yaml" : `the ${root.title}`;
  if (typeof last === "string") return shorten(last);
  if (schema.title !== undefined) return withArticle(schema.title);
  return `an entry of ${pointer.findLast((step) => typeof step === "string")}`;
}

/** A text with the place where it stands: `owner "Ana"`, `"Ana" in members`. */
export function quoteIn(spot: Spot, text: string): string {
  const { pointer } = spot;
  if (typeof pointer.at(-1) === "string") return `${nameOf(spot)} "${shorten(text)}"`;
  return `"${shorten(text)}" in ${pointer.findLast((step) => typeof step === "string")}`;
}

/** What kind of thing has the properties: `a key result`, `check_in`. */
export function nounOf({ pointer, schema }: Spot): string {
  if (schema.title === undefined) return String(pointer.findLast((step) => typeof step === "string"));
  return schema.title.includes(".") ? schema.title : withArticle(schema.title);
}

/** What a property is for, as its schema says in its first sentence. */
export function purposeOf({ description = "" }: Schema): string {
  const sentence = description.split(/\.(?:\s|$)/, 1)[0] ?? "";
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

/** An example, of the type that the value has where there is one. */
export function exampleOf(schema: Schema, value?: unknown): unknown {
  const examples = schema.examples ?? schema.anyOf?.[0]?.examples ?? [];
  return examples.find((example) => typeOf(example) === typeOf(value)) ?? examples[0] ?? schema.default;
}

/** `owner: ana`; an entry of a list stands alone. */
export function assign({ pointer }: Spot, value: unknown): string {
  const last = pointer.at(-1);
  return typeof last === "string" ? `${shorten(last)}: ${flow(value)}` : flow(value);
}
