import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { Provenance } from "../../src/analysis/provenance.ts";
import { Story, scoreObjective } from "../../src/analysis/score.ts";
import { Versions } from "../../src/analysis/versions.ts";
import type { Day } from "../../src/model/day.ts";
import type { Commit, History } from "../../src/model/history.ts";
import type { Objective } from "../../src/model/plan.ts";
import type { CheckIn, OkrRecord } from "../../src/model/records.ts";
import type { Snapshot } from "../../src/model/snapshot.ts";
import { dayOfStamp } from "../../src/model/stamp.ts";
import { openStore } from "../../src/store/store.ts";
import {
  copyOfMade,
  createEmptyRepository,
  isolatedEnvironment,
  TestRepository,
  temporaryFolder,
} from "./repository.ts";
import { copyFolder } from "./temporary.ts";

/** The people of the story. Rafael has no part in the objective; he lands what others wrote. */
export const PEOPLE = { ana: "Ana Souza", joao: "João Lima", rafael: "Rafael Monteverde" } as const;

/** What somebody did on a day, as one commit tells it. */
export interface Act {
  readonly by: keyof typeof PEOPLE;
  readonly day: Day;
  readonly message: string;
  /** By path; null takes a file away. */
  readonly files: Readonly<Record<string, string | null>>;
}

/** The day on which the story is asked about, while the objective is open. */
export const TODAY = "2026-11-06";

export const OBJECTIVE = "okrs/2026-Q4/first-week.md";
const FOLDER = OBJECTIVE.replace(/\.md$/, "");

/** Paths of the story's records, by the day each is about. */
export const RECORDS = {
  "2026-10-09": `${FOLDER}/2026-10-09-check-in-f0aaaaa.md`,
  "2026-10-16": `${FOLDER}/2026-10-16-check-in-g0bbbbb.md`,
  "2026-10-23": `${FOLDER}/2026-10-23-check-in-h0ccccc.md`,
  "2026-10-30": `${FOLDER}/2026-10-30-check-in-i0ddddd.md`,
  "2026-12-22": `${FOLDER}/2026-12-22-retrospective-j0eeeee.md`,
} as const;

/** The objective with another target, and perhaps another title. */
export function objective(target: number, title = "Make the first week seamless"): string {
  return `---
kind: objective
id: first-week
title: ${title}
team: explorer
cycle: 2026-Q4
type: aspirational
owner: ana
key_results:
  - id: completion
    title: Increase onboarding completion
    baseline: 65
    target: ${target}
    unit: "%"
  - id: tickets
    title: Reduce set-up tickets
    baseline: 40
    target: 25
---

People who reach the end of the first week stay.
`;
}

/** A check-in of the story's objective. */
export function checkIn(date: Day, by: string, completion: number, tickets: number): string {
  return `---
kind: check-in
objective: first-week
date: ${date}
by: ${by}
confidence: 0.6
results:
  completion: ${completion}
  tickets: { value: ${tickets}, note: "counted on ${date}" }
---

## Plan

Ship the tutorial to the next group.
`;
}

const RETROSPECTIVE = `---
kind: retrospective
objective: first-week
date: 2026-12-22
by: ana
phase: end
grades: { completion: 0.6, tickets: 0.5 }
reasons: { completion: the tutorial came late, tickets: half of them were about passwords }
outcome: done
---
`;

function act(by: Act["by"], day: Day, message: string, files: Act["files"]): Act {
  return { by, day, message, files };
}

/** A company, an objective and the first check-in. */
export const BEGINNING: readonly Act[] = [
  act("ana", "2026-09-28", "Begin", {
    "okr.yaml": "version: 1\nname: Acme\n",
    "okrs/teams/explorer.md":
      "---\nkind: team\nid: explorer\nname: Explorer\nmembers:\n  - { id: ana, name: Ana }\n  - { id: joao, name: João }\n---\n",
  }),
  act("ana", "2026-10-01", "Aim for a seamless first week", { [OBJECTIVE]: objective(90) }),
  act("ana", "2026-10-09", "Check in on 9 October", {
    [RECORDS["2026-10-09"]]: checkIn("2026-10-09", "ana", 70, 40),
  }),
];

/** What then happens on a branch: check-ins of two people, and a target that is raised. */
export const MIDDLE: readonly Act[] = [
  act("joao", "2026-10-16", "Check in on 16 October", {
    [RECORDS["2026-10-16"]]: checkIn("2026-10-16", "joao", 72, 38),
  }),
  act("ana", "2026-10-20", "Aim higher", { [OBJECTIVE]: objective(95) }),
  act("ana", "2026-10-23", "Check in on 23 October", {
    [RECORDS["2026-10-23"]]: checkIn("2026-10-23", "ana", 78, 36),
  }),
  act("joao", "2026-10-30", "Check in on 30 October", {
    [RECORDS["2026-10-30"]]: checkIn("2026-10-30", "joao", 80, 34),
  }),
];

/** Work on something else meanwhile. */
export const MEANWHILE: Act = act("rafael", "2026-10-21", "Explain the build", {
  "docs/build.txt": "make\n",
});

/** How the objective ends. */
export const END: readonly Act[] = [
  act("ana", "2026-12-22", "Look back", { [RECORDS["2026-12-22"]]: RETROSPECTIVE }),
];

/** The repository in the hands of one of the people on a day. */
export function asOf(repo: TestRepository, by: Act["by"], day: Day): TestRepository {
  const date = `${day}T10:00:00Z`;
  const [name, email] = [PEOPLE[by], `${by}@example.com`];
  return new TestRepository(repo.dir, {
    ...repo.env,
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: email,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: name,
    GIT_COMMITTER_EMAIL: email,
    GIT_COMMITTER_DATE: date,
  });
}

/** The same acts in a folder of a repository, "" or ending in "/". */
export function actsBelow(folder: string, acts: readonly Act[]): Act[] {
  return acts.map((act) => ({
    ...act,
    files: Object.fromEntries(Object.entries(act.files).map(([path, text]) => [folder + path, text])),
  }));
}

/** Commits acts, one commit each, as `git add` and `git commit` would make them; all in one process, as there are hundreds of stories. */
export function tell(repo: TestRepository, acts: readonly Act[]): void {
  const branch = repo.read(".git/HEAD").replace("ref: ", "").trim();
  const stream = acts.map(({ by, day, message, files }, index) => {
    const who = `${PEOPLE[by]} <${by}@example.com> ${Date.parse(`${day}T10:00:00Z`) / 1000} +0000`;
    const begins = index === 0 && existsSync(repo.path(`.git/${branch}`)) ? `from ${branch}^0\n` : "";
    const changes = Object.entries(files).map(([path, text]) =>
      text === null ? `D ${quoted(path)}\n` : `M 100644 inline ${quoted(path)}\n${data(text)}`,
    );
    return `commit ${branch}\nauthor ${who}\ncommitter ${who}\n${data(`${message}\n`)}${begins}${changes.join("")}`;
  });
  if (acts.length > 0) importCommits(repo, stream.join("\n"));
}

function quoted(path: string): string {
  return `"${path.replace(/["\\]/g, "\\$&").replaceAll("\n", "\\n")}"`;
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}

/** Commits acts on a new branch that starts at a commit, and goes back to where one was. */
export function tellOn(repo: TestRepository, branch: string, acts: readonly Act[], start = "HEAD"): void {
  const here = repo.git("symbolic-ref", "--short", "HEAD");
  repo.git("switch", "--quiet", "-c", branch, start);
  tell(repo, acts);
  repo.git("switch", "--quiet", here);
}

/** A repository that tells these acts on `main`. */
export function createStory(acts: readonly Act[]): TestRepository {
  return copyOfMade(`acts ${JSON.stringify(acts)}`, () => {
    const repo = createEmptyRepository();
    tell(repo, acts);
    return repo;
  });
}

/** The story up to the end of its middle, which a merge brought to `main`; in a folder of the repository, "" or ending in "/". */
export function createMerged(below = ""): TestRepository {
  return copyOfMade(`merged ${below}`, () => {
    const repo = createStory(actsBelow(below, BEGINNING));
    tellOn(repo, "side", actsBelow(below, MIDDLE));
    tell(repo, [MEANWHILE]);
    asOf(repo, "rafael", "2026-11-02").git("merge", "--quiet", "--no-ff", "-m", "Merge", "side");
    return repo;
  });
}

/** The same repository again, in a folder of its own. */
export function copyOf(repo: TestRepository): TestRepository {
  const dir = temporaryFolder();
  copyFolder(repo.dir, dir);
  return new TestRepository(dir, repo.env);
}

/** Writes commits that no git would make, with git fast-import, and checks `main` out. */
export function importCommits(repo: TestRepository, stream: string | Buffer): void {
  const args = ["fast-import", "--quiet", "--date-format=raw-permissive", "--force"];
  execFileSync("git", args, {
    cwd: repo.dir,
    env: repo.env,
    input: stream,
    stdio: ["pipe", "ignore", "pipe"],
  });
  repo.git("reset", "--quiet", "--hard");
}

/** The snapshot of a working tree, or of a commit, with its history. */
export async function readStory(
  where: TestRepository | string,
  options: { day?: Day; at?: string; env?: Record<string, string>; named?: boolean } = {},
): Promise<Snapshot> {
  const folder = typeof where === "string" ? where : where.dir;
  const env = options.env ?? (typeof where === "string" ? isolatedEnvironment() : where.env);
  const store = await openStore(folder, env, options.named);
  const moment = await store.moment(options.at ?? null, options.day ?? TODAY);
  return store.snapshotWithHistory({ ...moment, day: options.day ?? TODAY });
}

/** What a check-in says, in one line. */
export function lineOf({ objective: id, date, by, results }: CheckIn): string {
  const values = [...results].map(([name, { value }]) => `${name}=${value}`);
  return `${date} ${id} ${by} ${values.join(" ")}`;
}

/** The score of the story's objective on the snapshot's day, with two digits. */
export function scoreOf(snapshot: Snapshot): string | null {
  const found = snapshot.plan.objective("first-week");
  return found ? scoreObjective(found, new Story(snapshot), snapshot.day).score.toFixed(2) : null;
}

/** The targets the objective had on the branch, one for each of its versions; null where it was gone. */
export function targetsOf({ history }: Snapshot): (number | null)[] {
  return new Versions(history).of("first-week").map(({ objective: found }) => {
    const measure = found?.keyResults[0]?.measure;
    return measure?.metric === "number" ? measure.target : null;
  });
}

/** What a history says, in plain data: where it was read from plays no part. */
export function tellHistory({ commits, branch, cutOff }: History): unknown {
  const text = (_: string, value: unknown) => (value instanceof Map ? [...value] : value);
  return {
    cutOff,
    branch: branch.map(({ commit, day }) => `${commit.id} ${day}`),
    commits: commits.map(({ landed, changes, ...commit }) => ({
      ...commit,
      landed: landed.id,
      changes: JSON.parse(JSON.stringify(changes, text), (key, value) => (key === "source" ? "" : value)),
    })),
  };
}

/** The story's objective as its last version on the branch says, standing where the tree has it. */
export function lastVersionOf({ history, plan }: Snapshot): Objective | undefined {
  const last = new Versions(history).of("first-week").at(-1)?.objective;
  const source = plan.objective("first-week")?.source;
  return last && source ? { ...last, source } : undefined;
}

/** The subjects of all commits there are, by id. */
export function subjectsOf(repo: TestRepository): ReadonlyMap<string, string> {
  const lines = repo.git("log", "--all", "--reflog", "--format=%H %s").split("\n");
  return new Map(
    lines.map((line) => [line.slice(0, line.indexOf(" ")), line.slice(line.indexOf(" ") + 1)] as const),
  );
}

/** Who brought each record, when, and with what: day of the record → commit, author, author's day, the commit it landed with. */
export function originsOf(
  repo: TestRepository,
  { history, checkIns, retrospectives }: Snapshot,
): Record<Day, readonly (string | null)[]> {
  const subjects = subjectsOf(repo);
  const provenance = new Provenance(history);
  const subject = (commit: Commit) => subjects.get(commit.id) ?? "?";
  const records: readonly OkrRecord[] = [...checkIns, ...retrospectives];
  return Object.fromEntries(
    records.map(({ date, source }) => {
      const commit = provenance.of(source.path);
      if (commit === null) return [date, []];
      const { author, authored, landed } = commit;
      return [date, [subject(commit), author.name, dayOfStamp(authored), subject(landed)]];
    }),
  );
}
