// Makes a release: a commit that holds the tree of HEAD and the bundle, and tags for it. Nothing is pushed, and branch, index and
// working tree stay as they are. node .build/release.js VERSION
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "okr-release-"));
/** What would make whoever installs a tag build it: pre-commit installs a repository with its development dependencies. */
const ONLY_FOR_DEVELOPMENT = ["devDependencies", "scripts"];

try {
  release(process.argv[2] ?? "");
} catch (error) {
  // git has printed its errors by now.
  console.error(`not released: ${error.message.split("\n")[0]}`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function release(version) {
  const described = JSON.parse(git("show", "HEAD:package.json"));
  if (version !== described.version)
    throw new Error(`package.json has version ${described.version}, not ${version || "none: name it"}`);
  const dirty = git("--no-optional-locks", "status", "--porcelain", "--untracked-files=all");
  if (dirty !== "") throw new Error(`the working tree is not clean: ${dirty.split("\n")[0]}`);
  const tag = `v${version}`;
  if (git("tag", "--list", tag) !== "") throw new Error(`the tag ${tag} is there already`);
  execFileSync(process.execPath, [".build/build.js", "src/main.ts", join(folder, "dist")], {
    cwd: root,
    stdio: "inherit",
  });
  const commit = commitWithBundle(described, `Release ${version}`);
  git("tag", "--annotate", tag, "--message", `okr ${version}`, commit);
  const tags = [tag];
  // A tag for whoever wants the newest of a major version moves; a version before a release is nobody's newest.
  if (/^\d+\.\d+\.\d+$/.test(version)) {
    tags.push(`v${version.split(".")[0]}`);
    git("tag", "--annotate", "--force", tags[1], "--message", `okr ${version}`, commit);
  }
  console.log(`${tags.join(" and ")} are ${commit.slice(0, 7)}; to publish:`);
  console.log(`  git push origin ${tag}`);
  if (tags[1]) console.log(`  git push --force origin ${tags[1]}`);
  console.log("  npm publish");
}

/** A commit on top of HEAD, made in an index of its own. */
function commitWithBundle(described, message) {
  const kept = Object.entries(described).filter(([name]) => !ONLY_FOR_DEVELOPMENT.includes(name));
  const manifest = `${JSON.stringify(Object.fromEntries(kept), null, 2)}\n`;
  const entries = [
    `100644 ${hash(manifest)}\tpackage.json`,
    `0 ${"0".repeat(40)}\tpackage-lock.json`,
    ...bundle().map((path) => `100644 ${hash(readFileSync(join(folder, path)))}\t${path}`),
  ];
  const index = { GIT_INDEX_FILE: join(folder, "index") };
  feed("", ["read-tree", "HEAD"], index);
  feed(entries.map((entry) => `${entry}\n`).join(""), ["update-index", "--index-info"], index);
  return git("commit-tree", feed("", ["write-tree"], index), "-p", "HEAD", "-m", message);
}

function bundle() {
  return readdirSync(join(folder, "dist"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll("\\", "/"),
    )
    .sort();
}

/** Puts a file's bytes, as they are, among the objects. */
function hash(bytes) {
  return feed(bytes, ["hash-object", "-w", "--stdin"]);
}

function git(...words) {
  return feed("", words);
}

function feed(input, words, variables = {}) {
  return execFileSync("git", words, {
    cwd: root,
    env: { ...process.env, ...variables },
    input,
    encoding: "utf8",
    stdio: ["pipe", "pipe", "inherit"],
    maxBuffer: 2 ** 26,
  }).trim();
}
