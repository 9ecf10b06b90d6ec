import { Provenance } from "../analysis/provenance.ts";
import { addDays, daysBetween } from "../model/day.ts";
import type { Commit } from "../model/history.ts";
import { dayOfStamp } from "../model/stamp.ts";
import { defineRule, SETTINGS } from "./define.ts";
import { checkIn, objective, retrospective } from "./examples.ts";
import { tellAuthor, tellCount } from "./wording.ts";

export const lateCheckIn = defineRule({
  id: "late-check-in",
  group: "history",
  severity: "warning",
  summary:
    "A record is committed within `days` days of the day it is about, so that nobody writes it with hindsight.",
  why: "What is written down weeks later is remembered, not measured, and helped nobody in the week it speaks of.",
  history: true,
  options: { days: { value: 3, meaning: "days that may lie between" } },
  *check({ checkIns, retrospectives, history, plan, day }, { options: { days }, survey }) {
    const provenance = new Provenance(history);
    for (const { kind, date, source, objective } of [...checkIns, ...retrospectives]) {
      const commit = provenance.of(source.path);
      const entered = commit && dayOfStamp(commit.authored);
      // What came together with okr.yaml was kept elsewhere before.
      if (entered === null || commit === null || beginsRoot(commit)) continue;
      const late = daysBetween(date, entered);
      if (Math.abs(late) <= days) continue;
      const about = plan.objective(objective);
      if (about && survey.isSettled(about)) continue;
      // A day that nobody can have meant is told by future-record and date-outside-cycle.
      if (date > addDays(day, 1) || (about && date < (survey.cycle(about)?.start ?? date))) continue;
      yield {
        source,
        pointer: ["date"],
        message: `the ${kind} of ${date} was entered on ${entered}, ${tellCount(Math.abs(late), "day")} ${late > 0 ? "later" : "before"} (${tellAuthor(commit)})`,
        hint: `nothing to repair here; to allow so many days, in okr.yaml: rules: { late-check-in: [warning, { days: ${Math.abs(late)} }] }`,
        subject: objective,
        key: late > 0 ? "later" : "before",
      };
    }
  },
  examples: {
    accepted: [
      // Not committed yet.
      [objective({}), checkIn({ date: "2026-11-20" })],
      // On the day, and one of tomorrow.
      {
        commits: [
          { day: "2026-10-01", files: { "grow.md": objective({}) } },
          { day: "2026-11-20", files: { "a.md": checkIn({ date: "2026-11-20" }) } },
          { day: "2026-11-26", files: { "b.md": checkIn({ date: "2026-11-27" }) } },
        ],
      },
      // Merged, moved, given other line ends, taken out, put back and renamed: it is still the one of the day.
      {
        commits: [
          { day: "2026-10-01", files: { "grow.md": objective({}) } },
          { day: "2026-11-20", on: "side", files: { "old/2026-11-20-check-in-hk3x8ta.md": checkIn({}) } },
          { day: "2026-12-01", on: "main", merge: "side" },
          {
            day: "2026-12-02",
            files: {
              "old/2026-11-20-check-in-hk3x8ta.md": null,
              "new/2026-11-20-check-in-hk3x8ta.md": checkIn({}),
            },
          },
          {
            day: "2026-12-03",
            files: { "new/2026-11-20-check-in-hk3x8ta.md": checkIn({}).replaceAll("\n", "\r\n") },
          },
          { day: "2026-12-04", files: { "new/2026-11-20-check-in-hk3x8ta.md": null } },
          { day: "2026-12-05", files: { "archive/2026-11-20-check-in-hk3x8ta.md": checkIn({}) } },
          {
            day: "2026-12-06",
            files: {
              "archive/2026-11-20-check-in-hk3x8ta.md": null,
              "archive/2026-11-21-check-in-hk3x8ta.md": checkIn({}),
            },
          },
        ],
      },
    ],
    reported: [
      {
        commits: [
          { day: "2026-10-01", files: { "grow.md": objective({}) } },
          { day: "2026-11-24", files: { "a.md": checkIn({ date: "2026-11-20" }) } },
        ],
      },
      // Dated after it was entered.
      {
        commits: [
          { day: "2026-10-01", files: { "grow.md": objective({}) } },
          { day: "2026-12-25", files: { "end.md": retrospective({ date: "2026-12-29" }) } },
        ],
      },
      // Five weeks in one commit, on a branch that is merged later.
      {
        commits: [
          { day: "2026-10-01", files: { "grow.md": objective({}) } },
          {
            day: "2026-12-18",
            on: "side",
            files: {
              "a.md": checkIn({ date: "2026-11-20" }),
              "b.md": checkIn({ date: "2026-11-27" }),
              "c.md": checkIn({ date: "2026-12-18" }),
            },
          },
          { day: "2026-12-21", on: "main", merge: "side" },
        ],
      },
    ],
    misfires: [
      {
        why: "Friday's check-in, entered on Monday, is still fresh.",
        example: {
          commits: [
            { day: "2026-10-01", files: { "grow.md": objective({}) } },
            { day: "2026-11-23", files: { "a.md": checkIn({ date: "2026-11-20" }) } },
          ],
        },
      },
      {
        why: "Whoever rebases or merges late did not write late: the day on which the author committed counts.",
        example: {
          commits: [
            { day: "2026-10-01", files: { "grow.md": objective({}) } },
            { day: "2026-12-20", authored: "2026-11-20", files: { "a.md": checkIn({}) } },
          ],
        },
      },
    ],
  },
});

function beginsRoot({ changes }: Commit): boolean {
  return changes.some(({ path, before }) => path === SETTINGS.path && before === null);
}
