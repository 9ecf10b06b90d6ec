import type { Pointer, Source } from "../model/finding.ts";
import { keyResultRef } from "../model/plan.ts";
import { defineRule, type Misfit } from "./define.ts";
import { document, keyResult, objective } from "./examples.ts";

interface Named {
  readonly id: string;
  readonly source: Source;
  readonly pointer: Pointer;
  /** Its id, where it is not known by another name. */
  readonly subject?: string;
}

/** Objectives and priorities share one namespace; teams and people have their own; key results are named within theirs. */
export const duplicateId = defineRule({
  id: "duplicate-id",
  group: "files",
  severity: "error",
  summary: "Every id names one thing.",
  why: "Everything else refers to it by this id: of two only the first counts, and the other is in no score and no report.",
  *check({ plan }) {
    const priorities = plan.strategy?.priorities ?? [];
    const strategy = plan.strategy?.source as Source;
    yield* twice("objective or priority", [
      ...priorities.map(({ id }, index) => ({ id, source: strategy, pointer: ["priorities", index, "id"] })),
      ...plan.objectives.map(({ id, source }) => ({ id, source, pointer: ["id"] })),
    ]);
    yield* twice(
      "team",
      plan.teams.map(({ id, source }) => ({ id, source, pointer: ["id"] })),
    );
    yield* twice(
      "person",
      plan.people.map(({ id, source, index }) => ({ id, source, pointer: ["members", index, "id"] })),
    );
    for (const { id: objective, keyResults, source } of plan.objectives)
      yield* twice(
        "key result of this objective",
        keyResults.map(({ id }, index) => ({
          ...{ id, source, pointer: ["key_results", index, "id"] },
          subject: keyResultRef(objective, id),
        })),
      );
  },
  examples: {
    accepted: [[objective({ id: "grow" }), objective({ id: "shrink" })]],
    reported: [
      [objective({ id: "grow" }), objective({ id: "grow" })],
      [objective({ key_results: [keyResult({}), keyResult({})] })],
      [
        document({ kind: "strategy", priorities: [{ id: "grow", title: "Grow" }] }),
        objective({ id: "grow" }),
      ],
      [document({ kind: "team", id: "rockets", name: "Another team" })],
      [document({ kind: "team", id: "divers", name: "Divers", members: [{ id: "ana", name: "Ana Other" }] })],
    ],
    misfires: [
      {
        why: "Teams and people have names of their own, and so have the key results of each objective.",
        example: [
          objective({ id: "rockets", key_results: [keyResult({ id: "rockets" })] }),
          objective({ id: "ana", key_results: [keyResult({ id: "rockets" })] }),
        ],
      },
    ],
  },
});

function* twice(what: string, things: readonly Named[]): Iterable<Misfit> {
  const first = new Map<string, Source>();
  for (const { id, source, pointer, subject = id } of things) {
    const before = first.get(id);
    if (before === undefined) first.set(id, source);
    else
      yield {
        source,
        pointer,
        message: `the ${what} "${id}" is ${before === source ? "in this file twice" : `in ${before.path} already`}`,
        hint:
          what === "person"
            ? `if it is the same person, write only ${id} among the members here; else give one of the two another id`
            : "give one of the two another id",
        subject,
        key: what,
      };
  }
}
