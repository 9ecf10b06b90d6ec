import { describe, expect, test } from "vitest";
import { openStore } from "../../src/store/store.ts";
import { cloneOf } from "../rules/enact.ts";
import {
  createEmptyRepository,
  createRepository,
  createShared,
  TestRepository,
  temporaryFolder,
} from "../support/repository.ts";

const baseOf = async (repo: TestRepository, name: string | null = null, head: string | null = null) =>
  (await openStore(repo.dir, repo.env)).base(name, head);

/** A clone with two commits of its own on `topic`, while main has gone on at the remote. */
function diverge() {
  const { remote, ours, theirs } = createShared();
  const start = ours.head();
  ours.git("switch", "--quiet", "-c", "topic");
  ours.commit("One", { "a.md": "A\n" });
  ours.commit("Two", { "b.md": "B\n" });
  theirs.commit("Elsewhere", { "c.md": "C\n" });
  theirs.commit("Further", { "d.md": "D\n" });
  theirs.git("push", "--quiet", "origin", "main");
  ours.git("fetch", "--quiet");
  return { remote, ours, start };
}

describe("a branch is held against the commit where it left", () => {
  const { remote, ours, start } = diverge();

  test.each([
    ["the upstream default branch, when none is named", null, "origin/main"],
    ["a branch of the remote", "origin/main", "origin/main"],
    ["a local branch", "main", "main"],
    ["a branch that went on", "origin/main@{0}", "origin/main@{0}"],
  ])("%s", async (_, name, shown) => {
    expect(await baseOf(ours, name)).toEqual({ name: shown, commit: start });
  });

  test("a commit that it holds is the base itself", async () => {
    const one = ours.git("rev-parse", "HEAD~1");
    expect(await baseOf(ours, "HEAD~1")).toEqual({ name: "HEAD~1", commit: one });
    expect(await baseOf(ours, one, ours.head())).toEqual({ name: one, commit: one });
  });

  test("seen from another commit than HEAD", async () => {
    const main = ours.git("rev-parse", "origin/main");
    expect(await baseOf(ours, "origin/main", main)).toEqual({ name: "origin/main", commit: main });
  });

  test("the original of a fork comes before the fork", async () => {
    const fork = ours.clone();
    fork.git("switch", "--quiet", "topic");
    fork.git("remote", "add", "upstream", remote.dir);
    fork.git("fetch", "--quiet", "upstream");
    expect(await baseOf(fork)).toEqual({ name: "upstream/main", commit: start });
  });

  test("without a remote, main", async () => {
    const alone = createRepository();
    const first = alone.head();
    alone.git("switch", "--quiet", "-c", "topic");
    alone.commit("More", { "a.md": "A\n" });
    expect(await baseOf(alone)).toEqual({ name: "main", commit: first });
  });
});

describe("says what is in the way, and the cure", () => {
  test.each<[string, () => TestRepository, string | null, RegExp, RegExp]>([
    [
      "a name that means nothing",
      () => createRepository(),
      "nowhere",
      /neither a day nor a commit/,
      /branch, tag/,
    ],
    [
      "no default branch",
      () => {
        const repo = createRepository();
        repo.git("branch", "--quiet", "-m", "trunk");
        return repo;
      },
      null,
      /no upstream\/main, origin\/main or main/,
      /name the branch/,
    ],
    [
      "histories without a commit in common",
      () => {
        const repo = createRepository();
        repo.git("switch", "--quiet", "--orphan", "island");
        repo.commit("Alone", { "okr.yaml": "version: 1\n" });
        return repo;
      },
      "main",
      /main and HEAD have no commit in common/,
      /began from/,
    ],
    [
      "no commit yet",
      () => {
        const repo = createEmptyRepository();
        repo.write("okr.yaml", "version: 1\n");
        return repo;
      },
      null,
      /no upstream\/main/,
      /name the branch/,
    ],
  ])("%s", async (_, make, name, message, hint) => {
    await expect(baseOf(make(), name)).rejects.toMatchObject({
      name: "UserError",
      message: expect.stringMatching(message),
      hint: expect.stringMatching(hint),
    });
  });

  test("outside git", async () => {
    const repo = createRepository();
    const dir = temporaryFolder();
    repo.git("clone", "--quiet", repo.dir, `${dir}/copy`);
    repo.git("-C", `${dir}/copy`, "checkout-index", "-a", `--prefix=${dir}/plain/`);
    const store = await openStore(`${dir}/plain`, repo.env);
    await expect(store.base(null, null)).rejects.toMatchObject({ hint: "keep your OKRs in git: git init" });
  });

  test("a shallow clone that does not reach back so far; an ancestor it has is told", async () => {
    const { ours } = diverge();
    ours.git("push", "--quiet", "origin", "topic");
    const dir = `${temporaryFolder()}/clone`;
    const how = ["--depth=2", "--no-single-branch", "--branch=topic"];
    ours.git("clone", "--quiet", ...how, `file://${ours.git("remote", "get-url", "origin")}`, dir);
    const repo = new TestRepository(dir, ours.env);
    await expect(baseOf(repo, "origin/main")).rejects.toMatchObject({
      message: expect.stringContaining("it is shallow"),
      hint: expect.stringContaining("fetch-depth: 0"),
    });
    const parent = repo.git("rev-parse", "HEAD~1");
    expect(await baseOf(repo, "HEAD~1")).toEqual({ name: "HEAD~1", commit: parent });
  });

  test("a clone without old contents still knows its commits", async () => {
    const { ours, start } = diverge();
    expect(await baseOf(cloneOf(ours, "partial"), "origin/main")).toMatchObject({ commit: start });
  });
});
