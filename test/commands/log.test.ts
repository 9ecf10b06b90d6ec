import { mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { build2019q2, buildRome } from "../replay/replay.ts";
import { ANSWERS, createExplorer, EXPLORER_FILES, FIRST_WEEK } from "../support/explorer.ts";
import { TestRepository, temporaryFolder } from "../support/repository.ts";
import { type Ran, runIn } from "../support/run.ts";
import { problemsOf } from "../support/schema.ts";

const TODAY = "2026-12-15";
const log = (repo: TestRepository | string, ...words: string[]): Promise<Ran> =>
  runIn({ today: TODAY }, repo, "log", ...words);

interface JsonEntry {
  readonly type: string;
  readonly event: string;
  readonly restored: boolean;
  readonly unreadable: boolean;
  readonly repaired: boolean;
  readonly left_out_by: string | null;
  readonly objective: string | null;
  readonly subject: { readonly kind: string; readonly id: string | null };
  readonly date: string | null;
  readonly path: string;
  readonly commit: string | null;
  readonly landed: { readonly commit: string } | null;
  readonly late_by: number | null;
  readonly changes: readonly { field: string; from: unknown; to: unknown; goalpost: boolean }[];
}

async function entriesOf(repo: TestRepository, ...words: string[]): Promise<readonly JsonEntry[]> {
  const { stdout, stderr, code } = await log(repo, "--json", ...words);
  expect([stderr, code]).toEqual(["", 0]);
  const answer = JSON.parse(stdout);
  expect(problemsOf("output/log", answer)).toEqual([]);
  return answer.entries;
}

/** The story, oldest first, one line an entry: what happened, the commit's subject and the one it landed with, and the changes. */
async function story(repo: TestRepository, ...words: string[]): Promise<string[]> {
  const entries = await entriesOf(repo, ...words);
  const known = repo.tryGit("rev-parse", "--verify", "--quiet", "HEAD") === 0;
  const subjects = new Map(
    (known ? repo.git("log", "--all", "--format=%H %s").split("\n") : []).map((line) => [
      line.slice(0, line.indexOf(" ")),
      line.slice(line.indexOf(" ") + 1),
    ]),
  );
  const show = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));
  return entries.toReversed().map((entry) => {
    const { type, event, restored, unreadable, repaired, objective, subject, date, commit, changes } = entry;
    const { landed, left_out_by: leftOut } = entry;
    const what = type === "definition" ? [subject.kind, subject.id] : [`${date} ${type}`, objective];
    const how = unreadable ? "unreadable" : repaired ? "readable again" : restored ? "restored" : event;
    const at = commit === null ? "not committed" : subjects.get(commit);
    const without = leftOut ? ` (left out by ${subjects.get(leftOut)})` : "";
    const by = landed ? ` (${subjects.get(landed.commit)})` : without;
    const fields = changes.map(
      ({ field, from, to, goalpost }) => `${goalpost ? "*" : ""}${field} ${show(from)} → ${show(to)}`,
    );
    const said = (event === "changed" && !unreadable) || restored ? fields : [];
    return [`${[...what, how].filter(Boolean).join(" ")}: ${at}${by}`, ...said].join("; ");
  });
}

function checkIn(date: string, completion: number, more = ""): string {
  return `---\nkind: check-in\nobjective: first-week\ndate: ${date}\nby: ana\nresults: { completion: ${completion} }\n---\n${more}`;
}

const FOLDER = FIRST_WEEK.replace(/\.md$/, "");
const recordPath = (date: string, folder = FOLDER) =>
  `${folder}/${date}-check-in-a${date.slice(5).replace("-", "")}xx.md`;
const OBJECTIVE = EXPLORER_FILES[FIRST_WEEK] as string;
const aiming = (target: number) => OBJECTIVE.replace("target: 90", `target: ${target}`);

const BEGUN = "objective first-week added: Begin";

/** What one does in a repository, and the story of first-week that it makes, after the beginning. */
const SITUATIONS: readonly [name: string, act: (repo: TestRepository) => void, lines: readonly string[]][] = [
  ["nothing more", () => {}, []],
  [
    "a check-in and another target",
    (repo) => {
      repo.commit("Check in", { [recordPath("2026-11-20")]: checkIn("2026-11-20", 72) });
      repo.commit("Aim lower", { [FIRST_WEEK]: aiming(80) });
    },
    [
      "2026-11-20 check-in first-week added: Check in",
      "objective first-week changed: Aim lower; *key_results.completion.target 90 → 80",
    ],
  ],
  [
    "files that move, and say the same",
    (repo) => {
      repo.commit("Check in", { [recordPath("2026-11-20")]: checkIn("2026-11-20", 72) });
      repo.git("mv", "okrs/2026-Q4", "okrs/archive");
      repo.commit("Archive");
    },
    ["2026-11-20 check-in first-week added: Check in"],
  ],
  [
    "files that move and change at once",
    (repo) => {
      repo.commit("Check in", { [recordPath("2026-11-20")]: checkIn("2026-11-20", 72) });
      repo.git("mv", "okrs/2026-Q4", "okrs/archive");
      repo.commit("Archive", {
        [recordPath("2026-11-20", "okrs/archive/explorer/first-week")]: checkIn("2026-11-20", 73),
        "okrs/archive/explorer/first-week.md": aiming(80),
      });
    },
    [
      "2026-11-20 check-in first-week added: Check in",
      "objective first-week changed: Archive; *key_results.completion.target 90 → 80",
      "2026-11-20 check-in first-week changed: Archive; results.completion 72 → 73",
    ],
  ],
  [
    "weeks entered at once, by their days",
    (repo) =>
      void repo.commit(
        "Catch up",
        Object.fromEntries(
          ["2026-11-13", "2026-11-06", "2026-10-30"].map((date, at) => [
            recordPath(date),
            checkIn(date, 70 - at),
          ]),
        ),
      ),
    [
      "2026-10-30 check-in first-week added: Catch up",
      "2026-11-06 check-in first-week added: Catch up",
      "2026-11-13 check-in first-week added: Catch up",
    ],
  ],
  [
    "a record that is corrected, taken away and put back",
    (repo) => {
      repo.commit("Check in", { [recordPath("2026-11-20")]: checkIn("2026-11-20", 72) });
      repo.commit("Embellish", {
        [recordPath("2026-11-20")]: checkIn("2026-11-20", 88, "## Plan\n\nRest.\n"),
      });
      repo.git("rm", "--quiet", recordPath("2026-11-20"));
      repo.commit("Forget it");
      repo.git("revert", "--no-edit", "HEAD");
    },
    [
      "2026-11-20 check-in first-week added: Check in",
      "2026-11-20 check-in first-week changed: Embellish; results.completion 72 → 88; body null → ## Plan\n\nRest.",
      "2026-11-20 check-in first-week removed: Forget it",
      '2026-11-20 check-in first-week restored: Revert "Forget it"; results.completion null → 88',
    ],
  ],
  [
    "an objective that goes and comes back elsewhere with another target",
    (repo) => {
      repo.git("rm", "--quiet", FIRST_WEEK);
      repo.commit("Give up");
      repo.commit("Try again", { "okrs/again.md": aiming(95) });
    },
    [
      "objective first-week removed: Give up",
      "objective first-week restored: Try again; *key_results.completion.target 90 → 95",
    ],
  ],
  [
    "a file that cannot be read for a while",
    (repo) => {
      repo.commit("Break it", { [FIRST_WEEK]: OBJECTIVE.replace("owner: ana", "owner: [") });
      repo.commit("Repair it", { [FIRST_WEEK]: aiming(95) });
    },
    [
      "objective first-week unreadable: Break it",
      "objective first-week readable again: Repair it; *key_results.completion.target 90 → 95",
    ],
  ],
  [
    "a merge that brings what a branch did",
    (repo) => {
      onBranch(repo, "topic", () => {
        repo.commit("Aim lower", { [FIRST_WEEK]: aiming(80) });
        repo.commit("Check in", { [recordPath("2026-11-20")]: checkIn("2026-11-20", 72) });
      });
      repo.git("merge", "--quiet", "--no-ff", "--no-edit", "-m", "Merge topic", "topic");
    },
    [
      "objective first-week changed: Aim lower (Merge topic); *key_results.completion.target 90 → 80",
      "2026-11-20 check-in first-week added: Check in (Merge topic)",
    ],
  ],
  [
    "a branch that takes in what happened meanwhile",
    (repo) => {
      onBranch(repo, "topic", () =>
        repo.commit("Check in", { [recordPath("2026-11-13")]: checkIn("2026-11-13", 71) }),
      );
      repo.commit("Aim lower", { [FIRST_WEEK]: aiming(80) });
      repo.commit("Check in, too", { [recordPath("2026-11-20")]: checkIn("2026-11-20", 72) });
      repo.git("switch", "--quiet", "topic");
      repo.git("merge", "--quiet", "--no-edit", "-m", "Catch up with main", "main");
      repo.git("switch", "--quiet", "main");
      repo.git("merge", "--quiet", "--no-ff", "--no-edit", "-m", "Merge topic", "topic");
    },
    [
      "objective first-week changed: Aim lower; *key_results.completion.target 90 → 80",
      "2026-11-20 check-in first-week added: Check in, too",
      "2026-11-13 check-in first-week added: Check in (Merge topic)",
    ],
  ],
  [
    "a merge that changes something itself",
    (repo) => {
      onBranch(repo, "topic", () =>
        repo.commit("Call it otherwise", { [FIRST_WEEK]: OBJECTIVE.replace("seamless", "smooth") }),
      );
      repo.git("merge", "--quiet", "--no-ff", "--no-commit", "topic");
      repo.commit("Merge topic", { [FIRST_WEEK]: aiming(80).replace("seamless", "smooth") });
    },
    [
      "objective first-week changed: Call it otherwise (Merge topic); *title Make the first week seamless → Make the first week smooth",
      "objective first-week changed: Merge topic; *key_results.completion.target 90 → 80",
    ],
  ],
  [
    "a merge that loses what a branch brought",
    (repo) => {
      onBranch(repo, "topic", () => {
        repo.commit("Check in", { [recordPath("2026-11-20")]: checkIn("2026-11-20", 72) });
        repo.commit("Check in by hand", { "okrs/mine.md": checkIn("2026-11-19", 71) });
      });
      repo.git("merge", "--quiet", "--no-ff", "--no-commit", "topic");
      repo.git("rm", "--quiet", "-f", recordPath("2026-11-20"), "okrs/mine.md");
      repo.git("commit", "--quiet", "--allow-empty", "-m", "Merge topic");
    },
    [
      "2026-11-20 check-in first-week added: Check in (left out by Merge topic)",
      "2026-11-19 check-in first-week added: Check in by hand (left out by Merge topic)",
      "2026-11-19 check-in first-week removed: Merge topic",
      "2026-11-20 check-in first-week removed: Merge topic",
    ],
  ],
  [
    "a record that a merge lost and somebody puts back",
    (repo) => {
      onBranch(repo, "topic", () =>
        repo.commit("Check in", { [recordPath("2026-11-20")]: checkIn("2026-11-20", 72) }),
      );
      repo.git("merge", "--quiet", "--no-ff", "--no-commit", "topic");
      repo.git("rm", "--quiet", "-f", recordPath("2026-11-20"));
      repo.git("commit", "--quiet", "--allow-empty", "-m", "Merge topic");
      repo.commit("Put it back", { [recordPath("2026-11-20")]: checkIn("2026-11-20", 72) });
    },
    [
      "2026-11-20 check-in first-week added: Check in (left out by Merge topic)",
      "2026-11-20 check-in first-week removed: Merge topic",
      "2026-11-20 check-in first-week restored: Put it back; results.completion null → 72",
    ],
  ],
  [
    "a merge that throws away what a branch did",
    (repo) => {
      repo.commit("Check in", { [recordPath("2026-11-13")]: checkIn("2026-11-13", 71) });
      onBranch(repo, "topic", () => {
        repo.commit("Aim lower", { [FIRST_WEEK]: aiming(80) });
        repo.commit("Embellish", { [recordPath("2026-11-13")]: checkIn("2026-11-13", 88) });
      });
      repo.git("merge", "--quiet", "--no-ff", "-s", "ours", "--no-edit", "-m", "Merge topic", "topic");
      repo.commit("Check in again", { [recordPath("2026-11-20")]: checkIn("2026-11-20", 72) });
    },
    [
      "2026-11-13 check-in first-week added: Check in",
      "objective first-week changed: Aim lower (left out by Merge topic); key_results.completion.target 90 → 80",
      "2026-11-13 check-in first-week changed: Embellish (left out by Merge topic); results.completion 71 → 88",
      "2026-11-20 check-in first-week added: Check in again",
    ],
  ],
  [
    "a merge that keeps what a branch took away",
    (repo) => {
      repo.commit("Check in", { [recordPath("2026-11-13")]: checkIn("2026-11-13", 71) });
      onBranch(repo, "topic", () => {
        repo.git("rm", "--quiet", recordPath("2026-11-13"), FIRST_WEEK);
        repo.commit("Give up");
      });
      repo.git("merge", "--quiet", "--no-ff", "-s", "ours", "--no-edit", "-m", "Merge topic", "topic");
    },
    [
      "2026-11-13 check-in first-week added: Check in",
      "objective first-week removed: Give up (left out by Merge topic)",
      "2026-11-13 check-in first-week removed: Give up (left out by Merge topic)",
    ],
  ],
  [
    "a conflict that is resolved for main, in part",
    (repo) => {
      onBranch(repo, "topic", () =>
        repo.commit("Aim lower", { [FIRST_WEEK]: aiming(80).replace("owner: ana", "owner: joao") }),
      );
      repo.commit("Aim higher", { [FIRST_WEEK]: aiming(95) });
      repo.tryGit("merge", "--quiet", "--no-ff", "--no-edit", "topic");
      repo.commit("Merge topic", { [FIRST_WEEK]: aiming(95).replace("owner: ana", "owner: joao") });
    },
    [
      "objective first-week changed: Aim higher; *key_results.completion.target 90 → 95",
      "objective first-week changed: Aim lower (Merge topic); owner ana → joao; key_results.completion.target 90 → 80",
    ],
  ],
  [
    "texts and lists that a merge puts together",
    (repo) => {
      const lines = (one: string, two: string) =>
        `${OBJECTIVE.replace("owner: ana\n", `owner: ana\naligns_to:\n${one}  - b\n  - c\n${two}`)}\n${one}First.\n\nSecond.\n\n${two}\n`;
      repo.commit("Write", { [FIRST_WEEK]: lines("", "") });
      onBranch(repo, "topic", () => repo.commit("Begin it", { [FIRST_WEEK]: lines("  - a\n", "") }));
      repo.commit("End it", { [FIRST_WEEK]: lines("", "  - d\n") });
      repo.git("merge", "--quiet", "--no-ff", "--no-edit", "-m", "Merge topic", "topic");
    },
    [
      'objective first-week changed: Write; aligns_to null → ["b","c"]; body null → First.\n\nSecond.',
      'objective first-week changed: End it; aligns_to ["b","c"] → ["b","c","d"]; body First.\n\nSecond. → First.\n\nSecond.\n\n  - d',
      'objective first-week changed: Begin it (Merge topic); aligns_to ["b","c"] → ["a","b","c"]; body First.\n\nSecond. → - a\nFirst.\n\nSecond.',
      'objective first-week changed: Merge topic; aligns_to ["b","c","d"] → ["a","b","c","d"]; body First.\n\nSecond.\n\n  - d → - a\nFirst.\n\nSecond.\n\n  - d',
    ],
  ],
  [
    "a file that is broken and mended as it was",
    (repo) => {
      repo.commit("Check in", { [recordPath("2026-11-13")]: checkIn("2026-11-13", 71) });
      repo.commit("Break it", {
        [FIRST_WEEK]: OBJECTIVE.replace("owner: ana", "owner: ["),
        [recordPath("2026-11-13")]: "---\nkind: check-in\nobjective: [\n---\n",
      });
      repo.commit("Mend it", {
        [FIRST_WEEK]: OBJECTIVE,
        [recordPath("2026-11-13")]: checkIn("2026-11-13", 71),
      });
    },
    [
      "2026-11-13 check-in first-week added: Check in",
      "objective first-week unreadable: Break it",
      "2026-11-13 check-in first-week unreadable: Break it",
      "objective first-week readable again: Mend it",
      "2026-11-13 check-in first-week readable again: Mend it",
    ],
  ],
  [
    "a merge that takes away what main had",
    (repo) => {
      repo.commit("Check in", { [recordPath("2026-11-20")]: checkIn("2026-11-20", 72) });
      onBranch(repo, "topic", () => repo.commit("Write something", { "notes.md": "Notes\n" }));
      repo.git("merge", "--quiet", "--no-ff", "--no-commit", "topic");
      repo.git("rm", "--quiet", "-f", recordPath("2026-11-20"));
      repo.git("commit", "--quiet", "-m", "Merge topic");
    },
    ["2026-11-20 check-in first-week added: Check in", "2026-11-20 check-in first-week removed: Merge topic"],
  ],
  [
    "a commit that is picked onto the branch before it is merged",
    (repo) => {
      onBranch(repo, "topic", () =>
        repo.commit("Check in", { [recordPath("2026-11-20")]: checkIn("2026-11-20", 72) }),
      );
      repo.commit("Write something", { "notes.md": "Notes\n" });
      repo.git("cherry-pick", "topic");
      repo.git("merge", "--quiet", "--no-ff", "--no-edit", "-m", "Merge topic", "topic");
    },
    ["2026-11-20 check-in first-week added: Check in"],
  ],
  [
    "what is not committed yet",
    (repo) => {
      repo.commit("Check in", {
        [recordPath("2026-11-13")]: checkIn("2026-11-13", 71),
        [recordPath("2026-11-06")]: checkIn("2026-11-06", 70),
      });
      repo.write(recordPath("2026-11-20"), checkIn("2026-11-20", 72));
      repo.write(FIRST_WEEK, aiming(80));
      rmSync(repo.path(recordPath("2026-11-13")));
      mkdirSync(dirname(repo.path("okrs/elsewhere/x.md")), { recursive: true });
      renameSync(repo.path(recordPath("2026-11-06")), repo.path(recordPath("2026-11-06", "okrs/elsewhere")));
    },
    [
      "2026-11-06 check-in first-week added: Check in",
      "2026-11-13 check-in first-week added: Check in",
      "objective first-week changed: not committed; *key_results.completion.target 90 → 80",
      "2026-11-13 check-in first-week removed: not committed",
      "2026-11-20 check-in first-week added: not committed",
    ],
  ],
  [
    "a record that was changed before, and is being changed again",
    (repo) => {
      repo.commit("Check in", { [recordPath("2026-11-13")]: checkIn("2026-11-13", 71) });
      repo.commit("Correct it", { [recordPath("2026-11-13")]: checkIn("2026-11-13", 72) });
      repo.write(recordPath("2026-11-13"), checkIn("2026-11-13", 73));
    },
    [
      "2026-11-13 check-in first-week added: Check in",
      "2026-11-13 check-in first-week changed: Correct it; results.completion 71 → 72",
      "2026-11-13 check-in first-week changed: not committed; results.completion 72 → 73",
    ],
  ],
  [
    "a file that is broken, and being mended",
    (repo) => {
      repo.commit("Check in", { [recordPath("2026-11-13")]: checkIn("2026-11-13", 71) });
      repo.commit("Break it", {
        [FIRST_WEEK]: OBJECTIVE.replace("owner: ana", "owner: ["),
        [recordPath("2026-11-13")]: "---\nkind: check-in\nobjective: [\n---\n",
      });
      repo.write(FIRST_WEEK, OBJECTIVE);
      repo.write(recordPath("2026-11-13"), checkIn("2026-11-13", 72));
    },
    [
      "2026-11-13 check-in first-week added: Check in",
      "objective first-week unreadable: Break it",
      "2026-11-13 check-in first-week unreadable: Break it",
      "objective first-week readable again: not committed",
      "2026-11-13 check-in first-week readable again: not committed; results.completion 71 → 72",
    ],
  ],
  [
    "a record that is being moved and changed",
    (repo) => {
      repo.commit("Check in", { [recordPath("2026-11-13")]: checkIn("2026-11-13", 71) });
      repo.commit("Correct it", {
        [recordPath("2026-11-13")]: checkIn("2026-11-13", 72),
        [recordPath("2026-11-20")]: checkIn("2026-11-20", 74),
      });
      repo.commit("Correct the other", { [recordPath("2026-11-20")]: checkIn("2026-11-20", 75) });
      rmSync(repo.path(recordPath("2026-11-13")));
      repo.write(recordPath("2026-11-13", "okrs/elsewhere"), checkIn("2026-11-13", 73));
    },
    [
      "2026-11-13 check-in first-week added: Check in",
      "2026-11-13 check-in first-week changed: Correct it; results.completion 71 → 72",
      "2026-11-20 check-in first-week added: Correct it",
      "2026-11-20 check-in first-week changed: Correct the other; results.completion 74 → 75",
      "2026-11-13 check-in first-week changed: not committed; results.completion 72 → 73",
    ],
  ],
];

/** The same repository on another day: on the one on which it appeared, an objective is still being written. */
function laterOn(repo: TestRepository, day = TODAY): TestRepository {
  const date = `${day}T10:00:00Z`;
  return new TestRepository(repo.dir, { ...repo.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date });
}

function onBranch(repo: TestRepository, name: string, act: () => unknown): void {
  repo.git("switch", "--quiet", "-c", name);
  act();
  repo.git("switch", "--quiet", "main");
}

test.each(SITUATIONS)("%s", async (_, act, lines) => {
  const repo = laterOn(createExplorer());
  act(repo);
  expect(await story(repo, "first-week")).toEqual([BEGUN, ...lines]);
});

const TEAM = EXPLORER_FILES["okrs/teams/explorer.md"] as string;

test("teams, strategy and settings have a story too, where no objective is asked for", async () => {
  const repo = laterOn(createExplorer());
  const strategy =
    "---\nkind: strategy\nmission: Help\npriorities:\n  - { id: simple, title: Simplify }\n---\n";
  repo.commit("Plan the year", { "okrs/strategy.md": strategy });
  repo.commit("Say what matters", {
    "okrs/strategy.md": strategy
      .replace("Help", "Help everybody")
      .replace("simple, title: Simplify", "open, title: Open"),
    "okr.yaml":
      "version: 1\nname: Acme\ncycles: { fiscal_year_starts: april }\nrules: { missing-backup: off }\n",
  });
  repo.commit("Welcome Mei, say goodbye to João", {
    "okrs/teams/explorer.md": TEAM.replace(
      / {2}- \{ id: joao.*\n/,
      "  - { id: mei, name: Mei Hartono }\nlead: mei\n",
    ),
  });
  repo.git("mv", "okrs/teams", "okrs/people");
  repo.commit("Reorganise the folders");
  expect((await story(repo)).slice(-4)).toEqual([
    "strategy added: Plan the year",
    "settings changed: Say what matters; cycles.fiscal_year_starts january → april; preset minimal → recommended; rules.missing-backup null → off",
    "strategy changed: Say what matters; mission Help → Help everybody; priorities.simple Simplify → null; priorities.open null → Open",
    "team explorer changed: Welcome Mei, say goodbye to João; lead null → mei; members.joao João Lima → null; members.mei null → Mei Hartono",
  ]);
  expect(await story(repo, "first-week")).toEqual([BEGUN]);
  expect((await story(repo, "--team", "explorer")).map((line) => line.split(":")[0])).toEqual([
    "team explorer added",
    "objective first-week added",
    "team explorer changed",
  ]);
});

test("an objective that a merge left out has its end", async () => {
  const repo = laterOn(createExplorer());
  onBranch(repo, "topic", () =>
    repo.commit("Aim", { "okrs/more.md": OBJECTIVE.replace("id: first-week", "id: more") }),
  );
  repo.git("merge", "--quiet", "--no-ff", "--no-commit", "topic");
  repo.git("rm", "--quiet", "-f", "okrs/more.md");
  repo.git("commit", "--quiet", "--allow-empty", "-m", "Merge topic");
  expect(await story(repo, "more")).toEqual([
    "objective more added: Aim (left out by Merge topic)",
    "objective more removed: Merge topic",
  ]);
});

test("without git everything is news", async () => {
  const dir = temporaryFolder();
  const files = new TestRepository(dir);
  for (const [path, text] of Object.entries(EXPLORER_FILES)) files.write(path, text);
  files.write(recordPath("2026-11-20"), checkIn("2026-11-20", 72));
  files.write(recordPath("2026-11-27"), checkIn("2026-11-27", 73));
  const { stdout, code } = await log(dir, "first-week");
  expect(code).toBe(0);
  expect(stdout).toMatchInlineSnapshot(`
    "first-week
      Make the first week seamless
      explorer · 2026-Q4 · aspirational · ana
      score 0.06
      not in a git repository: who and when is not known

    2026-11-27  check-in
        completion  72 → 73 of 90 %  (+1)

    2026-11-20  check-in
        completion  65 → 72 of 90 %  (+7)

    objective defined
        title       Make the first week seamless
        completion  65 → 90 %: Increase onboarding completion from 65 % to 90 %
        tickets     40 → 25: Reduce set-up tickets from 40 to 25
        uptime      ≥ 99.9 %: Keep the sign-up page available
        rollout     2 milestones: Roll the tutorial out
        audit       open → done: Pass the audit
    "
  `);
});

/** Three weeks of a small company, by two people. */
function createCompany(): TestRepository {
  const repo = laterOn(createExplorer(), "2026-11-27");
  repo.commit("Check in", {
    [recordPath("2026-11-27")]: checkIn(
      "2026-11-27",
      70,
      "## Issues\n\nNobody reads it.\n\n## Plan\n\nWrite it anew.\n",
    ).replace("by: ana\n", "by: ana\nconfidence: 0.5\n"),
  });
  const joao = laterOn(
    new TestRepository(repo.dir, {
      ...repo.env,
      GIT_AUTHOR_NAME: "João Lima",
      GIT_AUTHOR_EMAIL: "joao@example.com",
    }),
  );
  joao.commit("Check in for Ana", {
    [recordPath("2026-12-04")]: `---
kind: check-in
objective: first-week
date: 2026-12-04
by: ana
confidence: 0.7
results:
  completion: { value: 72.5, confidence: 0.6, note: the new tutorial helps }
  rollout: [draft]
  uptime: 99.95
---
Quiet week.
`,
  });
  joao.commit("Aim lower", {
    [FIRST_WEEK]: aiming(80).replace("title: Roll the tutorial out", "title: Roll out the tutorial"),
  });
  joao.commit("Look back", {
    [`${FOLDER}/2026-12-15-retrospective-a1215xx.md`]: `---
kind: retrospective
objective: first-week
date: 2026-12-15
by: joao
phase: end
grades: { completion: 0.6 }
reasons: { completion: half of it was luck }
outcome: abandoned
---

## What we learned

Nothing helps
against boredom.

- one
- two
`,
  });
  return joao;
}

const company = createCompany();

test("reads as a story", async () => {
  const { stdout, stderr, code } = await log(company, "first-week");
  expect([stderr, code]).toEqual(["", 0]);
  const ids = new Map(
    company
      .git("log", "--format=%h %s")
      .split("\n")
      .map((line) => [line.slice(0, 7), line.slice(8)]),
  );
  const named = stdout.replace(/\b[0-9a-f]{7}\b/g, (id) => `<${ids.get(id)}>`);
  expect(named).toMatchInlineSnapshot(`
    "first-week
      Make the first week seamless
      explorer · 2026-Q4 · aspirational · ana
      score 0.40; goalposts moved on 2026-12-15; by the definition at the start the
      score would be 0.36
      ◆ changed what counts as success, after the cycle had begun

    2026-12-15  end retrospective  João Lima  <Look back>
        completion  grade 0.6
                    half of it was luck
        outcome     abandoned
        What we learned
          Nothing helps against boredom.
          - one
          - two

    2026-12-15  objective changed  João Lima  <Aim lower>
        completion  ◆ target 90 → 80 %
        rollout     ◆ title Roll the tutorial out → Roll out the tutorial

    2026-12-15  check-in of 2026-12-04  Ana Souza  <Check in for Ana>
        entered by João Lima 11 days later
        completion  70 → 72.5 of 90 %  (+2.5)  confidence 0.6
                    the new tutorial helps
        rollout     1/2
        uptime      99.95 %  must be ≥ 99.9 %
        confidence  0.5 → 0.7  (+0.2)
        notes       Quiet week.

    2026-11-27  check-in  Ana Souza  <Check in>
        completion  65 → 70 of 90 %  (+5)
        confidence  0.5
        issues      Nobody reads it.
        plan        Write it anew.

    2026-11-20  objective defined  Ana Souza  <Begin>
        title       Make the first week seamless
        completion  65 → 90 %: Increase onboarding completion from 65 % to 90 %
        tickets     40 → 25: Reduce set-up tickets from 40 to 25
        uptime      ≥ 99.9 %: Keep the sign-up page available
        rollout     2 milestones: Roll the tutorial out
        audit       open → done: Pass the audit
    "
  `);
});

test("tells of a key result only what is said of it", async () => {
  const { stdout } = await log(company, "first-week/rollout");
  const ids = new Map(
    company
      .git("log", "--format=%h %s")
      .split("\n")
      .map((line) => [line.slice(0, 7), line.slice(8)]),
  );
  expect(stdout.replace(/\b[0-9a-f]{7}\b/g, (id) => `<${ids.get(id)}>`)).toMatchInlineSnapshot(`
    "first-week/rollout
      Roll out the tutorial
      2 milestones
      score 0.50
      ◆ changed what counts as success, after the cycle had begun

    2026-12-15  objective changed  João Lima  <Aim lower>
        rollout  ◆ title Roll the tutorial out → Roll out the tutorial

    2026-12-15  check-in of 2026-12-04  Ana Souza  <Check in for Ana>
        entered by João Lima 11 days later
        rollout  1/2

    2026-11-20  objective defined  Ana Souza  <Begin>
        rollout  2 milestones: Roll the tutorial out
    "
  `);
  for (const entry of await entriesOf(company, "first-week/completion"))
    for (const { field } of entry.changes) expect(field).toContain("completion");
});

describe("only", () => {
  const FIRST = ["Begin", "Check in", "Check in for Ana", "Aim lower", "Look back"];
  test.each<[string, string[], string[]]>([
    ["all of one objective", ["first-week"], FIRST],
    ["the newest", ["first-week", "-n", "2"], ["Aim lower", "Look back"]],
    ["the newest of a key result", ["first-week/completion", "--limit", "1"], ["Look back"]],
    ["a kind", ["first-week", "--kind", "definition"], ["Begin", "Aim lower"]],
    ["check-ins", ["--kind", "check-in"], ["Check in", "Check in for Ana"]],
    [
      "what happened or was entered since",
      ["first-week", "--since", "2026-12-15"],
      ["Check in for Ana", "Aim lower", "Look back"],
    ],
    [
      "what somebody committed",
      ["first-week", "--author", "LIMA"],
      ["Check in for Ana", "Aim lower", "Look back"],
    ],
    ["or wrote down", ["first-week", "--author", "ana@", "--kind", "check-in"], ["Check in"]],
    ["by the id of a person", ["--kind", "check-in", "--author", "ana"], ["Check in", "Check in for Ana"]],
    [
      "of a cycle",
      ["--cycle", "2026-Q4", "--author", "joao"],
      ["Check in for Ana", "Aim lower", "Look back"],
    ],
    ["what moved goalposts", ["--kind", "goalpost"], ["Aim lower"]],
    ["several kinds", ["--kind", "goalpost", "--kind", "retrospective"], ["Aim lower", "Look back"]],
    [
      "what happened or was entered until",
      ["first-week", "--until", "2026-12-04"],
      ["Begin", "Check in", "Check in for Ana"],
    ],
    ["both", ["--since", "2026-11-21", "--until", "2026-12-04"], ["Check in", "Check in for Ana"]],
    [
      "by the start of a word",
      ["first-week", "--author", "lim"],
      ["Check in for Ana", "Aim lower", "Look back"],
    ],
    ["but not within one", ["first-week", "--author", "ima"], []],
    [
      "by an address",
      ["--kind", "check-in", "--author", "ANA@example.com"],
      ["Check in", "Check in for Ana"],
    ],
    ["of a cycle without objectives", ["--cycle", "2026-Q3"], []],
    ["of another objective", ["answers"], ["Begin"]],
    ["mine", ["--mine", "-n", "1"], ["Look back"]],
    ["as of a day", ["first-week", "--at", "2026-12-01"], ["Begin", "Check in"]],
    ["as of a commit", ["first-week", "--at", "HEAD~2"], ["Begin", "Check in", "Check in for Ana"]],
  ])("%s", async (_, words, subjects) => {
    const lines = await story(company, ...words);
    const found = lines.map((line) => /: ([^;]*?)(?:;|$)/.exec(line)?.[1]);
    expect(found).toEqual(subjects);
  });
});

test.each([
  [["first-weak"], 'okr: there is no objective "first-weak"\n  did you mean "first-week"?\n'],
  [
    ["first-week/completon"],
    'okr: first-week never had a key result "completon"\n  did you mean "first-week/completion"?\n',
  ],
  [["--since", "yesterday"], 'okr: --since is "yesterday", which is no day\n  write it as 2026-11-20\n'],
  [["--since", "2026-02-30"], 'okr: --since is "2026-02-30", which is no day\n  write it as 2026-11-20\n'],
  [["--until", "soon"], 'okr: --until is "soon", which is no day\n  write it as 2026-11-20\n'],
  [["--kind", "checkin"], 'okr: --kind is "checkin", which no entry is\n  did you mean "check-in"?\n'],
  [["-n", "0"], 'okr: --limit is "0", which is no number of entries\n  write it as 10\n'],
  [["--team", "explorers"], 'okr: there is no team "explorers"\n  did you mean "explorer"?\n'],
])("refuses %j", async (words, message) => {
  const { code, stdout, stderr } = await log(company, ...words);
  expect([code, stdout, stderr]).toEqual([2, "", message]);
});

test("an id is not a part of another one's name", async () => {
  const repo = laterOn(
    createExplorer({
      "okrs/teams/explorer.md": TEAM.replace(
        "  - { id: joao",
        "  - { id: hana, name: Hana Analova, email: hana@example.com }\n  - { id: joao",
      ),
    }),
  );
  const hana = new TestRepository(repo.dir, {
    ...repo.env,
    ...{ GIT_AUTHOR_NAME: "Hana Analova", GIT_AUTHOR_EMAIL: "hana@example.com" },
  });
  hana.commit("Aim lower", { [FIRST_WEEK]: aiming(80) });
  expect(await story(repo, "first-week", "--author", "ana")).toEqual([BEGUN]);
  expect(await story(repo, "first-week", "--author", "an")).toHaveLength(2);
  expect(await story(repo, "first-week", "--author", "han")).toHaveLength(1);
});

test.each([
  [
    ["--kind", "check-in", "--author", "rafael", "--since", "2026-11-01"],
    "No check-in by rafael since 2026-11-01.",
  ],
  [["--author", "nobody"], "Nothing by nobody."],
  [["first-week", "--kind", "goalpost", "--until", "2026-11-27"], "No goalpost until 2026-11-27."],
])("names what nothing matches: %j", async (words, answer) => {
  expect((await log(company, ...words)).stdout.trimEnd().split("\n").at(-1)).toBe(answer);
});

test("a clone whose history is cut off is told how to get the rest", async () => {
  const dir = `${temporaryFolder()}/clone`;
  company.git("clone", "--quiet", "--depth=1", `file://${company.dir}`, dir);
  expect(await log(new TestRepository(dir, company.env), "first-week")).toMatchObject({
    code: 2,
    stdout: "",
    stderr:
      "okr: the history of this clone is cut off: it is shallow\n  run git fetch --unshallow; in CI, check out with fetch-depth: 0\n",
  });
});

test("an objective that is gone is still told, and named when another is meant", async () => {
  const repo = laterOn(createExplorer());
  repo.git("rm", "--quiet", FIRST_WEEK);
  repo.commit("Give up");
  const { stdout } = await log(repo, "first-week");
  expect(stdout).toContain("no longer in the plan: this is how it was last");
  expect(stdout).toMatch(/objective removed {2}Ana Souza/);
  expect((await log(repo, "first-wek")).stderr).toContain('did you mean "first-week"?');
});

describe("text of strangers", () => {
  const EVIL = "a\u001b[2Jb\u202ec\u0086d";
  const repo = laterOn(
    createExplorer({
      "okrs/evil.md": `---\nkind: objective\nid: evil\ntitle: "${JSON.stringify(`::error ${EVIL}`).slice(1, -1)}"\nteam: support\ncycle: 2026-Q4\ntype: committed\nowner: ana\nkey_results:\n  - id: kr\n    title: "##[group] ${JSON.stringify(EVIL).slice(1, -1)}"\n    baseline: 0\n    target: 1\n    unit: "${JSON.stringify(EVIL).slice(1, -1)}"\n---\n`,
    }),
  );
  const stranger = new TestRepository(repo.dir, {
    ...repo.env,
    GIT_AUTHOR_NAME: `Evil ##[group] ${EVIL}`,
    GIT_AUTHOR_EMAIL: "evil@example.com",
  });
  stranger.commit("Check in", {
    "okrs/evil/x\u202ey.md": `---\nkind: check-in\nobjective: evil\ndate: 2026-11-20\nby: ana\nresults: { kr: { value: 0.5, note: "${JSON.stringify(`::error ${EVIL}`).slice(1, -1)}" } }\n---\nfine\n\n::error ${EVIL}\n\n## Issues ${EVIL}\n\n- ::set-output x\n\n::set-output y\n\n${"x ".repeat(300)}${"yyyy ::error z ".repeat(40)}\n\n${"z".repeat(500)}${"::error".repeat(90)}\n`,
  });
  stranger.git("rm", "--quiet", "okrs/evil/x\u202ey.md");
  stranger.commit("Remove it");

  test.each([24, 40, 80, 200])("is only text, in %i columns", async (columns) => {
    for (const colour of [0, 3] as const) {
      const { stdout, stderr, code } = await runIn(
        { today: TODAY, columns, colour },
        stranger,
        "log",
        "evil",
      );
      expect([stderr, code]).toEqual(["", 0]);
      const shown = stripVTControlCharacters(stdout);
      expect(shown.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      expect(shown).not.toMatch(/^\s*::|##\[/m);
      expect(shown).toContain("\\x1b[2Jb");
      expect(shown.split("\n").filter((line) => line.length > columns)).toEqual([]);
    }
  });

  test("is escaped in JSON, and says the same", async () => {
    const { stdout } = await log(stranger, "evil", "--json");
    expect(stdout.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    const answer = JSON.parse(stdout);
    expect(problemsOf("output/log", answer)).toEqual([]);
    expect(answer.entries[0].author.name).toBe(`Evil ##[group] ${EVIL}`);
  });
});

/** The lines of a story in text that hold one of these words; ids of commits are left out. */
async function linesWith(words: RegExp, repo: TestRepository, ...asked: string[]): Promise<string[]> {
  const { stdout } = await log(repo, ...asked);
  const plain = stdout.replace(/ {2}[0-9a-f]{7}\b/g, "").split("\n");
  return plain.filter((line) => words.test(line)).map((line) => line.trim());
}

describe("what is not committed yet", () => {
  test("leaves the words that were committed, below what it makes of them", async () => {
    const repo = laterOn(createExplorer());
    repo.commit("Check in", { [recordPath("2026-11-13")]: checkIn("2026-11-13", 71) });
    repo.commit("Correct it", { [recordPath("2026-11-13")]: checkIn("2026-11-13", 72) });
    repo.write(recordPath("2026-11-13"), checkIn("2026-11-13", 73));
    expect(await linesWith(/check-in|completion {2}/, repo, "first-week", "--kind", "check-in")).toEqual([
      "2026-12-15  check-in of 2026-11-13 changed  not committed yet",
      "completion  reading 72 → 73",
      "2026-12-15  check-in of 2026-11-13 changed  Ana Souza",
      "completion  reading 71 → 72",
      "2026-12-15  check-in of 2026-11-13  Ana Souza",
      "completion  65 → 71 of 90 %  (+6)",
    ]);
  });

  test("leaves them too where nobody ever changed the record before", async () => {
    const repo = laterOn(createExplorer());
    repo.commit("Check in", { [recordPath("2026-11-13")]: checkIn("2026-11-13", 71) });
    repo.write(recordPath("2026-11-13"), checkIn("2026-11-13", 73));
    expect(await story(repo, "first-week", "--kind", "check-in")).toEqual([
      "2026-11-13 check-in first-week added: Check in",
      "2026-11-13 check-in first-week changed: not committed; results.completion 71 → 73",
    ]);
    expect(await linesWith(/of 90 %/, repo, "first-week")).toEqual(["completion  65 → 71 of 90 %  (+6)"]);
  });

  test("may make a record unreadable", async () => {
    const repo = laterOn(createExplorer());
    repo.commit("Check in", { [recordPath("2026-11-13")]: checkIn("2026-11-13", 71) });
    repo.commit("Correct it", { [recordPath("2026-11-13")]: checkIn("2026-11-13", 72) });
    repo.write(recordPath("2026-11-13"), "---\nkind: check-in\nobjective: [\n---\n");
    expect(await linesWith(/check-in/, repo, "first-week", "--kind", "check-in")).toEqual([
      "2026-12-15  check-in of 2026-11-13 made unreadable  not committed yet",
      "2026-12-15  check-in of 2026-11-13 changed  Ana Souza",
      "2026-12-15  check-in of 2026-11-13  Ana Souza",
    ]);
  });
});

test("records that one commit took away count as one, and are never cut apart", async () => {
  const repo = laterOn(createExplorer());
  const days = ["2026-11-06", "2026-11-13", "2026-11-20"];
  repo.commit(
    "Check in",
    Object.fromEntries(days.map((day, at) => [recordPath(day), checkIn(day, 70 + at)])),
  );
  repo.git("rm", "--quiet", ...days.map((day) => recordPath(day)));
  repo.commit("Forget");
  const { stdout } = await log(repo, "first-week", "-n", "1");
  expect(stdout).toContain("3 check-ins removed");
  expect(stdout).toContain("and 4 older");
  const { entries, more } = JSON.parse((await log(repo, "first-week", "-n", "1", "--json")).stdout);
  expect([entries.length, more]).toEqual([3, 4]);
  const about = await log(repo, "first-week/completion", "-n", "2");
  expect(about.stdout).toContain("3 check-ins removed");
  expect(about.stdout).toContain("and 3 older");
  const back = await log(repo, "first-week", "-n", "9");
  expect(back.stdout).not.toContain("older");
});

describe("the values before a check-in are those that stood when it came", () => {
  const weeks = ["2026-10-09", "2026-10-16", "2026-10-23"];
  const createWeeks = () => {
    const repo = laterOn(createExplorer());
    for (const [at, week] of weeks.entries())
      repo.commit(`Check in ${at}`, { [recordPath(week)]: checkIn(week, 70 + 2 * at) });
    return repo;
  };
  const moves = (repo: TestRepository) =>
    linesWith(/^ {4}completion +.* of 90 %/, repo, "first-week/completion", "--kind", "check-in");
  const told = [
    "completion  72 → 74 of 90 %  (+2)",
    "completion  70 → 72 of 90 %  (+2)",
    "completion  65 → 70 of 90 %  (+5)",
  ];

  test("though one of them is removed later", async () => {
    const repo = createWeeks();
    repo.git("rm", "--quiet", recordPath(weeks[1] as string));
    repo.commit("Forget");
    expect(await moves(repo)).toEqual(told);
  });

  test("though one of them is changed later, in a commit or not yet", async () => {
    const repo = createWeeks();
    repo.commit("Embellish", { [recordPath(weeks[0] as string)]: checkIn(weeks[0] as string, 71) });
    expect(await moves(repo)).toEqual(told);
    repo.write(recordPath(weeks[1] as string), checkIn(weeks[1] as string, 73));
    expect((await moves(repo)).slice(-1)).toEqual(told.slice(-1));
  });

  test("and not one that is entered later", async () => {
    const repo = createWeeks();
    repo.commit("Catch up", { [recordPath("2026-10-12")]: checkIn("2026-10-12", 71) });
    expect(await moves(repo)).toEqual(["completion  70 → 71 of 90 %  (+1)", ...told]);
  });

  test("those of the same commit among them", async () => {
    const repo = laterOn(createExplorer());
    repo.commit(
      "Catch up",
      Object.fromEntries(weeks.map((week, at) => [recordPath(week), checkIn(week, 70 + 2 * at)])),
    );
    expect(await moves(repo)).toEqual(told);
  });
});

test("a key result that is gone has no score, least of all that of its objective", async () => {
  const repo = laterOn(createExplorer());
  repo.commit("Check in", { [recordPath("2026-11-20")]: checkIn("2026-11-20", 90) });
  repo.commit("Drop it", {
    [FIRST_WEEK]: OBJECTIVE.replace(/ {2}- id: completion[\s\S]*?(?= {2}- id: tickets)/, ""),
  });
  const { stdout } = await log(repo, "first-week/completion");
  expect(stdout).toContain("no longer among the key results");
  expect(stdout).not.toContain("score");
  const gone = JSON.parse((await log(repo, "first-week/completion", "--json")).stdout);
  expect(gone.key_result).toEqual({ id: "completion", score: null });
  const there = JSON.parse((await log(repo, "first-week/tickets", "--json")).stdout);
  expect([there.key_result, problemsOf("output/log", there)]).toEqual([{ id: "tickets", score: 0 }, []]);
  expect(JSON.parse((await log(repo, "first-week", "--json")).stdout).key_result).toBeNull();
});

test("a change of a record that says nothing new of a key result is not told of it", async () => {
  const repo = laterOn(createExplorer());
  repo.commit("Check in", { [recordPath("2026-11-20")]: checkIn("2026-11-20", 72) });
  repo.commit("Write more", { [recordPath("2026-11-20")]: checkIn("2026-11-20", 72, "More.\n") });
  expect(await story(repo, "first-week/completion")).toEqual([
    BEGUN,
    "2026-11-20 check-in first-week added: Check in",
  ]);
});

describe("what a merge left out", () => {
  const repo = laterOn(createExplorer());
  onBranch(repo, "topic", () => repo.commit("Aim lower", { [FIRST_WEEK]: aiming(80) }));
  repo.git("merge", "--quiet", "--no-ff", "-s", "ours", "--no-edit", "-m", "Merge topic", "topic");

  test("was never in force", async () => {
    const { stdout } = await log(repo, "first-week", "-n", "1");
    expect(stdout).toContain(`never in force: merge ${repo.head().slice(0, 7)} left it out`);
    expect(stdout).not.toContain("reached the branch");
  });
});

test("the days on the left are those of the branch, and never go up", async () => {
  const repo = laterOn(createExplorer(), "2026-11-27");
  repo.commit("Check in", { [recordPath("2026-11-27")]: checkIn("2026-11-27", 72) });
  repo.git("switch", "--quiet", "-c", "topic", "HEAD~1");
  laterOn(repo, "2026-11-28").commit("Aim lower", { [FIRST_WEEK]: aiming(80) });
  repo.git("switch", "--quiet", "main");
  const later = laterOn(repo, "2026-12-10");
  later.git("merge", "--quiet", "--no-ff", "--no-edit", "-m", "Merge topic", "topic");
  later.commit("Catch up", { [recordPath("2026-11-10")]: checkIn("2026-11-10", 70) });
  expect(await linesWith(/^2026|reached|later/, later, "first-week")).toEqual([
    "2026-12-10  check-in of 2026-11-10  Ana Souza",
    "entered 30 days later",
    "2026-12-10  objective changed  Ana Souza",
    `committed on 2026-11-28, reached the branch with ${later.git("rev-parse", "HEAD~1").slice(0, 7)}`,
    "2026-11-27  check-in  Ana Souza",
    "2026-11-20  objective defined  Ana Souza",
  ]);
});

test("an objective whose file cannot be read is not said to be out of the plan", async () => {
  const repo = laterOn(createExplorer());
  repo.write(FIRST_WEEK, OBJECTIVE.replace("owner: ana", "owner: [7]"));
  const { stdout } = await log(repo, "first-week");
  expect(stdout).toContain("its file cannot be read now: okr check tells why");
  expect(stdout).not.toContain("no longer in the plan");
});

test("a check-in that is removed says what was taken away", async () => {
  const repo = laterOn(createExplorer());
  const more = checkIn("2026-11-20", 72).replace("completion: 72", "completion: 72, tickets: 36");
  const files = { [recordPath("2026-11-20")]: more, [recordPath("2026-11-27")]: checkIn("2026-11-27", 73) };
  repo.commit("Check in", files);
  repo.git("rm", "--quiet", recordPath("2026-11-20"));
  repo.commit("Forget");
  rmSync(repo.path(recordPath("2026-11-27")));
  expect(await linesWith(/removed|took away/, repo, "first-week")).toEqual([
    "2026-12-15  check-in of 2026-11-27 removed  not committed yet",
    "took away   completion 73",
    "2026-12-15  check-in of 2026-11-20 removed  Ana Souza",
    "took away   completion 72, tickets 36",
  ]);
  const [, removed] = JSON.parse((await log(repo, "first-week", "--json")).stdout).entries;
  expect(removed.key_results[0]).toMatchObject({ value: 72, previous: null, delta: null });
});

test("ticks of initiatives are told by what they are about", async () => {
  const tasks = (one: string, two: string) =>
    `${OBJECTIVE}\n## Initiatives\n\n- [${one}] Write [the tutorial](https://example.org/1)\n- [${two}] Ask users\n`;
  const repo = laterOn(createExplorer({ [FIRST_WEEK]: tasks(" ", "x") }));
  repo.commit("Tick", { [FIRST_WEEK]: tasks("x", " ") });
  repo.commit("Add", { [FIRST_WEEK]: `${tasks("x", "x")}- [ ] Rest\n` });
  expect(await linesWith(/initiative|reopened|text/, repo, "first-week")).toEqual([
    "text        2 lines added, 1 taken out",
    "initiative  done: Write the tutorial",
    "reopened: Ask users",
  ]);
});

test("the sign of a moved goalpost is explained at the top, and stands out", async () => {
  const { stdout } = await runIn({ today: TODAY, colour: 1 }, company, "log", "first-week");
  const [head = "", ...entries] = stdout.split("\n\n");
  expect(stripVTControlCharacters(head)).toContain("◆ changed what counts as success");
  expect(entries.join("\n\n")).toContain("\u001b[33m◆\u001b[39m target");
});

describe("an unknown name is answered with what may be meant", () => {
  const repo = laterOn(createExplorer());
  repo.git("rm", "--quiet", ANSWERS);
  repo.commit("Drop answers");
  test.each([
    ["ghost", "known here: answers (removed), first-week; or write it with okr new objective"],
    ["First-Week", 'did you mean "first-week"?'],
    ["FIRST-WEEK/completion", 'did you mean "first-week/completion"?'],
    ["completion", 'did you mean "first-week/completion"?'],
    ["explorer", "that is a team: okr log --team explorer"],
  ])("%s", async (id, hint) => {
    const { code, stderr } = await log(repo, id);
    expect([code, stderr]).toEqual([2, `okr: there is no objective "${id.split("/")[0]}"\n  ${hint}\n`]);
  });
});

describe("the real histories", () => {
  test("of release Rome: five weeks entered at once, and targets moved in August", async () => {
    const repo = await buildRome();
    const entries = await entriesOf(repo, "community-engagement");
    const last = entries.filter(({ type }) => type === "check-in").slice(0, 5);
    expect(last.map(({ date, late_by }) => [date, late_by])).toEqual([
      ["2019-12-17", 1],
      ["2019-12-10", 8],
      ["2019-12-03", 15],
      ["2019-11-26", 22],
      ["2019-11-19", 29],
    ]);
    expect(new Set(last.map(({ commit }) => commit)).size).toBe(1);
    const moved = entries
      .find(({ date }) => date === "2019-08-20")
      ?.changes.filter(({ field }) => field.endsWith(".target"));
    expect(moved?.map(({ field, from, to, goalpost }) => [field.split(".")[1], from, to, goalpost])).toEqual([
      ["publishing-creators", 50, 20, true],
      ["active-curators", 2, 5, true],
      ["items-per-type", 100, 20, true],
      ["items-total", 50, 500, true],
    ]);
    const { stdout } = await log(repo, "community-engagement");
    expect(stdout).toContain("2019-12-18  check-in of 2019-11-19");
    expect(stdout).toMatch(/goalposts moved 3 ×/);
  });

  test("of 2019-Q2: taken off the page, and brought back in the archive", async () => {
    const repo = await build2019q2();
    const entries = await entriesOf(repo, "builder-team");
    const back = entries.filter(({ date, type }) => type === "definition" && date === "2019-07-30");
    expect(back.map(({ event, restored, path }) => [event, restored, path])).toEqual([
      ["added", true, "okrs/archive/2019-Q2/joystream/builder-team.md"],
      ["removed", false, "okrs/2019-Q2/joystream/builder-team.md"],
    ]);
    const records = entries.filter(({ type }) => type === "check-in");
    const count = (event: string, restored: boolean) =>
      records.filter((entry) => entry.event === event && entry.restored === restored).length;
    expect([count("added", false), count("removed", false), count("added", true)]).toEqual([7, 5, 5]);
    const { stdout } = await log(repo, "builder-team");
    expect(stdout).toMatch(
      /2019-07-30 {2}5 check-ins removed {2}.*\n {4}of +2019-04-23, 2019-05-07, 2019-05-21/,
    );
    expect(stdout).toMatch(/2019-07-30 {2}5 check-ins brought back/);
  });
});
