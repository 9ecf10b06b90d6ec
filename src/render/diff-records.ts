import type { ReadingEntry, RecordEntry } from "../analysis/journal/entry.ts";
import type { OkrRecord } from "../model/records.ts";
import { type DiffReport, FILE, fact, type Item, scoreStep } from "./diff-report.ts";
import { type Fact, factsOf } from "./log-facts.ts";
import { safe } from "./safe.ts";
import { count, decimal } from "./words.ts";

/** The records that were immutable and are not any more: gone, rewritten, or made unreadable. */
export function brokenRecordItems(report: DiffReport): Item[] {
  const told = new Set(report.diff.records.filter(isNew).map(({ objective }) => objective));
  return groupsOf(report.diff.records.filter((one) => !isNew(one))).flatMap((group) => {
    // Where others came, these tell what all of them together did.
    const effect = told.has(group[0].objective) ? [] : effectFacts(group, "", report);
    return group.map((entry, index) => brokenItem(entry, index === group.length - 1 ? effect : [], report));
  });
}

/** The records that came, or can be read again. */
export function newRecordItems(report: DiffReport): Item[] {
  const { records } = report.diff;
  const broken = new Set(records.filter((one) => !isNew(one)).map(({ objective }) => objective));
  return groupsOf(records.filter(isNew)).flatMap((group) => {
    const more = broken.has(group[0].objective) ? "with what was removed or rewritten" : "";
    const effect = effectFacts(group, more, report);
    const [summary, rest] = summarize(group, report);
    const items = rest.map((entry) => newItem(entry, report));
    const last = items.length - 1;
    if (summary) return [{ ...summary, facts: [...summary.facts, ...effect] }, ...items];
    return items.map((item, index) =>
      index === last ? { ...item, facts: [...item.facts, ...effect] } : item,
    );
  });
}

/** So many check-ins of one objective are told one by one; more are told as one, from the first to the last. */
const FEW = 3;

/** What many check-ins of one objective come to, and the records that are told one by one. */
function summarize(group: Group, report: DiffReport): [Item | null, readonly RecordEntry[]] {
  const checkIns = group.filter(({ type }) => type === "check-in");
  const [first, last] = [checkIns[0], checkIns.at(-1)];
  if (checkIns.length <= FEW || first === undefined || last === undefined) return [null, group];
  const readings = new Map<string, ReadingEntry>();
  for (const entry of checkIns)
    for (const reading of entry.readings) {
      const { previous } = readings.get(reading.id) ?? reading;
      if (reading.value !== null)
        readings.set(reading.id, { ...reading, previous, note: null, confidence: null });
    }
  const confident = checkIns.flatMap((entry) => (confidenceOf(entry) === null ? [] : [entry]));
  const [start, end] = [confident[0], confident.at(-1)];
  const from =
    start?.changes.find(({ field }) => field === "confidence")?.from ?? (start && confidenceOf(start));
  const to = end && confidenceOf(end);
  const whole: RecordEntry = {
    ...(end ?? last),
    event: "added",
    readings: [...readings.values()],
    changes: from === to ? [] : [{ field: "confidence", keyResult: null, from, to, goalpost: false }],
  };
  const people = [...new Set(checkIns.map(({ record }) => nameOf(record?.by ?? "", report)))];
  const more = people.length > FEW ? ` and ${people.length - FEW} more` : "";
  const text = `${checkIns.length} check-ins from ${first.date} to ${last.date} by ${people.slice(0, FEW).join(", ")}${more}`;
  const item: Item = { sign: "+", id: safe(first.objective ?? ""), text, facts: factsOf(whole, null, true) };
  return [item, group.filter(({ type }) => type !== "check-in")];
}

function confidenceOf({ record }: RecordEntry): number | null {
  return record?.kind === "check-in" ? record.confidence : null;
}

function isNew({ event, repaired }: RecordEntry): boolean {
  return event === "added" || repaired;
}

/** `check-in of 2026-10-09 by Ana Souza`. */
function recordWords(entry: RecordEntry, report: DiffReport): string {
  const { record } = entry;
  return record === null
    ? entry.type
    : `${recordNoun(record)} of ${record.date} by ${nameOf(record.by, report)}`;
}

function recordNoun(record: OkrRecord): string {
  if (record.kind === "check-in") return "check-in";
  return record.phase === "end" ? "end retrospective" : "mid-cycle retrospective";
}

function nameOf(id: string, { before, after }: DiffReport): string {
  return safe(after.plan.person(id)?.name ?? before.plan.person(id)?.name ?? id);
}

type Group = readonly [RecordEntry, ...RecordEntry[]];

/** The records of each objective; the last of them tells what they did to its score. */
function groupsOf(entries: readonly RecordEntry[]): Group[] {
  const groups = new Map<string | null, [RecordEntry, ...RecordEntry[]]>();
  for (const entry of entries) {
    const group = groups.get(entry.objective);
    if (group) group.push(entry);
    else groups.set(entry.objective, [entry]);
  }
  return [...groups.values()];
}

function brokenItem(entry: RecordEntry, effect: readonly Fact[], report: DiffReport): Item {
  const { event, unreadable, objective, path } = entry;
  const what = unreadable ? "cannot be read any more" : event === "removed" ? "removed" : "rewritten";
  return {
    sign: "!",
    id: safe(objective ?? ""),
    text: `${recordWords(entry, report)}: ${what}`,
    facts: [...factsOf({ ...entry, unreadable: false }, null, true), ...effect, fact(FILE, safe(path))],
  };
}

function newItem(entry: RecordEntry, report: DiffReport): Item {
  return {
    sign: "+",
    id: safe(entry.objective ?? ""),
    text: `${recordWords(entry, report)}${entry.repaired ? ": can be read again" : ""}`,
    facts: factsOf({ ...entry, event: "added" }, null, true),
  };
}

/** What the records of an objective did to its score, by the definition that was there. */
function effectFacts(group: Group, more: string, { diff }: DiffReport): Fact[] {
  const standing = diff.standings.get(group[0].objective ?? "");
  if (!standing?.after) return [];
  const { before, after, byOldDefinition } = standing;
  const now = byOldDefinition ?? after.score;
  const these = group.length === 1 ? "" : `by these ${count(group.length, "record")}`;
  const step = before?.read ? scoreStep(before.score, now) : "";
  if (step === "") {
    const isMoot = !after.read || group.every(({ type }) => type === "retrospective");
    return isMoot ? [] : [fact("score", `${decimal(now)}${before?.read ? "  (no change)" : ""}`)];
  }
  const why = [step, these, more].filter(Boolean).join(" ");
  return [fact("score", `${decimal(before?.score ?? 0)} → ${decimal(now)}  (${why})`)];
}
