import type { Remark, Source } from "../model/finding.ts";
import {
  type Cadence,
  DEFAULT_SETTINGS,
  MONTHS,
  type Preset,
  type RuleSetting,
  type Settings,
  staleAfter,
  type Weekday,
} from "../model/settings.ts";

type Severity = RuleSetting["severity"];
type RawCycle = { id: string | number; title?: string; start: string; end: string };

/** okr.yaml as its schema lets it through. */
export interface RawSettings {
  readonly name?: string;
  readonly cycles?:
    | readonly RawCycle[]
    | { cadence?: Cadence; fiscal_year_starts?: (typeof MONTHS)[number]; list?: readonly RawCycle[] };
  readonly check_in?: { every?: Settings["checkIn"]["every"]; day?: Weekday; stale_after_days?: number };
  readonly scoring?: { good?: number; fair?: number };
  readonly close_within_days?: number;
  readonly preset?: Preset;
  readonly rules?: Readonly<Record<string, Severity | readonly [Severity, Record<string, unknown>?]>>;
}

/** Fills the defaults into okr.yaml. */
export function toSettings(raw: RawSettings, source: Source): Settings {
  const { cycles, checkIn, scoring, closeWithinDays, preset } = DEFAULT_SETTINGS;
  const every = raw.check_in?.every ?? checkIn.every;
  const given = raw.cycles === undefined ? {} : isList(raw.cycles) ? { list: raw.cycles } : raw.cycles;
  return {
    name: raw.name ?? null,
    cycles: {
      cadence: given.cadence ?? cycles.cadence,
      fiscalYearStarts: given.fiscal_year_starts
        ? MONTHS.indexOf(given.fiscal_year_starts) + 1
        : cycles.fiscalYearStarts,
      list: (given.list ?? []).map((cycle) => ({
        ...cycle,
        id: String(cycle.id),
        title: cycle.title ?? null,
      })),
    },
    checkIn: {
      every,
      day: raw.check_in?.day ?? checkIn.day,
      staleAfterDays: raw.check_in?.stale_after_days ?? staleAfter(every),
    },
    scoring: { good: raw.scoring?.good ?? scoring.good, fair: raw.scoring?.fair ?? scoring.fair },
    closeWithinDays: raw.close_within_days ?? closeWithinDays,
    preset: raw.preset ?? preset,
    rules: Object.fromEntries(
      Object.entries(raw.rules ?? {}).map(([id, setting]) => [id, toRuleSetting(setting)]),
    ),
    source,
  };
}

function isList(cycles: NonNullable<RawSettings["cycles"]>): cycles is readonly RawCycle[] {
  return Array.isArray(cycles);
}

function toRuleSetting(setting: Severity | readonly [Severity, Record<string, unknown>?]): RuleSetting {
  return typeof setting === "string"
    ? { severity: setting, options: {} }
    : { severity: setting[0], options: setting[1] ?? {} };
}

/** What no schema can say of the cycles that okr.yaml lists: each has an id of its own, and ends after it starts. */
export function cycleRemarks(
  source: Source,
  { cycles }: RawSettings,
  { cycles: { list } }: Settings,
): Remark[] {
  const above = Array.isArray(cycles) ? ["cycles"] : ["cycles", "list"];
  const common = { rule: "schema", severity: "error", source } as const;
  return list.flatMap(({ id, start, end }, index): Remark[] => {
    const pointer = [...above, index];
    if (end < start)
      return [
        {
          ...common,
          pointer: [...pointer, "end"],
          message: `the cycle ${id} ends on ${end}, before it starts on ${start}`,
          hint: "swap the two days",
          subject: id,
        },
      ];
    if (list.findIndex((other) => other.id.toLowerCase() === id.toLowerCase()) < index)
      return [
        {
          ...common,
          pointer: [...pointer, "id"],
          message: `the cycle "${id}" is listed twice`,
          hint: "give one of the two another id",
          subject: id,
        },
      ];
    return [];
  });
}
