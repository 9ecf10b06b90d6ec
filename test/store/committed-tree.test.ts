import { execFileSync } from "node:child_process";
import { rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Snapshot } from "../../src/model/snapshot.ts";
import { readCommittedTree } from "../../src/store/committed-tree.ts";
import { buildDemo } from "../../src/store/demo-repository.ts";
import { listExamples, readExample } from "../../src/store/examples.ts";
import { readSnapshot } from "../../src/store/read-snapshot.ts";
import { readWorkingTree } from "../../src/store/working-tree.ts";
import {
  createRepository,
  isolatedEnvironment,
  TestRepository,
  temporaryFolder,
} from "../support/repository.ts";

/** Every file as its path and its text, or as its path and what is wrong with it. */
async function read(
  repository: TestRepository,
  prefix = "",
  commit = "HEAD",
): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for await (const file of readCommittedTree(repository.dir, commit, prefix, repository.env))
    found[file.path] = "bytes" in file ? file.bytes.toString() : `! ${file.problem.message}`;
  return found;
}

const START = { "okr.yaml": "version: 1\n", "a.md": "A" };
const LARGE = "x".repeat(256 * 1024);

describe("the tree of a commit", () => {
  test("is what was committed, whatever is on disk", async () => {
    const repository = createRepository({ ...START, "code.ts": "", "sub/b.MD": "B" });
    const first = repository.head();
    repository.commit("Later", { "a.md": "changed", "c.md": "C" });
    rmSync(repository.path("okr.yaml"));
    repository.write("new.md", "");
    expect(await read(repository, "", first)).toEqual({ ...START, "sub/b.MD": "B" });
    expect(await read(repository)).toEqual({ ...START, "a.md": "changed", "c.md": "C", "sub/b.MD": "B" });
  });

  test("below the root only, and nothing that belongs to another root", async () => {
    const repository = createRepository({
      "outside.md": "",
      "our okrs/okr.yaml": "version: 1\n",
      "our okrs/in.md": "in",
      "our okrs/sub/okr.yaml": "version: 1\n",
      "our okrs/sub/theirs.md": "",
      "our okrs/subway.md": "subway",
    });
    expect(await read(repository, "our okrs/")).toEqual({
      "okr.yaml": "version: 1\n",
      "in.md": "in",
      "sub/okr.yaml": "! makes its folder an OKR root of its own; nothing below it is read here",
      "subway.md": "subway",
    });
  });

  test("is empty where the folder was not there yet", async () =>
    expect(await read(createRepository(START), "later/")).toEqual({}));

  test("keeps paths of every kind", async () => {
    const names = [
      "with space.md",
      "line\nbreak.md",
      "tab\t.md",
      "日本/ação 🚀.md",
      "-dash.md",
      '"quoted".md',
      "back\\slash.md",
      "*.md",
    ];
    const files = { ...START, ...Object.fromEntries(names.map((name) => [name, name])) };
    expect(await read(createRepository(files))).toEqual(files);
  });

  test("keeps contents of every kind, in their places", async () => {
    const repository = createRepository({
      ...START,
      "b.md": "",
      "c.md": "A",
      "d.md": "\n\0\n",
      "e.md": "x blob 3\nabc",
    });
    expect(await read(repository)).toEqual({
      ...START,
      "b.md": "",
      "c.md": "A",
      "d.md": "\n\0\n",
      "e.md": "x blob 3\nabc",
    });
  });

  test("without any file is empty", async () => expect(await read(createRepository({}))).toEqual({}));
});

describe("what stands where a file is expected", () => {
  test("a symbolic link, a submodule", async () => {
    const repository = createRepository(START);
    symlinkSync("a.md", repository.path("link.md"));
    const other = createRepository({ "x.md": "" });
    repository.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", other.dir, "module");
    repository.commit("Obstacles");
    expect(await read(repository)).toEqual({
      ...START,
      "link.md": "! is a symbolic link; okr follows none",
      module: "! is a submodule; what it holds is not read",
    });
  });

  test("a name that is not UTF-8", async () => {
    const repository = createRepository(START);
    const blob = repository.git("hash-object", "a.md");
    const entry = Buffer.concat([
      Buffer.from(`100644 ${blob}\tcaf`),
      Buffer.from([0xe9]),
      Buffer.from(".md\n"),
    ]);
    execFileSync("git", ["update-index", "--index-info"], {
      cwd: repository.dir,
      env: repository.env,
      input: entry,
    });
    repository.git("commit", "--quiet", "-m", "Misnamed");
    expect(await read(repository)).toEqual({
      ...START,
      "caf\ufffd.md": "! has a name that is not UTF-8 text",
    });
  });

  test.each([
    ["large.md", LARGE, LARGE],
    ["large.md", `${LARGE}x`, undefined],
    ["large.md", `---\n${LARGE}`, "! is larger than 256 KiB"],
    ["large.md", `--- js\n${LARGE}`, "! is larger than 256 KiB"],
    ["okr.yaml", `version: 1\n# ${LARGE}`, "! is larger than 256 KiB"],
  ])("a file of more than 256 KiB: %s %.10j", async (path, text, expected) =>
    expect((await read(createRepository({ ...START, [path]: text })))[path]).toBe(expected),
  );
});

describe("a commit checked out reads the same from disk", () => {
  const DAY = "2026-12-24";
  const fromDisk = ({ dir, env }: TestRepository, folder = "") =>
    readSnapshot(readWorkingTree(join(dir, folder), true, env), DAY);
  const fromGit = ({ dir, env }: TestRepository, prefix = "") =>
    readSnapshot(readCommittedTree(dir, "HEAD", prefix, env), DAY);
  /** All of a snapshot that is data. */
  const plain = ({ plan, ...rest }: Snapshot) => {
    const { strategy, teams, people, objectives, damaged } = plan;
    return { ...rest, strategy, teams, people, objectives, damaged };
  };

  test.each(listExamples())("every commit of %s", async (name) => {
    const repository = new TestRepository(join(temporaryFolder(), name), isolatedEnvironment());
    await buildDemo(readExample(name), repository.dir, repository.env);
    const commits = repository.git("rev-list", "--reverse", "HEAD").split("\n");
    const counts: number[] = [];
    for (const commit of commits) {
      repository.git("checkout", "--quiet", commit);
      const snapshot = await fromGit(repository);
      expect(snapshot.findings).toEqual([]);
      expect(plain(snapshot)).toEqual(plain(await fromDisk(repository)));
      counts.push(snapshot.paths.length);
    }
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    expect(counts.at(-1)).toBeGreaterThan(20);
  });

  test("and so does whatever else somebody commits", async () => {
    const name = fc.constantFrom(
      "a",
      "b",
      "É",
      "\ue000",
      "🚀",
      "okr.yaml",
      "c d",
      "README.md",
      "x.md",
      "y.MD",
      "z.md",
    );
    const team = "---\nkind: team\nid: a\nname: A\n---\n";
    const text = fc.constantFrom(
      team,
      `${team}body`,
      "---\nkind: strategy\n---\n",
      "---\nkind: x\n---\n",
      "text",
      "version: 1\n",
      "---\nid: !a b\n---\n",
      `<<<<<<< a\n${team}>>>>>>> b\n`,
    );
    const files = fc.dictionary(
      fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("/")),
      text,
      { maxKeys: 8 },
    );
    const repository = createRepository(START);
    repository.git("config", "core.autocrlf", "false");
    const start = repository.head();
    await fc.assert(
      fc.asyncProperty(files, async (tree) => {
        const paths = Object.keys(tree).filter(
          (path) => !Object.keys(tree).some((other) => other.startsWith(`${path}/`)),
        );
        repository.git("reset", "--quiet", "--hard", start);
        repository.git("clean", "-ffdxq");
        repository.commit(
          "Tree",
          Object.fromEntries([
            ["root/keep", ""],
            ...paths.map((path) => [`root/${path}`, tree[path] as string]),
          ]),
        );
        expect(plain(await fromGit(repository, "root/"))).toEqual(plain(await fromDisk(repository, "root")));
      }),
      { numRuns: 60, examples: [[{ "\ue000.md": team, "🚀.md": team }]] },
    );
  });
});
