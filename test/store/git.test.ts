import { chmodSync, existsSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readGit, readGitOk, resolveRevision, runGit, spoken } from "../../src/store/git.ts";
import {
  describeHead,
  identity,
  listCommits,
  openRepository,
  prefixOf,
  requireWritable,
} from "../../src/store/repository.ts";
import {
  createEmptyRepository,
  createRepository,
  isolatedEnvironment,
  type TestRepository,
  temporaryFolder,
} from "../support/repository.ts";

describe("reading", () => {
  test("gives the code, the output as bytes, and the errors as text", async () => {
    const repo = createRepository();
    const good = await readGit(repo.dir, ["cat-file", "--batch-check"], { env: repo.env, input: "HEAD\n" });
    expect([good.code, good.stdout.toString().split(" ")[1], good.stderr]).toEqual([0, "commit", ""]);
    const bad = await readGit(repo.dir, ["cat-file", "-t", "nothing"], { env: repo.env });
    expect(bad).toMatchObject({ code: 128, stdout: Buffer.from("") });
    expect(bad.stderr).toContain("nothing");
    await expect(readGitOk(repo.dir, ["cat-file", "-t", "nothing"], { env: repo.env })).rejects.toMatchObject(
      {
        name: "UserError",
        message: expect.stringContaining("Not a valid object name nothing"),
      },
    );
  });

  test("standard input is closed: a command that reads it ends", async () => {
    const repo = createRepository();
    const result = await readGit(repo.dir, ["cat-file", "--batch"], { env: repo.env });
    expect([result.code, result.stdout.length]).toEqual([0, 0]);
  });

  test("variables of the environment do not lead to another repository", async () => {
    const [repo, other] = [createRepository(), createRepository({ "other.md": "x\n" })];
    const env = {
      ...repo.env,
      GIT_DIR: join(other.dir, ".git"),
      GIT_WORK_TREE: other.dir,
      GIT_INDEX_FILE: "/none",
    };
    const names = (await readGitOk(repo.dir, ["ls-files"], { env })).toString();
    expect(names).toBe("README.md\nokr.yaml\n");
    expect((await runGit(repo.dir, ["ls-files"], { env })).stdout.toString()).toBe(names);
    expect(await openRepository(repo.dir, env)).toMatchObject({ top: repo.dir });
  });

  test("a missing git and a missing folder are told apart", async () => {
    const dir = temporaryFolder();
    const nowhere = isolatedEnvironment({ PATH: dir });
    await expect(readGit(dir, ["version"], { env: nowhere })).rejects.toMatchObject({
      message: "git was not found",
      hint: expect.stringContaining("2.38"),
    });
    const gone = join(dir, "gone");
    await expect(readGit(gone, ["version"], { env: isolatedEnvironment() })).rejects.toMatchObject({
      message: `there is no folder ${gone}`,
    });
  });

  test("a hostile configuration runs nothing", async () => {
    const trap = createHostileRepository();
    // The trap works: an ordinary git falls into it.
    trap.repo.tryGit("status");
    trap.repo.tryGit("cat-file", "-p", MISSING);
    trap.repo.tryGit("diff");
    expect(trap.ran()).toEqual(["diff", "filter", "fsmonitor", "hook", "ssh"]);
    const { repo, ran } = createHostileRepository();
    const opened = await repo.open();
    await describeHead(opened);
    await resolveRevision(repo.dir, "HEAD", repo.env);
    await listCommits(opened, ["HEAD"]);
    for (const args of [
      ["ls-files", "--others", "--exclude-standard"],
      ["ls-files", "--stage"],
      ["ls-tree", "-r", "HEAD"],
      ["log", "-1", "--format=%H %s"],
      ["cat-file", "-p", MISSING],
    ])
      await readGit(repo.dir, args, { env: repo.env });
    expect(ran()).toEqual([]);
  });
});

const MISSING = "1111111111111111111111111111111111111111";

/** A partial clone whose configuration names a program wherever git takes one; each leaves a mark. */
function createHostileRepository(): { repo: TestRepository; ran(): string[] } {
  const repo = createRepository();
  repo.write("README.md", "dirty\n");
  const folder = temporaryFolder();
  const names = ["diff", "filter", "fsmonitor", "gpg", "hook", "pager", "ssh"];
  for (const name of names) {
    writeFileSync(join(folder, name), `#!/bin/sh\n: > ${join(folder, `${name}-ran`)}\nexit 1\n`);
    chmodSync(join(folder, name), 0o755);
  }
  repo.write(".git/info/attributes", "* filter=evil\n");
  symlinkSync(join(folder, "hook"), join(folder, "post-index-change"));
  for (const [key, value] of [
    ["diff.external", join(folder, "diff")],
    ["filter.evil.clean", join(folder, "filter")],
    ["gpg.program", join(folder, "gpg")],
    ["log.showSignature", "true"],
    ["core.pager", join(folder, "pager")],
    ["core.sshCommand", join(folder, "ssh")],
    ["remote.evil.url", "ssh://evil.example/repository"],
    ["remote.evil.promisor", "true"],
    ["core.repositoryFormatVersion", "1"],
    ["extensions.partialClone", "evil"],
    ["core.hooksPath", folder],
    ["core.fsmonitor", join(folder, "fsmonitor")],
  ] as const)
    repo.git("config", key, value);
  return { repo, ran: () => names.filter((name) => existsSync(join(folder, `${name}-ran`))) };
}

test("running keeps the person's identity and drops what would make our paths mean something else", async () => {
  const repo = createRepository();
  const env = { ...repo.env, GIT_AUTHOR_NAME: "Someone Else", GIT_ICASE_PATHSPECS: "1", GIT_NAMESPACE: "x" };
  const author = (await runGit(repo.dir, ["var", "GIT_AUTHOR_IDENT"], { env })).stdout.toString();
  expect(author).toMatch(/^Someone Else <ana@example.com>/);
  expect((await runGit(repo.dir, ["ls-files", "readme.md"], { env })).stdout.toString()).toBe("");
});

test("a process that a hook leaves behind does not hold us up", async () => {
  const repo = createRepository();
  const pidFile = join(temporaryFolder(), "pid");
  repo.hook("pre-commit", `sleep 300 & echo $! > ${pidFile}`);
  const result = await runGit(repo.dir, ["commit", "--allow-empty", "-m", "x"], { env: repo.env });
  process.kill(Number(readFileSync(pidFile, "utf8")));
  expect(result.code).toBe(0);
}, 20_000);

test("what git said is cut to its last 40 lines", () => {
  const lines = Array.from({ length: 60 }, (_, index) => `line ${index}`);
  const text = spoken({ code: 1, stdout: Buffer.from(""), stderr: `${lines.join("\n")}\n` }).split("\n");
  expect([text.length, text[0], text[1], text.at(-1)]).toEqual([
    41,
    "… (the beginning is left out)",
    "line 20",
    "line 59",
  ]);
  expect(spoken({ code: 3, stdout: Buffer.from(""), stderr: "" })).toContain("exit code 3");
});

test("only the name of one commit is a revision", async () => {
  const repo = createRepository();
  repo.git("tag", "-a", "-m", "annotated", "tag");
  const resolve = (text: string) => resolveRevision(repo.dir, text, repo.env);
  for (const text of ["HEAD", "main", "main~0", "tag", repo.head().slice(0, 8)])
    expect([text, await resolve(text)]).toEqual([text, repo.head()]);
  const bad = [
    "ghost",
    "",
    "^main",
    "main..main",
    "--all",
    "--output=x",
    "-h",
    "HEAD:okr.yaml",
    "a\0b",
    "main\nmain",
  ];
  for (const text of bad) expect([text, await resolve(text)]).toEqual([text, null]);
});

describe("opening a repository", () => {
  test("from a folder of a monorepo", async () => {
    const repo = createRepository({ "company/okr files/okr.yaml": "version: 1\n" });
    const opened = await repo.open(repo.env, repo.path("company/okr files"));
    const git = repo.path(".git");
    expect(opened).toMatchObject({
      top: repo.dir,
      gitDir: git,
      commonDir: git,
      prefix: "company/okr files/",
    });
    expect(prefixOf(opened, repo.path("company"))).toBe("company/");
    expect(prefixOf(opened, repo.dir)).toBe("");
    expect(() => prefixOf(opened, temporaryFolder())).toThrow("is not inside the repository");
  });

  test("a linked working tree has its own git directory, even of a bare repository", async () => {
    const seed = createRepository();
    const linked = await seed.worktree("side").open();
    expect(linked).toMatchObject({ gitDir: seed.path(".git/worktrees/side"), commonDir: seed.path(".git") });
    const bare = createEmptyRepository({ bare: true });
    seed.git("push", "--quiet", bare.dir, "main");
    const dir = join(temporaryFolder(), "tree");
    bare.git("worktree", "add", "--quiet", dir, "main");
    expect(await openRepository(dir, bare.env)).toMatchObject({ top: dir, bare: false, commonDir: bare.dir });
  });

  test.each(["", ".git"])("where there is no working tree nothing can be written (%j)", async (below) => {
    const repo = createEmptyRepository({ bare: below === "" });
    const opened = await repo.open(repo.env, repo.path(below));
    expect(opened.bare).toBe(true);
    await expect(requireWritable(opened)).rejects.toThrow("bare repository");
  });

  test("outside git there is none; a link to a repository that is gone is an error", async () => {
    const dir = temporaryFolder();
    const env = isolatedEnvironment({ GIT_CEILING_DIRECTORIES: join(dir, "..") });
    expect(await openRepository(dir, env)).toBeNull();
    writeFileSync(join(dir, ".git"), "gitdir: /gone\n");
    await expect(openRepository(dir, env)).rejects.toMatchObject({ name: "UserError" });
  });

  test("HEAD: unborn, on a branch, detached", async () => {
    const repo = createEmptyRepository();
    repo.write("HEAD", "a file that is called like it");
    const opened = await repo.open();
    expect(await describeHead(opened)).toEqual({ commit: null, branch: "main" });
    const commit = repo.commit("Begin");
    repo.git("switch", "--quiet", "-c", "team/explorer");
    expect(await describeHead(opened)).toEqual({ commit, branch: "team/explorer" });
    repo.git("pack-refs", "--all");
    expect(await describeHead(opened)).toEqual({ commit, branch: "team/explorer" });
    repo.git("symbolic-ref", "refs/heads/alias", "refs/heads/main");
    repo.git("symbolic-ref", "HEAD", "refs/heads/alias");
    expect(await describeHead(opened)).toEqual({ commit, branch: "main" });
    repo.git("switch", "--quiet", "--detach");
    expect(await describeHead(opened)).toEqual({ commit, branch: null });
  });
});

describe("whether a commit can be made", () => {
  test("yes, where git knows who will be its author", async () => {
    const repo = await createRepository().open();
    await requireWritable(repo);
    expect(await identity(repo)).toEqual({ name: "Ana Souza", email: "ana@example.com" });
  });

  test.each([
    ["GIT_AUTHOR_EMAIL", "who writes here"],
    ["GIT_COMMITTER_EMAIL", "who commits here"],
  ])("not without %s", async (missing, message) => {
    const repo = createRepository();
    repo.git("config", "user.useConfigOnly", "true");
    const opened = await repo.open(isolatedEnvironment({ [missing]: undefined }));
    const author = missing === "GIT_AUTHOR_EMAIL" ? null : { name: "Ana Souza", email: "ana@example.com" };
    expect(await identity(opened)).toEqual(author);
    await expect(requireWritable(opened)).rejects.toMatchObject({
      message: expect.stringContaining(message),
      hint: expect.stringMatching(/user\.name .* user\.email/),
    });
  });

  test.each([
    ["a merge", ["merge", "side"], "git merge --abort"],
    ["a rebase", ["rebase", "side"], "git rebase --abort"],
    ["a rebase", ["rebase", "--apply", "side"], "git rebase --abort"],
    ["a cherry-pick", ["cherry-pick", "side"], "git cherry-pick --abort"],
    ["a revert", ["revert", "--no-edit", "HEAD~1"], "git revert --abort"],
    ["a bisect", ["bisect", "start"], "git bisect reset"],
  ])("not in the middle of %s (git %j)", async (what, args, leave) => {
    const repo = createRepository();
    repo.git("switch", "--quiet", "-c", "side");
    repo.commit("Theirs", { "README.md": "theirs\n" });
    repo.git("switch", "--quiet", "main");
    repo.commit("Ours", { "README.md": "ours\n" });
    repo.commit("More", { "README.md": "more\n" });
    repo.tryGit(...args);
    await expect(requireWritable(await repo.open())).rejects.toMatchObject({
      message: `the repository is in the middle of ${what}`,
      hint: expect.stringContaining(leave),
    });
  });
});

test("commits are listed with their files whatever the configuration says", async () => {
  const repo = createEmptyRepository();
  const first = repo.commit("Begin\n\nThe body: ü", { "a b.md": "1\n", "d/ö.md": "2\n" });
  const empty = repo.commit("Empty");
  repo.git("mv", "a b.md", "c.md");
  const last = repo.commit("Move");
  for (const [name, value] of [
    ["log.follow", "true"],
    ["log.showRoot", "false"],
    ["diff.renames", "copies"],
    ["diff.relative", "true"],
    ["format.pretty", "oneline"],
    ["i18n.logOutputEncoding", "latin1"],
    ["color.ui", "always"],
  ] as const)
    repo.git("config", name, value);
  const opened = await repo.open();
  const list = async (...args: readonly (readonly string[])[]) =>
    (await listCommits(opened, args[0] ?? [], args[1])).map(({ id, message, entries }) => [
      id,
      message,
      ...entries.map(({ status, path }) => `${status} ${path}`),
    ]);
  const begin = [first, "Begin\n\nThe body: ü\n", "A a b.md", "A d/ö.md"];
  expect(await list(["HEAD"])).toEqual([[last, "Move\n", "D a b.md", "A c.md"], [empty, "Empty\n"], begin]);
  expect(await list(["HEAD"], ["d/ö.md"])).toEqual([begin]);
  expect((await listCommits(opened, ["-1", "HEAD"]))[0]).toMatchObject({
    parents: [empty],
    author: { name: "Ana Souza", email: "ana@example.com" },
    authored: "1795168800 +0000",
  });
});
