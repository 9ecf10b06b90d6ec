import { existsSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Provenance } from "../../src/analysis/provenance.ts";
import { NO_HISTORY } from "../../src/model/history.ts";
import { createEmptyRepository, TestRepository, temporaryFolder } from "../support/repository.ts";
import {
  actsBelow,
  asOf,
  BEGINNING,
  checkIn,
  copyOf,
  createMerged,
  createStory,
  importCommits,
  MEANWHILE,
  MIDDLE,
  OBJECTIVE,
  originsOf,
  PEOPLE,
  readStory,
  targetsOf,
  tell,
  tellHistory,
  tellOn,
} from "../support/story.ts";

describe("the same history wherever the repository keeps it:", async () => {
  const repo = createMerged();
  const { history } = await readStory(repo);

  test("eight commits, and four steps of the branch", () => {
    expect([history.commits.length, history.branch.length]).toEqual([8, 4]);
  });

  test("a linked working tree", async () => {
    const copy = copyOf(repo);
    rmSync(copy.path(".git/okr"), { recursive: true });
    expect((await readStory(copy.worktree("other"))).history).toEqual(history);
    // What is kept is kept for all of them.
    expect(existsSync(copy.path(".git/okr"))).toBe(true);
    expect(existsSync(copy.path(".git/worktrees/other/okr"))).toBe(false);
  });

  test("a linked working tree on another branch", async () => {
    const tree = copyOf(repo).worktree("other");
    tree.git("reset", "--quiet", "--hard", "HEAD^1");
    expect((await readStory(tree)).history.commits).toHaveLength(3);
  });

  test("a git directory elsewhere", async () => {
    const dir = temporaryFolder();
    const elsewhere = join(temporaryFolder(), "kept here");
    repo.git("clone", "--quiet", `--separate-git-dir=${elsewhere}`, repo.dir, dir);
    expect((await readStory(dir)).history).toEqual(history);
    expect(existsSync(join(elsewhere, "okr"))).toBe(true);
  });

  test("a git directory behind a symbolic link", async () => {
    const copy = copyOf(repo);
    const elsewhere = join(temporaryFolder(), "git");
    renameSync(copy.path(".git"), elsewhere);
    symlinkSync(elsewhere, copy.path(".git"));
    expect((await readStory(copy)).history).toEqual(history);
  });

  test("the root of a submodule", async () => {
    const outer = createStory([MEANWHILE]);
    const add = ["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", repo.dir, "our okrs"];
    outer.git(...add);
    outer.git("commit", "--quiet", "-m", "Add OKRs");
    expect((await readStory(outer.path("our okrs"))).history).toEqual(history);
    expect(existsSync(outer.path(".git/modules/our okrs/okr"))).toBe(true);
  });

  test("a bare repository that is named", async () => {
    const bare = createEmptyRepository({ bare: true });
    repo.git("push", "--quiet", bare.dir, "main");
    expect((await readStory(bare, { named: true })).history).toEqual(history);
  });

  test("a bare repository with the OKRs in a folder", async () => {
    const below = createMerged("a b/ö/");
    const bare = createEmptyRepository({ bare: true });
    below.git("push", "--quiet", bare.dir, "main");
    const expected = (await readStory(below.path("a b/ö"))).history;
    expect((await readStory(bare, { named: true })).history).toEqual(expected);
    expect(expected.commits.map(({ changes }) => changes)).toEqual(
      history.commits.map(({ changes }) => changes),
    );
  });

  test("a folder whose name has several lines", async () => {
    const below = createMerged("a\nb/");
    const found = await readStory(below.path("a\nb"));
    expect(found.history.commits.map(({ changes }) => changes)).toEqual(
      history.commits.map(({ changes }) => changes),
    );
  });

  test.each(["file", "submodule"])("a folder where a %s stood before", async (what) => {
    const seed = createStory([{ ...MEANWHILE, files: { company: "x\n" } }]);
    if (what === "submodule") {
      seed.git("rm", "--quiet", "company");
      seed.git("update-index", "--add", "--cacheinfo", `160000,${seed.head()},company`);
      seed.git("commit", "--quiet", "-m", "A submodule");
    }
    seed.git("rm", "--quiet", "--cached", "company");
    rmSync(seed.path("company"), { recursive: true, force: true });
    tell(seed, actsBelow("company/", BEGINNING));
    const bare = createEmptyRepository({ bare: true });
    seed.git("push", "--quiet", bare.dir, "main");
    const { history: found } = await readStory(seed.path("company"));
    expect(found.commits).toHaveLength(3);
    expect((await readStory(bare, { named: true })).history).toEqual(found);
  });

  test("packed, with a commit graph and a bitmap", async () => {
    const copy = copyOf(repo);
    copy.git("repack", "-adbq", "--window=50");
    copy.git("commit-graph", "write", "--reachable", "--changed-paths");
    copy.git("multi-pack-index", "write");
    expect((await readStory(copy)).history).toEqual(history);
  });

  test("objects in another repository", async () => {
    const dir = join(temporaryFolder(), "borrower");
    repo.git("clone", "--quiet", "--shared", repo.dir, dir);
    expect((await readStory(dir)).history).toEqual(history);
  });

  test("a detached HEAD", async () => {
    const copy = copyOf(repo);
    copy.git("switch", "--quiet", "--detach", "HEAD^1");
    expect((await readStory(copy)).history.commits).toHaveLength(3);
  });

  test("an earlier moment", async () => {
    const { history: then } = await readStory(repo, { at: "2026-10-05" });
    expect(then.commits.map(({ id }) => id)).toEqual(history.commits.slice(0, 2).map(({ id }) => id));
  });

  test("a working tree that somebody is changing", async () => {
    const copy = copyOf(repo);
    copy.write(OBJECTIVE, copy.read(OBJECTIVE).replace("95", "1000"));
    copy.write("okrs/teams/explorer.md", "---\nkind: team\nid: other\nname: Other\n---\n");
    copy.write("okr.yaml", "version: 1\nname: Other\n");
    expect(tellHistory((await readStory(copy)).history)).toEqual(tellHistory(history));
  });

  test("with SHA-256 for ids", async (context) => {
    const dir = temporaryFolder();
    const sha256 = new TestRepository(dir, repo.env);
    if (repo.tryGit("init", "--quiet", "--object-format=sha256", "-b", "main", dir) !== 0)
      context.skip("this git makes no repositories with SHA-256");
    tell(sha256, BEGINNING);
    tellOn(sha256, "side", MIDDLE);
    tell(sha256, [MEANWHILE]);
    asOf(sha256, "rafael", "2026-11-02").git("merge", "--quiet", "--no-ff", "-m", "Merge", "side");
    const snapshot = await readStory(sha256);
    expect(snapshot.history.commits.map(({ changes }) => changes)).toEqual(
      history.commits.map(({ changes }) => changes),
    );
    expect(snapshot.history.commits.at(-1)?.id).toMatch(/^[0-9a-f]{64}$/);
    expect(originsOf(sha256, snapshot)).toEqual(originsOf(repo, await readStory(repo)));
  });
});

describe("there is no history", () => {
  const files = Object.assign({}, ...BEGINNING.map((act) => act.files)) as Record<string, string>;

  test("outside git", async () => {
    const { dir, ...folder } = createEmptyRepository();
    const repo = Object.assign(Object.create(TestRepository.prototype), { dir, ...folder }) as TestRepository;
    for (const [path, text] of Object.entries(files)) repo.write(path, text);
    renameSync(repo.path(".git"), join(temporaryFolder(), "git"));
    const snapshot = await readStory(repo);
    expect([snapshot.checkIns.length, snapshot.history]).toEqual([1, NO_HISTORY]);
  });

  test("before the first commit", async () => {
    const repo = createEmptyRepository();
    for (const [path, text] of Object.entries(files)) repo.write(path, text);
    const snapshot = await readStory(repo);
    expect([snapshot.checkIns.length, snapshot.history]).toEqual([1, NO_HISTORY]);
  });

  test("on a branch without commits, though there are some on others", async () => {
    const repo = createStory(BEGINNING);
    repo.git("switch", "--quiet", "--orphan", "fresh");
    for (const [path, text] of Object.entries(files)) repo.write(path, text);
    expect((await readStory(repo)).history).toEqual(NO_HISTORY);
  });

  test("where nothing of the root is committed yet", async () => {
    const repo = createStory([MEANWHILE]);
    for (const [path, text] of Object.entries(files)) repo.write(`company/${path}`, text);
    expect((await readStory(repo.path("company"))).history).toEqual(NO_HISTORY);
  });
});

describe("the root in another folder than before:", () => {
  /** The whole company moves into a folder, which then is the root. */
  async function moveRoot() {
    const repo = createStory([...BEGINNING, ...MIDDLE]);
    repo.write("company/x", "");
    repo.git("mv", "okr.yaml", "okrs", "company/");
    repo.git("rm", "--quiet", "--cached", "--ignore-unmatch", "company/x");
    asOf(repo, "rafael", "2026-11-04").git("commit", "--quiet", "-m", "Move");
    tell(repo, actsBelow("company/", [{ ...MEANWHILE, files: { "okrs/notes.md": "x\n" } }]));
    return readStory(repo.path("company")).then((snapshot) => ({ repo, snapshot }));
  }

  test("its history goes on before the move", async () => {
    const { repo, snapshot } = await moveRoot();
    expect([snapshot.checkIns.length, snapshot.history.commits.length]).toEqual([4, 7]);
    expect(targetsOf(snapshot)).toEqual([90, 95]);
    const subject = "Check in on 16 October";
    expect(originsOf(repo, snapshot)["2026-10-16"]).toEqual([subject, PEOPLE.joao, "2026-10-16", subject]);
  });
});

describe("a long history", () => {
  const PATH = "okrs/counted.md";
  /** One commit of a stream for git fast-import, in which the count goes up and down. */
  const commit = (branch: string, mark: number, ...parents: readonly string[]) => {
    const text = checkIn("2026-10-09", "ana", 70 + (mark % 2), 40);
    const who = `Ana Souza <ana@example.com> ${1791540000 + mark * 60} +0000`;
    const head = `commit refs/heads/${branch}\nmark :${mark}\ncommitter ${who}\ndata 1\nx\n`;
    const links = parents.map((parent, index) => `${index === 0 ? "from" : "merge"} ${parent}\n`);
    return `${head}${links.join("")}M 100644 inline ${PATH}\ndata ${text.length}\n${text}\n`;
  };
  const beginning = createStory(BEGINNING);

  test("of three thousand commits, one upon the other", async () => {
    const repo = copyOf(beginning);
    const base = repo.head();
    const marks = Array.from({ length: 3000 }, (_, index) => index + 1);
    const commits = marks.map((mark) => commit("main", mark, mark === 1 ? base : `:${mark - 1}`));
    importCommits(repo, commits.join(""));
    const { history } = await readStory(repo);
    expect([history.commits.length, history.branch.length]).toEqual([3003, 3003]);
    expect(new Provenance(history).of(PATH)?.order).toBe(3);
  });

  test("of a thousand merges, each of a branch that starts before all of them", async () => {
    const repo = copyOf(beginning);
    const base = repo.head();
    const commits: string[] = [];
    for (let mark = 1; mark < 2000; mark += 2) {
      commits.push(commit("side", mark, base));
      commits.push(commit("main", mark + 1, mark === 1 ? base : `:${mark - 1}`, `:${mark}`));
    }
    importCommits(repo, commits.join(""));
    const { history } = await readStory(repo);
    expect(history.commits.length).toBe(2003);
    expect(history.commits.slice(3).every(({ landed, order }) => landed.order === order + (order % 2))).toBe(
      true,
    );
  });
});
