import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    dir: "test",
    include: ["**/*.test.ts"],
    setupFiles: [fileURLToPath(new URL("support/setup.ts", import.meta.url))],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: "forks",
    // By itself vitest leaves one processor idle, which on two is half of them.
    maxWorkers: availableParallelism(),
  },
});
