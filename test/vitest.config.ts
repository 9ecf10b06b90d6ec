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
    // Test files share processes, which saves loading the program anew for each: they leave no state behind.
    isolate: false,
    // Tests wait for git and for locks about a tenth of their time: one more than there are processors keeps these busy.
    maxWorkers: availableParallelism() + 1,
  },
});
