// Loaded into a process with --import: writes the most memory it ever held, in KiB, to its file descriptor 3.
import { readFileSync, writeSync } from "node:fs";

process.on("exit", () => writeSync(3, `${highWater() ?? process.resourceUsage().maxRSS}`));

/** Linux counts what the parent held before it started us into maxRSS, but not into this. */
function highWater() {
  try {
    return /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
  } catch {
    return undefined;
  }
}
