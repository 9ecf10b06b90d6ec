import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { findGoalposts } from "../../src/analysis/goalposts.ts";
import { findLosses } from "../../src/analysis/losses.ts";
import { findRewrites } from "../../src/analysis/rewrites.ts";
import { Versions } from "../../src/analysis/versions.ts";
import type { Snapshot } from "../../src/model/snapshot.ts";
import { dayOfStamp } from "../../src/model/stamp.ts";
import { createEmptyRepository, type TestRepository, temporaryFolder } from "../support/repository.ts";
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
  OBJECTIVE,
  objective,
  originsOf,
  PEOPLE,
  RECORDS,
  readStory,
  scoreOf,
  subjectsOf,
  targetsOf,
  tell,
  tellOn,
} from "../support/story.ts";

const mover = (repo: TestRepository) => asOf(repo, "rafael", "2026-10-21");
const START = createStory([MEANWHILE]);

/** The same repository each time, in which the story begins below a folder. */
function begin(folder: string, acts: readonly Act[] = [...BEGINNING, ...MIDDLE.slice(0, 1)]): TestRepository {
  const repo = copyOf(START);
  tell(repo, actsBelow(folder, acts));
  return repo;
}

/** Moves what one root holds to another folder, "" or ending in "/". */
function moveFiles(repo: TestRepository, from: string, to: string): void {
  for (const name of ["okr.yaml", "okrs"]) {
    mkdirSync(dirname(repo.path(to + name)), { recursive: true });
    repo.git("mv", from + name, to + name);
  }
}

function move(repo: TestRepository, from: string, to: string): void {
  moveFiles(repo, from, to);
  mover(repo).git("commit", "--quiet", "-m", `Move ${from} to ${to}`);
}

const REST = [...MIDDLE.slice(1), ...END];

/** Everything that is known of the story: what was done by whom and when, and what follows from it. Ids are told by subject. */
function tellAll(repo: TestRepository, snapshot: Snapshot): unknown {
  const { history, settings } = snapshot;
  const subjects = subjectsOf(repo);
  const { start, moves } = findGoalposts("first-week", new Versions(history), history, settings);
  return {
    cutOff: history.cutOff,
    branch: history.branch.map(({ commit, day }) => [subjects.get(commit.id), day]),
    commits: history.commits.map(({ id, author, authored, landed, changes }) => [
      ...[subjects.get(id), author.name, dayOfStamp(authored), subjects.get(landed.id)],
      changes.map(({ path, before, after }) => [path, before?.kind, after?.kind]),
    ]),
    goalposts: [
      start?.keyResults,
      moves.map(({ day, change, commit }) => [day, change, subjects.get(commit.id)]),
    ],
    origins: originsOf(repo, snapshot),
    targets: targetsOf(snapshot),
    score: scoreOf(snapshot),
    losses: findLosses(history).length,
    rewrites: findRewrites(snapshot, history).length,
  };
}

const read = (repo: TestRepository, folder: string, options: Parameters<typeof readStory>[1] = {}) =>
  readStory(repo.path(folder), { env: repo.env, ...options });

/** What is known of the story where the root stayed. */
const STAYED = await (async () => {
  const repo = begin("company/");
  tell(repo, actsBelow("company/", REST));
  return tellAll(repo, await read(repo, "company/"));
})();

describe("the story is the same after the root was moved", () => {
  test.each([
    ["from one folder to another", ["company/", "okr/"]],
    ["from a folder to one in it", ["company/", "company/okr/"]],
    ["out of a folder into the one around it", ["company/okr/", "company/"]],
    ["from the top to a folder", ["", "company/"]],
    ["from a folder to the top", ["company/", ""]],
    ["to a folder with another kind of name", ["a b/ö/", "c\nd/"]],
    ["twice", ["company/", "okr/", "goals/okr/"]],
    ["to the top and down again", ["company/", "", "okr/"]],
    ["there and back", ["company/", "okr/", "company/"]],
    ["there and back at the top", ["", "okr/", ""]],
    ["five times", ["a/", "b/", "c/", "a/", "d/", "b/"]],
  ])("%s", async (_, folders) => {
    const repo = begin(folders[0] as string);
    for (const [index, to] of folders.entries()) if (index > 0) move(repo, folders[index - 1] as string, to);
    const last = folders.at(-1) as string;
    tell(repo, actsBelow(last, REST));
    expect(tellAll(repo, await read(repo, last))).toEqual(STAYED);
    // A bare repository has no folder to run in.
    const bare = createEmptyRepository({ bare: true });
    repo.git("push", "--quiet", bare.dir, "main");
    expect(tellAll(bare, await readStory(bare, { named: true }))).toEqual(STAYED);
  });

  test("by a merge, while main went on", async () => {
    const repo = begin("company/");
    repo.git("switch", "--quiet", "-c", "side");
    move(repo, "company/", "okr/");
    repo.git("switch", "--quiet", "main");
    tell(repo, [{ ...MEANWHILE, files: { "docs/other.txt": "x\n" } }]);
    mover(repo).git("merge", "--quiet", "--no-ff", "-m", "Merge the move", "side");
    tell(repo, actsBelow("okr/", REST));
    expect(tellAll(repo, await read(repo, "okr/"))).toEqual(STAYED);
  });

  test.each([
    ["okr.yaml", [90, 95]],
    ["okrs", [90, null, 90, 95]],
    [".", [90, null, 90, 95]],
  ])("and %s of it went away for a while", async (name, targets) => {
    const repo = begin("company/");
    move(repo, "company/", "okr/");
    repo.git("rm", "-r", "--quiet", `okr/${name}`);
    mover(repo).git("commit", "--quiet", "-m", "Oops");
    mover(repo).git("revert", "--no-edit", "HEAD");
    tell(repo, actsBelow("okr/", REST));
    const snapshot = await read(repo, "okr/");
    expect(originsOf(repo, snapshot)).toEqual((STAYED as { origins: unknown }).origins);
    expect(targetsOf(snapshot)).toEqual(targets);
  });

  test("and another company moved into the folder that it left", async () => {
    const repo = begin("company/");
    move(repo, "company/", "okr/");
    const other = objective(70, "Make the other week seamless");
    const files = { ...BEGINNING[0]?.files, [OBJECTIVE]: other };
    tell(repo, actsBelow("company/", [{ ...MEANWHILE, message: "Another", files }]));
    tell(repo, actsBelow("okr/", REST));
    expect(tellAll(repo, await read(repo, "okr/"))).toEqual(STAYED);
  });

  test("and one looks back at a moment after it", async () => {
    const repo = begin("company/");
    move(repo, "company/", "okr/");
    tell(repo, actsBelow("okr/", REST));
    const snapshot = await read(repo, "okr/", { at: "2026-10-23" });
    expect(targetsOf(snapshot)).toEqual([90, 95]);
    expect(originsOf(repo, snapshot)["2026-10-09"]?.[0]).toBe("Check in on 9 October");
  });
});

describe("a moment before the root was moved", () => {
  const seen = [...BEGINNING, ...MIDDLE.slice(0, 1)].map(({ message }) => message);

  test.each([
    ["to another folder", ["company/", "okr/"], 1],
    ["from the top", ["", "okr/"], 1],
    ["to the top", ["company/", ""], 1],
    ["twice", ["company/", "", "okr/"], 2],
    ["twice, seen from in between", ["company/", "", "okr/"], 1],
    ["there and back, seen from in between", ["okr/", "company/", "okr/"], 1],
  ])("%s", async (_, folders, back) => {
    const repo = begin(folders[0] as string);
    for (const [index, to] of folders.entries()) if (index > 0) move(repo, folders[index - 1] as string, to);
    const last = folders.at(-1) as string;
    tell(repo, actsBelow(last, REST));
    const snapshot = await read(repo, last, { at: `HEAD~${REST.length + back}` });
    expect(snapshot.checkIns.map(({ date }) => date)).toEqual(["2026-10-09", "2026-10-16"]);
    const subjects = subjectsOf(repo);
    const commits = snapshot.history.commits.map(({ id }) => subjects.get(id));
    expect(commits.filter((subject) => subject !== MEANWHILE.message)).toEqual(seen);
  });

  test("where another company lies in that folder since", async () => {
    const repo = begin("company/");
    move(repo, "company/", "okr/");
    tell(repo, actsBelow("company/", BEGINNING.slice(0, 1)));
    tell(repo, [{ ...MEANWHILE, message: "Oops", files: { "okr/okr.yaml": null } }]);
    const oops = repo.head();
    mover(repo).git("revert", "--no-edit", "HEAD");
    await expect(read(repo, "okr/", { at: oops })).rejects.toThrow("there was no okr/okr.yaml");
    expect((await read(repo, "okr/", { at: `${oops}~3` })).checkIns).toHaveLength(2);
  });

  test("where only another company had OKRs", async () => {
    const repo = begin("other/");
    const before = repo.head();
    tell(repo, actsBelow("company/", BEGINNING));
    await expect(read(repo, "company/", { at: before })).rejects.toThrow("there was no company/okr.yaml");
  });
});

describe("what else the commit does that moves the root", () => {
  test("is all that it did", async () => {
    const repo = begin("company/", [...BEGINNING, ...MIDDLE.slice(0, 1), ...MIDDLE.slice(2)]);
    moveFiles(repo, "company/", "okr/");
    const second = RECORDS["2026-10-16"];
    repo.write(`okr/${OBJECTIVE}`, objective(93));
    repo.git("rm", "--quiet", "--force", `okr/${second}`);
    repo.write("okr/okrs/notes.md", "x\n");
    repo.write("okr/okr.yaml", "version: 1\nname: Acme again\n");
    repo.git("add", "--all");
    mover(repo).git("commit", "--quiet", "-m", "Move and edit");
    tell(repo, actsBelow("okr/", [...MIDDLE.slice(1, 2), ...END]));
    const snapshot = await read(repo, "okr/");
    expect(targetsOf(snapshot)).toEqual([90, 93, 95]);
    const moved = snapshot.history.commits.find(({ author }) => author.name === PEOPLE.rafael);
    expect(moved?.changes.map(({ path, before, after }) => [path, before?.kind, after?.kind])).toEqual([
      ["okr.yaml", "settings", "settings"],
      [OBJECTIVE, "objective", "objective"],
      [second, "record", undefined],
    ]);
    const lost = findLosses(snapshot.history).map(({ record, lost: by }) => [record.date, by.id]);
    expect(lost).toEqual([["2026-10-16", moved?.id]]);
  });

  test("may give every file another place in the root", async () => {
    const repo = begin("company/");
    moveFiles(repo, "company/", "okr/");
    repo.git("mv", "okr/okrs", "okr/goals");
    mover(repo).git("commit", "--quiet", "-m", "Move and sort");
    const snapshot = await read(repo, "okr/");
    expect(originsOf(repo, snapshot)["2026-10-16"]?.[0]).toBe("Check in on 16 October");
    expect(findLosses(snapshot.history)).toEqual([]);
  });

  test("may leave some of it behind", async () => {
    const repo = begin("");
    repo.write("okrs/other.md", objective(70).replace("id: first-week", "id: other-week"));
    repo.write("README.md", "# Acme\n");
    repo.git("add", "--all");
    asOf(repo, "ana", "2026-10-20").git("commit", "--quiet", "-m", "Write more");
    moveFiles(repo, "", "okr/");
    repo.git("mv", "okr/okrs/other.md", "other.md");
    mover(repo).git("commit", "--quiet", "-m", "Move");
    const { history } = await read(repo, "okr/");
    const kinds = history.commits
      .at(-1)
      ?.changes.map(({ path, before, after }) => [path, before?.kind, after]);
    expect(kinds).toEqual([["okrs/other.md", "objective", null]]);
  });

  test("may take in what lay there before", async () => {
    const repo = begin("company/");
    tell(repo, [{ ...MEANWHILE, message: "Prepare", files: { "okr/draft.md": objective(70) } }]);
    move(repo, "company/", "okr/");
    const { history } = await read(repo, "okr/");
    const kinds = history.commits
      .at(-1)
      ?.changes.map(({ path, before, after }) => [path, before, after?.kind]);
    expect(kinds).toEqual([["draft.md", null, "objective"]]);
  });
});

describe("other branches", () => {
  const origins = (STAYED as { origins: Record<string, readonly string[]> }).origins;

  test("write where the root was, and are merged after it moved", async () => {
    const repo = begin("company/");
    tellOn(repo, "side", actsBelow("company/", MIDDLE.slice(1)));
    move(repo, "company/", "okr/");
    const merge = ["-c", "merge.directoryRenames=true", "merge", "--quiet", "--no-ff", "-m", "Merge", "side"];
    asOf(repo, "rafael", "2026-11-02").git(...merge);
    tell(repo, actsBelow("okr/", END));
    const snapshot = await read(repo, "okr/");
    expect(targetsOf(snapshot)).toEqual([90, 95]);
    const landed = (day: string) => [...(origins[day]?.slice(0, 3) ?? []), "Merge"];
    expect(originsOf(repo, snapshot)).toEqual({
      ...origins,
      "2026-10-23": landed("2026-10-23"),
      "2026-10-30": landed("2026-10-30"),
    });
    expect([findLosses(snapshot.history), findRewrites(snapshot, snapshot.history)]).toEqual([[], []]);
  });

  test("merge the move, and go on where the root is now", async () => {
    const repo = begin("company/");
    tellOn(repo, "side", actsBelow("company/", MIDDLE.slice(1, 3)));
    move(repo, "company/", "okr/");
    repo.git("switch", "--quiet", "side");
    const merge = ["-c", "merge.directoryRenames=true", "merge", "--quiet", "--no-ff", "-m"];
    asOf(repo, "joao", "2026-10-28").git(...merge, "Merge main", "main");
    tell(repo, actsBelow("okr/", MIDDLE.slice(3)));
    repo.git("switch", "--quiet", "main");
    asOf(repo, "rafael", "2026-11-02").git("merge", "--quiet", "--no-ff", "-m", "Merge", "side");
    tell(repo, actsBelow("okr/", END));
    const snapshot = await read(repo, "okr/");
    const landed = (day: string) => [...(origins[day]?.slice(0, 3) ?? []), "Merge"];
    expect(originsOf(repo, snapshot)).toEqual({
      ...origins,
      "2026-10-23": landed("2026-10-23"),
      "2026-10-30": landed("2026-10-30"),
    });
    expect(targetsOf(snapshot)).toEqual([90, 95]);
    expect([findLosses(snapshot.history), findRewrites(snapshot, snapshot.history)]).toEqual([[], []]);
  });

  test("bring the first OKRs, and what they tried out moved no goalposts", async () => {
    const repo = copyOf(START);
    repo.git("switch", "--quiet", "-c", "side");
    tell(repo, actsBelow("company/", [...BEGINNING, ...MIDDLE.slice(0, 2)]));
    move(repo, "company/", "okr/");
    repo.git("switch", "--quiet", "main");
    tell(repo, [{ ...MEANWHILE, files: { "docs/other.txt": "x\n" } }]);
    mover(repo).git("merge", "--quiet", "--no-ff", "-m", "Introduce OKRs", "side");
    const snapshot = await read(repo, "okr/");
    expect(targetsOf(snapshot)).toEqual([95]);
    expect(originsOf(repo, snapshot)["2026-10-16"]).toEqual([
      ...["Check in on 16 October", PEOPLE.joao, "2026-10-16", "Introduce OKRs"],
    ]);
    // Merges of other work before the next move are no beginning either.
    move(repo, "okr/", "goals/");
    expect(targetsOf(await read(repo, "goals/"))).toEqual([95]);
  });

  test("with other work were merged before the root moved", async () => {
    const repo = begin("company/");
    tellOn(repo, "side", [{ ...MEANWHILE, files: { "docs/other.txt": "x\n" } }]);
    tell(repo, actsBelow("company/", MIDDLE.slice(1, 2)));
    mover(repo).git("merge", "--quiet", "--no-ff", "-m", "Merge", "side");
    move(repo, "company/", "okr/");
    expect(targetsOf(await read(repo, "okr/"))).toEqual([90, 95]);
  });
});

describe("a history begins with the commit that brought it whole", () => {
  const only = async (repo: TestRepository, folder: string) => {
    const { history } = await read(repo, folder);
    return history.commits.map(({ id }) => subjectsOf(repo).get(id));
  };
  const everything: Act = {
    ...MEANWHILE,
    message: "Import",
    files: Object.assign({}, ...[...BEGINNING, ...MIDDLE].map(({ files }) => files)),
  };

  test("where it was imported", async () => {
    const repo = copyOf(START);
    tell(repo, actsBelow("company/", [everything]));
    expect(await only(repo, "company/")).toEqual(["Import"]);
    expect(await only(createStory([everything]), "")).toEqual(["Import"]);
  });

  test("where it was copied from a root that stands", async () => {
    const repo = begin("company/");
    tell(repo, actsBelow("copy/", [everything]));
    expect(await only(repo, "copy/")).toEqual(["Import"]);
  });

  test("where another root went away in the same commit", async () => {
    const repo = begin("other/", [...BEGINNING.slice(0, 2), ...MIDDLE.slice(2, 3)]);
    repo.git("rm", "-r", "--quiet", "other");
    const two = [...BEGINNING, ...MIDDLE.slice(0, 1)].map(({ files }) => files);
    const files = Object.assign({}, ...two) as Record<string, string>;
    tell(repo, actsBelow("company/", [{ ...MEANWHILE, message: "Replace", files }]));
    expect(await only(repo, "company/")).toEqual(["Replace"]);
  });

  test("where only a small part of a root moved, and the rest went away", async () => {
    const repo = begin("company/", [...BEGINNING, ...MIDDLE]);
    repo.git("rm", "-r", "--quiet", "company");
    const files = Object.assign({}, ...BEGINNING.map((act) => act.files)) as Record<string, string>;
    tell(repo, actsBelow("part/", [{ ...MEANWHILE, message: "Split", files }]));
    expect(await only(repo, "part/")).toEqual(["Split"]);
  });
});

describe("git is asked", () => {
  const tools = temporaryFolder();
  const log = join(tools, "log");
  const script = `#!/bin/sh\necho "$@" >>'${log}'\nPATH="\${PATH#*:}" exec git "$@"\n`;
  writeFileSync(join(tools, "git"), script, { mode: 0o755 });
  const count = async (repo: TestRepository, folder: string) => {
    rmSync(repo.path(".git/okr"), { recursive: true, force: true });
    writeFileSync(log, "");
    await read(repo, folder, { env: { ...repo.env, PATH: `${tools}:${repo.env.PATH}` } });
    // One lists the files of the working tree.
    return (
      repo.read
        .call({ path: () => log }, "")
        .split("\n")
        .filter(Boolean).length - 1
    );
  };

  test("twice for a root that stayed, and twice more for each move", async () => {
    const repo = begin("company/", [...BEGINNING, ...MIDDLE]);
    expect(await count(repo, "company/")).toBe(2);
    move(repo, "company/", "okr/");
    expect(await count(repo, "okr/")).toBe(4);
    move(repo, "okr/", "goals/");
    expect(await count(repo, "goals/")).toBe(6);
  });
});
