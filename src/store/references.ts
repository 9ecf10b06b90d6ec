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
type Target = Named | "cycle" | "key-result" | "rule";
type Named = "team" | "person" | "objective" | "alignable";

type Names = Map<string, Set<string>>;

/** Something with an id; what people call it where that is known. */
interface Thing {
  readonly id: string;
  readonly name: string | null;
}

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

/** Tells what references of refused files mean: `ana` where they say `Ana`, or `Ana Souza`. */
export class References {
  readonly #cycleMeant: (text: string) => string | null;
  readonly #ids: Readonly<Record<Named, Set<string>>> = {
    team: new Set(),
    person: new Set(),
    objective: new Set(),
    alignable: new Set(),
  };
  /** The ids of what is called so, by name. */
  readonly #names: Readonly<Record<Named, Names> & Partial<Record<Target, Names>>> = {
    team: new Map(),
    person: new Map(),
    objective: new Map(),
    alignable: new Map(),
  };

  /** A file that is refused because of one line still defines what its other lines say. */
  constructor({ settings, strategies, teams, people, objectives }: Defined, refused: readonly Refused[]) {
    this.#cycleMeant = cycleSpeller(settings.cycles);
    for (const { priorities } of strategies) this.#add("alignable", priorities.map(titled));
    this.#add("team", teams);
    this.#add("person", people);
    for (const { id, title, keyResults } of objectives)
      this.#addObjective({ id, name: title }, keyResults.map(titled));
    for (const { kind, data } of refused) {
      if (kind === "team") {
        this.#add("team", thingsOf([data], "name"));
        this.#add("person", thingsOf(elementsOf(data, "members"), "name"));
      }
      if (kind === "strategy") this.#add("alignable", thingsOf(elementsOf(data, "priorities"), "title"));
      if (kind === "objective")
        for (const thing of thingsOf([data], "title"))
          this.#addObjective(thing, thingsOf(elementsOf(data, "key_results"), "title"));
    }
  }

  #add(target: Named, things: readonly Thing[]): void {
    for (const { id, name } of things) {
      this.#ids[target].add(id);
      if (name === null) continue;
      const known = this.#names[target].get(asName(name)) ?? new Set();
      this.#names[target].set(asName(name), known.add(id));
    }
  }

  #addObjective(objective: Thing, keyResults: readonly Thing[]): void {
    this.#add("objective", [objective]);
    this.#add("alignable", [
      objective,
      ...keyResults.map(({ id, name }) => ({ id: keyResultRef(objective.id, id), name })),
    ]);
  }

  /** The id of the only thing that is called as a reference says; null where there is none, or several. */
  named(file: Refused, pointer: Pointer, part: "key" | "value"): string | null {
    const { target, text } = referenceAt(file, pointer, part);
    if (target === null || text === null) return null;
    const [only = null, ...others] = this.#names[target]?.get(asName(text)) ?? [];
    return others.length === 0 ? only : null;
  }

  /** The repair of a reference that is exactly one known id but for its spelling; null where that is not certain. */
  repair(file: Refused, pointer: Pointer, part: "key" | "value"): Fix | null {
    const { data } = file;
    const { target, text } = referenceAt(file, pointer, part);
    if (target === null || text === null) return null;
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

/** What the value there, or its property's name, refers to; null where it refers to nothing, or is no text. */
function referenceAt({ kind, data }: Refused, pointer: Pointer, part: "key" | "value") {
  const steps = pointer.map((step, index) =>
    typeof step === "number" || (part === "key" && index === pointer.length - 1) ? "*" : step,
  );
  const target = (kind && PLACES[kind][`${steps.join(".")}${part === "key" ? ":" : ""}`]) ?? null;
  const text = part === "key" ? pointer.at(-1) : at(data, pointer);
  return { target, text: typeof text === "string" ? text : null };
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

/** Those of the elements whose id is written as ids are, with the name in that property. */
function thingsOf(elements: readonly unknown[], property: "name" | "title"): Thing[] {
  return elements.flatMap((element) => {
    const [id, name] = [at(element, ["id"]), at(element, [property])];
    if (typeof id !== "string" || idProblem(id) !== null) return [];
    return [{ id, name: typeof name === "string" ? name : null }];
  });
}

function titled({ id, title }: { readonly id: string; readonly title: string }): Thing {
  return { id, name: title };
}

/** A name without case and needless spaces, however its accents are encoded. */
function asName(text: string): string {
  return text.normalize("NFC").trim().replace(/\s+/g, " ").toLowerCase();
}
