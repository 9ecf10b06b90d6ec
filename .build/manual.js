// Writes the command manual of the README from the commands themselves. `--check` changes nothing and fails when it is stale.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const path = join(root, "README.md");
const START = "<!-- manual: written by npm run generate from the commands themselves -->\n";
const END = "<!-- /manual -->";

const before = readFileSync(path, "utf8");
const after = replaceBetween(before, await writeManual());
if (before !== after && !process.argv.includes("--check")) writeFileSync(path, after);
else if (before !== after) {
  console.error("the manual in README.md is stale: run npm run generate");
  process.exitCode = 1;
}

function replaceBetween(text, manual) {
  const start = text.indexOf(START);
  const end = text.indexOf(END);
  if (start === -1 || end < start) throw new Error("README.md has lost the place of its manual");
  return `${text.slice(0, start + START.length)}\n${manual}\n${text.slice(end)}`;
}

async function writeManual() {
  const { commands, Command } = await loadCommands();
  const sections = await Promise.all(
    Object.values(commands).map(async (load) => describeCommand(await load(), Command)),
  );
  return `## Commands\n\nEvery command takes \`-C DIR\` (run as if started there), \`--color\`, \`--no-color\` and \`--help\`. Data goes to stdout, everything\nelse to stderr. Exit codes: 0 fine, 1 findings, 2 something you can fix, 3 a bug of ours.\n\n${sections.join("\n")}`;
}

function describeCommand(command, Command) {
  const program = new Command(command.name);
  for (const option of Object.values(command.options)) option.install(program);
  const words = (command.arguments ?? []).map(([name]) => ` ${name}`).join("");
  const rows = [
    ...(command.arguments ?? []).map(([name, meaning]) => [name, meaning]),
    ...program.options.map(({ flags, description }) => [flags, description]),
  ];
  const table = rows.map(
    ([name, meaning]) => `| \`${name.replaceAll("|", "\\|")}\` | ${meaning.replaceAll("|", "\\|")} |`,
  );
  const examples = command.examples.join("\n");
  return `### okr ${command.name}${words}\n\n${command.summary}.\n\n| | |\n|---|---|\n${table.join("\n")}\n\n\`\`\`sh\n${examples}\n\`\`\`\n`;
}

async function loadCommands() {
  const folder = mkdtempSync(join(tmpdir(), "okr-manual-"));
  const outfile = join(folder, "commands.mjs");
  try {
    await build({
      stdin: {
        contents: 'export { commands } from "./src/commands/index.ts"; export { Command } from "commander";',
        resolveDir: root,
        loader: "ts",
      },
      bundle: true,
      platform: "node",
      target: "node20",
      format: "esm",
      outfile,
      logLevel: "error",
      banner: {
        js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
      },
    });
    return await import(pathToFileURL(outfile));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
