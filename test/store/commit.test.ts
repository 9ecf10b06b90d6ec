import { execFileSync, spawn, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { buildSync } from "esbuild";
import { describe, expect, test } from "vitest";
import { type Change, commitFiles, type Landed, writeChanges } from "../../src/store/commit.ts";
import {
  createEmptyRepository,
  createRepository,
  isolatedEnvironment,
  type TestRepository,
  temporaryFolder,
} from "../support/repository.ts";

const RECORD = "okrs/2026-Q4/first-week/2026-11-20-check-in-hk3x8ta.md";
const CHECK_IN: Change = { path: RECORD, content: "---\nkind: check-in\n---\n" };

/** Commits a check-in, in a root that may be below the top. */
async function checkIn(
  repo: TestRepository,
  { changes = [CHECK_IN], root = repo.dir, env = repo.env, patience = 5000 } = {},
): Promise<Landed> {
  return commitFiles(await repo.open(env, root), root, {
    changes,
    message: "Check in first-week\n",
    patience,
  });
}

/** All that a refused commit must leave as it was. */
function stateOf(repo: TestRepository): unknown {
  const commits =
    repo.tryGit("rev-parse", "--verify", "-q", "HEAD") === 0 ? repo.git("log", "--format=%H") : "";
  return { commits, index: repo.index(), status: repo.status(), staged: repo.git("diff", "--cached") };
}

/** A tree in every state of unfinished work: staged, partly staged, dirty, deleted, renamed, untracked. */
function makeBusy(repo: TestRepository): void {
  const names = ["staged", "partly", "dirty", "deleted", "renamed"];
  repo.commit("Files", Object.fromEntries(names.map((name) => [`${name}.md`, `${name}\none\ntwo\n`])));
  repo.write("staged.md", "staged\n");
  repo.write("partly.md", "first\n");
  repo.write("added.md", "added\n");
  repo.git("add", "staged.md", "partly.md", "added.md");
  repo.write("partly.md", "first\nsecond\n");
  repo.write("dirty.md", "dirt\n");
  rmSync(repo.path("deleted.md"));
  repo.git("mv", "renamed.md", "moved.md");
  repo.write("untracked.md", "new\n");
  repo.write("intended.md", "later\n");
  repo.git("add", "--intent-to-add", "intended.md");
}

describe("a commit contains exactly its files", () => {
  test("one new file", async () => {
    const repo = createRepository();
    const landed = await checkIn(repo);
    expect(landed).toEqual({ commit: repo.head(), branch: "main", warnings: [], said: "" });
    expect(repo.changes()).toEqual([`A ${RECORD}`]);
    expect(repo.git("log", "-1", "--format=%an %B")).toBe("Ana Souza Check in first-week");
    expect([repo.status(), repo.problems()]).toEqual([[], []]);
  });

  test("a message keeps its lines that begin with #", async () => {
    const repo = createRepository();
    repo.git("config", "commit.cleanup", "strip");
    repo.git("config", "i18n.commitEncoding", "latin1");
    await commitFiles(await repo.open(), repo.dir, { changes: [CHECK_IN], message: "Größe\n\n# 1 €\n" });
    expect(repo.git("log", "-1", "--encoding=UTF-8", "--format=%B")).toBe("Größe\n\n# 1 €");
  });

  test("edits, deletions and new files together; what else is staged or dirty stays", async () => {
    const repo = createRepository({ "okr.yaml": "version: 1\n", "edit.md": "a\n", "delete.md": "b\n" });
    makeBusy(repo);
    const before = { status: repo.status(), staged: repo.git("diff", "--cached"), index: repo.index() };
    const changes: Change[] = [
      CHECK_IN,
      { path: "edit.md", content: "a2\n", expected: "a\n" },
      { path: "delete.md", content: null },
    ];
    const landed = await checkIn(repo, { changes });
    expect(landed.warnings).toEqual([]);
    expect(repo.changes()).toEqual(["D delete.md", "M edit.md", `A ${RECORD}`]);
    expect({ status: repo.status(), staged: repo.git("diff", "--cached") }).toEqual({
      status: before.status,
      staged: before.staged,
    });
    expect(repo.problems()).toEqual([]);
  });

  test("on an unborn branch, with other files staged", async () => {
    const repo = createEmptyRepository();
    repo.write("other.md", "x\n");
    repo.git("add", "other.md");
    const landed = await checkIn(repo);
    expect([landed.branch, repo.changes(), repo.status()]).toEqual([
      "main",
      [`A ${RECORD}`],
      ["A  other.md"],
    ]);
  });

  test("on a detached HEAD, with a warning", async () => {
    const repo = createRepository();
    repo.git("switch", "--quiet", "--detach");
    const landed = await checkIn(repo);
    expect(landed).toMatchObject({ branch: null, commit: repo.head() });
    expect(landed.warnings).toEqual([expect.stringContaining("HEAD is detached")]);
  });

  test("in a linked working tree, which leaves the main one alone", async () => {
    const repo = createRepository();
    const linked = repo.worktree("side");
    expect((await checkIn(linked)).branch).toBe("side");
    expect([linked.changes(), repo.subjects(), repo.status()]).toEqual([[`A ${RECORD}`], ["Begin"], []]);
  });

  test("in a folder of a monorepo whose name looks like a pattern", async () => {
    const repo = createRepository({ "our [okr]* ü/okr.yaml": "version: 1\n", "our o x ü/okr.yaml": "" });
    makeBusy(repo);
    const before = repo.status();
    await checkIn(repo, { root: repo.path("our [okr]* ü") });
    expect([repo.changes(), repo.status()]).toEqual([[`A our [okr]* ü/${RECORD}`], before]);
  });

  test("a file that was deleted but is still in the index is written anew", async () => {
    const repo = createRepository({ "a.md": "before\n" });
    rmSync(repo.path("a.md"));
    await checkIn(repo, { changes: [{ path: "a.md", content: "after\n" }] });
    expect([repo.changes(), repo.status()]).toEqual([["M a.md"], []]);
  });

  test("what was dirty in an edited file comes along, with a warning", async () => {
    const repo = createRepository({ "a.md": "one\n" });
    repo.write("a.md", "one\ndirty\n");
    const changes = [{ path: "a.md", content: "two\ndirty\n", expected: "one\ndirty\n" }];
    expect((await checkIn(repo, { changes })).warnings).toEqual([
      "the commit also holds what was changed before in a.md",
    ]);
  });

  test("with core.autocrlf", async () => {
    const repo = createRepository();
    repo.git("config", "core.autocrlf", "true");
    const changes = [CHECK_IN, { path: "crlf.md", content: "a\r\nb\r\n" }];
    expect((await checkIn(repo, { changes })).warnings).toEqual([]);
    expect(repo.git("cat-file", "-p", "HEAD:crlf.md")).toBe("a\nb");
    expect([repo.read("crlf.md"), repo.status()]).toEqual(["a\r\nb\r\n", []]);
  });

  test("whatever GIT_DIR and GIT_INDEX_FILE say", async () => {
    const [repo, other] = [createRepository(), createRepository()];
    const before = stateOf(other);
    const env = { ...repo.env, GIT_DIR: other.path(".git"), GIT_INDEX_FILE: other.path(".git/index") };
    expect((await checkIn(repo, { env })).commit).toBe(repo.head());
    expect([repo.changes(), stateOf(other)]).toEqual([[`A ${RECORD}`], before]);
  });

  test("with the identity and moment of another environment", async () => {
    const repo = createRepository();
    const env = { ...repo.env, GIT_AUTHOR_NAME: "Bia", GIT_AUTHOR_DATE: "2026-01-02T03:04:05Z" };
    await commitFiles(await repo.open(), repo.dir, { changes: [CHECK_IN], message: "x", env });
    expect(repo.git("log", "-1", "--format=%an %aI")).toBe("Bia 2026-01-02T03:04:05+00:00");
  });
});

describe("a commit that is refused leaves everything as it was", () => {
  const EDIT: Change = { path: "edit.md", content: "a2\n", expected: "a\n" };

  /** Expects a UserError with this text, and the state from before. */
  async function expectRefused(repo: TestRepository, text: string | RegExp, options = {}): Promise<void> {
    const before = stateOf(repo);
    const changes = [CHECK_IN, ...(existsSync(repo.path("edit.md")) ? [EDIT] : [])];
    await expect(checkIn(repo, { changes, patience: 50, ...options })).rejects.toMatchObject({
      name: "UserError",
      message: expect.stringMatching(text),
      hint: expect.stringMatching(/./),
    });
    expect(stateOf(repo)).toEqual(before);
    expect([existsSync(repo.path("okrs")), repo.problems()]).toEqual([false, []]);
  }

  function createBusy(): TestRepository {
    const repo = createRepository({ "edit.md": "a\n" });
    chmodSync(repo.path("edit.md"), 0o755);
    repo.git("add", "edit.md");
    makeBusy(repo);
    return repo;
  }

  test.each(["pre-commit", "commit-msg", "prepare-commit-msg"])("by the hook %s", async (name) => {
    const repo = createBusy();
    repo.hook(name, "echo 'the hook says no' >&2; echo 'and why'; exit 1");
    await expectRefused(repo, /the hook says no\nand why[\s\S]*Everything is as it was before/);
    expect(statSync(repo.path("edit.md")).mode & 0o777).toBe(0o755);
  });

  test("by a hook that rewrites our file first, or deletes it", async () => {
    const repo = createBusy();
    repo.hook("pre-commit", `echo formatted > ${RECORD}; echo x >> edit.md; exit 1`);
    await expectRefused(repo, "refused");
    repo.hook("pre-commit", `rm ${RECORD}; exit 1`);
    await expectRefused(repo, "refused");
  });

  test("on an unborn branch", async () => {
    const repo = createEmptyRepository();
    repo.write("other.md", "x\n");
    repo.git("add", "other.md");
    repo.hook("pre-commit", "exit 1");
    await expectRefused(repo, "refused");
  });

  test("by a signer that fails", async () => {
    const repo = createBusy();
    repo.git("config", "commit.gpgSign", "true");
    repo.git("config", "gpg.program", "false");
    await expectRefused(repo, "gpg failed to sign");
  });

  test("by .gitignore, naming the line", async () => {
    const repo = createBusy();
    repo.write(".git/info/exclude", "# mine\n2026-*\n");
    await expectRefused(
      repo,
      /check-in-hk3x8ta\.md was not committed: git ignores it \(.*exclude:2: 2026-\*\)/,
    );
  });

  test("by a missing identity", async () => {
    const repo = createBusy();
    repo.git("config", "user.useConfigOnly", "true");
    await expectRefused(repo, "does not know who writes", {
      env: isolatedEnvironment({ GIT_AUTHOR_EMAIL: undefined }),
    });
  });

  test("by a git that dies", async () => {
    const repo = createBusy();
    repo.hook("pre-commit", "kill -9 $PPID");
    const before = repo.status();
    // A git that was killed leaves its lock, which is not ours to remove.
    await expect(checkIn(repo, { patience: 50 })).rejects.toMatchObject({
      message: expect.stringContaining("git was killed (exit code 137)"),
      hint: expect.stringContaining("index.lock"),
    });
    rmSync(repo.path(".git/index.lock"), { force: true });
    expect([repo.problems(), existsSync(repo.path("okrs"))]).toEqual([[], false]);
    repo.git("rm", "--cached", "--quiet", "--ignore-unmatch", RECORD);
    expect(repo.status()).toEqual(before);
  });

  test.each([
    ["a file that is there already", [CHECK_IN, { path: "edit.md", content: "x" }], "edit.md already exists"],
    [
      "a file that somebody changed",
      [CHECK_IN, { ...EDIT, expected: "A\n" }],
      "edit.md was changed in the meantime",
    ],
    ["a deletion of nothing", [CHECK_IN, { path: "ghost.md", content: null }], "ghost.md cannot be changed"],
    ["a path that leaves the root", [CHECK_IN, { path: "../x.md", content: "x" }], "is not a path inside"],
    ["a path in the git directory", [CHECK_IN, { path: ".git/x", content: "x" }], "is not a path inside"],
  ])("by us: %s", async (_, changes, text) => {
    await expectRefused(createBusy(), text, { changes });
  });

  test("by a link that leads out of the root", async () => {
    const repo = createRepository();
    const outside = temporaryFolder();
    symlinkSync(outside, repo.path("linked"));
    await expectRefused(repo, "leads out of the OKR folder", {
      changes: [{ path: "linked/a.md", content: "x" }],
    });
  });
});

describe("hooks and signing", () => {
  test("what a hook prints is handed on, and a file it adds is a warning", async () => {
    const repo = createRepository();
    repo.hook("pre-commit", "echo checked >&2; echo more > more.md; git add more.md");
    const landed = await checkIn(repo);
    expect([landed.said, landed.warnings]).toEqual([
      "checked",
      ["the commit also holds more.md, which a hook added"],
    ]);
    expect(repo.changes()).toEqual(["A more.md", `A ${RECORD}`]);
  });

  test("a hook may amend the commit", async () => {
    const repo = createRepository();
    repo.hook("post-commit", "[ -e done ] || { : > done; git commit --quiet --amend -m Amended; }");
    expect((await checkIn(repo)).commit).toBe(repo.head());
    expect(repo.subjects()).toEqual(["Amended", "Begin"]);
  });

  test.skipIf(spawnSync("ssh-keygen", ["-?"]).error !== undefined)(
    "an ssh key signs (needs ssh-keygen)",
    async () => {
      const repo = createRepository();
      const key = join(temporaryFolder(), "key");
      execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", key]);
      repo.git("config", "commit.gpgSign", "true");
      repo.git("config", "gpg.format", "ssh");
      repo.git("config", "user.signingKey", key);
      await checkIn(repo);
      expect(repo.git("cat-file", "-p", "HEAD")).toContain("-----BEGIN SSH SIGNATURE-----");
    },
  );
});

describe("other processes", () => {
  test("a lock that is never released is named, and stays", async () => {
    const repo = createRepository();
    const lock = repo.path(".git/index.lock");
    writeFileSync(lock, "");
    await expect(checkIn(repo, { patience: 50 })).rejects.toMatchObject({
      message: expect.stringContaining(`another git process holds ${lock}`),
      hint: expect.stringContaining("delete that file"),
    });
    expect([existsSync(lock), existsSync(repo.path("okrs"))]).toEqual([true, false]);
  });

  /** An environment whose git, at its first such command, runs a script with the real one in `"$@"` instead. */
  function interpose(
    repo: TestRepository,
    command: string,
    script: string,
  ): { env: typeof repo.env; ran(): boolean } {
    const [bin, once] = [temporaryFolder(), join(temporaryFolder(), "once")];
    const real = execFileSync("sh", ["-c", "command -v git"], { encoding: "utf8" }).trim();
    const lines = [
      "#!/bin/sh",
      `case " $* " in *" ${command} "*) first=1;; esac`,
      `set -- "${real}" "$@"`,
      `[ -z "$first" ] || [ -e ${once} ] && exec "$@"`,
      `: > ${once}`,
      script,
    ];
    writeFileSync(join(bin, "git"), `${lines.join("\n")}\n`);
    chmodSync(join(bin, "git"), 0o755);
    return { env: { ...repo.env, PATH: `${bin}${delimiter}${repo.env.PATH}` }, ran: () => existsSync(once) };
  }

  test.each(["add", "commit"])("a lock that git %s meets is waited for", async (command) => {
    const repo = createRepository();
    const lock = repo.path(".git/index.lock");
    const { env, ran } = interpose(repo, command, `: > ${lock}; "$@"; code=$?; rm ${lock}; exit $code`);
    await checkIn(repo, { env });
    expect([ran(), repo.changes(), repo.status()]).toEqual([true, [`A ${RECORD}`], []]);
  });

  test("an entry that another commit's index has lost is added again", async () => {
    const repo = createRepository();
    const { env, ran } = interpose(repo, "commit", `"$1" rm --quiet --cached ${RECORD}; exec "$@"`);
    await checkIn(repo, { env });
    expect([ran(), repo.changes(), repo.status()]).toEqual([true, [`A ${RECORD}`], []]);
  });

  test("a git that fails after its commit landed is a warning, and nothing is put back", async () => {
    const repo = createRepository();
    const { env } = interpose(repo, "commit", `"$@"; echo 'index not written' >&2; exit 128`);
    expect(await checkIn(repo, { env })).toMatchObject({
      commit: repo.head(),
      said: "index not written",
      warnings: [expect.stringContaining("git reset --")],
    });
    expect(repo.changes()).toEqual([`A ${RECORD}`]);
  });

  test("a commit that lands between our add and our commit does not stop ours", async () => {
    const repo = createRepository();
    const once = join(temporaryFolder(), "once");
    repo.hook(
      "pre-commit",
      `[ -e ${once} ] && exit 0; : > ${once}
      new=$(git commit-tree -p HEAD -m Faster HEAD^{tree}) && git update-ref HEAD $new`,
    );
    await checkIn(repo);
    expect(repo.subjects()).toEqual(["Check in first-week", "Faster", "Begin"]);
  });

  test("check-ins of eight processes at the same moment all land", async () => {
    const repo = createRepository();
    makeBusy(repo);
    const before = repo.status();
    const script = join(temporaryFolder(), "check-in.mjs");
    const contents = `
      import { openRepository } from "./src/store/repository.ts";
      import { commitFiles } from "./src/store/commit.ts";
      const repo = await openRepository(process.cwd(), process.env);
      const changes = [{ path: process.argv[2], content: process.argv[2] }];
      await commitFiles(repo, repo.top, { changes, message: process.argv[2], patience: 30000 });`;
    const resolveDir = join(import.meta.dirname, "../..");
    buildSync({
      stdin: { contents, resolveDir },
      bundle: true,
      platform: "node",
      format: "esm",
      outfile: script,
    });
    const names = Array.from({ length: 8 }, (_, index) => `okrs/check-in-${index}.md`);
    const ended = names.map((name) => {
      const child = spawn(process.execPath, [script, name], { cwd: repo.dir, env: repo.env, stdio: "pipe" });
      let errors = "";
      child.stderr.on("data", (chunk) => {
        errors += chunk;
      });
      return new Promise((resolve) => child.once("close", (code) => resolve([name, code, errors])));
    });
    expect(await Promise.all(ended)).toEqual(names.map((name) => [name, 0, ""]));
    const subjects = repo.subjects("HEAD~8..HEAD");
    expect(subjects.toSorted()).toEqual(names);
    for (const [age, name] of subjects.entries()) expect(repo.changes(`HEAD~${age}`)).toEqual([`A ${name}`]);
    expect([repo.status(), repo.problems()]).toEqual([before, []]);
  });
});

test("without a commit the files are only written, all or none", () => {
  const dir = temporaryFolder();
  mkdirSync(join(dir, "taken"));
  const changes = [CHECK_IN, { path: "taken", content: "x" }];
  expect(() => writeChanges(dir, changes)).toThrow("taken was not written");
  expect(existsSync(join(dir, "okrs"))).toBe(false);
  writeChanges(dir, [CHECK_IN]);
  expect(existsSync(join(dir, RECORD))).toBe(true);
});
