import { findLosses } from "../analysis/losses.ts";
import { shellWord } from "../model/shell-word.ts";
import { type Deed, defineRule } from "./define.ts";
import { checkIn, keyResult, objective } from "./examples.ts";
import { longId, tellCommit, tellRecord } from "./wording.ts";

const BEGIN: Deed = { day: "2026-10-01", files: { "okrs/2026-Q4/grow.md": objective({}) } };
const FIRST = "okrs/2026-Q4/grow/2026-11-20-check-in-hk3x8ta.md";
const SECOND = "okrs/2026-Q4/grow/2026-11-27-check-in-em3x8tb.md";
const LANDED: Deed = { day: "2026-11-20", files: { [FIRST]: checkIn({}) } };
const LATER: Deed = { day: "2026-11-27", files: { [SECOND]: checkIn({ date: "2026-11-27" }) } };
const RAISED = { "okrs/2026-Q4/grow.md": objective({ key_results: [keyResult({ target: 50 })] }) };

export const lostCheckIn = defineRule({
  id: "lost-check-in",
  group: "history",
  severity: "error",
  summary:
    "A record that was on the branch, or on a branch merged into it, is there until a commit removes it on purpose: one that does nothing else to OKRs, removes its objective as well, or names it.",
  why: "A merge can drop a record where no diff that people look at shows it, and the score changes with it.",
  history: true,
  *check(snapshot) {
    const paths = new Set(snapshot.paths);
    for (const { record, had, lost } of findLosses(snapshot.history, snapshot)) {
      const { source, objective } = record;
      const how = lost.merge ? "the merge" : "the commit";
      const did = paths.has(source.path)
        ? "put something else in its place"
        : lost.merge
          ? "left it out"
          : "removed it together with other changes";
      yield {
        source,
        pointer: [],
        message: `the ${tellRecord(record)} is lost: ${how} ${tellCommit(lost)} ${did}; last in ${tellCommit(had)}`,
        hint: `run git checkout ${longId(had)} -- ${shellWord(source.path)} and commit; to remove it on purpose: delete it in a commit of its own that names it in its message, which a squash keeps`,
        subject: objective,
        key: record.name,
      };
    }
  },
  examples: {
    accepted: [
      [objective({}), checkIn({})],
      // Removed by a revert, and by a commit that names it.
      { commits: [BEGIN, LANDED, LATER, { day: "2026-11-28", revert: 1 }] },
      {
        commits: [
          BEGIN,
          { ...LANDED, files: { ...LANDED.files, ...RAISED } },
          LATER,
          { day: "2026-11-28", revert: 1 },
        ],
      },
      ...[
        `Remove ${FIRST} and raise the target`,
        "Remove 2026-11-20-check-in-hk3x8ta; raise the target",
        "Raise the target, remove the check-in of 2026-11-20 on grow",
        "Begin again in okrs/2026-Q4/grow/",
      ].map((message) => ({
        commits: [BEGIN, LANDED, { day: "2026-11-21", message, files: { [FIRST]: null, ...RAISED } }],
      })),
      // Moved, renamed, given other line ends, taken out and put back elsewhere.
      {
        commits: [
          BEGIN,
          LANDED,
          { day: "2026-11-21", files: { [FIRST]: checkIn({}).replaceAll("\n", "\r\n") } },
          { day: "2026-11-22", files: { [FIRST]: null, [`archive/${FIRST}`]: checkIn({}), ...RAISED } },
          {
            day: "2026-11-23",
            files: { [`archive/${FIRST}`]: null, "notes.md": checkIn({}), ...BEGIN.files },
          },
          { day: "2026-11-24", files: { "notes.md": null, ...RAISED } },
          { day: "2026-11-25", files: { "again.md": checkIn({}) } },
        ],
      },
      // A squash, and a branch that nobody merges.
      {
        commits: [
          BEGIN,
          { ...LANDED, on: "side" },
          { ...LATER, on: "side" },
          { day: "2026-11-28", on: "main", files: { ...LANDED.files, ...LATER.files } },
          { day: "2026-11-29", on: "other", files: { "x.md": checkIn({ date: "2026-11-29" }) } },
          { day: "2026-11-30", on: "main", files: RAISED },
        ],
      },
      // Taken back on a branch before it was merged.
      {
        commits: [
          BEGIN,
          { ...LANDED, on: "side" },
          { ...LATER, on: "side", files: { ...LATER.files, [FIRST]: null } },
          { day: "2026-11-28", on: "main", merge: "side" },
        ],
      },
      // Undone on the branch after a side branch had taken it over.
      {
        commits: [
          { ...BEGIN, on: "main" },
          { day: "2026-11-19", on: "side", files: { "docs.md": "Other work\n", ...RAISED } },
          { ...LANDED, on: "main" },
          { day: "2026-11-21", on: "side", merge: "main" },
          { day: "2026-11-22", on: "main", files: { [FIRST]: null } },
          { day: "2026-11-23", on: "main", merge: "side" },
        ],
      },
    ],
    misfires: [
      {
        why: "A commit that does nothing else removes it on purpose.",
        example: { commits: [BEGIN, LANDED, { day: "2026-11-21", files: { [FIRST]: null } }] },
      },
      {
        why: "Whoever reverts a merge means all that it brought.",
        example: {
          commits: [
            BEGIN,
            { ...LANDED, on: "side", files: { ...LANDED.files, ...RAISED } },
            { day: "2026-11-21", on: "main", merge: "side" },
            { day: "2026-11-22", revert: 2 },
          ],
        },
      },
      {
        why: "An old quarter may go as a whole, its objectives with it, also by a commit that does more.",
        example: {
          commits: [
            BEGIN,
            LANDED,
            LATER,
            { day: "2027-03-01", files: { "new.md": objective({ id: "fly", cycle: "2027-Q1" }) } },
            {
              day: "2027-03-02",
              message: "Make room",
              files: {
                "okrs/2026-Q4/grow.md": null,
                [FIRST]: null,
                [SECOND]: null,
                "new.md": objective({ id: "fly", cycle: "2027-Q1", owner: "ben" }),
              },
            },
          ],
        },
      },
    ],
    reported: [
      // A merge that keeps nothing of what it merges.
      {
        commits: [
          BEGIN,
          { ...LANDED, on: "side" },
          { day: "2026-11-21", on: "main", files: RAISED },
          { day: "2026-11-22", merge: "side", ours: true },
        ],
      },
      // A merge that drops a record of the branch itself.
      {
        commits: [
          BEGIN,
          LANDED,
          { ...LATER, on: "side" },
          { day: "2026-11-28", on: "main", merge: "side", files: { [FIRST]: null } },
        ],
      },
      // Together with other changes, without a word; also where it names other files of the folder.
      {
        commits: [
          BEGIN,
          LANDED,
          { day: "2026-11-21", message: "Raise the target", files: { [FIRST]: null, ...RAISED } },
        ],
      },
      {
        commits: [
          BEGIN,
          LANDED,
          {
            day: "2026-11-21",
            message: "Edit okrs/2026-Q4/grow.md",
            files: { [FIRST]: null, ...RAISED },
          },
        ],
      },
      // The same on a branch that is merged.
      {
        commits: [
          BEGIN,
          LANDED,
          { ...LATER, on: "side", files: { [FIRST]: null, ...LATER.files } },
          { day: "2026-11-28", on: "main", merge: "side" },
        ],
      },
      // Taken out on purpose and put back, then lost by a merge.
      {
        commits: [
          BEGIN,
          LANDED,
          { day: "2026-11-21", files: { [FIRST]: null } },
          { day: "2026-11-22", revert: 2 },
          { ...LATER, on: "side" },
          { day: "2026-11-28", on: "main", merge: "side", files: { [FIRST]: null } },
        ],
      },
      // A branch within a branch.
      {
        commits: [
          BEGIN,
          { day: "2026-11-19", on: "side", files: RAISED },
          { ...LANDED, on: "inner" },
          { day: "2026-11-21", on: "side", files: BEGIN.files },
          { day: "2026-11-22", on: "side", merge: "inner", ours: true },
          { day: "2026-11-23", on: "main", merge: "side" },
        ],
      },
    ],
  },
});
