import type { Day } from "../../model/day.ts";
import type { Value } from "../../model/metrics/index.ts";
import type { Objective } from "../../model/plan.ts";
import { type CheckIn, compareRecords, type OkrRecord } from "../../model/records.ts";
import { sameValue } from "../changes.ts";
import type { EntryChange, ReadingEntry } from "./entry.ts";

/** What a check-in said, from one place in the history up to another one. */
export interface Life {
  readonly checkIn: CheckIn;
  readonly from: number;
  to: number;
}

/** Ends what a record said at a place in the history, and begins what it says from there; null where that is no check-in. */
export function liveOn(before: Life | null, record: OkrRecord | null, from: number): Life | null {
  if (before) before.to = from;
  return record?.kind === "check-in" ? { checkIn: record, from, to: Number.POSITIVE_INFINITY } : null;
}

/** What was known before each record: the readings and confidences of the check-ins that there were when it came. */
export class Readings {
  /** By objective and key result, or by objective alone for its confidence; in the order of the records. */
  readonly #said = new Map<string, { readonly life: Life; readonly value: Value }[]>();

  constructor(lives: readonly Life[]) {
    for (const life of [...lives].sort((a, b) => compareRecords(a.checkIn, b.checkIn))) {
      const { objective, confidence, results } = life.checkIn;
      if (confidence !== null) this.#add(objective, { life, value: confidence });
      for (const [id, { value }] of results)
        if (value !== null) this.#add(`${objective}/${id}`, { life, value });
    }
  }

  #add(key: string, said: { readonly life: Life; readonly value: Value }): void {
    const list = this.#said.get(key);
    if (list) list.push(said);
    else this.#said.set(key, [said]);
  }

  /** The last value before a record, as of a place in the history; without a key result the last confidence. */
  before(
    record: OkrRecord,
    keyResult: string | null,
    order: number,
  ): { readonly value: Value; readonly date: Day } | null {
    const list =
      this.#said.get(keyResult === null ? record.objective : `${record.objective}/${keyResult}`) ?? [];
    let [from, to] = [0, list.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      const { life } = list[middle] as (typeof list)[number];
      if (compareRecords(life.checkIn, record) < 0) from = middle + 1;
      else to = middle;
    }
    for (let at = from - 1; at >= 0; at--) {
      const { life, value } = list[at] as (typeof list)[number];
      const alive = life.from <= order && order < life.to;
      if (alive && !isSame(life.checkIn, record)) return { value, date: life.checkIn.date };
    }
    return null;
  }
}

/** Whether two versions are of one record, which may have moved. */
function isSame(a: OkrRecord, b: OkrRecord): boolean {
  return a.source.path === b.source.path || (a.name === b.name && a.date === b.date);
}

/** What is known of a record beside its own words. */
export interface Around {
  /** Its objective as it was defined on its day. */
  readonly objective: Objective | null;
  readonly readings: Readings;
  /** The place in the history from which is looked back; null where nothing before matters. */
  readonly order: number | null;
}

/** What a record says of each key result, in the order it names them. */
export function readRecord(record: OkrRecord, { objective, readings, order }: Around): ReadingEntry[] {
  const defined = (id: string) => objective?.keyResults.find((one) => one.id === id) ?? null;
  if (record.kind === "check-in")
    return [...record.results].map(([id, { value, confidence, note }]) => ({
      ...{ id, keyResult: defined(id), value, confidence, note },
      previous: order === null ? null : readings.before(record, id, order),
      ...{ grade: null, reason: null },
    }));
  const { grades, reasons } = record;
  return [...new Set([...grades.keys(), ...reasons.keys()])].map((id) => ({
    ...{ id, keyResult: defined(id), value: null, previous: null, confidence: null, note: null },
    grade: grades.get(id) ?? null,
    reason: reasons.get(id) ?? null,
  }));
}

/** The fields that a new record gives another value than they had before. */
export function listNews(
  record: OkrRecord,
  entries: readonly ReadingEntry[],
  { readings, order }: Around,
): EntryChange[] {
  const change = (field: string, keyResult: string | null, from: unknown, to: unknown): EntryChange[] =>
    sameValue(from, to) ? [] : [{ field, keyResult, from, to, goalpost: false }];
  if (record.kind === "retrospective")
    return [
      ...entries.flatMap(({ id, grade }) => change(`grades.${id}`, id, null, grade)),
      ...change("outcome", null, null, record.outcome),
    ];
  const known = record.confidence !== null && order !== null;
  const confidence = known ? (readings.before(record, null, order)?.value ?? null) : null;
  return [
    ...entries.flatMap(({ id, value, previous }) =>
      value === null ? [] : change(`results.${id}`, id, previous?.value ?? null, value),
    ),
    ...change("confidence", null, confidence, record.confidence),
  ];
}

/** How far one number is from another, without the digits that only a computer sees: 0.3 − 0.1 is 0.2. */
export function difference(from: number, to: number): number {
  const digits = [from, to].map(
    (value) => /^-?\d+(?:\.(\d+))?$/.exec(String(value))?.[1]?.length ?? (Number.isInteger(value) ? 0 : 99),
  );
  const most = Math.max(...digits);
  return most > 15 ? to - from : Number((to - from).toFixed(most));
}
