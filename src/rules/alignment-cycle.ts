import { linksByServed, servedBy } from "../analysis/alignment.ts";
import { type Circle, findCircles } from "../analysis/circles.ts";
import type { Survey } from "../analysis/survey.ts";
import type { Plan } from "../model/plan.ts";
import { defineRule, type Misfit } from "./define.ts";
import { document, objective } from "./examples.ts";

const team = (id: string, parent: string) => document({ kind: "team", id, name: id, level: "unit", parent });

export const alignmentCycle = defineRule({
  id: "alignment-cycle",
  group: "alignment",
  severity: "error",
  summary:
    "What objectives serve, what they continue and where teams belong never leads back to where it began.",
  why: "In a circle everybody serves everybody and nothing stands at the top: nobody can say what the work is for, and nothing can be added up from below.",
  *check({ plan }, { survey }) {
    yield* alignments(survey);
    yield* continuations(survey);
    yield* teams(plan);
  },
  examples: {
    accepted: [
      [objective({}), objective({ id: "trial", aligns_to: ["grow"], continues: "grow" })],
      [team("flights", "rockets"), team("crew", "flights")],
    ],
    reported: [
      [objective({ aligns_to: ["trial"] }), objective({ id: "trial", aligns_to: ["grow"] })],
      [
        objective({ aligns_to: ["trial/passengers"] }),
        objective({ id: "trial", aligns_to: ["land"] }),
        objective({ id: "land", aligns_to: ["grow/passengers"] }),
      ],
      [objective({ continues: "trial" }), objective({ id: "trial", continues: "grow" })],
      [objective({ continues: "grow" })],
      [team("flights", "crew"), team("crew", "flights")],
    ],
    misfires: [
      {
        why: "Two ways up to one objective are no circle.",
        example: [
          objective({}),
          objective({ id: "trial", aligns_to: ["grow"] }),
          objective({ id: "land", aligns_to: ["grow/passengers"] }),
          objective({ id: "fly", aligns_to: ["trial", "land", "grow"] }),
        ],
      },
      {
        why: "Two teams may depend on each other, and should know it.",
        example: [objective({ depends_on: ["trial"] }), objective({ id: "trial", depends_on: ["grow"] })],
      },
      {
        why: "Serving an objective and being needed by it is no circle.",
        example: [
          objective({ depends_on: ["trial"] }),
          objective({ id: "trial", aligns_to: ["grow"], depends_on: ["grow"] }),
        ],
      },
    ],
  },
});

function* alignments({ objectives, alignment, snapshot: { plan } }: Survey): Iterable<Misfit> {
  const references = new Map<string, string[]>();
  for (const { id } of objectives) {
    const served = linksByServed(alignment.of(id));
    references.set(
      id,
      [...served.keys()].map((one) => one.id),
    );
  }
  for (const circle of findCircles(references)) {
    const [first, second] = circle.members as [string, string];
    const link = alignment.of(first).find((one) => servedBy(one)?.id === second);
    const source = plan.objective(first)?.source;
    if (link === undefined || source === undefined) continue;
    yield {
      source,
      pointer: ["aligns_to", link.index],
      message: `the objectives serve each other in a circle: ${tellCircle(circle, "objectives")}`,
      hint: "settle which of them stands highest, and take the next one out of its aligns_to",
      subject: first,
      key: `aligns_to ${nameOf(circle)}`,
    };
  }
}

function* continuations({ objectives, snapshot: { plan } }: Survey): Iterable<Misfit> {
  const references = new Map<string, string[]>();
  for (const { id, continues, source } of objectives) {
    if (continues === id)
      yield {
        source,
        pointer: ["continues"],
        message: "an objective cannot continue itself",
        hint: "name the objective of an earlier cycle, or leave out continues",
        subject: id,
      };
    else if (continues !== null && plan.objective(continues)) references.set(id, [continues]);
  }
  for (const circle of findCircles(references)) {
    const [first] = circle.members as [string];
    const source = plan.objective(first)?.source;
    if (source === undefined) continue;
    yield {
      source,
      pointer: ["continues"],
      message: `the objectives continue each other in a circle: ${tellCircle(circle, "objectives")}`,
      hint: "an objective continues one of an earlier cycle: take out the continues that points to a later one",
      subject: first,
      key: `continues ${nameOf(circle)}`,
    };
  }
}

function* teams(plan: Plan): Iterable<Misfit> {
  const references = new Map<string, string[]>();
  for (const team of plan.teams) {
    const { id, parent } = team;
    if (parent !== null && parent !== id && plan.team(id) === team) references.set(id, [parent]);
  }
  for (const circle of findCircles(references)) {
    const [first] = circle.members as [string];
    const source = plan.team(first)?.source;
    if (source === undefined) continue;
    yield {
      source,
      pointer: ["parent"],
      message: `the teams lie below each other in a circle: ${tellCircle(circle, "teams")}`,
      hint: "settle which of them is the highest, and take out its parent or name the one above it",
      subject: first,
      key: `parent ${nameOf(circle)}`,
    };
  }
}

/** Of a longer circle so many are named. */
const MOST = 6;

/** `a → b → a`, and whether there is more to it. */
function tellCircle({ members, others }: Circle, what: string): string {
  const named = members.length > MOST ? members.slice(0, MOST - 2) : members;
  const more = members.length > named.length ? [`… ${members.length - named.length} more`] : [];
  const way = [...named, ...more, members[0]].join(" → ");
  return others === 0 ? way : `${way}; ${others} more ${what} are caught in circles with them`;
}

/** The circle for the machine: as long as it is the same, it has the same members. */
function nameOf({ members }: Circle): string {
  return `${members.length} ${members.slice(0, 20).join(" ")}`;
}
