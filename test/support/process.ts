import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../..", import.meta.url));

/** The program as it is installed, and with the day and the chance of TRANSCRIPT_DAY and TRANSCRIPT_STEP. */
export const OKR = `${folder}bin/okr.js`;
export const OKR_ON_A_DAY = `${folder}test/support/okr.js`;

/** Builds the program where nobody has; `npm test` does that first. */
export function ensureBuilt(): void {
  if (existsSync(`${folder}dist/main.js`)) return;
  const { status, stderr } = spawnSync(process.execPath, [".build/build.js"], {
    cwd: folder,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
}

/** How a process ended, and what it printed. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end in a folder, with exactly this environment. */
export function runProcess(
  command: readonly string[],
  options: { cwd: string; env: Readonly<Record<string, string | undefined>>; input?: string },
): Promise<Ended> {
  const [file = "", ...words] = command;
  return new Promise((resolve, reject) => {
    const child = spawn(file, words, { cwd: options.cwd, env: { ...options.env } });
    const printed = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const)
      child[name].setEncoding("utf8").on("data", (text: string) => {
        printed[name] += text;
      });
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal, ...printed }));
    child.stdin.on("error", () => {});
    child.stdin.end(options.input ?? "");
  });
}
