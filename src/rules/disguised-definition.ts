import type { Source } from "../model/finding.ts";
import { defineRule } from "./define.ts";
import { checkIn, document, objective } from "./examples.ts";

/**
 * What a code-owners file lets pass as a record, and a little more, because hosts differ in what a wildcard stands for. It may be a
 * folder's name as well: hosts let everything below it pass, too.
 */
const RECORD_NAME = /(?:^|\/)[^/]{1,4}-[^/]{1,2}-[^/]{1,2}-(?:check-in|retrospective)-[^/]{1,7}\.md(?:\/|$)/u;

export const disguisedDefinition = defineRule({
  id: "disguised-definition",
  group: "files",
  severity: "error",
  summary: "No objective, team or strategy lies in a file that is named like a record.",
  why: "Code owners guard definitions and let records pass by their names, so an objective that is named like a check-in would change a goalpost without anybody's review.",
  *check({ plan }) {
    const { strategy, teams, objectives } = plan;
    for (const { id, source } of objectives)
      if (isDisguised(source)) yield { source, ...say("objective", id, source), subject: id };
    for (const { id, source } of teams)
      if (isDisguised(source)) yield { source, ...say("team", id, source), subject: id };
    if (strategy !== null && isDisguised(strategy.source))
      yield { source: strategy.source, ...say("strategy", "strategy", strategy.source), subject: null };
  },
  examples: {
    accepted: [[{ path: "okrs/grow.md", text: objective({}) }]],
    reported: [
      [{ path: "okrs/grow/2026-11-20-check-in-hk3x8ta.md", text: objective({}) }],
      [{ path: "2026-12-22-retrospective-em3x8tb.md", text: objective({}) }],
      [{ path: "okrs/2026-11-20-check-in-hk3x8ta.md/grow.md", text: objective({}) }],
      [
        {
          path: "okrs/2026-11-20-check-in-hk3x8ta.md",
          text: document({ kind: "team", id: "pilots", name: "Pilots" }),
        },
      ],
      [{ path: "20xx-yy-zz-check-in-1.md", text: document({ kind: "strategy", mission: "Fly" }) }],
    ],
    misfires: [
      {
        why: "An objective may be about check-ins and say so in its name.",
        example: [
          { path: "okrs/2026-Q4/faster-check-in-at-gates.md", text: objective({ id: "faster-check-in" }) },
          {
            path: "okrs/2026-Q4/weekly-retrospective-habit.md",
            text: objective({ id: "weekly-retrospective-habit" }),
          },
        ],
      },
      {
        why: "A record may have any name: whoever guards files by their names only reviews it once more.",
        example: [objective({}), { path: "okrs/grow/notes-of-friday.md", text: checkIn({}) }],
      },
    ],
  },
});

function isDisguised({ path }: Source): boolean {
  return RECORD_NAME.test(path);
}

function say(kind: string, id: string, { path }: Source) {
  return {
    pointer: ["kind"],
    message: `this ${kind} is named like a record (${path.match(RECORD_NAME)?.[0].replaceAll("/", "")}), which code owners let pass`,
    hint: `rename it: ${id}.md; names with a day and "check-in" or "retrospective" are for records`,
  };
}
