import type { Source } from "../model/finding.ts";
import type { Value } from "../model/metrics/index.ts";
import type { CheckIn, OutcomeWord, Phase, Result, Retrospective } from "../model/records.ts";

interface RawRecord {
  readonly objective: string;
  readonly date: string;
  readonly by: string;
}

/** A check-in as its schema lets it through. */
export interface RawCheckIn extends RawRecord {
  readonly confidence?: number;
  readonly results?: Readonly<Record<string, Value | { value?: Value; confidence?: number; note?: string }>>;
}

/** A retrospective as its schema lets it through. */
export interface RawRetrospective extends RawRecord {
  readonly phase: Phase;
  readonly grades?: Readonly<Record<string, number>>;
  readonly reasons?: Readonly<Record<string, string>>;
  readonly outcome?: OutcomeWord;
}

/** A check-in of what its file says. */
export function toCheckIn(raw: RawCheckIn, body: string, source: Source): CheckIn {
  return {
    kind: "check-in",
    ...written(raw, body, source),
    confidence: raw.confidence ?? null,
    results: new Map(Object.entries(raw.results ?? {}).map(([id, result]) => [id, toResult(result)])),
  };
}

/** A retrospective of what its file says. */
export function toRetrospective(raw: RawRetrospective, body: string, source: Source): Retrospective {
  return {
    kind: "retrospective",
    ...written(raw, body, source),
    phase: raw.phase,
    grades: new Map(Object.entries(raw.grades ?? {})),
    reasons: new Map(Object.entries(raw.reasons ?? {})),
    outcome: raw.outcome ?? null,
  };
}

function written({ objective, date, by }: RawRecord, body: string, source: Source) {
  return { objective, date, by, name: source.path.slice(source.path.lastIndexOf("/") + 1), body, source };
}

function toResult(result: Value | { value?: Value; confidence?: number; note?: string }): Result {
  if (typeof result !== "object" || Array.isArray(result))
    return { value: result as Value, confidence: null, note: null };
  const {
    value = null,
    confidence = null,
    note = null,
  } = result as { value?: Value; confidence?: number; note?: string };
  return { value, confidence, note };
}
