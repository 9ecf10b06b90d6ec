import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import type { Snapshot } from "../../src/model/snapshot.ts";
import { digest } from "../../src/store/validators.js";
import { type TestRepository, temporaryFolder } from "../support/repository.ts";
import {
  asOf,
  BEGINNING,
  copyOf,
  createStory,
  END,
  MEANWHILE,
  MIDDLE,
  OBJECTIVE,
  objective,
  RECORDS,
  readStory,
  targetsOf,
  tell,
  tellHistory,
  tellOn,
} from "../support/story.ts";

const CACHE = `.git/okr/cache/versions-2-${digest}.json`;
const tools = temporaryFolder();
const log = join(tools, "log");
writeFileSync(join(tools, "git"), `#!/bin/sh\necho "$@" >>'${log}'\nPATH="\${PATH#*:}" exec git "$@"\n`);
chmodSync(join(tools, "git"), 0o755);

/** Reads with a git that notes how it is called; answers what was read, and the commands git was asked for. */
async function watch(repo: TestRepository, at?: string): Promise<{ snapshot: Snapshot; commands: string[] }> {
  writeFileSync(log, "");
  const env = { ...repo.env, PATH: `${tools}:${repo.env.PATH}` };
  const snapshot = await readStory(repo, { env, ...(at ? { at } : {}) });
  const lines = readFileSync(log, "utf8").split("\n").filter(Boolean);
  // Behind the settings that every reading git gets.
  const commands = lines.map((line) => /--no-pager (?:-c \S+ )*(\S+(?: --batch\b)?)/.exec(line)?.[1] ?? line);
  return { snapshot, commands: commands.sort() };
}

/** A branch that lands with a merge, a record that is gone, one that was edited, a document, and one that is too large. */
function createEdited(): TestRepository {
  const repo = createStory(BEGINNING);
  tellOn(repo, "side", MIDDLE);
  tell(repo, [MEANWHILE]);
  asOf(repo, "rafael", "2026-11-02").git("merge", "--quiet", "--no-ff", "-m", "Merge", "side");
  const edit = (message: string, files: Record<string, string | null>) =>
    tell(repo, [{ ...MEANWHILE, message, files }]);
  edit("Take one back", { [RECORDS["2026-10-16"]]: null });
  edit("Correct", { [RECORDS["2026-10-23"]]: repo.read(RECORDS["2026-10-23"]).replace("78", "79") });
  edit("Document", { "docs/a.md": "# A\n", "docs/large.md": "x".repeat(300_000) });
  edit("Document more", { "docs/a.md": "# B\n", "docs/large.md": "---\nkind: team\n---\n" });
  tell(repo, END);
  return repo;
}

const story = createEdited();
const expected = await readStory(story).then(({ history }) => tellHistory(history));
const warm = story.read(CACHE);

let repo: TestRepository;
beforeEach(() => {
  repo = copyOf(story);
});

const read = async () => tellHistory((await readStory(repo)).history);

describe("git is asked as little as can be:", () => {
  test("two processes read a history, and one a history that was read before", async () => {
    rmSync(repo.path(CACHE));
    const cold = await watch(repo);
    expect(cold.commands).toEqual(["cat-file --batch", "log", "ls-files"]);
    const again = await watch(repo);
    expect(again.commands).toEqual(["log", "ls-files"]);
    expect([tellHistory(cold.snapshot.history), tellHistory(again.snapshot.history)]).toEqual([
      expected,
      expected,
    ]);
  });

  test("also of an earlier commit, whose tree takes two more", async () => {
    rmSync(repo.path(CACHE));
    const at = repo.git("rev-parse", "HEAD~1");
    const moment = await watch(repo, at);
    const asking = ["ls-tree", "ls-tree", "rev-parse", "log", "cat-file --batch", "log"];
    expect(moment.commands).toEqual([...asking, "cat-file --batch"].sort());
    const again = await watch(repo, at);
    expect(again.commands).toEqual(asking.sort());
    expect(tellHistory(again.snapshot.history)).toEqual(tellHistory(moment.snapshot.history));
  });

  test("a history of records alone needs no contents at all", async () => {
    const plain = createStory([...BEGINNING, ...MIDDLE.filter(({ message }) => message !== "Aim higher")]);
    expect((await watch(plain)).commands).toEqual(["log", "ls-files"]);
    expect(existsSync(plain.path(".git/okr"))).toBe(false);
  });

  test("what came since is all that is read", async () => {
    tell(repo, [{ ...MEANWHILE, message: "Aim", files: { [OBJECTIVE]: objective(99) } }]);
    const { snapshot, commands } = await watch(repo);
    expect(commands).toEqual(["cat-file --batch", "log", "ls-files"]);
    expect(targetsOf(snapshot)).toEqual([90, 95, 99]);
    expect((await watch(repo)).commands).toEqual(["log", "ls-files"]);
  });
});

describe("whatever stands where it was kept, the history is right:", () => {
  /** Puts this into pages alone. */
  const page = (change: object) => (entry: object) => ("kind" in entry ? { ...entry, ...change } : entry);
  const damages: readonly (readonly [string, (path: string) => void])[] = [
    ["nothing", (path) => rmSync(path)],
    ["no folder", (path) => rmSync(join(path, "../.."), { recursive: true })],
    ["an empty file", (path) => truncateSync(path)],
    ["half of it", (path) => truncateSync(path, statSync(path).size / 2)],
    ["rubbish", (path) => writeFileSync(path, Buffer.from([0xff, 0, 0x7b, 0x80]))],
    ["null", (path) => writeFileSync(path, "null")],
    ["a number", (path) => writeFileSync(path, "5")],
    ["a list", (path) => writeFileSync(path, '[null, {"message": "x", "merge": true}]')],
    ["a text", (path) => writeFileSync(path, '"abc"')],
    [
      "what nests deeply",
      (path) => writeFileSync(path, `{"a":${"[".repeat(200_000)}${"]".repeat(200_000)}}`),
    ],
    ["another program's entries", (path) => writeFileSync(path, '{"a":{"kind":"objective"},"b":7}')],
    ["entries of a kind there is not", (path) => alter(path, page({ kind: "__proto__" }))],
    ["entries of another kind", (path) => alter(path, page({ kind: "team" }))],
    ["pages that no schema lets through", (path) => alter(path, page({ data: { kind: "objective" } }))],
    ["pages without data", (path) => alter(path, page({ data: null }))],
    ["messages for pages", (path) => alter(path, page({ message: "x", merge: true }))],
    ["nothing for messages", (path) => alter(path, (entry) => ("message" in entry ? null : entry))],
    ["answers for pages", (path) => alter(path, (entry) => "kind" in entry || entry)],
    ["messages without words", (path) => alter(path, () => ({ message: 5, merge: "x" }))],
    [
      "another version's file beside it",
      (path) => {
        writeFileSync(path.replace("-1.json", "-0.json"), warm.replaceAll("completion", "lies"));
        rmSync(path);
      },
    ],
    [
      "a folder",
      (path) => {
        rmSync(path);
        mkdirSync(path);
      },
    ],
    [
      "a pipe that nobody writes to",
      (path) => {
        rmSync(path);
        execFileSync("mkfifo", [path]);
      },
    ],
    [
      "a link to somewhere else",
      (path) => {
        rmSync(path);
        writeFileSync(join(tools, "elsewhere"), "{}");
        symlinkSync(join(tools, "elsewhere"), path);
      },
    ],
    [
      "a link to a device",
      (path) => {
        rmSync(path);
        symlinkSync("/dev/zero", path);
      },
    ],
    [
      "a file where the folder belongs",
      (path) => {
        rmSync(join(path, "../.."), { recursive: true });
        writeFileSync(join(path, "../.."), "");
      },
    ],
    [
      "a folder that cannot be written to",
      (path) => {
        rmSync(path);
        chmodSync(join(path, ".."), 0o500);
      },
    ],
  ];

  /** Changes every page and message of the cache. */
  function alter(path: string, change: (entry: Record<string, unknown>) => unknown): void {
    const kept = JSON.parse(readFileSync(path, "utf8")) as Record<string, Record<string, unknown>>;
    for (const [id, entry] of Object.entries(kept))
      if (typeof entry === "object" && entry !== null) kept[id] = change(entry) as never;
    writeFileSync(path, JSON.stringify(kept));
  }

  test.each(damages)("%s", async (_, damage) => {
    damage(repo.path(CACHE));
    expect(await read()).toEqual(expected);
    expect(await read()).toEqual(expected);
  });

  test.each(damages.slice(0, 20))("and the next time it is kept: %s", async (_, damage) => {
    damage(repo.path(CACHE));
    await readStory(repo);
    expect((await watch(repo)).commands).toEqual(["log", "ls-files"]);
  });

  test("what the file of a link says stays", async () => {
    rmSync(repo.path(CACHE));
    symlinkSync(join(tools, "elsewhere"), repo.path(CACHE));
    writeFileSync(join(tools, "elsewhere"), "{}");
    await readStory(repo);
    expect(readFileSync(join(tools, "elsewhere"), "utf8")).toBe("{}");
  });

  test("names that mean something to JavaScript", async () => {
    const entries = warm.slice(1, -1);
    const hostile =
      '"__proto__":null,"constructor":true,"toString":{"message":"x","merge":true},"hasOwnProperty":null';
    repo.write(CACHE, `{${hostile},${entries}}`);
    expect(await read()).toEqual(expected);
    const page = `"${repo.git("rev-parse", `HEAD:${OBJECTIVE}`)}"`;
    repo.write(CACHE, warm.replace(`${page}:{`, `${page}:{"__proto__":{"polluted":true},`));
    expect(await read()).toEqual(expected);
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe("what is kept", () => {
  test("is readable by nobody else, and says what the files say", () => {
    expect(statSync(repo.path(CACHE)).mode & 0o777).toBe(0o600);
    const kept = JSON.parse(repo.read(CACHE)) as Record<string, { kind?: string; message?: string } | null>;
    const kinds = Object.values(kept).map((entry) => entry?.kind ?? entry?.message ?? String(entry));
    expect(kinds.sort()).toEqual([
      "Take one back\n",
      "check-in",
      "check-in",
      "check-in",
      "null",
      "null",
      "null",
      "null",
      "objective",
      "objective",
      "true",
    ]);
  });

  test("grows no further than its bound", async () => {
    const entries = (count: number) =>
      Array.from({ length: count }, (_, index) => `"${index.toString(16).padStart(40, "0")}":null`).join();
    tell(repo, [{ ...MEANWHILE, message: "Aim", files: { [OBJECTIVE]: objective(99) } }]);
    repo.write(CACHE, `{${entries(19_000)},${warm.slice(1)}`);
    await readStory(repo);
    expect(Object.keys(JSON.parse(repo.read(CACHE)))).toHaveLength(19_012);
    repo.write(CACHE, `{${entries(21_000)},${warm.slice(1)}`);
    await readStory(repo);
    expect(Object.keys(JSON.parse(repo.read(CACHE)))).toHaveLength(12);
  });

  test("is the only one: what other versions of the program and its schemas left goes when this one writes", async () => {
    rmSync(repo.path(CACHE));
    repo.write(".git/okr/cache/versions-0-0b12aa6f4854.json", "{}");
    repo.write(".git/okr/cache/notes.txt", "not ours");
    expect(await read()).toEqual(expected);
    const names = readdirSync(repo.path(".git/okr/cache"));
    expect(names.sort()).toEqual(["notes.txt", basename(CACHE)]);
    rmSync(repo.path(".git/okr/cache/notes.txt"));
  });

  test("serves several readers at once", async () => {
    rmSync(repo.path(CACHE));
    const readers = Array.from({ length: 6 }, () => read());
    expect(await Promise.all(readers)).toEqual(readers.map(() => expected));
    expect(Object.keys(JSON.parse(repo.read(CACHE)))).toHaveLength(11);
    expect(repo.git("status", "--porcelain")).toBe("");
    expect(readdirSync(repo.path(".git/okr/cache"))).toEqual([basename(CACHE)]);
  });

  test("serves a linked working tree as well", async () => {
    const tree = repo.worktree("other");
    expect((await watch(tree)).commands).toEqual(["log", "ls-files"]);
  });

  const rewrites: readonly (readonly [string, (repo: TestRepository) => void])[] = [
    [
      "amended",
      (repo) => asOf(repo, "ana", "2026-12-23").git("commit", "--quiet", "--amend", "-m", "Look back again"),
    ],
    ["reset and pushed over", (repo) => repo.git("reset", "--quiet", "--hard", "HEAD~2")],
    [
      "rebased",
      (repo) =>
        asOf(repo, "ana", "2026-12-23").git(
          "rebase",
          "--quiet",
          "--rebase-merges",
          "--force-rebase",
          "--root",
        ),
    ],
    [
      "reduced to one commit",
      (repo) => {
        const id = asOf(repo, "ana", "2026-12-23").git("commit-tree", "HEAD^{tree}", "-m", "All");
        repo.git("reset", "--quiet", "--hard", id);
      },
    ],
  ];
  test.each(rewrites)("does no harm when the branch is %s, and what was is gone", async (_, rewrite) => {
    rewrite(repo);
    repo.git("branch", "-D", "side");
    repo.git("reflog", "expire", "--expire=now", "--all");
    repo.git("gc", "--quiet", "--prune=now");
    const kept = await read();
    rmSync(repo.path(CACHE), { force: true });
    expect(kept).toEqual(await read());
  });
});
