import { describe, expect, test } from "vitest";
import { findLosses } from "../../src/analysis/losses.ts";
import { findRewrites } from "../../src/analysis/rewrites.ts";
import type { TestRepository } from "../support/repository.ts";
import {
  type Act,
  actsBelow,
  asOf,
  BEGINNING,
  copyOf,
  createStory,
  END,
  lastVersionOf,
  lineOf,
  MEANWHILE,
  MIDDLE,
  originsOf,
  PEOPLE,
  readStory,
  scoreOf,
  targetsOf,
  tell,
  tellOn,
} from "../support/story.ts";

/** One way in which the same acts reach `main`, and what the history still knows afterwards. */
interface Landing {
  readonly how: string;
  /** `main` has told the beginning, and tells the end afterwards. */
  readonly land: (repo: TestRepository, middle: readonly Act[]) => void;
  /** The subject of the commit that brought the records of the middle; their own where it is left out. */
  readonly brought?: string;
  /** Its author and the author's day, where it was not the one who wrote the record. */
  readonly author?: readonly [name: string, day: string];
  /** The subject of the commit of `main` with which each came; the commit that brought it where it is left out. */
  readonly landed?: readonly string[];
  /** The targets of the objective's versions on `main`. */
  readonly targets?: readonly (number | null)[];
}

const PULL = "Merge the check-ins";
const land = (repo: TestRepository) => asOf(repo, "rafael", "2026-11-02");

/** The middle on a branch `side` that starts before `main` moves on. */
function branchOff(repo: TestRepository, middle: readonly Act[]): TestRepository {
  tellOn(repo, "side", middle);
  tell(repo, [MEANWHILE]);
  return land(repo);
}

function squash(repo: TestRepository, middle: readonly Act[], ...message: string[]): void {
  const hands = branchOff(repo, middle);
  hands.git("merge", "--quiet", "--squash", "side");
  hands.git("commit", "--quiet", ...message);
}

const SQUASHED = { brought: "Check-ins (#12)", author: [PEOPLE.rafael, "2026-11-02"] } as const;
const LANDINGS: readonly Landing[] = [
  { how: "as commits of the branch itself", land: (repo, middle) => tell(repo, middle) },
  {
    how: "merge commit",
    land: (repo, middle) => branchOff(repo, middle).git("merge", "--quiet", "--no-ff", "-m", PULL, "side"),
    landed: [PULL, PULL, PULL],
  },
  {
    how: "fast-forward",
    land(repo, middle) {
      tellOn(repo, "side", middle);
      land(repo).git("merge", "--quiet", "--ff-only", "side");
    },
  },
  {
    how: "squash with concatenated messages",
    land: (repo, middle) =>
      squash(repo, middle, "-m", "Check-ins (#12)", "-m", middle.map((a) => `* ${a.message}`).join("\n")),
    ...SQUASHED,
  },
  {
    how: "squash with a title only",
    land: (repo, middle) => squash(repo, middle, "-m", "Check-ins (#12)"),
    ...SQUASHED,
  },
  {
    how: "squash with an empty message",
    land: (repo, middle) => squash(repo, middle, "--allow-empty-message", "-m", ""),
    ...SQUASHED,
    brought: "",
  },
  {
    how: "rebase",
    land(repo, middle) {
      const hands = branchOff(repo, middle);
      hands.git("rebase", "--quiet", "main", "side");
      hands.git("switch", "--quiet", "main");
      hands.git("merge", "--quiet", "--ff-only", "side");
    },
  },
  {
    how: "cherry-pick",
    land: (repo, middle) => branchOff(repo, middle).git("cherry-pick", "main~1..side"),
  },
  {
    how: "cherry-pick onto two branches that are both merged",
    land(repo, middle) {
      const hands = branchOff(repo, middle);
      for (const [branch, day] of [
        ["left", "2026-11-02"],
        ["right", "2026-11-03"],
      ] as const) {
        hands.git("switch", "--quiet", "-c", branch, "main");
        tell(repo, [{ ...MEANWHILE, message: branch, files: { [`docs/${branch}.txt`]: "x\n" } }]);
        asOf(repo, "rafael", day).git("cherry-pick", "main~1..side");
        hands.git("switch", "--quiet", "main");
      }
      hands.git("merge", "--quiet", "--no-ff", "-m", PULL, "left");
      hands.git("merge", "--quiet", "--no-ff", "-m", "Merge them again", "right");
    },
    landed: [PULL, PULL, PULL],
  },
  {
    how: "merge, revert and revert of the revert",
    land(repo, middle) {
      const hands = branchOff(repo, middle);
      hands.git("merge", "--quiet", "--no-ff", "-m", PULL, "side");
      hands.git("revert", "--no-edit", "-m", "1", "HEAD");
      hands.git("revert", "--no-edit", "HEAD");
    },
    landed: [PULL, PULL, PULL],
    targets: [90, 95, 90, 95],
  },
  {
    how: "amended",
    land(repo, middle) {
      for (const [index, act] of middle.entries()) {
        tell(repo, [{ ...act, message: `Draft ${index}` }]);
        // What is amended keeps its author and the author's day.
        land(repo).git("commit", "--quiet", "--amend", "-m", act.message);
      }
    },
  },
  {
    how: "octopus merge",
    land(repo, middle) {
      const acts = middle.map((act, index) => [`side-${index}`, act] as const);
      for (const [branch, act] of acts) tellOn(repo, branch, [act]);
      tell(repo, [MEANWHILE]);
      land(repo).git("merge", "--quiet", "--no-ff", "-m", PULL, ...acts.map(([branch]) => branch));
    },
    landed: [PULL, PULL, PULL],
  },
  {
    how: "a branch of a branch",
    land(repo, middle) {
      tellOn(repo, "side", middle.slice(0, 1));
      repo.git("switch", "--quiet", "side");
      tellOn(repo, "inner", middle.slice(1));
      tell(repo, [{ ...MEANWHILE, files: { "docs/side.txt": "x\n" } }]);
      land(repo).git("merge", "--quiet", "--no-ff", "-m", "Merge within", "inner");
      repo.git("switch", "--quiet", "main");
      tell(repo, [MEANWHILE]);
      land(repo).git("merge", "--quiet", "--no-ff", "-m", PULL, "side");
    },
    landed: [PULL, PULL, PULL],
  },
  {
    how: "criss-cross merges",
    land(repo, middle) {
      tellOn(repo, "side", middle.slice(0, 2));
      tell(repo, [MEANWHILE]);
      const [ours, theirs] = [repo.head(), repo.git("rev-parse", "side")];
      land(repo).git("merge", "--quiet", "--no-ff", "-m", PULL, theirs);
      repo.git("switch", "--quiet", "side");
      land(repo).git("merge", "--quiet", "--no-ff", "-m", "Merge the other way", ours);
      tell(repo, middle.slice(2));
      repo.git("switch", "--quiet", "main");
      land(repo).git("merge", "--quiet", "--no-ff", "-m", "Merge the rest", "side");
    },
    landed: [PULL, "Merge the rest", "Merge the rest"],
  },
  {
    how: "a merge whose second parent is the branch (git pull)",
    land(repo, middle) {
      tellOn(repo, "side", [MEANWHILE]);
      tell(repo, middle);
      land(repo).git("merge", "--quiet", "--no-ff", "-m", "Merge branch 'main' of the server", "side");
    },
  },
];

/** The acts of the middle that bring a record. */
const BROUGHT = MIDDLE.filter(({ message }) => message.startsWith("Check in"));

describe.each([
  ["the top of the repository", ""],
  ["a folder of a monorepo", "teams/our goals/"],
])("the same acts tell the same, in %s, however they landed:", (_, below) => {
  const beginning = createStory([
    { ...MEANWHILE, files: { "README.txt": "make\n" } },
    ...actsBelow(below, BEGINNING),
  ]);

  test.each(LANDINGS.map((one) => [one.how, one] as const))(
    "%s",
    async (_, { land, brought, author, landed, targets = [90, 95] }) => {
      const repo = copyOf(beginning);
      land(repo, actsBelow(below, MIDDLE));
      tell(repo, actsBelow(below, END));
      const snapshot = await readStory(repo.path(below));
      expect(snapshot.checkIns.map(lineOf)).toEqual([
        "2026-10-09 first-week ana completion=70 tickets=40",
        "2026-10-16 first-week joao completion=72 tickets=38",
        "2026-10-23 first-week ana completion=78 tickets=36",
        "2026-10-30 first-week joao completion=80 tickets=34",
      ]);
      expect([scoreOf(snapshot), scoreOf({ ...snapshot, day: "2026-10-31" })]).toEqual(["0.45", "0.45"]);
      expect(targetsOf(snapshot)).toEqual(targets);
      expect(lastVersionOf(snapshot)).toEqual(snapshot.plan.objective("first-week"));
      const middle = BROUGHT.map(({ day, message, by }, index) => {
        const subject = brought ?? message;
        return [day, [subject, ...(author ?? [PEOPLE[by], day]), landed?.[index] ?? subject]];
      });
      expect(originsOf(repo, snapshot)).toEqual({
        "2026-10-09": ["Check in on 9 October", PEOPLE.ana, "2026-10-09", "Check in on 9 October"],
        ...Object.fromEntries(middle),
        "2026-12-22": ["Look back", PEOPLE.ana, "2026-12-22", "Look back"],
      });
      expect([findLosses(snapshot.history), findRewrites(snapshot, snapshot.history)]).toEqual([[], []]);
      expect(snapshot.history.cutOff).toBeNull();
    },
  );
});
