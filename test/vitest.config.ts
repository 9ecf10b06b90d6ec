import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    dir: "test",
    include: ["**/*.test.ts"],
    globalSetup: [fileURLToPath(new URL("support/memory.ts", import.meta.url))],
    setupFiles: [fileURLToPath(new URL("support/setup.ts", import.meta.url))],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: "forks",
    // Most functions run a few hundred times in a test: what makes them fast afterwards costs more than it saves unless they are hot.
    // Later versions of Node have another compiler for that, and refuse the flag.
    execArgv: process.version.startsWith("v20.") ? ["--interrupt-budget=500000"] : [],
    // Test files share processes, which saves loading the program anew for each: they leave no state behind.
    isolate: false,
    // Tests wait for git and for locks about a tenth of their time: one more than there are processors keeps these busy.
    maxWorkers: availableParallelism() + 1,
  },
});
