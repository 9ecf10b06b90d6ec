import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readExample, readExampleFile } from "../../src/store/examples.ts";
import { isolatedEnvironment, TestRepository, temporaryFolder } from "../support/repository.ts";
import { run, runIn } from "../support/run.ts";

const NAMES = ["horizon-bank", "joystream-rome"] as const;
const EXAMPLES = join(import.meta.dirname, "../../examples");
/** What of an example's folder is about the example, and not part of it. */
const ABOUT = new Set(["README.md", "demo.yaml", "source.json"]);

describe.each(NAMES)("okr demo %s", (name) => {
  const home = temporaryFolder();
  const repo = new TestRepository(join(home, name));
  const example = readExample(name);

  test("builds it in a folder of its name, and says what to try", async () => {
    const { code, stdout, stderr } = await run(home, "demo", name);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain(`Built in ${name}: `);
    expect(stdout).toContain(`There git knows you as ${example.identity}.`);
    for (const { command, why } of example.try) expect(stdout).toContain(`\n  # ${why}\n  ${command}\n`);
    expect([repo.status(), repo.problems(), repo.git("branch", "--show-current")]).toEqual([
      [],
      [],
      example.branch,
    ]);
    expect(`${repo.git("config", "user.name")} <${repo.git("config", "user.email")}>`).toBe(example.identity);
  });

  test("every file of the example comes in exactly one commit, changes where the description says so, and ends as it is", () => {
    const files = readdirSync(join(EXAMPLES, name), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(join(EXAMPLES, name).length + 1))
      .filter((path) => !ABOUT.has(path));
    const lines = repo
      .git("log", "--no-merges", "--format=", "--name-status", "--no-renames")
      .split("\n")
      .filter(Boolean);
    const changes = example.commits.flatMap(({ merge, changes }) => (merge === null ? changes : []));
    expect(lines.sort()).toEqual(
      [...files.map((path) => `A\t${path}`), ...changes.map((path) => `M\t${path}`)].sort(),
    );
    expect(repo.git("ls-files").split("\n")).toEqual([...files].sort());
    for (const path of files) expect(repo.read(path)).toBe(readExampleFile(name, path).toString());
  });

  test("what its description says was different then is in the files now", () => {
    for (const { was, files, changes } of example.commits)
      for (const [path, pieces] of Object.entries(was)) {
        expect([...files, ...changes]).toContain(path);
        for (const now of Object.keys(pieces))
          expect(readExampleFile(name, path).toString().split(now)).toHaveLength(2);
      }
  });

  test("its commits have the authors, days and messages that its description gives them", () => {
    // Older versions of git write +00:00 for Z.
    const utc = (text: string) => text.replaceAll("+00:00", "Z");
    const log = utc(repo.git("log", "--reverse", "--format=%aI%x1f%an <%ae>%x1f%cI%x1f%B%x1e"))
      .split("\x1e")
      .map((entry) => entry.trim())
      .filter(Boolean);
    expect(log).toEqual(
      example.commits.map(({ date, author, message }) =>
        [utc(date), author, utc(date), message.trim()].join("\x1f"),
      ),
    );
    const days = example.commits.map(({ date }) => Date.parse(date));
    expect(days).toEqual([...days].sort((a, b) => a - b));
  });

  test("no check-in is committed before the day it is about", () => {
    for (const { date, files } of example.commits)
      for (const path of files) {
        const day = /^date: (\d{4}-\d{2}-\d{2})$/m.exec(readExampleFile(name, path).toString())?.[1];
        if (day !== undefined) expect([path, day <= date.slice(0, 10)]).toEqual([path, true]);
      }
  });

  test("its ids are the same everywhere", async () => {
    const other = temporaryFolder();
    const env = isolatedEnvironment({
      TZ: "Pacific/Apia",
      GIT_AUTHOR_NAME: "Somebody",
      GIT_COMMITTER_DATE: "2001-01-01T00:00:00Z",
    });
    await runIn({ env }, other, "demo", name, "elsewhere");
    expect(new TestRepository(join(other, "elsewhere")).head()).toBe(repo.head());
  });

  test("what it says to try works", async () => {
    for (const { command } of example.try) {
      const words = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(
        ([, quoted, word]) => quoted ?? (word as string),
      );
      expect(words.shift()).toBe("okr");
      const { name: person, email } = /^(?<name>.*) <(?<email>.*)>$/.exec(example.identity)?.groups ?? {};
      const env = { GIT_AUTHOR_NAME: person, GIT_AUTHOR_EMAIL: email };
      const { code, stdout, stderr } = await runIn({ env, today: "2026-11-22" }, repo, ...words);
      // A warning is a finding too: one of the things to see.
      expect([command, code === 0 || (words[0] === "check" && code === 1), stderr]).toEqual([
        command,
        true,
        "",
      ]);
      expect(stdout).not.toBe("");
    }
  });
});

test("horizon-bank tells two quarters: what was closed, what carries it on, and who has to wait", async () => {
  const home = temporaryFolder();
  await run(home, "demo", "horizon-bank", "bank");
  const ask = async (...words: string[]) => {
    const { code, stdout, stderr } = await runIn({ today: "2026-11-20" }, join(home, "bank"), ...words);
    expect([words, code, stderr]).toEqual([words, 0, ""]);
    return words.includes("--json") ? JSON.parse(stdout) : stdout;
  };
  expect(await ask("check")).toMatch(/nothing to report; 1 excepted/);
  const { objectives } = await ask("report", "--scorecard", "--cycle", "2026-Q3", "--json");
  expect(
    objectives
      .map((one: { id: string; score: number; grade: number; outcome: string }) => [
        one.id,
        one.score.toFixed(2),
        one.grade.toFixed(2),
        one.outcome,
      ])
      .sort(),
  ).toEqual([
    ["answers-in-the-app", "0.56", "0.42", "abandoned"],
    ["first-week", "0.86", "0.80", "continued"],
    ["self-service-setup", "0.98", "0.95", "done"],
  ]);
  const carried = readExampleFile("horizon-bank", "okrs/2026-Q4/explorer/first-week-2026-q4.md").toString();
  expect(carried).toMatch(
    /continues: first-week\n[\s\S]*baseline: 85\n[\s\S]*baseline: 42\n {4}target: 60\n/,
  );
  expect(await ask("retro", "first-week-2026-q4", "--show")).toMatch(
    /goalposts moved[\s\S]*Issues that kept coming back\n +3 × The security team/,
  );
  expect(await ask("ready")).toMatch(
    /3 of 4 teams are ready[\s\S]*✗ A coach is named\n +none, for 4 members/,
  );
  expect(await ask("ready", "--rollout")).toMatch(
    /should not start yet[\s\S]*self-service kept 79 % of its check-ins in 2026-Q3/,
  );
});

test("without a name it is horizon-bank, and --list names them all", async () => {
  const home = temporaryFolder();
  expect((await run(home, "demo")).stdout).toContain("Built in horizon-bank: ");
  const { stdout } = await run(home, "demo", "--list");
  expect(
    stdout
      .trimEnd()
      .split("\n")
      .map((line) => line.split("  ")[0]),
  ).toEqual([...NAMES]);
});

describe("where to", () => {
  test("a folder that is empty, new, deep, absolute, or named in words", async () => {
    const home = temporaryFolder();
    mkdirSync(join(home, "empty"));
    for (const folder of ["empty", "new", "very/deep", join(home, "absolute"), "in two words"])
      expect((await run(home, "demo", "joystream-rome", folder)).code).toBe(0);
    const { stdout } = await run(home, "demo", "joystream-rome", "it's mine");
    expect(stdout).toContain('\n  cd "it\'s mine"\n');
    expect(existsSync(join(home, "very/deep/okr.yaml"))).toBe(true);
    expect((await run(home, "-C", "empty", "demo", "joystream-rome", "below")).code).toBe(0);
    expect(existsSync(join(home, "empty/below/okr.yaml"))).toBe(true);
  });

  test.each<[string, string[], RegExp]>([
    [
      "a folder that is not empty",
      ["horizon-bank", "full"],
      /full is not empty\n {2}name another folder: okr demo NAME FOLDER/,
    ],
    ["a file", ["horizon-bank", "full/file"], /full\/file cannot be a folder for the example/],
    ["below a file", ["horizon-bank", "full/file/below"], /cannot be a folder for the example/],
    [
      "an unknown name",
      ["horizon-bnk"],
      /there is no example "horizon-bnk"\n {2}did you mean "horizon-bank"\?/,
    ],
    ["a name like none", ["zzz"], /the examples are horizon-bank, joystream-rome/],
    ["a path as a name", ["../examples/horizon-bank"], /there is no example/],
    ["too many words", ["horizon-bank", "a", "b"], /too many arguments/],
  ])("%s is refused", async (_, words, message) => {
    const home = temporaryFolder();
    mkdirSync(join(home, "full"));
    writeFileSync(join(home, "full/file"), "mine\n");
    expect(await run(home, "demo", ...words)).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringMatching(message),
    });
    expect(readdirSync(home, { recursive: true })).toEqual(["full", "full/file"]);
  });
});
