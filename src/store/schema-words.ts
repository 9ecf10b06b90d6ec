import { closest, idFromTitle, idProblem } from "../model/id.ts";
import { parseNumber } from "../model/metrics/metric.ts";
import { numbersMeant } from "./number-meant.ts";
import { describe, flow, list, quote, shorten, TYPES } from "./phrases.ts";
import {
  choiceOf,
  freeProperties,
  ownersOf,
  propertyOf,
  resolve,
  type Schema,
  type Spot,
  schemaBelow,
} from "./schema.ts";
import { settingHint } from "./setting-words.ts";
import { assign, exampleOf, nameOf, nounOf, purposeOf, quoteIn } from "./spot-words.ts";

/** What was found, and what to do about it. */
export interface Words {
  readonly message: string;
  readonly hint: string;
}

/** The most characters that an example may take in a hint, and in brackets behind it. */
const EXAMPLE = 110;
const SHORT_EXAMPLE = 60;

/** Puts properties together that belong to the same choice: `at_least` and `at_most`. */
export function groupForeign(spot: Spot, names: readonly string[]): string[][] {
  const groups = new Map<string, string[]>();
  for (const name of new Set(names)) {
    const owners = String(ownersOf(spot, name));
    groups.set(owners, [...(groups.get(owners) ?? []), name]);
  }
  return [...groups.values()];
}

/** Words for properties that go with another choice: `at_least belongs to metric: limit`. */
export function foreignWords(spot: Spot, names: readonly string[]): Words {
  const { decider, actual } = choiceOf(spot);
  const owners = list(ownersOf(spot, names[0] as string).map((owner) => `${decider}: ${owner}`));
  const them = list(names, "and");
  return {
    message: `${them} ${names.length > 1 ? "belong" : "belongs"} to ${owners}, but here the ${decider} is ${actual}`,
    hint: `write ${owners}, or remove ${them}`,
  };
}

/** Words for a property that nobody knows. @param near the one that was probably meant. */
export function unknownWords(spot: Spot, name: string, near: string | null): Words {
  const free = freeProperties(spot);
  const others = free.length > 0 ? `it may also have ${list(free, "and")}` : "it has all its properties";
  return {
    message: `there is no property "${shorten(name)}" in ${nounOf(spot)}`,
    hint: near ? `did you mean "${near}"?` : `${others}; a property of your own begins with x-`,
  };
}

/** Words for a name that has to be an id. */
export function nameWords(name: string): Words {
  return { message: `"${shorten(name)}" ${idProblem(name)}`, hint: repair(name) };
}

/** Words for a property that is not there. */
export function missingWords(spot: Spot, name: string): Words {
  const schema = propertyOf(spot, name);
  const example = flow(exampleOf(schema));
  const shown = example.length <= SHORT_EXAMPLE ? `${name}: ${example}` : name;
  return { message: `${name} is missing`, hint: `add ${shown} (${purposeOf(schema)})` };
}

/** Words for a value of another type: `baseline is "seven" (text), not a number`. */
export function typeWords(spot: Spot): Words {
  const { value, schema } = spot;
  const name = nameOf(spot);
  if (value === null)
    return {
      message: `${name} is empty`,
      hint: `${exampleHint(spot)}${spot.optional ? ", or leave it out" : ""}`,
    };
  if (schema.enum) return choiceWords(spot);
  const expected = alternatives(schema).flatMap(
    (one) => one.enum?.map(String) ?? TYPES[one.type ?? ""] ?? [],
  );
  return { message: `${name} is ${describe(value)}, not ${list(expected)}`, hint: typeHint(spot) };
}

function alternatives(schema: Schema): readonly Schema[] {
  return schema.anyOf ?? [schema];
}

function typeHint(spot: Spot): string {
  const { value, schema } = spot;
  const expected = (type: string) => alternatives(schema).find((one) => one.type === type);
  if (typeof value === "string") {
    const number = parseNumber(value);
    if ((expected("number") ?? expected("integer")) && typeof number === "number") {
      if (isPercent(schema, number)) return percentHint(number);
      const how = String(number) === value.trim() ? "without the quotes" : "as the number alone";
      return `write it ${how}: ${assign(spot, number)}`;
    }
    const meant = expected("number") && meantHint(spot, value);
    if (meant) return meant;
    if (expected("boolean") && /^(true|yes|false|no)$/i.test(value))
      return `write ${assign(spot, /^[ty]/i.test(value))}`;
    const items = schemaBelow(expected("array") ?? {}, 0);
    if (resolve(spot.root, items, value).type === "string" && /^\S{1,64}$/.test(value))
      return `write a list: ${assign(spot, [value])}`;
    return exampleHint(spot);
  }
  const text = expected("string");
  if (!text || text.enum) return exampleHint(spot);
  if (Array.isArray(value)) {
    const [only] = value;
    const alone = value.length === 1 && typeof only === "string" && /^\S{1,64}$/.test(only);
    return alone ? `write ${assign(spot, only)}` : exampleHint(spot);
  }
  if (typeof value !== "number" && typeof value !== "boolean") return exampleHint(spot);
  const fits = text.pattern === undefined || new RegExp(text.pattern, "u").test(String(value));
  return fits ? `put quotes around it: ${assign(spot, String(value))}` : exampleHint(spot);
}

/** How to write the number that a text means; null where nobody can tell, or the schema refuses it as well. */
function meantHint(spot: Spot, text: string): string | null {
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = spot.schema;
  const numbers = numbersMeant(text);
  const [only] = numbers;
  if (only && isPercent(spot.schema, only.number)) return percentHint(only.number);
  if (!only || numbers.some(({ number }) => number < minimum || number > maximum)) return null;
  const ways = numbers.map(
    ({ number, where }) => `${assign(spot, number)}${where === null ? "" : ` ${where}`}`,
  );
  return `write ${ways.join(", or ")}`;
}

/** `write owner: ana`, or what else says how to write the value. */
function exampleHint(spot: Spot): string {
  const { schema } = spot;
  const setting = settingHint(spot);
  if (setting !== null) return setting;
  // The schema's example would pass for the number that was meant.
  if (isAnyNumber(schema) && spot.value !== null) return "write a plain number, as 30000 or 99.5";
  const example = exampleOf(schema, spot.value);
  if (example !== undefined && flow(example).length <= EXAMPLE) return `write ${assign(spot, example)}`;
  if (schema.required) return `give it its properties: ${list(schema.required, "and")}`;
  return `write ${TYPES[schema.type ?? ""] ?? "it"} (${purposeOf(schema)})`;
}

/** What the error of each keyword means; of several in one value the first says most. */
const WORDS: readonly (readonly [keyword: string, words: (spot: Spot) => Words])[] = [
  ["const", choiceWords],
  ["enum", choiceWords],
  ["minItems", countWords],
  ["maxItems", countWords],
  ["minLength", textWords],
  ["maxLength", textWords],
  ["pattern", textWords],
  ["not", textWords],
  ["format", dayWords],
  ["minimum", rangeWords],
  ["maximum", rangeWords],
  ["exclusiveMinimum", rangeWords],
];

/** Words for a value of the right type that its schema refuses all the same; null when no keyword here says why. */
export function valueWords(spot: Spot, keywords: readonly string[]): Words | null {
  const found = WORDS.find(([keyword]) => keywords.includes(keyword));
  return found ? found[1](spot) : null;
}

function choiceWords(spot: Spot): Words {
  const { value, schema } = spot;
  const choices = schema.enum ?? [schema.const];
  const names = choices.map(String);
  const typed = typeof value === "string" && value !== "" ? value.toLowerCase() : null;
  const near = typed && (closest(typed, names) ?? names.find((name) => name.startsWith(typed)));
  const ways = list(
    (choices.length > 3 ? choices.slice(0, 1) : choices).map((choice) => assign(spot, choice)),
  );
  return {
    message: `${nameOf(spot)} is ${quote(value)}, not ${list(names)}`,
    hint: near
      ? `did you mean "${near}"?`
      : choices.length > 3
        ? `write one of them, as ${ways}`
        : `write ${ways}`,
  };
}

function countWords(spot: Spot): Words {
  const { minItems = 0, maxItems } = spot.schema;
  const { length } = spot.value as readonly unknown[];
  const name = nameOf(spot);
  if (length === 0 && minItems === 1)
    return { message: `${name} is an empty list`, hint: `add at least one (${purposeOf(spot.schema)})` };
  return {
    message: `${name} has ${length} ${length === 1 ? "entry" : "entries"}; it must have ${maxItems ?? minItems}`,
    hint: exampleHint(spot),
  };
}

function textWords(spot: Spot): Words {
  const { value, schema } = spot;
  const name = nameOf(spot);
  const text = value as string;
  const example = exampleHint(spot);
  if (text === "") return { message: `${name} is empty`, hint: example };
  const length = [...text].length;
  if (schema.maxLength !== undefined && length > schema.maxLength)
    return {
      message: `${name} has ${length} characters`,
      hint: `keep it to ${schema.maxLength} at most`,
    };
  switch (schema.$ref) {
    case "#/$defs/id":
      return { message: `${quoteIn(spot, text)} ${idProblem(text)}`, hint: repair(text) };
    case "#/$defs/reference":
      return {
        message: `${quoteIn(spot, text)} is no id`,
        hint: "write the id of an objective or priority, or objective/key-result",
      };
    case "#/$defs/title":
      return /^\s/.test(text)
        ? { message: `${name} begins with a space`, hint: "remove the space" }
        : { message: `${name} has a line break`, hint: "write it on one line" };
    case "#/$defs/day":
      return { message: `${name} is "${shorten(text)}", not a day as 2026-11-20`, hint: example };
    default:
      return { message: `${name} cannot be "${shorten(text)}"`, hint: `${example} (${purposeOf(schema)})` };
  }
}

function dayWords(spot: Spot): Words {
  return {
    message: `${nameOf(spot)} is ${spot.value}, a day that does not exist`,
    hint: `write a day of the calendar, as ${exampleOf(spot.schema)}`,
  };
}

function rangeWords(spot: Spot): Words {
  const { schema } = spot;
  const value = spot.value as number;
  const { minimum, maximum, exclusiveMinimum } = schema;
  const message = `${nameOf(spot)} is ${value}`;
  if (isPercent(schema, value))
    return { message: `${message}, more than ${maximum}`, hint: percentHint(value) };
  const range =
    exclusiveMinimum !== undefined
      ? `more than ${exclusiveMinimum}`
      : maximum === undefined
        ? `${minimum} or more`
        : `from ${minimum} to ${maximum}`;
  const example = exampleOf(schema);
  return {
    message: `${message}; it must be ${range}`,
    hint: example === undefined ? `write a number ${range}` : `write ${assign(spot, example)}`,
  };
}

function isAnyNumber({ type, minimum, maximum, exclusiveMinimum }: Schema): boolean {
  return type === "number" && (minimum ?? maximum ?? exclusiveMinimum) === undefined;
}

/** Whether the number is a percentage where a share of one is meant. */
function isPercent({ minimum, maximum }: Schema, value: number): boolean {
  return minimum === 0 && maximum === 1 && value >= 10 && value <= 100;
}

function percentHint(value: number): string {
  return `write ${Number((value / 100).toPrecision(12))} for ${value} %`;
}

/** How to write a text as ids, or what an id is where nothing of the text can be kept. */
function repair(text: string): string {
  const ids = text.split("/").map((part) => idFromTitle(part));
  return ids.includes("")
    ? "write lower-case words joined by hyphens, as first-week"
    : `write ${ids.join("/")}`;
}
