import type { Clock } from "./context.ts";

declare const __OKR_VERSION__: string | undefined;
/** Of the program: `0.1.0`. */
export const version = typeof __OKR_VERSION__ === "string" ? __OKR_VERSION__ : "0.0.0";

/** Runs the program of this process: arguments in, exit code out. Only here is it known what time it is, and chance. */
export async function main(clock: Clock = systemClock): Promise<void> {
  const argv = process.argv.slice(2);
  // Scripts ask for the version often; that needs nothing else.
  if (argv.length === 1 && argv[0] === "--version") {
    process.stdout.write(`${version}\n`);
    return;
  }
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    process.stderr.write(`okr: the output could not be written: ${error.message}\n`);
    process.exit(2);
  });
  // Where nobody listens any more there is nobody to tell.
  process.stderr.on("error", () => {});
  const { createContext, runCommand } = await import("./program.ts");
  process.exitCode = await runCommand(createContext({ process, clock, version }, argv), argv);
}

/** The clock and the chance of this machine. */
export const systemClock: Clock = {
  today() {
    const now = new Date();
    const two = (number: number) => String(number).padStart(2, "0");
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  },
  timeOfDay() {
    const now = new Date();
    return (now.getHours() * 3600 + now.getMinutes() * 60 + now.getSeconds()) / 86_400;
  },
  random: Math.random,
};
