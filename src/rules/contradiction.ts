import { contradicts, hasStory, servingNow } from "../analysis/contradiction.ts";
import type { Paced } from "../analysis/pace.ts";
import { defineRule } from "./define.ts";
import { checkIn, keyResult, objective } from "./examples.ts";
import { tellAll, tellList } from "./wording.ts";

const DAY = "2026-11-20";
const PARENT = objective({});
const CHILD = objective({ id: "trial", aligns_to: ["grow"] });
const good = (objective: string) => checkIn({ objective, results: { passengers: 35 } });
const poor = (objective: string) => checkIn({ objective, results: { passengers: 11 } });

export const contradiction = defineRule({
  id: "contradiction",
  group: "alignment",
  severity: "warning",
  summary: "An objective and all that serve it do not tell opposite stories.",
  why: "When all that serve an objective fail while it succeeds itself, or the other way round, then either some readings are wrong or the work does not move what it is for.",
  options: {
    children: { value: 1, meaning: "objectives that have to serve it before it is compared with them" },
  },
  *check({ settings }, { survey, options: { children } }) {
    for (const parent of survey.objectives) {
      const served = servingNow(parent, survey);
      if (served.size === 0) continue;
      const paced = survey.paced(parent);
      const stories = [...served.keys()].map((child) => survey.paced(child)).filter(hasStory);
      const opposed = stories.every((child) =>
        contradicts(paced, child, served.get(child.objective) ?? [], settings),
      );
      if (stories.length < Math.max(1, children) || !opposed) continue;
      const opposite = paced.status === "on-track" ? "off-track" : "on-track";
      yield {
        source: parent.source,
        pointer: ["id"],
        message: `the objective is ${paced.status} with a score of ${tellScore(paced)}, but ${tellChildren(stories, served.size)} ${opposite}: ${tellScores(stories)}`,
        hint:
          opposite === "off-track"
            ? "talk about it at the next check-in: either its readings flatter, or it moves without the work that is meant to move it"
            : "talk about it at the next check-in: either its readings lag behind, or the work succeeds without moving it",
        subject: parent.id,
        key: `${paced.status}`,
      };
    }
  },
  examples: {
    accepted: [
      { documents: [PARENT, CHILD, good("grow"), good("trial")], day: DAY },
      { documents: [PARENT, CHILD, poor("grow"), poor("trial")], day: DAY },
    ],
    reported: [
      { documents: [PARENT, CHILD, good("grow"), poor("trial")], day: DAY },
      { documents: [PARENT, CHILD, poor("grow"), good("trial")], day: DAY },
      {
        documents: [
          PARENT,
          CHILD,
          objective({ id: "land", aligns_to: ["grow/passengers"] }),
          good("grow"),
          poor("trial"),
          poor("land"),
        ],
        day: DAY,
      },
    ],
    misfires: [
      {
        why: "Early in the cycle a score says nothing yet.",
        example: {
          documents: [
            PARENT,
            CHILD,
            checkIn({ date: "2026-10-09", results: { passengers: 35 } }),
            checkIn({ objective: "trial", date: "2026-10-09", results: { passengers: 10 } }),
          ],
          day: "2026-10-10",
        },
      },
      {
        why: "A mixed picture below is no contradiction.",
        example: {
          documents: [
            PARENT,
            CHILD,
            objective({ id: "land", aligns_to: ["grow"] }),
            good("grow"),
            poor("trial"),
            good("land"),
          ],
          day: DAY,
        },
      },
      {
        why: "Nobody has checked in below for weeks, so nothing is known.",
        example: {
          documents: [PARENT, CHILD, good("grow"), checkIn({ objective: "trial", date: "2026-10-30" })],
          day: DAY,
        },
      },
      {
        why: "The key result that it serves tells the same story; another one drags the objective down.",
        example: {
          documents: [
            objective({
              key_results: [keyResult({}), keyResult({ id: "flights", title: "Flights", weight: 9 })],
            }),
            objective({ id: "trial", aligns_to: ["grow/passengers"] }),
            checkIn({ results: { passengers: 35, flights: 10 } }),
            good("trial"),
          ],
          day: DAY,
        },
      },
    ],
  },
});

function tellChildren({ length }: readonly Paced[], all: number): string {
  if (all === 1) return "what serves it is";
  return length === all
    ? `${tellAll(length)} that serve it are`
    : "whatever serves it and can be judged today is";
}

function tellScores(stories: readonly Paced[]): string {
  return tellList(stories.map((paced) => `${paced.objective.id} ${tellScore(paced)}`));
}

function tellScore({ score }: Paced): string {
  return score.toFixed(2);
}
