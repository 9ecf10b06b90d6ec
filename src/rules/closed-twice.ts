import type { Objective } from "../model/plan.ts";
import type { Retrospective } from "../model/records.ts";
import { defineRule } from "./define.ts";
import { objective, retrospective } from "./examples.ts";
import { tellList } from "./wording.ts";

/** What `okr close --reopen` writes above the reason. */
const REOPENED = /^ {0,3}#{1,6}[ \t]{1,9}Reopened[ \t#]*\r?$/im;
/** The file that it says it takes the place of. */
const NAMED = /This takes the place of [^`\n]{0,300}`([^`\n]{1,300})`/;

export const closedTwice = defineRule({
  id: "closed-twice",
  group: "scoring",
  severity: "warning",
  presets: { strict: "error" },
  summary:
    "Where end retrospectives settle an objective differently, the later one says that it reopens it, under the heading `Reopened`.",
  why: "Of two only the later one counts. Two people who closed the same objective without knowing of each other have not agreed on anything, and one of them takes it for settled otherwise.",
  *check({ day, retrospectives }, { survey }) {
    const endings = new Map<string, Retrospective[]>();
    for (const one of retrospectives) {
      if (one.phase !== "end" || one.date > day) continue;
      const known = endings.get(one.objective);
      if (known) known.push(one);
      else endings.set(one.objective, [one]);
    }
    for (const objective of survey.objectives) {
      const all = endings.get(objective.id) ?? [];
      const last = all.at(-1);
      if (last === undefined || survey.isSettled(objective)) continue;
      const others = sinceReopened(all).filter((one) => !agree(one, last, objective));
      if (others.length === 0) continue;
      yield {
        source: last.source,
        pointer: ["objective"],
        message: `${objective.id} was closed ${tellEnd(last)}, which alone counts, and differently ${tellList(others.map((one) => `${tellEnd(one)} in ${one.source.path}`))}`,
        hint: `settle it: okr close ${objective.id} --reopen "WHY"; or take one of the files out, in a commit of its own`,
        subject: objective.id,
        key: "twice",
      };
    }
  },
  examples: {
    accepted: [
      [objective({}), retrospective({})],
      [
        objective({}),
        retrospective({ date: "2026-12-22" }),
        `${retrospective({ outcome: "done" })}\n## Reopened\n\nThe last flight was counted late.\n`,
      ],
    ],
    reported: [
      [
        objective({}),
        retrospective({ date: "2026-12-28", outcome: "done" }),
        retrospective({ by: "ben", grades: { passengers: 0.4 } }),
      ],
      // On one day, and with the same outcome.
      [objective({}), retrospective({}), retrospective({ by: "ben", grades: { passengers: 0.4 } })],
      // Reopened twice, and both times in the place of the first one.
      [
        objective({}),
        { path: "okrs/2026-Q4/rockets/grow/first.md", text: retrospective({ date: "2026-12-22" }) },
        `${retrospective({ date: "2026-12-28", outcome: "done" })}\n## Reopened\n\nThis takes the place of \`first.md\`.\n`,
        `${retrospective({ outcome: "abandoned" })}\n## Reopened\n\nThis takes the place of \`first.md\`.\n`,
      ],
    ],
    misfires: [
      {
        why: "Two people settled the same: there is nothing to agree on any more.",
        example: [objective({}), retrospective({ date: "2026-12-28" }), retrospective({ by: "ben" })],
      },
      {
        why: "A look back at the middle closes nothing.",
        example: [
          objective({}),
          retrospective({ date: "2026-11-15", phase: "mid", grades: undefined, outcome: undefined }),
          retrospective({}),
        ],
      },
      {
        why: "It was closed twice and then settled once and for all.",
        example: [
          objective({}),
          retrospective({ date: "2026-12-22", outcome: "done" }),
          retrospective({ date: "2026-12-28", by: "ben" }),
          `${retrospective({ grades: { passengers: 0.4 } })}\n## Reopened\n\nBoth of us had a part of the truth.\n`,
        ],
      },
      {
        why: "Closed two quarters ago: everybody has planned with what counted.",
        example: {
          documents: [
            objective({}),
            retrospective({ date: "2026-12-28" }),
            retrospective({ outcome: "done" }),
          ],
          day: "2027-06-01",
        },
      },
    ],
  },
});

/** The end retrospectives from the last one on that took the place of those before it, oldest first. */
function sinceReopened(all: readonly Retrospective[]): readonly Retrospective[] {
  const names = new Set(all.map(({ name }) => name));
  const first = all.findLastIndex(({ body }, index) => {
    const before = all[index - 1];
    if (before === undefined || !REOPENED.test(body)) return false;
    const [, named = before.name] = NAMED.exec(body) ?? [];
    return named === before.name || !names.has(named);
  });
  return all.slice(Math.max(0, first));
}

function agree(a: Retrospective, b: Retrospective, { keyResults }: Objective): boolean {
  return a.outcome === b.outcome && keyResults.every(({ id }) => a.grades.get(id) === b.grades.get(id));
}

/** `on 2026-12-29 by ana as continued (passengers 0.3)`. */
function tellEnd({ date, by, outcome, grades }: Retrospective): string {
  const graded = [...grades].map(([id, grade]) => `${id} ${grade}`);
  const settled = graded.length === 0 ? "" : ` (${tellList(graded)})`;
  return `on ${date} by ${by} as ${outcome ?? "nothing in particular"}${settled}`;
}
