// Compiles the schemas to src/store/validators.js and bundles the program into dist/.
// node .build/build.js [ENTRY] [FOLDER]
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { _, Ajv2020 } from "ajv/dist/2020.js";
import standalone from "ajv/dist/standalone/index.js";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
/** The schema of each export of the validators. */
const KINDS = {
  okr: "okr",
  strategy: "strategy",
  team: "team",
  objective: "objective",
  checkIn: "check-in",
  retrospective: "retrospective",
};
/** Keywords that only say something to people; the validators do without. */
const WORDS = new Set(["$comment", "default", "description", "examples", "title"]);
/** Keywords whose own keys are names, not keywords. */
const MAPS = new Set(["$defs", "patternProperties", "properties"]);
/** What the compiled code refers to. */
const PREAMBLE = `
  import { isDay } from "./src/model/day.ts";
  const formats = { date: isDay };
  const append = (errors, more) => {
    if (errors === null) return more;
    for (const error of more) errors.push(error);
    return errors;
  };
`;
const OPTIONS = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  target: "node20",
  format: "esm",
  charset: "utf8",
  minify: process.env.OKR_PLAIN === undefined,
  metafile: true,
  logLevel: "warning",
};

/** The examples of rules are made when somebody looks at them, not each time the program starts: that takes half as long as node. */
const LATE_EXAMPLES = {
  name: "late-examples",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/]rules[\\/][a-z-]+\.ts$/ }, ({ path }) => {
      const before = readFileSync(path, "utf8");
      const contents = before.replace(
        /\n {2}examples: (\{\n[\s\S]*?\n {2}\}),\n\}\);\n/,
        "\n  get examples() { return $1; },\n});\n",
      );
      if (before === contents && /= defineRule\(/.test(before))
        throw new Error(`${path}: a rule ends with its examples`);
      return { contents, loader: "ts" };
    });
  },
};

const [entry = "src/main.ts", folder = "dist"] = process.argv.slice(2);
if (!basename(resolve(root, folder)).startsWith("dist"))
  throw new Error(`${folder} would be emptied: its name has to begin with dist`);
try {
  await bundleProgram(resolve(root, entry), resolve(root, folder), await compileSchemas());
} catch (error) {
  // esbuild has printed its errors by now.
  if (!Array.isArray(error.errors)) throw error;
  process.exitCode = 1;
}

/** Writes the validators and returns the files that went into them. */
async function compileSchemas() {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: true,
    messages: false,
    inlineRefs: false,
    formats: { date: () => true },
    code: { esm: true, lines: false, source: true, formats: _`formats` },
  });
  // The schemas use neither, and code that keeps track of them is a tenth larger.
  Object.assign(ajv.opts, { dynamicRef: false, unevaluated: false });
  const names = {};
  for (const [name, kind] of Object.entries(KINDS)) {
    const schema = dropWords(JSON.parse(readFileSync(`${root}schemas/${kind}.schema.json`, "utf8")));
    ajv.addSchema(schema);
    names[name] = schema.$id;
  }
  const code = inLinearTime(standalone.default(ajv, names));
  const digest = createHash("sha256").update(code).digest("hex").slice(0, 12);
  const contents = `${PREAMBLE}${code}\nexport const digest = "${digest}";`;
  const { metafile } = await build({
    ...OPTIONS,
    stdin: { contents, resolveDir: root },
    outfile: "src/store/validators.js",
  });
  return Object.keys(metafile.inputs);
}

/** Ajv copies all errors so far for each reference that fails, which a hostile file turns into seconds. */
function inLinearTime(code) {
  const copying = /(\w+) === null \? (\w+)\.errors : \1\.concat\(\2\.errors\)/g;
  if (!copying.test(code)) throw new Error("ajv joins errors in another way now: look at inLinearTime");
  return code.replace(copying, "append($1, $2.errors)");
}

function dropWords(schema) {
  if (typeof schema !== "object" || schema === null) return schema;
  if (Array.isArray(schema)) return schema.map(dropWords);
  const kept = Object.entries(schema).filter(([keyword]) => !WORDS.has(keyword));
  return Object.fromEntries(
    kept.map(([keyword, value]) => [keyword, MAPS.has(keyword) ? dropWordsOfEach(value) : dropWords(value)]),
  );
}

function dropWordsOfEach(map) {
  return Object.fromEntries(Object.entries(map).map(([name, schema]) => [name, dropWords(schema)]));
}

/**
 * Bundles the entry as `main.js` and the action of GitHub workflows as `action.js`, with what they share and load lazily in `chunks/`
 * and the licences of all that is inside.
 */
async function bundleProgram(entryPath, outdir, compiledFrom) {
  const { version } = JSON.parse(readFileSync(`${root}package.json`, "utf8"));
  const { metafile, outputFiles } = await build({
    ...OPTIONS,
    entryPoints: { main: entryPath, action: resolve(root, "src/action.ts") },
    outdir,
    splitting: true,
    chunkNames: "chunks/[name]-[hash]",
    legalComments: "linked",
    define: { __OKR_VERSION__: JSON.stringify(version) },
    plugins: [LATE_EXAMPLES],
    write: false,
  });
  rmSync(outdir, { recursive: true, force: true });
  for (const { path, text } of outputFiles) write(path, path.endsWith(".js") ? withRequire(text) : text);
  const inputs = [...compiledFrom, ...Object.keys(metafile.inputs)];
  write(join(outdir, "THIRD-PARTY-LICENSES.txt"), collectLicences(inputs));
  report(outputFiles);
}

function write(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** A bundled CommonJS package asks for Node's own modules through `require`, which a module does not have. */
function withRequire(code) {
  if (!code.includes("Dynamic require of")) return code;
  return `import{createRequire as okrRequire}from"node:module";const require=okrRequire(import.meta.url);${code}`;
}

/** The licence texts of the packages that hold these files, by name. */
function collectLicences(inputs) {
  const folders = new Set(inputs.map(packageFolder).filter(Boolean));
  const texts = [...folders].map((path) => {
    const { name, version, license } = JSON.parse(readFileSync(join(path, "package.json"), "utf8"));
    const files = readdirSync(path).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
    if (files.length === 0 && !license) throw new Error(`${name} says nothing of its licence`);
    const text = files.map((file) => readFileSync(join(path, file), "utf8").trim()).join("\n\n");
    return `${name} ${version} (${license})\n\n${text || `Licensed under ${license}.`}\n`;
  });
  return texts.sort().join(`\n${"-".repeat(80)}\n\n`);
}

function packageFolder(input) {
  const path = resolve(root, input);
  const inside = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path.replaceAll("\\", "/"))?.[1];
  return inside && existsSync(join(inside, "package.json")) ? inside : null;
}

function report(outputFiles) {
  const scripts = outputFiles.filter(({ path }) => path.endsWith(".js"));
  const sizes = scripts.map(({ contents }) => contents.length);
  const sizeOf = (name) => sizes[scripts.findIndex(({ path }) => basename(path) === name)];
  const kib = (bytes) => `${(bytes / 1024).toFixed(0)} KiB`;
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const entries = ["main.js", "action.js"];
  const said = entries.map((name) => `${name} ${kib(sizeOf(name))}`).join(", ");
  console.log(`${said}, ${sizes.length - entries.length} chunks, ${kib(total)} in all`);
}
