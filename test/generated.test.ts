import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

test.each([
  ["the metric part of the schemas", ".build/generate.js"],
  ["the command manual of the README", ".build/manual.js"],
  ["the reference of the rules", ".build/rules.js"],
  ["the picture of okr status", ".build/picture.js"],
])("%s is what the code makes of it", (_, script) => {
  const { status, stderr } = spawnSync(process.execPath, [script, "--check"], {
    cwd: root,
    encoding: "utf8",
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});
