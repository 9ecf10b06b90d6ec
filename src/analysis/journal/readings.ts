import type { Day } from "../../model/day.ts";
import type { Value } from "../../model/metrics/index.ts";
import type { Objective } from "../../model/plan.ts";
import { type CheckIn, compareRecords, type OkrRecord } from "../../model/records.ts";
import { sameValue } from "../changes.ts";
import type { EntryChange, ReadingEntry } from "./entry.ts";

/** What was known before each record: the readings and confidences of a tree, in the order of its records. */
export class Readings {
  /** By objective and key result, or by objective alone for its confidence; oldest first. */
  readonly #said = new Map<string, { readonly checkIn: CheckIn; readonly value: Value }[]>();

  constructor(checkIns: readonly CheckIn[]) {
    for (const checkIn of checkIns) {
      const { objective, confidence, results } = checkIn;
      if (confidence !== null) this.#add(objective, { checkIn, value: confidence });
      for (const [id, { value }] of results)
        if (value !== null) this.#add(`${objective}/${id}`, { checkIn, value });
    }
  }

  #add(key: string, said: { readonly checkIn: CheckIn; readonly value: Value }): void {
    const list = this.#said.get(key);
    if (list) list.push(said);
    else this.#said.set(key, [said]);
  }

  /** The last value before a record; without a key result the last confidence. */
  before(record: OkrRecord, keyResult: string | null): { readonly value: Value; readonly date: Day } | null {
    const list =
      this.#said.get(keyResult === null ? record.objective : `${record.objective}/${keyResult}`) ?? [];
    let [from, to] = [0, list.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      const { checkIn } = list[middle] as (typeof list)[number];
      if (checkIn.source.path !== record.source.path && compareRecords(checkIn, record) < 0)
        from = middle + 1;
      else to = middle;
    }
    const last = list[from - 1];
    return last ? { value: last.value, date: last.checkIn.date } : null;
  }
}

/** What a record says of each key result, in the order it names them. @param objective as it was defined on that day */
export function readRecord(
  record: OkrRecord,
  objective: Objective | null,
  readings: Readings,
): ReadingEntry[] {
  const defined = (id: string) => objective?.keyResults.find((one) => one.id === id) ?? null;
  if (record.kind === "check-in")
    return [...record.results].map(([id, { value, confidence, note }]) => ({
      ...{ id, keyResult: defined(id), value, confidence, note },
      previous: readings.before(record, id),
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
  readings: Readings,
): EntryChange[] {
  const change = (field: string, keyResult: string | null, from: unknown, to: unknown): EntryChange[] =>
    sameValue(from, to) ? [] : [{ field, keyResult, from, to, goalpost: false }];
  if (record.kind === "retrospective")
    return [
      ...entries.flatMap(({ id, grade }) => change(`grades.${id}`, id, null, grade)),
      ...change("outcome", null, null, record.outcome),
    ];
  const confidence = record.confidence === null ? null : (readings.before(record, null)?.value ?? null);
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
