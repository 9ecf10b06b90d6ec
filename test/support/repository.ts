import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { openRepository, type Repository } from "../../src/store/repository.ts";
import { copyFolder, keepFolder, temporaryFolder } from "./temporary.ts";

export { temporaryFolder } from "./temporary.ts";

/** The environment of a person with nothing on their machine but git: no configuration, one identity, one moment. */
export function isolatedEnvironment(more: Record<string, string | undefined> = {}): Record<string, string> {
  const env = {
    PATH: process.env.PATH,
    SystemRoot: process.env.SystemRoot,
    HOME: tmpdir(),
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_AUTHOR_NAME: "Ana Souza",
    GIT_AUTHOR_EMAIL: "ana@example.com",
    GIT_AUTHOR_DATE: "2026-11-20T10:00:00Z",
    GIT_COMMITTER_NAME: "Ana Souza",
    GIT_COMMITTER_EMAIL: "ana@example.com",
    GIT_COMMITTER_DATE: "2026-11-20T10:00:00Z",
    ...more,
  };
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** A real git repository in a temporary folder. */
export class TestRepository {
  constructor(
    readonly dir: string,
    readonly env: Record<string, string> = isolatedEnvironment(),
  ) {}

  /** What a git command prints, without the line end; throws with git's words when it fails. */
  git(...args: string[]): string {
    return execFileSync("git", args, {
      cwd: this.dir,
      env: this.env,
      encoding: "utf8",
      stdio: "pipe",
    }).trimEnd();
  }

  /**
   * What the last of several git commands prints. One shell starts them: starting a process takes a test's process,
   * which is large, several times as long as it takes a shell.
   */
  gitEach(...commands: readonly (readonly string[])[]): string {
    const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
    const lines = commands.map((args) => ["git", ...args].map(quote).join(" "));
    const last = lines.pop() as string;
    return execFileSync("sh", ["-ec", [...lines.map((line) => `${line} >&2`), `exec ${last}`].join("\n")], {
      cwd: this.dir,
      env: this.env,
      encoding: "utf8",
      stdio: "pipe",
    }).trimEnd();
  }

  /** The exit code of a git command that may fail. */
  tryGit(...args: string[]): number | null {
    return spawnSync("git", args, { cwd: this.dir, env: this.env }).status;
  }

  path(path: string): string {
    return join(this.dir, path);
  }

  write(path: string, content: string): void {
    mkdirSync(dirname(this.path(path)), { recursive: true });
    writeFileSync(this.path(path), content);
  }

  read(path: string): string {
    return readFileSync(this.path(path), "utf8");
  }

  /** Writes files and commits them with everything else that changed; returns the commit. */
  commit(message: string, files: Record<string, string> = {}): string {
    for (const [path, content] of Object.entries(files)) this.write(path, content);
    this.gitEach(["add", "--all"], ["commit", "--quiet", "--allow-empty", "-m", message]);
    return this.head();
  }

  /** Installs a hook: a shell script without its first line. */
  hook(name: string, script: string): void {
    const path = join(this.git("rev-parse", "--path-format=absolute", "--git-common-dir"), "hooks", name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
  }

  /** The commit of HEAD; no process is needed where a file of its own says it. */
  head(): string {
    return this.#headInFiles() ?? this.git("rev-parse", "HEAD");
  }

  #headInFiles(): string | null {
    try {
      const head = this.read(".git/HEAD").trimEnd();
      const id = head.startsWith("ref: ") ? this.read(`.git/${head.slice(5)}`).trimEnd() : head;
      return /^[0-9a-f]{40,64}$/.test(id) ? id : null;
    } catch {
      return null;
    }
  }

  /** The state of index and working tree, one line per file: "?? new.md". */
  status(): string[] {
    const lines = this.git("-c", "core.quotePath=false", "status", "--porcelain", "--untracked-files=all");
    return lines.split("\n").filter(Boolean);
  }

  /** Every entry of the index with its content's id. */
  index(): string {
    return this.git("ls-files", "--stage");
  }

  /** The files a commit changed, "A path" each, and nothing for an empty one. */
  changes(commit = "HEAD"): string[] {
    const args = ["diff-tree", "-r", "--root", "--no-commit-id", "--name-status", "--no-renames", commit];
    const lines = this.git("-c", "core.quotePath=false", ...args);
    return lines
      .split("\n")
      .filter(Boolean)
      .map((line) => line.replace("\t", " "));
  }

  /** Messages from the newest commit on. */
  subjects(range = "HEAD"): string[] {
    return this.git("log", "--format=%s", range).split("\n").filter(Boolean);
  }

  /** The complaints of git fsck; none in a sound repository. */
  problems(): string[] {
    const { stdout, stderr } = spawnSync(
      "git",
      ["fsck", "--full", "--strict", "--no-dangling", "--no-progress"],
      {
        cwd: this.dir,
        env: this.env,
        encoding: "utf8",
      },
    );
    return `${stdout}${stderr}`.split("\n").filter((line) => line !== "" && !line.startsWith("notice:"));
  }

  /** The repository as the program sees it. */
  async open(env: Record<string, string> = this.env, dir = this.dir): Promise<Repository> {
    const repository = await openRepository(dir, env);
    if (repository === null) throw new Error(`${dir} is not in a repository`);
    return repository;
  }

  /** Another working tree of the same repository, on a new branch. */
  worktree(branch: string): TestRepository {
    const dir = join(temporaryFolder(), branch);
    this.git("worktree", "add", "--quiet", "-b", branch, dir);
    return new TestRepository(dir, this.env);
  }

  /** A clone in a folder of its own, tracking this repository as `origin`. */
  clone(env = this.env): TestRepository {
    const dir = join(temporaryFolder(), "clone");
    this.git("clone", "--quiet", this.dir, dir);
    return new TestRepository(dir, env);
  }
}

/** What new repositories begin with: a configuration in which git starts no housekeeping of its own after a commit. */
function template(): string {
  if (templateFolder === null || !existsSync(templateFolder)) {
    templateFolder = temporaryFolder();
    writeFileSync(join(templateFolder, "config"), "[gc]\n\tauto = 0\n[maintenance]\n\tauto = false\n");
  }
  return templateFolder;
}
let templateFolder: string | null = null;

const made = new Map<string, string>();

/**
 * The repository that `make` makes, in a folder of its own. What is asked for again, by the same `key`, is a copy, which takes
 * a fraction of the time that a dozen git commands do.
 */
export function copyOfMade(key: string, make: () => TestRepository): TestRepository {
  let original = made.get(key);
  if (original === undefined) {
    original = make().dir;
    keepFolder(original);
    made.set(key, original);
  }
  const dir = temporaryFolder();
  copyFolder(original, dir);
  return new TestRepository(dir, isolatedEnvironment());
}

/** An empty repository on the unborn branch `main`. */
export function createEmptyRepository(
  options: { dir?: string; bare?: boolean; env?: Record<string, string> } = {},
): TestRepository {
  const make = () => {
    const dir = options.dir ?? temporaryFolder();
    const repository = new TestRepository(dir, options.env ?? isolatedEnvironment());
    const bare = options.bare ? ["--bare"] : [];
    repository.git("init", "--quiet", "--initial-branch=main", `--template=${template()}`, ...bare);
    return repository;
  };
  return Object.keys(options).length > 0 ? make() : copyOfMade("nothing", make);
}

/** A repository with one commit; it holds these files, or an okr.yaml and a README.md. */
export function createRepository(
  files: Record<string, string> = { "okr.yaml": "version: 1\n", "README.md": "Our goals\n" },
  options: { dir?: string; env?: Record<string, string> } = {},
): TestRepository {
  const make = () => {
    const repository = createEmptyRepository(options);
    repository.commit("Begin", files);
    return repository;
  };
  return Object.keys(options).length > 0 ? make() : copyOfMade(`files ${JSON.stringify(files)}`, make);
}

/** A bare repository with one commit, and two clones of it that push to it. */
export function createShared(files?: Record<string, string>): {
  remote: TestRepository;
  ours: TestRepository;
  theirs: TestRepository;
} {
  const seed = createRepository(files);
  const remote = createEmptyRepository({ bare: true });
  seed.git("push", "--quiet", remote.dir, "main");
  return { remote, ours: remote.clone(), theirs: remote.clone() };
}
