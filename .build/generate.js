// Rewrites what the schemas have from the code. `--check` changes nothing and fails when a schema is stale.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const WIDTH = 90;

const model = await load(`
  export { ID_LENGTH, ID_PATTERN, RESERVED_NAMES } from "./src/model/id.ts";
  export { metrics } from "./src/model/metrics/index.ts";
  export { CADENCES, MONTHS, PRESETS, WEEKDAYS } from "./src/model/settings.ts";
`);
const definitions = describeDefinitions(model);
const stale = [];
for (const path of schemaPaths()) {
  const before = readFileSync(path, "utf8");
  const after = `${print(regenerate(JSON.parse(before)))}\n`;
  if (before === after) continue;
  stale.push(relative(root, path));
  if (!process.argv.includes("--check")) writeFileSync(path, after);
}
if (stale.length > 0 && process.argv.includes("--check")) {
  console.error(`stale, run node .build/generate.js: ${stale.join(", ")}`);
  process.exitCode = 1;
}

/** Imports TypeScript that has no dependencies by way of a bundle in memory. */
async function load(contents) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root, loader: "ts" },
    bundle: true,
    format: "esm",
    write: false,
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}

function schemaPaths() {
  return readdirSync(`${root}schemas`, { recursive: true })
    .filter((name) => name.endsWith(".schema.json"))
    .map((name) => `${root}schemas/${name}`);
}

/** A schema gets the definitions below that it names in its `$defs`; its own are left alone. */
function regenerate(schema) {
  const own = Object.entries(schema.$defs ?? {}).map(([name, value]) => [name, definitions[name] ?? value]);
  const $defs = Object.fromEntries(own);
  if (own.length > 0) schema.$defs = $defs;
  if (schema.$id.startsWith("urn:okr:objective:"))
    $defs.key_result = withMetrics($defs.key_result, model.metrics);
  return schema;
}

/** The definitions that several schemas share, and those that follow from the code. */
function describeDefinitions({
  ID_LENGTH,
  ID_PATTERN,
  RESERVED_NAMES,
  CADENCES,
  MONTHS,
  PRESETS,
  WEEKDAYS,
  metrics,
}) {
  const id = ID_PATTERN.slice(1, -1);
  const text = (description, examples, rest) => ({ type: "string", ...rest, description, examples });
  return {
    id: text("An id: lower-case words joined by hyphens.", ["first-week"], {
      pattern: ID_PATTERN,
      maxLength: ID_LENGTH,
      not: { enum: RESERVED_NAMES },
    }),
    reference: text(
      "The id of an objective or priority, or objective/key-result.",
      ["delight-new-customers", "onboarding/completion"],
      { pattern: `^${id}(/${id})?$`, maxLength: 2 * ID_LENGTH + 1 },
    ),
    title: text("One line of text.", ["Make the first week seamless for new users"], {
      pattern: "^\\S[^\\n\\r\\u0085\\u2028\\u2029]*$",
      maxLength: 200,
    }),
    day: text("A day, as YYYY-MM-DD.", ["2026-11-20"], { pattern: "^\\d{4}-\\d{2}-\\d{2}$", format: "date" }),
    // YAML reads a bare 2026 as a number; people write it, and it means the year.
    cycle: {
      description: "A year, half, quarter or month, or the id of a cycle in okr.yaml.",
      anyOf: [
        { type: "string", pattern: "^[A-Za-z0-9][A-Za-z0-9-]{0,63}$" },
        { type: "integer", minimum: 1000, maximum: 9999 },
      ],
      examples: ["2026-Q4", "2026-H2", "2026-11", 2026],
    },
    cadence: text("How long a cycle lasts.", ["quarter"], { enum: CADENCES, default: "quarter" }),
    month: text("A month.", ["january"], { enum: MONTHS, default: "january" }),
    preset: text("A set of severities for the check rules.", ["strict"], {
      enum: PRESETS,
      default: "recommended",
    }),
    weekday: text("A day of the week.", ["friday"], { enum: WEEKDAYS, default: "friday" }),
    confidence: { type: "number", minimum: 0, maximum: 1, description: "From 0 to 1.", examples: [0.7] },
    metric: describeMetric(metrics),
    value: { description: "A value, as the metric has it.", anyOf: describeValues(metrics) },
  };
}

function describeMetric(metrics) {
  const names = Object.keys(metrics);
  const summaries = names.map((name) => `${name}: ${metrics[name].summary}`);
  return {
    type: "string",
    enum: names,
    default: names[0],
    description: summaries.join(" "),
    examples: names,
  };
}

/** One schema for each JSON type that values have: readers tell the metrics' values apart by type. */
function describeValues(metrics) {
  const types = new Map();
  for (const { metric, value } of Object.values(metrics)) {
    const { description, examples, ...shape } = value;
    const known = types.get(value.type);
    if (known && JSON.stringify(known.shape) !== JSON.stringify(shape))
      throw new Error(`the values of metric ${metric} have the type of another metric but not its shape`);
    if (known) known.examples.push(...examples);
    else types.set(value.type, { shape, description, examples: [...examples] });
  }
  return [...types.values()].map(({ shape, ...words }) => ({ ...shape, ...words }));
}

/** A key result knows the properties of all metrics, needs those of its own and refuses those of the others. */
function withMetrics(keyResult, metrics) {
  const names = Object.keys(keyResult.properties);
  const common = names
    .slice(0, names.indexOf("metric") + 1)
    .map((name) => [name, keyResult.properties[name]]);
  const properties = Object.fromEntries(common);
  for (const metric of Object.values(metrics))
    for (const [name, schema] of Object.entries(metric.properties)) {
      if (properties[name] && JSON.stringify(properties[name]) !== JSON.stringify(schema))
        throw new Error(`metric ${metric.metric} has a property ${name} that is something else elsewhere`);
      properties[name] = schema;
    }
  const specific = Object.keys(properties).slice(common.length);
  const allOf = Object.values(metrics).map((metric, index) => ({
    if: {
      properties: { metric: { const: metric.metric } },
      ...(index === 0 ? {} : { required: ["metric"] }),
    },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: {
      properties: Object.fromEntries(specific.map((name) => [name, name in metric.properties])),
      ...(metric.required.length > 0 ? { required: metric.required } : {}),
    },
  }));
  return { ...keyResult, properties, allOf };
}

/** JSON that puts on one line whatever fits there, and every list of words or numbers. */
function print(value, indent = "") {
  const flat = printFlat(value);
  if (typeof value !== "object" || value === null || indent.length + flat.length <= WIDTH) return flat;
  if (Array.isArray(value) && value.every((item) => typeof item !== "object")) return flat;
  const inner = `${indent}  `;
  if (Array.isArray(value))
    return `[\n${value.map((item) => inner + print(item, inner)).join(",\n")}\n${indent}]`;
  const lines = Object.entries(value).map(
    ([key, item]) => `${inner}${JSON.stringify(key)}: ${print(item, inner)}`,
  );
  return `{\n${lines.join(",\n")}\n${indent}}`;
}

function printFlat(value) {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(printFlat).join(", ")}]`;
  const pairs = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${printFlat(item)}`);
  return pairs.length === 0 ? "{}" : `{ ${pairs.join(", ")} }`;
}
