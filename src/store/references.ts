import type { Fix, Pointer } from "../model/finding.ts";
import { idProblem } from "../model/id.ts";
import { keyResultRef, type Objective, type Person, type Strategy, type Team } from "../model/plan.ts";
import type { Settings } from "../model/settings.ts";
import { asId, cycleSpeller } from "../model/spelling.ts";
import type { Kind } from "./valid.ts";

/** A file's data that its schema refuses; the kind is null where it names none. */
export interface Refused {
  readonly kind: Kind | "okr" | null;
  readonly data: unknown;
}

/** What the files that can be read define. */
export interface Defined {
  readonly settings: Settings;
  readonly strategies: readonly Strategy[];
  readonly teams: readonly Team[];
  readonly people: readonly Person[];
  readonly objectives: readonly Objective[];
}

/** What a value, or the name of a property, refers to. */
type Target = "team" | "person" | "objective" | "alignable" | "cycle" | "key-result" | "rule";

/** Every place for a reference, by kind: its properties joined by dots, `*` for an element, `:` behind what is a property's name. */
const PLACES: Readonly<Record<Kind | "okr", Readonly<Record<string, Target>>>> = {
  okr: { "rules.*:": "rule" },
  strategy: {},
  team: {
    parent: "team",
    lead: "person",
    coach: "person",
    "members.*": "person",
    "members.*.mentor": "person",
  },
  objective: {
    team: "team",
    cycle: "cycle",
    owner: "person",
    "aligns_to.*": "alignable",
    "depends_on.*": "objective",
    continues: "objective",
    "key_results.*.owner": "person",
    "key_results.*.backup": "person",
  },
  "check-in": { objective: "objective", by: "person", "results.*:": "key-result" },
  retrospective: {
    objective: "objective",
    by: "person",
    "grades.*:": "key-result",
    "reasons.*:": "key-result",
  },
};

/** Tells what references of refused files mean that are right but for their spelling: `Ana` for `ana`. */
export class References {
  readonly #cycleMeant: (text: string) => string | null;
  readonly #ids: Readonly<Record<"team" | "person" | "objective" | "alignable", Set<string>>> = {
    team: new Set(),
    person: new Set(),
    objective: new Set(),
    alignable: new Set(),
  };

  /** A file that is refused because of one line still defines what its other lines say. */
  constructor({ settings, strategies, teams, people, objectives }: Defined, refused: readonly Refused[]) {
    this.#cycleMeant = cycleSpeller(settings.cycles);
    for (const { priorities } of strategies) for (const { id } of priorities) this.#ids.alignable.add(id);
    for (const { id } of teams) this.#ids.team.add(id);
    for (const { id } of people) this.#ids.person.add(id);
    for (const { id, keyResults } of objectives)
      this.#addObjective(
        id,
        keyResults.map((one) => one.id),
      );
    for (const { kind, data } of refused) {
      if (kind === "team") {
        for (const id of idsOf([data])) this.#ids.team.add(id);
        for (const id of idsOf(elementsOf(data, "members"))) this.#ids.person.add(id);
      }
      if (kind === "strategy")
        for (const id of idsOf(elementsOf(data, "priorities"))) this.#ids.alignable.add(id);
      if (kind === "objective")
        for (const id of idsOf([data])) this.#addObjective(id, idsOf(elementsOf(data, "key_results")));
    }
  }

  #addObjective(id: string, keyResults: readonly string[]): void {
    this.#ids.objective.add(id);
    this.#ids.alignable.add(id);
    for (const keyResult of keyResults) this.#ids.alignable.add(keyResultRef(id, keyResult));
  }

  /** The repair of a reference that is exactly one known id but for its spelling; null where that is not certain. */
  repair({ kind, data }: Refused, pointer: Pointer, part: "key" | "value"): Fix | null {
    const steps = pointer.map((step, index) =>
      typeof step === "number" || (part === "key" && index === pointer.length - 1) ? "*" : step,
    );
    const target = kind && PLACES[kind][`${steps.join(".")}${part === "key" ? ":" : ""}`];
    const text = part === "key" ? pointer.at(-1) : at(data, pointer);
    if (!target || typeof text !== "string") return null;
    const to = target === "cycle" ? this.#cycleMeant(text) : asId(text);
    if (to === null || to === text) return null;
    // Two names for one thing are more than a matter of spelling.
    const rivals = part === "key" ? namesOf(at(data, pointer.slice(0, -1))) : [];
    if (rivals.filter((name) => asId(name) === to).length > 1) return null;
    return this.#knows(target, to, data) ? { pointer, part, to } : null;
  }

  #knows(target: Target, id: string, data: unknown): boolean {
    if (target === "cycle") return true;
    // The rules are not known here. Only what is spelt like an id can name one, and whether this one does, a rule tells.
    if (target === "rule") return idProblem(id) === null;
    if (target !== "key-result") return this.#ids[target].has(id);
    const objective = at(data, ["objective"]);
    return typeof objective === "string" && this.#ids.alignable.has(keyResultRef(asId(objective), id));
  }
}

function at(data: unknown, pointer: Pointer): unknown {
  let value = data;
  for (const step of pointer) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Readonly<Record<string | number, unknown>>)[step];
  }
  return value;
}

function namesOf(value: unknown): string[] {
  return typeof value === "object" && value !== null ? Object.keys(value) : [];
}

function elementsOf(data: unknown, name: string): readonly unknown[] {
  const list = at(data, [name]);
  return Array.isArray(list) ? list : [];
}

/** The ids that things have which are written as ids are. */
function idsOf(things: readonly unknown[]): string[] {
  return things
    .map((thing) => at(thing, ["id"]))
    .filter((id) => typeof id === "string")
    .filter((id) => idProblem(id) === null);
}
