import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { readSteps, runSteps, writeSteps } from "../support/transcript.ts";

const here = fileURLToPath(new URL(".", import.meta.url));
const documents = [
  join(here, "../../README.md"),
  ...readdirSync(here)
    .filter((name) => name.endsWith(".md"))
    .map((name) => join(here, name)),
];

describe.concurrent("what the documents show is what the program does", () => {
  test.each(documents)("%s", { timeout: 120_000 }, async (path) => {
    const document = readFileSync(path, "utf8");
    const steps = readSteps(document);
    expect(steps.length).toBeGreaterThan(3);
    const home = mkdtempSync(join(tmpdir(), "okr-transcript-"));
    try {
      const outputs = await runSteps(steps, home);
      if (process.env.UPDATE) writeFileSync(path, writeSteps(document, outputs));
      else
        expect(steps.map((step, index) => `line ${step.line}: $ ${step.command}\n${outputs[index]}`)).toEqual(
          steps.map((step) => `line ${step.line}: $ ${step.command}\n${step.output}`),
        );
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  });
});
