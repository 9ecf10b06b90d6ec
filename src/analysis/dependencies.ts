import type { Objective } from "../model/plan.ts";
import type { Retrospective } from "../model/records.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { Mentions } from "./mentions.ts";
import type { Survey } from "./survey.ts";

/** That an objective depends on another, and where it says so. */
export interface Need {
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

/** The live objectives that do not mention some of those of other teams that depend on them, with these. */
export function unmentionedNeeds(survey: Survey): Map<Objective, readonly Need[]> {
  const texts = new Texts(survey.snapshot, survey);
  const unmentioned = new Map<Objective, readonly Need[]>();
  for (const [needed, needs] of dependencies(survey)) {
    const open = texts.unmentioned(needed, needs);
    if (open.length > 0) unmentioned.set(needed, open);
  }
  return unmentioned;
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
