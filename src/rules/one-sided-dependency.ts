import { Mentions } from "../analysis/mentions.ts";
import type { Survey } from "../analysis/survey.ts";
import type { Objective } from "../model/plan.ts";
import type { Retrospective } from "../model/records.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { defineRule } from "./define.ts";
import { checkIn, document, objective } from "./examples.ts";

const PILOTS = document({ kind: "team", id: "pilots", name: "Test Pilots" });
const TRIAL = objective({ id: "trial", team: "pilots", depends_on: ["grow"] });

export const oneSidedDependency = defineRule({
  id: "one-sided-dependency",
  group: "alignment",
  severity: "warning",
  summary:
    "Where an objective depends on another team's, that one mentions it too: in its file, or in a check-in.",
  why: "A dependency that only one side has written down is a hope. The other team plans without it, and both find out when it is too late.",
  *check(snapshot, { survey }) {
    const texts = new Texts(snapshot, survey);
    for (const [needed, needs] of dependencies(survey))
      for (const { by, index } of texts.unmentioned(needed, needs))
        yield {
          source: by.source,
          pointer: ["depends_on", index],
          message: `${needed.id} of ${needed.team} does not mention that ${by.id} depends on it`,
          hint: `agree on it with ${needed.team}, and have ${by.id} written into the text of ${needed.id} or the plan of its next check-in`,
          subject: by.id,
          key: needed.id,
        };
  },
  examples: {
    accepted: [
      [PILOTS, objective({ depends_on: ["trial"] }), TRIAL],
      [
        PILOTS,
        `${objective({})}\nThe flights of [the pilots](../pilots/trial.md) need our seats by November.\n`,
        TRIAL,
      ],
      [
        PILOTS,
        objective({}),
        TRIAL,
        checkIn({ results: { passengers: { value: 20, note: "12 of them for trial" } } }),
      ],
    ],
    reported: [
      [PILOTS, objective({}), TRIAL],
      // Another objective with a longer name is another objective.
      [PILOTS, `${objective({})}\nSeats for trial-2027 come later.\n`, TRIAL],
      [
        PILOTS,
        objective({}),
        objective({ id: "trial", team: "pilots", cycle: "2027-Q1", depends_on: ["ship", "grow"] }),
        objective({ id: "ship" }),
        checkIn({ objective: "ship" }),
      ],
    ],
    misfires: [
      {
        why: "Within a team everybody knows.",
        example: [objective({}), objective({ id: "trial", depends_on: ["grow"] })],
      },
      {
        why: "The other one is closed: what was needed is there, or will not come.",
        example: [
          PILOTS,
          objective({}),
          TRIAL,
          document({
            ...{ kind: "retrospective", objective: "grow", date: "2026-12-20", by: "ana", phase: "end" },
            ...{ grades: { passengers: 0.8 }, outcome: "done" },
          }),
        ],
      },
      {
        why: "The plan of a check-in mentions it.",
        example: [
          PILOTS,
          objective({}),
          TRIAL,
          `${checkIn({})}\n## Plan\n\nThe new seats first, because Trial waits for them.\n`,
        ],
      },
      {
        why: "The text mentions the team that depends on it, by its name.",
        example: [PILOTS, `${objective({})}\nThe Test Pilots' work begins where ours ends.\n`, TRIAL],
      },
      {
        why: "It is mentioned by what its team is called for short.",
        example: [PILOTS, `${objective({})}\nPilots need our seats by November.\n`, TRIAL],
      },
    ],
  },
});

/** That an objective depends on another, and where it says so. */
interface Need {
  readonly by: Objective;
  readonly index: number;
}

/** The live objectives that live ones of other teams depend on. */
function dependencies(survey: Survey): Map<Objective, Need[]> {
  const { plan } = survey.snapshot;
  const needs = new Map<Objective, Need[]>();
  for (const by of survey.objectives) {
    if (by.dependsOn.length === 0 || !survey.isLive(by)) continue;
    const seen = new Set<string>();
    for (const [index, id] of by.dependsOn.entries()) {
      const needed = plan.objective(id);
      if (seen.has(id) || needed === undefined || needed.team === by.team || !survey.isLive(needed)) continue;
      seen.add(id);
      const list = needs.get(needed);
      if (list) list.push({ by, index });
      else needs.set(needed, [{ by, index }]);
    }
  }
  return needs;
}

/** What objectives and their records tell of others. */
class Texts {
  readonly #snapshot: Snapshot;
  readonly #survey: Survey;
  #retrospectives: Map<string, Retrospective[]> | null = null;

  constructor(snapshot: Snapshot, survey: Survey) {
    this.#snapshot = snapshot;
    this.#survey = survey;
  }

  /** Those of the needs of which the text tells nothing: neither the objective that needs it nor its team is mentioned. */
  unmentioned(needed: Objective, needs: readonly Need[]): readonly Need[] {
    const named = new Set([...needed.dependsOn, ...needed.alignsTo.map((ref) => ref.split("/")[0])]);
    const open = needs.filter(({ by }) => !named.has(by.id));
    if (open.length === 0) return open;
    const mentions = new Mentions(open.flatMap(({ by }) => namesOf(by, this.#snapshot)));
    for (const text of this.#textsOf(needed)) mentions.read(text);
    return open.filter(({ by }) => !namesOf(by, this.#snapshot).some((name) => mentions.has(name)));
  }

  *#textsOf({ id, body }: Objective): Iterable<string> {
    const { day } = this.#snapshot;
    yield body;
    for (const checkIn of this.#survey.story.checkIns(id, day)) {
      yield checkIn.body;
      for (const { note } of checkIn.results.values()) if (note !== null) yield note;
    }
    for (const { date, body: text } of this.#retrospectivesOf(id)) if (date <= day) yield text;
  }

  #retrospectivesOf(id: string): readonly Retrospective[] {
    if (this.#retrospectives === null) {
      this.#retrospectives = new Map();
      for (const one of this.#snapshot.retrospectives) {
        const list = this.#retrospectives.get(one.objective);
        if (list) list.push(one);
        else this.#retrospectives.set(one.objective, [one]);
      }
    }
    return this.#retrospectives.get(id) ?? [];
  }
}

/** What the other one may be mentioned by: its id, and its team's name, or its team's id as a name: "Onboarding builds on this". */
function namesOf({ id, team }: Objective, { plan }: Snapshot): string[] {
  const name = plan.team(team)?.name;
  const called = `${team.charAt(0).toUpperCase()}${team.slice(1)}`;
  return name === undefined ? [id] : [id, name, called];
}
