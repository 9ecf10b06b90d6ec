import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { type Ended, runProcess } from "../support/process.ts";
import {
  createEmptyRepository,
  createRepository,
  isolatedEnvironment,
  type TestRepository,
  temporaryFolder,
} from "../support/repository.ts";

const TOP = join(import.meta.dirname, "../..");
const { version } = JSON.parse(readFileSync(join(TOP, "package.json"), "utf8"));
const TAG = `v${version}`;
const MAJOR = TAG.split(".")[0] as string;

/** Stands in for building where what is built plays no part: bundles a file into the folder it is asked for. */
const QUICK_BUILD = `import { mkdirSync, writeFileSync } from "node:fs";
mkdirSync(process.argv[3]);
writeFileSync(process.argv[3] + "/main.js", "");
`;

/** The sources as they lie here, in a repository of their own. */
function copySources(): TestRepository {
  const repo = createEmptyRepository();
  const list = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
  const paths = execFileSync("git", list, { cwd: TOP, encoding: "utf8" }).split("\0").filter(Boolean);
  for (const path of new Set(paths)) {
    if (!existsSync(join(TOP, path))) continue;
    mkdirSync(dirname(repo.path(path)), { recursive: true });
    cpSync(join(TOP, path), repo.path(path));
  }
  symlinkSync(join(TOP, "node_modules"), repo.path("node_modules"));
  mkdirSync(repo.path(".git/info"), { recursive: true });
  writeFileSync(repo.path(".git/info/exclude"), "node_modules\n");
  repo.commit("Sources");
  return repo;
}

const release = (repo: TestRepository, ...words: string[]): Promise<Ended> =>
  runProcess([process.execPath, ".build/release.js", ...words], { cwd: repo.dir, env: repo.env });

let repo: TestRepository;
let ended: Ended;
let before: readonly unknown[];
const standing = () => [repo.head(), repo.git("branch"), repo.index(), repo.status()];
beforeAll(async () => {
  repo = copySources();
  before = standing();
  ended = await release(repo, version);
});

describe("npm run release", () => {
  test("tags a commit on top of this one, and leaves everything else as it was", () => {
    expect(ended).toMatchObject({ code: 0, stderr: "" });
    expect(ended.stdout).toContain(`${TAG} and ${MAJOR} are `);
    expect(standing()).toEqual(before);
    expect(existsSync(repo.path("dist"))).toBe(false);
    expect(repo.git("rev-parse", `${TAG}^{commit}^`)).toBe(repo.head());
    expect(repo.git("rev-parse", `${MAJOR}^{commit}`)).toBe(repo.git("rev-parse", `${TAG}^{commit}`));
    expect(repo.problems()).toEqual([]);
  });

  test("the commit brings the bundle, and takes nothing but what only building needs", () => {
    const changes = repo.changes(TAG);
    expect(changes.filter((line) => !line.startsWith("A dist/"))).toEqual([
      "D package-lock.json",
      "M package.json",
    ]);
    for (const path of ["dist/main.js", "dist/action.js", "dist/THIRD-PARTY-LICENSES.txt"])
      expect(changes).toContain(`A ${path}`);
    const manifest = JSON.parse(repo.git("show", `${TAG}:package.json`));
    const { scripts, devDependencies, ...rest } = JSON.parse(repo.read("package.json"));
    expect([manifest, typeof scripts, typeof devDependencies]).toEqual([rest, "object", "object"]);
  });

  test.each([
    ["another version", ["9.9.9"], /package\.json has version .*, not 9\.9\.9/],
    ["no version", [], /not none: name it/],
    ["the same one again", [version], /the tag .* is there already/],
  ])("%s is refused", async (_, words, message) => {
    const refused = await release(repo, ...words);
    expect(refused.stderr).toMatch(message);
    expect(refused.code).toBe(1);
    expect(standing()).toEqual(before);
  });

  test("so is a tree that is not clean", async () => {
    repo.write("new.txt", "hi\n");
    const refused = await release(repo, version);
    expect([refused.code, refused.stderr]).toEqual([
      1,
      "not released: the working tree is not clean: ?? new.txt\n",
    ]);
    expect(repo.git("tag")).toBe([MAJOR, TAG].sort().join("\n"));
  });

  test("the next one takes the tag of the major version along", async () => {
    const next = repo.clone();
    symlinkSync(join(TOP, "node_modules"), next.path("node_modules"));
    writeFileSync(next.path(".git/info/exclude"), "node_modules\n");
    const later = version.replace(/\d+$/, "999");
    next.commit("Next", {
      "package.json": next.read("package.json").replace(version, later),
      ".build/build.js": QUICK_BUILD,
    });
    expect(await release(next, later)).toMatchObject({ code: 0 });
    const idOf = (name: string) => next.git("rev-parse", `${name}^{commit}`);
    expect(idOf(MAJOR)).toBe(idOf(`v${later}`));
    expect(idOf(TAG)).toBe(repo.git("rev-parse", `${TAG}^{commit}`));
    expect(idOf(`${TAG}^`)).not.toBe(idOf(`v${later}^`));
    const candidate = `${later}-rc.1`;
    next.commit("Candidate", { "package.json": next.read("package.json").replace(later, candidate) });
    expect(await release(next, candidate)).toMatchObject({ code: 0 });
    expect(idOf(MAJOR)).toBe(idOf(`v${later}`));
  });
});

describe("what is at the tag", () => {
  const env = { ...isolatedEnvironment(), npm_config_loglevel: "error" };
  let checkout: string;
  beforeAll(async () => {
    checkout = join(temporaryFolder(), "okr");
    repo.git("clone", "--quiet", "--branch", TAG, repo.dir, checkout);
  });

  test("runs as it is", async () => {
    const { code, stdout } = await runProcess([process.execPath, "bin/okr.js", "--version"], {
      cwd: checkout,
      env,
    });
    expect([code, stdout]).toEqual([0, `${version}\n`]);
  });

  test("is an action", async () => {
    const { main, using } = parse(readFileSync(join(checkout, "action.yml"), "utf8")).runs;
    expect(using).toBe("node24");
    const okrs = createRepository({ "okr.yaml": "version: 1\n", "okrs/a.md": "---\nkind: nothing\n---\n" });
    const output = join(temporaryFolder(), "output");
    const { code, stdout } = await runProcess([process.execPath, join(checkout, main)], {
      cwd: okrs.dir,
      env: { ...env, GITHUB_WORKSPACE: okrs.dir, GITHUB_OUTPUT: output, GITHUB_EVENT_NAME: "schedule" },
    });
    expect(stdout).toMatch(/^::error .*file=okrs\/a\.md/m);
    expect([code, readFileSync(output, "utf8")]).toEqual([1, "errors=1\nwarnings=0\nchanged=\ndiff-file=\n"]);
  });

  test("is what pre-commit installs: nothing is built, nothing is fetched", async () => {
    const npm = async (...words: string[]) => {
      const cache = { npm_config_cache: join(temporaryFolder(), "cache"), npm_config_offline: "true" };
      const ended = await runProcess(["npm", ...words], { cwd: checkout, env: { ...env, ...cache } });
      expect(ended).toMatchObject({ code: 0 });
      return ended.stdout.trim();
    };
    await npm(
      "install",
      "--include=dev",
      "--include=prod",
      "--ignore-prepublish",
      "--no-progress",
      "--no-save",
    );
    const tarball = await npm("pack");
    const prefix = temporaryFolder();
    await npm("install", "--global", "--prefix", prefix, join(checkout, tarball));
    const [hook] = parse(readFileSync(join(checkout, ".pre-commit-hooks.yaml"), "utf8"));
    const [program, ...words] = hook.entry.split(" ");
    const broken = "---\nkind: nothing\n---\n";
    const okrs = createRepository({ "okr.yaml": "version: 1\n", "okrs/old.md": broken });
    okrs.write("okrs/a.md", broken);
    const { code, stdout } = await runProcess([join(prefix, "bin", program), ...words], {
      cwd: okrs.dir,
      env,
    });
    expect(stdout).toContain("okrs/a.md");
    expect(stdout).not.toContain("okrs/old.md");
    expect(code).toBe(1);
  });
});
