import { readFileSync } from "node:fs";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { isDay } from "../../src/model/day.ts";

const compiled = new Map<string, ValidateFunction>();

/** What a published schema does not allow in data; `output/new` is `schemas/output/new.schema.json`. */
export function problemsOf(schema: string, data: unknown): string[] {
  const validate = compiled.get(schema) ?? compile(schema);
  return validate(data)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

function compile(schema: string): ValidateFunction {
  const text = readFileSync(new URL(`../../schemas/${schema}.schema.json`, import.meta.url), "utf8");
  const ajv = new Ajv2020({ allErrors: true, strict: false, formats: { date: isDay } });
  const validate = ajv.compile(JSON.parse(text));
  compiled.set(schema, validate);
  return validate;
}
