import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { describe, expect, test } from "vitest";
import { createContext, runCommand } from "../../src/program.ts";
import { createExplorer, EXPLORER_FILES } from "../support/explorer.ts";
import { createEmptyRepository, createRepository, type TestRepository } from "../support/repository.ts";

/** Runs the program as a process would be: in a folder, with whatever -C says among the words. */
async function okr({ env }: TestRepository, cwd: string, ...argv: string[]) {
  const said = { stdout: "", stderr: "" };
  const stream = (name: keyof typeof said) =>
    new Writable({
      write(chunk, _encoding, done) {
        said[name] += String(chunk);
        done();
      },
    }) as unknown as NodeJS.WriteStream;
  const process = {
    stdin: Readable.from([]) as unknown as NodeJS.ReadStream,
    stdout: stream("stdout"),
    stderr: stream("stderr"),
    env,
    on: () => {},
    off: () => {},
    cwd: () => cwd,
  };
  const clock = { today: () => "2026-12-01", timeOfDay: () => 0.5, random: () => 0.5 };
  const code = await runCommand(createContext({ process, clock, version: "0.0.0" }, argv), argv);
  return { code, ...said };
}

/** A bare repository with the branches of another. */
function bareOf(seed: TestRepository): TestRepository {
  const bare = createEmptyRepository({ bare: true });
  seed.git("push", "--quiet", "--all", bare.dir);
  return bare;
}

const below = (folder: string, files = EXPLORER_FILES) =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));

const READING = ["status", "score", "check", "status --json", "score --json", "check --json"];

describe("a bare repository that -C names", () => {
  const seed = createExplorer();
  const bare = bareOf(seed);

  const clone = bare.clone();

  test.each(READING)("is read as of HEAD and today: okr %s", async (line) => {
    const found = await okr(bare, seed.dir, "-C", bare.dir, ...line.split(" "));
    expect(found).toEqual(await okr(clone, clone.dir, ...line.split(" "), "--at", "2026-12-01"));
    expect([found.stderr, found.stdout]).toEqual(["", expect.stringMatching(/./)]);
  });

  test.each(READING)("is read as of a moment, as a clone is: okr %s", async (line) => {
    for (const at of ["main", "2026-11-20"]) {
      const words = [...line.split(" "), "--at", at];
      expect(await okr(bare, "/", "-C", bare.dir, ...words)).toEqual(await okr(clone, clone.dir, ...words));
    }
  });

  test("says which commit and that nothing else was read", async () => {
    const { stdout } = await okr(bare, bare.dir, "-C", ".", "status", "--json");
    expect(JSON.parse(stdout).at).toEqual({ date: "2026-12-01", commit: seed.head(), dirty: false });
  });

  test("knows who asks", async () => {
    const { code, stdout } = await okr(bare, bare.dir, "-C", ".", "score", "--mine");
    expect([code, stdout.includes("first-week")]).toEqual([0, true]);
  });

  test.each([
    "checkin first-week completion=72",
    "checkin",
    "checkin --undo",
    "checkin --from - --push",
    "new team Payments",
    "init --yes",
    "init --yes company",
    "init --dry-run",
  ])("refuses to write: okr %s", async (line) => {
    const before = readdirSync(bare.dir);
    expect(await okr(bare, "/", "-C", bare.dir, ...line.split(" "))).toEqual({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining(
        `okr: ${bare.dir} is a bare repository: there are no files to work on\n  run okr in a clone of it\n`,
      ),
    });
    expect(readdirSync(bare.dir)).toEqual(before);
  });

  test("runs nothing that its configuration names", async () => {
    const trap = bareOf(seed);
    const mark = join(trap.dir, "ran");
    for (const key of ["core.fsmonitor", "core.pager", "diff.external", "core.sshCommand", "gpg.program"])
      trap.git("config", key, `sh -c ': > ${mark}'`);
    trap.git("config", "log.showSignature", "true");
    expect((await okr(trap, "/", "-C", trap.dir, "status", "--at", "main")).code).toBe(0);
    expect(existsSync(mark)).toBe(false);
  });
});

describe("where in its tree the OKRs lie", () => {
  const status = (bare: TestRepository, ...more: string[]) =>
    okr(bare, "/", "-C", bare.dir, "status", ...more);

  test("in the only folder with an okr.yaml that no other holds", async () => {
    const bare = bareOf(
      createRepository({
        "README.md": "Everything\n",
        ...below("-teams/our okrs"),
        "-teams/our okrs/sub/okr.yaml": "version: 1\n",
      }),
    );
    expect((await status(bare)).stdout).toContain("first-week");
  });

  test("at the top, where there is an okr.yaml", async () => {
    const bare = bareOf(
      createRepository({ ...EXPLORER_FILES, "examples/a/okr.yaml": "version: 1\n", "z/okr.yaml": "" }),
    );
    expect((await status(bare)).stdout).toContain("first-week");
  });

  test("as it was at the commit asked about", async () => {
    const seed = createRepository(below("old"));
    const first = seed.head();
    seed.git("mv", "old", "new");
    seed.commit("Move");
    const bare = bareOf(seed);
    for (const at of [first, "main"]) expect((await status(bare, "--at", at)).stdout).toContain("first-week");
  });

  test.each([
    [3, "a01/, a02/, a03/"],
    [12, "a01/, a02/, a03/, a04/, a05/, a06/, a07/, a08/, a09/, a10/ and 2 more"],
  ])("not in %d folders beside each other", async (count, list) => {
    const names = Array.from({ length: count }, (_, index) => `a${String(index + 1).padStart(2, "0")}`);
    const files = names.flatMap((name) => [`${name}/okr.yaml`, `${name}/x/okr.yaml`]);
    const bare = bareOf(createRepository(Object.fromEntries(files.map((path) => [path, "version: 1\n"]))));
    expect(await status(bare)).toEqual({
      code: 2,
      stdout: "",
      stderr: `okr: ${bare.dir} holds OKRs in ${count} folders: ${list}\n  clone it, and name one of them in the clone: okr -C FOLDER …\n`,
    });
  });

  test("not in a commit without any", async () => {
    const seed = createRepository({ "README.md": "Hello\n" });
    const first = seed.head();
    seed.commit("OKRs", EXPLORER_FILES);
    expect(await status(bareOf(seed), "--at", first)).toEqual({
      code: 2,
      stdout: "",
      stderr: `okr: there was no okr.yaml on 2026-11-20 (commit ${first.slice(0, 7)})\n  the current branch has it since 2026-11-20 (commit ${seed.head().slice(0, 7)}): name that day or a later one, or a commit\n`,
    });
  });
});

describe("a bare repository that cannot answer", () => {
  test("is empty", async () => {
    const bare = createEmptyRepository({ bare: true });
    for (const more of [[], ["--at", "main"], ["--at", "2026-11-20"]])
      expect(await okr(bare, "/", "-C", bare.dir, "status", ...more)).toEqual({
        code: 2,
        stdout: "",
        stderr: `okr: there are no commits in ${bare.dir} yet\n  push a branch to it first\n`,
      });
  });

  test("has a HEAD that names no branch", async () => {
    const bare = bareOf(createExplorer());
    bare.git("symbolic-ref", "HEAD", "refs/heads/master");
    for (const more of [[], ["--at", "HEAD"], ["--at", "2026-11-20"]])
      expect(await okr(bare, "/", "-C", bare.dir, "status", ...more)).toEqual({
        code: 2,
        stdout: "",
        stderr:
          "okr: the branch master, which HEAD names, has no commits\n  name a branch that has some: --at main\n",
      });
    expect((await okr(bare, "/", "-C", bare.dir, "status", "--at", "main")).code).toBe(0);
  });

  test("is not named, only worked in", async () => {
    const bare = bareOf(createExplorer());
    for (const folder of [bare.dir, join(bare.dir, "refs")])
      expect(await okr(bare, folder, "status")).toEqual({
        code: 2,
        stdout: "",
        stderr: `okr: ${bare.dir} is a bare repository: it is read only where you name it\n  name it: okr -C ${bare.dir} status\n`,
      });
  });

  test("is not one of these: a working tree in which somebody committed what looks like one", async () => {
    const seed = createExplorer();
    const evil = createEmptyRepository({ bare: true });
    for (const [name, text] of [
      ["HEAD", "ref: refs/heads/main\n"],
      ["objects/x", ""],
      ["refs/x", ""],
      ["config", "[core]\n\trepositoryformatversion = 0\n\tbare = true\n"],
    ] as const)
      seed.write(name, text);
    seed.commit("Bait");
    expect(evil.git("--git-dir", seed.dir, "rev-parse", "--is-bare-repository")).toBe("true");
    expect((await okr(seed, "/", "-C", seed.dir, "status")).stdout).toContain("first-week");
  });
});

describe("the .git of a working tree", () => {
  const seed = createExplorer();
  test("means the working tree around it", async () => {
    seed.write("okr.yaml", "version: 1\nname: Not committed\n");
    const { stdout } = await okr(seed, "/", "-C", seed.path(".git"), "status", "--json");
    expect(JSON.parse(stdout).at).toMatchObject({ dirty: true });
  });

  test("takes no OKRs of its own", async () => {
    const before = readdirSync(seed.path(".git"));
    const { code, stderr } = await okr(seed, "/", "-C", seed.path(".git"), "init", "--yes", "x");
    expect([code, readdirSync(seed.path(".git"))]).toEqual([2, before]);
    expect(stderr).not.toContain("bug");
    const empty = createRepository({ "README.md": "" });
    expect((await okr(empty, "/", "-C", empty.path(".git"), "init", "--yes")).stderr).toContain(
      `okr: ${empty.path(".git")} is the folder of git itself: there are no files to work on\n  run okr in the working tree\n`,
    );
    expect((await okr(empty, "/", "-C", empty.path(".git"), "status")).stderr).toContain(
      `okr: no okr.yaml in ${empty.path(".git")} or above it\n`,
    );
  });
});
