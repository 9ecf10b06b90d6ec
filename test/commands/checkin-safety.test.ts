import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { delimiter, join } from "node:path";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { ANSWERS, asPerson, createExplorer, EXPLORER_FILES } from "../support/explorer.ts";
import { type Ended, ensureBuilt, OKR_ON_A_DAY, runProcess } from "../support/process.ts";
import {
  createEmptyRepository,
  createRepository,
  createShared,
  TestRepository,
  temporaryFolder,
} from "../support/repository.ts";
import { type Ran, runIn } from "../support/run.ts";

beforeAll(ensureBuilt);

const DAY = { today: "2026-11-20" } as const;
const ISSUES = "Slow: very # so\n'quoted' \"twice\"";
const WORDS = ["checkin", "first-week", "completion=72", "--confidence", "0.7", "--issues", ISSUES] as const;
/** What of WORDS a check-in's file says, below `by`. */
const RECORD = `confidence: 0.7\nresults:\n  completion: 72\n---\n\n## Issues\n\n${ISSUES}\n`;

const run = (repo: TestRepository, ...words: string[]): Promise<Ran> => runIn(DAY, repo, ...words);

/** Runs the program in a process of its own; `OKR_PID` is its id, for hooks. */
function start(
  repo: TestRepository,
  words: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const command = ["sh", "-c", 'OKR_PID=$$ exec "$0" "$@"', process.execPath, OKR_ON_A_DAY, ...words];
  const env = { ...repo.env, TRANSCRIPT_DAY: DAY.today, TRANSCRIPT_STEP: "1", ...more };
  return runProcess(command, { cwd: repo.dir, env });
}

/** A company with work under way: one file partly staged, others staged, changed, deleted and new. */
function createBusy(more: Readonly<Record<string, string | null>> = {}): TestRepository {
  const repo = createExplorer({
    "half.md": "1\n",
    "dirty.md": "1\n",
    "gone.md": "1\n",
    "moved.md": "1\n",
    ...more,
  });
  repo.write("half.md", "2\n");
  repo.write("staged.md", "new\n");
  repo.git("add", "half.md", "staged.md");
  repo.git("rm", "--quiet", "--cached", "moved.md");
  repo.write("half.md", "3\n");
  repo.write("dirty.md", "2\n");
  repo.write("new.md", "new\n");
  rmSync(repo.path("gone.md"));
  return repo;
}

/** Everything that a check-in must not touch. */
function stateOf(repo: TestRepository) {
  const files = ["half.md", "dirty.md", "staged.md", "moved.md", "new.md"].filter((path) =>
    existsSync(repo.path(path)),
  );
  return { status: repo.status(), index: others(repo), files: files.map((path) => repo.read(path)) };
}

const others = (repo: TestRepository) =>
  repo
    .index()
    .split("\n")
    .filter((line) => !line.includes("-check-in-"));

/** The texts of the check-ins that HEAD has. */
function committed(repo: TestRepository): string[] {
  const paths = repo.git("ls-tree", "-r", "--name-only", "HEAD").split("\n");
  return paths
    .filter((path) => path.includes("-check-in-"))
    .map((path) =>
      repo.git("show", `HEAD:${path}`).replace(/^---\n(?:(?:kind|objective|date|by): .*\n){4}/, ""),
    )
    .map((text) => `${text}\n`);
}

function drafts(repo: TestRepository): string[] {
  const folder = join(repo.git("rev-parse", "--absolute-git-dir"), "okr/drafts");
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
}

/** The draft that an error names. */
function namedDraft(stderr: string): string {
  const path = /okr checkin --from (\/\S+)$/m.exec(stderr)?.[1];
  if (path === undefined) throw new Error(`no draft is named in:\n${stderr}`);
  return path;
}

/** Expects that the check-in was refused without a trace, and that its draft, once nothing is in the way, is what was typed. */
async function expectKept(
  repo: TestRepository,
  before: ReturnType<typeof stateOf>,
  { code, stdout, stderr }: { code: number | null; stdout: string; stderr: string },
  clear: () => void,
): Promise<void> {
  expect([code, stdout]).toEqual([2, ""]);
  expect([committed(repo), stateOf(repo), repo.problems()]).toEqual([[], before, []]);
  expect(existsSync(repo.path("okrs/2026-Q4/explorer/first-week"))).toBe(false);
  clear();
  expect(await run(repo, "checkin", "--from", namedDraft(stderr))).toMatchObject({ code: 0 });
  expect([committed(repo), drafts(repo), repo.problems()]).toEqual([[RECORD], [], []]);
}

describe("a check-in is one commit of one file; all else stays as it was", () => {
  test("a partly staged index, a dirty tree", async () => {
    const repo = createBusy();
    const before = stateOf(repo);
    expect(before.status).toEqual([
      " M dirty.md",
      " D gone.md",
      "MM half.md",
      "D  moved.md",
      "A  staged.md",
      "?? moved.md",
      "?? new.md",
    ]);
    expect(await run(repo, ...WORDS)).toMatchObject({ code: 0, stderr: "" });
    expect([repo.changes(), stateOf(repo)]).toEqual([[expect.stringMatching(/^A .*-check-in-/)], before]);
    expect([committed(repo), repo.problems()]).toEqual([[RECORD], []]);
  });

  test("also what an objective says that is changed, or not in git yet", async () => {
    const repo = createExplorer();
    repo.write(ANSWERS, (EXPLORER_FILES[ANSWERS] as string).replace("target: 12", "target: 6"));
    expect(await run(repo, "checkin", "answers", "repeat-calls=12")).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("18 → 12 of 6 %"),
    });
    const text = (EXPLORER_FILES[ANSWERS] as string).replace("id: answers", "id: young");
    repo.write("okrs/2026-Q4/support/young.md", text);
    expect((await run(repo, "checkin", "young", "repeat-calls=12")).stderr).toBe(
      "okr: git does not keep okrs/2026-Q4/support/young.md yet, only your check-in on it; commit it too: git add okrs/2026-Q4/support/young.md\n",
    );
    expect(repo.status()).toEqual([` M ${ANSWERS}`, "?? okrs/2026-Q4/support/young.md"]);
  });

  test("a detached HEAD, with a warning", async () => {
    const repo = createBusy();
    const before = stateOf(repo);
    repo.git("checkout", "--quiet", "--detach");
    const { code, stdout, stderr } = await run(repo, ...WORDS);
    expect([code, stderr]).toEqual([
      0,
      expect.stringMatching(/^okr: HEAD is detached: commit \w{7} is on no branch; /),
    ]);
    expect(stdout).toMatch(/\ncommitted \w{7} on a detached HEAD\n$/);
    expect([committed(repo), stateOf(repo)]).toEqual([[RECORD], before]);
  });

  test("an unborn branch", async () => {
    const repo = createEmptyRepository();
    for (const [path, text] of Object.entries(EXPLORER_FILES)) repo.write(path, text);
    repo.write("staged.md", "new\n");
    repo.git("add", "staged.md");
    const { code, stdout } = await run(repo, ...WORDS);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/\ncommitted \w{7} on main\n$/)]);
    expect([committed(repo), repo.changes().length, repo.status()[0]]).toEqual([[RECORD], 1, "A  staged.md"]);
  });

  test("a linked worktree, whose drafts are its own", async () => {
    const main = createBusy();
    const before = stateOf(main);
    const linked = main.worktree("side");
    main.hook("pre-commit", "exit 1");
    const refused = await run(linked, ...WORDS);
    expect([refused.code, drafts(main), drafts(linked).length]).toEqual([2, [], 1]);
    rmSync(main.path(".git/hooks/pre-commit"));
    expect(await run(linked, "checkin", "--from", namedDraft(refused.stderr))).toMatchObject({ code: 0 });
    expect([committed(linked), linked.git("branch", "--show-current"), stateOf(main)]).toEqual([
      [RECORD],
      "side",
      before,
    ]);
  });

  test("a commit that is signed", async ({ skip }) => {
    const key = join(temporaryFolder(), "key");
    if (spawnSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", key]).status !== 0)
      return skip("no ssh-keygen");
    const repo = createBusy();
    for (const [name, value] of [
      ["gpg.format", "ssh"],
      ["user.signingKey", key],
      ["commit.gpgSign", "true"],
    ] as const)
      repo.git("config", name, value);
    expect(await run(repo, ...WORDS)).toMatchObject({ code: 0 });
    expect(repo.git("cat-file", "commit", "HEAD")).toContain("BEGIN SSH SIGNATURE");
  });

  test("whatever variables of git the caller has set", async () => {
    const [repo, other] = [createExplorer(), createRepository()];
    const env = {
      GIT_DIR: other.path(".git"),
      GIT_WORK_TREE: other.dir,
      GIT_INDEX_FILE: "nowhere",
      GIT_LITERAL_PATHSPECS: "1",
    };
    expect(await runIn({ ...DAY, env }, repo, ...WORDS)).toMatchObject({ code: 0 });
    expect([committed(repo), other.subjects()]).toEqual([[RECORD], ["Begin"]]);
  });
});

describe("what refuses a check-in leaves everything as it was, and the text in a draft", () => {
  test.each<[string, (repo: TestRepository) => () => void, RegExp]>([
    [
      "a hook",
      (repo) => {
        repo.hook("pre-commit", "echo 'Not on Fridays' >&2; exit 1");
        return () => rmSync(repo.path(".git/hooks/pre-commit"));
      },
      /git or a hook refused:\nNot on Fridays\nEverything is as it was before\./,
    ],
    [
      "a hook that reads the message",
      (repo) => {
        repo.hook("commit-msg", 'grep -q "^PROJ-" "$1" || { echo "name a ticket"; exit 1; }');
        return () => rmSync(repo.path(".git/hooks/commit-msg"));
      },
      /name a ticket/,
    ],
    [
      "a hook that stages everything first",
      (repo) => {
        repo.hook("pre-commit", "git add --all; git reset --quiet; exit 1");
        repo.git("reset", "--quiet");
        return () => rmSync(repo.path(".git/hooks/pre-commit"));
      },
      /git or a hook refused/,
    ],
    [
      "a signer that fails",
      (repo) => {
        repo.git("config", "commit.gpgSign", "true");
        repo.git("config", "gpg.program", "false");
        return () => repo.git("config", "commit.gpgSign", "false");
      },
      /gpg failed to sign/,
    ],
    [
      ".gitignore",
      (repo) => {
        repo.write(".git/info/exclude", "*-check-in-*\n");
        return () => repo.write(".git/info/exclude", "");
      },
      /was not committed: git ignores it \(.git\/info\/exclude:1: \*-check-in-\*\)/,
    ],
    [
      "a bisect",
      (repo) => {
        repo.write(".git/BISECT_LOG", "git bisect start\n");
        return () => rmSync(repo.path(".git/BISECT_LOG"));
      },
      /in the middle of a bisect\n {2}finish it with git bisect good or bad, or leave it with git bisect reset/,
    ],
    [
      "a folder that may not be written",
      (repo) => {
        repo.write("okrs/2026-Q4/explorer/first-week", "a file");
        return () => rmSync(repo.path("okrs/2026-Q4/explorer/first-week"), { force: true });
      },
      /first-week is not a folder/,
    ],
    [
      "a link that leads out of the company",
      (repo) => {
        symlinkSync(temporaryFolder(), repo.path("okrs/2026-Q4/explorer/first-week"));
        return () => rmSync(repo.path("okrs/2026-Q4/explorer/first-week"), { force: true });
      },
      /is a symbolic link that leads out of the OKR folder/,
    ],
  ])("%s", async (_, obstruct, message) => {
    const repo = createBusy();
    const untouched = stateOf(repo);
    const clear = obstruct(repo);
    const inTheWay = existsSync(repo.path("okrs/2026-Q4/explorer/first-week"));
    const before = inTheWay ? untouched : stateOf(repo);
    const ran = await run(repo, ...WORDS);
    expect(ran.stderr.replaceAll(`${repo.dir}/`, "")).toMatch(message);
    if (inTheWay) clear();
    await expectKept(repo, before, ran, clear);
  });

  test("a refusal says all there is to know", async () => {
    const repo = createExplorer();
    repo.hook("pre-commit", "echo 'Not on Fridays' >&2; exit 1");
    expect(await run(repo, ...WORDS)).toMatchObject({
      code: 2,
      stderr: `okr: nothing was committed: git or a hook refused:
Not on Fridays
Everything is as it was before.
  put right what is named above, then try again
  nothing you typed is lost; check in again with: okr checkin --from ${repo.path(".git/okr/drafts/2026-11-20-check-in.yaml")}
`,
    });
  });

  test.each([
    ["a merge", "git merge side", "git merge --abort"],
    ["a rebase", "git rebase side", "git rebase --abort"],
    ["a cherry-pick", "git cherry-pick side", "git cherry-pick --abort"],
    ["a revert", "git revert --no-edit HEAD~1", "git revert --abort"],
  ])("%s that stopped at a conflict", async (what, begin, leave) => {
    const repo = createExplorer({ "a.md": "1\n" });
    repo.git("branch", "side");
    repo.commit("Ours", { "a.md": "2\n" });
    repo.commit("Ours again", { "a.md": "3\n" });
    repo.git("checkout", "--quiet", "side");
    repo.commit("Theirs", { "a.md": "4\n" });
    repo.git("checkout", "--quiet", "main");
    expect(spawnSync("sh", ["-c", begin], { cwd: repo.dir, env: repo.env }).status).not.toBe(0);
    const before = stateOf(repo);
    const ran = await run(repo, ...WORDS);
    expect(ran.stderr).toContain(`in the middle of ${what}\n`);
    expect(ran.stderr).toContain(leave);
    await expectKept(repo, before, ran, () =>
      spawnSync("sh", ["-c", leave], { cwd: repo.dir, env: repo.env }),
    );
  });

  test("no identity", async () => {
    const names = ["GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"];
    const repo = createBusy();
    const bare = new TestRepository(
      repo.dir,
      Object.fromEntries(Object.entries(repo.env).filter(([name]) => !names.includes(name))),
    );
    repo.git("config", "user.useConfigOnly", "true");
    const before = stateOf(repo);
    expect((await run(bare, ...WORDS)).stderr).toMatch(
      /^okr: git does not know who you are\n {2}run git config user.email/,
    );
    const ran = await run(bare, ...WORDS, "--by", "ana");
    expect(ran.stderr).toMatch(/git does not know who writes here: a name or an e-mail address is missing\n/);
    await expectKept(repo, before, ran, () => {});
  });

  test("a lock that is never released is waited for, named, and not removed", async () => {
    const repo = createBusy();
    const before = stateOf(repo);
    repo.write(".git/index.lock", "");
    const ran = await run(repo, ...WORDS);
    expect(ran.stderr).toContain(`another git process holds ${repo.path(".git/index.lock")}`);
    rmSync(repo.path(".git/index.lock"));
    await expectKept(repo, before, ran, () => {});
  });

  test("a lock that is released in time is no obstacle", async () => {
    const repo = createBusy();
    const before = stateOf(repo);
    repo.write(".git/index.lock", "");
    const bin = wrapGit(`[ "$1" = add ] && { real "$@"; code=$?; rm -f .git/index.lock; exit $code; }`);
    const env = { PATH: `${bin}${delimiter}${repo.env.PATH}` };
    expect(await runIn({ ...DAY, env }, repo, ...WORDS)).toMatchObject({ code: 0, stderr: "" });
    expect([committed(repo), stateOf(repo)]).toEqual([[RECORD], before]);
  });

  test("the same check-in again, without its draft, leaves no draft behind either", async () => {
    const repo = createExplorer();
    repo.hook("pre-commit", "exit 1");
    for (let attempt = 0; attempt < 3; attempt++) await run(repo, ...WORDS);
    expect(drafts(repo)).toHaveLength(3);
    rmSync(repo.path(".git/hooks/pre-commit"));
    expect([(await run(repo, ...WORDS)).code, drafts(repo)]).toEqual([0, []]);
  });
});

/** A folder with a git that first runs a script, in which `real` is git itself. */
function wrapGit(script: string): string {
  const bin = temporaryFolder();
  const real = spawnSync("sh", ["-c", "command -v git"], { encoding: "utf8" }).stdout.trim();
  writeFileSync(join(bin, "git"), `#!/bin/sh\nreal() { "${real}" "$@"; }\n${script}\nexec "${real}" "$@"\n`);
  chmodSync(join(bin, "git"), 0o755);
  return bin;
}

describe("a full disk", () => {
  function mountSmall(): string | null {
    const dir = temporaryFolder();
    const { status } = spawnSync("mount", ["-t", "tmpfs", "-o", "size=1m,nr_inodes=2k", "none", dir]);
    if (status !== 0) return null;
    onTestFinished(() => void spawnSync("umount", ["-l", dir]));
    return dir;
  }

  test("at any moment loses nothing that was typed", async ({ skip }) => {
    const disk = mountSmall();
    if (disk === null) return skip("no file system can be mounted here");
    const busy = createBusy();
    cpSync(busy.dir, join(disk, "okrs"), { recursive: true });
    const repo = new TestRepository(join(disk, "okrs"), { ...busy.env, TMPDIR: disk, HOME: disk });
    const before = stateOf(repo);
    const outcomes = new Set<string>();
    const words = [...WORDS.slice(0, -1), `${ISSUES}\n${"A long line. ".repeat(600)}`];
    for (const left of [0, 8, 16, 20, 64, 96]) {
      const { bavail, bsize } = statfsSync(disk);
      writeFileSync(join(disk, "filler"), Buffer.alloc(Math.max(0, bavail * bsize - left * 1024)));
      const { code, stdout, stderr } = await start(repo, words);
      rmSync(join(disk, "filler"));
      expect([left, stderr]).not.toEqual([left, expect.stringContaining("bug")]);
      expect([left, repo.problems()]).toEqual([left, []]);
      if (code !== 0) {
        expect([left, code, stdout, committed(repo)]).toEqual([left, 2, "", []]);
        const saved = /--from (\/\S+)$/m.exec(stderr)?.[1];
        outcomes.add(saved === undefined ? "shown" : "saved");
        // Where git had no room to write its index, okr says what is left to do.
        const staged = /Still staged: (\S+)\. Unstage with git rm --cached/.exec(stderr)?.[1];
        if (staged) repo.git("rm", "--quiet", "--cached", staged);
        expect([left, stateOf(repo)]).toEqual([left, before]);
        const text = saved === undefined ? shownDraft(stderr) : readFileSync(saved, "utf8");
        const again = await runIn({ ...DAY, input: text }, repo, "checkin", "--from", "-");
        expect([left, again.code, again.stderr]).toEqual([left, 0, ""]);
        rmSync(join(disk, "okr-draft-2026-11-20-check-in.yaml"), { force: true });
      } else outcomes.add("landed");
      expect([left, committed(repo).length, drafts(repo)]).toEqual([left, 1, []]);
      expect(committed(repo)[0]).toContain("A long line. A long line.");
      repo.git("reset", "--quiet", "--soft", "HEAD^");
      repo.git("rm", "--quiet", "-r", "--force", "okrs/2026-Q4/explorer/first-week");
      repo.git("prune", "--expire=now");
      repo.git("reflog", "expire", "--expire=now", "--all");
      repo.git("prune", "--expire=now");
      expect([left, stateOf(repo)]).toEqual([left, before]);
    }
    expect(outcomes).toEqual(new Set(["shown", "saved", "landed"]));
  });

  /** The text of the check-in that an error shows, because no disk took it. */
  function shownDraft(stderr: string): string {
    return stderr.slice(stderr.indexOf("for okr checkin --from -:") + 25);
  }
});

describe("killed in the middle", () => {
  /** Expects that nothing is half done, that the draft goes on from there, and that it is there once in the end. */
  async function expectRecovered(repo: TestRepository, before: ReturnType<typeof stateOf>): Promise<void> {
    // Git itself never removes the lock of a git that was killed.
    rmSync(repo.path(".git/index.lock"), { force: true });
    expect(repo.problems()).toEqual([]);
    const [draft, ...more] = drafts(repo);
    expect([more, others(repo), stateOf(repo).files]).toEqual([[], before.index, before.files]);
    if (draft === undefined) return expect([committed(repo), stateOf(repo)]).toEqual([[], before]);
    expect(await run(repo, "checkin", "--from", draft)).toMatchObject({ code: 0 });
    expect([committed(repo), drafts(repo), stateOf(repo)]).toEqual([[RECORD], [], before]);
    expect([repo.problems(), await run(repo, "check")]).toMatchObject([[], { code: 0 }]);
  }

  test.each(["pre-commit", "commit-msg", "post-commit"])(
    "in the hook %s, by a kill of okr alone",
    async (hook) => {
      const repo = createBusy();
      const before = stateOf(repo);
      repo.hook(hook, "kill -9 $OKR_PID");
      expect(await start(repo, WORDS)).toMatchObject({ signal: "SIGKILL" });
      rmSync(repo.path(`.git/hooks/${hook}`));
      // The commit goes on without okr; its end is awaited like anybody's. A git that nobody listens to any more may also give up.
      const goesOn = () => committed(repo).length === 0 || existsSync(repo.path(".git/index.lock"));
      for (let looks = 1000; looks > 0 && goesOn(); looks--);
      await expectRecovered(repo, before);
    },
  );

  test.each(["pre-commit", "commit-msg", "post-commit"])(
    "in the hook %s, together with git",
    async (hook) => {
      const repo = createBusy();
      const before = stateOf(repo);
      repo.hook(hook, "kill -9 $OKR_PID $PPID");
      expect(await start(repo, WORDS)).toMatchObject({ signal: "SIGKILL" });
      rmSync(repo.path(`.git/hooks/${hook}`));
      await expectRecovered(repo, before);
    },
  );

  test("before each git process in turn", async () => {
    const counter = temporaryFolder();
    const bin = wrapGit(
      `n=1; while ! mkdir "$COUNTER/$n" 2>/dev/null; do n=$((n+1)); done; [ $n = "$KILL_AT" ] && { kill -9 $OKR_PID; exit 1; }`,
    );
    let withDraft = 0;
    for (let count = 1; ; count++) {
      const repo = createBusy();
      const before = stateOf(repo);
      rmSync(counter, { recursive: true });
      mkdirSync(counter);
      const env = { PATH: `${bin}${delimiter}${repo.env.PATH}`, COUNTER: counter, KILL_AT: String(count) };
      const { signal, code } = await start(repo, WORDS, env);
      if (signal === null) {
        expect([code, committed(repo)]).toEqual([0, [RECORD]]);
        break;
      }
      withDraft += drafts(repo).length;
      await expectRecovered(repo, before);
    }
    expect(withDraft).toBeGreaterThan(3);
  });

  test.each(["INT", "TERM", "HUP"])("SIG%s to git and okr: everything is put back", async (name) => {
    const repo = createBusy();
    const before = stateOf(repo);
    repo.hook("pre-commit", `kill -${name} $OKR_PID $PPID; exit 1`);
    const ended = await start(repo, WORDS);
    expect(ended.stderr).toMatch(/nothing was committed: git (?:was killed|or a hook refused)/);
    await expectKept(repo, before, ended, () => rmSync(repo.path(".git/hooks/pre-commit")));
  });

  test.each(["INT", "TERM", "HUP"])("SIG%s to okr alone: the commit is finished first", async (name) => {
    const repo = createBusy();
    const before = stateOf(repo);
    repo.hook("pre-commit", `kill -${name} $OKR_PID`);
    expect(await start(repo, WORDS)).toMatchObject({
      code: 0,
      signal: null,
      stdout: expect.stringContaining("committed"),
    });
    expect([committed(repo), drafts(repo), stateOf(repo)]).toEqual([[RECORD], [], before]);
  });

  test("a crash between two questions keeps the answers before, and names them", async () => {
    const repo = createExplorer();
    const { code, stderr } = await runIn(
      {
        ...DAY,
        answers: [
          ["Goal", "0.7"],
          ["completion", "72"],
        ],
      },
      repo,
      "checkin",
      "first-week",
    );
    expect([code, stderr]).toEqual([3, expect.stringContaining("this is a bug in okr")]);
    expect(readFileSync(namedDraft(stderr), "utf8")).toContain("completion: 72");
  });
});

test("four at the same moment all land", async () => {
  const repo = createBusy();
  const before = stateOf(repo);
  const ended = await Promise.all(
    [1, 2, 3, 4].map((step) =>
      start(repo, ["checkin", "first-week", `completion=${70 + step}`], { TRANSCRIPT_STEP: String(step) }),
    ),
  );
  expect(ended.map(({ code, stderr }) => [code, stderr])).toEqual([1, 2, 3, 4].map(() => [0, ""]));
  const values = committed(repo).map((text) => /completion: (\d+)/.exec(text)?.[1]);
  expect(values.sort()).toEqual(["71", "72", "73", "74"]);
  expect(repo.subjects()).toHaveLength(5);
  for (const back of [0, 1, 2, 3]) expect(repo.changes(`HEAD~${back}`)).toHaveLength(1);
  expect([stateOf(repo), drafts(repo), repo.problems()]).toEqual([before, [], []]);
});

describe("--push", () => {
  /** Two clones of one company; the second is João's. */
  function createClones() {
    const { remote, ours, theirs } = createShared({ ...EXPLORER_FILES, "half.md": "1\n", "dirty.md": "1\n" });
    return { remote, ours, theirs: asPerson(theirs, "João", "joao") };
  }

  function makeBusy(repo: TestRepository): ReturnType<typeof stateOf> {
    repo.write("half.md", "2\n");
    repo.write("staged.md", "new\n");
    repo.git("add", "half.md", "staged.md");
    repo.write("half.md", "3\n");
    repo.write("dirty.md", "2\n");
    return stateOf(repo);
  }

  test("against a remote that moved puts the check-in on top, and names the commit it became", async () => {
    const { remote, ours, theirs } = createClones();
    const before = [makeBusy(ours), makeBusy(theirs)];
    expect((await run(ours, ...WORDS, "--push")).stdout).toMatch(
      /\ncommitted \w{7} on main\npushed to origin\/main\n$/,
    );
    const later = { ...DAY, timeOfDay: 0.6 };
    const { code, stdout } = await runIn(later, theirs, "checkin", "first-week", "rollout=draft", "--push");
    expect([code, stdout]).toEqual([
      0,
      `first-week  rollout 1/2  score 0.10 (+0.10)\ncommitted ${theirs.head().slice(0, 7)} on main\npushed to origin/main, on top of what others had pushed\n`,
    ]);
    expect([remote.git("rev-parse", "main"), theirs.subjects().length]).toEqual([theirs.head(), 3]);
    expect([stateOf(ours), stateOf(theirs)]).toEqual(before);
    expect([remote, ours, theirs].flatMap((one) => one.problems())).toEqual([]);
    const answer = JSON.parse(
      (await run(ours, "checkin", "answers", "repeat-calls=15", "--push", "--json")).stdout,
    );
    expect([answer.commit, answer.pushed]).toEqual([remote.git("rev-parse", "main"), true]);
    expect(ours.changes(answer.commit)).toEqual([`A ${answer.check_ins[0].path}`]);
  });

  test("a push that fails leaves the commit, says so, and is no reason to type it again", async () => {
    const { remote, ours } = createClones();
    rmSync(remote.dir, { recursive: true });
    const { code, stdout, stderr } = await run(ours, ...WORDS, "--push");
    expect([code, stdout]).toEqual([2, expect.stringMatching(/\ncommitted \w{7} on main\n$/)]);
    expect(stderr).toMatch(
      /^okr: not pushed: git could not push:\n[\s\S]+ {2}the commits are on your local branch main; push them with git push origin main/,
    );
    expect([committed(ours), drafts(ours)]).toEqual([[RECORD], []]);
    const json = await run(ours, ...WORDS, "--push", "--json");
    expect([json.code, JSON.parse(json.stdout).pushed]).toEqual([2, false]);
  });

  test("a remote with other changes of the same records' folder, and local commits that are no records", async () => {
    const { ours, theirs } = createClones();
    await run(ours, ...WORDS, "--push");
    theirs.commit("Change the goal", { "dirty.md": "2\n" });
    const { code, stderr } = await run(theirs, "checkin", "first-week", "audit=yes", "--push");
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining(
        'has commits that do more than add check-ins and retrospectives: "Change the goal"',
      ),
    ]);
    expect(theirs.subjects()).toHaveLength(3);
  });
});

describe("--undo", () => {
  test("reverts my last check-in that is not pushed, and leaves the rest alone", async () => {
    const repo = createBusy();
    await run(repo, "checkin", "first-week", "completion=70");
    await run(repo, "checkin", "answers", "repeat-calls=15");
    const [undone, path] = [repo.head(), repo.changes()[0]?.slice(2)];
    const joao = asPerson(repo, "João", "joao");
    await run(joao, "checkin", "first-week", "rollout=draft");
    const before = stateOf(repo);
    const { code, stdout } = await run(repo, "checkin", "--undo");
    expect([code, stdout]).toEqual([
      0,
      `took back ${undone.slice(0, 7)}: ${path}\ncommitted ${repo.head().slice(0, 7)}, a revert; the text is still in the history\n`,
    ]);
    expect([repo.changes(), stateOf(repo)]).toEqual([[`D ${path}`], before]);
    expect(repo.git("log", "-1", "--format=%B")).toBe(
      `Revert "check-in: answers  repeat-calls 18 → 15 of 12 %"\n\nThis reverts commit ${undone}.`,
    );
    // Twice takes back the one before; then there is nothing left of mine.
    expect((await run(repo, "checkin", "--undo")).stdout).toMatch(/first-week\/2026-11-20-check-in-/);
    const third = await run(repo, "checkin", "--undo");
    expect([third.code, third.stderr]).toEqual([
      2,
      expect.stringContaining("there is no check-in by ana@example.com to take back"),
    ]);
    expect((await run(joao, "checkin", "--undo")).code).toBe(0);
    expect([committed(repo), stateOf(repo), repo.problems()]).toEqual([[], before, []]);
  });

  test.each<[string, (repo: TestRepository) => unknown, RegExp]>([
    [
      "pushed",
      (repo) => repo.git("push", "--quiet"),
      /your last check-in, "check-in: first-week.*", is already pushed/,
    ],
    ["edited since", (repo) => editRecord(repo), /cannot be taken back: .*-check-in-.* was changed since/],
    [
      "edited and committed since",
      (repo) => [editRecord(repo), repo.git("commit", "-aqm", "Edit")],
      /was changed since/,
    ],
    [
      "in the middle of a merge",
      (repo) => repo.write(".git/MERGE_HEAD", repo.head()),
      /in the middle of a merge/,
    ],
    ["refused by a hook", (repo) => repo.hook("pre-commit", "exit 1"), /git or a hook refused/],
  ])("a check-in that is %s stays", async (_, happen, message) => {
    const repo = createShared(EXPLORER_FILES).ours;
    await run(repo, ...WORDS);
    happen(repo);
    const before = [repo.head(), stateOf(repo)];
    const { code, stdout, stderr } = await run(repo, "checkin", "--undo");
    expect([code, stdout, stderr]).toEqual([2, "", expect.stringMatching(message)]);
    expect([repo.head(), stateOf(repo)]).toEqual(before);
  });

  function editRecord(repo: TestRepository): void {
    const path = repo.git("ls-files", "*-check-in-*");
    repo.write(path, repo.read(path).replace("72", "73"));
  }
});
