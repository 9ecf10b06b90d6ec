import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { Provenance } from "../../src/analysis/provenance.ts";
import type { History } from "../../src/model/history.ts";
import { dayOfStamp } from "../../src/model/stamp.ts";
import type { TestRepository } from "../support/repository.ts";
import {
  asOf,
  BEGINNING,
  copyOf,
  createStory,
  END,
  lineOf,
  MIDDLE,
  OBJECTIVE,
  objective,
  RECORDS,
  readStory,
  targetsOf,
  tell,
} from "../support/story.ts";

const ANA = "Ana Souza <ana@example.com> 1791540000 +0000";

/** Makes the newest commit anew with these lines in its head, however wrong they are. */
function rewriteHead(
  repo: TestRepository,
  head: { author?: string | Buffer | null; committer?: string; more?: string },
  message: string | Buffer = "x\n",
): void {
  const parents = repo.git("rev-list", "--parents", "--max-count=1", "HEAD").split(" ").slice(1);
  const { author = ANA, committer = ANA, more = "" } = head;
  const object = Buffer.concat([
    Buffer.from(`tree ${repo.git("rev-parse", "HEAD^{tree}")}\n`),
    Buffer.from(parents.map((parent) => `parent ${parent}\n`).join("")),
    ...(author === null ? [] : [Buffer.from("author "), Buffer.from(author), Buffer.from("\n")]),
    Buffer.from(`committer ${committer}\n${more}\n`),
    Buffer.from(message),
  ]);
  const args = ["hash-object", "-t", "commit", "-w", "--stdin", "--literally"];
  const id = execFileSync("git", args, { cwd: repo.dir, env: repo.env, input: object, encoding: "utf8" });
  repo.git("update-ref", "refs/heads/main", id.trim());
}

/** The commit that brought the story's first check-in. */
function broughtBy(history: History) {
  return new Provenance(history).of(RECORDS["2026-10-09"]);
}

describe("commit dates are evidence, however absurd:", () => {
  const beginning = createStory(BEGINNING);

  test.each([
    ["1791540000 +0000", "2026-10-09"],
    ["1791540000 +1400", "2026-10-10"],
    ["1791540000 -1100", "2026-10-08"],
    ["1791540000 +0545", "2026-10-09"],
    ["0 +0000", "1970-01-01"],
    ["0 -0100", "1969-12-31"],
    ["4291747199 +0000", "2105-12-31"],
    ["4295000000 +0000", "2106-02-07"],
    ["253402300799 +0000", "9999-12-31"],
    ["1791540000 +9999", "2026-10-09"],
    ["1791540000 -9999", "2026-10-09"],
    ["1791540000 +99999999", null],
    ["1791540000", null],
    ["999999999999 +0000", null],
    ["99999999999999999999999 +0000", "1970-01-01"],
    ["-86400 +0000", null],
    ["yesterday", null],
    ["", null],
  ])("an author's date of %j", async (stamp, day) => {
    const repo = copyOf(beginning);
    rewriteHead(repo, { author: `Ana Souza <ana@example.com> ${stamp}` });
    tell(repo, END);
    const snapshot = await readStory(repo);
    expect(snapshot.checkIns.map(lineOf)).toEqual(["2026-10-09 first-week ana completion=70 tickets=40"]);
    const commit = broughtBy(snapshot.history);
    expect([commit?.author.name, dayOfStamp(commit?.authored ?? "")]).toEqual(["Ana Souza", day]);
    expect(snapshot.history.commits.map(({ changes }) => changes.length)).toEqual([2, 1, 1, 1]);
  });

  test.each(["0 +0000", "253402300799 +0000", "99999999999999999999999 +0000", "yesterday", ""])(
    "a committer's date of %j, with other work before and after",
    async (stamp) => {
      const repo = copyOf(beginning);
      rewriteHead(repo, { committer: `Ana Souza <ana@example.com> ${stamp}` });
      tell(repo, [...MIDDLE, ...END]);
      const { history, ...snapshot } = await readStory(repo);
      expect(history.commits).toHaveLength(8);
      expect(targetsOf({ ...snapshot, history })).toEqual([90, 95]);
      // A clock that was wrong once does not hold back what came after it, nor put it before what came first.
      expect(history.branch.map(({ day }) => day).slice(3)).toEqual([
        "2026-10-16",
        "2026-10-20",
        "2026-10-23",
        "2026-10-30",
        "2026-12-22",
      ]);
      const days = history.branch.slice(0, 4).map(({ day }) => day ?? "");
      expect(days).toEqual([...days].sort());
    },
  );

  test.each([
    ["all on one day", () => "2026-10-01"],
    ["newest first", (index: number) => `20${26 - index}-10-01`],
  ])("%s: the order is that of the commits", async (_, day) => {
    const repo = createStory([]);
    const acts = [...BEGINNING, ...MIDDLE].map((act, index) => ({ ...act, day: day(index) }));
    tell(repo, acts.slice(0, 3));
    repo.git("switch", "--quiet", "-c", "side");
    tell(repo, acts.slice(3));
    repo.git("switch", "--quiet", "main");
    asOf(repo, "rafael", "1999-01-01").git("merge", "--quiet", "--no-ff", "-m", "Merge", "side");
    for (const target of [96, 97, 98])
      tell(repo, [
        { ...acts[1], message: `${target}`, files: { [OBJECTIVE]: objective(target) } } as (typeof acts)[0],
      ]);
    const { history, ...snapshot } = await readStory(repo);
    expect(history.commits.map(({ id }) => id)).toEqual(
      repo.git("rev-list", "--topo-order", "--reverse", "HEAD").split("\n"),
    );
    expect(targetsOf({ ...snapshot, history })).toEqual([90, 95, 96, 97, 98]);
  });
});

describe("authors are who they say, as well as it can be read:", () => {
  const beginning = createStory(BEGINNING);

  test.each<[string, string | Buffer | null, string, string]>([
    ["nobody", " <> 1791540000 +0000", "", ""],
    ["no name", " <ana@example.com> 1791540000 +0000", "", "ana@example.com"],
    ["no address", "Ana <> 1791540000 +0000", "Ana", ""],
    ["no author at all", null, "", ""],
    ["what is no author", "????", "", ""],
    [
      "control characters",
      "A\u0001\u001b[31mna\u0007 <a\tb@x> 1791540000 +0000",
      "A\u0001\u001b[31mna\u0007",
      "a\tb@x",
    ],
    ["a colon first", ":100644 100644 <:@x> 1791540000 +0000", ":100644 100644", ":@x"],
    ["brackets", "Ana <b> <ana@example.com> 1791540000 +0000", "Ana", "b"],
    ["a long name", `${"n".repeat(70_000)} <a@x> 1791540000 +0000`, "n".repeat(70_000), "a@x"],
    ["an unmarked Latin-1", Buffer.from("Jo\xe3o <j@x> 1791540000 +0000", "latin1"), "Jo\ufffdo", "j@x"],
    ["a name in two directions", "\u202eana <a@x> 1791540000 +0000", "\u202eana", "a@x"],
  ])("%s", async (_, author, name, email) => {
    const repo = copyOf(beginning);
    rewriteHead(repo, { author });
    tell(repo, END);
    const { history } = await readStory(repo);
    expect(broughtBy(history)?.author).toEqual({ name, email });
    expect(history.commits).toHaveLength(4);
  });

  test("a commit in another encoding", async () => {
    const repo = copyOf(beginning);
    const author = Buffer.from("Jo\xe3o <joao@example.com> 1791540000 +0000", "latin1");
    rewriteHead(repo, { author, more: "encoding ISO-8859-1\n" });
    expect(broughtBy((await readStory(repo)).history)?.author.name).toBe("João");
  });

  test("a commit with any header, and a message like one", async () => {
    const repo = copyOf(beginning);
    tell(repo, [{ ...(END[0] as (typeof END)[0]), files: { [RECORDS["2026-10-09"]]: null } }]);
    const more = "mergetag object 0\n type commit\nx-other \0 tree\n";
    const message = "parent 1\nparent 2\n\nAway with okrs/2026-Q4\n:100644 100644 a b M\n";
    rewriteHead(repo, { more }, message);
    const last = (await readStory(repo)).history.commits.at(-1);
    expect([last?.merge, last?.changes.map(({ after }) => after), last?.message]).toEqual([
      false,
      [null],
      message,
    ]);
  });
});
