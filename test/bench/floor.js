// What reading a company costs in any case: every file is read and its YAML parsed, in one loop.
// node test/bench/floor.js FOLDER
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

const [folder = "."] = process.argv.slice(2);
let parsed = 0;
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !/\.(md|yaml)$/.test(entry.name)) continue;
  const text = readFileSync(join(entry.parentPath ?? entry.path, entry.name), "utf8");
  const end = text.startsWith("---\n") ? text.indexOf("\n---\n", 4) : -1;
  parse(end === -1 ? text : text.slice(4, end));
  parsed++;
}
console.log(parsed);
