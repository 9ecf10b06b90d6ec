import { beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { TestRepository } from "../support/repository.ts";
import { runIn } from "../support/run.ts";
import { cycleOf } from "./history.ts";
import { build2019q2, Q2 as source } from "./replay.ts";
import { daysOf, readingsOn, scoresOn } from "./source.ts";

const ARCHIVE = "okrs/archive/2019-Q2/joystream";
const LIVE = "okrs/2019-Q2/joystream";
const GRADED = "2019-07-30";

let repository: TestRepository;
beforeAll(async () => {
  repository = await build2019q2();
});

interface Row {
  readonly id: string;
  readonly score: number;
  readonly grade: number | null;
  readonly reading: { readonly value: number; readonly date: string } | null;
  readonly key_results: readonly Row[];
  readonly last_check_in: string | null;
}

async function scored(objective: string, ...more: string[]): Promise<Row> {
  const { stdout } = await runIn({ today: GRADED }, repository, "score", objective, "--json", ...more);
  return JSON.parse(stdout).objectives[0];
}

/** The frontmatter of a file as a commit has it. */
function frontmatterAt(commit: string, path: string) {
  return parse(repository.git("show", `${commit}:${path}`).split(/^---$/m)[1] ?? "");
}

/** The last commit up to a moment. */
function commitAt(moment: string): string {
  return repository.git("rev-list", "-1", `--before=${moment}`, "HEAD");
}

test("the source is what we know of it", () => {
  expect(source.objectives.map(({ key_results }) => key_results.length)).toEqual([5, 5, 3, 5]);
  expect(source.check_ins).toHaveLength(28);
  expect(daysOf(source)).toHaveLength(8);
  expect(new Set(source.objectives.map((objective) => cycleOf(source, objective)))).toEqual(
    new Set(["2019-Q2", "2019-04-23-to-2019-07-16"]),
  );
});

describe("at the end", () => {
  test("the definitions are those of the source", () => {
    for (const objective of source.objectives) {
      const { id, title, owner, key_results } = objective;
      const path = `${ARCHIVE}/${id}.md`;
      expect(frontmatterAt("HEAD", path)).toMatchObject({
        id,
        title,
        owner,
        cycle: cycleOf(source, objective),
      });
      const found = frontmatterAt("HEAD", path).key_results;
      expect(found).toHaveLength(key_results.length);
      for (const [index, { id, title, owner, baseline, target, unit, scoring }] of key_results.entries())
        expect({ unit: null, ...found[index] }).toMatchObject({
          id,
          title,
          owner,
          baseline,
          target,
          unit,
          "x-scoring": scoring,
        });
    }
  });

  test("every check-in has its readings and its comment; where nothing was read, there are no results", () => {
    for (const { date, objective, readings, comment } of source.check_ins) {
      const paths = repository.git("ls-files", `${ARCHIVE}/${objective}/${date}-check-in-*`).split("\n");
      expect(paths).toHaveLength(1);
      const [, frontmatter = "", body = ""] = repository.read(paths[0] as string).split(/^---$/m);
      const { results, ...rest } = parse(frontmatter);
      expect(rest).toEqual({ kind: "check-in", objective, date, by: "p1" });
      expect(body.trim()).toBe(comment ?? "");
      if (Object.values(readings).every((value) => value === null)) {
        expect([results, comment]).toEqual([undefined, "not tracked, other work came first"]);
        continue;
      }
      const values = Object.entries(results).map(([id, result]) => [
        id,
        typeof result === "number" ? result : (result as { value: number }).value,
      ]);
      expect(Object.fromEntries(values)).toEqual(readings);
    }
  });

  test("each score and each reading is that of the source, each grade what was published", async () => {
    const expected = scoresOn(source, GRADED);
    for (const { objective, final_scores } of source.published) {
      const row = await scored(objective);
      expect(Math.abs(row.score - (expected[objective] as number))).toBeLessThan(1e-12);
      const readings = readingsOn(source, objective, GRADED);
      expect(Object.fromEntries(row.key_results.map(({ id, grade }) => [id, grade]))).toEqual(final_scores);
      const [path = ""] = repository.git("ls-files", `${ARCHIVE}/${objective}/*-retrospective-*`).split("\n");
      const { grades, reasons = {} } = frontmatterAt("HEAD", path);
      expect({ ...final_scores, ...grades }).toEqual(final_scores);
      for (const { id, reading, score, grade } of row.key_results) {
        expect(reading).toMatchObject(readings[id] as object);
        // A reason stands where, and only where, what was published is not what was tracked.
        expect([id, id in reasons]).toEqual([id, grade !== score]);
      }
    }
  });

  test("the grade of an objective is the score that was published, within rounding", async () => {
    for (const { objective, score, final_scores } of source.published) {
      const { grade, key_results } = await scored(objective);
      const graded = key_results.map((one) => one.grade).filter((one) => one !== null);
      expect(Math.abs(graded.reduce((sum, one) => sum + one, 0) / graded.length - score)).toBeLessThan(0.005);
      // Where the project left a key result out of its score, there is no grade of the whole here.
      if (Object.values(final_scores).includes(null))
        expect([objective, grade]).toEqual(["platform-awareness", null]);
      else expect(Math.abs((grade as number) - score)).toBeLessThan(0.005);
    }
  });

  test("what was graded is not what was tracked", async () => {
    expect(await scored("builder-team")).toMatchObject({ score: 0.58, grade: 0.3 });
    const { stdout } = await runIn({ today: GRADED }, repository, "score", "builder-team");
    expect(stdout).toContain("score      (0.80 + 0.70 + 0.40 + 0.00 + 1.00) ÷ 5 = 0.58\n");
    expect(stdout).toContain("grade      0.30  poor\n");
    expect(stdout).toContain("chat-work 0.50: aborted and tracked as 0, yet the final score says\n");
  });

  test("okr check has nothing to say of the last rows, which were written when the quarter was closed", async () => {
    const { code, found } = await checked();
    expect([code, found("date-outside-cycle")]).toEqual([1, []]);
  });
});

/** What okr check finds at the end, by rule; paths without the folder they share. */
async function checked() {
  const { code, stdout } = await runIn({ today: GRADED }, repository, "check", "--json");
  const { findings } = JSON.parse(stdout) as {
    findings: { rule: string; path: string; message: string; hint: string }[];
  };
  return {
    code,
    rules: new Set(findings.map(({ rule }) => rule)),
    found: (wanted: string) =>
      findings
        .filter(({ rule }) => rule === wanted)
        .map(({ path, message, hint }) => ({ path: path.slice(ARCHIVE.length + 1), message, hint })),
  };
}

describe("what okr check finds in the history", () => {
  /** The abbreviated id of the commit with this subject. */
  const commit = (subject: string) =>
    repository.git("log", "--format=%h", "--abbrev=7", "--fixed-strings", `--grep=${subject}`);

  test("is four kinds of finding, and no record is lost", async () => {
    expect((await checked()).rules).toEqual(
      new Set(["late-check-in", "moved-goalpost", "rewritten-check-in", "ungraded-objective"]),
    );
  });

  test("goalposts moved from the first day on; before it, and where only a property of their own changed, they did not", async () => {
    const moves = (await checked()).found("moved-goalpost").map(({ path, message }) => {
      const [, what] = /^the goalposts moved on (.*)$/.exec(message) ?? [];
      return `${path}: ${what}`;
    });
    expect(moves).toEqual([
      `platform-awareness.md: 2019-04-09: title "(the title before 2019-04-09 is not recorded)" → "More people know the platform", blog-readers-reads title "2000 blog users and 5000 sessions in the quarter" → "2000 blog readers and 5000 reads in the quarter", podcast-downloads title "5000 podcast downloads" → "500 podcast downloads for each hour put into it", podcast-downloads target 5000 → 500, podcast-downloads unit downloads → "downloads per hour", website-work added and 2 more (p1, ${commit("Give platform-awareness")})`,
      `release-manager.md: 2019-04-23: cycle 2019-Q2 → 2019-04-23-to-2019-07-16 (p1, ${commit("Move both personal objectives")})`,
      `technical-productivity.md: 2019-04-23: cycle 2019-Q2 → 2019-04-23-to-2019-07-16 (p1, ${commit("Move both personal objectives")})`,
      `technical-productivity.md: 2019-05-07: planning-process removed (p1, ${commit("Check in 2019-05-07")})`,
    ]);
  });

  test("two readings were changed after they landed; what was broken and repaired says again what it said", async () => {
    const rewrites = (await checked()).found("rewritten-check-in");
    expect(rewrites).toMatchObject([
      {
        path: expect.stringMatching(/^platform-awareness\/2019-04-23-check-in-/),
        message: `the check-in was rewritten after it landed: website-work 0.14 → 0.25 (landed with ${commit("Check in 2019-04-23")} of 2019-04-26 by p1, changed with ${commit("Correct website-work")} of 2019-04-27 by p1)`,
      },
      {
        path: expect.stringMatching(/^platform-awareness\/2019-05-21-check-in-/),
        message: `the check-in was rewritten after it landed: blog-readers-reads 0 → 0.2 (landed with ${commit("Check in 2019-05-21")} of 2019-05-21 by p1, changed with ${commit("Repair blog-readers-reads")} of 2019-05-21 by p1)`,
      },
    ]);
    const [, show = ""] = /git show (\S+)$/.exec(rewrites[0]?.hint ?? "") ?? [];
    expect(repository.git("show", show)).toContain("website-work: 0.14");
  });
});

describe("the history", () => {
  test("has every check-in on the day it was committed", () => {
    const log = repository.git(
      "log",
      "--reverse",
      "--format=%x00%cs",
      "--name-only",
      "--diff-filter=A",
      "--no-renames",
    );
    const first = new Map<string, string>();
    for (const entry of log.split("\0").filter(Boolean)) {
      const [day = "", ...paths] = entry.split("\n").filter(Boolean);
      for (const path of paths) {
        const record = /[^/]+\/\d{4}-\d{2}-\d{2}-check-in/.exec(path)?.[0];
        if (record !== undefined && !first.has(record)) first.set(record, day);
      }
    }
    expect([...first].sort()).toEqual(
      source.check_ins
        .map(({ objective, date, committed_on }) => [`${objective}/${date}-check-in`, committed_on])
        .sort(),
    );
  });

  test.each([
    ["builder-team", "2019-04-06T12:00:30Z", "2019-04-09-to-2019-06-04", "2019-Q2"],
    ["technical-productivity", "2019-04-22T12:00:00Z", "2019-Q2", "2019-04-23-to-2019-07-16"],
    ["release-manager", "2019-04-22T12:00:00Z", "2019-Q2", "2019-04-23-to-2019-07-16"],
  ])("%s moves to other days after %s", async (objective, moment, before, after) => {
    const path = `${LIVE}/${objective}.md`;
    const cycles = () => repository.git("log", "--reverse", "--format=%H", "--", path).split("\n");
    const all = cycles().flatMap((commit) =>
      repository.tryGit("cat-file", "-e", `${commit}:${path}`) === 0
        ? [frontmatterAt(commit, path).cycle]
        : [],
    );
    expect([...new Set(all)]).toEqual([before, after]);
    expect(frontmatterAt(commitAt(moment), path).cycle).toBe(before);
    const { stdout } = await runIn({}, repository, "check", "--json", "--at", commitAt(moment));
    expect(JSON.parse(stdout)).toMatchObject({ errors: 0 });
  });

  test("on its first day platform-awareness gets a new title, other targets and other key results", () => {
    const path = `${LIVE}/platform-awareness.md`;
    const [before, after] = ["2019-04-08T00:00:00Z", "2019-04-10T00:00:00Z"].map((moment) =>
      frontmatterAt(commitAt(moment), path),
    );
    expect(before.title).not.toBe(after.title);
    const ids = ({ key_results }: { key_results: Row[] }) => key_results.map(({ id }) => id);
    expect(ids(before).slice(3)).toEqual(["outside-pull-requests"]);
    expect(ids(after).slice(3)).toEqual(["website-work", "comprehension-test"]);
    expect(before.key_results[2]).toMatchObject({ target: 5000, unit: "downloads" });
    expect(after.key_results[2]).toMatchObject({ target: 500, unit: "downloads per hour" });
  });

  test("a key result is dropped from the middle with the first readings, and these stay where they belong", async () => {
    const path = `${LIVE}/technical-productivity.md`;
    const commit = repository.git("log", "--format=%H", "--grep=drop a key result");
    const ids = (rev: string) => frontmatterAt(rev, path).key_results.map(({ id }: Row) => id);
    expect(ids(`${commit}^`)).toEqual([
      "forum-module",
      "spec-format",
      "planning-process",
      "runtime-guidelines",
    ]);
    expect(ids(commit)).toEqual(["forum-module", "spec-format", "runtime-guidelines"]);
    const { key_results } = await scored("technical-productivity", "--at", commit);
    expect(key_results.map(({ id, reading }) => [id, reading?.value])).toEqual([
      ["forum-module", 0.3],
      ["spec-format", 0.5],
      ["runtime-guidelines", 0.15],
    ]);
  });

  test("the way of scoring changes in the commits that bring the first readings", () => {
    const changes = repository
      .git(
        "log",
        "--reverse",
        "--format=%x00%cs",
        "-G",
        "x-scoring",
        "-p",
        "-U0",
        "--diff-filter=M",
        "--",
        LIVE,
      )
      .split("\0")
      .flatMap((entry) => {
        const lines = entry.split("\n").filter((line) => /^[+-] .*x-scoring/.test(line));
        return lines.length > 0
          ? [[entry.slice(0, 10), lines.filter((line) => line.startsWith("+")).length]]
          : [];
      });
    // On 2019-04-09 two key results replace another; on 2019-05-07 one is switched, one dropped that had no way of scoring.
    expect(changes).toEqual([
      ["2019-04-09", 2],
      ["2019-04-26", 4],
      ["2019-05-07", 1],
    ]);
  });

  test("a reading is corrected a day after it came, three are broken for sixteen minutes", async () => {
    const valuesAt = async (objective: string, id: string, ...moments: string[]) =>
      Promise.all(
        moments.map(async (moment) => {
          const { key_results } = await scored(objective, "--at", commitAt(moment));
          return key_results.find((one) => one.id === id)?.reading?.value;
        }),
      );
    expect(
      await valuesAt("platform-awareness", "website-work", "2019-04-26T13:00:00Z", "2019-04-27T13:00:00Z"),
    ).toEqual([0.14, 0.25]);
    expect(
      await valuesAt(
        "platform-awareness",
        "blog-readers-reads",
        "2019-05-20T12:00:00Z",
        "2019-05-21T12:01:00Z",
        "2019-05-21T12:17:00Z",
      ),
    ).toEqual([0.14, 0, 0.2]);
    const broken = repository
      .changes(commitAt("2019-05-21T12:01:00Z"))
      .filter((change) => change.startsWith("M "));
    expect(broken.map((change) => /\d{4}-\d{2}-\d{2}/.exec(change)?.[0])).toEqual([
      "2019-04-23",
      "2019-05-07",
    ]);
    // Known on the day as a whole: the repaired ones.
    const { score } = await scored("platform-awareness", "--at", "2019-05-21");
    expect(Math.abs(score - (scoresOn(source, "2019-05-21")["platform-awareness"] as number))).toBeLessThan(
      1e-12,
    );
  });

  test("for some hours of the last day no file holds the objectives; then the archive has them, and every check-in", async () => {
    const gap = commitAt("2019-07-30T15:00:00Z");
    expect(repository.git("ls-tree", "-r", "--name-only", gap).split("\n")).toEqual([
      "okr.yaml",
      "okrs/teams/joystream.md",
    ]);
    expect((await runIn({}, repository, "score", "--at", gap)).stdout).toContain("No objectives yet.");
    const contents = (commit: string, folder: string) =>
      repository
        .git("ls-tree", "-r", `${commit}:${folder}`)
        .split("\n")
        .filter((line) => line.includes("-check-in-"));
    const [before, after] = [contents(`${gap}^`, LIVE), contents("HEAD", ARCHIVE)];
    expect(before).toHaveLength(18);
    expect(after).toHaveLength(28);
    expect(after).toEqual(expect.arrayContaining(before));
  });

  test("on a deadline that nobody tracked, what was known is the row before it; the gap is known on the day of the grades", async () => {
    expect((await scored("builder-team", "--at", "2019-07-02")).last_check_in).toBe("2019-06-18");
    const { key_results, last_check_in } = await scored("builder-team", "--at", "2019-07-29");
    expect([last_check_in, key_results[0]?.reading?.value]).toEqual(["2019-06-18", 0.6]);
    expect((await scored("builder-team")).last_check_in).toBe(GRADED);
  });
});
