import { type FieldChange, fieldName } from "../analysis/changes.ts";
import { followGoalposts, listUnsettled, type Move } from "../analysis/moves.ts";
import { isCorrected } from "../analysis/titles.ts";
import { Versions } from "../analysis/versions.ts";
import type { Pointer } from "../model/finding.ts";
import type { Commit } from "../model/history.ts";
import type { Objective } from "../model/plan.ts";
import { defineRule } from "./define.ts";
import { checkIn, keyResult, objective } from "./examples.ts";
import { tellAuthor, tellChange, tellList } from "./wording.ts";

const RAISED = objective({ key_results: [keyResult({ target: 50 })] });
const GUESTS = keyResult({ id: "guests", title: "Bring guests" });

export const movedGoalpost = defineRule({
  id: "moved-goalpost",
  group: "history",
  severity: "warning",
  presets: { strict: "error" },
  // What a correction of a title may change, isCorrected says.
  summary:
    "From the day its cycle begins an objective keeps its title (but for corrections of how it is written), type and cycle, and its key results with their measures.",
  why: "A target that is lowered near the end turns every score into a success. Goalposts may move, but everybody concerned has to know.",
  history: true,
  *check(snapshot, { survey }) {
    const versions = new Versions(snapshot.history);
    for (const objective of snapshot.plan.objectives) {
      const { id, source } = objective;
      // Of two with one id the first counts: the other is no later version of it.
      if (snapshot.plan.objective(id) !== objective) continue;
      const { start, moves } = followGoalposts(objective, { versions, snapshot });
      if (start === null) continue;
      const counting = moves.filter((move) => !comesTooLate(move));
      // Who closed it knew of what had moved until then.
      const closed = survey.isSettled(objective) ? survey.story.closed(id, snapshot.day) : null;
      for (const group of byCommit(listUnsettled(start, objective, counting).filter(isNoCorrection))) {
        const [{ change, day, commit }] = group;
        if (closed !== null && day !== null && day <= closed.date) continue;
        const on = commit === null || day === null ? "" : ` on ${day}`;
        const who = commit === null ? "not committed yet" : tellAuthor(commit);
        yield {
          source,
          ...pointTo(objective, change),
          message: `the goalposts moved${on}: ${tellList(group.map((move) => tellChange(move.change)))} (${who})`,
          hint: `put back what was agreed; or settle with everybody concerned that it stays, and say so: x-okr-ignore: { moved-goalpost: "REASON" }; okr log ${id} tells the story`,
          subject: id,
          // What is put back or moved on by others later does not make this another matter.
          key: keyOf(change),
          parts: group.map((move) => keyOf(move.change)),
        };
      }
    }
  },
  examples: {
    accepted: [
      [objective({})],
      // Owners, alignment and the body are no goalposts; nor are comments, line ends, order and the place of the file.
      {
        commits: [
          { day: "2026-10-01", files: { "grow.md": objective({}) } },
          {
            day: "2026-10-10",
            files: {
              "grow.md": `${objective({ owner: "ben", key_results: [keyResult({ backup: "ana" })] })}\nWhy it matters.\n`,
            },
          },
          { day: "2026-10-11", files: { "grow.md": objective({}).replace("title:", "# Better?\ntitle:") } },
          { day: "2026-10-12", files: { "grow.md": objective({}).replaceAll("\n", "\r\n") } },
          { day: "2026-10-13", files: { "grow.md": null, "old/grow.md": objective({}) } },
          { day: "2026-10-14", files: { "old/grow.md": null } },
          { day: "2026-10-15", files: { "grow.md": objective({}) } },
          { day: "2026-10-16", files: { "a.md": checkIn({ date: "2026-10-16" }) } },
        ],
      },
      // Moved and put back, also a key result, and also by somebody else, elsewhere and later.
      {
        commits: [
          { day: "2026-10-01", files: { "grow.md": objective({}) } },
          { day: "2026-10-20", files: { "grow.md": RAISED } },
          { day: "2026-10-21", files: { "grow.md": objective({}) } },
          { day: "2026-10-22", files: { "grow.md": objective({ key_results: [GUESTS] }) } },
          { day: "2026-12-31", by: "Ben Example", files: { "grow.md": null, "old/grow.md": objective({}) } },
        ],
      },
      // A title, after the cycle.
      {
        commits: [
          { day: "2026-06-20", files: { "grow.md": objective({ cycle: "2026-Q3" }) } },
          { day: "2026-10-01", files: { "grow.md": objective({ cycle: "2026-Q3", title: "Grow" }) } },
        ],
      },
    ],
    misfires: [
      {
        why: "Until its cycle begins an objective is still being agreed on.",
        example: {
          commits: [
            { day: "2026-09-20", files: { "grow.md": objective({}) } },
            { day: "2026-09-30", files: { "grow.md": RAISED } },
          ],
        },
      },
      {
        why: "A title may be corrected: a letter, a capital, a full stop.",
        example: {
          commits: [
            { day: "2026-09-20", files: { "grow.md": objective({ title: "Grow our cirle" }) } },
            { day: "2026-10-20", files: { "grow.md": objective({ title: "Grow our circle" }) } },
            { day: "2026-10-21", files: { "grow.md": objective({ title: "Grow our Circle." }) } },
          ],
        },
      },
      {
        why: "Written in the middle of the cycle, by several commits of one day, it did not move: it appeared.",
        example: {
          commits: [
            { day: "2026-11-02", files: { "grow.md": objective({}) } },
            { day: "2026-11-02", files: { "grow.md": RAISED } },
            { day: "2026-11-03", files: { "a.md": checkIn({ date: "2026-11-03" }) } },
          ],
        },
      },
    ],
    reported: [
      {
        commits: [
          { day: "2026-09-20", files: { "grow.md": objective({}) } },
          { day: "2026-10-01", files: { "grow.md": RAISED } },
        ],
      },
      // On the day it appeared, but after the first check-in.
      {
        commits: [
          { day: "2026-11-02", files: { "grow.md": objective({}) } },
          { day: "2026-11-02", files: { "grow/a.md": checkIn({ date: "2026-11-02" }) } },
          { day: "2026-11-02", files: { "grow.md": RAISED } },
        ],
      },
      // A cycle that had begun and is left for the next one.
      {
        commits: [
          { day: "2026-09-20", files: { "grow.md": objective({}) } },
          { day: "2026-12-20", files: { "grow.md": objective({ cycle: "2027-Q1" }) } },
        ],
      },
      // Key results come and go, on a branch that is merged.
      {
        commits: [
          { day: "2026-09-20", files: { "grow.md": objective({}) } },
          {
            day: "2026-11-05",
            on: "side",
            files: { "grow.md": objective({ key_results: [keyResult({ id: "guests", weight: 2 })] }) },
          },
          { day: "2026-11-10", on: "main", merge: "side" },
        ],
      },
      // Moved, moved on, and put back by half.
      {
        commits: [
          { day: "2026-10-01", files: { "grow.md": objective({}) } },
          { day: "2026-10-20", files: { "grow.md": RAISED } },
          {
            day: "2026-10-21",
            files: { "grow.md": objective({ key_results: [keyResult({ target: 45 })] }) },
          },
        ],
      },
      // A title that promises another number, and one that says something else.
      ...["Increase passengers from 10 to 30", "Decrease passengers from 10 to 40"].map((title) => ({
        commits: [
          { day: "2026-10-01", files: { "grow.md": objective({}) } },
          { day: "2026-10-20", files: { "grow.md": objective({ key_results: [keyResult({ title })] }) } },
        ],
      })),
      // A target, after the cycle: what is scored and graded is the last one.
      {
        commits: [
          { day: "2026-06-20", files: { "grow.md": objective({ cycle: "2026-Q3" }) } },
          {
            day: "2026-10-01",
            files: { "grow.md": objective({ cycle: "2026-Q3", key_results: [keyResult({ target: 20 })] }) },
          },
        ],
      },
    ],
  },
});

/** Whether a change only tells a story that is over. Whatever else is changed then still changes the score. */
function comesTooLate({ afterEnd, change }: Move): boolean {
  return afterEnd && change.property === "title";
}

function isNoCorrection({ change: { property, from, to } }: Move): boolean {
  return property !== "title" || !isCorrected(String(from), String(to));
}

/** Moves that one commit made, or that are not committed yet, together. */
function byCommit(moves: readonly Move[]): Iterable<readonly [Move, ...Move[]]> {
  const groups = new Map<Commit | null, [Move, ...Move[]]>();
  for (const move of moves) {
    const group = groups.get(move.commit);
    if (group) group.push(move);
    else groups.set(move.commit, [move]);
  }
  return groups.values();
}

function keyOf(change: FieldChange): string {
  return `${fieldName(change)} ${JSON.stringify(change.to)}`;
}

/** Where the present file says it, or would. */
function pointTo(
  { keyResults }: Objective,
  { keyResult, property }: FieldChange,
): { pointer: Pointer; part?: "key" } {
  if (keyResult === null) return { pointer: [property as string] };
  const index = keyResults.findIndex(({ id }) => id === keyResult);
  if (index === -1) return { pointer: ["key_results"], part: "key" };
  return { pointer: ["key_results", index, property ?? "id"] };
}
