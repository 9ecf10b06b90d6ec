import { titleKey } from "../analysis/words.ts";
import { keyResultRef, type Objective } from "../model/plan.ts";
import { defineRule, type Misfit } from "./define.ts";
import { keyResult, objective, retrospective } from "./examples.ts";

export const duplicateTitle = defineRule({
  id: "duplicate-title",
  group: "craft",
  severity: "warning",
  presets: { strict: "error" },
  summary:
    "The objectives of a team in a cycle have titles of their own, and so have the key results of an objective.",
  why: "In reports people know objectives and key results by their titles. Two of the same title are one that was copied and never adapted, or two halves of one thing.",
  *check(_, { survey }) {
    const drafts = new Set(survey.drafts);
    yield* objectivesAlike(survey.objectivesIn("planned", "running"), drafts);
    for (const one of drafts) yield* keyResultsAlike(one);
  },
  examples: {
    accepted: [
      [
        objective({}),
        objective({
          id: "safety",
          title: "Let everybody land as well as they took off",
          key_results: [keyResult({}), keyResult({ id: "price", title: "Cut the price from 900 to 600 €" })],
        }),
      ],
    ],
    reported: [
      [objective({}), objective({ id: "grow-again" })],
      [
        objective({ title: "Make the set-up easy!" }),
        objective({ id: "set-up", title: "make the  Set up easy" }),
      ],
      [objective({ key_results: [keyResult({}), keyResult({ id: "guests" })] })],
    ],
    misfires: [
      {
        why: "The next cycle carries the objective on.",
        example: [objective({}), objective({ id: "grow-on", cycle: "2027-Q1", continues: "grow" })],
      },
      {
        why: "The first of the two was closed early, and the second takes its place.",
        example: [
          objective({}),
          retrospective({ date: "2026-11-02", outcome: "abandoned" }),
          objective({ id: "grow-anew" }),
        ],
      },
      {
        why: "Different teams may well say the same; whether one copied the other is copied-objective's matter.",
        example: [
          objective({}),
          objective({ id: "grow-pilots", team: "pilots" }),
          "---\nkind: team\nid: pilots\nname: Pilots (example)\nlead: ana\nmembers: [ana, ben]\n---\n",
        ],
      },
      {
        why: "A number or a sign makes them different: 1.5 is not 15, and C++ is not C.",
        example: [
          objective({
            key_results: [
              keyResult({ id: "a", title: "Increase orbits from 1.5 to 3" }),
              keyResult({ id: "b", title: "Increase orbits from 15 to 3", baseline: 15, target: 3 }),
              keyResult({ id: "c", title: "Increase pilots who know C from 10 to 40" }),
              keyResult({ id: "d", title: "Increase pilots who know C++ from 10 to 40" }),
            ],
          }),
        ],
      },
    ],
  },
});

function* objectivesAlike(live: readonly Objective[], drafts: ReadonlySet<Objective>): Generator<Misfit> {
  const groups = new Map<string, Objective[]>();
  for (const one of live) {
    const name = [one.team, one.cycle, titleKey(one.title)].join("\0");
    const group = groups.get(name);
    if (group) group.push(one);
    else groups.set(name, [one]);
  }
  for (const group of groups.values()) {
    if (group.length === 1) continue;
    // What runs already keeps its title.
    const rank = (one: Objective) => Number(drafts.has(one));
    const [first, ...later] = group.sort(
      (a, b) => rank(a) - rank(b) || (a.source.path < b.source.path ? -1 : 1),
    );
    for (const { id, source } of later.filter((one) => drafts.has(one)))
      yield {
        source,
        pointer: ["title"],
        message: `the title is the same as that of the objective ${first?.id}, of the same team and cycle`,
        hint: "say in the title what tells the two apart, or merge them into one objective",
        subject: id,
        key: first?.id ?? "",
      };
  }
}

function* keyResultsAlike({ id, keyResults, source }: Objective): Generator<Misfit> {
  const first = new Map<string, string>();
  for (const [index, { id: own, title }] of keyResults.entries()) {
    const name = titleKey(title);
    const other = first.get(name);
    if (other === undefined) first.set(name, own);
    else if (other !== own)
      yield {
        source,
        pointer: ["key_results", index, "title"],
        message: `the title is the same as that of the key result ${other}`,
        hint: "say in the title what tells the two measures apart, or keep one of them",
        subject: keyResultRef(id, own),
        key: other,
      };
  }
}
