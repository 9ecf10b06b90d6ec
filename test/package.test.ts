import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { ensureBuilt } from "./support/process.ts";
import { isolatedEnvironment, temporaryFolder } from "./support/repository.ts";

const TOP = join(import.meta.dirname, "..");
const home = temporaryFolder();
const nobody = {
  ...{ GIT_AUTHOR_NAME: undefined, GIT_AUTHOR_EMAIL: undefined },
  ...{ GIT_COMMITTER_NAME: undefined, GIT_COMMITTER_EMAIL: undefined },
};
const env = {
  ...isolatedEnvironment(nobody),
  HOME: home,
  npm_config_cache: join(home, "cache"),
  npm_config_loglevel: "error",
};
const npm = (cwd: string, ...words: string[]) =>
  execFileSync("npm", words, { cwd, env, encoding: "utf8", stdio: "pipe" });

/** What `npm pack --json` says of the tarball. */
interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly version: string;
  readonly files: readonly { readonly path: string; readonly mode: number }[];
}
let packed: Packed;

beforeAll(() => {
  ensureBuilt();
  mkdirSync(join(home, "tarball"));
  // The build is there; a second one would take files away from whoever runs them now.
  [packed] = JSON.parse(
    npm(TOP, "pack", "--ignore-scripts", "--json", "--pack-destination", join(home, "tarball")),
  );
});

describe("the tarball", () => {
  test("holds the program, its schemas and examples, and nothing else", () => {
    const tops = new Set(packed.files.map(({ path }) => path.split("/")[0]));
    expect([...tops].sort()).toEqual([
      "LICENSE",
      "README.md",
      "bin",
      "dist",
      "examples",
      "package.json",
      "schemas",
    ]);
    const paths = packed.files.map(({ path }) => path);
    for (const path of [
      "bin/okr.js",
      "dist/main.js",
      "schemas/objective.schema.json",
      "examples/horizon-bank/demo.yaml",
    ])
      expect(paths).toContain(path);
    expect(paths.filter((path) => /\.(?:ts|map)$|(?:^|\/)\.|test/.test(path))).toEqual([]);
    expect(packed.files.filter(({ mode }) => mode & 0o100).map(({ path }) => path)).toEqual(["bin/okr.js"]);
  });

  test("is less than a megabyte", () => {
    expect(packed.size).toBeLessThan(1_000_000);
  });

  test("brings no dependencies, and runs nothing when it is installed", () => {
    const described = JSON.parse(readFileSync(join(TOP, "package.json"), "utf8"));
    expect([described.dependencies, described.optionalDependencies, described.peerDependencies]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    const hooks = ["preinstall", "install", "postinstall", "prepare", "preuninstall", "postuninstall"];
    expect(Object.keys(described.scripts).filter((name) => hooks.includes(name))).toEqual([]);
  });
});

test("installed in an empty folder it runs", () => {
  const folder = join(home, "elsewhere");
  mkdirSync(folder);
  const tarball = join(home, "tarball", packed.filename);
  npm(folder, "install", "--ignore-scripts", "--offline", "--no-audit", "--no-fund", "--no-save", tarball);
  expect(readdirSync(join(folder, "node_modules")).filter((name) => !name.startsWith("."))).toEqual(["okr"]);
  const okr = (...words: string[]) =>
    execFileSync(join(folder, "node_modules/.bin/okr"), words, {
      cwd: folder,
      env,
      encoding: "utf8",
      stdio: "pipe",
    });
  expect(okr("--version")).toBe(`${packed.version}\n`);
  expect(okr("demo")).toContain("Built in horizon-bank: ");
  expect(okr("-C", "horizon-bank", "status", "--at", "2026-09-11")).toContain("Horizon Bank · 2026-09-11");
  expect(
    okr("-C", "horizon-bank", "checkin", "first-week", "--plan", "Go", "--date", "2026-09-11"),
  ).toContain("committed");
});
