import { chmodSync, symlinkSync, unlinkSync } from "node:fs";
import { expect, test } from "vitest";
import { findLosses } from "../../src/analysis/losses.ts";
import { findRewrites } from "../../src/analysis/rewrites.ts";
import type { TestRepository } from "../support/repository.ts";
import {
  type Act,
  asOf,
  BEGINNING,
  copyOf,
  createStory,
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
  scoreOf,
  targetsOf,
  tell,
} from "../support/story.ts";

/** Something that happens to the files of a story and changes nothing of what they say. */
interface Event {
  readonly what: string;
  readonly happen: (repo: TestRepository) => void;
  /** The targets of the objective's versions on `main`. */
  readonly targets?: readonly (number | null)[];
  /** With which commits the records of the middle landed, where not by themselves. */
  readonly landed?: readonly string[];
}

const OLD = "okrs/2026-Q4";
const NEW = "okrs/archive/2026-Q4";
const ALL = Object.values(RECORDS).slice(0, 4);
const SECOND = RECORDS["2026-10-16"];
const clean = (repo: TestRepository) => asOf(repo, "rafael", "2026-11-04");

function commitAll(repo: TestRepository, message: string): void {
  clean(repo).git("add", "--all");
  clean(repo).git("commit", "--quiet", "-m", message);
}

function move(repo: TestRepository, ...pairs: readonly (readonly [string, string])[]): void {
  for (const [from, to] of pairs) {
    repo.write(`${to}.tmp`, "");
    unlinkSync(repo.path(`${to}.tmp`));
    repo.git("mv", from, to);
  }
  commitAll(repo, "Tidy up");
}

function inCrlf(repo: TestRepository, ...paths: readonly string[]): void {
  for (const path of paths) repo.write(path, repo.read(path).replace(/\r?\n/g, "\r\n"));
}

function toggle(repo: TestRepository, change: () => void, message: string): void {
  change();
  commitAll(repo, message);
}

/** The folder moves on one branch while the other adds records to it, and git puts them where the folder went. */
function moveWhileOthersWrite(repo: TestRepository, mover: "main" | "side"): void {
  const reset = repo.git("rev-list", "-1", "--grep=9 October", "HEAD");
  repo.git("reset", "--quiet", "--hard", reset);
  const writes = (acts: readonly Act[]) => tell(repo, acts);
  repo.git("switch", "--quiet", "-c", "side");
  mover === "side" ? move(repo, [OLD, NEW]) : writes(MIDDLE);
  repo.git("switch", "--quiet", "main");
  mover === "main" ? move(repo, [OLD, NEW]) : writes(MIDDLE);
  const merge = ["-c", "merge.directoryRenames=true", "merge", "--quiet", "--no-ff", "-m", "Merge both"];
  clean(repo).git(...merge, "side");
}

const EVENTS: readonly Event[] = [
  {
    what: "a record moves to another folder",
    happen: (repo) => move(repo, [SECOND, `okrs/old/${SECOND.split("/").at(-1)}`]),
  },
  { what: "a record gets a name by hand", happen: (repo) => move(repo, [SECOND, "okrs/notes/october.md"]) },
  {
    what: "every record gets a name by hand",
    happen: (repo) => move(repo, ...ALL.map((path, index) => [path, `okrs/notes/${index}.md`] as const)),
  },
  {
    what: "the definition moves",
    happen: (repo) => move(repo, [OBJECTIVE, "okrs/first-week.md"]),
    targets: [90, 95, 95],
  },
  { what: "the folder moves", happen: (repo) => move(repo, [OLD, NEW]), targets: [90, 95, 95] },
  {
    what: "the folder moves and comes back",
    happen(repo) {
      move(repo, [OLD, NEW]);
      move(repo, [NEW, OLD]);
    },
    targets: [90, 95, 95, 95],
  },
  {
    what: "the folder moves twice",
    happen(repo) {
      move(repo, [OLD, NEW]);
      move(repo, [NEW, "okrs/x"]);
    },
    targets: [90, 95, 95, 95],
  },
  {
    what: "the folder moves on main while a branch adds records to it",
    happen: (repo) => moveWhileOthersWrite(repo, "main"),
    targets: [90, 90, 95],
    landed: ["Merge both", "Merge both", "Merge both"],
  },
  {
    what: "the folder moves on a branch while main adds records to it",
    happen: (repo) => moveWhileOthersWrite(repo, "side"),
    targets: [90, 95, 95],
  },
  {
    what: "the objective gets another title",
    happen: (repo) => tell(repo, [{ ...MEANWHILE, files: { [OBJECTIVE]: objective(95, "Make it calm") } }]),
    targets: [90, 95, 95],
  },
  {
    what: "a record is deleted and restored",
    happen(repo) {
      tell(repo, [{ ...MEANWHILE, files: { [SECOND]: null } }]);
      repo.git("checkout", "--quiet", "HEAD~1", "--", SECOND);
      commitAll(repo, "Put it back");
    },
  },
  {
    what: "everything is deleted and restored",
    happen(repo) {
      tell(repo, [
        {
          ...MEANWHILE,
          files: { [OBJECTIVE]: null, ...Object.fromEntries(ALL.map((path) => [path, null])) },
        },
      ]);
      clean(repo).git("revert", "--no-edit", "HEAD");
    },
    targets: [90, 95, null, 95],
  },
  {
    what: "one record becomes CRLF",
    happen: (repo) => toggle(repo, () => inCrlf(repo, SECOND), "Line ends"),
  },
  {
    what: "everything becomes CRLF",
    happen: (repo) => toggle(repo, () => inCrlf(repo, OBJECTIVE, ...ALL), "Line ends"),
    targets: [90, 95, 95],
  },
  {
    what: "everything becomes CRLF and LF again",
    happen(repo) {
      toggle(repo, () => inCrlf(repo, OBJECTIVE, ...ALL), "Line ends");
      clean(repo).git("revert", "--no-edit", "HEAD");
    },
    targets: [90, 95, 95, 95],
  },
  {
    what: "everything becomes CRLF and moves",
    happen(repo) {
      inCrlf(repo, OBJECTIVE, ...ALL);
      move(repo, [OLD, NEW]);
    },
    targets: [90, 95, 95],
  },
  {
    what: "git converts line ends in the working tree",
    happen(repo) {
      toggle(repo, () => repo.write(".gitattributes", "*.md text eol=crlf\n"), "Attributes");
      for (const path of [OBJECTIVE, ...ALL]) unlinkSync(repo.path(path));
      repo.git("checkout", "--", ".");
      expect(repo.read(SECOND)).toContain("\r\n");
    },
  },
  {
    what: "a record becomes executable",
    happen: (repo) => toggle(repo, () => chmodSync(repo.path(SECOND), 0o755), "Mode"),
  },
  {
    what: "a record gives way to a symbolic link for a while",
    happen(repo) {
      toggle(
        repo,
        () => {
          unlinkSync(repo.path(SECOND));
          symlinkSync("../../../README.md", repo.path(SECOND));
        },
        "Link",
      );
      clean(repo).git("revert", "--no-edit", "HEAD");
    },
  },
  {
    what: "a record is damaged for a while",
    happen(repo) {
      toggle(repo, () => repo.write(SECOND, "---\nkind: check-in\nobjective: [\n---\n"), "Oops");
      clean(repo).git("revert", "--no-edit", "HEAD");
    },
  },
  {
    what: "the history begins anew on another branch that is merged whole",
    happen(repo) {
      repo.git("switch", "--quiet", "--orphan", "other");
      tell(repo, [{ ...MEANWHILE, files: { "okrs/notes.md": "Nothing\n" } }]);
      repo.git("switch", "--quiet", "main");
      clean(repo).git("merge", "--quiet", "--allow-unrelated-histories", "-m", "Join", "other");
    },
  },
];

const story = createStory([...BEGINNING, ...MIDDLE]);

test.each(EVENTS.map((one) => [one.what, one] as const))(
  "records, scores and origins are the same after %s",
  async (_, { happen, targets = [90, 95], landed }) => {
    const repo = copyOf(story);
    happen(repo);
    const snapshot = await readStory(repo);
    expect(snapshot.checkIns.map(lineOf)).toEqual([
      "2026-10-09 first-week ana completion=70 tickets=40",
      "2026-10-16 first-week joao completion=72 tickets=38",
      "2026-10-23 first-week ana completion=78 tickets=36",
      "2026-10-30 first-week joao completion=80 tickets=34",
    ]);
    expect(scoreOf(snapshot)).toBe("0.45");
    expect(targetsOf(snapshot)).toEqual(targets);
    // Line ends of the prose are the working tree's own.
    const tree = snapshot.plan.objective("first-week");
    expect({ ...lastVersionOf(snapshot), body: "" }).toEqual({ ...tree, body: "" });
    const origin = (day: string, by: keyof typeof PEOPLE, index: number) => {
      const subject = `Check in on ${Number(day.slice(-2))} October`;
      return [day, [subject, PEOPLE[by], day, landed?.[index] ?? subject]];
    };
    expect(originsOf(repo, snapshot)).toEqual({
      "2026-10-09": ["Check in on 9 October", PEOPLE.ana, "2026-10-09", "Check in on 9 October"],
      ...Object.fromEntries([
        origin("2026-10-16", "joao", 0),
        origin("2026-10-23", "ana", 1),
        origin("2026-10-30", "joao", 2),
      ]),
    });
    expect([findLosses(snapshot.history), findRewrites(snapshot, snapshot.history)]).toEqual([[], []]);
  },
);
