import { PLAN_QUESTIONS } from "../analysis/planning.ts";
import { UserError } from "../errors.ts";
import type { KeyResult, ObjectiveType } from "../model/plan.ts";
import { type GivenMeasure, NOTHING_GIVEN, proposeMeasure } from "../model/proposal.ts";
import { readEntries } from "../store/check-in-document.ts";
import { toYaml } from "../store/compose.ts";
import { keyResultElement } from "../store/scaffold.ts";
import { keyResultFrom } from "./new-measure.ts";
import { oneLine } from "./new-session.ts";

/** An objective as far as it was thought out; null and empty where nobody said it yet. */
export interface Drafted {
  readonly id: string | null;
  readonly title: string;
  readonly why: string | null;
  readonly type: ObjectiveType | null;
  readonly owner: string | null;
  readonly alignsTo: readonly string[];
  readonly dependsOn: readonly string[];
  readonly keyResults: readonly KeyResult[];
}

/** What a team said while it planned. */
export interface Planned {
  readonly team: string | null;
  readonly cycle: string | null;
  /** By the names of the questions. */
  readonly answers: ReadonlyMap<string, string>;
  /** By the ids of people, as Markdown. */
  readonly stories: ReadonlyMap<string, string>;
  readonly objectives: readonly Drafted[];
}

/** Nothing said yet. */
export const NOTHING_PLANNED: Planned = {
  team: null,
  cycle: null,
  answers: new Map(),
  stories: new Map(),
  objectives: [],
};

/** The document that `okr plan --from` reads back: all that was typed. */
export function composePlan({ team, cycle, answers, stories, objectives }: Planned): string {
  return toYaml({
    ...{ team, cycle },
    ...Object.fromEntries(answers),
    stories: Object.fromEntries(stories),
    objectives: objectives.map(({ alignsTo, dependsOn, keyResults, ...said }) => ({
      ...Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null)),
      ...{ aligns_to: alignsTo, depends_on: dependsOn },
      key_results: keyResults.map(keyResultElement),
    })),
  });
}

/** Reads such a document, in YAML or JSON. Throws a UserError that says where something is wrong. */
export function readPlan(text: string, name: string): Planned {
  const [entry, ...more] = readEntries(text, name, "plans");
  if (entry === undefined || more.length > 0)
    throw new UserError(
      `there is ${more.length > 0 ? "more than one plan" : "no plan"} in ${name}`,
      "write team, cycle, goal, relevant, move, progress, stories and objectives",
    );
  const reader = new Reader(name, entry, "the plan");
  const answers = PLAN_QUESTIONS.flatMap(({ name: key }): [string, string][] => {
    const answer = reader.text(key)?.trim() ?? "";
    return answer === "" ? [] : [[key, answer]];
  });
  const stories = new Reader(name, reader.take("stories") ?? {}, "stories");
  const found: Planned = {
    ...{ team: reader.text("team"), cycle: reader.text("cycle"), answers: new Map(answers) },
    stories: new Map(stories.keys().map((person) => [person, stories.text(person) ?? ""])),
    objectives: reader
      .list("objectives")
      .map((one, index) => readObjective(new Reader(name, one, `objective ${index + 1}`), name)),
  };
  reader.close();
  return found;
}

function readObjective(reader: Reader, name: string): Drafted {
  const title = oneLine(reader.text("title") ?? "");
  if (title === "") throw reader.wrong("title", "is missing", "write in a few words what is to be achieved");
  const keyResults: KeyResult[] = [];
  for (const one of reader.list("key_results")) {
    const read = readKeyResult(typeof one === "string" ? { title: one } : one, name, { title, keyResults });
    if (keyResults.some(({ id }) => id === read.id))
      throw reader.wrong("key_results", `has the id "${read.id}" twice`, "give one of the two another id");
    keyResults.push(read);
  }
  const type = reader.text("type");
  if (type !== null && type !== "aspirational" && type !== "committed")
    throw reader.wrong("type", `is "${type}"`, "write aspirational or committed");
  const objective: Drafted = {
    ...{ title, type, keyResults },
    ...{ id: reader.text("id"), why: reader.text("why"), owner: reader.text("owner") },
    alignsTo: reader.texts("aligns_to"),
    dependsOn: reader.texts("depends_on"),
  };
  reader.close();
  return objective;
}

function readKeyResult(
  entry: unknown,
  name: string,
  { title: objective, keyResults }: { title: string; keyResults: readonly KeyResult[] },
): KeyResult {
  const reader = new Reader(name, entry, `key result ${keyResults.length + 1} of "${objective}"`);
  const title = oneLine(reader.text("title") ?? "");
  if (title === "") throw reader.wrong("title", "is missing", "write which measure shall move");
  const metric = reader.text("metric");
  if (metric !== null && !isMetric(metric))
    throw reader.wrong("metric", `is "${metric}"`, `write ${METRICS.join(", ")}`);
  const given: GivenMeasure = {
    metric,
    baseline: reader.number("baseline"),
    target: reader.number("target"),
    atLeast: reader.number("at_least"),
    atMost: reader.number("at_most"),
    milestones: reader.texts("milestones", milestoneTitle),
    unit: reader.text("unit"),
  };
  const measured = measuredKeyResult(title, given, keyResults);
  const keyResult = {
    ...measured,
    id: reader.text("id") ?? measured.id,
    ...{ owner: reader.text("owner"), backup: reader.text("backup"), weight: reader.number("weight") ?? 1 },
  };
  reader.close();
  return keyResult;
}

const METRICS = ["number", "limit", "milestones", "binary"] as const;

function isMetric(word: string): word is (typeof METRICS)[number] {
  return (METRICS as readonly string[]).includes(word);
}

function milestoneTitle(step: unknown): unknown {
  return typeof step === "object" && step !== null && "title" in step ? step.title : step;
}

/** A key result with the measure that its title, and what is said beside it, name. Throws a UserError where that is not enough. */
export function measuredKeyResult(
  title: string,
  given: GivenMeasure,
  neighbours: readonly KeyResult[],
): KeyResult {
  const proposal = proposeMeasure(title, given);
  if ("measure" in proposal) return keyResultFrom(title, proposal, neighbours);
  if ("problem" in proposal)
    throw new UserError(`the key result "${title}" ${proposal.problem}`, proposal.hint);
  throw new UserError(
    `the key result "${title}" does not say its ${proposal.lacks}`,
    given === NOTHING_GIVEN
      ? 'write the movement into it with --key-result "Increase sign-ups from 40 to 90"'
      : "write the movement into its title, or metric, baseline and target beside it",
  );
}

/** A mapping of a document that is read property by property; what nobody read is refused. */
class Reader {
  readonly #entries: Map<string, unknown>;
  readonly #where: string;

  constructor(document: string, entry: unknown, what: string) {
    this.#where = `${document}: ${what}`;
    if (typeof entry !== "object" || entry === null || Array.isArray(entry))
      throw new UserError(`${this.#where} is not a mapping`, "write its properties as name: value");
    this.#entries = new Map(Object.entries(entry));
  }

  keys(): string[] {
    return [...this.#entries.keys()];
  }

  take(key: string): unknown {
    const value = this.#entries.get(key) ?? null;
    this.#entries.delete(key);
    return value;
  }

  text(key: string): string | null {
    const value = this.take(key);
    if (value === null || typeof value === "string") return value;
    if (typeof value === "number") return String(value);
    throw this.wrong(key, "is not text", `write ${key}: "…"`);
  }

  number(key: string): number | null {
    const value = this.take(key);
    if (value === null || (typeof value === "number" && Number.isFinite(value))) return value;
    throw this.wrong(key, "is not a number", `write ${key}: 72`);
  }

  list(key: string): readonly unknown[] {
    const value = this.take(key);
    if (value === null) return [];
    if (Array.isArray(value)) return value;
    throw this.wrong(key, "is not a list", `write ${key}: [ … ]`);
  }

  /** @param textOf what of an element is the text */
  texts(key: string, textOf = (one: unknown) => one): readonly string[] {
    return this.list(key).map((one) => {
      const value = textOf(one);
      if (typeof value === "string" || typeof value === "number") return String(value);
      throw this.wrong(key, "holds something that is not text", `write ${key}: [ … ], a text for each`);
    });
  }

  wrong(key: string, message: string, hint: string): UserError {
    return new UserError(`${this.#where}: ${key} ${message}`, hint);
  }

  /** Throws a UserError where something is left that nobody knows. */
  close(): void {
    const [stray] = this.#entries.keys();
    if (stray !== undefined) throw this.wrong(stray, "is nothing that is read here", "leave it out");
  }
}
