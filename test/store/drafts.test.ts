import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { delimiter, join } from "node:path";
import { buildSync } from "esbuild";
import { describe, expect, onTestFinished, test } from "vitest";
import { type Change, commitFiles } from "../../src/store/commit.ts";
import { listDrafts, removeDraft, saveDraft } from "../../src/store/drafts.ts";
import {
  createRepository,
  isolatedEnvironment,
  TestRepository,
  temporaryFolder,
} from "../support/repository.ts";

const TEXT = "objective: first-week\nplan: Ship it\n";

describe("a draft", () => {
  test("is kept in the git directory, for its owner only, and is no change", async () => {
    const repo = createRepository();
    const opened = await repo.open();
    const path = repo.path(".git/okr/drafts/first-week.yaml");
    expect(await saveDraft(opened, [], "first-week", TEXT)).toEqual({ path });
    expect([readFileSync(path, "utf8"), statSync(path).mode & 0o777]).toEqual([TEXT, 0o600]);
    expect(await listDrafts(opened)).toEqual([{ name: "first-week", path, text: TEXT }]);
    expect(repo.status()).toEqual([]);
    await removeDraft(path);
    await removeDraft(path);
    expect(await listDrafts(opened)).toEqual([]);
  });

  test("never replaces another", async () => {
    const repo = await createRepository().open();
    for (const text of ["one", "two", "three"]) await saveDraft(repo, [], "a", text);
    expect((await listDrafts(repo)).map(({ name, text }) => [name, text])).toEqual([
      ["a-2", "two"],
      ["a-3", "three"],
      ["a", "one"],
    ]);
  });

  test("of a linked working tree is its own", async () => {
    const repo = createRepository();
    const linked = await repo.worktree("side").open();
    await saveDraft(linked, [], "a", TEXT);
    expect(await listDrafts(await repo.open())).toEqual([]);
    expect(await listDrafts(linked)).toHaveLength(1);
  });

  test("goes to the first fallback that takes it, outside git or where git's folder does not", async () => {
    const repo = createRepository();
    const [gone, fallback, outside] = [join(temporaryFolder(), "gone"), temporaryFolder(), temporaryFolder()];
    const path = join(fallback, "okr-draft-a.yaml");
    expect(await saveDraft(null, [gone, fallback], "a", TEXT)).toEqual({ path });
    symlinkSync(outside, repo.path(".git/okr"));
    const second = await saveDraft(await repo.open(), [gone, fallback], "a", TEXT);
    expect([second, readdirSync(outside)]).toEqual([{ path: join(fallback, "okr-draft-a-2.yaml") }, []]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test("that nobody takes is null: the caller shows the text", async () => {
    expect(await saveDraft(null, ["/dev/null", join(temporaryFolder(), "gone")], "a", TEXT)).toBeNull();
  });
});

describe("killed in the middle", () => {
  const script = join(temporaryFolder(), "check-in.mjs");
  const contents = `
    import { openRepository } from "./src/store/repository.ts";
    import { saveDraft, removeDraft } from "./src/store/drafts.ts";
    import { commitFiles } from "./src/store/commit.ts";
    const env = { ...process.env, OKR_PID: String(process.pid) };
    const repo = await openRepository(process.cwd(), env);
    const draft = await saveDraft(repo, [], "first-week", ${JSON.stringify(TEXT)});
    const changes = [{ path: "okrs/a.md", content: "a" }, { path: "edit.md", content: "new", expected: "old" }];
    await commitFiles(repo, repo.top, { changes, message: "Check in" });
    await removeDraft(draft.path);`;
  const resolveDir = join(import.meta.dirname, "../..");
  buildSync({
    stdin: { contents, resolveDir },
    bundle: true,
    platform: "node",
    format: "esm",
    outfile: script,
  });

  function createBusy(): TestRepository {
    const repo = createRepository({ "edit.md": "old", "README.md": "x\n" });
    repo.write("staged.md", "staged\n");
    repo.git("add", "staged.md");
    return repo;
  }

  /** Expects sound objects, whole commits, the draft, what was staged, and that the next check-in works. */
  async function expectSound(repo: TestRepository): Promise<void> {
    expect(repo.problems()).toEqual([]);
    const subjects = repo.subjects();
    expect([["Begin"], ["Check in", "Begin"]]).toContainEqual(subjects);
    if (subjects.length === 2) expect(repo.changes()).toEqual(["M edit.md", "A okrs/a.md"]);
    const opened = await repo.open();
    expect((await listDrafts(opened)).map(({ text }) => text)).toEqual([TEXT]);
    await commitFiles(opened, repo.dir, { changes: [{ path: "okrs/b.md", content: "b" }], message: "Next" });
    expect([repo.changes(), repo.git("diff", "--cached", "--name-only", "--", "staged.md")]).toEqual([
      ["A okrs/b.md"],
      "staged.md",
    ]);
  }

  test("before each git process in turn", async () => {
    let killed = 0;
    for (let count = 2; ; count++) {
      const repo = createBusy();
      const [bin, counter] = [temporaryFolder(), temporaryFolder()];
      const real = spawnSync("sh", ["-c", "command -v git"], { encoding: "utf8" }).stdout.trim();
      const counting = `n=1; while ! mkdir ${counter}/$n 2>/dev/null; do n=$((n+1)); done`;
      writeFileSync(
        join(bin, "git"),
        `#!/bin/sh\n${counting}; [ $n = ${count} ] && { kill -9 $PPID; exit 1; }; exec ${real} "$@"\n`,
      );
      chmodSync(join(bin, "git"), 0o755);
      const env = { ...repo.env, PATH: `${bin}${delimiter}${repo.env.PATH}` };
      const { signal, status } = spawnSync(process.execPath, [script], { cwd: repo.dir, env });
      if (signal === null) {
        expect([status, readdirSync(counter).length]).toEqual([0, count - 1]);
        break;
      }
      killed++;
      await expectSound(repo);
    }
    // The index and the differences; add; commit; what landed.
    expect(killed).toBe(5);
  });

  test.each(["pre-commit", "commit-msg", "post-commit"])(
    "together with git, in the hook %s",
    async (name) => {
      const repo = createBusy();
      repo.hook(name, "kill -9 $PPID $OKR_PID");
      expect(spawnSync(process.execPath, [script], { cwd: repo.dir, env: repo.env }).signal).toBe("SIGKILL");
      // Git itself never removes the lock of a git that was killed.
      rmSync(repo.path(".git/index.lock"), { force: true });
      rmSync(repo.path(`.git/hooks/${name}`));
      await expectSound(repo);
    },
  );
});

/** A file system of `size` bytes in memory, or null where none may be mounted. */
function mountSmall(size: number): string | null {
  const dir = temporaryFolder();
  if (spawnSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "none", dir]).status !== 0) return null;
  onTestFinished(() => void spawnSync("umount", ["-l", dir]));
  return dir;
}

/** Fills the disk but for `left` bytes. */
function fillDisk(disk: string, left: number): void {
  const { bavail, bsize } = statfsSync(disk);
  writeFileSync(join(disk, "filler"), Buffer.alloc(Math.max(0, bavail * bsize - left)));
}

const LONG = "a line\n".repeat(2000);
const RECORD = "okrs/first-week/a.md";
const CHANGES: readonly Change[] = [
  { path: RECORD, content: "a\n" },
  { path: "grows.md", content: LONG, expected: "short\n" },
  { path: "shrinks.md", content: "short\n", expected: LONG },
];

function createOn(disk: string, what: string): TestRepository {
  const dir = what === "git directory" ? temporaryFolder() : join(disk, "repository");
  mkdirSync(dir, { recursive: true });
  const repo = new TestRepository(dir, isolatedEnvironment());
  const gitDir = join(what === "files" ? temporaryFolder() : disk, "git");
  const apart = what === "files and git directory" ? [] : [`--separate-git-dir=${gitDir}`];
  repo.git("init", "--quiet", "--initial-branch=main", "--template=", ...apart);
  repo.commit("Begin", { "grows.md": "short\n", "shrinks.md": LONG, "other.md": "x\n" });
  repo.write("other.md", "staged\n");
  repo.git("add", "other.md");
  return repo;
}

test.for(["files", "git directory", "files and git directory"])(
  "a full disk under the %s loses nothing at any moment",
  async (what, { skip }) => {
    const disk = mountSmall(1024 * 1024);
    if (disk === null) return skip("no file system can be mounted here");
    const repo = createOn(disk, what);
    const stateOf = () => [
      repo.head(),
      repo.status(),
      repo.index(),
      repo.read("grows.md"),
      repo.read("shrinks.md"),
    ];
    const [before, opened, fallback] = [stateOf(), await repo.open(), temporaryFolder()];
    const outcomes = new Set<string>();
    for (let left = 0; left <= 80 * 1024; left += 8192) {
      fillDisk(disk, left);
      const draft = await saveDraft(opened, [fallback], "a", TEXT);
      expect(draft && readFileSync(draft.path, "utf8")).toBe(TEXT);
      const options = { changes: CHANGES, message: "Check in", patience: 50 };
      const outcome = await commitFiles(opened, repo.dir, options).catch((error: Error) => error);
      rmSync(join(disk, "filler"));
      if (draft) await removeDraft(draft.path);
      expect(repo.problems()).toEqual([]);
      outcomes.add(outcome instanceof Error ? outcome.name : "landed");
      if (!(outcome instanceof Error)) {
        expect(repo.changes()).toEqual(["M grows.md", `A ${RECORD}`, "M shrinks.md"]);
        repo.git("reset", "--quiet", "--soft", "HEAD^");
        repo.git("restore", "--staged", "--worktree", "grows.md", "shrinks.md");
        repo.git("rm", "--quiet", "--force", RECORD);
      } else if (outcome.message.includes(`Still staged: ${RECORD}`))
        // Git had no room to write its index, so we said what is left to do.
        repo.git("rm", "--quiet", "--cached", RECORD);
      expect([left, stateOf()]).toEqual([left, before]);
      expect(existsSync(repo.path("okrs"))).toBe(false);
    }
    expect(outcomes).toEqual(new Set(["UserError", "landed"]));
  },
);
