import type { Pointer } from "../model/finding.ts";

/** What we read of a JSON Schema to speak about it. */
export interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly title?: string;
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly default?: unknown;
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Condition[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema | boolean;
  readonly prefixItems?: readonly Schema[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
}

/** When a property has this value, some of the others must be there and some must not. */
interface Condition {
  readonly if: { readonly properties: Readonly<Record<string, { readonly const?: unknown }>> };
  readonly then: {
    readonly properties?: Readonly<Record<string, boolean>>;
    readonly required?: readonly string[];
  };
}

/** A value of a file's data, with the schema it should follow (references resolved) and the whole schema of its kind. */
export interface Spot {
  readonly root: Schema;
  readonly pointer: Pointer;
  readonly value: unknown;
  readonly schema: Schema;
  /** Whether the value may be left out. */
  readonly optional: boolean;
}

/** Walks down the data and the schema of its kind together. @param path a JSON pointer */
export function locate(root: Schema, data: unknown, path: string): Spot {
  const pointer: (string | number)[] = [];
  let value = data;
  let schema = resolve(root, root, value);
  let optional = false;
  for (const segment of path.split("/").slice(1)) {
    const key = Array.isArray(value) ? Number(segment) : decode(segment);
    value = (value as Record<string | number, unknown>)[key];
    optional = !needs(schema, key);
    schema = resolve(root, schemaBelow(schema, key), value);
    pointer.push(key);
  }
  return { root, pointer, value, schema, optional };
}

function needs({ required, allOf }: Schema, key: string | number): boolean {
  const conditional = (allOf ?? []).flatMap(({ then }) => then.required ?? []);
  return typeof key === "number" || [...(required ?? []), ...conditional].includes(key);
}

/** A step of a JSON pointer as the name it stands for. */
export function decode(segment: string): string {
  return segment.replaceAll("~1", "/").replaceAll("~0", "~");
}

/** Follows references and takes the alternative that has the value's type; what stands next to a reference wins. */
export function resolve(root: Schema, schema: Schema, value: unknown): Schema {
  if (schema.$ref !== undefined && schema.type === undefined && schema.anyOf === undefined) {
    const target = root.$defs?.[schema.$ref.slice("#/$defs/".length)] ?? {};
    return resolve(root, { ...target, ...schema }, value);
  }
  if (!schema.anyOf) return schema;
  const { anyOf, ...own } = schema;
  const branches = anyOf
    .map((branch) => resolve(root, branch, value))
    .flatMap((branch) => branch.anyOf ?? [branch]);
  const chosen = branches.find(({ type }) => type === typeOf(value));
  return chosen ? { ...chosen, ...own } : { ...schema, anyOf: branches };
}

/** The schema of a property or list entry, references not resolved; empty when the schema says nothing of it. */
export function schemaBelow(schema: Schema, key: string | number): Schema {
  const known = typeof key === "string" && Object.hasOwn(schema.properties ?? {}, key);
  const found = known
    ? schema.properties?.[key]
    : typeof key === "string"
      ? schema.additionalProperties
      : (schema.prefixItems?.[key] ?? schema.items);
  return typeof found === "object" ? found : {};
}

/** Whether the value has the type that its schema asks for; an alternative left open means that none fits. */
export function hasType({ value, schema: { type, anyOf } }: Spot): boolean {
  if (type === "integer") return Number.isInteger(value);
  if (type === "number") return Number.isFinite(value);
  return anyOf === undefined && (type === undefined || type === typeOf(value));
}

/** The JSON type of a value; `null` and `array` are types of their own. */
export function typeOf(value: unknown): string {
  return value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
}

/** The properties that the value may have but does not. */
export function freeProperties(spot: Spot): string[] {
  const { decider, actual } = choiceOf(spot);
  const decided = propertyOf(spot, decider).enum?.includes(actual) ?? false;
  return Object.keys(spot.schema.properties ?? {}).filter(
    (name) =>
      !Object.hasOwn(spot.value as object, name) && (!decided || ownersOf(spot, name).includes(actual)),
  );
}

/** The property that decides which others belong here (`metric`, `phase`; empty where none does) and its value. */
export function choiceOf(spot: Spot): { decider: string; actual: unknown } {
  const decider = Object.keys(spot.schema.allOf?.[0]?.if.properties ?? {})[0] ?? "";
  const given = (spot.value as Record<string, unknown>)[decider];
  return { decider, actual: given ?? propertyOf(spot, decider).default };
}

/** The choices that a property goes with. */
export function ownersOf(spot: Spot, name: string): readonly unknown[] {
  const { decider } = choiceOf(spot);
  const refusing = (spot.schema.allOf ?? []).filter(({ then }) => then.properties?.[name] === false);
  const refused = refusing.map((condition) => condition.if.properties[decider]?.const);
  return (propertyOf(spot, decider).enum ?? []).filter((choice) => !refused.includes(choice));
}

/** The schema of a property, references resolved. */
export function propertyOf({ root, schema }: Spot, name: string): Schema {
  return resolve(root, schemaBelow(schema, name), undefined);
}
