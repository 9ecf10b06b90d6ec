import { type Link, servedBy } from "../analysis/alignment.ts";
import { type Paced, projected, type Status, statusOfProjection } from "../analysis/pace.ts";
import type { Survey } from "../analysis/survey.ts";
import type { Objective } from "../model/plan.ts";
import type { Settings } from "../model/settings.ts";
import { defineRule } from "./define.ts";
import { checkIn, keyResult, objective } from "./examples.ts";
import { tellAll, tellList } from "./wording.ts";

const DAY = "2026-11-20";
const PARENT = objective({});
const CHILD = objective({ id: "trial", aligns_to: ["grow"] });
const good = (objective: string) => checkIn({ objective, results: { passengers: 35 } });
const poor = (objective: string) => checkIn({ objective, results: { passengers: 11 } });

/** What stands against each other. */
const OPPOSITE: Partial<Readonly<Record<Status, Status>>> = {
  "on-track": "off-track",
  "off-track": "on-track",
};

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
      const links = survey.stage(parent) === "running" ? survey.alignment.to(parent.id) : [];
      if (links.length === 0) continue;
      const paced = survey.paced(parent);
      const opposite = OPPOSITE[paced.status ?? "early"];
      if (opposite === undefined || !hasStory(paced)) continue;
      const served = serving(links, survey);
      const stories = [...served.keys()].map((child) => survey.paced(child)).filter(hasStory);
      if (stories.length < Math.max(1, children) || stories.some(({ status }) => status !== opposite))
        continue;
      // A child that tells what the very key result tells that it serves does not contradict.
      const agreeing = statusesOf(paced, settings, opposite);
      if (stories.some(({ objective: child }) => served.get(child)?.some((ref) => agreeing.has(ref))))
        continue;
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

/** Whether a score tells anything: not early, not stale, and somebody has read something. */
function hasStory({ status, keyResults }: Paced): boolean {
  return status !== null && TOLD.has(status) && keyResults.some(({ reading }) => reading !== null);
}

const TOLD: ReadonlySet<Status> = new Set(["on-track", "at-risk", "off-track"]);

/** The running objectives that serve one, each with the references by which it does. */
function serving(links: readonly Link[], survey: Survey): Map<Objective, string[]> {
  const served = new Map<Objective, string[]>();
  for (const link of links) {
    if (servedBy(link) === null || survey.stage(link.from) !== "running") continue;
    const refs = served.get(link.from);
    if (refs) refs.push(link.ref);
    else served.set(link.from, [link.ref]);
  }
  return served;
}

/** The key results of an objective that stand in this way, by reference; one without a reading tells nothing. */
function statusesOf(
  { objective, keyResults, elapsed }: Paced,
  settings: Settings,
  status: Status,
): Set<string> {
  const standing = keyResults.filter(({ reading, score }) => {
    const ahead = reading === null || elapsed === null ? null : projected(score, elapsed);
    return ahead !== null && statusOfProjection(ahead, objective.type, settings) === status;
  });
  return new Set(standing.map(({ ref }) => ref));
}

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
