import type { Objective } from "../../model/plan.ts";
import type { OkrRecord } from "../../model/records.ts";
import { MONTHS, type Settings } from "../../model/settings.ts";
import { compareObjectives, fieldName, sameValue, textOf } from "../changes.ts";
import type { Definition, EntryChange } from "./entry.ts";

/** What one version of a definition says differently from the one before; all it says, where there is only one. */
export function compareDefinitions(before: Definition | null, after: Definition | null): EntryChange[] {
  const kind = (before ?? after)?.kind;
  if (kind === "objective") {
    const changes = compareObjectives(objectiveOf(before), objectiveOf(after));
    return changes.map((change) => ({
      field: fieldName(change),
      keyResult: change.keyResult,
      from: emptied(change.from),
      to: emptied(change.to),
      goalpost: false,
    }));
  }
  return compareData(fieldsOf(before), fieldsOf(after)).map(({ way, from, to }) => ({
    field: way.join("."),
    keyResult: null,
    from: emptied(from),
    to: emptied(to),
    goalpost: false,
  }));
}

/** What one version of a record says differently from the one before. */
export function compareVersions(before: OkrRecord, after: OkrRecord): EntryChange[] {
  return compareData(wordsOf(before), wordsOf(after)).map(({ way, from, to }) => ({
    // A reading is written plainly where it has neither note nor confidence.
    field: way.filter((part, index) => index !== 2 || part !== "value").join("."),
    keyResult: BY_KEY_RESULT.includes(way[0] as string) ? (way[1] ?? null) : null,
    from: emptied(from),
    to: emptied(to),
    goalpost: false,
  }));
}

const BY_KEY_RESULT = ["results", "grades", "reasons"];

/** An objective that says nothing: against it, all that another one says is new. */
const BLANK = {
  ...{ title: null, team: null, cycle: null, type: null, owner: null, continues: null },
  ...{ alignsTo: [], dependsOn: [], keyResults: [], body: "" },
} as unknown as Objective;

function objectiveOf(definition: Definition | null): Objective {
  return definition?.kind === "objective" ? definition.objective : BLANK;
}

/** The fields of a definition other than an objective, as its file writes them. */
function fieldsOf(definition: Definition | null): unknown {
  if (definition?.kind === "settings") return settingsFields(definition.settings);
  if (definition?.kind === "strategy") {
    const { mission, vision, priorities, body } = definition.strategy;
    return { mission, vision, priorities, body: textOf(body) };
  }
  if (definition?.kind !== "team") return null;
  const { name, level, parent, lead, coach, members, body } = definition.team;
  const people = new Map(definition.people.map((person) => [person.id, person]));
  const described = members.map((id) => {
    const { name = id, email = null, mentor = null } = people.get(id) ?? {};
    return { id, name, email, mentor };
  });
  return { name, level, parent, lead, coach, members: described, body: textOf(body) };
}

function settingsFields(settings: Settings): unknown {
  const { name, cycles, checkIn, scoring, closeWithinDays, preset, rules } = settings;
  return {
    name,
    cycles: {
      cadence: cycles.cadence,
      fiscal_year_starts: MONTHS[cycles.fiscalYearStarts - 1],
      list: cycles.list,
    },
    check_in: { every: checkIn.every, day: checkIn.day, stale_after_days: checkIn.staleAfterDays },
    scoring,
    close_within_days: closeWithinDays,
    preset,
    rules: Object.fromEntries(
      Object.entries(rules).map(([id, { severity, options }]) => [
        id,
        Object.keys(options).length === 0 ? severity : [severity, options],
      ]),
    ),
  };
}

function wordsOf(record: OkrRecord): unknown {
  const { objective, date, by, body } = record;
  const said =
    record.kind === "check-in"
      ? { confidence: record.confidence, results: record.results }
      : { phase: record.phase, grades: record.grades, reasons: record.reasons, outcome: record.outcome };
  return { objective, date, by, ...said, body: textOf(body) };
}

function emptied(value: unknown): unknown {
  return value === "" ? null : value;
}

/** One difference between two pieces of data, and the way down to it. */
interface DataChange {
  readonly way: readonly string[];
  readonly from: unknown;
  readonly to: unknown;
}

/** What differs between two pieces of data. What has an id comes and goes as a whole, by its name. */
function compareData(before: unknown, after: unknown, way: readonly string[] = []): DataChange[] {
  const [from = null, to = null] = [before, after];
  const [old, young] = [partsOf(from), partsOf(to)];
  if (old === null || young === null) return sameValue(from, to) ? [] : [{ way, from, to }];
  const names = [nameOf(from), nameOf(to)];
  if (way.length > 0 && (from === null || to === null) && (names[0] ?? names[1]) !== null)
    return [{ way, from: names[0], to: names[1] }];
  return [...new Set([...old.keys(), ...young.keys()])].flatMap((key) =>
    compareData(old.get(key), young.get(key), [...way, key]),
  );
}

const NOTHING: ReadonlyMap<string, unknown> = new Map();

/** The parts of a mapping or of a list of things with ids; null for what is compared as a whole. */
function partsOf(value: unknown): ReadonlyMap<string, unknown> | null {
  if (value === null) return NOTHING;
  if (typeof value !== "object") return null;
  if (value instanceof Map) return value;
  if (!Array.isArray(value)) return new Map(Object.entries(value));
  const ids = value.map(idOf);
  if (ids.includes(null)) return null;
  return new Map(value.map((one, index) => [ids[index] as string, one]));
}

function idOf(value: unknown): string | null {
  const id = typeof value === "object" && value !== null && "id" in value ? value.id : null;
  return typeof id === "string" ? id : null;
}

/** What a thing with an id is called. */
function nameOf(value: unknown): string | null {
  const id = idOf(value);
  if (id === null) return null;
  const { name, title } = value as { readonly name?: unknown; readonly title?: unknown };
  return [name, title].find((one): one is string => typeof one === "string") ?? id;
}
