import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, rmSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { UserError } from "../../src/errors.ts";
import { readGit } from "../../src/store/git.ts";
import { findMoment, momentOf } from "../../src/store/moment.ts";
import { findRoot, rootAt } from "../../src/store/root.ts";
import {
  createEmptyRepository,
  createRepository,
  isolatedEnvironment,
  TestRepository,
  temporaryFolder,
} from "../support/repository.ts";

/** Commits on 1, 10 and 20 November; a side branch with one of the 15th is merged on the 20th. */
function createHistory() {
  const repository = createEmptyRepository();
  const on = (moment: string) =>
    new TestRepository(repository.dir, {
      ...repository.env,
      GIT_COMMITTER_DATE: moment,
      GIT_AUTHOR_DATE: "2026-01-01T00:00:00Z",
    });
  const first = on("2026-11-01T09:00:00Z").commit("first", { "okr.yaml": "version: 1\n" });
  const second = on("2026-11-10T23:30:00-05:00").commit("second");
  repository.git("switch", "--quiet", "-c", "side");
  const side = on("2026-11-15T09:00:00Z").commit("side");
  repository.git("switch", "--quiet", "main");
  on("2026-11-20T09:00:00Z").git("merge", "--quiet", "--no-ff", "-m", "merge", "side");
  repository.git("tag", "v1", first);
  repository.git("tag", "-a", "-m", "two", "v2", second);
  return { repository, first, second, side, merge: repository.head() };
}

describe("a day means the branch as it was at the end of that day", () => {
  const { repository, first, second, merge } = createHistory();
  test.each([
    ["2026-11-01", first],
    ["2026-11-09", first],
    ["2026-11-10", second],
    ["2026-11-16", second],
    ["2026-11-20", merge],
    ["2030-01-01", merge],
  ])("%s", async (day, commit) =>
    expect(await findMoment(repository.dir, day, repository.env)).toEqual({ day, commit }),
  );

  test("and before the first commit there is nothing to see", async () =>
    expect(findMoment(repository.dir, "2026-10-31", repository.env)).rejects.toMatchObject({
      name: "UserError",
      message: "there is no commit on or before 2026-10-31",
      hint: "the first commit is of 2026-11-01: name that day or a later one, or a commit",
    }));

  test("even when a branch is called like a day", async () => {
    repository.git("branch", "--force", "2026-11-09", merge);
    expect(await findMoment(repository.dir, "2026-11-09", repository.env)).toEqual({
      day: "2026-11-09",
      commit: first,
    });
  });
});

describe("a revision means its tree on the day it was committed", () => {
  const { repository, first, second, side, merge } = createHistory();
  repository.git("branch", "2026-11-10", side);
  test.each([
    ["HEAD", "2026-11-20", merge],
    ["main~1", "2026-11-10", second],
    ["side", "2026-11-15", side],
    ["v1", "2026-11-01", first],
    ["v2", "2026-11-10", second],
    [first.slice(0, 8), "2026-11-01", first],
    ["HEAD^{/second}", "2026-11-10", second],
    [":/side", "2026-11-15", side],
    ["HEAD~2", "2026-11-01", first],
    ["HEAD^2", "2026-11-15", side],
    ["@", "2026-11-20", merge],
    ["@{-1}", "2026-11-15", side],
    ["v2^{}", "2026-11-10", second],
    ["refs/heads/side", "2026-11-15", side],
    ["refs/heads/2026-11-10", "2026-11-15", side],
  ])("%s", async (revision, day, commit) =>
    expect(await findMoment(repository.dir, revision, repository.env)).toEqual({ day, commit }),
  );

  test.each([
    "nowhere",
    "",
    "--all",
    "-n1",
    "^main",
    "2026-11",
    "HEAD..main",
    "HEAD^@",
    "HEAD^!",
    "a b",
    "v1\0",
    "$(id)",
    "main\nmain",
    "\u001b[31mmain",
    "--output=pwned",
    "-opwned",
    "@{-9}",
    "@{u}",
    "main~99",
  ])("%j is refused", async (text) =>
    expect(findMoment(repository.dir, text, repository.env)).rejects.toMatchObject({
      name: "UserError",
      message: `"${text.replace("\n", "\\n")}" is neither a day nor a commit here`,
      hint: "write a day as 2026-11-20, or a branch, tag or commit id",
    }),
  );

  test("what is refused is not run, nor written anywhere", () => {
    expect(existsSync(repository.path("pwned"))).toBe(false);
    expect(repository.status()).toEqual([]);
  });

  test.each([1001, 10_000, 300_000])("%d characters are shown shortened", async (length) =>
    expect(findMoment(repository.dir, "x".repeat(length), repository.env)).rejects.toMatchObject({
      name: "UserError",
      message: `"${"x".repeat(60)}…" is neither a day nor a commit here`,
    }),
  );

  test.each(["2026-02-30", "2026-13-01", "0000-00-00", "0999-12-31"])("%s is no day", async (text) => {
    repository.git("branch", "--force", text);
    await expect(findMoment(repository.dir, text, repository.env)).rejects.toMatchObject({
      name: "UserError",
      message: `there is no day ${text}`,
      hint: "write a day that exists, as 2026-11-20",
    });
  });
});

describe("what is no commit, or not only one", () => {
  const refused = async ({ dir, env }: TestRepository, at: string) => {
    const error = await findMoment(dir, at, env).then(
      (moment) => expect.fail(`${at} is ${JSON.stringify(moment)}`),
      (error) => error,
    );
    expect(error).toBeInstanceOf(UserError);
    return [error.message, error.hint];
  };

  test("a tree and a blob, by themselves and by tags", async () => {
    const { repository } = createHistory();
    repository.git("tag", "tree", "HEAD^{tree}");
    repository.git("tag", "-a", "-m", "a blob", "blob", "HEAD:okr.yaml");
    const hint = "name a commit, or a branch or tag of one";
    for (const text of ["tree", "HEAD:", repository.git("rev-parse", "HEAD^{tree}")])
      expect(await refused(repository, text)).toEqual([
        `"${text}" names a folder (a tree), not a commit`,
        hint,
      ]);
    for (const text of ["blob", "HEAD:okr.yaml", ":okr.yaml"])
      expect(await refused(repository, text)).toEqual([
        `"${text}" names a file (a blob), not a commit`,
        hint,
      ]);
  });

  test("a branch and a tag of one name", async () => {
    const { repository, first } = createHistory();
    repository.git("branch", "v1");
    // Nor does it depend on what somebody set.
    repository.git("config", "core.warnAmbiguousRefs", "false");
    const expected = [
      '"v1" is ambiguous: it names refs/heads/v1 and refs/tags/v1',
      "write refs/heads/v1 or refs/tags/v1",
    ];
    expect(await refused(repository, "v1")).toEqual(expected);
    expect(await refused(repository, "v1~0")).toEqual(expected);
    expect(await findMoment(repository.dir, "refs/tags/v1", repository.env)).toMatchObject({ commit: first });
  });

  test("a branch that is called like the beginning of an id; HEAD and a whole id mean themselves", async () => {
    const { repository, first, merge } = createHistory();
    const short = first.slice(0, 7);
    repository.git("branch", short, merge);
    expect(await refused(repository, short)).toEqual([
      `"${short}" is ambiguous: it names refs/heads/${short} and is the beginning of an id`,
      `write refs/heads/${short}, or a whole commit id`,
    ]);
    repository.git("update-ref", "refs/heads/HEAD", first);
    repository.git("update-ref", `refs/heads/${first}`, merge);
    expect(await findMoment(repository.dir, "HEAD", repository.env)).toMatchObject({ commit: merge });
    expect(await findMoment(repository.dir, first, repository.env)).toMatchObject({ commit: first });
  });

  test("a branch of a remote is one, unless a branch of ours is called so", async () => {
    const clone = createHistory().repository.clone();
    const at = "origin/main";
    expect(await findMoment(clone.dir, at, clone.env)).toEqual({ day: "2026-11-20", commit: clone.head() });
    clone.git("branch", at);
    expect((await refused(clone, at))[1]).toBe("write refs/heads/origin/main or refs/remotes/origin/main");
  });

  test("the beginning of several commits", async () => {
    const repository = createRepository();
    const [one, two] = createTwins(repository) as [string, string];
    const short = one.slice(0, 4);
    const ids = [one, two].sort().map((id) => id.slice(0, 10));
    const expected = [
      `"${short}" is the beginning of 2 commits: ${ids.map((id) => `${id} of 2026-11-20`).join(", ")}`,
      "write more characters",
    ];
    expect(await refused(repository, short)).toEqual(expected);
    expect(await refused(repository, `${short}^0`)).toEqual(expected);
    expect(await findMoment(repository.dir, one.slice(0, 20), repository.env)).toMatchObject({ commit: one });
  });

  test("what a reflog no longer knows", async () => {
    const { repository } = createHistory();
    repository.git("config", "core.logAllRefUpdates", "true");
    repository.commit("logged");
    const [message, hint] = await refused(repository, "main@{2001-01-01}");
    expect(message).toMatch(/^"main@\{2001-01-01\}": what this clone noted down itself only goes back to /);
    expect(hint).toBe("name the day alone, as 2026-11-20: it asks the commits");
  });
});

/** Two commits whose ids begin with the same four characters, and a file whose id does, too. */
function createTwins(repository: TestRepository): string[] {
  const store = (type: string, content: string) =>
    execFileSync("git", ["hash-object", "-t", type, "-w", "--stdin"], {
      cwd: repository.dir,
      env: repository.env,
      input: content,
      encoding: "utf8",
    }).trim();
  const idOf = (type: string, content: string) =>
    createHash("sha1").update(`${type} ${content.length}\0${content}`).digest("hex");
  const tree = repository.git("rev-parse", "HEAD^{tree}");
  const person = "Ana Souza <ana@example.com> 1795168800 +0000";
  const commit = (number: number) =>
    `tree ${tree}\nauthor ${person}\ncommitter ${person}\n\nNumber ${number}\n`;
  const seen = new Map<string, string>();
  for (let number = 0; ; number++) {
    const content = commit(number);
    const short = idOf("commit", content).slice(0, 4);
    const twin = seen.get(short);
    if (twin === undefined) seen.set(short, content);
    else {
      let text = 0;
      while (!idOf("blob", `${text}`).startsWith(short)) text++;
      store("blob", `${text}`);
      return [store("commit", twin), store("commit", content)];
    }
  }
}

describe("what a clone left out", () => {
  const { repository, first } = createHistory();
  repository.git("config", "uploadpack.allowFilter", "true");
  const clone = (...options: string[]) => {
    const dir = `${temporaryFolder()}/clone`;
    repository.git("clone", "--quiet", ...options, `file://${repository.dir}`, dir);
    return dir;
  };
  const UNSHALLOW = "run git fetch --unshallow; in CI, check out with fetch-depth: 0";
  const REFETCH = "run git fetch --refetch --no-filter, or clone again without --filter";

  test("in a shallow one, days and commits before it", async () => {
    const dir = clone("--depth=1");
    expect(await findMoment(dir, "2026-11-20", repository.env)).toMatchObject({ commit: repository.head() });
    await expect(findMoment(dir, "2026-11-19", repository.env)).rejects.toMatchObject({
      name: "UserError",
      message: "this clone does not reach back to 2026-11-19: it is shallow",
      hint: UNSHALLOW,
    });
    for (const text of [first, first.slice(0, 7), "HEAD~1", "v1", "side"])
      await expect(findMoment(dir, text, repository.env)).rejects.toMatchObject({
        name: "UserError",
        message: `"${text}" is neither a day nor a commit in this clone, which is shallow: its history is cut off`,
        hint: UNSHALLOW,
      });
  });

  test("in a partial one, whatever was not fetched", async () => {
    const dir = clone("--filter=tree:0", "--no-checkout", "--single-branch", "--no-tags");
    expect(await findMoment(dir, "2026-11-09", repository.env)).toMatchObject({ commit: first });
    for (const text of ["v1", "HEAD:", "1".repeat(40)])
      await expect(findMoment(dir, text, repository.env)).rejects.toMatchObject({
        name: "UserError",
        message: `"${text}" is neither a day nor a commit in this clone, which is partial`,
        hint: REFETCH,
      });
  });
});

describe("where there is no commit to start from", () => {
  test("an empty repository", async () => {
    const { dir, env } = createEmptyRepository();
    for (const at of ["2026-11-20", "HEAD", "main"])
      await expect(findMoment(dir, at, env)).rejects.toMatchObject({
        name: "UserError",
        message: `there are no commits in ${dir} yet`,
        hint: "commit your OKRs first: git add . && git commit",
      });
  });

  test("an unborn branch beside others", async () => {
    const { repository, side } = createHistory();
    const { dir, env } = repository;
    repository.git("symbolic-ref", "HEAD", "refs/heads/trunk");
    for (const at of ["2026-11-20", "HEAD", "@~1"])
      await expect(findMoment(dir, at, env)).rejects.toMatchObject({
        name: "UserError",
        message: "the branch trunk, which HEAD names, has no commits",
        hint: "name a branch that has some: --at main, --at side",
      });
    expect(await findMoment(dir, "side", env)).toMatchObject({ commit: side });
    await expect(findMoment(dir, "ghost", env)).rejects.toMatchObject({
      message: '"ghost" is neither a day nor a commit here',
    });
  });

  test("a folder outside git", async () => {
    const dir = temporaryFolder();
    const env = isolatedEnvironment({ GIT_CEILING_DIRECTORIES: `${dir}/..` });
    for (const at of ["2026-11-20", "HEAD"])
      await expect(findMoment(dir, at, env)).rejects.toMatchObject({
        name: "UserError",
        message: `${dir} is not in a git repository: nothing is known but what lies there now`,
        hint: "leave out --at, or keep your OKRs in git",
      });
  });
});

describe("commits with dates that cannot be right", () => {
  const repository = createRepository();
  const { dir, env } = repository;
  /** A commit whose committer's date is written so. */
  const commitAt = (date: string) => {
    const text = `tree ${repository.git("rev-parse", "HEAD^{tree}")}\nparent ${repository.head()}\nauthor Ana <> 0 +0000\ncommitter Ana <> ${date}\n\nOdd\n`;
    const args = ["hash-object", "-t", "commit", "-w", "--stdin", "--literally"];
    return execFileSync("git", args, { cwd: dir, env, input: text, encoding: "utf8" }).trim();
  };

  test.each([
    ["0 +0000", "1970-01-01"],
    ["4294967295 +0000", "2106-02-07"],
    ["253402300799 +0000", "9999-12-31"],
    ["1794988800 +1400", "2026-11-18"],
    ["1794988799 -1200", "2026-11-17"],
  ])("%s is %s", async (date, day) => {
    const commit = commitAt(date);
    expect(await findMoment(dir, commit, env)).toEqual({ day, commit });
  });

  test.each(["253402300800 +0000", "99999999999999 +0000", "-5 +0000", "soon", ""])(
    "%j is no day",
    async (date) => {
      const commit = commitAt(date);
      await expect(findMoment(dir, commit, env)).rejects.toMatchObject({
        name: "UserError",
        message: `commit ${commit.slice(0, 7)} has no date that can be read`,
      });
      repository.git("update-ref", "refs/heads/odd", commit);
      repository.git("symbolic-ref", "HEAD", "refs/heads/odd");
      const found = await findMoment(dir, "2026-11-20", env);
      repository.git("symbolic-ref", "HEAD", "refs/heads/main");
      expect(found).toMatchObject({ commit: repository.head() });
    },
  );
});

test("a history is read no further than to the day asked about", async () => {
  const repository = createRepository();
  const { dir, env } = repository;
  const first = repository.head();
  for (const name of ["two", "three", "four"]) repository.commit(name);
  rmSync(repository.path(`.git/objects/${first.slice(0, 2)}/${first.slice(2)}`));
  expect(await findMoment(dir, "2026-11-20", env)).toMatchObject({ commit: repository.head() });
  await expect(findMoment(dir, "2026-11-19", env)).rejects.toMatchObject({
    name: "UserError",
    message: expect.stringContaining(first),
  });
});

test("grafts and replacements change no history", async () => {
  const { repository, first, second } = createHistory();
  repository.write(".git/info/grafts", `${repository.head()}\n`);
  repository.git("replace", "--force", second, first);
  expect(await findMoment(repository.dir, "2026-11-10", repository.env)).toMatchObject({ commit: second });
  const said = await readGit(repository.dir, ["log", "--format=%s"], { env: repository.env });
  expect([said.stdout.toString(), said.stderr]).toEqual(["merge\nside\nsecond\nfirst\n", ""]);
});

describe("a commit from before the OKRs", () => {
  const { repository, first, second, merge } = createHistory();
  repository.write("company/okrs/okr.yaml", "version: 1\n");
  const { dir, env } = repository;
  repository.git("add", "--all");
  repository.git("commit", "--quiet", "-m", "OKRs move in");
  const root = findRoot(repository.path("company/okrs"));
  test.each([
    ["2026-11-05", "2026-11-05", first],
    [second, "2026-11-10", second],
    ["HEAD~1", "2026-11-20", merge],
  ])("%s", async (at, day, commit) =>
    expect(momentOf(root, at, "2026-12-24", env)).rejects.toMatchObject({
      name: "UserError",
      message: `there was no company/okrs/okr.yaml on ${day} (commit ${commit.slice(0, 7)})`,
      hint: `the current branch has it since 2026-11-20 (commit ${repository.head().slice(0, 7)}): name that day or a later one, or a commit`,
    }),
  );

  test("is told from one with them", async () => {
    expect(await momentOf(root, "HEAD", "2026-12-24", env)).toMatchObject({ commit: repository.head() });
    expect(await momentOf(findRoot(dir), first, "2026-12-24", env)).toMatchObject({ commit: first });
  });

  test("and from one that is nowhere yet", async () => {
    repository.write("plans/okr.yaml", "version: 1\n");
    await expect(
      momentOf(findRoot(repository.path("plans")), "HEAD", "2026-12-24", env),
    ).rejects.toMatchObject({
      message: expect.stringContaining("there was no plans/okr.yaml on 2026-11-20"),
      hint: "name a commit that holds your OKRs; they may have lain in another folder, or are not committed yet",
    });
  });

  test("a clone without trees cannot tell", async () => {
    repository.git("config", "uploadpack.allowFilter", "true");
    const clone = `${temporaryFolder()}/clone`;
    repository.git("clone", "--quiet", "--filter=tree:0", "--no-checkout", `file://${dir}`, clone);
    await expect(momentOf(rootAt(clone), first, "2026-12-24", env)).rejects.toMatchObject({
      name: "UserError",
      message: "this clone does not hold all files of that commit",
    });
  });
});

test("dates are told by the repository, not by how somebody shows or signs them", async () => {
  const repository = createRepository();
  repository.git("config", "log.date", "relative");
  repository.git("config", "log.showSignature", "true");
  repository.git("config", "format.pretty", "oneline");
  repository.git("config", "color.ui", "always");
  expect(await findMoment(repository.dir, "HEAD", repository.env)).toEqual({
    day: "2026-11-20",
    commit: repository.head(),
  });
  expect(await findMoment(repository.dir, "2026-11-20", repository.env)).toEqual({
    day: "2026-11-20",
    commit: repository.head(),
  });
});
