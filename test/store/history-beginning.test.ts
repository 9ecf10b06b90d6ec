import { describe, expect, test } from "vitest";
import { findLosses } from "../../src/analysis/losses.ts";
import type { Snapshot } from "../../src/model/snapshot.ts";
import type { TestRepository } from "../support/repository.ts";
import {
  type Act,
  actsBelow,
  asOf,
  BEGINNING,
  copyOf,
  createStory,
  END,
  MEANWHILE,
  MIDDLE,
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

describe("merges around the OKR folder:", () => {
  const below = "company/";
  const start = createStory([{ ...MEANWHILE, files: { "README.txt": "x\n" } }]);
  const OKRS = actsBelow(below, [...BEGINNING, ...MIDDLE]);
  const others = (name: string): Act => ({
    ...MEANWHILE,
    message: name,
    files: { [`src/${name}.txt`]: "x\n" },
  });
  const merge = (repo: TestRepository, message: string, ...branches: string[]) =>
    lands(repo).git("merge", "--quiet", "--no-ff", "-m", message, ...branches);
  const branchOf = (repo: TestRepository, { history }: Snapshot) => {
    const subjects = subjectsOf(repo);
    return history.branch.map(({ commit, day }) => [subjects.get(commit.id), day]);
  };

  test("a branch that brings the first OKRs lands them all at once", async () => {
    const repo = copyOf(start);
    tellOn(repo, "side", OKRS);
    merge(repo, "Introduce OKRs", "side");
    const snapshot = await readStory(repo.path(below));
    expect(branchOf(repo, snapshot)).toEqual([["Introduce OKRs", "2026-11-02"]]);
    expect(originsOf(repo, snapshot)["2026-10-16"]?.[3]).toBe("Introduce OKRs");
    // What was tried out on the branch moved no goalposts.
    expect(targetsOf(snapshot)).toEqual([95]);
  });

  test("also when main moved on before and after, and the branch merged main", async () => {
    const repo = copyOf(start);
    tellOn(repo, "side", OKRS.slice(0, 3));
    tell(repo, [others("one")]);
    repo.git("switch", "--quiet", "side");
    merge(repo, "Merge main", "main");
    tell(repo, OKRS.slice(3));
    repo.git("switch", "--quiet", "main");
    tell(repo, [others("two")]);
    merge(repo, "Introduce OKRs", "side");
    tell(repo, [others("three"), ...actsBelow(below, END)]);
    const snapshot = await readStory(repo.path(below));
    expect(branchOf(repo, snapshot)).toEqual([
      ["Introduce OKRs", "2026-11-02"],
      ["Look back", "2026-12-22"],
    ]);
  });

  test("also when what it brings is itself full of merges", async () => {
    const repo = copyOf(start);
    repo.git("switch", "--quiet", "-c", "side");
    tell(repo, OKRS);
    for (let number = 1; number <= 34; number++) {
      repo.git("switch", "--quiet", "-c", `topic-${number}`);
      const path = `${below}okrs/teams/team-${number}.md`;
      const team = `---\nkind: team\nid: team-${number}\nname: Team ${number}\n---\n`;
      tell(repo, [{ ...MEANWHILE, message: `Team ${number}`, files: { [path]: team } }]);
      repo.git("switch", "--quiet", "side");
      merge(repo, `Merge team ${number}`, `topic-${number}`);
    }
    repo.git("switch", "--quiet", "main");
    merge(repo, "Introduce OKRs", "side");
    const snapshot = await readStory(repo.path(below));
    expect(branchOf(repo, snapshot)).toEqual([["Introduce OKRs", "2026-11-02"]]);
    expect(targetsOf(snapshot)).toEqual([95]);
  });

  test("also after many merges of other work", async () => {
    const repo = copyOf(start);
    tellOn(repo, "one", [others("one")]);
    tell(repo, [others("two")]);
    merge(repo, "Merge one", "one");
    tellOn(repo, "side", OKRS);
    tell(repo, [others("three")]);
    merge(repo, "Introduce OKRs", "side");
    tellOn(repo, "four", [others("four")]);
    tell(repo, [others("five")]);
    merge(repo, "Merge four", "four");
    const snapshot = await readStory(repo.path(below));
    expect(branchOf(repo, snapshot)).toEqual([["Introduce OKRs", "2026-11-02"]]);
  });

  test("an empty first commit is no OKRs either", async () => {
    const repo = createStory([]);
    asOf(repo, "ana", "2026-09-01").git("commit", "--quiet", "--allow-empty", "-m", "Initial commit");
    tellOn(repo, "side", [...BEGINNING, ...MIDDLE]);
    merge(repo, "Introduce OKRs", "side");
    const snapshot = await readStory(repo);
    expect(branchOf(repo, snapshot)).toEqual([["Introduce OKRs", "2026-11-02"]]);
  });

  test("two branches that bring the first OKRs at once", async () => {
    const repo = copyOf(start);
    tellOn(repo, "one", OKRS.slice(0, 3));
    tellOn(repo, "two", actsBelow(below, [MIDDLE[0] as Act]));
    merge(repo, "Introduce OKRs", "one", "two");
    const snapshot = await readStory(repo.path(below));
    expect(branchOf(repo, snapshot)).toEqual([["Introduce OKRs", "2026-11-02"]]);
    expect(originsOf(repo, snapshot)["2026-10-16"]?.[3]).toBe("Introduce OKRs");
    expect(findLosses(snapshot.history)).toEqual([]);
  });

  test("OKRs that were taken away and brought anew are no beginning", async () => {
    const repo = copyOf(start);
    tell(repo, OKRS);
    tell(repo, [
      {
        ...MEANWHILE,
        message: "Away",
        files: Object.fromEntries(
          OKRS.flatMap(({ files }) => Object.keys(files).map((path) => [path, null])),
        ),
      },
    ]);
    repo.git("switch", "--quiet", "-c", "side");
    lands(repo).git("revert", "--no-edit", "HEAD");
    repo.git("switch", "--quiet", "main");
    tell(repo, [others("one")]);
    merge(repo, "Bring them back", "side");
    const snapshot = await readStory(repo.path(below));
    expect(targetsOf(snapshot)).toEqual([90, 95, null, 95]);
    expect(originsOf(repo, snapshot)["2026-10-16"]?.[3]).toBe("Check in on 16 October");
  });

  test("a merge of other work that drops a record by the way", async () => {
    const repo = copyOf(start);
    tell(repo, OKRS);
    tellOn(repo, "one", [others("one")]);
    tell(repo, [others("two")]);
    lands(repo).git("merge", "--quiet", "--no-ff", "--no-commit", "one");
    repo.git("rm", "--quiet", below + RECORDS["2026-10-16"]);
    lands(repo).git("commit", "--quiet", "-m", "Merge one");
    const { history } = await readStory(repo.path(below));
    expect(findLosses(history).map(({ record, lost }) => [record.date, lost.merge, lost.id])).toEqual([
      ["2026-10-16", true, repo.head()],
    ]);
  });

  test("merges of other work are no part of the story", async () => {
    const repo = copyOf(start);
    tell(repo, OKRS.slice(0, 4));
    const quiet = await readStory(repo.path(below));
    const noisy = copyOf(repo);
    tellOn(noisy, "one", [others("one")]);
    tellOn(noisy, "two", [others("two")]);
    tell(noisy, [others("three")]);
    merge(noisy, "Merge one", "one");
    merge(noisy, "Merge two", "two");
    expect((await readStory(noisy.path(below))).history).toEqual(quiet.history);
  });

  test("OKRs that were a repository of their own, joined with their history", async () => {
    const repo = copyOf(start);
    repo.git("switch", "--quiet", "--orphan", "okrs");
    tell(repo, OKRS);
    repo.git("switch", "--quiet", "main");
    lands(repo).git("merge", "--quiet", "--allow-unrelated-histories", "-m", "Join", "okrs");
    const snapshot = await readStory(repo.path(below));
    expect(branchOf(repo, snapshot)).toEqual([["Join", "2026-11-02"]]);
    expect(originsOf(repo, snapshot)["2026-10-16"]).toEqual([
      "Check in on 16 October",
      PEOPLE.joao,
      "2026-10-16",
      "Join",
    ]);
  });

  test("OKRs that were a repository of their own, joined as a folder (git subtree add)", async () => {
    const repo = copyOf(start);
    repo.git("switch", "--quiet", "--orphan", "okrs");
    tell(repo, [...BEGINNING, ...MIDDLE]);
    repo.git("switch", "--quiet", "main");
    lands(repo).git("merge", "--quiet", "--no-commit", "-s", "ours", "--allow-unrelated-histories", "okrs");
    repo.git("read-tree", `--prefix=${below}`, "-u", "okrs");
    lands(repo).git("commit", "--quiet", "-m", "Join as a folder");
    const snapshot = await readStory(repo.path(below));
    expect(branchOf(repo, snapshot)).toEqual([["Join as a folder", "2026-11-02"]]);
    // Their history lies in another folder: only the join is known.
    expect(originsOf(repo, snapshot)["2026-10-16"]).toEqual([
      "Join as a folder",
      PEOPLE.rafael,
      "2026-11-02",
      "Join as a folder",
    ]);
  });
});
