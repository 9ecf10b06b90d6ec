import { findRewrites, listRecordChanges, type Rewrite } from "../analysis/rewrites.ts";
import { shellWord } from "../model/shell-word.ts";
import { defineRule } from "./define.ts";
import { checkIn, document, objective, retrospective } from "./examples.ts";
import { longId, tellCommit, tellList, tellMove } from "./wording.ts";

const BEGIN = { day: "2026-10-01", files: { "grow.md": objective({}) } };
const LANDED = { day: "2026-11-20", files: { "a.md": checkIn({}) } };
const OTHER = checkIn({ results: { passengers: 25 } });

export const rewrittenCheckIn = defineRule({
  id: "rewritten-check-in",
  group: "history",
  severity: "warning",
  presets: { strict: "error" },
  summary: "A record stays as it landed; a correction is a new record.",
  why: "It says what was known on its day. Rewritten with hindsight it tells another story, and nobody sees that it does.",
  history: true,
  *check(snapshot) {
    for (const rewrite of findRewrites(snapshot, snapshot.history)) {
      const { landed, now } = rewrite;
      const changes = listRecordChanges(landed.record, now.record);
      const { kind, objective, source } = now.record;
      const then = now.commit === null ? "not committed yet" : `changed with ${tellCommit(now.commit)}`;
      const said = tellList(changes.map(({ name, from, to }) => tellMove(name, from, to)));
      yield {
        source,
        pointer: changes[0]?.pointer ?? [],
        message: `the ${kind} was rewritten after it landed: ${said} (landed with ${tellCommit(landed.commit)}, ${then})`,
        hint: `put back what landed and write what you know now as a new ${kind}: ${cureOf(rewrite)}`,
        subject: objective,
        key: JSON.stringify(changes.map(({ name, to }) => [name, to])),
      };
    }
  },
  examples: {
    accepted: [
      // Not committed yet.
      [objective({}), checkIn({})],
      // Other line ends, comments, order, a final line, another folder: it says the same.
      {
        commits: [
          BEGIN,
          LANDED,
          { day: "2026-11-21", files: { "a.md": checkIn({}).replaceAll("\n", "\r\n") } },
          { day: "2026-11-22", files: { "a.md": checkIn({}).replace("date:", "# Friday\ndate:") } },
          { day: "2026-11-23", files: { "a.md": null, "okrs/b.md": `${checkIn({})}\n\n` } },
          { day: "2026-11-24", files: { "okrs/b.md": null } },
          {
            day: "2026-11-25",
            files: {
              "okrs/c.md": document({
                date: "2026-11-20",
                by: "ana",
                kind: "check-in",
                results: { passengers: { value: 20 } },
                objective: "grow",
                confidence: 0.6,
              }),
            },
          },
        ],
      },
      // Changed and put back.
      {
        commits: [
          BEGIN,
          LANDED,
          { day: "2026-11-21", files: { "a.md": OTHER } },
          { day: "2026-11-22", revert: 2 },
        ],
      },
      // Taken out, and another one under the same name.
      {
        commits: [
          BEGIN,
          LANDED,
          { day: "2026-11-21", files: { "a.md": null } },
          { day: "2026-11-27", files: { "a.md": checkIn({ date: "2026-11-27" }) } },
        ],
      },
    ],
    reported: [
      { commits: [BEGIN, LANDED, { day: "2026-11-21", files: { "a.md": OTHER } }] },
      // By a branch, and moved with the same commit.
      {
        commits: [
          BEGIN,
          { day: "2026-11-20", files: { "old/2026-11-20-check-in-hk3x8ta.md": checkIn({}) } },
          {
            day: "2026-11-23",
            on: "side",
            files: {
              "old/2026-11-20-check-in-hk3x8ta.md": null,
              "new/2026-11-20-check-in-hk3x8ta.md": checkIn({ confidence: 0.9 }),
            },
          },
          { day: "2026-11-24", on: "main", merge: "side" },
        ],
      },
      // Taken out, and put back with other words.
      {
        commits: [
          BEGIN,
          LANDED,
          { day: "2026-11-21", files: { "a.md": null } },
          { day: "2026-11-22", files: { "a.md": `${checkIn({})}It went well.\n` } },
        ],
      },
      {
        commits: [
          BEGIN,
          { day: "2026-12-29", files: { "end.md": retrospective({}) } },
          { day: "2027-01-08", files: { "end.md": retrospective({ grades: { passengers: 0.7 } }) } },
        ],
      },
    ],
    misfires: [
      {
        why: "On a branch that is not merged yet a check-in may still be put right.",
        example: {
          commits: [
            BEGIN,
            { ...LANDED, on: "side" },
            { day: "2026-11-21", on: "side", files: { "a.md": OTHER } },
            { day: "2026-11-22", on: "main", merge: "side" },
          ],
        },
      },
    ],
  },
});

/** The command that brings back what landed; where the file has moved since, the one that shows it. */
function cureOf({ landed, now }: Rewrite): string {
  const { path } = landed.record.source;
  const id = longId(landed.commit);
  return path === now.record.source.path
    ? `git checkout ${id} -- ${shellWord(path)}`
    : `git show ${shellWord(`${id}:./${path}`)}`;
}
