import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { TreeFile } from "../../src/store/tree.ts";
import { readWorkingTree } from "../../src/store/working-tree.ts";
import {
  createRepository,
  isolatedEnvironment,
  type TestRepository,
  temporaryFolder,
} from "../support/repository.ts";

/** Every file as its path and its text, or as its path and what is wrong with it. */
async function read(repository: TestRepository, folder = ""): Promise<Record<string, string>> {
  return collect(readWorkingTree(join(repository.dir, folder), true, repository.env));
}

async function collect(files: AsyncIterable<TreeFile>): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for await (const file of files)
    found[file.path] = "bytes" in file ? file.bytes.toString() : `! ${file.problem.message}`;
  return found;
}

const START = { "okr.yaml": "version: 1\n", "a.md": "A" };
const FRONTMATTER = `---\nkind: team\n---\n`;
const LARGE = "x".repeat(256 * 1024);

describe("in a repository", () => {
  test("what is tracked or not yet, but not ignored; as it is on disk", async () => {
    const repository = createRepository({
      ...START,
      ".gitignore": "ignored*\n",
      "gone.md": "",
      "code.ts": "",
    });
    repository.write("a.md", "changed");
    repository.write("new/b.MD", "B");
    repository.write("ignored.md", "");
    repository.write("ignored/c.md", "");
    repository.write("notes.txt", "");
    rmSync(repository.path("gone.md"));
    expect(await read(repository)).toEqual({
      "okr.yaml": "version: 1\n",
      "a.md": "changed",
      "new/b.MD": "B",
    });
  });

  test("paths of every kind", async () => {
    const names = [
      "with space.md",
      "line\nbreak.md",
      "tab\t.md",
      "日本/ação 🚀.md",
      "-dash.md",
      '"quoted".md',
      "back\\slash.md",
      "*.md",
      ":(top).md",
      ".hidden/x.md",
    ];
    const tracked = createRepository({ ...START, ...Object.fromEntries(names.map((name) => [name, name])) });
    const expected = { ...START, ...Object.fromEntries(names.map((name) => [name, name])) };
    expect(await read(tracked)).toEqual(expected);
    tracked.git("rm", "-r", "--quiet", "--cached", "--", ".");
    expect(await read(tracked)).toEqual(expected);
  });

  test("below the root only, and nothing that belongs to another root", async () => {
    const repository = createRepository({
      "outside.md": "",
      "okrs/okr.yaml": "version: 1\n",
      "okrs/in.md": "in",
      "okrs/sub/okr.yaml": "version: 1\n",
      "okrs/sub/theirs.md": "",
      "okrs/sub/deep/theirs.md": "",
      "okrs/subway.md": "subway",
    });
    symlinkSync("deep", repository.path("okrs/sub/link"));
    const mine = { "okr.yaml": "version: 1\n", "in.md": "in", "subway.md": "subway" };
    expect(await read(repository, "okrs")).toEqual({
      ...mine,
      "sub/okr.yaml": "! makes its folder an OKR root of its own; nothing below it is read here",
    });
    rmSync(repository.path("okrs/sub/okr.yaml"));
    rmSync(repository.path("okrs/sub/link"));
    expect(await read(repository, "okrs")).toEqual({
      ...mine,
      "sub/theirs.md": "",
      "sub/deep/theirs.md": "",
    });
  });

  test("an unmerged file is read once", async () => {
    const repository = createRepository(START);
    repository.git("switch", "--quiet", "-c", "other");
    repository.commit("theirs", { "a.md": "theirs" });
    repository.git("switch", "--quiet", "main");
    repository.commit("ours", { "a.md": "ours" });
    repository.tryGit("merge", "other");
    const paths: string[] = [];
    for await (const { path } of readWorkingTree(repository.dir, true, repository.env)) paths.push(path);
    expect(paths).toEqual(["a.md", "okr.yaml"]);
  });
});

describe("what stands where a file is expected", () => {
  const SYMLINK = "! is a symbolic link; okr follows none";
  test("a symbolic link to a file, to a folder, to nothing; tracked or not", async () => {
    const repository = createRepository({ ...START, "docs/b.md": "B" });
    for (const when of ["tracked", "new"]) {
      symlinkSync("a.md", repository.path(`${when}-file.md`));
      symlinkSync("docs", repository.path(`${when}-folder`));
      symlinkSync("nowhere", repository.path(`${when}-nothing.md`));
      symlinkSync("/etc/passwd", repository.path(`${when}-passwd.md`));
      symlinkSync("a.md", repository.path(`${when}-file.txt`));
      if (when === "tracked") repository.commit("Links");
    }
    expect(await read(repository)).toEqual({
      ...START,
      "docs/b.md": "B",
      ...Object.fromEntries(
        ["tracked", "new"].flatMap((when) =>
          ["file.md", "folder", "nothing.md", "passwd.md"].map((name) => [`${when}-${name}`, SYMLINK]),
        ),
      ),
    });
  });

  test("a submodule", async () => {
    const repository = createRepository(START);
    const other = createRepository({ "x.md": "" });
    repository.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", other.dir, "module");
    expect(await read(repository)).toEqual({
      ...START,
      module: "! is a submodule; what it holds is not read",
    });
  });

  test("a pipe or a folder that took a file's place", async () => {
    const repository = createRepository({ ...START, "pipe.md": "", "folder.md": "" });
    for (const name of ["pipe.md", "folder.md"]) rmSync(repository.path(name));
    execFileSync("mkfifo", [repository.path("pipe.md")]);
    repository.write("folder.md/inner.md", "I");
    expect(await read(repository)).toEqual({
      ...START,
      "pipe.md": "! is not a regular file",
      "folder.md": "! is not a regular file",
      "folder.md/inner.md": "I",
    });
  });

  test.skipIf(process.getuid?.() === 0)("a file without permission", async () => {
    const repository = createRepository(START);
    chmodSync(repository.path("a.md"), 0);
    expect(await read(repository)).toEqual({ ...START, "a.md": "! cannot be opened" });
  });

  test("a name that is not UTF-8", async () => {
    const repository = createRepository(START);
    const latin1 = Buffer.concat([
      Buffer.from(`${repository.dir}/caf`),
      Buffer.from([0xe9]),
      Buffer.from(".md"),
    ]);
    writeFileSync(latin1, FRONTMATTER);
    expect(await read(repository)).toEqual({
      ...START,
      "caf\ufffd.md": "! has a name that is not UTF-8 text",
    });
  });

  test.each([
    [LARGE, LARGE],
    [`${LARGE}x`, undefined],
    [`----${LARGE}`, undefined],
    [`---\n${LARGE}`, "! is larger than 256 KiB"],
    [`---\r\n${LARGE}`, "! is larger than 256 KiB"],
    [`---js\n${LARGE}`, "! is larger than 256 KiB"],
    [`\ufeff---\n${LARGE}`, "! is larger than 256 KiB"],
  ])("a file of more than 256 KiB is a finding when it claims frontmatter: %.8j", async (text, expected) => {
    const repository = createRepository({ ...START, "large.md": text });
    expect((await read(repository))["large.md"]).toBe(expected);
  });

  test("settings of more than 256 KiB", async () =>
    expect(await read(createRepository({ "okr.yaml": LARGE.concat("x") }))).toEqual({
      "okr.yaml": "! is larger than 256 KiB",
    }));
});

describe("outside a repository", () => {
  test("all but dot folders and node_modules", async () => {
    const folder = temporaryFolder();
    for (const path of [
      "okr.yaml",
      "a.md",
      "sub/b.md",
      ".hidden/c.md",
      "node_modules/d.md",
      "sub/e.txt",
      "other/okr.yaml",
      "other/f.md",
    ]) {
      mkdirSync(join(folder, path, ".."), { recursive: true });
      writeFileSync(join(folder, path), path);
    }
    symlinkSync("sub", join(folder, "link"));
    mkdirSync(join(folder, "folder.md"));
    execFileSync("mkfifo", [join(folder, "pipe.md")]);
    expect(await collect(readWorkingTree(folder, false, isolatedEnvironment()))).toEqual({
      "okr.yaml": "okr.yaml",
      "a.md": "a.md",
      "sub/b.md": "sub/b.md",
      link: "! is a symbolic link; okr follows none",
      "other/okr.yaml": "! makes its folder an OKR root of its own; nothing below it is read here",
      "pipe.md": "! is not a regular file",
    });
  });

  test("also where the folder of a repository is gone", async () => {
    const repository = createRepository(START);
    renameSync(repository.path(".git"), join(temporaryFolder(), "moved"));
    expect(await read(repository)).toEqual(START);
  });
});

test("reading runs nothing that the repository configures", async () => {
  const repository = createRepository(START);
  const touched = join(temporaryFolder(), "touched");
  repository.git("config", "core.fsmonitor", `touch ${touched}; false`);
  repository.git("config", "core.hooksPath", repository.path("hooks"));
  repository.git("config", "filter.x.clean", `touch ${touched}; cat`);
  repository.git("config", "filter.x.smudge", `touch ${touched}; cat`);
  repository.write(".gitattributes", "*.md filter=x\n");
  repository.write("b.md", "B");
  expect(await read(repository)).toEqual({ ...START, "b.md": "B" });
  expect(() => rmSync(touched)).toThrow("ENOENT");
});
