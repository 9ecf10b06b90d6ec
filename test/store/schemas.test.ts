import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { isDay } from "../../src/model/day.ts";
import { metrics } from "../../src/model/metrics/index.ts";
import { type Kind, validate } from "../../src/store/validate.ts";

type Schema = { readonly [keyword: string]: unknown };
type Map = Readonly<Record<string, Schema>>;

const root = fileURLToPath(new URL("../../", import.meta.url));
const read = (name: string): Schema => JSON.parse(readFileSync(`${root}schemas/${name}.schema.json`, "utf8"));
const named = (folder: string) =>
  readdirSync(`${root}schemas/${folder}`)
    .filter((name) => name.endsWith(".schema.json"))
    .map((name) => folder + name.replace(".schema.json", ""));
const files = named("");
const outputs = named("output/");
const strict = () =>
  new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true, formats: { date: isDay } });

test("the published schemas are these", () => {
  expect(files.sort()).toEqual(["check-in", "objective", "okr", "retrospective", "strategy", "team"]);
  expect(outputs.sort()).toEqual(
    [
      "align",
      "check",
      "checkin",
      "close",
      "continue",
      "diff",
      "export",
      "health",
      "import",
      "init",
      "log",
      "new",
      "plan",
      "ready",
      "remind",
      "report",
      "retro",
      "rules",
      "score",
      "status",
    ].map((name) => `output/${name}`),
  );
});

test("the generated parts are what the code says now", () => {
  const { status, stderr } = spawnSync(process.execPath, [`${root}.build/generate.js`, "--check"]);
  expect(String(stderr)).toBe("");
  expect(status).toBe(0);
});

describe.each([...files, ...outputs])("schema %s", (name) => {
  const schema = read(name);
  const examples = schema.examples as readonly unknown[];

  test("is a schema of its draft, in strict mode, and its examples follow it", () => {
    const validator = strict().compile(schema);
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) {
      validator(example);
      expect(validator.errors).toBeNull();
    }
  });

  test("describes every property", () => {
    for (const { path, property } of propertiesOf(schema))
      expect(resolve(schema, property).description, path).toMatch(/\w/);
  });

  test("knows all properties of every object", () => {
    for (const { path, object } of objectsOf(schema)) {
      expect(object.additionalProperties, path).toBe(false);
      if (name.startsWith("output/"))
        expect(object.required, path).toEqual(Object.keys(object.properties as Map));
      else expect(Object.keys((object.patternProperties ?? {}) as Map), path).toEqual(["^x-"]);
    }
  });
});

describe.each(files)("schema %s", (name) => {
  const schema = read(name);

  test("shows an example of every scalar", () => {
    const shown = new Set<string>();
    for (const { path, property } of propertiesOf(schema)) {
      const resolved = resolve(schema, property);
      if (resolved.examples) shown.add(path);
      for (const key of keysWithin(resolved.examples)) shown.add(`${path}.${key}`);
      if (["string", "number", "integer", "boolean"].includes(resolved.type as string))
        expect([...shown], path).toContain(path);
    }
  });

  test("has examples of each property that its property allows", () => {
    for (const { path, property } of propertiesOf(schema)) {
      const { examples = [] } = resolve(schema, property) as { examples?: readonly unknown[] };
      if (examples.length === 0) continue;
      const validator = strict().compile({ ...property, $defs: schema.$defs });
      for (const example of examples) {
        validator(example);
        expect(validator.errors, path).toBeNull();
      }
    }
  });

  test("accepts a property of one's own", () => {
    const example = (schema.examples as readonly object[])[0];
    expect(validate(name as Kind | "okr", { ...example, "x-ticket": { any: ["thing"] } })).toEqual([]);
  });
});

test("every metric has an example among the key results", () => {
  const [example] = read("objective").examples as readonly { key_results: readonly { metric?: string }[] }[];
  expect(example?.key_results.map(({ metric }) => metric)).toEqual(Object.keys(metrics));
});

test("score and status say the same of an objective", () => {
  const score = read("output/score").$defs as Map;
  const { objective, ...rest } = read("output/status").$defs as Map;
  const { objective: scored, ...same } = score;
  expect(rest).toEqual(same);
  expect(objective?.properties).toEqual({
    ...(scored?.properties as Map),
    trend: expect.anything(),
    confidence_change: expect.anything(),
    days_since_check_in: expect.anything(),
    attention: expect.anything(),
  });
});

/** Every schema below a schema, with the way to it. */
function* schemasWithin(schema: unknown, path = "#"): Generator<{ path: string; schema: Schema }> {
  if (typeof schema !== "object" || schema === null) return;
  yield { path, schema: schema as Schema };
  for (const [keyword, value] of Object.entries(schema)) {
    if (["properties", "$defs"].includes(keyword))
      for (const [name, child] of Object.entries(value as object))
        yield* schemasWithin(child, `${path}.${name}`);
    else if (["items", "additionalProperties"].includes(keyword)) yield* schemasWithin(value, `${path}`);
    else if (["anyOf", "prefixItems"].includes(keyword))
      for (const child of value as unknown[]) yield* schemasWithin(child, path);
  }
}

function* propertiesOf(root: Schema) {
  for (const { path, schema } of schemasWithin(root))
    for (const [name, property] of Object.entries((schema.properties ?? {}) as Map))
      yield { path: `${path}.${name}`, property };
}

/** The objects that have properties of a schema's making: maps by id and the options of a rule are not. */
function* objectsOf(root: Schema) {
  for (const { path, schema } of schemasWithin(root)) if (schema.properties) yield { path, object: schema };
}

function resolve(root: Schema, schema: Schema): Schema {
  const name = (schema.$ref as string | undefined)?.slice("#/$defs/".length);
  return name === undefined ? schema : { ...(root.$defs as Map)[name], ...schema };
}

function keysWithin(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(keysWithin);
  return Object.entries(value).flatMap(([key, child]) => [key, ...keysWithin(child)]);
}
