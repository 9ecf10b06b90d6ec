import { cycleOn } from "../model/cycle.ts";
import { idProblem } from "../model/id.ts";
import { shortId, uniqueId } from "../model/naming.ts";
import type { KeyResult, Objective, ObjectiveType, Plan } from "../model/plan.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { asId, bareName, nameMeant } from "../model/spelling.ts";
import type { Group } from "./import-groups.ts";
import type { Line } from "./import-lines.ts";
import { MEASURE_COLUMNS, readMeasure } from "./import-measure.ts";
import { type Names, Targets } from "./import-names.ts";
import type { ImportedObjective, ImportWishes } from "./import-plan.ts";

/** More key results than anybody can follow, and than a file can hold. */
const MOST_KEY_RESULTS = 200;

/** An objective whose key results are read. */
export interface Begun {
  readonly group: Group;
  readonly id: string;
  readonly keyResults: readonly KeyResult[];
  /** Whether there are more of them, which cannot be written. */
  readonly lacking: boolean;
  readonly values: ImportedObjective["values"];
}

/** Reads the rows of one objective after the other, with what is known of the company and of the objectives before. */
export class PlanReader {
  readonly #plan: Plan;
  readonly #snapshot: Snapshot;
  readonly #wishes: ImportWishes;
  readonly #names: Names;
  readonly #targets: Targets;
  readonly #taken: Set<string>;
  readonly #titled = new Map<string, Objective[]>();
  readonly #isObjective = (ref: string) => !ref.includes("/") && this.#plan.priority(ref) === undefined;

  constructor(snapshot: Snapshot, names: Names, wishes: ImportWishes) {
    const { plan } = snapshot;
    this.#plan = plan;
    this.#snapshot = snapshot;
    this.#wishes = wishes;
    this.#names = names;
    this.#targets = new Targets(plan);
    for (const one of plan.objectives) {
      const bare = bareName(one.title);
      this.#titled.set(bare, [...(this.#titled.get(bare) ?? []), one]);
    }
    this.#taken = new Set([
      ...plan.damaged,
      ...plan.objectives.map(({ id }) => id),
      ...(plan.strategy?.priorities ?? []).map(({ id }) => id),
    ]);
  }

  /** The id of the objective that is there already: of the same id, or where none is given of the same title, team and cycle. */
  existing({ id, title, first }: Group): string | null {
    if (id !== "") return this.#plan.objective(asId(id))?.id ?? null;
    const named = first.words("cycle");
    const cycle = named === "" ? this.#defaultCycle() : this.#names.findCycle(named)?.id;
    const team = first.words("team");
    const teamId = team === "" ? this.#wishes.team : (this.#names.teamNamed(team) ?? "");
    const same = this.#titled
      .get(bareName(title))
      ?.find((one) => one.cycle === cycle && (teamId === null || one.team === teamId));
    return same?.id ?? null;
  }

  /** Their ids: those that are given first, then those that are made of titles. */
  idsFor(groups: readonly Group[]): ReadonlyMap<Group, string> {
    const given = groups.filter(({ id }) => id !== "");
    const made = groups.filter(({ id }) => id === "");
    return new Map([...given, ...made].map((group) => [group, this.#idFor(group)] as const));
  }

  /** The id that is given, or one made of the title that nothing has yet. */
  #idFor({ id: given, title, first }: Group): string {
    const id =
      given === ""
        ? uniqueId(shortId(title, 4) || "objective", (other) => this.#taken.has(other))
        : asId(given);
    const problem = idProblem(id);
    if (problem !== null)
      first.error("objective_id", `found "${given}", which ${problem}`, "write an id such as first-week");
    else if (this.#taken.has(id))
      first.error("objective_id", `found "${given}", but something else has that id`, "write another one");
    this.#taken.add(id);
    this.#targets.add(id, title);
    return id;
  }

  /** Reads the key results of an objective. */
  begin(group: Group, objective: string): Begun {
    const found: KeyResult[] = [];
    const values: { line: Line; keyResult: KeyResult }[] = [];
    const owner = ownerLine(group);
    let lacking = false;
    for (const { line, alone } of group.keyResults) {
      if (!alone && !line.says("key_result", "key_result_id", "weight", ...MEASURE_COLUMNS)) continue;
      if (found.length === MOST_KEY_RESULTS) {
        lacking = true;
        line.error(
          null,
          `has one more key result than the ${MOST_KEY_RESULTS} that an objective may have`,
          "split the objective",
        );
        break;
      }
      const keyResult = this.#keyResult(line, found);
      if (keyResult === null) {
        lacking = true;
        continue;
      }
      // Where one column holds the owners of both, whoever owns the objective need not be named once more.
      const own = keyResult.owner;
      const same = !alone && owner !== null && own !== null && own === this.#personQuietly(owner);
      const settled = same ? { ...keyResult, owner: null } : keyResult;
      found.push(settled);
      this.#targets.add(`${objective}/${settled.id}`, settled.title);
      if (!alone && line.says("value", "confidence", "note")) values.push({ line, keyResult: settled });
    }
    return { group, id: objective, keyResults: found, lacking, values };
  }

  #personQuietly([line, column]: NonNullable<ReturnType<typeof ownerLine>>): string | null {
    return this.#names.personNamed(line.words(column));
  }

  #keyResult(line: Line, neighbours: readonly KeyResult[]): KeyResult | null {
    const title = titleOf(line, "key_result");
    if (title === null) return null;
    const given = line.words("key_result_id");
    const taken = (other: string) => neighbours.some(({ id }) => id === other);
    const id = given === "" ? uniqueId(shortId(title, 3) || "key-result", taken) : asId(given);
    const problem = idProblem(id);
    if (problem !== null)
      line.error("key_result_id", `found "${given}", which ${problem}`, "write an id such as completion");
    else if (taken(id))
      line.error(
        "key_result_id",
        `found "${given}" a second time for this objective`,
        "give each its own id",
      );
    const weight = line.number("weight") ?? 1;
    if (weight <= 0)
      line.error("weight", `found "${line.text("weight")}"`, "write a number greater than 0; 1 is usual");
    const owner = this.#names.person(line, "owner");
    const backup = this.#names.person(line, "backup");
    const measured = readMeasure(line, title);
    return measured && { id, title, owner, backup, weight, ...measured };
  }

  /** The objective, or null where it cannot be written, which is noted. */
  objective({ group, id, keyResults, lacking, values }: Begun): ImportedObjective | null {
    const { first } = group;
    const title = titleOf(first, "objective");
    const team = this.#team(group);
    const cycleLine = group.line("cycle");
    const cycle = cycleLine === null ? this.#defaultCycle() : (this.#names.cycle(cycleLine)?.id ?? null);
    const type = readType(group.line("type"));
    const owner = this.#owner(group);
    const alignsTo = this.#references(group, "aligns_to", () => true);
    const dependsOn = this.#references(group, "depends_on", this.#isObjective);
    const [continues] = this.#references(group, "continues", this.#isObjective);
    if (keyResults.length === 0 && !lacking)
      first.error(
        null,
        `the objective "${group.title || id}" has no key result`,
        "write one in a row of its own: its title, baseline and target",
      );
    if (keyResults.length === 0 || lacking) return null;
    if (title === null || team === null || cycle === null || type === null || owner === null) return null;
    const why = group.firstWith("why")?.text("why") ?? null;
    return {
      line: first,
      objective: {
        ...{ id, title, team, cycle, type, owner },
        ...(continues === undefined ? {} : { continues }),
        ...{ alignsTo, dependsOn, keyResults, why },
      },
      values,
    };
  }

  #references(
    group: Group,
    column: "aligns_to" | "depends_on" | "continues",
    fits: (ref: string) => boolean,
  ): string[] {
    const line = group.line(column);
    return line === null ? [] : this.#targets.list(line, column, fits);
  }

  #team(group: Group): string | null {
    const line = group.line("team");
    if (line !== null) return this.#names.team(line);
    const { teams } = this.#plan;
    const [only] = teams;
    if (this.#wishes.team !== null) return this.#wishes.team;
    if (only && teams.length === 1) return only.id;
    const some = teams.map(({ id }) => id).join(", ");
    return group.first.error(
      "team",
      "names no team",
      `fill the column Team, or add --team with one of ${some}`,
    );
  }

  #defaultCycle(): string {
    const { day, settings } = this.#snapshot;
    return this.#wishes.cycle ?? cycleOn(day, settings.cycles).id;
  }

  #owner(group: Group): string | null {
    const found = ownerLine(group);
    if (found !== null) return this.#names.person(...found);
    if (this.#wishes.owner !== null) return this.#wishes.owner;
    return group.first.error(
      group.first.has("objective_owner") ? "objective_owner" : "owner",
      "names no owner",
      "fill the column Owner, or add --owner with the id of a person",
    );
  }
}

/** Where the objective's owner stands: in a column of its own, else in the first row that names an owner. */
function ownerLine(group: Group): readonly [Line, "objective_owner" | "owner"] | null {
  const own = group.line("objective_owner");
  if (own !== null) return [own, "objective_owner"];
  const first = group.firstWith("owner");
  return first === null ? null : [first, "owner"];
}

const OTHER_TYPES = new Map<string, ObjectiveType>(
  Object.entries({
    stretch: "aspirational",
    moonshot: "aspirational",
    commit: "committed",
    roofshot: "committed",
  }),
);

function readType(line: Line | null): ObjectiveType | null {
  const text = line?.words("type") ?? "";
  if (line === null || text === "") return "aspirational";
  const found = nameMeant(text, ["aspirational", "committed"]) ?? OTHER_TYPES.get(bareName(text)) ?? null;
  if (found !== null) return found as ObjectiveType;
  return line.error(
    "type",
    `found "${text}", which is no type`,
    "write aspirational or committed, or leave it empty",
  );
}

const LONGEST_TITLE = 200;

function titleOf(line: Line, column: "objective" | "key_result"): string | null {
  const title = line.words(column);
  if (title === "") return line.error(column, "is empty: there is no title", "write it in a few words");
  if (title.length <= LONGEST_TITLE) return title;
  return line.error(
    column,
    `is ${title.length} characters long; ${LONGEST_TITLE} are allowed`,
    "shorten it, and say the rest in the text below the objective",
  );
}
