import type { FieldChange } from "../analysis/changes.ts";
import { findGoalposts, type Goalpost } from "../analysis/goalposts.ts";
import { Versions } from "../analysis/versions.ts";
import type { Pointer } from "../model/finding.ts";
import type { Commit } from "../model/history.ts";
import type { Objective } from "../model/plan.ts";
import { defineRule } from "./define.ts";
import { checkIn, keyResult, objective } from "./examples.ts";
import { tellAuthor, tellChange, tellList } from "./wording.ts";

const RAISED = objective({ key_results: [keyResult({ target: 50 })] });

export const movedGoalpost = defineRule({
  id: "moved-goalpost",
  severity: "warning",
  summary:
    "From the day its cycle begins an objective keeps its title, type and cycle, and its key results with their measures.",
  history: true,
  *check({ plan, settings, history }) {
    const versions = new Versions(history);
    for (const objective of plan.objectives) {
      const { id, source } = objective;
      for (const moves of byCommit(findGoalposts(id, versions, history, settings).moves)) {
        const [{ change, day, commit }] = moves;
        yield {
          source,
          ...pointTo(objective, change),
          message: `the goalposts moved${day === null ? "" : ` on ${day}`}: ${tellList(moves.map((move) => tellChange(move.change)))} (${tellAuthor(commit)})`,
          hint: `put back what was agreed, unless everybody it concerns agreed to the change; okr log ${id} tells the story`,
          subject: id,
        };
      }
    }
  },
  examples: {
    accepted: [
      [objective({})],
      // Before the cycle began.
      {
        commits: [
          { day: "2026-09-20", files: { "grow.md": objective({}) } },
          { day: "2026-09-30", files: { "grow.md": RAISED } },
        ],
      },
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
      // Written in the middle of the cycle, by several commits of one day: it did not move, it appeared.
      {
        commits: [
          { day: "2026-11-02", files: { "grow.md": objective({}) } },
          { day: "2026-11-02", files: { "grow.md": RAISED } },
          { day: "2026-11-03", files: { "a.md": checkIn({ date: "2026-11-03" }) } },
        ],
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
      // Moved and put back: twice.
      {
        commits: [
          { day: "2026-10-01", files: { "grow.md": objective({}) } },
          { day: "2026-10-20", files: { "grow.md": RAISED } },
          { day: "2026-10-21", files: { "grow.md": objective({}) } },
        ],
      },
    ],
  },
});

/** Moves that one commit made, together. */
function byCommit(moves: readonly Goalpost[]): Iterable<readonly [Goalpost, ...Goalpost[]]> {
  const groups = new Map<Commit, [Goalpost, ...Goalpost[]]>();
  for (const move of moves) {
    const group = groups.get(move.commit);
    if (group) group.push(move);
    else groups.set(move.commit, [move]);
  }
  return groups.values();
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
