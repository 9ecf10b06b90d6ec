import { describe, expect, test } from "vitest";
import { findMoment } from "../../src/store/moment.ts";
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
      hint: "name a later day, or a commit",
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
  test.each([
    ["HEAD", "2026-11-20", merge],
    ["main~1", "2026-11-10", second],
    ["side", "2026-11-15", side],
    ["v1", "2026-11-01", first],
    ["v2", "2026-11-10", second],
    [first.slice(0, 8), "2026-11-01", first],
    ["HEAD^{/second}", "2026-11-10", second],
  ])("%s", async (revision, day, commit) =>
    expect(await findMoment(repository.dir, revision, repository.env)).toEqual({ day, commit }),
  );

  test.each([
    "nowhere",
    "",
    "--all",
    "-n1",
    "^main",
    "main:okr.yaml",
    "2026-02-30",
    "2026-11",
    "HEAD..main",
    "a b",
    "v1\0",
    "$(id)",
  ])("%j is refused", async (text) =>
    expect(findMoment(repository.dir, text, repository.env)).rejects.toMatchObject({
      name: "UserError",
      message: `"${text}" is neither a day nor a commit here`,
      hint: "write a day as 2026-11-20, or a branch, tag or commit id",
    }),
  );
});

test("a shallow clone says that it is cut off", async () => {
  const { repository } = createHistory();
  const dir = `${temporaryFolder()}/shallow`;
  repository.git("clone", "--quiet", "--depth=1", `file://${repository.dir}`, dir);
  expect(await findMoment(dir, "2026-11-20", repository.env)).toMatchObject({ commit: repository.head() });
  await expect(findMoment(dir, "2026-11-19", repository.env)).rejects.toMatchObject({
    message: "this clone does not reach back to 2026-11-19: it is shallow",
    hint: "run git fetch --unshallow",
  });
});

test("an unborn branch and a folder outside git have no commits", async () => {
  for (const dir of [createEmptyRepository().dir, temporaryFolder()]) {
    await expect(findMoment(dir, "2026-11-20", isolatedEnvironment())).rejects.toMatchObject({
      name: "UserError",
    });
    await expect(findMoment(dir, "HEAD", isolatedEnvironment())).rejects.toMatchObject({ name: "UserError" });
  }
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
