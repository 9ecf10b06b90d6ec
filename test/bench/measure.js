import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/**
 * @typedef {{ argv: string[], cwd: string }} Run one process: the program and its arguments
 * @typedef {{ wall: number, cpu: number }} Cost in seconds; `cpu` is user + system of the process and all it waited for
 * @typedef {{ median: number, least: number, most: number }} Spread
 */

/** Nothing of the configuration of whoever measures: a NODE_EXTRA_CA_CERTS alone makes node start three times as slowly. */
const ENVIRONMENT = {
  PATH: process.env.PATH,
  HOME: "/nonexistent",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_NOSYSTEM: "1",
  NO_COLOR: "1",
};

/** Bash's own `time` reads what the kernel counted for the child and its children, in milliseconds. */
const TIMED = 'TIMEFORMAT="%3R %3U %3S"; time "$@" >/dev/null 2>&3';

/** What one process costs. Throws when it fails. @param {Run} run @returns {Cost} */
export function measureRun({ argv, cwd }) {
  const result = spawnSync("bash", ["-c", TIMED, "bash", ...argv], {
    cwd,
    env: ENVIRONMENT,
    encoding: "utf8",
    stdio: ["ignore", "ignore", "pipe", "pipe"],
  });
  if (result.error) throw result.error;
  if (result.status !== 0) throw failure(argv, result.status, result.output[3] ?? "");
  const [wall = 0, user = 0, system = 0] = result.stderr.trim().split(/\s+/).map(Number);
  return { wall, cpu: user + system };
}

/** The most memory one node process holds at a time, in MiB. @param {Run} run */
export function measurePeak({ argv: [node = process.execPath, ...args], cwd }) {
  const peak = fileURLToPath(new URL("peak.js", import.meta.url));
  const { status, output, error } = spawnSync(node, ["--import", peak, ...args], {
    cwd,
    env: ENVIRONMENT,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    stdio: ["ignore", "ignore", "pipe", "pipe"],
  });
  if (error) throw error;
  if (status !== 0) throw failure(args, status, output[2] ?? "");
  return Number(output[3]) / 1024;
}

/** Runs a process that prepares something. Returns what it printed. @param {Run} run */
export function run({ argv: [program = "", ...args], cwd }) {
  const options = { cwd, env: ENVIRONMENT, encoding: /** @type {const} */ ("utf8"), maxBuffer: 2 ** 28 };
  const { status, stdout, stderr, error } = spawnSync(program, args, options);
  if (error) throw error;
  if (status !== 0) throw failure([program, ...args], status, stderr);
  return stdout;
}

/**
 * Measures several processes in turn, A B A B …, so that whatever else the machine does falls on all of them alike. The first
 * round warms up and is not counted.
 * @param {number} rounds
 * @param {readonly (() => Run)[]} makers each makes the run of the next round
 * @returns {Cost[][]} the costs of each round, in the order of the makers
 */
export function measureInTurn(rounds, makers) {
  const costs = [];
  for (let round = 0; round <= rounds; round++) costs.push(makers.map((make) => measureRun(make())));
  return costs.slice(1);
}

/** @param {readonly number[]} values @returns {Spread} */
export function spreadOf(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const low = sorted[Math.ceil(middle) - 1] ?? Number.NaN;
  const high = sorted[Math.floor(middle)] ?? Number.NaN;
  return { median: (low + high) / 2, least: sorted[0] ?? Number.NaN, most: sorted.at(-1) ?? Number.NaN };
}

/** @param {string[]} argv @param {number | null} status @param {string} said */
function failure(argv, status, said) {
  return new Error(`${argv.join(" ").slice(0, 200)} ended with ${status}: ${said.trim().slice(0, 2000)}`);
}
