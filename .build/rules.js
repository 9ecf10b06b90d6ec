// Writes docs/rules.md, the reference of the rules, from the rules themselves. `--check` changes nothing and fails when it is stale.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const path = join(root, "docs/rules.md");
const PARTS = {
  "./src/commands/rules-exhibits.ts": ["exhibitsOf"],
  "./src/model/settings.ts": ["DEFAULT_SETTINGS", "PRESETS"],
  "./src/render/markdown.ts": ["markdownCode", "markdownText"],
  "./src/rules/define.ts": ["GROUPS"],
  "./src/rules/facts.ts": ["listFacts"],
  "./src/rules/facts-yaml.ts": ["exceptionLines", "settingLines"],
  "./src/rules/index.ts": ["rules"],
  "./src/rules/showcase.ts": ["showExample", "USUAL"],
};
/** What each group is about. */
const GROUP_WORDS = {
  files: "What makes files unreadable, ambiguous or wrong by themselves.",
  alignment: "Who serves what, and whether that holds together.",
  scoring: "Readings, check-ins and grades: what the numbers rest on.",
  craft: "How objectives and key results are written. These look at words, so they only warn.",
  people: "Owners, backups, coaches, and everybody's part.",
  history: "What only the commits tell: what was moved, rewritten, lost or written late.",
};
const PRESET_WORDS = {
  minimal: "only what makes a number wrong or leaves something out of it",
  recommended: "what a company wants from the first day on; the default",
  strict: "everything there is, and an error where there is no guesswork",
};

const okr = await loadParts();
const { markdownCode: code, markdownText: plain } = okr;
const facts = okr.listFacts(okr.rules, okr.DEFAULT_SETTINGS);
const page = `${await writePage()}\n`;
const before = existsSync(path) ? readFileSync(path, "utf8") : "";
if (before !== page && !process.argv.includes("--check")) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, page);
} else if (before !== page) {
  console.error("docs/rules.md is stale: run npm run generate");
  process.exitCode = 1;
}

async function writePage() {
  const groups = okr.GROUPS.map((group) => [group, facts.filter((rule) => rule.group === group)]);
  const chapters = [];
  for (const [group, those] of groups) {
    const pages = await Promise.all(those.map(describeRule));
    chapters.push(`## ${title(group)}\n\n${GROUP_WORDS[group]}\n\n${pages.join("\n\n")}`);
  }
  const contents = groups.map(
    ([group, those]) =>
      `### ${title(group)} rules\n\n${table(["rule", "what should be so", ...okr.PRESETS], those.map(contentRow))}`,
  );
  return [introduction(), ...contents, ...chapters].join("\n\n");
}

function introduction() {
  const count = (preset, severity) => facts.filter(({ presets }) => presets[preset] === severity).length;
  const presets = okr.PRESETS.map((preset) => [
    code(preset),
    PRESET_WORDS[preset],
    ...["error", "warning", "off"].map((severity) => String(count(preset, severity))),
  ]);
  const around = okr.showExample([]).around.filter(({ path: own }) => own !== "okr.yaml");
  return `<!-- Written by npm run generate from the rules themselves. -->

# Rules

\`okr check\` holds every file, and the history of all files, against these ${facts.length} rules. \`okr rules\` lists them as they hold
where you are, and \`okr rules ID\` explains one of them.

## Presets

${table(["preset", "asks for", "errors", "warnings", "off"], presets)}

\`preset: strict\` in \`okr.yaml\` chooses one.

## Severities and options

Each rule can be an \`error\`, a \`warning\` or \`off\`, whatever the preset says. Options stand beside the severity; a list of words
replaces the one that the rule brings.

${fence("yaml", "# okr.yaml\npreset: recommended\nrules:\n  missing-backup: off\n  moved-goalpost: error\n  too-many-key-results: [warning, { max: 4 }]")}

## Exceptions

Where a rule is right and this case is fine all the same, the file itself can say so, with a reason and, if it shall not hold forever,
with its last day:

${fence("yaml", `---\nkind: objective\nid: first-week\n${okr.exceptionLines({ id: "missing-backup" }, "2027-01-31").join("\n")}\n# …\n---`)}

- At the top of an objective it covers the objective, its key results and its records.
- Within a key result it covers that key result alone, within a member of a team that member, within a priority that priority.
- At the top of a team it covers that file, and what is said of the team in others; in a strategy, a record or \`okr.yaml\` that file.
- Without a reason, with a misspelt rule or past its day it covers nothing, and is itself [a finding](#invalid-exception).

## The examples

Every rule below comes with examples, which are also its tests: what it reports, with the words it uses, what it accepts, and what looks
like the matter and is fine. \`# …\` stands for what most examples have in common:

${okr.USUAL.map((file) => showFile(file, file.text)).join("\n\n")}

Around all of them, where an example does not bring its own, stands this team:

${around.map((file) => showFile(file, file.text)).join("\n\n")}

## All rules`;
}

function contentRow({ id, summary, presets }) {
  return [`[${code(id)}](#${id})`, words(summary), ...okr.PRESETS.map((preset) => presets[preset])];
}

async function describeRule(rule) {
  const { id, summary, why, presets, options, history } = rule;
  const exhibits = await okr.exhibitsOf(id);
  const severities = okr.PRESETS.map((preset) => `${preset}: **${presets[preset]}**`).join(" · ");
  const parts = [`### ${id}`, `**${words(summary)}** ${words(why)}`, severities];
  if (history) parts.push("It reads old commits, so it does not run in a clone whose history is cut off.");
  if (options.length > 0)
    parts.push(
      table(
        ["option", "default", "meaning"],
        options.map(({ name, usual, meaning }) => [code(name), describeDefault(usual), plain(meaning)]),
      ),
      ...options.flatMap(({ name, usual }) => (Array.isArray(usual) ? wordList(name, usual) : [])),
    );
  parts.push(...describeChange(rule));
  if (exhibits !== null) parts.push(...describeExamples(exhibits));
  return parts.join("\n\n");
}

function describeDefault(usual) {
  return Array.isArray(usual) ? `${usual.length} words and phrases, below` : code(String(usual));
}

function wordList(name, list) {
  return folded(
    `All of ${name}`,
    [fence("yaml", `${name}: [\n${linesOf(list).join("\n")}\n  ]`)],
    list.length,
  );
}

/** Words as lines of a list in YAML. */
function linesOf(list) {
  const lines = [];
  for (const word of list.map((one) => `${JSON.stringify(one)},`)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= 100)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(`    ${word}`);
  }
  return lines;
}

function describeChange(rule) {
  const { settable, exceptable } = rule;
  const off =
    settable === "nothing"
      ? ["It cannot be turned off: what cannot be read is missing from every number."]
      : [fence("yaml", `# okr.yaml\n${okr.settingLines(rule).join("\n")}`)];
  return exceptable ? off : [...off, "It knows no [exceptions](#exceptions)."];
}

/** One of each kind; the others are tests that say the same in more ways. */
function describeExamples({ reported: [reported], accepted: [accepted], misfires }) {
  const [misfire, ...more] = misfires;
  return [
    "**Reported**",
    describeExhibit(reported),
    ...folded("What it accepts", [describeExhibit(accepted)]),
    "**Looks like it, and is fine**",
    misfires.map((one) => `- ${words(one.why)}`).join("\n"),
    ...folded(more.length === 0 ? "That case" : "The first of these cases", [describeExhibit(misfire)]),
  ];
}

/** What not everybody wants to read at once. */
function folded(summary, parts) {
  return [`<details>\n<summary>${html(summary)}</summary>\n\n${parts.join("\n\n")}\n\n</details>`];
}

function describeExhibit({ files, commits, clone, findings, day }) {
  const parts = files.map((file) => showFile(file, file.short));
  if (commits.length > 0)
    parts.push(commits.map((commit, index) => `${index + 1}. ${plain(commit)}`).join("\n"));
  if (clone !== null) parts.push(`Seen in a ${clone} clone of it.`);
  if (findings?.length > 0)
    parts.push(`Found on ${day}:\n\n${fence("text", findings.map(showFinding).join("\n"))}`);
  return parts.join("\n\n");
}

/** A finding without its line: of most files not all is shown. */
function showFinding({ path: own, severity, message, hint }) {
  return `${own}  ${severity}  ${message}\n    → ${hint}`;
}

function showFile({ path: own }, text) {
  const shown = text.trimEnd();
  return `${code(own)}\n\n${fence(own.endsWith(".yaml") || shown.endsWith("\n---") ? "yaml" : "markdown", shown)}`;
}

/** Text of ours, in which words between backticks are code. */
function words(text) {
  return text
    .split(/`([^`]+)`/)
    .map((part, index) => (index % 2 === 1 ? code(part) : spaced(part)))
    .join("");
}

/** Escaping joins spaces; those at the ends keep a word of code apart from its neighbours. */
function spaced(text) {
  const start = text.startsWith(" ") ? " " : "";
  const end = text.length > 1 && text.endsWith(" ") ? " " : "";
  return `${start}${plain(text)}${end}`;
}

function html(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

/** Text as a block of code, whatever is in it. */
function fence(language, text) {
  const longest = (text.match(/`+/g) ?? []).reduce((most, { length }) => Math.max(most, length), 2);
  const mark = "`".repeat(longest + 1);
  return `${mark}${language}\n${text}\n${mark}`;
}

function table(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function title(group) {
  return group[0].toUpperCase() + group.slice(1);
}

async function loadParts() {
  const folder = mkdtempSync(join(tmpdir(), "okr-rules-"));
  const outfile = join(folder, "parts.mjs");
  const contents = Object.entries(PARTS)
    .map(([from, names]) => `export { ${names.join(", ")} } from "${from}";`)
    .join("\n");
  try {
    await build({
      stdin: { contents, resolveDir: root, loader: "ts" },
      ...{ bundle: true, platform: "node", target: "node20", format: "esm", outfile, logLevel: "error" },
      banner: {
        js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
      },
    });
    return await import(pathToFileURL(outfile));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
