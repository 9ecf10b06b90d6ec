import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { findLosses } from "../../src/analysis/losses.ts";
import { Provenance } from "../../src/analysis/provenance.ts";
import { Versions } from "../../src/analysis/versions.ts";
import {
  BEGINNING,
  checkIn,
  copyOf,
  createStory,
  importCommits,
  MEANWHILE,
  OBJECTIVE,
  objective,
  RECORDS,
  readStory,
  targetsOf,
  tell,
} from "../support/story.ts";

const NAME = "2026-10-10-check-in-a0aaaaa.md";
const TEXT = checkIn("2026-10-10", "ana", 71, 39);

/** Any bytes as git fast-import quotes them. */
function quoted(path: Buffer): string {
  return `"${[...path].map((byte) => `\\${byte.toString(8).padStart(3, "0")}`).join("")}"`;
}

/** A commit that writes contents to paths of any bytes, and deletes others. */
function commitRaw(message: string, files: readonly (readonly [string | Buffer, string | null])[]): string {
  const lines = files.map(([path, text]) => {
    const name = quoted(Buffer.from(path));
    return text === null
      ? `D ${name}\n`
      : `M 100644 inline ${name}\ndata ${Buffer.byteLength(text)}\n${text}\n`;
  });
  const who = "Ana Souza <ana@example.com> 1791626400 +0000";
  const head = `commit refs/heads/main\nauthor ${who}\ncommitter ${who}\ndata ${message.length}\n${message}\n`;
  return `${head}from refs/heads/main^0\n${lines.join("")}\n`;
}

const BYTES = (text: string) => Buffer.from(text, "latin1");

describe("files may be called as people like:", () => {
  const beginning = createStory(BEGINNING);

  test.each([
    "okrs/with spaces/and 'quotes'/",
    'okrs/"double"/',
    "okrs/größe/目標/🎯/",
    "okrs/o\u0308 as two/",
    "okrs/a\nline\n\nend/",
    "okrs/tab\tand\\backslash/",
    "okrs/\u0001\u001b[31m\u007f/",
    ":100644 100644/",
    ":(glob)**/",
    "-rf/",
    `${"deep/".repeat(60)}`,
    "okrs/2026-Q4/first-week.md/",
  ])("%j", async (folder) => {
    const repo = copyOf(beginning);
    const path = folder + NAME;
    const away: [string, null][] = folder.includes(OBJECTIVE) ? [[OBJECTIVE, null]] : [];
    importCommits(repo, commitRaw("Come", [...away, [path, TEXT]]));
    const brought = repo.head();
    importCommits(repo, commitRaw("Change", [[path, TEXT.replace("71", "72")]]));
    for (const at of [null, "main"]) {
      const { history, checkIns } = await readStory(repo, at ? { at } : {});
      expect(checkIns.map(({ source }) => source.path)).toContain(path);
      expect(new Provenance(history).of(path)?.id).toBe(brought);
      const [change] = history.commits.at(-1)?.changes ?? [];
      expect(change).toMatchObject({ path, before: { kind: "record" }, after: { kind: "record" } });
    }
  });

  test("settings are settings, also where a document has the same words", async () => {
    const repo = copyOf(beginning);
    for (const name of ["Acme & Co", "Acme Ltd"]) {
      const text = `version: 1\nname: ${name}\n`;
      tell(repo, [{ ...MEANWHILE, message: name, files: { "okr.yaml": text, "template.md": text } }]);
    }
    const { history } = await readStory(repo);
    const kinds = history.commits.flatMap(({ changes }) =>
      changes.map(({ path, after }) => [path, after?.kind]),
    );
    expect(kinds.filter(([path]) => path === "okr.yaml")).toEqual(Array(3).fill(["okr.yaml", "settings"]));
  });

  test("what is not ours is passed over", async () => {
    const repo = copyOf(beginning);
    const quiet = (await readStory(repo)).history;
    importCommits(
      repo,
      commitRaw("Other", [
        ["README.md", "# Acme\n"],
        ["okrs/notes.txt", TEXT],
        ["okrs/okr.yaml.md.bak", TEXT],
        ["okrs/settings.yaml", "version: 1\n"],
        ["okrs/notes.md", "---\nlayout: page\n---\n"],
      ]),
    );
    expect((await readStory(repo)).history).toEqual(quiet);
  });
});

describe("what is no file holds no OKRs, whatever it says:", () => {
  const beginning = createStory(BEGINNING);

  test.each([
    ["a link whose target reads like a definition", "120000", objective(99)],
    ["a link whose target reads like a check-in", "120000", TEXT],
    ["a submodule", "160000", null],
  ])("%s", async (_, mode, text) => {
    const repo = copyOf(beginning);
    const quiet = (await readStory(repo, { at: "HEAD" })).history;
    const options = { cwd: repo.dir, env: repo.env, input: text ?? "", encoding: "utf8" } as const;
    const id =
      text === null ? repo.head() : execFileSync("git", ["hash-object", "-w", "--stdin"], options).trim();
    for (const path of ["okrs/odd.md", `okrs/${NAME}`])
      repo.git("update-index", "--add", "--cacheinfo", `${mode},${id},${path}`);
    repo.git("commit", "--quiet", "-m", "Odd");
    repo.git("rm", "--quiet", "--cached", "okrs/odd.md");
    repo.git("commit", "--quiet", "-m", "Less odd");
    expect((await readStory(repo, { at: "HEAD" })).history).toEqual(quiet);
  });

  test("a definition that gives way to a link is gone", async () => {
    const repo = copyOf(beginning);
    const options = { cwd: repo.dir, env: repo.env, input: objective(99), encoding: "utf8" } as const;
    const id = execFileSync("git", ["hash-object", "-w", "--stdin"], options).trim();
    repo.git("update-index", "--cacheinfo", `120000,${id},${OBJECTIVE}`);
    repo.git("commit", "--quiet", "-m", "Odd");
    expect(targetsOf(await readStory(repo, { at: "HEAD" }))).toEqual([90, null]);
  });
});

describe("names that are not text are no part of the history, as they are none of the tree:", () => {
  const beginning = createStory(BEGINNING);

  test("a definition", async () => {
    const repo = copyOf(beginning);
    importCommits(repo, commitRaw("Odd", [[BYTES("okrs/\xff.md"), objective(99)]]));
    const { history, plan, findings } = await readStory(repo);
    expect(findings.map(({ rule }) => rule)).toEqual(["unreadable-file"]);
    expect(plan.objectives).toHaveLength(1);
    const versions = new Versions(history).of("first-week");
    expect(versions.map((version) => version.objective?.source.path)).toEqual([OBJECTIVE]);
  });

  test("two that look the same", async () => {
    const repo = copyOf(beginning);
    const [one, two] = [BYTES(`okrs/\xfe/${NAME}`), BYTES(`okrs/\xff/${NAME}`)];
    importCommits(
      repo,
      commitRaw("Two", [
        [one, TEXT],
        [two, TEXT.replace("71", "72")],
      ]),
    );
    importCommits(
      repo,
      commitRaw("One", [
        [one, null],
        ["README.md", "x\n"],
      ]),
    );
    const { history } = await readStory(repo);
    expect(history.commits).toHaveLength(3);
    expect(findLosses(history)).toEqual([]);
  });

  test("one that gets a name that is text", async () => {
    const repo = copyOf(beginning);
    importCommits(repo, commitRaw("Odd", [[BYTES(`okrs/\xff/${NAME}`), TEXT]]));
    importCommits(
      repo,
      commitRaw("Better", [
        [BYTES(`okrs/\xff/${NAME}`), null],
        [`okrs/${NAME}`, TEXT],
      ]),
    );
    const { history, checkIns } = await readStory(repo);
    expect(checkIns).toHaveLength(2);
    expect(new Provenance(history).of(`okrs/${NAME}`)?.id).toBe(repo.head());
  });
});

describe("another root below this one keeps its own history:", () => {
  const beginning = createStory(BEGINNING);
  const NESTED = "okrs/lab/okr.yaml";
  const theirs = {
    [NESTED]: "version: 1\n",
    [`okrs/lab/${NAME}`]: TEXT,
    "okrs/lab/first-week.md": objective(99),
  };
  const act = (message: string, files: Record<string, string | null>) => ({ ...MEANWHILE, message, files });
  const gone = Object.fromEntries(Object.keys(theirs).map((path) => [path, null]));
  const targets = (history: Parameters<typeof findLosses>[0]) =>
    new Versions(history).of("first-week").map(({ objective: found }) => found?.source.path ?? null);

  test("while it is there", async () => {
    const repo = copyOf(beginning);
    const quiet = (await readStory(repo)).history;
    tell(repo, [act("A lab", theirs), act("Read", { [`okrs/lab/${NAME}`]: TEXT.replace("71", "72") })]);
    expect((await readStory(repo)).history).toEqual(quiet);
    const inside = await readStory(repo.path("okrs/lab"));
    expect(inside.checkIns.map(({ source }) => source.path)).toEqual([NAME]);
    expect(inside.history.commits.map(({ changes }) => changes.map(({ path }) => path))).toEqual([
      [NAME, "first-week.md", "okr.yaml"],
      [NAME],
    ]);
  });

  test("also when it is gone", async () => {
    const repo = copyOf(beginning);
    tell(repo, [act("A lab", theirs), act("Tidy up", { ...gone, [OBJECTIVE]: objective(91) })]);
    const { history } = await readStory(repo);
    expect(findLosses(history)).toEqual([]);
    expect(targets(history)).toEqual([OBJECTIVE, OBJECTIVE]);
  });

  test("what was ours before is missed, also where it went with another root", async () => {
    const repo = copyOf(beginning);
    const { [NESTED]: settings = "", ...files } = theirs;
    tell(repo, [act("A folder", files), act("A root", { [NESTED]: settings })]);
    tell(repo, [act("Tidy up", { ...gone, "okrs/notes.md": "x\n", [OBJECTIVE]: objective(91) })]);
    const { history } = await readStory(repo);
    expect(findLosses(history).map(({ record, lost }) => [record.name, lost.id])).toEqual([
      [NAME, repo.head()],
    ]);
  });

  test("a folder that becomes a root takes its records along", async () => {
    const repo = copyOf(beginning);
    const { [NESTED]: settings = "", ...files } = theirs;
    tell(repo, [act("A folder", files), act("A root", { [NESTED]: settings })]);
    const { history, checkIns } = await readStory(repo);
    expect(checkIns).toHaveLength(1);
    expect(findLosses(history)).toEqual([]);
    expect(targets(history)).toEqual([OBJECTIVE]);
    const inside = await readStory(repo.path("okrs/lab"));
    expect(new Provenance(inside.history).of(NAME)?.id).toBe(repo.git("rev-parse", "HEAD~1"));
  });

  test("a root that becomes a folder brings its records", async () => {
    const repo = copyOf(beginning);
    tell(repo, [act("A lab", theirs)]);
    const came = repo.head();
    tell(repo, [act("One root", { [NESTED]: null, "okrs/lab/first-week.md": null })]);
    const { history, checkIns } = await readStory(repo);
    expect(checkIns.map(({ source }) => source.path)).toEqual([RECORDS["2026-10-09"], `okrs/lab/${NAME}`]);
    expect(new Provenance(history).of(`okrs/lab/${NAME}`)?.id).toBe(came);
    expect(findLosses(history)).toEqual([]);
  });
});
