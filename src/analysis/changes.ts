import type { KeyResult, Objective } from "../model/plan.ts";

/** What one version of a definition says differently from the one before. */
export interface FieldChange {
  /** The key result it is about; null for the objective itself. */
  readonly keyResult: string | null;
  /** As the file writes it: `target`, `aligns_to`; null where the whole key result came or went. */
  readonly property: string | null;
  /** Null where there was nothing. */
  readonly from: unknown;
  readonly to: unknown;
  /** Whether it changes what counts as success. */
  readonly goalpost: boolean;
}

/** Changing one of these moves the goalposts. */
const GOALPOSTS = new Set(["title", "type", "cycle", "weight", "unit"]);

/** What changed between two versions of an objective, in file order. Formatting, comments and places of files do not count. */
export function compareObjectives(before: Objective, after: Objective): FieldChange[] {
  const changes = compareFields(null, fieldsOf(before), fieldsOf(after));
  const keyResults = new Map(before.keyResults.map((keyResult) => [keyResult.id, keyResult]));
  for (const keyResult of after.keyResults) {
    const { id } = keyResult;
    const old = keyResults.get(id);
    if (old) changes.push(...compareFields(id, keyResultFields(old), keyResultFields(keyResult)));
    else changes.push({ keyResult: id, property: null, from: null, to: keyResult.title, goalpost: true });
    keyResults.delete(id);
  }
  for (const { id, title } of keyResults.values())
    changes.push({ keyResult: id, property: null, from: title, to: null, goalpost: true });
  return changes;
}

/** `key_results.completion.target`, as the file nests it. */
export function fieldName({ keyResult, property }: FieldChange): string {
  return ["key_results", keyResult, property]
    .slice(keyResult === null ? 2 : 0)
    .filter((part) => part !== null)
    .join(".");
}

/** A body as people read it: its line ends, and the space around it, say nothing. */
export function textOf(body: string): string {
  return body.replace(/\r\n?/g, "\n").trim();
}

/** Whether two values of a field are the same, lists and mappings by what they hold. */
export function sameValue(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}

type Fields = Readonly<Record<string, unknown>>;

/** The changes between two sets of fields. */
function compareFields(keyResult: string | null, before: Fields, after: Fields): FieldChange[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((property) => {
    const [from = null, to = null] = [before[property], after[property]];
    if (sameValue(from, to)) return [];
    const measured = keyResult !== null && !PEOPLE.has(property);
    return [{ keyResult, property, from, to, goalpost: measured || GOALPOSTS.has(property) }];
  });
}

const PEOPLE = new Set(["owner", "backup"]);

function fieldsOf(objective: Objective): Fields {
  const { title, team, cycle, type, owner, alignsTo, dependsOn, continues, body } = objective;
  return {
    title,
    team,
    cycle,
    type,
    owner,
    aligns_to: listOrNull(alignsTo),
    depends_on: listOrNull(dependsOn),
    continues,
    body: textOf(body),
  };
}

function keyResultFields({ title, owner, backup, weight, unit, measure }: KeyResult): Fields {
  // What a file says for other programs alone (x-*) is theirs.
  const measured = Object.entries(measure).filter(([property]) => !property.startsWith("x-"));
  return { title, owner, backup, ...Object.fromEntries(measured), unit, weight };
}

function listOrNull(list: readonly string[]): readonly string[] | null {
  return list.length === 0 ? null : list;
}
