import type { Plan } from "../model/plan.ts";
import { asId, bareName } from "../model/spelling.ts";
import type { ImportColumn } from "./import-columns.ts";
import type { Line, Sheet } from "./import-lines.ts";
import type { Names } from "./import-names.ts";

/** What a cell means, the same for two days of one cycle or two names of one team. */
type Canonical = (line: Line, column: ImportColumn) => string;

/** The rows of one objective, in the order they are read in; all but those of its key results alone name it. */
export class Group {
  readonly first: Line;
  /** As it is written; "" where none is. */
  readonly id: string;
  readonly title: string;
  /** With the rows of a table of key results. */
  readonly keyResults: { readonly line: Line; readonly alone: boolean }[] = [];
  readonly #lines: Line[] = [];
  readonly #canonical: Canonical;

  constructor(first: Line, canonical: Canonical) {
    this.first = first;
    this.#canonical = canonical;
    this.id = first.words("objective_id");
    this.title = first.words("objective");
  }

  add(line: Line, alone = false): void {
    this.keyResults.push({ line, alone });
    if (!alone) this.#lines.push(line);
  }

  /** The first line that says something in a column; another that says something else there is noted. */
  line(column: ImportColumn): Line | null {
    const first = this.#lines.find((line) => line.says(column)) ?? null;
    if (first === null) return null;
    for (const line of this.#lines)
      if (line.says(column) && this.#canonical(line, column) !== this.#canonical(first, column))
        line.error(
          column,
          `found "${line.words(column)}", but row ${first.row} says "${first.words(column)}" of the same objective`,
          "say the same in every row, or leave all but the first empty",
        );
    return first;
  }

  /** The first line that says something in a column, whatever others say there. */
  firstWith(column: ImportColumn): Line | null {
    return this.#lines.find((line) => line.says(column)) ?? null;
  }
}

/**
 * Puts together the rows that are about one objective: those with its id; or its title, team and cycle; and those below that name none.
 * @param skipped told of the rows of key results whose objective is there already; null where that is an error
 */
export function groupLines(
  sheets: readonly Sheet[],
  { plan, names }: { readonly plan: Plan; readonly names: Names },
  skipped: ((line: Line, id: string) => void) | null,
): Group[] {
  const groups = new Map<string, Group>();
  const canonical: Canonical = (line, column) => {
    const text = line.words(column);
    if (column === "cycle") return names.findCycle(text)?.id ?? text;
    return column === "team" ? (names.teamNamed(text) ?? text) : text;
  };
  const of = (kind: string) => sheets.filter(({ columns }) => columns.kind === kind);
  for (const sheet of [...of("objectives"), ...of("plan")]) groupSheet(sheet, groups, canonical);
  const byId = new Map([...groups.values()].map((group) => [asId(group.id), group]));
  const byTitle = new Map([...groups.values()].map((group) => [bareName(group.title), group]));
  for (const { lines } of of("key-results"))
    for (const line of lines) {
      const name = line.words("objective_id");
      const group = byId.get(asId(name)) ?? byTitle.get(bareName(name));
      if (name === "") line.error("objective_id", "is empty", "name the objective of the key result");
      else if (group) group.add(line, true);
      else if (plan.objective(asId(name)) === undefined) noObjective(line, name, byId.keys());
      else if (skipped !== null) skipped(line, asId(name));
      else
        line.error(
          "objective_id",
          `found "${name}", which is there already`,
          "add the key result with okr new key-result, or leave such rows out with --skip-existing",
        );
    }
  return [...groups.values()];
}

function groupSheet({ lines, columns }: Sheet, groups: Map<string, Group>, canonical: Canonical): void {
  let current: Group | null = null;
  const placed = new Map<string, string>();
  for (const line of lines) {
    if (line.says("objective", "objective_id")) {
      const key: string = keyOf(line, placed, canonical);
      current = groups.get(key) ?? new Group(line, canonical);
      groups.set(key, current);
    } else if (current === null || columns.kind === "objectives") {
      line.error("objective", "is empty: it is not said which objective this is", "write its title");
      continue;
    }
    current.add(line);
  }
}

/** What tells an objective from others; a team or cycle left out is that of the last row with this title. */
function keyOf(line: Line, placed: Map<string, string>, canonical: Canonical): string {
  const id = line.words("objective_id");
  if (id !== "") return `#${asId(id)}`;
  const title = bareName(line.words("objective"));
  const [team = "", cycle = ""] = (placed.get(title) ?? "\n").split("\n");
  const place = `${canonical(line, "team") || team}\n${canonical(line, "cycle") || cycle}`;
  placed.set(title, place);
  return `${title}\n${place}`;
}

function noObjective(line: Line, name: string, known: Iterable<string>): void {
  const near = line.near(asId(name), known);
  line.error(
    "objective_id",
    `found "${name}", which is no objective here or in these files`,
    near
      ? `did you mean "${near}"?`
      : "import the table of objectives with it: okr import objectives.csv key-results.csv",
  );
}
