import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { TestRepository, temporaryFolder } from "../support/repository.ts";
import { createMerged, OBJECTIVE, readStory } from "../support/story.ts";

describe("a history that is cut off says so, and fetches nothing:", () => {
  const source = createMerged();
  source.git("config", "uploadpack.allowFilter", "true");
  source.git("config", "uploadpack.allowAnySHA1InWant", "true");
  const tools = temporaryFolder();
  const trace = join(tools, "trace");
  writeFileSync(join(tools, "ssh"), `#!/bin/sh\necho "$@" >>'${trace}'\nexit 1\n`);
  chmodSync(join(tools, "ssh"), 0o755);

  /** A clone whose remote would run a program that leaves a trace. */
  function cloneWith(...options: string[]): TestRepository {
    const dir = join(temporaryFolder(), "clone");
    source.git("clone", "--quiet", "--no-local", ...options, `file://${source.dir}`, dir);
    const clone = new TestRepository(dir, { ...source.env, GIT_SSH: join(tools, "ssh") });
    clone.git("config", "protocol.ext.allow", "always");
    clone.git("config", "protocol.allow", "always");
    clone.git("config", "core.sshCommand", join(tools, "ssh"));
    return clone;
  }

  const remotes = [`ext::${tools}/ssh %S`, "ssh://example.com/okrs", "git@example.com:okrs"];
  const clones: readonly (readonly [string, string | null, number, readonly string[]])[] = [
    ["a whole clone", null, 8, []],
    ["a clone of depth 1", "shallow", 0, ["--depth=1"]],
    ["a clone of depth 3", "shallow", 0, ["--depth=3"]],
    ["a clone since a day", "shallow", 0, ["--shallow-since=2026-10-15"]],
    ["a clone of one branch", null, 8, ["--single-branch"]],
    ["a clone without old contents", "partial", 0, ["--filter=blob:none"]],
    ["a clone without folders", "partial", 0, ["--filter=tree:0"]],
    ["a clone with the topmost folder alone", "partial", 0, ["--filter=tree:1"]],
    ["a clone without any file", "partial", 0, ["--filter=blob:limit=1"]],
    ["a sparse clone", null, 8, ["--sparse"]],
    ["a partial and shallow clone", "shallow", 0, ["--depth=1", "--filter=blob:none"]],
  ];
  test.each(clones)("%s", async (_, cutOff, commits, options) => {
    const clone = cloneWith(...options);
    if (options.includes("--sparse")) clone.git("sparse-checkout", "disable");
    for (const remote of remotes) {
      clone.git("config", "remote.origin.url", remote);
      const { history } = await readStory(clone);
      expect([history.cutOff, history.commits.length]).toEqual([cutOff, commits]);
    }
    expect(existsSync(trace)).toBe(false);
  });

  test("a linked working tree of a shallow clone", async () => {
    const { history } = await readStory(cloneWith("--depth=1").worktree("other"));
    expect(history.cutOff).toBe("shallow");
  });

  test("and a fetch would leave a trace", () => {
    const clone = cloneWith("--filter=blob:none");
    for (const remote of remotes) {
      clone.git("config", "remote.origin.url", remote);
      expect(clone.tryGit("fetch", "--quiet")).not.toBe(0);
    }
    expect(existsSync(trace)).toBe(true);
  });

  test("a repository that lost an old content", async () => {
    const clone = cloneWith();
    const id = clone.git("rev-parse", `HEAD~1:${OBJECTIVE}`);
    const objects = clone.path(".git/objects");
    const [pack = ""] = readdirSync(join(objects, "pack")).filter((name) => name.endsWith(".pack"));
    renameSync(join(objects, "pack", pack), join(objects, "all"));
    rmSync(join(objects, "pack"), { recursive: true });
    execFileSync("git", ["unpack-objects", "-q"], {
      cwd: clone.dir,
      env: clone.env,
      input: readFileSync(join(objects, "all")),
    });
    expect((await readStory(clone)).history.cutOff).toBeNull();
    rmSync(clone.path(".git/okr"), { recursive: true });
    rmSync(join(objects, id.slice(0, 2), id.slice(2)));
    await expect(readStory(clone)).rejects.toThrow(
      "the repository lacks an object of its history, or has it damaged",
    );
  });

  test("a clone that is shallow no more", async () => {
    const clone = cloneWith("--depth=1");
    clone.git("fetch", "--quiet", "--unshallow");
    expect((await readStory(clone)).history).toEqual((await readStory(source)).history);
  });

  test("a clone that is partial no more", async () => {
    const clone = cloneWith("--filter=blob:none");
    clone.git("config", "--unset", "remote.origin.partialCloneFilter");
    clone.git("fetch", "--quiet", "--refetch", "--no-filter");
    expect((await readStory(clone)).history).toEqual((await readStory(source)).history);
  });
});
