import { utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { commitFiles } from "../../src/store/commit.ts";
import { type Pushed, pushRecords } from "../../src/store/push.ts";
import {
  createRepository,
  createShared,
  isolatedEnvironment,
  type TestRepository,
  temporaryFolder,
} from "../support/repository.ts";

const isRecord = (path: string) => /-(check-in|retrospective)-/.test(path);
const OURS = "okrs/a/2026-11-20-check-in-hk3x8ta.md";
const THEIRS = "okrs/a/2026-11-20-check-in-hm7p2qc.md";

async function push(repo: TestRepository, { root = repo.dir, env = repo.env } = {}): Promise<Pushed> {
  return pushRecords(await repo.open(env, root), root, { isRecord, env });
}

async function checkIn(repo: TestRepository, path: string, root = repo.dir): Promise<string> {
  const changes = [{ path, content: `${path}\n` }];
  return (await commitFiles(await repo.open(), root, { changes, message: `Check in ${path}\n\nBody: ü\n` }))
    .commit;
}

/** Somebody else commits and pushes. */
function pushTheirs(theirs: TestRepository, files: Record<string, string>): string {
  theirs.git("pull", "--quiet");
  const commit = theirs.commit("Theirs", files);
  theirs.git("push", "--quiet");
  return commit;
}

test("commits go to the upstream of the branch, whatever its name there", async () => {
  const { remote, ours } = createShared();
  ours.git("switch", "--quiet", "-c", "mine");
  ours.git("push", "--quiet", "-u", "origin", "mine:team/explorer");
  const commit = await checkIn(ours, OURS);
  expect(await push(ours)).toEqual({ remote: "origin", branch: "team/explorer", rebased: 0 });
  expect(remote.git("rev-parse", "team/explorer")).toBe(commit);
  expect(await push(ours)).toEqual({ remote: "origin", branch: "team/explorer", rebased: 0 });
});

describe("when others pushed first", () => {
  test("new records go on top of theirs; what is staged or dirty stays", async () => {
    const { remote, ours, theirs } = createShared({
      "okr.yaml": "version: 1\n",
      "staged.md": "1\n",
      "dirty.md": "1\n",
      "touched.md": "1\n",
      "theirs.md": "1\n",
    });
    const tip = pushTheirs(theirs, { [THEIRS]: "theirs\n", "theirs.md": "2\n", "touched.md": "2\n" });
    await checkIn(ours, OURS);
    await checkIn(ours, OURS.replace("hk3", "hk4"));
    ours.write("staged.md", "2\n");
    ours.write("added.md", "new\n");
    ours.git("add", "staged.md", "added.md");
    ours.write("staged.md", "3\n");
    ours.write("dirty.md", "2\n");
    ours.write("untracked.md", "new\n");
    const before = ours.status();
    // Only its time differs from what the index knows.
    utimesSync(ours.path("touched.md"), 1, 1);
    const env = isolatedEnvironment({ GIT_COMMITTER_NAME: "Bia", GIT_AUTHOR_NAME: "Nobody" });
    expect(await push(ours, { env })).toEqual({ remote: "origin", branch: "main", rebased: 2 });
    expect(ours.status()).toEqual(before);
    expect([ours.read("theirs.md"), ours.read(THEIRS), ours.git("diff", "--cached", "staged.md")]).toEqual([
      "2\n",
      "theirs\n",
      expect.stringContaining("+2"),
    ]);
    expect([ours.head(), ours.git("rev-parse", "HEAD~2")]).toEqual([remote.git("rev-parse", "main"), tip]);
    expect(ours.changes("HEAD~1")).toEqual([`A ${OURS}`]);
    expect(ours.git("log", "-1", "--format=%an %ae %aI %cn|%B", "HEAD~1")).toBe(
      `Ana Souza ana@example.com 2026-11-20T10:00:00Z Bia|Check in ${OURS}\n\nBody: ü`.replace(
        "00Z",
        "00+00:00",
      ),
    );
    expect([ours.problems(), ours.git("symbolic-ref", "HEAD")]).toEqual([[], "refs/heads/main"]);
    expect(ours.git("reflog", "-1", "--format=%gs")).toContain("okr: put records on top of origin/main");
  });

  test("in a monorepo and in a linked working tree", async () => {
    const { ours, theirs } = createShared({ "company/okr.yaml": "version: 1\n" });
    const linked = ours.worktree("side");
    linked.git("branch", "--quiet", "--set-upstream-to=origin/main");
    pushTheirs(theirs, { "code.c": "int x;\n" });
    await checkIn(linked, OURS, linked.path("company"));
    expect(await push(linked, { root: linked.path("company") })).toMatchObject({ rebased: 1 });
    expect([linked.changes(), linked.status(), ours.subjects()]).toEqual([
      [`A company/${OURS}`],
      [],
      ["Begin"],
    ]);
  });

  test("a record that is there already is not committed twice", async () => {
    const { ours, theirs } = createShared();
    const commit = await checkIn(ours, OURS);
    theirs.git("pull", "--quiet", ours.dir, "main");
    theirs.git("commit", "--quiet", "--amend", "-m", "Squashed");
    theirs.git("push", "--quiet");
    expect(await push(ours)).toMatchObject({ rebased: 1 });
    expect([ours.subjects(), ours.head() === commit]).toEqual([["Squashed", "Begin"], false]);
  });

  test("again and again, up to five times", async () => {
    const { ours, theirs } = createShared();
    const commit = await checkIn(ours, OURS);
    // Somebody who is faster, each time we are about to push.
    const counter = join(temporaryFolder(), "count");
    writeFileSync(counter, "");
    const faster = (times: number) =>
      ours.hook(
        "pre-push",
        `[ $(wc -l < ${counter}) -ge ${times} ] && exit 0; echo >> ${counter}; unset GIT_DIR; cd ${theirs.dir} &&
        git pull --quiet && git commit --quiet --allow-empty -m Faster && git push --quiet`,
      );
    faster(99);
    await expect(push(ours)).rejects.toThrow("others pushed to origin 5 times meanwhile");
    expect([ours.subjects()[0], ours.status()]).toEqual([`Check in ${OURS}`, []]);
    expect(ours.head()).not.toBe(commit);
    writeFileSync(counter, "");
    faster(2);
    expect(await push(ours)).toMatchObject({ rebased: 1 });
    expect([ours.changes(), ours.problems()]).toEqual([[`A ${OURS}`], []]);
  });

  describe("and a commit lands here while records are put on top", () => {
    const late = OURS.replace("hk3", "hk9");

    async function createRace(path: string): Promise<{ remote: TestRepository; ours: TestRepository }> {
      const { remote, ours, theirs } = createShared({ "okr.yaml": "version: 1\n", "theirs.md": "1\n" });
      pushTheirs(theirs, { "theirs.md": "2\n" });
      await checkIn(ours, OURS);
      const once = join(temporaryFolder(), "once");
      // This hook runs when index and files are moved, and the branch is not yet.
      ours.hook(
        "post-index-change",
        `[ -e ${once} ] || [ "$(git cat-file -p :theirs.md)" = 1 ] && exit 0
        : > ${once}; echo late > ${path}; git add ${path}; git commit --quiet --only -m Late -- ${path}`,
      );
      return { remote, ours };
    }

    test("it is not lost", async () => {
      const { remote, ours } = await createRace(late);
      await push(ours);
      expect(ours.subjects()).toEqual(["Late", `Check in ${OURS}`, "Theirs", "Begin"]);
      expect([ours.read("theirs.md"), remote.git("rev-parse", "main")]).toEqual(["2\n", ours.head()]);
      expect([ours.changes(), ours.status(), ours.problems()]).toEqual([[`A ${late}`], [], []]);
    });

    test("one that is more than a record stops us, and nothing has moved", async () => {
      const { ours } = await createRace("okr.yaml");
      await expect(push(ours)).rejects.toThrow(
        'commits that do more than add check-ins and retrospectives: "Late"',
      );
      expect(ours.subjects()).toEqual(["Late", `Check in ${OURS}`, "Begin"]);
      expect([ours.read("theirs.md"), ours.status(), ours.problems()]).toEqual(["1\n", [], []]);
    });
  });

  test("a signed commit is signed again, and not pushed when that fails", async () => {
    const { ours, theirs } = createShared();
    pushTheirs(theirs, { "x.md": "x\n" });
    const commit = await checkIn(ours, OURS);
    ours.git("config", "commit.gpgSign", "true");
    ours.git("config", "gpg.program", "false");
    await expect(push(ours)).rejects.toThrow("gpg failed to sign");
    expect([ours.head(), ours.status()]).toEqual([commit, []]);
  });

  test("and we have nothing to push, nothing happens", async () => {
    const { ours, theirs } = createShared();
    pushTheirs(theirs, { "x.md": "x\n" });
    const before = ours.head();
    expect(await push(ours)).toMatchObject({ rebased: 0 });
    expect(ours.head()).toBe(before);
  });
});

describe("what stands in the way leaves the commit on the local branch", () => {
  async function expectUnpushed(repo: TestRepository, message: string, hint: string): Promise<void> {
    const before = [repo.head(), repo.status(), repo.index(), repo.git("diff")];
    await expect(push(repo)).rejects.toMatchObject({
      name: "UserError",
      message: expect.stringContaining(message),
      hint: expect.stringContaining(hint),
    });
    expect([repo.head(), repo.status(), repo.index(), repo.git("diff")]).toEqual(before);
    expect(repo.problems()).toEqual([]);
  }

  test.each([
    ["a dirty file that they changed", { "theirs.md": "dirty\n" }, []],
    ["a staged file that they changed", { "theirs.md": "dirty\n" }, ["theirs.md"]],
    ["an untracked file that they added", { "new.md": "mine\n" }, []],
  ])("%s", async (_, files, staged) => {
    const { ours, theirs } = createShared({ "okr.yaml": "version: 1\n", "theirs.md": "1\n", "a.md": "1\n" });
    pushTheirs(theirs, { "theirs.md": "2\n", "new.md": "theirs\n", "a.md": "2\n" });
    await checkIn(ours, OURS);
    for (const [path, content] of Object.entries(files)) ours.write(path, content);
    if (staged.length > 0) ours.git("add", ...staged);
    await expectUnpushed(ours, "collides with changes here", "git pull --rebase");
    expect(ours.read("a.md")).toBe("1\n");
  });

  test("commits that are more than new records", async () => {
    const { ours, theirs } = createShared();
    pushTheirs(theirs, { "x.md": "x\n" });
    ours.commit("Lower the target", { "README.md": "less\n" });
    await checkIn(ours, OURS);
    await expectUnpushed(
      ours,
      'commits that do more than add check-ins and retrospectives: "Lower the target"',
      "git pull --rebase",
    );
  });

  test("a merge", async () => {
    const { ours, theirs } = createShared();
    pushTheirs(theirs, { "x.md": "x\n" });
    ours.git("switch", "--quiet", "-c", "side");
    await checkIn(ours, OURS);
    ours.git("switch", "--quiet", "main");
    ours.git("merge", "--quiet", "--no-ff", "-m", "Merge side", "side");
    await expectUnpushed(ours, '"Merge side"', "git pull --rebase");
  });

  test.each([
    ["another file in its place", { [OURS]: "theirs\n" }, OURS],
    ["a file in place of its folder", { "okrs/a": "theirs\n" }, "okrs/a"],
  ])("%s", async (_, files, path) => {
    const { ours, theirs } = createShared();
    pushTheirs(theirs, files);
    await checkIn(ours, OURS);
    await expectUnpushed(ours, `${path} is something else on origin`, "git pull --rebase");
  });

  test("a pre-push hook", async () => {
    const { ours } = createShared();
    await checkIn(ours, OURS);
    ours.hook("pre-push", "echo not today >&2; exit 1");
    await expectUnpushed(ours, "not today", "git push origin main");
  });

  test("a hook of the remote", async () => {
    const { remote, ours } = createShared();
    await checkIn(ours, OURS);
    remote.hook("pre-receive", "echo main is protected >&2; exit 1");
    await expectUnpushed(ours, "main is protected", "git push origin main");
  });

  test("a remote that cannot be reached", async () => {
    const { ours } = createShared();
    await checkIn(ours, OURS);
    ours.git("remote", "set-url", "origin", "/gone");
    await expectUnpushed(ours, "/gone", "git push origin main");
  });

  test("a detached HEAD, an unborn branch, no upstream, no remote", async () => {
    const { ours } = createShared();
    ours.git("switch", "--quiet", "-c", "fresh");
    await expectUnpushed(ours, "fresh has no upstream", "git push -u origin fresh");
    ours.git("switch", "--quiet", "main");
    ours.git("branch", "--unset-upstream");
    await expectUnpushed(ours, "main has no upstream", "git branch --set-upstream-to=origin/main");
    ours.git("remote", "add", "second", "/gone");
    await expectUnpushed(ours, "main has no upstream", "origin, second");
    ours.git("branch", "--quiet", "--set-upstream-to=fresh");
    await expectUnpushed(ours, "follows another branch of this repository", "git push");
    ours.git("switch", "--quiet", "--detach");
    await expectUnpushed(ours, "HEAD is detached", "git switch -c");
    await expectUnpushed(createRepository(), "no remote", "git remote add origin");
    ours.git("switch", "--quiet", "--orphan", "unborn");
    await expect(push(ours)).rejects.toThrow("unborn has no commits");
  });
});
