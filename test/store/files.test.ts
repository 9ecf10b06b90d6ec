import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { removeFile, writeFileSafely } from "../../src/store/files.ts";
import { readFileSafely } from "../../src/store/read-file.ts";
import { temporaryFolder } from "../support/repository.ts";

const asRoot = process.getuid?.() === 0;

describe("reading", () => {
  const dir = temporaryFolder();
  writeFileSync(join(dir, "file.md"), "Grüße\r\n");
  writeFileSync(join(dir, "empty.md"), "");
  mkdirSync(join(dir, "folder"));
  symlinkSync("file.md", join(dir, "link.md"));
  symlinkSync("/dev/zero", join(dir, "endless.md"));
  execFileSync("mkfifo", [join(dir, "pipe.md")]);

  test.each([
    ["file.md", { text: Buffer.from("Grüße\r\n") }],
    ["empty.md", { text: Buffer.from("") }],
    ["folder", { problem: "not-a-file" }],
    ["pipe.md", { problem: "not-a-file" }],
    ["link.md", { problem: "symlink" }],
    ["endless.md", { problem: "symlink" }],
    ["gone.md", { problem: "missing" }],
    ["file.md/below.md", { problem: "missing" }],
  ])("%s", (path, expected) => {
    expect(readFileSafely(dir, path, 9)).toMatchObject(expected);
  });

  test("a file that is too large is not read", () => {
    expect(readFileSafely(dir, "file.md", 8)).toEqual({ problem: "too-large", size: 9 });
  });

  test.skipIf(asRoot)("a file that may not be read says so", () => {
    writeFileSync(join(dir, "secret.md"), "x", { mode: 0o000 });
    expect(readFileSafely(dir, "secret.md", 9)).toEqual({ problem: "unreadable", code: "EACCES" });
  });
});

describe("writing", () => {
  test("a new file, with the folders it needs", () => {
    const dir = temporaryFolder();
    expect(writeFileSafely(dir, "a/b c/d.md", "text\n", { overwrite: false })).toEqual([
      join(dir, "a"),
      join(dir, "a/b c"),
    ]);
    expect(readFileSync(join(dir, "a/b c/d.md"), "utf8")).toBe("text\n");
    expect(readdirSync(join(dir, "a/b c"))).toEqual(["d.md"]);
  });

  test("a file that exists is replaced only on request, and keeps its mode", () => {
    const dir = temporaryFolder();
    writeFileSync(join(dir, "a.md"), "before");
    chmodSync(join(dir, "a.md"), 0o640);
    expect(() => writeFileSafely(dir, "a.md", "after", { overwrite: false })).toThrow("a.md already exists");
    expect(readFileSync(join(dir, "a.md"), "utf8")).toBe("before");
    writeFileSafely(dir, "a.md", "after", { overwrite: true });
    expect(readFileSync(join(dir, "a.md"), "utf8")).toBe("after");
    expect(statSync(join(dir, "a.md")).mode & 0o777).toBe(0o640);
    expect(readdirSync(dir)).toEqual(["a.md"]);
  });

  test("another name of the same file keeps the old content", () => {
    const dir = temporaryFolder();
    writeFileSync(join(dir, "a.md"), "before");
    linkSync(join(dir, "a.md"), join(dir, "twin.md"));
    writeFileSafely(dir, "a.md", "after", { overwrite: true });
    expect(readFileSync(join(dir, "twin.md"), "utf8")).toBe("before");
  });

  test("a mode can be asked for", () => {
    const dir = temporaryFolder();
    writeFileSafely(dir, "a.yaml", "secret", { overwrite: false, mode: 0o600 });
    expect(statSync(join(dir, "a.yaml")).mode & 0o777).toBe(0o600);
  });

  test.each([
    "../a.md",
    "a/../../b.md",
    "a/../b.md",
    "/etc/a.md",
    "",
    "a//b.md",
    "./a.md",
    "a/",
    "C:/a.md",
    "a\\b.md",
    "a\0.md",
    ".git/hooks/pre-commit",
    "x/.GIT/config",
    "git~1/config",
  ])("the path %j is refused", (path) => {
    const dir = temporaryFolder();
    const error = expect.objectContaining({
      name: "UserError",
      message: expect.stringContaining("not a path inside"),
    });
    expect(() => writeFileSafely(dir, path, "x", { overwrite: true })).toThrow(error);
    expect(() => removeFile(dir, path)).toThrow(error);
    expect(readdirSync(dir)).toEqual([]);
  });

  test("never through a link that leaves the root, nor over a link", () => {
    const [dir, outside] = [temporaryFolder(), temporaryFolder()];
    mkdirSync(join(dir, "real"));
    symlinkSync(outside, join(dir, "out"));
    symlinkSync("real", join(dir, "in"));
    symlinkSync("gone", join(dir, "dangling"));
    symlinkSync(join(outside, "target.md"), join(dir, "link.md"));
    writeFileSync(join(outside, "kept.md"), "kept");
    for (const path of ["out/a.md", "out/deep/a.md", "in/../out/a.md", "link.md"])
      expect(() => writeFileSafely(dir, path, "x", { overwrite: true }), path).toThrow();
    expect(() => writeFileSafely(dir, "dangling/a.md", "x", { overwrite: false })).toThrow();
    expect(() => removeFile(dir, "out/kept.md")).toThrow("leads out of the OKR folder");
    expect(readdirSync(outside)).toEqual(["kept.md"]);
    writeFileSafely(dir, "in/a.md", "x", { overwrite: false });
    expect(readdirSync(join(dir, "real"))).toEqual(["a.md"]);
  });

  test("a root that is itself reached through a link is fine", () => {
    const [dir, other] = [temporaryFolder(), temporaryFolder()];
    symlinkSync(dir, join(other, "root"));
    writeFileSafely(join(other, "root"), "okrs/a.md", "x", { overwrite: false });
    expect(existsSync(join(dir, "okrs/a.md"))).toBe(true);
  });

  test.each([
    ["a folder in place of the file", "taken", "a folder"],
    ["a file in place of a folder", "file/a.md", "is not a folder"],
    ["a name that is too long", `new/${"x".repeat(300)}.md`, "the name is too long"],
  ])("%s is an error, and nothing is left", (_, path, message) => {
    const dir = temporaryFolder();
    mkdirSync(join(dir, "taken"));
    writeFileSync(join(dir, "file"), "");
    const write = () => writeFileSafely(dir, path, "x", { overwrite: true });
    expect(write).toThrow(
      expect.objectContaining({ name: "UserError", message: expect.stringContaining(message) }),
    );
    expect(readdirSync(dir).sort()).toEqual(["file", "taken"]);
  });

  test.skipIf(asRoot)("a folder one may not write to is named", () => {
    const dir = temporaryFolder();
    mkdirSync(join(dir, "locked"), { mode: 0o500 });
    expect(() => writeFileSafely(dir, "locked/a.md", "x", { overwrite: false })).toThrow(
      "cannot write locked/a.md: you may not write there",
    );
  });
});

describe("removing", () => {
  test("takes the folders along that it leaves empty", () => {
    const dir = temporaryFolder();
    writeFileSafely(dir, "okrs/a/b/c.md", "x", { overwrite: false });
    writeFileSafely(dir, "okrs/d.md", "x", { overwrite: false });
    removeFile(dir, "okrs/a/b/c.md");
    expect(readdirSync(join(dir, "okrs"))).toEqual(["d.md"]);
  });

  test("a file that is not there is named", () => {
    const dir = temporaryFolder();
    expect(() => removeFile(dir, "a.md")).toThrow("cannot delete a.md: it is not there");
  });
});
