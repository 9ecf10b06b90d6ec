import { describe, expect, test } from "vitest";
import { commitFiles } from "../../src/store/commit.ts";
import { type Undone, undoLast } from "../../src/store/undo.ts";
import {
  createEmptyRepository,
  createRepository,
  createShared,
  type TestRepository,
} from "../support/repository.ts";

const isRecord = (path: string) => /-check-in-/.test(path);
const A = "okrs/a/2026-11-20-check-in-hk3x8ta.md";
const B = "okrs/b/2026-11-20-check-in-hk3x8tb.md";

async function undo(repo: TestRepository, root = repo.dir, email = "Ana@Example.com"): Promise<Undone> {
  return undoLast(await repo.open(), root, { isRecord, email });
}

async function checkIn(repo: TestRepository, paths: readonly string[], root = repo.dir): Promise<string> {
  const changes = paths.map((path) => ({ path, content: "---\nkind: check-in\n---\n" }));
  const message = `Check in ${paths.length} of them\n`;
  return (await commitFiles(await repo.open(), root, { changes, message })).commit;
}

test("the newest check-in is taken back by a commit; what is staged or dirty stays", async () => {
  const repo = createRepository();
  const first = await checkIn(repo, [A]);
  const second = await checkIn(repo, [B, A.replace("hk3", "hk4")]);
  repo.commit("Something else", { "README.md": "more\n" });
  repo.write("README.md", "dirty\n");
  repo.write("staged.md", "staged\n");
  repo.git("add", "staged.md");
  const undone = await undo(repo);
  const message = `Revert "Check in 2 of them"\n\nThis reverts commit ${second}.\n`;
  const paths = [A.replace("hk3", "hk4"), B];
  expect(undone).toEqual({ undone: second, commit: repo.head(), paths, message });
  expect(repo.git("log", "-1", "--format=%B")).toBe(message.trimEnd());
  expect(repo.changes()).toEqual(paths.map((path) => `D ${path}`));
  expect(repo.status()).toEqual([" M README.md", "A  staged.md"]);
  expect((await undo(repo)).undone).toBe(first);
  await expect(undo(repo)).rejects.toThrow("there is no check-in by Ana@Example.com to take back");
  expect(repo.problems()).toEqual([]);
});

test("in a folder of a monorepo", async () => {
  const repo = createRepository({ "our okrs/okr.yaml": "version: 1\n" });
  const root = repo.path("our okrs");
  await checkIn(repo, [A]);
  const inside = await checkIn(repo, [A], root);
  expect(await undo(repo, root)).toMatchObject({ undone: inside, paths: [A] });
  await expect(undo(repo, root)).rejects.toThrow("no check-in");
});

test("with core.autocrlf", async () => {
  const repo = createRepository();
  repo.git("config", "core.autocrlf", "true");
  await checkIn(repo, [A]);
  expect((await undo(repo)).paths).toEqual([A]);
});

describe("only what is not pushed", () => {
  test("a pushed check-in stays", async () => {
    const { ours } = createShared();
    await checkIn(ours, [A]);
    ours.git("push", "--quiet");
    await expect(undo(ours)).rejects.toMatchObject({
      message: 'your last check-in, "Check in 1 of them", is already pushed',
      hint: expect.stringContaining("correcting check-in"),
    });
    const later = await checkIn(ours, [B]);
    expect((await undo(ours)).undone).toBe(later);
  });

  test("without an upstream, what no remote has; also when the upstream is gone", async () => {
    const { ours } = createShared();
    await checkIn(ours, [A]);
    ours.git("switch", "--quiet", "-c", "side");
    ours.git("push", "--quiet", "-u", "origin", "side");
    ours.git("branch", "--unset-upstream");
    await expect(undo(ours)).rejects.toThrow("already pushed");
    const later = await checkIn(ours, [B]);
    ours.git("config", "branch.side.remote", "origin");
    ours.git("config", "branch.side.merge", "refs/heads/gone");
    expect((await undo(ours)).undone).toBe(later);
    await expect(undo(ours)).rejects.toThrow("already pushed");
  });
});

describe("a refusal changes nothing", () => {
  test.each([
    [
      "of somebody else",
      (repo: TestRepository) => checkIn(repo, [A]),
      "bia@example.com",
      "no check-in by bia",
    ],
    [
      "that also did something else",
      async (repo: TestRepository) => repo.commit("Both", { [A]: "x\n", "README.md": "y\n" }),
      "ana@example.com",
      "no check-in",
    ],
    [
      "whose file was edited in a later commit",
      async (repo: TestRepository) => {
        await checkIn(repo, [A]);
        repo.commit("Edit", { [A]: "edited\n" });
      },
      "ana@example.com",
      `${A} was changed since`,
    ],
    [
      "whose file is dirty",
      async (repo: TestRepository) => {
        await checkIn(repo, [A, B]);
        repo.write(B, "dirty\n");
      },
      "ana@example.com",
      `taken back: ${B} was changed since`,
    ],
    [
      "when a hook refuses",
      async (repo: TestRepository) => {
        await checkIn(repo, [A]);
        repo.hook("pre-commit", "exit 1");
      },
      "ana@example.com",
      "a hook refused",
    ],
  ])("a check-in %s", async (_, prepare, email, message) => {
    const repo = createRepository();
    await prepare(repo);
    const before = [repo.head(), repo.status(), repo.index()];
    await expect(undo(repo, repo.dir, email)).rejects.toMatchObject({
      name: "UserError",
      message: expect.stringContaining(message),
    });
    expect([repo.head(), repo.status(), repo.index(), repo.problems()]).toEqual([...before, []]);
  });

  test("an unborn branch", async () => {
    await expect(undo(createEmptyRepository())).rejects.toThrow("there are no commits yet");
  });
});
