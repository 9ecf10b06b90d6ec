// Builds the example company in a new folder and shows its status and a score: the README's first command.
import { spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../bin/okr.js", import.meta.url));
const folder = join(mkdtempSync(join(tmpdir(), "okr-demo-")), "horizon-bank");
for (const words of [
  ["demo", "horizon-bank", folder],
  ["-C", folder, "status", "--at", "2026-09-11"],
  ["-C", folder, "score", "first-week", "--at", "2026-09-11"],
]) {
  console.log(`\n$ okr ${words.join(" ")}\n`);
  const { status } = spawnSync(process.execPath, [program, ...words], { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
console.log(`\nThe company is yours to play with: cd ${folder}`);
