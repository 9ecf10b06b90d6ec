import { describe, expect, test } from "vitest";
import { findGoalposts } from "../../src/analysis/goalposts.ts";
import { findLosses } from "../../src/analysis/losses.ts";
import { findRewrites } from "../../src/analysis/rewrites.ts";
import { Versions } from "../../src/analysis/versions.ts";
import type { Snapshot } from "../../src/model/snapshot.ts";
import type { TestRepository } from "../support/repository.ts";
import {
  type Act,
  asOf,
  BEGINNING,
  checkIn,
  copyOf,
  createStory,
  END,
  lastVersionOf,
  lineOf,
  MEANWHILE,
  MIDDLE,
  OBJECTIVE,
  objective,
  originsOf,
  PEOPLE,
  RECORDS,
  readStory,
  subjectsOf,
  targetsOf,
  tell,
  tellOn,
} from "../support/story.ts";

const lands = (repo: TestRepository) => asOf(repo, "rafael", "2026-11-02");
const aim = (target: number, day = "2026-10-21", by: Act["by"] = "joao"): Act => ({
  by,
  day,
  message: `Aim at ${target}`,
  files: { [OBJECTIVE]: objective(target) },
});
const read9 = (completion: number): Act => ({
  by: "joao",
  day: "2026-10-21",
  message: `It was ${completion}`,
  files: { [RECORDS["2026-10-09"]]: checkIn("2026-10-09", "ana", completion, 40) },
});
/** Merges branches that may conflict, with these files as the result. */
function resolve(repo: TestRepository, files: Act["files"], message: string, ...branches: string[]): void {
  lands(repo).tryGit("merge", "--quiet", "--no-ff", "--no-commit", ...branches);
  for (const [path, text] of Object.entries(files))
    text === null ? repo.git("rm", "--quiet", "-f", path) : repo.write(path, text);
  repo.git("add", "--all");
  lands(repo).git("commit", "--quiet", "-m", message);
}

/** What moved the goalposts of the objective: day on which it reached the branch, the commit's subject, from, to. */
function movesOf(repo: TestRepository, { history, settings }: Snapshot) {
  const subjects = subjectsOf(repo);
  return findGoalposts("first-week", new Versions(history), history, settings).moves.map(
    ({ day, commit, change }) => [day, subjects.get(commit.id), change.from, change.to],
  );
}

/** What findings about losses say: the record's day, the commit that had it, and the one that has it no longer. */
function lossesOf(repo: TestRepository, { history }: Snapshot) {
  const subjects = subjectsOf(repo);
  return findLosses(history).map(({ record, had, lost }) => [
    record.date,
    subjects.get(had.id),
    subjects.get(lost.id),
  ]);
}

describe("what a merge decides is told as what it is:", () => {
  const beginning = createStory(BEGINNING);

  test("a target resolved to a third value", async () => {
    const repo = copyOf(beginning);
    tellOn(repo, "side", [aim(95, "2026-10-20")]);
    tell(repo, [aim(92)]);
    resolve(repo, { [OBJECTIVE]: objective(97) }, "Agree on 97", "side");
    const snapshot = await readStory(repo);
    expect(targetsOf(snapshot)).toEqual([90, 92, 97]);
    expect(lastVersionOf(snapshot)).toEqual(snapshot.plan.objective("first-week"));
    // Nobody on the branch wrote 97: it is the merge that says so.
    expect(movesOf(repo, snapshot)).toEqual([
      ["2026-10-21", "Aim at 92", 90, 92],
      ["2026-11-02", "Agree on 97", 92, 97],
    ]);
  });

  test("a target resolved to theirs", async () => {
    const repo = copyOf(beginning);
    tellOn(repo, "side", [aim(95, "2026-10-20")]);
    tell(repo, [aim(92)]);
    resolve(repo, { [OBJECTIVE]: objective(95) }, "Take theirs", "side");
    expect(movesOf(repo, await readStory(repo))).toEqual([
      ["2026-10-21", "Aim at 92", 90, 92],
      ["2026-11-02", "Aim at 95", 92, 95],
    ]);
  });

  test("a target resolved to ours", async () => {
    const repo = copyOf(beginning);
    tellOn(repo, "side", [aim(95, "2026-10-20")]);
    tell(repo, [aim(92)]);
    resolve(repo, { [OBJECTIVE]: objective(92) }, "Keep ours", "side");
    const snapshot = await readStory(repo);
    expect(targetsOf(snapshot)).toEqual([90, 92]);
    expect(movesOf(repo, snapshot)).toEqual([["2026-10-21", "Aim at 92", 90, 92]]);
  });

  test("a record resolved to a third value, as rewritten by the merge", async () => {
    const repo = copyOf(beginning);
    tellOn(repo, "side", [read9(71)]);
    tell(repo, [read9(72)]);
    resolve(repo, { [RECORDS["2026-10-09"]]: checkIn("2026-10-09", "ana", 73, 40) }, "Agree", "side");
    const snapshot = await readStory(repo);
    const subjects = subjectsOf(repo);
    const rewrites = findRewrites(snapshot, snapshot.history).map(({ landed, now }) => [
      subjects.get(landed.commit.id),
      landed.record.kind === "check-in" && lineOf(landed.record),
      subjects.get(now.commit?.id ?? ""),
      now.record.kind === "check-in" && lineOf(now.record),
    ]);
    expect(rewrites).toEqual([
      [
        "Check in on 9 October",
        "2026-10-09 first-week ana completion=70 tickets=40",
        "Agree",
        "2026-10-09 first-week ana completion=73 tickets=40",
      ],
    ]);
    expect(originsOf(repo, snapshot)).toEqual({
      "2026-10-09": ["Check in on 9 October", PEOPLE.ana, "2026-10-09", "Check in on 9 October"],
    });
  });

  const both = (completion: number): Act => ({
    ...(MIDDLE[0] as Act),
    message: `Read ${completion}`,
    files: { [RECORDS["2026-10-16"]]: checkIn("2026-10-16", "joao", completion, 38) },
  });

  test("a record that came on both sides, resolved to ours", async () => {
    const repo = copyOf(beginning);
    tellOn(repo, "side", [both(72)]);
    tell(repo, [both(73)]);
    resolve(repo, both(73).files, "Keep ours", "side");
    const { history } = await readStory(repo);
    const said = history.commits
      .slice(3)
      .flatMap(({ changes }) =>
        changes.map(({ after }) =>
          after?.kind === "record" && after.record.kind === "check-in" ? lineOf(after.record) : after?.kind,
        ),
      );
    // What the branch said is known, though no tree of main ever held it.
    expect(said).toContain("2026-10-16 first-week joao completion=72 tickets=38");
    expect(findLosses(history)).toEqual([]);
  });

  test("a record that came on both sides, resolved to theirs", async () => {
    const repo = copyOf(beginning);
    tellOn(repo, "side", [both(72)]);
    tell(repo, [both(73)]);
    resolve(repo, both(72).files, "Take theirs", "side");
    const snapshot = await readStory(repo);
    const subjects = subjectsOf(repo);
    expect(
      findRewrites(snapshot, snapshot.history).map(({ landed, now }) => [
        subjects.get(landed.commit.id),
        subjects.get(now.commit?.id ?? ""),
      ]),
    ).toEqual([["Read 73", "Read 72"]]);
    expect(findLosses(snapshot.history)).toEqual([]);
  });

  test("-s ours loses what the branch recorded, and keeps the target", async () => {
    const repo = copyOf(beginning);
    tellOn(repo, "side", MIDDLE);
    tell(repo, [MEANWHILE]);
    lands(repo).git("merge", "--quiet", "-s", "ours", "-m", "Ours", "side");
    tell(repo, END);
    const snapshot = await readStory(repo);
    expect(snapshot.checkIns.map(({ date }) => date)).toEqual(["2026-10-09"]);
    expect(targetsOf(snapshot)).toEqual([90]);
    expect(lossesOf(repo, snapshot)).toEqual([
      ["2026-10-16", "Check in on 16 October", "Ours"],
      ["2026-10-23", "Check in on 23 October", "Ours"],
      ["2026-10-30", "Check in on 30 October", "Ours"],
    ]);
    expect(findRewrites(snapshot, snapshot.history)).toEqual([]);
  });

  test("-s ours of what was cherry-picked before loses nothing", async () => {
    const repo = copyOf(beginning);
    tellOn(repo, "side", MIDDLE);
    tell(repo, [MEANWHILE]);
    lands(repo).git("cherry-pick", "main~1..side");
    lands(repo).git("merge", "--quiet", "-s", "ours", "-m", "Ours", "side");
    const snapshot = await readStory(repo);
    expect(lossesOf(repo, snapshot)).toEqual([]);
    expect(originsOf(repo, snapshot)["2026-10-16"]).toEqual([
      "Check in on 16 October",
      PEOPLE.joao,
      "2026-10-16",
      "Check in on 16 October",
    ]);
  });

  test("a record that the merge itself writes comes with the merge", async () => {
    const repo = copyOf(beginning);
    tellOn(repo, "side", MIDDLE.slice(0, 1));
    tell(repo, [MEANWHILE]);
    resolve(repo, MIDDLE[2]?.files ?? {}, "Merge and check in", "side");
    expect(originsOf(repo, await readStory(repo))).toMatchObject({
      "2026-10-16": ["Check in on 16 October", PEOPLE.joao, "2026-10-16", "Merge and check in"],
      "2026-10-23": ["Merge and check in", PEOPLE.rafael, "2026-11-02", "Merge and check in"],
    });
  });

  test("a record that an octopus drops", async () => {
    const repo = copyOf(beginning);
    tellOn(repo, "one", MIDDLE.slice(0, 1));
    tellOn(repo, "two", MIDDLE.slice(2, 3));
    tellOn(repo, "three", MIDDLE.slice(3, 4));
    resolve(repo, { [RECORDS["2026-10-23"]]: null }, "Three at once", "one", "two", "three");
    const snapshot = await readStory(repo);
    expect(snapshot.checkIns.map(({ date }) => date)).toEqual(["2026-10-09", "2026-10-16", "2026-10-30"]);
    expect(lossesOf(repo, snapshot)).toEqual([["2026-10-23", "Check in on 23 October", "Three at once"]]);
  });

  test("a revert alone takes back on purpose", async () => {
    const repo = copyOf(beginning);
    tellOn(repo, "side", MIDDLE);
    tell(repo, [MEANWHILE]);
    lands(repo).git("merge", "--quiet", "--no-ff", "-m", "Merge", "side");
    lands(repo).git("revert", "--no-edit", "-m", "1", "HEAD");
    const snapshot = await readStory(repo);
    expect(snapshot.checkIns.map(({ date }) => date)).toEqual(["2026-10-09"]);
    expect(targetsOf(snapshot)).toEqual([90, 95, 90]);
  });
});
