// Measures whole processes against what the machine must do in any case, and prints a table.
// node test/bench/bench.js [--pairs N] [--row NAME]… [--large] [--program bin/okr.js]
import { availableParallelism, cpus } from "node:os";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { rows } from "./rows.js";
import { Worlds } from "./worlds.js";

/**
 * @typedef {import("./rows.js").Row} Row
 * @typedef {import("./rows.js").Result} Result
 */

const { values } = parseArgs({
  options: {
    pairs: { type: "string", default: "9" },
    row: { type: "string", multiple: true, default: [] },
    large: { type: "boolean", default: false },
    program: { type: "string", default: fileURLToPath(new URL("../../bin/okr.js", import.meta.url)) },
  },
});
const pairs = Number(values.pairs);
if (!Number.isInteger(pairs) || pairs < 1) throw new Error(`--pairs ${values.pairs} is no number of pairs`);
const unknown = values.row.filter((name) => !rows.some((row) => row.name === name));
if (unknown.length > 0)
  throw new Error(`no row ${unknown[0]}; there are ${rows.map(({ name }) => name).join(", ")}`);
const wanted = rows.filter(({ name, large }) =>
  values.row.length > 0 ? values.row.includes(name) : values.large || !large,
);

const worlds = new Worlds();
process.once("SIGINT", () => {
  worlds.remove();
  process.exit(130);
});
try {
  console.log(
    `${pairs} pairs, node ${process.version}, ${availableParallelism()} × ${cpus()[0]?.model ?? "?"}\n`,
  );
  console.log("| job | floor | budget | user + sys | wall | |");
  console.log("|---|---|---|---|---|---|");
  for (const row of wanted) console.log(measureRow(row));
} finally {
  worlds.remove();
}

/** One line of the table; a row that cannot run says why, and makes the exit code 1. @param {Row} row */
function measureRow(row) {
  const { job, floor, budget } = row;
  try {
    const result = row.measure({ worlds, program: resolve(values.program), pairs });
    const cells = [named(job, result.job), named(floor, result.floor), budget, ...measuredCells(result)];
    const verdict = result.over === null ? "" : result.over ? "**over**" : "ok";
    return `| ${cells.join(" | ")} | ${verdict} |`;
  } catch (error) {
    process.exitCode = 1;
    const why = String(error instanceof Error ? error.message : error).replace(/[|\n]/g, " ");
    return `| ${job} | ${floor} | ${budget} | failed: ${why} | | |`;
  }
}

/** @param {Result} result */
function measuredCells({ cpu, wall, measured }) {
  return measured === null
    ? [cpu, wall].map((spread) => (spread === null ? "" : ratio(spread)))
    : [measured, ""];
}

/** @param {string} what @param {string} time */
function named(what, time) {
  return time === "" ? what : `${what} (${time})`;
}

/** @param {import("./measure.js").Spread} spread */
function ratio({ median, least, most }) {
  return `${median.toFixed(2)} × (${least.toFixed(2)}–${most.toFixed(2)})`;
}
