// Draws `okr status` of the example company as the README shows it: examples/status.svg, from the program's own output.
// node .build/picture.js [--check]
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const target = join(root, "examples/status.svg");
const COMMAND = ["status", "--at", "2026-09-11"];
const COLUMNS = 84;
const CELL = { width: 8.4, height: 18 };
const COLOURS = { 31: "#f47067", 32: "#57ab5a", 33: "#daaa3f", 35: "#b083f0", 36: "#39c5cf" };
const ESCAPE = String.fromCharCode(27);
const PLAIN = "#cdd9e5";
const DIM = "#768390";

const svg = draw(capture());
if (!process.argv.includes("--check")) writeFileSync(target, svg);
else if (readFileSync(target, "utf8") !== svg) {
  console.error("examples/status.svg is stale: run node .build/picture.js");
  process.exitCode = 1;
}

/** What the program prints, with its colours. */
function capture() {
  const home = mkdtempSync(join(tmpdir(), "okr-picture-"));
  const run = (...words) => {
    const env = { ...process.env, COLUMNS: String(COLUMNS), HOME: home, GIT_CONFIG_NOSYSTEM: "1" };
    const { stdout, stderr, status } = spawnSync(process.execPath, [join(root, "bin/okr.js"), ...words], {
      env,
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(stderr);
    return stdout;
  };
  try {
    const folder = join(home, "horizon-bank");
    run("demo", "horizon-bank", folder);
    return run("-C", folder, "--color", ...COMMAND);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** Terminal output as a picture: each run of one look is one text, stretched to the columns it takes. */
function draw(output) {
  const lines = [`$ okr ${COMMAND.join(" ")}`, "", ...output.trimEnd().split("\n")];
  const texts = lines.flatMap((line, row) => drawLine(line, row));
  const width = Math.round(COLUMNS * CELL.width + 32);
  const height = lines.length * CELL.height + 32;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="okr status in a terminal">
<rect width="100%" height="100%" rx="8" fill="#1c2128"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" xml:space="preserve">
${texts.join("\n")}
</g>
</svg>
`;
}

function drawLine(line, row) {
  const texts = [];
  let column = 0;
  let look = { fill: PLAIN, bold: false };
  for (const run of `0m${line}`.split(`${ESCAPE}[`)) {
    const [, codes, text] = /^([\d;]*)m(.*)$/.exec(run);
    look = restyle(look, codes);
    const length = [...text].length;
    if (text.trim() !== "") {
      const x = (16 + column * CELL.width).toFixed(1);
      const y = 16 + (row + 0.75) * CELL.height;
      const weight = look.bold ? ' font-weight="bold"' : "";
      texts.push(
        `<text x="${x}" y="${y}" fill="${look.fill}"${weight} textLength="${(length * CELL.width).toFixed(1)}">${escapeText(text)}</text>`,
      );
    }
    column += length;
  }
  return texts;
}

function restyle(look, codes) {
  const code = Number(codes);
  if (code === 1) return { ...look, bold: true };
  if (code === 2) return { ...look, fill: DIM };
  if (code === 22) return { fill: look.fill === DIM ? PLAIN : look.fill, bold: false };
  if (COLOURS[code]) return { ...look, fill: COLOURS[code] };
  return { fill: PLAIN, bold: false };
}

function escapeText(text) {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/ /g, "\u00a0");
}
