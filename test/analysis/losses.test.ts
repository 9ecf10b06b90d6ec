import { describe, expect, test } from "vitest";
import { findLosses } from "../../src/analysis/losses.ts";
import {
  type Act,
  BEGINNING,
  checkIn,
  createStory,
  OBJECTIVE,
  objective,
  RECORDS,
  readStory,
  tell,
} from "../support/story.ts";

const FIRST = RECORDS["2026-10-09"];
const BY_HAND = "notes/ana.md";

/** A commit that raises a target and takes two records away by the way; its message is what matters. */
const MIXED: Act = {
  by: "joao",
  day: "2026-10-20",
  message: "Aim higher",
  files: { [OBJECTIVE]: objective(95), [FIRST]: null, [BY_HAND]: null },
};

describe("a commit that does other things takes away on purpose what its message names:", () => {
  const repo = createStory([
    ...BEGINNING,
    { ...MIXED, day: "2026-10-12", files: { [BY_HAND]: checkIn("2026-10-12", "ana", 71, 39) } },
  ]);
  const [byHand, landed] = repo.git("log", "-2", "--format=%H").split("\n") as [string, string];
  tell(repo, [MIXED]);
  const OKR = "2026-10-09";
  const HAND = "2026-10-12";

  test.each<[message: string, lost: readonly string[]]>([
    ["Aim higher", [OKR, HAND]],
    ["", [OKR, HAND]],
    // The file.
    [`Remove ${FIRST}`, [HAND]],
    ["Aim higher.\n\n- 2026-10-09-check-in-f0aaaaa, 2026-10-16-check-in-g0bbbbb", [HAND]],
    ["Remove 2026-10-09-check-in-f0aaaab", [OKR, HAND]],
    ["Remove notes/ana.md", [OKR]],
    ["Remove (ana.md)", [OKR]],
    ["Remove joana.md, ana.mdx and ana", [OKR, HAND]],
    // A folder, not one that only begins like it, and not another file in it.
    ["Remove okrs/2026-Q4/first-week", [HAND]],
    ["Remove okrs/2026-Q4/first-week/.", [HAND]],
    ["Empty goals/okrs/2026-Q4/", [HAND]],
    ["Empty okrs and notes", [OKR, HAND]],
    ["Edit okrs/2026-Q4/first-week.md", [OKR, HAND]],
    ["Edit okrs/2026-Q4/first-weekend, okrs/2026-Q4/first-week-2", [OKR, HAND]],
    ["Edit okrs/2026-Q4/teams/x.md", [OKR, HAND]],
    // The commit that brought it.
    [`This reverts commit ${landed}.`, [HAND]],
    [`Revert ${byHand.slice(0, 7)} and ${landed.slice(0, 10)}`, []],
    [`Revert ${landed.slice(0, 6)}`, [OKR, HAND]],
    // Its objective and day.
    ["Remove the check-in of 2026-10-09 on first-week", [HAND]],
    ["Remove the check-in of 2026-10-09", [OKR, HAND]],
    ["Remove the check-in on first-week", [OKR, HAND]],
  ])("%j", async (message, lost) => {
    repo.git("commit", "--quiet", "--amend", "--allow-empty-message", "-m", message);
    const { history } = await readStory(repo);
    expect(findLosses(history).map(({ record }) => record.date)).toEqual(lost);
  });
});

test("what goes together with its objective goes on purpose, what belongs to another one does not", async () => {
  const other = objective(90).replace("id: first-week", "id: other");
  const repo = createStory([
    ...BEGINNING,
    { ...MIXED, files: { "okrs/other.md": other } },
    {
      ...MIXED,
      message: "Make room",
      files: { "okrs/other.md": null, [FIRST]: null, [OBJECTIVE]: objective(95) },
    },
  ]);
  expect(findLosses((await readStory(repo)).history)).toHaveLength(1);
  repo.git("reset", "--quiet", "--hard", "HEAD~1");
  tell(repo, [
    {
      ...MIXED,
      message: "Make room",
      files: { [OBJECTIVE]: null, [FIRST]: null, "okrs/other.md": `${other}More.\n` },
    },
  ]);
  expect(findLosses((await readStory(repo)).history)).toEqual([]);
});
