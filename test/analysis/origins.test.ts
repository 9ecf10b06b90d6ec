import { expect, test } from "vitest";
import { Origins } from "../../src/analysis/origins.ts";
import type { Snapshot } from "../../src/model/snapshot.ts";
import type { TestRepository } from "../support/repository.ts";
import {
  type Act,
  BEGINNING,
  checkIn,
  createStory,
  MIDDLE,
  OBJECTIVE,
  objective,
  RECORDS,
  readStory,
  subjectsOf,
  tell,
  tellOn,
} from "../support/story.ts";

const FIRST = RECORDS["2026-10-09"];
const act = (day: string, message: string, files: Act["files"]): Act => ({ by: "ana", day, message, files });

/** The subjects of the commits that the definition and the first check-in come from. */
function originsOf(repo: TestRepository, snapshot: Snapshot, path: string = FIRST) {
  const subjects = subjectsOf(repo);
  const origins = new Origins(snapshot);
  const found = snapshot.plan.objective("first-week");
  const definition = found && origins.ofDefinition(found);
  const record = origins.ofRecord(path);
  return [definition && subjects.get(definition.id), record && subjects.get(record.id)];
}

test.each<[what: string, acts: Act[], definition: string, record: string]>([
  ["as they came", [], "Aim for a seamless first week", "Check in on 9 October"],
  [
    "a new target",
    [act("2026-10-20", "Aim higher", { [OBJECTIVE]: objective(95) })],
    "Aim higher",
    "Check in on 9 October",
  ],
  [
    "what only looks different does not count",
    [
      act("2026-10-20", "Note", {
        [OBJECTIVE]: objective(90).replace("key_results:", "# measured weekly\nkey_results:"),
      }),
    ],
    "Aim for a seamless first week",
    "Check in on 9 October",
  ],
  [
    "there and back: the last one",
    [
      act("2026-10-20", "Aim higher", { [OBJECTIVE]: objective(95) }),
      act("2026-10-21", "Undo", { [OBJECTIVE]: objective(90) }),
    ],
    "Undo",
    "Check in on 9 October",
  ],
  [
    "a record that was rewritten says what its last commit wrote",
    [act("2026-10-20", "Embellish", { [FIRST]: checkIn("2026-10-09", "ana", 80, 30) })],
    "Aim for a seamless first week",
    "Embellish",
  ],
])("%s", async (_, acts, definition, record) => {
  const repo = createStory([...BEGINNING, ...acts]);
  expect(originsOf(repo, await readStory(repo))).toEqual([definition, record]);
});

test("a file that moved comes from where its words come from", async () => {
  const repo = createStory(BEGINNING);
  repo.git("mv", "okrs/2026-Q4", "okrs/fourth");
  repo.git("commit", "--quiet", "-m", "Sort");
  const path = FIRST.replace("2026-Q4", "fourth");
  expect(originsOf(repo, await readStory(repo), path)).toEqual([
    "Aim for a seamless first week",
    "Check in on 9 October",
  ]);
});

test("what a merge brought comes from the commit that was merged", async () => {
  const repo = createStory(BEGINNING);
  tellOn(repo, "topic", MIDDLE);
  tell(repo, [act("2026-10-21", "Meanwhile", { "docs.txt": "x\n" })]);
  repo.git("merge", "--quiet", "--no-ff", "-m", "Merge topic", "topic");
  expect(originsOf(repo, await readStory(repo), RECORDS["2026-10-30"])).toEqual([
    "Aim higher",
    "Check in on 30 October",
  ]);
});

test("what is not committed comes from nowhere", async () => {
  const repo = createStory(BEGINNING);
  repo.write(OBJECTIVE, objective(70));
  repo.write(RECORDS["2026-10-16"], checkIn("2026-10-16", "ana", 72, 38));
  expect(originsOf(repo, await readStory(repo), RECORDS["2026-10-16"])).toEqual([null, null]);
  repo.write(FIRST, checkIn("2026-10-09", "ana", 80, 30));
  expect(originsOf(repo, await readStory(repo))).toEqual([null, null]);
});
