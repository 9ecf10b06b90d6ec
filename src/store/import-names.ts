import { type Cycle, cycleOn, findCycle } from "../model/cycle.ts";
import type { Day } from "../model/day.ts";
import { isDay } from "../model/day.ts";
import { idFromTitle } from "../model/id.ts";
import type { Plan } from "../model/plan.ts";
import type { CycleSettings } from "../model/settings.ts";
import { shellWord } from "../model/shell-word.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { asId, bareName, cycleSpeller } from "../model/spelling.ts";
import type { ImportColumn } from "./import-columns.ts";
import type { Line } from "./import-lines.ts";

/** Finds the people, teams and cycles of a company by whatever a table calls them. What is not found is noted in its line. */
export class Names {
  readonly #people: Directory;
  readonly #teams: Directory;
  readonly #cycles: CycleSettings;
  readonly #spellCycle: (text: string) => string | null;

  constructor({ plan, settings }: Pick<Snapshot, "plan" | "settings">) {
    this.#people = directoryOf(plan.people.map(({ id, name, email }) => [id, name, email ?? ""]));
    this.#teams = directoryOf(plan.teams.map(({ id, name }) => [id, name]));
    this.#cycles = settings.cycles;
    this.#spellCycle = cycleSpeller(settings.cycles);
  }

  /** The id of the person that a cell names; null where it is empty, and where nobody is called so, which is noted. */
  person(line: Line, column: ImportColumn): string | null {
    return this.#named(line, column, {
      known: this.#people,
      noun: "person",
      otherwise: (name) => `add them: okr new person ${shellWord(name)} --team TEAM`,
    });
  }

  /** The id of the person that a text names, or null. */
  personNamed(text: string): string | null {
    return this.#people.get(bareName(text)) ?? null;
  }

  /** The id of the team that a text names, or null. */
  teamNamed(text: string): string | null {
    return this.#teams.get(bareName(text)) ?? null;
  }

  /** The id of the team that a cell names. */
  team(line: Line): string | null {
    return this.#named(line, "team", {
      known: this.#teams,
      noun: "team",
      otherwise: (name) => `write it: okr new team ${shellWord(name)}`,
    });
  }

  #named(
    line: Line,
    column: ImportColumn,
    { known, noun, otherwise }: { known: Directory; noun: string; otherwise: (name: string) => string },
  ): string | null {
    const text = line.words(column);
    if (text === "") return null;
    const id =
      known.get(bareName(text)) ?? known.get(bareName(asId(text))) ?? known.get(bareName(idFromTitle(text)));
    if (id) return id;
    if (id === null)
      return line.error(column, `found "${text}", as several are called`, "write the id instead");
    const near = line.near(bareName(text), known.keys());
    const meant = near === null ? null : known.get(near);
    const hint = meant ? `did you mean "${meant}"? Otherwise ${otherwise(text)}` : otherwise(text);
    return line.error(column, `found "${text}", but there is no ${noun} of that id or name`, hint);
  }

  /** The cycle that a cell names, also as `Q4 2026` or by a day in it; null where it is empty, and where there is none, which is noted. */
  cycle(line: Line): Cycle | null {
    const text = line.words("cycle");
    if (text === "") return null;
    const found = this.findCycle(text);
    return (
      found ??
      line.error(
        "cycle",
        `found "${text}", which is no cycle`,
        "write 2026, 2026-H2, 2026-Q4, 2026-11, an id of okr.yaml, or a day in it as 2026-11-20",
      )
    );
  }

  /** The cycle of a name or a day, or null. */
  findCycle(text: string): Cycle | null {
    const day: Day = text.slice(0, 10);
    if (isDay(day)) return cycleOn(day, this.#cycles);
    const turned = text
      .replace(/^([QH][1-4])[\s/,-]*'?(\d{4})$/i, "$2-$1")
      .replace(/^(\d{4})[\s/]+([QH][1-4])$/i, "$1-$2");
    return findCycle(this.#spellCycle(turned) ?? turned, this.#cycles);
  }
}

/** Ids by the bare form of every name; null where several have it. */
type Directory = ReadonlyMap<string, string | null>;

/** Ids win over names: who is called like the id of another is found by their own. */
function directoryOf(entries: readonly (readonly string[])[]): Directory {
  const directory = new Map<string, string | null>();
  for (const [id = "", ...names] of entries)
    for (const name of new Set(names.map(bareName)))
      if (name !== "") directory.set(name, directory.has(name) && directory.get(name) !== id ? null : id);
  for (const [id = ""] of entries) directory.set(bareName(id), id);
  return directory;
}

/** Finds objectives, key results and priorities by their ids or titles. */
export class Targets {
  readonly #refs = new Map<string, string>();
  readonly #titles = new Map<string, string | null>();

  constructor({ objectives, strategy }: Pick<Plan, "objectives" | "strategy">) {
    for (const { id, title } of strategy?.priorities ?? []) this.add(id, title);
    for (const { id, title, keyResults } of objectives) {
      this.add(id, title);
      for (const keyResult of keyResults) this.add(`${id}/${keyResult.id}`, keyResult.title);
    }
  }

  /** Makes something known. */
  add(ref: string, title: string): void {
    this.#refs.set(ref, ref);
    const bare = bareName(title);
    this.#titles.set(bare, this.#titles.has(bare) && this.#titles.get(bare) !== ref ? null : ref);
  }

  /** What a text refers to, by id or by a title that only one thing has; null for nothing. */
  find(text: string): string | null {
    return this.#refs.get(text) ?? this.#refs.get(asId(text)) ?? this.#titles.get(bareName(text)) ?? null;
  }

  /** The references of a cell: one, or several with separators between them. What is not found is noted. */
  list(line: Line, column: ImportColumn, fits: (ref: string) => boolean = () => true): string[] {
    const text = line.text(column);
    if (text === "") return [];
    const whole = this.find(line.words(column));
    if (whole !== null && fits(whole)) return [whole];
    const byTitle = text.split(/[;\n]/).map((part) => this.find(part.trim()));
    const words = text.split(/[\s,;]+/).filter(Boolean);
    // A title that nothing has is one thing that is wrong, however many words it has.
    const isTitle = !/[,;\n]/.test(text) && words.every((word) => this.find(word) === null);
    const parts = isTitle ? [line.words(column)] : words;
    if (byTitle.every((ref) => ref !== null && fits(ref))) return [...new Set(byTitle as string[])];
    return [
      ...new Set(
        parts.flatMap((part) => {
          const ref = this.find(part);
          if (ref !== null && fits(ref)) return [ref];
          const near = line.near(part, this.#refs.keys());
          const hint = near
            ? `did you mean "${near}"?`
            : "write ids with a space between them, or leave the cell empty";
          line.error(column, `found "${part}", but nothing here has that id or title`, hint);
          return [];
        }),
      ),
    ];
  }
}
