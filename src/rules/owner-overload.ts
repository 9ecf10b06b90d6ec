import { accountableFor } from "../analysis/parts.ts";
import { addDays, type Day } from "../model/day.ts";
import type { Objective } from "../model/plan.ts";
import { defineRule } from "./define.ts";
import { document, keyResult, objective } from "./examples.ts";
import { tellCount, tellList } from "./wording.ts";

/** What a person answers for in one objective. */
interface Burden {
  readonly objective: Objective;
  /** The days on which that is so: from today on, or from when the cycle begins, up to its end. */
  readonly from: Day;
  readonly to: Day;
  readonly owns: boolean;
  keyResults: number;
}

/** What a person answers for on a day. */
interface Load {
  readonly day: Day;
  readonly keyResults: number;
  readonly objectives: number;
}

const TEAM = document({
  kind: "team",
  id: "rockets",
  name: "Rockets (example)",
  members: ["ana", "ben"].map((id) => ({ id, name: `${id} example` })),
});
const some = (count: number, properties: object = {}) =>
  Array.from({ length: count }, (_, index) => keyResult({ id: `part-${index + 1}`, ...properties }));

export const ownerOverload = defineRule({
  id: "owner-overload",
  group: "people",
  severity: "warning",
  summary: "Nobody answers for more than `max` key results or `objectives` objectives at the same time.",
  why: "Focus is the point of OKRs: whoever answers for everything can decide about little of it, and the others have no part.",
  options: {
    max: { value: 8, meaning: "key results that one person may answer for at a time" },
    objectives: { value: 3, meaning: "objectives that one person may own at a time" },
  },
  *check({ plan, day: today }, { options: { max, objectives: most }, survey }) {
    // Who is alone has nobody to share with.
    if (plan.people.length < 2) return;
    const isTooMuch = (load: Omit<Load, "day">) => load.keyResults > max || load.objectives > most;
    const burdens = new Map<string, Burden[]>();
    for (const objective of survey.objectivesIn("planned", "running")) {
      const cycle = survey.cycle(objective);
      if (cycle === null) continue;
      const span = { objective, from: cycle.start > today ? cycle.start : today, to: cycle.end };
      for (const [person, part] of shareOut(objective)) append(burdens, person, { ...span, ...part });
    }
    for (const [id, carried] of burdens) {
      const person = plan.person(id);
      const load = person && isTooMuch(sum(carried)) ? findLoad(carried, isTooMuch) : null;
      if (!person || load === null) continue;
      yield {
        source: person.source,
        pointer: ["members", person.index],
        message: `${id} answers for ${tellLoad(load, max, most)} ${load.day > today ? `from ${load.day} on` : "at the same time"}`,
        hint: `let others own some of them: owner: PERSON in ${tellList(carried.map(({ objective }) => objective.id))}`,
        subject: id,
        key: "load",
      };
    }
  },
  examples: {
    accepted: [
      { company: [], documents: [TEAM, objective({ key_results: some(8) })] },
      { company: [], documents: [TEAM, ...["a1", "a2", "a3"].map((id) => objective({ id }))] },
    ],
    reported: [
      { company: [], documents: [TEAM, objective({ key_results: some(9) })] },
      // Without an owner of its own a key result is the objective's owner's.
      {
        company: [],
        documents: [
          TEAM,
          objective({ id: "a1", key_results: some(5, { owner: undefined }) }),
          objective({ id: "a2", cycle: "2026", owner: "ben", key_results: some(4, { backup: "ben" }) }),
        ],
      },
      { company: [], documents: [TEAM, ...["a1", "a2", "a3", "a4"].map((id) => objective({ id }))] },
      // It is planned so.
      {
        company: [],
        documents: [
          TEAM,
          objective({ cycle: "2027" }),
          objective({ id: "a2", cycle: "2027-Q1", key_results: some(8) }),
        ],
      },
    ],
    misfires: [
      {
        why: "A backup answers for nothing as long as the owner is there.",
        example: {
          company: [],
          documents: [
            TEAM,
            objective({ key_results: some(8) }),
            objective({ id: "a2", owner: "ben", key_results: some(8, { owner: "ben", backup: "ana" }) }),
          ],
        },
      },
      {
        why: "Who is alone in the company has nobody to share with.",
        example: {
          company: [],
          documents: [
            document({
              kind: "team",
              id: "rockets",
              name: "Rockets",
              members: [{ id: "ana", name: "Ana Example" }],
            }),
            objective({ key_results: some(12) }),
          ],
        },
      },
      {
        why: "This quarter's objectives are not carried together with those of the next.",
        example: {
          company: [],
          documents: [
            TEAM,
            objective({ key_results: some(5) }),
            objective({ id: "a2", cycle: "2027-Q1", key_results: some(5) }),
          ],
        },
      },
      {
        why: "What is over, but for its closing, is carried no more.",
        example: {
          company: [],
          documents: [
            TEAM,
            objective({ cycle: "2026-Q3", key_results: some(5) }),
            objective({ id: "a2", key_results: some(5) }),
          ],
          day: "2026-10-10",
        },
      },
    ],
  },
});

/** Who answers for how much of an objective. */
function shareOut(objective: Objective): Map<string, Pick<Burden, "owns" | "keyResults">> {
  const parts = new Map([[objective.owner, { owns: true, keyResults: 0 }]]);
  for (const keyResult of objective.keyResults) {
    const person = accountableFor(keyResult, objective);
    const part = parts.get(person) ?? { owns: false, keyResults: 0 };
    part.keyResults++;
    parts.set(person, part);
  }
  return parts;
}

function append(lists: Map<string, Burden[]>, person: string, burden: Burden): void {
  const list = lists.get(person);
  if (list) list.push(burden);
  else lists.set(person, [burden]);
}

function sum(burdens: readonly Burden[]): Omit<Load, "day"> {
  let [keyResults, objectives] = [0, 0];
  for (const burden of burdens) {
    keyResults += burden.keyResults;
    objectives += Number(burden.owns);
  }
  return { keyResults, objectives };
}

/** The load of the first day on which it is too much; null when it never is. */
function findLoad(burdens: readonly Burden[], isTooMuch: (load: Load) => boolean): Load | null {
  const steps = burdens.flatMap(({ from, to, keyResults, owns }) => [
    { day: from, keyResults, objectives: Number(owns) },
    { day: addDays(to, 1), keyResults: -keyResults, objectives: -Number(owns) },
  ]);
  steps.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  let [keyResults, objectives] = [0, 0];
  for (const [index, step] of steps.entries()) {
    keyResults += step.keyResults;
    objectives += step.objectives;
    // A day is told when all that begins and ends on it is counted.
    if (steps[index + 1]?.day === step.day) continue;
    const load = { day: step.day, keyResults, objectives };
    if (isTooMuch(load)) return load;
  }
  return null;
}

/** What is too much of a load, with the bounds: `10 key results (at most 8)`. */
function tellLoad({ keyResults, objectives }: Load, max: number, most: number): string {
  const parts = [
    keyResults > max ? `${tellCount(keyResults, "key result")} (at most ${max})` : "",
    objectives > most ? `${tellCount(objectives, "objective")} (at most ${most})` : "",
  ];
  return parts.filter(Boolean).join(" and ");
}
