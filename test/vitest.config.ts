import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** The rooms whose tests only compute: they start no process and change nothing outside their own variables. */
const computing = ["model", "analysis", "rules", "render"].map((room) => `${room}/**/*.test.ts`);

export default defineConfig({
  test: {
    dir: "test",
    setupFiles: [fileURLToPath(new URL("support/setup.ts", import.meta.url))],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: "forks",
    // Tests wait for git and for locks about a tenth of their time: one more than there are processors keeps these busy.
    maxWorkers: availableParallelism() + 1,
    projects: [
      // They share a process, which saves loading the program anew for each file.
      { extends: true, test: { name: "computing", include: computing, isolate: false } },
      { extends: true, test: { name: "acting", include: ["**/*.test.ts"], exclude: computing } },
    ],
  },
});
